//! How a trouble is written into what is saved: `base` knows no file format, so the form is given here.
//! Keys and arguments are saved and no texts, so that a report kept in one language can be read in the other.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::base::{Say, Trouble};

type Args = Vec<(Cow<'static, str>, String)>;

/// A trouble as it is saved: its place, what is wrong by key and arguments, and what would mend it.
type Form = (String, Vec<(Cow<'static, str>, Args)>, Option<(Cow<'static, str>, Args)>);

/// Writes a trouble, if there is one.
#[expect(clippy::ref_option, reason = "serde gives a reference to the field")]
pub(super) fn serialize<S: Serializer>(trouble: &Option<Trouble>, to: S) -> Result<S::Ok, S::Error> {
    let form = |say: Say| (say.key, say.args);
    let of = |Trouble { place, what, mend }| -> Form {
        (place, what.into_iter().map(form).collect(), mend.map(form))
    };
    trouble.clone().map(of).serialize(to)
}

/// Reads a trouble, if there is one.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Trouble>, D::Error> {
    let say = |(key, args)| Say { key, args };
    let read = Option::<Form>::deserialize(from)?;
    Ok(read.map(|(place, what, mend)| Trouble {
        place,
        what: what.into_iter().map(say).collect(),
        mend: mend.map(say),
    }))
}

#[cfg(test)]
mod test {
    use crate::base::{Say, Trouble};
    use crate::model::ResourceReport;

    #[test]
    fn a_trouble_comes_back_as_it_was() {
        let say = Say::new("failure-no-file").with("at", "$.resources[0].path");
        let mut report = ResourceReport { error: Some(Trouble::new("a.csv", say)), ..Default::default() };
        for _ in 0..2 {
            let text = serde_json::to_string(&report).unwrap();
            assert_eq!(serde_json::from_str::<ResourceReport>(&text).unwrap(), report);
            report.error = None;
        }
    }
}

//! An outage: a stretch of time in which a source, or one of its care sites, delivered nothing though it should have.
//! It is what a steward confirmed; how it is proposed is computed elsewhere.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::base::{Span, Time, civil};

/// A confirmed outage.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Outage {
    /// The source's id.
    pub source: String,
    /// The care site; all of the source when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// Its first day, as an ISO date.
    #[serde(serialize_with = "write_day", deserialize_with = "read_day")]
    pub from: i64,
    /// Its last day, included, as an ISO date.
    #[serde(serialize_with = "write_day", deserialize_with = "read_day")]
    pub to: i64,
}

impl Outage {
    /// An outage of whole days: those that the span touches.
    pub fn new(source: &str, site: Option<&str>, span: Span) -> Self {
        Self {
            source: source.to_owned(),
            site: site.map(str::to_owned),
            from: span.from.days(),
            to: Time(span.to.0.saturating_sub(1)).days(),
        }
    }

    /// The time it takes, from the first moment in to the first moment out.
    pub fn span(&self) -> Span {
        Span { from: Time::from_days(self.from), to: Time::from_days(self.to.saturating_add(1)) }
    }
}

/// An outage as the data suggest it, by its content: it is known again when they suggest it once more.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Suggestion {
    /// The rule that suggests it, by its id.
    pub rule: String,
    /// The phase whose events it is about, by its id; where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
    /// Where and when.
    #[serde(flatten)]
    pub outage: Outage,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference to the field")]
fn write_day<S: Serializer>(days: &i64, to: S) -> Result<S::Ok, S::Error> {
    let (year, month, day) = civil::date_from_days(*days);
    to.serialize_str(&format!("{year:04}-{month:02}-{day:02}"))
}

fn read_day<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    let text = String::deserialize(from)?;
    day(&text).ok_or_else(|| D::Error::custom("a date must be written as 2019-03-01"))
}

fn day(text: &str) -> Option<i64> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let (year, month, day): (i64, u32, u32) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let known = (-9999..=9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=civil::days_in_month(year, month)).contains(&day);
    known.then(|| civil::days_from_date(year, month, day))
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn it_is_saved_with_both_days_included() {
        let span = Span { from: Time::from_date(2019, 3, 1), to: Time::from_date(2019, 5, 1) };
        let outage = Outage::new("lab", Some("Z03"), span);
        let text = serde_json::to_string(&outage).unwrap();
        assert_eq!(text, r#"{"source":"lab","site":"Z03","from":"2019-03-01","to":"2019-04-30"}"#);
        let back: Outage = serde_json::from_str(&text).unwrap();
        assert_eq!((back.span(), back), (span, outage));
        assert!(serde_json::from_str::<Outage>(&text.replace("04-30", "04-31")).is_err());
    }
}

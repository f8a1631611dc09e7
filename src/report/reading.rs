//! A bar of the set plot as a sentence that can be read aloud.
//! It counts nothing: numbers and sets come with the reading.

use crate::base::time::DAY;
use crate::compute::coverage::reading::{Reading, Total};
use crate::compute::coverage::{Micros, Patterns};
use crate::i18n::{Arg, Texts};

/// The sentence: `162 patients (4.2 % of 3,883) have a record in Comedy and Drama and in no other`.
pub fn sentence(reading: &Reading, patterns: &Patterns, texts: &Texts) -> String {
    let titles: Vec<&str> =
        reading.sets.iter().filter_map(|&set| patterns.sets.get(set)).map(|set| set.title.as_str()).collect();
    let total = match reading.total {
        Total::Patients(patients) => texts.count(patients),
        Total::Time(micros) => years(micros, texts),
    };
    let args: [(&str, Arg); 5] = [
        ("n", texts.count(reading.patients).into()),
        ("years", years(reading.micros, texts).into()),
        ("share", texts.percent(reading.share, 1).into()),
        ("total", total.into()),
        ("sets", list(&titles, reading.any, texts).into()),
    ];
    texts.ta(reading.key, &args)
}

fn years(micros: Micros, texts: &Texts) -> String {
    texts.decimal(micros as f64 / DAY as f64 / 365.25, 1)
}

/// `a, b and c`, or `a, b or c` where any of them is enough.
pub fn list(items: &[&str], any: bool, texts: &Texts) -> String {
    let Some((last, before)) = items.split_last() else { return String::new() };
    if before.is_empty() {
        return (*last).to_owned();
    }
    let args = [("before", Arg::from(before.join(", ").as_str())), ("last", Arg::from(*last))];
    if any { texts.ta("list-or", &args) } else { texts.ta("list-and", &args) }
}

#[cfg(test)]
mod test {
    use crate::compute::coverage::ResolvedSet;
    use crate::compute::coverage::reading::reading;
    use crate::i18n::Lang;
    use crate::model::{SetMode, SetUnit};

    use super::*;

    #[test]
    fn a_bar_is_read_aloud() {
        let set = |title: &str| ResolvedSet { title: title.into(), members: Vec::new() };
        let patterns = Patterns {
            sets: vec![set("Action"), set("Comedy"), set("Drama")],
            people: vec![(0, 1_000), (0b110, 162), (0b111, 2_721)],
            patients: 3_883,
            ..Patterns::default()
        };
        let read = |mode, mask, lang| {
            sentence(&reading(&patterns, mode, SetUnit::Patients, mask), &patterns, &Texts::new(lang))
        };
        let plain =
            |text: String| text.replace(['\u{a0}', '\u{202f}'], " ").replace(['\u{2068}', '\u{2069}'], "");
        let english = plain(read(SetMode::Exclusive, 0b110, Lang::En));
        assert_eq!(
            english.replace("4.2 %", "4.2%"),
            "162 patients (4.2% of 3,883) have a record in Comedy and Drama and in no other"
        );
        let any = plain(read(SetMode::Union, 0b111, Lang::En));
        assert!(any.contains("Action, Comedy or Drama"), "{any}");
        let dutch = plain(read(SetMode::Exclusive, 0b111, Lang::Nl));
        assert!(dutch.contains("Action, Comedy en Drama, de enige bronnen"), "{dutch}");
    }
}

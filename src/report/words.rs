//! The words in pictures, in the reader's language.
//! It decides no wording of its own: that is in the message files.

use crate::base::{Clock, Precision, Time, time::DAY};
use crate::compute::GroupTitle;
use crate::compute::gaps::say;
use crate::i18n::{Arg, Texts, variant_key};
use crate::model::report::Flaw;
use crate::model::{Explanation, GapKind, Phase, Source};
use crate::scene::words::{self, AxisLabels, Unit, Words};

/// Texts, as pictures ask for them.
#[derive(Clone, Copy)]
pub struct Worded<'a>(pub &'a Texts);

/// A phase's title: its own, else the usual one of a default phase, else its id.
pub fn phase_title(phase: &Phase, texts: &Texts) -> String {
    match &phase.title {
        Some(title) => title.in_language(texts.lang().code()).to_owned(),
        None => texts.find(&format!("phase-{}", phase.id)).unwrap_or_else(|| phase.id.clone()),
    }
}

/// An attribute's name by its id; one without a text of its own is taken apart into words.
pub fn attribute_name(id: &str, texts: &Texts) -> String {
    texts.find(&format!("attribute-{id}")).unwrap_or_else(|| words_of(id))
}

/// `ageAtDiagnosis` and `age_at_diagnosis` as `Age at diagnosis`; what is in capitals, such as `WHO`, stays so.
fn words_of(id: &str) -> String {
    let mut text = String::with_capacity(id.len() + 4);
    let letters: Vec<char> = id.chars().collect();
    for (at, &letter) in letters.iter().enumerate() {
        let after_small = at > 0 && (letters[at - 1].is_lowercase() || letters[at - 1].is_ascii_digit());
        let before_small = letters.get(at + 1).is_some_and(|next| next.is_lowercase());
        match letter {
            '_' | '-' => text.push(' '),
            _ if at == 0 => text.extend(letter.to_uppercase()),
            _ if letter.is_uppercase() && after_small => {
                text.push(' ');
                if before_small { text.extend(letter.to_lowercase()) } else { text.push(letter) }
            }
            _ => text.push(letter),
        }
    }
    text
}

impl AxisLabels for Worded<'_> {
    fn month(&self, year: i64, month: u32, with_year: bool) -> String {
        let month = self.0.month(month);
        if with_year { format!("{month} {year}") } else { month }
    }

    fn day(&self, (year, month, day): (i64, u32, u32), with_year: bool) -> String {
        let month = self.0.month(month);
        if with_year { format!("{day} {month} {year}") } else { format!("{day} {month}") }
    }

    fn relative(&self, amount: f64, unit: Unit, decimals: usize) -> String {
        if amount == 0.0 {
            return self.0.t("picture-day-0");
        }
        let number = self.0.decimal(amount.abs(), decimals);
        let signed = format!("{}{number}", if amount < 0.0 { "\u{2212}" } else { "+" });
        match unit {
            Unit::Hours => self.0.ta("offset-hours", &[("n", Arg::Text(signed))]),
            Unit::Days => signed,
            Unit::Years => self.0.ta("offset-years", &[("n", Arg::Text(signed))]),
        }
    }
}

impl Words for Worded<'_> {
    fn language(&self) -> &str {
        self.0.lang().code()
    }

    fn count(&self, n: usize) -> String {
        self.0.count(n as u64)
    }

    fn number(&self, value: f64) -> String {
        let digits = match value.abs() {
            large if large >= 100.0 => 0,
            middle if middle >= 10.0 => 1,
            _ => 2,
        };
        self.0.number(value, digits)
    }

    fn events(&self, n: usize) -> String {
        self.0.ta("count-events", &[("n", (n as u64).into())])
    }

    fn patients(&self, n: usize) -> String {
        self.0.ta("count-patients", &[("n", (n as u64).into())])
    }

    fn more(&self, n: usize) -> String {
        self.0.ta("picture-more", &[("n", self.count(n).into())])
    }

    fn not_covered(&self) -> String {
        self.0.t("coverage-not-covered")
    }

    fn coverage_unknown(&self) -> String {
        self.0.t("coverage-unknown")
    }

    fn gap(&self, kind: GapKind, why: Explanation, days: u64) -> String {
        let (kind, why) = (self.0.say(&say::kind(kind)), self.0.say(&say::explanation(why)));
        self.0.ta(
            "picture-gap",
            &[("kind", kind.as_str().into()), ("why", why.as_str().into()), ("days", days.into())],
        )
    }

    fn why(&self, why: Explanation) -> String {
        self.0.say(&say::explanation(why))
    }

    fn no_gap(&self) -> String {
        self.0.t("picture-no-gap")
    }

    fn gaps(&self) -> String {
        self.0.t("screen-gaps")
    }

    fn outage(&self) -> String {
        self.0.say(&say::explanation(Explanation::Outage))
    }

    fn no_record(&self) -> String {
        self.0.t("picture-no-record")
    }

    fn found(&self) -> [String; 4] {
        ["picture-no-finding", "severity-info", "severity-warning", "severity-error"].map(|key| self.0.t(key))
    }

    fn died(&self) -> String {
        self.0.t("picture-died")
    }

    fn end_of_data(&self) -> String {
        self.0.t("picture-end-of-data")
    }

    fn days_from_day0(&self) -> String {
        self.0.t("picture-days-from-day-0")
    }

    fn band(&self, low: Option<f64>, high: Option<f64>) -> String {
        match (low, high) {
            (Some(low), Some(high)) => format!("{}\u{2013}{}", self.number(low), self.number(high)),
            (Some(low), None) => format!("\u{2265} {}", self.number(low)),
            (None, Some(high)) => format!("\u{2264} {}", self.number(high)),
            (None, None) => String::new(),
        }
    }

    fn events_per(&self, days: f64) -> String {
        let length = if days >= 365.0 {
            self.0.ta("picture-years", &[("n", self.number(days / 365.25).into())])
        } else {
            self.0.duration((days * DAY as f64) as i64)
        };
        self.0.ta("picture-events-per", &[("length", length.into())])
    }

    fn flaw(&self, flaw: Flaw) -> String {
        self.0.t(&variant_key("flaw", flaw))
    }

    fn phase(&self, phase: &Phase) -> String {
        phase_title(phase, self.0)
    }

    fn group(&self, title: &GroupTitle, sources: &[Source]) -> String {
        match title {
            GroupTitle::All => self.0.t("group-all"),
            GroupTitle::Category(name) => name.clone(),
            GroupTitle::Between(low, high) if low == high => self.0.number(*low, 2),
            GroupTitle::Between(low, high) => format!("{}\u{2013}{}", bound(*low), bound(*high)),
            GroupTitle::Year(year) => year.to_string(),
            GroupTitle::Missing => self.0.t("filter-missing"),
            GroupTitle::Rest(groups) => self.0.ta("group-rest", &[("n", (*groups as u64).into())]),
            GroupTitle::Pattern(bits) => words::pattern(
                *bits,
                sources,
                &self.0.t("pattern-all"),
                &self.0.t("pattern-none"),
                &self.0.t("pattern-without"),
            ),
        }
    }

    fn moment(&self, time: Time, precision: Precision) -> String {
        self.0.moment(time, precision, Clock::Calendar)
    }

    fn journey(&self, patient: &str, events: usize, lanes: usize) -> String {
        let args = [
            ("patient", patient.into()),
            ("events", self.count(events).into()),
            ("lanes", self.count(lanes).into()),
        ];
        self.0.ta("picture-of-journey", &args)
    }

    fn journeys(&self, patients: usize, events: usize) -> String {
        let args = [("patients", self.count(patients).into()), ("events", self.count(events).into())];
        self.0.ta("picture-of-journeys", &args)
    }
}

/// Bounds of bins are years or scores: no thousands are set apart.
fn bound(number: f64) -> String {
    if number.fract() == 0.0 { format!("{number:.0}") } else { format!("{number}") }
}

#[cfg(test)]
mod test {
    use super::words_of;

    #[test]
    fn ids_become_words() {
        let ids = ["ageAtDiagnosis", "age_at_diagnosis", "stage", "scoreWHO", "t1Stage", ""];
        let words = ids.map(words_of);
        assert_eq!(words, ["Age at diagnosis", "Age at diagnosis", "Stage", "Score WHO", "T1 stage", ""]);
    }
}

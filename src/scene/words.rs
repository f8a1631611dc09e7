//! The words that pictures need, behind a trait, so that each language can bring its own; English is here.
//! It holds no sentence of the window, only what is written inside a picture.

use crate::base::{Precision, Time, time::DAY};
use crate::compute::GroupTitle;
use crate::model::report::Flaw;
use crate::model::{Explanation, GapKind, Phase, Source};
use crate::store::Code;

/// What a number on a relative axis counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Years of 365.25 days.
    Years,
}

/// Texts of ticks.
pub trait AxisLabels {
    /// A year.
    fn year(&self, year: i64) -> String {
        year.to_string()
    }

    /// A month (1 to 12), short.
    fn month(&self, year: i64, month: u32, with_year: bool) -> String;

    /// A day, short.
    fn day(&self, date: (i64, u32, u32), with_year: bool) -> String;

    /// A full hour.
    fn hour(&self, hour: u32) -> String {
        format!("{hour:02}:00")
    }

    /// A distance from day 0, with `decimals` digits after the point; 0 is day 0 itself.
    fn relative(&self, amount: f64, unit: Unit, decimals: usize) -> String;
}

/// Everything written in a picture.
pub trait Words: AxisLabels {
    /// The language, as code labels know it: `en`, `nl`.
    fn language(&self) -> &str;

    /// A count with its thousands set apart.
    fn count(&self, n: usize) -> String;

    /// A measured number, as short as it is exact enough to read.
    fn number(&self, value: f64) -> String;

    /// "12 events".
    fn events(&self, n: usize) -> String;

    /// "12 patients".
    fn patients(&self, n: usize) -> String;

    /// "12 more", for what does not fit.
    fn more(&self, n: usize) -> String;

    /// What hatching says.
    fn not_covered(&self) -> String;

    /// What dots say.
    fn coverage_unknown(&self) -> String;

    /// What a gap is, why it is there, and how many days it takes.
    fn gap(&self, kind: GapKind, why: Explanation, days: u64) -> String;

    /// Why something is missing.
    fn why(&self, why: Explanation) -> String;

    /// That nothing is missing.
    fn no_gap(&self) -> String;

    /// At the legend of gaps.
    fn gaps(&self) -> String;

    /// That a source was out of order.
    fn outage(&self) -> String;

    /// Under a source that has no event of the patient.
    fn no_record(&self) -> String;

    /// What colours by finding stand for: no finding, then the severities from the mildest.
    fn found(&self) -> [String; 4];

    /// At the line of a patient's death.
    fn died(&self) -> String;

    /// At the line where the data end.
    fn end_of_data(&self) -> String;

    /// What the axis counts, for pictures on a relative axis.
    fn days_from_day0(&self) -> String;

    /// "band 1.5–7.5".
    fn band(&self, low: Option<f64>, high: Option<f64>) -> String;

    /// The head of the histogram: "Events per 14 days".
    fn events_per(&self, days: f64) -> String;

    /// What is wrong with an event.
    fn flaw(&self, flaw: Flaw) -> String;

    /// A care phase.
    fn phase(&self, phase: &Phase) -> String;

    /// What patients of a group share.
    fn group(&self, title: &GroupTitle, sources: &[Source]) -> String;

    /// A calendar moment in full, as precisely as it is known.
    fn moment(&self, time: Time, precision: Precision) -> String;

    /// What the picture of one journey shows.
    fn journey(&self, patient: &str, events: usize, lanes: usize) -> String;

    /// What the picture of all journeys shows.
    fn journeys(&self, patients: usize, events: usize) -> String;

    /// A code's label.
    fn code(&self, code: &Code) -> String {
        code.name(self.language()).to_owned()
    }

    /// A moment on a relative axis, from µs since day 0.
    fn since_day0(&self, since: i64) -> String {
        self.relative(since.div_euclid(DAY) as f64, Unit::Days, 0)
    }
}

/// English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct English;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn month_name(month: u32) -> &'static str {
    MONTHS.get((month as usize).wrapping_sub(1)).copied().unwrap_or("")
}

/// Digits in groups of three, set apart by commas.
pub fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number with at most three significant digits after the point, and no trailing zeros.
pub fn short_number(value: f64) -> String {
    let decimals = match value.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 1.0 || size == 0.0 => 2,
        _ => 3,
    };
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

impl AxisLabels for English {
    fn month(&self, year: i64, month: u32, with_year: bool) -> String {
        if with_year { format!("{} {year}", month_name(month)) } else { month_name(month).to_owned() }
    }

    fn day(&self, (year, month, day): (i64, u32, u32), with_year: bool) -> String {
        let name = month_name(month);
        if with_year { format!("{day} {name} {year}") } else { format!("{day} {name}") }
    }

    fn relative(&self, amount: f64, unit: Unit, decimals: usize) -> String {
        if amount == 0.0 {
            return "day 0".to_owned();
        }
        let unit = match unit {
            Unit::Hours => " h",
            Unit::Days => "",
            Unit::Years => " y",
        };
        format!("{}{:.decimals$}{unit}", if amount < 0.0 { "−" } else { "+" }, amount.abs())
    }
}

impl Words for English {
    fn language(&self) -> &'static str {
        "en"
    }

    fn count(&self, n: usize) -> String {
        grouped(n)
    }

    fn number(&self, value: f64) -> String {
        short_number(value)
    }

    fn events(&self, n: usize) -> String {
        if n == 1 { "1 event".to_owned() } else { format!("{} events", grouped(n)) }
    }

    fn patients(&self, n: usize) -> String {
        if n == 1 { "1 patient".to_owned() } else { format!("{} patients", grouped(n)) }
    }

    fn more(&self, n: usize) -> String {
        format!("{} more", grouped(n))
    }

    fn not_covered(&self) -> String {
        "not covered".to_owned()
    }

    fn coverage_unknown(&self) -> String {
        "coverage unknown".to_owned()
    }

    fn gap(&self, kind: GapKind, why: Explanation, days: u64) -> String {
        format!("gap: {}, {}, {} days", kind.name(), why.name(), grouped(days as usize))
    }

    fn why(&self, why: Explanation) -> String {
        why.name().to_owned()
    }

    fn no_gap(&self) -> String {
        "No gap".to_owned()
    }

    fn gaps(&self) -> String {
        "gaps".to_owned()
    }

    fn outage(&self) -> String {
        "outage".to_owned()
    }

    fn no_record(&self) -> String {
        "no record".to_owned()
    }

    fn found(&self) -> [String; 4] {
        ["No finding", "Info", "Warning", "Error"].map(String::from)
    }

    fn died(&self) -> String {
        "died".to_owned()
    }

    fn end_of_data(&self) -> String {
        "end of data".to_owned()
    }

    fn days_from_day0(&self) -> String {
        "days from day 0".to_owned()
    }

    fn band(&self, low: Option<f64>, high: Option<f64>) -> String {
        match (low, high) {
            (Some(low), Some(high)) => format!("band {}–{}", short_number(low), short_number(high)),
            (Some(low), None) => format!("at least {}", short_number(low)),
            (None, Some(high)) => format!("at most {}", short_number(high)),
            (None, None) => String::new(),
        }
    }

    fn events_per(&self, days: f64) -> String {
        match days {
            days if days >= 365.25 => format!("Events per {} y", short_number(days / 365.25)),
            1.0 => "Events per day".to_owned(),
            days if days < 1.0 => format!("Events per {} h", short_number(days * 24.0)),
            days => format!("Events per {} days", short_number(days)),
        }
    }

    fn flaw(&self, flaw: Flaw) -> String {
        match flaw {
            Flaw::Before1850 => "before 1850",
            Flaw::AfterAsOf => "after the data end",
            Flaw::SentinelDate => "placeholder date",
            Flaw::EndBeforeStart => "ends before it starts",
            Flaw::EndUnreadable => "end unreadable",
            Flaw::NumberUnreadable => "number unreadable",
        }
        .to_owned()
    }

    fn phase(&self, phase: &Phase) -> String {
        match (&phase.title, phase.id.as_str()) {
            (Some(title), _) => title.in_language("en").to_owned(),
            (None, "gp") => "GP".to_owned(),
            (None, id) => id.to_owned(),
        }
    }

    fn group(&self, title: &GroupTitle, sources: &[Source]) -> String {
        match title {
            GroupTitle::All => "all".to_owned(),
            GroupTitle::Category(name) => name.clone(),
            GroupTitle::Between(from, to) if from == to => short_number(*from),
            GroupTitle::Between(from, to) => format!("{} to {}", short_number(*from), short_number(*to)),
            GroupTitle::Year(year) => year.to_string(),
            GroupTitle::Missing => "no value".to_owned(),
            GroupTitle::Pattern(bits) => pattern(*bits, sources, "all sources", "no source", "without"),
            GroupTitle::Rest(n) => format!("{} more groups", grouped(*n)),
        }
    }

    fn moment(&self, time: Time, precision: Precision) -> String {
        let (year, month, day) = time.date();
        match precision {
            Precision::Year => year.to_string(),
            Precision::Month => self.month(year, month, true),
            Precision::Day => self.day((year, month, day), true),
            Precision::Minute | Precision::Second => {
                let minutes = time.0.rem_euclid(DAY) / 60_000_000;
                format!("{} {:02}:{:02}", self.day((year, month, day), true), minutes / 60, minutes % 60)
            }
        }
    }

    fn journey(&self, patient: &str, events: usize, lanes: usize) -> String {
        let lanes = if lanes == 1 { "1 source".to_owned() } else { format!("{lanes} sources") };
        format!("Journey of {patient}: {} in {lanes}", self.events(events))
    }

    fn journeys(&self, patients: usize, events: usize) -> String {
        format!("All journeys: {}, {} in view", self.patients(patients), self.events(events))
    }
}

/// A set of sources in as few names as it takes: those it has, or those it lacks.
pub fn pattern(bits: u64, sources: &[Source], all: &str, none: &str, without: &str) -> String {
    let names = |has: bool| {
        let picked = sources.iter().enumerate().filter(|(at, _)| (bits >> at & 1 == 1) == has);
        picked.map(|(_, source)| source.title.as_str()).collect::<Vec<_>>()
    };
    let (has, lacks) = (names(true), names(false));
    if lacks.is_empty() {
        all.to_owned()
    } else if has.is_empty() {
        none.to_owned()
    } else if has.len() <= lacks.len() {
        has.join(" + ")
    } else {
        format!("{without} {}", lacks.join(", "))
    }
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn numbers_read_short() {
        let all: Vec<String> = [1234.5, 12.34, 1.5, 0.0, 0.0456, -3.0].map(short_number).to_vec();
        assert_eq!(all, ["1234", "12.3", "1.5", "0", "0.046", "-3"]);
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(999), "999");
    }
}

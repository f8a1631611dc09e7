//! The words of the pictures of findings, behind a trait as those of all pictures are; English is here.
//! Numbers come in written; which words go where, a picture decides.

use crate::model::rule::{Unit, Verdict};

use super::super::coverage::CoverageWords;
use super::super::words::{English, short_number};
use super::Chart;

/// Everything written in a picture of findings beside names and numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "the parts are called what they are; texts are numbers as they are written")]
pub enum Said<'a> {
    /// A chart's title.
    Title(Chart),
    /// A verdict.
    Verdict(Verdict),
    /// How often a rule says something, of everything it judged.
    Tally { rule: &'a str, verdict: &'a str, n: &'a str, of: &'a str },
    /// So many rules and what they came to together.
    Rules { rules: &'a str, violations: &'a str },
    /// What a threshold flags.
    Flags { value: &'a str, patients: &'a str },
    /// The value that a threshold has unless somebody changes it.
    Default { value: &'a str },
    /// Intervals of so many days, and their share of all.
    Days { days: &'a str, n: &'a str, share: &'a str },
    /// Intervals of so many days or more.
    DaysOrMore { days: &'a str, n: &'a str, share: &'a str },
    /// The interval that was found.
    Found { days: &'a str },
    /// An interval that schedules support.
    Schedule { days: &'a str },
    /// All intervals of an agent at a site.
    Intervals { agent: &'a str, n: &'a str },
    /// A measured value with its day from the finding.
    Lab { name: &'a str, value: &'a str, day: &'a str },
    /// So many measured values around a finding.
    Labs { n: &'a str },
    /// The day of the finding, at the axis.
    FindingDay,
}

/// The words of the pictures of findings.
pub trait FindingsWords: CoverageWords {
    /// A number of a rule with its unit: "21 days", "20 %".
    fn quantity(&self, value: f64, unit: Unit) -> String;

    /// A phrase.
    fn said(&self, said: Said) -> String;
}

impl FindingsWords for English {
    fn quantity(&self, value: f64, unit: Unit) -> String {
        match unit {
            Unit::Day if value == 1.0 => "1 day".to_owned(),
            Unit::Day => format!("{} days", short_number(value)),
            Unit::Count => short_number(value),
            Unit::Share => self.percent(value, 0),
            Unit::Factor => format!("{} times", short_number(value)),
        }
    }

    fn said(&self, said: Said) -> String {
        match said {
            Said::Title(Chart::Tallies) => "What each rule says".to_owned(),
            Said::Title(Chart::Curve) => "Patients flagged by the threshold".to_owned(),
            Said::Title(Chart::Intervals) => "Intervals at this site".to_owned(),
            Said::Title(Chart::Labs) => "Measured values around the finding".to_owned(),
            Said::Verdict(Verdict::Violation) => "violation".to_owned(),
            Said::Verdict(Verdict::Explained) => "explained".to_owned(),
            Said::Verdict(Verdict::CannotJudge) => "cannot judge".to_owned(),
            Said::Verdict(Verdict::Ok) => "ok".to_owned(),
            Said::Verdict(Verdict::NotApplicable) => "not applicable".to_owned(),
            Said::Tally { rule, verdict, n, of } => format!("{rule}: {verdict} {n} of {of}"),
            Said::Rules { rules, violations } => format!("{rules} rules, {violations} violations"),
            Said::Flags { value, patients } => format!("more than {value}: {patients}"),
            Said::Default { value } => format!("default {value}"),
            Said::Days { days, n, share } => format!("{days} days: {n} intervals ({share})"),
            Said::DaysOrMore { days, n, share } => format!("{days} days or more: {n} intervals ({share})"),
            Said::Found { days } => format!("found: {days} days"),
            Said::Schedule { days } => format!("a schedule supports {days} days"),
            Said::Intervals { agent, n } => format!("{agent}: {n} intervals"),
            Said::Lab { name, value, day } => format!("{name}: {value}, {day}"),
            Said::Labs { n } => format!("{n} measured values around the finding"),
            Said::FindingDay => "finding".to_owned(),
        }
    }
}

//! The words of the pictures of gaps, behind a trait as those of all pictures are; English is here.
//! Numbers come in written; which words go where, a picture decides.

use crate::base::Span;
use crate::compute::gaps::outcomes::Outcome;
use crate::model::gap::SupplyModel;
use crate::model::{Explanation, GapKind};

use super::super::coverage::CoverageWords;
use super::super::words::{English, Words};
use super::{Chart, Look};

/// Everything written in a picture of gaps beside names and numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "the parts are called what they are; texts are numbers as they are written")]
pub enum Said<'a> {
    /// A chart's title.
    Title(Chart),
    /// What a part of a bar stands for.
    Look(Look),
    /// A model of supply.
    Model(SupplyModel),
    /// So many gaps.
    Gaps { n: &'a str },
    /// All gaps of a row.
    All { row: &'a str, n: &'a str },
    /// A part of a bar.
    Part { row: &'a str, look: &'a str, n: &'a str, of: &'a str, share: &'a str },
    /// A visit or step, what it came to, and for how many of how many patients.
    Fate { row: &'a str, look: &'a str, n: &'a str, of: &'a str },
    /// So many visits or steps.
    Steps { n: &'a str },
    /// So many days.
    Days { n: &'a str },
    /// Patients who came from phase to phase on a day.
    CameOn { day: &'a str, patients: &'a str },
    /// Patients who came from phase to phase in so many days.
    Came { from: &'a str, to: &'a str, patients: &'a str },
    /// The share who had not come after so many days, and how many were still observed.
    Beyond { days: &'a str, share: &'a str, risk: &'a str },
    /// From one phase to another.
    Between { from: &'a str, to: &'a str },
    /// How many came and how many did not.
    Counts { came: &'a str, not: &'a str },
    /// The days by which half had come.
    Median { days: &'a str },
    /// The days by which half never came.
    NoMedian,
    /// The head of the row of those still observed.
    AtRisk,
    /// The days by which a tenth, a half and nine tenths of those who came had come.
    Quantiles { tenth: &'a str, half: &'a str, most: &'a str },
    /// The axis of those who have not come.
    NotYet,
    /// What a number of days flags.
    Flags { value: &'a str, patients: &'a str },
    /// The same under a model of supply.
    FlagsBy { model: &'a str, value: &'a str, patients: &'a str },
    /// The value unless somebody changes it.
    Default { value: &'a str },
    /// The head of the patients that are flagged.
    Flagged,
    /// The head of the mean proportion of days covered.
    Pdc,
    /// The head of the share whose proportion is low.
    Low,
    /// The head of the mean possession ratio.
    Mpr,
    /// The head of the share whose ratio is high.
    High,
    /// A model of supply with all its numbers.
    Supply { model: &'a str, patients: &'a str, pdc: &'a str, low: &'a str, mpr: &'a str, high: &'a str },
}

/// The words of the pictures of gaps.
pub trait GapsWords: CoverageWords {
    /// What is missing.
    fn gap_kind(&self, kind: GapKind) -> String;

    /// A phrase.
    fn said(&self, said: Said) -> String;
}

impl GapsWords for English {
    fn gap_kind(&self, kind: GapKind) -> String {
        ["silence", "dispensing", "missing step", "follow-up"][kind as usize].to_owned()
    }

    fn said(&self, said: Said) -> String {
        match said {
            Said::Title(chart) => title(chart).to_owned(),
            Said::Look(look) => look_name(look).to_owned(),
            Said::Model(model) => ["plain", "stockpile", "stockpile and hospital days", "last supply only"]
                [model as usize]
                .to_owned(),
            Said::Gaps { n } => format!("{n} gaps"),
            Said::All { row, n } => format!("{row}: {n} gaps"),
            Said::Part { row, look, n, of, share } => format!("{row}, {look}: {n} of {of} gaps ({share})"),
            Said::Fate { row, look, n, of } => format!("{row}, {look}: {n} of {of} patients"),
            Said::Steps { n } => format!("{n} visits"),
            Said::Days { n } => format!("{n} days"),
            Said::CameOn { day, patients } => format!("On day {day}: {patients}"),
            Said::Came { from, to, patients } => format!("On day {from} to {to}: {patients}"),
            Said::Beyond { days, share, risk } => {
                format!("not yet after {days}: {share}, {risk} still observed")
            }
            Said::Between { from, to } => format!("{from} to {to}"),
            Said::Counts { came, not } => format!("{came} came so far, {not} did not"),
            Said::Median { days } => format!("half by {days}"),
            Said::NoMedian => "more than half had not come so far".to_owned(),
            Said::AtRisk => "still observed".to_owned(),
            Said::Quantiles { tenth, half, most } => {
                format!("of those who came 10 % by day {tenth}, 50 % by {half}, 90 % by {most}")
            }
            Said::NotYet => "not yet".to_owned(),
            Said::Flags { value, patients } => format!("more than {value}: {patients}"),
            Said::FlagsBy { model, value, patients } => format!("{model}, more than {value}: {patients}"),
            Said::Default { value } => format!("default {value}"),
            Said::Flagged => "flagged".to_owned(),
            Said::Pdc => "PDC".to_owned(),
            Said::Low => "below 0.8".to_owned(),
            Said::Mpr => "MPR".to_owned(),
            Said::High => "above 1.2".to_owned(),
            Said::Supply { model, patients, pdc, low, mpr, high } => {
                format!(
                    "{model}: {patients} flagged, PDC {pdc}, below 0.8 {low}, MPR {mpr}, above 1.2 {high}"
                )
            }
        }
    }
}

fn title(chart: Chart) -> &'static str {
    match chart {
        Chart::Kinds => "Gaps by kind",
        Chart::Sources => "Gaps by source that watched",
        Chart::Waiting => "Time between phases",
        Chart::Silences => "Patients by longest silence",
        Chart::Supply => "Four models of supply",
        Chart::Grace => "Patients by days of grace",
        Chart::Visits => "Visits of the schedule",
    }
}

fn look_name(look: Look) -> &'static str {
    match look {
        Look::Why(Explanation::Clinical) => "clinical",
        Look::Why(Explanation::Coverage) => "coverage",
        Look::Why(Explanation::Route) => "route",
        Look::Why(Explanation::Precision) => "precision",
        Look::Why(Explanation::Outage) => "outage",
        Look::Why(Explanation::CannotTell) => "cannot tell",
        Look::NotSaid => "not said",
        Look::Taken => "in time",
        Look::NotDue => "not yet due",
        Look::Skipped => "left out",
    }
}

/// Words of a care path.
pub trait PathWords: Words {
    /// How somebody fared.
    fn outcome(&self, outcome: Outcome) -> String;

    /// Under what a path begins with.
    fn begins(&self) -> String;

    /// Of how many patients a path is expected.
    fn eligible(&self, n: u64) -> String;

    /// A share, in per cent.
    fn share(&self, share: f64) -> String;

    /// A step, when it is due, and what its days count from.
    fn step(&self, title: &str, due: &str, after: &str) -> String;

    /// How many of how many fared so at a step.
    fn fared(&self, step: &str, outcome: &str, n: u64, of: u64) -> String;

    /// What the picture of a path shows.
    fn path(&self, begin: &str, steps: usize, eligible: Option<u64>) -> String;
}

/// Words of a rate.
pub trait RateWords: Words {
    /// How many came in a month or week.
    fn in_bin(&self, span: Span, n: u64) -> String;

    /// How many are usual in it.
    fn usual(&self, n: f64) -> String;

    /// What the picture shows.
    fn rate(&self, n: u64, span: Span) -> String;

    /// That there is nothing to show.
    fn no_rate(&self) -> String;
}

//! The charts of the findings screen as tables, in the form of RFC 4180.
//! Heads and ids are the same in every language, so that a script reads them.

use crate::model::rule::Verdict;
use crate::report::table::{Table, optional};
use crate::scene::findings::labs::LabTrack;
use crate::scene::findings::tallies::Tally;

use super::{Intervals, Threshold};

/// A row a rule.
pub fn tallies(of: &[Tally]) -> String {
    let heads = ["rule", "title"].into_iter().chain(Verdict::ALL.map(Verdict::id));
    let mut table = Table::new(&heads.collect::<Vec<_>>());
    for Tally { id, title, verdicts } in of {
        table.row([id.clone(), title.clone()].into_iter().chain(verdicts.map(|n| n.to_string())));
    }
    table.finish()
}

/// A row a value of the threshold.
pub fn threshold(of: &Threshold) -> String {
    let mut table = Table::new(&["value", "unit", "patients", "default"]);
    for (value, patients) in &of.points {
        let default = (*value - of.default).abs() < f64::EPSILON;
        table.row([value.to_string(), of.unit.id().into(), patients.to_string(), default.to_string()]);
    }
    table.finish()
}

/// A row a number of days.
pub fn intervals(of: &Intervals) -> String {
    let mut table = Table::new(&["agent", "days", "intervals", "found", "supported"]);
    for (days, count) in of.days.iter().enumerate() {
        let (found, supported) = (of.found == Some(days), of.schedules.contains(&days));
        let numbers = [days.to_string(), count.to_string(), found.to_string(), supported.to_string()];
        table.row([of.agent.clone()].into_iter().chain(numbers));
    }
    table.finish()
}

/// A row a measured value.
pub fn labs(of: &[LabTrack]) -> String {
    let mut table = Table::new(&["name", "unit", "day", "value", "low", "high"]);
    for track in of {
        for point in &track.points {
            let (low, high) = point.band;
            let numbers = [point.day.to_string(), point.value.to_string(), optional(low), optional(high)];
            table.row([track.name.clone(), track.unit.clone()].into_iter().chain(numbers));
        }
    }
    table.finish()
}

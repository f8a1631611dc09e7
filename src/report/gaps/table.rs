//! The charts of the gaps screen as tables, in the form of RFC 4180.
//! Heads and ids are the same in every language, so that a script reads them.

use crate::compute::gaps::measure::more_than;
use crate::model::Explanation;
use crate::report::table::Table;
use crate::scene::gaps::bars::Bar;
use crate::scene::gaps::steps::StepBar;
use crate::scene::gaps::supply::ModelBar;

use super::{Flagged, Times};

/// A row a kind or source.
pub fn bars(of: &[Bar], what: &str) -> String {
    let heads = [what].into_iter().chain(Explanation::ALL.map(Explanation::name)).chain(["notSaid"]);
    let mut table = Table::new(&heads.collect::<Vec<_>>());
    for Bar { title, counts, not_said, .. } in of {
        let numbers = counts.map(|n| n.to_string()).into_iter().chain([not_said.to_string()]);
        table.row([title.clone()].into_iter().chain(numbers));
    }
    table.finish()
}

/// A row a day on which anything changes.
pub fn times(of: &Times) -> String {
    let mut table = Table::new(&["from", "to", "day", "atRisk", "came", "censored", "notYet"]);
    let (came, censored) = of.times.counts();
    let mut at_risk = came + censored;
    let curve = of.times.survival();
    for (day, (&came, &censored)) in of.times.came.iter().zip(&of.times.censored).enumerate() {
        if came == 0 && censored == 0 {
            continue;
        }
        let known = curve.partition_point(|(known, _)| *known as usize <= day);
        let share = known.checked_sub(1).and_then(|at| curve.get(at)).map_or(1.0, |(_, share)| *share);
        let numbers =
            [day.to_string(), at_risk.to_string(), came.to_string(), censored.to_string(), share.to_string()];
        table.row([of.from.clone(), of.to.clone()].into_iter().chain(numbers));
        at_risk -= u64::from(came) + u64::from(censored);
    }
    table.finish()
}

/// A row a number of days.
pub fn flagged(of: &Flagged) -> String {
    let names: Vec<&str> =
        of.lines.iter().map(|(model, _)| model.map_or("patients", |model| model.name())).collect();
    let heads: Vec<&str> = ["days"].into_iter().chain(names).chain(["default", "set"]).collect();
    let mut table = Table::new(&heads);
    for days in 0..=of.last {
        let patients = of.lines.iter().map(|(_, longest)| more_than(longest, days).to_string());
        let marks = [(days == of.default).to_string(), (days == of.value).to_string()];
        table.row([days.to_string()].into_iter().chain(patients).chain(marks));
    }
    table.finish()
}

/// A row a model.
pub fn supply(of: &[ModelBar]) -> String {
    let mut table = Table::new(&["model", "flagged", "pdc", "pdcBelow0.8", "mpr", "mprAbove1.2"]);
    for bar in of {
        let numbers = [bar.pdc, bar.low, bar.mpr, bar.high].map(|number| number.to_string());
        table.row([bar.model.name().to_owned(), bar.flagged.to_string()].into_iter().chain(numbers));
    }
    table.finish()
}

/// A row a visit.
pub fn visits(of: &[StepBar]) -> String {
    let heads =
        ["schedule", "visit", "title", "taken"].into_iter().chain(Explanation::ALL.map(Explanation::name));
    let heads: Vec<&str> = heads.chain(["notDue", "skipped"]).collect();
    let mut table = Table::new(&heads);
    for StepBar { title, step, count } in of {
        let first =
            [(step.0 + 1).to_string(), (step.1 + 1).to_string(), title.clone(), count.taken.to_string()];
        let last = [count.not_due.to_string(), count.skipped.to_string()];
        table.row(first.into_iter().chain(count.missing.map(|n| n.to_string())).chain(last));
    }
    table.finish()
}

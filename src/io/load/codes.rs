//! The code table of a store: codes of all threads once each, with the label that most rows or a dictionary gives.
//! A dictionary's label goes before what rows say.

use rustc_hash::FxHashMap;

use crate::model::report::WarningKind;
use crate::store::{Code, CodeTable};

use super::plan::{Plan, RolePlan};
use super::report::Tallied;
use super::worker::{Labelled, Worker};

/// The code table, and for each thread the table's number of each of its codes.
pub(super) fn code_table(
    plan: &Plan,
    workers: &[Worker<'_>],
    tallied: &mut Tallied,
) -> (CodeTable, Vec<Vec<u32>>) {
    // (system, code, label) with the events that carry it.
    let mut seen: Vec<(&str, &str, Option<&str>, u64)> = workers
        .iter()
        .flat_map(|worker| worker.codes.seen.iter().zip(&worker.codes.events))
        .map(|(seen, events)| {
            let system = plan.systems.get(seen.system).map_or("", String::as_str);
            (system, seen.code.as_str(), seen.label.as_deref(), *events)
        })
        .collect();
    seen.sort_unstable();
    let dictionary = dictionary(plan, workers, tallied);
    let mut codes = Vec::new();
    for same in seen.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (system, code, ..) = same[0];
        let named = dictionary.get(&(system, code));
        codes.push(Code {
            system: system.to_owned(),
            code: code.to_owned(),
            label: named.and_then(|n| n.label.clone()).or_else(|| most_frequent(same).map(str::to_owned)),
            label_nl: named.and_then(|n| n.label_nl.clone()),
        });
    }
    let table = CodeTable::new(codes);
    let maps = workers.iter().map(|worker| {
        let number = |seen: &super::dicts::SeenCode| {
            let system = plan.systems.get(seen.system).map_or("", String::as_str);
            table.find(system, &seen.code).map_or(0, |id| id.0)
        };
        worker.codes.seen.iter().map(number).collect()
    });
    let maps = maps.collect();
    (table, maps)
}

/// The label that most events carry; of equally frequent ones the first by text.
fn most_frequent<'a>(same: &[(&str, &str, Option<&'a str>, u64)]) -> Option<&'a str> {
    let labels = same.chunk_by(|a, b| a.2 == b.2).filter_map(|chunk| {
        let count: u64 = chunk.iter().map(|entry| entry.3).sum();
        Some((chunk[0].2?, count))
    });
    labels.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(label, _)| label)
}

/// The rows of all code dictionaries; of several for one code the first counts, and differences are reported.
fn dictionary<'a>(
    plan: &'a Plan,
    workers: &'a [Worker<'_>],
    tallied: &mut Tallied,
) -> FxHashMap<(&'a str, &'a str), &'a Labelled> {
    let mut labels: FxHashMap<(&str, &str), &Labelled> = FxHashMap::default();
    for (resource, table) in plan.tables.iter().enumerate() {
        let Some(RolePlan::Codes(codes)) = table.as_ref().map(|table| &table.role) else { continue };
        let system = plan.systems.get(codes.system).map_or("", String::as_str);
        let mut rows: Vec<&Labelled> = workers
            .iter()
            .filter_map(|worker| worker.found.get(resource))
            .flat_map(|found| &found.labels)
            .collect();
        rows.sort_unstable();
        let mut conflicts = 0;
        for row in rows {
            let first = *labels.entry((system, row.code.as_str())).or_insert(row);
            conflicts += u64::from(first.label != row.label || first.label_nl != row.label_nl);
        }
        if let Some(name) = tallied.names.get(resource).cloned() {
            tallied.warn(WarningKind::LabelConflict, &name, conflicts);
        }
    }
    labels
}

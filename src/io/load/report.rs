//! The load report: what all threads counted, table by table, and what the steward should know beside it.
//! It holds no values.

use crate::base::Clock;
use crate::model::LoadReport;
use crate::model::report::{Flaw, Reason, ResourceReport, Warning, WarningKind};
use crate::store::Store;

use super::plan::Plan;
use super::tally::Tallies;
use super::worker::Worker;

/// The report while it is being made.
pub(super) struct Tallied {
    pub tables: Vec<TableTally>,
    /// The resources' names.
    pub names: Vec<String>,
    warnings: Vec<Warning>,
}

/// What became of one table.
#[derive(Default)]
pub(super) struct TableTally {
    pub rows: u64,
    pub events: u64,
    pub set_aside: Tallies<Reason>,
    pub flagged: Tallies<Flaw>,
}

impl Tallied {
    /// Adds a warning, unless it concerns nothing.
    pub fn warn(&mut self, what: WarningKind, about: &str, count: u64) {
        if count > 0 {
            self.warnings.push(Warning { what, about: about.to_owned(), count });
        }
    }
}

/// Adds up what the threads counted.
pub(super) fn tally(plan: &Plan, workers: &mut [Worker<'_>]) -> Tallied {
    let names = plan.names.clone();
    let mut tallied = Tallied { tables: Vec::new(), names, warnings: Vec::new() };
    for resource in 0..plan.tables.len() {
        let mut table = TableTally::default();
        let (mut replaced, mut unreadable) = (0, vec![0; plan.attributes.len()]);
        for found in workers.iter_mut().filter_map(|worker| worker.found.get_mut(resource)) {
            table.rows += found.rows;
            table.events += found.events;
            table.set_aside.merge(std::mem::take(&mut found.set_aside));
            table.flagged.merge(std::mem::take(&mut found.flagged));
            replaced += found.replaced;
            for (sum, count) in unreadable.iter_mut().zip(&found.unreadable) {
                *sum += count;
            }
        }
        let name = tallied.names.get(resource).cloned().unwrap_or_default();
        tallied.warn(WarningKind::EncodingErrors, &name, replaced);
        for (attribute, count) in plan.attributes.iter().zip(unreadable) {
            tallied.warn(WarningKind::AttributeUnreadable, &format!("{name}: {}", attribute.id), count);
        }
        for column in
            plan.tables.get(resource).and_then(Option::as_ref).map_or(&[][..], |table| &table.allowed)
        {
            tallied.warnings.push(Warning {
                what: WarningKind::IdentifierAllowed,
                about: format!("{name}: {column}"),
                count: 0,
            });
        }
        tallied.tables.push(table);
    }
    tallied
}

/// The finished report, of the resources that were read.
pub(super) fn finish(plan: &Plan, mut tallied: Tallied, store: &Store) -> LoadReport {
    let head = store.head();
    if !head.as_of_declared && head.clock == Clock::Calendar {
        let about = head.as_of.map(|as_of| {
            let (year, month, day) = as_of.date();
            format!("{year:04}-{month:02}-{day:02}")
        });
        let about = about.unwrap_or_default();
        tallied.warnings.push(Warning { what: WarningKind::AsOfAssumed, about, count: 0 });
    }
    for (at, source) in head.sources.iter().enumerate() {
        let enrolment = store.enrolment_of(crate::base::SourceId(at as u16)).is_some();
        if source.windows.is_empty() && !enrolment {
            let about = source.id.clone();
            tallied.warnings.push(Warning { what: WarningKind::WindowUnknown, about, count: 0 });
        }
    }
    let outside = store.patient_count() - head.population.len().min(store.patient_count());
    tallied.warn(WarningKind::OutsidePopulation, "", outside as u64);
    let resource = |(at, table): (usize, TableTally)| ResourceReport {
        name: tallied.names.get(at).cloned().unwrap_or_default(),
        role: plan.roles.get(at).copied().unwrap_or_default(),
        source: plan
            .tables
            .get(at)
            .and_then(Option::as_ref)
            .and_then(|table| plan.sources.get(table.source?))
            .map(|source| source.id.clone()),
        files: plan.files.iter().filter(|file| file.resource == at).map(|file| file.path.clone()).collect(),
        rows: table.rows,
        events: table.events,
        set_aside: table.set_aside.finish(&plan.files),
        flagged: table.flagged.finish(&plan.files),
        columns: plan
            .tables
            .get(at)
            .and_then(Option::as_ref)
            .map(|table| table.profile.clone())
            .unwrap_or_default(),
        error: None,
    };
    let mut warnings = tallied.warnings;
    warnings.sort_by(|a, b| (a.what, &a.about).cmp(&(b.what, &b.about)));
    LoadReport { resources: tallied.tables.into_iter().enumerate().map(resource).collect(), warnings }
}

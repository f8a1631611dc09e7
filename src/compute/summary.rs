//! What each source holds, over the whole store: patients, events, first and last date; and what each phase holds.
//! It knows no filters; it is what a steward sees first, and what `periplus inspect` prints.

use crate::base::{PatientId, SourceId, Time};
use crate::store::Store;

use super::extent::NO_DATE;

/// What one source holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceSummary {
    /// The source.
    pub source: SourceId,
    /// Patients with an event of it, inside and outside the population.
    pub patients: usize,
    /// Events.
    pub events: u64,
    /// The first start that is no flaw, if there is any event.
    pub first: Option<Time>,
    /// The last start that is no flaw.
    pub last: Option<Time>,
    /// Its care sites, as places in the store's list, ascending.
    pub sites: Vec<u16>,
}

/// One summary a source, in the descriptor's order. Linear in events.
pub fn sources(store: &Store) -> Vec<SourceSummary> {
    let events = store.events();
    let mut all: Vec<SourceSummary> = (0..store.head().sources.len())
        .map(|n| SourceSummary { source: SourceId(n as u16), ..SourceSummary::default() })
        .collect();
    for ((&source, &start), &flaws) in events.source.iter().zip(&events.start).zip(&events.flaws) {
        let summary = &mut all[usize::from(source)];
        summary.events += 1;
        if flaws & NO_DATE == 0 {
            let start = Time(start);
            summary.first = Some(summary.first.map_or(start, |first| first.min(start)));
            summary.last = Some(summary.last.map_or(start, |last| last.max(start)));
        }
    }
    let mut sites = vec![vec![false; store.head().sites.len()]; all.len()];
    if !events.site.is_empty() {
        for (at, &source) in events.source.iter().enumerate() {
            if let Some(site) = events.site.get(at) {
                sites[usize::from(source)][usize::from(site)] = true;
            }
        }
    }
    for (summary, seen) in all.iter_mut().zip(sites) {
        summary.patients = store.patients_of_source(summary.source).len();
        summary.sites = (0..).zip(seen).filter_map(|(site, seen)| seen.then_some(site)).collect();
    }
    all
}

/// What one phase holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PhaseSummary {
    /// Patients with an event of it, inside and outside the population.
    pub patients: usize,
    /// Events.
    pub events: u64,
}

/// One summary a phase, in the extract's order of phases. Linear in events.
pub fn phases(store: &Store) -> Vec<PhaseSummary> {
    let mut all = vec![PhaseSummary::default(); store.head().phases.len()];
    let mut last_patient = vec![None; all.len()];
    for id in 0..store.patient_count() as u32 {
        for &phase in &store.events().phase[store.events_of(PatientId(id))] {
            let at = usize::from(phase);
            let (Some(summary), Some(last)) = (all.get_mut(at), last_patient.get_mut(at)) else { continue };
            summary.events += 1;
            summary.patients += usize::from(*last != Some(id));
            *last = Some(id);
        }
    }
    all
}

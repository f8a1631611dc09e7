//! Who is left when sources are combined, and when a source could have seen a patient at all.
//! Absence is three-valued here: covered, not covered, unknown.

pub mod flow;
pub mod funnel;
pub mod link_quality;

use crate::base::{Cancel, Cancelled, Clock, PatientId, SourceId, Span, Time, time::DAY};
use crate::store::Store;

use super::{Selection, arrange};

pub use flow::{FlowBox, FlowColumn, FlowRow, LinkageFlow};
pub use funnel::{Count, Funnel, FunnelRow, Stage};
pub use link_quality::{Finding, Verdict};

/// Whether a source could have seen an event at some moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It could.
    Covered,
    /// It could not.
    NotCovered,
    /// Nobody said.
    Unknown,
}

/// The first and last moment that can be named; what lies between is all of time.
pub const ALWAYS: Span = Span { from: Time(i64::MIN / 2), to: Time(i64::MAX / 2) };

/// The states of one source for one patient over `within`, in order, without holes.
pub fn lane(store: &Store, patient: PatientId, source: SourceId, within: Span) -> Vec<(Span, State)> {
    let head = store.head();
    let declared = &head.sources[source.index()];
    let enrolled = store.enrolment_of(source).map(|coverage| coverage.of(patient));
    // Windows of a source are calendar time; an extract without a calendar cannot place them.
    let windows =
        (head.clock == Clock::Calendar && !declared.windows.is_empty()).then_some(&declared.windows);
    let cut = head.as_of.map_or(ALWAYS, |as_of| Span { from: ALWAYS.from, to: Time(as_of.0 + DAY) });
    let covered: Vec<Span> = match (windows, enrolled) {
        (None, None) => return vec![(within, State::Unknown)],
        (Some(windows), None) => windows.iter().map(|window| window.span).collect(),
        (None, Some(spans)) => spans.to_vec(),
        (Some(windows), Some(spans)) => {
            let both = spans.iter().flat_map(|a| windows.iter().filter_map(|b| a.intersection(b.span)));
            both.collect()
        }
    };
    fill(within, covered.into_iter().filter_map(|span| span.intersection(cut)).collect())
}

/// Covered spans, and what is not covered between them.
fn fill(within: Span, mut covered: Vec<Span>) -> Vec<(Span, State)> {
    covered.sort_by_key(|span| span.from);
    let mut lane = Vec::new();
    let mut at = within.from;
    for span in covered.into_iter().filter_map(|span| span.intersection(within)) {
        if span.to <= at {
            continue;
        }
        let from = span.from.max(at);
        if from > at {
            lane.push((Span { from: at, to: from }, State::NotCovered));
        }
        lane.push((Span { from, to: span.to }, State::Covered));
        at = span.to;
    }
    if at < within.to {
        lane.push((Span { from: at, to: within.to }, State::NotCovered));
    }
    lane
}

/// How many patients each source has, and how many are left when sources are combined.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CoverageTable {
    /// One row a source, in the descriptor's order.
    pub sources: Vec<CoverageRow>,
    /// Selected patients: what all numbers are of.
    pub patients: usize,
    /// Patients of whom every source has an event.
    pub in_all: usize,
    /// Patients of whom every source has an event, where one of a source group is enough; `None` without groups.
    pub in_all_groups: Option<usize>,
    /// Patients of whom no source has an event.
    pub in_none: usize,
    /// Patients outside the population, who are in no other number here.
    pub outside_population: usize,
}

/// One source's row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CoverageRow {
    /// The source.
    pub source: SourceId,
    /// Patients with an event of it.
    pub patients: usize,
    /// Events of it.
    pub events: u64,
    /// Patients with an event of it and of every source above it.
    pub with_all_above: usize,
    /// Patients with an event of it and of no other source.
    pub only_here: usize,
}

/// Counts the selected patients by source and combination, from the events that the selection looks at.
pub fn table(store: &Store, selection: &Selection, cancel: &Cancel) -> Result<CoverageTable, Cancelled> {
    let head = store.head();
    let count = head.sources.len();
    let mut table = CoverageTable {
        sources: (0..count)
            .map(|n| CoverageRow { source: SourceId(n as u16), ..CoverageRow::default() })
            .collect(),
        patients: selection.patients.len(),
        in_all_groups: (!head.source_groups.is_empty()).then_some(0),
        outside_population: store.patient_count() - head.population.len(),
        ..CoverageTable::default()
    };
    let wanted = group_masks(store);
    let events = store.events();
    for (n, patient) in selection.patients.iter().enumerate() {
        if n % 4096 == 0 {
            cancel.check()?;
        }
        let pattern = arrange::pattern(store, &selection.mask, patient);
        let mut all_above = true;
        for row in &mut table.sources {
            let here = pattern >> row.source.0 & 1 == 1;
            all_above &= here;
            row.patients += usize::from(here);
            row.with_all_above += usize::from(all_above);
            row.only_here += usize::from(pattern == 1 << row.source.0);
        }
        table.in_all += usize::from(all_above && count > 0);
        table.in_none += usize::from(pattern == 0);
        if let Some(in_all) = &mut table.in_all_groups {
            *in_all += usize::from(wanted.iter().all(|mask| pattern & mask != 0));
        }
        for at in store.events_of(patient).filter(|&at| selection.mask.admits(events, at)) {
            table.sources[usize::from(events.source[at])].events += 1;
        }
    }
    Ok(table)
}

/// One mask for each source group and for each source outside all groups: any bit of each is enough.
fn group_masks(store: &Store) -> Vec<u64> {
    let head = store.head();
    let groups: Vec<u64> = head
        .source_groups
        .iter()
        .map(|group| group.any_of.iter().filter_map(|id| store.source_by_id(id)).fold(0, |m, s| m | 1 << s.0))
        .filter(|&mask| mask != 0)
        .collect();
    let grouped = groups.iter().fold(0, |all, mask| all | mask);
    let single = (0..head.sources.len()).map(|n| 1u64 << n).filter(|bit| grouped & bit == 0);
    groups.iter().copied().chain(single).collect()
}

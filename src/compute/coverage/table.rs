//! The first form of the coverage screen: one row a source, and how many are left with all above it.
//! It knows no groups but the descriptor's, and no time.

use crate::base::{Cancel, Cancelled, SourceId};
use crate::compute::{Selection, arrange};
use crate::store::Store;

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

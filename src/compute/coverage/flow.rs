//! The flow of a linkage, from the records that each holder delivered to the patients who are analysed, in the boxes
//! that GUILD (Gilbert et al. 2018, doi 10.1093/pubmed/fdx037) and RECORD ask for. It draws nothing.

use crate::base::{PatientId, PatientSet, SourceId};
use crate::store::{SourceLinkage, Store};

use super::funnel::{Funnel, Stage};

/// The flow of every source, and of all together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkageFlow {
    /// One column a source, in the descriptor's order.
    pub sources: Vec<FlowColumn>,
    /// All sources together.
    pub combined: Vec<FlowBox>,
}

/// The flow of one source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlowColumn {
    /// The source.
    pub source: SourceId,
    /// Its boxes, from first to last.
    pub boxes: Vec<FlowBox>,
}

/// One box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FlowBox {
    /// The key of its name in both languages; with `-lost` behind it, of why the next fewer are left.
    pub key: &'static str,
    /// Patients, where it has any; in the box of keys, different keys.
    pub patients: Option<u64>,
    /// Records: rows of events tables, or the events that rows gave.
    pub records: Option<u64>,
    /// How many fewer than in the box before: patients where both boxes have patients, else records. `None` in the
    /// first box and where a box counts something else than the one before.
    pub lost: Option<u64>,
}

/// One row of the flow as a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlowRow {
    /// The box's key.
    pub step: &'static str,
    /// The source; `None`: all together.
    pub source: Option<SourceId>,
    /// As in the box.
    pub patients: Option<u64>,
    /// As in the box.
    pub records: Option<u64>,
    /// As `lost` in the box.
    pub excluded: Option<u64>,
    /// The key of why, where any are excluded.
    pub reason: Option<&'static str>,
}

/// Records delivered.
pub const DELIVERED: &str = "flow-delivered";
/// Records that could be read.
pub const READABLE: &str = "flow-readable";
/// Records with a key.
pub const KEYS: &str = "flow-keys";
/// Linked.
pub const LINKED: &str = "flow-linked";
/// In the population.
pub const POPULATION: &str = "flow-population";
/// With any record.
pub const RECORD: &str = "flow-record";
/// With a record in the window.
pub const WINDOW: &str = "flow-window";
/// Left by the filter chain.
pub const ANALYSED: &str = "flow-analysed";
/// Analysed, with a record of every source.
pub const COMPLETE: &str = "flow-complete";

/// Why a box holds fewer than the one before: the key of the reason.
pub fn reason(step: &str) -> Option<&'static str> {
    Some(match step {
        READABLE => "flow-readable-lost",
        KEYS => "flow-keys-lost",
        LINKED => "flow-linked-lost",
        POPULATION => "flow-population-lost",
        RECORD => "flow-record-lost",
        WINDOW => "flow-window-lost",
        ANALYSED => "flow-analysed-lost",
        COMPLETE => "flow-complete-lost",
        _ => return None,
    })
}

/// The flow of a store, with the funnel that says what is left of the population.
pub fn flow(store: &Store, funnel: &Funnel) -> LinkageFlow {
    let column = |source: usize| {
        let source = SourceId(source as u16);
        FlowColumn { source, boxes: column(store, source, funnel) }
    };
    let sources = (0..store.head().sources.len()).map(column).collect();
    LinkageFlow { sources, combined: combined(store, funnel) }
}

/// Records of a source that are left after each of the first steps: delivered, readable, with a key, linked.
fn records(linkage: &SourceLinkage) -> [u64; 4] {
    let readable = linkage.records - linkage.unreadable;
    let keyed = readable - linkage.keyless;
    let unlinked: u64 = linkage.unlinked.iter().map(|unlinked| unlinked.records).sum();
    [linkage.records, readable, keyed, keyed - unlinked]
}

fn column(store: &Store, source: SourceId, funnel: &Funnel) -> Vec<FlowBox> {
    let linkage = store.linkage_of(source);
    let [delivered, readable, keyed, linked] = records(linkage);
    let row = funnel.rows.get(source.index()).copied().unwrap_or_default();
    let linked_patients = linkage.linked.len() as u64;
    let mut boxes = vec![
        FlowBox { key: DELIVERED, records: Some(delivered), ..FlowBox::default() },
        by_records(READABLE, readable, delivered),
        FlowBox { patients: Some(linkage.keys), ..by_records(KEYS, keyed, readable) },
        FlowBox { patients: Some(linked_patients), ..by_records(LINKED, linked, keyed) },
    ];
    let left = [
        (POPULATION, row.linked, Some(row.any.events)),
        (RECORD, row.any.patients, Some(row.any.events)),
        (WINDOW, row.window.patients, Some(row.window.events)),
        (ANALYSED, row.usable.patients, Some(row.usable.events)),
    ];
    by_patients(&mut boxes, linked_patients, &left);
    boxes
}

fn combined(store: &Store, funnel: &Funnel) -> Vec<FlowBox> {
    let head = store.head();
    let mut sums = [0u64; 4];
    let mut anybody = PatientSet::new();
    for linkage in &head.linkage.sources {
        sums.iter_mut().zip(records(linkage)).for_each(|(sum, records)| *sum += records);
        anybody |= &linkage.linked;
    }
    let [delivered, readable, keyed, linked] = sums;
    let (mut any, mut window, mut usable) = (0, 0, 0);
    for row in &funnel.rows {
        any += row.any.events;
        window += row.window.events;
        usable += row.usable.events;
    }
    let linked_patients = anybody.len() as u64;
    let mut boxes = vec![
        FlowBox { key: DELIVERED, records: Some(delivered), ..FlowBox::default() },
        by_records(READABLE, readable, delivered),
        by_records(KEYS, keyed, readable),
        FlowBox { patients: Some(linked_patients), ..by_records(LINKED, linked, keyed) },
    ];
    let [with_record, in_window, analysed, complete] = people(store, funnel);
    let left = [
        (POPULATION, anybody.intersection_len(&head.population) as u64, Some(any)),
        (RECORD, with_record, Some(any)),
        (WINDOW, in_window, Some(window)),
        (ANALYSED, analysed, Some(usable)),
        (COMPLETE, complete, None),
    ];
    by_patients(&mut boxes, linked_patients, &left);
    boxes
}

/// Of the population: with any record, with one in the window, with a usable one, and with a usable one of every source.
fn people(store: &Store, funnel: &Funnel) -> [u64; 4] {
    let mut counts = [0; 4];
    for patient in store.head().population.iter() {
        let there = left(store, funnel, patient);
        counts.iter_mut().zip(there).for_each(|(count, there)| *count += u64::from(there));
    }
    counts
}

/// The patients of a box, by its key: of a source, or of all together. `None` for boxes that count records or keys.
pub fn who(store: &Store, funnel: &Funnel, source: Option<SourceId>, step: &str) -> Option<PatientSet> {
    let head = store.head();
    if let Some(source) = source {
        let stage = match step {
            LINKED => return Some(store.linkage_of(source).linked.clone()),
            POPULATION => Stage::Linked,
            RECORD => Stage::Any,
            WINDOW => Stage::Window,
            ANALYSED => Stage::Usable,
            _ => return None,
        };
        return Some(funnel.who(store, source, stage));
    }
    let anybody = || {
        head.linkage.sources.iter().fold(PatientSet::new(), |mut all, linkage| {
            all |= &linkage.linked;
            all
        })
    };
    let column = [RECORD, WINDOW, ANALYSED, COMPLETE].iter().position(|key| *key == step);
    match (step, column) {
        (LINKED, _) => Some(anybody()),
        (POPULATION, _) => Some(&anybody() & &head.population),
        (_, Some(column)) => {
            let inside = head.population.iter().filter(|&patient| left(store, funnel, patient)[column]);
            Some(PatientSet::from_sorted(inside))
        }
        _ => None,
    }
}

/// Whether a patient has any record, one in the window, a usable one, and a usable one of every source.
fn left(store: &Store, funnel: &Funnel, patient: PatientId) -> [bool; 4] {
    let every = (0..store.head().sources.len()).fold(0u64, |bits, source| bits | 1 << source);
    let (window, usable) = funnel.masks().get(patient.index()).copied().unwrap_or_default();
    let any = funnel.sources_of(store, patient);
    [any != 0, window != 0, usable != 0, usable == every && every != 0]
}

/// A box that counts records, held against the records before.
fn by_records(key: &'static str, records: u64, before: u64) -> FlowBox {
    FlowBox { key, patients: None, records: Some(records), lost: Some(before.saturating_sub(records)) }
}

/// Boxes that count patients, held against the patients before.
fn by_patients(boxes: &mut Vec<FlowBox>, mut before: u64, left: &[(&'static str, u64, Option<u64>)]) {
    for (key, patients, records) in left {
        let lost = Some(before.saturating_sub(*patients));
        boxes.push(FlowBox { key, patients: Some(*patients), records: *records, lost });
        before = *patients;
    }
}

impl LinkageFlow {
    /// The flow as a table: each source from first to last box, then all together.
    pub fn table(&self) -> Vec<FlowRow> {
        let row = |source: Option<SourceId>, one: &FlowBox| FlowRow {
            step: one.key,
            source,
            patients: one.patients,
            records: one.records,
            excluded: one.lost,
            reason: one.lost.filter(|lost| *lost > 0).and_then(|_| reason(one.key)),
        };
        let of_sources = self
            .sources
            .iter()
            .flat_map(|column| column.boxes.iter().map(move |one| row(Some(column.source), one)));
        of_sources.chain(self.combined.iter().map(|one| row(None, one))).collect()
    }
}

//! The journey store: every event of every patient, in columns, sorted by patient and time.
//! It never changes once built, reads no files, and decides nothing about what an event means.

mod attributes;
mod blocks;
pub mod build;
mod codes;
mod coverage;
mod events;
mod keys;
mod linkage;
mod rows;
mod scatter;
mod sparse;
#[cfg(test)]
mod test;

use std::ops::Range;
use std::sync::OnceLock;

use crate::base::{Clock, CodeId, FileId, PatientId, PatientSet, SourceId, Time};
use crate::model::descriptor::SourceGroup;
use crate::model::{Align, Phase, Source};

pub use attributes::{Attribute, AttributeValues, MISSING};
pub use blocks::{BLOCK, Block};
pub use codes::{Code, CodeTable};
pub use coverage::Coverage;
pub use events::{Event, Events, LONG, POINT};
pub use keys::{KeyColumn, Keys};
pub use linkage::{Conflict, Crosswalk, Fact, Given, Linkage, SourceLinkage, Unlinked};
pub use sparse::Sparse;

/// The most sources a store can hold: the sources of a patient are one bit each in a `u64`.
pub const MOST_SOURCES: usize = 64;

/// All journeys of an extract. Shared as `Arc<Store>`; a new delivery makes a new store.
#[derive(Debug)]
pub struct Store {
    pub(crate) head: Head,
    pub(crate) generation: u64,
    /// Where each patient's events start; one more entry than there are patients.
    pub(crate) offsets: Vec<u32>,
    pub(crate) events: Events,
    pub(crate) blocks: Vec<Block>,
    /// Which sources have any event of a patient: bit n is source n.
    pub(crate) patterns: Vec<u64>,
    pub(crate) patients_by_code: OnceLock<Vec<PatientSet>>,
    pub(crate) phases_used: OnceLock<u32>,
}

/// What a store knows beyond the events themselves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    /// What the extract calls itself.
    pub title: String,
    /// What times count from.
    pub clock: Clock,
    /// The day the extract was cut: the first moment after it is `as_of` plus a day. `None` without a calendar.
    pub as_of: Option<Time>,
    /// Whether `as_of` was declared, or taken from the latest event.
    pub as_of_declared: bool,
    /// The default day 0.
    pub index: Align,
    /// The sources, in the descriptor's order.
    pub sources: Vec<Source>,
    /// Sources that serve the same purpose.
    pub source_groups: Vec<SourceGroup>,
    /// The care phases, in order.
    pub phases: Vec<Phase>,
    /// The code table, sorted by system and code.
    pub codes: CodeTable,
    /// The files that rows came from.
    pub files: Vec<FileEntry>,
    /// The care sites, sorted.
    pub sites: Vec<String>,
    /// The units of measured values, sorted.
    pub units: Vec<String>,
    /// The pseudonyms, ascending; a patient's id is its place here.
    pub keys: Keys,
    /// Attributes of patients.
    pub attributes: Vec<Attribute>,
    /// Who is in the cohort: the denominator.
    pub population: PatientSet,
    /// The sources that define the population; empty where it is everybody.
    pub population_sources: Vec<SourceId>,
    /// Enrolment per patient, for sources that declare it.
    pub coverage: Vec<Coverage>,
    /// How the sources were linked.
    pub linkage: Linkage,
}

/// A file that rows came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEntry {
    /// The path as the descriptor writes it.
    pub path: String,
    /// The place of its resource in the descriptor.
    pub resource: u32,
    /// The source of its events.
    pub source: SourceId,
}

impl Store {
    /// The store's generation: a later store has a higher one.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// What the store knows beyond the events.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// How many patients there are, inside and outside the population.
    pub fn patient_count(&self) -> usize {
        self.patterns.len()
    }

    /// How many events there are.
    pub fn event_count(&self) -> usize {
        self.events.len()
    }

    /// The event columns.
    pub fn events(&self) -> &Events {
        &self.events
    }

    /// The summaries of every [`BLOCK`] consecutive events.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The rows of a patient's events in the event columns, in order of time.
    pub fn events_of(&self, patient: PatientId) -> Range<usize> {
        let at = patient.index();
        self.offsets[at] as usize..self.offsets[at + 1] as usize
    }

    /// Where each patient's events start; one more entry than there are patients.
    pub fn offsets(&self) -> &[u32] {
        &self.offsets
    }

    /// The patient an event belongs to.
    pub fn patient_of(&self, event: usize) -> PatientId {
        let after = self.offsets.partition_point(|&start| start as usize <= event);
        PatientId(after.saturating_sub(1) as u32)
    }

    /// Everybody in the store.
    pub fn everybody(&self) -> PatientSet {
        PatientSet::full(self.patient_count())
    }

    /// Which sources have any event of a patient, one bit each.
    pub fn pattern_of(&self, patient: PatientId) -> u64 {
        self.patterns[patient.index()]
    }

    /// The patients of whom a source has any event.
    pub fn patients_of_source(&self, source: SourceId) -> PatientSet {
        let bit = 1u64 << source.index();
        let ids = self.patterns.iter().enumerate().filter(|(_, pattern)| **pattern & bit != 0);
        PatientSet::from_sorted(ids.map(|(id, _)| PatientId(id as u32)))
    }

    /// The sources that name patients in tables of their own and have no dated record of anybody, one bit each: a
    /// population register, for example.
    pub fn undated_sources(&self) -> u64 {
        let dated = self.patterns.iter().fold(0, |all, pattern| all | pattern);
        let names = |n: usize| {
            let linkage = &self.head.linkage.sources[n];
            linkage.records == 0 && !linkage.linked.is_empty()
        };
        (0..self.head.sources.len())
            .filter(|&n| dated >> n & 1 == 0 && names(n))
            .fold(0, |all, n| all | 1 << n)
    }

    /// The patients who have any event with a code. The first call builds the index of all codes.
    pub fn patients_of_code(&self, code: CodeId) -> &PatientSet {
        &self.patients_by_code.get_or_init(|| self.index_codes())[code.index()]
    }

    /// The phases that any event has, one bit each. The first call looks at every event.
    pub fn phases_used(&self) -> u32 {
        *self.phases_used.get_or_init(|| {
            let mut seen = [false; 32];
            self.events.phase.iter().for_each(|&phase| seen[usize::from(phase & 31)] = true);
            seen.iter().enumerate().fold(0, |bits, (phase, seen)| bits | u32::from(*seen) << phase)
        })
    }

    fn index_codes(&self) -> Vec<PatientSet> {
        let mut sets: Vec<Vec<PatientId>> = vec![Vec::new(); self.head.codes.len()];
        for (id, bounds) in self.offsets.windows(2).enumerate() {
            let patient = PatientId(id as u32);
            for code in &self.events.code[bounds[0] as usize..bounds[1] as usize] {
                let set = &mut sets[*code as usize];
                if set.last() != Some(&patient) {
                    set.push(patient);
                }
            }
        }
        sets.into_iter().map(PatientSet::from_sorted).collect()
    }

    /// The source an id names.
    pub fn source_by_id(&self, id: &str) -> Option<SourceId> {
        self.head.sources.iter().position(|source| source.id == id).map(|at| SourceId(at as u16))
    }

    /// The phase an id names, as its number.
    pub fn phase_by_id(&self, id: &str) -> Option<u8> {
        self.head.phases.iter().position(|phase| phase.id == id).map(|at| at as u8)
    }

    /// The attribute an id names.
    pub fn attribute_by_id(&self, id: &str) -> Option<&Attribute> {
        self.head.attributes.iter().find(|attribute| attribute.id == id)
    }

    /// The file an event came from.
    pub fn file(&self, id: FileId) -> Option<&FileEntry> {
        self.head.files.get(id.index())
    }

    /// How a source was linked.
    pub fn linkage_of(&self, source: SourceId) -> &SourceLinkage {
        &self.head.linkage.sources[source.index()]
    }

    /// The enrolment table of a source, where it declares one.
    pub fn enrolment_of(&self, source: SourceId) -> Option<&Coverage> {
        self.head.coverage.iter().find(|coverage| coverage.source == source)
    }

    /// Bytes resident for events, indexes and block summaries, beside the sparse values: (dense, sparse).
    pub fn resident_bytes(&self) -> (usize, usize) {
        let dense = self.events.dense_bytes()
            + self.offsets.len() * size_of::<u32>()
            + self.patterns.len() * size_of::<u64>()
            + self.blocks.len() * size_of::<Block>();
        (dense, self.events.sparse_bytes())
    }
}

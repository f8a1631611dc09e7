//! Which sets have a record of each patient, and which observe each patient when: one pass over the selection.
//! All other numbers of the coverage screen follow from what is counted here.

use crate::base::{PatientId, SourceId, Span};

/// Time summed over patients, in µs. A million patients for ten years do not fit 64 bits.
pub type Micros = i128;

/// A set of the question, found in the store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResolvedSet {
    /// What the screen calls it.
    pub title: String,
    /// Its members that the store knows: a source, and a care site by its place in the store's list, or all of it.
    pub members: Vec<(SourceId, Option<u16>)>,
}

/// The patterns of a selection: every weight by the exact set of sets, one bit each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Patterns {
    /// The sets, in the question's order; at most 64.
    pub sets: Vec<ResolvedSet>,
    /// Sets of the question that there was no room for.
    pub left_out: usize,
    /// Sets with a record, and so many patients; by ascending mask, 0 among them.
    pub people: Vec<(u64, u64)>,
    /// Sets that observe at once, and for how long, over all patients; by ascending mask, 0 among them.
    ///
    /// At each moment of [`Self::frame`] in a patient's life the mask holds the sets that observe the patient: a
    /// member's source covers the moment and knows the patient.
    pub time: Vec<(u64, Micros)>,
    /// The stretch of time that `time` is counted in; `None` where nothing declares any.
    pub frame: Option<Span>,
    /// Records of each set.
    pub events: Vec<u64>,
    /// Patients looked at: the sum of `people`.
    pub patients: u64,
    /// Sets none of whose members says when it could have seen anybody: their time is unknown, and never observed.
    pub silent: u64,
    /// The patients looked at, ascending.
    pub(super) ids: Vec<PatientId>,
    /// The sets with a record of each of them.
    pub(super) masks: Vec<u64>,
}

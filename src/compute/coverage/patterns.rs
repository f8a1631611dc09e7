//! Which sets have a record of each patient, and which observe each patient when: one pass over the selection.
//! All other numbers of the coverage screen follow from what is counted here.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::base::{Cancel, Cancelled, PatientId, PatientSet, SourceId, Span};
use crate::compute::{EventMask, Selection};
use crate::model::{CoverageQuestion, SetMode};
use crate::store::Store;

use super::observed::{self, Calendar, Tally};
use super::units::Units;

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

impl Patterns {
    /// The mask of all sets.
    pub fn all_sets(&self) -> u64 {
        (1u64.unbounded_shl(self.sets.len() as u32)).wrapping_sub(1)
    }

    /// Whether an exact pattern counts for a combination.
    pub fn counts(mode: SetMode, pattern: u64, mask: u64) -> bool {
        match mode {
            SetMode::Exclusive => pattern == mask,
            SetMode::Inclusive => pattern & mask == mask,
            SetMode::Union => pattern & mask != 0,
        }
    }

    /// The patients that a combination stands for.
    pub fn who(&self, mode: SetMode, mask: u64) -> PatientSet {
        let each = self.each().filter(|(_, pattern)| Self::counts(mode, *pattern, mask));
        PatientSet::from_sorted(each.map(|(patient, _)| patient))
    }

    /// How many they are.
    pub fn count(&self, mode: SetMode, mask: u64) -> u64 {
        weigh(&self.people, mode, mask)
    }

    /// For how long the sets of a combination observe: exactly they, all of them at least, or any of them.
    pub fn time(&self, mode: SetMode, mask: u64) -> Micros {
        weigh(&self.time, mode, mask)
    }

    /// The patients looked at, ascending, each with the sets that have a record.
    pub fn each(&self) -> impl Iterator<Item = (PatientId, u64)> + '_ {
        self.ids.iter().copied().zip(self.masks.iter().copied())
    }
}

fn weigh<W: Copy + std::iter::Sum>(weights: &[(u64, W)], mode: SetMode, mask: u64) -> W {
    weights
        .iter()
        .filter(|(pattern, _)| Patterns::counts(mode, *pattern, mask))
        .map(|(_, weight)| *weight)
        .sum()
}

/// Counts the selection's patterns for a question, from the events that the selection looks at. Linear in events.
///
/// A source of which the extract holds no dated record at all, such as a population register, has a record of
/// everybody whom its tables name.
pub fn patterns(
    store: &Store,
    selection: &Selection,
    question: &CoverageQuestion,
    cancel: &Cancel,
) -> Result<Patterns, Cancelled> {
    let units = Units::resolve(store, question);
    let calendar = Calendar::new(store, &units, observed::limits(question.window, &selection.mask));
    cancel.check()?;
    let mask = question.window.map_or_else(|| selection.mask.clone(), |w| selection.mask.and_period(w));
    let pass =
        Pass { store, mask: &mask, units: &units, calendar: calendar.as_ref(), named: named(store, &units) };
    let ids: Vec<PatientId> = selection.patients.iter().collect();
    let mut masks = vec![0; ids.len()];
    let counted = ids
        .par_chunks(CHUNK)
        .zip(masks.par_chunks_mut(CHUNK))
        .try_fold(Counted::default, |counted, (ids, masks)| {
            cancel.check()?;
            Ok(pass.count(counted, ids, masks))
        })
        .try_reduce(Counted::default, |a, b| Ok(a.merge(b, calendar.as_ref())))?;
    let silent = units
        .sets
        .iter()
        .enumerate()
        .filter(|(_, set)| !set.members.iter().any(|(source, _)| observed::declares(store, *source)));
    let time = calendar.as_ref().map(|calendar| {
        let each = counted.time.finish(calendar);
        by_mask(each.map(|(observing, micros)| (units.sets_of(observing), micros)))
    });
    Ok(Patterns {
        left_out: units.left_out,
        people: by_mask(counted.people.into_iter()),
        time: time.unwrap_or_default(),
        frame: calendar.as_ref().map(Calendar::frame),
        events: units.sums(&counted.events.0),
        patients: ids.len() as u64,
        silent: silent.fold(0, |all, (at, _)| all | 1 << at),
        ids,
        masks,
        sets: units.sets,
    })
}

/// So many patients are counted in a row.
const CHUNK: usize = 4096;

/// Sums weights by mask, ascending.
fn by_mask<W: Copy + std::ops::AddAssign>(weights: impl Iterator<Item = (u64, W)>) -> Vec<(u64, W)> {
    let mut all: Vec<(u64, W)> = weights.collect();
    all.sort_unstable_by_key(|(mask, _)| *mask);
    all.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    all
}

/// For each patient the units of sources that have no dated record of anybody, and name the patient all the same;
/// empty where there is no such source.
fn named(store: &Store, units: &Units) -> Vec<u64> {
    let undated = store.undated_sources();
    let mut named = Vec::new();
    for source in (0..units.of_source.len()).filter(|n| undated >> n & 1 == 1 && units.used >> n & 1 == 1) {
        named.resize(store.patient_count(), 0);
        for patient in store.linkage_of(SourceId(source as u16)).linked.iter() {
            named[patient.index()] |= 1 << source;
        }
    }
    named
}

/// What a part of the pass has counted.
#[derive(Default)]
struct Counted {
    people: FxHashMap<u64, u64>,
    time: Tally,
    events: ByUnit,
}

/// A number for each unit.
struct ByUnit([u64; 64]);

impl Default for ByUnit {
    fn default() -> Self {
        Self([0; 64])
    }
}

impl Counted {
    fn merge(mut self, other: Self, calendar: Option<&Calendar<'_>>) -> Self {
        other
            .people
            .into_iter()
            .for_each(|(mask, patients)| *self.people.entry(mask).or_default() += patients);
        self.events.0.iter_mut().zip(other.events.0).for_each(|(a, b)| *a += b);
        if let Some(calendar) = calendar {
            self.time = self.time.merge(other.time, calendar);
        }
        self
    }
}

/// What the pass looks at.
struct Pass<'a> {
    store: &'a Store,
    mask: &'a EventMask,
    units: &'a Units,
    calendar: Option<&'a Calendar<'a>>,
    named: Vec<u64>,
}

impl Pass<'_> {
    fn count(&self, mut counted: Counted, ids: &[PatientId], masks: &mut [u64]) -> Counted {
        let admitted = self.units.admitted(self.mask);
        // Rows without a date are of no phase and have no code.
        let dateless = self.mask.phases == u32::MAX && self.mask.codes.is_none();
        let everything = self.mask.is_all();
        for (patient, mask) in ids.iter().copied().zip(masks) {
            let named = self.named.get(patient.index()).copied().unwrap_or(0);
            let (records, at_sites) = match (self.units.any_site(), everything) {
                (true, _) => self.records_and_sites(patient, &mut counted.events),
                (false, true) => (self.records_of_all(patient, &mut counted.events), 0),
                (false, false) => (self.records(patient, &mut counted.events), 0),
            };
            let records = records | if dateless { named & admitted } else { 0 };
            *mask = self.units.sets_of(records & self.units.used);
            *counted.people.entry(*mask).or_default() += 1;
            if let Some(calendar) = self.calendar {
                let known = self.store.pattern_of(patient) | named;
                let enrolled = calendar.enrolled(patient);
                let wholes = (known | enrolled) & self.units.whole;
                counted.time.add(calendar, patient, (wholes | at_sites) & admitted);
            }
        }
        if let Some(calendar) = self.calendar {
            counted.time.relieve(calendar);
        }
        counted
    }

    /// The sources with any event; the store has counted them already.
    fn records_of_all(&self, patient: PatientId, events: &mut ByUnit) -> u64 {
        for &source in &self.store.events().source[self.store.events_of(patient)] {
            events.0[usize::from(source & 63)] += 1;
        }
        self.store.pattern_of(patient)
    }

    /// The sources with an admitted event.
    fn records(&self, patient: PatientId, counts: &mut ByUnit) -> u64 {
        let events = self.store.events();
        let mut records = 0;
        for at in self.store.events_of(patient).filter(|&at| self.mask.admits(events, at)) {
            let source = events.source[at] & 63;
            counts.0[usize::from(source)] += 1;
            records |= 1 << source;
        }
        records
    }

    /// The sources and sites with an admitted event, and the sites with any event.
    fn records_and_sites(&self, patient: PatientId, counts: &mut ByUnit) -> (u64, u64) {
        let events = self.store.events();
        let (mut records, mut at_sites) = (0, 0);
        for at in self.store.events_of(patient) {
            let source = events.source[at] & 63;
            let mut sites = 0;
            if self.units.sites_of_source[usize::from(source)] != 0 {
                sites = self.units.of_site(SourceId(u16::from(source)), events.site.get(at));
            }
            at_sites |= sites;
            if self.mask.admits(events, at) {
                records |= 1 << source | sites;
                counts.0[usize::from(source)] += 1;
                let mut left = sites;
                while left != 0 {
                    counts.0[left.trailing_zeros() as usize] += 1;
                    left &= left - 1;
                }
            }
        }
        (records, at_sites)
    }
}

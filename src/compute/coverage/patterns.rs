//! Which sets have a record of each patient, and which observe each patient when: one pass over the selection.
//! All other numbers of the coverage screen follow from what is counted here.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::base::{Cancel, Cancelled, PatientId, PatientSet, SourceId, Span};
use crate::compute::{EventMask, Selection};
use crate::model::{CoverageQuestion, SetMode};
use crate::store::Store;

use super::named::{self, named};
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
    /// Sets none of whose members has a dated record of anybody: their patients are those whom they name.
    pub named: u64,
    /// The patients looked at, ascending.
    pub(super) ids: Arc<Vec<PatientId>>,
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

    /// The same patterns for the same sets in another order: set `order[n]` comes to stand at place `n`. Nobody is
    /// counted again.
    pub fn in_order(&self, order: &[usize]) -> Self {
        let moved = Moved::new(order);
        let masks = |weights: &[(u64, u64)]| by_mask(weights.iter().map(|(mask, n)| (moved.mask(*mask), *n)));
        Self {
            sets: order.iter().map(|&at| self.sets[at].clone()).collect(),
            left_out: self.left_out,
            people: masks(&self.people),
            time: by_mask(self.time.iter().map(|(mask, micros)| (moved.mask(*mask), *micros))),
            frame: self.frame,
            events: order.iter().map(|&at| self.events[at]).collect(),
            patients: self.patients,
            silent: moved.mask(self.silent),
            named: moved.mask(self.named),
            ids: Arc::clone(&self.ids),
            masks: self.masks.par_iter().with_min_len(1 << 16).map(|mask| moved.mask(*mask)).collect(),
        }
    }

    /// The patients looked at, ascending, each with the sets that have a record.
    pub fn each(&self) -> impl Iterator<Item = (PatientId, u64)> + '_ {
        self.ids.iter().copied().zip(self.masks.iter().copied())
    }
}

/// Where the bits of a mask go when sets change places, by its bytes.
struct Moved(Vec<[u64; 256]>);

impl Moved {
    fn new(order: &[usize]) -> Self {
        let mut tables = vec![[0u64; 256]; order.len().div_ceil(8)];
        for (to, &from) in order.iter().enumerate() {
            for (byte, entry) in tables[from / 8].iter_mut().enumerate() {
                *entry |= ((byte >> (from % 8) & 1) as u64) << to;
            }
        }
        Self(tables)
    }

    fn mask(&self, mask: u64) -> u64 {
        let bytes = mask.to_le_bytes();
        self.0.iter().zip(bytes).fold(0, |moved, (table, byte)| moved | table[usize::from(byte)])
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
    let pass = Pass {
        store,
        mask: &mask,
        units: &units,
        calendar: calendar.as_ref(),
        named: named(store, units.whole),
        wanted: wanted(&units, &mask),
    };
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
    let undated = store.undated_sources();
    let only_names = |set: &ResolvedSet| {
        !set.members.is_empty() && set.members.iter().all(|(source, _)| undated >> source.0 & 1 == 1)
    };
    let named = units.sets.iter().enumerate().filter(|(_, set)| only_names(set));
    let named = named.fold(0, |all, (at, _)| all | 1 << at);
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
        named,
        ids: Arc::new(ids),
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

/// The sources that are in any set and that an event mask admits, one bit each.
fn wanted(units: &Units, mask: &EventMask) -> u64 {
    let in_use = units.of_source.iter().enumerate().filter(|(_, units)| **units != 0);
    in_use.fold(0, |all, (source, _)| all | 1 << source) & mask.sources
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
    /// The sources that are in any set and that the mask admits.
    wanted: u64,
}

impl Pass<'_> {
    fn count(&self, mut counted: Counted, ids: &[PatientId], masks: &mut [u64]) -> Counted {
        let admitted = self.units.admitted(self.mask);
        let dateless = named::admitted(self.mask);
        let everything = self.mask.is_all();
        let any_site = self.units.any_site();
        for (patient, mask) in ids.iter().copied().zip(masks) {
            let named = self.named.get(patient.index()).copied().unwrap_or(0);
            let (records, at_sites) = match (any_site, everything) {
                (true, _) => self.records_and_sites(patient, &mut counted.events),
                (false, true) => (self.records_of_all(patient, &mut counted.events), 0),
                (false, false) => (self.records(patient, &mut counted.events), 0),
            };
            let records = records | named & dateless;
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
        for at in self.started(patient) {
            // Which sources are asked for is told first, from one byte.
            let source = events.source[at] & 63;
            if self.wanted >> source & 1 == 1 && self.mask.admits(events, at) {
                counts.0[usize::from(source)] += 1;
                records |= 1 << source;
            }
        }
        records
    }

    /// A patient's events that begin before the period ends: they are in order of time.
    fn started(&self, patient: PatientId) -> Range<usize> {
        let all = self.store.events_of(patient);
        let Some(period) = self.mask.period else { return all };
        let starts = &self.store.events().start[all.clone()];
        all.start..all.start + starts.partition_point(|&start| start < period.to.0)
    }

    /// The sources and sites with an admitted event, and the sites with any event.
    fn records_and_sites(&self, patient: PatientId, counts: &mut ByUnit) -> (u64, u64) {
        let events = self.store.events();
        let (mut records, mut at_sites) = (0, 0);
        let everything = self.mask.is_all();
        for at in self.store.events_of(patient) {
            let source = events.source[at] & 63;
            let mut sites = 0;
            if self.units.sites_of_source[usize::from(source)] != 0 {
                sites = self.units.of_site(usize::from(source), events.site.get(at));
            }
            at_sites |= sites;
            if everything || self.mask.admits(events, at) {
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

//! Source by source, how many of the population have a usable key, are linked, have any record, have one in the
//! question's window, and have one that the filter chain leaves. Every step opens its patients.

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, PatientId, PatientSet, SourceId, Span};
use crate::compute::{EventMask, Selection};
use crate::model::Source;
use crate::model::coverage::Denominator;
use crate::store::{Events, Store};

use super::named::{self, named};

/// The steps of a funnel. Each holds only patients whom the one before it holds too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// In the population.
    Population,
    /// With a usable key in a key domain of the source; this is what *eligible* means.
    Keyed,
    /// Named by the source.
    Linked,
    /// With a record in the source; of a source without any dated record, such as a population register, those whom
    /// it names.
    Any,
    /// With a record that touches the window.
    Window,
    /// With such a record that the filter chain leaves.
    Usable,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Self; 6] =
        [Self::Population, Self::Keyed, Self::Linked, Self::Any, Self::Window, Self::Usable];

    /// The key of its name in both languages.
    pub fn key(self) -> &'static str {
        match self {
            Self::Population => "funnel-population",
            Self::Keyed => "funnel-keyed",
            Self::Linked => "funnel-linked",
            Self::Any => "funnel-any",
            Self::Window => "funnel-window",
            Self::Usable => "funnel-usable",
        }
    }
}

/// Patients and their events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Patients.
    pub patients: u64,
    /// Events of theirs in the source.
    pub events: u64,
}

/// One source's steps; all of them within the population.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FunnelRow {
    /// The source.
    pub source: SourceId,
    /// Everybody in the population.
    pub population: u64,
    /// Patients with a usable key.
    pub keyed: u64,
    /// Patients whom the source names.
    pub linked: u64,
    /// Patients with a record.
    pub any: Count,
    /// Patients with a record in the window.
    pub window: Count,
    /// Patients with a record in the window that the filter chain leaves.
    pub usable: Count,
    /// Who could have been linked at all: those with a usable key.
    pub eligible: u64,
    /// Whether the source has no dated record of anybody, so that its patients are those whom it names.
    pub names_only: bool,
}

impl FunnelRow {
    /// Patients at a step, and their events where the step is about events.
    pub fn at(&self, stage: Stage) -> (u64, Option<u64>) {
        let both = |count: Count| (count.patients, Some(count.events));
        match stage {
            Stage::Population => (self.population, None),
            Stage::Keyed => (self.keyed, None),
            Stage::Linked => (self.linked, None),
            Stage::Any => both(self.any),
            Stage::Window => both(self.window),
            Stage::Usable => both(self.usable),
        }
    }
}

/// The funnel of every source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Funnel {
    /// Everybody in the population.
    pub population: u64,
    /// One row a source, in the descriptor's order.
    pub rows: Vec<FunnelRow>,
    /// By patient: sources with a record in the window, and with a usable one; empty sets outside the population.
    masks: Vec<(u64, u64)>,
    /// By patient: sources that name the patient and have no dated record of anybody; empty without such sources.
    named: Vec<u64>,
}

/// Sources there can be, so that a place among them needs no check.
const MOST: usize = crate::store::MOST_SOURCES;
/// By source: any, window, usable.
type Counts = [[Count; 3]; MOST];

/// Patients of one piece of work.
const PIECE: usize = 8192;
/// Marks of a patient: in the population, and among those whom the filter chain leaves.
const INSIDE: u8 = 1;
const SELECTED: u8 = 2;

/// Counts every step. One pass over the events of the population.
pub fn funnel(
    store: &Store,
    selection: &Selection,
    window: Option<Span>,
    cancel: &Cancel,
) -> Result<Funnel, Cancelled> {
    let head = store.head();
    let mut marks = vec![0u8; store.patient_count()];
    head.population.iter().for_each(|patient| marks[patient.index()] |= INSIDE);
    selection.patients.iter().for_each(|patient| marks[patient.index()] |= SELECTED);
    let question = Question {
        window: window.map(|window| (window, EventMask::all(store).and_period(window))),
        usable: (!selection.mask.is_all()).then_some(&selection.mask),
        named: named(store, u64::MAX),
        dateless: named::admitted(&selection.mask),
    };
    let mut masks = vec![(0, 0); store.patient_count()];
    let counts = masks
        .par_chunks_mut(PIECE)
        .enumerate()
        .map(|(place, masks)| {
            cancel.check()?;
            Ok(piece(store, (place * PIECE) as u32, masks, &marks, &question))
        })
        .try_reduce(|| Box::new([[Count::default(); 3]; MOST]), |a, b| Ok(add(a, &b)))?;
    let population = head.population.len() as u64;
    let undated = store.undated_sources();
    let row = |at: usize| {
        let source = SourceId(at as u16);
        let [any, window, usable] = counts[at];
        let linkage = store.linkage_of(source);
        let within = |set: &PatientSet| head.population.intersection_len(set) as u64;
        let (keyed, linked) = (within(&linkage.keyed), within(&linkage.linked));
        let names_only = undated >> at & 1 == 1;
        FunnelRow { source, population, keyed, linked, any, window, usable, eligible: keyed, names_only }
    };
    let rows = (0..head.sources.len()).map(row).collect();
    Ok(Funnel { population, rows, masks, named: question.named })
}

/// What is asked of an event.
struct Question<'a> {
    window: Option<(Span, EventMask)>,
    /// Absent where the filter chain leaves every event.
    usable: Option<&'a EventMask>,
    /// By patient: the sources that only name people, and name this one.
    named: Vec<u64>,
    /// Those of them that the filter chain leaves.
    dateless: u64,
}

impl Question<'_> {
    fn in_window(&self, events: &Events, at: usize) -> bool {
        let Some((window, mask)) = &self.window else { return true };
        let start = events.start[at];
        // What starts inside touches the window; only of what started before must more be known.
        start < window.to.0 && (start >= window.from.0 || mask.admits(events, at))
    }
}

fn piece(
    store: &Store,
    first: u32,
    masks: &mut [(u64, u64)],
    marks: &[u8],
    question: &Question<'_>,
) -> Box<Counts> {
    let events = store.events();
    let mut counts = Box::new([[Count::default(); 3]; MOST]);
    for (patient, masks) in (first..).map(PatientId).zip(masks) {
        let mark = marks[patient.index()];
        if mark & INSIDE == 0 {
            continue;
        }
        let (mut any_bits, mut window_bits, mut usable_bits) = (0u64, 0u64, 0u64);
        for at in store.events_of(patient) {
            let source = usize::from(events.source[at]) % MOST;
            let [any, window, usable] = &mut counts[source];
            any.count(&mut any_bits, source);
            if !question.in_window(events, at) {
                continue;
            }
            window.count(&mut window_bits, source);
            if mark & SELECTED != 0 && question.usable.is_none_or(|mask| mask.admits(events, at)) {
                usable.count(&mut usable_bits, source);
            }
        }
        let named = question.named.get(patient.index()).copied().unwrap_or(0);
        let left = if mark & SELECTED == 0 { 0 } else { named & question.dateless };
        each_bit(named, |source| {
            let [any, window, usable] = &mut counts[source % MOST];
            any.patients += 1;
            window.patients += 1;
            usable.patients += left >> source & 1;
        });
        *masks = (window_bits | named, usable_bits | left);
    }
    counts
}

impl Count {
    /// Counts an event of a source, and its patient if it is the first.
    fn count(&mut self, seen: &mut u64, source: usize) {
        self.events += 1;
        self.patients += !*seen >> source & 1;
        *seen |= 1 << source;
    }
}

fn add(mut sums: Box<Counts>, parts: &Counts) -> Box<Counts> {
    for (sum, part) in sums.iter_mut().flatten().zip(parts.iter().flatten()) {
        sum.patients += part.patients;
        sum.events += part.events;
    }
    sums
}

/// Calls `with` for the place of each bit.
pub(super) fn each_bit(mut bits: u64, mut with: impl FnMut(usize)) {
    while bits != 0 {
        with(bits.trailing_zeros() as usize);
        bits &= bits - 1;
    }
}

impl Funnel {
    /// The patients at a step of a source.
    pub fn who(&self, store: &Store, source: SourceId, stage: Stage) -> PatientSet {
        let population = &store.head().population;
        let with = |bits: &dyn Fn(PatientId) -> u64| {
            let there = population.iter().filter(|patient| bits(*patient) >> source.index() & 1 == 1);
            PatientSet::from_sorted(there)
        };
        let masks = |patient: PatientId| self.masks.get(patient.index()).copied().unwrap_or_default();
        match stage {
            Stage::Population => population.clone(),
            Stage::Keyed => population & &store.linkage_of(source).keyed,
            Stage::Linked => population & &store.linkage_of(source).linked,
            Stage::Any => with(&|patient| self.sources_of(store, patient)),
            Stage::Window => with(&|patient| masks(patient).0),
            Stage::Usable => with(&|patient| masks(patient).1),
        }
    }

    /// The sources with a record of a patient, or that name the patient where they have no dated record of anybody.
    pub fn sources_of(&self, store: &Store, patient: PatientId) -> u64 {
        store.pattern_of(patient) | self.named.get(patient.index()).copied().unwrap_or(0)
    }

    /// By patient of the store: the sources with a record in the window, and with a usable one, one bit each.
    pub fn masks(&self) -> &[(u64, u64)] {
        &self.masks
    }

    /// What shares of a source's row are shares of. The smallest source is the one with the fewest patients with a
    /// record; where it or the source that is named is not there, the population stands in.
    pub fn denominator(&self, sources: &[Source], of: &Denominator, row: &FunnelRow) -> u64 {
        let with_record = |row: Option<&FunnelRow>| row.map_or(self.population, |row| row.any.patients);
        match of {
            Denominator::Population => self.population,
            Denominator::Smallest => with_record(self.smallest()),
            Denominator::Source(id) => {
                let named = sources.iter().position(|source| source.id == *id);
                with_record(named.and_then(|at| self.rows.get(at)))
            }
            Denominator::Eligible => row.eligible,
        }
    }

    /// The row of the source with the fewest patients with a record: what *smallest source* means.
    pub fn smallest(&self) -> Option<&FunnelRow> {
        self.rows.iter().min_by_key(|row| row.any.patients)
    }
}

#[cfg(test)]
mod test {
    use proptest::prelude::*;

    use super::*;
    use crate::base::Time;
    use crate::compute::select;
    use crate::compute::test::{days, store};
    use crate::model::Filter;

    /// Everything counted patient by patient and event by event.
    fn plain(store: &Store, selection: &Selection, window: Option<Span>, source: u16) -> FunnelRow {
        let mut row = FunnelRow { source: SourceId(source), ..FunnelRow::default() };
        for patient in store.head().population.iter() {
            row.population += 1;
            row.keyed += u64::from(store.linkage_of(row.source).keyed.contains(patient));
            row.linked += u64::from(store.linkage_of(row.source).linked.contains(patient));
            let mut found = [0u64; 3];
            for at in store.events_of(patient) {
                let event = store.events().get(at);
                if event.source != row.source {
                    continue;
                }
                found[0] += 1;
                let inside = window.is_none_or(|window| {
                    event.start < window.to
                        && event.end.unwrap_or(event.start).max(event.start) >= window.from
                });
                found[1] += u64::from(inside);
                let left = selection.patients.contains(patient) && selection.mask.admits(store.events(), at);
                found[2] += u64::from(inside && left);
            }
            for (count, found) in [&mut row.any, &mut row.window, &mut row.usable].into_iter().zip(found) {
                count.patients += u64::from(found > 0);
                count.events += found;
            }
        }
        row.eligible = row.keyed;
        row
    }

    proptest! {
        #[test]
        fn steps_never_grow_and_open_whom_they_count(
            rows in prop::collection::vec((0_u32..30, 0_u16..3, 0_u8..9, 0_u32..10, 0_i64..300, prop::option::of(0_i64..40)), 1..200),
            window in prop::option::of((0_i64..300, 1_i64..100)),
            phases in prop::option::of(prop::sample::subsequence(vec!["gp", "lab", "treatment", "death"], 1..4)),
            period in prop::option::of((0_i64..300, 1_i64..200)),
        ) {
            let rows: Vec<_> = rows.into_iter().map(|(p, s, ph, c, from, d)| (p, s, ph, c, from, d.map(|d| from + d))).collect();
            let store = store(&rows);
            let mut chain = Vec::new();
            chain.extend(phases.map(|phases| Filter::Phases(phases.into_iter().map(String::from).collect())));
            chain.extend(period.map(|(from, length)| Filter::Period(days(from, from + length))));
            let cancel = Cancel::default();
            let selection = select::select(&store, &chain, &cancel).unwrap();
            let window = window.map(|(from, length)| Span { from: Time::from_days(from), to: Time::from_days(from + length) });
            let funnel = funnel(&store, &selection, window, &cancel).unwrap();
            for (source, row) in (0..).zip(&funnel.rows) {
                prop_assert_eq!(*row, plain(&store, &selection, window, source));
                let sets = Stage::ALL.map(|stage| funnel.who(&store, row.source, stage));
                for (set, stage) in sets.iter().zip(Stage::ALL) {
                    prop_assert_eq!(set.len() as u64, row.at(stage).0);
                }
                for pair in sets.windows(2) {
                    prop_assert_eq!(pair[0].intersection_len(&pair[1]), pair[1].len());
                }
            }
        }
    }
}

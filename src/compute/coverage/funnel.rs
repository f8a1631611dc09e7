//! Source by source, how many of the population have a usable key, are linked, have any record, have one in the
//! question's window, and have one that the filter chain leaves. Every step opens its patients.

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, PatientId, PatientSet, SourceId, Span};
use crate::compute::{EventMask, Selection};
use crate::model::coverage::Denominator;
use crate::store::Store;

/// The steps of a funnel. Each holds only patients whom the one before it holds too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// In the population.
    Population,
    /// With a usable key in a key domain of the source; this is what *eligible* means.
    Keyed,
    /// Named by the source.
    Linked,
    /// With a record in the source.
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
}

/// What one piece of the population adds up to.
#[derive(Clone)]
struct Piece {
    /// By source: any, window, usable.
    counts: Vec<[Count; 3]>,
    masks: Vec<(PatientId, u64, u64)>,
}

/// Counts every step. One pass over the events of the population.
pub fn funnel(
    store: &Store,
    selection: &Selection,
    window: Option<Span>,
    cancel: &Cancel,
) -> Result<Funnel, Cancelled> {
    let head = store.head();
    let mut selected = vec![false; store.patient_count()];
    for patient in selection.patients.iter() {
        selected[patient.index()] = true;
    }
    let in_window = window.map(|window| EventMask::all(store).and_period(window));
    let usable = (!selection.mask.is_all()).then_some(&selection.mask);
    let people: Vec<PatientId> = head.population.iter().collect();
    let pieces: Vec<Piece> = people
        .par_chunks(4096)
        .map(|people| {
            cancel.check()?;
            Ok(piece(store, people, &selected, in_window.as_ref(), usable))
        })
        .collect::<Result<_, Cancelled>>()?;
    let mut counts = vec![[Count::default(); 3]; head.sources.len()];
    let mut masks = vec![(0, 0); store.patient_count()];
    for piece in pieces {
        for (sum, part) in counts.iter_mut().flatten().zip(piece.counts.iter().flatten()) {
            sum.patients += part.patients;
            sum.events += part.events;
        }
        for (patient, window, usable) in piece.masks {
            masks[patient.index()] = (window, usable);
        }
    }
    let population = head.population.len() as u64;
    let rows = counts.into_iter().enumerate().map(|(at, [any, window, usable])| {
        let source = SourceId(at as u16);
        let linkage = store.linkage_of(source);
        let within = |set: &PatientSet| head.population.intersection_len(set) as u64;
        let (keyed, linked) = (within(&linkage.keyed), within(&linkage.linked));
        FunnelRow { source, population, keyed, linked, any, window, usable, eligible: keyed }
    });
    Ok(Funnel { population, rows: rows.collect(), masks })
}

fn piece(
    store: &Store,
    people: &[PatientId],
    selected: &[bool],
    in_window: Option<&EventMask>,
    usable: Option<&EventMask>,
) -> Piece {
    let events = store.events();
    let mut counts = vec![[Count::default(); 3]; store.head().sources.len()];
    let mut masks = Vec::with_capacity(people.len());
    for &patient in people {
        let selected = selected[patient.index()];
        let (mut window_bits, mut usable_bits) = (0u64, 0u64);
        for at in store.events_of(patient) {
            let source = usize::from(events.source[at]);
            let [any, window, left] = &mut counts[source];
            any.events += 1;
            if in_window.is_some_and(|mask| !mask.admits(events, at)) {
                continue;
            }
            window.events += 1;
            window_bits |= 1 << source;
            if selected && usable.is_none_or(|mask| mask.admits(events, at)) {
                left.events += 1;
                usable_bits |= 1 << source;
            }
        }
        let bits = [store.pattern_of(patient), window_bits, usable_bits];
        for (step, bits) in bits.into_iter().enumerate() {
            each_bit(bits, |source| counts[source][step].patients += 1);
        }
        masks.push((patient, window_bits, usable_bits));
    }
    Piece { counts, masks }
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
            Stage::Any => with(&|patient| store.pattern_of(patient)),
            Stage::Window => with(&|patient| masks(patient).0),
            Stage::Usable => with(&|patient| masks(patient).1),
        }
    }

    /// By patient of the store: the sources with a record in the window, and with a usable one, one bit each.
    pub fn masks(&self) -> &[(u64, u64)] {
        &self.masks
    }

    /// What shares of a source's row are shares of. The smallest source is the one with the fewest patients with a
    /// record; a source that the store does not know has nobody.
    pub fn denominator(&self, store: &Store, of: &Denominator, row: &FunnelRow) -> u64 {
        let with_record = |source: SourceId| self.rows.get(source.index()).map_or(0, |row| row.any.patients);
        match of {
            Denominator::Population => self.population,
            Denominator::Smallest => self.smallest().map_or(0, |row| row.any.patients),
            Denominator::Source(id) => store.source_by_id(id).map_or(0, with_record),
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

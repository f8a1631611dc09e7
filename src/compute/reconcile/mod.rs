//! The same event in two sources: how far apart the dates of two sources usually lie, which of their events are one, and
//! which only one of them has.
//!
//! It compares days, not rows, and only events of one kind. What was there to be seen is for the caller to say; which
//! of two dates is right, nobody can tell from here.

mod histogram;
mod kinds;
mod matching;
#[cfg(test)]
mod test;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::base::time::DAY;
use crate::base::{Cancel, Cancelled, PatientId, PatientSet, Precision, Progress, SourceId, Time};
use crate::compute::State;
use crate::model::report::Flaw;
use crate::store::Store;

pub use histogram::{Histogram, Peak};
pub use kinds::{KindId, Kinds};
pub use matching::match_days;

/// Patients that one worker looks at in a row.
const PATIENTS_EACH: usize = 512;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReconcileSpec {
    /// Two dates of one event lie no further apart than this, in days.
    pub reach: u16,
    /// Shifts beyond the reach and up to here, in days, say how many pairs chance makes.
    pub far: u16,
    /// The least number of pairs above chance that make a peak.
    pub least: u32,
}

impl Default for ReconcileSpec {
    fn default() -> Self {
        Self { reach: 14, far: 90, least: 10 }
    }
}

/// What two sources have of one kind of event.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The one source.
    pub a: SourceId,
    /// The other, later in the descriptor.
    pub b: SourceId,
    /// The kind of event; none for all kinds together.
    pub kind: Option<KindId>,
    /// How often the other's date lay so many days after the one's.
    pub histogram: Histogram,
    /// The shifts that mean one event; none where no shift stands out, and then nothing was matched.
    pub peak: Option<Peak>,
    /// Days with and without a counterpart; all zero without a peak.
    pub tally: Tally,
    /// The matched days, by patient and day.
    pub twins: Vec<Twin>,
}

/// Two events that are one: the first row of each day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Twin {
    /// The row of the one source.
    pub a: u32,
    /// The row of the other.
    pub b: u32,
    /// By how many days the other is later.
    pub shift: i16,
}

/// Days of a kind of event in two sources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// In both, on the same day.
    pub agree: u64,
    /// In both, some days apart.
    pub shifted: u64,
    /// Only in the one.
    pub only_a: Only,
    /// Only in the other.
    pub only_b: Only,
}

/// Days that only one of two sources has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Only {
    /// While the other could have seen it.
    pub judged: u64,
    /// While the other could not, or nobody said whether it could.
    pub unjudged: u64,
}

/// How many sources have an event of the merged journey: only where it is more than one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Witnesses {
    rows: Vec<u32>,
    counts: Vec<u8>,
}

impl Witnesses {
    /// How many sources have the event in this row, itself included.
    pub fn of(&self, row: u32) -> u8 {
        self.rows.binary_search(&row).map_or(1, |at| self.counts[at])
    }

    /// The rows with more than one witness, ascending, with how many.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u8)> + '_ {
        self.rows.iter().copied().zip(self.counts.iter().copied())
    }
}

/// What two sources have in common, for all of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reconciled {
    /// For each pair of sources that share a kind of event: all kinds together, then each kind, in the order of sources
    /// and kinds.
    pub pairs: Vec<Pair>,
    /// How many sources have an event.
    pub witnesses: Witnesses,
    /// Events left out because their date is not known to the day, or cannot be a date of an event.
    pub left_out: u64,
}

/// A day on which a source has a kind of event, with its first row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    kind: KindId,
    source: u8,
    day: i32,
    row: u32,
}

/// Finds the pairs of sources that share kinds of events, learns how far apart their dates lie, and matches one to one.
/// `covers` says whether a source could have seen a patient on a day. Counts patients twice as rows of `progress`.
pub fn reconcile(
    store: &Store,
    patients: &PatientSet,
    kinds: &Kinds,
    spec: &ReconcileSpec,
    covers: &(dyn Fn(PatientId, SourceId, Time) -> State + Sync),
    cancel: &Cancel,
    progress: &Progress,
) -> Result<Reconciled, Cancelled> {
    let ids: Vec<PatientId> = patients.iter().collect();
    progress.expect_rows(2 * ids.len() as u64);
    let shared = kinds.shared(store);
    let look = |patient: PatientId, seen: &mut Vec<Seen>| collect(store, kinds, &shared, patient, seen);
    let learnt: Vec<(Shifts, u64)> = ids
        .par_chunks(PATIENTS_EACH)
        .map(|ids| {
            cancel.check()?;
            let (mut shifts, mut seen, mut left_out) = (Shifts::default(), Vec::new(), 0);
            for &patient in ids {
                left_out += look(patient, &mut seen);
                for_pairs(&seen, |kind, a, b| shifts.learn(spec, (a[0].source, b[0].source, kind), a, b));
            }
            progress.add_rows(ids.len() as u64);
            Ok((shifts, left_out))
        })
        .collect::<Result<_, Cancelled>>()?;
    let left_out = learnt.iter().map(|(_, left_out)| left_out).sum();
    let mut pairs = Shifts::into_pairs(learnt.into_iter().map(|(shifts, _)| shifts), spec);
    let mut peaks: FxHashMap<KindId, Vec<(Key, Peak)>> = FxHashMap::default();
    for pair in &pairs {
        if let (Some(kind), Some(peak)) = (pair.kind, pair.peak) {
            peaks.entry(kind).or_default().push(((pair.a.0 as u8, pair.b.0 as u8, kind), peak));
        }
    }
    let matched: Vec<Matched> = ids
        .par_chunks(PATIENTS_EACH)
        .map(|ids| {
            cancel.check()?;
            let (mut matched, mut seen) = (Matched::default(), Vec::new());
            for &patient in ids {
                look(patient, &mut seen);
                for of_kind in seen.chunk_by(|a, b| a.kind == b.kind) {
                    matched.add_kind(patient, of_kind, peaks.get(&of_kind[0].kind), covers);
                }
            }
            progress.add_rows(ids.len() as u64);
            Ok(matched)
        })
        .collect::<Result<_, Cancelled>>()?;
    let witnesses = gather(&mut pairs, matched, store, kinds);
    Ok(Reconciled { pairs, witnesses, left_out })
}

/// Two sources and a kind of event.
type Key = (u8, u8, KindId);

/// The days of a patient with kinds that more than one source has, sorted; gives how many events were left out.
fn collect(store: &Store, kinds: &Kinds, shared: &[bool], patient: PatientId, seen: &mut Vec<Seen>) -> u64 {
    let events = store.events();
    let flawed = Flaw::Before1850.bit() | Flaw::AfterAsOf.bit() | Flaw::SentinelDate.bit();
    let mut left_out = 0;
    seen.clear();
    for row in store.events_of(patient) {
        let Some(kind) = kinds.of(events.code[row]).filter(|kind| shared[kind.index()]) else { continue };
        let precision = Precision::from_bits(events.precision[row] & 7);
        if events.flaws[row] & flawed != 0 || matches!(precision, Precision::Year | Precision::Month) {
            left_out += 1;
            continue;
        }
        let day = events.start[row].div_euclid(DAY) as i32;
        seen.push(Seen { kind, source: events.source[row], day, row: row as u32 });
    }
    seen.sort_unstable();
    seen.dedup_by(|later, first| {
        (later.kind, later.source, later.day) == (first.kind, first.source, first.day)
    });
    left_out
}

/// Calls with the days of each two sources that have a kind of event.
fn for_pairs(seen: &[Seen], mut each: impl FnMut(KindId, &[Seen], &[Seen])) {
    for of_kind in seen.chunk_by(|a, b| a.kind == b.kind) {
        let sources: Vec<&[Seen]> = of_kind.chunk_by(|a, b| a.source == b.source).collect();
        for (at, a) in sources.iter().enumerate() {
            for b in &sources[at + 1..] {
                each(of_kind[0].kind, a, b);
            }
        }
    }
}

/// Shifts counted so far.
#[derive(Default)]
struct Shifts(FxHashMap<Key, Histogram>);

impl Shifts {
    fn learn(&mut self, spec: &ReconcileSpec, key: Key, a: &[Seen], b: &[Seen]) {
        let far = i32::from(spec.far);
        let histogram = self.0.entry(key).or_insert_with(|| Histogram::new(spec.far));
        let mut from = 0;
        for x in a {
            while from < b.len() && b[from].day < x.day - far {
                from += 1;
            }
            for y in b[from..].iter().take_while(|y| y.day <= x.day + far) {
                histogram.add(y.day - x.day);
            }
        }
    }

    /// All of them together, with their peaks: a kind that has too few of its own to tell takes the pair's.
    fn into_pairs(all: impl Iterator<Item = Self>, spec: &ReconcileSpec) -> Vec<Pair> {
        let mut sum: FxHashMap<Key, Histogram> = FxHashMap::default();
        for (key, histogram) in all.flat_map(|shifts| shifts.0) {
            sum.entry(key).or_insert_with(|| Histogram::new(spec.far)).merge(&histogram);
        }
        let mut sum: Vec<(Key, Histogram)> = sum.into_iter().collect();
        sum.sort_unstable_by_key(|(key, _)| *key);
        let mut pairs = Vec::with_capacity(sum.len());
        for of_pair in sum.chunk_by(|(a, _), (b, _)| (a.0, a.1) == (b.0, b.1)) {
            let (a, b, _) = of_pair[0].0;
            let mut whole = Histogram::new(spec.far);
            of_pair.iter().for_each(|(_, histogram)| whole.merge(histogram));
            let pooled = whole.peak(spec);
            let make = |kind, histogram, peak| Pair {
                a: SourceId(u16::from(a)),
                b: SourceId(u16::from(b)),
                kind,
                histogram,
                peak,
                tally: Tally::default(),
                twins: Vec::new(),
            };
            pairs.push(make(None, whole, pooled));
            for ((.., kind), histogram) in of_pair {
                let borrowed = || pooled.filter(|_| histogram.total() < u64::from(spec.far));
                let peak =
                    histogram.peak(spec).or_else(|| borrowed().map(|peak| Peak { own: false, ..peak }));
                pairs.push(make(Some(*kind), histogram.clone(), peak));
            }
        }
        pairs
    }
}

/// What one worker matched.
#[derive(Default)]
struct Matched(FxHashMap<Key, (Tally, Vec<Twin>)>);

impl Matched {
    /// Matches what any two sources have of one kind, and counts what only one of them has.
    fn add_kind(
        &mut self,
        patient: PatientId,
        of_kind: &[Seen],
        peaks: Option<&Vec<(Key, Peak)>>,
        covers: &(dyn Fn(PatientId, SourceId, Time) -> State + Sync),
    ) {
        let of_source = |source: u8| {
            let from = of_kind.partition_point(|seen| seen.source < source);
            let to = of_kind.partition_point(|seen| seen.source <= source);
            &of_kind[from..to]
        };
        for (key, peak) in peaks.into_iter().flatten() {
            let (a, b) = (of_source(key.0), of_source(key.1));
            if !a.is_empty() || !b.is_empty() {
                self.add(*key, patient, a, b, peak, covers);
            }
        }
    }

    fn add(
        &mut self,
        key: Key,
        patient: PatientId,
        a: &[Seen],
        b: &[Seen],
        peak: &Peak,
        covers: &(dyn Fn(PatientId, SourceId, Time) -> State + Sync),
    ) {
        let days = |seen: &[Seen]| seen.iter().map(|seen| seen.day).collect::<Vec<i32>>();
        let found =
            match_days(&days(a), &days(b), i32::from(peak.from)..=i32::from(peak.to), i32::from(peak.at));
        let (tally, twins) = self.0.entry(key).or_default();
        let (mut lone_a, mut lone_b) = (vec![true; a.len()], vec![true; b.len()]);
        for (x, y) in found {
            (lone_a[x], lone_b[y]) = (false, false);
            let shift = (b[y].day - a[x].day) as i16;
            if shift == 0 {
                tally.agree += 1;
            } else {
                tally.shifted += 1;
            }
            twins.push(Twin { a: a[x].row, b: b[y].row, shift });
        }
        let count = |lone: &[bool], seen: &[Seen], other: u8, only: &mut Only| {
            for (_, seen) in lone.iter().zip(seen).filter(|(lone, _)| **lone) {
                let on = Time::from_days(i64::from(seen.day));
                match covers(patient, SourceId(u16::from(other)), on) {
                    State::Covered => only.judged += 1,
                    State::NotCovered | State::Unknown => only.unjudged += 1,
                }
            }
        };
        count(&lone_a, a, key.1, &mut tally.only_a);
        count(&lone_b, b, key.0, &mut tally.only_b);
    }
}

/// Puts what was matched with its pairs, sums up each pair of sources, and counts witnesses.
fn gather(pairs: &mut [Pair], matched: Vec<Matched>, store: &Store, kinds: &Kinds) -> Witnesses {
    let mut of: FxHashMap<Key, (Tally, Vec<Twin>)> = FxHashMap::default();
    // In the order of patients: the chunks were in that order, and each lists its own in it.
    for (key, (tally, twins)) in matched.into_iter().flat_map(|matched| matched.0) {
        let (sum, all) = of.entry(key).or_default();
        sum.add(tally);
        all.extend(twins);
    }
    let mut seen: Vec<(u32, u8)> = Vec::new();
    let mut whole = 0;
    for at in 0..pairs.len() {
        let Some(kind) = pairs[at].kind else {
            whole = at;
            continue;
        };
        let (a, b) = (pairs[at].a, pairs[at].b);
        let Some((tally, mut twins)) = of.remove(&(a.0 as u8, b.0 as u8, kind)) else { continue };
        twins.sort_unstable_by_key(|twin| (twin.a, twin.b));
        seen.extend(twins.iter().flat_map(|twin| [(twin.a, b.0 as u8), (twin.b, a.0 as u8)]));
        pairs[whole].tally.add(tally);
        (pairs[at].tally, pairs[at].twins) = (tally, twins);
    }
    spread(seen, store, kinds)
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.agree += other.agree;
        self.shifted += other.shifted;
        for (sum, more) in [(&mut self.only_a, other.only_a), (&mut self.only_b, other.only_b)] {
            sum.judged += more.judged;
            sum.unjudged += more.unjudged;
        }
    }
}

/// From the first rows of days and the other sources that have them to all rows of these days.
fn spread(mut seen: Vec<(u32, u8)>, store: &Store, kinds: &Kinds) -> Witnesses {
    let events = store.events();
    seen.sort_unstable();
    seen.dedup();
    let mut rows: Vec<(u32, u8)> = Vec::with_capacity(seen.len());
    for of_row in seen.chunk_by(|a, b| a.0 == b.0) {
        let (first, count) = (of_row[0].0 as usize, of_row.len() as u8 + 1);
        let end = store.events_of(store.patient_of(first)).end;
        let day = events.start[first].div_euclid(DAY);
        let same = |row: &usize| {
            events.source[*row] == events.source[first]
                && kinds.of(events.code[*row]) == kinds.of(events.code[first])
        };
        let of_day = (first..end).take_while(|&row| events.start[row].div_euclid(DAY) == day);
        rows.extend(of_day.filter(same).map(|row| (row as u32, count)));
    }
    rows.sort_unstable();
    rows.into_iter().unzip().into()
}

impl From<(Vec<u32>, Vec<u8>)> for Witnesses {
    fn from((rows, counts): (Vec<u32>, Vec<u8>)) -> Self {
        Self { rows, counts }
    }
}

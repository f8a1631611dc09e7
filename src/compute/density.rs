//! How many events start when: counted once, and then asked for any stretch of the axis.
//! It counts starts; how long events last is not its question.

use std::ops::Range;

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, PatientId, Span, time::DAY};
use crate::store::Store;

use super::{Anchors, EventMask};

/// The finest stretch that can be asked for, in µs: half an hour, of which an hour, a day, and a quarter of 365.25
/// days are multiples.
pub const STEP: i64 = DAY / 48;

/// The most steps that have a count of their own: nearly five centuries.
const MOST_STEPS: usize = 1 << 23;
/// The most pieces that are counted apart; each takes the memory of all steps.
const MOST_PIECES: usize = 8;

/// The starts of the admitted events of a number of patients, on the axis of their anchors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Density {
    /// The number of the first step that has a count, in steps from 0.
    first: i64,
    /// How many events start before each step, with those of earlier steps that have a count; one more than steps.
    before: Vec<u32>,
    /// The starts that lie in none of these steps, ascending.
    others: Vec<i64>,
}

impl Density {
    /// Counts the admitted events of `patients`. `dense` is where most of them are expected: it changes what asking
    /// costs, and no answer.
    pub fn count(
        store: &Store,
        patients: &[PatientId],
        anchors: &Anchors,
        mask: &EventMask,
        dense: Span,
        cancel: &Cancel,
    ) -> Result<Self, Cancelled> {
        let first = dense.from.0.div_euclid(STEP);
        let wanted = dense.to.0.div_euclid(STEP).saturating_sub(first).saturating_add(1);
        let events: usize = patients.iter().map(|&patient| store.events_of(patient).len()).sum();
        // A start in a list of its own takes as much as two steps.
        let steps = if events as i64 * 2 < wanted { 0 } else { wanted.clamp(0, MOST_STEPS as i64) as usize };
        let pieces = rayon::current_num_threads().clamp(1, MOST_PIECES);
        let each = patients.len().div_ceil(pieces).max(1);
        let count = |patients: &[PatientId]| {
            let mut piece = Piece { first, counts: vec![0; steps], others: Vec::new() };
            for some in patients.chunks(4096) {
                cancel.check()?;
                for &patient in some {
                    piece.add(store, patient, anchors, mask);
                }
            }
            Ok(piece)
        };
        let pieces: Vec<Piece> = patients.par_chunks(each).map(count).collect::<Result<_, _>>()?;
        Ok(Self::join(first, steps, pieces))
    }

    fn join(first: i64, steps: usize, pieces: Vec<Piece>) -> Self {
        let mut before = Vec::with_capacity(steps + 1);
        let mut sum = 0;
        before.push(sum);
        for step in 0..steps {
            sum += pieces.iter().map(|piece| piece.counts[step]).sum::<u32>();
            before.push(sum);
        }
        let mut others: Vec<i64> = pieces.into_iter().flat_map(|piece| piece.others).collect();
        others.par_sort_unstable();
        Self { first, before, others }
    }

    /// How many events start in each of `bins` consecutive bins of `width` µs, a multiple of [`STEP`], the first of
    /// which starts at the multiple number `first` of that width.
    pub fn bins(&self, first: i64, width: i64, bins: usize) -> Vec<u64> {
        let bound = |n: i64| first.saturating_add(n).saturating_mul(width);
        let mut low = self.before(bound(0));
        let mut counts = Vec::with_capacity(bins);
        for n in 1..=bins as i64 {
            let high = self.before(bound(n));
            counts.push(high - low);
            low = high;
        }
        counts
    }

    /// How many events start before a multiple of [`STEP`].
    fn before(&self, time: i64) -> u64 {
        let step = time.div_euclid(STEP).saturating_sub(self.first);
        let last = self.before.len().saturating_sub(1);
        let counted = self.before.get(step.clamp(0, last as i64) as usize).copied().unwrap_or(0);
        u64::from(counted) + self.others.partition_point(|&start| start < time) as u64
    }
}

/// What one worker counted.
struct Piece {
    first: i64,
    counts: Vec<u32>,
    others: Vec<i64>,
}

impl Piece {
    fn add(&mut self, store: &Store, patient: PatientId, anchors: &Anchors, mask: &EventMask) {
        let Some(zero) = anchors.of(patient) else { return };
        let events = store.events();
        let range: Range<usize> = store.events_of(patient);
        let all = mask.is_all();
        for (at, start) in range.clone().zip(&events.start[range]) {
            if all || mask.admits(events, at) {
                let start = start.saturating_sub(zero);
                let step = start.div_euclid(STEP).wrapping_sub(self.first);
                match usize::try_from(step).ok().and_then(|step| self.counts.get_mut(step)) {
                    Some(count) => *count += 1,
                    None => self.others.push(start),
                }
            }
        }
    }
}

#[cfg(test)]
mod test {
    use proptest::prelude::*;

    use super::super::Axis;
    use super::super::test::store;
    use super::*;
    use crate::base::Time;
    use crate::model::EventTest;

    proptest! {
        #[test]
        fn bins_hold_what_counting_each_event_finds(
            rows in prop::collection::vec((0u32..9, 0u16..3, 0u8..9, 0u32..10, -300i64..900, Just(None)), 0..200),
            dense in (-400i64..900, 0i64..40), zero in -50i64..50, first in -40i64..40,
            steps in prop_oneof![Just(1i64), Just(2), Just(48), Just(4383)], bins in 1usize..30, masked in any::<bool>(),
        ) {
            let store = store(&rows);
            let mut mask = EventMask::all(&store);
            if masked {
                mask = mask.and_test(&store, &EventTest { sources: vec!["a".into()], ..EventTest::default() });
            }
            let zeros = (0..store.patient_count() as i64).map(|n| if n == 3 { Anchors::NONE } else { n * zero * DAY });
            let anchors = Anchors::new(Axis::Days, zeros.collect());
            let patients: Vec<PatientId> = store.everybody().iter().filter(|patient| patient.0 % 5 != 1).collect();
            let dense = Span { from: Time(dense.0 * DAY), to: Time((dense.0 + dense.1) * DAY) };
            let density = Density::count(&store, &patients, &anchors, &mask, dense, &Cancel::default()).unwrap();
            let width = steps * STEP;
            let mut plain = vec![0u64; bins];
            for &patient in &patients {
                let Some(zero) = anchors.of(patient) else { continue };
                for at in store.events_of(patient).filter(|&at| mask.admits(store.events(), at)) {
                    let bin = (store.events().start[at] - zero).div_euclid(width) - first;
                    if (0..bins as i64).contains(&bin) {
                        plain[bin as usize] += 1;
                    }
                }
            }
            prop_assert_eq!(density.bins(first, width, bins), plain);
        }
    }
}

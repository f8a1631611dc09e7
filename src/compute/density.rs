//! How many events lie in each stretch of the axis: the histogram under the population.
//! It counts starts; how long events last is not its question.

use rayon::prelude::*;

use crate::base::{PatientId, Span};
use crate::store::Store;

use super::{Anchors, EventMask};

/// Counts admitted events by their start in `bins` bins of equal width over `view`, which is on the axis of `anchors`.
pub fn density(
    store: &Store,
    patients: &[PatientId],
    anchors: &Anchors,
    mask: &EventMask,
    view: Span,
    bins: usize,
) -> Vec<u64> {
    let width = view.to.0.saturating_sub(view.from.0).max(1) as f64 / bins.max(1) as f64;
    let starts = &store.events().start;
    let count = |mut counts: Vec<u64>, &patient: &PatientId| {
        let Some(zero) = anchors.of(patient) else { return counts };
        let range = store.events_of(patient);
        let (from, to) = (view.from.0.saturating_add(zero), view.to.0.saturating_add(zero));
        let first = range.start + starts[range.clone()].partition_point(|&start| start < from);
        for at in (first..range.end).take_while(|&at| starts[at] < to) {
            if mask.admits(store.events(), at) {
                let bin = ((starts[at] - from) as f64 / width) as usize;
                counts[bin.min(bins - 1)] += 1;
            }
        }
        counts
    };
    let add = |mut a: Vec<u64>, b: Vec<u64>| {
        a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
        a
    };
    let empty = || vec![0; bins];
    patients.par_iter().with_min_len(1024).fold(empty, count).reduce(empty, add)
}

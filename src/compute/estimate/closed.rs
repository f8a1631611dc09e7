//! What formulas say of a combination: the Fréchet interval and the value under independence.
//! They know totals alone; what known overlaps add is in `programme` and `pairs`.

use crate::model::{Counts, Stratum};

use super::{Combination, Range, bits};

/// The Fréchet interval (Fréchet 1935) of a combination within one stratum. Any of a set's sources: from the largest of
/// them to their sum. All of m sets: from the sum less (m - 1) times the population to the smallest.
pub(super) fn frechet(stratum: &Stratum, combination: &Combination) -> Range {
    let total = stratum.population as f64;
    let (mut low, mut high) = (total, total);
    for set in &combination.sets {
        let (least, most) = union(stratum, *set);
        low += least - total;
        high = high.min(most);
    }
    (low.max(0.0), high)
}

/// The fewest and the most people that are in any of the sources of a set.
pub(super) fn union(stratum: &Stratum, set: u64) -> Range {
    let sizes = || bits(set).map(|source| stratum.patients[source] as f64);
    (sizes().fold(0.0, f64::max), sizes().sum::<f64>().min(stratum.population as f64))
}

/// The Fréchet intervals of the strata, added up.
pub(super) fn stratified(counts: &Counts, combination: &Combination) -> Range {
    let each = counts.strata.iter().map(|stratum| frechet(stratum, combination));
    each.fold((0.0, 0.0), |sum, bounds| (sum.0 + bounds.0, sum.1 + bounds.1))
}

/// People in the combination if the sources are independent of each other in the stratum.
pub(super) fn independent(stratum: &Stratum, combination: &Combination) -> f64 {
    if stratum.population == 0 {
        return 0.0;
    }
    let total = stratum.population as f64;
    let share = |source: usize| stratum.patients[source] as f64 / total;
    let mut sets = combination.sets.clone();
    sets.sort_unstable();
    sets.dedup();
    total * chance(&sets, &share)
}

/// The same within each stratum, added up; the whole is one stratum where it is not divided.
pub(super) fn independent_within(counts: &Counts, combination: &Combination) -> f64 {
    if counts.strata.is_empty() {
        return independent(&counts.whole, combination);
    }
    counts.strata.iter().map(|stratum| independent(stratum, combination)).sum()
}

/// The chance that every set is met. Sets that share no source are independent; a source that two of them share is
/// looked at first, once as there and once as not.
fn chance(sets: &[u64], share: &impl Fn(usize) -> f64) -> f64 {
    let (mut seen, mut shared) = (0, 0);
    for set in sets {
        shared |= seen & set;
        seen |= set;
    }
    if let Some(source) = bits(shared).next() {
        let bit = 1 << source;
        let with: Vec<u64> = sets.iter().copied().filter(|set| set & bit == 0).collect();
        let without: Vec<u64> = sets.iter().map(|set| set & !bit).collect();
        return share(source) * chance(&with, share) + (1.0 - share(source)) * chance(&without, share);
    }
    sets.iter().map(|set| 1.0 - bits(*set).map(|source| 1.0 - share(source)).product::<f64>()).product()
}

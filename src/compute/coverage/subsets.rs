//! Every combination of up to 20 sets at once: how many patients have exactly it, and how many at least.
//! Beyond that there are more combinations than are worth keeping, and nothing is enumerated.

use super::patterns::Patterns;

/// Up to so many sets every combination is tried: a million of them.
pub const MOST_ENUMERATED: usize = 20;

/// All combinations of a number of sets; the place of each is its mask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subsets {
    /// Patients in these sets and in no other.
    pub exclusive: Vec<u32>,
    /// Patients in these sets at least.
    pub inclusive: Vec<u32>,
}

/// All combinations; `None` beyond [`MOST_ENUMERATED`] sets.
pub fn subsets(patterns: &Patterns) -> Option<Subsets> {
    let sets = patterns.sets.len();
    if sets > MOST_ENUMERATED {
        return None;
    }
    let mut exclusive = vec![0u32; 1 << sets];
    for &(mask, patients) in &patterns.people {
        // A store has fewer than 2^32 patients.
        exclusive[mask as usize] = patients as u32;
    }
    let mut inclusive = exclusive.clone();
    sum_supersets(&mut inclusive, sets);
    Some(Subsets { exclusive, inclusive })
}

/// Makes of each combination's own weight the sum over all combinations that hold it: one set after the other, each
/// combination without it takes up the one with it.
pub(super) fn sum_supersets<W: Copy + std::ops::AddAssign>(weights: &mut [W], sets: usize) {
    for set in 0..sets {
        let step = 1 << set;
        for block in weights.chunks_exact_mut(2 * step) {
            let (without, with) = block.split_at_mut(step);
            without.iter_mut().zip(with).for_each(|(without, with)| *without += *with);
        }
    }
}

//! Variants: the different sequences, and how many patients have each.
//! Of each it keeps the patients, and no time.

use std::hash::{Hash as _, Hasher as _};
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHasher;

use super::sequence::Sequences;

/// A sequence that patients have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The steps.
    pub symbols: Vec<u32>,
    /// Its patients, as places in [`Variants::order`].
    pub of: Range<usize>,
}

impl Variant {
    /// How many patients have it.
    pub fn patients(&self) -> usize {
        self.of.len()
    }
}

/// All variants, the most frequent first, and of equally frequent ones by their symbols.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variants {
    /// The variants.
    pub variants: Vec<Variant>,
    /// Sequences by variant.
    pub order: Vec<u32>,
}

impl Variants {
    /// The share of patients who have one of the first variants.
    pub fn coverage(&self, shown: usize) -> f64 {
        let covered: usize = self.variants.iter().take(shown).map(Variant::patients).sum();
        if self.order.is_empty() { 0.0 } else { covered as f64 / self.order.len() as f64 }
    }
}

/// Finds the variants.
pub fn variants(sequences: &Sequences) -> Variants {
    let hash = |sequence: u32| {
        let mut hasher = FxHasher::default();
        sequences.of(sequence as usize).hash(&mut hasher);
        (hasher.finish(), sequence)
    };
    let mut keyed: Vec<(u64, u32)> = (0..sequences.len() as u32).into_par_iter().map(hash).collect();
    let of = |&(_, sequence): &(u64, u32)| sequences.of(sequence as usize);
    // Equal sequences have equal hashes, so that the sequences themselves are compared only where hashes agree.
    keyed.par_sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| of(a).cmp(of(b))).then(a.1.cmp(&b.1)));
    let mut groups: Vec<&[(u64, u32)]> = keyed.chunk_by(|a, b| a.0 == b.0 && of(a) == of(b)).collect();
    groups.par_sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| of(&a[0]).cmp(of(&b[0]))));
    let (mut variants, mut order) = (Vec::with_capacity(groups.len()), Vec::with_capacity(keyed.len()));
    for group in groups {
        let from = order.len();
        order.extend(group.iter().map(|(_, sequence)| *sequence));
        variants.push(Variant { symbols: of(&group[0]).to_vec(), of: from..order.len() });
    }
    Variants { variants, order }
}

//! The drop-off before linkage: how many are left at least and at most as sources are added, from counts alone.
//! It is what a screen shows, without saying how; what is left once sources are linked is in `coverage`.

use rayon::prelude::*;

use super::{Combination, Consistent, Estimate, Inconsistent, estimate};

/// The most sources of which the best combination of each size is sought: every combination is looked at.
pub const MOST_LISTED: usize = 20;

/// What can be said of sources before they are linked.
#[derive(Clone, Debug, PartialEq)]
pub struct BeforeLinkage {
    /// The sources, in the order of the counts.
    pub sources: Vec<CountedSize>,
    /// The people there are.
    pub population: u64,
    /// What the population is divided by, empty where it is not.
    pub by: Vec<String>,
    /// How many strata it is divided into; 0 where it is not.
    pub strata: usize,
    /// How many overlaps are known, of the whole and of strata together.
    pub overlaps: usize,
    /// One step for each set of the order.
    pub steps: Vec<EstimateStep>,
    /// For each number of sources the combination that keeps the most people under independence within strata, from 1
    /// source up; empty with more than [`MOST_LISTED`] sources.
    pub best: Vec<BestGuess>,
}

/// A source and its size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedSize {
    /// Its id.
    pub id: String,
    /// What the screen calls it.
    pub title: String,
    /// Its patients within the population.
    pub patients: u64,
}

/// What is left once a set has been added to those before it.
#[derive(Clone, Debug, PartialEq)]
pub struct EstimateStep {
    /// The set that is added: bit n is source n; any of its sources is enough.
    pub set: u64,
    /// What can be said of who is in all sets so far; see [`estimate`].
    pub estimates: Vec<Estimate>,
}

/// A combination that is likely the best of its size.
#[derive(Clone, Debug, PartialEq)]
pub struct BestGuess {
    /// The sources: bit n is source n.
    pub sources: u64,
    /// People in all of them under independence within strata.
    pub guess: f64,
    /// What can be said of who is in all of them.
    pub estimates: Vec<Estimate>,
}

/// The drop-off for an order of sets, and the best guess of each size. An empty order is every source by itself.
pub fn before_linkage(known: &Consistent, order: &[u64]) -> Result<BeforeLinkage, Inconsistent> {
    let counts = known.counts();
    let steps = steps(known, order)?;
    let sources = counts.sources.iter().zip(&counts.whole.patients);
    let parts = std::iter::once(&counts.whole).chain(&counts.strata);
    Ok(BeforeLinkage {
        sources: sources
            .map(|(source, patients)| CountedSize {
                id: source.id.clone(),
                title: source.title.clone(),
                patients: *patients,
            })
            .collect(),
        population: counts.whole.population,
        by: counts.by.clone(),
        strata: counts.strata.len(),
        overlaps: parts.map(|part| part.overlaps.len()).sum(),
        steps,
        best: best(known)?,
    })
}

impl BeforeLinkage {
    /// The same counts with the sets of another order; what hangs on no order is kept.
    pub fn in_order(&self, known: &Consistent, order: &[u64]) -> Result<Self, Inconsistent> {
        Ok(Self { steps: steps(known, order)?, ..self.clone() })
    }
}

/// What can be said of each set of an order together with those before it.
fn steps(known: &Consistent, order: &[u64]) -> Result<Vec<EstimateStep>, Inconsistent> {
    let counts = known.counts();
    let singles: Vec<u64> = (0..counts.sources.len()).map(|source| 1 << source).collect();
    let order = if order.is_empty() { &singles } else { order };
    let step = |at: usize| {
        let estimates = estimate(known, &Combination { sets: order[..=at].to_vec() })?;
        Ok(EstimateStep { set: order[at], estimates })
    };
    (0..order.len()).into_par_iter().map(step).collect()
}

fn best(known: &Consistent) -> Result<Vec<BestGuess>, Inconsistent> {
    let counts = known.counts();
    let sources = counts.sources.len();
    if sources > MOST_LISTED {
        return Ok(Vec::new());
    }
    let mut largest: Vec<Option<(f64, u64)>> = vec![None; sources + 1];
    for (mask, guess) in guesses(known).into_iter().enumerate().skip(1) {
        let mask = mask as u64;
        let slot = &mut largest[mask.count_ones() as usize];
        // Of equals the one whose sources come first.
        if slot.is_none_or(|(most, first)| guess > most || (guess == most && comes_first(mask, first))) {
            *slot = Some((guess, mask));
        }
    }
    let largest: Vec<(f64, u64)> = largest.into_iter().flatten().collect();
    let each = largest.into_par_iter().map(|(guess, sources)| {
        let estimates = estimate(known, &Combination::all(sources))?;
        Ok(BestGuess { sources, guess, estimates })
    });
    each.collect()
}

/// Whether the sources of one mask come before those of another in the order of the counts.
fn comes_first(a: u64, b: u64) -> bool {
    a.reverse_bits() > b.reverse_bits()
}

/// People in all sources of each mask under independence within strata.
fn guesses(known: &Consistent) -> Vec<f64> {
    let counts = known.counts();
    let whole = std::slice::from_ref(&counts.whole);
    let parts = if counts.strata.is_empty() { whole } else { &counts.strata };
    let mut sums = vec![0.0; 1 << counts.sources.len()];
    let mut here = vec![0.0; sums.len()];
    for part in parts.iter().filter(|part| part.population > 0) {
        let total = part.population as f64;
        here[0] = total;
        for mask in 1..here.len() {
            let source = mask.trailing_zeros() as usize;
            here[mask] = here[mask & (mask - 1)] * (part.patients[source] as f64 / total);
        }
        sums.iter_mut().zip(&here).for_each(|(sum, here)| *sum += here);
    }
    sums
}

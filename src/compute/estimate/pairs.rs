//! Bounds from sizes and known pairs alone, for more sources than all patterns can be looked at of.
//! They are never wrong, and wider than a linear programme's.

use crate::model::{Counts, Stratum};

use super::{Combination, Range, closed};

/// Bounds of a combination: the strata added up where there are strata, and the whole; the narrower counts.
pub(super) fn bounds(counts: &Counts, combination: &Combination) -> Range {
    let whole = stratum(&counts.whole, combination);
    if counts.strata.is_empty() {
        return whole;
    }
    let each = counts.strata.iter().map(|part| stratum(part, combination));
    let sum = each.fold((0.0, 0.0), |sum, range| (sum.0 + range.0, sum.1 + range.1));
    (whole.0.max(sum.0), whole.1.min(sum.1))
}

fn stratum(part: &Stratum, combination: &Combination) -> Range {
    let total = part.population as f64;
    if let [set] = combination.sets[..] {
        let singles: Vec<u64> = super::bits(set).map(|source| 1 << source).collect();
        let plain = closed::union(part, set);
        let found = Events::new(part, &singles).union();
        return (plain.0.max(found.0), plain.1.min(found.1));
    }
    // In all sets is everybody but who is outside any.
    let events = Events::new(part, &combination.sets);
    let outside = events.complement().union();
    let pairs = events.pairs.iter().flatten().map(|pair| pair.1).fold(total, f64::min);
    let plain = closed::frechet(part, combination);
    (plain.0.max(total - outside.1), plain.1.min(total - outside.0).min(pairs))
}

/// Sets of people, of whose sizes and pairs of which something is known.
struct Events {
    total: f64,
    sizes: Vec<Range>,
    /// For each set, what it shares with those before it.
    pairs: Vec<Vec<Range>>,
}

impl Events {
    fn new(part: &Stratum, sets: &[u64]) -> Self {
        let total = part.population as f64;
        let sizes: Vec<Range> = sets.iter().map(|set| closed::union(part, *set)).collect();
        let pair = |a: usize, b: usize| {
            let single = sets[a].is_power_of_two() && sets[b].is_power_of_two() && sets[a] != sets[b];
            match part.overlap(sets[a] | sets[b]).filter(|_| single) {
                Some(known) => (known as f64, known as f64),
                None => ((sizes[a].0 + sizes[b].0 - total).max(0.0), sizes[a].1.min(sizes[b].1)),
            }
        };
        let pairs = (0..sets.len()).map(|a| (0..a).map(|b| pair(a, b)).collect()).collect();
        Self { total, sizes, pairs }
    }

    /// The same of who is not in each set.
    fn complement(&self) -> Self {
        let total = self.total;
        let sizes: Vec<Range> = self.sizes.iter().map(|size| (total - size.1, total - size.0)).collect();
        let pair = |a: usize, b: usize| {
            let both = self.pairs[a][b];
            let low = total - self.sizes[a].1 - self.sizes[b].1 + both.0;
            let high = total - self.sizes[a].0 - self.sizes[b].0 + both.1;
            (low.max(0.0), high.min(sizes[a].1).min(sizes[b].1))
        };
        let pairs = (0..sizes.len()).map(|a| (0..a).map(|b| pair(a, b)).collect()).collect();
        Self { total, sizes, pairs }
    }

    /// Who is in any set. At most: the sizes less the pairs along a tree that takes in every set (Hunter 1976, Worsley
    /// 1982). At least: Dawson and Sankoff (1967), which for every whole k gives 2/(k+1) S1 - 2/(k(k+1)) S2 with S1 the
    /// sum of the sizes and S2 that of the pairs.
    fn union(&self) -> Range {
        let most: f64 = self.sizes.iter().map(|size| size.1).sum::<f64>() - self.heaviest_tree();
        let s1: f64 = self.sizes.iter().map(|size| size.0).sum();
        let s2: f64 = self.pairs.iter().flatten().map(|pair| pair.1).sum();
        let by_k = (1..self.sizes.len().max(2)).map(|k| {
            let k = k as f64;
            2.0 / (k + 1.0) * s1 - 2.0 / (k * (k + 1.0)) * s2
        });
        let largest = self.sizes.iter().map(|size| size.0).fold(0.0, f64::max);
        (by_k.fold(largest, f64::max), most.min(self.total))
    }

    /// The largest sum of shared people (at least) along a tree over all sets, by Prim's rule.
    fn heaviest_tree(&self) -> f64 {
        let shared = |a: usize, b: usize| self.pairs[a.max(b)][a.min(b)].0;
        let mut outside: Vec<usize> = (1..self.sizes.len()).collect();
        let mut best: Vec<f64> =
            (0..self.sizes.len()).map(|at| if at == 0 { 0.0 } else { shared(at, 0) }).collect();
        let mut sum = 0.0;
        while let Some(place) =
            (0..outside.len()).max_by(|a, b| best[outside[*a]].total_cmp(&best[outside[*b]]))
        {
            let next = outside.swap_remove(place);
            sum += best[next];
            for at in &outside {
                best[*at] = best[*at].max(shared(*at, next));
            }
        }
        sum
    }
}

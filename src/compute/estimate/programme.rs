//! Which known counts go into the linear programme of a combination, and how it is cut up where it would be too large.
//! What it finds is rounded outwards to whole people; it never leaves out a count that would make an interval wrong.

use rayon::prelude::*;

use crate::model::{Counts, Stratum};

use super::linear::{Cell, Programme};
use super::{Combination, Inconsistent, MOST_EXACT, Method, Range, bits, pairs};

/// Up to this many, sources beside those of the combination are looked at too: what one shares with two of them tells
/// of what the two share.
const MOST_HELPED: usize = 8;
/// Prices in one programme for all strata; with more, each stratum has a programme of its own.
const MOST_PRICES: usize = 100;

/// Bounds from everything that is known, in whole people; `None` where no overlap of the combination's sources is known.
pub(super) fn bounds(
    counts: &Counts,
    combination: &Combination,
) -> Result<Option<(Range, Method)>, Inconsistent> {
    if let Some(known) = exactly(counts, combination) {
        return Ok(Some(((known, known), Method::Formula)));
    }
    let Some(local) = Local::new(counts, combination) else { return Ok(None) };
    let (bounds, method) = if local.sources.len() > MOST_EXACT {
        (pairs::bounds(counts, combination), Method::PairBounds)
    } else {
        local.solve(counts, |pattern| combination.holds(local.global(pattern)))
    };
    // Outwards by what the sums of many floating-point numbers may be off, inwards to whole people.
    let slack = 0.01 + 1e-9 * counts.whole.population as f64;
    let bounds = ((bounds.0 - slack).ceil().max(0.0), (bounds.1 + slack).floor());
    if bounds.0 > bounds.1 {
        return Err(super::check::blame(counts));
    }
    Ok(Some((bounds, method)))
}

/// What the counts say themselves: the overlap of all of these sources, where it is known.
fn exactly(counts: &Counts, combination: &Combination) -> Option<f64> {
    let single = combination.sets.iter().all(|set| set.is_power_of_two());
    let sources = combination.sources();
    let known = counts.whole.overlap(sources).filter(|_| single && combination.sets.len() > 1)?;
    Some(known as f64)
}

/// Whether all that is known is possible together.
pub(super) fn possible(counts: &Counts) -> bool {
    let everything = Combination::all(u64::MAX >> (64 - counts.sources.len().clamp(1, 64)));
    let Some(local) = Local::new(counts, &everything) else { return true };
    let (programmes, _) = local.programmes(counts);
    programmes.par_iter().flatten().all(Programme::is_possible)
}

/// The sources that a programme is about, numbered anew from 0.
struct Local {
    sources: Vec<usize>,
}

impl Local {
    fn new(counts: &Counts, combination: &Combination) -> Option<Self> {
        let mut mask = combination.sources();
        let known = || std::iter::once(&counts.whole).chain(&counts.strata).flat_map(|part| &part.overlaps);
        // Sources that share a known overlap with what is there already, until there is no more or no room.
        while let Some(next) = known()
            .map(|overlap| overlap.sources)
            .filter(|sources| sources & mask != 0 && sources & !mask != 0)
            .filter(|sources| (mask | sources).count_ones() as usize <= MOST_HELPED)
            .min()
        {
            mask |= next;
        }
        let any = known().any(|overlap| overlap.sources & !mask == 0);
        any.then(|| Self { sources: bits(mask).collect() })
    }

    /// A pattern of these sources, as a mask of all.
    fn global(&self, pattern: u32) -> u64 {
        let held = self.sources.iter().enumerate().filter(|(at, _)| pattern >> at & 1 == 1);
        held.fold(0, |mask, (_, source)| mask | 1 << source)
    }

    /// A mask of all sources as a pattern of these; `None` where it has others.
    fn local(&self, mask: u64) -> Option<u32> {
        let place = |source| self.sources.iter().position(|known| *known == source);
        bits(mask).try_fold(0, |pattern, source| Some(pattern | 1 << place(source)?))
    }

    fn known(&self, part: &Stratum) -> Vec<(u32, f64)> {
        let overlaps = part.overlaps.iter();
        let known =
            overlaps.filter_map(|overlap| Some((self.local(overlap.sources)?, overlap.patients as f64)));
        known.collect()
    }

    fn cell(&self, part: &Stratum) -> Cell {
        let sizes =
            self.sources.iter().enumerate().map(|(at, source)| (1 << at, part.patients[*source] as f64));
        let known = sizes.chain(self.known(part)).collect();
        Cell { total: part.population as f64, known }
    }

    fn programme(&self, cells: Vec<Cell>, linked: Vec<(u32, f64)>) -> Programme {
        Programme { sources: self.sources.len(), cells, linked }
    }

    /// Groups of programmes. Those of one group are of different people, so that what they find is added up; groups
    /// are of the same people, so that the narrowest counts.
    fn programmes(&self, counts: &Counts) -> (Vec<Vec<Programme>>, Method) {
        let whole = || self.programme(vec![self.cell(&counts.whole)], Vec::new());
        if counts.strata.is_empty() {
            return (vec![vec![whole()]], Method::LinearProgramme);
        }
        let cells = || counts.strata.iter().map(|stratum| self.cell(stratum));
        // What every stratum knows of itself, the whole adds nothing to.
        let everywhere = |mask: u32| cells().all(|cell| cell.known.iter().any(|(known, _)| *known == mask));
        let linked: Vec<_> =
            self.known(&counts.whole).into_iter().filter(|(mask, _)| !everywhere(*mask)).collect();
        let each = || cells().map(|cell| self.programme(vec![cell], Vec::new())).collect();
        if linked.is_empty() {
            return (vec![each()], Method::LinearProgramme);
        }
        let prices = cells().map(|cell| 1 + cell.known.len()).sum::<usize>() + linked.len();
        if prices <= MOST_PRICES {
            return (vec![vec![self.programme(cells().collect(), linked)]], Method::LinearProgramme);
        }
        (vec![each(), vec![whole()]], Method::LinearProgrammesApart)
    }

    fn solve(&self, counts: &Counts, holds: impl Fn(u32) -> bool + Sync) -> (Range, Method) {
        let (groups, method) = self.programmes(counts);
        let mut narrowest = (0.0, f64::INFINITY);
        for group in groups {
            // Collected before they are added up, so that the sum does not depend on who was first.
            let found: Vec<_> = group.par_iter().map(|programme| programme.bounds(&holds)).collect();
            let sum = found.iter().fold((0.0, 0.0), |sum, bounds| (sum.0 + bounds.0, sum.1 + bounds.1));
            narrowest = (f64::max(narrowest.0, sum.0), f64::min(narrowest.1, sum.1));
        }
        (narrowest, method)
    }
}

//! What can be said of a combination of sources before they are linked, from counts or from sketches alone.
//! It sees no patient, and never gives a number without the assumption that it rests on.
//!
//! Without any assumption there is an interval: Fréchet's, narrower where the counts are known per stratum and
//! where some overlaps are known. It holds the truth whatever the truth is. A single value needs an assumption, such
//! as that the sources are independent of each other within each stratum.

mod check;
mod closed;
mod drop_off;
mod linear;
mod overlap;
mod pairs;
mod programme;
#[cfg(test)]
mod test;

pub use check::{Consistent, Inconsistent};
pub use drop_off::{BeforeLinkage, BestGuess, CountedSize, EstimateStep, MOST_LISTED, before_linkage};
pub use overlap::{Bounded, CONFIDENCE, NotComparable, OverlapEstimate, Overlaps, StratumOverlaps, overlaps};

/// The people that are in all of these sets, where to be in a set is to be in any of its sources.
///
/// One set a source is the inclusive combination, one set of all sources their union, and anything between is a
/// combination of groups of sources.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Combination {
    /// The sets: bit n is source n.
    pub sets: Vec<u64>,
}

impl Combination {
    /// In every one of the sources.
    pub fn all(sources: u64) -> Self {
        Self { sets: bits(sources).map(|source| 1 << source).collect() }
    }

    /// In any of the sources.
    pub fn any(sources: u64) -> Self {
        Self { sets: vec![sources] }
    }

    /// Every source that it speaks of.
    pub fn sources(&self) -> u64 {
        self.sets.iter().fold(0, |all, set| all | set)
    }

    /// Whether somebody in exactly these sources is in it.
    fn holds(&self, sources: u64) -> bool {
        self.sets.iter().all(|set| set & sources != 0)
    }
}

/// What a number rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assumption {
    /// Nothing but the totals of the sources.
    Totals,
    /// Nothing but the totals of the sources in each stratum.
    Strata,
    /// Nothing but the totals and the overlaps that are known.
    Overlaps,
    /// Nothing but the totals in each stratum and the overlaps that are known.
    StrataAndOverlaps,
    /// Within each stratum, somebody who is in one source is not less likely to be in others.
    PositiveDependence,
    /// Within each stratum, to be in one source says nothing of being in another.
    IndependentWithinStrata,
    /// To be in one source says nothing of being in another.
    Independent,
}

impl Assumption {
    /// Each of them.
    pub const ALL: [Self; 7] = [
        Self::Totals,
        Self::Strata,
        Self::Overlaps,
        Self::StrataAndOverlaps,
        Self::PositiveDependence,
        Self::IndependentWithinStrata,
        Self::Independent,
    ];

    /// What JSON and the keys of texts call it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Totals => "totals",
            Self::Strata => "strata",
            Self::Overlaps => "overlaps",
            Self::StrataAndOverlaps => "strata-and-overlaps",
            Self::PositiveDependence => "positive-dependence",
            Self::IndependentWithinStrata => "independent-within-strata",
            Self::Independent => "independent",
        }
    }

    /// Whether the number holds whatever the truth is, given that the counts are right.
    pub fn is_certain(self) -> bool {
        matches!(self, Self::Totals | Self::Strata | Self::Overlaps | Self::StrataAndOverlaps)
    }
}

/// How a number was come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// A formula that nothing can sharpen.
    Formula,
    /// A linear programme over all patterns of sources.
    LinearProgramme,
    /// A linear programme for each stratum and one for the whole, as one for all would be too large. Overlaps that are
    /// known of the whole alone do not meet the strata.
    LinearProgrammesApart,
    /// Bounds from pairs, as there are more than [`MOST_EXACT`] sources.
    PairBounds,
}

impl Method {
    /// What JSON and the keys of texts call it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Formula => "formula",
            Self::LinearProgramme => "linear-programme",
            Self::LinearProgrammesApart => "linear-programmes-apart",
            Self::PairBounds => "pair-bounds",
        }
    }
}

/// The most sources of a combination that all patterns are looked at of; of more, pairs alone are.
pub const MOST_EXACT: usize = 14;

/// At least and at most so many people.
type Range = (f64, f64);

/// How many people are in a combination, and what says so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The fewest it can be; a value has the same at both ends.
    pub low: f64,
    /// The most it can be.
    pub high: f64,
    /// What it rests on.
    pub assumption: Assumption,
    /// How it was come by.
    pub method: Method,
}

impl Estimate {
    fn new((low, high): Range, assumption: Assumption, method: Method) -> Self {
        Self { low, high, assumption, method }
    }

    /// The single number, where it is one.
    pub fn value(&self) -> Option<f64> {
        (self.low == self.high).then_some(self.low)
    }

    /// How wide the interval is.
    pub fn width(&self) -> f64 {
        self.high - self.low
    }
}

/// Everything that can be said of a combination: the certain intervals from wide to narrow, then what rests on an
/// assumption. Fails where overlaps turn out not to be possible together.
pub fn estimate(known: &Consistent, combination: &Combination) -> Result<Vec<Estimate>, Inconsistent> {
    let counts = known.counts();
    let totals = closed::frechet(&counts.whole, combination);
    let mut found = vec![Estimate::new(totals, Assumption::Totals, Method::Formula)];
    let mut narrow = totals;
    let mut take = |bounds: Range, assumption, method| {
        narrow = (narrow.0.max(bounds.0), narrow.1.min(bounds.1));
        found.push(Estimate::new(narrow, assumption, method));
    };
    let in_strata = !counts.strata.is_empty();
    if in_strata {
        take(closed::stratified(counts, combination), Assumption::Strata, Method::Formula);
    }
    if let Some((bounds, method)) = programme::bounds(counts, combination)? {
        let assumption = if in_strata { Assumption::StrataAndOverlaps } else { Assumption::Overlaps };
        take(bounds, assumption, method);
    }
    if narrow.0 > narrow.1 {
        return Err(check::blame(counts));
    }
    let within = closed::independent_within(counts, combination);
    if within <= narrow.1 {
        let bounds = (within.max(narrow.0), narrow.1);
        found.push(Estimate::new(bounds, Assumption::PositiveDependence, Method::Formula));
    }
    if in_strata {
        found.push(Estimate::new((within, within), Assumption::IndependentWithinStrata, Method::Formula));
    }
    let plain = closed::independent(&counts.whole, combination);
    found.push(Estimate::new((plain, plain), Assumption::Independent, Method::Formula));
    Ok(found)
}

/// The narrowest of the intervals that hold whatever the truth is.
pub fn tightest(estimates: &[Estimate]) -> Option<&Estimate> {
    estimates.iter().rfind(|estimate| estimate.assumption.is_certain())
}

/// The value under independence, within strata where there are strata.
pub fn independent(estimates: &[Estimate]) -> Option<&Estimate> {
    let wanted = [Assumption::IndependentWithinStrata, Assumption::Independent];
    wanted.iter().find_map(|wanted| estimates.iter().find(|estimate| estimate.assumption == *wanted))
}

/// The places of the bits of a mask, ascending.
fn bits(mask: u64) -> impl Iterator<Item = usize> {
    (0..64).filter(move |at| mask >> at & 1 == 1)
}

//! Whether counts can be true at all, and if not, which of them cannot.
//! It does not ask whether they are likely.

use thiserror::Error;

use crate::model::{Counts, Stratum};

use super::{MOST_EXACT, bits, programme};

/// Counts that contradict each other.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Inconsistent {
    /// A source has more patients than there are people.
    #[error(
        "in {place}, {source_id} has {patients} patients of {population}. Count only patients within the population"
    )]
    Source {
        /// The stratum.
        place: String,
        /// The source.
        source_id: String,
        /// Its patients.
        patients: u64,
        /// The people there are.
        population: u64,
    },
    /// An overlap is larger than one of the sources it is of, or than another overlap that it is a part of.
    #[error(
        "in {place}, the overlap of {sources} is {patients}, but {of} has only {only}. One of the two is wrong"
    )]
    TooLarge {
        /// The stratum.
        place: String,
        /// The sources of the overlap.
        sources: String,
        /// Its patients.
        patients: u64,
        /// What it is a part of.
        of: String,
        /// The patients of that.
        only: u64,
    },
    /// An overlap is smaller than the sizes of its sources allow.
    #[error(
        "in {place}, the overlap of {sources} is {patients}, but their sizes make it {least} at least. \
         One of these counts, or the population, is wrong"
    )]
    TooSmall {
        /// The stratum.
        place: String,
        /// The sources of the overlap.
        sources: String,
        /// Its patients.
        patients: u64,
        /// The fewest it can be.
        least: u64,
    },
    /// The strata do not add up to the whole.
    #[error(
        "{what}: the strata add up to {strata}, the whole is {whole}. Everybody is in exactly one stratum; give those without a value a stratum \"unknown\""
    )]
    Sum {
        /// What was added up.
        what: String,
        /// The sum over the strata.
        strata: u64,
        /// What is said of the whole.
        whole: u64,
    },
    /// Overlaps that are each possible are not possible together.
    #[error("these overlaps cannot all be true: {}. At least one of them is wrong", .overlaps.join("; "))]
    Together {
        /// The overlaps without which the others would be possible; all of them where no single one is to blame.
        overlaps: Vec<String>,
    },
}

/// Counts that can be true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consistent(Counts);

impl Consistent {
    /// Sees whether counts can be true: each by itself, each against those it is a part of, and the strata against the
    /// whole. Up to [`MOST_EXACT`] sources, also whether all overlaps are possible together.
    pub fn new(counts: Counts) -> Result<Self, Inconsistent> {
        for stratum in std::iter::once(&counts.whole).chain(&counts.strata) {
            sizes(&counts, stratum)?;
            overlaps(&counts, stratum)?;
        }
        sums(&counts)?;
        if counts.sources.len() <= MOST_EXACT && !programme::possible(&counts) {
            return Err(blame(&counts));
        }
        Ok(Self(counts))
    }

    /// The counts.
    pub fn counts(&self) -> &Counts {
        &self.0
    }
}

fn sizes(counts: &Counts, stratum: &Stratum) -> Result<(), Inconsistent> {
    for (source, &patients) in counts.sources.iter().zip(&stratum.patients) {
        if patients > stratum.population {
            let (place, population) = (counts.place(stratum), stratum.population);
            return Err(Inconsistent::Source { place, source_id: source.id.clone(), patients, population });
        }
    }
    Ok(())
}

fn overlaps(counts: &Counts, stratum: &Stratum) -> Result<(), Inconsistent> {
    for overlap in &stratum.overlaps {
        let place = || counts.place(stratum);
        let sources = || counts.names(overlap.sources);
        let patients = overlap.patients;
        let singles = bits(overlap.sources).map(|source| (1 << source, stratum.patients[source]));
        let wider = stratum.overlaps.iter().map(|other| (other.sources, other.patients));
        let mut parts = singles.chain(wider.filter(|(other, _)| other & !overlap.sources == 0));
        if let Some((of, only)) = parts.find(|(_, only)| *only < patients) {
            let (place, sources, of) = (place(), sources(), counts.names(of));
            return Err(Inconsistent::TooLarge { place, sources, patients, of, only });
        }
        let sum: u64 = bits(overlap.sources).map(|source| stratum.patients[source]).sum();
        let spare = u64::from(overlap.sources.count_ones() - 1) * stratum.population;
        let least = sum.saturating_sub(spare);
        if patients < least {
            return Err(Inconsistent::TooSmall { place: place(), sources: sources(), patients, least });
        }
    }
    Ok(())
}

fn sums(counts: &Counts) -> Result<(), Inconsistent> {
    let Counts { strata, whole, sources, .. } = counts;
    if strata.is_empty() {
        return Ok(());
    }
    let same = |what: &str, strata: u64, whole: u64| {
        let wrong = || Inconsistent::Sum { what: what.to_owned(), strata, whole };
        (strata == whole).then_some(()).ok_or_else(wrong)
    };
    same("population", strata.iter().map(|stratum| stratum.population).sum(), whole.population)?;
    for (at, source) in sources.iter().enumerate() {
        same(&source.id, strata.iter().map(|stratum| stratum.patients[at]).sum(), whole.patients[at])?;
    }
    for overlap in &whole.overlaps {
        let known: Option<u64> = strata.iter().map(|stratum| stratum.overlap(overlap.sources)).sum();
        if let Some(known) = known {
            same(&format!("overlap of {}", counts.names(overlap.sources)), known, overlap.patients)?;
        }
    }
    Ok(())
}

/// Says which overlaps stand in the way, by leaving out one at a time.
pub(super) fn blame(counts: &Counts) -> Inconsistent {
    // Each try is a linear programme of its own.
    const MOST_TRIES: usize = 100;
    let places = std::iter::once(None).chain((0..counts.strata.len()).map(Some));
    let known = places.flat_map(|place| {
        let part = place.map_or(&counts.whole, |at| &counts.strata[at]);
        part.overlaps.iter().map(move |overlap| (place, part, overlap))
    });
    // What every stratum says is said there, and adds up to what is said of the whole.
    let everywhere = |mask| {
        !counts.strata.is_empty() && counts.strata.iter().all(|stratum| stratum.overlap(mask).is_some())
    };
    let (mut all, mut blamed) = (Vec::new(), Vec::new());
    for (place, part, overlap) in
        known.filter(|(place, _, overlap)| place.is_some() || !everywhere(overlap.sources))
    {
        let words =
            format!("{} in {}, {}", counts.names(overlap.sources), counts.place(part), overlap.patients);
        if all.len() < MOST_TRIES && counts.sources.len() <= MOST_EXACT {
            let mut without = counts.clone();
            without.whole.overlaps.retain(|other| other.sources != overlap.sources);
            if let Some(at) = place {
                without.strata[at].overlaps.retain(|other| other.sources != overlap.sources);
            }
            if programme::possible(&without) {
                blamed.push(words.clone());
            }
        }
        all.push(words);
    }
    Inconsistent::Together { overlaps: if blamed.is_empty() { all } else { blamed } }
}

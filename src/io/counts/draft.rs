//! Counts as a file gives them, before it is known that nothing is missing and nothing stands twice.
//! Both forms of the file end here, so that both are held to the same rules.

use crate::model::counts::MOST_SOURCES;
use crate::model::{CountedSource, Counts, Overlap, Stratum};

use super::Wrong;

/// No place holds more people than this: a larger count is a slip, and sums of such counts stay exact.
const MOST_PEOPLE: u64 = 1_000_000_000_000;

/// What a file says.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub title: Option<String>,
    pub sources: Vec<CountedSource>,
    pub by: Vec<String>,
    pub whole: Part,
    pub strata: Vec<Part>,
}

/// What a file says of a part of the population, or of the whole.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// Where it stands in the file, for messages.
    pub at: String,
    pub of: Vec<String>,
    pub population: Option<u64>,
    /// By the source's number; shorter where the file ends early.
    pub patients: Vec<Option<u64>>,
    /// With where each stands in the file.
    pub overlaps: Vec<(String, Overlap)>,
}

/// A count that can be one.
pub(super) fn people(at: &str, count: u64) -> Result<u64, Wrong> {
    let why = format!("{count} is more people than there are");
    (count <= MOST_PEOPLE).then_some(count).ok_or_else(|| Wrong::new(at, why, "Correct the count"))
}

impl Draft {
    /// The number of a source that an overlap or a stratum names.
    pub fn source(&self, at: &str, id: &str) -> Result<usize, Wrong> {
        self.sources.iter().position(|source| source.id == id).ok_or_else(|| {
            let known = self.sources.iter().map(|source| source.id.as_str()).collect::<Vec<_>>().join(", ");
            Wrong::new(
                at,
                format!("there is no source {id:?}. The file has {known}"),
                "Correct the id, or add the source",
            )
        })
    }

    /// The combination of sources that an overlap is of.
    pub fn combination<'a>(&self, at: &str, ids: impl IntoIterator<Item = &'a str>) -> Result<u64, Wrong> {
        let mut mask = 0;
        for id in ids {
            let bit = 1u64 << self.source(at, id)?;
            if mask & bit != 0 {
                return Err(Wrong::new(
                    at,
                    format!("the source {id:?} stands twice"),
                    "Name each source once",
                ));
            }
            mask |= bit;
        }
        if mask.count_ones() < 2 {
            let why = "an overlap is of two sources or more";
            return Err(Wrong::new(at, why, "Name all sources that the patients are in"));
        }
        Ok(mask)
    }

    /// Sees that nothing is missing, and fills in what follows from the strata.
    pub fn finish(self) -> Result<Counts, Wrong> {
        let Self { title, sources, by, whole, strata } = self;
        for (at, name) in by.iter().enumerate() {
            if name.is_empty() || by[..at].contains(name) {
                let why = "what the strata are divided by has no name, or stands twice";
                return Err(Wrong::new("the strata", why, "Name each once"));
            }
        }
        let count = sources.len();
        let id = |source: usize| sources[source].id.as_str();
        let strata: Vec<Stratum> =
            strata.into_iter().map(|part| part.finish(count, id)).collect::<Result<_, _>>()?;
        for (at, stratum) in strata.iter().enumerate() {
            if strata[..at].iter().any(|other| other.of == stratum.of) {
                let of = stratum.of.join(", ");
                return Err(Wrong::new(
                    "the strata",
                    format!("the stratum {of} stands twice"),
                    "Give it once",
                ));
            }
        }
        let whole = whole.fill(&strata, count).finish(count, id)?;
        Ok(Counts { title, sources, by, whole, strata })
    }

    /// Sees that each source has an id of its own, and that there are not too many for a combination to be written down.
    pub fn check_sources(&self) -> Result<(), Wrong> {
        if self.sources.is_empty() {
            return Err(Wrong::new("sources", "there is no source", "Give at least one"));
        }
        if self.sources.len() > MOST_SOURCES {
            let why = format!("there are more than {MOST_SOURCES} sources");
            return Err(Wrong::new("sources", why, "Count sources that serve the same purpose as one"));
        }
        for (at, source) in self.sources.iter().enumerate() {
            if source.id.is_empty() {
                return Err(Wrong::new("sources", "a source has no id", "Give each source an id"));
            }
            if self.sources[..at].iter().any(|other| other.id == source.id) {
                let why = format!("the source {:?} stands twice", source.id);
                return Err(Wrong::new("sources", why, "Give each source once"));
            }
        }
        Ok(())
    }
}

impl Part {
    /// Takes from the strata what is not said of the whole. An overlap is known of the whole where it is in all strata.
    fn fill(mut self, strata: &[Stratum], sources: usize) -> Self {
        if strata.is_empty() {
            return self;
        }
        self.population.get_or_insert(strata.iter().map(|stratum| stratum.population).sum());
        self.patients.resize(sources, None);
        for (source, patients) in self.patients.iter_mut().enumerate() {
            patients.get_or_insert(strata.iter().map(|stratum| stratum.patients[source]).sum());
        }
        for overlap in &strata[0].overlaps {
            let said = self.overlaps.iter().any(|(_, said)| said.sources == overlap.sources);
            let sum: Option<u64> = strata.iter().map(|stratum| stratum.overlap(overlap.sources)).sum();
            if let (false, Some(patients)) = (said, sum) {
                self.overlaps.push((self.at.clone(), Overlap { sources: overlap.sources, patients }));
            }
        }
        self
    }

    fn finish<'a>(self, sources: usize, id: impl Fn(usize) -> &'a str) -> Result<Stratum, Wrong> {
        let Self { at, of, population, mut patients, mut overlaps } = self;
        let Some(population) = population else {
            let mend = "Say how many people there are in all, whichever source has them";
            return Err(Wrong::new(at, "the population is missing", mend));
        };
        patients.resize(sources, None);
        let missing = patients.iter().position(Option::is_none);
        if let Some(source) = missing {
            let why = format!("the count of the source {:?} is missing", id(source));
            return Err(Wrong::new(at, why, "Give it, 0 where there is nobody"));
        }
        overlaps.sort_by_key(|(_, overlap)| overlap.sources);
        if let Some(twice) = overlaps.windows(2).find(|pair| pair[0].1.sources == pair[1].1.sources) {
            return Err(Wrong::new(twice[1].0.clone(), "this overlap stands twice", "Give it once"));
        }
        let overlaps = overlaps.into_iter().map(|(_, overlap)| overlap).collect();
        Ok(Stratum { of, population, patients: patients.into_iter().flatten().collect(), overlaps })
    }
}

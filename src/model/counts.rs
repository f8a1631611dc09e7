//! What is known of sources that have not been linked: how many patients each has, and how many some share.
//! Counts only, of the whole and of the parts it falls into; nobody can be found in them.

/// The version of the counts file that this program understands.
pub const UNDERSTOOD: u64 = 1;

/// The most sources a counts file may hold: a combination of them is one bit each in a `u64`.
pub const MOST_SOURCES: usize = 64;

/// Counts of sources within one population.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Counts {
    /// What the file calls itself.
    pub title: Option<String>,
    /// The sources, in the file's order: a place in this list is a source's number everywhere else.
    pub sources: Vec<CountedSource>,
    /// What the population is divided by (`region`, `sex`), empty where it is not.
    pub by: Vec<String>,
    /// The whole population.
    pub whole: Stratum,
    /// Its parts, of which everybody is in exactly one; empty where it is not divided.
    pub strata: Vec<Stratum>,
}

/// A source that has been counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CountedSource {
    /// What the file calls it.
    pub id: String,
    /// What the screen calls it; the id where the file gives no title.
    pub title: String,
}

/// The counts of one part of the population, or of the whole.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Stratum {
    /// Its value for each of [`Counts::by`]; empty for the whole.
    pub of: Vec<String>,
    /// How many people are in it.
    pub population: u64,
    /// How many of them each source has, by the source's number.
    pub patients: Vec<u64>,
    /// How many of them several sources have at once, where that is known; ascending by sources, each once.
    pub overlaps: Vec<Overlap>,
}

/// How many people are in all of several sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Overlap {
    /// The sources, two or more: bit n is source n.
    pub sources: u64,
    /// How many people.
    pub patients: u64,
}

impl Counts {
    /// The number of a source.
    pub fn source_by_id(&self, id: &str) -> Option<usize> {
        self.sources.iter().position(|source| source.id == id)
    }

    /// The ids of a combination, for messages: `gp, nkr`.
    pub fn names(&self, mask: u64) -> String {
        let ids = self.sources.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1);
        ids.map(|(_, source)| source.id.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// A stratum in words, for messages: `region north, sex F`; the whole population where it is the whole.
    pub fn place(&self, stratum: &Stratum) -> String {
        if stratum.of.is_empty() {
            return "the whole population".to_owned();
        }
        let pairs = self.by.iter().zip(&stratum.of).map(|(by, value)| format!("{by} {value}"));
        pairs.collect::<Vec<_>>().join(", ")
    }
}

impl Stratum {
    /// How many people several sources share here, where that is known.
    pub fn overlap(&self, sources: u64) -> Option<u64> {
        let at = self.overlaps.binary_search_by_key(&sources, |overlap| overlap.sources).ok()?;
        Some(self.overlaps[at].patients)
    }
}

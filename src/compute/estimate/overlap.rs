//! What sketches of several sources say of their sizes and overlaps, with how far off that may be.
//! It knows no pseudonym and no key, and compares only what was made with the same one.
//!
//! A theta sketch keeps the hashes below a threshold θ, a share of all hashes there are (Dasgupta, Lang, Rhodes and
//! Thaler, "A framework for estimating stream expression cardinalities", 2016). The intersection of sketches keeps the
//! hashes that all have, below the smallest θ; the number of people is the number of hashes divided by θ. How many
//! hashes fall below θ is binomial, and the bounds are those of that distribution at three standard deviations: the
//! truth is between the two with a chance of 99.7 %, so that all numbers of up to five sketches hold at once with one
//! of 95 % (Bonferroni).

use datasketches::common::NumStdDev;
use datasketches::theta::{CompactThetaSketch, ThetaIntersection, ThetaUnionBuilder};
use thiserror::Error;

use crate::model::sketch::{Sketch, SketchFile};

/// The chance that the truth is between two bounds: what a normal distribution has within three standard deviations.
pub const CONFIDENCE: f64 = 0.997;

/// Why sketches cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotComparable {
    /// There are fewer than two.
    #[error("one sketch has no overlap: give two or more")]
    Few,
    /// They were made with different keys.
    #[error(
        "the sketches of {a} and {b} cannot be compared: they were made with different keys ({a_key} and {b_key}). \
         Have both made again with the same key file"
    )]
    Keys {
        /// A source.
        a: String,
        /// Another.
        b: String,
        /// The fingerprint of the key of one.
        a_key: String,
        /// And of the other.
        b_key: String,
    },
    /// Their pseudonyms are not of one key domain.
    #[error(
        "the sketches of {a} and {b} cannot be compared: their pseudonyms are of different key domains ({a_domain} \
         and {b_domain}). Bring both to one domain with a crosswalk first"
    )]
    Domains {
        /// A source.
        a: String,
        /// Another.
        b: String,
        /// The domain of one.
        a_domain: String,
        /// And of the other.
        b_domain: String,
    },
    /// The bytes of a sketch are not those of one.
    #[error("the sketch of {source_id} is damaged. Have its holder make it again")]
    Damaged {
        /// The source.
        source_id: String,
    },
}

/// A number of people and how far off it may be: the truth is between `low` and `high` with a chance of [`CONFIDENCE`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounded {
    /// The likely number.
    pub people: f64,
    /// The fewest.
    pub low: f64,
    /// The most.
    pub high: f64,
}

/// The people that two sources share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OverlapEstimate {
    /// One source, by its place.
    pub a: usize,
    /// The other, which comes after it.
    pub b: usize,
    /// How many they share.
    pub shared: Bounded,
}

/// What sketches say.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlaps {
    /// The size of each source.
    pub sizes: Vec<Bounded>,
    /// What each two share.
    pub pairs: Vec<OverlapEstimate>,
    /// Who is in all sources up to each, in the order given: the drop-off. The last one is who is in all.
    pub steps: Vec<Bounded>,
    /// Who is in any.
    pub any: Bounded,
}

/// What sketches say of one stratum.
#[derive(Clone, Debug, PartialEq)]
pub struct StratumOverlaps {
    /// Its value for each attribute.
    pub of: Vec<String>,
    /// What they say.
    pub overlaps: Overlaps,
}

/// Compares sketches: of all patients, and of each stratum that every file has, where all are divided the same way.
pub fn overlaps(files: &[SketchFile]) -> Result<(Overlaps, Vec<StratumOverlaps>), NotComparable> {
    let [first, rest @ ..] = files else { return Err(NotComparable::Few) };
    if rest.is_empty() {
        return Err(NotComparable::Few);
    }
    for other in rest {
        let (a, b) = (first.source.clone(), other.source.clone());
        if first.key_fingerprint != other.key_fingerprint {
            let (a_key, b_key) = (first.key_fingerprint.clone(), other.key_fingerprint.clone());
            return Err(NotComparable::Keys { a, b, a_key, b_key });
        }
    }
    let mut declared = files.iter().filter_map(|file| Some((&file.source, file.key_domain.as_ref()?)));
    if let Some((a, a_domain)) = declared.next()
        && let Some((b, b_domain)) = declared.find(|(_, domain)| *domain != a_domain)
    {
        let (a, b) = (a.clone(), b.clone());
        let (a_domain, b_domain) = (a_domain.clone(), b_domain.clone());
        return Err(NotComparable::Domains { a, b, a_domain, b_domain });
    }
    let whole: Vec<&Sketch> = files.iter().map(|file| &file.sketch).collect();
    let mut strata = Vec::new();
    if rest.iter().all(|other| other.by == first.by) {
        for stratum in &first.strata {
            let of = |file: &SketchFile| file.strata.iter().position(|other| other.of == stratum.of);
            let places: Option<Vec<usize>> = files.iter().map(of).collect();
            let Some(places) = places else { continue };
            let sketches: Vec<&Sketch> =
                files.iter().zip(places).map(|(file, at)| &file.strata[at].sketch).collect();
            strata.push(StratumOverlaps { of: stratum.of.clone(), overlaps: compare(files, &sketches)? });
        }
    }
    Ok((compare(files, &whole)?, strata))
}

fn compare(files: &[SketchFile], sketches: &[&Sketch]) -> Result<Overlaps, NotComparable> {
    let damaged = |at: usize| NotComparable::Damaged { source_id: files[at].source.clone() };
    let read: Vec<CompactThetaSketch> = sketches
        .iter()
        .enumerate()
        .map(|(at, sketch)| CompactThetaSketch::deserialize(&sketch.0).map_err(|_| damaged(at)))
        .collect::<Result<_, _>>()?;
    let mut pairs = Vec::new();
    for a in 0..read.len() {
        for b in a + 1..read.len() {
            let shared = shared(&[&read[a], &read[b]]).ok_or_else(|| damaged(b))?;
            pairs.push(OverlapEstimate { a, b, shared });
        }
    }
    let upto = |at: usize| shared(&read[..=at].iter().collect::<Vec<_>>()).ok_or_else(|| damaged(at));
    let steps = (0..read.len()).map(upto).collect::<Result<_, _>>()?;
    let any = any(&read).ok_or_else(|| damaged(0))?;
    Ok(Overlaps { sizes: read.iter().map(bounded).collect(), pairs, steps, any })
}

fn shared(sketches: &[&CompactThetaSketch]) -> Option<Bounded> {
    let mut all = ThetaIntersection::default();
    for sketch in sketches {
        all.update(*sketch).ok()?;
    }
    Some(bounded(&all.to_sketch(true)?))
}

fn any(sketches: &[CompactThetaSketch]) -> Option<Bounded> {
    // As many hashes as the largest sketch there may be.
    let mut any = ThetaUnionBuilder::default().lg_k(16).build().ok()?;
    for sketch in sketches {
        any.update(sketch).ok()?;
    }
    Some(bounded(&any.to_sketch(true)))
}

fn bounded(sketch: &CompactThetaSketch) -> Bounded {
    let (low, high) = (sketch.lower_bound(NumStdDev::Three), sketch.upper_bound(NumStdDev::Three));
    Bounded { people: sketch.estimate(), low, high }
}

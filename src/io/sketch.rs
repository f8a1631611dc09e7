//! Makes, writes and reads sketch files: what a holder gives away so that overlaps can be estimated without linkage.
//! It never writes a pseudonym, a key or a count of patients; what two sketches say together, `compute` tells.
//!
//! Each pseudonym goes through BLAKE3 in keyed mode, with a key derived from the holders' common secret. Who lacks the
//! secret can neither make the hash of a pseudonym they know nor find the pseudonym of a hash. Who has it and knows
//! pseudonyms could look for theirs; so that this proves little, a sketch keeps the smallest hashes of at most half of
//! its patients: one that is not there may still be a patient. Sketches of few patients are not made at all.

use std::io::Read as _;
use std::path::Path;

use datasketches::hash::value::raw_bytes;
use datasketches::theta::{CompactThetaSketch, ThetaSketchBuilder};

use crate::base::{PatientId, Precision, Time};
use crate::model::descriptor::Package;
use crate::model::sketch::{Form, Sketch, SketchFile, SketchStratum, UNDERSTOOD};
use crate::store::{Attribute, AttributeValues, Store};

/// The fewest bytes of a key file: as many as the key of the hash has.
pub const LEAST_KEY: usize = 32;
/// A key file that is larger is some other file.
const MOST_KEY: u64 = 1 << 20;
/// A key of few different bytes was typed, not drawn.
const LEAST_DIFFERENT: usize = 8;
/// A sketch file that is larger than this is something else.
const MOST_BYTES: u64 = 256 << 20;
/// The most hashes in a sketch: an estimate of the size of a source is then off by less than 2 % in 95 of 100.
const LG_MOST_HASHES: u32 = 14;

const HASH_CONTEXT: &str = "periplus 2026 sketch: hash of a pseudonym";
const FINGERPRINT_CONTEXT: &str = "periplus 2026 sketch: fingerprint of a key";

/// Why there is no sketch.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SketchError {
    /// A file could not be read or written.
    #[error("{path}: {why}. {mend}")]
    File {
        /// The file.
        path: String,
        /// What went wrong.
        why: String,
        /// What would mend it.
        mend: String,
    },
    /// A sketch file says something that cannot be followed.
    #[error("{path}: at {at}: {why}. Have its holder make it again")]
    Content {
        /// The file.
        path: String,
        /// Where in it, as a JSON path.
        at: String,
        /// What is wrong there.
        why: String,
    },
    /// The key file holds no usable key.
    #[error(
        "{path}: {why}. Draw a key once, for example 32 random bytes, and give every holder the same file by a safe way"
    )]
    Key {
        /// The key file.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// The extract has no such source.
    #[error("there is no source {id:?} in the extract. It has {has}")]
    Source {
        /// What was asked for.
        id: String,
        /// The sources there are.
        has: String,
    },
    /// The extract has no such attribute, or none that divides patients into groups.
    #[error("patients cannot be divided by {id:?}: {why}. They can be by {has}")]
    Attribute {
        /// What was asked for.
        id: String,
        /// Why not.
        why: String,
        /// The attributes that do.
        has: String,
    },
    /// The source has too few patients.
    #[error(
        "the source {id:?} has fewer than {minimum} patients: so small a sketch would tell of persons. \
         Exchange a count instead, or set another --minimum on your own responsibility"
    )]
    TooFew {
        /// The source.
        id: String,
        /// The fewest that are asked for.
        minimum: u64,
    },
}

/// The secret of the holders, made into what is needed of it.
pub struct Key {
    hash: [u8; 32],
    /// Tells keys apart without telling anything of them.
    pub fingerprint: String,
}

/// A secret: nothing prints it by accident.
impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Key({})", self.fingerprint)
    }
}

impl Key {
    /// From the bytes of a key file, every one of which counts; `path` is what messages call it.
    pub fn new(path: &str, secret: &[u8]) -> Result<Self, SketchError> {
        let wrong = |why: String| SketchError::Key { path: path.to_owned(), why };
        if secret.len() < LEAST_KEY {
            return Err(wrong(format!("a key has {LEAST_KEY} bytes at least")));
        }
        let mut seen = [false; 256];
        for byte in secret {
            seen[usize::from(*byte)] = true;
        }
        if seen.iter().filter(|seen| **seen).count() < LEAST_DIFFERENT {
            return Err(wrong("the key has so few different bytes that it can be guessed".to_owned()));
        }
        let fingerprint = blake3::Hash::from(blake3::derive_key(FINGERPRINT_CONTEXT, secret));
        let fingerprint = fingerprint.to_hex().as_str()[..16].to_owned();
        Ok(Self { hash: blake3::derive_key(HASH_CONTEXT, secret), fingerprint })
    }

    /// Reads a key file.
    pub fn read(path: &Path) -> Result<Self, SketchError> {
        Self::new(&path.display().to_string(), &bytes_of(path, MOST_KEY)?)
    }
}

fn bytes_of(path: &Path, most: u64) -> Result<Vec<u8>, SketchError> {
    let wrong = |why: String, mend: &str| SketchError::File {
        path: path.display().to_string(),
        why,
        mend: mend.to_owned(),
    };
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
    read.map_err(|error| wrong(error.to_string(), "See that the file is there and may be read"))?;
    if bytes.len() as u64 > most {
        return Err(wrong("it is too large to be what was asked for".into(), "Give another file"));
    }
    Ok(bytes)
}

/// What to make a sketch of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SketchSpec {
    /// The id of the source.
    pub source: String,
    /// The attributes that divide its patients into strata; none where there is one sketch alone.
    pub by: Vec<String>,
    /// The fewest patients that a sketch may be of.
    pub minimum: u64,
}

/// Sketches the patients of a source who are in the population.
pub fn sketch(
    store: &Store,
    package: &Package,
    key: &Key,
    spec: &SketchSpec,
) -> Result<SketchFile, SketchError> {
    let head = store.head();
    let source = store.source_by_id(&spec.source).ok_or_else(|| SketchError::Source {
        id: spec.source.clone(),
        has: head.sources.iter().map(|source| source.id.as_str()).collect::<Vec<_>>().join(", "),
    })?;
    let patients = &store.patients_of_source(source) & &head.population;
    if (patients.len() as u64) < spec.minimum.max(1) {
        return Err(SketchError::TooFew { id: spec.source.clone(), minimum: spec.minimum });
    }
    let attributes: Vec<&Attribute> =
        spec.by.iter().map(|id| divider(store, id)).collect::<Result<_, _>>()?;
    let mut strata: Vec<(Vec<String>, Vec<PatientId>)> = Vec::new();
    if !attributes.is_empty() {
        let mut of: Vec<(Vec<String>, PatientId)> = patients
            .iter()
            .map(|patient| (attributes.iter().map(|by| value(by, patient)).collect(), patient))
            .collect();
        of.sort();
        for (of, patient) in of {
            match strata.last_mut().filter(|(last, _)| *last == of) {
                Some((_, members)) => members.push(patient),
                None => strata.push((of, vec![patient])),
            }
        }
    }
    let left_out = leave_out(&mut strata, spec.minimum);
    Ok(SketchFile {
        version: UNDERSTOOD,
        form: Form::Theta,
        source: spec.source.clone(),
        title: Some(head.sources[source.index()].title.clone()).filter(|title| *title != spec.source),
        key_domain: key_domain(package),
        key_fingerprint: key.fingerprint.clone(),
        minimum: spec.minimum,
        sketch: of_patients(store, key, &patients.iter().collect::<Vec<_>>()),
        by: spec.by.clone(),
        strata: strata
            .into_iter()
            .map(|(of, members)| SketchStratum { of, sketch: of_patients(store, key, &members) })
            .collect(),
        left_out,
    })
}

/// Takes out the strata that are too small, and as long as those that are out are together too small, the smallest
/// that is left: a hash of the whole that no stratum has is of a patient of one that was left out.
fn leave_out(strata: &mut Vec<(Vec<String>, Vec<PatientId>)>, minimum: u64) -> u64 {
    let (mut count, mut people) = (0, 0);
    loop {
        let smallest = (0..strata.len()).min_by_key(|at| strata[*at].1.len());
        let Some(at) = smallest else { return count };
        let size = strata[at].1.len() as u64;
        if size >= minimum && (people == 0 || people >= minimum) {
            return count;
        }
        strata.remove(at);
        people += size;
        count += 1;
    }
}

/// The theta sketch of some patients, of at most half of their hashes.
fn of_patients(store: &Store, key: &Key, patients: &[PatientId]) -> Sketch {
    let half = (patients.len() / 2).max(32);
    let lg_k = half.ilog2().min(LG_MOST_HASHES) as u8;
    let Ok(mut sketch) = ThetaSketchBuilder::default().lg_k(lg_k).build() else {
        return Sketch(Vec::new());
    };
    for patient in patients {
        let hash = blake3::keyed_hash(&key.hash, store.head().keys.text(patient.index()).as_bytes());
        sketch.update(raw_bytes::from_slice(hash.as_bytes().as_slice()));
    }
    sketch.trim();
    Sketch(sketch.compact(true).serialize())
}

/// The key domain of the extract's patients: that of the first table of a source that defines the population, else of
/// the first table with patients, as the load has it.
fn key_domain(package: &Package) -> Option<String> {
    let population = package.periplus.population.as_ref().map_or(&[][..], |population| population.as_slice());
    let with_patients =
        || package.resources.iter().map(|each| &each.periplus).filter(|b| b.patient.is_some());
    let of = |id: &String| with_patients().find(|block| block.source.as_ref() == Some(id));
    population.iter().find_map(of).or_else(|| with_patients().next())?.key_domain.clone()
}

/// An attribute that divides patients into groups.
fn divider<'a>(store: &'a Store, id: &str) -> Result<&'a Attribute, SketchError> {
    let attributes = &store.head().attributes;
    let divides = |attribute: &Attribute| {
        matches!(attribute.values, AttributeValues::Category { .. })
            || matches!(attribute.id.as_str(), "birthYear" | "birthDate")
    };
    let wrong = |why: &str| {
        let has: Vec<&str> =
            attributes.iter().filter(|attribute| divides(attribute)).map(|each| each.id.as_str()).collect();
        let has = if has.is_empty() { "nothing".to_owned() } else { has.join(", ") };
        SketchError::Attribute { id: id.to_owned(), why: why.to_owned(), has }
    };
    let attribute = store.attribute_by_id(id).ok_or_else(|| wrong("there is no such attribute"))?;
    if divides(attribute) { Ok(attribute) } else { Err(wrong("it is a number or a date")) }
}

/// What stratum a patient is in. Years of birth are taken by ten, so that strata do not get small.
fn value(attribute: &Attribute, patient: PatientId) -> String {
    let decade = |year: i64| format!("{}-{}", year.div_euclid(10) * 10, year.div_euclid(10) * 10 + 9);
    let year = |(time, _): (Time, Precision)| time.date().0;
    let found = match attribute.values {
        AttributeValues::Category { .. } => attribute.category(patient).map(str::to_owned),
        AttributeValues::Number(_) => attribute.number(patient).map(|number| decade(number as i64)),
        AttributeValues::Date(_) => attribute.date(patient).map(year).map(decade),
    };
    found.unwrap_or_else(|| "unknown".to_owned())
}

/// Writes a sketch file.
pub fn write(path: &Path, file: &SketchFile) -> Result<(), SketchError> {
    let wrong = |why: String| SketchError::File {
        path: path.display().to_string(),
        why,
        mend: "Choose a place that can be written to".to_owned(),
    };
    let mut text = serde_json::to_string_pretty(file).map_err(|error| wrong(error.to_string()))?;
    text.push('\n');
    super::files::write(path, text.as_bytes()).map_err(|error| wrong(error.to_string()))
}

/// Reads a sketch file.
pub fn read(path: &Path) -> Result<SketchFile, SketchError> {
    parse(&path.display().to_string(), &bytes_of(path, MOST_BYTES)?)
}

/// Reads a sketch file from its bytes; `path` is what messages call it.
pub fn parse(path: &str, bytes: &[u8]) -> Result<SketchFile, SketchError> {
    let wrong =
        |at: &str, why: String| SketchError::Content { path: path.to_owned(), at: at.to_owned(), why };
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let file: SketchFile = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let at = error.path().to_string();
        wrong(&if at == "." { "$".into() } else { format!("$.{at}") }, error.into_inner().to_string())
    })?;
    reader.end().map_err(|error| wrong("$", error.to_string()))?;
    if file.version != UNDERSTOOD {
        return Err(wrong("$.version", format!("this program understands version {UNDERSTOOD}")));
    }
    let digits = file.key_fingerprint.bytes().all(|digit| digit.is_ascii_hexdigit());
    if file.key_fingerprint.len() != 16 || !digits {
        return Err(wrong("$.keyFingerprint", "it is not 16 hexadecimal digits".into()));
    }
    let whole = |at: &str, sketch: &Sketch| match CompactThetaSketch::deserialize(&sketch.0) {
        Ok(read) if read.num_retained() > 0 => Ok(()),
        Ok(_) => Err(wrong(at, "the sketch is empty".into())),
        Err(_) => Err(wrong(at, "the sketch is damaged".into())),
    };
    whole("$.sketch", &file.sketch)?;
    for (at, stratum) in file.strata.iter().enumerate() {
        whole(&format!("$.strata[{at}].sketch"), &stratum.sketch)?;
        if stratum.of.len() != file.by.len() {
            return Err(wrong(&format!("$.strata[{at}].of"), "it does not fit \"by\"".into()));
        }
        if file.strata[..at].iter().any(|other| other.of == stratum.of) {
            return Err(wrong(&format!("$.strata[{at}].of"), "the stratum stands twice".into()));
        }
    }
    Ok(file)
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn short_and_monotonous_keys_are_refused() {
        assert!(Key::new("k", &[7; 31]).is_err() && Key::new("k", &[7; 64]).is_err());
        let drawn: Vec<u8> = (0..32_u8).map(|at| at.wrapping_mul(37)).collect();
        let key = Key::new("k", &drawn).expect("a key");
        assert_eq!(key.fingerprint.len(), 16);
        assert!(!format!("{key:?}").contains(&blake3::Hash::from(key.hash).to_hex().as_str()[..8]));
        let other: Vec<u8> = (0..33_u8).map(|at| at.wrapping_mul(37)).collect();
        assert_ne!(Key::new("k", &other).expect("a key").fingerprint, key.fingerprint);
    }

    #[test]
    fn what_is_left_out_is_never_small() {
        let strata = |sizes: &[usize]| -> Vec<(Vec<String>, Vec<PatientId>)> {
            let each = sizes.iter().enumerate();
            each.map(|(at, size)| (vec![at.to_string()], vec![PatientId(0); *size])).collect()
        };
        let left = |sizes: &[usize]| {
            let mut strata = strata(sizes);
            let out = leave_out(&mut strata, 100);
            (strata.iter().map(|(_, members)| members.len()).collect::<Vec<_>>(), out)
        };
        assert_eq!(left(&[500, 300]), (vec![500, 300], 0));
        assert_eq!(left(&[500, 99, 300]), (vec![500], 2), "the 99 alone could be told from the others");
        assert_eq!(left(&[500, 60, 60, 300]), (vec![500, 300], 2));
        assert_eq!(left(&[99]), (vec![], 1));
        assert_eq!(left(&[]), (vec![], 0));
    }
}

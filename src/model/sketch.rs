//! What a holder gives away of a source so that its overlap with others can be estimated, and no more.
//! The sketches are bytes here: what makes and reads them is in `io` and in `compute`.

use serde::{Deserialize, Serialize};

/// The version of the sketch file that this program writes and understands.
pub const UNDERSTOOD: u64 = 1;

/// The fewest patients a sketch is made of, unless its holder says otherwise.
///
/// Expected 10-anonymity of a sketch needs many patients behind each value that it keeps, which small sources do not
/// have (Tao, Weber and Yu, Bioinformatics 2021, btab292; Yu and Weber, JMIR 2020, e18735). A theta sketch keeps hashes
/// whole, so that the key is what protects them; beside it, a sketch keeps the hashes of at most half of its patients
/// (see `io::sketch`). With fewer than a thousand, that half is too few to estimate by and too many to give away.
pub const MINIMUM: u64 = 1_000;

/// The lowest [`MINIMUM`] a holder may choose.
pub const LOWEST_MINIMUM: u64 = 100;

/// A sketch file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SketchFile {
    /// Must be [`UNDERSTOOD`].
    pub version: u64,
    /// What kind of sketch: `theta`.
    pub form: Form,
    /// The id of the source in its holder's extract.
    pub source: String,
    /// What people call it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The key domain of the pseudonyms, where the extract declares one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_domain: Option<String>,
    /// Tells keys apart without telling anything of them: 16 hexadecimal digits.
    pub key_fingerprint: String,
    /// The fewest patients a sketch in this file may be of.
    pub minimum: u64,
    /// The sketch of all patients of the source.
    pub sketch: Sketch,
    /// What the strata are divided by; empty where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<String>,
    /// The strata.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strata: Vec<SketchStratum>,
    /// How many strata were left out, as they or what they would tell of each other are too small.
    #[serde(default)]
    pub left_out: u64,
}

/// The kinds of sketch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// A theta sketch in the stored form of the Apache `DataSketches` project, serial version 3.
    Theta,
}

/// The sketch of a part of a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SketchStratum {
    /// Its value for each of [`SketchFile::by`].
    pub of: Vec<String>,
    /// Its sketch.
    pub sketch: Sketch,
}

/// The bytes of a sketch, in hexadecimal digits where they are written.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Sketch(pub Vec<u8>);

/// Hashes are pseudonyms of pseudonyms: nothing prints them by accident.
impl std::fmt::Debug for Sketch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sketch({} bytes)", self.0.len())
    }
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

impl From<Sketch> for String {
    fn from(sketch: Sketch) -> Self {
        let digits = sketch.0.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
    }
}

impl TryFrom<String> for Sketch {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let digit = |byte: u8| char::from(byte).to_digit(16).map(|digit| digit as u8);
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        let bytes: Option<Vec<u8>> =
            pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)).collect();
        bytes.filter(|_| rest.is_empty()).map(Self).ok_or("a sketch is an even number of hexadecimal digits")
    }
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn bytes_survive_as_digits() {
        let sketch = Sketch((0..=255).collect());
        let text = String::from(sketch.clone());
        assert!(text.starts_with("000102") && text.ends_with("feff"));
        assert_eq!(Sketch::try_from(text), Ok(sketch));
        assert!(Sketch::try_from("0g".to_owned()).is_err() && Sketch::try_from("012".to_owned()).is_err());
        assert!(Sketch::try_from("é".to_owned()).is_err());
    }
}

//! Reads a counts file: what sources that have not been linked say of themselves, as JSON or as a table of text.
//! It sees that the file is whole and says one thing once; whether its counts can be true, `compute` tells.

mod draft;
mod json;
mod table;
#[cfg(test)]
mod test;

use std::io::Read as _;
use std::path::Path;

use crate::model::Counts;

/// A counts file is small: one that is larger than this is something else.
const MOST_BYTES: u64 = 64 << 20;

/// Why a counts file could not be used: where, what is wrong there, and what would mend it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CountsError {
    /// The file could not be read.
    #[error("{path}: {why}. {mend}")]
    File {
        /// The file.
        path: String,
        /// What went wrong.
        why: String,
        /// What would mend it.
        mend: String,
    },
    /// The file says something that cannot be followed.
    #[error("{path}: at {at}: {why}. {mend}")]
    Content {
        /// The file.
        path: String,
        /// Where in it: a JSON path, or a row and column.
        at: String,
        /// What is wrong there.
        why: String,
        /// What would mend it.
        mend: String,
    },
}

/// Something wrong inside the file, before its name is known.
#[derive(Debug)]
struct Wrong {
    at: String,
    why: String,
    mend: String,
}

impl Wrong {
    fn new(at: impl Into<String>, why: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { at: at.into(), why: why.into(), mend: mend.into() }
    }
}

/// Reads the counts file at `path`. JSON is told from a table by its first character.
pub fn read(path: &Path) -> Result<Counts, CountsError> {
    let shown = path.display().to_string();
    let file =
        |why: String, mend: &str| CountsError::File { path: shown.clone(), why, mend: mend.to_owned() };
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|opened| opened.take(MOST_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| file(error.to_string(), "See that the file is there and may be read"))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(file("it is too large for a file of counts".into(), "Give counts, not records"));
    }
    parse(&shown, bytes)
}

/// Reads a counts file from its bytes; `path` is what messages call it.
pub fn parse(path: &str, mut bytes: Vec<u8>) -> Result<Counts, CountsError> {
    if bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
        bytes.drain(..3);
    }
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    let counts = if first == Some(&b'{') { json::parse(&bytes) } else { table::parse(bytes) };
    counts.and_then(draft::Draft::finish).map_err(|Wrong { at, why, mend }| CountsError::Content {
        path: path.to_owned(),
        at,
        why,
        mend,
    })
}

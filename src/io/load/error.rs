//! Why an extract could not be loaded: each error says where, and what would mend it.
//! It never holds a value of a patient.

use std::fmt::Write as _;

use crate::base::Cancelled;
use crate::io::csv::ReaderError;
use crate::io::sample::SampleError;

/// Why a load stopped.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum LoadError {
    /// There is no descriptor where one was expected.
    #[error(
        "{path}: there is no datapackage.json here. Open the folder that holds it, or describe the tables in one first"
    )]
    NoDescriptor {
        /// Where it was looked for.
        path: String,
    },
    /// A file could not be read.
    #[error("{path}: {why}. {mend}")]
    File {
        /// The file.
        path: String,
        /// What went wrong.
        why: String,
        /// What would mend it.
        mend: String,
    },
    /// The descriptor says something that cannot be followed.
    #[error("{path}: at {at}: {why}. {mend}")]
    Descriptor {
        /// The descriptor's file.
        path: String,
        /// Where in it, as a JSON path.
        at: String,
        /// What went wrong.
        why: String,
        /// What would mend it.
        mend: String,
    },
    /// A column that the descriptor names is not in the file.
    #[error("{file}: there is no column {column:?}. It has {has}. Correct the name at {at}")]
    Column {
        /// The file.
        file: String,
        /// The column.
        column: String,
        /// The columns there are.
        has: String,
        /// Where the descriptor names it, as a JSON path.
        at: String,
    },
    /// Columns hold what looks like direct identifiers.
    #[error("{}", identifiers_text(.0))]
    Identifiers(Vec<Identifier>),
    /// The load was asked to stop.
    #[error("cancelled")]
    Cancelled,
}

/// A column that looks like a direct identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// The resource.
    pub resource: String,
    /// The file.
    pub file: String,
    /// The column.
    pub column: String,
    /// What it looks like.
    pub kind: IdentifierKind,
}

/// What a column of direct identifiers looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IdentifierKind {
    /// Citizen service numbers.
    Bsn,
    /// Postcodes with house numbers.
    Address,
    /// E-mail addresses.
    Email,
    /// Full birth dates beside initials or names.
    NameAndBirthDate,
}

impl IdentifierKind {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Bsn => "citizen service numbers (they pass the 11-test far more often than chance)",
            Self::Address => "full postcodes with house numbers",
            Self::Email => "e-mail addresses",
            Self::NameAndBirthDate => "full birth dates beside initials or names",
        }
    }
}

fn identifiers_text(found: &[Identifier]) -> String {
    let mut text = String::from("the load stopped, as columns look like direct identifiers.");
    for Identifier { file, column, kind, .. } in found {
        let _infallible = write!(text, " {file}: column {column:?} looks like {}.", kind.words());
    }
    text.push_str(
        " Have the holder take them out, or, if a column is not what it seems, name it in \"notIdentifying\" of its resource",
    );
    text
}

impl From<Cancelled> for LoadError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

/// Why a file could not be read, for people.
pub(in crate::io) fn sample_error(path: &str, error: SampleError) -> LoadError {
    match error {
        SampleError::Text(error) => reader_error(path, &error),
        SampleError::Columns(error) => LoadError::File {
            path: path.to_owned(),
            why: error.0,
            mend: "See that the file is whole and of the format the descriptor says".into(),
        },
    }
}

/// Why a text file could not be read, for people.
pub(in crate::io) fn reader_error(path: &str, error: &ReaderError) -> LoadError {
    let (why, mend) = match error {
        ReaderError::Io(error) => (error.to_string(), "See that the file is whole and may be read"),
        ReaderError::Utf16 => ("it is written in UTF-16".to_owned(), "Save it as UTF-8"),
    };
    LoadError::File { path: path.to_owned(), why, mend: mend.into() }
}

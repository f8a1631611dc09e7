//! Why an extract could not be loaded: each error says where, and what would mend it, by the key of a message.
//! It never holds a value of a patient, and what the messages say in a language is not known here.

use std::io;

use crate::base::{Cancelled, Say, Trouble};
use crate::io::columnar::ColumnarError;
use crate::io::csv::ReaderError;
use crate::io::sample::SampleError;

/// Column names shown in an error.
const NAMES_SHOWN: usize = 60;

/// Why a load stopped. What is said of each, and what would mend it, is in its [`LoadError::trouble`].
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{}", self.trouble())]
pub enum LoadError {
    /// There is no descriptor where one was expected.
    NoDescriptor {
        /// Where it was looked for.
        path: String,
    },
    /// A file could not be read.
    File {
        /// The file.
        path: String,
        /// What went wrong.
        why: Say,
    },
    /// The descriptor says something that cannot be followed.
    Descriptor {
        /// The descriptor's file.
        path: String,
        /// Where in it, as a JSON path.
        at: String,
        /// What went wrong.
        why: Say,
    },
    /// A column that the descriptor names is not in the file.
    Column {
        /// The file.
        file: String,
        /// The column.
        column: String,
        /// The columns there are.
        has: Vec<String>,
        /// Where the descriptor names it, as a JSON path.
        at: String,
    },
    /// Columns hold what looks like direct identifiers.
    Identifiers(Vec<Identifier>),
    /// The load was asked to stop.
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

impl Identifier {
    /// What it looks like, in a sentence.
    fn say(&self) -> Say {
        let Self { file, column, kind, .. } = self;
        match kind {
            IdentifierKind::Bsn => {
                Say::new("failure-identifier-bsn").with("file", file).with_name("column", column)
            }
            IdentifierKind::Address => {
                Say::new("failure-identifier-address").with("file", file).with_name("column", column)
            }
            IdentifierKind::Email => {
                Say::new("failure-identifier-email").with("file", file).with_name("column", column)
            }
            IdentifierKind::NameAndBirthDate => {
                Say::new("failure-identifier-name").with("file", file).with_name("column", column)
            }
        }
    }
}

impl LoadError {
    /// Where it is, what is wrong there, and what would mend it.
    pub fn trouble(&self) -> Trouble {
        match self {
            Self::NoDescriptor { path } => Trouble::new(path, Say::new("failure-no-descriptor")),
            Self::File { path, why } => Trouble::new(path, why.clone()),
            Self::Descriptor { path, at, why } => Trouble::new(format!("{path} · {at}"), why.clone()),
            Self::Column { file, column, has, at } => {
                Trouble::new(format!("{file} · {at}"), no_column(column, has))
            }
            Self::Identifiers(found) => {
                let mut trouble = Trouble::new("", Say::new("failure-identifiers"));
                trouble.what.extend(found.iter().map(Identifier::say));
                trouble
            }
            Self::Cancelled => Trouble::cancelled(),
        }
    }
}

fn no_column(column: &str, has: &[String]) -> Say {
    let shown: Vec<String> = has.iter().take(NAMES_SHOWN).map(|name| format!("{name:?}")).collect();
    let (shown, more) = (shown.join(", "), has.len().saturating_sub(NAMES_SHOWN));
    if has.is_empty() {
        Say::new("failure-column-none").with_name("column", column)
    } else if more == 0 {
        Say::new("failure-column").with_name("column", column).with("has", shown)
    } else {
        Say::new("failure-column-many").with_name("column", column).with("has", shown).with("more", more)
    }
}

impl From<Cancelled> for LoadError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

/// What the system said of a file. The commonest is told in words of our own, the rest in the system's.
pub(in crate::io) fn file_error(path: &str, error: &io::Error) -> LoadError {
    LoadError::File { path: path.to_owned(), why: file_say(error) }
}

/// The same as a message alone.
pub(in crate::io) fn file_say(error: &io::Error) -> Say {
    match error.kind() {
        io::ErrorKind::NotFound => Say::new("failure-file-gone"),
        io::ErrorKind::PermissionDenied => Say::new("failure-file-forbidden"),
        io::ErrorKind::IsADirectory => Say::new("failure-file-folder"),
        _ => Say::new("failure-file").with("error", error),
    }
}

/// Why a file of an extract could not be read, for people.
pub(in crate::io) fn sample_error(path: &str, error: SampleError) -> LoadError {
    let why = match error {
        SampleError::Text(error) => return reader_error(path, &error),
        SampleError::Columns(ColumnarError::Reader(error)) => Say::new("failure-file").with("error", error),
        SampleError::Columns(ColumnarError::Damaged) => Say::new("failure-file-damaged"),
        SampleError::Columns(ColumnarError::NoColumn(column)) => {
            Say::new("failure-column-gone").with_name("column", &column)
        }
        SampleError::Columns(ColumnarError::Nested(column)) => {
            Say::new("failure-column-nested").with_name("column", &column)
        }
    };
    LoadError::File { path: path.to_owned(), why }
}

/// Why a text file could not be read, for people.
pub(in crate::io) fn reader_error(path: &str, error: &ReaderError) -> LoadError {
    match error {
        ReaderError::Io(error) => file_error(path, error),
        ReaderError::Utf16 => LoadError::File { path: path.to_owned(), why: Say::new("failure-file-utf16") },
    }
}

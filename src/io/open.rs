//! Opens an extract: from the store kept beside it where that is still true, else by reading it.
//! What is read and how is `load`'s business, and how a store is kept is `cache`'s.

use std::path::{Path, PathBuf};

use crate::base::{Cancel, Progress};
use crate::model::LoadReport;
use crate::model::descriptor::Package;
use crate::store::Store;

use super::load::LoadError;

/// How to open.
#[derive(Clone, Copy, Debug)]
pub struct OpenOptions {
    /// Leave out resources that cannot be read, instead of stopping.
    pub skip_broken: bool,
    /// Keep the built store beside the extract, and use the one that is there.
    pub caching: bool,
    /// The generation of the store.
    pub generation: u64,
}

/// An extract, opened.
#[derive(Debug)]
pub struct Opened {
    /// Its journeys.
    pub store: Store,
    /// What became of its rows.
    pub report: LoadReport,
    /// Its descriptor.
    pub package: Package,
    /// The store kept beside it, if there is one.
    pub kept: Option<Kept>,
    /// Whether the store came from there.
    pub from_cache: bool,
}

/// A store kept beside an extract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The folder that holds it.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
}

/// Opens the extract at `path`: a folder with a descriptor, or the descriptor itself.
pub fn open(
    path: &Path,
    options: OpenOptions,
    cancel: &Cancel,
    progress: &Progress,
) -> Result<Opened, LoadError> {
    let _ = (options, progress);
    cancel.check()?;
    Err(LoadError::NoDescriptor { path: path.display().to_string() })
}

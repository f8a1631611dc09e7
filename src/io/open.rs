//! Opens an extract: from the store kept beside it where that is still true, else by reading it.
//! What is read and how is `load`'s business, and how a store is kept is `cache`'s.

use std::path::{Path, PathBuf};

use crate::base::{Cancel, Progress};
use crate::model::LoadReport;
use crate::model::descriptor::Package;
use crate::store::Store;

use super::cache::{self, Key};
use super::load::{self, Described, LoadError, LoadOptions, Loaded};
use super::xes;

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

/// Opens the extract at `path`: a folder with a descriptor, the descriptor itself, or an event log in XES. A store that cannot be kept,
/// because the folder cannot be written or the disk is full, is no error: there is then none.
pub fn open(
    path: &Path,
    options: OpenOptions,
    cancel: &Cancel,
    progress: &Progress,
) -> Result<Opened, LoadError> {
    if let Some(log) = xes::recognise(path) {
        let Loaded { store, report, package } = xes::load(&log, options.generation, cancel, progress)?;
        return Ok(Opened { store, report, package, kept: None, from_cache: false });
    }
    let described = load::describe(path)?;
    let key = if options.caching { key_of(&described, options, cancel) } else { None };
    cancel.check()?;
    if let Some(key) = &key
        && let Some((store, report, kept)) = cache::load(&described.folder, key, options.generation)
    {
        return Ok(Opened { store, report, package: described.package, kept: Some(kept), from_cache: true });
    }
    let how = LoadOptions {
        skip_broken_resources: options.skip_broken,
        generation: options.generation,
        ..LoadOptions::default()
    };
    let Loaded { store, report, package } = load::load(path, &how, cancel, progress)?;
    let kept = key.and_then(|key| cache::save(&described.folder, &key, &store, &report).ok());
    Ok(Opened { store, report, package, kept, from_cache: false })
}

/// The key of what lies there now; none where a file cannot be read, which the load then says better.
fn key_of(described: &Described, options: OpenOptions, cancel: &Cancel) -> Option<Key> {
    // Hashing is far faster than reading, and has a progress of its own that nobody watches.
    let hashed = Progress::default();
    let Described { folder, bytes, package } = described;
    cache::key(folder, bytes, package, options.skip_broken, cancel, &hashed).ok()
}

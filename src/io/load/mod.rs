//! An extract to a store: the descriptor is compiled into plans, rows are read on all threads, keys are settled,
//! and a report says what became of every row. It writes nothing.

mod attributes;
mod codes;
mod compile;
mod crosswalk;
mod descriptor;
mod dicts;
pub(super) mod error;
mod facts;
mod feed;
pub(super) mod form;
mod keys;
mod linkage;
mod merge;
mod plain;
mod plan;
mod report;
mod roles;
mod rows;
mod table;
mod tables;
mod tally;
mod worker;

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::base::{Cancel, Progress, Say};
use crate::model::LoadReport;
use crate::model::descriptor::Package;
use crate::model::report::{Warning, WarningKind};
use crate::store::Store;

pub use error::{Identifier, IdentifierKind, LoadError};

use plan::Plan;
use worker::Worker;

/// How to load.
#[derive(Clone, Debug)]
pub struct LoadOptions {
    /// Leave out resources that cannot be read, and load the others.
    pub skip_broken_resources: bool,
    /// Threads to read on; all cores where absent.
    pub threads: Option<usize>,
    /// The generation of the new store.
    pub generation: u64,
}

impl Default for LoadOptions {
    fn default() -> Self {
        Self { skip_broken_resources: false, threads: None, generation: 1 }
    }
}

/// A loaded extract.
#[derive(Debug)]
pub struct Loaded {
    /// The journeys.
    pub store: Store,
    /// What became of every row.
    pub report: LoadReport,
    /// The descriptor, with all its resources.
    pub package: Package,
}

/// An extract before any of its tables is read.
#[derive(Clone, Debug)]
pub struct Described {
    /// The folder that paths in the descriptor start from.
    pub folder: PathBuf,
    /// The descriptor, to the byte.
    pub bytes: Vec<u8>,
    /// What it says, as far as it can be followed.
    pub package: Package,
}

/// Reads the descriptor at `path`, or in the folder at `path`, and no table.
pub fn describe(path: &Path) -> Result<Described, LoadError> {
    let descriptor = descriptor::read(path)?;
    let file = &descriptor.place.descriptor;
    let bytes = std::fs::read(file).map_err(|error| error::file_error(file, &error))?;
    let mut package = descriptor.package;
    package.resources = descriptor.resources.into_iter().filter_map(Result::ok).collect();
    Ok(Described { folder: descriptor.place.folder, bytes, package })
}

/// Loads the extract whose `datapackage.json` is at `path`, or in the folder at `path`.
pub fn load(
    path: &Path,
    options: &LoadOptions,
    cancel: &Cancel,
    progress: &Progress,
) -> Result<Loaded, LoadError> {
    let descriptor = descriptor::read(path)?;
    let (plan, package, mut broken) = compile::compile(descriptor, cancel)?;
    let threads = options.threads.unwrap_or(0);
    let pool =
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(|error| LoadError::File {
            path: path.display().to_string(),
            why: Say::new("failure-threads").with("error", error),
        })?;
    loop {
        if let Some((_, error)) = broken.iter().find(|_| !options.skip_broken_resources) {
            return Err(error.clone());
        }
        let left_out: Vec<usize> = broken.iter().map(|(resource, _)| *resource).collect();
        match pool.install(|| attempt(&plan, &left_out, options.generation, cancel, progress)) {
            Ok((store, mut report)) => {
                note_broken(&mut report, &broken);
                return Ok(Loaded { store, report, package });
            }
            Err(Failure::Resource(resource, error)) => broken.push((resource, error)),
            Err(Failure::Whole(error)) => return Err(error),
        }
    }
}

enum Failure {
    /// One resource cannot be read; without it the others can.
    Resource(usize, LoadError),
    Whole(LoadError),
}

/// Reads everything but what is left out.
fn attempt(
    plan: &Plan,
    left_out: &[usize],
    generation: u64,
    cancel: &Cancel,
    progress: &Progress,
) -> Result<(Store, LoadReport), Failure> {
    let feeds = feed::feeds(plan, left_out, progress);
    let failure: Mutex<Option<(usize, LoadError)>> = Mutex::new(None);
    // One thread's failure stops the others, whoever asked for the load.
    let stop = Cancel::default();
    let workers: Vec<Worker<'_>> = rayon::broadcast(|_| {
        let mut worker = Worker::new(plan);
        if let Err(error) = worker.run(&feeds, &[cancel, &stop], progress) {
            stop.cancel();
            if let Ok(mut first) = failure.lock() {
                let later = first.as_ref().is_some_and(|(resource, _)| *resource <= error.0);
                if !later {
                    *first = Some(error);
                }
            }
        }
        worker
    });
    drop(feeds);
    match failure.into_inner() {
        Ok(None) => {}
        Ok(Some((_, LoadError::Cancelled))) => return Err(Failure::Whole(LoadError::Cancelled)),
        Ok(Some((resource, error))) => return Err(Failure::Resource(resource, error)),
        Err(_) => return Err(Failure::Whole(LoadError::Cancelled)),
    }
    merge::merge(plan, workers, generation, cancel).map_err(Failure::Whole)
}

fn note_broken(report: &mut LoadReport, broken: &[(usize, LoadError)]) {
    for (resource, error) in broken {
        if let Some(table) = report.resources.get_mut(*resource) {
            table.error = Some(error.trouble());
            let about = table.name.clone();
            report.warnings.push(Warning { what: WarningKind::ResourceLeftOut, about, count: 0 });
        }
    }
    report.warnings.sort_by(|a, b| (a.what, &a.about).cmp(&(b.what, &b.about)));
}

//! Opening, closing and looking back into an extract.
//! The reading is done by `io` on a thread of its own; here is what starts it and what takes its result.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::base::{Redacted, Say, Trouble};
use crate::compute::search;
use crate::compute::summary::{self, PhaseSummary, SourceSummary};
use crate::io::load::LoadError;
use crate::io::open::{self, Kept, OpenOptions, Opened};
use crate::io::project::{self, ProjectError};
use crate::io::{cache, raw};
use crate::model::LoadReport;
use crate::model::descriptor::Package;
use crate::store::Store;

use super::care_path::PathLook;
use super::derived::Task;
use super::jobs::{JobKind, Outcome};
use super::project::Pending;
use super::state::{Camera, PatientView};
use super::{History, Workspace};

/// The most codes that a search lists; it says how many there are beyond.
const MOST_CODES_FOUND: usize = 200;

/// An open extract.
#[derive(Debug)]
pub struct Extract {
    /// Where it is.
    pub path: PathBuf,
    /// Its journeys.
    pub store: Arc<Store>,
    /// What became of its rows.
    pub report: LoadReport,
    /// Its descriptor.
    pub package: Arc<Package>,
    /// What each source holds.
    pub summaries: Vec<SourceSummary>,
    /// What each phase holds, in the extract's order.
    pub phases: Vec<PhaseSummary>,
    /// The store kept beside it, if there is one.
    pub kept: Option<Kept>,
    /// Whether the store came from there.
    pub from_cache: bool,
    /// How long opening took.
    pub took: Duration,
}

/// An extract or a project that could not be opened.
#[derive(Debug)]
pub struct Failure {
    /// Where it is.
    pub path: PathBuf,
    /// The project file that names it, where one does.
    pub project: Option<PathBuf>,
    /// What is wrong.
    pub(super) error: Wrong,
}

/// What is wrong with what could not be opened.
#[derive(Debug)]
pub(super) enum Wrong {
    Extract(LoadError),
    Project(ProjectError),
}

impl Failure {
    /// Where it is wrong, what is wrong there, and what would mend it.
    pub fn trouble(&self) -> Trouble {
        match &self.error {
            Wrong::Extract(error) => error.trouble(),
            Wrong::Project(error) => error.trouble(),
        }
    }

    /// Whether other tables of the extract may still be readable.
    pub fn can_go_on(&self) -> bool {
        matches!(self.error, Wrong::Extract(LoadError::File { .. } | LoadError::Column { .. }))
    }

    /// What to open to try again.
    pub fn again(&self) -> &Path {
        self.project.as_deref().unwrap_or(&self.path)
    }
}

impl Workspace {
    /// Opens an extract, or a project with its extract.
    pub(super) fn open(&mut self, path: PathBuf, skip_broken: bool) {
        if project::is_project(&path) {
            self.open_project(path, skip_broken);
        } else {
            self.open_extract(path, skip_broken, None);
        }
    }

    pub(super) fn open_extract(&mut self, path: PathBuf, skip_broken: bool, pending: Option<Pending>) {
        self.jobs.cancel(JobKind::Load);
        self.failure = None;
        self.generation += 1;
        let options = OpenOptions { skip_broken, caching: self.caching, generation: self.generation };
        self.jobs.start(JobKind::Load, move |cancel, progress| {
            let since = Instant::now();
            let opened = open::open(&path, options, cancel, progress);
            let opened = opened
                .map(|opened| (summary::sources(&opened.store), summary::phases(&opened.store), opened));
            let took = since.elapsed();
            Box::new(move |workspace: &mut Self| match opened {
                Ok((summaries, phases, opened)) => {
                    workspace.take_in((path, pending), opened, summaries, phases, took);
                }
                Err(LoadError::Cancelled) => {}
                Err(error) => {
                    let project = pending.map(|pending| pending.path);
                    workspace.failure = Some(Failure { path, project, error: Wrong::Extract(error) });
                }
            })
        });
    }

    pub(super) fn reload(&mut self) {
        if let Some(extract) = &self.extract {
            let path = extract.path.clone();
            self.open_extract(path, false, None);
        }
    }

    fn take_in(
        &mut self,
        (path, pending): (PathBuf, Option<Pending>),
        opened: Opened,
        summaries: Vec<SourceSummary>,
        phases: Vec<PhaseSummary>,
        took: Duration,
    ) {
        // A load that was overtaken by a later one no longer counts.
        if opened.store.generation() != self.generation {
            return;
        }
        let again = self.extract.as_ref().is_some_and(|extract| extract.path == path);
        self.cameras = History::new(Camera::default());
        self.view = PatientView::default();
        self.patient = None;
        self.forget_finding();
        (self.path_look, self.outage) = (PathLook::default(), None);
        self.forget_gap();
        self.results.clear();
        let from_project = pending.is_some();
        if !from_project {
            self.opened.push(path.clone());
        }
        let Opened { store, report, package, kept, from_cache } = opened;
        let (store, package) = (Arc::new(store), Arc::new(package));
        self.extract =
            Some(Extract { path, store, report, package, summaries, phases, kept, from_cache, took });
        if from_project || !again {
            self.take_up(pending);
        }
    }

    pub(super) fn read_raw_row(&mut self, event: usize) {
        let Some(extract) = &self.extract else { return };
        let (store, package, path) =
            (Arc::clone(&extract.store), Arc::clone(&extract.package), extract.path.clone());
        let key = (store.generation(), event);
        let work = move |_: &_, _: &_| Some(raw_row(&path, &package, &store, event));
        let task = Task::new(key, JobKind::RawRow, |ws| &mut ws.results.raw_row, work);
        self.results.raw_row.request(task, &mut self.jobs);
    }

    pub(super) fn search_codes(&mut self, text: String) {
        let Some(extract) = &self.extract else { return };
        let (store, key) = (Arc::clone(&extract.store), (extract.store.generation(), text.clone()));
        let work = move |_: &_, _: &_| Some(search::codes(&store, &text, MOST_CODES_FOUND));
        let task = Task::new(key, JobKind::Search, |ws| &mut ws.results.codes, work);
        self.results.codes.request(task, &mut self.jobs);
    }

    pub(super) fn delete_cache(&mut self) {
        let Some(extract) = &self.extract else { return };
        let path = extract.path.clone();
        self.jobs.start(JobKind::Cache, move |_, _| {
            let folder = if path.is_dir() { path.as_path() } else { path.parent().unwrap_or(&path) };
            let deleted = cache::delete(folder);
            let outcome: Outcome<Self> = Box::new(move |workspace| {
                if let (Ok(()), Some(extract)) = (deleted, &mut workspace.extract) {
                    extract.kept = None;
                }
            });
            outcome
        });
    }
}

fn raw_row(path: &Path, package: &Package, store: &Store, event: usize) -> super::RawRow {
    let event = store.events().get(event);
    let file = store.file(event.file);
    let file = file.ok_or_else(|| Trouble::new(String::new(), Say::new("failure-table-gone")))?;
    let cells = raw::raw_row(path, package, file, u64::from(event.row)).map_err(|error| error.trouble())?;
    Ok(cells.into_iter().map(|(column, value)| (column, Redacted::new(value))).collect())
}

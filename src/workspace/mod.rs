//! The application without a face: what is open, what is asked of it, and what has been computed so far.
//! It draws nothing and knows no window; whoever shows it reads it and sends commands.

mod care_path;
mod command;
mod counts;
mod coverage;
mod derived;
mod findings;
mod gaps;
mod history;
mod jobs;
mod marks;
mod notice;
mod open;
mod outages;
mod project;
mod question;
mod results;
mod state;
#[cfg(test)]
mod test;

use std::path::PathBuf;
use std::sync::Arc;

use crate::base::PatientId;
use crate::model::project::Looks;
use crate::model::{Arrangement, CoverageQuestion, Filter, Outage, Project};
use crate::store::Store;

pub use crate::compute::search::Found;
pub use crate::compute::summary::SourceSummary;
pub use crate::io::load::LoadError;
pub use crate::io::project::{ENDING, is_project};

pub use crate::compute::coverage::specs;
pub use care_path::{LearntKey, OutcomesKey, PathEdit, PathLook, PathResults};
pub use command::{Command, Screen};
pub use counts::OpenCounts;
pub use coverage::{Combined, CoverageKey, CoverageResults, Linked, Lost, Pick, WhatIf};
pub use derived::{Derived, Seen, Task};
pub use findings::{
    FindingId, FindingsKey, FindingsLook, FindingsPick, FindingsResults, FindingsSort, Rulebook, anchor_of,
    sources_of,
};
pub use gaps::{
    GapId, GapsKey, GapsLook, GapsPage, GapsPick, GapsResults, GapsSort, ListedGaps, SourceTally, WatchedBy,
    least_of, with_least,
};
pub use history::History;
pub use jobs::{JobKind, Jobs, Running};
pub use marks::Mark;
pub use notice::Notice;
pub use open::{Extract, Failure};
pub use outages::{OutageEdit, OutageResults, OutageRow, rate_of, suggestion};
use project::OpenProject;
pub use project::ProjectEdit;
pub use question::QuestionEdit;
use results::Shown;
pub use results::{Classes, Journeys, JourneysKey, Picture, PictureKey, Prepare, Prepared, RawRow, Results};
pub use state::{
    Camera, Colours, Compared, CoverageLook, CoveragePage, PatientView, SHORTEST, panned, zoomed,
};

/// Everything the window and the command line work on.
pub struct Workspace {
    extract: Option<Extract>,
    failure: Option<Failure>,
    history: History<Project>,
    opened_project: OpenProject,
    /// How the window looked when the project was saved last.
    looks: Looks,
    screen: Screen,
    patient: Option<PatientId>,
    view: PatientView,
    look: CoverageLook,
    findings_look: FindingsLook,
    path_look: PathLook,
    /// The outage that is looked at.
    outage: Option<OutageRow>,
    gaps_look: GapsLook,
    colours: Colours,
    rule_files: Arc<Vec<PathBuf>>,
    language: &'static str,
    cameras: History<Camera>,
    results: Results,
    jobs: Jobs<Self>,
    generation: u64,
    caching: bool,
    opened: Vec<PathBuf>,
    notice: Option<Notice>,
    counts: Option<OpenCounts>,
}

impl Workspace {
    /// An empty workspace. `wake` is called from worker threads whenever a result is ready to be collected.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            extract: None,
            failure: None,
            history: History::new(Project::default()),
            opened_project: OpenProject::default(),
            looks: Looks::default(),
            screen: Screen::default(),
            patient: None,
            view: PatientView::default(),
            look: CoverageLook::default(),
            findings_look: FindingsLook::default(),
            path_look: PathLook::default(),
            outage: None,
            gaps_look: GapsLook::default(),
            colours: Colours::default(),
            rule_files: Arc::default(),
            language: "en",
            cameras: History::new(Camera::default()),
            results: Results::default(),
            jobs: Jobs::new(wake),
            generation: 0,
            caching: true,
            opened: Vec::new(),
            notice: None,
            counts: None,
        }
    }

    /// Has the images of pictures made ready to be shown, by the workers who draw them.
    pub fn prepare_pictures(&mut self, prepare: Prepare) {
        self.results.prepare = Some(prepare);
    }

    /// Takes in what the workers have finished; true if anything came. Call it once a frame.
    pub fn collect(&mut self) -> bool {
        let mut any = false;
        while let Some(apply) = self.jobs.next_outcome() {
            apply(self);
            any = true;
        }
        self.refresh();
        any
    }

    /// Asks for everything the present state needs and that is neither there nor under way.
    fn refresh(&mut self) {
        let Some(extract) = &self.extract else { return };
        let shown = Shown {
            screen: self.screen,
            look: self.look,
            findings: &self.findings_look,
            gaps: &self.gaps_look,
            rule_files: &self.rule_files,
            colours: self.colours,
            path: &self.path_look,
            outage: self.outage.as_ref(),
            language: self.language,
        };
        self.results.refresh(&extract.store, self.history.now(), shown, &mut self.jobs);
    }

    /// The open extract.
    pub fn extract(&self) -> Option<&Extract> {
        self.extract.as_ref()
    }

    /// The open store.
    pub fn store(&self) -> Option<&Arc<Store>> {
        self.extract.as_ref().map(|extract| &extract.store)
    }

    /// Why the last extract could not be opened, until another one is.
    pub fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    /// The filter chain.
    pub fn filters(&self) -> &[Filter] {
        &self.history.now().filters
    }

    /// Which sources are combined, in which order, over which time.
    pub fn question(&self) -> &CoverageQuestion {
        &self.history.now().question
    }

    /// Outages that a steward confirmed.
    pub fn outages(&self) -> &[Outage] {
        &self.history.now().outages
    }

    /// How the coverage screen is looked at.
    pub fn coverage_look(&self) -> CoverageLook {
        self.look
    }

    /// How journeys are laid out together.
    pub fn arrangement(&self) -> &Arrangement {
        &self.history.now().arrangement
    }

    /// The label of the step that undo would take back.
    pub fn undoable(&self) -> Option<&str> {
        self.history.undoable()
    }

    /// The label of the step that redo would bring back.
    pub fn redoable(&self) -> Option<&str> {
        self.history.redoable()
    }

    /// The screen shown.
    pub fn screen(&self) -> Screen {
        self.screen
    }

    /// The patient shown on the patient screen.
    pub fn patient(&self) -> Option<PatientId> {
        self.patient
    }

    /// What of that patient is shown.
    pub fn patient_view(&self) -> &PatientView {
        &self.view
    }

    /// What of the population is shown.
    pub fn camera(&self) -> &Camera {
        self.cameras.now()
    }

    /// Whether the camera can go back, and forward.
    pub fn camera_steps(&self) -> (bool, bool) {
        (self.cameras.undoable().is_some(), self.cameras.redoable().is_some())
    }

    /// What the population takes its colours from.
    pub fn colours(&self) -> Colours {
        self.colours
    }

    /// What has been computed.
    pub fn results(&self) -> &Results {
        &self.results
    }

    /// What is being computed.
    pub fn running(&self) -> &[Running] {
        self.jobs.running()
    }

    /// Whether built stores are kept beside their extracts.
    pub fn caching(&self) -> bool {
        self.caching
    }

    /// Paths that were opened since the last call, for the list of recent ones.
    pub fn take_opened(&mut self) -> Vec<PathBuf> {
        std::mem::take(&mut self.opened)
    }

    /// The place of the patient shown among the rows, counted from 0, and how many rows there are.
    pub fn place_in_rows(&self) -> Option<(usize, usize)> {
        let rows = &self.results.journeys.value()?.rows;
        let at = rows.order.iter().position(|&patient| Some(patient) == self.patient)?;
        Some((at, rows.order.len()))
    }
}

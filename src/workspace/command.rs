//! Everything that can be asked of the workspace, as data.
//! How it is asked (menu, key, palette, pointer) is the window's business.

use std::path::PathBuf;
use std::sync::Arc;

use crate::base::{PatientId, PatientSet, SourceId, Span, Time};
use crate::model::{Align, Filter, Group, Project, Sort};
use crate::scene::Rgb;
use crate::scene::population::PopulationView;

use super::Workspace;
use super::care_path::PathLook;
use super::coverage::Pick;
use super::findings::{FindingsLook, FindingsPick};
use super::gaps::{GapsLook, GapsPick};
use super::jobs::JobKind;
use super::notice::Notice;
use super::outages::OutageRow;
use super::project::ProjectEdit;
use super::question::QuestionEdit;
use super::state::{Camera, Colours, CoverageLook, PatientView};

/// The screens there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Screen {
    /// Who and what is left when sources are combined.
    #[default]
    Coverage,
    /// All journeys at once.
    Population,
    /// One journey.
    Patient,
    /// Where something is missing, and why.
    Gaps,
    /// Suspicious sequences, with what stands around them.
    Findings,
    /// What was loaded and what was set aside.
    Sources,
}

impl Screen {
    /// All of them, in the order of the rail.
    pub const ALL: [Self; 6] =
        [Self::Coverage, Self::Population, Self::Patient, Self::Gaps, Self::Findings, Self::Sources];

    /// What a project file calls it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Coverage => "coverage",
            Self::Population => "population",
            Self::Patient => "patient",
            Self::Gaps => "gaps",
            Self::Findings => "findings",
            Self::Sources => "sources",
        }
    }
}

/// A command. Those that change filters or arrangement can be undone.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Opens an extract; `skip_broken` leaves out resources that cannot be read.
    Open {
        /// A folder with a descriptor, the descriptor, or a project file.
        path: PathBuf,
        /// Whether to go on without what cannot be read.
        skip_broken: bool,
    },
    /// Takes the failure away, back to what was open before.
    DismissFailure,
    /// Changes what the project keeps about rules, findings and patients.
    Project(ProjectEdit),
    /// Saves the project where it is, or elsewhere; one that is nowhere is not saved without a place.
    SaveProject(Option<PathBuf>),
    /// Opens a file of counts.
    OpenCounts(PathBuf),
    /// Combines sources of the open file of counts, by their places in it, in this order.
    CombineCounts(Vec<usize>),
    /// Reads the open extract again.
    Reload,
    /// Stops all jobs of a kind.
    Cancel(JobKind),
    /// Shows a screen.
    Show(Screen),
    /// Adds a link at the end of the filter chain.
    AddFilter(Filter),
    /// Adds those of several links that are not there yet, as one step.
    AddFilters(Vec<Filter>),
    /// Puts another filter in the place of a link.
    ReplaceFilter(usize, Filter),
    /// Takes a link out.
    RemoveFilter(usize),
    /// Takes all links out.
    ClearFilters,
    /// Chooses day 0.
    Align(Align),
    /// Chooses the order of rows.
    Sort(Sort),
    /// Chooses the groups of rows.
    Group(Group),
    /// Changes the coverage question.
    Question(QuestionEdit),
    /// Adds patients whom no link can name to the filter chain, found one by one.
    Pick {
        /// Who they are.
        pick: Pick,
        /// What they have in common, in words.
        label: String,
    },
    /// Looks at the coverage screen in another way.
    LookAtCoverage(CoverageLook),
    /// Looks at the findings screen in another way.
    LookAtFindings(FindingsLook),
    /// Picks the finding that many places further down the list.
    StepFinding(i64),
    /// Adds the patients of a mark of the findings screen to the filter chain.
    PickFindings {
        /// Who they are.
        pick: FindingsPick,
        /// What they have in common, in words.
        label: String,
    },
    /// Looks at another care path or step.
    LookAtPath(PathLook),
    /// Looks at an outage.
    LookAtOutage(Option<OutageRow>),
    /// Picks the outage that many places further down the list.
    StepOutage(i64),
    /// Adds patients to the filter chain.
    PickPatients {
        /// Who they are.
        who: PatientSet,
        /// What they have in common, in words.
        label: String,
    },
    /// Looks at the gaps screen in another way.
    LookAtGaps(GapsLook),
    /// Picks the gap that many places further down the list.
    StepGap(i64),
    /// Opens the patient of the gap that is picked, at that gap.
    OpenGap,
    /// Adds the patients of a mark of the gaps screen to the filter chain.
    PickGaps {
        /// Who they are.
        pick: GapsPick,
        /// What they have in common, in words.
        label: String,
    },
    /// Adds the rules of a file to the shipped ones, or reads them again.
    AddRules(PathBuf),
    /// Does without the rules of a file again.
    ForgetRules(PathBuf),
    /// Takes titles of the extract in a language.
    Speak(&'static str),
    /// Takes the last step back.
    Undo,
    /// Brings the last undone step back.
    Redo,
    /// Takes the colours of the population from phases, or from what was found.
    Colour(Colours),
    /// Draws the population for a view, in the colours of its phases or of what was found.
    Draw(PopulationView, Vec<Rgb>),
    /// Looks elsewhere in the population; looking on in one gesture is one step.
    Look(Camera),
    /// Looks where it looked before.
    LookBack,
    /// Looks where it looked before looking back.
    LookForward,
    /// Opens a patient.
    OpenPatient(PatientId),
    /// Opens the next (1) or previous (-1) patient in the order of rows.
    StepPatient(i64),
    /// Shows a span of the patient's axis, or all of it.
    LookAtPatient(Option<Span>),
    /// Picks an event of the patient.
    PickEvent(Option<usize>),
    /// Opens or closes a stack of same-time events.
    ToggleStack(SourceId, Time),
    /// Folds a source's lane away, or brings it back.
    ToggleLane(SourceId),
    /// Shows or hides the patient's events that the filters leave out.
    ToggleAllEvents,
    /// Reads the raw row of an event again.
    ReadRawRow(usize),
    /// Searches the codes of the extract.
    SearchCodes(String),
    /// Keeps built stores beside their extracts, or does not.
    SetCaching(bool),
    /// Deletes the kept store of the open extract.
    DeleteCache,
    /// Writes a file whole or not at all.
    Save {
        /// Where.
        path: PathBuf,
        /// What is in it.
        bytes: Arc<Vec<u8>>,
    },
    /// Says that a file could not be made.
    CannotSave {
        /// Where it was to be.
        path: PathBuf,
        /// Why not.
        why: String,
    },
    /// Takes the notice away.
    DismissNotice,
}

impl Workspace {
    /// Does what a command asks. Anything long becomes a job.
    pub fn apply(&mut self, command: Command) {
        match command {
            Command::Open { path, skip_broken } => self.open(path, skip_broken),
            Command::DismissFailure => self.failure = None,
            Command::Project(edit) => self.edit_project(edit),
            Command::SaveProject(to) => self.save_project(to),
            Command::OpenCounts(path) => self.open_counts(path),
            Command::CombineCounts(order) => self.combine_counts(order),
            Command::Reload => self.reload(),
            Command::Cancel(kind) => self.jobs.cancel(kind),
            Command::Show(screen) => self.show(screen),
            Command::AddFilter(filter) => self.change("filter", |project| project.filters.push(filter)),
            Command::AddFilters(filters) => self.change("filter", |project| {
                for filter in filters {
                    if !project.filters.contains(&filter) {
                        project.filters.push(filter);
                    }
                }
            }),
            Command::ReplaceFilter(at, filter) => self.change("filter", |project| {
                if let Some(link) = project.filters.get_mut(at) {
                    *link = filter;
                }
            }),
            Command::RemoveFilter(at) => self.change("filter-removed", |project| {
                if at < project.filters.len() {
                    project.filters.remove(at);
                }
            }),
            Command::ClearFilters => self.change("filters-cleared", |project| project.filters.clear()),
            Command::Align(align) => {
                self.change("align", |project| project.arrangement.align = align);
                self.look(Camera { time: None, ..*self.cameras.now().as_ref() }, false);
                self.view.time = None;
            }
            Command::Sort(sort) => self.change("sort", |project| project.arrangement.sort = sort),
            Command::Group(group) => self.change("group", |project| project.arrangement.group = group),
            Command::Question(edit) => self.edit_question(&edit),
            Command::Pick { pick, label } => self.pick(pick, label),
            Command::LookAtCoverage(look) => self.look = look,
            Command::LookAtFindings(look) => self.look_at_findings(look),
            Command::StepFinding(by) => self.step_finding(by),
            Command::PickFindings { pick, label } => self.pick_findings(pick, label),
            Command::LookAtPath(look) => self.path_look = look,
            Command::LookAtOutage(row) => self.outage = row,
            Command::StepOutage(by) => self.step_outage(by),
            Command::PickPatients { who, label } => self.pick_patients(who, label),
            Command::LookAtGaps(look) => self.gaps_look = look,
            Command::StepGap(by) => self.step_gap(by),
            Command::OpenGap => self.open_gap(),
            Command::PickGaps { pick, label } => self.pick_gaps(pick, label),
            Command::AddRules(path) => self.change_rule_files(|files| {
                files.retain(|file| *file != path);
                files.push(path);
            }),
            Command::ForgetRules(path) => self.change_rule_files(|files| files.retain(|file| *file != path)),
            Command::Speak(language) => self.language = language,
            Command::Undo => drop(self.history.undo()),
            Command::Redo => drop(self.history.redo()),
            Command::Colour(colours) => self.colours = colours,
            Command::Draw(view, palette) => {
                if let Some(extract) = &self.extract {
                    self.results.draw(&extract.store, view, palette, self.colours, &mut self.jobs);
                }
            }
            Command::Look(camera) => self.look(camera, true),
            Command::LookBack => drop(self.cameras.undo()),
            Command::LookForward => drop(self.cameras.redo()),
            Command::OpenPatient(patient) => self.open_patient(patient),
            Command::StepPatient(by) => self.step_patient(by),
            Command::LookAtPatient(span) => self.view.time = span,
            Command::PickEvent(event) => self.view.event = event,
            Command::ToggleStack(source, time) => {
                let stack = Some((source, time));
                self.view.opened = if self.view.opened == stack { None } else { stack };
            }
            Command::ToggleLane(source) => toggle(&mut self.view.hidden, source),
            Command::ToggleAllEvents => self.view.all_events = !self.view.all_events,
            Command::ReadRawRow(event) => self.read_raw_row(event),
            Command::SearchCodes(text) => self.search_codes(text),
            Command::SetCaching(on) => self.caching = on,
            Command::DeleteCache => self.delete_cache(),
            Command::Save { path, bytes } => self.save(path, bytes),
            Command::CannotSave { path, why } => self.notice = Some(Notice::not_saved(path, why)),
            Command::DismissNotice => self.notice = None,
        }
        self.refresh();
    }

    fn change(&mut self, label: &str, change: impl FnOnce(&mut Project)) {
        let mut project = self.history.now().as_ref().clone();
        change(&mut project);
        self.history.step(label, project, false);
    }

    fn edit_question(&mut self, edit: &QuestionEdit) {
        let Some(extract) = &self.extract else { return };
        let mut project = self.history.now().as_ref().clone();
        project.question = edit.apply(&project.question, &extract.store);
        self.history.step(edit.label(), project, edit.is_gesture());
    }

    fn look(&mut self, camera: Camera, joins: bool) {
        self.cameras.step("camera", camera, joins);
    }

    fn show(&mut self, screen: Screen) {
        self.screen = screen;
        if screen == Screen::Patient && self.patient.is_none() {
            let first =
                self.results.journeys.value().and_then(|journeys| journeys.rows.order.first().copied());
            self.patient = first;
        }
    }

    pub(super) fn open_patient(&mut self, patient: PatientId) {
        if self.patient != Some(patient) {
            self.patient = Some(patient);
            // Hidden lanes and the choice to see all events hold for the next patient too.
            self.view =
                PatientView { time: None, opened: None, event: None, ..std::mem::take(&mut self.view) };
        }
        self.screen = Screen::Patient;
    }

    fn step_patient(&mut self, by: i64) {
        let Some(journeys) = self.results.journeys.value() else { return };
        let order = &journeys.rows.order;
        let now = order.iter().position(|&patient| Some(patient) == self.patient);
        let next = match now {
            Some(at) => (at as i64 + by).clamp(0, order.len() as i64 - 1),
            None => 0,
        };
        if let Some(&patient) = order.get(next.max(0) as usize) {
            self.open_patient(patient);
        }
    }
}

fn toggle<T: PartialEq>(list: &mut Vec<T>, item: T) {
    match list.iter().position(|other| *other == item) {
        Some(at) => drop(list.remove(at)),
        None => list.push(item),
    }
}

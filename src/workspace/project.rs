//! The project that is open: where its file is, whether anything of it is unsaved, and what changes it.
//! Reading and writing the file are done elsewhere, on a thread of their own.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::PatientId;
use crate::io::project::{self, ProjectError};
use crate::model::project::{Looks, Project, ProjectFile};
use crate::model::{Anchor, GapSpec, Judged, RuleSetting};
use crate::store::Store;

use super::Workspace;
use super::care_path::PathEdit;
use super::command::Screen;
use super::history::History;
use super::jobs::{JobKind, Outcome};
use super::notice::Notice;
use super::open::{Failure, Wrong};
use super::outages::OutageEdit;

/// The project file that is open, if one is.
#[derive(Clone, Debug, Default)]
pub(super) struct OpenProject {
    /// Where it is.
    path: Option<PathBuf>,
    /// What it holds, or what the project was before anything was changed.
    saved: Arc<Project>,
    /// What was typed or dragged last, if nothing else was changed since; see [`ProjectEdit::gesture`].
    gesture: Option<String>,
}

/// A project whose extract is being opened.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    pub path: PathBuf,
    project: Project,
    looks: Looks,
}

/// A change of what the project keeps about rules, findings and patients.
#[derive(Clone, Debug, PartialEq)]
pub enum ProjectEdit {
    /// Judges a finding or a gap, or takes the judgement back.
    Judge(Anchor, Option<Judged>),
    /// Writes a note about a patient, by pseudonym; an empty one takes it away.
    Note(String, String),
    /// Changes a care path or a follow-up schedule.
    Path(PathEdit),
    /// Confirms, rejects or changes an outage.
    Outage(OutageEdit),
    /// Looks for other gaps, or for the usual ones.
    Gaps {
        /// What is looked for.
        spec: Option<Box<GapSpec>>,
        /// Whether it goes on with the edit before, as one gesture: a text is typed, a number dragged.
        joins: bool,
    },
    /// Leaves a rule out, or takes it in again, by its id.
    SwitchRule(String, bool),
    /// Sets a parameter of a rule, or puts it back to what the pack has.
    SetParameter {
        /// The rule's id.
        rule: String,
        /// The parameter's name.
        name: String,
        /// Its value.
        value: Option<f64>,
    },
}

impl ProjectEdit {
    /// What undo calls it.
    fn label(&self) -> &'static str {
        match self {
            Self::Judge(..) => "judgement",
            Self::Note(..) => "note",
            Self::Path(..) => "care-path",
            Self::Outage(..) => "outage",
            Self::Gaps { .. } => "gaps",
            Self::SwitchRule(..) => "rule",
            Self::SetParameter { .. } => "parameter",
        }
    }

    /// Whether edits of this kind that follow each other are one gesture: a slider is dragged.
    fn is_gesture(&self) -> bool {
        matches!(self, Self::SetParameter { value: Some(_), .. } | Self::Gaps { joins: true, .. })
    }

    /// What is typed or dragged, where several things of one kind can be: edits of different ones are two steps.
    fn gesture(&self) -> Option<String> {
        match self {
            Self::Note(patient, _) => Some(format!("note {patient}")),
            Self::Path(edit) => edit.gesture(),
            _ => None,
        }
    }

    fn apply(self, project: &mut Project) {
        match self {
            Self::Judge(anchor, Some(judged)) => drop(project.judgements.insert(anchor, judged)),
            Self::Judge(anchor, None) => drop(project.judgements.remove(&anchor)),
            Self::Note(patient, text) if text.trim().is_empty() => drop(project.notes.remove(&patient)),
            Self::Note(patient, text) => drop(project.notes.insert(patient, text)),
            Self::Path(edit) => {
                let spec = edit.apply(project.gaps.take().unwrap_or_else(GapSpec::usual));
                project.gaps = (spec != GapSpec::usual()).then_some(spec);
            }
            Self::Outage(edit) => edit.apply(project),
            Self::Gaps { spec, .. } => {
                project.gaps = spec.map(|spec| *spec).filter(|spec| *spec != GapSpec::usual());
            }
            Self::SwitchRule(id, off) => set(project, id, |rule| rule.off = off),
            Self::SetParameter { rule, name, value } => set(project, rule, |rule| match value {
                Some(value) => drop(rule.parameters.insert(name, value)),
                None => drop(rule.parameters.remove(&name)),
            }),
        }
    }
}

/// Sets something of a rule; a rule of which nothing is set is forgotten.
fn set(project: &mut Project, id: String, change: impl FnOnce(&mut RuleSetting)) {
    let mut rule = project.rules.remove(&id).unwrap_or_default();
    change(&mut rule);
    if !rule.is_empty() {
        project.rules.insert(id, rule);
    }
}

impl Workspace {
    /// What the user has asked, set and judged.
    pub fn project(&self) -> &Arc<Project> {
        self.history.now()
    }

    /// Where the project file is, if the project has one.
    pub fn project_path(&self) -> Option<&Path> {
        self.opened_project.path.as_deref()
    }

    /// Whether something would be lost if the project were left now: it differs from its file, or has none and holds
    /// work that nobody wants to do twice.
    pub fn unsaved(&self) -> bool {
        let differs = self.history.now() != &self.opened_project.saved;
        differs && (self.opened_project.path.is_some() || self.project().has_work())
    }

    pub(super) fn edit_project(&mut self, edit: ProjectEdit) {
        let mut project = self.history.now().as_ref().clone();
        let (label, gesture) = (edit.label(), edit.gesture());
        let same = gesture == self.opened_project.gesture;
        let joins = (edit.is_gesture() || gesture.is_some()) && same;
        self.opened_project.gesture = gesture;
        if let ProjectEdit::Outage(edit) = &edit {
            self.follow_outage(edit);
        }
        edit.apply(&mut project);
        self.history.step(label, project, joins);
    }

    /// Reads a project file and opens its extract; what is open stays until both are read.
    pub(super) fn open_project(&mut self, path: PathBuf, skip_broken: bool) {
        self.jobs.cancel(JobKind::Load);
        self.failure = None;
        self.generation += 1;
        let generation = self.generation;
        self.jobs.start(JobKind::Load, move |_, _| {
            let read = project::read(&path);
            Box::new(move |workspace: &mut Self| {
                if workspace.generation == generation {
                    workspace.follow(path, read, skip_broken);
                }
            })
        });
    }

    fn follow(&mut self, path: PathBuf, read: Result<ProjectFile, ProjectError>, skip_broken: bool) {
        match read {
            Ok(file) => {
                let extract = project::extract_of(&path, &file);
                let (project, looks) = file.open();
                match extract {
                    Some(extract) => {
                        self.open_extract(extract, skip_broken, Some(Pending { path, project, looks }));
                    }
                    None => self.take_up(Some(Pending { path, project, looks })),
                }
            }
            Err(error) => self.failure = Some(Failure { path, project: None, error: Wrong::Project(error) }),
        }
    }

    /// Makes a project the present one, or begins an empty one. Filters name sources and codes of the extract they
    /// were made for.
    pub(super) fn take_up(&mut self, pending: Option<Pending>) {
        let (path, project, looks) = match pending {
            Some(Pending { path, project, looks }) => (Some(path), project, looks),
            None => (None, Project::default(), Looks::default()),
        };
        self.history = History::new(project);
        self.opened_project =
            OpenProject { path: path.clone(), saved: Arc::clone(self.history.now()), gesture: None };
        let Some(path) = path else { return };
        self.opened.push(path);
        self.look.mode = looks.set_mode;
        self.look.unit = looks.set_unit;
        self.look.sort = looks.set_sort;
        if let Some(store) = self.store() {
            let hidden = looks.hidden_lanes.iter().filter_map(|id| store.source_by_id(id)).collect();
            self.view.hidden = hidden;
        }
        if let Some(screen) = Screen::ALL.into_iter().find(|screen| screen.id() == looks.screen) {
            self.screen = screen;
        }
        self.looks = looks;
    }

    fn looks(&self) -> Looks {
        let hidden_lanes = |store: &Arc<Store>| {
            let ids = self.view.hidden.iter().filter_map(|id| store.head().sources.get(id.index()));
            ids.map(|source| source.id.clone()).collect()
        };
        Looks {
            screen: self.screen.id().to_owned(),
            set_mode: self.look.mode,
            set_unit: self.look.unit,
            set_sort: self.look.sort,
            hidden_lanes: self.store().map(hidden_lanes).unwrap_or_default(),
            other: self.looks.other.clone(),
        }
    }

    /// Saves the project: where it is, or where it is told.
    pub(super) fn save_project(&mut self, to: Option<PathBuf>) {
        let Some(path) = to.or_else(|| self.opened_project.path.clone()) else { return };
        let extract = self.extract.as_ref().map(|extract| project::calls(&path, &extract.path));
        let now = Arc::clone(self.history.now());
        let file = ProjectFile::of(&now, extract, self.looks());
        self.jobs.start(JobKind::Save, move |_, _| {
            let written = project::write(&path, &file);
            let outcome: Outcome<Self> = Box::new(move |workspace| {
                workspace.notice = Some(match written {
                    Ok(()) => {
                        workspace.opened_project =
                            OpenProject { path: Some(path.clone()), saved: now, gesture: None };
                        workspace.opened.push(path.clone());
                        Notice::saved(path)
                    }
                    Err(error) => Notice::in_trouble(path, error.trouble()),
                });
            });
            outcome
        });
    }

    /// The pseudonym of a patient.
    pub fn pseudonym(&self, patient: PatientId) -> Option<String> {
        Some(self.store()?.head().keys.text(patient.index()))
    }
}

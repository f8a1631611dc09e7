//! Care paths and follow-up schedules as a steward edits them, and how everybody fares at each step of the one that is
//! looked at. Following patients along a path, and learning one from what they did, is done in `compute`.

use std::sync::Arc;

use crate::base::{Cancel, PatientSet, Progress};
use crate::compute::gaps::learn;
use crate::compute::gaps::outcomes::{self, Outcomes};
use crate::compute::{Selection, Watch};
use crate::model::care_path::Step;
use crate::model::{CarePath, EventTest, Filter, GapSpec, Project, Schedule};
use crate::store::Store;

use super::Workspace;
use super::command::Command;
use super::derived::{Derived, Task};
use super::jobs::{JobKind, Jobs};
use super::results::JourneysKey;

/// A change of the care paths and schedules, by their places.
#[derive(Clone, Debug, PartialEq)]
pub enum PathEdit {
    /// Adds a path.
    Add(CarePath),
    /// Takes a path out.
    Remove(usize),
    /// Calls a path otherwise.
    Title(usize, String),
    /// Says of whom a path is expected.
    Eligible(usize, EventTest),
    /// Says of whom it is not.
    Except(usize, Option<EventTest>),
    /// Puts a step before the one at a place, or at the end.
    AddStep {
        /// The path.
        path: usize,
        /// The place.
        at: usize,
        /// The step.
        step: Step,
    },
    /// Takes a step out; those that counted from it count from what it counted from.
    RemoveStep {
        /// The path.
        path: usize,
        /// The step.
        step: usize,
    },
    /// Moves a step; one that would count from a later step counts from the beginning.
    MoveStep {
        /// The path.
        path: usize,
        /// The step.
        from: usize,
        /// The place it comes to.
        to: usize,
    },
    /// Puts another step in the place of one.
    SetStep {
        /// The path.
        path: usize,
        /// The step.
        step: usize,
        /// The other one.
        to: Box<Step>,
        /// What of it changed; changes of the same part that follow each other are one gesture.
        part: &'static str,
    },
    /// Adds a schedule.
    AddSchedule(Schedule),
    /// Takes a schedule out.
    RemoveSchedule(usize),
    /// Puts another schedule in the place of one.
    SetSchedule {
        /// The schedule.
        at: usize,
        /// The other one.
        to: Box<Schedule>,
        /// What of it changed; see [`PathEdit::SetStep`].
        part: &'static str,
    },
}

impl PathEdit {
    /// What is typed or dragged, if anything is: edits with the same one are one step to undo.
    pub(super) fn gesture(&self) -> Option<String> {
        match self {
            Self::Title(path, _) => Some(format!("path {path} title")),
            Self::SetStep { path, step, part, .. } if !part.is_empty() => {
                Some(format!("path {path} step {step} {part}"))
            }
            Self::SetSchedule { at, part, .. } if !part.is_empty() => Some(format!("schedule {at} {part}")),
            _ => None,
        }
    }

    /// What is looked for after the change. What makes no sense changes nothing.
    pub fn apply(self, mut spec: GapSpec) -> GapSpec {
        match self {
            Self::Add(path) => spec.paths.push(path),
            Self::Remove(at) if at < spec.paths.len() => drop(spec.paths.remove(at)),
            Self::AddSchedule(schedule) => spec.schedules.push(schedule),
            Self::RemoveSchedule(at) if at < spec.schedules.len() => drop(spec.schedules.remove(at)),
            Self::SetSchedule { at, to, .. } => {
                if let Some(schedule) = spec.schedules.get_mut(at) {
                    *schedule = *to;
                }
            }
            Self::Title(at, title) => with(&mut spec, at, |path| path.title = title),
            Self::Eligible(at, test) => with(&mut spec, at, |path| path.eligible = test),
            Self::Except(at, test) => with(&mut spec, at, |path| path.except = test),
            Self::AddStep { path, at, step } => with(&mut spec, path, |path| add(path, at, step)),
            Self::RemoveStep { path, step } => with(&mut spec, path, |path| remove(path, step)),
            Self::MoveStep { path, from, to } => with(&mut spec, path, |path| shift(path, from, to)),
            Self::SetStep { path, step, to, .. } => with(&mut spec, path, |path| {
                if let Some(old) = path.steps.get_mut(step) {
                    *old = *to;
                    old.after = old.after.filter(|after| *after < step);
                    old.to = old.to.max(old.from);
                }
            }),
            Self::Remove(_) | Self::RemoveSchedule(_) => {}
        }
        spec
    }
}

fn with(spec: &mut GapSpec, at: usize, change: impl FnOnce(&mut CarePath)) {
    if let Some(path) = spec.paths.get_mut(at) {
        change(path);
    }
}

fn add(path: &mut CarePath, at: usize, step: Step) {
    let at = at.min(path.steps.len());
    for after in path.steps.iter_mut().filter_map(|step| step.after.as_mut()) {
        *after += usize::from(*after >= at);
    }
    let after = step.after.filter(|after| *after < at);
    path.steps.insert(at, Step { after, ..step });
}

fn remove(path: &mut CarePath, at: usize) {
    if at >= path.steps.len() {
        return;
    }
    let gone = path.steps.remove(at);
    for step in &mut path.steps {
        step.after = match step.after {
            Some(after) if after == at => gone.after,
            Some(after) if after > at => Some(after - 1),
            other => other,
        };
    }
}

fn shift(path: &mut CarePath, from: usize, to: usize) {
    if from >= path.steps.len() || to >= path.steps.len() {
        return;
    }
    let mut order: Vec<usize> = (0..path.steps.len()).collect();
    let moved = order.remove(from);
    order.insert(to, moved);
    let place = |old: usize| order.iter().position(|&other| other == old);
    path.steps = order
        .iter()
        .enumerate()
        .map(|(now, &old)| {
            let step = &path.steps[old];
            let after = step.after.and_then(place).filter(|after| *after < now);
            Step { after, ..step.clone() }
        })
        .collect();
}

/// Which path and step are looked at; undo does not cover it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PathLook {
    /// The path, by its place.
    pub path: usize,
    /// The step, by its place.
    pub step: Option<usize>,
    /// Learns a path that begins with this phase, and shows it before it is taken.
    pub learning: Option<String>,
}

/// What it follows from how everybody fares.
#[derive(Clone, Debug)]
pub struct OutcomesKey {
    journeys: JourneysKey,
    project: Arc<Project>,
    path: CarePath,
}

impl PartialEq for OutcomesKey {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
            && self.journeys.selects_as(&other.journeys)
            && (Arc::ptr_eq(&self.project, &other.project) || self.project.outages == other.project.outages)
    }
}

/// What a learnt path follows from.
#[derive(Clone, Debug)]
pub struct LearntKey {
    journeys: JourneysKey,
    /// The phase that it begins with.
    pub from: String,
}

impl PartialEq for LearntKey {
    fn eq(&self, other: &Self) -> bool {
        self.from == other.from && self.journeys.selects_as(&other.journeys)
    }
}

/// All results of the page of care paths.
#[derive(Debug, Default)]
pub struct PathResults {
    /// How everybody fares.
    pub outcomes: Derived<OutcomesKey, Outcomes>,
    /// The path that is learnt; none where nobody went any.
    pub learnt: Derived<LearntKey, Option<CarePath>>,
}

/// What the page is asked about.
pub(super) struct AskedPath<'a> {
    pub journeys: JourneysKey,
    pub project: &'a Arc<Project>,
    pub store: &'a Arc<Store>,
    pub selection: &'a Arc<Selection>,
    pub look: &'a PathLook,
}

impl PathResults {
    /// Asks for what is looked at.
    pub(super) fn refresh(&mut self, of: &AskedPath<'_>, jobs: &mut Jobs<Workspace>) {
        let shared = || (Arc::clone(of.store), Arc::clone(of.selection));
        let path = of.project.gaps.as_ref().and_then(|spec| spec.paths.get(of.look.path)).cloned();
        if let Some(path) = path {
            let key = OutcomesKey { journeys: of.journeys.clone(), project: Arc::clone(of.project), path };
            let (for_key, (store, selection)) = (key.clone(), shared());
            let work = move |cancel: &Cancel, _: &Progress| {
                let watch = Watch::new(&store, &for_key.project.outages);
                outcomes::follow(&store, &selection, &watch, &for_key.path, cancel).ok()
            };
            let task = Task::new(key, JobKind::Gaps, |ws| &mut ws.results.care_path.outcomes, work);
            self.outcomes.request(task, jobs);
        }
        if let Some(from) = of.look.learning.clone() {
            let key = LearntKey { journeys: of.journeys.clone(), from: from.clone() };
            let (store, selection) = shared();
            let work =
                move |cancel: &Cancel, _: &Progress| learn::learn(&store, &selection, &from, cancel).ok();
            let task = Task::new(key, JobKind::Gaps, |ws| &mut ws.results.care_path.learnt, work);
            self.learnt.request(task, jobs);
        }
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.outcomes.clear();
        self.learnt.clear();
    }
}

impl Workspace {
    /// Which care path and step are looked at.
    pub fn path_look(&self) -> &PathLook {
        &self.path_look
    }

    /// The care path that is looked at.
    pub fn shown_path(&self) -> Option<&CarePath> {
        self.project().gaps.as_ref()?.paths.get(self.path_look.path)
    }

    /// How everybody fares on the care path that is looked at, and whether a newer answer is on its way.
    pub fn outcomes(&self) -> Option<(&Arc<Outcomes>, bool)> {
        let path = self.shown_path()?;
        let seen = self.results.care_path.outcomes.seen()?;
        let (key, _) = self.results.care_path.outcomes.keyed()?;
        let current = key.journeys.generation == self.store()?.generation();
        (current && key.path.steps.len() == path.steps.len()).then_some((seen.value, seen.outdated))
    }

    /// Adds patients as a link of the filter chain; their pseudonyms are looked up on a thread of their own.
    pub(super) fn pick_patients(&mut self, who: PatientSet, label: String) {
        let Some(store) = self.store().cloned() else { return };
        self.jobs.start(JobKind::Journeys, move |_, _| {
            let keys = who.iter().map(|patient| store.head().keys.text(patient.index())).collect();
            Box::new(move |workspace: &mut Self| {
                let current = workspace.store().is_some_and(|now| now.generation() == store.generation());
                if current {
                    workspace.apply(Command::AddFilter(Filter::Patients { label, keys }));
                }
            })
        });
    }
}

#[cfg(test)]
mod test {
    use proptest::prelude::*;

    use super::*;

    fn path(afters: &[Option<usize>]) -> GapSpec {
        let step = |(at, after): (usize, &Option<usize>)| Step {
            title: at.to_string(),
            after: after.filter(|after| *after < at),
            ..Step::default()
        };
        let steps = afters.iter().enumerate().map(step).collect();
        GapSpec { paths: vec![CarePath { steps, ..CarePath::default() }], ..GapSpec::default() }
    }

    /// What each step counts from, by titles.
    fn links(spec: &GapSpec) -> Vec<(String, Option<String>)> {
        let steps = &spec.paths[0].steps;
        let title = |at: usize| steps[at].title.clone();
        steps.iter().map(|step| (step.title.clone(), step.after.map(title))).collect()
    }

    proptest! {
        /// Whatever is done, a step counts from an earlier one or from the beginning, and a step that still can counts
        /// from the one it did.
        #[test]
        fn steps_keep_what_they_count_from(
            afters in prop::collection::vec(prop::option::of(0usize..6), 1..7), from in 0usize..8, to in 0usize..8, what in 0u8..3,
        ) {
            let before = path(&afters);
            let edit = match what {
                0 => PathEdit::MoveStep { path: 0, from, to },
                1 => PathEdit::RemoveStep { path: 0, step: from },
                _ => PathEdit::AddStep { path: 0, at: from, step: Step { title: "new".into(), ..Step::default() } },
            };
            let after = edit.apply(before.clone());
            for (at, step) in after.paths[0].steps.iter().enumerate() {
                prop_assert!(step.after.is_none_or(|of| of < at));
            }
            let (old, new) = (links(&before), links(&after));
            for (title, of) in &new {
                let was = old.iter().find(|(other, _)| other == title).and_then(|(_, of)| of.clone());
                let Some(was) = was else { continue };
                let place = |name: &String| new.iter().position(|(other, _)| other == name);
                if let (Some(of_place), Some(own)) = (place(&was), place(title)) {
                    prop_assert_eq!(of.as_ref(), (of_place < own).then_some(&was));
                }
            }
        }
    }

    #[test]
    fn a_window_never_ends_before_it_begins() {
        let to = Step { from: 30, to: 10, after: Some(4), ..Step::default() };
        let edit = PathEdit::SetStep { path: 0, step: 0, to: Box::new(to), part: "from" };
        let step = edit.apply(path(&[None])).paths.remove(0).steps.remove(0);
        assert_eq!((step.from, step.to, step.after), (30, 30, None));
    }
}

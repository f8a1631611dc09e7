//! What the coverage screen is shown: asked for page by page, since nobody waits for what is not in sight.
//! The counting is done in `compute`; here is what follows from what.

use std::sync::Arc;

use crate::base::{Cancel, Cancelled, PatientSet, SourceId};
use crate::compute::coverage::drift::drift;
use crate::compute::coverage::drop_off::drop_off;
use crate::compute::coverage::flow::{LinkageFlow, flow};
use crate::compute::coverage::funnel::{Funnel, Stage, funnel};
use crate::compute::coverage::heat::heat;
use crate::compute::coverage::link_quality::{Finding, Spec, judge};
use crate::compute::coverage::monthly::{Month, monthly};
use crate::compute::coverage::patterns::patterns;
use crate::compute::coverage::sets::bars;
use crate::compute::coverage::what_if::{evaluate, propose};
use crate::compute::coverage::{Alternative, Bars, Drift, DropOff, Heat, Patterns, Proposal};
use crate::compute::{Anchors, Selection};
use crate::model::{CoverageQuestion, Filter, SetMode, SetSort, SetUnit};
use crate::store::Store;

use super::Workspace;
use super::command::Command;
use super::derived::{Derived, Task};
use super::jobs::{JobKind, Jobs};
use super::results::JourneysKey;
use super::state::{Compared, CoverageLook, CoveragePage, Project};

/// What the numbers of the coverage screen follow from. As with [`JourneysKey`], a copy shares the project.
#[derive(Clone, Debug)]
pub struct CoverageKey {
    /// What the selection follows from.
    pub journeys: JourneysKey,
    /// Holds the question.
    pub project: Arc<Project>,
}

impl PartialEq for CoverageKey {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (&self.project.question, &other.project.question);
        // What shares are shares of changes no number.
        self.journeys.selects_as(&other.journeys)
            && (Arc::ptr_eq(&self.project, &other.project) || (a.window == b.window && a.sets == b.sets))
    }
}

/// What follows from the selection alone.
#[derive(Clone, Debug)]
pub struct SelectionKey(JourneysKey);

impl PartialEq for SelectionKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.selects_as(&other.0)
    }
}

/// What the screen is asked about.
pub(super) struct Asked<'a> {
    pub key: CoverageKey,
    pub store: &'a Arc<Store>,
    pub selection: &'a Arc<Selection>,
    pub index: &'a Arc<Anchors>,
    /// The language that titles of the extract are taken in.
    pub language: &'static str,
}

/// Everything that follows from the patterns of the selection.
#[derive(Debug)]
pub struct Combined {
    /// Which sets have a record of whom, and observe whom when.
    pub patterns: Arc<Patterns>,
    /// What is left as sets are added in the question's order.
    pub drop_off: DropOff,
    /// Every source from the population to usable records.
    pub funnel: Arc<Funnel>,
}

/// Whether those who are lost are the same people as those who are left.
#[derive(Debug)]
pub struct Lost {
    /// The two groups compared.
    pub drift: Drift,
    /// Drop-off by subgroup, one table an attribute.
    pub heats: Vec<Heat>,
}

/// The present state beside others.
#[derive(Debug)]
pub struct WhatIf {
    /// What the present state comes to.
    pub now: Alternative,
    /// Changes, and what they come to.
    pub others: Vec<(Proposal, Alternative)>,
}

/// How well the sources are linked.
#[derive(Debug)]
pub struct Linked {
    /// What was judged.
    pub spec: Spec,
    /// The rules L01 to L07.
    pub findings: Vec<Finding>,
    /// Records and patients from delivery to analysis.
    pub flow: LinkageFlow,
}

/// All results of the coverage screen.
#[derive(Debug, Default)]
pub struct CoverageResults {
    /// What follows from the patterns.
    pub combined: Derived<CoverageKey, Combined>,
    /// The bars of the set plot.
    pub bars: Derived<(CoverageKey, SetMode, SetUnit, SetSort, usize), Bars>,
    /// The selection's events by month.
    pub months: Derived<SelectionKey, Vec<Month>>,
    /// Who is lost.
    pub lost: Derived<(CoverageKey, Compared), Lost>,
    /// Other states.
    pub what_if: Derived<(CoverageKey, &'static str), WhatIf>,
    /// How well the sources are linked.
    pub linked: Derived<CoverageKey, Linked>,
}

impl CoverageResults {
    /// Asks for what the page that is looked at needs.
    pub(super) fn refresh(&mut self, of: &Asked<'_>, look: CoverageLook, jobs: &mut Jobs<Workspace>) {
        let (store, selection, project) =
            (Arc::clone(of.store), Arc::clone(of.selection), Arc::clone(&of.key.project));
        let funnel = self.funnel(&of.key);
        let work = move |cancel: &Cancel, _: &_| {
            combined(&store, &selection, &project.question, funnel, cancel).ok()
        };
        self.combined.request(
            Task::new(of.key.clone(), JobKind::Coverage, |ws| &mut ws.results.coverage.combined, work),
            jobs,
        );
        match look.page {
            CoveragePage::Combined => {
                self.refresh_months(of, jobs);
                self.refresh_bars(of, look, jobs);
                self.refresh_what_if(of, jobs);
            }
            CoveragePage::Lost => self.refresh_lost(of, look.compared, jobs),
            CoveragePage::Linkage => self.refresh_linked(of, jobs),
            CoveragePage::Before => {}
        }
    }

    /// The funnel that is there, if another question about the same window and selection has it already.
    fn funnel(&self, key: &CoverageKey) -> Option<Arc<Funnel>> {
        let (there, combined) = self.combined.keyed()?;
        let same = there.journeys.selects_as(&key.journeys)
            && there.project.question.window == key.project.question.window;
        same.then(|| Arc::clone(&combined.funnel))
    }

    /// What follows from the patterns, once they are those that are asked for.
    fn there(&self, key: &CoverageKey) -> Option<Arc<Combined>> {
        let (there, combined) = self.combined.keyed()?;
        (there == key).then(|| Arc::clone(combined))
    }

    fn refresh_months(&mut self, of: &Asked<'_>, jobs: &mut Jobs<Workspace>) {
        let (store, selection) = (Arc::clone(of.store), Arc::clone(of.selection));
        let work = move |cancel: &Cancel, _: &_| monthly(&store, &selection, cancel).ok();
        let key = SelectionKey(of.key.journeys.clone());
        self.months
            .request(Task::new(key, JobKind::Coverage, |ws| &mut ws.results.coverage.months, work), jobs);
    }

    fn refresh_bars(&mut self, of: &Asked<'_>, look: CoverageLook, jobs: &mut Jobs<Workspace>) {
        let Some(combined) = self.there(&of.key) else { return };
        let CoverageLook { mode, unit, sort, most, .. } = look;
        let work = move |_: &Cancel, _: &_| Some(bars(&combined.patterns, mode, unit, sort, most));
        let key = (of.key.clone(), mode, unit, sort, most);
        self.bars.request(Task::new(key, JobKind::Coverage, |ws| &mut ws.results.coverage.bars, work), jobs);
    }

    fn refresh_what_if(&mut self, of: &Asked<'_>, jobs: &mut Jobs<Workspace>) {
        let Some(combined) = self.there(&of.key) else { return };
        let (store, selection) = (Arc::clone(of.store), Arc::clone(of.selection));
        let (index, project, language) = (Arc::clone(of.index), Arc::clone(&of.key.project), of.language);
        let work = move |cancel: &Cancel, _: &_| {
            what_if(&store, &index, (&selection, &combined.patterns), (&project, language), cancel).ok()
        };
        self.what_if.request(
            Task::new(
                (of.key.clone(), language),
                JobKind::Coverage,
                |ws| &mut ws.results.coverage.what_if,
                work,
            ),
            jobs,
        );
    }

    fn refresh_lost(&mut self, of: &Asked<'_>, compared: Compared, jobs: &mut Jobs<Workspace>) {
        let Some(combined) = self.there(&of.key) else { return };
        let (store, index) = (Arc::clone(of.store), Arc::clone(of.index));
        let work =
            move |cancel: &Cancel, _: &_| lost(&store, &index, &combined.patterns, compared, cancel).ok();
        self.lost.request(
            Task::new(
                (of.key.clone(), compared),
                JobKind::Coverage,
                |ws| &mut ws.results.coverage.lost,
                work,
            ),
            jobs,
        );
    }

    fn refresh_linked(&mut self, of: &Asked<'_>, jobs: &mut Jobs<Workspace>) {
        let Some(combined) = self.there(&of.key) else { return };
        let store = Arc::clone(of.store);
        let work = move |cancel: &Cancel, _: &_| {
            let spec = Spec::of(&store);
            let findings = judge(&store, &spec, cancel).ok()?;
            Some(Linked { spec, findings, flow: flow(&store, &combined.funnel) })
        };
        self.linked.request(
            Task::new(of.key.clone(), JobKind::Coverage, |ws| &mut ws.results.coverage.linked, work),
            jobs,
        );
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.combined.clear();
        self.bars.clear();
        self.months.clear();
        self.lost.clear();
        self.what_if.clear();
        self.linked.clear();
    }
}

fn combined(
    store: &Store,
    selection: &Selection,
    question: &CoverageQuestion,
    known: Option<Arc<Funnel>>,
    cancel: &Cancel,
) -> Result<Combined, Cancelled> {
    let patterns = patterns(store, selection, question, cancel)?;
    let order: Vec<usize> = (0..patterns.sets.len()).collect();
    let drop_off = drop_off(&patterns, &order);
    let funnel = match known {
        Some(funnel) => funnel,
        None => Arc::new(funnel(store, selection, question.window, cancel)?),
    };
    Ok(Combined { patterns: Arc::new(patterns), drop_off, funnel })
}

fn what_if(
    store: &Store,
    index: &Anchors,
    (selection, patterns): (&Selection, &Patterns),
    (project, language): (&Project, &str),
    cancel: &Cancel,
) -> Result<WhatIf, Cancelled> {
    let Project { filters, question, .. } = project;
    let proposals = propose(store, patterns, question, filters, language);
    let (now, others) = evaluate(store, index, (selection, patterns, filters), &proposals, cancel)?;
    Ok(WhatIf { now, others: proposals.into_iter().zip(others).collect() })
}

fn lost(
    store: &Store,
    index: &Anchors,
    patterns: &Patterns,
    compared: Compared,
    cancel: &Cancel,
) -> Result<Lost, Cancelled> {
    let in_all = |mask: u64| patterns.who(SetMode::Inclusive, mask);
    let first = |sets: usize| 1u64.unbounded_shl(sets as u32).wrapping_sub(1);
    let everybody: PatientSet = patterns.each().map(|(patient, _)| patient).collect();
    let (kept, before) = match compared {
        Compared::Complete => (in_all(patterns.all_sets()), everybody),
        Compared::Set(set) => (in_all(1u64.unbounded_shl(set as u32)), everybody),
        Compared::Step(step) => (in_all(first(step + 1)), in_all(first(step))),
    };
    let others = &before - &kept;
    let drift = drift(store, index, &kept, &others, cancel)?;
    let mut attributes: Vec<&str> = drift.rows.iter().map(|row| row.attribute.as_str()).collect();
    attributes.dedup();
    let heats = attributes.into_iter().filter_map(|id| heat(store, patterns, index, id)).collect();
    Ok(Lost { drift, heats })
}

/// Patients whom no link of the filter chain can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// A combination of sets of the question, one bit each.
    Bar(SetMode, u64),
    /// A step of a source's funnel.
    Stage(SourceId, Stage),
}

impl Workspace {
    /// Finds the patients one by one and adds them as a link of the filter chain.
    pub(super) fn pick(&mut self, pick: Pick, label: String) {
        let (Some(extract), Some(combined)) = (&self.extract, self.results.coverage.combined.value()) else {
            return;
        };
        let (store, combined) = (Arc::clone(&extract.store), Arc::clone(combined));
        self.jobs.start(JobKind::Journeys, move |_, _| {
            let who = match pick {
                Pick::Bar(mode, mask) => combined.patterns.who(mode, mask),
                Pick::Stage(source, stage) => combined.funnel.who(&store, source, stage),
            };
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

//! What the coverage screen is shown: asked for page by page, since nobody waits for what is not in sight.
//! The counting is done in `compute`; here is what follows from what.

use std::sync::Arc;

use crate::base::{Cancel, Cancelled, PatientId, PatientSet, SourceId};
use crate::compute::coverage::covariate;
use crate::compute::coverage::drift::drift;
use crate::compute::coverage::drop_off::drop_off;
use crate::compute::coverage::flow::{self, LinkageFlow, flow};
use crate::compute::coverage::funnel::{Funnel, Stage, funnel};
use crate::compute::coverage::heat::heat;
use crate::compute::coverage::link_quality::{CLAIMED, Finding, Spec, judge};
use crate::compute::coverage::monthly::{Month, monthly};
use crate::compute::coverage::patterns::patterns;
use crate::compute::coverage::sets::bars;
use crate::compute::coverage::what_if::{evaluate, propose};
use crate::compute::coverage::{Alternative, Bars, Drift, DropOff, Heat, Patterns, Proposal, specs};
use crate::compute::{Anchors, GroupTitle, Selection};
use crate::model::{CoverageQuestion, Filter, Project, SetMode, SetSort, SetSpec, SetUnit};
use crate::store::Store;

use super::Workspace;
use super::command::Command;
use super::derived::{Derived, Task};
use super::jobs::{JobKind, Jobs};
use super::results::JourneysKey;
use super::state::{Compared, CoverageLook, CoveragePage};

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
    /// How well the sources are linked, with the phase that claims are about.
    pub linked: Derived<(CoverageKey, String), Linked>,
}

impl CoverageResults {
    /// Asks for what the page that is looked at needs.
    pub(super) fn refresh(&mut self, of: &Asked<'_>, look: CoverageLook, jobs: &mut Jobs<Workspace>) {
        let (store, selection, project) =
            (Arc::clone(of.store), Arc::clone(of.selection), Arc::clone(&of.key.project));
        let known = Known { funnel: self.funnel(&of.key), patterns: self.reordered(of) };
        let work =
            move |cancel: &Cancel, _: &_| combined(&store, &selection, &project.question, known, cancel).ok();
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

    /// The patterns that are there, and the order in which they answer the question, where it has the same sets of
    /// the same selection and window.
    fn reordered(&self, of: &Asked<'_>) -> Option<(Arc<Patterns>, Vec<usize>)> {
        let (there, combined) = self.combined.keyed()?;
        let (old, new) = (&there.project.question, &of.key.project.question);
        let same = there.journeys.selects_as(&of.key.journeys) && old.window == new.window;
        let order = same.then(|| reorder(&specs(of.store, old), &specs(of.store, new))).flatten()?;
        let whole = combined.patterns.left_out == 0 && combined.patterns.sets.len() == order.len();
        whole.then(|| (Arc::clone(&combined.patterns), order))
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
        let claimed = of.key.project.question.claimed.clone().unwrap_or_else(|| CLAIMED.to_owned());
        let key = (of.key.clone(), claimed.clone());
        let work = move |cancel: &Cancel, _: &_| {
            let spec = Spec::claiming(&store, &claimed);
            let findings = judge(&store, &spec, cancel).ok()?;
            Some(Linked { spec, findings, flow: flow(&store, &combined.funnel) })
        };
        self.linked
            .request(Task::new(key, JobKind::Coverage, |ws| &mut ws.results.coverage.linked, work), jobs);
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

/// The place that each of the new sets had among the old ones, where they are the same sets.
fn reorder(old: &[SetSpec], new: &[SetSpec]) -> Option<Vec<usize>> {
    let mut taken = vec![false; old.len()];
    let mut find = |set: &SetSpec| {
        let at = (0..old.len()).find(|&at| !taken[at] && old[at] == *set)?;
        taken[at] = true;
        Some(at)
    };
    let order: Option<Vec<usize>> = new.iter().map(&mut find).collect();
    order.filter(|order| order.len() == old.len())
}

/// What was counted for another question and holds for this one too.
struct Known {
    funnel: Option<Arc<Funnel>>,
    /// Patterns of the same sets, and the order that they come in now.
    patterns: Option<(Arc<Patterns>, Vec<usize>)>,
}

fn combined(
    store: &Store,
    selection: &Selection,
    question: &CoverageQuestion,
    known: Known,
    cancel: &Cancel,
) -> Result<Combined, Cancelled> {
    let patterns = match known.patterns {
        Some((patterns, order)) => patterns.in_order(&order),
        None => patterns(store, selection, question, cancel)?,
    };
    let order: Vec<usize> = (0..patterns.sets.len()).collect();
    let drop_off = drop_off(&patterns, &order);
    let funnel = match known.funnel {
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
#[derive(Clone, Debug, PartialEq)]
pub enum Pick {
    /// A combination of sets of the question, one bit each.
    Bar(SetMode, u64),
    /// A step of a source's funnel.
    Stage(SourceId, Stage),
    /// A box of the flow of the linkage, by its key: of a source, or of all together.
    Flow(Option<SourceId>, &'static str),
    /// Those whom a finding of link quality is about, or one of its details, by their places.
    Judged(usize, Option<usize>),
    /// Those of a level of what patients are compared by.
    Level {
        /// The attribute's id, or that of an age or year at the index event.
        attribute: String,
        /// The level.
        level: GroupTitle,
        /// The levels beside it, which tell what the rest is.
        listed: Vec<GroupTitle>,
        /// Sets that they all have a record in, one bit each.
        sets: u64,
    },
}

impl Pick {
    fn who(&self, store: &Store, index: &Anchors, of: &Combined, linked: Option<&Linked>) -> PatientSet {
        match self {
            Self::Bar(mode, mask) => of.patterns.who(*mode, *mask),
            Self::Stage(source, stage) => of.funnel.who(store, *source, *stage),
            Self::Flow(source, step) => flow::who(store, &of.funnel, *source, step).unwrap_or_default(),
            Self::Judged(finding, detail) => {
                let finding = linked.and_then(|linked| linked.findings.get(*finding));
                let patients = finding.and_then(|finding| match detail {
                    Some(at) => finding.details.get(*at)?.patients.as_ref(),
                    None => finding.patients.as_ref(),
                });
                patients.cloned().unwrap_or_default()
            }
            Self::Level { attribute, level, listed, sets } => {
                let all: Vec<PatientId> = of.patterns.each().map(|(patient, _)| patient).collect();
                let of_level = covariate::of_level(store, index, &all, (attribute, level), listed);
                &of_level & &of.patterns.who(SetMode::Inclusive, *sets)
            }
        }
    }
}

impl Workspace {
    /// Finds the patients one by one and adds them as a link of the filter chain.
    pub(super) fn pick(&mut self, pick: Pick, label: String) {
        let results = &self.results;
        let (Some(extract), Some(combined), Some(journeys)) =
            (&self.extract, results.coverage.combined.value(), results.journeys.value())
        else {
            return;
        };
        let (store, combined, journeys) =
            (Arc::clone(&extract.store), Arc::clone(combined), Arc::clone(journeys));
        let linked = results.coverage.linked.value().cloned();
        self.jobs.start(JobKind::Journeys, move |_, _| {
            let who = pick.who(&store, &journeys.anchors, &combined, linked.as_deref());
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

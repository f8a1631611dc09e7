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
use crate::model::{CoverageQuestion, Denominator, Filter, SetMode, SetSort, SetUnit};
use crate::store::Store;

use super::Workspace;
use super::command::Command;
use super::derived::Derived;
use super::jobs::{JobKind, Jobs};
use super::state::{Compared, CoverageLook, CoveragePage};

/// What the numbers of the coverage screen follow from.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverageKey {
    /// The store's generation.
    pub generation: u64,
    /// The filter chain.
    pub filters: Vec<Filter>,
    /// The question, but for what shares are shares of, which changes no number.
    pub question: CoverageQuestion,
}

/// What the screen is asked about: the selection there is, and the question put to it.
pub(super) struct Asked<'a> {
    pub store: &'a Arc<Store>,
    pub selection: &'a Arc<Selection>,
    pub index: &'a Arc<Anchors>,
    pub filters: &'a [Filter],
    pub question: &'a CoverageQuestion,

    
}

impl Asked<'_> {
    fn key(&self) -> CoverageKey {
        let question = CoverageQuestion { denominator: Denominator::default(), ..self.question.clone() };
        CoverageKey { generation: self.store.generation(), filters: self.filters.to_vec(), question }
    }
}

/// Everything that follows from the patterns of the selection.
#[derive(Debug)]
pub struct Combined {
    /// Which sets have a record of whom, and observe whom when.
    pub patterns: Arc<Patterns>,
    /// What is left as sets are added in the question's order.
    pub drop_off: DropOff,
    /// Every source from the population to usable records.
    pub funnel: Funnel,
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
    pub months: Derived<(u64, Vec<Filter>), Vec<Month>>,
    /// Who is lost.
    pub lost: Derived<(CoverageKey, Compared), Lost>,
    /// Other states.
    pub what_if: Derived<CoverageKey, WhatIf>,
    /// How well the sources are linked.
    pub linked: Derived<CoverageKey, Linked>,
}

impl CoverageResults {
    /// Asks for what the page that is looked at needs.
    pub(super) fn refresh(&mut self, of: &Asked<'_>, look: CoverageLook, jobs: &mut Jobs<Workspace>) {
        let (store, selection, question) =
            (Arc::clone(of.store), Arc::clone(of.selection), of.question.clone());
        self.combined.request(
            of.key(),
            JobKind::Coverage,
            jobs,
            |ws| &mut ws.results.coverage.combined,
            move |cancel, _| combined(&store, &selection, &question, cancel).ok(),
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

    /// What follows from the patterns, once they are those that are asked for.
    fn there(&self, key: &CoverageKey) -> Option<Arc<Combined>> {
        let (there, combined) = self.combined.keyed()?;
        (there == key).then(|| Arc::clone(combined))
    }

    fn refresh_months(&mut self, of: &Asked<'_>, jobs: &mut Jobs<Workspace>) {
        let (store, selection) = (Arc::clone(of.store), Arc::clone(of.selection));
        self.months.request(
            (store.generation(), of.filters.to_vec()),
            JobKind::Coverage,
            jobs,
            |ws| &mut ws.results.coverage.months,
            move |cancel, _| monthly(&store, &selection, cancel).ok(),
        );
    }

    fn refresh_bars(&mut self, of: &Asked<'_>, look: CoverageLook, jobs: &mut Jobs<Workspace>) {
        let key = of.key();
        let Some(combined) = self.there(&key) else { return };
        let CoverageLook { mode, unit, sort, most, .. } = look;
        self.bars.request(
            (key, mode, unit, sort, most),
            JobKind::Coverage,
            jobs,
            |ws| &mut ws.results.coverage.bars,
            move |_, _| Some(bars(&combined.patterns, mode, unit, sort, most)),
        );
    }

    fn refresh_what_if(&mut self, of: &Asked<'_>, jobs: &mut Jobs<Workspace>) {
        let key = of.key();
        let Some(combined) = self.there(&key) else { return };
        let (store, selection, index) =
            (Arc::clone(of.store), Arc::clone(of.selection), Arc::clone(of.index));
        let (question, chain, language) = (of.question.clone(), of.filters.to_vec(), of.language);
        let work = move |cancel: &Cancel| {
            let patterns = &combined.patterns;
            let proposals = propose(&store, patterns, &question, &chain, language);
            let present = (&*selection, &**patterns, &*chain);
            let (now, others) = evaluate(&store, &index, present, &proposals, cancel)?;
            Ok::<_, Cancelled>(WhatIf { now, others: proposals.into_iter().zip(others).collect() })
        };
        self.what_if.request(
            key,
            JobKind::Coverage,
            jobs,
            |ws| &mut ws.results.coverage.what_if,
            move |cancel, _| work(cancel).ok(),
        );
    }

    fn refresh_lost(&mut self, of: &Asked<'_>, compared: Compared, jobs: &mut Jobs<Workspace>) {
        let key = of.key();
        let Some(combined) = self.there(&key) else { return };
        let (store, index) = (Arc::clone(of.store), Arc::clone(of.index));
        self.lost.request(
            (key, compared),
            JobKind::Coverage,
            jobs,
            |ws| &mut ws.results.coverage.lost,
            move |cancel, _| lost(&store, &index, &combined.patterns, compared, cancel).ok(),
        );
    }

    fn refresh_linked(&mut self, of: &Asked<'_>, jobs: &mut Jobs<Workspace>) {
        let key = of.key();
        let Some(combined) = self.there(&key) else { return };
        let store = Arc::clone(of.store);
        self.linked.request(
            key,
            JobKind::Coverage,
            jobs,
            |ws| &mut ws.results.coverage.linked,
            move |cancel, _| {
                let findings = judge(&store, &Spec::of(&store), cancel).ok()?;
                Some(Linked { findings, flow: flow(&store, &combined.funnel) })
            },
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
    cancel: &Cancel,
) -> Result<Combined, Cancelled> {
    let patterns = patterns(store, selection, question, cancel)?;
    let order: Vec<usize> = (0..patterns.sets.len()).collect();
    let drop_off = drop_off(&patterns, &order);
    let funnel = funnel(store, selection, question.window, cancel)?;
    Ok(Combined { patterns: Arc::new(patterns), drop_off, funnel })
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

//! The patients of a mark of the gaps screen, found on a thread of their own and added to the filter chain.
//! Whom a mark stands for is told by what was found; what was not kept is looked for again.

use std::sync::Arc;

use crate::base::{Cancel, PatientSet, PhaseId, Progress, SourceId};
use crate::compute::gaps::path::Fate;
use crate::compute::gaps::who::{self, Wait};
use crate::compute::gaps::{self, Gaps};
use crate::compute::{Selection, Watch};
use crate::model::gap::{DispensingSpec, SilenceSpec, SupplyModel, Threshold};
use crate::model::{Explanation, Filter, Gap, GapKind, GapSpec, Project};
use crate::store::Store;

use super::super::Workspace;
use super::super::command::Command;
use super::super::jobs::JobKind;
use super::spec_of;

/// Patients of a mark of the gaps screen.
#[derive(Clone, Debug, PartialEq)]
pub enum GapsPick {
    /// Those with a gap of a kind and explanation.
    Cell(GapKind, Explanation),
    /// Those with a gap of an explanation during which a source watched.
    Watched(SourceId, Explanation),
    /// Those with a gap of which nobody said whether a source watched.
    Unknown(SourceId),
    /// Those with a gap that is listed.
    Listed,
    /// Everybody else who is selected.
    Unlisted,
    /// Those with a silence of more than so many days.
    Silent(u32),
    /// Those with a lack of supply of more than so many days, by a model.
    Lacking(SupplyModel, u32),
    /// Those for whom a step of a care path, or a visit of a schedule, came to this.
    Step {
        /// Whether it is of a care path or of a schedule.
        kind: GapKind,
        /// The place of the path or schedule, and of the step in it.
        step: (u16, u16),
        /// What it came to.
        fate: Fate,
    },
    /// Those who took so long from one phase to another.
    Took {
        /// The one phase.
        from: PhaseId,
        /// The other.
        to: PhaseId,
        /// How long.
        wait: Wait,
    },
}

/// What patients of marks are found in.
struct Picking {
    store: Arc<Store>,
    found: Arc<Gaps>,
    listed: Arc<super::ListedGaps>,
    selection: Arc<Selection>,
    project: Arc<Project>,
}

impl GapsPick {
    fn who(&self, of: &Picking, cancel: &Cancel, progress: &Progress) -> Option<PatientSet> {
        let found = &of.found;
        let with = |wanted: &dyn Fn(&Gap) -> bool| found.price(wanted).with;
        let watch = || Watch::new(&of.store, &of.project.outages);
        let find = |spec: GapSpec| {
            let gaps = gaps::find(&of.store, &of.selection, &spec, &watch(), cancel, progress);
            gaps.ok().map(|gaps| gaps.anybody())
        };
        let asked = spec_of(&of.project);
        match *self {
            Self::Cell(kind, why) => Some(found.patients[kind as usize][why as usize].clone()),
            Self::Watched(source, why) => {
                Some(with(&|gap| gap.explanation == why && gap.watched >> source.index() & 1 == 1))
            }
            Self::Unknown(source) => Some(with(&|gap| gap.unknown >> source.index() & 1 == 1)),
            Self::Listed => Some(of.listed.price.with.clone()),
            Self::Unlisted => Some(&of.selection.patients - &of.listed.price.with),
            Self::Silent(days) => {
                let spec = asked.silence?;
                let threshold = with_least(spec.threshold, days);
                let silence = Some(SilenceSpec { threshold, ..spec });
                find(GapSpec { silence, ..GapSpec::default() })
            }
            Self::Lacking(model, grace) => {
                let dispensing = Some(DispensingSpec {
                    model,
                    grace,
                    to_end: false,
                    ..asked.dispensing.unwrap_or_default()
                });
                find(GapSpec { dispensing, ..GapSpec::default() })
            }
            Self::Step { kind, step, fate } => {
                who::with_fate((&of.store, &of.selection), &watch(), &asked, (kind, step), fate, cancel).ok()
            }
            Self::Took { from, to, wait } => {
                who::took((&of.store, &of.selection), &watch(), (from, to), wait, cancel).ok()
            }
        }
    }
}

/// A threshold with other least days.
pub fn with_least(threshold: Threshold, days: u32) -> Threshold {
    match threshold {
        Threshold::Days(_) => Threshold::Days(days),
        Threshold::Cohort { per_mille, .. } => Threshold::Cohort { per_mille, least: days },
        Threshold::Own { per_mille, .. } => Threshold::Own { per_mille, least: days },
    }
}

/// The days that a silence lasts at least by a threshold.
pub fn least_of(threshold: Threshold) -> u32 {
    match threshold {
        Threshold::Days(days) => days,
        Threshold::Cohort { least, .. } | Threshold::Own { least, .. } => least,
    }
}

impl Workspace {
    /// Finds the patients of a mark and adds them as a link of the filter chain.
    pub(in super::super) fn pick_gaps(&mut self, pick: GapsPick, label: String) {
        let results = &self.results.gaps;
        let (Some(extract), Some(found), Some(journeys)) =
            (&self.extract, results.found.value(), self.results.journeys.value())
        else {
            return;
        };
        let of = Picking {
            store: Arc::clone(&extract.store),
            found: Arc::clone(found),
            listed: results.listed.value().cloned().unwrap_or_default(),
            selection: Arc::clone(&journeys.selection),
            project: Arc::clone(self.history.now()),
        };
        self.jobs.start(JobKind::Gaps, move |cancel, progress| {
            let keys: Option<Vec<String>> = pick
                .who(&of, cancel, progress)
                .map(|who| who.iter().map(|patient| of.store.head().keys.text(patient.index())).collect());
            let generation = of.store.generation();
            Box::new(move |workspace: &mut Self| {
                let current = workspace.store().is_some_and(|now| now.generation() == generation);
                if let Some(keys) = keys.filter(|_| current) {
                    workspace.apply(Command::AddFilter(Filter::Patients { label, keys }));
                }
            })
        });
    }
}

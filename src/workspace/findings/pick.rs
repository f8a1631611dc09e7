//! The patients of a mark of the findings screen, found on a worker and added as a link of the filter chain.
//! What a mark stands for was counted before; nothing is judged again.

use std::sync::Arc;

use crate::base::{Cancel, PatientSet};
use crate::compute::rules::{Checked, Finding, with_interval};
use crate::model::Filter;
use crate::model::rule::Verdict;
use crate::store::Store;
use crate::workspace::Workspace;
use crate::workspace::command::Command;
use crate::workspace::jobs::JobKind;

use super::Rulebook;

/// Patients of a mark of the findings screen.
#[derive(Clone, Debug, PartialEq)]
pub enum FindingsPick {
    /// Those with a finding of a rule with a verdict; of verdicts that are not listed, those without any finding of it.
    Verdict(u16, Verdict),
    /// Those whom a limit of a rule flags.
    Above(u16, f64),
    /// Those with a finding that is listed.
    Listed,
    /// Those with an interval of so many days of an agent at a site.
    Interval {
        /// The agent, by its place in the pack.
        agent: u16,
        /// The site, by its place in the store.
        site: Option<u16>,
        /// Days.
        days: usize,
    },
}

impl FindingsPick {
    fn who(&self, store: &Store, of: &Picking) -> PatientSet {
        let (checked, rulebook) = (&of.checked, &of.rulebook);
        let with = |wanted: &dyn Fn(&Finding) -> bool| -> PatientSet {
            checked
                .findings
                .iter()
                .filter(|finding| wanted(finding))
                .filter_map(|finding| finding.patient)
                .collect()
        };
        match self {
            Self::Verdict(rule, Verdict::Violation) => {
                checked.rules.get(usize::from(*rule)).map(|tally| tally.patients.clone()).unwrap_or_default()
            }
            Self::Verdict(rule, Verdict::Ok | Verdict::NotApplicable) => {
                &of.selected - &with(&|finding| finding.rule == *rule)
            }
            Self::Verdict(rule, verdict) => {
                with(&|finding| finding.rule == *rule && finding.verdict == *verdict)
            }
            Self::Above(rule, value) => {
                checked.rules.get(usize::from(*rule)).map(|tally| tally.who(*value)).unwrap_or_default()
            }
            Self::Listed => {
                let findings = of.listed.iter().filter_map(|at| checked.findings.get(*at as usize));
                findings.filter_map(|finding| finding.patient).collect()
            }
            Self::Interval { agent, site, days } => {
                let asked = (*agent, *site, *days);
                with_interval(store, &rulebook.compiled, asked, &Cancel::default()).unwrap_or_default()
            }
        }
    }
}

/// What patients of marks are found in.
struct Picking {
    checked: Arc<Checked>,
    rulebook: Arc<Rulebook>,
    listed: Arc<Vec<u32>>,
    selected: PatientSet,
}

impl Workspace {
    /// Finds the patients of a mark and adds them as a link of the filter chain.
    pub(in crate::workspace) fn pick_findings(&mut self, pick: FindingsPick, label: String) {
        let results = &self.results.findings;
        let (Some(extract), Some(checked), Some(rulebook), Some(journeys)) =
            (&self.extract, results.checked.value(), results.rulebook.value(), self.results.journeys.value())
        else {
            return;
        };
        let of = Picking {
            checked: Arc::clone(checked),
            rulebook: Arc::clone(rulebook),
            listed: results.listed.value().cloned().unwrap_or_default(),
            selected: journeys.selection.patients.clone(),
        };
        let store = Arc::clone(&extract.store);
        self.jobs.start(JobKind::Journeys, move |_, _| {
            let who = pick.who(&store, &of);
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

//! What the findings screen is shown: the rules there are, what they found of the selection, what each would cost, the
//! findings in the order asked for, and what stands around the one that is picked. The judging is done in `compute`.

mod act;
mod list;
mod pick;
mod rulebook;

use std::path::PathBuf;
use std::sync::Arc;

use crate::base::{Cancel, Progress};
use crate::compute::rules::{Card, CheckSpec, Checked, Finding, Price, card, check, prices};
use crate::compute::{Anchors, Selection};
use crate::model::Project;
use crate::model::rule::Verdict;
use crate::scene::population::{ByFound, FoundKind};
use crate::store::Store;

use super::Workspace;
use super::derived::{Derived, Task};
use super::jobs::{JobKind, Jobs};
use super::results::JourneysKey;

pub use act::anchor_of;
pub use list::{FindingId, FindingsLook, FindingsSort, sources_of};
pub use pick::FindingsPick;
pub use rulebook::{Rulebook, RulebookKey};

use list::listed;
use rulebook::{changed, off, parameters, values};

/// The most findings that are kept of a rule; what is left out is counted.
const MOST_FINDINGS: usize = 20_000;

/// What a check follows from. As with [`JourneysKey`], a copy shares the project.
#[derive(Clone, Debug)]
pub struct FindingsKey {
    journeys: JourneysKey,
    rules: RulebookKey,
    project: Arc<Project>,
}

impl PartialEq for FindingsKey {
    fn eq(&self, other: &Self) -> bool {
        self.selects_as(other)
            && (Arc::ptr_eq(&self.project, &other.project)
                || parameters(&self.project).eq(parameters(&other.project)))
    }
}

impl FindingsKey {
    /// Whether the same rules judge the same patients with the same outages, whatever their parameters.
    fn selects_as(&self, other: &Self) -> bool {
        self.rules == other.rules
            && self.journeys.selects_as(&other.journeys)
            && self.project.outages == other.project.outages
    }
}

/// What the list of findings follows from.
#[derive(Clone, Debug)]
pub struct ListedKey {
    of: FindingsKey,
    look: FindingsLook,
    /// Rules that are left out, by their places.
    off: Vec<u16>,
}

impl PartialEq for ListedKey {
    fn eq(&self, other: &Self) -> bool {
        self.look.lists_as(&other.look) && self.off == other.off && self.of == other.of
    }
}

/// All results of the findings screen.
#[derive(Debug, Default)]
pub struct FindingsResults {
    /// The rules there are.
    pub rulebook: Derived<RulebookKey, Rulebook>,
    /// What they found of the selection.
    pub checked: Derived<FindingsKey, Checked>,
    /// What leaving out each rule's patients would cost, in the order of the pack.
    pub prices: Derived<FindingsKey, Vec<Price>>,
    /// The findings that are listed, by their places.
    pub listed: Derived<ListedKey, Vec<u32>>,
    /// What stands around the finding that is picked.
    pub card: Derived<(FindingsKey, FindingId), Option<Card>>,
    /// What each event is drawn as where what was found gives the colours, with the rules that are left out.
    pub classes: Derived<(FindingsKey, Vec<u16>), ByFound>,
}

/// What the screen is asked about.
pub(in crate::workspace) struct AskedFindings<'a> {
    pub journeys: JourneysKey,
    pub project: &'a Arc<Project>,
    pub store: &'a Arc<Store>,
    pub selection: &'a Arc<Selection>,
    pub index: &'a Arc<Anchors>,
    pub look: &'a FindingsLook,
    /// Files of rules that users brought.
    pub files: &'a Arc<Vec<PathBuf>>,
}

impl FindingsResults {
    /// Asks for what is looked at.
    pub(in crate::workspace) fn refresh(&mut self, of: &AskedFindings<'_>, jobs: &mut Jobs<Workspace>) {
        let Some((key, rulebook, checked)) = self.refresh_found(of, jobs) else { return };
        self.refresh_listed(of, &key, (&rulebook, &checked), jobs);
        self.refresh_card(of, &key, (&rulebook, &checked), jobs);
        self.refresh_prices(of, key, checked, jobs);
    }

    /// Asks for the classes that events are drawn as by what was found.
    pub(in crate::workspace) fn refresh_classes(
        &mut self,
        of: &AskedFindings<'_>,
        jobs: &mut Jobs<Workspace>,
    ) {
        let Some((key, rulebook, checked)) = self.refresh_found(of, jobs) else { return };
        let off = off(rulebook.pack(), of.project);
        let (events, key) = (of.store.event_count(), (key, off.clone()));
        let work = move |_: &Cancel, _: &_| {
            let mut classes = ByFound::new(FoundKind::Findings, events);
            let used =
                |finding: &&Finding| finding.verdict == Verdict::Violation && !off.contains(&finding.rule);
            for finding in checked.findings.iter().filter(used) {
                finding.events.iter().for_each(|at| classes.add(at.index(), finding.severity));
            }
            Some(classes)
        };
        self.classes
            .request(Task::new(key, JobKind::Findings, |ws| &mut ws.results.findings.classes, work), jobs);
    }

    /// Asks for what was found, which other screens show too; gives it once it is that of the present rules.
    pub(in crate::workspace) fn refresh_found(
        &mut self,
        of: &AskedFindings<'_>,
        jobs: &mut Jobs<Workspace>,
    ) -> Option<(FindingsKey, Arc<Rulebook>, Arc<Checked>)> {
        let rules = RulebookKey { generation: of.store.generation(), files: Arc::clone(of.files) };
        let (store, files) = (Arc::clone(of.store), Arc::clone(of.files));
        let work = move |_: &Cancel, _: &_| Rulebook::read(&store, &files);
        let place: fn(&mut Workspace) -> &mut Derived<RulebookKey, Rulebook> =
            |ws| &mut ws.results.findings.rulebook;
        self.rulebook.request(Task::new(rules.clone(), JobKind::Findings, place, work), jobs);
        let (there, rulebook) = self.rulebook.keyed()?;
        if *there != rules {
            return None;
        }
        let rulebook = Arc::clone(rulebook);
        let key = FindingsKey { journeys: of.journeys.clone(), rules, project: Arc::clone(of.project) };
        self.refresh_checked(of, &key, &rulebook, jobs);
        let (there, checked) = self.checked.keyed()?;
        let checked = Arc::clone(checked);
        (*there == key).then_some((key, rulebook, checked))
    }

    fn refresh_checked(
        &mut self,
        of: &AskedFindings<'_>,
        key: &FindingsKey,
        rulebook: &Arc<Rulebook>,
        jobs: &mut Jobs<Workspace>,
    ) {
        let values = values(rulebook.pack(), &of.project.rules);
        let all = of.selection.patients.len() == of.store.patient_count();
        let mut spec = CheckSpec {
            patients: (!all).then(|| of.selection.patients.clone()),
            rules: None,
            values,
            outages: of.project.outages.clone(),
            most_findings: MOST_FINDINGS,
            unjudged: true,
        };
        let known =
            self.checked.keyed().filter(|(there, _)| there.selects_as(key)).map(|(there, checked)| {
                // Of rules whose parameters are the same nothing new would be found.
                spec.rules = Some(changed(rulebook.pack(), &there.project, &key.project));
                Arc::clone(checked)
            });
        let (store, rulebook) = (Arc::clone(of.store), Arc::clone(rulebook));
        let work = move |cancel: &Cancel, progress: &Progress| {
            let new = check(&store, &rulebook.compiled, &spec, cancel, progress).ok()?;
            Some(match (known, &spec.rules) {
                (Some(known), Some(rules)) => replaced(&known, new, rules),
                _ => new,
            })
        };
        let task = Task::new(key.clone(), JobKind::Findings, |ws| &mut ws.results.findings.checked, work);
        self.checked.request(task, jobs);
    }

    fn refresh_listed(
        &mut self,
        of: &AskedFindings<'_>,
        key: &FindingsKey,
        (rulebook, checked): (&Arc<Rulebook>, &Arc<Checked>),
        jobs: &mut Jobs<Workspace>,
    ) {
        let off = off(rulebook.pack(), of.project);
        let key = ListedKey { of: key.clone(), look: of.look.clone(), off: off.clone() };
        let (store, checked, look) = (Arc::clone(of.store), Arc::clone(checked), of.look.clone());
        let work = move |_: &Cancel, _: &_| Some(listed(&store, &checked, &look, &off));
        let task = Task::new(key, JobKind::Findings, |ws| &mut ws.results.findings.listed, work);
        self.listed.request(task, jobs);
    }

    fn refresh_card(
        &mut self,
        of: &AskedFindings<'_>,
        key: &FindingsKey,
        (rulebook, checked): (&Arc<Rulebook>, &Arc<Checked>),
        jobs: &mut Jobs<Workspace>,
    ) {
        let Some(picked) = of.look.picked.clone() else { return };
        let Some(at) = picked.place(checked) else { return };
        let (store, rulebook, checked) = (Arc::clone(of.store), Arc::clone(rulebook), Arc::clone(checked));
        let work = move |_: &Cancel, _: &_| {
            Some(
                checked
                    .findings
                    .get(at)
                    .and_then(|finding| card(&store, &rulebook.compiled, &checked, finding)),
            )
        };
        let task =
            Task::new((key.clone(), picked), JobKind::Findings, |ws| &mut ws.results.findings.card, work);
        self.card.request(task, jobs);
    }

    fn refresh_prices(
        &mut self,
        of: &AskedFindings<'_>,
        key: FindingsKey,
        checked: Arc<Checked>,
        jobs: &mut Jobs<Workspace>,
    ) {
        let (store, selection, index) =
            (Arc::clone(of.store), Arc::clone(of.selection), Arc::clone(of.index));
        let work = move |cancel: &Cancel, _: &_| {
            let flagged = checked.rules.iter().map(|tally| &tally.patients);
            prices(&store, &selection, flagged, &index, cancel).ok()
        };
        self.prices
            .request(Task::new(key, JobKind::Findings, |ws| &mut ws.results.findings.prices, work), jobs);
    }

    /// Forgets everything.
    pub(in crate::workspace) fn clear(&mut self) {
        self.rulebook.clear();
        self.checked.clear();
        self.prices.clear();
        self.listed.clear();
        self.card.clear();
        self.classes.clear();
    }
}

/// A check with what some rules found anew.
fn replaced(old: &Checked, new: Checked, rules: &[u16]) -> Checked {
    let kept = old.findings.iter().filter(|finding| !rules.contains(&finding.rule)).cloned();
    let mut findings: Vec<Finding> = kept.chain(new.findings).collect();
    findings.sort_by_key(|finding| finding.rule);
    let mut tallies = old.rules.clone();
    for (at, tally) in new.rules.into_iter().enumerate().filter(|(at, _)| rules.contains(&(*at as u16))) {
        if let Some(place) = tallies.get_mut(at) {
            *place = tally;
        }
    }
    Checked { generation: new.generation, rules: tallies, findings, habits: new.habits, outages: new.outages }
}

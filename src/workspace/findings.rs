//! What the findings screen is shown: the rules there are, what they found of the selection, what each would cost, the
//! findings in the order asked for, and what stands around the one that is picked. The judging is done in `compute`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::base::{Cancel, EventIdx, PatientId, PatientSet, Progress, SourceId, Trouble};
use crate::compute::anchor;
use crate::compute::rules::{
    Card, CheckSpec, Checked, Compiled, Finding, Price, card, check, compile, prices, with_interval,
};
use crate::compute::{Anchors, Selection};
use crate::io::rules as packs;
use crate::model::rule::{Pack, Severity, Verdict};
use crate::model::{About, Anchor, Filter, Judged, Judgement, Project, RuleSetting};
use crate::scene::population::ByFinding;
use crate::store::Store;

use super::Workspace;
use super::command::Command;
use super::derived::{Derived, Task};
use super::jobs::{JobKind, Jobs};
use super::project::ProjectEdit;
use super::results::JourneysKey;

/// The most findings that are kept of a rule; what is left out is counted.
const MOST_FINDINGS: usize = 20_000;

/// What findings are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FindingsSort {
    /// The worst first, then as the pack has its rules.
    #[default]
    Severity,
    /// The rule.
    Rule,
    /// The patient.
    Patient,
    /// When.
    Date,
    /// The source.
    Source,
    /// The verdict.
    Verdict,
    /// The measure.
    Measure,
}

/// A finding by what it is about, which outlives a change of another rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingId {
    rule: u16,
    patient: Option<PatientId>,
    source: Option<SourceId>,
    from: Option<i64>,
    events: Vec<EventIdx>,
}

impl FindingId {
    /// That of a finding.
    pub fn of(finding: &Finding) -> Self {
        let Finding { rule, patient, source, .. } = *finding;
        let from = finding.span.map(|span| span.from.0);
        Self { rule, patient, source, from, events: finding.events.clone() }
    }

    /// The place of the finding among those of a check, which are by rule and there by patient.
    pub fn place(&self, checked: &Checked) -> Option<usize> {
        let before = |other: &Finding| (other.rule, other.patient) < (self.rule, self.patient);
        let first = checked.findings.partition_point(before);
        let same = |other: &Finding| (other.rule, other.patient) == (self.rule, self.patient);
        let mut near = checked.findings[first..].iter().take_while(|other| same(other));
        near.position(|other| Self::of(other) == *self).map(|at| first + at)
    }
}

/// How the findings are looked at; undo does not cover it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FindingsLook {
    /// Those of one rule, by its place in the pack.
    pub rule: Option<u16>,
    /// Those of one source.
    pub source: Option<SourceId>,
    /// Those of one care site, by its place in the store.
    pub site: Option<u16>,
    /// Those of one severity.
    pub severity: Option<Severity>,
    /// Those of one verdict.
    pub verdict: Option<Verdict>,
    /// Their order.
    pub sort: FindingsSort,
    /// Whether it runs the other way.
    pub reversed: bool,
    /// The one that is looked at.
    pub picked: Option<FindingId>,
}

impl FindingsLook {
    /// Whether it lists the same findings in the same order.
    fn lists_as(&self, other: &Self) -> bool {
        let of = |look: &Self| (look.rule, look.source, look.site, look.severity, look.verdict);
        of(self) == of(other) && (self.sort, self.reversed) == (other.sort, other.reversed)
    }
}

/// The rules there are.
#[derive(Debug)]
pub struct Rulebook {
    /// The shipped pack with those of users over it, against the open store.
    pub compiled: Compiled,
    /// What is wrong with files of users, which then count for nothing.
    pub troubles: Vec<Trouble>,
}

impl Rulebook {
    /// The pack.
    pub fn pack(&self) -> &Arc<Pack> {
        self.compiled.pack()
    }

    fn read(store: &Store, files: &[PathBuf]) -> Option<Self> {
        let mut troubles = Vec::new();
        let shipped = packs::shipped().unwrap_or_else(|wrong| {
            troubles.extend(wrong);
            Pack::default()
        });
        let mut pack = shipped.clone();
        for file in files {
            match packs::read(file, &pack) {
                Ok(over) => pack = packs::merge(pack, over),
                Err(wrong) => troubles.extend(wrong),
            }
        }
        let compiled = compile(Arc::new(pack), store).or_else(|wrong| {
            troubles.push(wrong);
            compile(Arc::new(shipped), store)
        });
        Some(Self { compiled: compiled.ok()?, troubles })
    }
}

/// What the rules follow from. A change of the files, even to the same ones, reads them again.
#[derive(Clone, Debug)]
pub struct RulebookKey {
    generation: u64,
    files: Arc<Vec<PathBuf>>,
}

impl PartialEq for RulebookKey {
    fn eq(&self, other: &Self) -> bool {
        self.generation == other.generation && Arc::ptr_eq(&self.files, &other.files)
    }
}

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

/// The parameters that differ from the pack's; whether a rule is left out changes nothing of what it finds.
fn parameters(project: &Project) -> impl Iterator<Item = (&String, &BTreeMap<String, f64>)> {
    let set = project.rules.iter().map(|(id, rule)| (id, &rule.parameters));
    set.filter(|(_, parameters)| !parameters.is_empty())
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
    pub classes: Derived<(FindingsKey, Vec<u16>), ByFinding>,
}

/// What the screen is asked about.
pub(super) struct AskedFindings<'a> {
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
    pub(super) fn refresh(&mut self, of: &AskedFindings<'_>, jobs: &mut Jobs<Workspace>) {
        let Some((key, rulebook, checked)) = self.refresh_found(of, jobs) else { return };
        self.refresh_listed(of, &key, (&rulebook, &checked), jobs);
        self.refresh_card(of, &key, (&rulebook, &checked), jobs);
        self.refresh_prices(of, key, checked, jobs);
    }

    /// Asks for the classes that events are drawn as by what was found.
    pub(super) fn refresh_classes(&mut self, of: &AskedFindings<'_>, jobs: &mut Jobs<Workspace>) {
        let Some((key, rulebook, checked)) = self.refresh_found(of, jobs) else { return };
        let off = off(rulebook.pack(), of.project);
        let (events, key) = (of.store.event_count(), (key, off.clone()));
        let work = move |_: &Cancel, _: &_| {
            let mut classes = ByFinding::new(events);
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
    pub(super) fn refresh_found(
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
    pub(super) fn clear(&mut self) {
        self.rulebook.clear();
        self.checked.clear();
        self.prices.clear();
        self.listed.clear();
        self.card.clear();
        self.classes.clear();
    }
}

/// The parameters that are set, by places; those of rules that the pack does not have are kept for when it does.
fn values(pack: &Pack, settings: &BTreeMap<String, RuleSetting>) -> Vec<(u16, usize, f64)> {
    let mut all = Vec::new();
    for (at, rule) in pack.rules.iter().enumerate() {
        let Some(setting) = settings.get(&rule.id) else { continue };
        for (place, param) in rule.params.iter().enumerate() {
            if let Some(value) = setting.parameters.get(&param.id) {
                all.push((at as u16, place, value.clamp(param.least, param.most)));
            }
        }
    }
    all
}

/// The rules of which something else is set.
fn changed(pack: &Pack, old: &Project, new: &Project) -> Vec<u16> {
    let of = |project: &Project, id: &str| {
        project.rules.get(id).map(|rule| rule.parameters.clone()).unwrap_or_default()
    };
    let places = pack.rules.iter().enumerate().filter(|(_, rule)| of(old, &rule.id) != of(new, &rule.id));
    places.map(|(at, _)| at as u16).collect()
}

/// Rules that are left out, by their places.
fn off(pack: &Pack, project: &Project) -> Vec<u16> {
    let is_off = |id: &str| project.rules.get(id).is_some_and(|setting| setting.off);
    let places = pack.rules.iter().enumerate().filter(|(_, rule)| is_off(&rule.id));
    places.map(|(at, _)| at as u16).collect()
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

/// The sources that a finding rests on, one bit each.
pub fn sources_of(store: &Store, finding: &Finding) -> u64 {
    let sources = &store.events().source;
    let own = finding.source.map_or(0, |source| 1 << source.0);
    finding.events.iter().fold(own, |all, at| all | 1 << sources[at.index()])
}

/// The findings to list, by their places, in order.
fn listed(store: &Store, checked: &Checked, look: &FindingsLook, off: &[u16]) -> Vec<u32> {
    let sites = &store.events().site;
    let passes = |finding: &Finding| {
        look.rule.map_or_else(|| !off.contains(&finding.rule), |rule| rule == finding.rule)
            && look.severity.is_none_or(|severity| severity == finding.severity)
            && look.verdict.is_none_or(|verdict| verdict == finding.verdict)
            && look.source.is_none_or(|source| sources_of(store, finding) >> source.0 & 1 == 1)
            && look
                .site
                .is_none_or(|site| finding.events.iter().any(|at| sites.get(at.index()) == Some(site)))
    };
    let mut all: Vec<u32> =
        (0..checked.findings.len() as u32).filter(|at| passes(&checked.findings[*at as usize])).collect();
    let of = |at: &u32| &checked.findings[*at as usize];
    match look.sort {
        FindingsSort::Severity => all.sort_by_key(|at| (of(at).verdict, std::cmp::Reverse(of(at).severity))),
        FindingsSort::Rule => {}
        FindingsSort::Patient => all.sort_by_key(|at| of(at).patient),
        FindingsSort::Date => all.sort_by_key(|at| of(at).span.map(|span| span.from)),
        FindingsSort::Source => all.sort_by_key(|at| sources_of(store, of(at)).trailing_zeros()),
        FindingsSort::Verdict => all.sort_by_key(|at| of(at).verdict),
        FindingsSort::Measure => {
            let measure = |at: &u32| of(at).measure.unwrap_or(f32::NEG_INFINITY);
            all.sort_by(|a, b| measure(b).total_cmp(&measure(a)));
        }
    }
    if look.reversed {
        all.reverse();
    }
    all
}

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

/// By what a finding about a patient is known again.
pub fn anchor_of(store: &Store, pack: &Pack, finding: &Finding) -> Option<Anchor> {
    let rule = pack.rules.get(usize::from(finding.rule))?;
    let rows = finding.events.iter().map(|at| at.index());
    Some(anchor::anchor(store, About::Rule(rule.id.clone()), finding.patient?, rows))
}

impl Workspace {
    /// How the findings are looked at.
    pub fn findings_look(&self) -> &FindingsLook {
        &self.findings_look
    }

    /// Files of rules that were added to the shipped ones.
    pub fn rule_files(&self) -> &[PathBuf] {
        &self.rule_files
    }

    /// The findings about a patient that rules in use made, by their places, with the check that they are of.
    pub fn findings_of(&self, patient: PatientId) -> Option<(&Arc<Checked>, Vec<usize>)> {
        let found = &self.results.findings;
        let (checked, pack) = (found.checked.value()?, found.rulebook.value()?.pack());
        if checked.generation != self.store()?.generation() {
            return None;
        }
        let off = off(pack, self.project());
        let mut places = Vec::new();
        // Findings are by rule, and there by patient.
        for rule in (0..pack.rules.len() as u16).filter(|rule| !off.contains(rule)) {
            let before = |finding: &Finding| (finding.rule, finding.patient) < (rule, Some(patient));
            let first = checked.findings.partition_point(before);
            let same = |finding: &&Finding| (finding.rule, finding.patient) == (rule, Some(patient));
            places.extend(first..first + checked.findings[first..].iter().take_while(same).count());
        }
        Some((checked, places))
    }

    /// The finding that is looked at, with the check that it is of.
    pub fn picked_finding(&self) -> Option<(&Arc<Checked>, &Finding)> {
        let checked = self.results.findings.checked.value()?;
        let at = self.findings_look.picked.as_ref()?.place(checked)?;
        Some((checked, &checked.findings[at]))
    }

    /// The anchor of the finding that is looked at.
    pub fn picked_anchor(&self) -> Option<Anchor> {
        let (_, finding) = self.picked_finding()?;
        anchor_of(self.store()?, self.results.findings.rulebook.value()?.pack(), finding)
    }

    /// The judgement of the finding that is looked at as it would be after saying something else of it: the reason and
    /// the note stay.
    pub fn judging(&self, judgement: Option<Judgement>) -> Option<ProjectEdit> {
        let anchor = self.picked_anchor()?;
        let before = self.project().judgements.get(&anchor);
        let judged = judgement.map(|judgement| match before {
            Some(before) => Judged { judgement, ..before.clone() },
            None => Judged::new(judgement),
        });
        Some(ProjectEdit::Judge(anchor, judged))
    }

    /// Looks at all findings again, for when places in pack or store are others.
    pub(super) fn forget_finding(&mut self) {
        let FindingsLook { sort, reversed, .. } = self.findings_look;
        self.findings_look = FindingsLook { sort, reversed, ..FindingsLook::default() };
    }

    pub(super) fn look_at_findings(&mut self, look: FindingsLook) {
        self.findings_look = look;
    }

    /// Picks the finding that many places further down the list.
    pub(super) fn step_finding(&mut self, by: i64) {
        let results = &self.results.findings;
        let (Some(checked), Some(listed)) = (results.checked.value(), results.listed.value()) else { return };
        let picked = self.findings_look.picked.as_ref().and_then(|picked| picked.place(checked));
        let now = picked.and_then(|picked| listed.iter().position(|at| *at as usize == picked));
        let next = now.map_or(0, |now| (now as i64 + by).clamp(0, listed.len() as i64 - 1));
        let next = listed.get(next.max(0) as usize).and_then(|at| checked.findings.get(*at as usize));
        if let Some(id) = next.map(FindingId::of) {
            self.findings_look.picked = Some(id);
        }
    }

    pub(super) fn change_rule_files(&mut self, change: impl FnOnce(&mut Vec<PathBuf>)) {
        let mut files = self.rule_files.as_ref().clone();
        change(&mut files);
        self.rule_files = Arc::new(files);
        // Places in the pack are others now.
        self.forget_finding();
    }

    /// Finds the patients of a mark and adds them as a link of the filter chain.
    pub(super) fn pick_findings(&mut self, pick: FindingsPick, label: String) {
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

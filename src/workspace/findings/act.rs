//! What the workspace says and does about findings: which is picked, its judgement, and which files of rules count.
//! Results are asked for elsewhere; these are the answers to questions and commands.

use std::path::PathBuf;
use std::sync::Arc;

use crate::base::PatientId;
use crate::compute::anchor;
use crate::compute::rules::{Checked, Finding};
use crate::model::rule::Pack;
use crate::model::{About, Anchor, Judged, Judgement};
use crate::store::Store;
use crate::workspace::project::ProjectEdit;
use crate::workspace::{Screen, Workspace};

use super::list::{FindingId, FindingsLook};
use super::rulebook::off;

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

    /// The anchor of what is looked at and can be judged: a finding or a gap, as the screen has it.
    pub fn picked_anchor(&self) -> Option<Anchor> {
        match self.screen {
            Screen::Findings => self.finding_anchor(),
            Screen::Gaps => self.gap_anchor(),
            Screen::Patient => {
                let (_, gap) = self.picked_gap()?;
                (Some(gap.patient) == self.patient && self.view.event.is_none()).then(|| self.gap_anchor())?
            }
            _ => None,
        }
    }

    fn finding_anchor(&self) -> Option<Anchor> {
        let (_, finding) = self.picked_finding()?;
        anchor_of(self.store()?, self.results.findings.rulebook.value()?.pack(), finding)
    }

    /// The judgement of what is looked at as it would be after saying something else of it: the reason and
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
    pub(in crate::workspace) fn forget_finding(&mut self) {
        let FindingsLook { sort, reversed, .. } = self.findings_look;
        self.findings_look = FindingsLook { sort, reversed, ..FindingsLook::default() };
    }

    pub(in crate::workspace) fn look_at_findings(&mut self, look: FindingsLook) {
        self.findings_look = look;
    }

    /// Picks the finding that many places further down the list.
    pub(in crate::workspace) fn step_finding(&mut self, by: i64) {
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

    pub(in crate::workspace) fn change_rule_files(&mut self, change: impl FnOnce(&mut Vec<PathBuf>)) {
        let mut files = self.rule_files.as_ref().clone();
        change(&mut files);
        self.rule_files = Arc::new(files);
        // Places in the pack are others now.
        self.forget_finding();
    }
}

//! What was found of a number of patients, and how it is put together in their order.
//! Findings beyond the most that are asked for are counted and not kept.

use crate::base::{PatientId, PatientSet};
use crate::compute::rules::{Checked, Finding, Habits, RuleTally};
use crate::model::rule::{Severity, Verdict};

/// What was found by one rule.
#[derive(Default)]
struct One {
    verdicts: [u64; 5],
    findings: Vec<Finding>,
    left_out: u64,
    worst: Option<Severity>,
    violators: Vec<PatientId>,
    /// Patients of whom a rule about sources or linkage speaks.
    spoken_of: PatientSet,
    /// The largest measure of each patient.
    measures: Vec<(f32, PatientId)>,
}

/// What was found, by rule.
pub(in crate::compute::rules) struct Found(Vec<One>);

impl Found {
    pub fn new(rules: usize) -> Self {
        Self((0..rules).map(|_| One::default()).collect())
    }

    pub fn tally(&mut self, rule: usize, verdict: Verdict, times: u64) {
        self.0[rule].verdicts[verdict as usize] += times;
    }

    pub fn violator(&mut self, rule: usize, patient: PatientId) {
        let violators = &mut self.0[rule].violators;
        if violators.last() != Some(&patient) {
            violators.push(patient);
        }
    }

    /// A violation of this severity was found.
    pub fn severity(&mut self, rule: usize, severity: Severity) {
        let worst = &mut self.0[rule].worst;
        *worst = (*worst).max(Some(severity));
    }

    pub fn violators(&mut self, rule: usize, patients: &PatientSet) {
        self.0[rule].spoken_of |= patients;
    }

    pub fn measure(&mut self, rule: usize, measure: f64, patient: PatientId) {
        let (measure, measures) = (measure as f32, &mut self.0[rule].measures);
        match measures.last_mut() {
            Some((most, last)) if *last == patient => *most = most.max(measure),
            _ => measures.push((measure, patient)),
        }
    }

    pub fn is_full(&self, rule: usize, most: usize) -> bool {
        self.0[rule].findings.len() >= most
    }

    pub fn leave_out(&mut self, rule: usize) {
        self.0[rule].left_out += 1;
    }

    pub fn list(&mut self, finding: Finding) {
        self.0[usize::from(finding.rule)].findings.push(finding);
    }

    /// Adds what was found of the patients that come next.
    pub fn add(&mut self, next: Self, most: usize) {
        for (one, mut next) in self.0.iter_mut().zip(next.0) {
            one.verdicts.iter_mut().zip(next.verdicts).for_each(|(sum, more)| *sum += more);
            one.worst = one.worst.max(next.worst);
            let room = most.saturating_sub(one.findings.len()).min(next.findings.len());
            one.left_out += next.left_out + (next.findings.len() - room) as u64;
            next.findings.truncate(room);
            one.findings.append(&mut next.findings);
            one.violators.append(&mut next.violators);
            one.measures.append(&mut next.measures);
        }
    }

    /// All of it, with limits by rule.
    pub fn finish(
        self,
        generation: u64,
        habits: Habits,
        limits: Vec<Option<f64>>,
        asked: &dyn Fn(usize) -> bool,
    ) -> Checked {
        let mut checked = Checked { generation, habits, ..Checked::default() };
        for (at, (mut one, limit)) in self.0.into_iter().zip(limits).enumerate() {
            one.measures.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            checked.findings.append(&mut one.findings);
            checked.rules.push(RuleTally {
                checked: asked(at),
                verdicts: one.verdicts,
                worst: one.worst,
                patients: &PatientSet::from_sorted(one.violators) | &one.spoken_of,
                left_out: one.left_out,
                limit,
                measures: one.measures,
            });
        }
        checked
    }
}

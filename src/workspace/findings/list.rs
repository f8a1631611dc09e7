//! Which findings are listed and in which order, and which of them is looked at.
//! It finds nothing; it orders what was found.

use crate::base::{EventIdx, PatientId, SourceId};
use crate::compute::rules::{Checked, Finding};
use crate::model::rule::{Severity, Verdict};
use crate::store::Store;

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
    pub(super) fn lists_as(&self, other: &Self) -> bool {
        let of = |look: &Self| (look.rule, look.source, look.site, look.severity, look.verdict);
        of(self) == of(other) && (self.sort, self.reversed) == (other.sort, other.reversed)
    }
}

/// The sources that a finding rests on, one bit each.
pub fn sources_of(store: &Store, finding: &Finding) -> u64 {
    let sources = &store.events().source;
    let own = finding.source.map_or(0, |source| 1 << source.0);
    finding.events.iter().fold(own, |all, at| all | 1 << sources[at.index()])
}

/// The findings to list, by their places, in order.
pub(super) fn listed(store: &Store, checked: &Checked, look: &FindingsLook, off: &[u16]) -> Vec<u32> {
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

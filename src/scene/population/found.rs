//! Colours by what was found instead of by phase: each event by the worst finding that it is part of, or by why
//! something is missing before or after it. Which findings and gaps count is decided elsewhere.

use crate::model::Explanation;
use crate::model::rule::Severity;

use super::super::patient::why_ink;
use super::super::primitives::Ink;
use super::super::words::Words;

/// The ink of an event with a finding counts so often, so that few findings among many events are seen.
pub(super) const WEIGHT: i32 = 12;

/// What was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FoundKind {
    /// Findings, by severity.
    #[default]
    Findings,
    /// Gaps, by explanation.
    Gaps,
}

impl FoundKind {
    /// The ink of each class, nothing found first.
    pub fn inks(self) -> Vec<Ink> {
        match self {
            Self::Findings => vec![Ink::Bar, Ink::Accent, Ink::Warning, Ink::Error],
            Self::Gaps => std::iter::once(Ink::Bar).chain(Explanation::ALL.map(why_ink)).collect(),
        }
    }

    /// What each class is called.
    pub fn names(self, words: &dyn Words) -> Vec<String> {
        match self {
            Self::Findings => words.found().to_vec(),
            Self::Gaps => {
                let whys = Explanation::ALL.map(|why| words.why(why));
                std::iter::once(words.no_gap()).chain(whys).collect()
            }
        }
    }
}

/// By event of the store: the class that it is drawn as.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByFound {
    kind: FoundKind,
    classes: Vec<u8>,
}

impl ByFound {
    /// No event is part of anything that was found.
    pub fn new(kind: FoundKind, events: usize) -> Self {
        Self { kind, classes: vec![0; events] }
    }

    /// What was found.
    pub fn kind(&self) -> FoundKind {
        self.kind
    }

    /// An event is part of a finding; the worst one counts.
    pub fn add(&mut self, event: usize, severity: Severity) {
        if let Some(class) = self.classes.get_mut(event) {
            *class = (*class).max(1 + severity as u8);
        }
    }

    /// Something is missing before or after an event; of several explanations the first in their order counts.
    pub fn add_gap(&mut self, event: usize, why: Explanation) {
        if let Some(class) = self.classes.get_mut(event) {
            let new = 1 + why as u8;
            *class = if *class == 0 { new } else { new.min(*class) };
        }
    }

    /// The class of an event.
    #[inline]
    pub fn of(&self, event: usize) -> u8 {
        self.classes.get(event).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn the_worst_finding_gives_the_colour() {
        let mut found = ByFound::new(FoundKind::Findings, 3);
        found.add(1, Severity::Warning);
        found.add(1, Severity::Info);
        found.add(7, Severity::Error);
        assert_eq!([0, 1, 2, 7].map(|event| found.of(event)), [0, 2, 0, 0]);
        assert_eq!(FoundKind::Findings.inks()[usize::from(found.of(1))], Ink::Warning);
    }

    #[test]
    fn a_clinical_gap_counts_before_others() {
        let mut found = ByFound::new(FoundKind::Gaps, 2);
        found.add_gap(0, Explanation::Outage);
        found.add_gap(0, Explanation::Clinical);
        found.add_gap(0, Explanation::Route);
        assert_eq!(FoundKind::Gaps.inks()[usize::from(found.of(0))], why_ink(Explanation::Clinical));
    }
}

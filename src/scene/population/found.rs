//! Colours by what was found instead of by phase: each event by the worst finding that it is part of.
//! Which findings count is decided elsewhere.

use crate::model::rule::Severity;

use super::super::primitives::Ink;

/// What an event is drawn as where it is part of no finding, and the severities from the mildest.
pub const CLASSES: usize = 1 + Severity::ALL.len();
/// The ink of an event with a finding counts so often, so that few findings among many events are seen.
pub(super) const WEIGHT: i32 = 12;

/// By event of the store: the class that it is drawn as.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByFinding(Vec<u8>);

impl ByFinding {
    /// No event is part of a finding.
    pub fn new(events: usize) -> Self {
        Self(vec![0; events])
    }

    /// An event is part of a finding; the worst one counts.
    pub fn add(&mut self, event: usize, severity: Severity) {
        if let Some(class) = self.0.get_mut(event) {
            *class = (*class).max(1 + severity as u8);
        }
    }

    /// The class of an event.
    #[inline]
    pub fn of(&self, event: usize) -> u8 {
        self.0.get(event).copied().unwrap_or(0)
    }
}

/// The ink of each class.
pub fn inks() -> [Ink; CLASSES] {
    [Ink::Bar, Ink::Accent, Ink::Warning, Ink::Error]
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn the_worst_finding_gives_the_colour() {
        let mut found = ByFinding::new(3);
        found.add(1, Severity::Warning);
        found.add(1, Severity::Info);
        found.add(7, Severity::Error);
        assert_eq!([0, 1, 2, 7].map(|event| found.of(event)), [0, 2, 0, 0]);
        assert_eq!(inks()[usize::from(found.of(1))], Ink::Warning);
    }
}

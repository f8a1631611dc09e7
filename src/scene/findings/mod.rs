//! The pictures of findings: what each rule came to, what a threshold flags at every value, how far apart an agent is
//! given at a site, and measured values around a finding. They are drawn from numbers that were counted elsewhere.

pub mod curve;
pub mod intervals;
pub mod labs;
pub mod tallies;
#[cfg(test)]
mod test;
pub mod words;

use super::sheet::{sheet, small, target};
use crate::model::rule::Verdict;

pub use words::{FindingsWords, Said};

/// Room at the edges, in logical pixels.
const EDGE: f32 = 8.0;
/// Height of a line of small text, in logical pixels.
const LINE: f32 = 15.0;

/// The charts of the findings screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Chart {
    /// What each rule came to.
    Tallies,
    /// What a threshold flags at every value.
    Curve,
    /// How far apart an agent is given at a site.
    Intervals,
    /// Measured values around a finding.
    Labs,
}

impl Chart {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Tallies, Self::Curve, Self::Intervals, Self::Labs];

    /// What files call it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Tallies => "rules",
            Self::Curve => "threshold",
            Self::Intervals => "intervals",
            Self::Labs => "measured-values",
        }
    }
}

/// What a pointer on a mark of the findings screen points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FindingsHit {
    /// A rule's name, by its row.
    Rule(usize),
    /// What a rule says with one verdict, by its row.
    Verdict(usize, Verdict),
    /// A value of the threshold, by its place on the curve.
    Value(usize),
    /// Intervals of so many days.
    Days(usize),
    /// A measured value, by its event's row in the store.
    Lab(usize),
}

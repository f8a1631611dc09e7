//! The bars of the set plot: intersections of sets with their patients and person-time.
//! It counts no patient; the patterns have been counted.

use super::patterns::Micros;

/// An intersection of sets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// The sets, one bit each.
    pub mask: u64,
    /// Patients.
    pub patients: u64,
    /// Time under observation, over all patients.
    pub micros: Micros,
}

/// The bars to draw.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    /// The largest intersections, in the order asked for.
    pub bars: Vec<Bar>,
    /// Those in none of the sets, who are in no bar.
    pub none: Bar,
    /// Intersections there are, shown or not.
    pub of: u64,
    /// Whether `of` counts them all: beyond 20 sets not every combination is tried.
    pub complete: bool,
    /// What is in any of the bars, patients or µs, each counted once.
    pub weight_shown: f64,
    /// What is in any set.
    pub weight_all: f64,
}

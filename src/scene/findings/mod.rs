//! The pictures of findings: what each rule came to, what a threshold flags at every value, how far apart an agent is
//! given at a site, and measured values around a finding. They are drawn from numbers that were counted elsewhere.

pub mod curve;
pub mod intervals;
pub mod labs;
pub mod tallies;
#[cfg(test)]
mod test;
pub mod words;

use super::primitives::{Area, Hit, Ink, Pos, Scene, Shape, Text, TextSize};
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

/// An empty picture on its ground.
fn sheet(width: f32, height: f32) -> Scene {
    let mut scene = Scene::new(width, height);
    scene.fill(Area::new(0.0, 0.0, width, height), Ink::Background);
    scene
}

fn small(at: Pos, words: impl Into<String>, ink: Ink) -> Text {
    Text::new(at, words, TextSize::Small, ink)
}

/// An area that cannot be seen but pointed at, so that narrow marks are easily met.
fn target(scene: &mut Scene, area: Area, hit: FindingsHit, alt: String) {
    let shape = Shape::Rect { area, radius: 0.0, fill: None, stroke: None };
    scene.add_hit(shape, Hit::Findings(hit), Some(alt));
}

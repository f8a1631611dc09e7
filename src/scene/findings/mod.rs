//! The pictures of findings: what a threshold flags at every value, how far apart an agent is given at a site, and
//! what each rule came to. They are drawn from numbers that were counted elsewhere.

mod curve;
mod intervals;
mod overview;
#[cfg(test)]
mod test;

pub use curve::{CurveLabels, CurveSpec, curve, value_at};
pub use intervals::{IntervalSpec, intervals};
pub use overview::{Bar, OverviewSpec, overview};

use super::primitives::{Area, Ink, Pos, Scene, Text, TextSize};

/// Room at the edges, in logical pixels.
const EDGE: f32 = 8.0;
/// Height of a line of small text, in logical pixels.
const LINE: f32 = 15.0;

/// An empty picture on its ground.
fn sheet(width: f32, height: f32) -> Scene {
    let mut scene = Scene::new(width, height);
    scene.fill(Area::new(0.0, 0.0, width, height), Ink::Background);
    scene
}

fn small(at: Pos, words: impl Into<String>, ink: Ink) -> Text {
    Text::new(at, words, TextSize::Small, ink)
}

//! The pictures of the coverage screen: who and what is left when sources are combined.
//! Each picture is a pure function of a result, what is wanted of it, and words; this file holds what they share.

pub mod best;
pub mod brush;
pub mod costs;
pub mod drift;
pub mod drop_off;
pub mod estimate;
#[cfg(test)]
pub(crate) mod fixture;
pub mod flow;
pub mod funnel;
pub mod heat;
mod labels;
pub mod sets;
#[cfg(test)]
mod test;
pub mod words;

use super::primitives::{Anchor, Area, Hit, Ink, Pos, Scene, Shape, Text, TextSize, Weight};
use super::sheet::{sheet, small, target};
use super::text;

pub use words::{CoverageWords, Phrase};

/// Distance of two lines of small text, in logical pixels.
const LINE: f32 = 14.0;
/// Space kept at the edges of a picture, in logical pixels.
const EDGE: f32 = 6.0;
/// A year of person-time in µs: 365.25 days.
pub const YEAR: f64 = 365.25 * crate::base::time::DAY as f64;

/// The charts of the coverage screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Chart {
    /// From population to usable, source by source.
    Funnel,
    /// Who is in which combination.
    Sets,
    /// What is left as sets are added in an order.
    DropOff,
    /// What each set costs on average.
    Costs,
    /// The largest complete set for each number of sets.
    BestSubsets,
    /// Whether those who are lost are the same people.
    Drift,
    /// Drop-off by subgroup.
    Heat,
    /// The flow of the linkage.
    Flow,
    /// What can be said before linkage.
    Estimate,
}

impl Chart {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 9] = [
        Self::Funnel,
        Self::Sets,
        Self::DropOff,
        Self::Costs,
        Self::BestSubsets,
        Self::Drift,
        Self::Heat,
        Self::Flow,
        Self::Estimate,
    ];

    /// What files and arguments call it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Funnel => "funnel",
            Self::Sets => "sets",
            Self::DropOff => "drop-off",
            Self::Costs => "costs",
            Self::BestSubsets => "best-subsets",
            Self::Drift => "drift",
            Self::Heat => "heat",
            Self::Flow => "flow",
            Self::Estimate => "estimate",
        }
    }
}

/// What a pointer on a mark of the coverage screen points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CoverageHit {
    /// A step of a source in the funnel: its row, and its column from 0, has a key.
    Funnel {
        /// The row.
        row: usize,
        /// The column.
        step: usize,
    },
    /// A source's name in the funnel.
    FunnelRow(usize),
    /// A set's row in the set plot: its name and size; it can be dragged.
    SetRow(usize),
    /// An intersection of sets, one bit each.
    Bar(u64),
    /// The patients before the first step of the drop-off.
    Start,
    /// A step of the drop-off, by its place in the order; it can be dragged.
    Step(usize),
    /// What a set costs, by its place in the patterns.
    Cost(usize),
    /// The best subset of so many sets.
    Best(usize),
    /// A row of the drift.
    Row(usize),
    /// A level against a set; the column after the last set is all of them.
    Cell {
        /// The level's place.
        row: usize,
        /// The set's place.
        column: usize,
    },
    /// A level's name in the heat map.
    Level(usize),
    /// The handle at the beginning of the brushed window.
    BrushFrom,
    /// The handle at its end.
    BrushTo,
    /// The brushed window itself.
    BrushSpan,
    /// The axis outside of it.
    BrushAxis,
    /// A box of the linkage flow; the column after the last source is all of them together.
    Flow {
        /// The column.
        column: usize,
        /// The box from the top.
        row: usize,
    },
    /// A combination whose size is estimated, by its place.
    Combination(usize),
    /// One estimate of a combination.
    Estimate {
        /// The combination's place.
        combination: usize,
        /// The estimate's place.
        estimate: usize,
    },
}

/// Where something that is dragged would go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drop {
    /// Before the one at this place; after all where there is none.
    Before(usize),
    /// Together with the one at this place, as a group.
    Onto(usize),
}

/// Makes the picture as high as its content needs, if that is more than was asked for.
fn grow(scene: &mut Scene, height: f32) {
    scene.height = scene.height.max(height);
    if let Some(Shape::Rect { area, .. }) = scene.items.first_mut().map(|item| &mut item.shape) {
        area.h = scene.height;
    }
}

fn normal(at: Pos, words: impl Into<String>, ink: Ink) -> Text {
    Text::new(at, words, TextSize::Normal, ink)
}

/// The width of the widest of small texts.
fn widest_small<'a>(texts: impl Iterator<Item = &'a str>) -> f32 {
    texts.map(|words| text::wide(words, TextSize::Small.px(), Weight::Regular)).fold(0.0, f32::max)
}

/// The width of the widest of texts of normal size.
fn widest_normal<'a>(texts: impl Iterator<Item = &'a str>) -> f32 {
    texts.map(|words| text::wide(words, TextSize::Normal.px(), Weight::Regular)).fold(0.0, f32::max)
}

/// A bar that points at something and says what.
fn bar(scene: &mut Scene, area: Area, ink: Ink, hit: CoverageHit, alt: String) {
    let radius = if area.w >= 6.0 && area.h >= 6.0 { 2.0 } else { 0.0 };
    let shape = Shape::Rect { area, radius, fill: Some(ink), stroke: None };
    scene.add_hit(shape, Hit::Coverage(hit), Some(alt));
}

/// A name at the right end of its column, cut to it.
fn name(scene: &mut Scene, right: f32, y: f32, most: f32, words: &str, hit: CoverageHit, alt: String) {
    let label = normal(Pos::new(right, y), words, Ink::Text).within(most).anchored(Anchor::Right);
    scene.add_hit(Shape::Text(label), Hit::Coverage(hit), Some(alt));
}

/// A share of something; nothing of nothing is nothing.
fn share(n: f64, of: f64) -> f64 {
    if of > 0.0 { n / of } else { 0.0 }
}

/// The titles of the sets in a mask.
fn titles(sets: &[crate::compute::coverage::ResolvedSet], mask: u64) -> Vec<&str> {
    let inside = sets.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1);
    inside.map(|(_, set)| set.title.as_str()).collect()
}

/// The mask of every one of so many sets.
fn every(sets: usize) -> u64 {
    1u64.checked_shl(sets as u32).map_or(u64::MAX, |next| next - 1)
}

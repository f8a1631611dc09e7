//! Pictures without a toolkit: shapes with hit ids and texts, scales, ticks, and the layouts of the two main views.
//! It computes nothing a result does not hold, and knows neither window nor file format.

pub mod coverage;
pub mod extent;
pub mod findings;
#[cfg(test)]
pub(crate) mod fixture;
pub mod gaps;
pub mod patient;
pub mod population;
pub mod primitives;
pub mod reconcile;
pub mod scale;
mod sheet;
pub mod text;
pub mod theme;
pub mod ticks;
pub mod words;

pub use primitives::{
    Anchor, Area, Hit, Ink, Item, Pixels, Pos, Scene, Shape, Stroke, Text, TextSize, Weight,
};
pub use scale::{Axis, Scale};
pub use theme::{Rgb, Theme};
pub use words::{AxisLabels, English, Words};

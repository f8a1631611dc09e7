//! The part of the picture that takes time: marks or pixels, and the histogram, for a job to compute.
//! What it gives stays valid for the view it was drawn for, and is shown shifted until the next one is there.

use std::sync::Arc;

use crate::base::{Cancel, Cancelled, Span, Time, time::DAY};
use crate::compute::density::Density;

use super::super::primitives::Pixels;
use super::super::theme::Rgb;
use super::marks::{self, Mark};
use super::{Population, PopulationView, raster};

/// Up to so many marks are shapes of their own; more are drawn into pixels.
pub const MOST_MARKS: usize = 10_000;

/// Widths of a bin of the histogram, in days; all are multiples of the density's step.
pub(super) const BIN_DAYS: [f64; 16] = [
    1.0 / 24.0,
    0.25,
    1.0,
    2.0,
    7.0,
    14.0,
    28.0,
    91.3125,
    182.625,
    365.25,
    730.5,
    1826.25,
    3652.5,
    36525.0,
    365_250.0,
    3_652_500.0,
];

/// What a job drew.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The view it was drawn for.
    pub view: PopulationView,
    /// The rows.
    pub marks: Marks,
    /// Events of all rows by the time of their start.
    pub histogram: Histogram,
}

/// How the rows are drawn.
#[derive(Clone, Debug)]
pub enum Marks {
    /// Each event for itself.
    Few(Vec<Mark>),
    /// Pixels that cover the plot.
    Many(Arc<Pixels>),
}

/// Counts by time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Histogram {
    /// Width of a bin, in days.
    pub days: f64,
    /// From the start of the first bin to the end of the last, on the axis.
    pub span: Span,
    /// Events that start in each bin.
    pub counts: Vec<u64>,
}

/// Draws the rows in sight, and the histogram of `density`, which holds the starts of all rows.
pub fn draw(
    of: &Population,
    view: &PopulationView,
    palette: &[Rgb],
    density: &Density,
    cancel: &Cancel,
) -> Result<Drawn, Cancelled> {
    let in_sight = view.rows_in_sight(of.rows);
    let few = if in_sight.len() <= 2 * MOST_MARKS && view.row_height >= 1.0 {
        marks::collect(of, view, MOST_MARKS)
    } else {
        None
    };
    let marks = match few {
        Some(marks) => Marks::Few(marks),
        None => Marks::Many(Arc::new(raster(of, view, palette, cancel)?)),
    };
    Ok(Drawn { view: *view, marks, histogram: histogram(of, view, density) })
}

/// Bins of a readable width, at least seven pixels wide, with one boundary at day 0 (or on the calendar, 1970).
fn histogram(of: &Population, view: &PopulationView, density: &Density) -> Histogram {
    let scale = view.scale(of.rows);
    let least = 7.0 / (scale.px_per_us() * DAY as f64);
    let days = BIN_DAYS.into_iter().find(|&days| days >= least).unwrap_or(BIN_DAYS[BIN_DAYS.len() - 1]);
    let width = (days * DAY as f64) as i64;
    let first = view.time.from.0.div_euclid(width);
    let after = view.time.to.0.saturating_sub(1).div_euclid(width) + 1;
    let bins = (after - first).clamp(1, 10_000) as usize;
    let span = Span { from: Time(first * width), to: Time((first + bins as i64) * width) };
    Histogram { days, span, counts: density.bins(first, width, bins) }
}

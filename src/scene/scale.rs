//! Time to pixels and back.
//! It knows nothing of dates; where ticks go is decided elsewhere.

use crate::base::{Span, Time};

pub use crate::compute::Axis;

/// A stretch of time laid over a stretch of pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The time shown, on the axis.
    pub view: Span,
    /// Where it starts, in pixels.
    pub left: f32,
    /// How many pixels it takes.
    pub width: f32,
}

impl Scale {
    /// Lays a stretch of time (at least 1 µs) over a stretch of pixels.
    pub fn new(view: Span, left: f32, width: f32) -> Self {
        let to = Time(view.to.0.max(view.from.0.saturating_add(1)));
        Self { view: Span { from: view.from, to }, left, width: width.max(1.0) }
    }

    /// Where the view ends, in pixels.
    pub fn right(&self) -> f32 {
        self.left + self.width
    }

    /// Pixels a µs takes.
    pub fn px_per_us(&self) -> f64 {
        f64::from(self.width) / (self.view.to.0 as f64 - self.view.from.0 as f64)
    }

    /// Where a time lies, in pixels; it may lie far outside.
    pub fn x(&self, time: i64) -> f32 {
        let since = time as f64 - self.view.from.0 as f64;
        (f64::from(self.left) + since * self.px_per_us()) as f32
    }

    /// Where a time lies, kept within the view and a margin in pixels.
    pub fn x_within(&self, time: i64, margin: f32) -> f32 {
        self.x(time).clamp(self.left - margin, self.right() + margin)
    }

    /// The time at a place, in µs.
    pub fn time(&self, x: f32) -> i64 {
        let since = f64::from(x - self.left) / self.px_per_us();
        (self.view.from.0 as f64 + since) as i64
    }
}

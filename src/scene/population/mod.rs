//! All journeys at once: a row a patient, bundled where there are more patients than pixels.
//! This file is the geometry; `raster` and `marks` draw the rows, and `paint` puts the picture together.

mod draw;
mod found;
mod marks;
mod paint;
mod raster;
#[cfg(test)]
mod test;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::base::{PatientId, Span};
use crate::compute::{Anchors, EventMask, RowGroup, Rows};
use crate::store::Store;

use super::primitives::Area;
use super::scale::{Axis, Scale};

pub use draw::{Drawn, MOST_MARKS, Marks, draw};
pub use found::{ByFound, FoundKind};
pub use paint::scene;
pub use raster::raster;

/// Space between two groups of rows, in pixels.
const GROUP_GAP: f64 = 10.0;
/// The tallest a bar gets, in pixels.
const TALLEST_BAR: f64 = 14.0;
/// The tallest a row gets, in pixels.
pub const TALLEST_ROW: f64 = 28.0;

/// What of the population is in sight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PopulationView {
    /// Width of the picture, in logical pixels.
    pub width: f32,
    /// Height of the picture, in logical pixels.
    pub height: f32,
    /// What the axis counts from.
    pub axis: Axis,
    /// The time in sight, on that axis.
    pub time: Span,
    /// Height of a row, in logical pixels; far below one where there are many.
    pub row_height: f64,
    /// How far the rows are scrolled, in logical pixels from the top of the first.
    pub scroll: f64,
    /// Device pixels in a logical one.
    pub density: f32,
}

/// The data of the picture.
#[derive(Clone, Copy, Debug)]
pub struct Population<'a> {
    /// The store.
    pub store: &'a Store,
    /// The rows.
    pub rows: &'a Rows,
    /// Everybody's day 0.
    pub anchors: &'a Anchors,
    /// The events looked at.
    pub mask: &'a EventMask,
    /// What was found, where that gives the colours; else phases do.
    pub found: Option<&'a ByFound>,
    /// Notes about patients, by pseudonym: whoever has one is marked where names stand.
    pub notes: Option<&'a BTreeMap<String, String>>,
}

impl Population<'_> {
    /// What gives an event its colour: the class of what was found, or its phase.
    #[inline]
    pub(super) fn class(&self, event: usize) -> u8 {
        match self.found {
            Some(found) => found.of(event),
            None => self.store.events().phase[event],
        }
    }

    /// How many classes there are.
    pub(super) fn classes(&self) -> usize {
        match self.found {
            Some(found) => found.kind().inks().len(),
            None => self.store.head().phases.len(),
        }
    }
}

/// Where the parts of the picture are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// The names of the phases.
    pub legend: Area,
    /// The rows.
    pub plot: Area,
    /// The histogram.
    pub histogram: Area,
}

/// A group's stretch of the plot.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Strip {
    /// The place of the group.
    pub group: usize,
    /// Its rows.
    pub rows: Range<usize>,
    /// Its top, in logical pixels from the top of the first row.
    pub top: f64,
}

impl Frame {
    /// Lays out a picture; groups need room for their names.
    pub fn new(width: f32, height: f32, groups: &[RowGroup]) -> Self {
        let gutter =
            if groups.len() > 1 { (width * 0.18).clamp(96.0, 190.0) } else { 96.0f32.min(width * 0.2) };
        let (top, bottom) = (52.0, if height > 260.0 { 76.0 } else { 0.0 });
        let wide = (width - gutter - 28.0).max(1.0);
        let plot = Area::new(gutter, top, wide, (height - top - bottom - 6.0).max(1.0));
        let histogram = Area::new(gutter, height - bottom + 24.0, wide, (bottom - 32.0).max(0.0));
        Self { legend: Area::new(gutter, 4.0, wide, 20.0), plot, histogram }
    }
}

impl PopulationView {
    /// A view of everybody over a stretch of time.
    pub fn whole(width: f32, height: f32, axis: Axis, time: Span, rows: &Rows) -> Self {
        let mut view = Self { width, height, axis, time, row_height: 1.0, scroll: 0.0, density: 1.0 };
        view.fit(rows);
        view
    }

    /// Makes rows as tall as lets all of them be in sight.
    pub fn fit(&mut self, rows: &Rows) {
        let plot = f64::from(self.frame(rows).plot.h);
        let gaps = rows.groups.len().saturating_sub(1) as f64 * GROUP_GAP;
        let count = rows.order.len().max(1) as f64;
        self.row_height = ((plot - gaps).max(plot * 0.2) / count).min(TALLEST_ROW);
        self.scroll = 0.0;
    }

    /// Where the parts of the picture are.
    pub fn frame(&self, rows: &Rows) -> Frame {
        Frame::new(self.width, self.height, &rows.groups)
    }

    /// The time axis, in logical pixels.
    pub fn scale(&self, rows: &Rows) -> Scale {
        let plot = self.frame(rows).plot;
        Scale::new(self.time, plot.x, plot.w)
    }

    /// The height of all rows together, in logical pixels.
    pub fn content_height(&self, rows: &Rows) -> f64 {
        rows.order.len() as f64 * self.row_height + rows.groups.len().saturating_sub(1) as f64 * GROUP_GAP
    }

    /// The furthest the rows can be scrolled.
    pub fn most_scroll(&self, rows: &Rows) -> f64 {
        (self.content_height(rows) - f64::from(self.frame(rows).plot.h)).max(0.0)
    }

    /// The groups' stretches.
    pub(super) fn strips(&self, rows: &Rows) -> Vec<Strip> {
        let mut strips = Vec::with_capacity(rows.groups.len().max(1));
        let mut top = 0.0;
        for (group, of) in rows.groups.iter().enumerate() {
            strips.push(Strip { group, rows: of.rows.clone(), top });
            top += of.rows.len() as f64 * self.row_height + GROUP_GAP;
        }
        if strips.is_empty() {
            strips.push(Strip { group: 0, rows: 0..rows.order.len(), top });
        }
        strips
    }

    /// The rows in sight, at least in part.
    pub fn rows_in_sight(&self, rows: &Rows) -> Range<usize> {
        let plot = f64::from(self.frame(rows).plot.h);
        let (mut first, mut after) = (usize::MAX, 0);
        for strip in self.strips(rows) {
            let row = |y: f64| (((y - strip.top) / self.row_height).max(0.0) as usize).min(strip.rows.len());
            let from = strip.rows.start + row(self.scroll);
            let to = strip.rows.start + (row(self.scroll + plot) + 1).min(strip.rows.len());
            if from < to && strip.top < self.scroll + plot {
                first = first.min(from);
                after = after.max(to);
            }
        }
        first.min(after)..after
    }

    /// The row at a place, in logical pixels from the top of the picture.
    pub fn row_at(&self, rows: &Rows, y: f32) -> Option<usize> {
        let plot = self.frame(rows).plot;
        if y < plot.y || y >= plot.bottom() {
            return None;
        }
        let y = f64::from(y - plot.y) + self.scroll;
        let strips = self.strips(rows);
        let strip = strips.iter().rfind(|strip| strip.top <= y)?;
        let row = ((y - strip.top) / self.row_height) as usize;
        (row < strip.rows.len()).then_some(strip.rows.start + row)
    }

    /// The top of a row, in logical pixels from the top of the picture; it may lie outside.
    pub fn y_of(&self, rows: &Rows, row: usize) -> f32 {
        let plot = self.frame(rows).plot;
        let strips = self.strips(rows);
        let strip = strips.iter().rfind(|strip| strip.rows.start <= row);
        let top = strip.map_or(0.0, |s| s.top + (row - s.rows.start) as f64 * self.row_height);
        plot.y + (top - self.scroll) as f32
    }
}

/// The patient at a place in the plot, and the event there if one is within three pixels.
pub fn hit(of: &Population, view: &PopulationView, x: f32, y: f32) -> Option<(PatientId, Option<usize>)> {
    let plot = view.frame(of.rows).plot;
    if x < plot.x || x >= plot.right() {
        return None;
    }
    let patient = *of.rows.order.get(view.row_at(of.rows, y)?)?;
    Some((patient, event_at(of, view, patient, x)))
}

/// The event nearest to a place; of those that reach over it the one that starts last, as it is painted last.
fn event_at(of: &Population, view: &PopulationView, patient: PatientId, x: f32) -> Option<usize> {
    let zero = of.anchors.of(patient)?;
    let scale = view.scale(of.rows);
    let (mut best, mut least) = (None, 3.0f32);
    marks::in_view(of, patient, zero, view.time, &mut |at, from, to| {
        let (left, right) = (scale.x(from), scale.x(to).max(scale.x(from) + 1.0));
        let off = (left - x).max(x - right).max(0.0);
        if off <= least {
            (best, least) = (Some(at), off);
        }
    });
    best
}

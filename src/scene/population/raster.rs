//! Draws rows into pixels where there are too many marks for shapes of their own.
//! It colours the rows only; frame, axis and labels are shapes over and under the image.
//!
//! A patient's row covers whole pixel rows. Where rows are lower than a pixel, all patients whose row starts in a
//! pixel row are one bundle. In each pixel column, the ink of all marks is summed by phase: much where an event starts,
//! little while it lasts. A pixel takes the colour of one phase: an ordered raster of thresholds gives each phase its
//! share of neighbouring pixels, so that colours stay those of the legend and shares are what the eye mixes. Where
//! nothing starts a row is faint, and a bundle's opacity tells how much ink there is for each of its patients.

use std::ops::Range;

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, PatientId};

use super::super::extent;
use super::super::primitives::Pixels;
use super::super::theme::Rgb;
use super::{Population, PopulationView, Strip, found, marks};

/// Thresholds of the ordered raster (Bayer 1973), 0 to 63.
const THRESHOLDS: [[u8; 8]; 8] = [
    [0, 32, 8, 40, 2, 34, 10, 42],
    [48, 16, 56, 24, 50, 18, 58, 26],
    [12, 44, 4, 36, 14, 46, 6, 38],
    [60, 28, 52, 20, 62, 30, 54, 22],
    [3, 35, 11, 43, 1, 33, 9, 41],
    [51, 19, 59, 27, 49, 17, 57, 25],
    [15, 47, 7, 39, 13, 45, 5, 37],
    [63, 31, 55, 23, 61, 29, 53, 21],
];

/// The ink of a start; an event that lasts gives 1 to each further column.
const START: i32 = 40;

/// Opacity of a row's pixel where events last and none starts.
const FAINT: u8 = 64;

/// Pixel rows that show the same patients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Band {
    /// The pixel rows.
    pub pixels: Range<usize>,
    /// The rows of patients.
    pub rows: Range<usize>,
    /// Whether they share pixels with each other.
    pub bundle: bool,
}

/// The time axis in device pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    /// How many there are.
    pub width: usize,
    from: f64,
    per_us: f64,
    /// The fewest columns a mark takes.
    narrowest: usize,
}

impl Columns {
    pub fn new(view: &PopulationView, width: usize) -> Self {
        let (from, to) = (view.time.from.0 as f64, view.time.to.0 as f64);
        let row = view.row_height as f32 * view.density;
        let narrowest = if row < 1.0 { 1 } else { row.clamp(2.0, (3.0 * view.density).max(2.0)) as usize };
        Self { width, from, per_us: width as f64 / (to - from).max(1.0), narrowest }
    }

    /// The first column an event takes, the first after its start, and the first it no longer lasts in. The start has
    /// no column where it lies before the view or is not known to the day.
    #[inline]
    pub fn of(&self, from: i64, to: i64, vague: bool) -> (usize, usize, usize) {
        // No image is wider than a u32 counts, and to turn a float into one is cheap.
        let most = self.width as f64;
        let column = |time: i64| ((time as f64 - self.from) * self.per_us).max(0.0).min(most) as u32 as usize;
        let first = column(from).min(self.width - 1);
        let start_after =
            if vague || (from as f64) < self.from { first } else { (first + self.narrowest).min(self.width) };
        (first, start_after, column(to).max(start_after).max(first + 1))
    }
}

/// Size of the image of a view, in device pixels.
pub(super) fn size(of: &Population, view: &PopulationView) -> (usize, usize) {
    let plot = view.frame(of.rows).plot;
    let px = |logical: f32| ((logical * view.density).round() as usize).clamp(1, 16_384);
    (px(plot.w), px(plot.h))
}

/// Draws the rows in sight. `palette` holds the colours of the store's phases in their order, or of what
/// was found.
pub fn raster(
    of: &Population,
    view: &PopulationView,
    palette: &[Rgb],
    cancel: &Cancel,
) -> Result<Pixels, Cancelled> {
    let (width, height) = size(of, view);
    let bands = bands(&view.strips(of.rows), view, height);
    let mut rgba = vec![[0u8; 4]; width * height];
    let columns = Columns::new(view, width);
    let colours: Vec<Rgb> = (0..of.classes()).map(|n| palette.get(n).copied().unwrap_or_default()).collect();
    let ink = || Ink::new(width, colours.len());
    slices(bands, &mut rgba, width).into_par_iter().try_for_each_init(ink, |ink, (band, part)| {
        cancel.check()?;
        for patients in of.rows.order[band.rows.clone()].chunks(marks::TOUCHED) {
            marks::touch(of, patients, view.time);
            for &patient in patients {
                count(of, patient, view, &columns, ink);
            }
        }
        ink.paint(&band, &colours, part);
        Ok(())
    })?;
    Ok(Pixels { width, height, rgba })
}

/// Bands from top to bottom; no two share a pixel row.
pub(super) fn bands(strips: &[Strip], view: &PopulationView, height: usize) -> Vec<Band> {
    let density = f64::from(view.density);
    let row_px = view.row_height * density;
    let mut bands: Vec<Band> = Vec::new();
    for strip in strips {
        let top = (strip.top - view.scroll) * density;
        // Where the n-th row of the strip starts, in device pixels.
        let y = |row: usize| top + row as f64 * row_px;
        let row_from = |pixel: f64| ((pixel - top) / row_px).max(0.0) as usize;
        let first = row_from(0.0).saturating_sub(1).min(strip.rows.len());
        let after = (row_from(height as f64) + 2).min(strip.rows.len());
        let mut row = first;
        while row < after {
            let start = y(row).floor();
            let pixels;
            let begin = row;
            if row_px >= 1.0 {
                let (from, tall) = marks::bar(y(row), row_px, density);
                pixels = (from.round(), (from + tall).round().max(from.round() + 1.0));
                row += 1;
            } else {
                // Exact bounds: the rows whose start lies in this pixel row.
                row += 1;
                row = row.max(begin + ((start + 1.0 - y(begin)) / row_px) as usize).min(after);
                while row > begin + 1 && y(row - 1).floor() > start {
                    row -= 1;
                }
                while row < after && y(row).floor() <= start {
                    row += 1;
                }
                pixels = (start, start + 1.0);
            }
            let clamp = |y: f64| y.clamp(0.0, height as f64) as usize;
            let pixels = clamp(pixels.0).max(bands.last().map_or(0, |band| band.pixels.end))..clamp(pixels.1);
            if !pixels.is_empty() {
                let rows = strip.rows.start + begin..strip.rows.start + row;
                bands.push(Band { pixels, rows, bundle: row_px < 1.0 });
            }
        }
    }
    bands
}

/// Gives each band its own part of the image.
fn slices(bands: Vec<Band>, mut rest: &mut [[u8; 4]], width: usize) -> Vec<(Band, &mut [[u8; 4]])> {
    let mut at = 0;
    let mut parts = Vec::with_capacity(bands.len());
    for band in bands {
        let (_, after) = rest.split_at_mut((band.pixels.start - at) * width);
        let (part, after) = after.split_at_mut(band.pixels.len() * width);
        at = band.pixels.end;
        rest = after;
        parts.push((band, part));
    }
    parts
}

#[inline]
fn count(of: &Population, patient: PatientId, view: &PopulationView, columns: &Columns, ink: &mut Ink) {
    let Some(zero) = of.anchors.of(patient) else { return };
    marks::in_view(of, patient, zero, view.time, &mut |at, from, to| {
        let (first, start_after, after) = columns.of(from, to, extent::is_vague(of.store, at));
        let class = of.class(at);
        let weight = if of.found.is_some() && class > 0 { found::WEIGHT } else { 1 };
        let changes = ink.changes(usize::from(class));
        changes[first] += weight * if start_after > first { START } else { 1 };
        if start_after > first {
            changes[start_after] -= weight * (START - i32::from(after > start_after));
        }
        if after > start_after {
            changes[after] -= weight;
        }
    });
}

/// The ink of a band, phase by phase and column by column.
struct Ink {
    width: usize,
    /// Where the ink of each phase changes, a line of columns for each phase and one column more: what starts there
    /// less what ended just before.
    changes: Vec<i32>,
    /// Which phases have any.
    used: Vec<bool>,
    /// The ink of all phases.
    total: Vec<i32>,
}

/// Columns that are painted together, as many as a line of thresholds has.
const COLUMNS: usize = 8;

impl Ink {
    fn new(width: usize, phases: usize) -> Self {
        // Whole groups of columns, so that none needs to be cut.
        let width = (width + 1).next_multiple_of(COLUMNS);
        let changes = vec![0; width * phases];
        Self { width, changes, used: vec![false; phases], total: vec![0; width] }
    }

    /// The changes of a phase.
    #[inline]
    fn changes(&mut self, phase: usize) -> &mut [i32] {
        self.used[phase] = true;
        &mut self.changes[phase * self.width..(phase + 1) * self.width]
    }

    /// Turns the changes into the pixels of a band, and leaves all changes at zero.
    fn paint(&mut self, band: &Band, colours: &[Rgb], part: &mut [[u8; 4]]) {
        self.total.fill(0);
        let used: Vec<usize> = (0..self.used.len()).filter(|&phase| self.used[phase]).collect();
        for &phase in &used {
            let mut now = 0;
            let line = &mut self.changes[phase * self.width..(phase + 1) * self.width];
            for (ink, total) in line.iter_mut().zip(&mut self.total) {
                now += *ink;
                *ink = now;
                *total += now;
            }
        }
        let colours: Vec<Rgb> = used.iter().map(|&phase| colours[phase]).collect();
        let lines: Vec<&[i32]> =
            used.iter().map(|&phase| &self.changes[phase * self.width..(phase + 1) * self.width]).collect();
        let width = part.len() / band.pixels.len().max(1);
        for (pixels, y) in part.chunks_exact_mut(width.max(1)).zip(band.pixels.clone()) {
            for (group, pixels) in pixels.chunks_mut(COLUMNS).enumerate() {
                let from = group * COLUMNS;
                let total = eight(&self.total, from);
                let phases = phases(&lines, from, &total, THRESHOLDS[y % COLUMNS]);
                let opacities = total.map(|total| opacity(total, band));
                for (n, pixel) in pixels.iter_mut().enumerate().filter(|&(n, _)| total[n] > 0) {
                    let colour = colours[phases[n].min(colours.len() - 1)];
                    *pixel = [colour.r, colour.g, colour.b, opacities[n]];
                }
            }
        }
        for phase in used {
            self.changes(phase).fill(0);
            self.used[phase] = false;
        }
    }
}

/// The next eight columns.
#[inline]
fn eight(line: &[i32], from: usize) -> [i32; COLUMNS] {
    line.get(from..).and_then(|rest| rest.first_chunk()).copied().unwrap_or_default()
}

/// Which of the lines of ink colours each of eight columns: the one in whose share of the total the threshold lies.
/// Counting the shares that end before it has no branch to be guessed wrong, as looking for the right one would.
#[inline]
fn phases(
    lines: &[&[i32]],
    from: usize,
    total: &[i32; COLUMNS],
    thresholds: [u8; COLUMNS],
) -> [usize; COLUMNS] {
    let (mut below, mut up_to, mut phases) = ([0i32; COLUMNS], [0i32; COLUMNS], [0i32; COLUMNS]);
    for n in 0..COLUMNS {
        below[n] = (total[n] as f32 * (f32::from(thresholds[n]) / 64.0)) as i32;
    }
    for line in lines {
        let ink = eight(line, from);
        for n in 0..COLUMNS {
            up_to[n] += ink[n];
            phases[n] += i32::from(up_to[n] <= below[n]);
        }
    }
    phases.map(|phase| phase as usize)
}

/// The opacity of a pixel with so much ink.
#[inline]
fn opacity(total: i32, band: &Band) -> u8 {
    if band.bundle {
        let share = (total as f32 / (START as f32 * band.rows.len() as f32)).min(1.0);
        // The square root: twice the ink is seen as about half as much again.
        (26.0 + 229.0 * share.sqrt()) as u8
    } else if total >= START {
        255
    } else {
        FAINT
    }
}

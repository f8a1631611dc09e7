//! Measured values around a finding: a track a code, over its reference band, with the days of the finding through all.
//! A value is out of range by its own reference only; no limit is made up.

use super::super::primitives::{Anchor, Area, Hit, Ink, Pos, Scene, Shape, Stroke, TextSize, Weight};
use super::super::text::{self, Taken};
use super::super::words::Unit;
use super::words::{FindingsWords, Said};
use super::{EDGE, FindingsHit, LINE, sheet, small};

/// Height of a track, in logical pixels.
const TRACK: f32 = 44.0;
/// Space under a track, in logical pixels.
const GAP: f32 = 6.0;

/// A measured value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LabPoint {
    /// The event, by its row in the store.
    pub event: usize,
    /// Days from the finding's first day.
    pub day: f64,
    /// The value.
    pub value: f64,
    /// Its own reference band.
    pub band: (Option<f64>, Option<f64>),
}

impl LabPoint {
    /// Whether it lies outside its own reference band.
    pub fn is_out(&self) -> bool {
        self.band.0.is_some_and(|low| self.value < low) || self.band.1.is_some_and(|high| self.value > high)
    }
}

/// The values of one code in one unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LabTrack {
    /// What is measured.
    pub name: String,
    /// Its unit; empty without one.
    pub unit: String,
    /// In order of days.
    pub points: Vec<LabPoint>,
}

/// What of the tracks is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LabsSpec<'a> {
    /// Width of the picture, in logical pixels.
    pub width: f32,
    /// The tracks.
    pub tracks: &'a [LabTrack],
    /// The first and the last day in sight, from the finding's first day.
    pub days: (f64, f64),
    /// The days of the finding's events, from its first day.
    pub found: &'a [f64],
}

/// The picture; as high as it needs to be.
pub fn scene(spec: &LabsSpec<'_>, words: &dyn FindingsWords) -> Scene {
    let bottom = spec.tracks.len() as f32 * (TRACK + GAP);
    let mut scene = sheet(spec.width, bottom + LINE + 4.0);
    let n: usize = spec.tracks.iter().map(|track| track.points.len()).sum();
    scene.description = words.said(Said::Labs { n: &words.count(n) });
    let names = (spec.width * 0.3).clamp(60.0, 150.0);
    let plot = Area::new(names, 0.0, (spec.width - names - EDGE).max(1.0), bottom);
    let (from, to) = (spec.days.0, spec.days.1.max(spec.days.0 + 1.0));
    let x = |day: f64| plot.x + ((day - from) / (to - from)) as f32 * plot.w;
    for (row, track) in spec.tracks.iter().enumerate() {
        let area = Area::new(plot.x, row as f32 * (TRACK + GAP), plot.w, TRACK);
        paint(&mut scene, track, area, (&x, (from, to)), words);
    }
    for day in spec.found {
        if (from..=to).contains(day) {
            scene.line(Pos::new(x(*day), 0.0), Pos::new(x(*day), bottom), Ink::Error, 1.0);
        }
    }
    axis(&mut scene, plot, (from, to), words);
    scene
}

fn paint(
    scene: &mut Scene,
    track: &LabTrack,
    area: Area,
    (x, (from, to)): (&dyn Fn(f64) -> f32, (f64, f64)),
    words: &dyn FindingsWords,
) {
    let band = track.points.iter().rev().map(|point| point.band).find(|band| *band != (None, None));
    let (low, high) = band.unwrap_or_default();
    names(scene, track, area, (low, high), words);
    let values = || track.points.iter().map(|point| point.value);
    let least = values().chain(low).fold(f64::INFINITY, f64::min);
    let most = values().chain(high).fold(f64::NEG_INFINITY, f64::max);
    let room = ((most - least) * 0.12).max(f64::EPSILON.max(most.abs() * 1e-6));
    let (least, most) = (least - room, most + room);
    let y = |value: f64| area.bottom() - ((value - least) / (most - least)) as f32 * area.h;
    scene.fill(area, Ink::Lane);
    if band.is_some() {
        let top = high.map_or(area.y, y);
        let bottom = low.map_or(area.bottom(), y);
        scene.fill(Area::new(area.x, top, area.w, (bottom - top).max(1.0)), Ink::Band);
    }
    let dots: Vec<(&LabPoint, Pos)> = track
        .points
        .iter()
        .filter(|point| (from..=to).contains(&point.day))
        .map(|point| (point, Pos::new(x(point.day), y(point.value))))
        .collect();
    if dots.len() > 1 {
        let points = dots.iter().map(|(_, at)| *at).collect();
        scene.add(Shape::Polyline { points, stroke: Stroke::new(Ink::Track, 1.2) });
    }
    let mut taken = Taken::default();
    for (point, centre) in dots {
        let ink = if point.is_out() { Ink::Error } else { Ink::Track };
        let shape = Shape::Circle { centre, radius: 3.0, fill: Some(ink), stroke: None };
        let day = words.relative(point.day, Unit::Days, 0);
        let value = with_unit(words.number(point.value), &track.unit);
        let alt = words.said(Said::Lab { name: &track.name, value: &value, day: &day });
        scene.add_hit(shape, Hit::Findings(FindingsHit::Lab(point.event)), Some(alt));
        let label = words.number(point.value);
        let wide = text::width(&label, TextSize::Small.px(), Weight::Regular);
        let right = centre.x + 6.0 + wide;
        if point.is_out() && right <= area.right() && taken.take(centre.x - 3.0, right + 2.0) {
            let y = centre.y.clamp(area.y + 7.0, area.bottom() - 7.0);
            scene.text(small(Pos::new(centre.x + 6.0, y), label, Ink::Error));
        }
    }
}

fn names(
    scene: &mut Scene,
    track: &LabTrack,
    area: Area,
    (low, high): (Option<f64>, Option<f64>),
    words: &dyn FindingsWords,
) {
    let right = area.x - 8.0;
    let name = small(Pos::new(right, area.y + TRACK * 0.32), track.name.as_str(), Ink::Text);
    scene.text(name.anchored(Anchor::Right).within(right - 2.0));
    let mut about = track.unit.clone();
    if low.is_some() || high.is_some() {
        let band = words.band(low, high);
        about = if about.is_empty() { band } else { format!("{about}, {band}") };
    }
    let about = small(Pos::new(right, area.y + TRACK * 0.68), about, Ink::TextMuted);
    scene.text(about.anchored(Anchor::Right).within(right - 2.0));
}

fn with_unit(value: String, unit: &str) -> String {
    if unit.is_empty() { value } else { format!("{value} {unit}") }
}

/// The first and the last day in sight, and the day of the finding.
fn axis(scene: &mut Scene, plot: Area, (from, to): (f64, f64), words: &dyn FindingsWords) {
    let y = plot.bottom() + LINE / 2.0;
    let wide = |words: &str| text::wide(words, TextSize::Small.px(), Weight::Regular);
    let label = |day: f64| words.relative(day, Unit::Days, 0);
    let (first, last, middle) = (label(from), label(to), words.said(Said::FindingDay));
    let x = plot.x + ((0.0 - from) / (to - from)).clamp(0.0, 1.0) as f32 * plot.w;
    let half = wide(&middle) / 2.0;
    let x = x.clamp(plot.x + half, (plot.right() - half).max(plot.x + half));
    if plot.x + wide(&first) + 6.0 < x - half {
        scene.text(small(Pos::new(plot.x, y), first, Ink::TextMuted));
    }
    if x + half + 6.0 < plot.right() - wide(&last) {
        scene.text(small(Pos::new(plot.right(), y), last, Ink::TextMuted).anchored(Anchor::Right));
    }
    scene.text(small(Pos::new(x, y), middle, Ink::Error).anchored(Anchor::Centre));
}

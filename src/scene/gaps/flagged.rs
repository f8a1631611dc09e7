//! How many patients a number of days flags: a falling step for the longest silence, or for the longest lack of supply
//! under each model. It counts nobody; the longest of each patient are known.

use super::super::primitives::{Anchor, Area, Ink, Pos, Scene, Shape, Stroke, TextSize, Weight};
use super::super::text;
use super::words::{GapsWords, Said};
use super::{Chart, EDGE, GapsHit, LINE, sheet, small, target};
use crate::compute::gaps::measure::more_than;
use crate::model::gap::SupplyModel;

/// A line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line<'a> {
    /// The model of supply, where there is a line for each.
    pub model: Option<SupplyModel>,
    /// The longest of each patient, in days, descending.
    pub longest: &'a [u32],
}

/// What of the lines is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FlaggedSpec<'a> {
    /// Width of the picture, in logical pixels.
    pub width: f32,
    /// Height of the picture, in logical pixels.
    pub height: f32,
    /// Which chart it is.
    pub chart: Chart,
    /// The lines.
    pub lines: &'a [Line<'a>],
    /// The one that counts, by its place.
    pub chosen: usize,
    /// The last day in sight.
    pub last: u32,
    /// The days unless somebody changes them.
    pub default: u32,
    /// Where they stand.
    pub value: u32,
}

impl FlaggedSpec<'_> {
    /// Names stand side by side in one row where there is room, else in two.
    fn columns(&self) -> usize {
        if self.width > 640.0 { self.lines.len() } else { self.lines.len().div_ceil(2) }
    }

    fn legend(&self) -> f32 {
        let rows = self.lines.len().div_ceil(self.columns().max(1));
        if self.lines.len() > 1 { rows as f32 * LINE + 4.0 } else { 0.0 }
    }

    fn plot(&self) -> Area {
        let top = self.legend() + LINE + 8.0;
        Area::new(EDGE, top, (self.width - 2.0 * EDGE).max(1.0), (self.height - top - LINE - 8.0).max(8.0))
    }

    pub(super) fn x(&self, days: u32) -> f32 {
        let plot = self.plot();
        plot.x + (days as f32 / self.last.max(1) as f32).clamp(0.0, 1.0) * plot.w
    }

    /// The most that any line flags.
    fn most(&self) -> usize {
        self.lines.iter().map(|line| more_than(line.longest, 0)).max().unwrap_or(0).max(1)
    }
}

/// The days at a place of the picture.
pub fn days_at(spec: &FlaggedSpec<'_>, x: f32) -> u32 {
    let plot = spec.plot();
    (((x - plot.x) / plot.w).clamp(0.0, 1.0) * spec.last as f32).round() as u32
}

/// The colour of a model's line.
pub fn ink(model: SupplyModel) -> Ink {
    Ink::Category([2, 0, 1, 3][model as usize])
}

/// The picture.
pub fn scene(spec: &FlaggedSpec<'_>, words: &dyn GapsWords) -> Scene {
    let mut scene = sheet(spec.width, spec.height);
    let said = chosen(spec, spec.value, words);
    scene.description = format!("{}: {said}", words.said(Said::Title(spec.chart)));
    let (plot, most) = (spec.plot(), spec.most());
    if spec.lines.len() > 1 {
        legend(&mut scene, spec, words);
    }
    let y = |patients: usize| plot.bottom() - patients as f32 / most as f32 * plot.h;
    let places = places(spec, plot);
    if let Some(line) = spec.lines.get(spec.chosen) {
        for pair in places.windows(2) {
            let (from, to, patients) = (pair[0].0, pair[1].0, more_than(line.longest, pair[0].1));
            if patients > 0 && to > from {
                let shade = if pair[0].1 >= spec.value { Ink::Shade(80) } else { Ink::Shade(30) };
                scene.fill(Area::new(from, y(patients), to - from, plot.bottom() - y(patients)), shade);
            }
        }
    }
    for (at, line) in spec.lines.iter().enumerate() {
        let mut points: Vec<Pos> = Vec::with_capacity(places.len() * 2);
        for (place, days) in &places {
            let next = Pos::new(*place, y(more_than(line.longest, *days)));
            if let Some(last) = points.last().copied().filter(|last| last.y != next.y) {
                points.push(Pos::new(next.x, last.y));
            }
            points.push(next);
        }
        let wide = if at == spec.chosen { 2.2 } else { 1.2 };
        let ink = line.model.map_or(Ink::Mark, ink);
        scene.add(Shape::Polyline { points, stroke: Stroke::new(ink, wide) });
    }
    scene.line(Pos::new(plot.x, plot.bottom()), Pos::new(plot.right(), plot.bottom()), Ink::Axis, 1.0);
    for pair in places.windows(2) {
        let place = Area::new(pair[0].0, plot.y, (pair[1].0 - pair[0].0).max(0.5), plot.h);
        target(&mut scene, place, GapsHit::Limit(pair[0].1), chosen(spec, pair[0].1, words));
    }
    ends(&mut scene, spec, (plot, most), words);
    marks(&mut scene, spec, plot, &y, &said);
    scene
}

/// Where lines are drawn through, with the days there: every day, or every pixel where days are narrower.
fn places(spec: &FlaggedSpec<'_>, plot: Area) -> Vec<(f32, u32)> {
    let steps = (plot.w as u32).min(spec.last).max(1);
    let days = |at: u32| (u64::from(at) * u64::from(spec.last) / u64::from(steps)) as u32;
    (0..=steps).map(|at| (spec.x(days(at)), days(at))).collect()
}

/// What a number of days flags on the line that counts.
fn chosen(spec: &FlaggedSpec<'_>, days: u32, words: &dyn GapsWords) -> String {
    let Some(line) = spec.lines.get(spec.chosen) else { return String::new() };
    let value = words.said(Said::Days { n: &words.written(u64::from(days)) });
    let patients = words.patients(more_than(line.longest, days));
    match line.model {
        Some(model) => {
            let model = words.said(Said::Model(model));
            words.said(Said::FlagsBy { model: &model, value: &value, patients: &patients })
        }
        None => words.said(Said::Flags { value: &value, patients: &patients }),
    }
}

/// The models with their colours and how many each flags now.
fn legend(scene: &mut Scene, spec: &FlaggedSpec<'_>, words: &dyn GapsWords) {
    let columns = spec.columns().max(1);
    let room = (spec.width - 2.0 * EDGE) / columns as f32;
    for (at, line) in spec.lines.iter().enumerate() {
        let Some(model) = line.model else { continue };
        let (x, top) = (EDGE + (at % columns) as f32 * room, (at / columns) as f32 * LINE);
        let y = top + LINE / 2.0;
        let n = words.count(more_than(line.longest, spec.value));
        let said = format!("{n} {}", words.said(Said::Model(model)));
        let wide = if at == spec.chosen { 2.2 } else { 1.2 };
        scene.line(Pos::new(x, y), Pos::new(x + 12.0, y), ink(model), wide);
        let label = small(Pos::new(x + 16.0, y), said.as_str(), Ink::TextMuted);
        let label = if at == spec.chosen { label.semibold() } else { label };
        scene.text(label.within(room - 22.0));
        target(scene, Area::new(x, top, room - 4.0, LINE), GapsHit::Model(model), said);
    }
}

fn ends(scene: &mut Scene, spec: &FlaggedSpec<'_>, (plot, most): (Area, usize), words: &dyn GapsWords) {
    let y = plot.bottom() + LINE / 2.0 + 6.0;
    let wide = |words: &str| text::wide(words, TextSize::Small.px(), Weight::Regular);
    let days = |days: u32| words.said(Said::Days { n: &words.written(u64::from(days)) });
    let (least, highest) = (days(0), days(spec.last));
    let default = words.said(Said::Default { value: &days(spec.default) });
    let half = wide(&default) / 2.0;
    let middle = spec.x(spec.default).clamp(plot.x + half, (plot.right() - half).max(plot.x + half));
    scene.text(small(Pos::new(middle, y), default, Ink::TextMuted).anchored(Anchor::Centre));
    if plot.x + wide(&least) + 8.0 < middle - half {
        scene.text(small(Pos::new(plot.x, y), least, Ink::TextMuted));
    }
    if middle + half < plot.right() - wide(&highest) - 8.0 {
        scene.text(small(Pos::new(plot.right(), y), highest, Ink::TextMuted).anchored(Anchor::Right));
    }
    // The curve falls to the right, so that its height is told where it leaves room.
    let said = words.patients(most);
    let top = Pos::new(plot.right(), plot.y + LINE / 2.0);
    let mark = Pos::new(plot.right() - wide(&said) - 6.0, plot.y);
    scene.text(small(top, said, Ink::TextMuted).anchored(Anchor::Right));
    scene.line(Pos::new(plot.x, plot.y), Pos::new(mark.x.max(plot.x), plot.y), Ink::Grid, 1.0);
}

/// The default as a dashed line, and the value as a line with a handle, a dot on each line, and what it flags.
fn marks(scene: &mut Scene, spec: &FlaggedSpec<'_>, plot: Area, y: &dyn Fn(usize) -> f32, said: &str) {
    let x = spec.x(spec.default);
    let mut top = plot.y;
    while top < plot.bottom() {
        scene.line(Pos::new(x, top), Pos::new(x, (top + 4.0).min(plot.bottom())), Ink::TextMuted, 1.0);
        top += 7.0;
    }
    let x = spec.x(spec.value);
    scene.line(Pos::new(x, plot.y - 2.0), Pos::new(x, plot.bottom()), Ink::Accent, 2.0);
    for line in spec.lines {
        let centre = Pos::new(x, y(more_than(line.longest, spec.value)));
        let fill = Some(line.model.map_or(Ink::Mark, ink));
        scene.add(Shape::Circle {
            centre,
            radius: 3.0,
            fill,
            stroke: Some(Stroke::new(Ink::Background, 1.0)),
        });
    }
    let centre = Pos::new(x, plot.bottom());
    scene.add(Shape::Circle { centre, radius: 6.0, fill: Some(Ink::Accent), stroke: None });
    let half = text::wide(said, TextSize::Small.px(), Weight::SemiBold).min(plot.w) / 2.0;
    let middle = x.clamp(plot.x + half, (plot.right() - half).max(plot.x + half));
    let over = Pos::new(middle, plot.y - LINE / 2.0 - 3.0);
    scene.text(small(over, said, Ink::Accent).semibold().within(plot.w).anchored(Anchor::Centre));
}

//! How many patients a threshold flags at every value, with its default and where it stands.
//! It counts nobody; the steps are those of the measures that a check kept.

use crate::model::rule::Unit;

use super::super::primitives::{Anchor, Area, Ink, Pos, Scene, Shape, Stroke, TextSize, Weight};
use super::super::text;
use super::words::{FindingsWords, Said};
use super::{Chart, EDGE, FindingsHit, LINE, sheet, small, target};

/// What of a curve is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct CurveSpec<'a> {
    /// Width of the picture, in logical pixels.
    pub width: f32,
    /// Height of the picture, in logical pixels.
    pub height: f32,
    /// Values, ascending, each with the patients that it flags.
    pub points: &'a [(f64, usize)],
    /// What the threshold counts.
    pub unit: Unit,
    /// The value it has unless somebody changes it.
    pub default: f64,
    /// The value it stands at, and the patients that this flags.
    pub value: (f64, usize),
}

impl CurveSpec<'_> {
    fn ends(&self) -> (f64, f64) {
        let first = self.points.first().map_or(0.0, |point| point.0);
        let last = self.points.last().map_or(1.0, |point| point.0);
        (first, if last > first { last } else { first + 1.0 })
    }

    fn plot(&self) -> Area {
        let top = LINE + 6.0;
        Area::new(EDGE, top, (self.width - 2.0 * EDGE).max(1.0), (self.height - top - LINE - 4.0).max(8.0))
    }

    pub(super) fn x(&self, value: f64) -> f32 {
        let ((first, last), plot) = (self.ends(), self.plot());
        plot.x + (((value - first) / (last - first)).clamp(0.0, 1.0) as f32) * plot.w
    }
}

/// The value at a place of the picture, within the ends of the curve.
pub fn value_at(spec: &CurveSpec<'_>, x: f32) -> f64 {
    let ((first, last), plot) = (spec.ends(), spec.plot());
    first + f64::from(((x - plot.x) / plot.w).clamp(0.0, 1.0)) * (last - first)
}

/// The picture.
pub fn scene(spec: &CurveSpec<'_>, words: &dyn FindingsWords) -> Scene {
    let mut scene = sheet(spec.width, spec.height);
    let flags = |(value, patients): (f64, usize)| {
        let (value, patients) = (words.quantity(value, spec.unit), words.patients(patients));
        words.said(Said::Flags { value: &value, patients: &patients })
    };
    scene.description = format!("{}: {}", words.said(Said::Title(Chart::Curve)), flags(spec.value));
    let plot = spec.plot();
    let most = spec.points.iter().map(|(_, patients)| *patients).max().unwrap_or(0).max(1);
    let y = |patients: usize| plot.bottom() - patients as f32 / most as f32 * plot.h;
    // Between two values a threshold flags as many as at the first of them: a step, not a slope.
    for pair in spec.points.windows(2) {
        let [(from, patients), (to, _)] = [pair[0], pair[1]];
        let (left, right) = (spec.x(from), spec.x(to));
        if patients > 0 {
            // The limit flags what lies above it, and so what lies to the right of where it stands.
            let ink = if from >= spec.value.0 { Ink::Shade(110) } else { Ink::Shade(40) };
            scene.fill(Area::new(left, y(patients), right - left, plot.bottom() - y(patients)), ink);
        }
    }
    let mut points = Vec::new();
    for (at, (value, patients)) in spec.points.iter().enumerate() {
        if at > 0 {
            points.push(Pos::new(spec.x(*value), y(spec.points[at - 1].1)));
        }
        points.push(Pos::new(spec.x(*value), y(*patients)));
    }
    scene.add(Shape::Polyline { points, stroke: Stroke::new(Ink::Mark, 1.5) });
    scene.line(Pos::new(plot.x, plot.bottom()), Pos::new(plot.right(), plot.bottom()), Ink::Axis, 1.0);
    for (at, point) in spec.points.iter().enumerate() {
        let end = spec.points.get(at + 1).map_or(plot.right(), |next| spec.x(next.0));
        let left = spec.x(point.0);
        let area = Area::new(left, plot.y, (end - left).max(1.0).min(plot.right() - left), plot.h);
        target(&mut scene, area, FindingsHit::Value(at), flags(*point));
    }
    ends(&mut scene, spec, plot, (&words.patients(most), words));
    marks(&mut scene, spec, plot, &flags(spec.value));
    scene
}

fn ends(scene: &mut Scene, spec: &CurveSpec<'_>, plot: Area, (most, words): (&str, &dyn FindingsWords)) {
    let y = plot.bottom() + LINE / 2.0 + 2.0;
    let (first, last) = spec.ends();
    let [least, highest] = [first, last].map(|value| words.quantity(value, spec.unit));
    let wide = |words: &str| text::wide(words, TextSize::Small.px(), Weight::Regular);
    let default = words.quantity(spec.default, spec.unit);
    let default = words.said(Said::Default { value: &default });
    let x = spec.x(spec.default);
    let half = wide(&default) / 2.0;
    let middle = x.clamp(plot.x + half, (plot.right() - half).max(plot.x + half));
    scene.text(small(Pos::new(middle, y), default, Ink::TextMuted).anchored(Anchor::Centre));
    if plot.x + wide(&least) + 8.0 < middle - half {
        scene.text(small(Pos::new(plot.x, y), least, Ink::TextMuted));
    }
    if middle + half < plot.right() - wide(&highest) - 8.0 {
        scene.text(small(Pos::new(plot.right(), y), highest, Ink::TextMuted).anchored(Anchor::Right));
    }
    // The curve falls to the right, so that its height is told where it leaves room.
    let top = Pos::new(plot.right(), plot.y + LINE / 2.0);
    scene.text(small(top, most, Ink::TextMuted).anchored(Anchor::Right));
    let mark = Pos::new(plot.right() - wide(most) - 6.0, plot.y);
    scene.line(Pos::new(plot.x, plot.y), Pos::new(mark.x.max(plot.x), plot.y), Ink::Grid, 1.0);
}

/// The default as a dashed line, and the value as a line with a handle and what it flags.
fn marks(scene: &mut Scene, spec: &CurveSpec<'_>, plot: Area, flags: &str) {
    let x = spec.x(spec.default);
    let mut y = plot.y;
    while y < plot.bottom() {
        scene.line(Pos::new(x, y), Pos::new(x, (y + 4.0).min(plot.bottom())), Ink::TextMuted, 1.0);
        y += 7.0;
    }
    let x = spec.x(spec.value.0);
    scene.line(Pos::new(x, plot.y - 2.0), Pos::new(x, plot.bottom()), Ink::Accent, 2.0);
    let handle = Shape::Circle {
        centre: Pos::new(x, plot.bottom()),
        radius: 6.0,
        fill: Some(Ink::Accent),
        stroke: None,
    };
    scene.add(handle);
    let half = text::wide(flags, TextSize::Small.px(), Weight::SemiBold) / 2.0;
    let middle = x.clamp(plot.x + half, (plot.right() - half).max(plot.x + half));
    let over = Pos::new(middle, plot.y - LINE / 2.0 - 2.0);
    scene.text(small(over, flags, Ink::Accent).semibold().anchored(Anchor::Centre));
}

//! How many patients a threshold flags at every value, with its default and where it stands.
//! It counts nobody; the steps are those of the measures that a check kept.

use super::super::primitives::{Anchor, Area, Ink, Pos, Scene, Shape, Stroke};
use super::{EDGE, LINE, sheet, small};

/// What is written on the curve.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CurveLabels {
    /// What the picture shows, in a sentence.
    pub description: String,
    /// The least and the most value, with their unit.
    pub ends: [String; 2],
    /// The default, with its unit.
    pub default: String,
    /// Where it stands, and how many that flags.
    pub value: String,
    /// The most patients that any value flags.
    pub most: String,
}

/// What of a curve is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct CurveSpec<'a> {
    /// Width of the picture, in logical pixels.
    pub width: f32,
    /// Height of the picture, in logical pixels.
    pub height: f32,
    /// Values, ascending, each with the patients that it flags.
    pub points: &'a [(f64, usize)],
    /// The value it has unless somebody changes it.
    pub default: f64,
    /// The value it stands at.
    pub value: f64,
    /// What is written on it.
    pub labels: &'a CurveLabels,
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
pub fn curve(spec: &CurveSpec<'_>) -> Scene {
    let mut scene = sheet(spec.width, spec.height);
    scene.description.clone_from(&spec.labels.description);
    let plot = spec.plot();
    let most = spec.points.iter().map(|(_, patients)| *patients).max().unwrap_or(0).max(1);
    let y = |patients: usize| plot.bottom() - patients as f32 / most as f32 * plot.h;
    // Between two values a threshold flags as many as at the first of them: a step, not a slope.
    for pair in spec.points.windows(2) {
        let [(from, patients), (to, _)] = [pair[0], pair[1]];
        let (left, right) = (spec.x(from), spec.x(to));
        if patients > 0 {
            let ink = if from >= spec.value { Ink::Shade(40) } else { Ink::Shade(110) };
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
    ends(&mut scene, spec, plot);
    marks(&mut scene, spec, plot);
    scene
}

fn ends(scene: &mut Scene, spec: &CurveSpec<'_>, plot: Area) {
    let y = plot.bottom() + LINE / 2.0 + 2.0;
    let [least, most] = &spec.labels.ends;
    scene.text(small(Pos::new(plot.x, y), least.as_str(), Ink::TextMuted));
    scene.text(small(Pos::new(plot.right(), y), most.as_str(), Ink::TextMuted).anchored(Anchor::Right));
    let top = Pos::new(plot.right(), plot.y + LINE / 2.0);
    scene.text(small(top, spec.labels.most.as_str(), Ink::TextMuted).anchored(Anchor::Right));
}

/// The default as a dashed line with its name, and the value as a line with a handle.
fn marks(scene: &mut Scene, spec: &CurveSpec<'_>, plot: Area) {
    let x = spec.x(spec.default);
    let mut y = plot.y;
    while y < plot.bottom() {
        scene.line(Pos::new(x, y), Pos::new(x, (y + 4.0).min(plot.bottom())), Ink::TextMuted, 1.0);
        y += 7.0;
    }
    let under = Pos::new(x, plot.bottom() + LINE / 2.0 + 2.0);
    let middle = (plot.x + 70.0..plot.right() - 70.0).contains(&x);
    if middle {
        scene.text(small(under, spec.labels.default.as_str(), Ink::TextMuted).anchored(Anchor::Centre));
    }
    let x = spec.x(spec.value);
    scene.line(Pos::new(x, plot.y - 2.0), Pos::new(x, plot.bottom()), Ink::Accent, 2.0);
    let handle = Shape::Circle {
        centre: Pos::new(x, plot.bottom()),
        radius: 6.0,
        fill: Some(Ink::Accent),
        stroke: None,
    };
    scene.add(handle);
    let anchor = if x < plot.x + plot.w * 0.3 {
        Anchor::Left
    } else if x > plot.x + plot.w * 0.7 {
        Anchor::Right
    } else {
        Anchor::Centre
    };
    let over = Pos::new(x, plot.y - LINE / 2.0 - 2.0);
    scene.text(small(over, spec.labels.value.as_str(), Ink::Accent).semibold().anchored(anchor));
}

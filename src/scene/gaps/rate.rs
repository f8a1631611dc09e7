//! How much of a source came when: a bar a month or week, with the stretch that is in question shaded, what is usual as
//! a line, and confirmed outages at the foot. What is usual was computed elsewhere.

use crate::base::Span;
use crate::compute::rates::Rate;

use super::super::primitives::{Anchor, Area, Hit, Ink, Pos, Scene, Shape, Stroke, Text, TextSize};
use super::super::scale::{Axis, Scale};
use super::super::ticks;
use super::words::RateWords;

/// Room at the left for the highest number, in logical pixels.
const LEFT: f32 = 44.0;
/// Room at the foot for the axis, in logical pixels.
const FOOT: f32 = 22.0;
/// Height of the mark of a confirmed outage, in logical pixels.
const OUT: f32 = 4.0;

/// What of a rate is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateSpec<'a> {
    /// Width, in logical pixels.
    pub width: f32,
    /// Height, in logical pixels.
    pub height: f32,
    /// The rate.
    pub rate: &'a Rate,
    /// The stretch in question.
    pub shaded: Span,
    /// How many are usual in a bar.
    pub usual: Option<f64>,
    /// Confirmed outages.
    pub outages: &'a [Span],
}

/// The picture.
pub fn scene(spec: &RateSpec<'_>, words: &dyn RateWords) -> Scene {
    let mut scene = Scene::new(spec.width, spec.height);
    scene.fill(Area::new(0.0, 0.0, spec.width, spec.height), Ink::Background);
    let (Some(first), Some(last)) = (spec.rate.bins.first(), spec.rate.bins.last()) else {
        scene.description = words.no_rate();
        return scene;
    };
    let plot =
        Area::new(LEFT, 16.0, (spec.width - LEFT - 8.0).max(1.0), (spec.height - 16.0 - FOOT).max(1.0));
    // What is in question is in sight, also beyond what was delivered.
    let view = Span { from: first.0.from.min(spec.shaded.from), to: last.0.to.max(spec.shaded.to) };
    let scale = Scale::new(view, plot.x, plot.w);
    let most = (spec.rate.most() as f64).max(spec.usual.unwrap_or(0.0)).max(1.0);
    let x = |time: i64| scale.x(time).clamp(plot.x, plot.right());
    let shaded = Area::new(x(spec.shaded.from.0), plot.y, 0.0, plot.h);
    let shaded = Area { w: (x(spec.shaded.to.0) - shaded.x).max(2.0), ..shaded };
    scene.fill(shaded, Ink::WarningGround);
    bars(&mut scene, spec, (&scale, plot, most), words);
    let edge = |x: f32| (Pos::new(x, plot.y), Pos::new(x, plot.bottom()));
    for (from, to) in [edge(shaded.x), edge(shaded.right())] {
        scene.line(from, to, Ink::Warning, 1.0);
    }
    let y = |n: f64| plot.bottom() - (n / most) as f32 * plot.h;
    if let Some(usual) = spec.usual {
        scene.line(Pos::new(plot.x, y(usual)), Pos::new(plot.right(), y(usual)), Ink::Accent, 1.0);
        let at = Pos::new(plot.right(), 7.0);
        let text = Text::new(at, words.usual(usual), TextSize::Small, Ink::Accent).anchored(Anchor::Right);
        scene.text(text.within(plot.w * 0.6));
    }
    for span in spec.outages {
        let (left, right) = (x(span.from.0), x(span.to.0));
        let area = Area::new(left, plot.bottom(), (right - left).max(2.0), OUT);
        let shape = Shape::Rect { area, radius: 0.0, fill: Some(Ink::Error), stroke: None };
        scene.add_hit(shape, Hit::Bin(*span), Some(words.outage()));
    }
    axis(&mut scene, spec, (&scale, plot), words);
    let top =
        Text::new(Pos::new(LEFT - 6.0, plot.y + 5.0), words.number(most), TextSize::Small, Ink::TextMuted);
    scene.text(top.anchored(Anchor::Right).within(LEFT - 8.0));
    scene.description = words.rate(spec.rate.bins.iter().map(|(_, n)| n).sum(), view);
    scene
}

fn bars(
    scene: &mut Scene,
    spec: &RateSpec<'_>,
    (scale, plot, most): (&Scale, Area, f64),
    words: &dyn RateWords,
) {
    for (span, n) in &spec.rate.bins {
        let (left, right) = (scale.x(span.from.0), scale.x(span.to.0));
        let hair = if right - left > 4.0 { 1.0 } else { 0.0 };
        let height = (*n as f64 / most) as f32 * plot.h;
        let height = if *n > 0 { height.max(1.0) } else { 0.0 };
        let inside = span.overlaps(spec.shaded);
        let bar = Area::new(left, plot.bottom() - height, (right - left - hair).max(0.5), height);
        let ink = if inside { Ink::Warning } else { Ink::Bar };
        scene.add(Shape::Rect { area: bar, radius: 0.0, fill: Some(ink), stroke: None });
        // The whole height can be pointed at: bars that are missing are what it is about.
        let whole = Area::new(left, plot.y, right - left, plot.h);
        let shape = Shape::Rect { area: whole, radius: 0.0, fill: None, stroke: None };
        scene.add_hit(shape, Hit::Bin(*span), Some(words.in_bin(*span, *n)));
    }
}

fn axis(scene: &mut Scene, spec: &RateSpec<'_>, (scale, plot): (&Scale, Area), words: &dyn RateWords) {
    let (left, right) = (Pos::new(plot.x, plot.bottom()), Pos::new(plot.right(), plot.bottom()));
    scene.add(Shape::Line { from: left, to: right, stroke: Stroke::new(Ink::Axis, 1.0) });
    for tick in ticks::ticks(scale, Axis::Calendar, words, 26.0) {
        let (from, to) = tick.label_ends();
        if from < 2.0 || to > spec.width - 2.0 {
            continue;
        }
        let at = Pos::new(tick.x, plot.bottom() + 13.0);
        let text = Text::new(at, tick.label, TextSize::Small, Ink::TextMuted);
        scene.text(text.anchored(Anchor::Centre));
    }
}

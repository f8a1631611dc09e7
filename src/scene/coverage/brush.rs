//! The calendar under the pictures: how much there is month by month, and the window that is brushed on it.
//! It decides nothing about the window; where a point lies in time is said by [`scale`].

use crate::base::Span;
use crate::compute::Axis;
use crate::model::SetUnit;

use super::super::primitives::{Anchor, Area, Hit, Ink, Pos, Scene, Shape, Stroke};
use super::super::scale::Scale;
use super::super::ticks;
use super::words::{CoverageWords, Phrase};
use super::{CoverageHit, EDGE, YEAR, share, sheet, small};

/// Height of the labels of the axis, in logical pixels.
const AXIS: f32 = 20.0;
/// Half the width in which a handle can be taken, in logical pixels.
const GRIP: f32 = 7.0;

/// What of the calendar is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BrushSpec<'a> {
    /// Width of the picture, in logical pixels.
    pub width: f32,
    /// Height of the picture, in logical pixels.
    pub height: f32,
    /// The time in sight.
    pub view: Span,
    /// What the axis counts: the calendar, or days from an index event.
    pub axis: Axis,
    /// The brushed window; all of time when absent.
    pub window: Option<Span>,
    /// What bars measure: events, or person-time in µs.
    pub unit: SetUnit,
    /// Confirmed outages, with what each is called.
    pub outages: &'a [(Span, String)],
}

/// How much there is in a stretch of time: events, or person-time in µs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// The stretch, a month.
    pub span: Span,
    /// How much.
    pub weight: f64,
}

/// Where times lie in the picture.
pub fn scale(spec: &BrushSpec<'_>) -> Scale {
    Scale::new(spec.view, EDGE + GRIP, spec.width - 2.0 * (EDGE + GRIP))
}

/// The picture.
pub fn scene(amounts: &[Amount], spec: &BrushSpec<'_>, words: &dyn CoverageWords) -> Scene {
    let mut scene = sheet(spec.width, spec.height);
    let scale = scale(spec);
    let area = Area::new(scale.left, 4.0, scale.width, (spec.height - AXIS - 4.0).max(8.0));
    let whole = Area::new(0.0, 0.0, spec.width, spec.height);
    let ground = Shape::Rect { area: whole, radius: 0.0, fill: None, stroke: None };
    let said = window_words(spec, words);
    scene.add_hit(ground, Hit::Coverage(CoverageHit::BrushAxis), Some(said.clone()));
    let window = spec.window.map(|window| {
        let (from, to) = (scale.x_within(window.from.0, 0.0), scale.x_within(window.to.0, 0.0));
        Area::new(from, area.y, (to - from).max(2.0), area.h)
    });
    if let Some(window) = window {
        scene.fill(window, Ink::Shade(36));
    }
    bars(&mut scene, amounts, spec, &scale, area, words);
    outages(&mut scene, spec, &scale, area);
    scene.line(Pos::new(area.x, area.bottom()), Pos::new(area.right(), area.bottom()), Ink::Axis, 1.0);
    for tick in ticks::ticks(&scale, spec.axis, words, EDGE + GRIP) {
        if tick.label_ends().0 < 1.0 {
            continue;
        }
        scene.line(Pos::new(tick.x, area.bottom()), Pos::new(tick.x, area.bottom() + 3.0), Ink::Axis, 1.0);
        let at = Pos::new(tick.x, area.bottom() + 3.0 + (AXIS - 3.0) / 2.0);
        let ink = if tick.major { Ink::Text } else { Ink::TextMuted };
        let label = small(at, tick.label, ink).anchored(Anchor::Centre);
        scene.text(if tick.major { label.semibold() } else { label });
    }
    if let Some(window) = window {
        handles(&mut scene, window, &said);
    }
    let out = spec.outages.iter().map(|(_, name)| name.clone());
    scene.description = std::iter::once(said).chain(out).collect::<Vec<_>>().join(". ");
    scene
}

/// Marks outages over the bars.
fn outages(scene: &mut Scene, spec: &BrushSpec<'_>, scale: &Scale, area: Area) {
    for (span, name) in spec.outages.iter().filter(|(span, _)| span.overlaps(spec.view)) {
        let (left, right) = (scale.x_within(span.from.0, 0.0), scale.x_within(span.to.0, 0.0));
        let place = Area::new(left, area.y - 3.0, (right - left).max(3.0), 4.0);
        let shape = Shape::Rect { area: place, radius: 0.0, fill: Some(Ink::Error), stroke: None };
        scene.add_hit(shape, Hit::Coverage(CoverageHit::BrushAxis), Some(name.clone()));
    }
}

fn window_words(spec: &BrushSpec<'_>, words: &dyn CoverageWords) -> String {
    let Some(window) = spec.window else { return words.phrase(Phrase::AllOfTime) };
    let day = |time: crate::base::Time| match spec.axis {
        Axis::Calendar => words.day_of(time),
        Axis::Days => words.since_day0(time.0),
    };
    let last = crate::base::Time(window.to.0.saturating_sub(1));
    words.phrase(Phrase::Window { from: &day(window.from), to: &day(last) })
}

fn bars(
    scene: &mut Scene,
    amounts: &[Amount],
    spec: &BrushSpec<'_>,
    scale: &Scale,
    area: Area,
    words: &dyn CoverageWords,
) {
    let most = amounts.iter().map(|amount| amount.weight).fold(0.0, f64::max);
    for amount in amounts.iter().filter(|amount| amount.weight > 0.0) {
        let left = scale.x(amount.span.from.0).max(area.x);
        let right = scale.x(amount.span.to.0).min(area.right());
        if right <= left {
            continue;
        }
        let gap = if right - left > 4.0 { 1.0 } else { 0.0 };
        let height = (share(amount.weight, most) as f32 * (area.h - 2.0)).max(1.0);
        let inside = spec
            .window
            .is_none_or(|window| window.from.0 < amount.span.to.0 && amount.span.from.0 < window.to.0);
        let ink = if inside { Ink::Mark } else { Ink::Bar };
        let amount_words = match spec.unit {
            SetUnit::Patients => words.events(amount.weight as usize),
            SetUnit::PersonTime => words.person_years(amount.weight / YEAR),
        };
        let when = match spec.axis {
            Axis::Calendar => {
                let (year, month, _) = amount.span.from.date();
                words.month(year, month, true)
            }
            Axis::Days => words.since_day0(amount.span.from.0),
        };
        let place = Area::new(left, area.bottom() - height, right - left - gap, height);
        let shape = Shape::Rect { area: place, radius: 0.0, fill: Some(ink), stroke: None };
        let hit = Hit::Coverage(if inside && spec.window.is_some() {
            CoverageHit::BrushSpan
        } else {
            CoverageHit::BrushAxis
        });
        scene.add_hit(shape, hit, Some(format!("{when}: {amount_words}")));
    }
}

/// The frame of the window, the window itself to be moved, and a handle at each end.
fn handles(scene: &mut Scene, window: Area, said: &str) {
    let stroke = Some(Stroke::new(Ink::Accent, 1.0));
    let shape = Shape::Rect { area: window, radius: 0.0, fill: None, stroke };
    scene.add_hit(shape, Hit::Coverage(CoverageHit::BrushSpan), Some(said.to_owned()));
    let ends = [(window.x, CoverageHit::BrushFrom), (window.right(), CoverageHit::BrushTo)];
    for (x, hit) in ends {
        scene.line(Pos::new(x, window.y), Pos::new(x, window.bottom()), Ink::Accent, 1.5);
        let tall = (window.h * 0.5).min(18.0);
        let knob = Area::new(x - 3.5, window.centre().y - tall / 2.0, 7.0, tall);
        scene.add(Shape::Rect { area: knob, radius: 3.0, fill: Some(Ink::Accent), stroke: None });
        let grip = Area::new(x - GRIP, window.y, 2.0 * GRIP, window.h);
        let shape = Shape::Rect { area: grip, radius: 0.0, fill: None, stroke: None };
        scene.add_hit(shape, Hit::Coverage(hit), Some(said.to_owned()));
    }
}

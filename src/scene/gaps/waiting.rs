//! How long it takes from one phase to another: how many came on which days, and under it the share who had not come so
//! far (Kaplan and Meier 1958) with how many were still observed. The median and the threshold are marked.

use super::super::primitives::{Anchor, Area, Ink, Pos, Scene, Shape, Stroke, TextSize, Weight};
use super::super::text::{self, Taken};
use super::words::{GapsWords, Said};
use super::{Chart, EDGE, GapsHit, LINE, sheet, small, target};
use crate::compute::gaps::times::Transition;

/// Room for the labels of the upright axis, in logical pixels.
const LEFT: f32 = 54.0;
/// Days between ticks, from fine to coarse.
const STEPS: [u32; 15] = [1, 2, 5, 7, 14, 28, 56, 91, 182, 365, 730, 1095, 1826, 3652, 7305];

/// What of a transition is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WaitingSpec<'a> {
    /// Width of the picture, in logical pixels.
    pub width: f32,
    /// Height of the picture, in logical pixels.
    pub height: f32,
    /// The one phase.
    pub from: &'a str,
    /// The other.
    pub to: &'a str,
    /// The times.
    pub times: &'a Transition,
    /// Where the threshold stands, in days.
    pub threshold: Option<u32>,
    /// Where it stood before it was taken hold of: what is in sight does not move under the pointer.
    pub stood: Option<u32>,
}

/// A transition counted as pictures need it.
struct Counted {
    /// The last day in sight.
    last: u32,
    /// Patients still observed without having come, at the start of each day and of the one after.
    risk: Vec<u64>,
    curve: Vec<(u32, f64)>,
    came: u64,
    not: u64,
}

impl Counted {
    fn of(times: &Transition, stood: Option<u32>) -> Self {
        let (came, not) = times.counts();
        // What hardly anybody took so long for is not worth the room.
        let far = times.quantile(990).unwrap_or(0);
        // A threshold is shown beside them, unless that would press them together.
        let stood = stood.filter(|days| *days <= far.saturating_mul(3)).unwrap_or(0);
        let last = (far + far / 8).max(stood + stood / 8).max(14);
        let days = times.came.len().max(last as usize + 2);
        let mut risk = Vec::with_capacity(days);
        let mut left = came + not;
        for day in 0..days {
            risk.push(left);
            let of = |all: &[u32]| u64::from(all.get(day).copied().unwrap_or(0));
            left -= of(&times.came) + of(&times.censored);
        }
        Self { last, risk, curve: times.survival(), came, not }
    }

    /// The share who had not come after a day.
    fn share(&self, day: u32) -> f64 {
        let at = self.curve.partition_point(|(known, _)| *known <= day);
        at.checked_sub(1).and_then(|at| self.curve.get(at)).map_or(1.0, |(_, share)| *share)
    }

    /// How many were still observed after a day without having come.
    fn risk_after(&self, day: u32) -> u64 {
        self.risk.get(day as usize + 1).copied().unwrap_or(0)
    }
}

/// Where things are.
struct Places {
    density: Area,
    curve: Area,
    last: u32,
}

impl Places {
    fn of(spec: &WaitingSpec<'_>, last: u32) -> Self {
        let top = LINE * 2.0 + 6.0;
        let room = (spec.height - top - 3.0 * LINE - 14.0).max(40.0);
        let wide = (spec.width - LEFT - EDGE - 6.0).max(20.0);
        let high = (room * 0.3).floor();
        let density = Area::new(LEFT, top, wide, high);
        Self { density, curve: Area::new(LEFT, top + high + 10.0, wide, room - high - 10.0), last }
    }

    fn x(&self, day: f64) -> f32 {
        self.curve.x + (day / f64::from(self.last + 1)).clamp(0.0, 1.0) as f32 * self.curve.w
    }

    fn y(&self, share: f64) -> f32 {
        self.curve.bottom() - share as f32 * self.curve.h
    }
}

/// The day at a place of the picture, within what is in sight.
pub fn day_at(spec: &WaitingSpec<'_>, x: f32) -> u32 {
    let last = Counted::of(spec.times, spec.stood).last;
    let places = Places::of(spec, last);
    let share = f64::from(((x - places.curve.x) / places.curve.w).clamp(0.0, 1.0));
    ((share * f64::from(last + 1)).round() as u32).min(last)
}

/// The picture.
pub fn scene(spec: &WaitingSpec<'_>, words: &dyn GapsWords) -> Scene {
    let mut scene = sheet(spec.width, spec.height);
    let counted = Counted::of(spec.times, spec.stood);
    let places = Places::of(spec, counted.last);
    let between = words.said(Said::Between { from: spec.from, to: spec.to });
    let counts = Said::Counts { came: &words.written(counted.came), not: &words.written(counted.not) };
    let median = median(spec.times, words);
    let about = format!("{}, {median}", words.said(counts));
    scene.description = format!("{}: {between}. {about}", words.said(Said::Title(Chart::Waiting)));
    let quantile = |per_mille| words.written(u64::from(spec.times.quantile(per_mille).unwrap_or(0)));
    let [tenth, half, most] = [100, 500, 900].map(quantile);
    let quantiles = words.said(Said::Quantiles { tenth: &tenth, half: &half, most: &most });
    for (row, line) in [about, quantiles].into_iter().enumerate() {
        let at = Pos::new(EDGE, LINE * (row as f32 + 0.5));
        scene.text(small(at, line, Ink::TextMuted).within(spec.width - 2.0 * EDGE));
    }
    axes(&mut scene, &places, &counted, words);
    density(&mut scene, spec, &places, words);
    survival(&mut scene, spec, &places, &counted, words);
    if let Some(threshold) = spec.threshold {
        mark(&mut scene, &places, &counted, threshold, words);
    }
    scene
}

fn median(times: &Transition, words: &dyn GapsWords) -> String {
    let days = times.median().map(|days| words.said(Said::Days { n: &words.written(u64::from(days)) }));
    days.map_or_else(|| words.said(Said::NoMedian), |days| words.said(Said::Median { days: &days }))
}

/// How many days a bar of the density stands for.
fn step(places: &Places, least: f32) -> u32 {
    let each = places.curve.w / (places.last + 1) as f32;
    STEPS.into_iter().find(|days| *days as f32 * each >= least).unwrap_or(STEPS[STEPS.len() - 1])
}

fn axes(scene: &mut Scene, places: &Places, counted: &Counted, words: &dyn GapsWords) {
    let Places { density, curve, last } = places;
    for share in [0.0, 0.5, 1.0] {
        let y = places.y(share);
        let ink = if share == 0.0 { Ink::Axis } else { Ink::Grid };
        scene.line(Pos::new(curve.x, y), Pos::new(curve.right(), y), ink, 1.0);
        let label = small(Pos::new(curve.x - 6.0, y), words.percent(share, 0), Ink::TextMuted);
        scene.text(label.anchored(Anchor::Right));
    }
    let not_yet = small(Pos::new(curve.x - 6.0, places.y(0.75)), words.said(Said::NotYet), Ink::TextMuted);
    scene.text(not_yet.within(curve.x - 8.0).anchored(Anchor::Right));
    scene.line(
        Pos::new(density.x, density.bottom()),
        Pos::new(density.right(), density.bottom()),
        Ink::Axis,
        1.0,
    );
    let (ticks, risk) = (curve.bottom() + LINE * 0.5 + 7.0, curve.bottom() + LINE * 2.5 + 7.0);
    let head =
        small(Pos::new(EDGE, curve.bottom() + LINE * 1.5 + 7.0), words.said(Said::AtRisk), Ink::TextMuted);
    scene.text(head.within(curve.right() - EDGE));
    let mut taken = Taken::default();
    let every = step(places, 62.0);
    for day in (0..=*last).step_by(every as usize) {
        let x = places.x(f64::from(day));
        scene.line(Pos::new(x, curve.bottom()), Pos::new(x, curve.bottom() + 3.0), Ink::Axis, 1.0);
        let label = words.said(Said::Days { n: &words.written(u64::from(day)) });
        let left = words.written(counted.risk.get(day as usize).copied().unwrap_or(0));
        let wide = |words: &str| text::wide(words, TextSize::Small.px(), Weight::Regular);
        let half = wide(&label).max(wide(&left)) / 2.0;
        // The first and the last stand within the picture.
        let middle = x.max(EDGE + half);
        if middle + half <= curve.right() + EDGE && taken.take(middle - half - 4.0, middle + half + 4.0) {
            for (y, words) in [(ticks, label), (risk, left)] {
                scene.text(small(Pos::new(middle, y), words, Ink::TextMuted).anchored(Anchor::Centre));
            }
        }
    }
}

fn density(scene: &mut Scene, spec: &WaitingSpec<'_>, places: &Places, words: &dyn GapsWords) {
    let every = step(places, 5.0);
    let bins: Vec<(u32, u64)> = (0..=places.last)
        .step_by(every as usize)
        .map(|from| {
            let days = from as usize..(from + every) as usize;
            let of = days.filter_map(|day| spec.times.came.get(day)).map(|n| u64::from(*n));
            (from, of.sum())
        })
        .collect();
    let most = bins.iter().map(|(_, n)| *n).max().unwrap_or(0).max(1);
    let area = places.density;
    for (from, n) in bins {
        let (left, right) = (places.x(f64::from(from)), places.x(f64::from(from + every)));
        if n > 0 {
            let high = (n as f32 / most as f32 * area.h).max(2.0);
            let wide = (right - left - 1.0).max(1.0);
            scene.fill(Area::new(left, area.bottom() - high, wide, high), Ink::Bar);
        }
        let [day, to] = [from, from + every - 1].map(|day| words.written(u64::from(day)));
        let patients = words.patients(n as usize);
        let said = match every {
            1 => Said::CameOn { day: &day, patients: &patients },
            _ => Said::Came { from: &day, to: &to, patients: &patients },
        };
        let place = Area::new(left, area.y, (right - left).max(0.5), area.h);
        target(scene, place, GapsHit::Came(from, from + every), words.said(said));
    }
}

/// The curve, a step where it changes, with the median where there is one; every stretch of it says what it stands for.
fn survival(
    scene: &mut Scene,
    spec: &WaitingSpec<'_>,
    places: &Places,
    counted: &Counted,
    words: &dyn GapsWords,
) {
    let mut points = vec![Pos::new(places.x(0.0), places.y(1.0))];
    for (day, share) in counted.curve.iter().filter(|(day, _)| *day <= places.last) {
        let (x, before) = (places.x(f64::from(*day)), points[points.len() - 1].y);
        points.push(Pos::new(x, before));
        points.push(Pos::new(x, places.y(*share)));
    }
    let end = points[points.len() - 1].y;
    points.push(Pos::new(places.curve.right(), end));
    // Steps narrower than a third of a pixel cannot be seen.
    points.dedup_by(|b, a| (a.x - b.x).abs() < 0.3 && (a.y - b.y).abs() < 0.3);
    scene.add(Shape::Polyline { points, stroke: Stroke::new(Ink::Mark, 1.6) });
    if let Some(days) = spec.times.median().filter(|days| *days <= places.last) {
        let (x, y) = (places.x(f64::from(days)), places.y(0.5));
        dashed(scene, Pos::new(places.curve.x, y), Pos::new(x, y));
        dashed(scene, Pos::new(x, y), Pos::new(x, places.curve.bottom()));
    }
    let every = step(places, 5.0);
    for day in (0..=places.last).step_by(every as usize) {
        let (left, right) = (places.x(f64::from(day)), places.x(f64::from(day + every)));
        let place = Area::new(left, places.curve.y, (right - left).max(0.5), places.curve.h);
        target(scene, place, GapsHit::Beyond(day), beyond(counted, day, words));
    }
}

fn beyond(counted: &Counted, day: u32, words: &dyn GapsWords) -> String {
    let days = words.said(Said::Days { n: &words.written(u64::from(day)) });
    let share = words.percent(counted.share(day), 0);
    let risk = words.written(counted.risk_after(day));
    words.said(Said::Beyond { days: &days, share: &share, risk: &risk })
}

/// A dashed line, upright or level.
fn dashed(scene: &mut Scene, from: Pos, to: Pos) {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length = dx.hypot(dy);
    let mut at = 0.0;
    while at < length {
        let end = (at + 4.0).min(length);
        let point = |share: f32| Pos::new(from.x + dx * share / length, from.y + dy * share / length);
        scene.line(point(at), point(end), Ink::TextMuted, 1.0);
        at += 7.0;
    }
}

/// The threshold as a line with a handle, or an arrow to where it is, and what it comes to.
fn mark(scene: &mut Scene, places: &Places, counted: &Counted, days: u32, words: &dyn GapsWords) {
    let (x, foot) = (places.x(f64::from(days)), places.curve.bottom());
    if days <= places.last {
        scene.line(Pos::new(x, places.density.y), Pos::new(x, foot), Ink::Accent, 2.0);
        let centre = Pos::new(x, foot);
        scene.add(Shape::Circle { centre, radius: 6.0, fill: Some(Ink::Accent), stroke: None });
    } else {
        // It lies out of sight, over there.
        let corners = [Pos::new(x + 7.0, foot), Pos::new(x - 2.0, foot - 6.0), Pos::new(x - 2.0, foot + 6.0)];
        scene.add(Shape::Triangle { corners, fill: Ink::Accent });
    }
    let said = beyond(counted, days, words);
    let wide = text::wide(&said, TextSize::Small.px(), Weight::SemiBold);
    let room = places.curve;
    // Beside the line, where there is room, on a ground of its own: the curve may run behind.
    let left = if x + 8.0 + wide < room.right() { x + 8.0 } else { (x - 8.0 - wide).max(room.x) };
    let y = room.y + LINE * 0.5 + 1.0;
    let wide = wide.min(room.right() - left);
    scene.fill(Area::new(left - 2.0, y - LINE / 2.0, wide + 4.0, LINE), Ink::Background);
    scene.text(small(Pos::new(left, y), said, Ink::Accent).semibold().within(wide + 1.0));
}

//! How many days lie between administrations of an agent at a site, with the interval that was found among them.
//! The counts are those of a check; what is usual, the reader sees.

use super::super::primitives::{Anchor, Area, Ink, Pos, Scene, Shape};
use super::{EDGE, LINE, sheet, small};

/// Days beyond which nothing is told apart by eye.
const MOST_SHOWN: usize = 63;

/// What of the intervals is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IntervalSpec<'a> {
    /// Width of the picture, in logical pixels.
    pub width: f32,
    /// Height of the picture, in logical pixels.
    pub height: f32,
    /// How many intervals of each number of days; the last counts longer ones too.
    pub days: &'a [u32],
    /// The interval that was found, in days.
    pub found: Option<usize>,
    /// What the picture shows, in a sentence.
    pub description: &'a str,
}

/// The picture.
pub fn intervals(spec: &IntervalSpec<'_>) -> Scene {
    let mut scene = sheet(spec.width, spec.height);
    spec.description.clone_into(&mut scene.description);
    let shown = spec.days.len().min(MOST_SHOWN.max(spec.found.unwrap_or(0) + 2));
    if shown == 0 {
        return scene;
    }
    let plot = Area::new(EDGE, LINE, spec.width - 2.0 * EDGE, (spec.height - 2.0 * LINE - 2.0).max(8.0));
    let each = plot.w / shown as f32;
    let most = spec.days.iter().take(shown).copied().max().unwrap_or(0).max(1);
    for (days, count) in spec.days.iter().take(shown).enumerate() {
        let found = spec.found == Some(days);
        if *count == 0 && !found {
            continue;
        }
        let height = (*count as f32 / most as f32 * plot.h).max(3.0);
        let wide = (each - 1.0).clamp(1.0, 10.0);
        let x = plot.x + (days as f32 + 0.5) * each - wide / 2.0;
        let ink = if found { Ink::Error } else { Ink::Bar };
        let area = Area::new(x, plot.bottom() - height, wide, height);
        scene.add(Shape::Rect { area, radius: 1.0, fill: Some(ink), stroke: None });
    }
    scene.line(Pos::new(plot.x, plot.bottom()), Pos::new(plot.right(), plot.bottom()), Ink::Axis, 1.0);
    labels(&mut scene, spec, plot, (each, shown));
    scene
}

/// The days of the highest peaks, and of what was found; none over another.
fn labels(scene: &mut Scene, spec: &IntervalSpec<'_>, plot: Area, (each, shown): (f32, usize)) {
    let y = plot.bottom() + LINE / 2.0 + 1.0;
    let x = |days: usize| plot.x + (days as f32 + 0.5) * each;
    let mut taken: Vec<f32> = Vec::new();
    if let Some(found) = spec.found.filter(|found| *found < shown) {
        let label = small(Pos::new(x(found), y), found.to_string(), Ink::Error).semibold();
        scene.text(label.anchored(Anchor::Centre));
        taken.push(x(found));
    }
    let count = |days: usize| spec.days.get(days).copied().unwrap_or(0);
    let peak = |days: &usize| {
        let (before, after) = (days.checked_sub(1).map_or(0, count), count(days + 1));
        count(*days) > 0 && count(*days) >= before && count(*days) > after
    };
    let mut peaks: Vec<usize> = (0..shown).filter(peak).collect();
    peaks.sort_by_key(|days| (std::cmp::Reverse(count(*days)), *days));
    for days in peaks.into_iter().take(4) {
        if taken.iter().all(|other| (other - x(days)).abs() > 22.0) {
            let label = small(Pos::new(x(days), y), days.to_string(), Ink::TextMuted);
            scene.text(label.anchored(Anchor::Centre));
            taken.push(x(days));
        }
    }
}

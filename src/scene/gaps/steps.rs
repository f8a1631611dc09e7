//! How steps of a care path or visits of a schedule fared: a bar each, cut into those in time, those missing by why, those
//! whose time is not over, and those left out. It judges no care.

use super::super::primitives::{Anchor, Area, Ink, Pos, Scene, TextSize, Weight};
use super::super::text;
use super::stack::{Legend, Look, swatch, widths};
use super::words::{GapsWords, Said};
use super::{Chart, EDGE, GapsHit, sheet, small, target};
use crate::compute::gaps::path::{Fate, StepCount};
use crate::model::Explanation;

/// A step or visit.
#[derive(Clone, Debug, PartialEq)]
pub struct StepBar {
    /// What it is called.
    pub title: String,
    /// The places of its path or schedule, and its own.
    pub step: (u16, u16),
    /// How it fared.
    pub count: StepCount,
}

/// What of the steps is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepsSpec<'a> {
    /// Width of the picture, in logical pixels.
    pub width: f32,
    /// The steps.
    pub steps: &'a [StepBar],
    /// What the pointer is on.
    pub hover: Option<GapsHit>,
}

/// Everything that can become of a step, in the order of the bar.
pub const FATES: [Fate; 9] = [
    Fate::Taken,
    Fate::Missing(Explanation::Clinical),
    Fate::Missing(Explanation::Coverage),
    Fate::Missing(Explanation::Route),
    Fate::Missing(Explanation::Precision),
    Fate::Missing(Explanation::Outage),
    Fate::Missing(Explanation::CannotTell),
    Fate::NotDue,
    Fate::Skipped,
];

/// Height of a row, in logical pixels.
const ROW: f32 = 26.0;

/// The picture; as high as it needs to be.
pub fn scene(spec: &StepsSpec<'_>, words: &dyn GapsWords) -> Scene {
    let there = FATES.into_iter().filter(|fate| spec.steps.iter().any(|step| step.count.of(*fate) > 0));
    let looks: Vec<_> = there.map(|fate| (Look::of(fate), String::new(), None)).collect();
    let legend = Legend::new(spec.width, &looks, words);
    let top = legend.height + 2.0;
    let mut scene = sheet(spec.width, top + spec.steps.len() as f32 * ROW + EDGE);
    legend.paint(&mut scene);
    let wide = |words: &str| text::wide(words, TextSize::Small.px(), Weight::SemiBold);
    let share = |step: &StepBar| {
        let due = step.count.taken + step.count.missing.iter().sum::<u64>();
        if due == 0 { String::new() } else { words.percent(step.count.taken as f64 / due as f64, 0) }
    };
    let number = spec.steps.iter().map(|step| wide(&share(step))).fold(0.0, f32::max);
    let longest = spec.steps.iter().map(|step| wide(&step.title)).fold(0.0, f32::max);
    let names = (longest + EDGE + 12.0).min(spec.width * 0.4);
    let plot = Area::new(names, top, (spec.width - names - number - EDGE - 10.0).max(20.0), ROW);
    for (row, step) in spec.steps.iter().enumerate() {
        let place = Area::new(plot.x, top + row as f32 * ROW, plot.w, ROW);
        paint(&mut scene, spec, (step, place), words);
        let at = Pos::new(spec.width - EDGE, place.centre().y);
        scene.text(small(at, share(step), Ink::Text).semibold().anchored(Anchor::Right));
    }
    let said = words.said(Said::Steps { n: &words.count(spec.steps.len()) });
    scene.description = format!("{}: {said}", words.said(Said::Title(Chart::Visits)));
    scene
}

fn paint(scene: &mut Scene, spec: &StepsSpec<'_>, (step, place): (&StepBar, Area), words: &dyn GapsWords) {
    let (path, at) = step.step;
    if matches!(spec.hover, Some(GapsHit::Fate(of, row, _)) if (of, row) == step.step) {
        scene.fill(Area::new(EDGE / 2.0, place.y, spec.width - EDGE, ROW), Ink::Lane);
    }
    let label = small(Pos::new(EDGE, place.centre().y), step.title.as_str(), Ink::Text);
    scene.text(label.within(place.x - 10.0 - EDGE));
    let counts = FATES.map(|fate| step.count.of(fate));
    let of = words.written(counts.iter().sum());
    let mut left = place.x;
    for ((fate, n), wide) in FATES.into_iter().zip(counts).zip(widths(&counts, place.w)) {
        if wide > 0.0 {
            let area = Area::new(left, place.y + 5.0, wide, ROW - 10.0);
            swatch(scene, area, Look::of(fate));
            let (n, look) = (words.written(n), words.said(Said::Look(Look::of(fate))));
            let said = words.said(Said::Fate { row: &step.title, look: &look, n: &n, of: &of });
            target(scene, area, GapsHit::Fate(path, at, fate), said);
        }
        left += wide;
    }
}

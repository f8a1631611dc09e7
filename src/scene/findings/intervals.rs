//! How many days lie between administrations of an agent at a site, with the interval that was found among them, and
//! the intervals that schedules support. The counts are those of a check; what is usual, the reader sees.

use super::super::primitives::{Anchor, Area, Ink, Pos, Scene, Shape, TextSize, Weight};
use super::super::text::{self, Taken};
use super::words::{FindingsWords, Said};
use super::{Chart, EDGE, FindingsHit, LINE, sheet, small, target};

/// Days beyond which nothing is told apart by eye.
const MOST_SHOWN: usize = 63;

/// What of the intervals is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IntervalsSpec<'a> {
    /// Width of the picture, in logical pixels.
    pub width: f32,
    /// Height of the picture, in logical pixels.
    pub height: f32,
    /// The agent's name.
    pub agent: &'a str,
    /// How many intervals of each number of days; the last counts longer ones too.
    pub days: &'a [u32],
    /// The interval that was found, in days.
    pub found: Option<usize>,
    /// The intervals that schedules support nearest to it, in days.
    pub schedules: &'a [usize],
}

/// The picture.
pub fn scene(spec: &IntervalsSpec<'_>, words: &dyn FindingsWords) -> Scene {
    let mut scene = sheet(spec.width, spec.height);
    let all: u64 = spec.days.iter().map(|count| u64::from(*count)).sum();
    let found = spec.found.map(|days| words.said(Said::Found { days: &words.count(days) }));
    let said = words.said(Said::Intervals { agent: spec.agent, n: &words.written(all) });
    let about = found.map_or_else(|| said.clone(), |found| format!("{said}, {found}"));
    scene.description = format!("{}: {about}", words.said(Said::Title(Chart::Intervals)));
    let furthest = spec.schedules.iter().copied().chain(spec.found).max().unwrap_or(0) + 2;
    let shown = spec.days.len().min(MOST_SHOWN.max(furthest));
    if shown == 0 {
        return scene;
    }
    let plot = Area::new(EDGE, 4.0, spec.width - 2.0 * EDGE, (spec.height - LINE - 14.0).max(8.0));
    let each = plot.w / shown as f32;
    let most = spec.days.iter().take(shown).copied().max().unwrap_or(0).max(1);
    for (days, count) in spec.days.iter().take(shown).enumerate() {
        let (x, found) = (plot.x + days as f32 * each, spec.found == Some(days));
        if *count > 0 || found {
            let height = (*count as f32 / most as f32 * plot.h).max(3.0);
            let wide = (each - 1.0).clamp(1.0, 10.0);
            let area = Area::new(x + (each - wide) / 2.0, plot.bottom() - height, wide, height);
            let fill = Some(if found { Ink::Error } else { Ink::Bar });
            scene.add(Shape::Rect { area, radius: 1.0, fill, stroke: None });
        }
        let place = Area::new(x, plot.y, each, plot.h);
        target(&mut scene, place, FindingsHit::Days(days), alt(spec, days, (u64::from(*count), all), words));
    }
    scene.line(Pos::new(plot.x, plot.bottom()), Pos::new(plot.right(), plot.bottom()), Ink::Axis, 1.0);
    labels(&mut scene, spec, plot, (each, shown));
    scene
}

/// What a number of days says: how many intervals have it, and what else it is.
fn alt(spec: &IntervalsSpec<'_>, days: usize, (count, all): (u64, u64), words: &dyn FindingsWords) -> String {
    let share = words.percent(if all > 0 { count as f64 / all as f64 } else { 0.0 }, 0);
    let (written, n) = (words.count(days), words.written(count));
    let last = days + 1 == spec.days.len();
    let mut said = words.said(if last {
        Said::DaysOrMore { days: &written, n: &n, share: &share }
    } else {
        Said::Days { days: &written, n: &n, share: &share }
    });
    let more = [
        (spec.found == Some(days)).then_some(Said::Found { days: &written }),
        spec.schedules.contains(&days).then_some(Said::Schedule { days: &written }),
    ];
    for more in more.into_iter().flatten() {
        said.push_str("; ");
        said.push_str(&words.said(more));
    }
    said
}

/// The days of what was found, of supported schedules, then of the highest peaks; none over another.
fn labels(scene: &mut Scene, spec: &IntervalsSpec<'_>, plot: Area, (each, shown): (f32, usize)) {
    let y = plot.bottom() + 10.0 + LINE / 2.0;
    let x = |days: usize| plot.x + (days as f32 + 0.5) * each;
    let count = |days: usize| spec.days.get(days).copied().unwrap_or(0);
    let peak = |days: &usize| {
        let (before, after) = (days.checked_sub(1).map_or(0, count), count(days + 1));
        count(*days) > 0 && count(*days) >= before && count(*days) > after
    };
    let mut peaks: Vec<usize> = (0..shown).filter(peak).collect();
    peaks.sort_by_key(|days| (std::cmp::Reverse(count(*days)), *days));
    peaks.truncate(4);
    for days in spec.schedules.iter().copied().filter(|days| *days < shown) {
        let (x, top) = (x(days), plot.bottom() + 2.0);
        let corners = [Pos::new(x, top), Pos::new(x - 4.0, top + 6.0), Pos::new(x + 4.0, top + 6.0)];
        scene.add(Shape::Triangle { corners, fill: Ink::Accent });
    }
    let found = spec.found.filter(|found| *found < shown).map(|days| (days, Ink::Error));
    let schedules =
        spec.schedules.iter().copied().filter(|days| *days < shown).map(|days| (days, Ink::Accent));
    let peaks = peaks.into_iter().map(|days| (days, Ink::TextMuted));
    let mut taken = Taken::default();
    for (days, ink) in found.into_iter().chain(schedules).chain(peaks) {
        let label = small(Pos::new(x(days), y), days.to_string(), ink).anchored(Anchor::Centre);
        let label = if ink == Ink::Error { label.semibold() } else { label };
        let half = text::wide(&label.text, TextSize::Small.px(), Weight::SemiBold) / 2.0 + 2.0;
        let fits = x(days) - half >= 0.0 && x(days) + half <= spec.width;
        if fits && taken.take(x(days) - half, x(days) + half) {
            scene.text(label);
        }
    }
}

//! Gaps by kind or by source: a bar each, cut by why they are there, with how many in all at its end.
//! Every explanation that there is at all is wide enough to be seen; the legend holds the shares of all together.

use super::super::primitives::{Anchor, Area, Hit, Ink, Pos, Scene, Shape, TextSize, Weight};
use super::super::text;
use super::stack::{Legend, Look, swatch, widths};
use super::words::{GapsWords, Said};
use super::{Chart, EDGE, GapsHit, sheet, small, target};
use crate::model::{Explanation, GapKind};

/// What a bar is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A kind of gap.
    Kind(GapKind),
    /// A source, by its place.
    Source(usize),
}

/// A bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it is of.
    pub of: Of,
    /// What that is called.
    pub title: String,
    /// How many gaps, by explanation.
    pub counts: [u64; 6],
    /// For a source, gaps of which nobody said whether it watched.
    pub not_said: u64,
    /// For a kind, who has them, by explanation.
    pub patients: [usize; 6],
}

impl Bar {
    fn total(&self) -> u64 {
        self.counts.iter().sum::<u64>() + self.not_said
    }

    /// Its parts: how they look, how many they are, and what they point at.
    fn parts(&self) -> [(Look, u64, GapsHit); 7] {
        let part = |why: Explanation| match self.of {
            Of::Kind(kind) => (Look::Why(why), self.counts[why as usize], GapsHit::Cell(kind, why)),
            Of::Source(source) => (Look::Why(why), self.counts[why as usize], GapsHit::Watched(source, why)),
        };
        let [a, b, c, d, e, f] = Explanation::ALL.map(part);
        let source = if let Of::Source(source) = self.of { source } else { usize::MAX };
        [a, b, c, d, e, f, (Look::NotSaid, self.not_said, GapsHit::NotSaid(source))]
    }
}

/// What of the bars is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BarsSpec<'a> {
    /// Width of the picture, in logical pixels.
    pub width: f32,
    /// Which chart it is.
    pub chart: Chart,
    /// The bars.
    pub bars: &'a [Bar],
    /// What the pointer is on.
    pub hover: Option<GapsHit>,
}

/// Height of a row, in logical pixels.
pub const ROW: f32 = 24.0;

/// The picture; as high as it needs to be.
pub fn scene(spec: &BarsSpec<'_>, words: &dyn GapsWords) -> Scene {
    let legend = legend(spec, words);
    let top = legend.height + 2.0;
    let mut scene = sheet(spec.width, top + spec.bars.len() as f32 * ROW + EDGE);
    legend.paint(&mut scene);
    let counts: Vec<String> = spec.bars.iter().map(|bar| words.written(bar.total())).collect();
    let wide = |text: &str| text::wide(text, TextSize::Small.px(), Weight::SemiBold);
    let number = counts.iter().map(|n| wide(n)).fold(0.0, f32::max);
    let longest = spec.bars.iter().map(|bar| wide(&bar.title)).fold(0.0, f32::max);
    let names = (longest + EDGE + 12.0).min(spec.width * 0.4);
    let plot = Area::new(names, top, (spec.width - names - number - EDGE - 10.0).max(20.0), ROW);
    for (row, bar) in spec.bars.iter().enumerate() {
        let place = Area::new(plot.x, top + row as f32 * ROW, plot.w, ROW);
        paint(&mut scene, spec, (bar, place), words);
        let at = Pos::new(spec.width - EDGE, place.centre().y);
        let ink = if bar.total() > 0 { Ink::Text } else { Ink::TextMuted };
        scene.text(small(at, counts[row].as_str(), ink).semibold().anchored(Anchor::Right));
    }
    let all: u64 = spec.bars.iter().map(Bar::total).sum();
    let said = words.said(Said::Gaps { n: &words.written(all) });
    scene.description = format!("{}: {said}", words.said(Said::Title(spec.chart)));
    scene
}

/// The explanations that there are, each with its share of all.
fn legend(spec: &BarsSpec<'_>, words: &dyn GapsWords) -> Legend {
    let all: u64 = spec.bars.iter().map(Bar::total).sum();
    let share = |n: u64| words.percent(if all > 0 { n as f64 / all as f64 } else { 0.0 }, 0);
    let mut looks: Vec<(Look, String, Option<GapsHit>)> = Vec::new();
    for why in Explanation::ALL {
        let n: u64 = spec.bars.iter().map(|bar| bar.counts[why as usize]).sum();
        looks.push((Look::Why(why), share(n), Some(GapsHit::Why(why))));
    }
    let not_said: u64 = spec.bars.iter().map(|bar| bar.not_said).sum();
    if spec.chart == Chart::Sources {
        looks.push((Look::NotSaid, share(not_said), None));
    }
    Legend::new(spec.width, &looks, words)
}

fn paint(scene: &mut Scene, spec: &BarsSpec<'_>, (bar, place): (&Bar, Area), words: &dyn GapsWords) {
    let name = match bar.of {
        Of::Kind(kind) => GapsHit::Kind(kind),
        Of::Source(source) => GapsHit::Source(source),
    };
    let over = spec.hover.is_some_and(|hit| hit == name || bar.parts().iter().any(|(_, _, own)| *own == hit));
    if over {
        scene.fill(Area::new(EDGE / 2.0, place.y, spec.width - EDGE, ROW), Ink::Lane);
    }
    let of = words.written(bar.total());
    let alt = words.said(Said::All { row: &bar.title, n: &of });
    let label = small(Pos::new(EDGE, place.centre().y), bar.title.as_str(), Ink::Text);
    scene.add_hit(Shape::Text(label.within(place.x - 10.0 - EDGE)), Hit::Gaps(name), None);
    target(scene, Area::new(0.0, place.y, place.x - 8.0, ROW), name, alt);
    let parts = bar.parts();
    let mut left = place.x;
    for ((look, n, hit), wide) in parts.iter().zip(widths(&parts.map(|(_, n, _)| n), place.w)) {
        if wide > 0.0 {
            let area = Area::new(left, place.y + 4.0, wide, ROW - 8.0);
            swatch(scene, area, *look);
            target(scene, area, *hit, says(bar, *look, *n, words));
        }
        left += wide;
    }
    if bar.total() == 0 {
        scene.line(
            Pos::new(place.x, place.centre().y),
            Pos::new(place.x + 8.0, place.centre().y),
            Ink::Grid,
            1.0,
        );
    }
}

/// What a part says: how many of how many, and of how many patients where that is known.
fn says(bar: &Bar, look: Look, n: u64, words: &dyn GapsWords) -> String {
    let total = bar.total();
    let (written, of) = (words.written(n), words.written(total));
    let share = words.percent(n as f64 / total.max(1) as f64, 0);
    let look_name = words.said(Said::Look(look));
    let said =
        words.said(Said::Part { row: &bar.title, look: &look_name, n: &written, of: &of, share: &share });
    match look {
        Look::Why(why) if bar.patients[why as usize] > 0 => {
            format!("{said}; {}", words.patients(bar.patients[why as usize]))
        }
        _ => said,
    }
}

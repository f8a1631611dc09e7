//! What each rule came to: a bar a rule, cut by the five verdicts, with how many fail of how many that were judged.
//! Every verdict that was given at all is wide enough to be seen, so that few among many are not lost.

use crate::model::rule::Verdict;

use super::super::primitives::{Anchor, Area, Hit, Ink, Pos, Scene, Shape, Stroke, TextSize, Weight};
use super::super::text;
use super::words::{FindingsWords, Said};
use super::{Chart, EDGE, FindingsHit, LINE, sheet, small, target};

/// What a rule came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// The rule's id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// How many things got each verdict, in the order of [`Verdict::ALL`].
    pub verdicts: [u64; 5],
}

/// What of the rules is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TalliesSpec<'a> {
    /// Width of the picture, in logical pixels.
    pub width: f32,
    /// The rules.
    pub rules: &'a [Tally],
    /// What the pointer is on.
    pub hover: Option<FindingsHit>,
}

/// Height of a row, in logical pixels.
pub const ROW: f32 = 22.0;
/// The least width of a verdict that was given, in logical pixels.
const LEAST: f32 = 3.0;

/// The picture; as high as it needs to be.
pub fn scene(spec: &TalliesSpec<'_>, words: &dyn FindingsWords) -> Scene {
    let legend = legend_rows(spec.width, words);
    let top = EDGE + legend.iter().map(|(_, row, _)| *row + 1).max().unwrap_or(1) as f32 * (LINE + 3.0) + 4.0;
    let mut scene = sheet(spec.width, top + spec.rules.len() as f32 * ROW + EDGE);
    for (verdict, row, x) in legend {
        let at = Area::new(x, EDGE + row as f32 * (LINE + 3.0) + 2.0, 11.0, 11.0);
        swatch(&mut scene, at, verdict);
        let name = words.said(Said::Verdict(verdict));
        scene.text(small(Pos::new(at.right() + 5.0, at.centre().y), name, Ink::TextMuted));
    }
    let counts: Vec<String> = spec.rules.iter().map(|rule| words.written(rule.verdicts[0])).collect();
    let number =
        counts.iter().map(|n| text::wide(n, TextSize::Small.px(), Weight::SemiBold)).fold(0.0, f32::max);
    let names = (spec.width * 0.45).min(360.0);
    let plot = Area::new(names, top, (spec.width - names - number - EDGE - 10.0).max(20.0), ROW);
    for (row, rule) in spec.rules.iter().enumerate() {
        let place = Area::new(plot.x, top + row as f32 * ROW, plot.w, ROW);
        rule_row(&mut scene, spec, (row, rule), place, words);
        let at = Pos::new(spec.width - EDGE, place.centre().y);
        let label = small(at, counts[row].as_str(), Ink::Text).semibold().anchored(Anchor::Right);
        scene.add_hit(Shape::Text(label), Hit::Findings(FindingsHit::Verdict(row, Verdict::Violation)), None);
    }
    let rules = words.count(spec.rules.len());
    let violations = words.written(spec.rules.iter().map(|rule| rule.verdicts[0]).sum());
    let said = words.said(Said::Rules { rules: &rules, violations: &violations });
    scene.description = format!("{}: {said}", words.said(Said::Title(Chart::Tallies)));
    scene
}

/// Verdicts with their row in the legend and where they start.
fn legend_rows(width: f32, words: &dyn FindingsWords) -> Vec<(Verdict, usize, f32)> {
    let (mut x, mut row) = (EDGE, 0);
    let mut all = Vec::with_capacity(Verdict::ALL.len());
    for verdict in Verdict::ALL {
        let name = words.said(Said::Verdict(verdict));
        let wide = 16.0 + text::wide(&name, TextSize::Small.px(), Weight::Regular) + 14.0;
        if x + wide > width - EDGE && x > EDGE {
            (x, row) = (EDGE, row + 1);
        }
        all.push((verdict, row, x));
        x += wide;
    }
    all
}

fn rule_row(
    scene: &mut Scene,
    spec: &TalliesSpec<'_>,
    (row, rule): (usize, &Tally),
    place: Area,
    words: &dyn FindingsWords,
) {
    let all: u64 = rule.verdicts.iter().sum();
    let over = matches!(spec.hover, Some(FindingsHit::Rule(at) | FindingsHit::Verdict(at, _)) if at == row);
    if over {
        scene.fill(Area::new(EDGE / 2.0, place.y, spec.width - EDGE, ROW), Ink::Lane);
    }
    let title = format!("{} {}", rule.id, rule.title);
    let of = words.written(all);
    let says = |verdict: Verdict| {
        let (name, n) = (words.said(Said::Verdict(verdict)), words.written(rule.verdicts[verdict as usize]));
        words.said(Said::Tally { rule: &title, verdict: &name, n: &n, of: &of })
    };
    let hit = FindingsHit::Rule(row);
    target(scene, Area::new(0.0, place.y, place.x - 8.0, ROW), hit, says(Verdict::Violation));
    let label =
        small(Pos::new(EDGE, place.centre().y), title.as_str(), Ink::Text).within(place.x - 10.0 - EDGE);
    scene.add_hit(Shape::Text(label), Hit::Findings(hit), None);
    let mut left = place.x;
    for (verdict, wide) in Verdict::ALL.into_iter().zip(widths(&rule.verdicts, place.w)) {
        if wide > 0.0 {
            let area = Area::new(left, place.y + 4.0, wide, ROW - 8.0);
            swatch(scene, area, verdict);
            target(scene, area, FindingsHit::Verdict(row, verdict), says(verdict));
        }
        left += wide;
    }
}

/// The widths of the verdicts: shares of the room, but none that was given below [`LEAST`].
fn widths(verdicts: &[u64; 5], room: f32) -> [f32; 5] {
    let all = verdicts.iter().sum::<u64>() as f32;
    if all == 0.0 {
        return [0.0; 5];
    }
    let share = |n: u64| n as f32 / all * room;
    let narrow = |n: u64| n > 0 && share(n) < LEAST;
    let kept = verdicts.iter().filter(|n| narrow(**n)).count() as f32 * LEAST;
    let wide: f32 = verdicts.iter().filter(|n| !narrow(**n)).map(|n| share(*n)).sum();
    let scale = if wide > 0.0 { (room - kept).max(0.0) / wide } else { 1.0 };
    verdicts.map(|n| if narrow(n) { LEAST } else { share(n) * scale })
}

/// A verdict's looks: what fails is dark, what cannot be judged is hatched as what is not covered.
fn swatch(scene: &mut Scene, area: Area, verdict: Verdict) {
    let stroke = |ink| Some(Stroke::new(ink, 1.0));
    let (fill, outline) = match verdict {
        Verdict::Violation => (Ink::Error, None),
        Verdict::Explained => (Ink::Warning, None),
        Verdict::CannotJudge => (Ink::Lane, None),
        Verdict::Ok => (Ink::Shade(110), None),
        Verdict::NotApplicable => (Ink::Background, stroke(Ink::Grid)),
    };
    scene.add(Shape::Rect { area, radius: 0.0, fill: Some(fill), stroke: outline });
    if verdict == Verdict::CannotJudge {
        scene.add(Shape::Hatch { area, ink: Ink::Hatch });
    }
}

//! The largest complete set for each number of sets: what leaving sources out would win.
//! Which sets those are is in the words of each mark.

use crate::compute::coverage::drop_off::Best;
use crate::compute::coverage::{DropOff, Patterns};
use crate::model::SetUnit;

use super::super::primitives::{Anchor, Area, Hit, Ink, Pos, Scene, Shape, Stroke, TextSize, Weight};
use super::super::text::{self, Taken};
use super::words::{CoverageWords, Phrase};
use super::{Chart, CoverageHit, EDGE, LINE, YEAR, share, sheet, small, target, titles};

/// Height of the numbers over the highest point, in logical pixels.
const TOP: f32 = 22.0;

/// What of the best subsets is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BestSpec {
    /// Width of the picture, in logical pixels.
    pub width: f32,
    /// Height of the picture, in logical pixels.
    pub height: f32,
    /// What points measure.
    pub unit: SetUnit,
    /// What the pointer is on.
    pub hover: Option<CoverageHit>,
}

fn weight(best: &Best, unit: SetUnit) -> f64 {
    match unit {
        SetUnit::Patients => best.patients as f64,
        SetUnit::PersonTime => best.micros as f64 / YEAR,
    }
}

/// A best subset in words: how many it leaves, and without which sets.
pub fn words_of(patterns: &Patterns, best: &Best, unit: SetUnit, words: &dyn CoverageWords) -> String {
    let amount = match unit {
        SetUnit::PersonTime if best.mask & patterns.silent != 0 => words.coverage_unknown(),
        SetUnit::Patients => words.patients(best.patients as usize),
        SetUnit::PersonTime => words.person_years(weight(best, unit)),
    };
    let of = words.count(patterns.sets.len());
    let without = titles(&patterns.sets, !best.mask);
    if without.is_empty() {
        return words.phrase(Phrase::AllSets { of: &of, amount: &amount });
    }
    let without = words.listed(&without, true);
    let size = words.count(best.size);
    words.phrase(Phrase::Best { size: &size, of: &of, amount: &amount, without: &without })
}

/// The picture. The titles of sets are those of the patterns.
pub fn scene(patterns: &Patterns, of: &DropOff, spec: &BestSpec, words: &dyn CoverageWords) -> Scene {
    let mut scene = sheet(spec.width, spec.height);
    let bottom = (spec.height - 2.0 * LINE - 8.0).max(TOP + 20.0);
    let pitch = (spec.width - 2.0 * EDGE) / of.best.len().max(1) as f32;
    let most = of.best.iter().map(|best| weight(best, spec.unit)).fold(0.0, f64::max);
    let at = |place: usize, best: &Best| {
        let height = share(weight(best, spec.unit), most) as f32 * (bottom - TOP);
        Pos::new(EDGE + (place as f32 + 0.5) * pitch, bottom - height)
    };
    scene.line(Pos::new(EDGE, bottom), Pos::new(spec.width - EDGE, bottom), Ink::Axis, 1.0);
    let points: Vec<Pos> = of.best.iter().enumerate().map(|(place, best)| at(place, best)).collect();
    if points.len() > 1 {
        let stroke = Stroke::new(Ink::Bar, 2.0);
        scene.add(Shape::Polyline { points: points.clone(), stroke });
    }
    let (mut over, mut under) = (Taken::default(), Taken::default());
    for (best, point) in of.best.iter().zip(&points).rev() {
        let hit = CoverageHit::Best(best.size);
        let alt = words_of(patterns, best, spec.unit, words);
        let column = Area::new(point.x - pitch / 2.0, 0.0, pitch, spec.height);
        target(&mut scene, column, hit, alt.clone());
        let complete = best.size == patterns.sets.len();
        let ink = match (spec.hover == Some(hit), complete) {
            (true, _) => Ink::Accent,
            (_, true) => Ink::Warning,
            _ => Ink::Mark,
        };
        let shape = Shape::Circle { centre: *point, radius: 4.5, fill: Some(ink), stroke: None };
        scene.add_hit(shape, Hit::Coverage(hit), Some(alt));
        let number = match spec.unit {
            SetUnit::PersonTime if best.mask & patterns.silent != 0 => "–".to_owned(),
            SetUnit::Patients => words.written(best.patients),
            SetUnit::PersonTime => words.years(weight(best, spec.unit)),
        };
        let text_ink = if ink == Ink::Mark { Ink::Text } else { ink };
        // The curve falls: right above a point is always free.
        let aside = |x: f32| if best.size == 1 { x } else { x + 9.0 };
        let label = |scene: &mut Scene, taken: &mut Taken, (x, y): (f32, f32), words: String, ink: Ink| {
            let half = text::wide(&words, TextSize::Small.px(), Weight::Regular) / 2.0 + 2.0;
            let x = x.max(half).min(spec.width - half);
            if taken.take(x - half, x + half) {
                let label = small(Pos::new(x, y), words, ink).anchored(Anchor::Centre);
                scene.add_hit(Shape::Text(label), Hit::Coverage(hit), None);
            }
        };
        label(&mut scene, &mut over, (aside(point.x), point.y - 13.0), number, text_ink);
        label(
            &mut scene,
            &mut under,
            (point.x, bottom + LINE / 2.0 + 4.0),
            words.count(best.size),
            Ink::TextMuted,
        );
    }
    let axis = small(
        Pos::new(spec.width / 2.0, bottom + LINE * 1.5 + 5.0),
        words.phrase(Phrase::NumberOfSets),
        Ink::TextMuted,
    );
    scene.text(axis.within(spec.width - 2.0 * EDGE).anchored(Anchor::Centre));
    let title = words.phrase(Phrase::Title(Chart::BestSubsets));
    let last = of.best.last().map(|best| words_of(patterns, best, spec.unit, words)).unwrap_or_default();
    scene.description = format!("{title}: {last}");
    scene
}

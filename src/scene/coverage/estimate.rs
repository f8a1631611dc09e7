//! What linkage could leave: for each combination the interval that is certain, narrower ones behind fewer doubts,
//! and what independence would give. No bar stands without the assumption that it rests on.

use crate::compute::estimate::{Assumption, Estimate};

use super::super::primitives::{Anchor, Area, Hit, Ink, Pos, Scene, Shape, Stroke, TextSize, Weight};
use super::super::text::{self, Taken};
use super::words::{CoverageWords, Phrase};
use super::{Chart, CoverageHit, EDGE, LINE, grow, name, share, sheet, small, target, widest_normal};

/// Height of the heads with the legend, a line each, in logical pixels.
const LEGEND: f32 = 16.0;

/// A combination of sources and what can be said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Combined {
    /// What it is called.
    pub title: String,
    /// All that can be said, as [`crate::compute::estimate::estimate`] gives it.
    pub estimates: Vec<Estimate>,
    /// How many there truly are, where that is known.
    pub truth: Option<u64>,
}

/// What of the estimates is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EstimateSpec {
    /// Width of the picture, in logical pixels.
    pub width: f32,
    /// Height there is, in logical pixels; the picture may come out higher.
    pub height: f32,
    /// All people there are: the end of the axis.
    pub population: u64,
    /// What the pointer is on.
    pub hover: Option<CoverageHit>,
}

/// How an assumption is drawn: how thick, and in which ink; a tick where it gives a value.
fn looks(assumption: Assumption) -> (f32, Ink) {
    match assumption {
        Assumption::Totals => (1.0, Ink::Shade(72)),
        Assumption::Strata => (0.8, Ink::Shade(135)),
        Assumption::Overlaps | Assumption::StrataAndOverlaps => (0.6, Ink::Shade(215)),
        Assumption::PositiveDependence => (0.32, Ink::Mark),
        Assumption::IndependentWithinStrata => (1.0, Ink::Warning),
        Assumption::Independent => (1.0, Ink::Axis),
    }
}

/// The key of an assumption's text.
fn key(assumption: Assumption) -> &'static str {
    match assumption {
        Assumption::Totals => "assumption-totals",
        Assumption::Strata => "assumption-strata",
        Assumption::Overlaps => "assumption-overlaps",
        Assumption::StrataAndOverlaps => "assumption-strata-and-overlaps",
        Assumption::PositiveDependence => "assumption-positive-dependence",
        Assumption::IndependentWithinStrata => "assumption-independent-within-strata",
        Assumption::Independent => "assumption-independent",
    }
}

/// An estimate in words, with what it rests on.
pub fn words_of(estimate: &Estimate, words: &dyn CoverageWords) -> String {
    let whole = |n: f64| words.written(n.max(0.0).round() as u64);
    let amount = match estimate.value() {
        Some(value) => words.phrase(Phrase::About { n: &whole(value) }),
        None => words.phrase(Phrase::Between { low: &whole(estimate.low), high: &whole(estimate.high) }),
    };
    format!("{amount}. {}", words.phrase(Phrase::Named(key(estimate.assumption))))
}

/// An interval as a bar, or a value as a tick in the middle of it.
fn mark(
    scene: &mut Scene,
    assumption: Assumption,
    (from, to): (f32, f32),
    y: f32,
    thick: f32,
    hit: Option<(CoverageHit, String)>,
) {
    let (part, ink) = looks(assumption);
    let value = matches!(assumption, Assumption::Independent | Assumption::IndependentWithinStrata);
    let shape = if value {
        let x = f32::midpoint(from, to);
        let half = thick / 2.0 + if hit.is_some() { 2.0 } else { 0.0 };
        Shape::Line { from: Pos::new(x, y - half), to: Pos::new(x, y + half), stroke: Stroke::new(ink, 2.5) }
    } else {
        let thick = thick * part;
        let area = Area::new(from, y - thick / 2.0, (to - from).max(1.5), thick);
        Shape::Rect { area, radius: 0.0, fill: Some(ink), stroke: None }
    };
    match hit {
        Some((hit, alt)) => scene.add_hit(shape, Hit::Coverage(hit), Some(alt)),
        None => scene.add(shape),
    }
}

/// The picture.
pub fn scene(of: &[Combined], spec: &EstimateSpec, words: &dyn CoverageWords) -> Scene {
    let mut scene = sheet(spec.width, spec.height);
    let used: Vec<Assumption> = Assumption::ALL
        .into_iter()
        .filter(|assumption| of.iter().any(|one| one.estimates.iter().any(|e| e.assumption == *assumption)))
        .collect();
    let names = EDGE + widest_normal(of.iter().map(|one| one.title.as_str())).min(spec.width * 0.32);
    let number = text::wide("88,888–88,888", TextSize::Small.px(), Weight::Regular);
    let (left, right) = (names + 12.0, spec.width - EDGE - number - 10.0);
    let legend = used.len() as f32 * LEGEND + 8.0;
    let row = ((spec.height - legend - LINE - EDGE) / of.len().max(1) as f32).clamp(22.0, 36.0);
    let chart = Intervals { spec, words, names, left, right: right.max(left + 20.0), row };
    chart.legend(&mut scene, &used);
    let bottom = legend + of.len() as f32 * row;
    chart.axis(&mut scene, legend, bottom);
    for (at, one) in of.iter().enumerate() {
        chart.combination(&mut scene, at, one, legend + at as f32 * row);
    }
    grow(&mut scene, bottom + LINE + EDGE);
    let title = words.phrase(Phrase::Title(Chart::Estimate));
    scene.description = format!("{title}: {}", words.patients(spec.population as usize));
    scene
}

/// Everything a part of the picture needs to draw itself.
struct Intervals<'a> {
    spec: &'a EstimateSpec,
    words: &'a dyn CoverageWords,
    names: f32,
    left: f32,
    right: f32,
    row: f32,
}

impl Intervals<'_> {
    fn x(&self, n: f64) -> f32 {
        self.left + share(n, self.spec.population as f64).clamp(0.0, 1.0) as f32 * (self.right - self.left)
    }

    /// Quarters of all people, with numbers where they have room.
    fn axis(&self, scene: &mut Scene, top: f32, bottom: f32) {
        let mut taken = Taken::default();
        for quarter in [0u8, 4, 2, 1, 3] {
            let n = f64::from(quarter) / 4.0 * self.spec.population as f64;
            let x = self.x(n);
            scene.line(Pos::new(x, top), Pos::new(x, bottom), Ink::Grid, 1.0);
            let label = self.words.written(n.round() as u64);
            let half = text::wide(&label, TextSize::Small.px(), Weight::Regular) / 2.0;
            let x = x.min(self.spec.width - half);
            if taken.take(x - half - 4.0, x + half + 4.0) {
                let at = Pos::new(x, bottom + LINE / 2.0 + 2.0);
                scene.text(small(at, label, Ink::TextMuted).anchored(Anchor::Centre));
            }
        }
    }

    /// What each look means, a line an assumption.
    fn legend(&self, scene: &mut Scene, used: &[Assumption]) {
        for (at, assumption) in used.iter().enumerate() {
            let y = 3.0 + (at as f32 + 0.5) * LEGEND;
            mark(scene, *assumption, (EDGE, EDGE + 22.0), y, 11.0, None);
            let phrase = self.words.phrase(Phrase::Named(key(*assumption)));
            let label = small(Pos::new(EDGE + 30.0, y), phrase, Ink::TextMuted);
            scene.text(label.within(self.spec.width - 2.0 * EDGE - 30.0));
        }
    }

    fn combination(&self, scene: &mut Scene, at: usize, one: &Combined, top: f32) {
        let (y, hit) = (top + self.row / 2.0, CoverageHit::Combination(at));
        if matches!(self.spec.hover, Some(CoverageHit::Combination(n) | CoverageHit::Estimate { combination: n, .. }) if n == at)
        {
            scene.fill(Area::new(EDGE / 2.0, top, self.spec.width - EDGE, self.row), Ink::Lane);
        }
        let certain = crate::compute::estimate::tightest(&one.estimates);
        let said = certain.map(|estimate| words_of(estimate, self.words)).unwrap_or_default();
        let alt = format!("{}: {said}", one.title);
        target(scene, Area::new(0.0, top, self.spec.width, self.row), hit, alt.clone());
        name(scene, self.names, y, self.names - EDGE, &one.title, hit, alt);
        for (n, estimate) in one.estimates.iter().enumerate() {
            let hit = CoverageHit::Estimate { combination: at, estimate: n };
            let alt = format!("{}: {}", one.title, words_of(estimate, self.words));
            let ends = (self.x(estimate.low), self.x(estimate.high));
            mark(scene, estimate.assumption, ends, y, self.row * 0.52, Some((hit, alt)));
        }
        if let Some(truth) = one.truth {
            let centre = Pos::new(self.x(truth as f64), y);
            let alt = format!("{}: {}", one.title, self.words.patients(truth as usize));
            let shape = Shape::Circle { centre, radius: 4.0, fill: Some(Ink::Ok), stroke: None };
            scene.add_hit(shape, Hit::Coverage(hit), Some(alt));
        }
        if let Some(estimate) = certain {
            let whole = |n: f64| self.words.written(n.max(0.0).round() as u64);
            let label = match estimate.value() {
                Some(value) => whole(value),
                None => format!("{}–{}", whole(estimate.low), whole(estimate.high)),
            };
            let at = Pos::new(self.spec.width - EDGE, y);
            let label = small(at, label, Ink::Text).within(self.spec.width - EDGE - self.right - 4.0);
            scene.add_hit(Shape::Text(label.anchored(Anchor::Right)), Hit::Coverage(hit), None);
        }
    }
}

//! What each set costs: its loss averaged over all orders (the Shapley value), the dearest first, and their sum.
//! Numbers are rounded together, so that those on screen add up to the loss.

use crate::compute::coverage::{DropOff, Patterns};

use super::super::primitives::{Area, Hit, Ink, Pos, Scene, Shape, TextSize, Weight};
use super::super::text;
use super::words::{CoverageWords, Phrase};
use super::{
    Chart, CoverageHit, EDGE, bar, grow, name, normal, share, sheet, small, target, widest_normal,
    widest_small,
};

/// Height of the line with the sum, in logical pixels.
const SUM: f32 = 26.0;

/// What of the costs is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CostsSpec {
    /// Width of the picture, in logical pixels.
    pub width: f32,
    /// Height there is, in logical pixels; the picture may come out higher.
    pub height: f32,
    /// What the pointer is on.
    pub hover: Option<CoverageHit>,
}

/// Parts rounded to whole numbers that sum to `whole`: the largest remainders are rounded up (Hamilton's method).
pub fn rounded(parts: &[f64], whole: u64) -> Vec<u64> {
    let mut floors: Vec<u64> = parts.iter().map(|part| part.max(0.0).floor() as u64).collect();
    let missing = whole.saturating_sub(floors.iter().sum());
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let remainder = |at: usize| parts[at] - parts[at].floor();
    order.sort_by(|&a, &b| remainder(b).total_cmp(&remainder(a)).then(a.cmp(&b)));
    for &at in order.iter().take(missing as usize) {
        floors[at] += 1;
    }
    floors
}

/// The picture. The titles of sets are those of the patterns.
pub fn scene(patterns: &Patterns, of: &DropOff, spec: &CostsSpec, words: &dyn CoverageWords) -> Scene {
    let mut scene = sheet(spec.width, spec.height);
    let left = of.steps.last().map_or(of.start, |step| step.remaining);
    let lost = of.start.saturating_sub(left);
    let costs = rounded(&of.shapley, lost);
    let title = |set: usize| patterns.sets.get(set).map_or("", |set| set.title.as_str());
    let mut order: Vec<usize> = (0..costs.len()).collect();
    order.sort_by(|&a, &b| of.shapley[b].total_cmp(&of.shapley[a]).then(a.cmp(&b)));
    let numbers: Vec<String> = costs.iter().map(|&cost| words.written(cost)).collect();
    let names = EDGE + widest_normal((0..costs.len()).map(title)).min(spec.width * 0.42);
    let number = widest_small(numbers.iter().map(String::as_str)) + 12.0;
    let long = (spec.width - EDGE - names - 10.0 - number).max(20.0);
    let row = ((spec.height - SUM - EDGE) / costs.len().max(1) as f32).clamp(18.0, 30.0);
    let most = of.shapley.iter().copied().fold(0.0, f64::max);
    let equal = lost as f64 / costs.len().max(1) as f64;
    for (place, &set) in order.iter().enumerate() {
        let (top, hit) = (EDGE / 2.0 + place as f32 * row, CoverageHit::Cost(set));
        let y = top + row / 2.0;
        let cost = words.patients(costs[set] as usize);
        let alt = words.phrase(Phrase::Cost { set: title(set), patients: &cost });
        if spec.hover == Some(hit) {
            scene.fill(Area::new(EDGE / 2.0, top, spec.width - EDGE, row), Ink::Lane);
        }
        target(&mut scene, Area::new(0.0, top, spec.width, row), hit, alt.clone());
        name(&mut scene, names, y, names - EDGE, title(set), hit, alt.clone());
        let thick = (row * 0.58).min(16.0);
        let wide = share(of.shapley[set], most) as f32 * long;
        // What costs more than an equal share stands out.
        let ink = if of.shapley[set] > equal { Ink::Costly } else { Ink::Bar };
        bar(&mut scene, Area::new(names + 10.0, y - thick / 2.0, wide, thick), ink, hit, alt);
        let at = Pos::new(names + 16.0 + wide, y);
        let label = small(at, numbers[set].as_str(), Ink::TextMuted);
        scene.add_hit(Shape::Text(label), Hit::Coverage(hit), None);
    }
    let bottom = EDGE / 2.0 + costs.len() as f32 * row;
    let sum = Phrase::Sum {
        lost: &words.written(lost),
        start: &words.written(of.start),
        left: &words.written(left),
    };
    let sum = words.phrase(sum);
    let wide = text::wide(&sum, TextSize::Normal.px(), Weight::Regular);
    let at = Pos::new((names + 10.0).min(spec.width - EDGE - wide).max(EDGE), bottom + SUM / 2.0);
    scene.text(normal(at, sum.as_str(), Ink::TextMuted).within(spec.width - at.x));
    grow(&mut scene, bottom + SUM);
    scene.description = format!("{}: {sum}", words.phrase(Phrase::Title(Chart::Costs)));
    scene
}

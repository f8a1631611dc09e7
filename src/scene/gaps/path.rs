//! A care path as its steps in a row: when each is due, and a column of how everybody fared there, with its numbers.
//! Counting is done elsewhere; columns are shares of the patients of whom the path is expected.

use crate::compute::gaps::outcomes::Outcome;
use crate::model::Explanation;

use super::super::patient::why_ink;
use super::super::primitives::{Anchor, Area, Hit, Ink, Pos, Scene, Shape, Stroke, Text, TextSize, Weight};
use super::super::text;
use super::words::PathWords;

/// Height of the text over the columns, in logical pixels.
const HEAD: f32 = 58.0;
/// Height of the numbers under the columns, in logical pixels.
const FOOT: f32 = 20.0;
/// Height of a line of the legend, in logical pixels.
const LINE: f32 = 18.0;
/// The least height of a part of a column that anybody is in, in logical pixels.
const LEAST: f32 = 2.0;
/// The narrowest a step gets, in logical pixels.
const NARROWEST: f32 = 58.0;
/// Steps at least this wide have their numbers beside the column instead of in it.
const WITH_NUMBERS: f32 = 150.0;
/// Height of a line of numbers, in logical pixels.
const NUMBER: f32 = 14.0;

/// A mark of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PathHit {
    /// All of whom the path is expected.
    Eligible,
    /// A step, by its place.
    Step(usize),
    /// Those who fared so at a step.
    Outcome(usize, Outcome),
}

/// A step as it is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PathStep {
    /// What it is called.
    pub title: String,
    /// When it is due.
    pub due: String,
    /// What its days count from; nothing for the beginning.
    pub after: String,
    /// Patients by outcome, by the place of [`Outcome::ALL`]; none while they are counted.
    pub counts: Option<[u64; 10]>,
}

/// What of a care path is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PathSpec<'a> {
    /// Width there is, in logical pixels; the picture may come out wider.
    pub width: f32,
    /// Height, in logical pixels.
    pub height: f32,
    /// What the path begins with.
    pub begin: &'a str,
    /// Of how many patients it is expected, once that is counted.
    pub eligible: Option<u64>,
    /// The steps.
    pub steps: &'a [PathStep],
    /// The step that is picked.
    pub picked: Option<usize>,
}

/// The colour of an outcome.
pub fn outcome_ink(outcome: Outcome) -> Ink {
    match outcome {
        Outcome::InTime => Ink::Ok,
        Outcome::Late => Ink::Category(7),
        Outcome::Missing(why) => why_ink(why),
        Outcome::NotDue => Ink::Bar,
        Outcome::LeftOut => Ink::Grid,
    }
}

fn fill(outcome: Outcome, area: Area) -> Shape {
    let ink = outcome_ink(outcome);
    match outcome {
        Outcome::Missing(Explanation::Coverage) => Shape::Hatch { area, ink },
        Outcome::Missing(Explanation::CannotTell) => Shape::Dots { area, ink },
        _ => Shape::Rect { area, radius: 0.0, fill: Some(ink), stroke: None },
    }
}

/// The picture.
pub fn scene(spec: &PathSpec<'_>, words: &dyn PathWords) -> Scene {
    let width = spec.width.max((spec.steps.len() + 1) as f32 * NARROWEST);
    let mut scene = Scene::new(width, spec.height);
    scene.fill(Area::new(0.0, 0.0, width, spec.height), Ink::Background);
    let step = width / (spec.steps.len() + 1) as f32;
    // Where the numbers are said beside the columns they name the colours too.
    let legend = if step < WITH_NUMBERS { legend(spec, width, words) } else { Vec::new() };
    let rows = legend.iter().map(|(_, _, row, _)| row + 1).max().unwrap_or(0) as f32;
    let bottom = (spec.height - FOOT - rows * LINE - 6.0).max(HEAD + 30.0);
    let plot = Area::new(0.0, HEAD, step, bottom - HEAD);
    begin(&mut scene, spec, plot, words);
    for at in 0..spec.steps.len() {
        column(&mut scene, spec, at, Area { x: (at + 1) as f32 * step, ..plot }, words);
    }
    for (outcome, name, row, x) in legend {
        let y = bottom + FOOT + 4.0 + (row as f32 + 0.5) * LINE;
        scene.add(fill(outcome, Area::new(x, y - 5.0, 14.0, 10.0)));
        scene.text(Text::new(Pos::new(x + 19.0, y), name, TextSize::Small, Ink::TextMuted));
    }
    scene.description = words.path(spec.begin, spec.steps.len(), spec.eligible);
    scene
}

/// Outcomes that anybody has, with their row in the legend and where they start.
fn legend(spec: &PathSpec<'_>, width: f32, words: &dyn PathWords) -> Vec<(Outcome, String, usize, f32)> {
    let used = |outcome: &Outcome| {
        let counts = spec.steps.iter().filter_map(|step| step.counts);
        counts.map(|counts| counts[outcome.place()]).any(|n| n > 0)
    };
    let (mut x, mut row) = (4.0, 0);
    let mut all = Vec::new();
    for outcome in Outcome::ALL.into_iter().filter(used) {
        let name = words.outcome(outcome);
        let wide = 19.0 + text::wide(&name, TextSize::Small.px(), Weight::Regular) + 16.0;
        if x + wide > width && x > 4.0 {
            (x, row) = (4.0, row + 1);
        }
        all.push((outcome, name, row, x));
        x += wide;
    }
    all
}

/// Where the path begins.
fn begin(scene: &mut Scene, spec: &PathSpec<'_>, area: Area, words: &dyn PathWords) {
    let room = area.w - 12.0;
    let hit = Hit::CarePath(PathHit::Eligible);
    let alt = spec.eligible.map(|n| words.eligible(n));
    let title = Text::new(Pos::new(4.0, 12.0), spec.begin, TextSize::Small, Ink::Text).semibold();
    scene.add_hit(Shape::Text(title.within(room)), hit, alt.clone());
    scene.text(Text::new(Pos::new(4.0, 28.0), words.begins(), TextSize::Small, Ink::TextMuted).within(room));
    let bar = bar_of(area);
    let shape = Shape::Rect { area: bar, radius: 3.0, fill: Some(Ink::Mark), stroke: None };
    scene.add_hit(shape, hit, alt);
    if let Some(n) = spec.eligible {
        let at = Pos::new(bar.centre().x, area.bottom() + 10.0);
        let text = Text::new(at, words.count(n as usize), TextSize::Small, Ink::Text).semibold();
        scene.text(text.anchored(Anchor::Centre).within(area.w - 6.0));
    }
}

/// Where the bar of a step is.
fn bar_of(area: Area) -> Area {
    let wide = (area.w - 18.0).clamp(20.0, 64.0);
    Area::new(area.x + 4.0, area.y, wide, area.h)
}

fn column(scene: &mut Scene, spec: &PathSpec<'_>, at: usize, area: Area, words: &dyn PathWords) {
    let step = &spec.steps[at];
    let hit = Hit::CarePath(PathHit::Step(at));
    let whole = Area::new(area.x - 2.0, 0.0, area.w - 4.0, area.bottom() + FOOT);
    let picked = spec.picked == Some(at);
    let stroke = picked.then(|| Stroke::new(Ink::Selection, 1.6));
    let ground = Shape::Rect { area: whole, radius: 5.0, fill: Some(Ink::Background), stroke };
    let about = words.step(&step.title, &step.due, &step.after);
    scene.add_hit(ground, hit, Some(about));
    let room = area.w - 12.0;
    let line = |text: &str, y: f32, ink| {
        Text::new(Pos::new(area.x + 4.0, y), text, TextSize::Small, ink).within(room)
    };
    let title = format!("{} {}", at + 1, step.title);
    scene.add_hit(Shape::Text(line(&title, 12.0, Ink::Text).semibold()), hit, None);
    scene.add_hit(Shape::Text(line(&step.due, 28.0, Ink::TextMuted)), hit, None);
    scene.add_hit(Shape::Text(line(&step.after, 43.0, Ink::TextMuted)), hit, None);
    let bar = bar_of(area);
    scene.fill(bar, Ink::Lane);
    let Some(counts) = step.counts else { return };
    let of: u64 = counts.iter().sum();
    parts(scene, (at, step), (counts, of), (bar, area), words);
    if of > 0 {
        let share = counts[Outcome::InTime.place()] as f64 / of as f64;
        let centre = Pos::new(bar.centre().x, bar.bottom() + 10.0);
        let text = Text::new(centre, words.share(share), TextSize::Small, Ink::Text).semibold();
        scene.add_hit(Shape::Text(text.anchored(Anchor::Centre)), hit, None);
    }
}

/// The parts of a column from the foot up: in time first. Their numbers stand beside them where there is room, and lie
/// in them else.
fn parts(
    scene: &mut Scene,
    (at, step): (usize, &PathStep),
    (counts, of): ([u64; 10], u64),
    (bar, area): (Area, Area),
    words: &dyn PathWords,
) {
    let used = counts.iter().filter(|n| **n > 0).count() as f32;
    let free = (bar.h - used * LEAST).max(0.0);
    let mut y = bar.bottom();
    let mut labels = Vec::new();
    for outcome in Outcome::ALL {
        let n = counts[outcome.place()];
        if n == 0 {
            continue;
        }
        let height = LEAST + free * (n as f32 / of as f32);
        y -= height;
        let part = Area::new(bar.x, y, bar.w, height);
        let hit = Hit::CarePath(PathHit::Outcome(at, outcome));
        let alt = words.fared(&step.title, &words.outcome(outcome), n, of);
        scene.add_hit(fill(outcome, part), hit, Some(alt));
        let number = words.count(n as usize);
        if area.w >= WITH_NUMBERS {
            labels.push((
                part.centre().y,
                hit,
                format!("{number} {}", words.outcome(outcome).to_lowercase()),
            ));
        } else {
            inside(scene, part, number, hit);
        }
    }
    beside(scene, bar, area.right() - bar.right() - 16.0, labels);
}

/// Numbers beside a column, each as near to its part as those before and after it let it be.
fn beside(scene: &mut Scene, bar: Area, room: f32, mut labels: Vec<(f32, Hit, String)>) {
    // From the foot up none stands lower than it may, then from the top down none stands higher.
    let mut highest = bar.bottom() - NUMBER / 2.0;
    for (y, ..) in &mut labels {
        *y = y.min(highest);
        highest = *y - NUMBER;
    }
    let mut lowest = bar.y + NUMBER / 2.0;
    for (y, ..) in labels.iter_mut().rev() {
        *y = y.max(lowest);
        lowest = *y + NUMBER;
    }
    for (y, hit, words) in labels {
        let text = Text::new(Pos::new(bar.right() + 8.0, y), words, TextSize::Small, Ink::Text);
        scene.add_hit(Shape::Text(text.within(room)), hit, None);
    }
}

/// A number in a part of a column, where it has room.
fn inside(scene: &mut Scene, part: Area, number: String, hit: Hit) {
    let wide = text::wide(&number, TextSize::Small.px(), Weight::Regular);
    if part.h < 15.0 || wide + 6.0 > part.w {
        return;
    }
    let centre = part.centre();
    // A clean ground, so that the number reads on every colour and pattern.
    let ground = Area::new(centre.x - wide / 2.0 - 3.0, centre.y - 6.5, wide + 6.0, 13.0);
    let shape = Shape::Rect { area: ground, radius: 3.0, fill: Some(Ink::Background), stroke: None };
    scene.add_hit(shape, hit, None);
    let text = Text::new(centre, number, TextSize::Small, Ink::Text).anchored(Anchor::Centre);
    scene.add_hit(Shape::Text(text), hit, None);
}

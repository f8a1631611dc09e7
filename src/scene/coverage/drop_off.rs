//! The waterfall: what is left as sets are added in the order on screen, over what every other order would leave.
//! Titles of sets never lie over one another; how they are set is decided in `labels`.

use crate::compute::coverage::drop_off::{DropOff, Spread, Step};
use crate::compute::coverage::{Micros, Patterns};
use crate::model::SetUnit;

use super::super::primitives::{Anchor, Area, Hit, Ink, Pos, Scene, Shape, TextSize, Weight};
use super::super::text::{self, Taken};
use super::labels::Labels;
use super::words::{CoverageWords, Phrase};
use super::{Chart, CoverageHit, EDGE, LINE, YEAR, bar, grow, share, sheet, small, target};

/// The most distance of two columns, in logical pixels.
const WIDEST: f32 = 96.0;
/// Height of the legend and of the numbers over the highest bar, in logical pixels.
const TOP: f32 = 38.0;
/// The least height of the bars, in logical pixels.
const LEAST_BARS: f32 = 50.0;

/// What of the drop-off is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DropOffSpec {
    /// Width of the picture, in logical pixels.
    pub width: f32,
    /// Height there is, in logical pixels; the picture may come out higher.
    pub height: f32,
    /// What bars measure. The band of all orders is of patients alone.
    pub unit: SetUnit,
    /// What the pointer is on.
    pub hover: Option<CoverageHit>,
    /// The step that is dragged, and the step before which it would go (one more than the last: to the end).
    pub drag: Option<(usize, Option<usize>)>,
}

/// Columns of equal width: one for everybody, and one a step.
struct Columns {
    left: f32,
    pitch: f32,
}

impl Columns {
    fn new(steps: usize, width: f32) -> Self {
        let pitch = ((width - 2.0 * EDGE) / (steps + 1) as f32).min(WIDEST);
        Self { left: EDGE, pitch }
    }

    fn x(&self, column: usize) -> f32 {
        self.left + (column as f32 + 0.5) * self.pitch
    }
}

/// Before which step a step dragged to a point would go; one more than the last is the end.
pub fn place_at(of: &DropOff, spec: &DropOffSpec, at: Pos) -> usize {
    let columns = Columns::new(of.steps.len(), spec.width);
    let place = ((at.x - columns.left) / columns.pitch - 0.5).max(0.0) as usize;
    place.min(of.steps.len())
}

/// The picture. The titles of sets are those of the patterns.
pub fn scene(patterns: &Patterns, of: &DropOff, spec: &DropOffSpec, words: &dyn CoverageWords) -> Scene {
    let mut scene = sheet(spec.width, spec.height);
    let columns = Columns::new(of.steps.len(), spec.width);
    let everyone = words.phrase(Phrase::Everyone);
    let mut names = vec![everyone.as_str()];
    let title = |step: &Step| patterns.sets.get(step.set).map_or("", |set| set.title.as_str());
    names.extend(of.steps.iter().map(title));
    let centres: Vec<f32> = (0..names.len()).map(|column| columns.x(column)).collect();
    let labels = Labels::new(&names, &centres, (0.0, spec.width));
    let below = LINE + 4.0 + labels.height();
    let bottom = (spec.height - below - 2.0).max(TOP + LEAST_BARS);
    grow(&mut scene, bottom + below + 2.0);
    let all: Micros = patterns.time.iter().map(|(_, micros)| *micros).sum();
    let mut so_far = 0u64;
    let silent = of.steps.iter().map(|step| {
        so_far |= 1u64.checked_shl(step.set as u32).unwrap_or(0);
        so_far & patterns.silent
    });
    let silent = silent.collect();
    let chart = Waterfall { of, spec, words, columns, names: &names, bottom, all, silent };
    chart.legend(&mut scene);
    chart.hovered(&mut scene);
    chart.columns(&mut scene);
    let (from, to) = (Pos::new(EDGE, bottom), Pos::new(chart.right(), bottom));
    scene.line(from, to, Ink::Axis, 1.0);
    chart.numbers(&mut scene);
    labels.under(&mut scene, bottom + LINE + 4.0, |column| {
        (hit_of(column), chart.alt(column), if column == 0 { Ink::TextMuted } else { Ink::Text })
    });
    chart.dragged(&mut scene);
    let left = chart.amount(of.steps.len());
    let title = words.phrase(Phrase::Title(Chart::DropOff));
    scene.description = format!("{title}: {} → {left}", chart.amount(0));
    scene
}

/// What a column points at: the first is everybody, each other a step.
fn hit_of(column: usize) -> CoverageHit {
    column.checked_sub(1).map_or(CoverageHit::Start, CoverageHit::Step)
}

/// Everything a part of the picture needs to draw itself.
struct Waterfall<'a> {
    of: &'a DropOff,
    spec: &'a DropOffSpec,
    words: &'a dyn CoverageWords,
    columns: Columns,
    names: &'a [&'a str],
    /// Where bars stand.
    bottom: f32,
    /// All person-time there is.
    all: Micros,
    /// The sets of each step and all before it whose time nobody says.
    silent: Vec<u64>,
}

impl Waterfall<'_> {
    fn right(&self) -> f32 {
        self.columns.left + self.columns.pitch * (self.of.steps.len() + 1) as f32
    }

    /// What is left at a column: patients, or years.
    fn weight(&self, column: usize) -> f64 {
        let step = column.checked_sub(1).and_then(|at| self.of.steps.get(at));
        match self.spec.unit {
            SetUnit::Patients => step.map_or(self.of.start, |step| step.remaining) as f64,
            SetUnit::PersonTime => step.map_or(self.all, |step| step.micros) as f64 / YEAR,
        }
    }

    /// Whether nobody says how long the sets of a column observe at once.
    fn unknown(&self, column: usize) -> bool {
        let silent = column.checked_sub(1).and_then(|at| self.silent.get(at));
        self.spec.unit == SetUnit::PersonTime && silent.is_some_and(|silent| *silent != 0)
    }

    fn amount(&self, column: usize) -> String {
        match self.spec.unit {
            _ if self.unknown(column) => self.words.coverage_unknown(),
            SetUnit::Patients => self.words.patients(self.weight(column) as usize),
            SetUnit::PersonTime => self.words.person_years(self.weight(column)),
        }
    }

    fn number(&self, column: usize) -> String {
        match self.spec.unit {
            SetUnit::Patients => self.words.written(self.weight(column) as u64),
            SetUnit::PersonTime => self.words.years(self.weight(column)),
        }
    }

    /// How much less a column is than the one before, as a share.
    fn change(&self, column: usize) -> Option<f64> {
        let before = self.weight(column.checked_sub(1)?);
        (before > 0.0).then(|| self.weight(column) / before - 1.0)
    }

    fn spread(&self, column: usize) -> Option<&Spread> {
        let at = column.checked_sub(1).filter(|_| self.spec.unit == SetUnit::Patients)?;
        self.of.spread.get(at)
    }

    fn alt(&self, column: usize) -> String {
        let (name, amount) = (self.names[column], self.amount(column));
        if self.unknown(column) {
            return format!("{name}: {amount}");
        }
        let Some(change) = self.change(column) else { return format!("{name}: {amount}") };
        let change = self.words.change(change);
        let left = Phrase::Left { set: name, amount: &amount, change: &change };
        let mut alt = self.words.phrase(left);
        if let Some(spread) = self.spread(column) {
            let whole = |n: f64| self.words.written(n.round() as u64);
            alt.push_str("; ");
            alt.push_str(&self.words.phrase(Phrase::Orders {
                least: &self.words.written(spread.least),
                most: &self.words.written(spread.most),
                q1: &whole(spread.q1),
                q3: &whole(spread.q3),
                median: &whole(spread.median),
            }));
        }
        alt
    }

    /// Where so much is over the base line.
    fn y(&self, weight: f64) -> f32 {
        let room = self.bottom - TOP;
        self.bottom - share(weight, self.weight(0)).min(1.0) as f32 * room
    }

    fn legend(&self, scene: &mut Scene) {
        let unit = self.words.phrase(Phrase::Unit(self.spec.unit));
        let unit = small(Pos::new(EDGE, 9.0), unit, Ink::TextMuted);
        let after = unit.area().right() + 12.0;
        scene.text(unit);
        if self.spec.unit == SetUnit::PersonTime || self.of.spread.is_empty() {
            return;
        }
        let mut parts = vec![
            (Ink::Shade(56), self.words.phrase(Phrase::EveryOrder { sampled: self.of.sampled })),
            (Ink::Shade(128), self.words.phrase(Phrase::HalfOfOrders)),
            (Ink::Axis, self.words.phrase(Phrase::MedianOrder)),
        ];
        let wide = |phrase: &str| text::wide(phrase, TextSize::Small.px(), Weight::Regular) + 32.0;
        let room = self.spec.width - EDGE - after + 14.0;
        let mut all: f32 = parts.iter().map(|(_, phrase)| wide(phrase)).sum();
        while all > room {
            // The widest band is the one that cannot be guessed: the others go first.
            let Some((_, phrase)) = parts.pop() else { break };
            all -= wide(&phrase);
        }
        let (y, mut x) = (9.0, self.spec.width - EDGE - all + 14.0);
        for (ink, phrase) in parts {
            match ink {
                Ink::Axis => scene.line(Pos::new(x, y), Pos::new(x + 13.0, y), ink, 2.0),
                _ => scene.fill(Area::new(x, y - 5.0, 13.0, 10.0), ink),
            }
            let next = x + wide(&phrase);
            scene.text(small(Pos::new(x + 18.0, y), phrase, Ink::TextMuted));
            x = next;
        }
    }

    fn hovered(&self, scene: &mut Scene) {
        let over = (0..=self.of.steps.len()).find(|&column| self.spec.hover == Some(hit_of(column)));
        if let Some(column) = over {
            let left = self.columns.x(column) - self.columns.pitch / 2.0;
            scene.fill(Area::new(left, TOP - 18.0, self.columns.pitch, self.bottom - TOP + 18.0), Ink::Lane);
        }
    }

    fn columns(&self, scene: &mut Scene) {
        let pitch = self.columns.pitch;
        let (band, thick) = ((pitch * 0.74).min(52.0), (pitch * 0.48).min(34.0));
        let last = self.of.steps.len();
        for column in 0..=last {
            let (x, hit, alt) = (self.columns.x(column), hit_of(column), self.alt(column));
            let whole = Area::new(x - pitch / 2.0, TOP - 18.0, pitch, scene.height - TOP + 18.0);
            target(scene, whole, hit, alt.clone());
            if let Some(spread) = self.spread(column) {
                let part = |scene: &mut Scene, low: f64, high: f64, ink| {
                    let top = self.y(high);
                    scene.fill(Area::new(x - band / 2.0, top, band, (self.y(low) - top).max(1.0)), ink);
                };
                part(scene, spread.least as f64, spread.most as f64, Ink::Shade(56));
                part(scene, spread.q1, spread.q3, Ink::Shade(128));
                let y = self.y(spread.median);
                for (from, to) in [(-band / 2.0, -thick / 2.0 - 1.0), (thick / 2.0 + 1.0, band / 2.0)] {
                    scene.line(Pos::new(x + from, y), Pos::new(x + to, y), Ink::Axis, 2.0);
                }
            }
            if self.unknown(column) {
                let known = (0..column).rev().find(|before| !self.unknown(*before)).unwrap_or(0);
                let top = self.y(self.weight(known)).min(self.bottom - 14.0);
                let area = Area::new(x - thick / 2.0, top, thick, self.bottom - top);
                scene.add_hit(Shape::Dots { area, ink: Ink::Dots }, Hit::Coverage(hit), Some(alt));
                let label = small(Pos::new(x, top - 9.0), "?", Ink::TextMuted).anchored(Anchor::Centre);
                scene.text(label);
                continue;
            }
            let weight = self.weight(column);
            let top = self.y(weight).min(self.bottom - if weight > 0.0 { 1.0 } else { 0.0 });
            let ink = match (self.spec.hover == Some(hit), column == last, column) {
                (true, ..) => Ink::Accent,
                (_, true, 1..) => Ink::Warning,
                (_, _, 0) => Ink::Bar,
                _ => Ink::Mark,
            };
            bar(scene, Area::new(x - thick / 2.0, top, thick, self.bottom - top), ink, hit, alt);
        }
    }

    /// Numbers over bars and changes under them, where each has room.
    fn numbers(&self, scene: &mut Scene) {
        let (mut over, mut under) = (Taken::default(), Taken::default());
        let last = self.of.steps.len();
        let ends = [0, last].into_iter();
        let order = ends.chain(1..last).take(if last == 0 { 1 } else { last + 1 });
        for column in order.filter(|column| !self.unknown(*column)) {
            let (x, hit) = (self.columns.x(column), Hit::Coverage(hit_of(column)));
            let number = self.number(column);
            let half = text::wide(&number, TextSize::Small.px(), Weight::SemiBold) / 2.0 + 1.5;
            let x_number = x.max(half).min(self.spec.width - half);
            if over.take(x_number - half, x_number + half) {
                let y = self.y(self.weight(column)) - 9.0;
                let ink = if column == last && column > 0 { Ink::Warning } else { Ink::Text };
                let label = small(Pos::new(x_number, y), number, ink).semibold().anchored(Anchor::Centre);
                scene.add_hit(Shape::Text(label), hit, None);
            }
            let Some(change) = self.change(column) else { continue };
            let ink = if change < 0.0 { Ink::Warning } else { Ink::TextMuted };
            let change = self.words.change(change);
            let half = text::wide(&change, TextSize::Small.px(), Weight::Regular) / 2.0 + 1.5;
            let x = x.max(half).min(self.spec.width - half);
            if under.take(x - half, x + half) {
                let at = Pos::new(x, self.bottom + LINE / 2.0 + 3.0);
                let label = small(at, change, ink).anchored(Anchor::Centre);
                scene.add_hit(Shape::Text(label), hit, None);
            }
        }
    }

    /// The step that is dragged, and where it would go.
    fn dragged(&self, scene: &mut Scene) {
        let Some((from, to)) = self.spec.drag else { return };
        let pitch = self.columns.pitch;
        let left = self.columns.x(from + 1) - pitch / 2.0;
        let high = self.bottom + LINE + 4.0 - (TOP - 18.0);
        let area = Area::new(left + 1.0, TOP - 18.0, pitch - 2.0, high);
        let stroke = Some(super::super::primitives::Stroke::new(Ink::Axis, 1.0));
        scene.add(Shape::Rect { area, radius: 3.0, fill: None, stroke });
        if let Some(to) = to.filter(|to| *to != from && *to != from + 1) {
            let x = self.columns.x(to + 1) - pitch / 2.0;
            scene.line(Pos::new(x, area.y), Pos::new(x, area.bottom()), Ink::Accent, 2.5);
        }
    }
}

//! The set plot: bars of intersections over a matrix of dots, with the sizes of sets at the left (`UpSet`, Lex 2014).
//! It decides no order and leaves out no bar; how many fit is said by [`most_bars`].

use crate::compute::coverage::{Bar, Bars, NAMES_ONLY, Patterns};
use crate::model::{SetMode, SetUnit};

use super::super::primitives::{Anchor, Area, Hit, Ink, Pos, Scene, Shape, Stroke, TextSize, Weight};
use super::super::text::{self, Taken};
use super::words::{CoverageWords, Phrase};
use super::{
    Chart, CoverageHit, Drop, EDGE, YEAR, bar, every, grow, name, share, sheet, small, target, titles,
    widest_normal, widest_small,
};

/// Height of the line of numbers over the highest bar, in logical pixels.
const NUMBERS: f32 = 18.0;
/// The least height of the bars, in logical pixels.
const LEAST_BARS: f32 = 48.0;
/// The least and the most distance of two bars, in logical pixels.
const PITCH: (f32, f32) = (20.0, 46.0);

/// What of the set plot is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SetsSpec {
    /// Width of the picture, in logical pixels.
    pub width: f32,
    /// Height there is, in logical pixels; the picture may come out higher.
    pub height: f32,
    /// What an intersection is.
    pub mode: SetMode,
    /// What bars measure.
    pub unit: SetUnit,
    /// What the pointer is on.
    pub hover: Option<CoverageHit>,
    /// The set that is dragged, and where it would go.
    pub drag: Option<(usize, Option<Drop>)>,
}

/// Where the parts go.
struct Frame {
    /// Right end of the names.
    names: f32,
    /// The numbers of set sizes end here; the same as `names` where there is no room for them.
    sizes: f32,
    /// The bars of set sizes.
    bars: (f32, f32),
    /// The matrix: left, top, right, and the height of a row.
    left: f32,
    top: f32,
    right: f32,
    row: f32,
}

impl Frame {
    fn new(of: &Patterns, spec: &SetsSpec) -> Self {
        let rows = of.sets.len().max(1) as f32;
        let widest = widest_normal(of.sets.iter().map(|set| set.title.as_str()));
        let names = EDGE + widest.min((spec.width * 0.28).max(124.0)).min(190.0);
        let number = text::wide("8,888,888", TextSize::Small.px(), Weight::Regular);
        let sizes = if spec.width >= 520.0 { names + 8.0 + number } else { names };
        let long = (spec.width * 0.1).clamp(24.0, 90.0);
        let left = sizes + 8.0 + long + 10.0;
        let row = ((spec.height * 0.55) / rows).clamp(15.0, 24.0);
        let top = (spec.height - EDGE - rows * row).max(NUMBERS + LEAST_BARS + 8.0);
        Self { names, sizes, bars: (sizes + 8.0, left - 10.0), left, top, right: spec.width - EDGE, row }
    }

    fn y(&self, row: usize) -> f32 {
        self.top + (row as f32 + 0.5) * self.row
    }

    fn pitch(&self, bars: usize) -> f32 {
        ((self.right - self.left) / bars.max(1) as f32).min(PITCH.1)
    }
}

/// So many bars fit side by side with their numbers.
pub fn most_bars(of: &Patterns, spec: &SetsSpec) -> usize {
    let frame = Frame::new(of, spec);
    let number = text::wide("8,888", TextSize::Small.px(), Weight::Regular) + 4.0;
    ((frame.right - frame.left) / number.max(PITCH.0)).max(1.0) as usize
}

/// The bars with that of all sets at the end, even where it is short or nobody is in it: that is what the screen asks.
/// The union of all sets is not what it asks, and stays where it is.
pub fn with_complete(of: &Patterns, bars: Bars, mode: SetMode, unit: SetUnit) -> Bars {
    let all = every(of.sets.len());
    if mode == SetMode::Union || all == 0 || bars.bars.iter().any(|bar| bar.mask == all) {
        return bars;
    }
    let complete = Bar { mask: all, patients: of.count(mode, all), micros: of.time(mode, all) };
    let mut bars = bars;
    bars.bars.push(complete);
    let weight = match unit {
        SetUnit::Patients => complete.patients as f64,
        SetUnit::PersonTime => complete.micros as f64,
    };
    // Whoever is in all sets is in every other inclusive bar already.
    if mode == SetMode::Exclusive || bars.bars.len() == 1 {
        bars.weight_shown += weight;
    }
    if weight == 0.0 {
        bars.of += 1;
    }
    bars
}

/// Where a set that is dragged to a point would go: onto the middle of another, or between two.
pub fn drop_at(of: &Patterns, spec: &SetsSpec, at: Pos) -> Option<Drop> {
    let frame = Frame::new(of, spec);
    let place = (at.y - frame.top) / frame.row;
    let rows = of.sets.len();
    if place < -1.0 || place > rows as f32 + 1.0 || rows == 0 {
        return None;
    }
    let row = (place.max(0.0) as usize).min(rows - 1);
    let within = place - row as f32;
    Some(match within {
        low if low < 0.28 => Drop::Before(row),
        high if high > 0.72 => Drop::Before(row + 1),
        _ => Drop::Onto(row),
    })
}

/// How long a bar is, in its unit: patients, or years.
fn weight(bar: &Bar, unit: SetUnit) -> f64 {
    match unit {
        SetUnit::Patients => bar.patients as f64,
        SetUnit::PersonTime => bar.micros as f64 / YEAR,
    }
}

/// How much an intersection holds, in words.
fn amount(of: &Patterns, bar: &Bar, unit: SetUnit, words: &dyn CoverageWords) -> String {
    match unit {
        SetUnit::Patients => words.patients(bar.patients as usize),
        SetUnit::PersonTime if bar.mask & of.silent != 0 => words.coverage_unknown(),
        SetUnit::PersonTime => words.person_years(weight(bar, unit)),
    }
}

/// What an intersection holds, in one sentence.
pub fn sentence(of: &Patterns, bar: &Bar, mode: SetMode, unit: SetUnit, words: &dyn CoverageWords) -> String {
    let names = titles(&of.sets, bar.mask);
    let sets = words.listed(&names, mode != SetMode::Union);
    let amount = amount(of, bar, unit, words);
    let all = match unit {
        SetUnit::Patients => of.patients as f64,
        SetUnit::PersonTime => of.time.iter().map(|(_, micros)| *micros).sum::<i128>() as f64 / YEAR,
    };
    let share = words.percent(share(weight(bar, unit), all), 1);
    let (sets, amount, share) = (sets.as_str(), amount.as_str(), share.as_str());
    words.phrase(match mode {
        _ if bar.mask == 0 => Phrase::InNone { amount, share },
        SetMode::Exclusive => Phrase::Only { sets, amount, share },
        SetMode::Inclusive => Phrase::AtLeast { sets, amount, share },
        SetMode::Union => Phrase::AnyOf { sets, amount, share },
    })
}

/// The picture.
pub fn scene(of: &Patterns, bars: &Bars, spec: &SetsSpec, words: &dyn CoverageWords) -> Scene {
    let mut scene = sheet(spec.width, spec.height);
    let frame = Frame::new(of, spec);
    let plot = Plot { of, bars, spec, words, frame };
    let bottom = plot.frame.top + of.sets.len() as f32 * plot.frame.row;
    grow(&mut scene, bottom + EDGE);
    plot.bands(&mut scene);
    plot.rows(&mut scene);
    plot.columns(&mut scene);
    plot.unit(&mut scene);
    plot.numbers(&mut scene);
    plot.dragged(&mut scene);
    let shown = Phrase::SetsShown { sets: &words.count(of.sets.len()), bars: &words.count(bars.bars.len()) };
    scene.description = format!("{}: {}", words.phrase(Phrase::Title(Chart::Sets)), words.phrase(shown));
    scene
}

/// Everything a part of the picture needs to draw itself.
struct Plot<'a> {
    of: &'a Patterns,
    bars: &'a Bars,
    spec: &'a SetsSpec,
    words: &'a dyn CoverageWords,
    frame: Frame,
}

impl Plot<'_> {
    fn x(&self, column: usize) -> f32 {
        let pitch = self.frame.pitch(self.bars.bars.len());
        self.frame.left + (column as f32 + 0.5) * pitch
    }

    fn hovered(&self) -> Option<u64> {
        match self.spec.hover {
            Some(CoverageHit::Bar(mask)) => Some(mask),
            _ => None,
        }
    }

    /// The ground of every other row, of the row under the pointer, and of the column under it.
    fn bands(&self, scene: &mut Scene) {
        let frame = &self.frame;
        for row in 0..self.of.sets.len() {
            let over = self.spec.hover == Some(CoverageHit::SetRow(row));
            let ink = match (over, row % 2) {
                (true, _) => Ink::Shade(60),
                (false, 0) => Ink::Lane,
                (false, _) => continue,
            };
            let top = frame.top + row as f32 * frame.row;
            scene.fill(Area::new(EDGE / 2.0, top, self.spec.width - EDGE, frame.row), ink);
        }
        let pitch = frame.pitch(self.bars.bars.len());
        let over = self.bars.bars.iter().position(|bar| Some(bar.mask) == self.hovered());
        if let Some(column) = over {
            let height = self.of.sets.len() as f32 * frame.row;
            let left = self.x(column) - pitch / 2.0;
            scene.fill(Area::new(left, frame.top, pitch, height), Ink::Shade(60));
        }
    }

    /// What is in a set, whatever else: patients, and µs.
    fn sizes(&self) -> Vec<Bar> {
        let mut sizes = vec![Bar::default(); self.of.sets.len()];
        let each = |mut mask: u64, add: &mut dyn FnMut(usize)| {
            while mask != 0 {
                add(mask.trailing_zeros() as usize);
                mask &= mask - 1;
            }
        };
        for &(mask, patients) in &self.of.people {
            each(mask, &mut |at| {
                if let Some(size) = sizes.get_mut(at) {
                    size.patients += patients;
                }
            });
        }
        for &(mask, micros) in &self.of.time {
            each(mask, &mut |at| {
                if let Some(size) = sizes.get_mut(at) {
                    size.micros += micros;
                }
            });
        }
        sizes
    }

    fn rows(&self, scene: &mut Scene) {
        let (frame, unit) = (&self.frame, self.spec.unit);
        let sizes = self.sizes();
        let most = sizes.iter().map(|size| weight(size, unit)).fold(0.0, f64::max);
        let numbers: Vec<String> = sizes.iter().map(|size| self.number(size)).collect();
        let numbers_fit = widest_small(numbers.iter().map(String::as_str)) <= frame.sizes - frame.names - 8.0;
        for (row, (set, size)) in self.of.sets.iter().zip(&sizes).enumerate() {
            let (y, hit) = (frame.y(row), CoverageHit::SetRow(row));
            let unknown = unit == SetUnit::PersonTime && self.of.silent >> row & 1 == 1;
            let amount =
                if unknown { self.words.coverage_unknown() } else { amount(self.of, size, unit, self.words) };
            let mut alt = format!("{}: {amount}", set.title);
            if self.of.named >> row & 1 == 1 {
                alt.push_str("; ");
                alt.push_str(&self.words.phrase(Phrase::Named(NAMES_ONLY)));
            }
            let top = frame.top + row as f32 * frame.row;
            target(scene, Area::new(0.0, top, frame.left - 4.0, frame.row), hit, alt.clone());
            name(scene, frame.names, y, frame.names - EDGE, &set.title, hit, alt.clone());
            let thick = (frame.row * 0.55).min(12.0);
            let (left, right) = frame.bars;
            if unknown {
                let area = Area::new(left, y - thick / 2.0, right - left, thick);
                scene.add_hit(Shape::Dots { area, ink: Ink::Dots }, Hit::Coverage(hit), Some(alt));
                continue;
            }
            if numbers_fit {
                let number = small(Pos::new(frame.sizes, y), numbers[row].as_str(), Ink::TextMuted);
                scene.add_hit(Shape::Text(number.anchored(Anchor::Right)), Hit::Coverage(hit), None);
            }
            let long = share(weight(size, unit), most) as f32 * (right - left);
            let area = Area::new(left, y - thick / 2.0, long, thick);
            bar(scene, area, Ink::Bar, hit, alt);
        }
    }

    fn number(&self, of: &Bar) -> String {
        match self.spec.unit {
            SetUnit::Patients => self.words.written(of.patients),
            SetUnit::PersonTime => self.words.years(weight(of, SetUnit::PersonTime)),
        }
    }

    /// The ink of an intersection's bar.
    fn ink(&self, mask: u64) -> Ink {
        let in_row = |row: usize| mask >> row & 1 == 1;
        match self.spec.hover {
            Some(CoverageHit::Bar(over)) if over == mask => Ink::Accent,
            Some(CoverageHit::SetRow(row)) if !in_row(row) => Ink::Shade(110),
            _ if mask == every(self.of.sets.len()) && mask != 0 => Ink::Warning,
            _ => Ink::Mark,
        }
    }

    fn columns(&self, scene: &mut Scene) {
        let frame = &self.frame;
        let unit = self.spec.unit;
        let pitch = frame.pitch(self.bars.bars.len());
        let most = self.bars.bars.iter().map(|bar| weight(bar, unit)).fold(0.0, f64::max);
        let room = frame.top - 8.0 - NUMBERS;
        let (base, thick) = (frame.top - 8.0, (pitch * 0.66).min(26.0));
        let radius = (frame.row * 0.28).min(pitch * 0.3).min(5.5);
        for (column, of) in self.bars.bars.iter().enumerate() {
            let x = self.x(column);
            let (hit, alt) =
                (CoverageHit::Bar(of.mask), sentence(self.of, of, self.spec.mode, unit, self.words));
            let bottom = frame.top + self.of.sets.len() as f32 * frame.row;
            target(scene, Area::new(x - pitch / 2.0, 0.0, pitch, bottom), hit, alt.clone());
            if unit == SetUnit::PersonTime && of.mask & self.of.silent != 0 {
                let area = Area::new(x - thick / 2.0, base - 18.0, thick, 18.0);
                scene.add_hit(Shape::Dots { area, ink: Ink::Dots }, Hit::Coverage(hit), Some(alt));
                scene.text(small(Pos::new(x, base - 27.0), "?", Ink::TextMuted).anchored(Anchor::Centre));
                self.dots(scene, of.mask, x, radius);
                continue;
            }
            let height = share(weight(of, unit), most) as f32 * room;
            let height = if weight(of, unit) > 0.0 { height.max(1.0) } else { 0.0 };
            bar(scene, Area::new(x - thick / 2.0, base - height, thick, height), self.ink(of.mask), hit, alt);
            self.dots(scene, of.mask, x, radius);
        }
    }

    /// The dots of a column, joined from the first to the last that is in it.
    fn dots(&self, scene: &mut Scene, mask: u64, x: f32, radius: f32) {
        let rows = self.of.sets.len();
        let ink = match self.ink(mask) {
            Ink::Mark => Ink::Text,
            other => other,
        };
        let (inside, outside): (Vec<usize>, Vec<usize>) = (0..rows).partition(|row| mask >> row & 1 == 1);
        let hit = Hit::Coverage(CoverageHit::Bar(mask));
        let dot = |scene: &mut Scene, row: usize, ink| {
            let centre = Pos::new(x, self.frame.y(row));
            scene.add_hit(Shape::Circle { centre, radius, fill: Some(ink), stroke: None }, hit, None);
        };
        for row in outside {
            dot(scene, row, Ink::Grid);
        }
        if let [first, .., last] = inside[..] {
            let (from, to) = (Pos::new(x, self.frame.y(first)), Pos::new(x, self.frame.y(last)));
            scene.line(from, to, ink, 1.8);
        }
        for row in inside {
            dot(scene, row, ink);
        }
    }

    /// What bars measure, beside them.
    fn unit(&self, scene: &mut Scene) {
        let at = Pos::new(self.frame.left - 14.0, self.frame.top - 15.0);
        let unit = self.words.phrase(Phrase::Unit(self.spec.unit));
        scene.text(small(at, unit, Ink::TextMuted).within(at.x - EDGE).anchored(Anchor::Right));
    }

    /// Numbers over bars: the one under the pointer and that of all sets first, then others where they have room.
    fn numbers(&self, scene: &mut Scene) {
        let unit = self.spec.unit;
        let most = self.bars.bars.iter().map(|bar| weight(bar, unit)).fold(0.0, f64::max);
        let (base, room) = (self.frame.top - 8.0, self.frame.top - 8.0 - NUMBERS);
        let all = every(self.of.sets.len());
        let urgent = |bar: &Bar| Some(bar.mask) == self.hovered() || bar.mask == all;
        let order = self.bars.bars.iter().enumerate();
        let first = order.clone().filter(|(_, bar)| urgent(bar));
        let known = |bar: &Bar| unit == SetUnit::Patients || bar.mask & self.of.silent == 0;
        let mut taken = Taken::default();
        for (column, of) in first.chain(order.filter(|(_, bar)| !urgent(bar))).filter(|(_, bar)| known(bar)) {
            let number = self.number(of);
            let weight_of = if urgent(of) { Weight::SemiBold } else { Weight::Regular };
            let half = text::wide(&number, TextSize::Small.px(), weight_of) / 2.0 + 1.0;
            let x = self.x(column).min(self.spec.width - half);
            if !taken.take(x - half, x + half) {
                continue;
            }
            let height = (share(weight(of, unit), most) as f32 * room).max(1.0);
            let ink = match self.ink(of.mask) {
                Ink::Warning => Ink::Warning,
                Ink::Accent => Ink::Accent,
                Ink::Mark => Ink::Text,
                _ => Ink::TextMuted,
            };
            let label = small(Pos::new(x, base - height - 9.0), number, ink).anchored(Anchor::Centre);
            let label = if weight_of == Weight::SemiBold { label.semibold() } else { label };
            scene.add_hit(Shape::Text(label), Hit::Coverage(CoverageHit::Bar(of.mask)), None);
        }
    }

    /// Where the set that is dragged would go.
    fn dragged(&self, scene: &mut Scene) {
        let Some((from, to)) = self.spec.drag else { return };
        let frame = &self.frame;
        let row = |row: usize| {
            let top = frame.top + row as f32 * frame.row;
            Area::new(EDGE / 2.0, top, self.spec.width - EDGE, frame.row)
        };
        let ring = |scene: &mut Scene, area, ink, width| {
            let stroke = Some(Stroke::new(ink, width));
            scene.add(Shape::Rect { area, radius: 3.0, fill: None, stroke });
        };
        ring(scene, row(from), Ink::Axis, 1.0);
        match to {
            Some(Drop::Onto(at)) if at != from => ring(scene, row(at), Ink::Accent, 2.0),
            Some(Drop::Before(at)) if at != from && at != from + 1 => {
                let y = frame.top + at as f32 * frame.row;
                scene.line(
                    Pos::new(EDGE / 2.0, y),
                    Pos::new(self.spec.width - EDGE / 2.0, y),
                    Ink::Accent,
                    2.0,
                );
            }
            _ => {}
        }
    }
}

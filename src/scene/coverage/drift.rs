//! The love plot: how far those who were kept differ from those who were not, attribute by attribute.
//! Differences are drawn by their size; which side is higher is in the words and numbers of a row.

use crate::compute::coverage::drift::{FLAG, SMALL};
use crate::compute::coverage::{Drift, DriftRow, Summary};
use crate::model::Source;

use super::super::primitives::{Anchor, Area, Hit, Ink, Pos, Scene, Shape, Stroke, TextSize, Weight};
use super::super::text::{self, Taken};
use super::words::{CoverageWords, Phrase};
use super::{Chart, CoverageHit, EDGE, LINE, grow, normal, share, sheet, small, target};

/// Beyond it a difference is drawn at the edge, with an arrow.
const MOST: f64 = 1.0;
/// Height of a row, in logical pixels.
const ROW: f32 = 20.0;
/// Height of the heads, in logical pixels.
const HEAD: f32 = 22.0;

/// What of the drift is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DriftSpec<'a> {
    /// Width of the picture, in logical pixels.
    pub width: f32,
    /// Height there is, in logical pixels; the picture may come out higher.
    pub height: f32,
    /// The sources, for names of levels.
    pub sources: &'a [Source],
    /// What the pointer is on.
    pub hover: Option<CoverageHit>,
}

/// Everything a part of the picture needs to draw itself.
struct Love<'a> {
    of: &'a Drift,
    spec: &'a DriftSpec<'a>,
    words: &'a dyn CoverageWords,
    /// The right end of names.
    names: f32,
    /// The right ends of the two columns of numbers; none where there is no room.
    sides: Option<(f32, f32)>,
    /// The axis, from left to right, and what it holds.
    left: f32,
    right: f32,
    most: f64,
}

/// The picture.
pub fn scene(of: &Drift, spec: &DriftSpec, words: &dyn CoverageWords) -> Scene {
    let mut scene = sheet(spec.width, spec.height);
    let names = EDGE + (spec.width * 0.3).clamp(70.0, 200.0);
    let (a, b) = (words.phrase(Phrase::Kept { n: &words.written(of.a) }), words.written(of.b));
    let b = words.phrase(Phrase::NotKept { n: &b });
    let head = [&a, &b].map(|words| text::wide(words, TextSize::Small.px(), Weight::Regular) + 10.0);
    let cell = text::wide("8,888 (888.8)", TextSize::Small.px(), Weight::Regular) + 8.0;
    let (wide_a, wide_b) = (head[0].max(cell), head[1].max(cell));
    let fits = spec.width - names - wide_a - wide_b > 140.0;
    let sides = fits.then_some((names + wide_a, names + wide_a + wide_b));
    let left = sides.map_or(names, |(_, b)| b) + 14.0;
    let finite = of.rows.iter().filter(|row| !row.small).filter_map(|row| row.smd);
    let largest = finite.map(f64::abs).filter(|smd| smd.is_finite()).fold(0.0, f64::max);
    let most = ((largest * 1.08 / 0.1).ceil() * 0.1).clamp(0.3, MOST);
    let love = Love { of, spec, words, names, sides, left, right: spec.width - 34.0, most };
    let bottom = HEAD + of.rows.len() as f32 * ROW;
    grow(&mut scene, bottom + LINE + 12.0 + LINE);
    love.axis(&mut scene, bottom);
    if let Some((end_a, end_b)) = sides {
        for (end, words) in [(end_a, a), (end_b, b)] {
            scene.text(small(Pos::new(end, HEAD / 2.0), words, Ink::TextMuted).anchored(Anchor::Right));
        }
    }
    for (at, row) in of.rows.iter().enumerate() {
        love.row(&mut scene, at, row);
    }
    let flagged = of.rows.iter().filter(|row| flagged(row)).count();
    let title = words.phrase(Phrase::Title(Chart::Drift));
    scene.description = format!("{title}: {} > {}", words.count(flagged), words.number(FLAG));
    scene
}

/// Whether a difference is worth a look.
fn flagged(row: &DriftRow) -> bool {
    !row.small && row.smd.is_some_and(|smd| smd.abs() > FLAG)
}

impl Love<'_> {
    fn x(&self, smd: f64) -> f32 {
        self.left + (smd.abs().min(self.most) / self.most) as f32 * (self.right - self.left)
    }

    /// Grid lines with numbers, the line of what is worth a look, and what the axis counts.
    fn axis(&self, scene: &mut Scene, bottom: f32) {
        let steps = (self.most * 10.0).round() as usize;
        for step in (0..=steps).filter(|step| *step != 1) {
            let x = self.x(step as f64 / 10.0);
            scene.line(Pos::new(x, HEAD), Pos::new(x, bottom + 3.0), Ink::Grid, 1.0);
        }
        // Dashes: the line is a threshold and no value.
        let (x, mut y) = (self.x(FLAG), HEAD);
        while y < bottom {
            scene.line(Pos::new(x, y), Pos::new(x, (y + 4.0).min(bottom)), Ink::Warning, 1.4);
            y += 7.0;
        }
        let mut taken = Taken::default();
        // Even tenths first, so that what is left out is left out regularly.
        let even = (2..steps).step_by(2).chain((3..steps).step_by(2));
        for step in [1, 0, steps].into_iter().chain(even) {
            let x = self.x(step as f64 / 10.0);
            let label = self.words.number(step as f64 / 10.0);
            let half = text::wide(&label, TextSize::Small.px(), Weight::Regular) / 2.0 + 2.0;
            if taken.take(x - half, x + half) {
                let ink = if step == 1 { Ink::Warning } else { Ink::TextMuted };
                let at = Pos::new(x, bottom + 3.0 + LINE / 2.0);
                scene.text(small(at, label, ink).anchored(Anchor::Centre));
            }
        }
        self.axis_words(scene, bottom + LINE * 1.5 + 5.0);
    }

    /// What the axis counts, and what grey says where there is any.
    fn axis_words(&self, scene: &mut Scene, y: f32) {
        let title = small(Pos::new(self.right, y), self.words.phrase(Phrase::Difference), Ink::TextMuted);
        let title = title.within(self.right - EDGE).anchored(Anchor::Right);
        let room = title.area().x - EDGE - 12.0;
        scene.text(title);
        if self.of.rows.iter().any(|row| row.small) {
            let greyed = self.words.phrase(Phrase::Greyed { least: &self.words.written(SMALL) });
            scene.text(small(Pos::new(EDGE, y), greyed, Ink::TextMuted).within(room));
        }
    }

    fn name(&self, row: &DriftRow) -> String {
        match &row.level {
            Some(level) => self.words.group(level, self.spec.sources),
            None => self.words.attribute(&row.attribute),
        }
    }

    /// A mean; that of years has no thousands set apart.
    fn mean(&self, mean: f64) -> String {
        if !(1800.0..2200.0).contains(&mean) {
            return self.words.number(mean);
        }
        let tenths = (mean * 10.0).round() as u64;
        let fraction = self.words.decimal((tenths % 10) as f64 / 10.0, 1);
        format!("{}{}", tenths / 10, fraction.trim_start_matches('0'))
    }

    /// A side as a short number, for the columns.
    fn short(&self, side: Summary, whole: bool) -> String {
        match side {
            Summary::Mean { mean, sd, known } if known > 0 => {
                format!("{} ({})", self.mean(mean), self.words.number(sd))
            }
            Summary::Share { n, of } if !whole && of > 0 => self.words.percent(share(n as f64, of as f64), 0),
            _ => String::new(),
        }
    }

    /// A side in full.
    fn long(&self, side: Summary, whole: bool) -> String {
        match side {
            Summary::Mean { mean, sd, known } => self.words.phrase(Phrase::Mean {
                mean: &self.mean(mean),
                sd: &self.words.number(sd),
                known: &self.words.written(known),
            }),
            Summary::Share { n, of } if whole => self.words.phrase(Phrase::Known {
                n: &self.words.written(n),
                of: &self.words.written(of),
                share: &self.words.percent(share(n as f64, of as f64), 0),
            }),
            Summary::Share { n, of } => self.words.of_patients(n, of),
        }
    }

    /// A difference as it is written: with its sign where it has one.
    fn value(&self, smd: f64) -> String {
        if smd.is_finite() { self.words.decimal(smd, 2) } else { "∞".to_owned() }
    }

    fn alt(&self, row: &DriftRow) -> String {
        let whole = row.level.is_none();
        let name = match &row.level {
            Some(_) => format!("{}, {}", self.words.attribute(&row.attribute), self.name(row)),
            None => self.name(row),
        };
        let difference = match row.smd {
            Some(smd) => self.words.phrase(Phrase::DifferenceIs { value: &self.value(smd) }),
            None => self.words.phrase(Phrase::NoDifference),
        };
        let a = self.words.phrase(Phrase::Kept { n: &self.words.written(self.of.a) });
        let b = self.words.phrase(Phrase::NotKept { n: &self.words.written(self.of.b) });
        format!("{name}: {difference}; {a} {}; {b} {}", self.long(row.a, whole), self.long(row.b, whole))
    }

    fn row(&self, scene: &mut Scene, at: usize, row: &DriftRow) {
        let (top, hit) = (HEAD + at as f32 * ROW, CoverageHit::Row(at));
        let (y, alt) = (top + ROW / 2.0, self.alt(row));
        if self.spec.hover == Some(hit) {
            scene.fill(Area::new(EDGE / 2.0, top, self.spec.width - EDGE, ROW), Ink::Lane);
        }
        target(scene, Area::new(0.0, top, self.spec.width, ROW), hit, alt.clone());
        let muted = row.small || row.smd.is_none();
        let ink = if muted { Ink::TextMuted } else { Ink::Text };
        let indent = if row.level.is_some() { 14.0 } else { 0.0 };
        let label = normal(Pos::new(EDGE + indent, y), self.name(row), ink);
        let label = label.within(self.names - EDGE - indent);
        scene.add_hit(Shape::Text(label), Hit::Coverage(hit), None);
        let whole = row.level.is_none();
        if let Some((end_a, end_b)) = self.sides {
            for (end, side) in [(end_a, row.a), (end_b, row.b)] {
                let label = small(Pos::new(end, y), self.short(side, whole), ink).anchored(Anchor::Right);
                scene.add_hit(Shape::Text(label), Hit::Coverage(hit), None);
            }
        }
        scene.line(Pos::new(self.left, y), Pos::new(self.right, y), Ink::Grid, 1.0);
        if let Some(smd) = row.smd {
            self.mark(scene, smd, y, row, hit, alt);
        }
    }

    /// The mark of a difference: hollow and grey where a side is small, an arrow where it lies beyond the axis.
    fn mark(&self, scene: &mut Scene, smd: f64, y: f32, row: &DriftRow, hit: CoverageHit, alt: String) {
        let ink = match (row.small, flagged(row)) {
            (true, _) => Ink::Axis,
            (_, true) => Ink::Warning,
            _ => Ink::Mark,
        };
        let (x, hit) = (self.x(smd), Hit::Coverage(hit));
        if smd.abs() > self.most {
            let corners = [Pos::new(x - 4.0, y - 5.0), Pos::new(x + 5.0, y), Pos::new(x - 4.0, y + 5.0)];
            scene.add_hit(Shape::Triangle { corners, fill: ink }, hit, Some(alt));
        } else {
            let radius = if row.level.is_none() { 4.5 } else { 3.5 };
            let stroke = row.small.then_some(Stroke::new(ink, 1.4));
            let fill = Some(if row.small { Ink::Background } else { ink });
            scene.add_hit(Shape::Circle { centre: Pos::new(x, y), radius, fill, stroke }, hit, Some(alt));
        }
        if flagged(row) {
            let label = small(Pos::new(x + 9.0, y), self.value(smd), Ink::Warning);
            scene.add_hit(Shape::Text(label), hit, None);
        }
    }
}

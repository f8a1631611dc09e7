//! The flow of the linkage as boxes joined by arrows, as GUILD and RECORD ask for: a column a source, and all together.
//! It counts nothing; boxes of the same step stand in one row, whichever source they are of.

use crate::compute::coverage::flow::{KEYS, reason};
use crate::compute::coverage::{FlowBox, LinkageFlow};
use crate::model::Source;

use super::super::primitives::{Anchor, Area, Hit, Ink, Pos, Scene, Shape, Stroke, TextSize, Weight};
use super::super::text;
use super::words::{CoverageWords, Phrase};
use super::{Chart, CoverageHit, EDGE, LINE, grow, sheet, small, target};

/// The least and the most width of a column, in logical pixels.
const COLUMN: (f32, f32) = (108.0, 190.0);
/// Width of the names of steps, in logical pixels.
const NAMES: f32 = 190.0;
/// Space between columns, in logical pixels.
const GAP: f32 = 12.0;
/// Height of a box, and of the arrow below it with what is excluded, in logical pixels.
const BOX: f32 = 38.0;
const ARROW: f32 = 30.0;

/// What of the flow is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FlowSpec<'a> {
    /// Width there is, in logical pixels; the picture may come out wider.
    pub width: f32,
    /// Height there is, in logical pixels; the picture may come out higher.
    pub height: f32,
    /// The sources, for their names.
    pub sources: &'a [Source],
    /// What the pointer is on.
    pub hover: Option<CoverageHit>,
}

/// The steps there are, in order: those of the longest column first, then those that others add.
fn steps(of: &LinkageFlow) -> Vec<&'static str> {
    let mut steps: Vec<&'static str> = Vec::new();
    let columns = of.sources.iter().map(|column| &column.boxes).chain([&of.combined]);
    for boxes in columns {
        let mut after = 0;
        for one in boxes {
            let known = steps.iter().position(|step| *step == one.key);
            let at = known.unwrap_or(after);
            if known.is_none() {
                steps.insert(at, one.key);
            }
            after = at + 1;
        }
    }
    steps
}

/// The picture.
pub fn scene(of: &LinkageFlow, spec: &FlowSpec, words: &dyn CoverageWords) -> Scene {
    let steps = steps(of);
    let names: Vec<String> = steps.iter().map(|step| words.phrase(Phrase::Named(step))).collect();
    let lines: Vec<Vec<String>> = names
        .iter()
        .map(|name| text::wrap(name, NAMES - 10.0, 2, TextSize::Small.px(), Weight::SemiBold).0)
        .collect();
    let left = EDGE + NAMES;
    let columns = of.sources.len() + 1;
    let room = (spec.width - EDGE - left - GAP) / columns as f32 - GAP;
    let wide = room.clamp(COLUMN.0, COLUMN.1);
    let width = spec.width.max(left + columns as f32 * (wide + GAP) + GAP + EDGE);
    let mut scene = sheet(width, spec.height);
    let top = 2.0 * LINE + 8.0;
    let pitch = ((spec.height - top - EDGE + ARROW) / steps.len().max(1) as f32).clamp(BOX + ARROW, 92.0);
    for (row, lines) in lines.iter().enumerate() {
        let y = top + row as f32 * pitch + BOX / 2.0 - (lines.len() as f32 - 1.0) * LINE / 2.0;
        for (line, words) in lines.iter().enumerate() {
            let at = Pos::new(EDGE, y + line as f32 * LINE);
            scene.text(small(at, words.as_str(), Ink::Text).semibold());
        }
        // Why the next box holds fewer, beside the arrows to it.
        let Some(why) = reason(steps[row]).map(|key| words.phrase(Phrase::Named(key))) else { continue };
        let (why, _) = text::wrap(&why, NAMES - 10.0, 2, TextSize::Small.px(), Weight::Regular);
        let y = top + row as f32 * pitch - (pitch - BOX) / 2.0 - (why.len() as f32 - 1.0) * LINE / 2.0;
        for (line, words) in why.into_iter().enumerate() {
            scene.text(small(Pos::new(EDGE, y + line as f32 * LINE), words, Ink::Warning));
        }
    }
    let sheet = Sheet { spec, words, steps: &steps, names: &names, top, pitch, wide };
    for (at, column) in of.sources.iter().enumerate() {
        let title = spec.sources.get(column.source.index()).map_or("", |source| source.title.as_str());
        sheet.column(&mut scene, at, left + at as f32 * (wide + GAP), title, &column.boxes);
    }
    let x = left + of.sources.len() as f32 * (wide + GAP) + GAP;
    let ground =
        Area::new(x - GAP / 2.0, 0.0, wide + GAP, top + steps.len() as f32 * pitch - pitch + BOX + 6.0);
    scene.add(Shape::Rect { area: ground, radius: 4.0, fill: Some(Ink::Lane), stroke: None });
    sheet.column(
        &mut scene,
        of.sources.len(),
        x,
        &words.phrase(Phrase::Named("flow-combined")),
        &of.combined,
    );
    grow(&mut scene, ground.h + EDGE);
    let title = words.phrase(Phrase::Title(Chart::Flow));
    scene.description = format!("{title}: {} + 1", words.count(of.sources.len()));
    scene
}

/// Everything a column needs to draw itself.
struct Sheet<'a> {
    spec: &'a FlowSpec<'a>,
    words: &'a dyn CoverageWords,
    steps: &'a [&'static str],
    names: &'a [String],
    top: f32,
    pitch: f32,
    wide: f32,
}

impl Sheet<'_> {
    fn column(&self, scene: &mut Scene, column: usize, x: f32, title: &str, boxes: &[FlowBox]) {
        let (lines, _) = text::wrap(title, self.wide - 6.0, 2, TextSize::Small.px(), Weight::SemiBold);
        for (line, words) in lines.iter().rev().enumerate() {
            let at = Pos::new(x + self.wide / 2.0, self.top - 8.0 - LINE * (line as f32 + 0.5));
            scene.text(small(at, words.as_str(), Ink::Text).semibold().anchored(Anchor::Centre));
        }
        let mut before: Option<f32> = None;
        for (at, one) in boxes.iter().enumerate() {
            let Some(step) = self.steps.iter().position(|step| *step == one.key) else { continue };
            let area = Area::new(x, self.top + step as f32 * self.pitch, self.wide, BOX);
            if let Some(from) = before {
                self.arrow(scene, area, from, one);
            }
            self.one(scene, area, one, (column, at), &format!("{title}, {}", self.names[step]));
            before = Some(area.bottom());
        }
    }

    /// An arrow to a box, with how many fewer it holds.
    fn arrow(&self, scene: &mut Scene, to: Area, from: f32, one: &FlowBox) {
        let x = to.x + 16.0;
        scene.line(Pos::new(x, from), Pos::new(x, to.y - 4.0), Ink::Axis, 1.2);
        let corners = [Pos::new(x - 4.0, to.y - 6.0), Pos::new(x + 4.0, to.y - 6.0), Pos::new(x, to.y)];
        scene.add(Shape::Triangle { corners, fill: Ink::Axis });
        let Some(lost) = one.lost.filter(|lost| *lost > 0) else { return };
        let at = Pos::new(x + 10.0, f32::midpoint(from, to.y) - 1.0);
        let lost = format!("−{}", self.words.written(lost));
        scene.text(small(at, lost, Ink::Warning).within(to.right() - at.x));
    }

    fn one(&self, scene: &mut Scene, area: Area, one: &FlowBox, (column, row): (usize, usize), title: &str) {
        let words = self.words;
        let hit = CoverageHit::Flow { column, row };
        // In the box of keys nobody is known yet: a key may be of somebody known by another one.
        let patients = one.patients.map(|n| match one.key {
            KEYS => words.phrase(Phrase::Keys { n: &words.written(n) }),
            _ => words.patients(n as usize),
        });
        let records = one.records.map(|n| words.phrase(Phrase::Records { n: &words.written(n) }));
        let mut alt = title.to_owned();
        for (part, sign) in [(&patients, ": "), (&records, if patients.is_some() { ", " } else { ": " })] {
            if let Some(part) = part {
                alt.push_str(sign);
                alt.push_str(part);
            }
        }
        if let Some(lost) = one.lost.filter(|lost| *lost > 0) {
            alt.push_str("; ");
            alt.push_str(&words.phrase(Phrase::Excluded { n: &words.written(lost) }));
            if let Some(reason) = reason(one.key) {
                alt.push_str(" (");
                alt.push_str(&words.phrase(Phrase::Named(reason)));
                alt.push(')');
            }
        }
        let ink = if self.spec.hover == Some(hit) { Ink::Accent } else { Ink::Axis };
        let shape = Shape::Rect {
            area,
            radius: 4.0,
            fill: Some(Ink::Background),
            stroke: Some(Stroke::new(ink, 1.0)),
        };
        scene.add_hit(shape, Hit::Coverage(hit), Some(alt.clone()));
        let lines: Vec<(String, Ink)> = match (patients, records) {
            (Some(patients), Some(records)) => vec![(patients, Ink::Text), (records, Ink::TextMuted)],
            (Some(only), None) | (None, Some(only)) => vec![(only, Ink::Text)],
            (None, None) => Vec::new(),
        };
        let first = area.centre().y - (lines.len() as f32 - 1.0) * LINE / 2.0;
        for (line, (words, ink)) in lines.into_iter().enumerate() {
            let at = Pos::new(area.centre().x, first + line as f32 * LINE);
            let label = small(at, words, ink).within(area.w - 8.0).anchored(Anchor::Centre);
            let label = if line == 0 && ink == Ink::Text { label.semibold() } else { label };
            scene.add_hit(Shape::Text(label), Hit::Coverage(hit), None);
        }
        target(scene, area, hit, alt);
    }
}

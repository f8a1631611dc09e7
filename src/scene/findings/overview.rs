//! What each rule came to: a bar a rule, of what fails, what is explained and what cannot be judged.
//! What is fine is left out of the bars, as it would leave no room for the rest; it is in the table.

use super::super::primitives::{Anchor, Area, Ink, Pos, Scene, Shape, TextSize, Weight};
use super::super::text;
use super::{EDGE, LINE, sheet, small};

/// What a rule came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// What it is called.
    pub title: String,
    /// Violations, explained ones, and those that cannot be judged.
    pub counts: [u64; 3],
    /// The violations as they are written.
    pub written: String,
}

/// What of the rules is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OverviewSpec<'a> {
    /// Width of the picture, in logical pixels.
    pub width: f32,
    /// The rules.
    pub bars: &'a [Bar],
    /// The names of the three parts.
    pub legend: [&'a str; 3],
    /// What the picture shows, in a sentence.
    pub description: &'a str,
}

const INKS: [Ink; 3] = [Ink::Error, Ink::Bar, Ink::Hatch];
const ROW: f32 = 20.0;

/// The picture; as high as it needs to be.
pub fn overview(spec: &OverviewSpec<'_>) -> Scene {
    let top = EDGE + LINE + 6.0;
    let mut scene = sheet(spec.width, top + spec.bars.len() as f32 * ROW + EDGE);
    spec.description.clone_into(&mut scene.description);
    let mut x = EDGE;
    for (name, ink) in spec.legend.into_iter().zip(INKS) {
        scene.fill(Area::new(x, EDGE + 2.0, 10.0, 10.0), ink);
        scene.text(small(Pos::new(x + 15.0, EDGE + LINE / 2.0), name, Ink::TextMuted));
        x += 30.0 + text::wide(name, TextSize::Small.px(), Weight::Regular);
    }
    let names = spec.width * 0.4;
    let room = (spec.width - names - 70.0).max(1.0);
    let sum = |bar: &Bar| bar.counts.iter().sum::<u64>();
    let most = spec.bars.iter().map(sum).max().unwrap_or(0).max(1);
    for (row, bar) in spec.bars.iter().enumerate() {
        let y = top + row as f32 * ROW + ROW / 2.0;
        let title = small(Pos::new(names - 8.0, y), bar.title.as_str(), Ink::Text);
        scene.text(title.within(names - 8.0 - EDGE).anchored(Anchor::Right));
        let mut left = names;
        for (count, ink) in bar.counts.into_iter().zip(INKS) {
            let wide = count as f32 / most as f32 * room;
            if count > 0 {
                let area = Area::new(left, y - 6.0, wide.max(1.0), 12.0);
                scene.add(Shape::Rect { area, radius: 0.0, fill: Some(ink), stroke: None });
            }
            left += wide;
        }
        scene.text(small(Pos::new(left + 6.0, y), bar.written.as_str(), Ink::Text));
    }
    scene
}

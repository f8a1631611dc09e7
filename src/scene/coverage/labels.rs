//! Titles under or over columns: wrapped, on two levels in turn where columns are narrow, cut only when that fails.
//! No two of them lie over one another, however many there are.

use super::super::primitives::{Anchor, Hit, Ink, Pos, Scene, Shape, TextSize, Weight};
use super::super::text;
use super::{CoverageHit, LINE, small};

/// Space kept between two titles, in logical pixels.
const GAP: f32 = 4.0;
/// Ways to set titles, from the calmest on: levels and lines.
const WAYS: [(usize, usize); 5] = [(1, 1), (1, 2), (1, 3), (2, 2), (2, 3)];

/// The titles of columns.
pub(super) struct Labels {
    each: Vec<Vec<String>>,
    centres: Vec<f32>,
    levels: usize,
    lines: usize,
}

impl Labels {
    /// For columns with these middles, between the edges of the picture.
    pub fn new(titles: &[&str], centres: &[f32], edges: (f32, f32)) -> Self {
        let pitch =
            centres.windows(2).map(|pair| pair[1] - pair[0]).reduce(f32::min).unwrap_or(edges.1 - edges.0);
        let mut best = None;
        for (levels, lines) in WAYS {
            let room = |centre: f32| {
                let to_edge = 2.0 * (centre - edges.0).min(edges.1 - centre);
                (pitch * levels as f32 - GAP).min(to_edge).max(1.0)
            };
            let wrapped: Vec<(Vec<String>, bool)> = titles
                .iter()
                .zip(centres)
                .map(|(title, &x)| text::wrap(title, room(x), lines, TextSize::Small.px(), Weight::Regular))
                .collect();
            let cut = wrapped.iter().any(|(_, cut)| *cut);
            let lines = wrapped.iter().map(|(lines, _)| lines.len()).max().unwrap_or(0);
            let each = wrapped.into_iter().map(|(lines, _)| lines).collect();
            best = Some(Self { each, centres: centres.to_vec(), levels, lines });
            if !cut {
                break;
            }
        }
        best.unwrap_or(Self { each: Vec::new(), centres: Vec::new(), levels: 1, lines: 0 })
    }

    /// How high they are together.
    pub fn height(&self) -> f32 {
        self.levels as f32 * (self.lines as f32 * LINE + 3.0)
    }

    /// Draws them from `top` down, with a thin line to those on the lower level.
    pub fn under(&self, scene: &mut Scene, top: f32, hits: impl Fn(usize) -> (CoverageHit, String, Ink)) {
        let level_height = self.lines as f32 * LINE + 3.0;
        for (n, (lines, &x)) in self.each.iter().zip(&self.centres).enumerate() {
            let (hit, alt, ink) = hits(n);
            let from = top + (n % self.levels) as f32 * level_height;
            if from > top {
                scene.line(Pos::new(x, top), Pos::new(x, from - 1.0), Ink::Grid, 1.0);
            }
            for (line, words) in lines.iter().enumerate() {
                let y = from + LINE * (line as f32 + 0.5);
                let label = small(Pos::new(x, y), words, ink).anchored(Anchor::Centre);
                scene.add_hit(Shape::Text(label), Hit::Coverage(hit), Some(alt.clone()));
            }
        }
    }

    /// Draws them from `bottom` up, the first lines highest.
    pub fn over(&self, scene: &mut Scene, bottom: f32, hit: impl Fn(usize) -> Option<(CoverageHit, String)>) {
        let level_height = self.lines as f32 * LINE + 3.0;
        for (n, (lines, &x)) in self.each.iter().zip(&self.centres).enumerate() {
            let to = bottom - (n % self.levels) as f32 * level_height;
            if to < bottom {
                scene.line(Pos::new(x, to + 1.0), Pos::new(x, bottom), Ink::Grid, 1.0);
            }
            for (line, words) in lines.iter().rev().enumerate() {
                let y = to - LINE * (line as f32 + 0.5);
                let label = small(Pos::new(x, y), words, Ink::TextMuted).anchored(Anchor::Centre);
                match hit(n) {
                    Some((hit, alt)) => {
                        scene.add_hit(Shape::Text(label), Hit::Coverage(hit), Some(alt));
                    }
                    None => scene.text(label),
                }
            }
        }
    }
}

//! Drop-off by subgroup: levels of an attribute against sets, the share with a record as a shade with its number.
//! Levels of few patients are greyed, as their shares say little.

use crate::compute::coverage::drift::SMALL;
use crate::compute::coverage::{Heat, ResolvedSet};
use crate::model::Source;

use super::super::primitives::{Anchor, Area, Hit, Ink, Pos, Scene, Shape, Stroke, TextSize, Weight};
use super::super::text;
use super::labels::Labels;
use super::words::{CoverageWords, Phrase};
use super::{Chart, CoverageHit, EDGE, grow, name, share, sheet, small, target, widest_normal, widest_small};

/// Height of the legend, in logical pixels.
const LEGEND: f32 = 24.0;

/// What of the heat map is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeatSpec<'a> {
    /// Width of the picture, in logical pixels.
    pub width: f32,
    /// Height there is, in logical pixels; the picture may come out higher.
    pub height: f32,
    /// The sets, for their titles.
    pub sets: &'a [ResolvedSet],
    /// The sources, for names of levels.
    pub sources: &'a [Source],
    /// What the pointer is on.
    pub hover: Option<CoverageHit>,
}

/// The picture.
pub fn scene(of: &Heat, spec: &HeatSpec, words: &dyn CoverageWords) -> Scene {
    let mut scene = sheet(spec.width, spec.height);
    let levels: Vec<String> = of.rows.iter().map(|row| words.group(&row.level, spec.sources)).collect();
    let counts: Vec<String> = of.rows.iter().map(|row| words.written(row.of)).collect();
    let names = EDGE + widest_normal(levels.iter().map(String::as_str)).min(spec.width * 0.26);
    let numbers = names + 12.0 + widest_small(counts.iter().map(String::as_str));
    let every = words.phrase(Phrase::Every);
    let mut heads: Vec<&str> = spec.sets.iter().map(|set| set.title.as_str()).collect();
    heads.push(&every);
    // The column of all sets stands a little apart.
    let (left, apart) = (numbers + 12.0, 8.0);
    let wide = ((spec.width - EDGE - left - apart) / heads.len() as f32).min(110.0);
    let column = |at: usize| left + at as f32 * wide + if at == spec.sets.len() { apart } else { 0.0 };
    let centres: Vec<f32> = (0..heads.len()).map(|at| column(at) + wide / 2.0).collect();
    let labels = Labels::new(&heads, &centres, (numbers, spec.width));
    let top = labels.height() + 6.0;
    labels.over(&mut scene, top - 3.0, |_| None);
    let high = ((spec.height - top - LEGEND - EDGE) / of.rows.len().max(1) as f32).clamp(19.0, 30.0);
    for (at, row) in of.rows.iter().enumerate() {
        let y = top + (at as f32 + 0.5) * high;
        let alt = format!("{}: {}", levels[at], words.patients(row.of as usize));
        let hit = CoverageHit::Level(at);
        target(&mut scene, Area::new(0.0, y - high / 2.0, numbers, high), hit, alt.clone());
        name(&mut scene, names, y, names - EDGE, &levels[at], hit, alt);
        let count = small(Pos::new(numbers, y), counts[at].as_str(), Ink::TextMuted).anchored(Anchor::Right);
        scene.add_hit(Shape::Text(count), Hit::Coverage(hit), None);
        let with = row.with.iter().copied().take(spec.sets.len()).chain([row.all]);
        for (set, n) in with.enumerate() {
            let area = Area::new(column(set), y - high / 2.0 + 1.0, wide - 2.0, high - 2.0);
            let hit = CoverageHit::Cell { row: at, column: set };
            let alt = format!("{}, {}: {}", levels[at], heads[set], words.of_patients(n, row.of));
            cell(&mut scene, area, (n, row.of), hit, alt, spec, words);
        }
    }
    let bottom = top + of.rows.len() as f32 * high;
    let any_small = of.rows.iter().any(|row| row.of < SMALL);
    legend(&mut scene, Pos::new(left, bottom + LEGEND / 2.0 + 2.0), any_small, words);
    grow(&mut scene, bottom + LEGEND + EDGE);
    let title = words.phrase(Phrase::Title(Chart::Heat));
    scene.description = format!("{title}: {}", words.attribute(&of.attribute));
    scene
}

fn cell(
    scene: &mut Scene,
    area: Area,
    (n, of): (u64, u64),
    hit: CoverageHit,
    alt: String,
    spec: &HeatSpec,
    words: &dyn CoverageWords,
) {
    let share = share(n as f64, of as f64);
    let few = of < SMALL;
    let fill = Some(if few { Ink::Lane } else { Ink::Shade((share * 255.0).round() as u8) });
    let stroke = (spec.hover == Some(hit)).then_some(Stroke::new(Ink::Accent, 1.5));
    scene.add_hit(Shape::Rect { area, radius: 2.0, fill, stroke }, Hit::Coverage(hit), Some(alt));
    let percent = words.percent(share, 0);
    let ink = if few { Ink::TextMuted } else { Ink::Text };
    // Where the sign has no room the number still has: the legend says what it is.
    let bare = percent.trim_end_matches([' ', '%']).to_owned();
    let fits = |words: &str| text::wide(words, TextSize::Small.px(), Weight::Regular) + 4.0 <= area.w;
    if let Some(label) = [percent, bare].into_iter().find(|words| fits(words)) {
        let label = small(area.centre(), label, ink).anchored(Anchor::Centre);
        scene.add_hit(Shape::Text(label), Hit::Coverage(hit), None);
    }
}

fn legend(scene: &mut Scene, at: Pos, any_small: bool, words: &dyn CoverageWords) {
    let room = scene.width - EDGE;
    let text_width = |words: &str| text::wide(words, TextSize::Small.px(), Weight::Regular);
    let mut x = at.x;
    for (share, fixed) in [(0.0, true), (1.0, false)] {
        let percent = words.percent(share, 0);
        let wide = text_width(&percent);
        if fixed {
            scene.text(small(Pos::new(x, at.y), percent, Ink::TextMuted));
            x += wide + 6.0;
            for step in 0..=16u8 {
                scene.fill(Area::new(x, at.y - 5.0, 6.0, 10.0), Ink::Shade((f32::from(step) * 15.9) as u8));
                x += 6.0;
            }
        } else {
            scene.text(small(Pos::new(x + 6.0, at.y), percent, Ink::TextMuted));
            x += wide + 20.0;
        }
    }
    let mut phrases = vec![words.phrase(Phrase::ShareOfLevel)];
    if any_small {
        phrases.push(words.phrase(Phrase::Greyed { least: &words.written(SMALL) }));
    }
    for phrase in phrases {
        let wide = text_width(&phrase);
        if x + wide <= room {
            scene.text(small(Pos::new(x, at.y), phrase, Ink::TextMuted));
        }
        x += wide + 18.0;
    }
}

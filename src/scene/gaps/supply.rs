//! The four models of supply side by side: whom each flags at the days of grace, and how well medicines were supplied
//! by it. Which one counts is marked; none is said to be right.

use super::super::primitives::{Anchor, Area, Hit, Ink, Pos, Scene, Shape, TextSize, Weight};
use super::super::text;
use super::words::{GapsWords, Said};
use super::{Chart, EDGE, GapsHit, LINE, sheet, small, target};
use crate::model::gap::SupplyModel;

/// What a model comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ModelBar {
    /// The model.
    pub model: SupplyModel,
    /// Patients with a lack longer than the grace.
    pub flagged: usize,
    /// The mean proportion of days covered.
    pub pdc: f64,
    /// The share whose proportion is below 0.8.
    pub low: f64,
    /// The mean possession ratio.
    pub mpr: f64,
    /// The share whose ratio is above 1.2.
    pub high: f64,
}

/// What of the models is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SupplySpec<'a> {
    /// Width of the picture, in logical pixels.
    pub width: f32,
    /// The models.
    pub models: &'a [ModelBar],
    /// The one that counts.
    pub chosen: SupplyModel,
    /// What the pointer is on.
    pub hover: Option<GapsHit>,
}

/// Height of a row, in logical pixels.
const ROW: f32 = 24.0;
/// Height of the heads, in logical pixels.
const HEAD: f32 = 20.0;

/// The picture; as high as it needs to be.
pub fn scene(spec: &SupplySpec<'_>, words: &dyn GapsWords) -> Scene {
    let mut scene = sheet(spec.width, HEAD + spec.models.len() as f32 * ROW + 4.0);
    let wide = |words: &str| text::wide(words, TextSize::Small.px(), Weight::SemiBold);
    let names: Vec<String> = spec.models.iter().map(|bar| words.said(Said::Model(bar.model))).collect();
    let longest = names.iter().map(|name| wide(name)).fold(0.0, f32::max);
    let name = (longest + EDGE + 14.0).min(spec.width * 0.34);
    // Four columns of numbers at the right, the bars between.
    let heads = [Said::Pdc, Said::Low, Said::Mpr, Said::High].map(|head| words.said(head));
    let column = heads.iter().map(|head| wide(head)).fold(40.0, f32::max) + 10.0;
    let column = column.min((spec.width - name) * 0.17);
    let numbers = spec.width - EDGE - 4.0 * column;
    let count = |bar: &ModelBar| words.count(bar.flagged);
    let number = spec.models.iter().map(|bar| wide(&count(bar))).fold(0.0, f32::max) + 8.0;
    let plot = Area::new(name, HEAD, (numbers - name - number - 6.0).max(12.0), ROW);
    let at = |right: f32, y: f32| Pos::new(right, y);
    for (n, head) in heads.iter().enumerate() {
        let label = small(at(numbers + (n + 1) as f32 * column, LINE / 2.0), head.as_str(), Ink::TextMuted);
        scene.text(label.within(column - 6.0).anchored(Anchor::Right));
    }
    let flagged = small(Pos::new(plot.x, LINE / 2.0), words.said(Said::Flagged), Ink::TextMuted);
    scene.text(flagged.within(plot.w + number));
    let most = spec.models.iter().map(|bar| bar.flagged).max().unwrap_or(0).max(1);
    for (row, bar) in spec.models.iter().enumerate() {
        let place = Area::new(plot.x, HEAD + row as f32 * ROW, plot.w, ROW);
        let chosen = bar.model == spec.chosen;
        let own = [GapsHit::Model(bar.model), GapsHit::Flagged(bar.model)];
        if chosen || spec.hover.is_some_and(|hit| own.contains(&hit)) {
            let ink = if chosen { Ink::Shade(30) } else { Ink::Lane };
            scene.fill(Area::new(EDGE / 2.0, place.y + 1.0, spec.width - EDGE, ROW - 2.0), ink);
        }
        let y = place.centre().y;
        let label = small(Pos::new(EDGE, y), names[row].as_str(), Ink::Text);
        let label = if chosen { label.semibold() } else { label };
        scene.add_hit(Shape::Text(label.within(name - EDGE - 8.0)), Hit::Gaps(own[0]), None);
        let said = says(bar, &names[row], words);
        target(&mut scene, Area::new(0.0, place.y, name - 4.0, ROW), own[0], said.clone());
        let long = bar.flagged as f32 / most as f32 * plot.w;
        let long = if bar.flagged > 0 { long.max(2.0) } else { 0.0 };
        scene.fill(Area::new(plot.x, place.y + 5.0, long, ROW - 10.0), super::flagged::ink(bar.model));
        scene.text(small(Pos::new(plot.x + long + 5.0, y), count(bar), Ink::Text).semibold());
        target(&mut scene, Area::new(plot.x, place.y, plot.w + number, ROW), own[1], said);
        let cells = [
            words.decimal(bar.pdc, 2),
            words.percent(bar.low, 0),
            words.decimal(bar.mpr, 2),
            words.percent(bar.high, 0),
        ];
        for (n, cell) in cells.into_iter().enumerate() {
            let label = small(at(numbers + (n + 1) as f32 * column, y), cell, Ink::Text);
            scene.text(label.within(column - 2.0).anchored(Anchor::Right));
        }
    }
    let about = spec.models.iter().find(|bar| bar.model == spec.chosen);
    let about = about.map(|bar| says(bar, &words.said(Said::Model(bar.model)), words)).unwrap_or_default();
    scene.description = format!("{}: {about}", words.said(Said::Title(Chart::Supply)));
    scene
}

fn says(bar: &ModelBar, name: &str, words: &dyn GapsWords) -> String {
    words.said(Said::Supply {
        model: name,
        patients: &words.patients(bar.flagged),
        pdc: &words.decimal(bar.pdc, 2),
        low: &words.percent(bar.low, 0),
        mpr: &words.decimal(bar.mpr, 2),
        high: &words.percent(bar.high, 0),
    })
}

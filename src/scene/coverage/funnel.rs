//! The funnel as a table of bars: a row a source, a column a step, each a share of the chosen denominator.
//! It counts nobody; what the denominator is, is said by [`Funnel`] and chosen by the reader.

use crate::compute::coverage::{Funnel, FunnelRow, NAMES_ONLY, Stage};
use crate::model::{Denominator, Source};

use super::super::primitives::{Anchor, Area, Hit, Ink, Pos, Scene, Shape, TextSize, Weight};
use super::super::text;
use super::labels::Labels;
use super::words::{CoverageWords, Phrase};
use super::{Chart, CoverageHit, EDGE, grow, name, share, sheet, small, target, widest_normal};

/// The steps that have a column.
pub const STEPS: [Stage; 5] = [Stage::Keyed, Stage::Linked, Stage::Any, Stage::Window, Stage::Usable];

/// What of the funnel is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FunnelSpec<'a> {
    /// Width of the picture, in logical pixels.
    pub width: f32,
    /// Height there is, in logical pixels; the picture may come out higher.
    pub height: f32,
    /// The sources, for their names.
    pub sources: &'a [Source],
    /// What shares are shares of.
    pub denominator: &'a Denominator,
    /// What the pointer is on.
    pub hover: Option<CoverageHit>,
}

/// The picture.
pub fn scene(of: &Funnel, spec: &FunnelSpec, words: &dyn CoverageWords) -> Scene {
    let mut scene = sheet(spec.width, spec.height);
    let title = |row: &FunnelRow| spec.sources.get(row.source.index()).map_or("", |s| s.title.as_str());
    let names = EDGE + widest_normal(of.rows.iter().map(title)).min(spec.width * 0.34);
    let left = names + 14.0;
    let step = (spec.width - EDGE - left) / STEPS.len() as f32;
    let cell = (step - 10.0).max(8.0);
    let heads = STEPS.map(|stage| words.phrase(Phrase::Named(stage.key())));
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let centres: Vec<f32> = (0..STEPS.len()).map(|n| left + n as f32 * step + cell / 2.0).collect();
    let labels = Labels::new(&heads, &centres, (0.0, spec.width));
    let top = labels.height() + 4.0;
    labels.over(&mut scene, top - 2.0, |_| None);
    let row_height = ((spec.height - top - EDGE) / of.rows.len().max(1) as f32).clamp(20.0, 28.0);
    for (row, found) in of.rows.iter().enumerate() {
        let area = Area::new(left, top + row as f32 * row_height, step, row_height);
        let title = title(found);
        let hit = CoverageHit::FunnelRow(row);
        let all = of.denominator(spec.sources, spec.denominator, found);
        let over = matches!(spec.hover, Some(CoverageHit::Funnel { row: at, .. } | CoverageHit::FunnelRow(at)) if at == row);
        if over {
            scene.fill(Area::new(EDGE / 2.0, area.y, spec.width - EDGE, row_height), Ink::Lane);
        }
        let alt = format!("{title}: {}", words.patients(found.any.patients as usize));
        let y = area.centre().y;
        target(&mut scene, Area::new(0.0, area.y, names, row_height), hit, alt.clone());
        name(&mut scene, names, y, names - EDGE, title, hit, alt);
        for (at, stage) in STEPS.into_iter().enumerate() {
            let place = Area::new(left + at as f32 * step, area.y + 2.5, cell, row_height - 5.0);
            let (patients, events) = found.at(stage);
            let named = found.names_only && stage >= Stage::Any;
            let of_all = Share { patients, events: events.filter(|_| !named), all, named };
            step_cell(&mut scene, place, &of_all, (row, at), &format!("{title}, {}", heads[at]), spec, words);
        }
    }
    grow(&mut scene, top + of.rows.len() as f32 * row_height + EDGE);
    let sources = words.count(of.rows.len());
    let title = words.phrase(Phrase::Title(Chart::Funnel));
    scene.description = format!("{title}: {sources} × {}", words.patients(of.population as usize));
    scene
}

/// Patients and their events at a step, and what their share is of.
struct Share {
    patients: u64,
    events: Option<u64>,
    all: u64,
    /// Whether they are those whom a source without dated records names.
    named: bool,
}

fn step_cell(
    scene: &mut Scene,
    place: Area,
    of: &Share,
    (row, step): (usize, usize),
    title: &str,
    spec: &FunnelSpec,
    words: &dyn CoverageWords,
) {
    let hit = CoverageHit::Funnel { row, step };
    let mut alt = format!("{title}: {}", words.of_patients(of.patients, of.all));
    if let Some(events) = of.events {
        alt.push_str(", ");
        alt.push_str(&words.events(events as usize));
    }
    if of.named {
        alt.push_str("; ");
        alt.push_str(&words.phrase(Phrase::Named(NAMES_ONLY)));
    }
    let ground = Shape::Rect { area: place, radius: 3.0, fill: Some(Ink::Shade(24)), stroke: None };
    scene.add_hit(ground, Hit::Coverage(hit), Some(alt.clone()));
    // A share may be of fewer than are counted, as of the smallest source.
    let full = share(of.patients as f64, of.all as f64);
    let long = full.min(1.0) as f32 * place.w;
    let ink = if spec.hover == Some(hit) { Ink::Shade(255) } else { Ink::Shade(190) };
    if long > 0.0 {
        let filled = Area::new(place.x, place.y, long.max(1.5), place.h);
        let shape =
            Shape::Rect { area: filled, radius: 3.0f32.min(long / 2.0), fill: Some(ink), stroke: None };
        scene.add_hit(shape, Hit::Coverage(hit), Some(alt));
    }
    let percent = words.percent(full, 0);
    let wide = |words: &str| text::wide(words, TextSize::Small.px(), Weight::Regular);
    if wide(&percent) + 8.0 <= place.w {
        let at = Pos::new(place.right() - 5.0, place.centre().y);
        scene.add_hit(
            Shape::Text(small(at, percent.as_str(), Ink::Text).anchored(Anchor::Right)),
            Hit::Coverage(hit),
            None,
        );
        let count = words.written(of.patients);
        if wide(&count) + wide(&percent) + 22.0 <= place.w {
            let at = Pos::new(place.x + 6.0, place.centre().y);
            scene.add_hit(Shape::Text(small(at, count, Ink::Text)), Hit::Coverage(hit), None);
        }
    }
}

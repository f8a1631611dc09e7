//! Tracks of measured values: a line through the values of one code in one unit, over their reference range.
//! A value is out of range by its own reference only; no limit is made up.

use crate::base::CodeId;

use super::super::primitives::{Anchor, Area, Hit, Ink, Pos, Scene, Shape, Stroke, Text, TextSize, Weight};
use super::super::text::{self, Taken};
use super::Sheet;

/// The values of one code in one unit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Track {
    code: CodeId,
    unit: Option<u16>,
    /// Events with a value, in order of time.
    events: Vec<usize>,
}

/// Whether a value is a measurement: it has a reference range, or its phase is the laboratory's. A stay's length in
/// days is a number too, but no line through it says anything.
fn is_measured(sheet: &Sheet, at: usize) -> bool {
    let events = sheet.store.events();
    let phase = &sheet.store.head().phases[usize::from(events.phase[at])];
    events.value.get(at).is_some_and(f64::is_finite)
        && (phase.id == "lab" || events.ref_low.get(at).is_some() || events.ref_high.get(at).is_some())
}

/// The codes with the most values, most first, at most as many as are wanted.
pub(super) fn choose(sheet: &Sheet, admitted: &[usize]) -> Vec<Track> {
    let events = sheet.store.events();
    if sheet.spec.tracks == 0 || events.value.is_empty() {
        return Vec::new();
    }
    let measured = admitted.iter().filter(|&&at| is_measured(sheet, at));
    let mut keyed: Vec<(u32, Option<u16>, usize)> =
        measured.map(|&at| (events.code[at], events.unit.get(at), at)).collect();
    keyed.sort_unstable();
    let runs = keyed.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
    let mut tracks: Vec<Track> = runs
        .map(|run| Track {
            code: CodeId(run[0].0),
            unit: run[0].1,
            events: run.iter().map(|(_, _, at)| *at).collect(),
        })
        .collect();
    tracks.sort_by_key(|track| (std::cmp::Reverse(track.events.len()), track.code, track.unit));
    tracks.truncate(sheet.spec.tracks);
    tracks
}

/// An event's value with its unit, in words.
pub(super) fn value_words(sheet: &Sheet, at: usize) -> Option<String> {
    let events = sheet.store.events();
    let value = sheet.words.number(events.value.get(at)?);
    let unit = events.unit.get(at).and_then(|unit| sheet.store.head().units.get(usize::from(unit)));
    Some(unit.map_or_else(|| value.clone(), |unit| format!("{value} {unit}")))
}

fn out_of_range(sheet: &Sheet, at: usize) -> bool {
    let events = sheet.store.events();
    let Some(value) = events.value.get(at) else { return false };
    events.ref_low.get(at).is_some_and(|low| value < low)
        || events.ref_high.get(at).is_some_and(|high| value > high)
}

/// The reference range of a track: that of its latest value with one.
fn band(sheet: &Sheet, track: &Track) -> (Option<f64>, Option<f64>) {
    let events = sheet.store.events();
    let of = |at: &usize| (events.ref_low.get(*at), events.ref_high.get(*at));
    track.events.iter().rev().map(of).find(|band| *band != (None, None)).unwrap_or_default()
}

/// Paints a track at a height.
pub(super) fn paint(sheet: &Sheet, scene: &mut Scene, track: &Track, y: f32, height: f32) {
    let area = Area::new(sheet.scale.left, y, sheet.scale.width, height);
    let (low, high) = band(sheet, track);
    name(sheet, scene, track, area, (low, high));
    let values = || track.events.iter().filter_map(|&at| sheet.store.events().value.get(at));
    let least = values().chain(low).fold(f64::INFINITY, f64::min);
    let most = values().chain(high).fold(f64::NEG_INFINITY, f64::max);
    let room = ((most - least) * 0.12).max(f64::EPSILON.max(most.abs() * 1e-6));
    let (least, most) = (least - room, most + room);
    let y_of = |value: f64| area.bottom() - ((value - least) / (most - least)) as f32 * area.h;
    scene.fill(area, Ink::Lane);
    if (low, high) != (None, None) {
        let top = high.map_or(area.y, y_of);
        let bottom = low.map_or(area.bottom(), y_of);
        scene.fill(Area::new(area.x, top, area.w, (bottom - top).max(1.0)), Ink::Band);
    }
    let starts = &sheet.store.events().start;
    let place = |at: &usize| {
        let time = starts[*at] - sheet.zero;
        let value = sheet.store.events().value.get(*at)?;
        let x = sheet.scale.x(time);
        (x >= area.x && x <= area.right()).then(|| (*at, Pos::new(x, y_of(value))))
    };
    let dots: Vec<(usize, Pos)> = track.events.iter().filter_map(place).collect();
    if dots.len() > 1 {
        let points = dots.iter().map(|(_, pos)| *pos).collect();
        scene.add(Shape::Polyline { points, stroke: Stroke::new(Ink::Track, 1.2) });
    }
    // Dots have their places before any label gets one; dots that touch share theirs.
    let mut taken = Taken::default();
    for (_, centre) in &dots {
        let _ = taken.take(centre.x - 3.0, centre.x + 3.0);
    }
    for (at, centre) in dots {
        dot(sheet, scene, at, centre, area, &mut taken);
    }
}

fn dot(sheet: &Sheet, scene: &mut Scene, at: usize, centre: Pos, area: Area, taken: &mut Taken) {
    let out = out_of_range(sheet, at);
    let ink = if out { Ink::Error } else { Ink::Track };
    let stroke = (sheet.spec.selected == Some(at)).then(|| Stroke::new(Ink::Selection, 2.0));
    let radius = if stroke.is_some() { 5.0 } else { 2.8 };
    let shape = Shape::Circle { centre, radius, fill: Some(ink), stroke };
    scene.add_hit(shape, Hit::Event(at), Some(sheet.event_words(at)));
    let Some(value) = sheet.store.events().value.get(at).filter(|_| out) else { return };
    let words = sheet.words.number(value);
    let wide = text::width(&words, TextSize::Small.px(), Weight::Regular);
    if centre.x + 6.0 + wide <= area.right() && taken.take(centre.x + 4.0, centre.x + 8.0 + wide) {
        let y = centre.y.clamp(area.y + 6.0, area.bottom() - 6.0);
        scene.text(Text::new(Pos::new(centre.x + 6.0, y), words, TextSize::Small, Ink::Error));
    }
}

fn name(sheet: &Sheet, scene: &mut Scene, track: &Track, area: Area, band: (Option<f64>, Option<f64>)) {
    let middle = area.y + area.h / 2.0;
    let at = |dy: f32| Pos::new(area.x - 12.0, middle + dy);
    let title = sheet.words.code(sheet.store.head().codes.get(track.code));
    let unit = track.unit.and_then(|unit| sheet.store.head().units.get(usize::from(unit)));
    let parts = [unit.cloned().unwrap_or_default(), sheet.words.band(band.0, band.1)];
    let below: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let below = below.join(", ");
    let hit = Hit::Track(track.code);
    let text = Text::new(at(-6.5), title.clone(), TextSize::Normal, Ink::Text).within(area.x - 20.0);
    scene.add_hit(Shape::Text(text.anchored(Anchor::Right)), hit, Some(format!("{title}, {below}")));
    let text = Text::new(at(8.0), below, TextSize::Small, Ink::TextMuted).within(area.x - 20.0);
    scene.add_hit(Shape::Text(text.anchored(Anchor::Right)), hit, None);
}

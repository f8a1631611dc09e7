//! One journey: a lane a source over its coverage, marks by phase, tracks of measured values, day 0 and death.
//! This file says what is wanted and where the parts go; the marks of a lane are arranged in `lane`.

mod findings;
mod gaps;
mod lane;
mod lanes;
mod lines;
#[cfg(test)]
mod test;
mod tracks;

use crate::base::{Clock, PatientId, SourceId, Span, Time, time::DAY};
use crate::compute::EventMask;
use crate::model::Outage;
use crate::store::Store;

use super::extent;
use super::primitives::{Anchor, Area, Hit, Ink, Pos, Scene, Shape, Text, TextSize};
use super::scale::{Axis, Scale};
use super::theme;
use super::words::Words;

pub use findings::{FindingMark, ink as severity_ink};
pub use gaps::{GapMark, why_ink};
use lane::Lane;
use tracks::Track;

/// Height of the title line, in pixels.
const TITLE: f32 = 30.0;
/// Height of the axis with its labels, in pixels.
const AXIS: f32 = 24.0;
/// Height of the line under the axis that names vertical lines, in pixels.
const NAMES: f32 = 16.0;
/// Height of a track, in pixels.
const TRACK: f32 = 40.0;

/// What of a journey is wanted.
#[derive(Clone, Copy, Debug)]
pub struct PatientSpec<'a> {
    /// Whose.
    pub patient: PatientId,
    /// Day 0, where the axis counts from one; without it the axis is the store's own clock.
    pub anchor: Option<Time>,
    /// The time in sight, on the axis: µs since day 0 where there is one.
    pub view: Span,
    /// Width of the picture, in logical pixels.
    pub width: f32,
    /// Height there is, in logical pixels; the picture may come out higher.
    pub height: f32,
    /// Sources without a lane.
    pub hidden: &'a [SourceId],
    /// The event to ring, by its row in the event columns.
    pub selected: Option<usize>,
    /// The stack that is open: its source, and its moment as the store has it.
    pub expanded: Option<(SourceId, Time)>,
    /// The most tracks of measured values.
    pub tracks: usize,
    /// Whether the picture has a title line of its own.
    pub title: bool,
    /// The events looked at.
    pub mask: &'a EventMask,
    /// Outages that a steward confirmed.
    pub outages: &'a [Outage],
    /// The patient's gaps to draw.
    pub gaps: &'a [GapMark],
}

/// Everything a part of the picture needs to draw itself.
pub(super) struct Sheet<'a> {
    pub store: &'a Store,
    pub spec: &'a PatientSpec<'a>,
    pub words: &'a dyn Words,
    pub scale: Scale,
    pub axis: Axis,
    /// Day 0 in the store's time, or 0.
    pub zero: i64,
    /// The palette places of phases.
    pub slots: Vec<u8>,
}

/// What the axis of a journey counts from.
pub fn axis(store: &Store, anchor: Option<Time>) -> Axis {
    if anchor.is_some() || store.head().clock == Clock::Relative { Axis::Days } else { Axis::Calendar }
}

/// So long a silence, in µs, before nearly all of a journey says that what came before it is a wrong date.
const CENTURY_GAP: i64 = 40 * 366 * DAY;

/// The time, on the axis, that holds all admitted events of a journey and the patient's death, with a little room. A
/// few events from another age do not squeeze the others together: they are reached by zooming out.
pub fn whole_view(store: &Store, patient: PatientId, anchor: Option<Time>, mask: &EventMask) -> Span {
    let admitted: Vec<usize> =
        store.events_of(patient).filter(|&at| mask.admits(store.events(), at)).collect();
    let few = admitted.len() / 10;
    let starts: Vec<i64> = admitted.iter().take(few + 1).map(|&at| extent::start(store, at)).collect();
    let aside = starts.windows(2).rposition(|pair| pair[1].saturating_sub(pair[0]) > CENTURY_GAP);
    let ends = admitted[aside.map_or(0, |last| last + 1)..].iter();
    let ends = ends.map(|&at| (extent::start(store, at), extent::end(store, at)));
    let death = lines::death(store, patient).map(|time| (time.0, time.0 + DAY));
    let whole = ends.chain(death).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    let (from, to) = whole.unwrap_or((0, DAY));
    let zero = anchor.map_or(0, |anchor| anchor.0);
    let room = (to.saturating_sub(from) / 40).max(3 * DAY);
    Span { from: Time(from - zero - room), to: Time(to.saturating_sub(zero).saturating_add(room)) }
}

/// The time axis of a picture of a width, in logical pixels.
pub fn scale(view: Span, width: f32) -> Scale {
    let gutter = (width * 0.16).clamp(112.0, 190.0);
    Scale::new(view, gutter, (width - gutter - 26.0).max(1.0))
}

/// The picture of a journey.
pub fn scene(store: &Store, spec: &PatientSpec, words: &dyn Words) -> Scene {
    scene_with(store, spec, &[], words)
}

/// The picture of a journey with what was found in it.
pub fn scene_with(store: &Store, spec: &PatientSpec, found: &[FindingMark], words: &dyn Words) -> Scene {
    let sheet = Sheet {
        store,
        spec,
        words,
        scale: scale(spec.view, spec.width),
        axis: axis(store, spec.anchor),
        zero: spec.anchor.map_or(0, |anchor| anchor.0),
        slots: theme::slots(&store.head().phases),
    };
    let admitted: Vec<usize> =
        store.events_of(spec.patient).filter(|&at| spec.mask.admits(store.events(), at)).collect();
    let lanes = sheet.lanes(&admitted);
    let tracks = tracks::choose(&sheet, &admitted);
    let mut scene = Scene::new(spec.width, spec.height);
    scene.fill(Area::new(0.0, 0.0, spec.width, spec.height), Ink::Background);
    let title = if spec.title { TITLE } else { 0.0 };
    // Over the axis, where it stays in sight however many lanes there are.
    let title = title + gaps::legend_height(&sheet);
    let top = title + AXIS + NAMES;
    let heights = heights(spec.height - top - 8.0, &lanes, &tracks);
    let bottom = top + heights.iter().map(|(height, gap)| height + gap).sum::<f32>();
    if spec.title {
        sheet.title(&mut scene);
    }
    gaps::legend(&sheet, &mut scene, title - gaps::legend_height(&sheet));
    lines::axis(&sheet, &mut scene, title + AXIS / 2.0, top, bottom);
    lines::day0(&sheet, &mut scene, title + AXIS, bottom);
    let places = findings::places(&lanes, &heights, top);
    let mut y = top;
    let mut said = lanes::Said { unknown: false, gaps: vec![false; spec.gaps.len()] };
    for (n, (height, gap)) in heights.into_iter().enumerate() {
        match lanes.get(n) {
            Some(lane) => lanes::paint(&sheet, &mut scene, lane, (y, height), &mut said),
            None => tracks::paint(&sheet, &mut scene, &tracks[n - lanes.len()], y, height),
        }
        y += height + gap;
    }
    lines::ends(&sheet, &mut scene, title + AXIS, bottom);
    findings::paint(&sheet, &mut scene, &places, found);
    scene.height = spec.height.max(bottom + 4.0);
    if let Some(Shape::Rect { area, .. }) = scene.items.first_mut().map(|item| &mut item.shape) {
        area.h = scene.height;
    }
    let name = store.head().keys.text(spec.patient.index());
    scene.description = words.journey(&name, admitted.len(), lanes.len());
    scene
}

/// Height of each lane and track, and the gap under it: as tall as the room allows, within what can be read.
fn heights(room: f32, lanes: &[Lane], tracks: &[Track]) -> Vec<(f32, f32)> {
    let extra: f32 = lanes.iter().map(|lane| lane.extra(42.0)).sum();
    let for_tracks = tracks.len() as f32 * (TRACK + 6.0);
    let pitch = (room - extra - for_tracks) / lanes.len().max(1) as f32;
    let height = (pitch * 0.8).clamp(24.0, 42.0);
    let gap = (pitch - height).clamp(4.0, 12.0);
    let of_lanes = lanes.iter().map(|lane| (height + lane.extra(height), gap));
    of_lanes.chain(tracks.iter().map(|_| (TRACK, 6.0))).collect()
}

impl Sheet<'_> {
    /// A lane for each source that is not hidden, in the descriptor's order.
    fn lanes(&self, admitted: &[usize]) -> Vec<Lane> {
        let sources = (0..self.store.head().sources.len() as u16).map(SourceId);
        let shown = sources.filter(|source| !self.spec.hidden.contains(source));
        shown
            .map(|source| {
                let of_source = |at: &&usize| u16::from(self.store.events().source[**at]) == source.0;
                let events: Vec<usize> = admitted.iter().filter(of_source).copied().collect();
                let expanded = self.spec.expanded.filter(|(of, _)| *of == source).map(|(_, at)| at);
                lane::arrange(self.store, source, &events, &self.scale, self.zero, expanded)
            })
            .collect()
    }

    fn title(&self, scene: &mut Scene) {
        let patient = self.spec.patient;
        let name = self.store.head().keys.text(patient.index());
        let text = Text::new(Pos::new(16.0, TITLE / 2.0), name, TextSize::Large, Ink::Text).semibold();
        scene.add_hit(Shape::Text(text), Hit::Patient(patient), None);
        if self.axis == Axis::Days {
            let at = Pos::new(self.scale.right(), TITLE / 2.0);
            let text = Text::new(at, self.words.days_from_day0(), TextSize::Small, Ink::TextMuted);
            scene.text(text.anchored(Anchor::Right));
        }
    }

    /// What an event is and when, in words.
    pub(super) fn event_words(&self, at: usize) -> String {
        let event = self.store.events().get(at);
        let head = self.store.head();
        let mut text = self.words.code(head.codes.get(event.code));
        let moment = |time: Time, precision| match self.axis {
            Axis::Days => self.words.since_day0(time.0 - self.zero),
            Axis::Calendar => self.words.moment(time, precision),
        };
        text.push_str(", ");
        text.push_str(&moment(event.start, event.start_precision));
        if let Some(end) = event.end {
            text.push_str(" – ");
            text.push_str(&moment(end, event.end_precision));
        }
        if let Some(value) = tracks::value_words(self, at) {
            text.push_str(", ");
            text.push_str(&value);
        }
        for flaw in crate::model::report::Flaw::ALL.into_iter().filter(|flaw| event.has(*flaw)) {
            text.push_str(", ");
            text.push_str(&self.words.flaw(flaw));
        }
        text
    }
}

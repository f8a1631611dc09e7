//! Findings over a journey: a bracket over the events that each is about, with a label where there is room.
//! What was found, and how bad it is, was judged elsewhere.

use crate::base::SourceId;
use crate::model::rule::Severity;

use super::super::primitives::{Anchor, Area, Hit, Ink, Scene, Shape, Text, TextSize, Weight};
use super::super::text::{self, Taken};
use super::Sheet;

/// Height of a label, in logical pixels.
const LABEL: f32 = 14.0;
/// How far a bracket's ends reach down, in logical pixels.
const FOOT: f32 = 5.0;

/// A finding, as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingMark {
    /// Its place among the findings.
    pub place: usize,
    /// Its events, by their rows in the store.
    pub events: Vec<usize>,
    /// How bad it is.
    pub severity: Severity,
    /// Whether something makes it plausible, or it cannot be judged: it is drawn quietly.
    pub quiet: bool,
    /// What its label says.
    pub label: String,
    /// What it says in full.
    pub words: String,
}

/// The colour of a severity.
pub fn ink(severity: Severity) -> Ink {
    match severity {
        Severity::Error => Ink::Error,
        Severity::Warning => Ink::Warning,
        Severity::Info => Ink::Accent,
    }
}

/// Where a lane is.
#[derive(Clone, Copy, Debug)]
pub(super) struct LaneAt {
    pub source: SourceId,
    pub top: f32,
}

/// Paints the findings over the lanes, the worst labelled first, so that theirs are there where room is short.
pub(super) fn paint(sheet: &Sheet, scene: &mut Scene, lanes: &[LaneAt], findings: &[FindingMark]) {
    let mut order: Vec<&FindingMark> = findings.iter().collect();
    order.sort_by_key(|mark| (mark.quiet, std::cmp::Reverse(mark.severity), mark.place));
    let mut taken: Vec<Taken> = lanes.iter().map(|_| Taken::default()).collect();
    for mark in order {
        let mut labelled = false;
        for (at, lane) in lanes.iter().enumerate() {
            labelled |= in_lane(sheet, scene, *lane, (mark, labelled), &mut taken[at]);
        }
    }
}

/// Paints the part of a finding that lies in a lane; true if its label stands there.
fn in_lane(
    sheet: &Sheet,
    scene: &mut Scene,
    lane: LaneAt,
    (mark, labelled): (&FindingMark, bool),
    taken: &mut Taken,
) -> bool {
    let events = sheet.store.events();
    let of_lane = mark.events.iter().filter(|&&at| u16::from(events.source[at]) == lane.source.0);
    let places = of_lane.map(|&at| sheet.scale.x(events.start[at] - sheet.zero));
    let (left, right) = (sheet.scale.left, sheet.scale.right());
    let xs: Vec<f32> = places.filter(|x| (left..=right).contains(x)).collect();
    let Some(first) = xs.iter().copied().reduce(f32::min) else { return false };
    let last = xs.iter().copied().fold(first, f32::max);
    let ink = if mark.quiet { Ink::TextMuted } else { ink(mark.severity) };
    let (hit, y) = (Hit::Finding(mark.place), lane.top - 1.0);
    let alt = || Some(mark.words.clone());
    let bar = Area::new(first - 1.0, y - 1.0, (last - first + 2.0).max(2.0), 2.0);
    scene.add_hit(Shape::Rect { area: bar, radius: 0.0, fill: Some(ink), stroke: None }, hit, alt());
    for x in xs {
        let foot = Area::new(x - 1.0, y, 2.0, FOOT);
        scene.add_hit(Shape::Rect { area: foot, radius: 0.0, fill: Some(ink), stroke: None }, hit, alt());
    }
    let wide = text::wide(&mark.label, TextSize::Small.px(), Weight::SemiBold) + 12.0;
    let middle =
        f32::midpoint(first, last).clamp(left + wide / 2.0, (right - wide / 2.0).max(left + wide / 2.0));
    if labelled || !taken.take(middle - wide / 2.0 - 2.0, middle + wide / 2.0 + 2.0) {
        return false;
    }
    let area = Area::new(middle - wide / 2.0, y - LABEL + 1.0, wide, LABEL);
    scene.add_hit(Shape::Rect { area, radius: LABEL / 2.0, fill: Some(ink), stroke: None }, hit, alt());
    let label = Text::new(area.centre(), mark.label.as_str(), TextSize::Small, Ink::Background);
    scene.add_hit(Shape::Text(label.semibold().anchored(Anchor::Centre)), hit, alt());
    true
}

/// The places of the lanes on the sheet, from their heights.
pub(super) fn places(lanes: &[super::Lane], heights: &[(f32, f32)], top: f32) -> Vec<LaneAt> {
    let mut y = top;
    let mut places = Vec::with_capacity(lanes.len());
    for (lane, (height, gap)) in lanes.iter().zip(heights) {
        places.push(LaneAt { source: lane.source, top: y });
        y += height + gap;
    }
    places
}

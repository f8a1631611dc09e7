//! Gaps over a journey: a stretch at the foot of the lanes where something could have been seen, a label in one of
//! them, and a legend of the explanations that are there. What is missing, and why, was found elsewhere.

use crate::base::{SourceId, Span, Time};
use crate::compute::Watch;
use crate::model::{Evidence, Explanation, Gap, GapKind};

use super::super::primitives::{Anchor, Area, Hit, Ink, Pos, Scene, Shape, Stroke, Text, TextSize, Weight};
use super::super::text;
use super::Sheet;
use super::lane::Lane;

/// Height of the stretch at the foot of a lane that marks a gap, in pixels.
const GAP: f32 = 5.0;
/// Height of a label, in pixels.
const LABEL: f32 = 16.0;
/// Height of the legend, in pixels.
pub(super) const LEGEND: f32 = 24.0;

/// A gap, as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct GapMark {
    /// Its place among the gaps that were found.
    pub place: usize,
    /// The gap.
    pub gap: Gap,
    /// Whether it is the one that is picked.
    pub picked: bool,
    /// What its label says; nothing for one that a label would say too little of.
    pub label: String,
    /// What it says in full, with its evidence.
    pub words: String,
}

/// The colour of an explanation.
pub fn why_ink(why: Explanation) -> Ink {
    match why {
        Explanation::Clinical => Ink::Warning,
        Explanation::Coverage => Ink::TextMuted,
        Explanation::Route => Ink::Accent,
        Explanation::Precision => Ink::Category(3),
        Explanation::Outage => Ink::Error,
        Explanation::CannotTell => Ink::Category(4),
    }
}

/// The pattern of an explanation: what nobody watched is hatched, what nobody knows dotted, all else plain.
fn pattern(why: Explanation, area: Area) -> Shape {
    let ink = why_ink(why);
    match why {
        Explanation::Coverage => Shape::Hatch { area, ink },
        Explanation::CannotTell => Shape::Dots { area, ink },
        _ => Shape::Rect { area, radius: 0.0, fill: Some(ink), stroke: None },
    }
}

/// The lanes that a gap belongs in, one bit each: its own source's, for a refill that of the last one, else those of
/// all who watched, could have, or should have.
fn lanes_of(sheet: &Sheet, gap: &Gap) -> u64 {
    let sources = &sheet.store.events().source;
    let before = gap.evidence.iter().find_map(|evidence| match evidence {
        Evidence::Before(at) => sources.get(*at as usize).map(|source| 1u64 << source),
        _ => None,
    });
    if let Some(source) = gap.source {
        return 1 << source.index();
    }
    if let (GapKind::Dispensing, Some(before)) = (gap.kind, before) {
        return before;
    }
    let concerned = gap.evidence.iter().fold(gap.watched | gap.unknown, |all, evidence| match evidence {
        Evidence::NotCovered(source, _) | Evidence::OutOfOrder(source, _) => all | 1 << source.index(),
        _ => all,
    });
    if concerned == 0 { before.unwrap_or(0) } else { concerned }
}

/// Marks outages at the head of a lane and gaps at its foot.
pub(super) fn paint(sheet: &Sheet, scene: &mut Scene, lane: &Lane, area: Area) {
    let bit = 1u64 << lane.source.index();
    let (view, zero) = (sheet.scale.view, sheet.zero);
    let within =
        Span { from: Time(view.from.0.saturating_add(zero)), to: Time(view.to.0.saturating_add(zero)) };
    let watch = Watch::new(sheet.store, sheet.spec.outages);
    for span in watch.of(sheet.spec.patient).out_of_order(lane.source, within) {
        let part = stretch(sheet, span, area.y);
        let shape = Shape::Rect { area: part, radius: 0.0, fill: Some(Ink::Error), stroke: None };
        scene.add_hit(shape, Hit::Source(lane.source), Some(sheet.words.outage()));
    }
    let gaps = sheet.spec.gaps.iter();
    for mark in gaps.filter(|mark| lanes_of(sheet, &mark.gap) & bit != 0) {
        let part = stretch(sheet, mark.gap.span, area.bottom() - GAP);
        if part.w < 0.5 {
            continue;
        }
        let hit = Hit::Gap(mark.place);
        // A clean ground, so that patterns of coverage under it are not taken for the gap's.
        scene.fill(part, Ink::Lane);
        scene.add_hit(pattern(mark.gap.explanation, part), hit, Some(mark.words.clone()));
        if mark.picked {
            let ring = Area::new(part.x - 1.5, part.y - 1.5, part.w + 3.0, part.h + 3.0);
            let stroke = Some(Stroke::new(Ink::Selection, 1.8));
            scene.add(Shape::Rect { area: ring, radius: 2.0, fill: None, stroke });
        }
    }
}

/// Names gaps in a lane where there is room, once all else is written there; `labelled` says which have a name already.
pub(super) fn labels(sheet: &Sheet, scene: &mut Scene, lane: &Lane, area: Area, labelled: &mut [bool]) {
    let bit = 1u64 << lane.source.index();
    for (mark, done) in sheet.spec.gaps.iter().zip(labelled) {
        if !*done && lanes_of(sheet, &mark.gap) & bit != 0 {
            *done = label(sheet, scene, lane, area, mark);
        }
    }
}

/// The stretch of a span at a height of the picture, cut off at the view.
fn stretch(sheet: &Sheet, span: Span, y: f32) -> Area {
    let left = sheet.scale.x_within(span.from.0.saturating_sub(sheet.zero), 0.0);
    let right = sheet.scale.x_within(span.to.0.saturating_sub(sheet.zero), 0.0);
    Area::new(left, y, right - left, GAP)
}

/// Writes the label in the middle of the gap, over the stretch, if nothing of the lane lies there; true if it did.
fn label(sheet: &Sheet, scene: &mut Scene, lane: &Lane, area: Area, mark: &GapMark) -> bool {
    let part = stretch(sheet, mark.gap.span, area.y);
    let wide = text::wide(&mark.label, TextSize::Small.px(), Weight::Regular) + 10.0;
    // Marks and their labels at the foot of high lanes reach a little further than the marks themselves.
    let free = |left: f32| !lane.marks.iter().any(|of| of.left < left + wide + 2.0 && of.right + 2.0 > left);
    if mark.label.is_empty() || part.w < wide {
        return false;
    }
    let middle = part.x + (part.w - wide) / 2.0;
    let places = [middle, part.x + 2.0, part.right() - wide - 2.0];
    let place = |left| Area::new(left, area.y + ((area.h - LABEL) / 2.0 - 3.0).max(1.0), wide, LABEL);
    let place =
        places.into_iter().filter(|left| free(*left)).map(place).find(|place| !written(scene, *place));
    let Some(place) = place else { return false };
    let ink = why_ink(mark.gap.explanation);
    let shape = Shape::Rect {
        area: place,
        radius: 4.0,
        fill: Some(Ink::Background),
        stroke: Some(Stroke::new(ink, 1.0)),
    };
    let hit = Hit::Gap(mark.place);
    scene.add_hit(shape, hit, Some(mark.words.clone()));
    let text = Text::new(place.centre(), mark.label.as_str(), TextSize::Small, Ink::Text);
    scene.add_hit(Shape::Text(text.anchored(Anchor::Centre)), hit, Some(mark.words.clone()));
    true
}

/// Whether a text stands in an area already.
fn written(scene: &Scene, area: Area) -> bool {
    let over = |text: Area| {
        text.x < area.right() && text.right() > area.x && text.y < area.bottom() && text.bottom() > area.y
    };
    scene.items.iter().any(|item| matches!(item.shape, Shape::Text(_)) && over(item.shape.bounds()))
}

/// The explanations of the gaps in sight, and outages where there are any.
fn explained(sheet: &Sheet) -> Vec<(Explanation, usize)> {
    let view = sheet.scale.view;
    let in_sight = |span: Span| {
        span.from.0.saturating_sub(sheet.zero) < view.to.0
            && span.to.0.saturating_sub(sheet.zero) > view.from.0
    };
    let shown = |gap: &Gap| {
        let lanes = lanes_of(sheet, gap);
        let hidden = sheet.spec.hidden.iter().fold(0u64, |bits, source| bits | 1 << source.index());
        in_sight(gap.span) && lanes & !hidden != 0
    };
    let count =
        |why| sheet.spec.gaps.iter().filter(|mark| mark.gap.explanation == why && shown(&mark.gap)).count();
    let sources = (0..sheet.store.head().sources.len() as u16).map(SourceId);
    let within = Span {
        from: Time(view.from.0.saturating_add(sheet.zero)),
        to: Time(view.to.0.saturating_add(sheet.zero)),
    };
    let watch = Watch::new(sheet.store, sheet.spec.outages);
    let watched = watch.of(sheet.spec.patient);
    let out = sources
        .filter(|source| !sheet.spec.hidden.contains(source))
        .any(|source| !watched.out_of_order(source, within).is_empty());
    let all = Explanation::ALL.into_iter().map(|why| (why, count(why)));
    all.filter(|(why, count)| *count > 0 || (out && *why == Explanation::Outage)).collect()
}

/// Height that the legend takes: nothing without gaps and outages.
pub(super) fn legend_height(sheet: &Sheet) -> f32 {
    if explained(sheet).is_empty() { 0.0 } else { LEGEND }
}

/// What the patterns mean that are on the picture, with how many gaps each explains.
pub(super) fn legend(sheet: &Sheet, scene: &mut Scene, top: f32) {
    let entries = explained(sheet);
    if entries.is_empty() {
        return;
    }
    let (size, y) = (TextSize::Small, top + LEGEND / 2.0);
    let title = sheet.words.gaps();
    let at = Pos::new(sheet.scale.left - 12.0, y);
    scene.text(
        Text::new(at, title, size, Ink::TextMuted).anchored(Anchor::Right).within(sheet.scale.left - 20.0),
    );
    let mut x = sheet.scale.left;
    for (why, count) in entries {
        let name = match count {
            0 => sheet.words.why(why),
            n => format!("{} {}", sheet.words.why(why), sheet.words.count(n)),
        };
        let wide = text::wide(&name, size.px(), Weight::Regular);
        if x + 24.0 + wide > sheet.scale.right() + 20.0 {
            return;
        }
        scene.add(pattern(why, Area::new(x, y - GAP / 2.0, 18.0, GAP)));
        scene.text(Text::new(Pos::new(x + 24.0, y), name, size, Ink::TextMuted));
        x += 24.0 + wide + 18.0;
    }
}

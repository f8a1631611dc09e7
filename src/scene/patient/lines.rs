//! The axis and the upright lines of a journey: day 0, death, the end of the data.
//! Their names never overlap; one that has no room is left out, and its line still says it when pointed at.

use crate::base::{PatientId, Time, time::DAY};
use crate::store::Store;

use super::super::primitives::{Anchor, Hit, Ink, Pos, Scene, Shape, Stroke, Text, TextSize, Weight};
use super::super::scale::Axis;
use super::super::text::{self, Taken};
use super::super::ticks;
use super::{NAMES, Sheet};

/// The day a patient died, from the attribute of that name.
pub(super) fn death(store: &Store, patient: PatientId) -> Option<Time> {
    store.attribute_by_id("death")?.date(patient).map(|(time, _)| time)
}

/// Ticks with labels at `y`, and grid lines from `top` to `bottom`.
pub(super) fn axis(sheet: &Sheet, scene: &mut Scene, y: f32, top: f32, bottom: f32) {
    for tick in ticks::ticks(&sheet.scale, sheet.axis, sheet.words, 22.0) {
        scene.line(Pos::new(tick.x, top - NAMES), Pos::new(tick.x, bottom), Ink::Grid, 1.0);
        let ink = if tick.major { Ink::Text } else { Ink::TextMuted };
        let label = Text::new(Pos::new(tick.x, y), tick.label, TextSize::Small, ink);
        let label = label.anchored(Anchor::Centre);
        scene.text(if tick.major { label.semibold() } else { label });
    }
}

fn upright(scene: &mut Scene, x: f32, top: f32, bottom: f32, stroke: Stroke, hit: Hit, alt: String) {
    let shape = Shape::Line { from: Pos::new(x, top), to: Pos::new(x, bottom), stroke };
    scene.add_hit(shape, hit, Some(alt));
}

/// The line of day 0, behind the lanes.
pub(super) fn day0(sheet: &Sheet, scene: &mut Scene, top: f32, bottom: f32) {
    if sheet.axis == Axis::Days && sheet.scale.view.contains(Time(0)) {
        let words = sheet.words.since_day0(0);
        upright(scene, sheet.scale.x(0), top - 4.0, bottom, Stroke::new(Ink::Day0, 1.5), Hit::Day0, words);
    }
}

/// The lines of death and of the end of the data, over the lanes, with their names.
pub(super) fn ends(sheet: &Sheet, scene: &mut Scene, top: f32, bottom: f32) {
    let died = death(sheet.store, sheet.spec.patient).map(|time| time.0);
    let end = sheet.store.head().as_of.map(|as_of| as_of.0.saturating_add(DAY));
    let lines = [
        (died, Ink::Death, 1.8, Hit::Death, sheet.words.died(), Ink::Text),
        (end, Ink::Axis, 1.0, Hit::AsOf, sheet.words.end_of_data(), Ink::TextMuted),
    ];
    let mut taken = Taken::default();
    for (time, ink, width, hit, words, text_ink) in lines {
        let Some(time) = time.map(|time| time - sheet.zero) else { continue };
        if !sheet.scale.view.contains(Time(time)) {
            continue;
        }
        let x = sheet.scale.x(time);
        upright(scene, x, top, bottom, Stroke::new(ink, width), hit, words.clone());
        let weight = if hit == Hit::Death { Weight::SemiBold } else { Weight::Regular };
        let wide = text::width(&words, TextSize::Small.px(), weight);
        let after = x + 5.0 + wide <= sheet.scale.right() + 22.0;
        let (from, anchor) = if after { (x + 5.0, Anchor::Left) } else { (x - 5.0 - wide, Anchor::Right) };
        if taken.take(from - 4.0, from + wide + 4.0) {
            let at = Pos::new(if after { from } else { from + wide }, top + NAMES / 2.0);
            let label = Text::new(at, words, TextSize::Small, text_ink).anchored(anchor);
            scene.text(if weight == Weight::SemiBold { label.semibold() } else { label });
        }
    }
}

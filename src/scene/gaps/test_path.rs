//! Pictures of care paths and rates: every patient is in a mark, and nothing lies over another text. A small one is held
//! as text, so that a change of it is seen.

use proptest::prelude::*;

use super::super::fixture::{outline, overlapping_texts};
use super::super::primitives::{Hit, Scene, Shape};
use super::super::words::English;
use super::*;
use crate::base::{Precision, Span, Time};
use crate::compute::gaps::outcomes::Outcome;
use crate::compute::rates::Rate;

impl PathWords for English {
    fn outcome(&self, outcome: Outcome) -> String {
        format!("{outcome:?}")
    }
    fn begins(&self) -> String {
        "beginning".into()
    }
    fn eligible(&self, n: u64) -> String {
        format!("{n} eligible")
    }
    fn share(&self, share: f64) -> String {
        format!("{:.0} %", share * 100.0)
    }
    fn step(&self, title: &str, due: &str, after: &str) -> String {
        format!("{title}, {due}, {after}")
    }
    fn fared(&self, step: &str, outcome: &str, n: u64, of: u64) -> String {
        format!("{step}: {outcome} {n} of {of}")
    }
    fn path(&self, begin: &str, steps: usize, eligible: Option<u64>) -> String {
        format!("{begin}, {steps} steps, {eligible:?}")
    }
}

impl RateWords for English {
    fn in_bin(&self, span: Span, n: u64) -> String {
        format!("{:?}: {n}", span.from.date())
    }
    fn usual(&self, n: f64) -> String {
        format!("usual {n}")
    }
    fn rate(&self, n: u64, _: Span) -> String {
        format!("{n} events")
    }
    fn no_rate(&self) -> String {
        "nothing".into()
    }
}

fn step(title: &str, counts: [u64; 10]) -> PathStep {
    PathStep {
        title: title.into(),
        due: "0–42 d".into(),
        after: "after diagnosis".into(),
        counts: Some(counts),
    }
}

fn drawn(scene: &Scene) -> Vec<(usize, Outcome)> {
    let mut all: Vec<(usize, Outcome)> = scene
        .items
        .iter()
        .filter_map(|item| match (item.hit, &item.alt) {
            (Some(Hit::CarePath(PathHit::Outcome(step, outcome))), Some(_)) => Some((step, outcome)),
            _ => None,
        })
        .collect();
    all.sort_unstable();
    all
}

proptest! {
    #[test]
    fn everybody_is_in_a_mark_and_texts_stand_apart(
        counts in prop::collection::vec(prop::array::uniform10(0u64..5000), 0..9), width in 300.0f32..1600.0, height in 150.0f32..400.0,
    ) {
        let steps: Vec<PathStep> = counts.iter().map(|counts| step("A step with a long name", *counts)).collect();
        let spec = PathSpec { width, height, begin: "Diagnosis", eligible: Some(12), steps: &steps, picked: Some(0) };
        let scene = path::scene(&spec, &English);
        let mut expect = Vec::new();
        for (at, counts) in counts.iter().enumerate() {
            expect.extend(Outcome::ALL.into_iter().filter(|o| counts[o.place()] > 0).map(|o| (at, o)));
        }
        expect.sort_unstable();
        prop_assert_eq!(drawn(&scene), expect);
        prop_assert_eq!(overlapping_texts(&scene), vec![]);
    }

    #[test]
    fn every_bar_of_a_rate_can_be_pointed_at(counts in prop::collection::vec(0u64..900, 0..60), from in 0usize..60, width in 200.0f32..900.0) {
        let month = |at: usize| Time::from_date(2015 + at as i64 / 12, at as u32 % 12 + 1, 1).span(Precision::Month);
        let rate = Rate { bins: counts.iter().enumerate().map(|(at, n)| (month(at), *n)).collect() };
        let out = [month(from)];
        let spec = RateSpec { width, height: 120.0, rate: &rate, shaded: month(from), usual: Some(40.0), outages: &out };
        let scene = rate::scene(&spec, &English);
        for (span, _) in &rate.bins {
            prop_assert!(scene.items.iter().any(|item| item.hit == Some(Hit::Bin(*span)) && item.alt.is_some()));
        }
        prop_assert_eq!(overlapping_texts(&scene), vec![]);
        for item in &scene.items {
            if let Shape::Rect { area, .. } = &item.shape {
                prop_assert!(area.right() <= width + 0.5 && area.bottom() <= 120.5, "{:?}", item);
            }
        }
    }
}

#[test]
fn a_small_care_path() {
    let steps = [
        step("Treatment", [60, 10, 5, 15, 0, 0, 0, 4, 6, 0]),
        step("Aftercare", [30, 0, 0, 0, 0, 0, 0, 20, 10, 40]),
    ];
    let spec = PathSpec {
        width: 480.0,
        height: 240.0,
        begin: "Diagnosis",
        eligible: Some(100),
        steps: &steps,
        picked: Some(1),
    };
    insta::assert_snapshot!(outline(&path::scene(&spec, &English)));
}

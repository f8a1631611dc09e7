//! Pictures of gaps: parts are as wide as they should be, places are their values, no text lies over another, all is
//! within, every mark has words.

use proptest::prelude::*;

use super::super::fixture::{outline, well_laid};
use super::super::primitives::{Area, Hit, Scene, Shape};
use super::super::words::{English, Words as _};
use super::bars::{Bar, BarsSpec, Of};
use super::flagged::{FlaggedSpec, Line};
use super::steps::{FATES, StepBar, StepsSpec};
use super::supply::{ModelBar, SupplySpec};
use super::waiting::WaitingSpec;
use super::*;
use crate::base::PhaseId;
use crate::compute::gaps::path::StepCount;
use crate::compute::gaps::times::Transition;

fn check(scene: &Scene) -> Result<(), TestCaseError> {
    well_laid(scene, |shape| !matches!(shape, Shape::Text(_)))
}

fn marks(scene: &Scene) -> Vec<(GapsHit, Area)> {
    let mark = |item: &super::super::Item| match (&item.shape, item.hit) {
        (Shape::Rect { area, .. }, Some(Hit::Gaps(hit))) => Some((hit, *area)),
        _ => None,
    };
    scene.items.iter().filter_map(mark).collect()
}

fn count() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0u64), 1u64..9, 0u64..90_000]
}

fn kinds(rows: &[[u64; 6]]) -> Vec<Bar> {
    let bar = |(kind, counts): (GapKind, &[u64; 6])| Bar {
        of: Of::Kind(kind),
        title: kind.name().to_owned(),
        counts: *counts,
        not_said: 0,
        patients: counts.map(|n| n.div_ceil(2) as usize),
    };
    GapKind::ALL.into_iter().zip(rows).map(bar).collect()
}

fn transition(came: Vec<u32>, censored: Vec<u32>) -> Transition {
    Transition { from: PhaseId(0), to: PhaseId(1), came, censored }
}

proptest! {
    #[test]
    fn a_bar_is_cut_by_its_explanations(
        rows in prop::collection::vec(prop::array::uniform6(count()), 1..5),
        width in 320.0f32..1400.0,
    ) {
        let bars = kinds(&rows);
        let scene = bars::scene(&BarsSpec { width, chart: Chart::Kinds, bars: &bars, hover: None }, &English);
        check(&scene)?;
        for (kind, counts) in GapKind::ALL.into_iter().zip(&rows) {
            let parts: Vec<(Explanation, Area)> = marks(&scene).into_iter().filter_map(|(hit, area)| match hit {
                GapsHit::Cell(of, why) if of == kind => Some((why, area)),
                _ => None,
            }).collect();
            let given: Vec<Explanation> =
                Explanation::ALL.into_iter().filter(|why| counts[*why as usize] > 0).collect();
            prop_assert_eq!(parts.iter().map(|(why, _)| *why).collect::<Vec<_>>(), given, "each once, in order");
            for ((a, first), (b, second)) in parts.iter().zip(parts.iter().skip(1)) {
                prop_assert!((first.right() - second.x).abs() < 0.5, "they touch");
                let (more, less) = (counts[*a as usize], counts[*b as usize]);
                prop_assert!(more < less || first.w >= second.w - 0.5, "the more, the wider");
            }
            prop_assert!(parts.iter().all(|(_, area)| area.w >= 2.9), "what there is is seen");
        }
    }

    #[test]
    fn a_source_shows_what_nobody_said(
        rows in prop::collection::vec((prop::array::uniform6(count()), count()), 1..6),
        width in 320.0f32..1000.0,
    ) {
        let bar = |(at, (counts, not_said)): (usize, &([u64; 6], u64))| Bar {
            of: Of::Source(at),
            title: format!("A source with a rather long title {at}"),
            counts: *counts,
            not_said: *not_said,
            patients: [0; 6],
        };
        let bars: Vec<Bar> = rows.iter().enumerate().map(bar).collect();
        let scene = bars::scene(&BarsSpec { width, chart: Chart::Sources, bars: &bars, hover: None }, &English);
        check(&scene)?;
        for (at, (_, not_said)) in rows.iter().enumerate() {
            let there = marks(&scene).iter().any(|(hit, _)| *hit == GapsHit::NotSaid(at));
            prop_assert_eq!(there, *not_said > 0);
        }
    }

    /// A mark of the density stands for as many as came on its days, all of them together for those in sight; and a place
    /// of the picture is the day that is drawn there.
    #[test]
    fn times_between_phases_are_all_there(
        days in prop::collection::vec((0u32..900, 0u32..60, 0u32..60), 1..60),
        width in 300.0f32..1000.0, height in 220.0f32..500.0, threshold in prop::option::of(0u32..1200),
    ) {
        let last = days.iter().map(|(day, _, _)| *day).max().unwrap_or(0) as usize;
        let (mut came, mut censored) = (vec![0; last + 1], vec![0; last + 1]);
        for (day, some, others) in days {
            came[day as usize] += some;
            censored[day as usize] += others;
        }
        came[last] += 1;
        let times = transition(came.clone(), censored);
        let spec = WaitingSpec { width, height, from: "diagnosis", to: "treatment", times: &times, threshold, stood: threshold };
        let scene = waiting::scene(&spec, &English);
        check(&scene)?;
        let bins: Vec<(u32, u32)> = marks(&scene).into_iter().filter_map(|(hit, _)| match hit {
            GapsHit::Came(from, to) => Some((from, to)),
            _ => None,
        }).collect();
        prop_assert!(bins.windows(2).all(|pair| pair[0].1 == pair[1].0), "no day is left out");
        let all: u32 = came.iter().sum();
        let upto = bins.last().map_or(0, |(_, to)| *to as usize);
        let seen: u32 = came.iter().take(upto).sum();
        prop_assert!(u64::from(seen) * 100 >= u64::from(all) * 99 , "{} of {}", seen, all);
        for (hit, area) in marks(&scene) {
            if let GapsHit::Beyond(day) = hit {
                prop_assert!(waiting::day_at(&spec, area.x).abs_diff(day) <= 1);
            }
        }
    }

    #[test]
    fn a_place_on_a_curve_is_its_days(
        longest in prop::collection::vec(prop::collection::vec(1u32..800, 0..80), 4),
        width in 300.0f32..900.0, last in 30u32..1200, value in 0u32..400, chosen in 0usize..4,
    ) {
        let longest: Vec<Vec<u32>> = longest.into_iter().map(|mut days| {
            days.sort_unstable_by_key(|days| std::cmp::Reverse(*days));
            days
        }).collect();
        let lines: Vec<Line> = SupplyModel::ALL
            .into_iter()
            .zip(&longest)
            .map(|(model, longest)| Line { model: Some(model), longest })
            .collect();
        let spec = FlaggedSpec {
            width, height: 160.0, chart: Chart::Grace, lines: &lines, chosen, last, default: 60, value: value.min(last),
        };
        let scene = flagged::scene(&spec, &English);
        check(&scene)?;
        for (hit, area) in marks(&scene) {
            if let GapsHit::Limit(days) = hit {
                prop_assert!(flagged::days_at(&spec, area.x).abs_diff(days) <= 1);
            }
        }
        let flagged = longest[chosen].iter().filter(|days| **days > spec.value).count();
        prop_assert!(scene.description.ends_with(&English.patients(flagged)), "{}", scene.description);
    }

    #[test]
    fn models_and_steps_fit_their_pictures(
        flagged in prop::array::uniform4(0usize..900_000), width in 380.0f32..1000.0,
        counts in prop::collection::vec((count(), prop::array::uniform6(count()), count(), count()), 0..8),
    ) {
        let model = |(model, flagged)| ModelBar { model, flagged, pdc: 0.834, low: 0.21, mpr: 1.02, high: 0.07 };
        let models: Vec<ModelBar> = SupplyModel::ALL.into_iter().zip(flagged).map(model).collect();
        let spec = SupplySpec { width, models: &models, chosen: SupplyModel::Stockpile, hover: None };
        check(&supply::scene(&spec, &English))?;
        let step = |(at, (taken, missing, not_due, skipped)): (usize, (u64, [u64; 6], u64, u64))| StepBar {
            title: format!("Visit at {at} months"),
            step: (0, at as u16),
            count: StepCount { taken, missing, not_due, skipped },
        };
        let steps: Vec<StepBar> = counts.into_iter().enumerate().map(step).collect();
        let scene = steps::scene(&StepsSpec { width, steps: &steps, hover: None }, &English);
        check(&scene)?;
        for step in &steps {
            for fate in FATES {
                let hit = GapsHit::Fate(step.step.0, step.step.1, fate);
                let there = marks(&scene).iter().any(|(other, _)| *other == hit);
                prop_assert_eq!(there, step.count.of(fate) > 0);
            }
        }
    }
}

#[test]
fn the_pictures_as_text() {
    let bars = kinds(&[[120, 30, 0, 4, 0, 60], [12, 3, 40, 9, 2, 20]]);
    let (mut came, mut censored) = (vec![0; 120], vec![0; 120]);
    (came[0], came[14], came[28], came[29], came[90], censored[60], censored[119]) =
        (4, 30, 20, 10, 6, 9, 21);
    let times = transition(came, censored);
    let waiting = WaitingSpec {
        width: 420.0,
        height: 260.0,
        from: "Diagnosis",
        to: "Treatment",
        times: &times,
        threshold: Some(45),
        stood: Some(45),
    };
    let longest = [vec![200, 90, 61, 30, 4], vec![90, 61, 8], vec![61], vec![300, 200, 90, 61, 30, 4]];
    let lines: Vec<Line> = SupplyModel::ALL
        .into_iter()
        .zip(&longest)
        .map(|(model, longest)| Line { model: Some(model), longest })
        .collect();
    let grace = FlaggedSpec {
        width: 520.0,
        height: 140.0,
        chart: Chart::Grace,
        lines: &lines,
        chosen: 1,
        last: 180,
        default: 60,
        value: 75,
    };
    let models: Vec<ModelBar> = SupplyModel::ALL
        .into_iter()
        .map(|model| ModelBar { model, flagged: 12, pdc: 0.8, low: 0.25, mpr: 1.05, high: 0.1 })
        .collect();
    let supply = SupplySpec { width: 520.0, models: &models, chosen: SupplyModel::Plain, hover: None };
    let count = StepCount { taken: 80, missing: [7, 5, 0, 1, 0, 3], not_due: 20, skipped: 0 };
    let steps = [StepBar { title: "3 months".into(), step: (0, 0), count }];
    let all = [
        outline(&bars::scene(
            &BarsSpec { width: 520.0, chart: Chart::Kinds, bars: &bars, hover: None },
            &English,
        )),
        outline(&waiting::scene(&waiting, &English)),
        outline(&flagged::scene(&grace, &English)),
        outline(&supply::scene(&supply, &English)),
        outline(&steps::scene(&StepsSpec { width: 480.0, steps: &steps, hover: None }, &English)),
    ];
    insta::assert_snapshot!(all.join("\n\n"));
}

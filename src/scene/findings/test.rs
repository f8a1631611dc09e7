//! Pictures of findings: lengths say what they should, no text lies over another, all is within, every mark has words.

use proptest::prelude::*;

use super::super::fixture::{outline, well_laid};
use super::super::primitives::{Area, Hit, Scene, Shape};
use super::super::words::English;
use super::curve::CurveSpec;
use super::intervals::IntervalsSpec;
use super::labs::{LabPoint, LabTrack, LabsSpec};
use super::tallies::{TalliesSpec, Tally};
use super::*;
use crate::model::rule::Unit;

fn check(scene: &Scene) -> Result<(), TestCaseError> {
    well_laid(scene, |shape| !matches!(shape, Shape::Text(_)))
}

fn tallies(verdicts: Vec<[u64; 5]>) -> Vec<Tally> {
    let of = |(at, verdicts)| Tally { id: format!("C{at:02}"), title: "Cycles too close".into(), verdicts };
    verdicts.into_iter().enumerate().map(of).collect()
}

fn alts(scene: &Scene, wanted: impl Fn(FindingsHit) -> bool) -> Vec<&str> {
    let hits = scene.items.iter().filter(|item| matches!(item.hit, Some(Hit::Findings(hit)) if wanted(hit)));
    hits.filter_map(|item| item.alt.as_deref()).collect()
}

proptest! {
    #[test]
    fn a_bar_is_cut_by_its_verdicts(
        verdicts in prop::collection::vec(prop::array::uniform5(prop_oneof![Just(0u64), 1u64..9, 0u64..90_000]), 0..12),
        width in 320.0f32..1400.0,
    ) {
        let rules = tallies(verdicts);
        let scene = tallies::scene(&TalliesSpec { width, rules: &rules, hover: None }, &English);
        check(&scene)?;
        for (row, rule) in rules.iter().enumerate() {
            let parts: Vec<(Verdict, Area)> = scene.items.iter().filter_map(|item| match (&item.shape, item.hit) {
                (Shape::Rect { area, .. }, Some(Hit::Findings(FindingsHit::Verdict(at, verdict)))) if at == row => {
                    Some((verdict, *area))
                }
                _ => None,
            }).collect();
            let given: Vec<Verdict> = Verdict::ALL.into_iter().filter(|v| rule.verdicts[*v as usize] > 0).collect();
            prop_assert_eq!(parts.iter().map(|(verdict, _)| *verdict).collect::<Vec<_>>(), given, "each once, in order");
            for ((a, first), (b, second)) in parts.iter().zip(parts.iter().skip(1)) {
                prop_assert!((first.right() - second.x).abs() < 0.5, "they touch");
                let (more, less) = (rule.verdicts[*a as usize], rule.verdicts[*b as usize]);
                prop_assert!(more < less || first.w >= second.w - 0.5, "the more, the wider");
            }
            prop_assert!(parts.iter().all(|(_, area)| area.w >= 2.9), "what was given is seen");
        }
    }

    #[test]
    fn a_place_on_the_curve_is_its_value(
        points in prop::collection::vec((0_u32..100, 0_usize..500), 2..50),
        width in 260.0_f32..900.0,
        value in 0.0_f64..1.0,
    ) {
        let mut values: Vec<f64> = points.iter().map(|(value, _)| f64::from(*value)).collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        let points: Vec<(f64, usize)> = values.into_iter().zip(points.iter().map(|(_, n)| *n)).collect();
        let (first, last) = (points[0].0, points[points.len() - 1].0);
        let value = first + value * (last - first).max(1.0);
        let spec = CurveSpec { width, height: 120.0, points: &points, unit: Unit::Day, default: first, value: (value, 3) };
        prop_assert!((curve::value_at(&spec, spec.x(value)) - value).abs() < 1e-3 * (last - first).max(1.0));
        check(&curve::scene(&spec, &English))?;
    }

    #[test]
    fn intervals_fit_their_picture(
        days in prop::collection::vec(0_u32..90, 0..122),
        found in prop::option::of(0_usize..121),
        schedules in prop::collection::vec(1_usize..60, 0..3),
        width in 200.0f32..900.0,
    ) {
        let spec = IntervalsSpec { width, height: 90.0, agent: "docetaxel", days: &days, found, schedules: &schedules };
        check(&intervals::scene(&spec, &English))?;
    }

    #[test]
    fn measured_values_stay_within(
        points in prop::collection::vec((-40.0f64..40.0, -5.0f64..500.0), 1..30),
        low in prop::option::of(0.0f64..20.0), width in 260.0f32..900.0,
    ) {
        let point = |(event, (day, value)): (usize, (f64, f64))| LabPoint { event, day, value, band: (low, None) };
        let track = LabTrack {
            name: "Neutrophils".into(),
            unit: "10⁹/L".into(),
            points: points.into_iter().enumerate().map(point).collect(),
        };
        let out = track.points.iter().filter(|p| (-30.0..=30.0).contains(&p.day)).count();
        let spec = LabsSpec { width, tracks: &[track], days: (-30.0, 30.0), found: &[0.0, 4.0] };
        let scene = labs::scene(&spec, &English);
        check(&scene)?;
        prop_assert_eq!(alts(&scene, |hit| matches!(hit, FindingsHit::Lab(_))).len(), out, "each value in sight has words");
    }
}

#[test]
fn a_value_out_of_its_band_says_so() {
    let point = |value, band| LabPoint { event: 0, day: 0.0, value, band };
    assert!(point(1.1, (Some(1.5), Some(7.5))).is_out());
    assert!(point(9.0, (None, Some(7.5))).is_out());
    assert!(!point(1.1, (None, None)).is_out(), "without a band nothing is out of it");
}

#[test]
fn the_pictures_as_text() {
    let rules = tallies(vec![[12, 3, 40, 900, 20], [0, 0, 0, 0, 7]]);
    let mut days = vec![0; 121];
    (days[20], days[21], days[22], days[28], days[4]) = (30, 90, 25, 40, 1);
    let points = [(1.0, 40), (7.0, 22), (14.0, 12), (21.0, 3), (28.0, 0)];
    let curve = CurveSpec {
        width: 420.0,
        height: 110.0,
        points: &points,
        unit: Unit::Day,
        default: 14.0,
        value: (14.0, 12),
    };
    let intervals = IntervalsSpec {
        width: 360.0,
        height: 90.0,
        agent: "docetaxel",
        days: &days,
        found: Some(4),
        schedules: &[7, 21],
    };
    let value = |event, day, value| LabPoint { event, day, value, band: (Some(1.5), Some(7.5)) };
    let track = LabTrack {
        name: "Neutrophils".into(),
        unit: "10⁹/L".into(),
        points: vec![value(3, -6.0, 4.2), value(5, -1.0, 1.1), value(9, 12.0, 5.0)],
    };
    let labs = LabsSpec { width: 420.0, tracks: &[track], days: (-30.0, 30.0), found: &[0.0, 4.0] };
    let all = [
        outline(&tallies::scene(&TalliesSpec { width: 480.0, rules: &rules, hover: None }, &English)),
        outline(&curve::scene(&curve, &English)),
        outline(&intervals::scene(&intervals, &English)),
        outline(&labs::scene(&labs, &English)),
    ];
    insta::assert_snapshot!(all.join("\n\n"));
}

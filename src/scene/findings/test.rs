//! Pictures of findings that hold at any size, and say what they were given.

use proptest::prelude::*;

use super::*;
use crate::scene::{Scene, Shape};

fn labels() -> CurveLabels {
    CurveLabels { value: "21 days: 12 patients".into(), ..CurveLabels::default() }
}

fn inside(scene: &Scene) {
    for item in &scene.items {
        let bounds = item.shape.bounds();
        assert!(bounds.x.is_finite() && bounds.y.is_finite() && bounds.w.is_finite(), "{item:?}");
        if let Shape::Rect { area, .. } = &item.shape {
            assert!(area.right() <= scene.width + 0.5 && area.bottom() <= scene.height + 0.5, "{item:?}");
        }
    }
}

proptest! {
    #[test]
    fn a_place_on_the_curve_is_its_value(
        points in prop::collection::vec((0_u32..100, 0_usize..500), 2..50),
        width in 60.0_f32..900.0,
        value in 0.0_f64..1.0,
    ) {
        let mut values: Vec<f64> = points.iter().map(|(value, _)| f64::from(*value)).collect();
        values.sort_by(f64::total_cmp);
        let points: Vec<(f64, usize)> = values.into_iter().zip(points.iter().map(|(_, n)| *n)).collect();
        let (first, last) = (points[0].0, points[points.len() - 1].0);
        let value = first + value * (last - first).max(1.0);
        let labels = labels();
        let spec = CurveSpec { width, height: 120.0, points: &points, default: first, value, labels: &labels };
        prop_assert!((value_at(&spec, spec.x(value)) - value).abs() < 1e-3 * (last - first).max(1.0));
        inside(&curve(&spec));
    }

    #[test]
    fn intervals_and_rules_fit_their_pictures(
        days in prop::collection::vec(0_u32..90, 0..122),
        found in prop::option::of(0_usize..121),
        counts in prop::collection::vec(any::<[u16; 3]>(), 0..30),
    ) {
        inside(&intervals(&IntervalSpec { width: 300.0, height: 90.0, days: &days, found, description: "" }));
        let bars: Vec<Bar> = counts
            .into_iter()
            .map(|counts| Bar { title: "C01".into(), counts: counts.map(u64::from), written: "1".into() })
            .collect();
        let spec = OverviewSpec { width: 400.0, bars: &bars, legend: ["a", "b", "c"], description: "rules" };
        inside(&overview(&spec));
    }
}

#[test]
fn what_was_found_is_marked_among_the_intervals() {
    let mut days = vec![0; 121];
    (days[20], days[21], days[22], days[28], days[4]) = (30, 90, 25, 40, 1);
    let scene =
        intervals(&IntervalSpec { width: 300.0, height: 90.0, days: &days, found: Some(4), description: "" });
    let said: Vec<&str> = scene
        .items
        .iter()
        .filter_map(|item| match &item.shape {
            Shape::Text(text) => Some(text.text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(said, ["4", "21", "28"], "the interval found, then the peaks, highest first");
}

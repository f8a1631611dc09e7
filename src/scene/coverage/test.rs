//! Coverage pictures: lengths say what they should, no text lies over another, all is within, every mark has words.

use proptest::prelude::*;

use super::super::fixture::{outline, well_laid};
use super::super::words::English;
use super::*;
use crate::base::{Span, Time};
use crate::compute::Axis;
use crate::compute::coverage::{Bar, Patterns};
use crate::model::{Denominator, SetMode, SetUnit};

fn check(scene: &Scene) -> Result<(), TestCaseError> {
    well_laid(scene, |shape| matches!(shape, Shape::Rect { .. }))
}

/// The filled bars that point at something, with their areas.
fn bars_of(scene: &Scene, wanted: impl Fn(CoverageHit) -> bool) -> Vec<(CoverageHit, Area)> {
    let bars = scene.items.iter().filter_map(|item| match (&item.shape, item.hit) {
        (Shape::Rect { area, fill: Some(_), .. }, Some(Hit::Coverage(hit))) if wanted(hit) => {
            Some((hit, *area))
        }
        _ => None,
    });
    bars.collect()
}

fn sets_spec(width: f32, height: f32) -> sets::SetsSpec {
    let (mode, unit) = (SetMode::Exclusive, SetUnit::Patients);
    sets::SetsSpec { width, height, mode, unit, hover: None, drag: None }
}

fn drop_off_spec(width: f32, height: f32) -> drop_off::DropOffSpec {
    drop_off::DropOffSpec { width, height, unit: SetUnit::Patients, hover: None, drag: None }
}

fn in_all(of: &Patterns) -> u64 {
    of.people.iter().find(|(mask, _)| *mask == every(of.sets.len())).map_or(0, |(_, n)| *n)
}

proptest! {
    #[test]
    fn bars_of_the_set_plot_are_as_high_as_they_count(
        of in fixture::any_patterns(), width in 240.0f32..1400.0, height in 140.0f32..700.0, hover in any::<u64>(),
    ) {
        let mask = of.people[hover as usize % of.people.len()].0;
        let spec = sets::SetsSpec { hover: Some(CoverageHit::Bar(mask)), ..sets_spec(width, height) };
        let most = sets::most_bars(&of, &spec);
        let bars = sets::with_complete(&of, fixture::bars(&of, most), spec.mode, spec.unit);
        let scene = sets::scene(&of, &bars, &spec, &English);
        check(&scene)?;
        let drawn = bars_of(&scene, |hit| matches!(hit, CoverageHit::Bar(_)));
        prop_assert_eq!(drawn.len(), bars.bars.len());
        let tallest = bars.bars.iter().zip(&drawn).max_by_key(|(bar, _)| bar.patients).unwrap();
        for (bar, (hit, area)) in bars.bars.iter().zip(&drawn) {
            prop_assert_eq!(*hit, CoverageHit::Bar(bar.mask));
            let wanted = tallest.1.1.h * bar.patients as f32 / tallest.0.patients.max(1) as f32;
            prop_assert!((area.h - wanted).abs() <= 1.0, "{} is {} high, not {}", bar.patients, area.h, wanted);
        }
        prop_assert_eq!(bars.bars.iter().filter(|bar| bar.mask == every(of.sets.len())).count(), 1);
    }

    #[test]
    fn a_dragged_set_goes_where_the_pointer_is(of in fixture::any_patterns(), row in 0usize..14, within in 0.0f32..1.0) {
        let row = row % of.sets.len();
        let spec = sets_spec(700.0, 400.0);
        let bars = fixture::bars(&of, 8);
        let scene = sets::scene(&of, &bars, &spec, &English);
        let of_row = |item: &&super::super::Item| item.hit == Some(Hit::Coverage(CoverageHit::SetRow(row)));
        let area = scene.items.iter().find(of_row).unwrap().shape.bounds();
        let drop = sets::drop_at(&of, &spec, Pos::new(20.0, area.y + within * area.h)).unwrap();
        let wanted = match within {
            w if w < 0.27 => Some(Drop::Before(row)),
            w if w > 0.73 => Some(Drop::Before(row + 1)),
            w if w > 0.3 && w < 0.7 => Some(Drop::Onto(row)),
            _ => None,
        };
        prop_assert!(wanted.is_none_or(|wanted| wanted == drop), "{:?} at {} of row {}", drop, within, row);
    }

    #[test]
    fn the_waterfall_is_as_high_as_what_is_left(
        of in fixture::any_patterns(), width in 200.0f32..1300.0, height in 120.0f32..700.0, step in 0usize..14,
    ) {
        let found = fixture::drop_off(&of);
        let step = step % found.steps.len();
        let hover = Some(CoverageHit::Step(step));
        let drag = Some((step, Some(0)));
        let spec = drop_off::DropOffSpec { hover, drag, ..drop_off_spec(width, height) };
        let scene = drop_off::scene(&of, &found, &spec, &English);
        check(&scene)?;
        let drawn = bars_of(&scene, |hit| matches!(hit, CoverageHit::Step(_) | CoverageHit::Start));
        prop_assert_eq!(drawn.len(), found.steps.len() + 1);
        for (at, (_, area)) in drawn.iter().enumerate().skip(1) {
            let wanted = drawn[0].1.h * found.steps[at - 1].remaining as f32 / found.start as f32;
            prop_assert!((area.h - wanted).abs() <= 1.01);
            let middle = area.centre();
            prop_assert!([at - 1, at].contains(&drop_off::place_at(&found, &spec, middle)));
        }
    }

    #[test]
    fn costs_add_up_on_screen(of in fixture::any_patterns(), width in 180.0f32..900.0, height in 60.0f32..500.0) {
        let found = fixture::drop_off(&of);
        let scene = costs::scene(&of, &found, &costs::CostsSpec { width, height, hover: None }, &English);
        check(&scene)?;
        let lost = of.patients - in_all(&of);
        let shown = costs::rounded(&found.shapley, lost);
        prop_assert_eq!(shown.iter().sum::<u64>(), lost);
        for (shown, exact) in shown.iter().zip(&found.shapley) {
            prop_assert!((*shown as f64 - exact).abs() < 1.0);
        }
        let drawn = bars_of(&scene, |hit| matches!(hit, CoverageHit::Cost(_)));
        prop_assert!(drawn.windows(2).all(|pair| pair[0].1.w >= pair[1].1.w), "dearest first");
        let spec = best::BestSpec { width, height: height.max(90.0), unit: SetUnit::Patients, hover: None };
        check(&best::scene(&of, &found, &spec, &English))?;
    }

    #[test]
    fn every_picture_holds_at_any_size(width in 260.0f32..1500.0, height in 80.0f32..900.0) {
        let lung = fixture::lung();
        let sources = fixture::sources();
        let (sources, sets, hover) = (sources.as_slice(), lung.sets.as_slice(), None);
        let spec = drift::DriftSpec { width, height, sources, hover };
        check(&drift::scene(&fixture::drifted(), &spec, &English))?;
        let spec = heat::HeatSpec { width, height, sets, sources, hover };
        check(&heat::scene(&fixture::heated(&lung), &spec, &English))?;
        let spec = funnel::FunnelSpec { width, height, sources, denominator: &Denominator::Smallest, hover };
        check(&funnel::scene(&fixture::funnel(), &spec, &English))?;
        let spec = flow::FlowSpec { width, height, sources, hover };
        check(&flow::scene(&fixture::flow(), &spec, &English))?;
        let spec = estimate::EstimateSpec { width, height, population: 8000, hover };
        check(&estimate::scene(&fixture::estimates(), &spec, &English))?;
    }

    #[test]
    fn the_brush_is_where_its_window_is(from in 0i64..2000, days in 1i64..1500, width in 200.0f32..1400.0) {
        let view = Span { from: Time::from_date(2015, 1, 1), to: Time::from_date(2023, 1, 1) };
        let start = Time(view.from.0 + from * crate::base::time::DAY);
        let window = Span { from: start, to: Time((start.0 + days * crate::base::time::DAY).min(view.to.0)) };
        let spec = brush_spec(width, view, Some(window));
        let scene = brush::scene(&fixture::months(), &spec, &English);
        check(&scene)?;
        let scale = brush::scale(&spec);
        for (x, wanted) in [(scale.x(window.from.0), CoverageHit::BrushFrom), (scale.x(window.to.0), CoverageHit::BrushTo)] {
            let met = scene.hit(Pos::new(x, 20.0)).and_then(|item| item.hit);
            // Where the window is narrow, the later handle lies over the earlier.
            prop_assert!(met == Some(Hit::Coverage(wanted)) || met == Some(Hit::Coverage(CoverageHit::BrushTo)));
            let time = if wanted == CoverageHit::BrushTo { window.to } else { window.from };
            prop_assert!((scale.time(x) - time.0).abs() <= crate::base::time::DAY, "a pixel is not a time");
        }
    }
}

fn brush_spec(width: f32, view: Span, window: Option<Span>) -> brush::BrushSpec<'static> {
    brush::BrushSpec {
        width,
        height: 64.0,
        view,
        axis: Axis::Calendar,
        window,
        unit: SetUnit::Patients,
        outages: &[],
    }
}

#[test]
fn all_sets_are_shown_even_when_nobody_is_in_all() {
    let of = fixture::patterns(&["A", "B"], &[(1, 5), (2, 3)], 1);
    let bars = sets::with_complete(&of, fixture::bars(&of, 9), SetMode::Exclusive, SetUnit::Patients);
    assert_eq!(bars.bars.last(), Some(&Bar { mask: 3, patients: 0, micros: 0 }));
    let scene = sets::scene(&of, &bars, &sets_spec(400.0, 200.0), &English);
    let said: Vec<&str> = scene.items.iter().filter_map(|item| item.alt.as_deref()).collect();
    assert!(said.contains(&"In A and B and in no other: 0 patients (0.0 %)"), "{said:?}");
    assert!(said.contains(&"In A and in no other: 5 patients (62.5 %)"));
}

#[test]
fn a_silent_source_has_no_person_time() {
    let mut of = fixture::patterns(&["A", "B"], &[(1, 5), (3, 3)], 365);
    of.silent = 2;
    let spec = sets::SetsSpec { unit: SetUnit::PersonTime, ..sets_spec(600.0, 200.0) };
    let scene = sets::scene(&of, &fixture::bars(&of, 9), &spec, &English);
    assert!(scene.items.iter().any(|item| matches!(item.shape, Shape::Dots { .. })));
    assert!(scene.items.iter().any(|item| item.alt.as_deref() == Some("B: coverage unknown")));
    let spec = drop_off::DropOffSpec { unit: SetUnit::PersonTime, ..drop_off_spec(500.0, 200.0) };
    let scene = drop_off::scene(&of, &fixture::drop_off(&of), &spec, &English);
    assert!(scene.items.iter().any(|item| item.alt.as_deref() == Some("B: coverage unknown")));
    let drawn = bars_of(&scene, |hit| matches!(hit, CoverageHit::Step(_)));
    assert_eq!(drawn.len(), 1, "what is unknown is no bar of nothing");
}

#[test]
fn pictures_of_little() {
    let of = fixture::patterns(&["Registry", "GP"], &[(0, 10), (1, 60), (3, 30)], 365);
    let found = fixture::drop_off(&of);
    let bars = fixture::bars(&of, 5);
    let costs = costs::CostsSpec { width: 260.0, height: 80.0, hover: None };
    let best = best::BestSpec { width: 200.0, height: 100.0, unit: SetUnit::Patients, hover: None };
    let all = [
        outline(&sets::scene(&of, &bars, &sets_spec(360.0, 160.0), &English)),
        outline(&drop_off::scene(&of, &found, &drop_off_spec(300.0, 160.0), &English)),
        outline(&costs::scene(&of, &found, &costs, &English)),
        outline(&best::scene(&of, &found, &best, &English)),
    ];
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn pictures_of_nothing_are_empty_but_whole() {
    let none = Patterns::default();
    let found = crate::compute::coverage::DropOff::default();
    check(&sets::scene(&none, &fixture::bars(&none, 5), &sets_spec(300.0, 200.0), &English)).unwrap();
    check(&drop_off::scene(&none, &found, &drop_off_spec(300.0, 200.0), &English)).unwrap();
    let costs = costs::CostsSpec { width: 200.0, height: 80.0, hover: None };
    check(&costs::scene(&none, &found, &costs, &English)).unwrap();
    let best = best::BestSpec { width: 200.0, height: 100.0, unit: SetUnit::Patients, hover: None };
    check(&best::scene(&none, &found, &best, &English)).unwrap();
}

//! The raster against counting pixel by pixel in the plainest way, and pointing against drawing.

use proptest::prelude::*;

use super::super::extent;
use super::super::fixture::{Made, any_event, outline, overlapping_texts, store};
use super::super::theme::Rgb;
use super::super::words::English;
use super::draw::BIN_DAYS;
use super::marks::bar;
use super::*;
use crate::base::time::DAY;
use crate::base::{Cancel, SourceId, Time};
use crate::compute::GroupTitle;
use crate::compute::density::{Density, STEP};
use crate::store::Store;

fn density(of: &Population) -> Density {
    let dense = Span { from: Time(0), to: Time(100 * DAY) };
    Density::count(of.store, &of.rows.order, of.anchors, of.mask, dense, &Cancel::default()).unwrap()
}

#[test]
fn every_bin_can_be_asked_for() {
    assert!(BIN_DAYS.iter().all(|days| (days * DAY as f64) as i64 % STEP == 0));
}

fn rows(patients: usize, cut: usize) -> Rows {
    let cut = cut.min(patients);
    let order = (0..patients as u32).rev().map(PatientId).collect();
    let group = |rows: Range<usize>| RowGroup { title: GroupTitle::Missing, rows };
    let groups = if cut == 0 || cut == patients {
        vec![group(0..patients)]
    } else {
        vec![group(0..cut), group(cut..patients)]
    };
    Rows { order, groups, without_anchor: 0 }
}

fn palette() -> Vec<Rgb> {
    (0..9).map(|n| Rgb::new(n * 20, n, 255 - n)).collect()
}

/// For each pixel row the rows of patients that show there, and whether they are a bundle: by looking at every row.
fn plain_bands(view: &PopulationView, rows: &Rows, height: usize) -> Vec<(Vec<usize>, bool)> {
    let density = f64::from(view.density);
    let tall = view.row_height * density;
    let mut shown = vec![(Vec::new(), false); height];
    for strip in view.strips(rows) {
        let top = (strip.top - view.scroll) * density;
        for row in strip.rows.clone() {
            let y = top + (row - strip.rows.start) as f64 * tall;
            if tall < 1.0 {
                if y.floor() >= 0.0 && (y.floor() as usize) < height {
                    shown[y.floor() as usize].0.push(row);
                    shown[y.floor() as usize].1 = true;
                }
                continue;
            }
            let (from, high) = bar(y, tall, density);
            let (from, to) = (from.round(), (from + high).round().max(from.round() + 1.0));
            let pixels = from.max(0.0) as usize..(to.max(0.0) as usize).min(height);
            for (owners, _) in shown.iter_mut().take(pixels.end).skip(pixels.start) {
                // Where rounding gives two rows one pixel row, the upper one keeps it.
                if owners.is_empty() {
                    owners.push(row);
                }
            }
        }
    }
    shown
}

/// The ink of each phase in one pixel, from every event of the patients who show there.
fn plain_ink(of: &Population, view: &PopulationView, patients: &[usize], x: usize, width: usize) -> Vec<i64> {
    let mut ink = vec![0; 9];
    let (from, to) = (view.time.from.0, view.time.to.0);
    let px = width as f64 / (to - from) as f64;
    let tall = view.row_height as f32 * view.density;
    let narrowest = if tall < 1.0 { 1 } else { tall.clamp(2.0, (3.0 * view.density).max(2.0)) as i64 };
    for &row in patients {
        let patient = of.rows.order[row];
        let zero = of.anchors.of(patient).unwrap();
        for at in of.store.events_of(patient).filter(|&at| of.mask.admits(of.store.events(), at)) {
            let (start, end) = (of.store.events().start[at] - zero, extent::end(of.store, at) - zero);
            if start >= to || (start < from && end <= from) {
                continue;
            }
            let column = |time: i64| ((time as f64 - from as f64) * px).max(0.0) as i64;
            let first = column(start).min(width as i64 - 1);
            let known = start >= from && !extent::is_vague(of.store, at);
            let x = x as i64;
            let in_start = known && x >= first && x < first + narrowest;
            let lasts = x >= first && x < column(end).max(first + i64::from(!known));
            ink[usize::from(of.store.events().phase[at])] += if in_start { 40 } else { i64::from(lasts) };
        }
    }
    ink
}

fn plain_raster(
    of: &Population,
    view: &PopulationView,
    (width, height): (usize, usize),
) -> Vec<Option<(u8, bool)>> {
    let shown = plain_bands(view, of.rows, height);
    let mut pixels = Vec::new();
    for (rows, bundle) in shown {
        for x in 0..width {
            let ink = plain_ink(of, view, &rows, x, width);
            let full = ink.iter().sum::<i64>() >= if bundle { i64::MAX } else { 40 };
            let phases = ink.iter().filter(|ink| **ink > 0).count();
            let top = ink.iter().rposition(|ink| *ink > 0);
            // With one phase its colour is sure; with several only that it is one of them.
            pixels.push(top.map(|top| (if phases == 1 { top as u8 } else { u8::MAX }, full)));
        }
    }
    pixels
}

fn check(of: &Population, view: &PopulationView) -> Result<(), TestCaseError> {
    let image = raster(of, view, &palette(), &Cancel::default()).unwrap();
    let plain = plain_raster(of, view, (image.width, image.height));
    for (at, (pixel, plain)) in image.rgba.iter().zip(&plain).enumerate() {
        let place = (at % image.width, at / image.width);
        match plain {
            None => prop_assert_eq!(*pixel, [0; 4], "at {:?}", place),
            Some((phase, full)) => {
                prop_assert!(pixel[3] > 0, "nothing at {:?}", place);
                prop_assert!(
                    *phase == u8::MAX || pixel[1] == *phase,
                    "phase {} at {:?}, not {}",
                    pixel[1],
                    place,
                    phase
                );
                prop_assert!(!full || pixel[3] == 255, "faint at {:?}", place);
            }
        }
    }
    Ok(())
}

fn parts(store: &Store) -> (EventMask, Anchors) {
    let at = (0..store.patient_count() as i64).map(|n| n % 7 * 3 * DAY).collect();
    (EventMask::all(store), Anchors::new(Axis::Days, at))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_raster_shows_what_counting_finds(
        made in prop::collection::vec(any_event(60, 2), 0..300), cut in 0usize..60, from in -100i64..700, days in 1i64..1200,
        row_height in prop_oneof![0.03f64..1.2, 1.0f64..9.0], scroll in 0.0f64..80.0, density in prop_oneof![Just(1.0f32), Just(2.0)],
        one_phase in any::<bool>(), one_source in any::<bool>(),
    ) {
        let made: Vec<Made> = made.into_iter().map(|event| Made { phase: if one_phase { 4 } else { event.phase }, ..event }).collect();
        let store = store(60, 2, &made);
        let rows = rows(60, cut);
        let (mut mask, anchors) = parts(&store);
        if one_source {
            mask.sources = 1 << SourceId(1).index();
        }
        let of = Population { store: &store, rows: &rows, anchors: &anchors, mask: &mask, found: None, notes: None };
        let time = Span { from: Time(from * DAY), to: Time((from + days) * DAY) };
        let view = PopulationView { width: 190.0, height: 130.0, axis: Axis::Days, time, row_height, scroll, density };
        check(&of, &view)?;
    }

    #[test]
    fn pointing_finds_what_is_drawn(
        made in prop::collection::vec(any_event(12, 2), 1..60), cut in 0usize..12, row_height in 4.0f64..30.0, scroll in 0.0f64..40.0,
    ) {
        let store = store(12, 2, &made);
        let rows = rows(12, cut);
        let (mask, anchors) = parts(&store);
        let of = Population { store: &store, rows: &rows, anchors: &anchors, mask: &mask, found: None, notes: None };
        let time = Span { from: Time(-40 * DAY), to: Time(1000 * DAY) };
        let view = PopulationView { width: 800.0, height: 300.0, axis: Axis::Days, time, row_height, scroll, density: 1.0 };
        for mark in marks::collect(&of, &view, 1_000).unwrap() {
            let middle = mark.area.centre();
            let (patient, event) = hit(&of, &view, middle.x, middle.y).unwrap();
            prop_assert_eq!(patient, store.patient_of(mark.event));
            prop_assert!(event.is_some());
        }
        let drawn = draw(&of, &view, &palette(), &density(&of), &Cancel::default()).unwrap();
        let bins = &drawn.histogram;
        let starts = (0..store.event_count()).filter(|&at| {
            let zero = anchors.of(store.patient_of(at)).unwrap();
            bins.span.contains(Time(store.events().start[at] - zero))
        });
        prop_assert_eq!(bins.counts.iter().sum::<u64>(), starts.count() as u64);
        let scene = scene(&of, &view, Some(&drawn), &English);
        prop_assert_eq!(overlapping_texts(&scene), vec![]);
    }
}

#[test]
fn rows_are_found_again_where_they_are_drawn() {
    let rows = rows(500, 200);
    let time = Span { from: Time(0), to: Time(DAY) };
    let mut view = PopulationView::whole(900.0, 700.0, Axis::Days, time, &rows);
    assert!(view.content_height(&rows) <= f64::from(view.frame(&rows).plot.h) + 0.01);
    assert_eq!(view.rows_in_sight(&rows), 0..500);
    (view.row_height, view.scroll) = (6.0, 777.0);
    let sight = view.rows_in_sight(&rows);
    for row in sight.start + 1..sight.end - 1 {
        assert_eq!(view.row_at(&rows, view.y_of(&rows, row) + 3.0), Some(row));
    }
}

#[test]
fn a_small_population() {
    let at = |patient, day, phase| Made { patient, day, phase, ..Made::default() };
    let made = [at(0, 10, 0), at(1, 40, 2), Made { lasts: Some(200), ..at(1, 100, 1) }, at(2, 300, 3)];
    let store = store(3, 2, &made);
    let rows = rows(3, 2);
    let (mask, anchors) = parts(&store);
    let of =
        Population { store: &store, rows: &rows, anchors: &anchors, mask: &mask, found: None, notes: None };
    let time = Span { from: Time(-60 * DAY), to: Time(400 * DAY) };
    let view = PopulationView::whole(700.0, 300.0, Axis::Days, time, &rows);
    let drawn = draw(&of, &view, &palette(), &density(&of), &Cancel::default()).unwrap();
    insta::assert_snapshot!(outline(&scene(&of, &view, Some(&drawn), &English)));
    // A little later the same marks are shown where they would be then.
    let later = PopulationView { time: Span { from: Time(40 * DAY), to: Time(500 * DAY) }, ..view };
    let moved = scene(&of, &later, Some(&drawn), &English);
    let fresh = scene(
        &of,
        &later,
        Some(&draw(&of, &later, &palette(), &density(&of), &Cancel::default()).unwrap()),
        &English,
    );
    let place = |scene: &super::super::Scene| {
        let item = scene.items.iter().find(|item| item.hit == Some(super::super::Hit::Event(3))).cloned();
        item.map(|item| item.shape.bounds().x.round() as i32)
    };
    assert_eq!(place(&moved), place(&fresh));
}

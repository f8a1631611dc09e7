//! How long the job takes that draws the population: 10 million events of 100,000 patients in the store.
//! Budget: 30 ms at the 95th percentile with a million marks in view at 1280x800.
#![expect(clippy::print_stdout, reason = "figures on standard output are what it is for")]

mod journeys;
mod measure;
mod random;

use std::time::Instant;

use periplus::base::time::DAY;
use periplus::base::{Cancel, PatientId, Span, Time};
use periplus::compute::density::Density;
use periplus::compute::{Anchors, Axis, EventMask, GroupTitle, RowGroup, Rows};
use periplus::scene::Theme;
use periplus::scene::population::{Population, PopulationView, draw, raster};

use journeys::DAYS;
use measure::percentile;
use random::Random;

/// Times a picture for each of forty views with about so many marks, while time is panned and rows are scrolled.
fn measure(
    name: &str,
    of: &Population,
    density: &Density,
    size: (f32, f32),
    view: impl Fn(u32) -> (Span, f64, f64),
) {
    let palette = Theme::light().palette(&of.store.head().phases);
    let cancel = Cancel::default();
    let (mut raster_ms, mut draw_ms, mut marks) = (Vec::new(), Vec::new(), 0);
    for step in 0..40 {
        let (time, row_height, scroll) = view(step);
        let (width, height) = size;
        let axis = Axis::Calendar;
        let view = PopulationView { width, height, axis, time, row_height, scroll, density: 1.0 };
        let start = Instant::now();
        let image = raster(of, &view, &palette, &cancel);
        raster_ms.push(start.elapsed().as_secs_f64() * 1e3);
        let start = Instant::now();
        let drawn = draw(of, &view, &palette, density, &cancel);
        draw_ms.push(start.elapsed().as_secs_f64() * 1e3);
        assert!(image.is_ok());
        let in_sight = view.rows_in_sight(of.rows).len() as f64 / of.rows.order.len() as f64;
        let starts = drawn.map_or(0, |drawn| drawn.histogram.counts.iter().sum::<u64>());
        marks = (starts as f64 * in_sight) as u64;
    }
    println!(
        "{name}: about {marks} marks; raster {:.1} ms median, {:.1} ms p95; whole job {:.1} ms median, {:.1} ms p95",
        percentile(&raster_ms, 0.5),
        percentile(&raster_ms, 0.95),
        percentile(&draw_ms, 0.5),
        percentile(&draw_ms, 0.95)
    );
}

/// The patients in an order that has nothing to do with where their events are in memory.
fn shuffled(order: &[PatientId]) -> Vec<PatientId> {
    let mut random = Random(3);
    let mut keyed: Vec<(u64, PatientId)> = order.iter().map(|&id| (random.below(u64::MAX), id)).collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, id)| id).collect()
}

fn main() {
    let Some(store) = journeys::store() else { return };
    let order: Vec<_> = store.everybody().iter().collect();
    let groups = vec![RowGroup { title: GroupTitle::All, rows: 0..order.len() }];
    let rows = Rows { order, groups, without_anchor: 0 };
    let anchors = Anchors::new(Axis::Calendar, vec![0; rows.order.len()]);
    let mask = EventMask::all(&store);
    let of =
        Population { store: &store, rows: &rows, anchors: &anchors, mask: &mask, found: None, notes: None };
    println!("{} patients, {} events", store.patient_count(), store.event_count());
    let span = |from: i64, days: i64| Span { from: Time(from * DAY), to: Time((from + days) * DAY) };
    let whole = span(0, DAYS);
    let start = Instant::now();
    let density = Density::count(&store, &rows.order, &anchors, &mask, whole, &Cancel::default());
    let Ok(density) = density else { return };
    println!("counting starts, once a selection: {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    let fit = PopulationView::whole(1280.0, 800.0, Axis::Calendar, whole, &rows).row_height;
    let small = (1280.0, 800.0);
    measure("everybody, a tenth of the time", &of, &density, small, |step| {
        (span(i64::from(step) * 80, 365), fit, 0.0)
    });
    let shuffled = Rows { order: shuffled(&rows.order), ..rows.clone() };
    let mixed = Population { rows: &shuffled, ..of };
    measure("everybody in another order, a tenth of the time", &mixed, &density, small, |step| {
        (span(i64::from(step) * 80, 365), fit, 0.0)
    });
    measure("a tenth of the rows, all of the time", &of, &density, small, |step| {
        (whole, fit * 10.0, f64::from(step) * 100.0)
    });
    measure("everybody, all of the time", &of, &density, small, |step| {
        (span(i64::from(step), DAYS), fit, 0.0)
    });
    measure("everybody, one month", &of, &density, small, |step| (span(i64::from(step) * 90, 30), fit, 0.0));
    measure("a tenth of the time, 2560x1440", &of, &density, (2560.0, 1440.0), |step| {
        (span(i64::from(step) * 80, 365), fit * 1.9, 0.0)
    });
}

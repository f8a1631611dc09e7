//! How long the raster takes with a million marks in view: 10 million events of 100,000 patients in the store.
//! It prints figures and judges none; run it with `cargo bench --bench population`.
#![expect(clippy::print_stdout, reason = "figures on standard output are what it is for")]

use std::time::Instant;

use periplus::base::time::DAY;
use periplus::base::{Cancel, Precision, SourceId, Span, Time};
use periplus::compute::{Anchors, Axis, EventMask, GroupTitle, RowGroup, Rows};
use periplus::model::{Kind, Phase, Source};
use periplus::scene::Theme;
use periplus::scene::population::{Population, PopulationView, draw, raster};
use periplus::store::build::{Meta, Part, Row, assemble};
use periplus::store::{Code, CodeTable, FileEntry, Head, Keys, POINT, Store};

const PATIENTS: u32 = 100_000;
const EVENTS_EACH: u32 = 100;
const DAYS: u64 = 3_650;

/// A generator with a fixed stream (xorshift64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

fn store() -> Option<Store> {
    let mut random = Random(7);
    let mut part = Part { patients: (0..PATIENTS).collect(), codes: vec![0], ..Part::default() };
    for patient in 0..PATIENTS {
        for _ in 0..EVENTS_EACH {
            let phase = random.below(9) as u8;
            let lasts = if phase == 1 { (30 + random.below(60)) as u32 * 86_400 } else { POINT };
            let start = random.below(DAYS) as i64 * DAY;
            let meta = Meta::new(phase, Precision::Day, Precision::Day);
            let row = part.rows.len() as u32;
            part.rows.push(Row { start, patient, duration: lasts, code: 0, row, file: 0, meta });
        }
    }
    let source = Source {
        id: "s".into(),
        title: "s".into(),
        holder: None,
        kind: Kind::Other,
        perspective: None,
        windows: Vec::new(),
    };
    let head = Head {
        sources: vec![source],
        files: vec![FileEntry { path: "f".into(), resource: 0, source: SourceId(0) }],
        phases: Phase::defaults(),
        codes: CodeTable::new(vec![Code::default()]),
        keys: Keys::from_ints((0..i64::from(PATIENTS)).collect()),
        ..Head::default()
    };
    assemble(head, vec![part], 1, &Cancel::default()).ok()
}

fn percentile(times: &mut [f64], share: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(((times.len() - 1) as f64 * share).round() as usize).copied().unwrap_or(0.0)
}

/// Times a picture for each of forty views with about so many marks, while time is panned and rows are scrolled.
fn measure(name: &str, of: &Population, size: (f32, f32), view: impl Fn(u32) -> (Span, f64, f64)) {
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
        let drawn = draw(of, &view, &palette, &cancel);
        draw_ms.push(start.elapsed().as_secs_f64() * 1e3);
        assert!(image.is_ok());
        let in_sight = view.rows_in_sight(of.rows).len() as f64 / of.rows.order.len() as f64;
        let starts = drawn.map_or(0, |drawn| drawn.histogram.counts.iter().sum::<u64>());
        marks = (starts as f64 * in_sight) as u64;
    }
    println!(
        "{name}: about {marks} marks, raster {:.1} ms median, {:.1} ms p95; with histogram {:.1} ms p95",
        percentile(&mut raster_ms, 0.5),
        percentile(&mut raster_ms, 0.95),
        percentile(&mut draw_ms, 0.95)
    );
}

fn main() {
    let Some(store) = store() else { return };
    let order: Vec<_> = store.everybody().iter().collect();
    let groups = vec![RowGroup { title: GroupTitle::All, rows: 0..order.len() }];
    let rows = Rows { order, groups, without_anchor: 0 };
    let anchors = Anchors::new(Axis::Calendar, vec![0; rows.order.len()]);
    let mask = EventMask::all(&store);
    let of = Population { store: &store, rows: &rows, anchors: &anchors, mask: &mask };
    println!("{} patients, {} events", store.patient_count(), store.event_count());
    let span = |from: i64, days: i64| Span { from: Time(from * DAY), to: Time((from + days) * DAY) };
    let fit = PopulationView::whole(1280.0, 800.0, Axis::Calendar, span(0, 3650), &rows).row_height;
    let small = (1280.0, 800.0);
    measure("everybody, a tenth of the time", &of, small, |step| (span(i64::from(step) * 80, 365), fit, 0.0));
    measure("a tenth of the rows, all of the time", &of, small, |step| {
        (span(0, 3650), fit * 10.0, f64::from(step) * 100.0)
    });
    measure("everybody, all of the time", &of, small, |step| (span(i64::from(step), 3650), fit, 0.0));
    measure("everybody, one month", &of, small, |step| (span(i64::from(step) * 90, 30), fit, 0.0));
    measure("a tenth of the time, 2560x1440", &of, (2560.0, 1440.0), |step| {
        (span(i64::from(step) * 80, 365), fit * 1.9, 0.0)
    });
}

//! How long the funnel of twelve sources takes at 1,000,000 patients and 10 million events, and how long the linkage
//! rules take. Budget of the funnel: 100 ms on two cores. Run it with `cargo bench --bench linkage`.
#![expect(clippy::print_stdout, reason = "figures on standard output are what it is for")]

mod random;

use std::time::Instant;

use periplus::base::time::DAY;
use periplus::base::{Cancel, Clock, PatientSet, Precision, SourceId, Span, Time};
use periplus::compute::coverage::funnel::{Stage, funnel};
use periplus::compute::coverage::link_quality::{Spec, judge, presence};
use periplus::compute::select::select;
use periplus::model::{Filter, Kind, Phase, Source};
use periplus::store::build::{Meta, Part, Row, assemble};
use periplus::store::{Attribute, AttributeValues, Code, CodeTable, FileEntry, Head, Keys, POINT, Store};

use random::Random;

const PATIENTS: u32 = 1_000_000;
const EVENTS_EACH: u32 = 10;
const SOURCES: u16 = 12;

fn store() -> Option<Store> {
    let mut random = Random(7);
    let mut part = Part { patients: (0..PATIENTS).collect(), codes: vec![0], ..Part::default() };
    for patient in 0..PATIENTS {
        for event in 0..EVENTS_EACH {
            let file = if event == 0 { 0 } else { random.below(u64::from(SOURCES)) as u16 };
            let start = (15_000 + random.below(3_650) as i64) * DAY;
            let meta = Meta::new(random.below(9) as u8, Precision::Day, Precision::Day);
            let row = part.rows.len() as u32;
            part.rows.push(Row { start, patient, duration: POINT, code: 0, row, file, meta });
        }
    }
    let source = |n: u16| Source {
        id: format!("s{n}"),
        title: format!("s{n}"),
        holder: None,
        kind: if n == 0 { Kind::Registry } else { Kind::Other },
        perspective: None,
        windows: Vec::new(),
    };
    let mut category = |id: &str, levels: u64| Attribute {
        id: id.into(),
        values: AttributeValues::Category {
            names: (0..levels).map(|level| format!("{level:02}")).collect(),
            of: (0..PATIENTS).map(|_| random.below(levels) as u32).collect(),
        },
    };
    let attributes = vec![category("sex", 2), category("region", 12), category("stage", 5)];
    let head = Head {
        clock: Clock::Calendar,
        as_of: Some(Time::from_days(19_000)),
        sources: (0..SOURCES).map(source).collect(),
        files: (0..SOURCES)
            .map(|n| FileEntry { path: format!("{n}"), resource: n.into(), source: SourceId(n) })
            .collect(),
        phases: Phase::defaults(),
        codes: CodeTable::new(vec![Code::default()]),
        keys: Keys::from_ints((0..i64::from(PATIENTS)).collect()),
        population_sources: vec![SourceId(0)],
        population: PatientSet::new(),
        attributes,
        ..Head::default()
    };
    assemble(head, vec![part], 1, &Cancel::default()).ok()
}

/// The middle of nine runs, in ms.
fn time<T>(name: &str, runs: usize, run: impl Fn() -> T) {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(run());
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{name}: {:.0} ms", times[runs / 2]);
}

fn main() {
    let Some(store) = store() else { return };
    let cancel = Cancel::default();
    println!("{} patients, {} events, {SOURCES} sources", store.patient_count(), store.event_count());
    let span = |from: i64, to: i64| Span { from: Time::from_days(from), to: Time::from_days(to) };
    let chain = [Filter::Phases(["gp", "lab", "treatment"].map(String::from).to_vec())];
    let (all, some) = (select(&store, &[], &cancel), select(&store, &chain, &cancel));
    let (Ok(all), Ok(some)) = (all, some) else { return };
    time("funnel, no window, no filter", 9, || funnel(&store, &all, None, &cancel));
    time("funnel, a window and no filter", 9, || funnel(&store, &all, Some(span(16_000, 17_500)), &cancel));
    time("funnel, a window and a filter", 9, || funnel(&store, &some, Some(span(16_000, 17_500)), &cancel));
    if let Ok(funnel) = funnel(&store, &some, Some(span(16_000, 17_500)), &cancel) {
        time("the patients of a step", 9, || funnel.who(&store, SourceId(3), Stage::Usable));
    }
    time("linkage rules", 3, || judge(&store, &Spec::of(&store), &cancel));
    time("keys and links by site and year", 3, || presence(&store, &cancel));
}

//! How long the coverage screen's numbers take: a million patients, ten million events, twelve sources.
//! Budgets: any change of group, order, window or filter 100 ms with person-time; all 4,096 combinations, Shapley
//! values and best sets 1 s. It prints figures and judges none; run it with `cargo bench --bench coverage`.
#![expect(clippy::print_stdout, reason = "figures on standard output are what it is for")]

mod random;

use std::time::Instant;

use periplus::base::time::DAY;
use periplus::base::{Cancel, PatientId, Precision, SourceId, Span, Time};
use periplus::compute::coverage::{bars, drop_off, heat, patterns, subsets, what_if};
use periplus::compute::{Selection, align, select};
use periplus::model::{
    Align, CoverageQuestion, Filter, Kind, Member, Phase, SetMode, SetSort, SetSpec, SetUnit, Source, Window,
};
use periplus::store::build::{Meta, Part, Row, assemble};
use periplus::store::{
    Attribute, AttributeValues, Code, CodeTable, Coverage, FileEntry, Head, Keys, MISSING, POINT, Store,
};

use random::Random;

const PATIENTS: u32 = 1_000_000;
const EVENTS: u32 = 10_000_000;
const DAYS: u64 = 3_650;

/// A store whose sources have two windows each; one in six declares enrolment. Half of the patients die.
fn store(sources: u16, enrolled: bool) -> Option<Store> {
    let mut random = Random(7);
    let mut part =
        Part { patients: (0..PATIENTS).collect(), codes: vec![0], sites: vec![0, 1, 2], ..Part::default() };
    for row in 0..EVENTS {
        // Skewed, so that combinations are of all sizes.
        let source = random.below(u64::from(sources)).min(random.below(u64::from(sources))) as u16;
        part.rows.push(Row {
            start: random.below(DAYS) as i64 * DAY,
            patient: random.below(u64::from(PATIENTS)) as u32,
            duration: if random.below(8) == 0 { random.below(60) as u32 * 86_400 } else { POINT },
            code: 0,
            row,
            file: source,
            meta: Meta::new(random.below(9) as u8, Precision::Day, Precision::Day),
        });
        if source == 1 {
            part.side.site.push((row, random.below(3) as u16));
        }
    }
    assemble(head(&mut random, sources, enrolled), vec![part], 1, &Cancel::default()).ok()
}

fn head(random: &mut Random, sources: u16, enrolled: bool) -> Head {
    let days = |from: u64, to: u64| Span { from: Time(from as i64 * DAY), to: Time(to as i64 * DAY) };
    let source = |n: u16| Source {
        id: format!("s{n}"),
        title: format!("Source {n}"),
        holder: None,
        kind: Kind::Other,
        perspective: None,
        windows: [(u64::from(n) * 30, 1_500), (1_600, DAYS - u64::from(n) * 20)]
            .map(|(from, to)| Window { span: days(from, to), note: None })
            .to_vec(),
    };
    let coverage = (0..sources).filter(|n| enrolled && n % 6 == 2).map(|n| {
        let rows = (0..PATIENTS).flat_map(|p| {
            let from = random.below(1_000);
            let again = from + 600 + random.below(1_000);
            [(PatientId(p), days(from, from + 500)), (PatientId(p), days(again, again + 1_000))]
        });
        Coverage::from_rows(SourceId(n), PATIENTS as usize, rows.collect())
    });
    let coverage = coverage.collect();
    let category = |random: &mut Random, id: &str, names: &[&str]| {
        let levels = names.len() as u64;
        let of = (0..PATIENTS).map(|_| random.below(levels + 1) as u32);
        let of = of.map(|at| if u64::from(at) == levels { MISSING } else { at }).collect();
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        Attribute { id: id.into(), values: AttributeValues::Category { names, of } }
    };
    let death = (0..PATIENTS)
        .map(|_| (random.below(2) == 0).then(|| (Time(random.below(DAYS) as i64 * DAY), Precision::Day)));
    let death = Attribute { id: "death".into(), values: AttributeValues::Date(death.collect()) };
    let born = (0..PATIENTS).map(|_| 1930.0 + random.below(40) as f64).collect();
    Head {
        as_of: Some(Time(DAYS as i64 * DAY)),
        sources: (0..sources).map(source).collect(),
        phases: Phase::defaults(),
        codes: CodeTable::new(vec![Code::default()]),
        files: (0..sources)
            .map(|n| FileEntry { path: format!("{n}.csv"), resource: u32::from(n), source: SourceId(n) })
            .collect(),
        sites: ["a", "b", "c"].map(String::from).to_vec(),
        keys: Keys::from_ints((0..i64::from(PATIENTS)).collect()),
        attributes: vec![
            category(random, "sex", &["f", "m"]),
            category(random, "region", &["e", "n", "ne", "nw", "s", "se", "sw", "w"]),
            category(random, "stage", &["1", "2", "3", "4"]),
            Attribute { id: "birthYear".into(), values: AttributeValues::Number(born) },
            death,
        ],
        coverage,
        ..Head::default()
    }
}

/// Processor time of this process so far, in ms, where the system tells: on a busy machine it says more than the clock.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok());
    ticks.sum::<f64>() * 10.0
}

/// The median and the worst of several runs, in ms, and processor time a run.
fn time<T>(name: &str, mut run: impl FnMut() -> T) -> T {
    let mut times = Vec::new();
    let mut last = None;
    let before = processor();
    for _ in 0..7 {
        let start = Instant::now();
        last = Some(run());
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    let spent = (processor() - before) / times.len() as f64;
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    println!("  {name}: {median:.1} ms median, {worst:.1} ms worst, {spent:.0} ms of processor time");
    match last {
        Some(last) => last,
        None => run(),
    }
}

fn sets(groups: &[&[u16]], sources: u16) -> Vec<SetSpec> {
    let member = |n: &u16| Member { source: format!("s{n}"), site: None };
    let grouped =
        groups.iter().map(|group| SetSpec { title: None, members: group.iter().map(member).collect() });
    let alone = (0..sources).filter(|n| !groups.iter().any(|group| group.contains(n)));
    grouped.chain(alone.map(|n| SetSpec::of_source(&format!("s{n}")))).collect()
}

fn changes(store: &Store, sources: u16, whole: &Selection) {
    let cancel = Cancel::default();
    let plain = CoverageQuestion::default();
    let year = |from: i64| Some(Span { from: Time(from * DAY), to: Time((from + 365) * DAY) });
    let half = Some(Span { from: Time(900 * DAY), to: Time(2_700 * DAY) });
    let with = |sets: Vec<SetSpec>, window| CoverageQuestion { sets, window, ..CoverageQuestion::default() };
    let ask =
        |question: &CoverageQuestion, selection: &Selection| patterns(store, selection, question, &cancel);
    let _ = time("every source by itself", || ask(&plain, whole));
    let grouped = with(sets(&[&[1, 4, 7], &[2, 3]], sources), None);
    let _ = time("two groups", || ask(&grouped, whole));
    let site = |n: &str| SetSpec {
        title: None,
        members: vec![Member { source: "s1".into(), site: Some(n.into()) }],
    };
    let sites = with([sets(&[], sources), ["a", "b", "c"].map(site).to_vec()].concat(), None);
    let _ = time("three sites beside the sources", || ask(&sites, whole));
    let _ = time("a window of a year", || ask(&with(Vec::new(), year(1_400)), whole));
    let _ = time("a window of five years", || ask(&with(Vec::new(), half), whole));
    let chain = [Filter::Phases(vec!["diagnosis".into(), "treatment".into()])];
    if let Ok(filtered) = select::select(store, &chain, &cancel) {
        let _ = time("a filter on phases", || ask(&plain, &filtered));
    }
    let chain = [Filter::Period(Span { from: Time(900 * DAY), to: Time(2_700 * DAY) })];
    if let Ok(filtered) = select::select(store, &chain, &cancel) {
        let _ = time("a filter on a period, and a window", || ask(&with(Vec::new(), year(1_400)), &filtered));
    }
}

fn follow(store: &Store, sources: u16, whole: &Selection) {
    let cancel = Cancel::default();
    let plain = CoverageQuestion::default();
    let Ok(found) = patterns(store, whole, &plain, &cancel) else { return };
    println!("  {} patterns of people, {} of time", found.people.len(), found.time.len());
    let order: Vec<usize> = (0..usize::from(sources)).rev().collect();
    let _ = time("another order: drop-off, spread, Shapley values, best sets", || drop_off(&found, &order));
    for (name, mode) in [("exclusive", SetMode::Exclusive), ("inclusive", SetMode::Inclusive)] {
        let _ = time(&format!("bars, {name}, by person-time"), || {
            bars(&found, mode, SetUnit::PersonTime, SetSort::Size, 40)
        });
    }
    let all = time("everything from the store: pass, all combinations, Shapley values, best sets", || {
        let found = patterns(store, whole, &plain, &cancel).unwrap_or_default();
        (subsets(&found).map_or(0, |all| all.exclusive.len()), drop_off(&found, &order).best.len())
    });
    println!("    {} combinations, {} best sets", all.0, all.1);
    let Ok(index) = align::align(store, &Align::Index, &cancel) else { return };
    let _ = time("who is in all, and heat by region", || {
        (found.who(SetMode::Inclusive, found.all_sets()).len(), heat(store, &found, &index, "region"))
    });
    let proposals = what_if::propose(store, &found, &plain, &[], "en");
    let state = (whole, &found, &[][..]);
    let _ = time(&format!("what-if, {} alternatives with drift", proposals.len()), || {
        what_if::evaluate(store, &index, state, &proposals, &cancel).map(|all| all.1.len())
    });
}

fn main() {
    for (sources, enrolled) in [(12, false), (12, true), (20, true), (30, false)] {
        let Some(store) = store(sources, enrolled) else { return };
        let enrolment = if enrolled { ", enrolment" } else { "" };
        println!(
            "{sources} sources{enrolment}: {} patients, {} events",
            store.patient_count(),
            store.event_count()
        );
        let Ok(whole) = select::select(&store, &[], &Cancel::default()) else { return };
        changes(&store, sources, &whole);
        follow(&store, sources, &whole);
    }
}

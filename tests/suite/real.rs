//! Opens third-party extracts and holds what is loaded against totals that were counted without Periplus.
//! The numbers in `expected.json` come from `tests/data/expected.py`; those written out here were published with
//! the sets or counted from the raw tables by hand.

use periplus::base::{Cancel, Clock, PatientId, Precision, Progress, Time, time::DAY};
use periplus::i18n::{Lang, Texts};
use periplus::io::load::{LoadOptions, Loaded, load};
use periplus::model::report::Tally;
use periplus::store::{Event, Store};
use serde::Serialize;
use serde_json::Value;

use crate::reader::root;

fn open(set: &str) -> Loaded {
    let path = root().join("tests/data").join(set);
    load(&path, &LoadOptions::default(), &Cancel::default(), &Progress::default())
        .unwrap_or_else(|error| panic!("{set} does not load: {error}"))
}

fn expected(set: &str) -> Value {
    let path = root().join("tests/data").join(set).join("expected.json");
    let text = std::fs::read_to_string(path).expect("each set has its totals");
    serde_json::from_str(&text).expect("the totals are JSON")
}

/// A patient's events of one source, in order of time.
fn of_source<'a>(store: &'a Store, patient: PatientId, source: &str) -> impl Iterator<Item = Event> + 'a {
    let source = store.source_by_id(source).expect("the source is in the extract");
    store.events_of(patient).map(|at| store.events().get(at)).filter(move |event| event.source == source)
}

fn patients(store: &Store) -> impl Iterator<Item = PatientId> {
    (0..store.patient_count()).map(|id| PatientId(id as u32))
}

/// How many patients have events of exactly these sources.
fn with_sources(store: &Store, sources: &[&str]) -> usize {
    let bit = |id: &&str| 1 << store.source_by_id(id).expect("the source is in the extract").index();
    let wanted: u64 = sources.iter().map(bit).sum();
    patients(store).filter(|patient| store.pattern_of(*patient) == wanted).count()
}

fn median(mut numbers: Vec<i64>) -> i64 {
    numbers.sort_unstable();
    numbers[numbers.len() / 2]
}

/// The form in which the totals write a source's first and last event.
fn written(time: Time, precision: Precision, clock: Clock) -> Value {
    let (year, month, day) = time.date();
    let seconds = time.0.rem_euclid(DAY) / 1_000_000;
    match (clock, precision) {
        (Clock::Relative, _) => Value::from(time.days()),
        (_, Precision::Minute | Precision::Second) => format!(
            "{year:04}-{month:02}-{day:02} {:02}:{:02}:{:02}",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        )
        .into(),
        _ => format!("{year:04}-{month:02}-{day:02}").into(),
    }
}

/// Totals of the store, its sources and the load report against those counted without Periplus.
#[track_caller]
fn check(set: &str) -> Loaded {
    let loaded = open(set);
    let (store, expected) = (&loaded.store, expected(set));
    assert_eq!(store.patient_count() as u64, expected["patients"], "patients of {set}");
    assert_eq!(store.event_count() as u64, expected["events"], "events of {set}");
    let clock = if expected["clock"] == "relative" { Clock::Relative } else { Clock::Calendar };
    assert_eq!(store.head().clock, clock);
    let outside = (&store.everybody() - &store.head().population).len();
    assert_eq!(outside as u64, expected["outsidePopulation"], "outside the population of {set}");
    for source in expected["sources"].as_array().expect("sources are a list") {
        check_source(store, source);
    }
    check_report(&loaded, &expected);
    loaded
}

fn check_source(store: &Store, expected: &Value) {
    let id = expected["id"].as_str().expect("a source has an id");
    let source = store.source_by_id(id).unwrap_or_else(|| panic!("no source {id}"));
    assert_eq!(store.patients_of_source(source).len() as u64, expected["patients"], "patients of {id}");
    let all = (0..store.event_count()).map(|at| store.events().get(at));
    let events: Vec<Event> = all.filter(|event| event.source == source).collect();
    assert_eq!(events.len() as u64, expected["events"], "events of {id}");
    let ends = [
        (events.iter().min_by_key(|event| event.start), &expected["first"]),
        (events.iter().max_by_key(|event| event.start), &expected["last"]),
    ];
    for (event, expected) in ends {
        // A moment and a day that begins with it tie, so that the day is compared where the totals give one.
        let found = event.map(|event| {
            let is_day = expected.as_str().is_some_and(|text| text.len() == 10);
            let precision =
                if is_day { Precision::Day } else { event.start_precision.max(Precision::Second) };
            written(event.start, precision, store.head().clock)
        });
        assert_eq!(found.unwrap_or_default(), *expected, "first or last of {id}");
    }
}

fn check_report(loaded: &Loaded, expected: &Value) {
    let resources = expected["resources"].as_array().expect("resources are a list");
    assert_eq!(loaded.report.resources.len(), resources.len());
    for (found, expected) in loaded.report.resources.iter().zip(resources) {
        let name = &found.name;
        assert_eq!(*name, expected["name"]);
        assert_eq!(found.rows, expected["rows"], "rows of {name}");
        assert_eq!(found.events, expected["events"], "events of {name}");
        assert_eq!(counts(&found.set_aside), expected["setAside"], "set aside of {name}");
        assert_eq!(counts(&found.flagged), expected["flagged"], "flagged of {name}");
    }
}

/// Tallies as a JSON object; each keeps its first ten positions.
fn counts<K: Serialize>(tallies: &[Tally<K>]) -> Value {
    let count = |tally: &Tally<K>| {
        let what = serde_json::to_value(&tally.what).expect("a reason has a name");
        assert_eq!(tally.first.len() as u64, tally.count.min(10), "positions of {what}");
        (what.as_str().expect("a name is a text").to_owned(), tally.count.into())
    };
    tallies.iter().map(count).collect::<serde_json::Map<_, _>>().into()
}

#[test]
fn tcga_totals_and_intervals() {
    let loaded = check("tcga_coad_read_ov");
    let store = &loaded.store;
    let is = |event: &Event, phase: &str| Some(event.phase.0) == store.phase_by_id(phase);
    let death = |patient| of_source(store, patient, "registry").find(|event| is(event, "death"));
    let (mut late_starts, mut late_people, mut late_ends, mut before) = (0, 0, 0, 0);
    let (mut to_drug, mut to_death, mut disagree) = (Vec::new(), Vec::new(), 0);
    for patient in patients(store) {
        let drugs: Vec<Event> = of_source(store, patient, "drugs").collect();
        before += drugs.iter().filter(|drug| drug.start.0 < 0).count();
        to_drug.extend(drugs.first().map(|drug| drug.start.days()));
        let Some(death) = death(patient) else { continue };
        to_death.push(death.start.days());
        let late = drugs.iter().filter(|drug| drug.start > death.start).count();
        late_starts += late;
        late_people += usize::from(late > 0);
        late_ends += drugs.iter().filter(|drug| drug.end.is_some_and(|end| end > death.start)).count();
        disagree += of_source(store, patient, "follow_ups")
            .filter(|event| is(event, "death") && event.start != death.start)
            .count();
    }
    assert_eq!((late_starts, late_people, late_ends, before), (7, 5, 6, 3));
    assert_eq!((to_drug.len(), median(to_drug)), (730, 33));
    assert_eq!((to_death.len(), median(to_death)), (361, 943));
    assert_eq!(disagree, 1);
}

#[test]
fn swereg_totals_and_patterns() {
    let loaded = check("swereg");
    let store = &loaded.store;
    assert_eq!(with_sources(store, &["outpatient", "inpatient", "cancer", "prescriptions"]), 428);
    assert_eq!(with_sources(store, &["outpatient", "inpatient", "prescriptions"]), 262);
    let (mut prescriptions, mut diagnoses) = (0, 0);
    for patient in patients(store) {
        let Some(death) = of_source(store, patient, "deaths").next() else { continue };
        let after = |source: &str| {
            of_source(store, patient, source).filter(|event| event.start > death.start).count()
        };
        prescriptions += after("prescriptions");
        diagnoses += after("outpatient") + after("inpatient") + after("cancer");
    }
    assert_eq!((prescriptions, diagnoses), (154, 27));
}

#[test]
fn lgg_totals_patterns_and_steps() {
    let loaded = check("lgg_ucsf_2014");
    let store = &loaded.store;
    let sources = |patient| store.pattern_of(patient).count_ones();
    let with = |n| patients(store).filter(|patient| sources(*patient) == n).count();
    assert_eq!((with(4), with(3), with(2)), (12, 9, 2));
    let step = |from: &str, to: &str| {
        let (from, to) = (store.source_by_id(from), store.source_by_id(to));
        let source = |at: usize| Some(store.events().get(at).source);
        let next = |patient| {
            store.events_of(patient).skip(1).filter(|at| source(at - 1) == from && source(*at) == to).count()
        };
        patients(store).map(next).sum::<usize>()
    };
    assert_eq!(step("specimen", "surgery"), 49);
    assert_eq!(step("surgery", "status"), 26);
    assert_eq!(step("status", "specimen"), 26);
    assert_eq!(step("treatment", "status"), 15);
}

#[test]
fn mimic_totals_and_flaws() {
    let loaded = check("mimic_iv_demo_csv");
    let store = &loaded.store;
    let all = patients(store).flat_map(|patient| of_source(store, patient, "prescriptions"));
    assert_eq!(all.filter(|event| event.end.is_some_and(|end| end < event.start)).count(), 753);
    let after_death = |patient| {
        let death = of_source(store, patient, "in_hospital_deaths").next()?;
        Some(of_source(store, patient, "prescriptions").filter(|drug| drug.start > death.start).count())
    };
    assert_eq!(patients(store).filter_map(after_death).sum::<usize>(), 8);
}

/// An extract without a calendar shows none, whatever the language.
#[test]
fn a_relative_extract_has_days_and_no_dates() {
    let loaded = open("tcga_coad_read_ov");
    let store = &loaded.store;
    assert_eq!(store.head().as_of, None);
    let first = (0..store.event_count()).map(|at| store.events().get(at)).min_by_key(|event| event.start);
    let first = first.expect("there are events");
    let text = Texts::new(Lang::En).moment(first.start, first.start_precision, store.head().clock);
    assert_eq!(text, "day −9");
}

//! Tests of the synthetic cohort: same seed same bytes, and an independent reader that finds what was planted.
//! `read` knows the contract alone, `oracle` the catalogue's rules alone; neither uses the generator's code.

mod oracle;
mod oracle_more;
mod read;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::*;
use crate::model::descriptor::Package;
use read::Cohort;

fn make(out: &Path, patients: u32, seed: u64) -> SynthSummary {
    synth(out, &SynthSpec { patients, seed }, &Cancel::default(), &Progress::default()).unwrap()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let (one, two, other) = (folder(), folder(), folder());
    make(one.path(), 300, 5);
    make(two.path(), 300, 5);
    make(other.path(), 300, 6);
    for path in paths() {
        let bytes = |folder: &tempfile::TempDir| fs::read(folder.path().join(&path)).unwrap();
        assert_eq!(bytes(&one), bytes(&two), "{path}");
        let is_fixed = path.starts_with("codes/");
        assert_eq!(bytes(&one) == bytes(&other), is_fixed, "{path}");
    }
}

#[test]
fn a_patient_does_not_depend_on_the_others() {
    let (few, many) = (folder(), folder());
    make(few.path(), 50, 5);
    make(many.path(), 80, 5);
    for path in paths().iter().filter(|path| Path::new(path).extension().is_some_and(|end| end == "csv")) {
        let text = |folder: &tempfile::TempDir| fs::read(folder.path().join(path)).unwrap();
        assert!(text(&many).starts_with(&text(&few)), "{path}");
    }
}

#[test]
fn the_descriptor_names_what_is_there() {
    let out = folder();
    make(out.path(), 200, 1);
    let package = read::json(&out.path().join("datapackage.json"));
    let understood: Package = serde_json::from_value(package.clone()).unwrap();
    assert_eq!(serde_json::to_value(&understood).unwrap()["resources"].as_array().unwrap().len(), 23);
    let mut named = BTreeSet::from(["datapackage.json".to_owned(), "truth.json".to_owned()]);
    for resource in package["resources"].as_array().unwrap() {
        let fields: Vec<&str> = resource["schema"]["fields"]
            .as_array()
            .unwrap()
            .iter()
            .map(|f| f["name"].as_str().unwrap())
            .collect();
        for (path, table) in read::tables(out.path(), resource) {
            assert_eq!(table.header, fields, "{path}");
            assert!(!table.rows.is_empty(), "{path}");
            named.insert(path);
        }
        let mut columns = Vec::new();
        columns_of(&resource["periplus"], &mut columns);
        assert!(!columns.is_empty());
        for column in columns {
            assert!(fields.contains(&column.as_str()), "{column}");
        }
    }
    assert_eq!(named, paths().into_iter().collect());
}

/// The columns that a block refers to.
fn columns_of(block: &Value, out: &mut Vec<String>) {
    let plain = ["patient", "record", "site", "start", "end", "value", "unit", "label", "quantity", "dose"];
    let also = ["daysSupply", "refLow", "refHigh", "column"];
    let Value::Object(entries) = block else {
        if let Value::Array(items) = block {
            for item in items {
                columns_of(item, out);
            }
        }
        return;
    };
    for (key, value) in entries {
        let is_constant = key == "value" && !entries.contains_key("start");
        match value {
            Value::String(name)
                if (plain.contains(&key.as_str()) || also.contains(&key.as_str())) && !is_constant =>
            {
                out.push(name.clone());
            }
            Value::Object(inner) if key == "columns" || key == "attributes" => {
                out.extend(inner.values().filter_map(|value| value.as_str().map(str::to_owned)));
                columns_of(value, out);
            }
            _ if key != "map" && key != "title" && key != "window" => columns_of(value, out),
            _ => {}
        }
    }
}

/// What `truth.json` says was planted, as the oracle would find it.
fn planted(truth: &Value, rule: &str, list: &str) -> oracle::Found {
    let entries = truth["planted"][rule][list].as_array().unwrap();
    let text = |entry: &Value, key: &str| entry[key].as_str().unwrap().to_owned();
    let found = entries.iter().filter(|entry| entry["patient"].is_string()).map(|entry| {
        let row = entry["row"].as_u64().unwrap();
        (text(entry, "patient"), text(entry, "file"), row)
    });
    if ["F02", "P03", "C16"].contains(&rule) {
        found.map(|(patient, ..)| (patient, String::new(), 0)).collect()
    } else {
        found.collect()
    }
}

#[test]
fn an_independent_reader_finds_what_was_planted_and_nothing_else() {
    let out = folder();
    make(out.path(), 5_000, 3);
    let cohort = Cohort::read(out.path());
    let truth = read::json(&out.path().join("truth.json"));
    for (rule, found) in oracle::all(&cohort) {
        let faults = planted(&truth, rule, "faults");
        assert!(!faults.is_empty(), "{rule}");
        let open = planted(&truth, rule, "open");
        let missed: Vec<_> = faults.difference(&found).collect();
        let too_many: Vec<_> = found.difference(&faults).filter(|each| !open.contains(each)).collect();
        assert!(missed.is_empty() && too_many.is_empty(), "{rule}: {missed:?} and {too_many:?}");
        let near = planted(&truth, rule, "nearMisses");
        assert!(!near.is_empty() && near.is_disjoint(&found), "{rule}");
    }
    for (rule, short) in [("C02", true), ("C03", false)] {
        let (faults, near) = (planted(&truth, rule, "faults"), planted(&truth, rule, "nearMisses"));
        assert!(faults.len() > 10 && near.len() > 10, "{rule}: {} {}", faults.len(), near.len());
        oracle_more::cycles(&cohort, &faults, &near, short);
    }
    oracle_more::sources(&cohort);
    shares(&cohort);
    gaps(&cohort, &truth);
}

/// Each source has its own share of patients, and hardly anybody is in all nine.
fn shares(cohort: &Cohort) {
    let mut sources: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for event in &cohort.events {
        sources.entry(&event.source).or_default().insert(&event.patient);
    }
    let all = cohort.patients.len() as f64;
    let expected = [
        ("nkr", 1.0..=1.0),
        ("lbz", 0.9..=0.99),
        ("apotheek", 0.5..=0.66),
        ("huisarts", 0.4..=0.55),
        ("lab", 0.5..=0.65),
        ("verzekeraar", 0.3..=0.45),
        ("poliapotheek", 0.2..=0.4),
        ("ziekenhuisapotheek", 0.2..=0.4),
        ("nazorg", 0.15..=0.4),
    ];
    assert_eq!(sources.len(), expected.len());
    let mut every = sources["nkr"].clone();
    for (source, share) in expected {
        let patients = &sources[source];
        assert!(share.contains(&(patients.len() as f64 / all)), "{source}: {} of {all}", patients.len());
        every.retain(|patient| patients.contains(patient));
    }
    let together = every.len() as f64 / all;
    assert!((0.001..0.03).contains(&together), "{together}");
    for source in ["huisarts", "apotheek", "lbz", "verzekeraar", "nazorg"] {
        assert!(cohort.unlinked[source] > 0, "{source}");
    }
    assert!(!cohort.windows.contains_key("lab"));
}

/// A listed pause has a supply at both ends and none between; a change of route has them elsewhere.
fn gaps(cohort: &Cohort, truth: &Value) {
    let mut supplies: BTreeMap<(&str, &str), Vec<(i64, &str)>> = BTreeMap::new();
    for event in cohort.events.iter().filter(|event| event.system == "atc") {
        supplies.entry((&event.patient, &event.code)).or_default().push((event.start.0, &event.source));
    }
    for (list, least) in [("gapsClinical", 100), ("routeChanges", 20), ("gapsCoverage", 200)] {
        let entries = truth["planted"][list].as_array().unwrap();
        assert!(entries.len() > least, "{list}: {}", entries.len());
        for entry in entries {
            let edge = |name: &str| read::day(entry[name].as_str().unwrap(), None).unwrap().0;
            let (from, to) = (edge("from"), edge("to"));
            assert!(from < to);
            let Some(code) = entry["code"].as_str() else { continue };
            let all = &supplies[&(entry["patient"].as_str().unwrap(), code)];
            let own = |day: i64| all.iter().any(|(on, source)| *on == day && *source == "apotheek");
            assert!(own(from) && own(to), "{entry}");
            let between: Vec<&str> =
                all.iter().filter(|(on, _)| *on > from && *on < to).map(|each| each.1).collect();
            assert_eq!(between.is_empty(), list == "gapsClinical", "{entry}");
            assert!(between.iter().all(|source| *source == "poliapotheek"), "{entry}");
        }
    }
}

#[test]
fn twenty_thousand_patients_hold_enough_of_everything() {
    let out = folder();
    let summary = make(out.path(), 20_000, 1);
    assert_eq!(summary.planted.len(), 29);
    for (rule, faults, near) in summary.planted {
        let is_wide = rule.starts_with(['B', 'L']) && rule != "L03" || rule == "T10";
        let least = if is_wide { 0 } else { 20 };
        assert!(faults >= least, "{rule}: {faults} faults");
        assert!(near >= least, "{rule}: {near} near misses");
    }
}

#[test]
fn stopping_leaves_nothing_behind_and_nothing_is_overwritten() {
    let out = folder();
    let (cancel, progress) = (Cancel::default(), Progress::default());
    cancel.cancel();
    let spec = SynthSpec { patients: 10, seed: 1 };
    assert!(matches!(synth(out.path(), &spec, &cancel, &progress), Err(SynthError::Cancelled(_))));
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0);
    synth(out.path(), &spec, &Cancel::default(), &progress).unwrap();
    let again = synth(out.path(), &spec, &Cancel::default(), &progress);
    assert!(matches!(again, Err(SynthError::Exists(_))));
}

/// The folder `sample_data` is what the generator writes today: plain files byte by byte, packed ones by
/// what is in them, since another version of a packer may pack otherwise.
#[test]
fn the_sample_is_up_to_date() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data");
    let out = folder();
    make(out.path(), 3_000, 1);
    let package = read::json(&sample.join("datapackage.json"));
    let mut size = 0;
    for path in paths() {
        size += fs::metadata(sample.join(&path)).unwrap().len();
        if path == layout::LAB_PATH {
            let resource = package["resources"].as_array().unwrap().iter().find(|each| each["path"] == path);
            let rows = |folder: &Path| read::tables(folder, resource.unwrap()).remove(0).1.rows;
            assert!(rows(&sample) == rows(out.path()), "{path}");
        } else {
            assert!(read::unpacked(&sample.join(&path)) == read::unpacked(&out.path().join(&path)), "{path}");
        }
    }
    assert!(size < 5_000_000, "{size} bytes");
}

//! `periplus coverage`: its JSON to the letter of the contract, its tables, and what it says of wrong arguments.

use serde_json::Value;

use crate::cli::{data, ends_with};

fn json(arguments: &[&str]) -> Value {
    let (out, err) = ends_with(&[&["coverage"], arguments, &["--json"]].concat(), 0);
    assert_eq!(err, "");
    serde_json::from_str(&out).expect("JSON")
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().map(|object| object.keys().map(String::as_str).collect()).unwrap_or_default()
}

#[test]
fn the_documented_json_holds_together() {
    let folder = data("upsetr").display().to_string();
    let all = json(&[&folder, "--order", "Drama,Comedy"]);
    let parts = ["version", "population", "sources", "patterns", "dropOff", "shapley", "bestSubsets"];
    assert_eq!(keys(&all), parts);
    assert_eq!((&all["version"], &all["population"]), (&1.into(), &3_883.into()));
    let list = |name: &str| all[name].as_array().expect("a list").clone();
    assert_eq!(
        list("sources")[..2],
        [
            serde_json::json!({"id": "Drama", "patients": 1_603}),
            serde_json::json!({"id": "Comedy", "patients": 1_200}),
        ]
    );
    let patterns = list("patterns");
    assert_eq!(patterns.len(), 280);
    assert_eq!(
        patterns[0],
        serde_json::json!({"sources": ["Drama", "films"], "patients": 843, "personDays": 0})
    );
    let sum: u64 = patterns.iter().filter_map(|pattern| pattern["patients"].as_u64()).sum();
    assert_eq!(sum, 3_883);
    let steps = list("dropOff");
    assert_eq!(steps[0], serde_json::json!({"source": "Drama", "remaining": 1_603}));
    assert_eq!(steps.len(), 18);
    let loss: f64 = list("shapley").iter().filter_map(|part| part["loss"].as_f64()).sum();
    let left = steps[17]["remaining"].as_u64().expect("a number");
    assert!((loss - (3_883 - left) as f64).abs() < 1e-6);
    let best = list("bestSubsets");
    assert_eq!(best[0], serde_json::json!({"size": 1, "sources": ["films"], "patients": 3_883}));
    assert_eq!(best[1], serde_json::json!({"size": 2, "sources": ["Drama", "films"], "patients": 1_603}));
    assert_eq!(keys(&list("shapley")[0]), ["source", "loss"]);
}

#[test]
fn groups_and_windows_change_what_is_counted() {
    let folder = data("swereg").display().to_string();
    let plain = json(&[&folder]);
    let grouped = json(&[&folder, "--groups", "any care=inpatient+outpatient", "--order", "any care,cancer"]);
    let patients = |of: &Value, id: &str| {
        let sources = of["sources"].as_array().expect("a list");
        sources.iter().find(|source| source["id"] == id).and_then(|source| source["patients"].as_u64())
    };
    assert_eq!((patients(&plain, "inpatient"), patients(&plain, "outpatient")), (Some(854), Some(853)));
    assert_eq!(patients(&grouped, "inpatient"), None);
    let either = patients(&grouped, "any care").expect("the group is a source");
    assert!(either > 854 && either <= 1_000);
    assert_eq!(grouped["dropOff"][0]["remaining"], either);
    assert_eq!(grouped["dropOff"][1]["source"], "cancer");
    let early = json(&[&folder, "--window", "..1999"]);
    let late = json(&[&folder, "--window", "2000-01-01.."]);
    assert!(patients(&early, "inpatient") < Some(854) && patients(&late, "inpatient") < Some(854));
    assert_eq!(patients(&early, "prescriptions"), Some(0), "they begin in 2007");
    assert_eq!(patients(&early, "demographics"), Some(1_000), "a register without dates knows no window");
}

#[test]
fn a_window_with_declared_coverage_gives_person_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    write("a.csv", "id,day,code\np1,2015-03-01,X\np2,2015-06-01,X\n");
    write("b.csv", "id,day,code\np1,2016-03-01,X\n");
    let resource = |name: &str, from: &str, to: &str| {
        serde_json::json!({"name": name, "path": format!("{name}.csv"), "periplus": {
            "role": "events", "source": name, "keyDomain": "k", "patient": "id",
            "window": [{"from": from, "to": to}],
            "events": [{"phase": "other", "code": {"column": "code", "system": "x"}, "start": "day"}]}})
    };
    let package = serde_json::json!({"name": "t", "periplus": {"version": 1, "asOf": "2020-12-31"},
        "resources": [resource("a", "2015-01-01", "2015-12-31"), resource("b", "2015-12-01", "2016-12-31")]});
    write("datapackage.json", &package.to_string());
    let path = folder.path().display().to_string();
    let all = json(&[&path]);
    let days = |all: &Value, ids: &[&str]| {
        let patterns = all["patterns"].as_array().expect("a list").clone();
        patterns.into_iter().find(|p| p["sources"] == serde_json::json!(ids)).map(|p| p["personDays"].clone())
    };
    // p1 alone in a until December 2015, in both during it, in b alone after it; p2 in a for a year.
    assert_eq!(days(&all, &["a", "b"]), Some(31.into()));
    assert_eq!(days(&all, &["a"]), Some((334 + 365).into()));
    assert_eq!(days(&all, &["b"]), Some(366.into()));
    assert_eq!(days(&all, &[]), Some(366.into()));
    let brushed = json(&[&path, "--window", "2015-12-25..2016-01-05"]);
    assert_eq!((days(&brushed, &["a", "b"]), days(&brushed, &["b"])), (Some(7.into()), Some(5.into())));
}

#[test]
fn wrong_arguments_are_one_line_that_says_what_there_is() {
    let folder = data("swereg").display().to_string();
    for (arguments, named) in [
        (["--order", "gp"], "demographics, family, outpatient"),
        (["--groups", "x=gp+cancer"], "demographics, family, outpatient"),
        (["--groups", "any_pharmacy"], "any_pharmacy"),
        (["--window", "2015-13-01..2016-01-01"], "2015-13-01"),
        (["--window", "2016-01-01..2015-01-01"], "2016-01-01"),
        (["--window", "2016"], "2016"),
    ] {
        let (out, err) = ends_with(&[&["coverage", &folder], &arguments[..]].concat(), 2);
        assert_eq!((out.as_str(), err.lines().count()), ("", 1), "{err}");
        assert!(err.contains(named), "{err}");
    }
}

#[test]
fn tables_are_printed_in_both_languages() {
    let folder = data("upsetr").display().to_string();
    let (english, _) = ends_with(&["coverage", &folder], 0);
    let (dutch, _) = ends_with(&["coverage", &folder, "--lang", "nl"], 0);
    assert!(english.contains("Showing 20 of 280 intersections") && dutch.contains("20 van 280"), "{english}");
    for text in [english, dutch] {
        assert!(!text.contains("coverage-") && !text.contains("word-"), "{text}");
    }
}

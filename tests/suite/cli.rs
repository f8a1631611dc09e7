//! The program without its window: what it prints, what it writes, and what it ends with.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn periplus(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_periplus"));
    command.args(arguments).env("LC_ALL", "C").env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    command.output().expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[track_caller]
pub fn ends_with(arguments: &[&str], code: i32) -> (String, String) {
    let output = periplus(arguments);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{out}\n{err}");
    (out, err)
}

#[test]
fn inspect_prints_the_documented_json() {
    let folder = data("lgg_ucsf_2014");
    let (out, err) = ends_with(&["inspect", &folder.display().to_string(), "--json"], 0);
    let json: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((&json["version"], &json["patients"]), (&1.into(), &23.into()));
    assert_eq!(json["asOf"], Value::Null, "there is no calendar");
    let sources = json["sources"].as_array().expect("a list");
    let events: u64 = sources.iter().filter_map(|source| source["events"].as_u64()).sum();
    assert_eq!(Some(events), json["events"].as_u64());
    for source in sources {
        assert!(source["id"].is_string() && source["patients"].is_u64() && source.get("first").is_some());
    }
    for resource in json["resources"].as_array().expect("a list") {
        assert!(
            resource["name"].is_string() && resource["setAside"].is_object() && resource["rows"].is_u64()
        );
    }
    assert!(json["warnings"].is_array());
    assert_eq!(err, "");
}

#[test]
fn inspect_prints_a_table_in_both_languages() {
    let folder = data("lgg_ucsf_2014").display().to_string();
    let (english, _) = ends_with(&["inspect", &folder], 0);
    let (dutch, _) = ends_with(&["inspect", &folder, "--lang", "nl"], 0);
    assert!(english.contains("23 patients") && dutch.contains("23 patiënten"), "{english}\n{dutch}");
    assert!(!english.contains("word-") && !dutch.contains("word-"));
}

#[test]
fn a_made_cohort_is_inspected_and_drawn() {
    let folder = tempfile::tempdir().expect("a folder");
    let cohort = folder.path().join("cohort").display().to_string();
    let (out, _) = ends_with(&["synth", &cohort, "--patients", "150", "--seed", "4"], 0);
    assert!(out.contains("150 patients"), "{out}");
    let (_, err) = ends_with(&["synth", &cohort, "--patients", "150", "--seed", "4"], 2);
    assert_eq!(err.lines().count(), 1, "{err}");
    assert!(err.ends_with("This is there already. Choose an empty folder.\n"), "{err}");
    // Its holders leave some keys out on purpose, so rows are set aside.
    let (out, _) = ends_with(&["inspect", &cohort, "--json"], 1);
    let json: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(json["population"], 150);
    for name in ["all.svg", "all.png"] {
        let file = folder.path().join(name);
        ends_with(&["figure", &cohort, "--view", "population", "--out", &file.display().to_string()], 0);
        let bytes = std::fs::read(file).expect("a picture");
        assert!(bytes.starts_with(b"<svg") || bytes.starts_with(b"\x89PNG"));
    }
    let file = folder.path().join("one.svg").display().to_string();
    let picture = ["figure", &cohort, "--view", "patient", "--out", &file];
    ends_with(&[&picture[..], &["--patient", "K0000001"]].concat(), 0);
    ends_with(&[&picture[..], &["--patient", "nobody"]].concat(), 2);
    ends_with(&picture, 2);
    assert!(std::fs::read_to_string(&file).expect("a picture").contains("K0000001"));
    let kept = Path::new(&cohort).join(".periplus");
    assert!(!kept.exists(), "nothing is kept unless asked for");
    ends_with(&["inspect", &cohort, "--cache"], 1);
    assert!(kept.exists());
    let (again, _) = ends_with(&["inspect", &cohort, "--json", "--cache"], 1);
    assert_eq!(again, out);
}

#[test]
fn each_kind_of_trouble_has_its_code() {
    let folder = tempfile::tempdir().expect("a folder");
    let empty = folder.path().display().to_string();
    let (_, err) = ends_with(&["inspect", &empty], 3);
    assert!(err.contains("datapackage.json"), "{err}");
    std::fs::write(folder.path().join("datapackage.json"), r#"{"resources": []}"#).expect("a file");
    let (_, err) = ends_with(&["inspect", &empty], 1);
    assert!(err.contains("$.periplus.version"), "{err}");
    let (_, dutch) = ends_with(&["inspect", &empty, "--lang", "nl"], 1);
    assert!(dutch.contains("$.periplus.version: Het blok periplus heeft geen versie."), "{dutch}");
    assert_eq!((err.lines().count(), dutch.lines().count()), (1, 1));
    ends_with(&["inspect"], 2);
    ends_with(&["figure", &empty, "--view", "population", "--out", "x.gif"], 2);
}

#[cfg(feature = "gui")]
#[test]
fn without_a_display_one_line_names_the_way_out() {
    let (_, err) = ends_with(&[&data("lgg_ucsf_2014").display().to_string()], 2);
    assert!(err.lines().count() == 1 && err.contains("periplus figure"), "{err}");
}

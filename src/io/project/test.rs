//! Project files that come back as they were, that two people can compare, and that are broken in many ways.

use proptest::prelude::*;

use super::*;
use crate::base::{Span, Time, time::DAY};
use crate::model::project::{Looks, Project, RuleSetting};
use crate::model::{
    About, Align, Anchor, AttributeTest, CodeRef, EventKey, EventTest, Filter, Judged, Judgement, Occurrence,
    SetSpec,
};

fn project() -> Project {
    let mut project = Project::default();
    let span = |from, to| Span { from: Time(from), to: Time(to) };
    let test = EventTest {
        codes: vec![CodeRef { system: "ATC".into(), code: "L01BA04".into() }],
        ..EventTest::default()
    };
    project.filters = vec![
        Filter::Sources(vec!["nkr".into()]),
        Filter::Period(span(0, 400 * DAY + 1)),
        Filter::Period(span(i64::MIN / 2, 400 * DAY)),
        Filter::Attribute { attribute: "sex".into(), test: AttributeTest::OneOf(vec![String::new()]) },
        Filter::Attribute { attribute: "age".into(), test: AttributeTest::Between(60.0, f64::INFINITY) },
        Filter::HasNot(test.clone()),
        Filter::EventCount { least: 3, most: u64::MAX },
        Filter::Patients { label: "two".into(), keys: vec!["9007199254740993".into(), "NA".into()] },
    ];
    project.arrangement.align = Align::Event(test, Occurrence::Nth(2));
    project.question.sets = vec![SetSpec::of_source("gp")];
    project.question.window = Some(span(365 * DAY, 730 * DAY));
    let parameters = [("tolerance".to_owned(), 3.5)].into();
    project.rules.insert("C01".into(), RuleSetting { off: true, parameters, ..RuleSetting::default() });
    let event = |date: &str| EventKey {
        source: "gp".into(),
        system: String::new(),
        code: "A".into(),
        date: date.into(),
    };
    let anchor =
        Anchor::new(About::Rule("C01".into()), "K1".into(), vec![event("2019-02-01"), event("2019-01-01")]);
    let judged = Judged { reason: "typed twice".into(), ..Judged::new(Judgement::Error) };
    project.judgements.insert(anchor, judged);
    project.notes.insert("K1".into(), "ask the pharmacy".into());
    project
}

#[test]
fn everything_comes_back_and_the_same_project_has_the_same_bytes() {
    let file = ProjectFile::of(&project(), Some("../extract".into()), Looks::default());
    let written = bytes(&file).unwrap();
    let back = parse(&written).unwrap();
    assert_eq!(back, file);
    assert_eq!(back.open().0, project());
    assert_eq!(bytes(&parse(&written).unwrap()).unwrap(), written);
    let text = String::from_utf8(written).unwrap();
    assert!(
        text.ends_with("}\n") && text.lines().count() > 60,
        "a line for each thing, so that lines can be compared"
    );
    let top: Vec<&str> = text.lines().filter(|line| line.starts_with("  \"")).collect();
    assert!(top.is_sorted() && top.len() >= 8, "{top:?}");
}

#[test]
fn what_a_later_version_wrote_is_kept() {
    let file = ProjectFile::of(&project(), None, Looks::default());
    let mut value = serde_json::to_value(&file).unwrap();
    value["cohorts"] = serde_json::json!({"a": [1, {"b": null}]});
    value["rules"]["C01"]["owner"] = "pharmacy".into();
    value["judgements"][0]["second"] = serde_json::json!({"by": 2});
    value["looks"]["zoom"] = 3.into();
    let read = parse(&serde_json::to_vec(&value).unwrap()).unwrap();
    let (project, looks) = read.open();
    let again = serde_json::to_value(ProjectFile::of(&project, None, looks)).unwrap();
    assert_eq!(sorted(again), sorted(value));
}

#[test]
fn a_broken_file_says_where_and_is_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.periplus.json");
    let file = ProjectFile::of(&project(), None, Looks::default());
    write(&path, &file).unwrap();
    let good = std::fs::read_to_string(&path).unwrap();
    let check = |text: &str, place: &str, key: &str| {
        std::fs::write(&path, text).unwrap();
        let trouble = read(&path).unwrap_err().trouble();
        assert!(trouble.place.ends_with(place), "{trouble}");
        assert_eq!(trouble.what[0].key, key);
        assert!(!trouble.to_string().contains("K1"), "no pseudonym is told: {trouble}");
    };
    check("", "1:0", "project-json");
    let third_line = good.match_indices('\n').nth(2).expect("it has lines").0;
    check(&good[..=third_line], "4:0", "project-json");
    check("{}", "$.version", "project-no-version");
    check(&good.replace("\"version\": 1", "\"version\": 7"), "$.version", "project-version");
    check(&good.replace("\"error\"", "\"K1\""), "$.judgements[0]", "project-content");
}

#[test]
fn the_last_good_one_is_kept_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.periplus.json");
    let first = ProjectFile::of(&project(), None, Looks::default());
    let second = ProjectFile::of(&Project::default(), None, Looks::default());
    write(&path, &first).unwrap();
    assert!(!beside(&path, KEPT).exists());
    write(&path, &second).unwrap();
    assert_eq!(read(&path).unwrap(), second);
    assert_eq!(read(&beside(&path, KEPT)).unwrap(), first);
    std::fs::write(&path, "{ broken").unwrap();
    assert_eq!(read(&path).unwrap_err().trouble().what[1].key, "project-kept");
    write(&path, &second).unwrap();
    assert_eq!(
        read(&beside(&path, KEPT)).unwrap(),
        first,
        "what is broken does not take the place of what is good"
    );
    assert_eq!(std::fs::read_to_string(beside(&path, BROKEN)).unwrap(), "{ broken");
    let names = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 3, "nothing temporary is left");
}

#[test]
fn the_extract_is_named_from_the_file_on() {
    let calls = |project: &str, extract: &str| calls(Path::new(project), Path::new(extract));
    assert_eq!(calls("/a/b/p.periplus.json", "/a/b/extract"), "extract");
    assert_eq!(calls("/a/b/p.periplus.json", "/a/extract/datapackage.json"), "../extract/datapackage.json");
    assert_eq!(calls("/a/p.periplus.json", "/a"), ".");
    let file = ProjectFile { extract: Some("../extract".into()), ..ProjectFile::default() };
    assert_eq!(extract_of(Path::new("/a/b/p"), &file), Some(PathBuf::from("/a/b/../extract")));
    assert!(is_project(Path::new("/a/P.Periplus.json.bak")) && !is_project(Path::new("/a/datapackage.json")));
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _refused = parse(&bytes);
    }
}

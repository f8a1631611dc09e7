//! Projects from outside: what is judged is known again in a new delivery, and a file that is broken loses nothing.
//! The window's part of it is tested with the window.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use periplus::base::{Cancel, PatientId, Progress};
use periplus::compute::anchor::anchor;
use periplus::io::load::{LoadOptions, load};
use periplus::model::{About, Anchor, Filter, Judged, Judgement};
use periplus::store::Store;
use periplus::workspace::{Command, ProjectEdit, Workspace};

const DESCRIPTOR: &str = r#"{
  "name": "small", "title": "Two sources", "licenses": [{"title": "Only for this test"}],
  "periplus": {"version": 1, "asOf": "2024-12-31", "population": "nkr", "index": {"phase": "diagnosis"}},
  "resources": [
    {"name": "registry", "path": "registry.csv", "schema": {"fields": [{"name": "day", "type": "date"}]},
     "periplus": {"source": "nkr", "title": "Registry", "kind": "registry", "patient": "id",
       "events": [{"phase": "diagnosis", "code": {"column": "code", "system": "ICD-10"}, "start": "day"}]}},
    {"name": "pharmacy", "path": "pharmacy.csv", "schema": {"fields": [{"name": "day", "type": "date"}]},
     "periplus": {"source": "pharmacy", "title": "Pharmacy", "kind": "pharmacy", "patient": "id",
       "events": [{"phase": "pharmacy", "code": {"column": "code", "system": "ATC"}, "start": "day"}]}}
  ]
}"#;

/// A generator with a fixed stream (xorshift64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

/// Writes the extract with its rows in an order of its own for each seed.
fn deliver(folder: &Path, seed: u64) {
    let mut content = Random(7);
    let (mut registry, mut pharmacy) = (Vec::new(), Vec::new());
    for patient in 0..40 {
        registry.push(format!("K{patient},2018-{:02}-01,C34", 1 + content.below(12)));
        for _ in 0..content.below(8) {
            let (month, day) = (1 + content.below(3), 1 + content.below(4));
            pharmacy.push(format!("K{patient},2019-0{month}-0{day},L01BA0{}", 1 + content.below(3)));
        }
    }
    let mut order = Random(seed);
    for (name, mut rows) in [("registry.csv", registry), ("pharmacy.csv", pharmacy)] {
        (1..rows.len()).rev().for_each(|at| rows.swap(at, order.below(at + 1)));
        let text = format!("id,day,code\n{}\n", rows.join("\n"));
        std::fs::write(folder.join(name), text).expect("a small file");
    }
    std::fs::write(folder.join("datapackage.json"), DESCRIPTOR).expect("a small file");
}

/// An anchor for each two events of each patient.
fn pairs(store: &Store) -> BTreeSet<Anchor> {
    let mut all = BTreeSet::new();
    for patient in (0..store.patient_count() as u32).map(PatientId) {
        let rows = store.events_of(patient);
        for a in rows.clone() {
            for b in a + 1..rows.end {
                all.insert(anchor(store, About::Rule("C01".into()), patient, [b, a]));
            }
        }
    }
    all
}

fn opened(folder: &Path) -> Store {
    let loaded = load(folder, &LoadOptions::default(), &Cancel::default(), &Progress::default());
    loaded.expect("it is whole").store
}

#[test]
fn what_is_judged_is_known_again_when_rows_are_shuffled() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    deliver(folder.path(), 1);
    let first = opened(folder.path());
    deliver(folder.path(), 99);
    let second = opened(folder.path());
    let file_rows =
        |store: &Store| (0..store.events().len()).map(|at| store.events().get(at).row).collect::<Vec<_>>();
    assert_ne!(file_rows(&first), file_rows(&second), "the rows came in another order");
    let (a, b) = (pairs(&first), pairs(&second));
    assert!(a.len() > 200 && a == b, "{} and {}", a.len(), b.len());
}

fn settle(workspace: &mut Workspace) {
    let since = Instant::now();
    while workspace.collect() || !workspace.running().is_empty() {
        assert!(since.elapsed() < Duration::from_mins(1), "a job does not end");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn open(path: PathBuf) -> Workspace {
    let mut workspace = Workspace::new(|| ());
    workspace.apply(Command::SetCaching(false));
    workspace.apply(Command::Open { path, skip_broken: false });
    settle(&mut workspace);
    workspace
}

#[test]
fn a_project_opens_its_extract_and_what_was_judged_in_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let extract = folder.path().join("delivery");
    std::fs::create_dir(&extract).expect("a new folder");
    deliver(&extract, 1);
    let mut workspace = open(extract.clone());
    assert!(!workspace.unsaved());
    workspace.apply(Command::AddFilter(Filter::Sources(vec!["pharmacy".into()])));
    assert!(!workspace.unsaved(), "a filter alone is no work to be asked about");
    let judged_on = pairs(workspace.store().expect("it is open")).pop_last().expect("there are pairs");
    let judged = Judged { note: "typed twice".into(), ..Judged::new(Judgement::Error) };
    workspace.apply(Command::Project(ProjectEdit::Judge(judged_on.clone(), Some(judged))));
    assert!(workspace.unsaved());
    let path = folder.path().join("study.periplus.json");
    workspace.apply(Command::SaveProject(Some(path.clone())));
    settle(&mut workspace);
    assert!(!workspace.unsaved());
    let text = std::fs::read_to_string(&path).expect("it was saved");
    assert!(text.contains("\"extract\": \"delivery\""), "{text}");

    // The holders deliver again, in another order, and the whole folder has moved.
    deliver(&extract, 2);
    let moved = tempfile::tempdir().expect("a temporary folder");
    std::fs::rename(folder.path(), moved.path().join("study")).expect("it can move");
    let path = moved.path().join("study/study.periplus.json");
    let mut again = open(path.clone());
    assert_eq!(again.filters().len(), 1);
    assert_eq!(again.project_path(), Some(path.as_path()));
    assert!(!again.unsaved());
    let known = pairs(again.store().expect("its extract is open"));
    let kept: Vec<&Anchor> = again.project().judgements.keys().collect();
    assert_eq!(kept, [&judged_on]);
    assert!(known.contains(&judged_on), "what was judged is found in the new delivery");
    again.apply(Command::Undo);
    assert_eq!(again.filters().len(), 1, "opening is no step to undo");
    again.apply(Command::ClearFilters);
    assert!(again.unsaved());

    // A broken file: one trouble, and what is open stays as it was.
    std::fs::write(&path, "{\"version\": 1,\n\"filters\": [}").expect("it can be broken");
    again.apply(Command::Open { path: path.clone(), skip_broken: false });
    settle(&mut again);
    let trouble = again.failure().expect("it is broken").trouble();
    assert!(trouble.place.ends_with("study.periplus.json · 2:13"), "{trouble}");
    again.apply(Command::DismissFailure);
    assert!(again.unsaved() && again.project().judgements.len() == 1);
    again.apply(Command::SaveProject(None));
    settle(&mut again);
    let beside = std::fs::read_to_string(moved.path().join("study/study.periplus.json.broken"));
    assert!(beside.expect("the broken file is kept").ends_with("[}"));
}

#[test]
fn settings_of_rules_are_kept_only_where_they_differ() {
    let mut workspace = Workspace::new(|| ());
    let set = |value| {
        let (rule, name) = ("C01".to_owned(), "tolerance".to_owned());
        Command::Project(ProjectEdit::SetParameter { rule, name, value })
    };
    workspace.apply(set(Some(3.0)));
    workspace.apply(set(Some(4.0)));
    workspace.apply(Command::Project(ProjectEdit::SwitchRule("C01".into(), true)));
    assert_eq!(workspace.project().rules["C01"].parameters["tolerance"], 4.0);
    workspace.apply(Command::Project(ProjectEdit::SwitchRule("C01".into(), false)));
    workspace.apply(set(None));
    assert!(workspace.project().rules.is_empty());
    (0..3).for_each(|_| workspace.apply(Command::Undo));
    assert_eq!(workspace.project().rules["C01"].parameters["tolerance"], 4.0, "a drag is one step");
    workspace.apply(Command::Undo);
    assert!(workspace.project().rules.is_empty());
}

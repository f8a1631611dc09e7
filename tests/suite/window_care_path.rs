//! Care paths, outages, gaps of a patient and notes, driven without a display: edited by pointer and by keys, undone,
//! judged and drawn. The extract holds gaps that were counted by hand.

use std::fmt::Write as _;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use periplus::base::{Precision, Time};
use periplus::model::care_path::Step;
use periplus::model::{EventTest, Explanation, Judgement, Outage};
use periplus::ui::App;
use periplus::workspace::{
    Colours, Command, GapId, GapsLook, GapsPage, OutageEdit, PathEdit, PathLook, ProjectEdit, Screen,
};

use crate::driven::{
    chord, click, click_first, fill, folder, press, says, send, settle, silent, window, write,
};

const DESCRIPTOR: &str = r#"{
  "name": "paths", "title": "Three sources",
  "licenses": [{"title": "Only for this test"}],
  "periplus": {"version": 1, "asOf": "2020-12-31", "population": "nkr", "index": {"phase": "diagnosis"}},
  "resources": [
    {"name": "patients", "path": "patients.csv",
     "periplus": {"role": "patients", "source": "nkr", "patient": "id", "attributes": {"sex": "sex"}}},
    {"name": "registry", "path": "registry.csv",
     "schema": {"fields": [{"name": "day", "type": "date"}]},
     "periplus": {"source": "nkr", "title": "Registry", "kind": "registry", "patient": "id",
       "window": [{"from": "2015-01-01", "to": "2020-12-31"}],
       "events": [{"phase": "diagnosis", "code": {"column": "code", "system": "icd-10"}, "start": "day"}]}},
    {"name": "hospital", "path": "hospital.csv",
     "schema": {"fields": [{"name": "day", "type": "date"}]},
     "periplus": {"source": "hospital", "title": "Hospital", "kind": "hospital", "patient": "id",
       "window": [{"from": "2015-01-01", "to": "2020-12-31"}],
       "events": [{"phase": "treatment", "code": {"column": "code", "system": "own"}, "start": "day"}]}},
    {"name": "lab", "path": "lab.csv",
     "schema": {"fields": [{"name": "day", "type": "date"}]},
     "periplus": {"source": "lab", "title": "Laboratory", "kind": "lab", "patient": "id",
       "window": [{"from": "2015-01-01", "to": "2020-12-31"}],
       "events": [{"phase": "lab", "code": {"column": "test", "system": "own"}, "start": "day"}]}}
  ]
}"#;

/// K1 is treated in time, K2 late, K3 never; L1 is measured forty times a month through 2015 to 2017, but in August
/// 2016 only twice.
fn extract() -> tempfile::TempDir {
    let folder = folder(DESCRIPTOR);
    let write = |name: &str, text: &str| write(&folder, name, text);
    write("patients.csv", "id,sex\nK1,f\nK2,m\nK3,f\nL1,f\n");
    write("registry.csv", "id,day,code\nK1,2018-01-01,C34\nK2,2018-01-01,C34\nK3,2018-01-01,C34\n");
    write(
        "hospital.csv",
        "id,day,code\nK1,2018-01-20,A\nK2,2018-12-20,A\nK3,2017-12-01,A\nK3,2020-01-01,A\n",
    );
    let mut lab = "id,day,test\n".to_owned();
    for month in 0..36 {
        let (year, month) = (2015 + month / 12, month % 12 + 1);
        let events = if (year, month) == (2016, 8) { 2 } else { 40 };
        for n in 0..events {
            writeln!(lab, "L1,{year}-{month:02}-{:02},HB", n % 28 + 1).expect("a text");
        }
    }
    write("lab.csv", &lab);
    folder
}

fn opened() -> (tempfile::TempDir, Harness<'static, App>) {
    let folder = extract();
    let harness = window(Some(folder.path().to_owned()));
    (folder, harness)
}

fn at_page(harness: &mut Harness<'static, App>, page: GapsPage) {
    press(harness, Key::Num5);
    assert_eq!(harness.state().workspace().screen(), Screen::Gaps);
    let look = harness.state().workspace().gaps_look().at_page(page);
    send(harness, Command::LookAtGaps(look));
}

fn titles(harness: &Harness<'static, App>) -> Vec<String> {
    let path = harness.state().workspace().shown_path();
    path.map(|path| path.steps.iter().map(|step| step.title.clone()).collect()).unwrap_or_default()
}

#[test]
fn a_care_path_is_made_and_changed_by_keys_and_its_numbers_follow() {
    let (_folder, mut harness) = opened();
    at_page(&mut harness, GapsPage::Path);
    says(&harness, "No care path is set");
    click(&mut harness, "New care path");
    says(&harness, "Expected of patients with: Diagnosis");
    press(&mut harness, Key::Insert);
    assert_eq!(titles(&harness), ["Treatment"], "the first phase that the path does not have");
    let outcomes = harness.state().workspace().outcomes().expect("it was counted").0.clone();
    assert_eq!(outcomes.eligible.len(), 3);
    says(&harness, "Care path that begins with Diagnosis, 1 step, expected of 3 patients");
    press(&mut harness, Key::Insert);
    assert_eq!(titles(&harness), ["Treatment", "Laboratory"]);
    chord(&mut harness, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(titles(&harness), ["Laboratory", "Treatment"]);
    press(&mut harness, Key::Delete);
    assert_eq!(titles(&harness), ["Treatment"]);
    chord(&mut harness, Modifiers::COMMAND, Key::Z);
    chord(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(titles(&harness), ["Treatment", "Laboratory"], "each change is a step to undo");
}

#[test]
fn every_mark_of_a_care_path_opens_its_patients() {
    let (_folder, mut harness) = opened();
    let test = |phase: &str| EventTest { phases: vec![phase.into()], ..EventTest::default() };
    let step = Step { title: "Treatment".into(), test: test("treatment"), to: 60, ..Step::default() };
    let path = periplus::model::CarePath {
        title: "Lung".into(),
        eligible: test("diagnosis"),
        except: None,
        steps: vec![step],
    };
    send(&mut harness, Command::Project(ProjectEdit::Path(PathEdit::Add(path))));
    at_page(&mut harness, GapsPage::Path);
    harness.get_by_label_contains("Care path that begins with").focus();
    settle(&mut harness);
    let mut seen = Vec::new();
    for _ in 0..8 {
        press(&mut harness, Key::ArrowRight);
        for words in ["Treatment: in time, 1 patient of 3", "Treatment: late, 2 patients of 3"] {
            if harness.query_all_by_label_contains(words).next().is_some() && !seen.contains(&words) {
                seen.push(words);
            }
        }
        if seen.len() == 2 {
            break;
        }
    }
    assert_eq!(seen.len(), 2, "K3 came after two years, and K2 after one");
    press(&mut harness, Key::Enter);
    click(&mut harness, "Add to the filters");
    says(&harness, "2 of 4 patients");
}

#[test]
fn a_learnt_care_path_is_shown_before_it_is_taken() {
    let (_folder, mut harness) = opened();
    at_page(&mut harness, GapsPage::Path);
    click(&mut harness, "Learn from the most frequent path…");
    says(&harness, "1 Treatment");
    says(&harness, "after Diagnosis");
    assert!(harness.state().workspace().project().gaps.is_none(), "nothing is taken yet");
    click(&mut harness, "Cancel");
    assert!(harness.state().workspace().path_look().learning.is_none());
    click(&mut harness, "Learn from the most frequent path…");
    press(&mut harness, Key::Y);
    assert_eq!(titles(&harness), ["Treatment"]);
    send(&mut harness, Command::LookAtPath(PathLook { step: Some(0), ..PathLook::default() }));
    says(&harness, "Counts as this step: Treatment");
    press(&mut harness, Key::L);
    says(&harness, "Telt als deze stap: Behandeling");
    for key in ["path-", "outcome-", "action-part"] {
        silent(&harness, key);
    }
}

#[test]
fn a_suggested_outage_is_confirmed_rejected_and_changed() {
    let (_folder, mut harness) = opened();
    at_page(&mut harness, GapsPage::Outages);
    let row = "Laboratory, 1 Aug 2016 – 31 Aug 2016, 2 of 40 expected";
    says(&harness, row);
    click_first(&mut harness, row);
    says(&harness, "2 seen, 40 expected.");
    says(&harness, "events over time");
    press(&mut harness, Key::Y);
    let outages = |harness: &Harness<'static, App>| harness.state().workspace().outages().to_vec();
    let august = Outage::new("lab", None, Time::from_date(2016, 8, 1).span(Precision::Month));
    assert_eq!(outages(&harness), std::slice::from_ref(&august));
    says(&harness, "Confirmed · 1");
    press(&mut harness, Key::Num1);
    says(&harness, "Outage of Laboratory");
    press(&mut harness, Key::Num5);
    let to = Outage { to: august.to - 1, ..august.clone() };
    let edit = OutageEdit::Replace { from: august.clone(), to: to.clone() };
    send(&mut harness, Command::Project(ProjectEdit::Outage(edit)));
    assert_eq!(outages(&harness), [to]);
    press(&mut harness, Key::Delete);
    assert_eq!(outages(&harness), []);
    click_first(&mut harness, row);
    press(&mut harness, Key::Delete);
    assert_eq!(harness.state().workspace().project().rejected.len(), 1);
    says(&harness, "Rejected · 1");
    chord(&mut harness, Modifiers::COMMAND, Key::Z);
    assert!(harness.state().workspace().project().rejected.is_empty());
}

#[test]
fn an_outage_of_ones_own_needs_both_days() {
    let (_folder, mut harness) = opened();
    at_page(&mut harness, GapsPage::Outages);
    press(&mut harness, Key::Insert);
    says(&harness, "An outage of your own");
    fill(&mut harness, "First day of the outage", "2018-02-30");
    says(&harness, "A date is a year, yyyy-mm or yyyy-mm-dd");
    fill(&mut harness, "First day of the outage", "2018-02-03");
    fill(&mut harness, "Last day of the outage", "2018-03-04");
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::Y);
    let outages = harness.state().workspace().outages();
    assert_eq!(outages.len(), 1);
    assert_eq!((outages[0].source.as_str(), outages[0].to - outages[0].from), ("nkr", 29));
}

#[test]
fn gaps_of_a_patient_are_drawn_picked_and_judged() {
    let (_folder, mut harness) = opened();
    press(&mut harness, Key::Num3);
    let workspace = harness.state().workspace();
    let store = workspace.store().expect("it is open").clone();
    let patient = store.head().keys.find("K3").expect("it is there");
    let patient = periplus::base::PatientId(patient as u32);
    let (found, places) = workspace.gaps_of(patient).expect("they were looked for");
    let gap = found.list[places.start].clone();
    assert_eq!(gap.explanation, Explanation::Clinical);
    let look = GapsLook { picked: Some(GapId::of(&gap)), ..*workspace.gaps_look() };
    send(&mut harness, Command::OpenPatient(patient));
    send(&mut harness, Command::LookAtGaps(look));
    says(&harness, "Nothing for 730 days");
    says(&harness, "A source that could have seen it watched, and nothing came.");
    press(&mut harness, Key::X);
    let judged = |harness: &Harness<'static, App>| {
        let all = &harness.state().workspace().project().judgements;
        all.values().next().map(|judged| judged.judgement)
    };
    assert_eq!(judged(&harness), Some(Judgement::Error));
    says(&harness, "Silence: 1 of 1 are errors");
    press(&mut harness, Key::Num5);
    press(&mut harness, Key::U);
    assert_eq!(judged(&harness), None, "it is the same gap on both screens");
    press(&mut harness, Key::Num2);
    click(&mut harness, "colour Phase");
    click(&mut harness, "Gap");
    assert_eq!(harness.state().workspace().colours(), Colours::Gaps);
    assert!(harness.state().workspace().results().gaps.classes.value().is_some());
}

#[test]
fn a_note_is_typed_kept_and_undone_in_one_step() {
    let (_folder, mut harness) = opened();
    press(&mut harness, Key::Num3);
    chord(&mut harness, Modifiers::COMMAND, Key::M);
    for text in ["ask ", "the lab"] {
        harness.get_by_label("Text of the note about this patient").type_text(text);
        settle(&mut harness);
    }
    let notes = |harness: &Harness<'static, App>| harness.state().workspace().project().notes.clone();
    assert_eq!(notes(&harness).into_values().collect::<Vec<_>>(), ["ask the lab"]);
    says(&harness, "1 patient with a note");
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::N);
    chord(&mut harness, Modifiers::COMMAND, Key::M);
    harness.get_by_label("Text of the note about this patient").type_text("another");
    settle(&mut harness);
    press(&mut harness, Key::Escape);
    assert_eq!(notes(&harness).len(), 2);
    chord(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(notes(&harness).len(), 1, "notes about two patients are two steps");
    chord(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(notes(&harness).len(), 0, "typing is one");
}

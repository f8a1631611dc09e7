//! The findings screen, driven without a display: rules, what they found, a card, the threshold and a judgement.
//! The extract holds faults that were counted by hand.

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use periplus::model::Judgement;
use periplus::ui::App;
use periplus::workspace::{Command, FindingsLook, ProjectEdit, Screen};
use std::fmt::Write as _;

use crate::driven::{click, click_first, fill, folder, press, says, settle, silent, window, write};

const DESCRIPTOR: &str = r#"{
  "name": "chemo", "title": "Infusions",
  "licenses": [{"title": "Only for this test"}],
  "periplus": {"version": 1, "asOf": "2024-12-31", "population": "nkr", "index": {"phase": "diagnosis"}},
  "resources": [
    {"name": "patients", "path": "patients.csv",
     "periplus": {"role": "patients", "source": "nkr", "patient": "id", "attributes": {"sex": "sex"}}},
    {"name": "registry", "path": "registry.csv",
     "schema": {"fields": [{"name": "day", "type": "date"}]},
     "periplus": {"source": "nkr", "title": "Registry", "kind": "registry", "patient": "id",
       "window": [{"from": "2015-01-01", "to": "2024-12-31"}],
       "events": [{"phase": "diagnosis", "code": {"column": "code", "system": "icd-10"}, "start": "day"}]}},
    {"name": "infusions", "path": "infusions.csv",
     "schema": {"fields": [{"name": "day", "type": "date"}]},
     "periplus": {"source": "infusions", "title": "Hospital pharmacy", "kind": "hospital-pharmacy", "patient": "id",
       "window": [{"from": "2015-01-01", "to": "2024-12-31"}], "site": "site",
       "events": [{"phase": "treatment", "code": {"column": "atc", "system": "atc"}, "label": "name", "start": "day", "dose": "mg"}]}},
    {"name": "lab", "path": "lab.csv",
     "schema": {"fields": [{"name": "day", "type": "date"}]},
     "periplus": {"source": "lab", "title": "Laboratory", "kind": "lab", "patient": "id",
       "events": [{"phase": "lab", "code": {"column": "test", "system": "lab"}, "start": "day", "value": "value",
         "refLow": "low", "refHigh": "high"}]}}
  ]
}"#;

/// K1 has pemetrexed again after four days (C01), and neutrophils below their band; K2 has it every three weeks; K3 has
/// an infusion after the extract was cut (T08).
fn extract() -> tempfile::TempDir {
    let folder = folder(DESCRIPTOR);
    let write = |name: &str, text: &str| write(&folder, name, text);
    write("patients.csv", "id,sex\nK1,f\nK2,m\nK3,f\n");
    write("registry.csv", "id,day,code\nK1,2019-01-01,C34\nK2,2019-01-01,C34\nK3,2019-01-01,C34\n");
    let mut infusions = "id,day,atc,name,mg,site\n".to_owned();
    for day in ["2019-02-01", "2019-02-22", "2019-03-15", "2019-03-19", "2019-04-09"] {
        writeln!(infusions, "K1,{day},L01BA04,Pemetrexed,900,North").expect("a text");
    }
    for day in ["2019-02-01", "2019-02-22", "2019-03-15"] {
        writeln!(infusions, "K2,{day},L01BA04,Pemetrexed,800,North").expect("a text");
    }
    infusions.push_str("K3,2025-03-01,L01BA04,Pemetrexed,800,North\n");
    write("infusions.csv", &infusions);
    write(
        "lab.csv",
        "id,day,test,value,low,high\nK1,2019-03-18,NEUTRO,1.1,1.5,7.5\nK1,2019-03-25,NEUTRO,3.2,1.5,7.5\n",
    );
    folder
}

fn opened() -> (tempfile::TempDir, Harness<'static, App>) {
    let folder = extract();
    let mut harness = window(Some(folder.path().to_owned()));
    press(&mut harness, Key::Num6);
    assert_eq!(harness.state().workspace().screen(), Screen::Findings);
    (folder, harness)
}

#[test]
fn rules_say_how_many_of_how_many_and_findings_open_their_card() {
    let (_folder, mut harness) = opened();
    says(&harness, "C01 Administration days implausibly close, Warning: 1 of 6");
    says(&harness, "T08 Date after the extract was cut, Error: 1 of 14");
    says(&harness, "Pick a finding to see what stands around it.");
    click_first(&mut harness, "C01 K1 15 Mar 2019, Error, Violation");
    says(&harness, "17 days shorter than the shortest usual interval");
    says(&harness, "Intervals at this site: pemetrexed: 6 intervals, found: 4 days");
    says(&harness, "2 measured values around the finding");
    says(&harness, "This would be plausible if one dose was given over two days");
    says(&harness, "Registry: nothing in these days; it watched");
    says(&harness, "SACT data set version 4");
    press(&mut harness, Key::V);
    assert_eq!(harness.state().workspace().screen(), Screen::Patient);
    says(&harness, "K1");
}

#[test]
fn the_screen_speaks_dutch() {
    let (_folder, mut harness) = opened();
    click_first(&mut harness, "C01 K1");
    press(&mut harness, Key::L);
    says(&harness, "C01 Kuurdagen onwaarschijnlijk dicht op elkaar, Waarschuwing: 1 van 6");
    says(&harness, "Dit zou plausibel zijn als één dosis over twee dagen is gegeven");
    says(&harness, "Wat andere bronnen van deze dagen zeggen");
    for words in ["findings-", "verdict-", "severity-", "rule-category"] {
        silent(&harness, words);
    }
}

#[test]
fn a_finding_is_judged_by_single_keys_with_a_note_and_taken_back() {
    let (_folder, mut harness) = opened();
    harness.key_press(Key::J);
    settle(&mut harness);
    click_first(&mut harness, "C01 K1");
    let judged = |harness: &Harness<'static, App>| {
        let all = &harness.state().workspace().project().judgements;
        all.values().next().map(|judged| (judged.judgement, judged.note.clone()))
    };
    press(&mut harness, Key::X);
    assert_eq!(judged(&harness), Some((Judgement::Error, String::new())));
    says(&harness, "All sources: 1 of 1 are errors");
    press(&mut harness, Key::M);
    harness.get_by_label("Note").type_text("row 5 twice");
    harness.run_steps(2);
    press(&mut harness, Key::Escape);
    assert_eq!(judged(&harness), Some((Judgement::Error, "row 5 twice".to_owned())));
    press(&mut harness, Key::O);
    assert_eq!(judged(&harness), Some((Judgement::Plausible, "row 5 twice".to_owned())), "the note stays");
    press(&mut harness, Key::U);
    assert_eq!(judged(&harness), None);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    settle(&mut harness);
    assert_eq!(judged(&harness).map(|judged| judged.0), Some(Judgement::Plausible));
}

#[test]
fn a_threshold_moves_what_is_found_and_back() {
    let (_folder, mut harness) = opened();
    click_first(&mut harness, "C01 Administration days implausibly close, Warning");
    says(&harness, "Patients flagged by the threshold: more than 2 days: 1 patient");
    fill(&mut harness, "Days shorter than the shortest usual interval, typed", "18");
    says(&harness, "Patients flagged by the threshold: more than 18 days: 0 patients");
    says(&harness, "C01 Administration days implausibly close, Warning: 0 of 6");
    silent(&harness, "C01 K1 15 Mar 2019");
    click(&mut harness, "Show all findings");
    says(&harness, "T08 K3");
    click_first(&mut harness, "C01 Administration days implausibly close, Warning");
    click(&mut harness, "Default");
    says(&harness, "C01 Administration days implausibly close, Warning: 1 of 6");
    says(&harness, "C01 K1 15 Mar 2019");
    assert!(harness.state().workspace().project().rules.is_empty());
}

#[test]
fn a_rule_left_out_hides_its_findings_and_marks_open_their_patients() {
    let (_folder, mut harness) = opened();
    says(&harness, "T08 K3");
    harness.state_mut().send(Command::Project(ProjectEdit::SwitchRule("T08".into(), true)));
    settle(&mut harness);
    silent(&harness, "T08 K3");
    says(&harness, "1 rule left out");
    click(&mut harness, "T08 Date after the extract was cut counts");
    says(&harness, "T08 K3");
    click(&mut harness, "Verdicts");
    harness.get_by_label_contains("What each rule says: ").focus();
    settle(&mut harness);
    let mut steps = 0;
    while harness
        .query_by_label_contains("C01 Administration days implausibly close: Violation 1 of")
        .is_none()
    {
        press(&mut harness, Key::ArrowRight);
        steps += 1;
        assert!(steps < 300, "no mark says so");
    }
    // The name of the row comes first, then the bar itself.
    press(&mut harness, Key::ArrowRight);
    press(&mut harness, Key::Enter);
    click(&mut harness, "Add to the filters");
    says(&harness, "1 of 3 patients");
    silent(&harness, "T08 K3");
}

#[test]
fn the_list_is_narrowed_and_says_so_where_nothing_is_left() {
    let (_folder, mut harness) = opened();
    click(&mut harness, "Source · all");
    click(&mut harness, "Laboratory");
    says(&harness, "No finding is of this kind.");
    click(&mut harness, "Show all findings");
    says(&harness, "T08 K3");
    let look =
        FindingsLook { verdict: Some(periplus::model::rule::Verdict::Explained), ..FindingsLook::default() };
    harness.state_mut().send(Command::LookAtFindings(look));
    settle(&mut harness);
    silent(&harness, "T08 K3");
}

#[test]
fn rules_of_ones_own_are_added_and_a_broken_file_says_where() {
    let (folder, mut harness) = opened();
    let path = folder.path().join("own.toml");
    std::fs::write(
        &path,
        "[pack]\nid = \"own\"\nversion = \"1\"\n\n[[rule]]\nid = \"X1\"\nversoin = \"1\"\n",
    )
    .expect("a small file");
    harness.state_mut().send(Command::AddRules(path.clone()));
    settle(&mut harness);
    says(&harness, "own.toml");
    says(&harness, "X1");
    says(&harness, "C01 Administration days implausibly close, Warning: 1 of 6");
    click(&mut harness, "Do without the rules of own.toml");
    silent(&harness, "X1");
    assert!(harness.state().workspace().rule_files().is_empty());
}

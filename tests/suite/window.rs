//! The window, driven without a display: what it says is asserted by accessible names, and only what is said.
//! Where a job has to finish first, frames are drawn until it has.

use std::path::{Path, PathBuf};

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use periplus::base::Time;
use periplus::compute::rules::Finding;
use periplus::model::rule::{Severity, Verdict};
use periplus::model::{EventTest, Filter};
use periplus::ui::App;
use periplus::workspace::{Command, ProjectEdit, Screen};

use egui::{Key, Modifiers};

use crate::driven::{click, fill, folder, press, says, settle, silent, window, write};

const DESCRIPTOR: &str = r#"{
  "name": "small", "title": "Two sources",
  "licenses": [{"title": "Only for this test"}],
  "periplus": {"version": 1, "asOf": "2024-12-31", "population": "nkr", "index": {"phase": "diagnosis"}},
  "resources": [
    {"name": "patients", "path": "patients.csv",
     "periplus": {"role": "patients", "source": "nkr", "patient": "id", "attributes": {"sex": "sex"}}},
    {"name": "registry", "path": "registry.csv",
     "schema": {"fields": [{"name": "day", "type": "date"}]},
     "periplus": {"source": "nkr", "title": "Registry", "kind": "registry", "patient": "id",
       "window": [{"from": "2015-01-01", "to": "2024-12-31"}],
       "events": [{"phase": "diagnosis", "code": {"column": "code", "system": "ICD-10"}, "start": "day"}]}},
    {"name": "pharmacy", "path": "pharmacy.csv",
     "schema": {"fields": [{"name": "day", "type": "date"}]},
     "periplus": {"source": "pharmacy", "title": "Pharmacy", "kind": "pharmacy", "holder": "Corner shop", "patient": "id",
       "events": [{"phase": "pharmacy", "code": {"column": "atc", "system": "ATC"}, "label": "name", "start": "day"}]}}
  ]
}"#;

fn extract() -> tempfile::TempDir {
    let folder = folder(DESCRIPTOR);
    let write = |name: &str, text: &str| write(&folder, name, text);
    write("patients.csv", "id,sex\nK1,f\nK2,m\nK3,f\nK4,\n");
    write(
        "registry.csv",
        "id,day,code\nK1,2018-03-01,C34\nK2,2019-04-02,C34\nK3,2020-05-03,C56\nK4,2021-06-04,C34\n",
    );
    write(
        "pharmacy.csv",
        "id,day,atc,name\nK1,2018-04-01,L01BA04,Pemetrexed\nK2,soon,A02BC01,Omeprazole\nK2,2019-05-01,A02BC01,Omeprazole\n",
    );
    folder
}

#[test]
fn an_empty_window_offers_ways_to_fill_it() {
    let mut harness = window(None);
    says(&harness, "Open an extract to see its journeys");
    says(&harness, "Open folder…");
    says(&harness, "No extract is open");
    press(&mut harness, Key::L);
    says(&harness, "Open een levering om de trajecten te zien");
    says(&harness, "Map openen…");
}

#[test]
fn a_failure_says_where_and_what_would_mend_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut harness = window(Some(folder.path().to_owned()));
    says(&harness, "This extract could not be opened");
    says(&harness, "There is no datapackage.json here.");
    says(&harness, "Open another…");
    silent(&harness, "Open what can be read");
    press(&mut harness, Key::L);
    says(&harness, "Hier is geen datapackage.json.");
}

#[test]
fn what_can_be_read_opens_without_the_rest() {
    let folder = extract();
    std::fs::remove_file(folder.path().join("pharmacy.csv")).expect("it was there");
    let mut harness = window(Some(folder.path().to_owned()));
    says(&harness, "pharmacy.csv");
    says(&harness, "There is no such file.");
    press(&mut harness, Key::L);
    says(&harness, "Dit bestand is er niet.");
    press(&mut harness, Key::L);
    click(&mut harness, "Open what can be read");
    says(&harness, "4 of 4 patients");
}

#[test]
fn the_front_door_counts_combinations_and_a_bar_filters() {
    let folder = extract();
    let mut harness = window(Some(folder.path().to_owned()));
    says(&harness, "4 of 4 patients");
    says(&harness, "6 events · aligned on diagnosis, first");
    says(&harness, "In all 2 sets together: 2 of 4 patients (50.00 %).");
    says(&harness, "One set declares no coverage: its person-time is unknown.");
    harness.get_by_label_contains("Who is in which combination: 2 sets").focus();
    settle(&mut harness);
    // From mark to mark until it is the bar of those whom the registry alone has.
    let mut steps = 0;
    while harness.query_by_label_contains("In Registry and in no other: 2 patients").is_none() {
        press(&mut harness, Key::ArrowRight);
        steps += 1;
        assert!(steps < 12, "no mark says so");
    }
    press(&mut harness, Key::Enter);
    click(&mut harness, "Add to the filters");
    says(&harness, "2 of 4 patients");
    says(&harness, "Change the filter Has Registry");
    says(&harness, "Change the filter Has no Pharmacy");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    settle(&mut harness);
    says(&harness, "4 of 4 patients");
    silent(&harness, "Change the filter");
}

#[test]
fn sets_are_left_out_joined_and_brought_back_by_keyboard() {
    let folder = extract();
    let mut harness = window(Some(folder.path().to_owned()));
    click(&mut harness, "Sets (2)");
    click(&mut harness, "Join Pharmacy with the one above; either is enough then");
    says(&harness, "In the one set: 4 of 4 patients");
    click(&mut harness, "Take Registry or Pharmacy apart");
    says(&harness, "In all 2 sets together: 2 of 4 patients");
    click(&mut harness, "Leave Pharmacy out");
    says(&harness, "In the one set: 4 of 4 patients");
    click(&mut harness, "Every source by itself");
    says(&harness, "In all 2 sets together: 2 of 4 patients");
}

#[test]
fn every_page_of_coverage_says_something() {
    let folder = extract();
    let mut harness = window(Some(folder.path().to_owned()));
    click(&mut harness, "Who is lost");
    says(&harness, "patients in every set with all others");
    click(&mut harness, "Link quality");
    says(&harness, "Keys that lead to several others");
    says(&harness, "Flow of the linkage");
    click(&mut harness, "Before linkage");
    says(&harness, "What would linkage leave?");
    says(&harness, "Open a file of counts");
    // The two sources share 1,000 at least (3,000 + 8,000 of 10,000), and 3,000 at most.
    let counts = folder.path().join("counts.json");
    let text = r#"{"version": 1, "population": 10000, "sources": [
        {"id": "registry", "title": "Registry", "patients": 3000}, {"id": "gp", "title": "GP", "patients": 8000}]}"#;
    std::fs::write(&counts, text).expect("a small file");
    harness.state_mut().send(Command::OpenCounts(counts.clone()));
    settle(&mut harness);
    says(&harness, "What linkage could leave");
    harness.get_by_label_contains("What linkage could leave:").focus();
    settle(&mut harness);
    let mut steps = 0;
    while harness.query_by_label_contains("between 1,000 and 3,000 patients").is_none() {
        press(&mut harness, Key::ArrowRight);
        steps += 1;
        assert!(steps < 20, "no mark says so");
    }
    std::fs::write(&counts, text.replace("3000", "30000")).expect("a small file");
    harness.state_mut().send(Command::OpenCounts(counts));
    settle(&mut harness);
    says(&harness, "registry");
    silent(&harness, "What linkage could leave");
}

#[test]
fn the_window_of_the_question_is_typed() {
    let folder = extract();
    let mut harness = window(Some(folder.path().to_owned()));
    let asked = |harness: &Harness<'static, App>| harness.state().workspace().question().window;
    fill(&mut harness, "Window from", "2019");
    let span = asked(&harness).expect("an open end is a window");
    assert_eq!(span.from, Time::from_date(2019, 1, 1));
    says(&harness, "From 1 Jan 2019");
    says(&harness, "In all 2 sets together: 1 of 4 patients");
    fill(&mut harness, "Window to", "2019-13");
    says(&harness, "A date is a year, yyyy-mm or yyyy-mm-dd");
    assert_eq!(asked(&harness), Some(span), "what cannot be read changes nothing");
    fill(&mut harness, "Window to", "2019-06");
    assert_eq!(asked(&harness).map(|span| span.to), Some(Time::from_date(2019, 7, 1)));
    silent(&harness, "A date is a year");
}

#[test]
fn boxes_and_findings_of_the_linkage_open_their_patients() {
    let folder = extract();
    let one = "id,day,atc,name\nK1,2018-04-01,L01BA04,Pemetrexed\n";
    std::fs::write(folder.path().join("pharmacy.csv"), one).expect("a small file");
    let mut harness = window(Some(folder.path().to_owned()));
    click(&mut harness, "Link quality");
    harness.get_by_label_contains("Flow of the linkage: ").focus();
    settle(&mut harness);
    let mut steps = 0;
    while harness.query_by_label_contains("Pharmacy, With any record: 1 patient").is_none() {
        press(&mut harness, Key::ArrowRight);
        steps += 1;
        assert!(steps < 30, "no box says so");
    }
    press(&mut harness, Key::Enter);
    click(&mut harness, "Add to the filters");
    says(&harness, "1 of 4 patients");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    settle(&mut harness);
    // Of those in the registry three are in no pharmacy: that is the finding, and the link opens them.
    click(&mut harness, "Open 3 patients: L05 Step 2 of the combination: Pharmacy");
    click(&mut harness, "Add to the filters");
    says(&harness, "3 of 4 patients");
    says(&harness, "L05");
}

#[test]
fn sources_of_counts_are_ticked_and_moved() {
    let folder = extract();
    let counts = folder.path().join("counts.json");
    let text = r#"{"version": 1, "population": 10000, "sources": [
        {"id": "a", "title": "Registry", "patients": 3000}, {"id": "b", "title": "GP", "patients": 8000},
        {"id": "c", "title": "Lab", "patients": 5000}]}"#;
    std::fs::write(&counts, text).expect("a small file");
    let mut harness = window(Some(folder.path().to_owned()));
    click(&mut harness, "Before linkage");
    harness.state_mut().send(Command::OpenCounts(counts));
    settle(&mut harness);
    let steps = |harness: &Harness<'static, App>| -> Vec<u64> {
        let counts = harness.state().workspace().counts().expect("it is open");
        counts.said.as_ref().expect("it says something").steps.iter().map(|step| step.set).collect()
    };
    assert_eq!(steps(&harness), [1, 2, 4]);
    click(&mut harness, "GP");
    assert_eq!(steps(&harness), [1, 4]);
    click(&mut harness, "Move Lab up");
    assert_eq!(steps(&harness), [4, 1]);
    click(&mut harness, "GP");
    assert_eq!(steps(&harness), [4, 1, 2]);
}

#[test]
fn unsaved_work_is_asked_about_before_it_is_left() {
    let (folder, other) = (extract(), extract());
    let mut harness = window(Some(folder.path().to_owned()));
    let path = folder.path().join("study.periplus.json");
    harness.state_mut().send(Command::SaveProject(Some(path.clone())));
    settle(&mut harness);
    says(&harness, "Saved as");
    says(&harness, "study");
    silent(&harness, "study •");
    harness.state_mut().send(Command::Project(ProjectEdit::Note("K1".into(), "ask the pharmacy".into())));
    settle(&mut harness);
    says(&harness, "study •");
    let open = Command::Open { path: other.path().to_owned(), skip_broken: false };
    harness.state_mut().send(open.clone());
    settle(&mut harness);
    says(&harness, "The changes in study.periplus.json are not saved.");
    let at = |harness: &Harness<'static, App>| {
        harness.state().workspace().extract().map(|extract| extract.path.clone())
    };
    click(&mut harness, "Stay");
    assert_eq!(at(&harness).as_deref(), Some(folder.path()));
    silent(&harness, "are not saved");
    harness.state_mut().send(open);
    settle(&mut harness);
    click(&mut harness, "Save");
    assert_eq!(at(&harness).as_deref(), Some(other.path()), "it is saved, and goes on");
    assert!(std::fs::read_to_string(&path).expect("it is there").contains("ask the pharmacy"));
    harness.state_mut().send(Command::Open { path, skip_broken: false });
    settle(&mut harness);
    assert_eq!(at(&harness).as_deref(), Some(folder.path()));
    assert_eq!(harness.state().workspace().project().notes.len(), 1);
}

#[test]
fn a_broken_project_leaves_what_is_open() {
    let folder = extract();
    let mut harness = window(Some(folder.path().to_owned()));
    let path = folder.path().join("study.periplus.json");
    std::fs::write(&path, "{\"version\": 9}").expect("a small file");
    harness.state_mut().send(Command::Open { path, skip_broken: false });
    settle(&mut harness);
    says(&harness, "$.version");
    says(&harness, "The file is of version 9; this program understands version 1.");
    says(&harness, "Open it with a newer program.");
    click(&mut harness, "Back to what is open");
    says(&harness, "4 of 4 patients");
}

#[test]
fn findings_are_drawn_in_journeys_and_colour_all_of_them() {
    let sample = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample_data");
    let mut harness = window(Some(sample));
    harness.state_mut().send(Command::Show(Screen::Findings));
    settle(&mut harness);
    let workspace = harness.state().workspace();
    let checked = workspace.results().findings.checked.value().expect("it is checked").clone();
    let bad =
        |finding: &&Finding| finding.verdict == Verdict::Violation && finding.severity == Severity::Error;
    let patient = checked.findings.iter().filter(bad).find_map(|finding| finding.patient);
    let patient = patient.expect("errors are planted in the sample");
    harness.state_mut().send(Command::OpenPatient(patient));
    settle(&mut harness);
    says(&harness, "error");
    assert!(!harness.state().workspace().findings_of(patient).expect("it is known").1.is_empty());
    press(&mut harness, Key::Num2);
    click(&mut harness, "colour Phase");
    click(&mut harness, "Finding");
    let workspace = harness.state().workspace();
    let (key, _) = workspace.results().picture.keyed().expect("it is drawn");
    let classes = key.classes.0.as_ref().expect("findings give the colours");
    let worst = checked.findings.iter().find(bad).expect("as before");
    assert_eq!(classes.of(worst.events[0].index()), 3);
}

#[test]
fn the_filter_form_adds_changes_and_takes_out() {
    let folder = extract();
    let mut harness = window(Some(folder.path().to_owned()));
    press(&mut harness, Key::F);
    says(&harness, "Tick one at least");
    click(&mut harness, "Pharmacy");
    click(&mut harness, "Add");
    says(&harness, "Change the filter Source Pharmacy");
    says(&harness, "2 of 4 patients");
    click(&mut harness, "Change the filter Source Pharmacy");
    click(&mut harness, "Number of events");
    harness.get_by_label("At least").focus();
    settle(&mut harness);
    harness.get_by_label("At least").type_text("1");
    settle(&mut harness);
    click(&mut harness, "Apply");
    says(&harness, "Change the filter At least 1 events");
    says(&harness, "4 of 4 patients");
    click(&mut harness, "Take out the filter At least 1 events");
    silent(&harness, "Change the filter");
}

#[test]
fn codes_are_searched_and_ticked() {
    let folder = extract();
    let mut harness = window(Some(folder.path().to_owned()));
    press(&mut harness, Key::F);
    click(&mut harness, "Codes");
    harness.get_by_label("Search codes and what they are called").type_text("peme");
    settle(&mut harness);
    silent(&harness, "Omeprazole");
    click(&mut harness, "L01BA04 Pemetrexed");
    click(&mut harness, "Add");
    says(&harness, "Change the filter Code Pemetrexed");
    says(&harness, "1 of 4 patients");
}

#[test]
fn the_palette_finds_and_runs() {
    let folder = extract();
    let mut harness = window(Some(folder.path().to_owned()));
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    settle(&mut harness);
    harness.get_by_label("Command, patient or path").type_text("sourc");
    settle(&mut harness);
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().workspace().screen(), Screen::Sources);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    settle(&mut harness);
    harness.get_by_label("Command, patient or path").type_text("K3");
    settle(&mut harness);
    says(&harness, "Go to patient K3");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().workspace().screen(), Screen::Patient);
    says(&harness, "patient 3 of 4 · K3");
}

#[test]
fn sources_say_what_was_set_aside_and_where() {
    let folder = extract();
    let mut harness = window(Some(folder.path().to_owned()));
    press(&mut harness, Key::Num7);
    says(&harness, "Only for this test");
    click(&mut harness, "Pharmacy");
    says(&harness, "3 rows read · 2 events made · 1 set aside");
    says(&harness, "Start cannot be read");
    says(&harness, "pharmacy.csv:3");
    says(&harness, "Corner shop");
}

#[test]
fn keys_do_nothing_while_a_text_is_typed() {
    let folder = extract();
    let mut harness = window(Some(folder.path().to_owned()));
    press(&mut harness, Key::A);
    harness.get_by_label("Align on…").type_text("7");
    press(&mut harness, Key::Num7);
    assert_eq!(harness.state().workspace().screen(), Screen::Coverage);
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::Num2);
    assert_eq!(harness.state().workspace().screen(), Screen::Population);
}

#[test]
fn every_screen_is_drawn_in_every_theme_and_language() {
    let folder = extract();
    let mut harness = window(Some(folder.path().to_owned()));
    let screens = [Key::Num1, Key::Num2, Key::Num3, Key::Num5, Key::Num6, Key::Num7];
    for key in screens.into_iter().chain([Key::Questionmark, Key::T, Key::T, Key::T, Key::L]) {
        press(&mut harness, key);
        press(&mut harness, Key::Escape);
    }
    for screen in Screen::ALL {
        harness.state_mut().send(Command::Show(screen));
        settle(&mut harness);
    }
    says(&harness, "4 van 4 patiënten");
    let nobody = EventTest { sources: vec!["nkr".into()], ..EventTest::default() };
    harness.state_mut().send(Command::AddFilter(Filter::HasNot(nobody)));
    for screen in Screen::ALL {
        harness.state_mut().send(Command::Show(screen));
        settle(&mut harness);
    }
    says(&harness, "0 van 4 patiënten");
}

#[test]
fn an_opened_extract_is_remembered() {
    let folder = extract();
    let harness = window(Some(folder.path().to_owned()));
    let recent: Vec<&Path> = harness.state().settings().recent.iter().map(PathBuf::as_path).collect();
    assert_eq!(recent, [folder.path()]);
    assert!(harness.root().children_recursive().count() > 10);
}

//! The gaps screen, driven without a display: counts, thresholds, models of supply, schedules, the list and its price.
//! The extract holds a silence and a lack of supply that were counted by hand.

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use periplus::base::Time;
use periplus::model::gap::{SupplyModel, Threshold};
use periplus::model::{Filter, GapKind};
use periplus::ui::App;
use periplus::workspace::{Command, GapsLook, GapsPage, GapsPick, Screen};

use crate::driven::{click, click_first, fill, folder, go_to, press, says, settle, silent, window, write};

const DESCRIPTOR: &str = r#"{
  "name": "quiet", "title": "Silences",
  "licenses": [{"title": "Only for this test"}],
  "periplus": {"version": 1, "asOf": "2022-12-31", "population": "nkr", "index": {"phase": "diagnosis"}},
  "resources": [
    {"name": "patients", "path": "patients.csv",
     "periplus": {"role": "patients", "source": "nkr", "patient": "id", "attributes": {"sex": "sex"}}},
    {"name": "registry", "path": "registry.csv",
     "schema": {"fields": [{"name": "day", "type": "date"}]},
     "periplus": {"source": "nkr", "title": "Registry", "kind": "registry", "patient": "id",
       "window": [{"from": "2015-01-01", "to": "2022-12-31"}],
       "events": [{"phase": "diagnosis", "code": {"column": "code", "system": "icd-10"}, "start": "day"}]}},
    {"name": "visits", "path": "visits.csv",
     "schema": {"fields": [{"name": "day", "type": "date"}]},
     "periplus": {"source": "gp", "title": "General practitioner", "kind": "gp", "patient": "id",
       "window": [{"from": "2015-01-01", "to": "2022-12-31"}],
       "events": [{"phase": "gp", "code": {"column": "code", "system": "icpc"}, "start": "day"}]}},
    {"name": "fills", "path": "fills.csv",
     "schema": {"fields": [{"name": "day", "type": "date"}]},
     "periplus": {"source": "pharmacy", "title": "Pharmacy", "kind": "pharmacy", "patient": "id",
       "window": [{"from": "2015-01-01", "to": "2022-12-31"}],
       "events": [{"phase": "pharmacy", "code": {"column": "atc", "system": "atc"}, "label": "name", "start": "day",
         "daysSupply": "days"}]}}
  ]
}"#;

/// K1 is silent from 1 February to 1 December 2019, 303 days, while the GP watched. K2's pills for 30 days run out on
/// 3 March 2019, and the next come 90 days later. K3 lacks nothing.
fn extract() -> tempfile::TempDir {
    let folder = folder(DESCRIPTOR);
    let write = |name: &str, text: &str| write(&folder, name, text);
    write("patients.csv", "id,sex\nK1,f\nK2,m\nK3,f\n");
    write("registry.csv", "id,day,code\nK1,2019-01-01,C34\nK2,2019-01-01,C34\nK3,2020-01-01,C34\n");
    write(
        "visits.csv",
        "id,day,code\nK1,2019-02-01,A01\nK1,2019-12-01,A01\nK2,2019-02-01,A01\nK2,2019-03-01,A01\nK3,2020-02-01,A01\n",
    );
    write(
        "fills.csv",
        "id,day,atc,name,days\nK2,2019-02-01,C10AA01,Simvastatin,30\nK2,2019-06-01,C10AA01,Simvastatin,30\n",
    );
    folder
}

fn opened() -> (tempfile::TempDir, Harness<'static, App>) {
    let folder = extract();
    let mut harness = window(Some(folder.path().to_owned()));
    press(&mut harness, Key::Num5);
    assert_eq!(harness.state().workspace().screen(), Screen::Gaps);
    (folder, harness)
}

#[test]
fn gaps_are_counted_and_a_part_of_a_bar_narrows_the_list_and_filters() {
    let (_folder, mut harness) = opened();
    says(&harness, "2 of 3 patients have a gap.");
    says(&harness, "K1, Silence, 1 Feb 2019 – 1 Dec 2019, Clinical.");
    says(&harness, "K2, Dispensing, 3 Mar 2019 – 1 Jun 2019, Clinical.");
    says(&harness, "2 patients have one. Without them 1 of 3 patients");
    go_to(&mut harness, "Gaps by kind: 2 gaps", "Silence, Clinical: 1 of 1 gaps (100 %); 1 patient");
    press(&mut harness, Key::Enter);
    says(&harness, "1 patient have one. Without them 2 of 3 patients");
    silent(&harness, "K2, Dispensing");
    click(&mut harness, "Add to the filters");
    says(&harness, "1 of 3 patients");
    click_first(&mut harness, "Show all gaps");
    silent(&harness, "K2, Dispensing");
    says(&harness, "K1, Silence");
}

#[test]
fn keys_go_through_the_list_and_open_the_patient_at_the_gap() {
    let (_folder, mut harness) = opened();
    says(&harness, "Pick a gap to see what it rests on.");
    press(&mut harness, Key::J);
    says(&harness, "Clinical: a source that could have seen it watched, and nothing came.");
    says(&harness, "Longer than 180 days");
    says(&harness, "Watched all the while: General practitioner");
    press(&mut harness, Key::J);
    says(&harness, "A supply for 30 days was handed out");
    press(&mut harness, Key::K);
    says(&harness, "Longer than 180 days");
    press(&mut harness, Key::V);
    assert_eq!(harness.state().workspace().screen(), Screen::Patient);
    says(&harness, "K1");
    // The journey counts from the diagnosis on 1 January 2019: the gap begins on day 31 and ends on day 334.
    let shown = harness.state().workspace().patient_view().time.expect("a part of the journey");
    assert!(shown.from < Time::from_days(31) && shown.to > Time::from_days(334), "{shown:?}");
    assert!(shown.from > Time::from_days(-150) && shown.to < Time::from_days(500), "{shown:?}");
}

#[test]
fn a_threshold_moves_what_is_a_silence_and_undo_takes_it_back() {
    let (_folder, mut harness) = opened();
    click(&mut harness, "Silence");
    says(&harness, "Patients by longest silence: more than 180 days: 1 patient");
    fill(&mut harness, "days, at least", "320");
    says(&harness, "Patients by longest silence: more than 320 days: 0 patients");
    silent(&harness, "K1, Silence");
    let asked = harness.state().workspace().gap_spec().silence.expect("silences are looked for");
    assert_eq!(asked.threshold, Threshold::Days(320));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    settle(&mut harness);
    says(&harness, "K1, Silence");
    assert!(harness.state().workspace().project().gaps.is_none(), "the usual is not written down");
    click(&mut harness, "Do not look for silences");
    says(&harness, "Silences are not looked for.");
    click(&mut harness, "Look for silences");
    says(&harness, "K1, Silence");
}

#[test]
fn times_between_phases_open_their_patients() {
    let (_folder, mut harness) = opened();
    click(&mut harness, "Silence");
    says(&harness, "Time between phases: Diagnosis to GP. 3 came so far, 0 did not, half by 31 days");
    click(&mut harness, "Next transition");
    says(&harness, "Time between phases: GP to Pharmacy. 1 came so far, 2 did not");
    go_to(&mut harness, "Time between phases: GP to Pharmacy", "On day 0: 1 patient");
    press(&mut harness, Key::Enter);
    click(&mut harness, "Add to the filters");
    says(&harness, "1 of 3 patients");
}

#[test]
fn the_grace_and_the_model_of_supply_say_whom_they_flag() {
    let (_folder, mut harness) = opened();
    click(&mut harness, "Supply");
    says(&harness, "Patients by days of grace: Stockpile, more than 60 days: 1 patient");
    says(&harness, "C10AA01 Simvastatin: 1, 0.25, 100 %, 0.25, 0 %");
    fill(&mut harness, "Days of grace", "90");
    says(&harness, "Patients by days of grace: Stockpile, more than 90 days: 0 patients");
    silent(&harness, "K2, Dispensing");
    fill(&mut harness, "Days of grace", "89");
    says(&harness, "K2, Dispensing");
    go_to(&mut harness, "Four models of supply: ", "Plain: 1 patient flagged");
    press(&mut harness, Key::Enter);
    says(&harness, "Patients by days of grace: Plain, more than 89 days: 1 patient");
    let asked = harness.state().workspace().gap_spec().dispensing.expect("refills are looked for");
    assert_eq!((asked.model, asked.grace), (SupplyModel::Plain, 89));
    let pick = GapsPick::Lacking(SupplyModel::LastSupply, 60);
    harness.state_mut().send(Command::PickGaps { pick, label: "lacking".into() });
    settle(&mut harness);
    says(&harness, "1 of 3 patients");
}

#[test]
fn a_schedule_is_added_changed_and_says_who_was_seen() {
    let (_folder, mut harness) = opened();
    click(&mut harness, "Follow-up");
    says(&harness, "No follow-up schedule is set.");
    click(&mut harness, "Add a schedule");
    says(&harness, "Visits of the schedule: visits: 4");
    click(&mut harness, "Visits are · Aftercare");
    click(&mut harness, "GP");
    fill(&mut harness, "Days on which visits are due", "31");
    says(&harness, "Visits of the schedule: visits: 1");
    fill(&mut harness, "days early or late", "3");
    go_to(&mut harness, "Visits of the schedule: visits: 1", "day 31, In time: 3 of 3 patients");
    fill(&mut harness, "Days on which visits are due", "31, 59");
    go_to(&mut harness, "Visits of the schedule: visits: 2", "day 59, In time: 1 of 3 patients");
    let look = GapsLook { kind: Some(GapKind::FollowUp), ..*harness.state().workspace().gaps_look() };
    harness.state_mut().send(Command::LookAtGaps(look));
    settle(&mut harness);
    says(&harness, "2 gaps");
    click(&mut harness, "Remove Visits after diagnosis");
    says(&harness, "No follow-up schedule is set.");
    assert!(harness.state().workspace().project().gaps.is_none());
}

#[test]
fn those_with_a_gap_can_be_left_out() {
    let (_folder, mut harness) = opened();
    click(&mut harness, "Leave them out");
    click(&mut harness, "Add to the filters");
    says(&harness, "1 of 3 patients");
    says(&harness, "Nothing is missing in what is looked for.");
    let filters = harness.state().workspace().filters();
    let Some(Filter::Patients { keys, .. }) = filters.first() else { panic!("{filters:?}") };
    assert_eq!(keys, &["K3"]);
}

#[test]
fn the_screen_speaks_dutch_and_misses_no_text() {
    let (_folder, mut harness) = opened();
    press(&mut harness, Key::J);
    press(&mut harness, Key::L);
    says(&harness, "2 van 3 patiënten hebben een gat.");
    says(&harness, "Klinisch: een bron die het had kunnen zien keek, en er kwam niets.");
    for page in GapsPage::ALL {
        let look = harness.state().workspace().gaps_look().at_page(page);
        harness.state_mut().send(Command::LookAtGaps(look));
        settle(&mut harness);
        for words in ["gaps-", "gap-", "word-"] {
            silent(&harness, words);
        }
    }
}

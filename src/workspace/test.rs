//! The application driven by commands alone, on a real extract, as the window drives it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::jobs::Outcome;
use super::*;
use crate::base::{Cancel, PatientId, Progress, Span, Time};
use crate::model::{Align, EventTest, Filter, Occurrence};

fn extract(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

/// Collects until nothing is under way.
fn settle(workspace: &mut Workspace) {
    let since = Instant::now();
    loop {
        workspace.collect();
        if workspace.running().is_empty() {
            return;
        }
        assert!(since.elapsed() < Duration::from_mins(1), "still busy");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn opened(name: &str) -> Workspace {
    let mut workspace = Workspace::new(|| ());
    workspace.apply(Command::SetCaching(false));
    workspace.apply(Command::Open { path: extract(name), skip_broken: false });
    settle(&mut workspace);
    workspace
}

fn counts(workspace: &Workspace) -> (usize, u64, usize) {
    let journeys = workspace.results().journeys.value().unwrap();
    (journeys.selection.patients.len(), journeys.selection.events, journeys.rows.order.len())
}

#[test]
fn filters_narrow_undo_widens_and_results_follow() {
    let mut workspace = opened("lgg_ucsf_2014");
    assert_eq!(counts(&workspace).0, 23);
    assert!(workspace.undoable().is_none());
    let treated = Filter::Sources(vec!["treatment".into()]);
    workspace.apply(Command::AddFilter(treated.clone()));
    assert!(workspace.results().journeys.seen().unwrap().outdated, "the old result stays, and says so");
    settle(&mut workspace);
    assert_eq!(counts(&workspace).0, 12);
    assert_eq!(workspace.results().coverage.combined.value().unwrap().patterns.patients, 12);
    workspace.apply(Command::Undo);
    settle(&mut workspace);
    assert_eq!(counts(&workspace).0, 23);
    workspace.apply(Command::Redo);
    settle(&mut workspace);
    assert_eq!((counts(&workspace).0, workspace.filters()), (12, &[treated][..]));
    workspace.apply(Command::ClearFilters);
    settle(&mut workspace);
    assert_eq!(counts(&workspace).0, 23);
}

#[test]
fn patients_are_stepped_through_in_the_order_of_rows() {
    let mut workspace = opened("lgg_ucsf_2014");
    workspace.apply(Command::Show(Screen::Patient));
    assert_eq!(workspace.place_in_rows(), Some((0, 23)));
    workspace.apply(Command::StepPatient(1));
    workspace.apply(Command::StepPatient(1));
    assert_eq!(workspace.place_in_rows(), Some((2, 23)));
    workspace.apply(Command::StepPatient(-100));
    assert_eq!(workspace.place_in_rows(), Some((0, 23)));
    let treatment = EventTest { sources: vec!["treatment".into()], ..EventTest::default() };
    workspace.apply(Command::Align(Align::Event(treatment, Occurrence::First)));
    settle(&mut workspace);
    let journeys = workspace.results().journeys.value().unwrap();
    assert_eq!((journeys.rows.order.len(), journeys.rows.without_anchor), (12, 11));
}

#[test]
fn a_raw_row_is_read_only_when_asked_for() {
    let mut workspace = opened("lgg_ucsf_2014");
    assert!(workspace.results().raw_row.value().is_none());
    workspace.apply(Command::ReadRawRow(0));
    settle(&mut workspace);
    let row = Arc::clone(workspace.results().raw_row.value().unwrap());
    let cells = row.as_ref().as_ref().unwrap();
    let patient = workspace.store().unwrap().head().keys.text(0);
    assert!(cells.iter().any(|(_, value)| *value.reveal() == patient));
    assert!(!format!("{cells:?}").contains(&patient), "nothing prints a value by accident");
}

#[test]
fn what_cannot_be_opened_leaves_what_is_open() {
    let mut workspace = opened("lgg_ucsf_2014");
    workspace.apply(Command::Open { path: extract("nowhere"), skip_broken: false });
    settle(&mut workspace);
    assert_eq!(workspace.failure().unwrap().trouble().what[0].key, "failure-no-descriptor");
    assert_eq!(counts(&workspace).0, 23);
}

#[test]
fn a_load_that_was_overtaken_does_not_count() {
    let mut workspace = Workspace::new(|| ());
    workspace.apply(Command::SetCaching(false));
    workspace.apply(Command::Open { path: extract("swereg"), skip_broken: false });
    workspace.apply(Command::Open { path: extract("lgg_ucsf_2014"), skip_broken: false });
    settle(&mut workspace);
    assert_eq!(counts(&workspace).0, 23);
    assert_eq!(workspace.take_opened(), [extract("lgg_ucsf_2014")]);
}

#[test]
fn a_job_that_panics_changes_nothing() {
    let mut jobs: Jobs<u32> = Jobs::new(|| ());
    jobs.start(JobKind::Search, |_: &Cancel, _: &Progress| -> Outcome<u32> { panic!("on purpose") });
    let since = Instant::now();
    let mut state = 7;
    while !jobs.running().is_empty() {
        if let Some(apply) = jobs.next_outcome() {
            apply(&mut state);
        }
        assert!(since.elapsed() < Duration::from_secs(20));
    }
    assert_eq!(state, 7);
}

#[test]
fn a_view_zooms_around_its_fixed_point() {
    let view = Span { from: Time(0), to: Time(1_000_000_000_000) };
    let half = zoomed(view, 0.5, 0.25);
    assert_eq!((half.from.0, half.to.0), (125_000_000_000, 625_000_000_000));
    assert_eq!(zoomed(view, 1e-9, 0.5).to.0 - zoomed(view, 1e-9, 0.5).from.0, SHORTEST);
    assert_eq!(panned(view, 0.5).from.0, 500_000_000_000);
}

proptest! {
    #[test]
    fn undo_and_redo_walk_the_same_path(steps in prop::collection::vec(0u8..5, 1..40), back in 0usize..50) {
        let mut history = History::new(0u8);
        let mut path = vec![0u8];
        for &step in &steps {
            history.step("s", step, false);
            if path.last() != Some(&step) {
                path.push(step);
            }
        }
        let taken = (0..back).filter(|_| history.undo()).count();
        prop_assert_eq!(taken, back.min(path.len() - 1));
        prop_assert_eq!(**history.now(), path[path.len() - 1 - taken]);
        for _ in 0..taken {
            prop_assert!(history.redo());
        }
        prop_assert_eq!(**history.now(), path[path.len() - 1]);
        prop_assert!(history.redoable().is_none());
    }
}

#[test]
fn patients_opened_by_mark_keep_hidden_lanes() {
    let mut workspace = opened("lgg_ucsf_2014");
    workspace.apply(Command::OpenPatient(PatientId(3)));
    workspace.apply(Command::ToggleLane(crate::base::SourceId(1)));
    workspace.apply(Command::PickEvent(Some(9)));
    workspace.apply(Command::OpenPatient(PatientId(4)));
    assert_eq!(workspace.patient_view().hidden, [crate::base::SourceId(1)]);
    assert_eq!(workspace.patient_view().event, None);
}

#[test]
fn another_order_changes_the_drop_off_and_nothing_else() {
    let mut workspace = opened("lgg_ucsf_2014");
    let combined = |workspace: &Workspace| Arc::clone(workspace.results().coverage.combined.value().unwrap());
    let titles = |of: &Combined| of.patterns.sets.iter().map(|set| set.title.clone()).collect::<Vec<_>>();
    let before = combined(&workspace);
    let last = before.patterns.sets.len() - 1;
    workspace.apply(Command::Question(QuestionEdit::Move { from: last, to: 0 }));
    settle(&mut workspace);
    let after = combined(&workspace);
    assert!(Arc::ptr_eq(&before.funnel, &after.funnel), "the funnel knows no order");
    assert_eq!(titles(&after)[0], titles(&before)[last]);
    let left = |of: &Combined| of.drop_off.steps.last().map(|step| step.remaining);
    assert_eq!(left(&after), left(&before));
    workspace.apply(Command::Question(QuestionEdit::Window(Some(Span { from: Time(0), to: Time(1) }))));
    settle(&mut workspace);
    assert!(!Arc::ptr_eq(&before.funnel, &combined(&workspace).funnel), "the window is a step of it");
    for _ in 0..2 {
        workspace.apply(Command::Undo);
    }
    settle(&mut workspace);
    assert_eq!(titles(&combined(&workspace)), titles(&before));
}

#[test]
fn findings_follow_the_selection_the_parameters_and_the_list() {
    let mut workspace = opened("swereg");
    workspace.apply(Command::Show(Screen::Findings));
    settle(&mut workspace);
    let checked = |workspace: &Workspace| Arc::clone(workspace.results().findings.checked.value().unwrap());
    let listed = |workspace: &Workspace| workspace.results().findings.listed.value().unwrap().len();
    let before = checked(&workspace);
    assert!(!before.findings.is_empty(), "this set has faults");
    assert_eq!(listed(&workspace), before.findings.len());
    assert_eq!(workspace.results().findings.prices.value().unwrap().len(), before.rules.len());
    let rulebook = Arc::clone(workspace.results().findings.rulebook.value().unwrap());
    let (at, tally) = before.rules.iter().enumerate().max_by_key(|(_, tally)| tally.patients.len()).unwrap();
    let id = rulebook.pack().rules[at].id.clone();
    let price = workspace.results().findings.prices.value().unwrap()[at].clone();
    assert_eq!((price.lost, price.of), (tally.patients.len(), counts(&workspace).0));

    // A rule that is left out hides its findings; nothing is judged again.
    workspace.apply(Command::Project(ProjectEdit::SwitchRule(id.clone(), true)));
    settle(&mut workspace);
    let of_rule = before.findings.iter().filter(|finding| usize::from(finding.rule) == at).count();
    assert_eq!(listed(&workspace), before.findings.len() - of_rule);
    assert!(Arc::ptr_eq(&before, &checked(&workspace)));
    workspace.apply(Command::Undo);
    settle(&mut workspace);

    // The next finding is the first of the list, and its anchor names the rule.
    workspace.apply(Command::StepFinding(1));
    settle(&mut workspace);
    let (_, finding) = workspace.picked_finding().unwrap();
    assert_eq!(
        FindingId::of(finding).place(&before),
        Some(workspace.results().findings.listed.value().unwrap()[0] as usize)
    );

    // Patients of a mark become a link of the chain, and findings are then theirs alone.
    let pick = FindingsPick::Verdict(at as u16, crate::model::rule::Verdict::Violation);
    workspace.apply(Command::PickFindings { pick, label: id });
    settle(&mut workspace);
    assert_eq!(counts(&workspace).0, tally.patients.len());
    let after = checked(&workspace);
    assert_eq!(after.rules[at].patients, tally.patients);
    assert!(after.findings.iter().all(|f| f.patient.is_none_or(|patient| tally.patients.contains(patient))));
}

#[test]
fn one_parameter_judges_one_rule_again_as_if_all_were() {
    let mut workspace = opened("swereg");
    workspace.apply(Command::Show(Screen::Findings));
    settle(&mut workspace);
    let rulebook = Arc::clone(workspace.results().findings.rulebook.value().unwrap());
    let checked = Arc::clone(workspace.results().findings.checked.value().unwrap());
    let moved = rulebook.pack().rules.iter().enumerate().find_map(|(at, rule)| {
        let tally = &checked.rules[at];
        let param = rule.params.get(rule.slider()?)?;
        let other = (tally.flagged(param.most) < tally.flagged(param.default)).then_some(param.most)?;
        Some((at, rule.id.clone(), param.id.clone(), other))
    });
    let (at, rule, name, value) = moved.expect("a rule whose slider lets fewer through");
    workspace.apply(Command::Project(ProjectEdit::SetParameter { rule, name, value: Some(value) }));
    settle(&mut workspace);
    let again = Arc::clone(workspace.results().findings.checked.value().unwrap());
    assert_eq!(again.rules[at].patients.len(), checked.rules[at].flagged(value), "the curve told it before");
    workspace.apply(Command::Reload);
    settle(&mut workspace);
    let whole = workspace.results().findings.checked.value().unwrap();
    assert_eq!((&again.rules, &again.findings), (&whole.rules, &whole.findings));
}

//! Rules on real and made-up extracts: counts that are known otherwise, and what must hold whatever the journeys.
//! What each count is of stands with it; the numbers are those published with the sets or counted from the raw tables.

use std::sync::Arc;

use periplus::base::{Cancel, EventIdx, PatientId, Precision, Progress, Time, time::DAY};
use periplus::compute::rules::proof::{self, store as made};
use periplus::compute::rules::{CheckSpec, Checked, Finding, Why, card, check, compile};
use periplus::io::load::{LoadOptions, Loaded, load};
use periplus::io::rules as packs;
use periplus::io::synth::{SynthSpec, synth};
use periplus::model::rule::{Pack, Proof, ProofEvent, ProofPatient, Verdict};
use periplus::store::Store;
use proptest::prelude::*;
use serde_json::Value;

use crate::cli::{data, ends_with};
use crate::reader::root;

fn shipped() -> Arc<Pack> {
    Arc::new(packs::shipped().unwrap_or_else(|troubles| panic!("{}", troubles[0])))
}

fn open(path: &std::path::Path) -> Loaded {
    load(path, &LoadOptions::default(), &Cancel::default(), &Progress::default())
        .unwrap_or_else(|error| panic!("it does not load: {error}"))
}

fn checked(store: &Store, pack: &Arc<Pack>, spec: &CheckSpec) -> Checked {
    let compiled = compile(Arc::clone(pack), store).unwrap_or_else(|trouble| panic!("{trouble}"));
    check(store, &compiled, spec, &Cancel::default(), &Progress::default()).expect("nobody cancels")
}

fn rule(pack: &Pack, id: &str) -> usize {
    pack.rules.iter().position(|rule| rule.id == id).unwrap_or_else(|| panic!("no rule {id}"))
}

struct Real {
    pack: Arc<Pack>,
    store: Store,
    checked: Checked,
}

impl Real {
    fn of(set: &str) -> Self {
        let (pack, store) = (shipped(), open(&root().join("tests/data").join(set)).store);
        let spec = CheckSpec { most_findings: usize::MAX, unjudged: true, ..CheckSpec::default() };
        let checked = checked(&store, &pack, &spec);
        Self { pack, store, checked }
    }

    fn count(&self, id: &str, verdict: Verdict) -> u64 {
        self.checked.rules[rule(&self.pack, id)].of(verdict)
    }

    /// Findings of a rule whose own event, the last in the source's table, is of one of these sources.
    fn findings<'a>(&'a self, id: &str, sources: &'a [&str]) -> impl Iterator<Item = &'a Finding> {
        let at = rule(&self.pack, id) as u16;
        let of = move |finding: &&Finding| {
            let source = |row: usize| {
                let source = usize::from(self.store.events().source[row]);
                self.store.head().sources[source].id.as_str()
            };
            finding.events.iter().any(|event| sources.contains(&source(event.index())))
        };
        self.checked.findings.iter().filter(move |finding| finding.rule == at).filter(of)
    }

    fn people<'a>(findings: impl Iterator<Item = &'a Finding>) -> usize {
        let mut people: Vec<_> = findings.filter_map(|finding| finding.patient).collect();
        people.sort_unstable();
        people.dedup();
        people.len()
    }
}

/// Whether a finding's reason is this message.
fn says(finding: &Finding, key: &str) -> bool {
    matches!(&finding.why, Why::Said(say) if say.key == key)
}

#[test]
fn every_shipped_rule_does_what_its_tests_say() {
    let pack = shipped();
    let proved = proof::prove(&pack);
    assert!(proved.len() > 60);
    for proved in &proved {
        let rule = &pack.rules[proved.rule];
        assert!(proved.holds(&pack), "{} {:?}: {proved:?}", rule.id, rule.tests[proved.test].title);
    }
}

#[test]
fn tcga_has_the_faults_that_were_counted() {
    let real = Real::of("tcga_coad_read_ov");
    // T02 judges starts: 7 drug forms of 5 people begin after the day of death, and nothing else is a violation.
    assert_eq!(real.count("T02", Verdict::Violation), 7);
    let late = |finding: &&Finding| finding.verdict == Verdict::Violation;
    assert_eq!(real.findings("T02", &["drugs"]).filter(late).count(), 7);
    assert_eq!(Real::people(real.findings("T02", &["drugs"]).filter(late)), 5);
    // T02b judges ends: 6 drug forms end after the day of death.
    assert_eq!(real.count("T02b", Verdict::Violation), 6);
    // P01: 3 drug forms begin before the diagnosis.
    assert_eq!(real.count("P01", Verdict::Violation), 3);
    // T05, violation: one day of death disagrees between the registry and a follow-up form.
    assert_eq!(real.count("T05", Verdict::Violation), 1);
    assert!(real.findings("T05", &["registry"]).any(|finding| says(finding, "finding-deaths-differ")));
    // T05, explained: the registry says alive and a later form says dead. Of the 110 people 109 have a day of death
    // on the form; the other form has the status and no day, so that it makes no event.
    assert_eq!(real.count("T05", Verdict::Explained), 109);
    // T01 and T03: there is no calendar, so that nobody has a birth; no drug form ends before it starts.
    assert_eq!((real.count("T01", Verdict::Violation), real.count("T01", Verdict::Ok)), (0, 0));
    assert_eq!(real.count("T03", Verdict::Violation), 0);
}

#[test]
fn mimic_has_the_faults_that_were_counted() {
    let real = Real::of("mimic_iv_demo_csv");
    // T03: 753 prescriptions stop before they start; no other row does.
    assert_eq!(real.count("T03", Verdict::Violation), 753);
    assert_eq!(real.findings("T03", &["prescriptions"]).count(), 753);
    // T02: 8 prescriptions start after the moment of death, 6 of them on its day: the moment in hospital and the day
    // of the register speak of one death, which is then known to the second.
    assert_eq!(real.findings("T02", &["prescriptions"]).count(), 8);
    // T05: the two sources of death agree on all.
    assert_eq!(real.count("T05", Verdict::Violation), 0);
}

#[test]
fn swereg_has_the_faults_that_were_counted() {
    let real = Real::of("swereg");
    // T01: 784 diagnoses before the year of birth, and no other row before it.
    assert_eq!(real.count("T01", Verdict::Violation), 784);
    assert_eq!(
        real.findings("T01", &["outpatient", "inpatient", "cancer"])
            .filter(|f| f.verdict == Verdict::Violation)
            .count(),
        784
    );
    // T02, of the 48 people in the register of deaths: 154 prescriptions after the first day of death there, of which
    // two lie between the two days of one person and cannot be judged; and 27 diagnoses. For 47 others the population
    // register has a year of death, which makes violations of its own.
    let deaths = real.store.source_by_id("deaths").expect("the source");
    let dead = real.store.patients_of_source(deaths);
    let of = |sources: &'static [&'static str]| {
        real.findings("T02", sources)
            .filter(|finding| finding.patient.is_some_and(|patient| dead.contains(patient)))
    };
    let drugs = |verdict| of(&["prescriptions"]).filter(|finding| finding.verdict == verdict).count();
    assert_eq!((drugs(Verdict::Violation), drugs(Verdict::CannotJudge)), (152, 2));
    assert_eq!(
        of(&["outpatient", "inpatient", "cancer"]).filter(|f| f.verdict == Verdict::Violation).count(),
        27
    );
    // T05: two people with two rows of death, and one whose year of death in the population register is another one.
    let differ: Vec<&Finding> =
        real.checked.findings.iter().filter(|finding| says(finding, "finding-deaths-differ")).collect();
    assert_eq!(differ.iter().filter(|finding| finding.events.len() == 2).count(), 2);
    assert_eq!(differ.len(), 3);
}

#[test]
fn daqapo_has_the_faults_that_were_planted() {
    let real = Real::of("daqapo");
    let loaded = open(&root().join("tests/data/daqapo"));
    let report = &loaded.report.resources[0];
    // 53 rows of 22 patients, of which one has no start and makes no event.
    assert_eq!((report.rows, real.store.patient_count(), real.store.event_count()), (53, 22, 52));
    // T03: 4 activities end before they start.
    assert_eq!(real.count("T03", Verdict::Violation), 4);
    // B07: one registration stands three times, so that 2 rows repeat another in all but who wrote it down.
    assert_eq!(real.count("B07", Verdict::Violation), 2);
}

/// The share of planted faults found, and of findings that were planted, by rule, on a cohort of its own seed.
#[test]
fn planted_faults_are_found_and_near_misses_are_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let cohort = folder.path().join("cohort");
    let spec = SynthSpec { patients: 3_000, seed: 20_261 };
    synth(&cohort, &spec, &Cancel::default(), &Progress::default()).expect("a cohort");
    let truth = std::fs::read_to_string(cohort.join("truth.json")).expect("the truth");
    let truth: Value = serde_json::from_str(&truth).expect("JSON");
    let (pack, store) = (shipped(), open(&cohort).store);
    let all = CheckSpec { most_findings: usize::MAX, ..CheckSpec::default() };
    let checked = checked(&store, &pack, &all);
    let mut wrong = Vec::new();
    for (id, planted) in truth["planted"].as_object().expect("by rule") {
        let Some(at) = pack.rules.iter().position(|rule| rule.id == *id) else { continue };
        let rows = |list: &str| -> Vec<(String, u64)> {
            let rows = planted[list].as_array().cloned().unwrap_or_default();
            let row = |row: &Value| Some((row["file"].as_str()?.to_owned(), row["row"].as_u64()?));
            rows.iter().filter_map(row).collect()
        };
        let (faults, near) = (rows("faults"), rows("nearMisses"));
        let mut findings = Vec::new();
        for finding in
            checked.findings.iter().filter(|f| usize::from(f.rule) == at && f.verdict == Verdict::Violation)
        {
            let events = finding.events.iter().map(|event| {
                let event = store.events().get(event.index());
                (store.file(event.file).map_or(String::new(), |file| file.path.clone()), u64::from(event.row))
            });
            findings.push(events.collect::<Vec<_>>());
        }
        let hit = faults.iter().filter(|fault| findings.iter().any(|rows| rows.contains(fault))).count();
        let good = findings.iter().filter(|rows| rows.iter().any(|row| faults.contains(row))).count();
        let missed = near.iter().filter(|near| findings.iter().any(|rows| rows.contains(near))).count();
        println!(
            "{id}: {hit} of {} found, {good} of {} findings planted, {missed} of {} near misses",
            faults.len(),
            findings.len(),
            near.len()
        );
        let recall = hit as f64 / faults.len().max(1) as f64;
        let precision = good as f64 / findings.len().max(1) as f64;
        // A handful of faults a rule: one of them may lie where no reader can tell it.
        if recall < 0.9 || precision < 0.8 {
            wrong.push(format!("{id}: recall {recall:.2}, precision {precision:.2}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn threads_change_nothing_and_a_curve_agrees_with_a_check() {
    let (pack, store) = (shipped(), open(&root().join("sample_data")).store);
    let spec = CheckSpec { most_findings: 40, ..CheckSpec::default() };
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| checked(&store, &pack, &spec))
    };
    let one = on(1);
    assert_eq!(one, on(3));
    for (at, (rule, tally)) in pack.rules.iter().zip(&one.rules).enumerate() {
        assert!(tally.of(Verdict::Violation) <= tally.denominator(), "{}", rule.id);
        let kept = one.findings.iter().filter(|finding| usize::from(finding.rule) == at).count() as u64;
        let listed = tally.of(Verdict::Violation)
            + if rule.plausible_if.is_empty() && rule.id != "T05" { 0 } else { tally.of(Verdict::Explained) };
        assert!(kept <= 40 && kept + tally.left_out == listed, "{}", rule.id);
        let (Some(slider), Some(limit)) = (rule.slider(), tally.limit) else { continue };
        let param = &rule.params[slider];
        let curve = tally.curve(param.least, param.most, 20);
        assert!(curve.windows(2).all(|pair| pair[0].1 >= pair[1].1), "{}", rule.id);
        if rule.id == "T05" || matches!(rule.scope.id(), "source" | "extract") {
            continue;
        }
        assert_eq!(tally.flagged(limit), tally.patients.len(), "{}", rule.id);
        assert_eq!(tally.who(limit), tally.patients, "{}", rule.id);
        // What the curve says of another limit is what a check with it says.
        let other = param.least + (param.most - param.least) / 3.0;
        let spec = CheckSpec {
            rules: Some(vec![at as u16]),
            values: vec![(at as u16, slider, other)],
            ..spec.clone()
        };
        let again = checked(&store, &pack, &spec);
        assert_eq!(again.rules[at].patients, tally.who(other), "{} at {other}", rule.id);
    }
}

#[test]
fn a_card_shows_what_stands_around_a_finding() {
    let (pack, store) = (shipped(), open(&root().join("sample_data")).store);
    let compiled = compile(Arc::clone(&pack), &store).unwrap_or_else(|trouble| panic!("{trouble}"));
    let checked = check(&store, &compiled, &CheckSpec::default(), &Cancel::default(), &Progress::default())
        .expect("nobody cancels");
    let close = rule(&pack, "C01");
    let mut with_labs = 0;
    let findings = checked.findings.iter().filter(|finding| usize::from(finding.rule) == close);
    for finding in findings.filter(|finding| finding.verdict == Verdict::Violation) {
        let card = card(&store, &compiled, &checked, finding).expect("a card");
        let events = store.events();
        let within = |event: &EventIdx| card.window.contains(Time(events.start[event.index()]));
        assert!(finding.events.iter().all(within));
        let agent = card.agent.expect("an agent");
        assert!(agent.habit.as_ref().is_some_and(|habit| habit.count() > 0));
        assert!(agent.habit.as_ref().and_then(|habit| habit.quantile(0.5)).is_some_and(|days| days >= 7));
        assert!(!agent.schedules.is_empty() && agent.gap.is_some_and(|days| days > 0));
        let (_, values) = card.tracks.iter().find(|(set, _)| set == "neutrophils").expect("a track");
        let banded = |row: &usize| events.value.get(*row).is_some() && events.ref_low.get(*row).is_some();
        with_labs += usize::from(values.iter().any(banded));
    }
    assert!(with_labs > 3, "{with_labs} cards have neutrophils with a band");
}

const OWN: &str = r#"
[pack]
id = "own"
version = "1"

[[rule]]
id = "before"
version = "1"
title = "Before birth"
category = "x"
severity = "error"
scope = "event"
primitive = "compare_dates"
with = "birth"
fails = "before"
limit = 0
plausible = "Never"
citation = ["Own"]
evidence = ["own"]

[[rule]]
id = "after"
version = "1"
title = "After death"
category = "x"
severity = "error"
scope = "event"
primitive = "compare_dates"
with = "death"
fails = "after"
limit = 0
plausible = "Never"
citation = ["Own"]
evidence = ["own"]

[[rule]]
id = "ends"
version = "1"
title = "Ends early"
category = "x"
severity = "error"
scope = "event"
primitive = "compare_dates"
edge = "end"
with = "own_start"
fails = "before"
limit = 0
plausible = "Never"
citation = ["Own"]
evidence = ["own"]

[[rule]]
id = "close"
version = "1"
title = "Close"
category = "x"
severity = "error"
scope = "pair"
primitive = "interval_between"
select = { phases = ["treatment"], agents = ["never_daily"] }
side = "short"
limit = 0
plausible = "Never"
citation = ["Own"]
evidence = ["own"]
"#;

/// A date known to the year, month or day, with a time of its own where it is known to the second.
fn date(day: i64, precision: u8) -> (Time, Precision) {
    let precision = Precision::from_bits(precision);
    let time = Time::from_days(15_000 + day);
    (if precision > Precision::Day { Time(time.0 + DAY / 3) } else { time.span(precision).from }, precision)
}

fn own(patient: ProofPatient) -> Checked {
    let shipped = shipped();
    let pack = Arc::new(packs::merge(
        Pack { rules: Vec::new(), ..(*shipped).clone() },
        packs::parse("own.toml", OWN, &shipped).unwrap_or_else(|troubles| panic!("{}", troubles[0])),
    ));
    let proof = Proof { patients: vec![patient], ..Proof::default() };
    checked(&made(&proof, &Cancel::default()).expect("a store"), &pack, &CheckSpec::default())
}

fn event(start: (Time, Precision), end: Option<(Time, Precision)>) -> ProofEvent {
    ProofEvent {
        start,
        end,
        source: "hospital-pharmacy".into(),
        phase: "treatment".into(),
        system: "atc".into(),
        code: "L01BA04".into(),
        ..ProofEvent::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Knowing a date better moves a verdict from "cannot judge" to another, and no other verdict anywhere.
    #[test]
    fn a_better_date_only_settles_what_could_not_be_judged(
        day in 0i64..800, lasts in -40i64..40, coarse in 0u8..3, fine in 1u8..3, birth in 0i64..800, death in 0i64..800,
        known in 0u8..3,
    ) {
        prop_assume!(coarse < fine);
        let journey = |precision| ProofPatient {
            birth: Some(date(birth, known)),
            death: Some(date(death, known)),
            events: vec![event(date(day, precision), Some(date(day + lasts, 2)))],
            ..ProofPatient::default()
        };
        let (before, after) = (own(journey(coarse)), own(journey(fine)));
        for at in 0..2 {
            let verdict = |checked: &Checked| {
                let tally = &checked.rules[at];
                Verdict::ALL.into_iter().find(|verdict| tally.of(*verdict) > 0)
            };
            let (before, after) = (verdict(&before), verdict(&after));
            prop_assert!(before == after || before == Some(Verdict::CannotJudge), "{before:?} to {after:?}");
        }
    }

    /// The same rows again, in any number, leave the administration days and all that is judged of them as they are.
    #[test]
    fn rows_that_repeat_make_no_administration_day(
        days in prop::collection::vec(0i64..120, 1..12), again in prop::collection::vec(0usize..12, 0..12),
    ) {
        let once: Vec<ProofEvent> = days.iter().map(|day| event(date(*day, 2), None)).collect();
        let mut twice = once.clone();
        twice.extend(again.iter().map(|at| once[at % once.len()].clone()));
        let of = |events| own(ProofPatient { events, ..ProofPatient::default() }).rules[3].verdicts;
        let mut different = days.clone();
        different.sort_unstable();
        different.dedup();
        let verdicts = of(once);
        prop_assert_eq!(verdicts, of(twice));
        prop_assert_eq!(verdicts.iter().sum::<u64>(), different.len() as u64 - 1);
    }
}

#[test]
fn check_prints_the_documented_json() {
    let folder = data("tcga_coad_read_ov").display().to_string();
    let (out, _) = ends_with(&["check", &folder, "--json"], 0);
    let json: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(json["version"], 1);
    let rules = json["rules"].as_array().expect("a list");
    let late = rules.iter().find(|rule| rule["id"] == "T02").expect("the rule");
    assert_eq!(late["violation"], 7);
    for key in ["version", "violation", "explained", "cannotJudge", "ok", "notApplicable"] {
        assert!(rules.iter().all(|rule| !rule[key].is_null()), "{key}");
    }
    let findings = json["findings"].as_array().expect("a list");
    let late: Vec<&Value> = findings.iter().filter(|finding| finding["rule"] == "T02").collect();
    assert_eq!(late.len(), 9);
    for finding in late {
        assert!(finding["patient"].is_string() && finding["reason"].is_string());
        assert!(["violation", "explained"].map(Value::from).contains(&finding["verdict"]));
        assert!(["info", "warning", "error"].map(Value::from).contains(&finding["severity"]));
        for event in finding["events"].as_array().expect("a list") {
            assert!(event["source"].is_string() && event["file"].is_string() && event["code"].is_string());
            assert!(event["row"].is_u64() && event["start"].is_i64());
        }
    }
    ends_with(&["check", &folder, "--fail-on", "error"], 1);
    ends_with(&["check", &folder, "--only", "T03", "--fail-on", "warning"], 0);
    ends_with(&["check", &folder, "--only", "T99"], 2);
}

#[test]
fn rules_are_listed_and_tested() {
    let (out, _) = ends_with(&["rules", "list", "--lang", "nl"], 0);
    assert!(
        out.contains("Kuurdagen onwaarschijnlijk dicht op elkaar") && !out.contains("severity-"),
        "{out}"
    );
    let (out, _) = ends_with(&["rules", "test"], 0);
    assert!(out.trim_end().ends_with("0 failed"), "{out}");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("own.toml");
    let test = "[[rule.test]]\ntitle = \"wrong\"\nbirth = \"1950\"\nevents = [\"1940-01-01 gp gp icpc:A98\"]\nexpect = { ok = 1 }\n";
    let first = OWN.find("\n[[rule]]\nid = \"after\"").expect("two rules");
    std::fs::write(&file, format!("{}\n{test}{}", &OWN[..first], &OWN[first..])).expect("a file");
    let (out, _) = ends_with(&["rules", "test", &file.display().to_string()], 1);
    assert!(out.contains("before, line 21") && out.contains("violation = 1"), "{out}");
    std::fs::write(&file, OWN.replace("severity = \"error\"", "severity = \"bad\"")).expect("a file");
    let (_, err) = ends_with(&["rules", "list", &file.display().to_string()], 2);
    assert!(err.contains("own.toml:11: before: severity"), "{err}");
    ends_with(&["rules", "list", &folder.path().join("none.toml").display().to_string()], 3);
}

/// Nobody outside a selection is judged.
#[test]
fn a_selection_is_kept_to() {
    let (pack, store) = (shipped(), open(&root().join("tests/data/swereg")).store);
    let some = (0..100).map(PatientId).collect();
    let spec = CheckSpec { patients: Some(some), ..CheckSpec::default() };
    let checked = checked(&store, &pack, &spec);
    let before = rule(&pack, "T01");
    let events: usize = (0..100).map(|id| store.events_of(PatientId(id)).len()).sum();
    assert_eq!(checked.rules[before].verdicts.iter().sum::<u64>(), events as u64);
    assert!(checked.findings.iter().filter_map(|finding| finding.patient).all(|patient| patient.0 < 100));
}

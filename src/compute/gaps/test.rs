//! Gaps on made-up journeys against looking at every day and every event by itself.

use proptest::prelude::*;

use super::*;
use crate::base::{SourceId, Time};
use crate::compute::test::{days as span_of, store};
use crate::compute::watch::Seen;
use crate::compute::{State, select};
use crate::model::care_path::Step;
use crate::model::gap::{DispensingSpec, SilenceSpec, Threshold};
use crate::model::{CarePath, EventTest, Explanation};

fn found(store: &Store, spec: &GapSpec) -> Gaps {
    let selection = select::select(store, &[], &Cancel::default()).unwrap();
    let watch = Watch::new(store, &[]);
    find(store, &selection, spec, &watch, &Cancel::default(), &Progress::default()).unwrap()
}

fn phase(id: &str) -> EventTest {
    EventTest { phases: vec![id.into()], ..EventTest::default() }
}

proptest! {
    /// Whatever is asked, a clinical gap has a witness that covered every day of it, counts are those of the list, and
    /// the price adds up.
    #[test]
    fn clinical_gaps_have_witnesses(
        rows in prop::collection::vec((0u32..8, 0u16..3, 0u8..9, 0u32..10, 0i64..900, Just(None)), 1..100),
        days in 0u32..200, least in 1u8..3,
    ) {
        let store = store(&rows);
        let step = Step { title: "s".into(), test: phase("treatment"), from: 0, to: 60, ..Step::default() };
        let path = CarePath { eligible: phase("diagnosis"), steps: vec![step], ..CarePath::default() };
        let silence = SilenceSpec { threshold: Threshold::Days(days), least_watching: least, ..SilenceSpec::default() };
        let spec = GapSpec {
            silence: Some(silence),
            dispensing: Some(DispensingSpec::default()),
            paths: vec![path],
            ..GapSpec::default()
        };
        let found = found(&store, &spec);
        let watch = Watch::new(&store, &[]);
        let mut counts = [[0u64; 6]; 4];
        for gap in &found.list {
            counts[gap.kind as usize][gap.explanation as usize] += 1;
            if gap.explanation != Explanation::Clinical {
                continue;
            }
            let watching: Vec<u16> = (0..3).filter(|at| gap.watched >> at & 1 == 1).collect();
            prop_assert!(!watching.is_empty());
            for source in watching {
                prop_assert_eq!(watch.over(gap.patient, SourceId(source), gap.span), Seen::Whole);
                for day in gap.span.from.days()..gap.span.to.days() {
                    prop_assert_eq!(watch.at(gap.patient, SourceId(source), Time::from_days(day)), State::Covered);
                }
            }
        }
        prop_assert_eq!(counts, found.counts);
        let price = found.price(|_| true);
        prop_assert_eq!(price.with.len() + price.left as usize, found.ids.len());
        prop_assert_eq!(&price.with, &found.anybody());
    }

    /// A step is taken where an event lies in its days, by looking at every pair of events.
    #[test]
    fn steps_are_taken_where_an_event_lies_in_their_days(
        rows in prop::collection::vec((0u32..6, 0u16..3, 2u8..5, 0u32..10, 0i64..400, Just(None)), 1..60),
        from in 0i32..40, length in 0i32..100,
    ) {
        let store = store(&rows);
        let step = Step { title: "s".into(), test: phase("treatment"), from, to: from + length, ..Step::default() };
        let path = CarePath { eligible: phase("diagnosis"), steps: vec![step], ..CarePath::default() };
        let found = found(&store, &GapSpec { paths: vec![path], ..GapSpec::default() });
        let (mut taken, mut missing) = (0, 0);
        for patient in 0..store.patient_count() as u32 {
            let mine = || rows.iter().filter(|row| row.0 == patient);
            let Some(zero) = mine().filter(|row| row.2 == 2).map(|row| row.4).min() else { continue };
            let within = zero + i64::from(from)..=zero + i64::from(from + length);
            if mine().any(|row| row.2 == 3 && within.contains(&row.4)) { taken += 1 } else { missing += 1 }
        }
        let count = &found.paths[0][0];
        prop_assert_eq!((count.taken, count.missing.iter().sum::<u64>()), (taken, missing));
        prop_assert_eq!((count.not_due, count.skipped, found.list.len() as u64), (0, 0, missing));
    }
}

proptest! {
    /// What a slider tells beforehand is what looking finds: patients with a silence of more than any number of days.
    #[test]
    fn the_longest_silences_tell_whom_any_least_flags(
        rows in prop::collection::vec((0u32..8, 0u16..3, 0u8..9, 0u32..10, 0i64..900, Just(None)), 1..120),
        days in 0u32..300, per_mille in 500u16..1000, way in 0u8..3, to_end: bool,
    ) {
        let store = store(&rows);
        let threshold = |least| match way {
            0 => Threshold::Days(least),
            1 => Threshold::Cohort { per_mille, least },
            _ => Threshold::Own { per_mille, least },
        };
        let asked = |least| SilenceSpec { threshold: threshold(least), to_end, ..SilenceSpec::default() };
        let selection = select::select(&store, &[], &Cancel::default()).unwrap();
        let watch = Watch::new(&store, &[]);
        // What it lasts at least does not matter.
        let of = asked(days / 2);
        let (cancel, progress) = (Cancel::default(), Progress::default());
        let longest = measure::silences(&store, &selection, &watch, &of, &cancel, &progress).unwrap();
        let looked = found(&store, &GapSpec { silence: Some(asked(days)), ..GapSpec::default() });
        prop_assert_eq!(measure::more_than(&longest, days), looked.anybody().len());
    }

    /// Behind every number of a transition or step stand as many patients.
    #[test]
    fn as_many_patients_stand_behind_a_number_as_it_says(
        rows in prop::collection::vec((0u32..9, 0u16..3, 2u8..6, 0u32..10, 0i64..400, Just(None)), 1..80),
        upto in 1u32..300,
    ) {
        let store = store(&rows);
        let selection = select::select(&store, &[], &Cancel::default()).unwrap();
        let (watch, cancel) = (Watch::new(&store, &[]), Cancel::default());
        for one in times::transitions(&store, &selection, &watch, &cancel).unwrap() {
            let who = |wait| {
                who::took((&store, &selection), &watch, (one.from, one.to), wait, &cancel).unwrap().len() as u64
            };
            let sum = |of: &[u32], days: std::ops::Range<usize>| -> u64 {
                of.iter().enumerate().filter(|(day, _)| days.contains(day)).map(|(_, n)| u64::from(*n)).sum()
            };
            let (upto, all) = (upto as usize, usize::MAX);
            prop_assert_eq!(who(who::Wait::Came(0, upto as u32)), sum(&one.came, 0..upto));
            prop_assert_eq!(who(who::Wait::Came(upto as u32, u32::MAX)), sum(&one.came, upto..all));
            let beyond = sum(&one.came, upto + 1..all) + sum(&one.censored, upto + 1..all);
            prop_assert_eq!(who(who::Wait::Beyond(upto as u32)), beyond);
        }
        let visits = crate::model::Schedule {
            eligible: phase("diagnosis"),
            visit: phase("treatment"),
            due: vec![30, 120],
            tolerance: 20,
            ..crate::model::Schedule::default()
        };
        let spec = GapSpec { schedules: vec![visits], ..GapSpec::default() };
        let looked = found(&store, &spec);
        let missing = Explanation::ALL.map(path::Fate::Missing);
        let fates = [path::Fate::Taken, path::Fate::NotDue, path::Fate::Skipped].into_iter().chain(missing);
        for (fate, visit) in fates.flat_map(|fate| [(fate, 0u16), (fate, 1)]) {
            let step = (GapKind::FollowUp, (0, visit));
            let who = who::with_fate((&store, &selection), &watch, &spec, step, fate, &cancel).unwrap();
            prop_assert_eq!(who.len() as u64, looked.schedules[0][usize::from(visit)].of(fate));
        }
    }
}

#[test]
fn a_silence_is_cut_where_coverage_ends() {
    // Source a covers days 0 to 100 and 200 to 300.
    let store = store(&[(0, 0, 2, 1, 10, None), (0, 0, 2, 1, 290, None)]);
    let silence = SilenceSpec { threshold: Threshold::Days(60), ..SilenceSpec::default() };
    let found = found(&store, &GapSpec { silence: Some(silence), ..GapSpec::default() });
    let told: Vec<_> = found.list.iter().map(|gap| (gap.span, gap.explanation, gap.watched)).collect();
    assert_eq!(
        told,
        [
            (span_of(10, 100), Explanation::Clinical, 1),
            (span_of(100, 200), Explanation::CannotTell, 0),
            (span_of(200, 290), Explanation::Clinical, 1),
        ]
    );
}

#[test]
fn a_survival_curve_is_that_of_kaplan_and_meier() {
    // The first steps of the treated arm of Freireich et al. (1963): 6, 6, 6, 6+, 7, 9+, 10.
    let mut came = vec![0; 11];
    let mut censored = vec![0; 11];
    (came[6], came[7], came[10]) = (3, 1, 1);
    (censored[6], censored[9], censored[10]) = (1, 1, 14);
    let one =
        times::Transition { from: crate::base::PhaseId(0), to: crate::base::PhaseId(1), came, censored };
    let curve = one.survival();
    let expected = [(0, 1.0), (6, 18.0 / 21.0), (7, 18.0 / 21.0 * 16.0 / 17.0)];
    for (found, expected) in curve.iter().zip(expected) {
        assert!(found.0 == expected.0 && (found.1 - expected.1).abs() < 1e-12);
    }
    assert!((curve[3].1 - 18.0 / 21.0 * 16.0 / 17.0 * 14.0 / 15.0).abs() < 1e-12);
    assert_eq!((one.median(), one.counts()), (None, (5, 16)));
}

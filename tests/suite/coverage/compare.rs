//! Drift, heat and what-if against the formulas written out, and against asking anew.

use periplus::base::{Cancel, PatientId, PatientSet};
use periplus::compute::coverage::drift::{FLAG, binary, multilevel};
use periplus::compute::coverage::what_if::{evaluate, half_width, propose};
use periplus::compute::coverage::{AGE_AT_INDEX, Change, Summary, drift, heat, patterns};
use periplus::compute::{Anchors, GroupTitle, align, select};
use periplus::model::{Align, CoverageQuestion, Filter, SetMode};
use periplus::store::Store;
use proptest::prelude::*;

use super::made_up::{Random, question, store};

fn close(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-9 || (a.is_infinite() && a == b), "{a} is not {b}");
}

fn index(store: &Store) -> Anchors {
    align::align(store, &Align::Index, &Cancel::default()).expect("nobody cancels")
}

/// Austin (2009) gives the formula; 0.2 against 0.3 is 0.1 / sqrt(0.185).
#[test]
fn a_share_is_standardised_by_the_mean_variance() {
    close(binary((30, 100), (20, 100)).expect("both sides have somebody"), 0.1 / 0.185f64.sqrt());
    close(binary((5, 10), (50, 100)).expect("both"), 0.0);
    close(binary((0, 10), (0, 7)).expect("both"), 0.0);
    close(binary((10, 10), (0, 7)).expect("both"), f64::INFINITY);
    assert_eq!((binary((0, 0), (1, 2)), multilevel(&[(0, 3)])), (None, None));
}

/// With three levels the 2 x 2 matrix can be turned round by hand.
#[test]
fn several_levels_are_one_distance() {
    let (p, q) = ([0.5, 0.3, 0.2], [0.25, 0.25, 0.5]);
    let cov = |k: usize, l: usize| {
        let of = |s: &[f64; 3]| if k == l { s[k] * (1.0 - s[k]) } else { -s[k] * s[l] };
        f64::midpoint(of(&p), of(&q))
    };
    let (a, b, d) = (cov(1, 1), cov(1, 2), cov(2, 2));
    let (x, y) = (p[1] - q[1], p[2] - q[2]);
    let expected = ((x * x * d - 2.0 * x * y * b + y * y * a) / (a * d - b * b)).sqrt();
    let found = multilevel(&[(500, 100), (300, 100), (200, 200)]).expect("both sides have somebody");
    close(found, expected);
    assert!(found > FLAG);
    // The order of the levels, and levels that nobody has, change nothing.
    close(multilevel(&[(200, 200), (0, 0), (500, 100), (300, 100)]).expect("both"), expected);
    close(multilevel(&[(30, 20), (70, 80)]).expect("both"), 0.1 / 0.185f64.sqrt());
    close(multilevel(&[(3, 0), (0, 4)]).expect("both"), f64::INFINITY);
    close(multilevel(&[(3, 6), (2, 4), (5, 10)]).expect("both"), 0.0);
}

#[test]
fn an_interval_of_a_half_is_wilsons() {
    let wilson = |n: f64| {
        let (z, p) = (1.959_963_984_540_054_f64, 0.5);
        z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt()
    };
    for n in [1u64, 10, 428, 1_000_000] {
        close(half_width(n).expect("there is somebody"), wilson(n as f64));
    }
    assert_eq!(half_width(0), None);
}

fn check_drift(store: &Store, kept: &PatientSet, lost: &PatientSet) {
    let index = index(store);
    let found = drift(store, &index, kept, lost, &Cancel::default()).expect("nobody cancels");
    let region = store.attribute_by_id("region").expect("it is there");
    let count = |of: &PatientSet, level: Option<&str>| {
        of.iter().filter(|p| region.category(*p) == level).count() as u64
    };
    for row in found.rows.iter().filter(|row| row.attribute == "region") {
        let level = match &row.level {
            None => continue,
            Some(GroupTitle::Category(name)) => Some(name.as_str()),
            Some(_) => None,
        };
        let (a, b) = ((count(kept, level), found.a), (count(lost, level), found.b));
        assert_eq!((row.a, row.b), (Summary::Share { n: a.0, of: a.1 }, Summary::Share { n: b.0, of: b.1 }));
        assert_eq!(row.smd, binary(a, b));
        assert_eq!(row.small, a.0 < 10 || b.0 < 10);
    }
    // Missing values are a level, so that the levels sum to everybody.
    let levels = found.rows.iter().filter(|row| row.attribute == "region" && row.level.is_some());
    let sum: u64 = levels.map(|row| if let Summary::Share { n, .. } = row.a { n } else { 0 }).sum();
    assert!(sum == found.a || found.a + found.b == 0 || sum == 0);
    let ages = |of: &PatientSet| -> Vec<f64> {
        let birth = store.attribute_by_id("birthDate").expect("it is there");
        let age = |p: PatientId| {
            let days = (index.of(p)? - birth.date(p)?.0.0) as f64 / 86_400e6;
            (days >= 0.0).then_some(days / 365.25)
        };
        of.iter().filter_map(age).collect()
    };
    let row = found.rows.iter().find(|row| row.attribute == AGE_AT_INDEX && row.level.is_none());
    let row = row.expect("there are dates of birth");
    let (a, b) = (ages(kept), ages(lost));
    if a.len() > 1 && b.len() > 1 {
        let mean = |all: &[f64]| all.iter().sum::<f64>() / all.len() as f64;
        let var =
            |all: &[f64]| all.iter().map(|x| (x - mean(all)).powi(2)).sum::<f64>() / (all.len() - 1) as f64;
        close(row.smd.expect("both"), (mean(&a) - mean(&b)) / f64::midpoint(var(&a), var(&b)).sqrt());
        assert!(matches!(row.a, Summary::Mean { known, .. } if known == a.len() as u64));
    } else if a.is_empty() || b.is_empty() {
        assert_eq!(row.smd, None);
    }
}

fn check(seed: u64) {
    let mut random = Random(seed | 1);
    let sources = 2 + random.below(4);
    let store = store(&mut random, sources, 40);
    let asked = question(&mut random, sources);
    let chain =
        [Filter::HasNot(periplus::model::EventTest { sources: vec!["s1".into()], ..Default::default() })];
    let chain = if random.one_in(2) { &chain[..] } else { &[] };
    let cancel = Cancel::default();
    let selection = select::select(&store, chain, &cancel).expect("nobody cancels");
    let present = patterns(&store, &selection, &asked, &cancel).expect("nobody cancels");
    let kept = present.who(SetMode::Inclusive, present.all_sets());
    check_drift(&store, &kept, &(&store.head().population - &kept));
    check_heat(&store, &present);
    let proposals = propose(&store, &present, &asked, chain, "en");
    let sets = present.sets.len();
    let left_out = proposals.iter().filter(|p| matches!(p.change, Change::LeaveOut(_))).count();
    assert_eq!(left_out, if sets > 1 { sets } else { 0 });
    assert_eq!(proposals.iter().any(|p| matches!(p.change, Change::WithoutFilter(0))), chain.len() == 1);
    let state = (&selection, &present, chain);
    let (now, then) = evaluate(&store, &index(&store), state, &proposals, &cancel).expect("nobody cancels");
    assert_eq!(now.patients, kept.len() as u64);
    for (proposal, found) in proposals.iter().zip(then) {
        let selection = select::select(&store, &proposal.chain, &cancel).expect("nobody cancels");
        let anew = patterns(&store, &selection, &proposal.question, &cancel).expect("nobody cancels");
        let all = anew.all_sets();
        assert_eq!(found.patients, anew.count(SetMode::Inclusive, all), "{:?}", proposal.change);
        assert_eq!(found.half_width, half_width(found.patients));
        let kept = anew.who(SetMode::Inclusive, all);
        let worst =
            drift(&store, &index(&store), &kept, &store.head().population, &cancel).expect("nobody cancels");
        assert_eq!(found.worst_smd, worst.worst().and_then(|row| row.smd));
        // Without a window, time is counted where the sources in question declare any, so that leaving one out may
        // move its ends; in none of them does that change who observes what.
        let by_all = if all == 0 { found.micros } else { anew.time(SetMode::Inclusive, all) };
        assert_eq!(found.micros, by_all, "{:?}", proposal.change);
    }
}

fn check_heat(store: &Store, present: &periplus::compute::coverage::Patterns) {
    let heat = heat(store, present, &index(store), "region").expect("it is there");
    let region = store.attribute_by_id("region").expect("it is there");
    assert_eq!(heat.rows.iter().map(|row| row.of).sum::<u64>(), present.patients);
    for row in &heat.rows {
        let level = match &row.level {
            GroupTitle::Category(name) => Some(name.as_str()),
            _ => None,
        };
        let here = || present.each().filter(|(p, _)| region.category(*p) == level);
        assert_eq!(row.of, here().count() as u64);
        assert_eq!(row.all, here().filter(|(_, mask)| *mask == present.all_sets()).count() as u64);
        for (set, with) in row.with.iter().enumerate() {
            assert_eq!(*with, here().filter(|(_, mask)| mask >> set & 1 == 1).count() as u64);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn drift_heat_and_what_if_agree_with_asking_anew(seed: u64) {
        check(seed);
    }
}

/// A year is taken off at either end, and nothing is proposed that leaves no time.
#[test]
fn a_window_is_shortened_by_a_year() {
    let store = store(&mut Random(3), 3, 5);
    let day = |year, month, day| periplus::base::Time::from_date(year, month, day);
    let ask = |from, to| {
        let window = Some(periplus::base::Span { from, to });
        let asked = CoverageQuestion { window, ..CoverageQuestion::default() };
        let present = periplus::compute::coverage::Patterns::default();
        let all = propose(&store, &present, &asked, &[], "en");
        all.into_iter().filter_map(|p| p.question.window.filter(|w| Some(*w) != window)).collect::<Vec<_>>()
    };
    let both = ask(day(2016, 2, 29), day(2020, 1, 1));
    assert_eq!(
        both.iter().map(|w| (w.from, w.to)).collect::<Vec<_>>(),
        [(day(2017, 2, 28), day(2020, 1, 1)), (day(2016, 2, 29), day(2019, 1, 1)),]
    );
    assert!(ask(day(2016, 1, 1), day(2017, 1, 1)).is_empty());
}

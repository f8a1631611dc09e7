//! The matching against all matchings there are, the peak against planted ones, and the counts of a small store.

use proptest::prelude::*;

use super::*;
use crate::compute::test::store;

/// The best of all matchings, by trying every one: how many pairs, and how far off.
fn brute(a: &[i32], b: &[i32], shifts: (i32, i32), usual: i32) -> (u32, u64) {
    let Some((x, rest)) = a.split_first() else { return (0, 0) };
    let mut best = brute(rest, b, shifts, usual);
    for (at, y) in b.iter().enumerate().filter(|(_, y)| (shifts.0..=shifts.1).contains(&(**y - x))) {
        let mut left = b.to_vec();
        left.remove(at);
        let (pairs, off) = brute(rest, &left, shifts, usual);
        let with = (pairs + 1, off + u64::from((y - x - usual).unsigned_abs()));
        if with.0 > best.0 || (with.0 == best.0 && with.1 < best.1) {
            best = with;
        }
    }
    best
}

fn sorted_days() -> impl Strategy<Value = Vec<i32>> {
    prop::collection::btree_set(0..25_i32, 0..6).prop_map(|days| days.into_iter().collect())
}

proptest! {
    #[test]
    fn no_matching_is_better(a in sorted_days(), b in sorted_days(), from in -4..4_i32, wide in 0..6_i32, usual in 0..6_i32) {
        let (to, usual) = (from + wide, from + usual.min(wide));
        let found = match_days(&a, &b, from..=to, usual);
        let off = found.iter().map(|(x, y)| u64::from((b[*y] - a[*x] - usual).unsigned_abs())).sum::<u64>();
        prop_assert_eq!((found.len() as u32, off), brute(&a, &b, (from, to), usual));
        prop_assert!(found.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
        prop_assert!(found.iter().all(|(x, y)| (from..=to).contains(&(b[*y] - a[*x]))));
    }

    #[test]
    fn every_day_is_counted_once(
        rows in prop::collection::vec((0..12_u32, 0..3_u16, 0..3_u32, 0..60_i64), 0..200),
        reach in 1..10_u16,
    ) {
        let rows: Vec<_> = rows.into_iter().map(|(who, source, code, day)| (who, source, 0, code, day, None)).collect();
        let store = store(&rows);
        let kinds = Kinds::by_code(&store, None);
        let spec = ReconcileSpec { reach, far: 30, least: 2 };
        let found = run(&store, &kinds, &spec);
        let mut days: Vec<_> = rows.iter().map(|row: &(u32, u16, u8, u32, i64, Option<i64>)| (row.0, row.3, row.1, row.4)).collect();
        days.sort_unstable();
        days.dedup();
        for pair in found.pairs.iter().filter(|pair| pair.kind.is_some() && pair.peak.is_some()) {
            let Tally { agree, shifted, only_a, only_b } = pair.tally;
            let name = kinds.name(pair.kind.unwrap()).to_owned();
            let count = |source: SourceId| {
                days.iter().filter(|day| format!("C{}", day.1) == name && day.2 == source.0).count() as u64
            };
            prop_assert_eq!(agree + shifted + only_a.judged + only_a.unjudged, count(pair.a));
            prop_assert_eq!(agree + shifted + only_b.judged + only_b.unjudged, count(pair.b));
            prop_assert_eq!(pair.twins.len() as u64, agree + shifted);
        }
    }
}

fn run(store: &Store, kinds: &Kinds, spec: &ReconcileSpec) -> Reconciled {
    let covers = |_: PatientId, source: SourceId, time: Time| match source.0 {
        0 => State::Unknown,
        _ if time < Time::from_days(1000) => State::Covered,
        _ => State::NotCovered,
    };
    let everybody = store.everybody();
    reconcile(store, &everybody, kinds, spec, &covers, &Cancel::default(), &Progress::default()).unwrap()
}

#[test]
fn the_nearest_first_is_not_the_most() {
    // Taking the nearest (5 with 5) would leave 4 alone.
    assert_eq!(match_days(&[4, 5], &[5, 6], 0..=1, 0), [(0, 0), (1, 1)]);
    assert_eq!(match_days(&[], &[1], 0..=1, 0), []);
}

/// Thirty patients with an event each 40 days in both sources, the second two days later; one event is missing there.
fn shifted() -> Vec<(u32, u16, u8, u32, i64, Option<i64>)> {
    let mut rows = Vec::new();
    for who in 0..30 {
        for n in 0..4 {
            let day = 100 + 40 * n + i64::from(who % 7);
            rows.push((who, 1, 0, 3, day, None));
            if (who, n) != (3, 2) {
                rows.push((who, 2, 0, 3, day + 2, None));
            }
        }
    }
    rows
}

#[test]
fn a_shift_of_two_days_is_found_and_what_is_missing_counted() {
    let store = store(&shifted());
    let found =
        run(&store, &Kinds::by_code(&store, None), &ReconcileSpec { far: 38, ..ReconcileSpec::default() });
    assert_eq!(found.pairs.len(), 2, "all kinds and the one");
    let pair = &found.pairs[1];
    let peak = pair.peak.unwrap();
    assert_eq!((peak.from, peak.at, peak.to, peak.pairs, peak.own), (2, 2, 2, 119, true));
    let tally = Tally { shifted: 119, only_a: Only { judged: 1, unjudged: 0 }, ..Tally::default() };
    assert_eq!(pair.tally, tally);
    assert_eq!(found.pairs[0].tally, tally);
    assert_eq!(found.witnesses.iter().count(), 2 * 119);
    let lone = (0..store.event_count() as u32).filter(|row| found.witnesses.of(*row) == 1).count();
    assert_eq!(lone, 1);
}

#[test]
fn dates_that_have_nothing_to_do_with_each_other_have_no_peak() {
    let mut rows = Vec::new();
    for who in 0..40_u32 {
        for n in 0..5_i64 {
            // Multiples of two primes: every shift is as likely as any other.
            rows.push((who, 1, 0, 3, (i64::from(who) * 101 + n * 67) % 400, None));
            rows.push((who, 2, 0, 3, (i64::from(who) * 37 + n * 83) % 400, None));
        }
    }
    let store = store(&rows);
    let found = run(&store, &Kinds::by_code(&store, None), &ReconcileSpec::default());
    assert!(found.pairs.iter().all(|pair| pair.peak.is_none() && pair.tally == Tally::default()));
    assert_eq!(found.witnesses, Witnesses::default());
}

#[test]
fn three_sources_witness_an_event_three_times() {
    let mut rows = Vec::new();
    for who in 0..20 {
        // Two rows on one day are one day, and both have the witnesses.
        rows.extend([0, 1, 2, 2].map(|source| (who, source, 0, 5, 50, None)));
    }
    let store = store(&rows);
    let found = run(&store, &Kinds::by_code(&store, Some(1)), &ReconcileSpec::default());
    assert_eq!(found.witnesses.iter().filter(|(_, count)| *count == 3).count(), 80);
    assert!(found.pairs.iter().filter(|pair| pair.kind.is_some()).all(|pair| pair.tally.agree == 20));
}

#[test]
fn what_follows_for_weeks_is_not_the_same_event() {
    let rows: Vec<_> = (0..200_u32)
        .flat_map(|who| [(who, 1, 0, 3, 500, None), (who, 2, 0, 3, 502 + i64::from(who % 11), None)])
        .collect();
    let store = store(&rows);
    let found = run(&store, &Kinds::by_code(&store, None), &ReconcileSpec::default());
    assert!(found.pairs.iter().all(|pair| pair.peak.is_none()));
}

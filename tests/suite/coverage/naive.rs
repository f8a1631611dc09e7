//! Patterns counted patient by patient and quarter of a day by quarter of a day, and the bars made of them.

use std::collections::HashMap;

use periplus::base::{Cancel, PatientId, PatientSet, Precision, Span, Time, time::DAY};
use periplus::compute::coverage::{Patterns, bars, patterns, specs, subsets};
use periplus::compute::{Selection, select};
use periplus::model::{CoverageQuestion, Filter, SetMode, SetSort, SetSpec, SetUnit};
use periplus::store::Store;
use proptest::prelude::*;

use super::made_up::{QUARTER, QUARTERS, Random, question, store};

const MODES: [SetMode; 3] = [SetMode::Exclusive, SetMode::Inclusive, SetMode::Union];

/// Whether a pattern counts for a combination, put as a sentence about each set.
fn counts(mode: SetMode, pattern: &[bool], wanted: u64) -> bool {
    let mut sets = pattern.iter().enumerate().map(|(set, has)| (*has, wanted >> set & 1 == 1));
    match mode {
        SetMode::Exclusive => sets.all(|(has, wanted)| has == wanted),
        SetMode::Inclusive => sets.all(|(has, wanted)| has || !wanted),
        SetMode::Union => sets.any(|(has, wanted)| has && wanted),
    }
}

/// Whether a set has an event of a patient that passes a test.
fn has(store: &Store, set: &SetSpec, patient: PatientId, test: impl Fn(usize) -> bool) -> bool {
    let events = store.events();
    store.events_of(patient).filter(|&at| test(at)).any(|at| {
        set.members.iter().any(|member| {
            let site = member.site.as_ref();
            let site_of = events.site.get(at).map(|site| &store.head().sites[usize::from(site)]);
            store.head().sources[usize::from(events.source[at])].id == member.source
                && (site.is_none() || site == site_of)
        })
    })
}

/// Whether an event may have been going on in a span, whatever its precision.
fn touches(store: &Store, at: usize, span: Span) -> bool {
    let event = store.events().get(at);
    let last = match event.start_precision {
        Precision::Month => event.start.span(Precision::Month).to.0 - 1,
        _ => event.start.0,
    };
    event.start < span.to && last.max(event.end.map_or(i64::MIN, |end| end.0)) >= span.from.0
}

/// Whether a set observes a patient at a moment; the caller has seen to life and the cut.
fn observes(store: &Store, set: &SetSpec, patient: PatientId, moment: Time) -> bool {
    set.members.iter().any(|member| {
        let Some(source) = store.source_by_id(&member.source) else { return false };
        let windows = &store.head().sources[source.index()].windows;
        let table = store.enrolment_of(source);
        let open = windows.is_empty() || windows.iter().any(|window| window.span.contains(moment));
        let enrolled = table.is_none_or(|table| table.of(patient).iter().any(|span| span.contains(moment)));
        let alone = SetSpec { title: None, members: vec![member.clone()] };
        let enrolled_ever = member.site.is_none() && table.is_some_and(|table| !table.of(patient).is_empty());
        let knows = has(store, &alone, patient, |_| true) || enrolled_ever;
        (!windows.is_empty() || table.is_some()) && open && enrolled && knows
    })
}

/// Where person-time is counted when no window is asked for.
fn hull(store: &Store, sets: &[SetSpec]) -> Option<Span> {
    let mut all: Vec<Span> = Vec::new();
    for member in sets.iter().flat_map(|set| &set.members) {
        let source = store.source_by_id(&member.source)?;
        let windows: Vec<Span> =
            store.head().sources[source.index()].windows.iter().map(|w| w.span).collect();
        if windows.is_empty() {
            all.extend(store.enrolment_of(source).into_iter().flat_map(|table| table.spans.clone()));
        }
        all.extend(windows);
    }
    Some(Span { from: all.iter().map(|s| s.from).min()?, to: all.iter().map(|s| s.to).max()? })
}

fn alive(store: &Store, patient: PatientId, moment: Time) -> bool {
    let day = |id: &str| store.attribute_by_id(id).and_then(|a| a.date(patient)).map(|(time, _)| time);
    day("birthDate").is_none_or(|birth| birth <= moment)
        && day("death").is_none_or(|death| moment.0 < death.0 + DAY)
}

fn check(seed: u64) {
    let mut random = Random(seed | 1);
    let sources = 2 + random.below(4);
    let patients = 1 + random.below(24) as u32;
    let store = store(&mut random, sources, patients);
    let asked = question(&mut random, sources);
    let mut chain = Vec::new();
    if random.one_in(3) {
        chain.push(Filter::Period(Span { from: Time(30 * QUARTER), to: Time(120 * QUARTER) }));
    }
    if random.one_in(4) {
        chain.push(Filter::Sources(vec!["s0".into(), "s2".into()]));
    }
    let selection = select::select(&store, &chain, &Cancel::default()).expect("nobody cancels");
    let found = patterns(&store, &selection, &asked, &Cancel::default()).expect("nobody cancels");
    let sets = specs(&store, &asked);
    let people = people(&store, &selection, &asked, &sets);
    assert_eq!(found.patients as usize, people.len());
    let time = time(&store, &selection, &asked, &sets);
    for wanted in 0..1u64 << sets.len() {
        for mode in MODES {
            let who: PatientSet =
                people.iter().filter(|(_, pattern)| counts(mode, pattern, wanted)).map(|(p, _)| *p).collect();
            assert_eq!(found.count(mode, wanted), who.len() as u64, "{mode:?} {wanted:b}");
            assert_eq!(found.who(mode, wanted), who);
            let quarters: i64 =
                time.iter().filter(|(pattern, _)| counts(mode, pattern, wanted)).map(|(_, n)| *n).sum();
            assert_eq!(
                found.time(mode, wanted),
                i128::from(quarters * QUARTER),
                "{mode:?} {wanted:b} of time"
            );
        }
    }
    for (set, spec) in sets.iter().enumerate() {
        let events: usize = (selection.patients.iter())
            .map(|patient| {
                let looked_at =
                    store.events_of(patient).filter(|&at| admitted(&store, &selection, &asked, at));
                looked_at.filter(|&at| has(&store, spec, patient, |other| other == at)).count()
            })
            .sum();
        assert_eq!(found.events[set], events as u64);
    }
    check_bars(&found);
    // Sets in another order are the same patterns with their bits moved, and nothing is counted again.
    let mut order: Vec<usize> = (0..sets.len()).collect();
    order.reverse();
    order.rotate_left(sets.len() / 3);
    let reordered =
        CoverageQuestion { sets: order.iter().map(|&at| sets[at].clone()).collect(), ..asked.clone() };
    let anew = patterns(&store, &selection, &reordered, &Cancel::default()).expect("nobody cancels");
    assert_eq!(found.in_order(&order), anew);
}

/// The mask's period and the window together are one span, and an event must touch that.
fn admitted(store: &Store, selection: &Selection, asked: &CoverageQuestion, at: usize) -> bool {
    let both = match (selection.mask.period, asked.window) {
        (Some(period), Some(window)) => match period.intersection(window) {
            Some(both) => Some(both),
            None => return false,
        },
        (period, window) => period.or(window),
    };
    selection.mask.admits(store.events(), at) && both.is_none_or(|span| touches(store, at, span))
}

fn people(
    store: &Store,
    selection: &Selection,
    asked: &CoverageQuestion,
    sets: &[SetSpec],
) -> Vec<(PatientId, Vec<bool>)> {
    let pattern = |patient| {
        sets.iter().map(|set| has(store, set, patient, |at| admitted(store, selection, asked, at))).collect()
    };
    selection.patients.iter().map(|patient| (patient, pattern(patient))).collect()
}

/// How many quarters each combination of sets observes exactly.
fn time(
    store: &Store,
    selection: &Selection,
    asked: &CoverageQuestion,
    sets: &[SetSpec],
) -> HashMap<Vec<bool>, i64> {
    let mut time = HashMap::new();
    let limits = [asked.window, selection.mask.period];
    // Where nothing is declared, there is no time to count; where only nobody is enrolled, there is if it is asked for.
    let declared = sets
        .iter()
        .flat_map(|set| &set.members)
        .filter_map(|m| store.source_by_id(&m.source))
        .any(|source| {
            !store.head().sources[source.index()].windows.is_empty() || store.enrolment_of(source).is_some()
        });
    let hull = match hull(store, sets) {
        Some(hull) => hull,
        None if declared && limits != [None, None] => Span::default(),
        None => return time,
    };
    let cut = store.head().as_of.map_or(i64::MAX, |as_of| as_of.0 + DAY);
    for patient in selection.patients.iter() {
        for moment in (0..QUARTERS).map(|n| Time(n * QUARTER)) {
            let asked_for = limits.iter().flatten().all(|span| span.contains(moment));
            let declared = limits != [None, None] || hull.contains(moment);
            if !asked_for || !declared || moment.0 >= cut || !alive(store, patient, moment) {
                continue;
            }
            let observing = sets.iter().map(|set| {
                let admits = |member: &&periplus::model::Member| {
                    let source = store.source_by_id(&member.source);
                    source.is_some_and(|source| selection.mask.sources >> source.0 & 1 == 1)
                };
                let members = set.members.iter().filter(admits).cloned().collect();
                observes(store, &SetSpec { title: None, members }, patient, moment)
            });
            *time.entry(observing.collect()).or_default() += 1;
        }
    }
    time
}

/// Bars hold what the patterns say, largest first, and say how many there are.
fn check_bars(found: &Patterns) {
    let all = 1u64 << found.sets.len();
    for (mode, unit) in MODES.into_iter().flat_map(|m| [(m, SetUnit::Patients), (m, SetUnit::PersonTime)]) {
        let size = |mask: u64| match unit {
            SetUnit::Patients => i128::from(found.count(mode, mask)),
            SetUnit::PersonTime => found.time(mode, mask),
        };
        let first = u64::from(mode != SetMode::Exclusive);
        let mut sizes: Vec<i128> = (first..all).map(size).filter(|&size| size > 0).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        for sort in [SetSort::Size, SetSort::Degree, SetSort::Set] {
            let drawn = bars(found, mode, unit, sort, 5);
            assert_eq!((drawn.of as usize, drawn.complete), (sizes.len(), true));
            let mut shown: Vec<i128> = drawn.bars.iter().map(|bar| size(bar.mask)).collect();
            let lists: Vec<Vec<u32>> =
                drawn.bars.iter().map(|bar| (0..64).filter(|n| bar.mask >> n & 1 == 1).collect()).collect();
            match sort {
                SetSort::Size => assert!(shown.is_sorted_by(|a, b| a >= b)),
                SetSort::Degree => assert!(lists.is_sorted_by_key(Vec::len)),
                SetSort::Set => assert!(lists.is_sorted()),
            }
            shown.sort_unstable_by(|a, b| b.cmp(a));
            assert_eq!(shown, sizes[..sizes.len().min(5)]);
        }
        let everything = bars(found, mode, unit, SetSort::Size, usize::MAX);
        let counted = |mode: SetMode| match unit {
            SetUnit::Patients => found.count(mode, all - 1) as f64,
            SetUnit::PersonTime => found.time(mode, all - 1) as f64,
        };
        let in_any = counted(SetMode::Union);
        let shown = if mode == SetMode::Exclusive { everything.weight_all } else { in_any };
        assert!((everything.weight_shown - shown).abs() <= shown * 1e-9);
    }
    let table = subsets(found).expect("there are few sets");
    for mask in 0..all {
        assert_eq!(u64::from(table.exclusive[mask as usize]), found.count(SetMode::Exclusive, mask));
        assert_eq!(u64::from(table.inclusive[mask as usize]), found.count(SetMode::Inclusive, mask));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn patterns_and_person_time_are_those_of_each_patient_and_moment(seed: u64) {
        check(seed);
    }
}

//! A small store made from rows of text, and what the computations must say about it.

use crate::base::{Cancel, Clock, PatientId, PatientSet, Precision, SourceId, Span, Time, time::DAY};
use crate::model::{
    Align, Arrangement, AttributeTest, CodeRef, EventTest, Filter, Group, Kind, Occurrence, Phase, Sort,
    SortKey, Source, Window,
};
use crate::store::build::{Meta, Part, Row, assemble};
use crate::store::{
    Attribute, AttributeValues, Code, CodeTable, Coverage, FileEntry, Head, Keys, MISSING, POINT, Store,
};

use super::watch::{ALWAYS, State, Watch};
use super::*;

/// A row: patient, source 0 to 2, phase, code 0 to 9, first day, last day or none.
type TestRow = (u32, u16, u8, u32, i64, Option<i64>);

/// A store of three sources, with windows and enrolment.
pub(crate) fn store(rows: &[TestRow]) -> Store {
    let patients = rows.iter().map(|row| row.0 + 1).max().unwrap_or(0);
    let source = |id: &str, windows: &[(i64, i64)]| Source {
        id: id.into(),
        title: id.to_uppercase(),
        holder: None,
        kind: Kind::Other,
        perspective: None,
        windows: windows.iter().map(|&(from, to)| Window { span: days(from, to), note: None }).collect(),
    };
    let head = Head {
        title: "test".into(),
        clock: Clock::Calendar,
        as_of: Some(Time::from_days(10_000)),
        as_of_declared: true,
        sources: vec![source("a", &[(0, 100), (200, 300)]), source("b", &[]), source("c", &[(0, 20_000)])],
        phases: Phase::defaults(),
        codes: CodeTable::new(
            (0..10)
                .map(|n| Code {
                    system: "X".into(),
                    code: format!("C{n}"),
                    label: Some(format!("label {n}")),
                    label_nl: None,
                })
                .collect(),
        ),
        files: (0..3)
            .map(|n| FileEntry { path: format!("{n}.csv"), resource: n, source: SourceId(n as u16) })
            .collect(),
        keys: Keys::from_texts(
            (0..patients).map(|n| format!("p{n:03}")).collect::<Vec<_>>().iter().map(String::as_str),
        ),
        attributes: vec![
            Attribute {
                id: "sex".into(),
                values: AttributeValues::Category {
                    names: vec!["f".into(), "m".into()],
                    of: (0..patients).map(|n| if n == 0 { MISSING } else { n % 2 }).collect(),
                },
            },
            Attribute {
                id: "birthYear".into(),
                values: AttributeValues::Number((0..patients).map(|n| 1930.0 + f64::from(n)).collect()),
            },
        ],
        coverage: vec![Coverage::from_rows(
            SourceId(2),
            patients as usize,
            vec![(PatientId(0), days(50, 60))],
        )],
        ..Head::default()
    };
    let rows = rows
        .iter()
        .enumerate()
        .map(|(at, &(patient, file, phase, code, from, to))| Row {
            start: from * DAY,
            patient,
            duration: to.map_or(POINT, |to| ((to - from) * 86_400) as u32),
            code,
            row: at as u32 + 2,
            file,
            meta: Meta::new(phase, Precision::Day, Precision::Day),
        })
        .collect();
    let part = Part { rows, patients: (0..patients).collect(), codes: (0..10).collect(), ..Part::default() };
    assemble(head, vec![part], 1, &Cancel::default()).unwrap()
}

pub(crate) fn days(from: i64, to: i64) -> Span {
    Span { from: Time::from_days(from), to: Time::from_days(to) }
}

fn sample() -> Store {
    store(&[
        (0, 0, 2, 1, 10, None),
        (0, 1, 3, 2, 40, Some(45)),
        (0, 2, 5, 3, 41, None),
        (1, 0, 2, 1, 20, None),
        (1, 1, 3, 2, 22, None),
        (2, 0, 2, 1, 5, None),
        (2, 2, 5, 3, 90, None),
        (3, 1, 3, 2, 7, None),
    ])
}

fn selected(chain: &[Filter]) -> (Vec<u32>, u64) {
    let selection = select::select(&sample(), chain, &Cancel::default()).unwrap();
    (selection.patients.iter().map(|patient| patient.0).collect(), selection.events)
}

fn phase(id: &str) -> EventTest {
    EventTest { phases: vec![id.into()], ..EventTest::default() }
}

#[test]
fn filters_narrow_patients_and_events() {
    assert_eq!(selected(&[]), (vec![0, 1, 2, 3], 8));
    assert_eq!(selected(&[Filter::Sources(vec!["b".into()])]), (vec![0, 1, 3], 3));
    assert_eq!(selected(&[Filter::Phases(vec!["lab".into(), "diagnosis".into()])]), (vec![0, 1, 2], 5));
    let code = CodeRef { system: "X".into(), code: "C3".into() };
    assert_eq!(selected(&[Filter::Codes(vec![code])]), (vec![0, 2], 2));
    assert_eq!(selected(&[Filter::Period(days(42, 44))]), (vec![0], 1));
    assert_eq!(selected(&[Filter::Has(phase("lab")), Filter::HasNot(phase("treatment"))]), (vec![2], 2));
    assert_eq!(selected(&[Filter::EventCount { least: 2, most: 2 }]), (vec![1, 2], 4));
    let sex = |value: &str| Filter::Attribute {
        attribute: "sex".into(),
        test: AttributeTest::OneOf(vec![value.into()]),
    };
    assert_eq!(selected(&[sex("m")]).0, [1, 3]);
    assert_eq!(selected(&[sex("")]).0, [0]);
    let born =
        Filter::Attribute { attribute: "birthYear".into(), test: AttributeTest::Between(1931.0, 1932.0) };
    assert_eq!(selected(&[born]).0, [1, 2]);
    let keys = Filter::Patients { label: String::new(), keys: vec!["p003".into(), "nobody".into()] };
    assert_eq!(selected(&[keys]).0, [3]);
    assert_eq!(selected(&[Filter::Sources(vec!["unknown".into()])]), (vec![], 0));
}

#[test]
fn a_link_looks_at_what_the_links_before_it_left() {
    let lab = Filter::Has(phase("lab"));
    let early = Filter::Period(days(0, 60));
    assert_eq!(selected(&[lab.clone(), early.clone()]).0, [0, 2]);
    assert_eq!(selected(&[early, lab]).0, [0]);
}

#[test]
fn day_zero_is_the_event_asked_for() {
    let store = sample();
    let at = |align_on: Align| {
        let anchors = align::align(&store, &align_on, &Cancel::default()).unwrap();
        (0..4).map(|id| anchors.of(PatientId(id)).map(|at| at / DAY)).collect::<Vec<_>>()
    };
    assert_eq!(at(Align::Index), [Some(10), Some(20), Some(5), Some(7)]);
    assert_eq!(at(Align::Event(phase("treatment"), Occurrence::First)), [Some(40), Some(22), None, Some(7)]);
    assert_eq!(
        at(Align::Event(EventTest::default(), Occurrence::Last)),
        [Some(41), Some(22), Some(90), Some(7)]
    );
    assert_eq!(
        at(Align::Event(EventTest::default(), Occurrence::Nth(2))),
        [Some(40), Some(22), Some(90), None]
    );
    assert_eq!(at(Align::Calendar), [Some(0); 4]);
}

fn arranged(arrangement: &Arrangement) -> (Vec<u32>, Vec<(GroupTitle, usize)>) {
    let store = sample();
    let selection = select::select(&store, &[], &Cancel::default()).unwrap();
    let anchors = align::align(&store, &arrangement.align, &Cancel::default()).unwrap();
    let rows = arrange::arrange(&store, &selection, &anchors, arrangement, &Cancel::default()).unwrap();
    assert_eq!(rows.order.len() + rows.without_anchor, 4);
    assert_eq!(rows.groups.iter().map(|group| group.rows.len()).sum::<usize>(), rows.order.len());
    let groups = rows.groups.iter().map(|group| (group.title.clone(), group.rows.len())).collect();
    (rows.order.iter().map(|patient| patient.0).collect(), groups)
}

#[test]
fn rows_are_sorted_with_missing_values_last() {
    let by = |key, descending| {
        let sort = Sort { key, descending };
        arranged(&Arrangement { align: Align::Calendar, sort, group: Group::None }).0
    };
    assert_eq!(by(SortKey::Start, false), [2, 3, 0, 1]);
    assert_eq!(by(SortKey::Start, true), [1, 0, 3, 2]);
    assert_eq!(by(SortKey::Duration, true), [2, 0, 1, 3]);
    assert_eq!(by(SortKey::Events, false), [3, 1, 2, 0]);
    assert_eq!(by(SortKey::Attribute("sex".into()), true), [1, 3, 2, 0]);
    assert_eq!(by(SortKey::TimeTo("lab".into()), false), [0, 2, 1, 3]);
}

#[test]
fn groups_cover_all_rows() {
    let by = |group| arranged(&Arrangement { align: Align::Calendar, sort: Sort::default(), group }).1;
    let patterns = by(Group::SourcePattern);
    assert_eq!(patterns.len(), 4);
    assert!(patterns.contains(&(GroupTitle::Pattern(0b111), 1)));
    let sexes = by(Group::Attribute("sex".into()));
    assert_eq!(
        sexes,
        [
            (GroupTitle::Category("f".into()), 1),
            (GroupTitle::Category("m".into()), 2),
            (GroupTitle::Missing, 1)
        ]
    );
    assert_eq!(by(Group::Attribute("birthYear".into())).iter().map(|group| group.1).sum::<usize>(), 4);
}

#[test]
fn a_lane_is_covered_not_covered_or_unknown() {
    let store = sample();
    let within = days(-50, 400);
    let watch = Watch::new(&store, &[]);
    let lane = |patient, source| watch.lane(PatientId(patient), SourceId(source), within);
    let a = lane(0, 0);
    assert_eq!(
        a,
        [
            (days(-50, 0), State::NotCovered),
            (days(0, 100), State::Covered),
            (days(100, 200), State::NotCovered),
            (days(200, 300), State::Covered),
            (days(300, 400), State::NotCovered),
        ]
    );
    assert_eq!(lane(0, 1), [(within, State::Unknown)]);
    assert_eq!(lane(0, 2)[1], (days(50, 60), State::Covered));
    assert_eq!(lane(1, 2), [(within, State::NotCovered)]);
    let after_cut = watch.lane(PatientId(0), SourceId(2), days(9_000, 12_000));
    assert_eq!(after_cut, [(days(9_000, 12_000), State::NotCovered)]);
    assert!(ALWAYS.contains(Time(0)));
}

#[test]
fn bins_hold_every_event_of_the_view() {
    let store = sample();
    let everybody: Vec<PatientId> = PatientSet::full(4).iter().collect();
    let anchors = align::align(&store, &Align::Calendar, &Cancel::default()).unwrap();
    let mask = EventMask::all(&store);
    let dense = days(0, 100);
    let counted =
        density::Density::count(&store, &everybody, &anchors, &mask, dense, &Cancel::default()).unwrap();
    assert_eq!(counted.bins(0, 10 * DAY, 10), [2, 1, 2, 0, 2, 0, 0, 0, 0, 1]);
}

#[test]
fn codes_are_found_by_code_and_label() {
    let store = sample();
    let (found, all) = search::codes(&store, "c2", 5);
    assert_eq!((found[0].code.0, found[0].patients, all), (2, 3, 1));
    let (found, all) = search::codes(&store, "LABEL", 2);
    assert_eq!((found.len(), all), (2, 10));
}

#[test]
fn a_summary_says_what_a_source_holds() {
    let summaries = summary::sources(&sample());
    assert_eq!((summaries[0].patients, summaries[0].events), (3, 3));
    assert_eq!(summaries[0].first, Some(Time::from_days(5)));
    assert_eq!(summaries[2].last, Some(Time::from_days(90)));
}

//! Building a store, against sorting the same rows in the plainest way.

use proptest::prelude::*;

use super::build::{DROPPED, Meta, Part, Row, assemble};
use super::*;
use crate::base::{Cancel, Precision, Span, time::DAY};
use crate::model::report::Flaw;

fn head(patients: usize, files: u16) -> Head {
    Head {
        keys: Keys::from_ints((0..patients as i64).collect()),
        codes: CodeTable::new((0..5).map(|n| Code { code: n.to_string(), ..Code::default() }).collect()),
        sources: (0..files).map(|n| source(&format!("s{n}"))).collect(),
        files: (0..files)
            .map(|n| FileEntry { path: format!("f{n}.csv"), resource: u32::from(n), source: SourceId(n) })
            .collect(),
        ..Head::default()
    }
}

fn source(id: &str) -> Source {
    Source {
        id: id.to_owned(),
        title: id.to_owned(),
        holder: None,
        kind: crate::model::Kind::Other,
        perspective: None,
        windows: Vec::new(),
    }
}

prop_compose! {
    fn any_row(patients: u32)(
        patient in 0..patients, day in -50i64..50, micro in prop_oneof![Just(0), 0i64..3, Just(i64::MAX / 4)], code in 0u32..5, file in 0u16..3, duration in prop_oneof![Just(POINT), 0u32..9_000_000],
        phase in 0u8..9,
    ) -> Row {
        Row { start: day * DAY + micro, patient, duration, code, row: 0, file, meta: Meta::new(phase, Precision::Day, Precision::Day) }
    }
}

proptest! {
    #[test]
    fn a_store_holds_its_rows_in_order(rows in prop_oneof![prop::collection::vec(any_row(7), 0..400), prop::collection::vec(any_row(1), 0..700)], cut in 0usize..400, swap: bool, drop_one in any::<bool>()) {
        let mut rows = rows;
        for (at, row) in rows.iter_mut().enumerate() {
            row.row = if swap { at as u32 ^ 5 } else { at as u32 + 2 };
        }
        let patients: Vec<u32> = (0..7).map(|id| if drop_one && id == 3 { DROPPED } else { id }).collect();
        let cut = cut.min(rows.len());
        let part = |rows: &[Row]| {
            let mut part = Part { rows: rows.iter().copied().collect(), patients: patients.clone(), codes: (0..5).collect(), ..Part::default() };
            part.side.value = rows.iter().enumerate().filter(|(_, row)| row.code == 1).map(|(at, row)| (at as u32, f64::from(row.row))).collect();
            part
        };
        let store = assemble(head(7, 3), vec![part(&rows[..cut]), part(&rows[cut..])], 1, &Cancel::default()).unwrap();

        let mut expected: Vec<Row> = rows.iter().copied().filter(|row| patients[row.patient as usize] != DROPPED).collect();
        expected.sort_by_key(|row| (row.patient, row.start, row.file, row.row));
        prop_assert_eq!(store.event_count(), expected.len());
        for (at, row) in expected.iter().enumerate() {
            let event = store.events().get(at);
            prop_assert_eq!(event.start.0, row.start);
            prop_assert_eq!(event.code.0, row.code);
            prop_assert_eq!(event.row, row.row);
            prop_assert_eq!(event.file.0, row.file);
            prop_assert_eq!(event.source.0, row.file);
            prop_assert_eq!(u16::from(event.phase.0), row.meta.0 & 31);
            prop_assert_eq!(store.patient_of(at).0, row.patient);
            prop_assert_eq!(store.events().value.get(at), (row.code == 1).then(|| f64::from(row.row)));
            prop_assert!(store.events_of(PatientId(row.patient)).contains(&at));
            prop_assert!(store.patients_of_code(event.code).contains(PatientId(row.patient)));
            let block = store.blocks()[at / BLOCK];
            prop_assert!(block.first <= row.start && block.last >= store.events().last(at));
        }
        for source in 0..3 {
            let set = store.patients_of_source(SourceId(source));
            for id in 0..7 {
                let any = expected.iter().any(|row| row.patient == id && row.file == source);
                prop_assert_eq!(set.contains(PatientId(id)), any);
            }
        }
        let (dense, _) = store.resident_bytes();
        prop_assert!(dense <= 32 * store.event_count() + 200);
    }

    #[test]
    fn a_sparse_column_gives_back_what_went_in(values in prop::collection::btree_map(0u32..500, any::<i64>(), 0..90)) {
        let pairs: Vec<_> = values.iter().rev().map(|(&row, &value)| (row, value)).collect();
        let column = Sparse::from_pairs(500, pairs.iter().copied());
        for row in 0..500 {
            prop_assert_eq!(column.get(row as usize), values.get(&row).copied());
        }
        let again = Sparse::from_parts(column.present().to_vec(), column.values().to_vec());
        prop_assert_eq!(again, Some(column));
    }

    #[test]
    fn joined_columns_are_one(parts in prop::collection::vec(prop::collection::vec(prop::option::weighted(0.3, any::<i64>()), 0..150), 0..6)) {
        let column = |rows: &[Option<i64>]| {
            let there = rows.iter().enumerate().filter_map(|(row, value)| Some((row as u32, (*value)?)));
            Sparse::from_pairs(rows.len(), there)
        };
        let columns: Vec<_> = parts.iter().map(|rows| (rows.len(), column(rows))).collect();
        let joined = Sparse::join(columns.iter().map(|(rows, column)| (*rows, column)));
        prop_assert_eq!(joined, column(&parts.concat()));
    }

    #[test]
    fn every_key_is_found_and_no_other(keys in prop::collection::btree_set("[a-c]{0,3}", 0..20), asked in "[a-c]{0,3}") {
        let column = Keys::from_texts(keys.iter().map(String::as_str));
        for (at, key) in keys.iter().enumerate() {
            prop_assert_eq!(&column.text(at), key);
        }
        prop_assert_eq!(column.find(&asked), keys.iter().position(|key| *key == asked));
    }
}

#[test]
fn an_end_before_its_start_is_kept_and_flagged() {
    let row = Row { start: 10 * DAY, duration: LONG, ..Row::default() };
    let mut part =
        Part { rows: [row].into_iter().collect(), patients: vec![0], codes: vec![0], ..Part::default() };
    part.side.long_end = vec![(0, 4 * DAY)];
    let store = assemble(head(1, 1), vec![part], 1, &Cancel::default()).unwrap();
    let event = store.events().get(0);
    assert_eq!(event.end, Some(Time(4 * DAY)));
    assert!(event.has(Flaw::EndBeforeStart));
    assert_eq!(store.events().last(0), 10 * DAY);
    assert_eq!(store.head().as_of, Some(Time(10 * DAY)));
}

#[test]
fn integer_keys_are_not_matched_by_other_spellings() {
    let keys = Keys::from_ints(vec![-9_007_199_254_740_993, 7, i64::MAX]);
    assert_eq!(keys.find("7"), Some(1));
    assert_eq!(keys.find("007"), None);
    assert_eq!(keys.find("-9007199254740993"), Some(0));
}

#[test]
fn enrolment_spans_that_touch_are_one() {
    let span = |from, to| Span { from: Time(from), to: Time(to) };
    let rows = vec![
        (PatientId(2), span(5, 9)),
        (PatientId(0), span(4, 8)),
        (PatientId(0), span(1, 4)),
        (PatientId(0), span(10, 11)),
    ];
    let table = Coverage::from_rows(SourceId(0), 3, rows);
    assert_eq!(table.of(PatientId(0)), [span(1, 8), span(10, 11)]);
    assert_eq!(table.of(PatientId(1)), []);
    assert_eq!(table.of(PatientId(2)), [span(5, 9)]);
}

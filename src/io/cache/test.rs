//! A kept store is the store that was kept, or nothing.

use std::fs;

use super::*;
use crate::base::{Cancel, PatientId, PatientSet, Precision, Progress, SourceId, Span, Time, time::DAY};
use crate::model::descriptor::Package;
use crate::model::report::Reason;
use crate::model::{Align, EventTest, Kind, Occurrence, Perspective, Phase, Source, Window};
use crate::store::build::{Meta, Part, Row, assemble};
use crate::store::{
    Attribute, AttributeValues, Code, CodeTable, Conflict, Coverage, Crosswalk, Fact, FileEntry, Given, Head,
    Keys, LONG, Linkage, POINT, SourceLinkage, Unlinked,
};

fn store() -> Store {
    let span = |from, to| Span { from: Time::from_days(from), to: Time::from_days(to) };
    let source = Source {
        id: "lab".into(),
        title: "Lab".into(),
        holder: Some("A holder".into()),
        kind: Kind::Unknown("odd".into()),
        perspective: Some(Perspective::Billing),
        windows: vec![Window { span: span(0, 90), note: Some("a note".into()) }],
    };
    let head = Head {
        title: "kept".into(),
        index: Align::Event(
            EventTest { phases: vec!["lab".into()], ..EventTest::default() },
            Occurrence::Nth(2),
        ),
        sources: vec![source],
        phases: Phase::defaults(),
        codes: CodeTable::new(vec![Code {
            system: "S".into(),
            code: "NA".into(),
            label: Some("é".into()),
            label_nl: None,
        }]),
        files: vec![FileEntry { path: "lab.csv".into(), resource: 3, source: SourceId(0) }],
        units: vec!["mmol/L".into()],
        keys: Keys::from_texts(["007", "NA", "é"]),
        attributes: vec![
            Attribute {
                id: "sex".into(),
                values: AttributeValues::Category { names: vec!["f".into()], of: vec![0, u32::MAX, 0] },
            },
            Attribute {
                id: "death".into(),
                values: AttributeValues::Date(vec![None, Some((Time(-5), Precision::Month)), None]),
            },
            Attribute { id: "score".into(), values: AttributeValues::Number(vec![1.5, -2.0, 0.0]) },
        ],
        population: PatientSet::from_sorted([PatientId(2)]),
        population_sources: vec![SourceId(0)],
        coverage: vec![Coverage::from_rows(SourceId(0), 3, vec![(PatientId(1), span(4, 8))])],
        linkage: linkage(),
        ..Head::default()
    };
    let row = |patient, day: i64, duration, row| Row {
        start: day * DAY,
        patient,
        duration,
        code: 0,
        row,
        file: 0,
        meta: Meta::new(5, Precision::Day, Precision::Month),
    };
    let mut part = Part {
        rows: [row(1, 3, POINT, 2), row(0, -4, LONG, 3), row(1, 1, 60, 4)].into_iter().collect(),
        patients: vec![0, 1, 2],
        codes: vec![0],
        units: vec![0],
        ..Part::default()
    };
    part.side.value = vec![(0, 7.25)];
    part.side.unit = vec![(0, 0)];
    part.side.long_end = vec![(1, -9 * DAY)];
    assemble(head, vec![part], 1, &Cancel::default()).unwrap()
}

fn linkage() -> Linkage {
    let set = |ids: &[u32]| ids.iter().map(|id| PatientId(*id)).collect::<PatientSet>();
    let unlinked = Unlinked { reason: Reason::AmbiguousKey, records: 2, keys: 1 };
    Linkage {
        sources: vec![SourceLinkage {
            keyed: set(&[0, 1, 2]),
            linked: set(&[0, 1]),
            rows: 9,
            records: 8,
            unreadable: 1,
            keyless: 1,
            keys: 3,
            unlinked: vec![unlinked],
        }],
        crosswalks: vec![Crosswalk {
            from: "far".into(),
            to: "near".into(),
            pairs: 5,
            from_keys: 4,
            one_to_many: 1,
            to_keys: 3,
            many_to_one: 1,
            shared: set(&[2]),
            doubled: PatientSet::new(),
        }],
        given: vec![Given { fact: Fact::Death, source: SourceId(0), patients: set(&[1, 2]) }],
        conflicts: vec![Conflict { fact: Fact::Sex, a: SourceId(0), b: SourceId(0), patients: set(&[1]) }],
    }
}

fn key_of(folder: &Path) -> Key {
    let package: Package =
        serde_json::from_str(r#"{"resources": [{"name": "lab", "path": "lab.csv"}]}"#).unwrap();
    key(folder, b"{}", &package, false, &Cancel::default(), &Progress::default()).unwrap()
}

#[test]
fn a_kept_store_comes_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let (before, report) = (store(), LoadReport::default());
    let key = key_of(folder.path());
    assert!(load(folder.path(), &key, 2).is_none());
    let kept = save(folder.path(), &key, &before, &report).unwrap();
    let (after, report_after, found) = load(folder.path(), &key, 2).unwrap();
    assert_eq!(
        (after.head(), after.events(), after.offsets()),
        (before.head(), before.events(), before.offsets())
    );
    assert_eq!(
        (after.blocks(), after.pattern_of(PatientId(1))),
        (before.blocks(), before.pattern_of(PatientId(1)))
    );
    assert_eq!((after.generation(), report_after, &found), (2, report, &kept));
    delete(folder.path()).unwrap();
    assert!(load(folder.path(), &key, 2).is_none());
}

#[test]
fn the_key_follows_the_contents_and_only_one_store_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let empty = key_of(folder.path());
    save(folder.path(), &empty, &store(), &LoadReport::default()).unwrap();
    fs::write(folder.path().join("lab.csv"), "a").unwrap();
    let one = key_of(folder.path());
    fs::write(folder.path().join("lab.csv"), "b").unwrap();
    let other = key_of(folder.path());
    assert!(empty != one && one != other);
    save(folder.path(), &other, &store(), &LoadReport::default()).unwrap();
    assert!(load(folder.path(), &empty, 1).is_none());
    assert_eq!(fs::read_dir(folder.path().join(FOLDER)).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_what_is_kept() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let key = key_of(folder.path());
    save(folder.path(), &key, &store(), &LoadReport::default()).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder.path().join(FOLDER)), 0o700);
    let place = place(folder.path(), &key);
    assert_eq!(mode(&place), 0o700);
    for entry in fs::read_dir(place).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()), 0o600);
    }
}

#[test]
fn a_damaged_store_counts_as_none() {
    let folder = tempfile::tempdir().unwrap();
    let key = key_of(folder.path());
    save(folder.path(), &key, &store(), &LoadReport::default()).unwrap();
    let place = place(folder.path(), &key);
    let names: Vec<_> = fs::read_dir(&place).unwrap().map(|entry| entry.unwrap().path()).collect();
    for path in names {
        let whole = fs::read(&path).unwrap();
        for damage in 0..40 {
            let mut bytes = whole.clone();
            match damage {
                0 => bytes.clear(),
                1 => bytes.truncate(whole.len() / 2),
                n => bytes[(n * 7919) % whole.len()] ^= 1 << (n % 8),
            }
            fs::write(&path, &bytes).unwrap();
            assert!(load(folder.path(), &key, 1).is_none() || bytes == whole);
        }
        fs::write(&path, whole).unwrap();
    }
    assert!(load(folder.path(), &key, 1).is_some());
}

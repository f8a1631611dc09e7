//! Logs written out here, and what must come of them, however they are damaged.

use proptest::prelude::*;

use super::*;
use crate::base::{PatientId, Time, time::SECOND};
use crate::model::report::Reason;

const LOG: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/"><extension name="Concept" prefix="concept" uri="x"/>
 <global scope="event"><string key="concept:name" value="none"/></global>
 <string key="concept:name" value="Ward &amp; clinic"/>
 <trace><string key="concept:name" value="NA"/><string key="sex" value="f"><string key="nested" value="x"><int key="deeper" value="1"/></string></string>
  <event><string key="concept:name" value="a  b"/><string key="lifecycle:transition" value="start"/><date key="time:timestamp" value="2019-07-01T10:00:00.000+02:00"/></event>
  <event><string key="concept:name" value="c"/><date key="time:timestamp" value="2019-01-05T09:30:00+01:00"/></event>
  <event><string key="concept:name" value="a  b"/><string key="lifecycle:transition" value="complete"/><date key="time:timestamp" value="2019-07-01T08:30:00.000Z"/></event>
 </trace>
 <trace><string key="concept:name" value="9007199254740993"/><event><string key="concept:name" value="c"/></event>
  <event><string key="concept:name" value="c"/><date key="time:timestamp" value="yesterday"/></event></trace>
 <trace><event><string key="concept:name" value="c"/><date key="time:timestamp" value="2019-01-05"/></event></trace>
</log>"#;

fn of(text: &[u8]) -> Result<Loaded, LoadError> {
    load_from(text, "a.xes", 1, &Cancel::default())
}

fn why(text: &str) -> String {
    of(text.as_bytes()).expect_err("it is refused").to_string()
}

#[test]
fn a_log_is_an_extract_with_one_source() {
    let Loaded { store, report, .. } = of(LOG.as_bytes()).unwrap();
    assert_eq!(store.head().title, "Ward & clinic");
    assert_eq!((store.patient_count(), store.event_count()), (2, 2));
    let patient = store.head().keys.find("NA").map(|at| PatientId(at as u32)).unwrap();
    let events: Vec<_> = store.events_of(patient).map(|at| store.events().get(at)).collect();
    let code = |at: usize| store.head().codes.get(events[at].code).code.clone();
    assert_eq!((code(0), code(1)), ("c".to_owned(), "a  b".to_owned()));
    // Summer and winter are brought to one wall clock, and a start with its completion is an interval.
    assert_eq!(events[0].start, Time(Time::from_date(2019, 1, 5).0 + (9 * 60 + 30) * 60 * SECOND));
    assert_eq!(events[1].start, Time(Time::from_date(2019, 7, 1).0 + 10 * 3600 * SECOND));
    assert_eq!(events[1].end, Some(Time(events[1].start.0 + 1800 * SECOND)));
    assert_eq!(store.attribute_by_id("sex").and_then(|sex| sex.category(patient)), Some("f"));
    let aside: Vec<_> = report.resources[0].set_aside.iter().map(|tally| (tally.what, tally.count)).collect();
    assert_eq!(aside, [(Reason::NoPatientKey, 1), (Reason::StartMissing, 1), (Reason::StartUnreadable, 1)]);
    assert_eq!(report.resources[0].rows, 6);
}

#[test]
fn bombs_end_in_one_clear_error() {
    let bomb = "<!DOCTYPE log [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><log><trace/></log>";
    assert!(why(bomb).contains("failure-xes-entities"));
    assert!(
        why("<log><trace><string key=\"concept:name\" value=\"&a;\"/></trace></log>")
            .contains("failure-xes ")
    );
    let deep = format!("<log>{}", "<a>".repeat(10_000_000));
    assert!(why(&deep).contains("failure-xes-deep"));
    let long = format!("<log><string key=\"a\" value=\"{}", "x".repeat(40 << 20));
    assert!(why(&long).contains("failure-xes-long"));
    assert!(why("<html/>").contains("failure-xes-no-log"));
    assert!(why("<log><trace>").contains("failure-xes "));
    assert!(why("").contains("failure-xes-no-log"));
}

#[test]
fn a_packed_log_is_recognised_and_opens() {
    use std::io::Write as _;
    let folder = tempfile::tempdir().unwrap();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(LOG.as_bytes()).unwrap();
    let path = folder.path().join("a.xes.gz");
    std::fs::write(&path, packed.finish().unwrap()).unwrap();
    assert_eq!(recognise(folder.path()), Some(path.clone()));
    assert_eq!(load(&path, 1, &Cancel::default(), &Progress::default()).unwrap().store.event_count(), 2);
    std::fs::write(folder.path().join("datapackage.json"), "{}").unwrap();
    assert_eq!(recognise(folder.path()), None);
    assert_eq!(recognise(&folder.path().join("datapackage.json")), None);
}

proptest! {
    /// Whatever is changed in a log, it opens or is refused, and nothing panics.
    #[test]
    fn damaged_logs_never_panic(changes in prop::collection::vec((0usize..2200, any::<u8>(), 0usize..9), 1..6)) {
        let mut bytes = LOG.as_bytes().to_vec();
        for (at, byte, cut) in changes {
            let at = at % bytes.len();
            if cut > 4 { bytes.drain(at..(at + cut).min(bytes.len())); } else { bytes[at] = byte; }
            bytes.push(b' ');
        }
        if let Ok(loaded) = of(&bytes) {
            prop_assert!(loaded.store.event_count() <= 7);
        }
    }
}

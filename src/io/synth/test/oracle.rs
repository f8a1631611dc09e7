//! The rules of the catalogue, written down again in the plainest way, over a cohort read back.

use std::collections::{BTreeMap, BTreeSet};

use super::read::{Cohort, Event};
use crate::base::civil::days_from_date;

/// Patient, file and row of a finding.
pub type Found = BTreeSet<(String, String, u64)>;

pub fn found(event: &Event) -> (String, String, u64) {
    (event.patient.clone(), event.file.clone(), event.row)
}

pub fn events_where(cohort: &Cohort, holds: impl Fn(&Event, &BTreeMap<String, String>) -> bool) -> Found {
    let of = |event: &Event| holds(event, &cohort.patients[&event.patient]);
    cohort.events.iter().filter(|event| of(event)).map(found).collect()
}

pub fn death(attributes: &BTreeMap<String, String>) -> Option<i64> {
    super::read::day(&attributes["death"], None).map(|day| day.0)
}

/// Everything each rule finds, by rule; F02, P03 and C16 by patient alone.
pub fn all(cohort: &Cohort) -> BTreeMap<&'static str, Found> {
    let as_of = days_from_date(2024, 12, 31);
    let year = |day: i64| crate::base::civil::date_from_days(day).0;
    let zeros = [1900, 1960, 1970].map(|year| days_from_date(year, 1, 1));
    let mut all = BTreeMap::new();
    all.insert("T01", events_where(cohort, |e, a| year(e.start.1) < a["birthYear"].parse().unwrap()));
    let after_death = |e: &Event, a: &BTreeMap<String, String>| {
        let present = !e.billing && (e.phase == "treatment" || e.phase == "pharmacy");
        e.phase != "death" && death(a).is_some_and(|death| e.start.0 - death > if present { 0 } else { 60 })
    };
    all.insert("T02", events_where(cohort, after_death));
    all.insert("T03", events_where(cohort, |e, _| e.end.is_some_and(|end| end < e.start.0)));
    let wrong_sex = |e: &Event, a: &BTreeMap<String, String>| {
        let woman_only = ["C56", "X11", "X77"].contains(&e.code.as_str());
        let man_only = ["C61", "Y77", "Y85"].contains(&e.code.as_str());
        (a["sex"] == "M" && woman_only) || (a["sex"] == "V" && man_only)
    };
    all.insert("T06", events_where(cohort, wrong_sex));
    all.insert("T08", events_where(cohort, |e, _| e.start.0 > as_of));
    all.insert("T09", events_where(cohort, |e, _| zeros.contains(&e.start.0) && e.start.0 == e.start.1));
    let incidence: BTreeMap<&str, i64> = cohort
        .events
        .iter()
        .filter(|e| e.phase == "diagnosis")
        .map(|e| (e.patient.as_str(), e.start.0))
        .collect();
    let early = |e: &Event, _: &_| e.phase == "treatment" && e.start.1 < incidence[e.patient.as_str()];
    all.insert("P01", events_where(cohort, early));
    all.insert("C01", too_close(cohort));
    all.insert("C04", same_agent(cohort));
    all.insert("F02", silence(cohort, as_of));
    super::oracle_more::all(cohort, &mut all);
    all
}

/// The events of each patient.
pub fn by_patient(cohort: &Cohort) -> BTreeMap<&str, Vec<&Event>> {
    let mut by: BTreeMap<&str, Vec<&Event>> = BTreeMap::new();
    for event in &cohort.events {
        by.entry(&event.patient).or_default().push(event);
    }
    by
}

/// Events of a patient and an agent together.
pub fn by_agent(cohort: &Cohort) -> BTreeMap<(&str, &str), Vec<&Event>> {
    let mut by: BTreeMap<(&str, &str), Vec<&Event>> = BTreeMap::new();
    for event in cohort.events.iter().filter(|e| e.system == "atc") {
        by.entry((&event.patient, &event.code)).or_default().push(event);
    }
    by
}

/// Days of the hospital pharmacy closer than any schedule of the agent, unless both doses make up one.
fn too_close(cohort: &Cohort) -> Found {
    let least = [("L01BA04", 19), ("L01FF02", 12), ("L01FF03", 12), ("L01FG01", 12), ("L01CD02", 5)];
    let least: BTreeMap<&str, i64> = least.into_iter().collect();
    let mut out = Found::new();
    for ((_, code), mut events) in by_agent(cohort) {
        let Some(least) = least.get(code) else { continue };
        events.retain(|e| e.source == "ziekenhuisapotheek");
        events.sort_by_key(|e| e.start.0);
        let whole = events.iter().map(|e| e.dose).fold(0.0, f64::max);
        for pair in events.windows(2) {
            let gap = pair[1].start.0 - pair[0].start.0;
            if gap > 0 && gap < *least && pair[0].dose + pair[1].dose > 1.25 * whole {
                out.insert(found(pair[1]));
            }
        }
    }
    out
}

/// The insurer's or another pharmacy's row within three days of the same agent elsewhere.
fn same_agent(cohort: &Cohort) -> Found {
    let mut out = Found::new();
    for events in by_agent(cohort).into_values() {
        for a in &events {
            for b in events.iter().filter(|b| b.source > a.source) {
                if (a.start.0 - b.start.0).abs() <= 3 {
                    out.insert(found(if a.source == "verzekeraar" { a } else { b }));
                }
            }
        }
    }
    out
}

/// Patients with a silence of more than eighteen months, between two events or up to the end, while two
/// sources that have records of them declare that they could see all of it.
fn silence(cohort: &Cohort, as_of: i64) -> Found {
    let mut out = Found::new();
    for (patient, mut events) in by_patient(cohort) {
        events.sort_by_key(|e| e.start.0);
        let files: BTreeSet<(&str, &str)> =
            events.iter().map(|e| (e.source.as_str(), e.file.as_str())).collect();
        let end = death(&cohort.patients[patient]).unwrap_or(as_of).min(as_of);
        let mut seen = events[0].start.0;
        let starts = events.iter().map(|e| (e.start.0, e.end.unwrap_or(e.start.1))).chain([(end, end)]);
        for (start, until) in starts {
            if start.min(end) - seen > 548 && covering(cohort, patient, &files, (seen, start.min(end))) >= 2 {
                out.insert((patient.to_owned(), String::new(), 0));
            }
            seen = seen.max(until);
        }
    }
    out
}

fn covering(cohort: &Cohort, patient: &str, files: &BTreeSet<(&str, &str)>, (from, to): (i64, i64)) -> usize {
    let inside = |spans: &[(i64, i64)]| spans.iter().any(|(first, last)| *first <= from && to <= *last);
    // The two networks of general practitioners differ in window, and a patient is in one of them.
    let network = |source: &str, file: &str| {
        let windows = &cohort.windows[source];
        match file {
            "huisarts/netwerk_noordoost.csv" => inside(&windows[..1]),
            "huisarts/netwerk_west.csv.gz" => inside(&windows[1..]),
            _ => inside(windows),
        }
    };
    let covers = |(source, file): &&(&str, &str)| {
        cohort.windows.contains_key(*source)
            && network(source, file)
            && (*source != "verzekeraar" || cohort.enrolment.get(patient).is_some_and(|spans| inside(spans)))
    };
    let sources: BTreeSet<&str> = files.iter().filter(covers).map(|(source, _)| *source).collect();
    sources.len()
}

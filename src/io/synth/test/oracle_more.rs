//! More rules of the catalogue in the plainest way: identity, growth factor, the end of life, supplies, witnesses; and
//! what is wrong with whole sources.

use std::collections::BTreeMap;

use super::oracle::{Found, by_agent, by_patient, death, events_where, found};
use super::read::{Cohort, Event};
use crate::base::civil::{date_from_days, days_from_date};

/// Adds what these rules find.
pub fn all(cohort: &Cohort, all: &mut BTreeMap<&'static str, Found>) {
    let after_death = |e: &Event, a: &BTreeMap<String, String>| {
        let Some(death) = death(a) else { return false };
        e.source != "nkr"
            && !e.billing
            && if e.phase == "death" { e.start.0 != death } else { e.start.0 > death + 30 }
    };
    all.insert("T05", events_where(cohort, after_death));
    all.insert("P03", first_diagnosis(cohort));
    all.insert("C09", growth_factor(cohort));
    all.insert("C16", last_days(cohort));
    all.insert("L03", no_witness(cohort));
    let (plain, stock) = supplies(cohort);
    all.insert("G01", plain);
    all.insert("G02", stock);
}

/// By patient: the hospital's first mention of the tumour more than two weeks from the registry's.
fn first_diagnosis(cohort: &Cohort) -> Found {
    let mut out = Found::new();
    for (patient, events) in by_patient(cohort) {
        let Some(own) = events.iter().find(|e| e.phase == "diagnosis") else { continue };
        let born: i64 = cohort.patients[patient]["birthYear"].parse().unwrap();
        let dated = events.iter().filter(|e| {
            let (year, ..) = date_from_days(e.start.0);
            e.source == "lbz"
                && e.code == own.code
                && year >= born
                && e.start.0 != days_from_date(year.min(1970), 1, 1)
        });
        let Some(first) = dated.map(|e| e.start.0).min() else { continue };
        if first < own.start.0 - 14 || first > own.start.1 + 14 {
            out.insert((patient.to_owned(), String::new(), 0));
        }
    }
    out
}

fn cytotoxic(e: &Event) -> bool {
    e.system == "atc"
        && e.source == "ziekenhuisapotheek"
        && e.code.starts_with("L01")
        && !["L01E", "L01F", "L01XK"].iter().any(|group| e.code.starts_with(group))
}

/// Growth factor on the day of a cytotoxic.
fn growth_factor(cohort: &Cohort) -> Found {
    let mut out = Found::new();
    for events in by_patient(cohort).into_values() {
        for given in events.iter().filter(|e| e.code == "L03AA13") {
            if events.iter().any(|e| cytotoxic(e) && e.start.0 == given.start.0) {
                out.insert(found(given));
            }
        }
    }
    out
}

/// By patient: a cytotoxic in the last two weeks of life.
fn last_days(cohort: &Cohort) -> Found {
    let within = |e: &Event, a: &BTreeMap<String, String>| {
        cytotoxic(e) && death(a).is_some_and(|death| (0..=14).contains(&(death - e.start.0)))
    };
    events_where(cohort, within).into_iter().map(|(patient, ..)| (patient, String::new(), 0)).collect()
}

/// The registry's chemotherapy of those of whom nobody has an agent, though insurer or outpatient pharmacy knew them.
fn no_witness(cohort: &Cohort) -> Found {
    let mut out = Found::new();
    let outpatient = cohort.windows["poliapotheek"][0];
    for (patient, events) in by_patient(cohort) {
        let Some(claim) = events.iter().find(|e| e.source == "nkr" && e.code == "CHEMO") else { continue };
        let on = claim.start.0;
        let names = |source: &str| events.iter().any(|e| e.source == source);
        let enrolled =
            cohort.enrolment.get(patient).is_some_and(|all| all.iter().any(|(a, b)| *a <= on && on <= *b));
        let knew = names("verzekeraar") && enrolled
            || names("poliapotheek") && outpatient.0 <= on && on <= outpatient.1;
        if knew && !events.iter().any(|e| e.code.starts_with("L01")) {
            out.insert(found(claim));
        }
    }
    out
}

/// More than sixty days without a medicine handed out by the month: each supply by itself, and with a stockpile.
fn supplies(cohort: &Cohort) -> (Found, Found) {
    let (mut plain, mut stock) = (Found::new(), Found::new());
    for mut events in by_agent(cohort).into_values() {
        events.retain(|e| e.supply >= 28);
        events.sort_by_key(|e| e.start.0);
        let mut left = i64::MIN;
        for pair in events.windows(2) {
            let (from, to) = (pair[0].start.0, pair[1].start.0);
            left = left.max(from) + pair[0].supply;
            if to - from - pair[0].supply > 60 {
                plain.insert(found(pair[0]));
                if to - left > 60 {
                    stock.insert(found(pair[0]));
                }
            }
        }
    }
    (plain, stock)
}

/// What was done to whole sources can be seen in them: heaps, months that fell away, rows twice.
pub fn sources(cohort: &Cohort) {
    let days = |source: &str| {
        cohort.events.iter().filter(|e| e.source == source).map(|e| e.start.0).collect::<Vec<_>>()
    };
    let aftercare = days("nazorg");
    let year = |year: i64| {
        let within = |day: &&i64| date_from_days(**day).0 == year;
        let firsts = aftercare.iter().filter(within).filter(|day| date_from_days(**day).2 == 1).count();
        firsts as f64 / aftercare.iter().filter(within).count() as f64
    };
    assert!(year(2019) > 0.2 && year(2021) < 0.1, "{} {}", year(2019), year(2021));
    let month = |days: &[i64], year: i64, month: u32| {
        days.iter().filter(|day| (date_from_days(**day).0, date_from_days(**day).1) == (year, month)).count()
    };
    assert!(month(&aftercare, 2020, 4) * 2 < month(&aftercare, 2020, 3));
    assert!(month(&aftercare, 2022, 8) * 2 > month(&aftercare, 2022, 7));
    let claims = days("verzekeraar");
    assert!(month(&claims, 2023, 11) * 2 < month(&claims, 2022, 11));
    for (source, least, most) in [("verzekeraar", 0.01, 0.05), ("nazorg", 0.0005, 0.01)] {
        let mut rows: Vec<(&str, &str, i64)> = cohort
            .events
            .iter()
            .filter(|e| e.source == source)
            .map(|e| (&*e.patient, &*e.code, e.start.0))
            .collect();
        let all = rows.len();
        rows.sort_unstable();
        rows.dedup();
        let share = (all - rows.len()) as f64 / all as f64;
        assert!((least..most).contains(&share), "{source}: {share}");
    }
}

/// Marked cycles lie as far from the one before as the rule says, by the rows alone.
pub fn cycles(cohort: &Cohort, faults: &Found, near: &Found, short: bool) {
    let by_agent = by_agent(cohort);
    let gap = |(patient, file, row): &(String, String, u64)| {
        let all = by_agent.iter().filter(|((who, _), _)| who == patient).flat_map(|(_, events)| events);
        let own = all.clone().find(|e| e.file == *file && e.row == *row).unwrap();
        let before = all.filter(|e| e.code == own.code && e.source == own.source && e.start.0 < own.start.0);
        own.start.0 - before.map(|e| e.start.0).max().unwrap()
    };
    for fault in faults {
        let (gap, ok) = (gap(fault), if short { 1..16 } else { 11..121 });
        assert!(ok.contains(&gap), "{gap}");
    }
    for near in near {
        let (gap, ok) = (gap(near), if short { 16..19 } else { 28..50 });
        assert!(ok.contains(&gap), "{gap}");
    }
}

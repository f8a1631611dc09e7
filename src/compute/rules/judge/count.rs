//! Events that are too many, the same twice, together, or with a field outside its domain.
//! Each looks at one patient's events by themselves.

use crate::base::{Clock, Precision, Time, time::DAY};
use crate::compute::rules::compile::Bit;
use crate::compute::rules::interval::Interval;
use crate::model::report::Flaw;
use crate::model::rule::{Field, Key, Limit, Pick, Verdict};
use crate::store::Fact;

use super::{Bench, Unit, Why};

/// How many events or codes, on each day or in all.
pub(super) fn count(bench: &mut Bench<'_, '_>, select: Bit, distinct: bool, per_day: bool) {
    let (view, store) = (bench.view, bench.judge.ground.store);
    if !view.has(select) {
        return bench.nothing();
    }
    let codes = &store.events().code;
    let (mut days, mut coarse): (Vec<(i64, u32)>, Vec<u32>) = (Vec::new(), Vec::new());
    for row in view.passing(select) {
        let start = Interval::of_start(store, row);
        if start.is_a_day() {
            days.push((start.from.div_euclid(DAY), row as u32));
        } else {
            coarse.push(row as u32);
        }
    }
    let different = |rows: &[u32]| {
        let mut codes: Vec<u32> = rows.iter().map(|row| codes[*row as usize]).collect();
        codes.sort_unstable();
        codes.dedup();
        codes.len()
    };
    if per_day {
        if !coarse.is_empty() {
            bench.tally(Verdict::CannotJudge, coarse.len() as u64);
        }
        for day in days.chunk_by(|a, b| a.0 == b.0) {
            let rows: Vec<u32> = day.iter().map(|(_, row)| *row).collect();
            let n = if distinct { different(&rows) } else { rows.len() } as f64;
            bench.unit(&Unit::new((n, n), &rows));
        }
        return;
    }
    let mut rows: Vec<u32> = days.iter().map(|(_, row)| *row).collect();
    rows.extend(&coarse);
    rows.sort_unstable();
    let (least, most) = if distinct {
        let n = different(&rows);
        (n, n)
    } else {
        days.dedup_by_key(|(day, _)| *day);
        (days.len(), days.len() + coarse.len())
    };
    bench.unit(&Unit::new((least as f64, most as f64), &rows));
}

/// Whether another thing lies around each of these.
pub(super) fn coexist(bench: &mut Bench<'_, '_>, (a, pick): (Bit, Pick), b: Bit, window: (Limit, Limit)) {
    let (view, store) = (bench.view, bench.judge.ground.store);
    if !view.has(a) {
        return bench.nothing();
    }
    let (before, after) = (bench.number(window.0), bench.number(window.1));
    let judged: Vec<(usize, Interval)> = match pick {
        Pick::First => view.first(a).into_iter().collect(),
        Pick::Last => view.last(a).into_iter().collect(),
        Pick::Each => view.passing(a).map(|row| (row, Interval::of_start(store, row))).collect(),
    };
    for (row, start) in judged {
        let (mut surely, mut maybe) = (None, false);
        for other in view.passing(b).filter(|other| *other != row && view.has(b)) {
            let (least, most) = Interval::of_start(store, other).after(start);
            if least >= -before && most <= after {
                surely = Some(other as u32);
                break;
            }
            maybe |= most >= -before && least <= after;
        }
        let measure = (f64::from(u8::from(surely.is_some())), f64::from(u8::from(surely.is_some() || maybe)));
        let rows = [row as u32];
        bench.unit(&Unit { beside: surely.as_slice(), ..Unit::new(measure, &rows) });
    }
}

/// Events that agree with an earlier one in all keys.
pub(super) fn duplicate(bench: &mut Bench<'_, '_>, select: Bit, keys: &[Key]) {
    let (view, events) = (bench.view, bench.judge.ground.store.events());
    if !view.has(select) {
        return bench.nothing();
    }
    let number = |value: Option<f64>| value.map_or(u64::MAX, f64::to_bits);
    let key = |row: usize| -> Vec<u64> {
        keys.iter()
            .map(|key| match key {
                Key::Source => u64::from(events.source[row]),
                Key::Code => u64::from(events.code[row]),
                Key::Start => events.start[row].cast_unsigned(),
                Key::End => events.end(row).map_or(u64::MAX, i64::cast_unsigned),
                Key::Dose => number(events.dose.get(row)),
                Key::Quantity => number(events.quantity.get(row)),
                Key::Value => number(events.value.get(row)),
                Key::Phase => u64::from(events.phase[row]),
            })
            .collect()
    };
    // Rows are in order of their starts: where starts must agree, only rows that stand together can.
    let rows: Vec<usize> = view.passing(select).collect();
    let together = keys.contains(&Key::Start);
    let same_start = |a: &usize, b: &usize| !together || events.start[*a] == events.start[*b];
    for rows in rows.chunk_by(same_start) {
        if let [alone] = rows {
            let rows = [*alone as u32];
            bench.unit(&Unit::new((0.0, 0.0), &rows));
            continue;
        }
        let mut keyed: Vec<(Vec<u64>, u32)> = rows.iter().map(|row| (key(*row), *row as u32)).collect();
        keyed.sort_unstable();
        for group in keyed.chunk_by(|a, b| a.0 == b.0) {
            let first = [group[0].1];
            for (at, (_, row)) in group.iter().enumerate() {
                let repeats = f64::from(u8::from(at > 0));
                let rows = [*row];
                let beside = if at > 0 { &first[..] } else { &[] };
                bench.unit(&Unit { beside, ..Unit::new((repeats, repeats), &rows) });
            }
        }
    }
}

/// Fields outside their domains.
pub(super) fn attribute(bench: &mut Bench<'_, '_>, cases: &[(Bit, Field)]) {
    for (select, field) in cases {
        match field {
            Field::Fact(fact) => facts(bench, if fact == "sex" { Fact::Sex } else { Fact::Birth }),
            _ if bench.view.has(*select) => one_field(bench, *select, field),
            _ => bench.nothing(),
        }
    }
}

fn one_field(bench: &mut Bench<'_, '_>, select: Bit, field: &Field) {
    let view = bench.view;
    let store = bench.judge.ground.store;
    for row in view.passing(select) {
        let rows = [row as u32];
        let measure = match field {
            Field::SentinelDates(dates) => sentinel(bench, row, dates),
            Field::DaysSupply => store.events().days_supply.get(row).map(|days| {
                // A supply of no days at all is as impossible as an endless one.
                let days = if days > 0.0 { f64::from(days) } else { f64::INFINITY };
                (days, days)
            }),
            Field::Attribute { attribute, allowed, refused } => {
                let value =
                    store.attribute_by_id(attribute).and_then(|attribute| attribute.category(view.patient));
                let value = value.map(|value| value.trim().to_lowercase());
                value.map(|value| match (allowed.contains(&value), refused.contains(&value)) {
                    (_, true) => (1.0, 1.0),
                    (true, false) => (0.0, 0.0),
                    (false, false) => (0.0, 1.0),
                })
            }
            Field::Fact(_) => None,
        };
        match measure {
            Some(measure) => bench.unit(&Unit::new(measure, &rows)),
            None => bench.tally(Verdict::NotApplicable, 1),
        }
    }
}

/// Whether a date is one that systems write where they know none; there is none without a calendar.
fn sentinel(bench: &Bench<'_, '_>, row: usize, dates: &[(i32, u8, u8)]) -> Option<(f64, f64)> {
    let store = bench.judge.ground.store;
    if store.head().clock == Clock::Relative {
        return None;
    }
    let events = store.events();
    let (year, month, day) = Time(events.start[row]).date();
    let coarse = Precision::from_bits(events.precision[row] & 7) < Precision::Day;
    let is = |date: &(i32, u8, u8)| {
        i64::from(date.0) == year && (coarse || (u32::from(date.1), u32::from(date.2)) == (month, day))
    };
    let known = events.flaws[row] & Flaw::SentinelDate.bit() != 0;
    let found = f64::from(u8::from(known || dates.iter().any(is)));
    Some(if coarse { (0.0, found) } else { (found, found) })
}

/// Whether sources say different things of a patient.
fn facts(bench: &mut Bench<'_, '_>, fact: Fact) {
    let patient = bench.view.patient;
    let linkage = &bench.judge.ground.store.head().linkage;
    let giving =
        linkage.given.iter().filter(|given| given.fact == fact && given.patients.contains(patient)).count();
    let differ = linkage.conflicts.iter().any(|c| c.fact == fact && c.patients.contains(patient));
    if giving < 2 && !differ {
        return bench.nothing();
    }
    let measure = f64::from(u8::from(differ));
    let unit = Unit::new((measure, measure), &[]);
    if differ { bench.unit(&unit) } else { bench.settle(&unit, Verdict::Ok, Why::Above) }
}

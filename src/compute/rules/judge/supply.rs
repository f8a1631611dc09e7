//! Supply over time: days for which two supplies overlap, days without any, and silences in which nothing came at all.
//! A gap is one only where somebody watched all of it.

use crate::base::{Span, Time, time::DAY};
use crate::compute::rules::compile::Bit;
use crate::compute::rules::interval::Interval;
use crate::model::Kind;
use crate::model::rule::{Primitive, Verdict};

use super::{Bench, Unit, Why};

/// No supply lasts longer, in days: more is a slip.
const LONGEST: i64 = 3_650;

/// A stretch of days that a dispensing lasts, with its row.
struct Supply {
    from: i64,
    to: i64,
    row: u32,
}

/// The supplies of the rows that pass, in order of time; dates known no better than to the month are left out.
fn supplies(bench: &Bench<'_, '_>, bit: Bit) -> Vec<Supply> {
    let store = bench.judge.ground.store;
    let events = store.events();
    let supply = |row: usize| {
        let start = Interval::of_start(store, row);
        let from = start.from.div_euclid(DAY);
        let lasts = events.days_supply.get(row).map(|days| f64::from(days).round() as i64);
        let ends = || events.end(row).map(|end| end.div_euclid(DAY) - from);
        let days = lasts.or_else(ends).filter(|days| *days > 0 && start.is_a_day())?.min(LONGEST);
        Some(Supply { from, to: from.saturating_add(days), row: row as u32 })
    };
    bench.view.passing(bit).filter_map(supply).collect()
}

/// Days for which two supplies overlap, over a whole journey.
pub(super) fn overlap(bench: &mut Bench<'_, '_>, a: Bit, b: Bit) {
    if !(bench.view.has(a) && bench.view.has(b)) {
        return bench.nothing();
    }
    let (ones, others) = (supplies(bench, a), supplies(bench, b));
    if ones.is_empty() || others.is_empty() {
        return bench.tally(Verdict::NotApplicable, 1);
    }
    let (mut days, mut rows) = (Vec::new(), Vec::new());
    for one in &ones {
        for other in others.iter().filter(|other| one.from < other.to && other.from < one.to) {
            days.extend(one.from.max(other.from)..one.to.min(other.to));
            rows.extend([one.row, other.row]);
        }
    }
    days.sort_unstable();
    days.dedup();
    rows.sort_unstable();
    rows.dedup();
    let n = days.len() as f64;
    bench.unit(&Unit::new((n, n), &rows));
}

/// Days without supply between dispensings of one code, or silences.
pub(super) fn gap(bench: &mut Bench<'_, '_>) {
    let Primitive::GapInSupply { select, stockpile, hospital, silence, .. } = bench.compiled.primitive else {
        return;
    };
    if !bench.view.has(select) {
        return bench.nothing();
    }
    match silence {
        Some(sources) => silences(bench, select, sources),
        None => refills(bench, select, stockpile, hospital),
    }
}

/// Silences of one patient between two events in a row: longer than is usual for this patient, and watched.
fn silences(bench: &mut Bench<'_, '_>, select: Bit, sources: u32) {
    let (view, store, watch) = (bench.view, bench.judge.ground.store, &bench.judge.ground.watch);
    let rows: Vec<usize> = view.passing(select).collect();
    let whens: Vec<Interval> = rows.iter().map(|row| Interval::of_start(store, *row)).collect();
    let mut gaps: Vec<f64> = whens.windows(2).map(|pair| pair[1].after(pair[0]).1.max(0.0)).collect();
    gaps.sort_by(f64::total_cmp);
    let usual = gaps.get((gaps.len() as f64 * 0.95) as usize).copied().unwrap_or(0.0);
    // The longest silence of a short journey is not its own rhythm.
    let usual = if gaps.len() >= 20 { usual } else { 0.0 };
    let witnesses = store.head().sources.iter().enumerate();
    let witnesses = witnesses.filter(|(_, source)| source.kind != Kind::Registry);
    let witnesses = witnesses.fold(0u64, |all, (at, _)| all | 1 << at);
    for (at, pair) in whens.windows(2).enumerate() {
        let (least, most) = pair[1].after(pair[0]);
        let both = [rows[at] as u32, rows[at + 1] as u32];
        let lasted = store.events().last(rows[at]).div_euclid(DAY);
        let least = least.min((pair[1].from.div_euclid(DAY) - lasted) as f64);
        if most <= bench.floor || most <= usual {
            bench.tally(Verdict::Ok, 1);
            continue;
        }
        let unit = Unit::new((least, most), &both);
        let span = Span { from: Time(pair[0].last + 1), to: Time(pair[1].from) };
        let alive = view.death.is_none_or(|death| death.from >= span.to.0);
        if !alive {
            bench.tally(Verdict::NotApplicable, 1);
        } else if span.from < span.to
            && watch.witnesses(view.patient, span, witnesses).0.count_ones() >= sources
        {
            bench.unit(&unit);
        } else {
            bench.settle(&unit, Verdict::CannotJudge, Why::NoWitness);
        }
    }
}

/// Days without supply between two dispensings of one code in a row.
fn refills(bench: &mut Bench<'_, '_>, select: Bit, stockpile: bool, hospital: bool) {
    let (view, store, watch) = (bench.view, bench.judge.ground.store, &bench.judge.ground.watch);
    let events = store.events();
    let mut all = supplies(bench, select);
    all.sort_by_key(|supply| (events.code[supply.row as usize], supply.from, supply.row));
    for course in all.chunk_by(|a, b| events.code[a.row as usize] == events.code[b.row as usize]) {
        let mut until = course[0].to;
        for pair in course.windows(2) {
            let (before, next) = (&pair[0], &pair[1]);
            let stays = if hospital { nights(bench, before.from, next.from) } else { 0 };
            let days = (next.from - until - stays) as f64;
            let rows = [before.row, next.row];
            let from = Time::from_days(until);
            let span = Span { from, to: Time::from_days(next.from) };
            let source =
                1u64 << events.source[next.row as usize] | 1u64 << events.source[before.row as usize];
            let unseen = days > bench.floor && watch.witnesses(view.patient, span, source).0 == 0;
            let unit = Unit::new((days, days), &rows);
            if unseen {
                bench.settle(&unit, Verdict::CannotJudge, Why::NoWitness);
            } else {
                bench.unit(&unit);
            }
            let left = if stockpile { (until - next.from).max(0) } else { 0 };
            until = next.to + left;
        }
    }
}

/// Nights in hospital between two days.
fn nights(bench: &Bench<'_, '_>, from: i64, to: i64) -> i64 {
    let store = bench.judge.ground.store;
    let events = store.events();
    let is_hospital =
        |row: usize| store.head().sources[usize::from(events.source[row])].kind == Kind::Hospital;
    let mut days: Vec<i64> = Vec::new();
    for row in bench.view.rows.clone().filter(|row| is_hospital(*row)) {
        let start = events.start[row].div_euclid(DAY);
        let end = events.end(row).map_or(start, |end| end.div_euclid(DAY));
        days.extend(start.max(from)..end.min(to));
    }
    days.sort_unstable();
    days.dedup();
    days.len() as i64
}

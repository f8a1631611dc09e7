//! Cycles too close and too far apart, growth factor at the wrong time, chemotherapy at the end of life; and what
//! only looks like it. Only rows are added here; what they and others amount to is marked in `arising`.

use super::super::calendar::Day;
use super::super::holders::{File, Form, Record};
use super::super::path::{Act, What};
use super::super::rng::Rng;
use super::super::truth::Mark;
use super::Case;

/// Whether an agent is a cytotoxic that is infused: no antibody and no tablet.
pub(super) fn is_cytotoxic(atc: &str) -> bool {
    ["L01A", "L01B", "L01C", "L01D", "L01XA"].iter().any(|group| atc.starts_with(group))
}

/// The infusions of the last day on which anything was infused, where all of them are given once a cycle and
/// nothing else is infused later.
fn last_cycle(case: &Case) -> Option<Vec<Record>> {
    let infusions = || case.records.iter().filter(|record| record.file == File::HospitalPharmacy);
    let day = infusions().map(|record| record.day).max().filter(|_| case.clean(File::HospitalPharmacy))?;
    let last: Vec<Record> = infusions().filter(|record| record.day == day).cloned().collect();
    last.iter().all(|record| record.cycle > 0).then_some(last)
}

/// Gives all of a cycle once more on `on`, and marks the first row; not beyond what the pharmacy can see.
fn again(case: &mut Case, cycle: &[Record], on: Day, mark: Option<Mark>) -> bool {
    if on > case.patient.last || !File::HospitalPharmacy.sees(on) {
        return false;
    }
    for (at, record) in cycle.iter().enumerate() {
        let mut record = record.moved(on);
        record.marks.extend(mark.filter(|_| at == 0));
        case.records.push(record);
    }
    true
}

/// One of these agents, given each three weeks.
fn three_weekly(cycle: &[Record], agents: &[&str]) -> Option<Vec<Record>> {
    let record = cycle.iter().find(|record| agents.contains(&record.code) && record.cycle == 21)?;
    Some(vec![record.clone()])
}

/// C02: half a cycle after the last one, another begins.
pub(super) fn cycle_too_soon(case: &mut Case, _: Mark, rng: &mut Rng) -> bool {
    let Some(cycle) = last_cycle(case).and_then(|last| three_weekly(&last, &["L01XA02", "L01CD02"])) else {
        return false;
    };
    let on = cycle[0].day + rng.between(10, 12);
    again(case, &cycle, on, None)
}

/// C02, near: a few days early, as before a holiday.
pub(super) fn cycle_a_little_early(case: &mut Case, mark: Mark, rng: &mut Rng) -> bool {
    let Some(cycle) = last_cycle(case).and_then(|last| three_weekly(&last, &["L01XA02", "L01CD02"])) else {
        return false;
    };
    let on = cycle[0].day + rng.between(17, 18);
    again(case, &cycle, on, Some(mark))
}

/// C03: months after the last cycle one more, too soon to be another line.
pub(super) fn cycle_far_off(case: &mut Case, _: Mark, rng: &mut Rng) -> bool {
    let Some(cycle) = last_cycle(case).filter(|last| last[0].cycle <= 28) else { return false };
    let on = cycle[0].day + rng.between(cycle[0].cycle * 5 / 2, 110);
    again(case, &cycle, on, None)
}

/// C03, near: a week late, as when blood counts are low.
pub(super) fn cycle_a_week_late(case: &mut Case, mark: Mark, _: &mut Rng) -> bool {
    let Some(cycle) = last_cycle(case).filter(|last| last[0].cycle >= 21) else { return false };
    let on = cycle[0].day + cycle[0].cycle + 7;
    again(case, &cycle, on, Some(mark))
}

/// Growth factor handed out on a day.
fn growth_factor(case: &Case, on: Day) -> Option<Record> {
    let known = case.patient.member.outpatient
        && case.clean(File::Outpatient)
        && File::Outpatient.sees(on)
        && on <= case.patient.last;
    let act = Act::new(What::Infusion, on, "L03AA13").with(1.0);
    known.then(|| Record { supply: 21, ..Record::of(File::Outpatient, Form::Plain, &act) })
}

/// C09: growth factor on the day of a cytotoxic.
pub(super) fn growth_factor_same_day(case: &mut Case, _: Mark, rng: &mut Rng) -> bool {
    let at = case.pick(rng, |record| record.file == File::HospitalPharmacy && is_cytotoxic(record.code));
    let Some(record) = at.and_then(|at| growth_factor(case, case.records[at].day)) else { return false };
    case.records.push(record);
    true
}

/// C09, near: growth factor the days after the last infusion; or with cycles each two weeks from there on,
/// where it always stands less than two weeks before the next.
pub(super) fn growth_factor_after(case: &mut Case, mark: Mark, rng: &mut Rng) -> bool {
    let Some(cycle) = last_cycle(case).filter(|last| last.iter().any(|record| is_cytotoxic(record.code)))
    else {
        return false;
    };
    let day = cycle[0].day;
    let paclitaxel = three_weekly(&cycle, &["L01CD01"]);
    let dense = paclitaxel.filter(|_| cycle.len() <= 2 && rng.chance(0.5));
    let cycles = if dense.is_some() { 4 } else { 1 };
    for n in 0..cycles {
        let on = day + 14 * n;
        let given = n == 0 || dense.as_ref().is_some_and(|dense| again(case, dense, on, None));
        let Some(mut record) = growth_factor(case, on + rng.between(1, 2)).filter(|_| given) else {
            return n > 0;
        };
        record.marks.extend((n + 1 == cycles).then_some(mark));
        case.records.push(record);
    }
    true
}

/// C16: the next cycle, on time, in the last two weeks of life.
pub(super) fn cycle_before_death(case: &mut Case, _: Mark, _: &mut Rng) -> bool {
    let Some(cycle) = last_cycle(case).filter(|last| last.iter().any(|record| is_cytotoxic(record.code)))
    else {
        return false;
    };
    let on = cycle[0].day + cycle[0].cycle;
    let last_days = case.patient.death.is_some_and(|death| (1..=13).contains(&(death - on)));
    last_days && again(case, &cycle, on, None)
}

//! Care that cannot have been so, and care that only looks it: the wrong sex, treatment before incidence,
//! administrations too close, one administration in two sources.
//! Impossible dates as such are in `dates`.

use super::super::calendar::{date, month_start};
use super::super::holders::record::claims_file;
use super::super::holders::{File, Form, Record};
use super::super::path::{Act, What};
use super::super::regimen::NEVER_DAILY;
use super::super::rng::Rng;
use super::super::truth::Mark;
use super::Case;

/// T06: a code that does not go with the sex.
pub(super) fn wrong_sex(case: &mut Case, mark: Mark, rng: &mut Rng) -> bool {
    let files = [File::GpNorth, File::GpWest, File::Hospital];
    let Some(mut record) = case.everyday(rng, &files) else { return false };
    let hospital = record.file == File::Hospital;
    record.code = match (case.patient.male, hospital) {
        (true, true) => "C56",
        (true, false) => rng.pick(&["X11", "X77"]),
        (false, true) => "C61",
        (false, false) => rng.pick(&["Y77", "Y85"]),
    };
    let on = record.day;
    case.add(record.moved(on), mark)
}

/// T06, near: a medicine that men get for the prostate, and women now and then for stones.
pub(super) fn unusual_for_the_sex(case: &mut Case, mark: Mark, rng: &mut Rng) -> bool {
    if case.patient.male {
        return false;
    }
    let Some(mut record) = case.everyday(rng, &[File::Community]) else { return false };
    (record.code, record.supply) = ("G04CA02", 30);
    let on = record.day;
    case.add(record.moved(on), mark)
}

/// P01: the registry's first treatment weeks before its own date of incidence.
pub(super) fn treated_before_incidence(case: &mut Case, mark: Mark, rng: &mut Rng) -> bool {
    let registry = &mut case.registry;
    let all = [&mut registry.operation, &mut registry.systemic, &mut registry.radiation];
    let Some(first) = all.into_iter().flatten().min_by_key(|dated| dated.0) else { return false };
    first.0 = registry.incidence - rng.between(8, 60);
    registry.month_only = false;
    registry.marks.push(mark);
    true
}

/// P01, near: incidence known to the month in which treatment began.
pub(super) fn month_of_treatment(case: &mut Case, mark: Mark, _: &mut Rng) -> bool {
    let Some(first) = case.patient.first_treatment() else { return false };
    let is_kept = case.registry.days().any(|on| on == first);
    if !is_kept || date(first).2 > 24 {
        return false;
    }
    case.registry.incidence = month_start(first);
    case.registry.month_only = true;
    case.registry.marks.push(mark);
    true
}

/// The last infusion of an agent that `suits`, so that no later one stands near what is planted after it.
fn last_infusion(case: &Case, rng: &mut Rng, suits: impl Fn(&Record) -> bool) -> Option<Record> {
    let is_last = |record: &Record| {
        record.file == File::HospitalPharmacy
            && suits(record)
            && !case
                .records
                .iter()
                .any(|other| other.file == record.file && other.code == record.code && other.day > record.day)
    };
    case.pick(rng, is_last).map(|at| case.records[at].clone())
}

/// C01: an agent that is never given daily, given again within days.
pub(super) fn too_close(case: &mut Case, mark: Mark, rng: &mut Rng) -> bool {
    let Some(record) = last_infusion(case, rng, |record| NEVER_DAILY.contains(&record.code)) else {
        return false;
    };
    let on = record.day + rng.between(3, 4);
    if on > case.patient.last || !record.file.sees(on) {
        return false;
    }
    case.add(record.moved(on), mark)
}

/// C01, near: one dose split over a day or over two, where the whole dose shows from another day, or an agent
/// given weekly by schedule.
pub(super) fn close_but_fine(case: &mut Case, mark: Mark, rng: &mut Rng) -> bool {
    let weekly = case.pick(rng, |record| {
        record.file == File::HospitalPharmacy
            && record.code == "L01CD01"
            && case.records.iter().any(|other| {
                other.file == record.file && other.code == record.code && other.day == record.day - 7
            })
    });
    if let Some(at) = weekly {
        case.records[at].marks.push(mark);
        return true;
    }
    let at = case.pick(rng, |record| {
        let is_same = |other: &&Record| other.file == record.file && other.code == record.code;
        record.file == File::HospitalPharmacy
            && NEVER_DAILY.contains(&record.code)
            && case.records.iter().filter(is_same).count() > 1
    });
    let Some(at) = at else { return false };
    let on = case.records[at].day + rng.between(0, 1);
    if on > case.patient.last || !File::HospitalPharmacy.sees(on) {
        return false;
    }
    let record = &mut case.records[at];
    record.value = (record.value / 20.0).floor() * 10.0;
    record.marks.push(mark);
    let second = record.moved(on);
    case.add(second, mark)
}

/// A claim for an infusion, dated `on`.
fn claim(case: &Case, infusion: &Record, on: i32) -> Option<Record> {
    let file = claims_file(on);
    let known = case.clean(file) && case.patient.member.enrolled(on) && on <= case.patient.last;
    let act = Act::new(What::Infusion, on, infusion.code).with(1650.0);
    known.then(|| Record::of(file, Form::Medicine, &act))
}

/// C04: the insurer has the same infusion, up to three days later.
pub(super) fn same_agent_in_claims(case: &mut Case, mark: Mark, rng: &mut Rng) -> bool {
    let Some(infusion) = last_infusion(case, rng, |_| true) else { return false };
    let on = infusion.day + rng.between(0, 3);
    claim(case, &infusion, on).is_some_and(|record| case.add(record, mark))
}

/// C04, near: the insurer has the same agent a week later, which is an infusion of its own.
pub(super) fn later_agent_in_claims(case: &mut Case, mark: Mark, rng: &mut Rng) -> bool {
    let weekly = ["L01XA02", "L01CD01", "L01BC05"];
    let Some(infusion) = last_infusion(case, rng, |record| weekly.contains(&record.code)) else {
        return false;
    };
    let on = infusion.day + rng.between(7, 9);
    claim(case, &infusion, on).is_some_and(|record| case.add(record, mark))
}

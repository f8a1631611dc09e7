//! Long silences: inside the coverage of two sources (a fault), and where hardly anybody could see (none).
//! A source covers a patient where it has records of them, while its window and their enrolment are open.

use super::super::calendar::{AS_OF, Day, day};
use super::super::holders::{File, Record};
use super::super::path::{Gap, Stretch};
use super::super::rng::Rng;
use super::super::truth::Mark;
use super::Case;

/// A silence of eighteen months, in days, with a month to spare.
const LONG: Day = 580;

/// F02: nobody has anything for a year and a half or more, though two sources beside the registry could.
pub(super) fn inside_coverage(case: &mut Case, mark: Mark, rng: &mut Rng) -> bool {
    let length = rng.between(LONG, 900);
    let earliest = case.patient.incidence + 200;
    let latest = case.patient.last - length - 60;
    if earliest >= latest {
        return false;
    }
    let from = rng.between(earliest, latest);
    let to = from + length;
    if case.registry.days().any(|on| on > from && on < to) {
        return false;
    }
    let keeps = |record: &Record| record.end <= from || record.day >= to;
    let before = last_before(case, from);
    let after = case.records.iter().filter(|r| r.day >= to && case.clean(r.file)).map(|r| r.day).min();
    let (Some(before), Some(after)) = (before, after) else { return false };
    let silence = (case.records[before].day, after);
    if covering(case, silence, keeps) < 2 {
        return false;
    }
    case.records[before].marks.push(mark);
    case.records.retain(keeps);
    silent(case, "clinical", silence);
    let member = &mut case.patient;
    member.pauses.retain(|pause| pause.to < from || pause.from > to);
    member.route_changes.retain(|change| change.to < from || change.from > to);
    true
}

/// Lists a silence of all sources.
fn silent(case: &mut Case, explanation: &'static str, (from, to): (Day, Day)) {
    let stretch = Stretch { code: "", from, to };
    case.patient.gaps.push(Gap { kind: "silence", explanation, source: "", stretch });
}

/// The row that leads here and is the last to end by `from`.
fn last_before(case: &Case, from: Day) -> Option<usize> {
    let ended = case.records.iter().enumerate().filter(|(_, r)| r.end <= from && case.clean(r.file));
    ended.max_by_key(|(_, record)| record.day).map(|(at, _)| at)
}

/// How many sources beside the registry declare that they could see all of a stretch, counting those with
/// rows that are kept.
fn covering(case: &Case, (from, to): (Day, Day), keeps: impl Fn(&Record) -> bool) -> usize {
    let mut sources: Vec<&str> = case
        .records
        .iter()
        .filter(|record| keeps(record) && case.clean(record.file))
        .filter(|record| record.file.window().is_some_and(|(first, last)| first <= from && to <= last))
        .map(|record| record.file)
        .filter(|file| {
            !matches!(file, File::ClaimsEarly | File::ClaimsLate)
                || case.patient.member.enrolment.iter().any(|(first, last)| *first <= from && to <= *last)
        })
        .map(File::source)
        .collect();
    sources.sort_unstable();
    sources.dedup();
    sources.len()
}

/// F02, near: only the insurer or a network of general practitioners has records beside the registry,
/// and the silence lies between two enrolments or after the network's window.
pub(super) fn outside_coverage(case: &mut Case, mark: Mark, _: &mut Rng) -> bool {
    let kept = |record: &Record, insurer: bool| {
        if insurer {
            matches!(record.file, File::ClaimsEarly | File::ClaimsLate)
        } else {
            record.file == File::GpWest
        }
    };
    let gap = case.patient.member.enrolment_gap().filter(|(from, to)| {
        to - from >= LONG
            && case.patient.incidence < from - 60
            && case.patient.last > to + 200
            && case.clean(File::ClaimsEarly)
    });
    let end = day(2022, 12, 31);
    let ends = case.patient.member.gp == Some(File::GpWest)
        && case.patient.last == AS_OF
        && case.clean(File::GpWest)
        && case.patient.incidence < end - 300;
    let (insurer, from, to) = match gap {
        Some((from, to)) => (true, from, to),
        None if ends => (false, end, AS_OF),
        None => return false,
    };
    let rows = case.records.iter().enumerate().filter(|(_, r)| kept(r, insurer) && r.day <= from);
    let Some(last) = rows.max_by_key(|(_, record)| record.day).map(|(at, _)| at) else { return false };
    let last_day = case.records[last].day;
    let next = case.records.iter().filter(|r| kept(r, insurer) && r.day >= to).map(|r| r.day).min();
    // What is covered on both sides of the gap must not add up to a long silence of its own. Networks of
    // one source differ in window, and a reader may take the widest.
    let beside = from - last_day + if insurer { next.map_or(LONG, |next| next - to) } else { 183 };
    let broken = case.registry.days().any(|on| on > from && on < to);
    if broken || beside > 400 {
        return false;
    }
    case.records[last].marks.push(mark);
    case.records.retain(|record| kept(record, insurer));
    if let Some(next) = next {
        silent(case, "coverage", (last_day, next));
    }
    let patient = &mut case.patient;
    let member = &mut patient.member;
    (member.hospital, member.hospital_pharmacy, member.lab) = (false, false, false);
    (member.outpatient, member.aftercare, member.community) = (false, false, false);
    if insurer {
        member.gp = None;
    } else {
        member.enrolment.clear();
    }
    patient.pauses.clear();
    patient.route_changes.clear();
    true
}

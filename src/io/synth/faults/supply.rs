//! Pauses in a medicine that something explains: stock in the cupboard, a supply in between, a stay in hospital.
//! The pauses themselves come from the patient's path; this module adds rows around them.

use super::super::calendar::Day;
use super::super::holders::{File, Form, Record};
use super::super::path::{Act, Gap, Stretch, What};
use super::super::rng::Rng;
use super::super::truth::{Mark, Rule};
use super::{Case, near};

/// A pause that the community pharmacy shows, taken off the list of pauses without a reason, with the row
/// before it and the days without supply.
fn pause(case: &mut Case, suits: impl Fn(Day) -> bool) -> Option<(usize, Stretch)> {
    let before = |pause: &Stretch| {
        case.records.iter().position(|record| {
            record.file == File::Community && record.code == pause.code && record.day == pause.from
        })
    };
    let (at, row) = case.patient.pauses.iter().enumerate().find_map(|(at, pause)| {
        let row = before(pause)?;
        suits(pause.to - pause.from - case.records[row].supply).then_some((at, row))
    })?;
    case.clean(File::Community).then(|| (row, case.patient.pauses.remove(at)))
}

/// G02, near: two boxes handed out before the pause, so that only a model without stockpile sees a gap.
pub(super) fn stock_in_the_cupboard(case: &mut Case, mark: Mark, _: &mut Rng) -> bool {
    let Some((row, _)) = pause(case, |gap| (65..=140).contains(&gap)) else { return false };
    let again = case.records[row].moved(case.records[row].day);
    case.records[row].marks.push(mark);
    case.records.push(again);
    true
}

/// G01 and G02, near: a small box in the middle leaves two gaps shorter than the grace.
pub(super) fn bridged(case: &mut Case, mark: Mark, rng: &mut Rng) -> bool {
    let Some((row, pause)) = pause(case, |gap| (80..=136).contains(&gap)) else { return false };
    let first = case.records[row].clone();
    let gap = pause.to - pause.from - first.supply;
    let on = first.day + first.supply + (gap - 30) / 2 + rng.between(-3, 3);
    let mut small = first.moved(on);
    (small.supply, small.value) = (30, 30.0);
    small.marks.push(near(Rule::G02));
    case.add(small, mark)
}

/// A stay in hospital.
fn stay(case: &mut Case, from: Day, to: Day) -> bool {
    let known = case.patient.member.hospital
        && case.clean(File::Hospital)
        && File::Hospital.sees(from)
        && File::Hospital.sees(to);
    if known {
        let act = Act::new(What::Stay, from, "J44").until(to);
        case.records.push(Record::of(File::Hospital, Form::Stay, &act));
    }
    known
}

/// G06: the patient was in hospital for all of the pause.
pub(super) fn in_hospital(case: &mut Case, mark: Mark, _: &mut Rng) -> bool {
    if !case.patient.member.hospital || !case.clean(File::Hospital) {
        return false;
    }
    let Some((row, pause)) = pause(case, |gap| (65..=120).contains(&gap)) else { return false };
    let from = pause.from + case.records[row].supply - 6;
    if !stay(case, from, pause.to - 4) {
        case.patient.pauses.push(pause);
        return false;
    }
    case.records[row].marks.push(mark);
    let source = File::Community.source();
    case.patient.gaps.push(Gap { kind: "dispensing", explanation: "route", source, stretch: pause });
    true
}

/// G06, near: a few days in hospital long before the supply ran out.
pub(super) fn in_hospital_before(case: &mut Case, mark: Mark, _: &mut Rng) -> bool {
    let Some((row, pause)) = pause(case, |gap| gap > 65) else { return false };
    case.patient.pauses.push(pause);
    let from = pause.from + 10;
    if !stay(case, from, from + 5) {
        return false;
    }
    case.records[row].marks.push(mark);
    true
}

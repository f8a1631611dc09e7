//! What sources say of one person and cannot all be true: when somebody died, and when the illness was found.
//! Only rows are added here; what they and others amount to is marked in `arising`.

use super::super::calendar::{AS_OF, Day};
use super::super::codes::DEATH;
use super::super::holders::{File, Form, Record};
use super::super::path::{Act, What};
use super::super::rng::Rng;
use super::super::truth::Mark;
use super::Case;

/// The general practitioner's note of a death.
fn note_of_death(case: &Case, on: Day) -> Option<Record> {
    let file = case.patient.member.gp.filter(|file| case.clean(*file) && file.sees(on) && on <= AS_OF)?;
    Some(Record::of(file, Form::Plain, &Act::new(What::Contact, on, DEATH)))
}

/// T05: the general practitioner has another date of death than the registry.
pub(super) fn another_death(case: &mut Case, _: Mark, rng: &mut Rng) -> bool {
    let Some(death) = case.registry.death else { return false };
    let early = death - rng.between(4, 25);
    let alive = case.records.iter().any(|record| record.day > early || record.end > early);
    let on = if alive || rng.chance(0.5) { death + rng.between(4, 40) } else { early };
    let Some(record) = note_of_death(case, on) else { return false };
    case.records.push(record);
    true
}

/// T05, near: the general practitioner has the same date of death.
pub(super) fn same_death(case: &mut Case, mark: Mark, _: &mut Rng) -> bool {
    let Some(record) = case.registry.death.and_then(|death| note_of_death(case, death)) else { return false };
    case.add(record, mark)
}

/// A visit to the clinic for the tumour, so many days before incidence.
fn visit_before(case: &mut Case, days: Day, mark: Option<Mark>) -> bool {
    let on = case.registry.incidence - days;
    if !case.patient.member.hospital || !case.clean(File::Hospital) || !File::Hospital.sees(on) {
        return false;
    }
    let act = Act::new(What::Clinic, on, case.patient.icd());
    let mut record = Record::of(File::Hospital, Form::Clinic, &act);
    record.marks.extend(mark);
    case.records.push(record);
    true
}

/// P03: the hospital wrote the diagnosis down weeks or months before the registry.
pub(super) fn diagnosed_earlier(case: &mut Case, _: Mark, rng: &mut Rng) -> bool {
    let days = if rng.chance(0.5) { rng.between(18, 55) } else { rng.between(62, 200) };
    !case.registry.month_only && visit_before(case, days, None)
}

/// P03, near: two weeks earlier to the day.
pub(super) fn diagnosed_two_weeks_earlier(case: &mut Case, mark: Mark, _: &mut Rng) -> bool {
    !case.registry.month_only && visit_before(case, 14, Some(mark))
}

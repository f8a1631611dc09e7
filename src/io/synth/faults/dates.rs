//! Impossible and merely odd dates: before birth, after death, after the cut, sentinels, ends before starts.
//! What is wrong with treatments is in `care`.

use super::super::calendar::{AS_OF, date, day, year};
use super::super::holders::record::claims_file;
use super::super::holders::{File, Form, Record};
use super::super::path::{Act, What};
use super::super::rng::Rng;
use super::super::truth::{Mark, Rule};
use super::{Case, fault};

const EVERYDAY: [File; 5] = [File::GpNorth, File::GpWest, File::Community, File::Hospital, File::Aftercare];

/// T01: the century mistyped.
pub(super) fn a_century_early(case: &mut Case, mark: Mark, rng: &mut Rng) -> bool {
    let Some(mut record) = case.everyday(rng, &EVERYDAY) else { return false };
    let (years, month, days) = date(record.day);
    if years - 100 >= year(case.patient.birth) {
        return false;
    }
    let early = day(years - 100, month, days.min(28));
    (record.day, record.end) = (early, early);
    case.add(record, mark)
}

/// T01, near: a note of a general practitioner about the year of birth, of which only the year is known.
pub(super) fn in_the_year_of_birth(case: &mut Case, mark: Mark, rng: &mut Rng) -> bool {
    let Some(mut record) = case.everyday(rng, &[File::GpNorth, File::GpWest]) else { return false };
    let last = day(year(case.patient.birth), 12, 31);
    let on = rng.between(case.patient.birth, last);
    if date(on).1 == 1 {
        // Some first days of January are sentinels; a note in that month would test another rule.
        return false;
    }
    (record.day, record.end, record.code) = (on, on, "A98");
    case.add(record, mark)
}

/// T02: handed out days after death, or seen months after it.
pub(super) fn after_death(case: &mut Case, mark: Mark, rng: &mut Rng) -> bool {
    let Some(death) = case.patient.death else { return false };
    let files = [File::Community, File::GpNorth, File::GpWest, File::Aftercare];
    let Some(record) = case.everyday(rng, &files) else { return false };
    // What is handed out a month later says that somebody lived, which is another rule's.
    let later = if record.file == File::Community { rng.between(3, 28) } else { rng.between(65, 200) };
    let on = death + later;
    if on > AS_OF || !record.file.sees(on) {
        return false;
    }
    case.add(record.moved(on), mark)
}

/// T02, near: a stay claimed weeks after death, as administrations do.
pub(super) fn claimed_after_death(case: &mut Case, mark: Mark, rng: &mut Rng) -> bool {
    let Some(death) = case.patient.death else { return false };
    let on = death + rng.between(5, 40);
    let file = claims_file(on);
    let known = case.patient.member.enrolled(on) && case.clean(file);
    if !known || on > AS_OF {
        return false;
    }
    let act = Act::new(What::Stay, on, "OPNAME").with(2875.0);
    case.add(Record::of(file, Form::Plain, &act), mark)
}

/// T03: discharged before admitted.
pub(super) fn end_before_start(case: &mut Case, mark: Mark, rng: &mut Rng) -> bool {
    let Some(at) = case.pick(rng, |record| record.form == Form::Stay) else { return false };
    let record = &mut case.records[at];
    record.end = record.day - rng.between(1, 20);
    record.marks.push(mark);
    true
}

/// T03, near: admitted and discharged on one day.
pub(super) fn same_day_stay(case: &mut Case, mark: Mark, rng: &mut Rng) -> bool {
    let Some(at) = case.pick(rng, |record| record.form == Form::Stay) else { return false };
    let record = &mut case.records[at];
    record.end = record.day;
    record.marks.push(mark);
    true
}

/// T08: an appointment that still had to come when the extract was cut.
pub(super) fn after_the_cut(case: &mut Case, mark: Mark, rng: &mut Rng) -> bool {
    if case.patient.death.is_some() {
        return false;
    }
    let files = [File::Community, File::Hospital, File::Aftercare];
    let Some(record) = case.everyday(rng, &files) else { return false };
    let on = AS_OF + rng.between(1, 400);
    case.add(record.moved(on), mark)
}

/// T08, near: on the very day of the cut.
pub(super) fn on_the_last_day(case: &mut Case, mark: Mark, rng: &mut Rng) -> bool {
    if case.patient.death.is_some() {
        return false;
    }
    let Some(record) = case.everyday(rng, &[File::Community, File::Aftercare]) else { return false };
    case.add(record.moved(AS_OF), mark)
}

/// T09: day zero of some program instead of a date. The day zero of 1900 lies before every birth as
/// well, and is planted for that rule too.
pub(super) fn sentinel(case: &mut Case, mark: Mark, rng: &mut Rng) -> bool {
    let Some(mut record) = case.everyday(rng, &EVERYDAY) else { return false };
    let birth = year(case.patient.birth);
    let zero = rng.pick(&[1900, 1960, 1970]);
    if zero != 1900 && birth >= zero {
        return false;
    }
    let on = day(zero, 1, 1);
    (record.day, record.end) = (on, on);
    if zero == 1900 {
        record.marks.push(fault(Rule::T01));
    }
    case.add(record, mark)
}

/// T09, near: a true first of January.
pub(super) fn new_year(case: &mut Case, mark: Mark, rng: &mut Rng) -> bool {
    let Some(record) = case.everyday(rng, &[File::GpNorth, File::GpWest, File::Community]) else {
        return false;
    };
    let on = day(i64::from(rng.between(2015, 2024)), 1, 1);
    if on > case.patient.last || !record.file.sees(on) {
        return false;
    }
    case.add(record.moved(on), mark)
}

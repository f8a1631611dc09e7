//! What each holder writes down of a care path, when, and for which of its patients.
//! The columns of the files are laid out in `files`; the registry's wide row is in `registry`.

use super::super::calendar::{AS_OF, Day, day};
use super::super::path::{Act, Patient, Route, What};
use super::super::rng::Rng;
use super::super::truth::Mark;
use super::{File, OUTAGE};

/// What sort of row it is, where a file has several.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Form {
    /// The only sort.
    Plain,
    /// A stay, with nights.
    Stay,
    /// A day in day care.
    DayCare,
    /// A visit to the clinic.
    Clinic,
    /// A stay with an operation.
    Operation,
    /// A course of radiotherapy.
    Radiation,
    /// A claim that names a medicine.
    Medicine,
}

/// A row to be written.
#[derive(Clone)]
pub(in super::super) struct Record {
    /// Where.
    pub file: File,
    /// What sort.
    pub form: Form,
    /// The date it bears.
    pub day: Day,
    /// The end it bears.
    pub end: Day,
    /// Minute of the day, where the file has times.
    pub minute: i32,
    /// Its code.
    pub code: &'static str,
    /// A second code: the procedure of a stay.
    pub procedure: &'static str,
    /// Number of the laboratory test.
    pub test: usize,
    /// A number.
    pub value: f64,
    /// For how many days a medicine lasts.
    pub supply: i32,
    /// Days to the next cycle of an infusion that is given once a cycle.
    pub cycle: i32,
    /// When it was entered: the order of rows within a patient.
    pub posted: Day,
    /// Whether the patient's second key stands in it.
    pub second_key: bool,
    /// What was planted in it.
    pub marks: Vec<Mark>,
}

impl Record {
    /// A row for something that happened.
    pub fn of(file: File, form: Form, act: &Act) -> Self {
        Self {
            file,
            form,
            day: act.day,
            end: act.end,
            minute: 0,
            code: act.code,
            procedure: "",
            test: 0,
            value: act.value,
            supply: act.supply,
            cycle: act.cycle,
            posted: act.end,
            second_key: false,
            marks: Vec::new(),
        }
    }

    /// The same row with another date, entered then.
    pub fn moved(&self, day: Day) -> Self {
        Self { day, end: day, posted: day, marks: Vec::new(), ..self.clone() }
    }
}

/// A claim's code for a kind of care.
fn claim_code(what: What) -> Option<&'static str> {
    match what {
        What::Stay => Some("OPNAME"),
        What::DayCare => Some("DAGBEH"),
        What::Clinic => Some("POLI"),
        What::Operation => Some("OPERATIE"),
        What::Radiation => Some("BESTRALING"),
        _ => None,
    }
}

/// The file of claims that a date belongs to.
pub(in super::super) fn claims_file(on: Day) -> File {
    if on < day(2020, 1, 1) { File::ClaimsEarly } else { File::ClaimsLate }
}

/// All rows about a patient, and the results that were lost to the outage: first and last day of those.
pub(in super::super) fn record(patient: &Patient, rng: &mut Rng) -> (Vec<Record>, Option<(Day, Day)>) {
    let mut records = Vec::with_capacity(patient.acts.len());
    let mut lost: Option<(Day, Day)> = None;
    for act in &patient.acts {
        if let Some(record) = clinical(patient, act, rng) {
            let is_out = record.file == File::Lab
                && patient.member.site == OUTAGE.0
                && (OUTAGE.1..=OUTAGE.2).contains(&act.day);
            if is_out {
                let (from, to) = lost.unwrap_or((act.day, act.day));
                lost = Some((from.min(act.day), to.max(act.day)));
            } else if record.file.sees(record.day) {
                records.push(record);
            }
        }
        records.extend(billed(patient, act, rng));
    }
    (records, lost)
}

fn clinical(patient: &Patient, act: &Act, rng: &mut Rng) -> Option<Record> {
    let member = &patient.member;
    let (is_member, file, form) = match act.what {
        What::Contact => (member.gp.is_some(), member.gp.unwrap_or(File::GpNorth), Form::Plain),
        What::Dispensed(Route::Community) => (member.community, File::Community, Form::Plain),
        What::Dispensed(Route::Outpatient) => (member.outpatient, File::Outpatient, Form::Plain),
        What::Infusion => (member.hospital_pharmacy, File::HospitalPharmacy, Form::Plain),
        What::Result(_) => (member.lab, File::Lab, Form::Plain),
        What::Stay => (member.hospital, File::Hospital, Form::Stay),
        What::DayCare => (member.hospital, File::Hospital, Form::DayCare),
        What::Clinic => (member.hospital, File::Hospital, Form::Clinic),
        What::Operation => (member.hospital, File::Hospital, Form::Operation),
        What::Radiation => (member.hospital, File::Hospital, Form::Radiation),
        What::Visit => (member.aftercare, File::Aftercare, Form::Plain),
    };
    if !is_member {
        return None;
    }
    let mut record = Record::of(file, form, act);
    match act.what {
        What::Infusion => record.minute = 9 * 60 + 5 * rng.between(0, 80),
        What::Result(test) => record.test = test,
        What::Operation | What::Radiation => {
            record.procedure = act.code;
            record.code = patient.icd();
        }
        // Some practices enter contacts a day or two late.
        What::Contact => record.posted += rng.weighted(&[(8, 0), (1, 1), (1, 3)]),
        _ => {}
    }
    record.second_key =
        file_has_second(file) && member.links.second_hospital.is_some_and(|from| record.day >= from);
    Some(record)
}

fn file_has_second(file: File) -> bool {
    matches!(file, File::Hospital | File::HospitalPharmacy | File::Lab)
}

/// The claim for a piece of care: dated a few days late, but never after death or the day of the cut.
fn billed(patient: &Patient, act: &Act, rng: &mut Rng) -> Option<Record> {
    let code = claim_code(act.what)?;
    if patient.member.enrolment.is_empty() {
        return None;
    }
    let lag = rng.weighted(&[(50, 0), (20, 1), (12, 2), (8, 3), (5, 5), (5, 7)]);
    let day = (act.day + lag).min(patient.last).min(AS_OF);
    if !patient.member.enrolled(act.day) || !patient.member.enrolled(day) {
        return None;
    }
    let posted = day + rng.between(5, 60);
    let amount = match act.what {
        What::Stay => 2900.0,
        What::DayCare => 840.0,
        What::Operation => 9800.0,
        What::Radiation => 7200.0,
        _ => 145.0,
    };
    let value = (amount * rng.real(0.8, 1.25)).round();
    let act = Act { day, end: day, code, value, ..*act };
    Some(Record { posted, ..Record::of(claims_file(day), Form::Plain, &act) })
}

//! What truly happened to one synthetic patient, before anybody recorded any of it.
//! Knows no file and no key; which holder sees what is decided in `holders`.

mod chemo;
mod chronic;
mod person;
mod primary_care;
mod treatment;

use super::calendar::Day;
use super::holders::Member;
use super::rng::Rng;

/// The two tumours of the cohort.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tumour {
    /// Lung cancer.
    Lung,
    /// Cancer of the ovary.
    Ovary,
}

/// Who handed a medicine out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Route {
    /// A community pharmacy.
    Community,
    /// A hospital's pharmacy for people who go home.
    Outpatient,
}

/// What kind of thing happened.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// A contact with the general practitioner; the code is ICPC.
    Contact,
    /// A medicine handed out; the code is ATC, the value its quantity.
    Dispensed(Route),
    /// An infusion; the code is ATC, the value milligrams.
    Infusion,
    /// A laboratory result of the test with this number; the value is the result.
    Result(usize),
    /// A stay in hospital; the code is ICD-10.
    Stay,
    /// A day in day care; the code is ICD-10.
    DayCare,
    /// A visit to the outpatient clinic; the code is ICD-10.
    Clinic,
    /// An operation on `day` with discharge at `end`; the code is a procedure.
    Operation,
    /// A course of radiotherapy; the code is a procedure.
    Radiation,
    /// An aftercare visit; the code is its kind, the value the distress score.
    Visit,
}

/// Something that happened.
#[derive(Clone, Copy)]
pub(super) struct Act {
    /// What.
    pub what: What,
    /// When it began.
    pub day: Day,
    /// When it ended; the same day for what has no length.
    pub end: Day,
    /// Its code, in the system that `what` implies.
    pub code: &'static str,
    /// A number, meaning what `what` says.
    pub value: f64,
    /// For how many days a medicine lasts.
    pub supply: i32,
    /// For an infusion that is given once a cycle: days to the next cycle.
    pub cycle: i32,
}

impl Act {
    /// Something on one day.
    pub fn new(what: What, day: Day, code: &'static str) -> Self {
        Self { what, day, end: day, code, value: 0.0, supply: 0, cycle: 0 }
    }

    /// With a number.
    pub fn with(self, value: f64) -> Self {
        Self { value, ..self }
    }

    /// Until a day.
    pub fn until(self, end: Day) -> Self {
        Self { end, ..self }
    }
}

/// A pause in the supply of a medicine, or a stretch some source could not see.
#[derive(Clone, Copy)]
pub(super) struct Stretch {
    /// The medicine, where there is one.
    pub code: &'static str,
    /// The last day before it.
    pub from: Day,
    /// The first day after it.
    pub to: Day,
}

/// A gap with its one explanation, in the words of `truth.json`.
#[derive(Clone, Copy)]
pub(super) struct Gap {
    /// What is missing.
    pub kind: &'static str,
    /// Why.
    pub explanation: &'static str,
    /// The source that was silent; none for all of them.
    pub source: &'static str,
    /// From when to when, and of which medicine.
    pub stretch: Stretch,
}

/// One patient with all that happened.
pub(super) struct Patient {
    /// Counted from 0.
    pub number: u32,
    /// Whether he is a man.
    pub male: bool,
    /// Day of birth.
    pub birth: Day,
    /// The tumour.
    pub tumour: Tumour,
    /// Stage, 1 to 4.
    pub stage: u8,
    /// ICD-O morphology.
    pub morphology: &'static str,
    /// Greatest diameter of the tumour, in centimetres.
    pub size: f64,
    /// Day of incidence.
    pub incidence: Day,
    /// Day of death, where it lies before the extract was cut.
    pub death: Option<Day>,
    /// The last day on which anything can happen: death, or the day the extract was cut.
    pub last: Day,
    /// Body surface in square metres.
    pub surface: f64,
    /// Body weight in kilograms.
    pub weight: f64,
    /// Who has records of this patient.
    pub member: Member,
    /// What happened.
    pub acts: Vec<Act>,
    /// First operation.
    pub first_operation: Option<(Day, &'static str)>,
    /// First systemic treatment, with the registry's code for its kind.
    pub first_systemic: Option<(Day, &'static str)>,
    /// First course of radiotherapy.
    pub first_radiation: Option<(Day, &'static str)>,
    /// Planned pauses in a chronic medicine.
    pub pauses: Vec<Stretch>,
    /// Changes of the dispensing route: the medicine, and from when to when another pharmacy gave it.
    pub route_changes: Vec<Stretch>,
    /// Other gaps that a reader can see.
    pub gaps: Vec<Gap>,
}

impl Patient {
    /// Writes down that something happened, unless the patient was dead or the extract cut by then.
    pub fn push(&mut self, act: Act) {
        if act.end <= self.last && act.day >= self.birth {
            self.acts.push(act);
        }
    }

    /// The ICD-10 code of the tumour.
    pub fn icd(&self) -> &'static str {
        match self.tumour {
            Tumour::Lung => "C34",
            Tumour::Ovary => "C56",
        }
    }

    /// The first treatment of the tumour of any sort.
    pub fn first_treatment(&self) -> Option<Day> {
        [self.first_operation, self.first_systemic, self.first_radiation].iter().flatten().map(|f| f.0).min()
    }
}

/// Lives patient `number` from before the diagnosis to the end.
pub(super) fn live(number: u32, rng: &mut Rng) -> Patient {
    let mut patient = person::draw(number, rng);
    primary_care::before_and_beside(&mut patient, rng);
    chronic::medicines(&mut patient, rng);
    treatment::treat(&mut patient, rng);
    primary_care::follow_up(&mut patient, rng);
    primary_care::last_weeks(&mut patient, rng);
    patient
}

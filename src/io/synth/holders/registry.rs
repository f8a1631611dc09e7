//! The cancer registry's wide row: incidence, first treatments and death of one patient.
//! It records first treatment only, as registries do; later lines are for the other holders.

use super::super::calendar::Day;
use super::super::path::Patient;
use super::super::rng::Rng;
use super::super::truth::Mark;

/// A date with a code of the registry.
pub(in super::super) type Dated = (Day, &'static str);

/// The row of one patient.
pub(in super::super) struct Registry {
    /// Day of incidence.
    pub incidence: Day,
    /// Whether only the month of incidence is known.
    pub month_only: bool,
    /// First operation.
    pub operation: Option<Dated>,
    /// First systemic treatment.
    pub systemic: Option<Dated>,
    /// First course of radiotherapy.
    pub radiation: Option<Dated>,
    /// Death.
    pub death: Option<Day>,
    /// What was planted in it.
    pub marks: Vec<Mark>,
}

/// Days after incidence within which a treatment counts as the first.
const FIRST_TREATMENT: Day = 300;

impl Registry {
    /// What the registry writes down of a patient.
    pub fn of(patient: &Patient, rng: &mut Rng) -> Self {
        let first = |dated: Option<Dated>| dated.filter(|(on, _)| on - patient.incidence <= FIRST_TREATMENT);
        Self {
            incidence: patient.incidence,
            month_only: rng.chance(0.05),
            operation: first(patient.first_operation),
            systemic: first(patient.first_systemic),
            radiation: first(patient.first_radiation),
            death: patient.death,
            marks: Vec::new(),
        }
    }

    /// The days on which something happened, as far as the registry knows.
    pub fn days(&self) -> impl Iterator<Item = Day> {
        [self.operation, self.systemic, self.radiation]
            .into_iter()
            .flatten()
            .map(|dated| dated.0)
            .chain([self.incidence])
            .chain(self.death)
    }
}

//! From when to when a patient lived, as far as the extract says.
//! Where it says nothing a patient lives through all of time; which of two deaths is right is not judged.

use crate::base::{Clock, PatientId, Precision, Span, Time};
use crate::compute::extent::NO_DATE;
use crate::store::{Attribute, AttributeValues, Store};

use super::ALWAYS;

/// What a store says of births and deaths.
#[derive(Clone, Copy, Debug)]
pub struct Life<'a> {
    birth: Option<&'a Attribute>,
    death: Option<&'a Attribute>,
    /// The phase of deaths that are events.
    dying: Option<u8>,
    calendar: bool,
}

impl<'a> Life<'a> {
    /// Looks up where a store keeps births and deaths. An extract without a calendar has deaths as events alone: its
    /// attributes count from no index event.
    pub fn of(store: &'a Store) -> Self {
        let calendar = store.head().clock == Clock::Calendar;
        let attribute =
            |ids: &[&str]| ids.iter().filter(|_| calendar).find_map(|id| store.attribute_by_id(id));
        Self {
            birth: attribute(&["birthDate", "birthYear"]),
            death: attribute(&["death"]),
            dying: store.phase_by_id("death"),
            calendar,
        }
    }

    /// From the earliest moment of birth to the end of the latest day of death. Of deaths that events tell the latest
    /// counts, and they count where the attribute says nothing.
    pub fn span(&self, store: &Store, patient: PatientId) -> Span {
        let mut life = ALWAYS;
        if let Some(birth) = self.birth.and_then(|birth| birth_of(birth, patient)) {
            life.from = birth;
        }
        let death = self.death.and_then(|death| death.date(patient));
        let death = death.map(|(time, precision)| self.end(time, precision));
        if let Some(death) = death.or_else(|| self.died(store, patient)) {
            life.to = death;
        }
        life
    }

    /// Whether the patient is said to have died.
    pub fn is_over(&self, store: &Store, patient: PatientId) -> bool {
        self.span(store, patient).to < ALWAYS.to
    }

    fn died(&self, store: &Store, patient: PatientId) -> Option<Time> {
        let phase = self.dying?;
        let events = store.events();
        let deaths = store
            .events_of(patient)
            .filter(|&at| events.phase[at] == phase && events.flaws[at] & NO_DATE == 0);
        let end =
            |at: usize| self.end(Time(events.start[at]), Precision::from_bits(events.precision[at] & 7));
        deaths.map(end).max()
    }

    /// The first moment after a death that is known as precisely as this.
    fn end(&self, time: Time, precision: Precision) -> Time {
        match precision {
            coarse @ (Precision::Year | Precision::Month) if self.calendar => time.span(coarse).to,
            _ => Time::from_days(time.days().saturating_add(1)),
        }
    }
}

fn birth_of(birth: &Attribute, patient: PatientId) -> Option<Time> {
    match &birth.values {
        AttributeValues::Date(_) => birth.date(patient).map(|(time, precision)| time.span(precision).from),
        // A year that no calendar of a living person holds says nothing.
        AttributeValues::Number(_) => {
            let year = birth.number(patient).filter(|year| (1800.0..2200.0).contains(year))?;
            Some(Time::from_date(year as i64, 1, 1))
        }
        AttributeValues::Category { .. } => None,
    }
}

//! Runs the filter chain: which patients remain, which of their events are looked at, and how many at every link.
//! It changes nothing in the store; a selection is a set and a mask.

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, PatientId, PatientSet};
use crate::model::{AttributeTest, EventTest, Filter};
use crate::store::{Attribute, AttributeValues, MISSING, Store};

use super::EventMask;

/// What a filter chain leaves of a store.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// The store's generation.
    pub generation: u64,
    /// Who remains.
    pub patients: PatientSet,
    /// Which of their events are looked at.
    pub mask: EventMask,
    /// How many events that are.
    pub events: u64,
    /// The population: the N of "n of N patients".
    pub of: usize,
    /// What was left after each link of the chain.
    pub steps: Vec<Step>,
}

/// What was left after one link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Patients.
    pub patients: usize,
    /// Events looked at.
    pub events: u64,
}

/// Runs the chain from the population on. Work is linear in events for each link.
pub fn select(store: &Store, chain: &[Filter], cancel: &Cancel) -> Result<Selection, Cancelled> {
    let population = &store.head().population;
    let mut mask = EventMask::all(store);
    let mut patients = population.clone();
    let mut events = count_events(store, &patients, &mask);
    let mut steps = Vec::with_capacity(chain.len());
    for filter in chain {
        cancel.check()?;
        (patients, mask) = apply(store, filter, &patients, mask);
        events = count_events(store, &patients, &mask);
        steps.push(Step { patients: patients.len(), events });
    }
    Ok(Selection { generation: store.generation(), patients, mask, events, of: population.len(), steps })
}

fn apply(store: &Store, filter: &Filter, patients: &PatientSet, mask: EventMask) -> (PatientSet, EventMask) {
    let only = |test: EventTest| {
        let mask = mask.and_test(store, &test);
        (with_any(store, patients, &mask), mask)
    };
    match filter {
        Filter::Sources(sources) => only(EventTest { sources: sources.clone(), ..EventTest::default() }),
        Filter::Phases(phases) => only(EventTest { phases: phases.clone(), ..EventTest::default() }),
        Filter::Codes(codes) => only(EventTest { codes: codes.clone(), ..EventTest::default() }),
        Filter::Period(span) => {
            let mask = mask.and_period(*span);
            (with_any(store, patients, &mask), mask)
        }
        Filter::Has(test) => (with_any(store, patients, &mask.and_test(store, test)), mask),
        Filter::HasNot(test) => {
            let with = with_any(store, patients, &mask.and_test(store, test));
            (patients - &with, mask)
        }
        Filter::EventCount { least, most } => {
            let counted =
                retain(patients, |patient| (*least..=*most).contains(&admitted(store, patient, &mask)));
            (counted, mask)
        }
        Filter::Attribute { attribute, test } => {
            let kept = match store.attribute_by_id(attribute) {
                Some(attribute) => with_attribute(attribute, patients, test),
                None => PatientSet::new(),
            };
            (kept, mask)
        }
        Filter::Patients { keys, .. } => {
            let found = keys.iter().filter_map(|key| store.head().keys.find(key));
            let named: PatientSet = found.map(|at| PatientId(at as u32)).collect();
            (patients & &named, mask)
        }
    }
}

/// The patients with any event that the mask admits.
pub fn with_any(store: &Store, patients: &PatientSet, mask: &EventMask) -> PatientSet {
    retain(patients, |patient| store.events_of(patient).any(|at| mask.admits(store.events(), at)))
}

/// How many of a patient's events the mask admits.
pub fn admitted(store: &Store, patient: PatientId, mask: &EventMask) -> u64 {
    let range = store.events_of(patient);
    if mask.is_all() {
        return range.len() as u64;
    }
    range.filter(|&at| mask.admits(store.events(), at)).count() as u64
}

fn count_events(store: &Store, patients: &PatientSet, mask: &EventMask) -> u64 {
    let ids: Vec<PatientId> = patients.iter().collect();
    ids.par_iter().with_min_len(512).map(|&patient| admitted(store, patient, mask)).sum()
}

fn retain(patients: &PatientSet, keep: impl Fn(PatientId) -> bool + Sync) -> PatientSet {
    let ids: Vec<PatientId> = patients.iter().collect();
    let kept: Vec<PatientId> =
        ids.into_par_iter().with_min_len(512).filter(|&patient| keep(patient)).collect();
    PatientSet::from_sorted(kept)
}

fn with_attribute(attribute: &Attribute, patients: &PatientSet, test: &AttributeTest) -> PatientSet {
    match (test, &attribute.values) {
        (AttributeTest::OneOf(texts), AttributeValues::Category { names, of }) => {
            let wanted: Vec<bool> = names.iter().map(|name| texts.contains(name)).collect();
            let missing = texts.iter().any(String::is_empty);
            retain(patients, |patient| match of[patient.index()] {
                MISSING => missing,
                at => wanted[at as usize],
            })
        }
        (AttributeTest::OneOf(texts), _) => {
            // Numbers and dates are not listed value by value; only "missing" can be asked for.
            let missing = texts.iter().any(String::is_empty);
            retain(patients, |patient| {
                missing && attribute.number(patient).is_none() && attribute.date(patient).is_none()
            })
        }
        (AttributeTest::Between(low, high), _) => retain(patients, |patient| {
            let number = attribute.number(patient).or_else(|| year_of(attribute, patient));
            number.is_some_and(|number| (*low..=*high).contains(&number))
        }),
    }
}

/// A date attribute is tested by its year.
fn year_of(attribute: &Attribute, patient: PatientId) -> Option<f64> {
    attribute.date(patient).map(|(time, _)| time.date().0 as f64)
}

//! Day 0 of every patient.
//! It finds the event that a journey is aligned on; where to draw it is the scene's.

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, Clock, PatientId};
use crate::model::{Align, Occurrence};
use crate::store::Store;

use super::EventMask;

/// What an axis counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// The calendar.
    Calendar,
    /// Each patient's day 0.
    Days,
}

/// Day 0 of every patient of a store.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchors {
    /// What the axis counts from.
    pub axis: Axis,
    /// The patients' day 0 in µs, or [`Anchors::NONE`].
    at: Vec<i64>,
}

impl Anchors {
    /// The place of a missing day 0.
    pub const NONE: i64 = i64::MIN;

    /// Anchors as they are, one a patient.
    pub fn new(axis: Axis, at: Vec<i64>) -> Self {
        Self { axis, at }
    }

    /// A patient's day 0 in µs, if there is one. On the calendar it is the same for everybody: 0.
    pub fn of(&self, patient: PatientId) -> Option<i64> {
        self.at.get(patient.index()).copied().filter(|&at| at != Self::NONE)
    }

    /// All of them, one a patient, [`Anchors::NONE`] where missing.
    pub fn as_slice(&self) -> &[i64] {
        &self.at
    }
}

/// Finds everybody's day 0.
pub fn align(store: &Store, align: &Align, cancel: &Cancel) -> Result<Anchors, Cancelled> {
    let everybody = store.patient_count();
    let relative = store.head().clock == Clock::Relative;
    let align = match align {
        // Without a calendar, time already counts from the index event, and there is no other axis to offer.
        Align::Index | Align::Calendar if relative => {
            return Ok(Anchors::new(Axis::Days, vec![0; everybody]));
        }
        Align::Calendar => return Ok(Anchors::new(Axis::Calendar, vec![0; everybody])),
        Align::Index => &store.head().index,
        other => other,
    };
    cancel.check()?;
    let at = match align {
        Align::Event(test, occurrence) => {
            let mask = EventMask::all(store).and_test(store, test);
            let ids = (0..everybody as u32).into_par_iter().with_min_len(512);
            ids.map(|id| anchor(store, PatientId(id), &mask, *occurrence)).collect()
        }
        Align::Index | Align::Calendar => first_events(store),
    };
    Ok(Anchors::new(Axis::Days, at))
}

fn first_events(store: &Store) -> Vec<i64> {
    let ids = (0..store.patient_count() as u32).map(PatientId);
    ids.map(|patient| store.events().start.get(store.events_of(patient)).and_then(|all| all.first().copied()))
        .map(|first| first.unwrap_or(Anchors::NONE))
        .collect()
}

fn anchor(store: &Store, patient: PatientId, mask: &EventMask, occurrence: Occurrence) -> i64 {
    let events = store.events();
    let mut found = store.events_of(patient).filter(|&at| mask.admits(events, at));
    let at = match occurrence {
        Occurrence::First => found.next(),
        Occurrence::Last => found.next_back(),
        Occurrence::Nth(n) => found.nth(n.max(1) as usize - 1),
    };
    at.map_or(Anchors::NONE, |at| events.start[at])
}

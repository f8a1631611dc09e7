//! The stretch of an axis that journeys take up: what a view shows first.
//! Dates that stand for "unknown" do not stretch it; they are drawn, but not waited for.

use rayon::prelude::*;

use crate::base::{PatientId, Span, Time, time::DAY};
use crate::model::report::Flaw;
use crate::store::Store;

use super::{Anchors, EventMask};

/// Dates that say more about a system than about a patient.
pub const NO_DATE: u8 =
    1 << Flaw::Before1850 as u8 | 1 << Flaw::SentinelDate as u8 | 1 << Flaw::AfterAsOf as u8;

/// From the first to the last moment of the patients' admitted events, with a little room on either side; a day
/// where there are none.
pub fn of(store: &Store, patients: &[PatientId], anchors: &Anchors, mask: &EventMask) -> Span {
    let nothing = (i64::MAX, i64::MIN);
    let join = |a: (i64, i64), b: (i64, i64)| (a.0.min(b.0), a.1.max(b.1));
    let one = |&patient: &PatientId| match anchors.of(patient) {
        Some(zero) => {
            let (from, to) = of_patient(store, patient, mask);
            (from.saturating_sub(zero), to.saturating_sub(zero))
        }
        None => nothing,
    };
    let (from, to) = patients.par_iter().with_min_len(512).map(one).reduce(|| nothing, join);
    if from > to {
        return Span { from: Time(0), to: Time(DAY) };
    }
    let room = (to.saturating_sub(from) / 50).max(DAY);
    Span { from: Time(from.saturating_sub(room)), to: Time(to.saturating_add(room)) }
}

/// From the first to the last moment of one patient's admitted events, in store time; empty as (MAX, MIN).
fn of_patient(store: &Store, patient: PatientId, mask: &EventMask) -> (i64, i64) {
    let events = store.events();
    // An open end is often written as a date far away; nothing was seen after the extract was cut.
    let cut = store.head().as_of.map_or(i64::MAX, |as_of| as_of.0 + DAY);
    let dated =
        store.events_of(patient).filter(|&at| events.flaws[at] & NO_DATE == 0 && mask.admits(events, at));
    dated.fold((i64::MAX, i64::MIN), |(from, to), at| {
        (from.min(events.start[at]), to.max(events.last(at).min(cut.max(events.start[at]))))
    })
}

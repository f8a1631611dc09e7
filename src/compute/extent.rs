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

/// The share of patients at either end whose dates may lie outside, where they lie far outside.
const OUTLIERS: f64 = 0.02;
/// How many times as long the whole must be as what all but the outliers take up, for the outliers to be left out.
const FAR: i64 = 2;

/// From the first to the last moment of the patients' admitted events, with a little room on either side; a day
/// where there are none. A few patients with dates from another century do not squeeze everybody else into a corner:
/// they are reached by zooming out.
pub fn of(store: &Store, patients: &[PatientId], anchors: &Anchors, mask: &EventMask) -> Span {
    let one = |&patient: &PatientId| {
        let zero = anchors.of(patient)?;
        let (from, to) = of_patient(store, patient, mask);
        (from <= to).then(|| (from.saturating_sub(zero), to.saturating_sub(zero)))
    };
    let (mut firsts, mut lasts): (Vec<i64>, Vec<i64>) =
        patients.par_iter().with_min_len(512).filter_map(one).unzip();
    if firsts.is_empty() {
        return Span { from: Time(0), to: Time(DAY) };
    }
    firsts.par_sort_unstable();
    lasts.par_sort_unstable();
    let aside = (firsts.len() as f64 * OUTLIERS) as usize;
    let whole = (firsts[0], lasts[lasts.len() - 1]);
    let most = (firsts[aside], lasts[lasts.len() - 1 - aside]);
    let length = |(from, to): (i64, i64)| to.saturating_sub(from);
    let (from, to) = if length(whole) > length(most).saturating_mul(FAR) { most } else { whole };
    let room = (length((from, to)) / 50).max(DAY);
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

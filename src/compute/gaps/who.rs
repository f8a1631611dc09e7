//! The patients behind a number of gaps that keeps none: for whom a step came to what, and who took how long from one
//! phase to another. They are looked for one by one when somebody asks.

use std::ops::Range;

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, PatientId, PatientSet, PhaseId, time::DAY};
use crate::compute::extent::NO_DATE;
use crate::compute::watch::ALWAYS;
use crate::compute::{Selection, Watch};
use crate::model::{GapKind, GapSpec};
use crate::store::Store;

use super::PATIENTS_EACH;
use super::path::{Compiled, Fate, StepCount};

/// How long somebody took from one phase to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// They came so far in so many days: the first, and the first one too many.
    Came(u32, u32),
    /// They had not come so far in so many days, and were still observed.
    Beyond(u32),
}

/// Patients of the selection for whom a step of a care path, or a visit of a schedule, came to something.
pub fn with_fate(
    (store, selection): (&Store, &Selection),
    watch: &Watch<'_>,
    spec: &GapSpec,
    (kind, (place, step)): (GapKind, (u16, u16)),
    fate: Fate,
    cancel: &Cancel,
) -> Result<PatientSet, Cancelled> {
    let at = usize::from(place);
    let path = match kind {
        GapKind::FollowUp => spec.schedules.get(at).map(crate::model::Schedule::as_path),
        _ => spec.paths.get(at).cloned(),
    };
    let Some(path) = path else { return Ok(PatientSet::new()) };
    let compiled = Compiled::of(store, &selection.mask, kind, at, &path);
    let came = |patient: PatientId| {
        let mut counts = vec![StepCount::default(); compiled.len()];
        compiled.of_patient(store, &watch.of(patient), &mut counts);
        counts.get(usize::from(step)).is_some_and(|count| count.of(fate) > 0)
    };
    each(selection, cancel, came)
}

/// Patients of the selection who took so long from the first event of a phase to the first of another.
pub fn took(
    (store, selection): (&Store, &Selection),
    watch: &Watch<'_>,
    (from, to): (PhaseId, PhaseId),
    wait: Wait,
    cancel: &Cancel,
) -> Result<PatientSet, Cancelled> {
    each(selection, cancel, |patient| match (time_of((store, selection), watch, patient, (from, to)), wait) {
        (Some((days, true)), Wait::Came(least, more)) => Range { start: least, end: more }.contains(&days),
        (Some((days, _)), Wait::Beyond(least)) => days > least,
        _ => false,
    })
}

fn each(
    selection: &Selection,
    cancel: &Cancel,
    wanted: impl Fn(PatientId) -> bool + Sync,
) -> Result<PatientSet, Cancelled> {
    let ids: Vec<PatientId> = selection.patients.iter().collect();
    let parts: Vec<Vec<PatientId>> = ids
        .par_chunks(PATIENTS_EACH)
        .map(|ids| {
            cancel.check()?;
            Ok(ids.iter().copied().filter(|&patient| wanted(patient)).collect())
        })
        .collect::<Result<_, Cancelled>>()?;
    Ok(PatientSet::from_sorted(parts.concat()))
}

/// The days from the first event of a phase to the first later or equally late one of another, and whether it came; else
/// to the end of observation. `None` without an event of the first phase.
fn time_of(
    (store, selection): (&Store, &Selection),
    watch: &Watch<'_>,
    patient: PatientId,
    (from, to): (PhaseId, PhaseId),
) -> Option<(u32, bool)> {
    let events = store.events();
    let counts = |at: &usize| events.flaws[*at] & NO_DATE == 0 && selection.mask.admits(events, *at);
    let of = |at: &usize, phase: PhaseId| events.phase[*at] & 31 == phase.0;
    let dated = || store.events_of(patient).filter(counts);
    let first = dated().find(|at| of(at, from)).map(|at| events.start[at])?;
    let came = dated().find(|at| of(at, to) && events.start[*at] >= first).map(|at| events.start[at]);
    let end = || {
        let end = watch.of(patient).alive().to.0;
        let last = || dated().map(|at| events.start[at]).max().unwrap_or(first);
        if end >= ALWAYS.to.0 { last() } else { end }
    };
    let until = came.unwrap_or_else(end).max(first);
    let days = u32::try_from(until.saturating_sub(first) / DAY).unwrap_or(u32::MAX);
    Some((days, came.is_some()))
}

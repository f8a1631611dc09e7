//! Deaths as events and attributes tell them, source by source: who is dead by whom, where two differ, and who is
//! seen by another source long after. It judges nothing.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, Clock, PatientId, PatientSet, Precision, SourceId, Time, time::DAY};
use crate::compute::extent::NO_DATE;
use crate::model::Perspective;
use crate::store::{Attribute, Fact, Store};

/// The phase of deaths.
const DEATH: &str = "death";
/// Contacts are held against a death that lies longer ago than this (T05).
const LONG_AFTER: i64 = 30 * DAY;

/// What the sources say of deaths.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Deaths {
    /// By source: who is dead by it.
    pub given: BTreeMap<SourceId, PatientSet>,
    /// By two sources in order, or one source twice: who died on different days.
    pub differ: BTreeMap<(SourceId, SourceId), PatientSet>,
    /// By the source of a death and another one: who is seen in the other more than 30 days later.
    pub seen: BTreeMap<(SourceId, SourceId), PatientSet>,
}

/// A patient with what was found of them.
type Found = (PatientId, Vec<SourceId>, Vec<(SourceId, SourceId)>, Vec<(SourceId, SourceId)>);

/// One death: who says so, and from when to when it may have been.
type Death = (SourceId, i64, i64);

/// Looks through all events. A source that was made to be paid does not count as seeing anybody: its dates are often
/// those of a bill. Where several sources give the attribute `death`, only their difference is known, which the
/// store keeps from loading; dates that are no dates of events do not count.
pub(super) fn deaths(store: &Store, cancel: &Cancel) -> Result<Deaths, Cancelled> {
    let linkage = &store.head().linkage;
    let phase = store.phase_by_id(DEATH);
    let giving: Vec<SourceId> =
        linkage.given.iter().filter(|given| given.fact == Fact::Death).map(|given| given.source).collect();
    let attribute = match giving.as_slice() {
        [only] => store.attribute_by_id(DEATH).map(|attribute| (attribute, *only)),
        _ => None,
    };
    let ids: Vec<u32> = (0..store.patient_count() as u32).collect();
    let found: Vec<Vec<Found>> = ids
        .par_chunks(4096)
        .map(|ids| {
            cancel.check()?;
            let one = |id: &u32| one(store, PatientId(*id), phase, attribute);
            Ok(ids.iter().filter_map(one).collect())
        })
        .collect::<Result<_, Cancelled>>()?;
    let mut all = Deaths::default();
    for (patient, given, differ, seen) in found.into_iter().flatten() {
        for source in given {
            all.given.entry(source).or_default().insert(patient);
        }
        for pair in differ {
            all.differ.entry(pair).or_default().insert(patient);
        }
        for pair in seen {
            all.seen.entry(pair).or_default().insert(patient);
        }
    }
    for given in linkage.given.iter().filter(|given| given.fact == Fact::Death) {
        *all.given.entry(given.source).or_default() |= &given.patients;
    }
    for conflict in linkage.conflicts.iter().filter(|conflict| conflict.fact == Fact::Death) {
        *all.differ.entry((conflict.a, conflict.b)).or_default() |= &conflict.patients;
    }
    Ok(all)
}

fn one(
    store: &Store,
    patient: PatientId,
    phase: Option<u8>,
    attribute: Option<(&Attribute, SourceId)>,
) -> Option<Found> {
    let events = store.events();
    let is_death = |at: usize| Some(events.phase[at]) == phase;
    let dated = |at: &usize| events.flaws[*at] & NO_DATE == 0;
    let mut said: Vec<Death> = store
        .events_of(patient)
        .filter(|at| is_death(*at) && dated(at))
        .map(|at| {
            let (from, to) = meaning(store, at);
            (SourceId(u16::from(events.source[at])), from, to)
        })
        .collect();
    if let Some((attribute, source)) = attribute
        && let Some((time, precision)) = attribute.date(patient)
    {
        let (from, to) = interval(store, time, precision);
        said.push((source, from, to));
    }
    if said.is_empty() {
        return None;
    }
    let mut differ = Vec::new();
    for (at, (a, from, to)) in said.iter().enumerate() {
        let other = said[..at].iter().filter(|(_, other_from, other_to)| to < other_from || other_to < from);
        differ.extend(other.map(|(b, _, _)| (*a.min(b), *a.max(b))));
    }
    let given: Vec<SourceId> = said.iter().map(|(source, _, _)| *source).collect();
    let mut seen = Vec::new();
    for at in store.events_of(patient).filter(|&at| !is_death(at)).filter(dated) {
        let source = SourceId(u16::from(events.source[at]));
        let paid = store.head().sources[source.index()].perspective == Some(Perspective::Billing);
        if paid || given.contains(&source) {
            continue;
        }
        let (from, _) = meaning(store, at);
        let after = said.iter().filter(|(_, _, to)| from > to.saturating_add(LONG_AFTER));
        seen.extend(after.map(|(death, _, _)| (*death, source)));
    }
    Some((patient, given, differ, seen))
}

/// From when to when an event may have started, the last moment included.
fn meaning(store: &Store, at: usize) -> (i64, i64) {
    let events = store.events();
    interval(store, Time(events.start[at]), Precision::from_bits(events.precision[at] & 7))
}

fn interval(store: &Store, time: Time, precision: Precision) -> (i64, i64) {
    if store.head().clock == Clock::Relative {
        return (time.0, time.0);
    }
    let span = time.span(precision);
    (span.from.0, span.to.0 - 1)
}

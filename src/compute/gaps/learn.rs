//! A care path learnt from a cohort: the order of phases that most of its patients went through, and in how many days.
//! It describes what was done, and is no advice; the steward edits it.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::base::{Cancel, Cancelled, PatientId, time::DAY};
use crate::compute::Selection;
use crate::compute::extent::NO_DATE;
use crate::model::care_path::Step;
use crate::model::{CarePath, EventTest};
use crate::store::Store;

use super::silence::quantile;

/// A source can see a step if it has at least so many thousandths of its events.
const WITNESS: u64 = 50;
/// The phases that are no step: they say that a journey ended, or nothing.
const NO_STEPS: [&str; 2] = ["death", "other"];

/// The most frequent path: each phase once, in the order in which patients first come to it, from the phase of the
/// extract's own beginning `from` on. A step is in time from the 5th to the 95th percentile of the days that those who
/// went this way took after the step before. `None` where nobody has an event of that phase followed by another.
pub fn learn(
    store: &Store,
    selection: &Selection,
    from: &str,
    cancel: &Cancel,
) -> Result<Option<CarePath>, Cancelled> {
    let Some(begin) = store.phase_by_id(from) else { return Ok(None) };
    let skip = NO_STEPS.iter().filter_map(|id| store.phase_by_id(id)).fold(0u32, |bits, at| bits | 1 << at);
    let ids: Vec<PatientId> = selection.patients.iter().collect();
    let paths: Vec<Vec<(u8, i64)>> = ids
        .par_chunks(1024)
        .map(|ids| {
            cancel.check()?;
            Ok(ids.iter().map(|&patient| path_of(store, selection, patient, begin, skip)).collect::<Vec<_>>())
        })
        .collect::<Result<Vec<_>, Cancelled>>()?
        .into_iter()
        .flatten()
        .filter(|path: &Vec<(u8, i64)>| path.len() > 1)
        .collect();
    let phases = |path: &[(u8, i64)]| -> Vec<u8> { path.iter().map(|(phase, _)| *phase).collect() };
    let mut counts: FxHashMap<Vec<u8>, u64> = FxHashMap::default();
    paths.iter().for_each(|path| *counts.entry(phases(path)).or_default() += 1);
    let mut variants: Vec<(Vec<u8>, u64)> = counts.into_iter().collect();
    variants.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let Some((variant, _)) = variants.into_iter().next() else { return Ok(None) };
    let followed: Vec<&Vec<(u8, i64)>> = paths.iter().filter(|path| phases(path) == variant).collect();
    let name = |phase: u8| store.head().phases[usize::from(phase)].id.clone();
    let test = |phase: u8| EventTest { phases: vec![name(phase)], ..EventTest::default() };
    let witnesses = witnesses(store, selection, cancel)?;
    let step = |place: usize| {
        let mut days: Vec<u32> =
            followed.iter().map(|path| ((path[place].1 - path[place - 1].1) / DAY) as u32).collect();
        days.sort_unstable();
        let at =
            |per_mille| quantile(&days, per_mille).map_or(0, |days| i32::try_from(days).unwrap_or(i32::MAX));
        Step {
            title: name(variant[place]),
            test: test(variant[place]),
            after: place.checked_sub(2),
            from: at(50),
            to: at(950),
            witnesses: witnesses[usize::from(variant[place])].clone(),
            optional: false,
        }
    };
    Ok(Some(CarePath {
        title: variant.iter().map(|phase| name(*phase)).collect::<Vec<_>>().join(" > "),
        eligible: test(variant[0]),
        except: None,
        steps: (1..variant.len()).map(step).collect(),
    }))
}

/// The phases of a patient in the order of their first events from the first of `begin` on, with their moments. Of
/// phases that begin at the same moment the lower number comes first: they have no order of their own.
fn path_of(store: &Store, selection: &Selection, patient: PatientId, begin: u8, skip: u32) -> Vec<(u8, i64)> {
    let events = store.events();
    let mut seen = skip & !(1 << begin);
    let mut path: Vec<(u8, i64)> = Vec::new();
    for at in store.events_of(patient) {
        let phase = events.phase[at] & 31;
        let is_begin = path.is_empty() && phase == begin;
        if (path.is_empty() && !is_begin)
            || seen >> phase & 1 == 1
            || events.flaws[at] & NO_DATE != 0
            || !selection.mask.admits(events, at)
        {
            continue;
        }
        seen |= 1 << phase;
        path.push((phase, events.start[at]));
    }
    if path.len() > 1 {
        path[1..].sort_by_key(|(phase, start)| (*start, *phase));
    }
    path
}

/// By phase: the ids of the sources that could see it.
fn witnesses(store: &Store, selection: &Selection, cancel: &Cancel) -> Result<Vec<Vec<String>>, Cancelled> {
    let (events, sources) = (store.events(), store.head().sources.len());
    let ids: Vec<PatientId> = selection.patients.iter().collect();
    let none = || vec![0u64; 32 * sources];
    let count = |mut counts: Vec<u64>, ids: &[PatientId]| {
        cancel.check()?;
        for at in ids.iter().flat_map(|&id| store.events_of(id)) {
            counts[usize::from(events.phase[at] & 31) * sources + usize::from(events.source[at])] += 1;
        }
        Ok(counts)
    };
    let counts = ids.par_chunks(1024).try_fold(none, count).try_reduce(none, |mut a, b| {
        a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
        Ok(a)
    })?;
    let of_phase = |counts: &[u64]| {
        let all: u64 = counts.iter().sum();
        let enough = |(_, count): &(usize, &u64)| **count > 0 && **count * 1000 >= all * WITNESS;
        let ids = counts.iter().enumerate().filter(enough);
        ids.map(|(at, _)| store.head().sources[at].id.clone()).collect()
    };
    Ok(if sources == 0 { vec![Vec::new(); 32] } else { counts.chunks(sources).map(of_phase).collect() })
}

//! Silences of a patient that are too long, each cut where what can be said of its being watched changes.
//! It counts time between records alone; refills and expected steps are found elsewhere.

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, CodeId, PatientId, PhaseId, SourceId, Span, Time, time::DAY};
use crate::compute::EventMask;
use crate::compute::extent::NO_DATE;
use crate::compute::watch::{Watched, Why};
use crate::model::gap::{SilenceBy, SilenceSpec, Threshold};
use crate::model::phase::MOST_PHASES;
use crate::model::{Evidence, Gap, GapKind, Kind};
use crate::store::Store;

use super::explain;

/// Intervals of so many days and more are counted as one.
const MOST_DAYS: usize = 4096;

/// A silence between two records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// From the end of what was recorded last to the start of what comes next, or to the end of observation.
    pub span: Span,
    /// The record before, by its row.
    pub before: u32,
    /// The record after.
    pub after: Option<u32>,
    /// The source, where each is looked at by itself.
    pub source: Option<u8>,
}

/// Sources that could see that a patient is still there, one bit each: all but registries, which record an illness
/// and not what happens later. Where there is nothing but registries they count.
pub fn witnesses(store: &Store) -> u64 {
    let sources = store.head().sources.iter().enumerate();
    let others = sources.filter(|(_, source)| source.kind != Kind::Registry);
    match others.fold(0, |bits, (at, _)| bits | 1 << at) {
        0 => everything(store),
        some => some,
    }
}

/// All sources, one bit each.
pub fn everything(store: &Store) -> u64 {
    (0..store.head().sources.len()).fold(0, |bits, at| bits | 1 << at)
}

/// Every interval between a patient's records of a source, or of all together, in order of time; with the end of
/// observation where it is asked for. Records lie in time by their day; what lasts beyond the day the extract was cut
/// is taken for a moment.
pub fn quiets(
    store: &Store,
    watched: &Watched<'_>,
    mask: &EventMask,
    by: SilenceBy,
    to_end: bool,
) -> Vec<Quiet> {
    let events = store.events();
    let cut = store.head().as_of.map_or(i64::MAX, |as_of| as_of.0.saturating_add(DAY));
    let mut all = Vec::new();
    // By source: how far its records reach, and the last of them.
    let mut reach: Vec<Option<(i64, u32)>> = vec![None; store.head().sources.len().max(1)];
    for at in store.events_of(watched.patient()) {
        if events.flaws[at] & NO_DATE != 0 || !mask.admits(events, at) {
            continue;
        }
        let (start, last) = (events.start[at], events.last(at));
        let last = if last > cut { start } else { last };
        let source = (by == SilenceBy::Source).then_some(events.source[at]);
        let slot = &mut reach[usize::from(source.unwrap_or(0))];
        match slot {
            Some((end, before)) => {
                if start > *end {
                    let span = Span { from: Time(*end), to: Time(start) };
                    all.push(Quiet { span, before: *before, after: Some(at as u32), source });
                }
                if last >= *end {
                    *slot = Some((last, at as u32));
                }
            }
            None => *slot = Some((last, at as u32)),
        }
    }
    if to_end {
        let end = watched.alive().to;
        for (source, &(last, before)) in
            reach.iter().enumerate().filter_map(|(at, r)| Some((at, r.as_ref()?)))
        {
            if end.0 > last && end < crate::compute::watch::ALWAYS.to {
                let span = Span { from: Time(last), to: end };
                let source = (by == SilenceBy::Source).then_some(source as u8);
                all.push(Quiet { span, before, after: None, source });
            }
        }
    }
    all
}

/// How long is too long, against one store.
#[derive(Clone, Debug, PartialEq)]
pub enum Limit {
    /// For everybody the same.
    Days(u32),
    /// By the phase of the record before.
    Phase(Vec<u32>),
    /// By the patient's own intervals: the quantile in thousandths, and the least.
    Own(u16, u32),
}

impl Limit {
    /// Finds out what the threshold comes to; for [`Threshold::Cohort`] with a look at all intervals of the patients.
    pub fn of(
        store: &Store,
        watch: &crate::compute::Watch<'_>,
        ids: &[PatientId],
        mask: &EventMask,
        spec: &SilenceSpec,
        cancel: &Cancel,
    ) -> Result<Self, Cancelled> {
        match spec.threshold {
            Threshold::Days(days) => Ok(Self::Days(days)),
            Threshold::Own { per_mille, least } => Ok(Self::Own(per_mille, least)),
            Threshold::Cohort { per_mille, least } => {
                let none = || vec![0u64; MOST_PHASES * MOST_DAYS];
                let count = |mut counts: Vec<u64>, ids: &[PatientId]| {
                    cancel.check()?;
                    for &patient in ids {
                        for quiet in quiets(store, &watch.of(patient), mask, spec.by, false) {
                            let phase = usize::from(store.events().phase[quiet.before as usize] & 31);
                            let days = (explain::days(quiet.span) as usize).min(MOST_DAYS - 1);
                            counts[phase * MOST_DAYS + days] += 1;
                        }
                    }
                    Ok(counts)
                };
                let counts = ids.par_chunks(1024).try_fold(none, count).try_reduce(none, |mut a, b| {
                    a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
                    Ok(a)
                })?;
                let limit = |counts: &[u64]| quantile_of_counts(counts, per_mille).unwrap_or(0).max(least);
                Ok(Self::Phase(counts.chunks(MOST_DAYS).map(limit).collect()))
            }
        }
    }

    /// Of all intervals of a patient, those that are too long, with the days they are longer than, and how many
    /// intervals that was taken from, if it was from the patient's own.
    pub fn too_long(&self, store: &Store, quiets: &[Quiet]) -> Vec<(Quiet, u32, Option<u32>)> {
        let longer = |quiet: &Quiet, days: u32| {
            quiet.span.to.0.saturating_sub(quiet.span.from.0) > i64::from(days).saturating_mul(DAY)
        };
        match self {
            Self::Days(days) => {
                let long = quiets.iter().filter(|quiet| longer(quiet, *days));
                long.map(|quiet| (*quiet, *days, None)).collect()
            }
            Self::Phase(limits) => {
                let limit =
                    |quiet: &Quiet| limits[usize::from(store.events().phase[quiet.before as usize] & 31)];
                let long = quiets.iter().filter(|quiet| longer(quiet, limit(quiet)));
                long.map(|quiet| (*quiet, limit(quiet), None)).collect()
            }
            Self::Own(per_mille, least) => {
                let mut own: Vec<(Option<u8>, u32)> = quiets
                    .iter()
                    .filter(|quiet| quiet.after.is_some())
                    .map(|quiet| (quiet.source, explain::days(quiet.span)))
                    .collect();
                own.sort_unstable();
                let mut long = Vec::new();
                for quiet in quiets.iter().filter(|quiet| longer(quiet, *least)) {
                    let from = own.partition_point(|(source, _)| *source < quiet.source);
                    let upto = own.partition_point(|(source, _)| *source <= quiet.source);
                    // The silence itself is no part of the rhythm that it breaks.
                    let itself = quiet.after.map(|_| explain::days(quiet.span));
                    let (usual, of) = quantile_without(&own[from..upto], itself, *per_mille);
                    let limit = usual.unwrap_or(0).max(*least);
                    if longer(quiet, limit) {
                        long.push((*quiet, limit, Some(of)));
                    }
                }
                long
            }
        }
    }
}

/// The smallest of some ascending numbers that at least so many thousandths of them do not exceed.
pub fn quantile(sorted: &[u32], per_mille: u16) -> Option<u32> {
    let rank = (sorted.len() * usize::from(per_mille)).div_ceil(1000).max(1);
    sorted.get(rank.min(sorted.len()).checked_sub(1)?).copied()
}

/// The same of the days of a source without one of them, and how many are left.
fn quantile_without(sorted: &[(Option<u8>, u32)], itself: Option<u32>, per_mille: u16) -> (Option<u32>, u32) {
    let out = itself.and_then(|days| sorted.binary_search_by_key(&days, |(_, days)| *days).ok());
    let left = sorted.len() - usize::from(out.is_some());
    let rank = (left * usize::from(per_mille)).div_ceil(1000).max(1).min(left);
    let at = rank.checked_sub(1).map(|at| if out.is_some_and(|out| out <= at) { at + 1 } else { at });
    (at.and_then(|at| sorted.get(at)).map(|(_, days)| *days), left as u32)
}

/// The same of numbers that are counted.
fn quantile_of_counts(counts: &[u64], per_mille: u16) -> Option<u32> {
    let all: u64 = counts.iter().sum();
    let rank = (all * u64::from(per_mille)).div_ceil(1000).max(1);
    let mut sum = 0;
    let at = counts.iter().position(|count| {
        sum += count;
        sum >= rank
    });
    at.map(|days| days as u32)
}

/// The gaps of one patient.
pub fn of_patient(
    store: &Store,
    watched: &Watched<'_>,
    mask: &EventMask,
    spec: &SilenceSpec,
    (limit, witnesses): (&Limit, u64),
) -> Vec<Gap> {
    let quiets = quiets(store, watched, mask, spec.by, spec.to_end);
    let events = store.events();
    let mut gaps = Vec::new();
    for (quiet, days, own) in limit.too_long(store, &quiets) {
        let sources = match quiet.source {
            Some(source) => witnesses & 1 << source,
            None => witnesses,
        };
        if sources == 0 {
            continue;
        }
        let longer_than = i64::from(days).saturating_mul(DAY);
        let least = if quiet.source.is_some() { 1 } else { u32::from(spec.least_watching.max(1)) };
        for piece in explain::pieces(watched, quiet.span, sources, least, longer_than) {
            let mut evidence = vec![Evidence::Before(quiet.before)];
            evidence.extend(quiet.after.map(Evidence::After));
            evidence.push(own.map_or(Evidence::LongerThan(days), |of| Evidence::OwnRhythm(of, days)));
            evidence.extend(&piece.evidence);
            gaps.push(Gap {
                patient: watched.patient(),
                kind: GapKind::Silence,
                span: piece.span,
                phase: Some(PhaseId(events.phase[quiet.before as usize])),
                code: Some(CodeId(events.code[quiet.before as usize])),
                step: None,
                source: quiet.source.map(|source| SourceId(u16::from(source))),
                explanation: piece.explanation,
                watched: piece.watched,
                unknown: piece.unknown,
                evidence,
            });
        }
    }
    if spec.by == SilenceBy::Source {
        let least = match limit {
            Limit::Days(days) | Limit::Own(_, days) => *days,
            Limit::Phase(limits) => limits.iter().copied().max().unwrap_or(0),
        };
        holes(watched, witnesses, least, &quiets, &mut gaps);
    }
    gaps
}

/// Time between two stretches that a source covered in which it could not have seen the patient, where no record stands
/// on either side to make a silence of it: a patient who was enrolled elsewhere for a while.
fn holes(watched: &Watched<'_>, sources: u64, days: u32, quiets: &[Quiet], gaps: &mut Vec<Gap>) {
    let longer_than = i64::from(days).saturating_mul(DAY);
    for at in (0..64_u16).filter(|at| sources >> at & 1 == 1) {
        let bit = 1u64 << at;
        let pieces = watched.pieces(watched.alive(), bit, 1);
        for three in pieces.windows(3) {
            let (before, hole, after) = (&three[0], &three[1], &three[2]);
            let between = before.why == Why::Watched && after.why == Why::Watched && hole.why != Why::Watched;
            let long = hole.span.to.0.saturating_sub(hole.span.from.0) > longer_than;
            let told = quiets
                .iter()
                .any(|quiet| quiet.source.map(u16::from) == Some(at) && quiet.span.overlaps(hole.span));
            if !between || !long || told {
                continue;
            }
            let why = explain::window(watched, hole.span, bit, 1);
            gaps.push(Gap {
                patient: watched.patient(),
                kind: GapKind::Silence,
                span: hole.span,
                phase: None,
                code: None,
                step: None,
                source: Some(SourceId(at)),
                explanation: why.explanation,
                watched: why.watched,
                unknown: why.unknown,
                evidence: why.evidence,
            });
        }
    }
}

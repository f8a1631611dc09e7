//! What the findings screen shows beside the context of a finding: what every other source says of its days, the interval
//! found, and the schedules next to it. It shows what may explain a finding; it judges none.

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, PatientId, PatientSet, SourceId, Time, time::DAY};
use crate::compute::State;
use crate::model::rule::{By, Primitive};
use crate::store::Store;

use super::compile::{Bit, Compiled, NO_AGENT};
use super::context::{Context, context};
use super::days::courses;
use super::view::{Ground, View};
use super::{Checked, Finding, judge};

/// Days before and after a finding in which another source may have seen the same.
const NEAR: i64 = 3;

/// What stands around a finding about a patient.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The events, tracks, stays, doses and agent around it.
    pub context: Context,
    /// The finding's first day, in the store's time.
    pub day: Time,
    /// What every other source says of these days.
    pub elsewhere: Vec<Elsewhere>,
    /// The interval found, in days, where it is about one.
    pub gap: Option<i64>,
    /// The intervals that schedules of its agent support next below and above that one, in days.
    pub schedules: Vec<usize>,
}

/// What a source that the finding does not rest on says of its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// The source.
    pub source: SourceId,
    /// Events of it in the days shown.
    pub events: usize,
    /// Events of the same code or agent on these days, or three days before or after.
    pub same: usize,
    /// Whether it watched; `None` where it watched a part of the time.
    pub state: Option<State>,
}

/// The card of a finding; `None` for findings about sources. Takes the time of one journey.
pub fn card(store: &Store, compiled: &Compiled, checked: &Checked, finding: &Finding) -> Option<Card> {
    let (patient, span) = (finding.patient?, finding.span?);
    let context = context(store, compiled, checked, finding)?;
    let ground = Ground::new(store, compiled, &checked.outages);
    let mut bits = Vec::new();
    let view = View::new(&ground, patient, &mut bits);
    let agent = context.agent.as_ref().map(|agent| agent.agent);
    let gap = agent.and_then(|agent| gap(&view, agent, finding));
    let pack = compiled.pack();
    let supported = agent.and_then(|agent| pack.agents.get(agent)).map(|agent| judge::supported(pack, agent));
    let schedules = nearest(&supported.unwrap_or_default(), gap);
    let elsewhere = elsewhere(&view, finding, &context);
    Some(Card { context, day: span.from, elsewhere, gap, schedules })
}

fn elsewhere(view: &View<'_>, finding: &Finding, context: &Context) -> Vec<Elsewhere> {
    let (store, agents) = (view.ground.store, &view.ground.compiled.agent_of);
    let events = store.events();
    let key = |at: usize| {
        let code = events.code[at];
        Some(agents[code as usize])
            .filter(|agent| *agent != NO_AGENT)
            .map_or((code, false), |a| (u32::from(a), true))
    };
    let own = finding.events.iter().fold(0u64, |all, at| all | 1 << events.source[at.index()]);
    let keys: Vec<_> = finding.events.iter().map(|at| key(at.index())).collect();
    let span = finding.span.unwrap_or_default();
    let near = (span.from.0 - NEAR * DAY)..(span.to.0 + NEAR * DAY);
    let watched = view.ground.watch.of(view.patient);
    let touching: Vec<usize> =
        context.events.iter().chain(&context.admissions).map(|at| at.index()).collect();
    let others =
        (0..store.head().sources.len() as u16).map(SourceId).filter(|source| own >> source.0 & 1 == 0);
    others
        .map(|source| {
            let mut of: Vec<usize> =
                touching.iter().copied().filter(|&at| u16::from(events.source[at]) == source.0).collect();
            of.sort_unstable();
            // A stay that begins in these days is among both.
            of.dedup();
            let same = of.iter().filter(|&&at| near.contains(&events.start[at]) && keys.contains(&key(at)));
            let mut states = watched.lane(source, span).into_iter().map(|(_, state)| state);
            let first = states.next();
            let state = first.filter(|first| states.all(|state| state == *first));
            Elsewhere { source, events: of.len(), same: same.count(), state }
        })
        .collect()
}

/// What the pack's rules of intervals look at.
fn interval_bit(compiled: &Compiled) -> Option<Bit> {
    compiled.rules.iter().find_map(|rule| match rule.primitive {
        Primitive::IntervalBetween { select, by: By::Agent, .. } => Some(select),
        _ => None,
    })
}

/// Days from the first to the last administration that a finding is about.
fn gap(view: &View<'_>, agent: usize, finding: &Finding) -> Option<i64> {
    let all = courses(view, interval_bit(view.ground.compiled)?, By::Agent);
    let course = all.iter().find(|course| usize::from(course.agent) == agent)?;
    let about = |row: &u32| finding.events.iter().any(|event| event.0 == *row);
    let mut days = course.admins.iter().filter(|admin| admin.rows.iter().any(about)).map(|admin| admin.day);
    let first = days.next()?;
    days.next_back().map(|last| last - first)
}

/// The supported intervals next below and above an interval.
fn nearest(supported: &[f64], gap: Option<i64>) -> Vec<usize> {
    let Some(gap) = gap else { return Vec::new() };
    let after = supported.partition_point(|days| *days < gap as f64);
    let next = [after.checked_sub(1), Some(after)].into_iter().flatten();
    next.filter_map(|at| supported.get(at)).map(|days| days.round() as usize).collect()
}

/// The patients with an interval of so many days between administrations of an agent at a site.
pub fn with_interval(
    store: &Store,
    compiled: &Compiled,
    (agent, site, days): (u16, Option<u16>, usize),
    cancel: &Cancel,
) -> Result<PatientSet, Cancelled> {
    let Some(bit) = interval_bit(compiled) else { return Ok(PatientSet::new()) };
    let ground = Ground::new(store, compiled, &[]);
    let has = |id: &u32| {
        let mut bits = Vec::new();
        let view = View::new(&ground, PatientId(*id), &mut bits);
        let all = if view.has(bit) { courses(&view, bit, By::Agent) } else { Vec::new() };
        all.iter().filter(|course| course.agent == agent).any(|course| {
            course.admins.windows(2).any(|pair| {
                let apart = ((pair[1].day - pair[0].day) as usize).min(super::LONGEST);
                pair[1].site == site && apart == days
            })
        })
    };
    let ids: Vec<u32> = (0..store.patient_count() as u32).collect();
    let found = ids.par_chunks(super::PATIENTS_EACH).map(|ids| {
        cancel.check()?;
        Ok(ids.iter().filter(|id| has(id)).map(|id| PatientId(*id)).collect::<Vec<_>>())
    });
    let found: Vec<Vec<PatientId>> = found.collect::<Result<_, Cancelled>>()?;
    Ok(found.into_iter().flatten().collect())
}

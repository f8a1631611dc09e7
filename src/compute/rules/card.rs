//! What stands around a finding: the days about it, what was measured and given, stays, what other sources saw, and how
//! the interval compares with schedules and with what the site does. It shows what may explain a finding; it judges none.

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, PatientId, PatientSet, SourceId, Span, Time, time::DAY};
use crate::compute::State;
use crate::model::Kind;
use crate::model::rule::{By, Primitive};
use crate::store::Store;

use super::compile::{Bit, Compiled, NO_AGENT, Set};
use super::days::{Course, courses};
use super::regimen::{self, Fit};
use super::view::{Ground, View};
use super::{Checked, Finding, Habit, judge};

/// Days before and after a finding that its card shows.
pub const AROUND: i64 = 30;
/// Days before and after a finding in which another source may have seen the same.
const NEAR: i64 = 3;
/// Days before and after a finding in which a regimen must fit.
const FIT_AROUND: i64 = 100;

/// What stands around a finding about a patient.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The days shown, in the store's time.
    pub window: Span,
    /// The finding's first day, in the store's time.
    pub day: Time,
    /// What the rule's card shows beside what every card shows: the code set, and the events by their rows.
    pub tracks: Vec<(String, Vec<usize>)>,
    /// Stays of at least a night within the days shown, by their rows.
    pub stays: Vec<usize>,
    /// What every other source says of these days.
    pub elsewhere: Vec<Elsewhere>,
    /// The agent that it is about.
    pub agent: Option<AgentCard>,
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

/// The agent of a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct AgentCard {
    /// Its place in the pack.
    pub agent: u16,
    /// The care site, by its place in the store.
    pub site: Option<u16>,
    /// The interval found, in days.
    pub gap: Option<i64>,
    /// How many intervals of each number of days this site has; nothing where it has none.
    pub habit: Option<Habit>,
    /// The intervals that schedules support next below and above the one that was found, in days.
    pub schedules: Vec<usize>,
    /// The regimen that fits the days around best, if any fits.
    pub fit: Option<Fit>,
}

/// The card of a finding; `None` for findings about sources. Takes the time of one journey.
pub fn card(store: &Store, compiled: &Compiled, checked: &Checked, finding: &Finding) -> Option<Card> {
    let (patient, span) = (finding.patient?, finding.span?);
    let days = |time: Time, by: i64| Time(time.0.saturating_add(by.saturating_mul(DAY)));
    let window = Span { from: days(span.from, -AROUND), to: days(span.to, AROUND) };
    let ground = Ground::new(store, compiled, &checked.outages);
    let mut bits = Vec::new();
    let view = View::new(&ground, patient, &mut bits);
    let touching = within(store, &view, window);
    let own = finding.events.iter().fold(0u64, |all, at| all | 1 << store.events().source[at.index()]);
    Some(Card {
        window,
        day: span.from,
        tracks: tracks(store, compiled, finding, &view),
        stays: touching.iter().copied().filter(|&at| is_stay(store, at)).collect(),
        elsewhere: elsewhere(&view, finding, &touching, own),
        agent: agent(&view, checked, finding),
    })
}

/// The rows that touch a stretch of time.
fn within(store: &Store, view: &View<'_>, window: Span) -> Vec<usize> {
    let events = store.events();
    let touches = |at: &usize| events.start[*at] < window.to.0 && events.last(*at) >= window.from.0;
    view.rows.clone().filter(touches).collect()
}

/// A stay of at least a night in a hospital.
fn is_stay(store: &Store, at: usize) -> bool {
    let events = store.events();
    let kind = &store.head().sources[usize::from(events.source[at])].kind;
    let end = events.end(at).unwrap_or(events.start[at]);
    let night = end.div_euclid(DAY) > events.start[at].div_euclid(DAY);
    night && (*kind == Kind::Hospital || store.head().phases[usize::from(events.phase[at])].id == "hospital")
}

fn tracks(
    store: &Store,
    compiled: &Compiled,
    finding: &Finding,
    view: &View<'_>,
) -> Vec<(String, Vec<usize>)> {
    let pack = compiled.pack();
    let (Some(rule), Some(span)) = (pack.rules.get(usize::from(finding.rule)), finding.span) else {
        return Vec::new();
    };
    let (events, codes) = (store.events(), &store.head().codes);
    let track = |track: &crate::model::rule::Track| {
        let set = Set::new(pack.sets.iter().find(|set| set.id == track.set)?);
        let at = |by: i32| span.from.0.saturating_add(i64::from(by) * DAY);
        let rows = view.between(at(track.from), at(track.to).saturating_add(DAY - 1));
        let rows = rows.filter(|at| set.has_code(codes.get(crate::base::CodeId(events.code[*at]))));
        Some((track.set.clone(), rows.collect()))
    };
    rule.context.iter().filter_map(track).collect()
}

fn elsewhere(view: &View<'_>, finding: &Finding, touching: &[usize], own: u64) -> Vec<Elsewhere> {
    let (store, agents) = (view.ground.store, &view.ground.compiled.agent_of);
    let events = store.events();
    let key = |at: usize| {
        let code = events.code[at];
        Some(agents[code as usize])
            .filter(|agent| *agent != NO_AGENT)
            .map_or((code, false), |a| (u32::from(a), true))
    };
    let keys: Vec<_> = finding.events.iter().map(|at| key(at.index())).collect();
    let span = finding.span.unwrap_or_default();
    let near = (span.from.0 - NEAR * DAY)..(span.to.0 + NEAR * DAY);
    let watched = view.ground.watch.of(view.patient);
    let others =
        (0..store.head().sources.len() as u16).map(SourceId).filter(|source| own >> source.0 & 1 == 0);
    others
        .map(|source| {
            let of = || touching.iter().copied().filter(|&at| u16::from(events.source[at]) == source.0);
            let same = of().filter(|&at| near.contains(&events.start[at]) && keys.contains(&key(at)));
            let mut states = watched.lane(source, span).into_iter().map(|(_, state)| state);
            let first = states.next();
            let state = first.filter(|first| states.all(|state| state == *first));
            Elsewhere { source, events: of().count(), same: same.count(), state }
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

fn agent(view: &View<'_>, checked: &Checked, finding: &Finding) -> Option<AgentCard> {
    let compiled = view.ground.compiled;
    let pack = compiled.pack();
    let events = view.ground.store.events();
    let of = |at: usize| Some(compiled.agent_of[events.code[at] as usize]).filter(|agent| *agent != NO_AGENT);
    let agent = finding.events.iter().find_map(|at| of(at.index()))?;
    let all = courses(view, interval_bit(compiled)?, By::Agent);
    let course = all.iter().find(|course| course.agent == agent)?;
    let holds =
        |at: &usize| course.admins[*at].rows.iter().any(|row| finding.events.iter().any(|e| e.0 == *row));
    let mut found = (0..course.admins.len()).filter(holds);
    let first = found.next();
    let last = found.last().or(first);
    let day = |at: usize| course.admins[at].day;
    let gap = first.zip(last).map(|(a, b)| day(b) - day(a)).filter(|gap| *gap > 0);
    let site = last.and_then(|at| course.admins[at].site);
    let fits = fits(view, &all, agent, (first.map(day), last.map(day)));
    let supported =
        pack.agents.get(usize::from(agent)).map(|one| judge::supported(pack, one)).unwrap_or_default();
    Some(AgentCard {
        agent,
        site,
        gap,
        habit: checked.habits.of(agent, site).cloned(),
        schedules: nearest(&supported, gap),
        fit: fits.into_iter().next().filter(|fit| fit.score > regimen::FITS),
    })
}

fn fits(view: &View<'_>, all: &[Course], agent: u16, days: (Option<i64>, Option<i64>)) -> Vec<Fit> {
    let (Some(first), Some(last)) = days else { return Vec::new() };
    let around = first - FIT_AROUND..=last + FIT_AROUND;
    let given = judge::given(all, |day| around.contains(&day));
    let bit =
        |agent: usize| all.iter().position(|course| usize::from(course.agent) == agent).map(|at| 1 << at);
    regimen::fits(view.ground.compiled.pack(), usize::from(agent), &given, bit)
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

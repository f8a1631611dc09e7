//! What stands around a finding: the events of the days around it, laboratory values with their reference bands, stays,
//! doses and routes, the second source, the agent's intervals at this site, and the schedules that fit.
//! It looks at one patient and takes the time of that; how it is drawn, and in which words, is for others.

use crate::base::{EventIdx, SourceId, Span, Time, time::DAY};
use crate::model::Text;
use crate::model::rule::{By, Primitive, Track};
use crate::store::Store;

use super::compile::{Compiled, Membership, NO_AGENT};
use super::days::{Course, courses};
use super::habits::{Habit, NO_SITE};
use super::judge::given;
use super::regimen::{self, Fit};
use super::view::{Ground, View};
use super::{Checked, Finding};

/// Days shown before and after a finding.
pub const AROUND: i64 = 30;
/// Days before and after it in which another source may tell of the same.
const TWIN: i64 = 7;
/// Days before and after it in which a regimen is looked for.
const REGIMEN: i64 = 100;
/// Regimens shown.
const MOST_FITS: usize = 3;

/// The tracks that every card shows, where the pack has the set: code set, days before, days after.
const STANDARD: [(&str, i32, i32); 4] =
    [("neutrophils", -30, 30), ("platelets", -30, 30), ("creatinine", -30, 30), ("gcsf", -14, 30)];

/// The context of a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Context {
    /// The stretch of time shown.
    pub span: Span,
    /// The patient's events in it, in order of time.
    pub events: Vec<EventIdx>,
    /// Those that the finding is about.
    pub focus: Vec<EventIdx>,
    /// Laboratory values, growth factor and whatever the rule asks for.
    pub tracks: Vec<Shown>,
    /// Stays in hospital of at least a night that touch the stretch.
    pub admissions: Vec<EventIdx>,
    /// The doses of the finding's events, and by which source they were given.
    pub doses: Vec<Dose>,
    /// Events of the same code or agent in other sources, within a week of the finding.
    pub second_source: Vec<EventIdx>,
    /// What is known of the agent, where the finding is about one.
    pub agent: Option<AgentContext>,
    /// Where the rule's threshold comes from.
    pub citation: Vec<String>,
    /// What would make it plausible, in words.
    pub plausible: Text,
}

/// A track of a card.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The code set.
    pub set: String,
    /// Its points, in order of time.
    pub points: Vec<Point>,
}

/// A point of a track.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The event.
    pub event: EventIdx,
    /// When.
    pub at: Time,
    /// The measured value, if it has one.
    pub value: Option<f64>,
    /// The lower end of the reference band.
    pub low: Option<f64>,
    /// The upper end of the reference band.
    pub high: Option<f64>,
}

/// A dose that was given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dose {
    /// The event.
    pub event: EventIdx,
    /// How much.
    pub dose: Option<f64>,
    /// Of what, as a place in the store's list of units.
    pub unit: Option<u16>,
    /// Who gave it: the route.
    pub source: SourceId,
}

/// What is known of an agent around a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct AgentContext {
    /// Its place in the pack.
    pub agent: usize,
    /// The site, as a place in the store's list of sites.
    pub site: Option<u16>,
    /// The intervals between its administration days at this site, over all patients.
    pub habit: Option<Habit>,
    /// The days on which the patient was given it, counted from day 0.
    pub days: Vec<i64>,
    /// The regimens that fit the days around best, at most three.
    pub fits: Vec<Fit>,
}

/// The context of a finding about a patient; `None` for one about a source. `checked` is the check it came from.
pub fn context(store: &Store, compiled: &Compiled, checked: &Checked, finding: &Finding) -> Option<Context> {
    let patient = finding.patient?;
    let rule = compiled.pack().rules.get(usize::from(finding.rule))?;
    let ground = Ground::new(store, compiled, &checked.outages);
    let mut bits = Vec::new();
    let view = View::new(&ground, patient, &mut bits);
    let focus = finding.span.unwrap_or(Span { from: Time(0), to: Time(DAY) });
    let days = |time: i64, days: i64| Time(time.saturating_add(days * DAY));
    let span = Span { from: days(focus.from.0, -AROUND), to: days(focus.to.0, AROUND) };
    let around = view.between(span.from.0, span.to.0 - 1);
    let standard =
        STANDARD.iter().map(|(set, from, to)| Track { set: (*set).to_owned(), from: *from, to: *to });
    let mut tracks: Vec<Track> = rule.context.clone();
    tracks.extend(standard.filter(|track| rule.context.iter().all(|asked| asked.set != track.set)));
    Some(Context {
        span,
        events: around.map(|row| EventIdx(row as u32)).collect(),
        focus: finding.events.clone(),
        tracks: tracks.iter().filter_map(|track| shown(&view, compiled, track, focus)).collect(),
        admissions: admissions(&view, span),
        doses: finding.events.iter().map(|event| dose(store, *event)).collect(),
        second_source: second_source(&view, compiled, finding, focus),
        agent: agent(&view, compiled, checked, finding, focus),
        citation: rule.citation.clone(),
        plausible: rule.plausible.clone(),
    })
}

/// A track; `None` where the pack has no such set.
fn shown(view: &View<'_>, compiled: &Compiled, track: &Track, focus: Span) -> Option<Shown> {
    let store = view.ground.store;
    let events = store.events();
    let membership = Membership::new(compiled.pack(), &track.set)?;
    let from = focus.from.0.saturating_add(i64::from(track.from) * DAY);
    let to = focus.from.0.saturating_add((i64::from(track.to) + 1) * DAY);
    let point = |row: usize| Point {
        event: EventIdx(row as u32),
        at: Time(events.start[row]),
        value: events.value.get(row),
        low: events.ref_low.get(row),
        high: events.ref_high.get(row),
    };
    let rows = view.between(from, to - 1);
    let mut known: Vec<(u32, bool)> = Vec::new();
    let points = rows.filter(|row| {
        let code = events.code[*row];
        let found = known.iter().find(|(other, _)| *other == code).map(|(_, has)| *has);
        found.unwrap_or_else(|| {
            let has = membership.has(store.head().codes.get(crate::base::CodeId(code)));
            known.push((code, has));
            has
        })
    });
    Some(Shown { set: track.set.clone(), points: points.map(point).collect() })
}

fn admissions(view: &View<'_>, span: Span) -> Vec<EventIdx> {
    let store = view.ground.store;
    let events = store.events();
    let hospital = store.phase_by_id("hospital");
    let stay = |row: &usize| {
        let (start, end) = (events.start[*row], events.end(*row));
        let night = end.filter(|end| end.div_euclid(DAY) > start.div_euclid(DAY));
        Some(events.phase[*row]) == hospital
            && night.is_some_and(|end| start < span.to.0 && end >= span.from.0)
    };
    view.rows.clone().filter(stay).map(|row| EventIdx(row as u32)).collect()
}

fn dose(store: &Store, event: EventIdx) -> Dose {
    let (events, row) = (store.events(), event.index());
    Dose {
        event,
        dose: events.dose.get(row),
        unit: events.unit.get(row),
        source: SourceId(u16::from(events.source[row])),
    }
}

fn second_source(view: &View<'_>, compiled: &Compiled, finding: &Finding, focus: Span) -> Vec<EventIdx> {
    let events = view.ground.store.events();
    let sources = finding.events.iter().fold(0u64, |all, event| all | 1 << events.source[event.index()]);
    let agent = |row: usize| compiled.agent_of[events.code[row] as usize];
    let same = |row: usize| {
        finding.events.iter().any(|event| {
            let other = event.index();
            events.code[row] == events.code[other] || (agent(row) != NO_AGENT && agent(row) == agent(other))
        })
    };
    let rows = view.between(focus.from.0 - TWIN * DAY, focus.to.0 + TWIN * DAY);
    let second = rows.filter(|row| sources >> events.source[*row] & 1 == 0 && same(*row));
    second.map(|row| EventIdx(row as u32)).collect()
}

fn agent(
    view: &View<'_>,
    compiled: &Compiled,
    checked: &Checked,
    finding: &Finding,
    focus: Span,
) -> Option<AgentContext> {
    let events = view.ground.store.events();
    let of = |event: &EventIdx| compiled.agent_of[events.code[event.index()] as usize];
    let agent = finding.events.iter().map(of).find(|agent| *agent != NO_AGENT)?;
    let site = finding.events.iter().rev().find_map(|event| events.site.get(event.index()));
    let bit = compiled.rules.iter().find_map(|rule| match rule.primitive {
        Primitive::IntervalBetween { select, by: By::Agent, .. } => Some(select),
        _ => None,
    })?;
    let courses: Vec<Course> = courses(view, bit, By::Agent);
    let (from, to) = (focus.from.days() - REGIMEN, focus.to.days() + REGIMEN);
    let given = given(&courses, |day| (from..=to).contains(&day));
    let place = |agent: usize| courses.iter().position(|course| usize::from(course.agent) == agent);
    let mut fits =
        regimen::fits(compiled.pack(), usize::from(agent), &given, |agent| place(agent).map(|at| 1 << at));
    fits.truncate(MOST_FITS);
    let own = place(usize::from(agent)).map(|at| courses[at].admins.iter().map(|admin| admin.day).collect());
    Some(AgentContext {
        agent: usize::from(agent),
        site,
        habit: checked.habits.of(agent, Some(site.unwrap_or(NO_SITE))).cloned(),
        days: own.unwrap_or_default(),
        fits,
    })
}

//! Whether a condition holds for one thing that a rule judges.
//! Conditions look at the patient's other events too; none of them looks at anybody else, but for the habits of a site.

use crate::base::{Precision, time::DAY};
use crate::compute::rules::compile::{Bit, NO_AGENT};
use crate::compute::rules::days::{self, Admin};
use crate::compute::rules::habits::NO_SITE;
use crate::compute::rules::regimen::{self, FITS, Fit, Given};
use crate::model::rule::{Agent, By, Condition, Primitive};

use super::{Bench, Unit};

/// Days before and after a finding in which a regimen must fit.
const AROUND: i64 = 100;
/// Intervals of a site that it takes to speak of a habit.
const ENOUGH: u64 = 30;

/// Whether a condition holds.
pub(super) fn holds(bench: &Bench<'_, '_>, unit: &Unit<'_>, when: &Condition<Bit>) -> bool {
    match when {
        Condition::All(all) => all.iter().all(|each| holds(bench, unit, each)),
        Condition::Any(any) => any.iter().any(|each| holds(bench, unit, each)),
        Condition::Not(not) => !holds(bench, unit, not),
        Condition::Above(limit) => unit.least > bench.number(*limit),
        Condition::Billing => billing(bench, unit),
        Condition::Is(bit) => {
            !unit.rows.is_empty() && unit.rows.iter().all(|row| bench.view.passes(*row as usize, *bit))
        }
        Condition::Near { select, before, after } => {
            near(bench, unit, *select, bench.number(*before), bench.number(*after))
        }
        Condition::Has(bit) => bench.view.has(*bit),
        Condition::Class(classes) => agent(bench, unit).is_some_and(|agent| classes.contains(&agent.class)),
        Condition::RegimenFits { tolerance } => fits_gap(bench, unit, bench.number(*tolerance)),
        Condition::BelowLeast(tolerance) => {
            let least = agent(bench, unit).map(|agent| agent.least);
            let shorter = |(least, gap): (f64, f64)| gap < least - bench.number(*tolerance);
            least.zip(unit.gap).is_some_and(shorter)
        }
        Condition::SiteDoes(share) => site_does(bench, unit, bench.number(*share)),
        Condition::DoseSumAtMost(times) => dose_sum(bench, unit, bench.number(*times)),
        Condition::TwoSourcesWithin(days) => two_sources(bench, unit, bench.number(*days)),
        Condition::KnownToTheDay => {
            let precisions = &bench.judge.ground.store.events().precision;
            unit.rows.iter().all(|row| Precision::from_bits(precisions[*row as usize] & 7) >= Precision::Day)
        }
        Condition::SameElsewhere(bit) => same_elsewhere(bench, unit, *bit),
        Condition::Admitted(bit) => admitted(bench, unit, *bit),
    }
}

/// Whether all that a thing rests on was made to be paid.
pub(super) fn billing(bench: &Bench<'_, '_>, unit: &Unit<'_>) -> bool {
    let ground = bench.judge.ground;
    let sources = &ground.store.events().source;
    !unit.rows.is_empty() && unit.rows.iter().all(|row| ground.compiled.is_billing(sources[*row as usize]))
}

fn agent<'a>(bench: &Bench<'a, '_>, unit: &Unit<'_>) -> Option<&'a Agent> {
    bench.judge.ground.compiled.pack().agents.get(usize::from(unit.agent))
}

/// The first and the last start of a thing's rows.
fn ends(bench: &Bench<'_, '_>, unit: &Unit<'_>) -> Option<(i64, i64)> {
    let starts = &bench.judge.ground.store.events().start;
    let mut starts = unit.rows.iter().map(|row| starts[*row as usize]);
    let first = starts.next()?;
    Some(starts.fold((first, first), |(from, to), start| (from.min(start), to.max(start))))
}

fn near(bench: &Bench<'_, '_>, unit: &Unit<'_>, bit: Bit, before: f64, after: f64) -> bool {
    let Some((from, to)) = ends(bench, unit).filter(|_| bench.view.has(bit)) else { return false };
    let day = |moment: i64, days: f64| (moment.div_euclid(DAY) + days as i64).saturating_mul(DAY);
    let rows = bench.view.between(day(from, -before), day(to, after).saturating_add(DAY - 1));
    rows.into_iter().any(|row| bench.view.passes(row, bit) && !unit.rows.contains(&(row as u32)))
}

fn admitted(bench: &Bench<'_, '_>, unit: &Unit<'_>, bit: Bit) -> bool {
    let Some((from, to)) = ends(bench, unit) else { return false };
    let events = bench.judge.ground.store.events();
    bench.view.passing(bit).any(|row| {
        let night = |end: &i64| end.div_euclid(DAY) > events.start[row].div_euclid(DAY);
        let end = events.end(row).filter(night);
        end.is_some_and(|end| events.start[row] <= to && end >= from) && !unit.rows.contains(&(row as u32))
    })
}

/// Whether another source has the same between the first and the last event judged.
fn same_elsewhere(bench: &Bench<'_, '_>, unit: &Unit<'_>, bit: Bit) -> bool {
    let (Some((from, to)), Some(first)) = (ends(bench, unit), unit.rows.first()) else { return false };
    let ground = bench.judge.ground;
    let events = ground.store.events();
    let agent = |row: usize| ground.compiled.agent_of[events.code[row] as usize];
    let first = *first as usize;
    let same = |row: usize| {
        events.code[row] == events.code[first] || (agent(first) != NO_AGENT && agent(row) == agent(first))
    };
    let sources = unit.rows.iter().fold(0u64, |all, row| all | 1 << events.source[*row as usize]);
    let between = bench.view.between(from, to);
    between
        .into_iter()
        .any(|row| bench.view.passes(row, bit) && sources >> events.source[row] & 1 == 0 && same(row))
}

fn two_sources(bench: &Bench<'_, '_>, unit: &Unit<'_>, days: f64) -> bool {
    let sources = &bench.judge.ground.store.events().source;
    let all = unit.rows.iter().fold(0u64, |all, row| all | 1 << sources[*row as usize]);
    let apart = ends(bench, unit).map(|(from, to)| (to.div_euclid(DAY) - from.div_euclid(DAY)) as f64);
    all.count_ones() > 1 && apart.is_some_and(|apart| apart <= days)
}

/// The selector of the rule's administrations, where it has one.
fn administrations(bench: &Bench<'_, '_>) -> Option<Bit> {
    match bench.compiled.primitive {
        Primitive::IntervalBetween { select, .. } | Primitive::RegimenFit { select, .. } => Some(select),
        _ => None,
    }
}

/// Whether the doses add up to no more than the patient is given at once elsewhere: the middle one of the other days.
fn dose_sum(bench: &Bench<'_, '_>, unit: &Unit<'_>, times: f64) -> bool {
    let Some(bit) = administrations(bench) else { return false };
    let doses = &bench.judge.ground.store.events().dose;
    let sum: Option<f64> = unit.rows.iter().map(|row| doses.get(*row as usize)).sum();
    let courses = days::courses(bench.view, bit, By::Agent);
    let Some(course) = courses.iter().find(|course| course.agent == unit.agent) else { return false };
    let other = |admin: &&Admin| !admin.rows.iter().any(|row| unit.rows.contains(row));
    let others = course.admins.iter().filter(other).map(|admin| admin.dose);
    let mut others: Vec<f64> = others.filter(|dose| dose.is_finite()).collect();
    others.sort_by(f64::total_cmp);
    let usual = others.get(others.len() / 2);
    sum.zip(usual).is_some_and(|(sum, usual)| sum <= times * usual)
}

fn site_does(bench: &Bench<'_, '_>, unit: &Unit<'_>, share: f64) -> bool {
    let Some(gap) = unit.gap else { return false };
    let site =
        unit.rows.iter().rev().find_map(|row| bench.judge.ground.store.events().site.get(*row as usize));
    let Some(habit) = bench.judge.habits.of(unit.agent, Some(site.unwrap_or(NO_SITE))) else { return false };
    let gap = gap.max(0.0) as usize;
    habit.count() >= ENOUGH && habit.share(gap.saturating_sub(1), gap + 1) >= share
}

/// The regimens that fit the days around a thing, best first.
pub(super) fn regimens(bench: &Bench<'_, '_>, unit: &Unit<'_>) -> Vec<Fit> {
    let (Some(bit), Some((from, to))) = (administrations(bench), ends(bench, unit)) else {
        return Vec::new();
    };
    if unit.agent == NO_AGENT {
        return Vec::new();
    }
    let courses = days::courses(bench.view, bit, By::Agent);
    let around = from.div_euclid(DAY) - AROUND..=to.div_euclid(DAY) + AROUND;
    let given = given(&courses, |day| around.contains(&day));
    let bit =
        |agent: usize| courses.iter().position(|course| usize::from(course.agent) == agent).map(|at| 1 << at);
    regimen::fits(bench.judge.ground.compiled.pack(), usize::from(unit.agent), &given, bit)
}

/// The days on which anything of these courses was given; each course is one bit.
pub(in crate::compute::rules) fn given(courses: &[days::Course], on: impl Fn(i64) -> bool) -> Vec<Given> {
    let mut given: Vec<Given> = Vec::new();
    for (at, course) in courses.iter().enumerate().take(127) {
        for admin in course.admins.iter().filter(|admin| on(admin.day)) {
            given.push(Given { day: admin.day, agents: 1 << at });
        }
    }
    given.sort_by_key(|given| given.day);
    given.dedup_by(|later, earlier| {
        let same = later.day == earlier.day;
        if same {
            earlier.agents |= later.agents;
        }
        same
    });
    given
}

/// Whether a regimen that fits has an interval as short as the one judged.
fn fits_gap(bench: &Bench<'_, '_>, unit: &Unit<'_>, tolerance: f64) -> bool {
    let Some(gap) = unit.gap else { return false };
    let short = |fit: &&Fit| f64::from(fit.gap) - tolerance <= gap;
    regimens(bench, unit).iter().filter(|fit| fit.score > FITS).any(|fit| short(&fit))
}

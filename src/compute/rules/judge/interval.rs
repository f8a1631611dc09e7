//! Intervals between administration days: shorter than the agent's usual, or short and long of its cycle.
//! They are held against the nearest supported schedule, and never against means.

use crate::compute::rules::compile::{Bit, NO_AGENT};
use crate::compute::rules::days::{Admin, Course, courses};
use crate::compute::rules::regimen;
use crate::model::rule::{Agent, AgentClass, By, Pack, Side, Verdict};

use super::{Bench, Unit, Why, condition};

/// Days without an agent after which its next day begins another line of treatment.
const NEW_LINE: i64 = 120;
/// Days without a multi-day agent after which its next day begins another cycle.
const NEW_CYCLE: i64 = 5;
/// Intervals before and after one that say which schedule it belongs to.
const NEIGHBOURS: usize = 3;

/// Each interval between two administration days in a row.
pub(super) fn between(bench: &mut Bench<'_, '_>, select: Bit, by: By, side: Side) {
    if !bench.view.has(select) {
        return bench.nothing();
    }
    for course in courses(bench.view, select, by) {
        for row in &course.coarse {
            let rows = [*row];
            let unit = Unit { agent: course.agent, ..Unit::new((f64::NAN, f64::NAN), &rows) };
            bench.settle(&unit, Verdict::CannotJudge, Why::Coarse);
        }
        judge(bench, &course, side);
    }
}

fn judge(bench: &mut Bench<'_, '_>, course: &Course, side: Side) {
    let pack = bench.judge.ground.compiled.pack();
    let Some(agent) = pack.agents.get(usize::from(course.agent)).filter(|_| course.agent != NO_AGENT) else {
        return bench.tally(Verdict::NotApplicable, course.admins.len().saturating_sub(1) as u64);
    };
    let starts = first_days(&course.admins, agent.class);
    let gaps: Vec<i64> = starts.windows(2).map(|pair| pair[1].day - pair[0].day).collect();
    let supported = if side == Side::Short { Vec::new() } else { supported(pack, agent) };
    for (at, gap) in gaps.iter().enumerate() {
        if side == Side::LongOfCycle && *gap > NEW_LINE {
            bench.tally(Verdict::NotApplicable, 1);
            continue;
        }
        let days = *gap as f64;
        let measure = match side {
            Side::Short => agent.usual - days,
            Side::ShortOfCycle => 1.0 - days / cycle(&gaps, at, &supported, f64::min),
            Side::LongOfCycle => days / cycle(&gaps, at, &supported, f64::max),
        };
        let mut rows: Vec<u32> = starts[at].rows.iter().chain(&starts[at + 1].rows).copied().collect();
        rows.sort_unstable();
        let unit = Unit { agent: course.agent, gap: Some(days), ..Unit::new((measure, measure), &rows) };
        bench.unit(&unit);
    }
}

/// The administrations whose intervals mean something: of a multi-day agent the first of each cycle.
fn first_days(admins: &[Admin], class: AgentClass) -> Vec<&Admin> {
    let begins = |at: usize| at == 0 || admins[at].day - admins[at - 1].day >= NEW_CYCLE;
    let all = class != AgentClass::MultiDay;
    (0..admins.len()).filter(|at| all || begins(*at)).map(|at| &admins[at]).collect()
}

/// The intervals that the agent's label and the regimens support, in days.
fn supported(pack: &Pack, agent: &Agent) -> Vec<f64> {
    let with = pack.regimens.iter().filter_map(|regimen| {
        let days = regimen.drugs.iter().filter(|drug| drug.agent == agent.id).flat_map(|drug| &drug.days);
        let mut days: Vec<u32> = days.copied().collect();
        days.sort_unstable();
        let last = days.last().copied().unwrap_or(1) - days.first().copied().unwrap_or(1);
        regimen::shortest(regimen, &agent.id).map(|gap| [f64::from(gap), f64::from(regimen.cycle - last)])
    });
    let mut all: Vec<f64> = agent.cycles.iter().copied().chain(with.flatten()).collect();
    all.sort_by(f64::total_cmp);
    all.dedup();
    all
}

/// The supported interval that the neighbours of an interval say it belongs to; of several the shortest or longest.
fn cycle(gaps: &[i64], at: usize, supported: &[f64], choose: fn(f64, f64) -> f64) -> f64 {
    let around = at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS + 1).min(gaps.len());
    let nearest = |gap: f64| {
        let off = |support: &f64| (support / gap).ln().abs();
        supported.iter().copied().min_by(|a, b| off(a).total_cmp(&off(b)))
    };
    let others = around.filter(|other| *other != at && gaps[*other] <= NEW_LINE && gaps[*other] > 0);
    let said = others.filter_map(|other| nearest(gaps[other] as f64)).reduce(choose);
    said.or_else(|| supported.iter().copied().reduce(choose)).unwrap_or(1.0).max(1.0)
}

/// How badly the best regimen fits each course of several administrations.
pub(super) fn regimen_fit(bench: &mut Bench<'_, '_>, select: Bit) {
    /// Fewer days than this fit anything.
    const ENOUGH: usize = 4;
    if !bench.view.has(select) {
        return bench.nothing();
    }
    for course in courses(bench.view, select, By::Agent) {
        if course.admins.len() < ENOUGH {
            bench.tally(Verdict::NotApplicable, 1);
            continue;
        }
        let middle = &course.admins[course.admins.len() / 2];
        let unit = Unit { agent: course.agent, ..Unit::new((0.0, 0.0), &middle.rows) };
        let best = condition::regimens(bench, &unit).first().map(|fit| 1.0 - fit.score);
        match best {
            Some(measure) => {
                bench.unit(&Unit { agent: course.agent, ..Unit::new((measure, measure), &middle.rows) });
            }
            None => bench.tally(Verdict::NotApplicable, 1),
        }
    }
}

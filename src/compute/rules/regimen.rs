//! How well a regimen fits the days on which a patient was given something: a local alignment with gap penalties.
//! Own arithmetic over own tables; it names no regimen that the pack does not hold.

use crate::model::rule::{Pack, Regimen};

/// What a step costs that one side has and the other has not.
const SKIP: f64 = 0.4;
/// What a step costs whose interval is off by as much as the interval itself.
const TIME: f64 = 0.5;
/// A fit below it is none.
pub const FITS: f64 = 0.5;

/// A day on which something was given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Given {
    /// The day.
    pub day: i64,
    /// The agents, one bit each by their place among those of the patient.
    pub agents: u128,
}

/// A regimen that fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Its place in the pack.
    pub regimen: usize,
    /// How well, from 0 to 1.
    pub score: f64,
    /// The shortest interval between days on which the regimen gives the agent asked for, in days.
    pub gap: u32,
    /// Days from one cycle to the next.
    pub cycle: u32,
}

/// A step of a regimen: the agents of a day, and days since the step before it.
struct Step {
    agents: u128,
    since: f64,
}

/// The regimens with an agent, best first; of equal ones the first in the pack. `agent_bit` says which bit of
/// [`Given::agents`] an agent of the pack has, if the patient was given it at all.
pub fn fits(
    pack: &Pack,
    agent: usize,
    given: &[Given],
    agent_bit: impl Fn(usize) -> Option<u128>,
) -> Vec<Fit> {
    let Some(name) = pack.agents.get(agent).map(|agent| agent.id.as_str()) else { return Vec::new() };
    let place = |id: &str| pack.agents.iter().position(|agent| agent.id == id);
    let mut all: Vec<Fit> = pack
        .regimens
        .iter()
        .enumerate()
        .filter_map(|(at, regimen)| {
            let gap = shortest(regimen, name)?;
            let steps = steps(regimen, &|id| place(id).and_then(&agent_bit));
            let score = align(given, &steps);
            Some(Fit { regimen: at, score, gap, cycle: regimen.cycle })
        })
        .collect();
    all.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.regimen.cmp(&b.regimen)));
    all
}

/// The shortest interval between two days on which a regimen gives an agent, from cycle to cycle too.
pub fn shortest(regimen: &Regimen, agent: &str) -> Option<u32> {
    let mut days: Vec<u32> =
        regimen.drugs.iter().filter(|drug| drug.agent == agent).flat_map(|d| d.days.clone()).collect();
    days.sort_unstable();
    days.dedup();
    let (first, last) = (*days.first()?, *days.last()?);
    let inside = days.windows(2).map(|pair| pair[1] - pair[0]).min();
    Some(inside.unwrap_or(u32::MAX).min(regimen.cycle - (last - first)))
}

/// The steps of one cycle. An agent that the patient was never given has a bit of its own, so that it is missed.
fn steps(regimen: &Regimen, bit: &dyn Fn(&str) -> Option<u128>) -> Vec<Step> {
    const NEVER: u128 = 1 << 127;
    let mut days: Vec<u32> = regimen.drugs.iter().flat_map(|drug| drug.days.iter().copied()).collect();
    days.sort_unstable();
    days.dedup();
    let wrap = regimen.cycle + days.first().copied().unwrap_or(1) - days.last().copied().unwrap_or(1);
    days.iter()
        .enumerate()
        .map(|(at, day)| {
            let on = regimen.drugs.iter().filter(|drug| drug.days.contains(day));
            let agents = on.fold(0, |bits, drug| bits | bit(&drug.agent).unwrap_or(NEVER));
            let since = if at == 0 { wrap } else { day - days[at - 1] };
            Step { agents, since: f64::from(since) }
        })
        .collect()
}

/// How well the days fit the steps, repeated: the best way to walk through both, where a pair of the same agents at
/// the same interval counts 1, and days and steps that have no pair cost. From 0 to 1.
fn align(given: &[Given], steps: &[Step]) -> f64 {
    let (n, m) = (given.len(), steps.len());
    if n == 0 || m == 0 {
        return 0.0;
    }
    let mut best = 0f64;
    // The walk may begin at any step of the cycle.
    for first in 0..m {
        let rounds = n + m;
        let step = |j: usize| &steps[(first + j) % m];
        // By step: the best sum up to the day before, with the day and the time in the regimen of the last pair.
        let mut row: Vec<(f64, Option<(i64, f64)>)> = vec![(0.0, None); rounds + 1];
        for (j, cell) in row.iter_mut().enumerate() {
            cell.0 = -SKIP * j as f64;
        }
        for day in given {
            let mut next = Vec::with_capacity(rounds + 1);
            next.push((row[0].0 - SKIP, None));
            let mut time = 0.0;
            for j in 0..rounds {
                time += step(j).since;
                let same = (day.agents & step(j).agents).count_ones();
                let all = (day.agents | step(j).agents).count_ones();
                let share = f64::from(same) / f64::from(all.max(1));
                let off = match row[j].1 {
                    None => 0.0,
                    Some((before, then)) => {
                        let (passed, meant) = ((day.day - before) as f64, (time - then).max(1.0));
                        TIME * ((passed - meant).abs() / passed.max(meant)).min(1.0)
                    }
                };
                let paired = (row[j].0 + share - off, Some((day.day, time)));
                let without_day = (row[j + 1].0 - SKIP, row[j + 1].1);
                let without_step = (next[j].0 - SKIP, next[j].1);
                let mut cell = if same > 0 { paired } else { without_day };
                for other in [without_day, without_step] {
                    if other.0 > cell.0 {
                        cell = other;
                    }
                }
                next.push(cell);
            }
            row = next;
        }
        best = best.max(row.iter().map(|cell| cell.0).fold(f64::MIN, f64::max));
    }
    (best / n as f64).clamp(0.0, 1.0)
}

#[cfg(test)]
mod test {
    use super::*;
    use crate::model::rule::{Agent, AgentClass, RegimenDrug};

    fn pack() -> Pack {
        let agent = |id: &str| Agent {
            id: id.into(),
            atc: Vec::new(),
            names: Vec::new(),
            class: AgentClass::AlmostNeverDaily,
            least: 7.0,
            usual: 7.0,
            cycles: vec![21.0],
            citation: String::new(),
        };
        let regimen = |id: &str, cycle, drugs: &[(&str, &[u32])]| Regimen {
            id: id.into(),
            cycle,
            drugs: drugs.iter().map(|(a, d)| RegimenDrug { agent: (*a).into(), days: d.to_vec() }).collect(),
            citation: String::new(),
        };
        Pack {
            agents: vec![agent("a"), agent("b")],
            regimens: vec![
                regimen("three-weekly", 21, &[("a", &[1]), ("b", &[1])]),
                regimen("weekly", 7, &[("a", &[1])]),
                regimen("mixed", 21, &[("a", &[1, 8, 15]), ("b", &[1])]),
            ],
            ..Pack::default()
        }
    }

    fn best(given: &[(i64, u128)]) -> (String, f64) {
        let pack = pack();
        let given: Vec<Given> =
            given.iter().map(|(day, agents)| Given { day: *day, agents: *agents }).collect();
        let fits = fits(&pack, 0, &given, |agent| Some(1 << agent));
        (pack.regimens[fits[0].regimen].id.clone(), fits[0].score)
    }

    #[test]
    fn the_regimen_that_was_given_fits_best() {
        assert_eq!(best(&[(0, 3), (21, 3), (42, 3)]), ("three-weekly".into(), 1.0));
        assert_eq!(best(&[(0, 1), (7, 1), (14, 1), (21, 1)]), ("weekly".into(), 1.0));
        let given = [(0, 3), (7, 1), (14, 1), (21, 3), (28, 1), (35, 1)];
        assert_eq!(best(&given), ("mixed".into(), 1.0));
        // Begun in the middle of a cycle, and a day late once.
        let (name, score) = best(&[(7, 1), (14, 1), (22, 3), (29, 1)]);
        assert!(name == "mixed" && score > 0.9, "{name} {score}");
        let (_, score) = best(&[(0, 1), (1, 1), (2, 1), (3, 1)]);
        assert!(score < 0.7, "{score}");
    }

    #[test]
    fn the_shortest_interval_goes_round_the_cycle() {
        let pack = pack();
        assert_eq!(shortest(&pack.regimens[0], "a"), Some(21));
        assert_eq!(shortest(&pack.regimens[2], "a"), Some(7));
        assert_eq!(shortest(&pack.regimens[1], "b"), None);
    }
}

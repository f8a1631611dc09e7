//! Reads agents and regimens: the intervals that labels and published schedules support.
//! It sees that numbers can be intervals, not that they are right.

use crate::base::Say;
use crate::model::rule::{Agent, Regimen, RegimenDrug};

use super::cursor::{Map, Value, Wrong};
use super::select::classes;

/// The longest interval anybody supports, in days.
const LONGEST: f64 = 3650.0;

/// An agent.
pub(super) fn agent(map: &Map<'_>) -> Result<Agent, Wrong> {
    let agent = Agent {
        id: map.need("id")?.text()?.to_owned(),
        atc: map.need("atc")?.texts()?,
        names: map.get("names").map_or(Ok(Vec::new()), |value| value.texts())?,
        class: map.need("class")?.word(&classes())?,
        least: days(&map.need("least_days")?)?,
        usual: days(&map.need("usual_days")?)?,
        cycles: map.need("cycles_days")?.list()?.iter().map(days).collect::<Result<_, _>>()?,
        citation: map.need("citation")?.text()?.to_owned(),
    };
    map.done()?;
    let names = agent.names.iter().map(|name| name.to_lowercase());
    let mut names: Vec<String> = names.chain([agent.id.to_lowercase()]).collect();
    names.sort_unstable();
    names.dedup();
    Ok(Agent { names, ..agent })
}

fn days(value: &Value<'_>) -> Result<f64, Wrong> {
    let days = value.number()?;
    let possible = (1.0..=LONGEST).contains(&days);
    possible.then_some(days).ok_or_else(|| value.wrong(Say::new("rules-bad-days")))
}

/// A regimen, of agents that are known.
pub(super) fn regimen(map: &Map<'_>, known: &dyn Fn(&str) -> bool) -> Result<Regimen, Wrong> {
    let cycle_at = map.need("cycle_days")?;
    let cycle = days(&cycle_at)? as u32;
    let drug = |value: &Value<'_>| {
        let map = value.map()?;
        let named = map.need("agent")?;
        let agent = named.text()?.to_owned();
        if !known(&agent) {
            return Err(named.wrong(Say::new("rules-unknown-agent").with_name("name", &agent)));
        }
        let days = map.need("days")?.list()?.iter().map(Value::count).collect::<Result<Vec<u32>, _>>()?;
        map.done()?;
        let inside = !days.is_empty() && days.iter().all(|day| (1..=cycle).contains(day));
        inside.then_some(RegimenDrug { agent, days }).ok_or_else(|| value.wrong(Say::new("rules-bad-days")))
    };
    let regimen = Regimen {
        id: map.need("id")?.text()?.to_owned(),
        cycle,
        drugs: map.need("drugs")?.list()?.iter().map(drug).collect::<Result<_, _>>()?,
        citation: map.need("citation")?.text()?.to_owned(),
    };
    map.done()?;
    Ok(regimen)
}

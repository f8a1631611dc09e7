//! Reads one rule: what it is called, what it does, its numbers, conditions and tests.
//! A number outside its own bounds and a name that leads nowhere are wrong here already.

use crate::base::Say;
use crate::model::rule::{Escalation, Evidence, Param, Rule, Scope, Severity, Track, Unit};

use super::condition::{clauses, condition, conditions};
use super::cursor::{Map, Value, Wrong};
use super::primitive::primitive;
use super::proof;
use super::select::Names;

/// Reads a rule; `id` is told as soon as it is known, for messages.
pub(super) fn rule(map: &Map<'_>, sets: &[&str], text: &str, id: &mut String) -> Result<Rule, Wrong> {
    map.need("id")?.text()?.clone_into(id);
    let params = map.get("params").map_or(Ok(Vec::new()), |value| params(&value))?;
    let names = Names { sets, params: &params };
    let severities = Severity::ALL.map(|severity| (severity, severity.id()));
    let read = Rule {
        id: id.clone(),
        version: map.need("version")?.text()?.to_owned(),
        title: map.need("title")?.text_in_languages()?,
        category: map.need("category")?.text()?.to_owned(),
        severity: map.need("severity")?.word(&severities)?,
        scope: map.need("scope")?.word(&Scope::ALL.map(|scope| (scope, scope.id())))?,
        primitive: primitive(map, &names)?,
        escalate: escalations(map.get("escalate"), &names)?,
        applies_when: conditions(map.get("applies_when"), &names)?,
        plausible_if: clauses(map.get("plausible_if"), &names)?,
        cannot_judge_if: clauses(map.get("cannot_judge_if"), &names)?,
        context: tracks(map.get("context"), &names)?,
        plausible: map.need("plausible")?.text_in_languages()?,
        citation: map.need("citation")?.texts()?,
        evidence: map.need("evidence")?.words(&Evidence::ALL.map(|evidence| (evidence, evidence.id())))?,
        tests: map.get("test").map_or(Ok(Vec::new()), |value| proof::proofs(&value, text))?,
        params: params.clone(),
    };
    map.done()?;
    Ok(read)
}

fn params(value: &Value<'_>) -> Result<Vec<Param>, Wrong> {
    let param = |(id, value): (String, Value<'_>)| {
        let map = value.map()?;
        let param = Param {
            id,
            title: map.need("title")?.text_in_languages()?,
            unit: map.need("unit")?.word(&Unit::ALL.map(|unit| (unit, unit.id())))?,
            least: map.need("least")?.number()?,
            most: map.need("most")?.number()?,
            default: map.need("default")?.number()?,
        };
        map.done()?;
        if !(param.least <= param.default && param.default <= param.most) {
            return Err(value.wrong(Say::new("rules-bounds")));
        }
        Ok(param)
    };
    value.map()?.entries().into_iter().map(param).collect()
}

fn escalations(value: Option<Value<'_>>, names: &Names<'_>) -> Result<Vec<Escalation>, Wrong> {
    let Some(value) = value else { return Ok(Vec::new()) };
    let escalation = |value: &Value<'_>| {
        let map = value.map()?;
        let when = condition(&map.need("when")?, names, 0)?;
        let to = map.need("to")?.word(&Severity::ALL.map(|severity| (severity, severity.id())))?;
        map.done()?;
        Ok(Escalation { when, to })
    };
    value.list()?.iter().map(escalation).collect()
}

/// Tracks such as `neutrophils[-7,+21]`.
fn tracks(value: Option<Value<'_>>, names: &Names<'_>) -> Result<Vec<Track>, Wrong> {
    let Some(value) = value else { return Ok(Vec::new()) };
    let track = |value: &Value<'_>| {
        let text = value.text()?;
        let read = text.strip_suffix(']').and_then(|rest| rest.split_once('[')).and_then(|(set, range)| {
            let (from, to) = range.split_once(',')?;
            let days = |text: &str| text.trim().parse::<i32>().ok().filter(|days| days.abs() <= 3650);
            Some(Track { set: set.to_owned(), from: days(from)?, to: days(to)? })
        });
        let track = read.filter(|track| track.from <= track.to);
        let track = track.ok_or_else(|| value.wrong(Say::new("rules-bad-track").with_name("track", text)))?;
        if !names.sets.contains(&track.set.as_str()) {
            let known = names.sets.join(", ");
            return Err(
                value.wrong(Say::new("rules-unknown-set").with_name("name", &track.set).with("known", known))
            );
        }
        Ok(track)
    };
    value.list()?.iter().map(track).collect()
}

//! `periplus coverage --counts FILE`: what is left when sources are combined that have not been linked.
//! It reads a file of counts and no extract; what has been linked is told by `coverage` itself.

use std::path::Path;

use serde_json::{Value, json};

use crate::compute::estimate::{
    BeforeLinkage, BestGuess, Consistent, Estimate, EstimateStep, MOST_LISTED, Method, before_linkage,
    independent, tightest,
};
use crate::i18n::Texts;
use crate::io::counts::{self, CountsError};
use crate::model::Counts;

use super::table::{Side, lay_out};
use super::{Exit, complain, print};

/// Prints what the counts in `file` say of each step of `order`: ids, with `a+b` where any of them is enough.
/// Sources that are not named come last, in the order of the file.
pub(super) fn run(file: &Path, order: &[String], json: bool, texts: &Texts) -> Exit {
    let counts = match counts::read(file) {
        Ok(counts) => counts,
        Err(error) => {
            complain(&error.to_string());
            return match error {
                CountsError::File { .. } => Exit::Unreadable,
                CountsError::Content { .. } => Exit::DataErrors,
            };
        }
    };
    let sets = match sets(&counts, order) {
        Ok(sets) => sets,
        Err(why) => {
            complain(&why);
            return Exit::WrongUse;
        }
    };
    let title = counts.title.clone();
    let before = Consistent::new(counts).and_then(|known| before_linkage(&known, &sets));
    match before {
        Ok(before) if json => {
            let mut text = serde_json::to_string_pretty(&as_json(&before)).unwrap_or_default();
            text.push('\n');
            print(&text);
            Exit::Fine
        }
        Ok(before) => {
            print(&as_text(texts, title.as_deref(), &before));
            Exit::Fine
        }
        Err(error) => {
            complain(&format!("{}: {error}", file.display()));
            Exit::DataErrors
        }
    }
}

/// The sets of an order.
fn sets(counts: &Counts, order: &[String]) -> Result<Vec<u64>, String> {
    let set = |item: &str| {
        item.split('+').map(str::trim).try_fold(0_u64, |set, id| {
            let source = counts.source_by_id(id).ok_or_else(|| {
                let has = counts.names(u64::MAX);
                format!("there is no source {id:?} in the counts. They have {has}")
            })?;
            Ok::<_, String>(set | 1 << source)
        })
    };
    let mut sets: Vec<u64> = order.iter().map(|item| set(item)).collect::<Result<_, _>>()?;
    let named = sets.iter().fold(0, |all, set| all | set);
    sets.extend((0..counts.sources.len()).map(|source| 1 << source).filter(|bit| named & bit == 0));
    Ok(sets)
}

/// The ids of a set.
fn ids(before: &BeforeLinkage, set: u64) -> Vec<&str> {
    let sources = before.sources.iter().enumerate();
    sources.filter(|(at, _)| set >> at & 1 == 1).map(|(_, source)| source.id.as_str()).collect()
}

fn as_json(before: &BeforeLinkage) -> Value {
    let sources: Vec<Value> =
        before.sources.iter().map(|source| json!({"id": source.id, "patients": source.patients})).collect();
    let drop_off = before.steps.iter().map(|EstimateStep { set, estimates }| {
        let mut step = json!({"sources": ids(before, *set)});
        add(&mut step, estimates);
        step
    });
    let best = before.best.iter().map(|BestGuess { sources, estimates, .. }| {
        let mut best = json!({"size": sources.count_ones(), "sources": ids(before, *sources)});
        add(&mut best, estimates);
        best
    });
    json!({
        "version": 1,
        "from": "counts",
        "population": before.population,
        "by": before.by,
        "strata": before.strata,
        "overlaps": before.overlaps,
        "sources": sources,
        "dropOff": drop_off.collect::<Vec<_>>(),
        "bestSubsets": best.collect::<Vec<_>>(),
    })
}

/// Adds to an object the narrowest interval, the value under independence, and all there is.
fn add(object: &mut Value, estimates: &[Estimate]) {
    let all: Vec<Value> = estimates
        .iter()
        .map(|estimate| {
            json!({
                "assumption": estimate.assumption.id(),
                "certain": estimate.assumption.is_certain(),
                "method": estimate.method.id(),
                "low": rounded(estimate.low),
                "high": rounded(estimate.high),
            })
        })
        .collect();
    object["low"] = tightest(estimates).map(|estimate| rounded(estimate.low)).into();
    object["high"] = tightest(estimates).map(|estimate| rounded(estimate.high)).into();
    object["independent"] = independent(estimates).map(|estimate| rounded(estimate.low)).into();
    object["estimates"] = all.into();
}

/// A whole number as one, another to a hundredth of a person.
pub(super) fn rounded(number: f64) -> Value {
    let number = (number * 100.0).round() / 100.0;
    if number.fract() == 0.0 { (number as u64).into() } else { number.into() }
}

fn as_text(texts: &Texts, title: Option<&str>, before: &BeforeLinkage) -> String {
    let mut text = title.map_or_else(String::new, |title| format!("{title}\n"));
    let known = [
        ("population", texts.count(before.population).into()),
        ("strata", (before.strata as u64).into()),
        ("overlaps", (before.overlaps as u64).into()),
    ];
    text.push_str(&texts.ta("before-known", &known));
    text.push_str("\n\n");
    let names = before.steps.iter().map(|step| ids(before, step.set).join("+"));
    let steps: Vec<(String, &[Estimate])> =
        names.zip(before.steps.iter().map(|step| step.estimates.as_slice())).collect();
    text.push_str(&table(texts, before, "before-step", &steps));
    if let Some(last) = before.steps.last() {
        text.push('\n');
        text.push_str(&texts.t("before-after-all"));
        text.push('\n');
        text.push_str(&assumptions(texts, &last.estimates));
    }
    text.push('\n');
    if before.best.is_empty() {
        text.push_str(&texts.ta("before-no-best", &[("n", (MOST_LISTED as u64).into())]));
        text.push('\n');
        return text;
    }
    let best: Vec<(String, &[Estimate])> = before
        .best
        .iter()
        .map(|best| (ids(before, best.sources).join(", "), best.estimates.as_slice()))
        .collect();
    text.push_str(&texts.t("before-best"));
    text.push('\n');
    text.push_str(&table(texts, before, "word-sources", &best));
    text
}

/// A line for each combination: the narrowest interval and the value under independence, and the share of the latter.
fn table(texts: &Texts, before: &BeforeLinkage, first: &str, lines: &[(String, &[Estimate])]) -> String {
    let header = [first, "before-at-least", "before-at-most", "before-if-independent", "before-share"];
    let mut rows = vec![header.iter().map(|key| texts.t(key)).collect::<Vec<_>>()];
    let people = |number: f64| texts.count(number.round() as u64);
    for (name, estimates) in lines {
        let (narrow, value) = (tightest(estimates), independent(estimates));
        let share = value.map(|value| value.low / before.population.max(1) as f64);
        rows.push(vec![
            name.clone(),
            narrow.map_or_else(String::new, |estimate| people(estimate.low)),
            narrow.map_or_else(String::new, |estimate| people(estimate.high)),
            value.map_or_else(String::new, |estimate| people(estimate.low)),
            share.map_or_else(String::new, |share| texts.percent(share, 1)),
        ]);
    }
    lay_out(&[Side::Left, Side::Right, Side::Right, Side::Right, Side::Right], &rows)
}

/// A line for each number that can be said of a combination, with what it rests on.
fn assumptions(texts: &Texts, estimates: &[Estimate]) -> String {
    let people = |number: f64| texts.count(number.round() as u64);
    let line = |estimate: &Estimate| {
        let mut words = texts.t(&format!("assumption-{}", estimate.assumption.id()));
        if !matches!(estimate.method, Method::Formula | Method::LinearProgramme) {
            words = format!("{words} ({})", texts.t(&format!("method-{}", estimate.method.id())));
        }
        vec![people(estimate.low), people(estimate.high), words]
    };
    let mut rows =
        vec![["before-at-least", "before-at-most", "before-rests-on"].map(|key| texts.t(key)).to_vec()];
    rows.extend(estimates.iter().map(line));
    lay_out(&[Side::Right, Side::Right, Side::Left], &rows)
}

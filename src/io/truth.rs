//! Reads `truth.json`, which the synthetic cohort writes beside its data.
//! It understands version 1 and passes over keys it does not know; what was found of the truth, `compute` tells.

use std::path::Path;

use serde_json::Value;

use crate::base::civil::{days_from_date, days_in_month};
use crate::model::truth::{Entry, RuleTruth, TrueGap, Truth};

/// Why there is no truth.
#[derive(Debug, thiserror::Error)]
pub enum TruthError {
    /// The file could not be read.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// It is no JSON.
    #[error("{0}")]
    Json(#[from] serde_json::Error),
    /// It is of another version, or something is missing in it: where, as a JSON path.
    #[error("{0}")]
    Form(String),
}

/// Reads a truth.
pub fn read(path: &Path) -> Result<Truth, TruthError> {
    parse(&serde_json::from_slice(&std::fs::read(path)?)?)
}

fn parse(all: &Value) -> Result<Truth, TruthError> {
    if all["version"] != 1 {
        return Err(TruthError::Form("/version".to_owned()));
    }
    let planted = all["planted"].as_object().ok_or_else(|| TruthError::Form("/planted".to_owned()))?;
    let mut truth = Truth::default();
    for (id, lists) in planted {
        if lists.is_object() {
            let list = |name: &str| entries(lists, id, name);
            truth.rules.push(RuleTruth {
                id: id.clone(),
                faults: list("faults")?,
                near_misses: list("nearMisses")?,
                open: list("open")?,
            });
        }
    }
    truth.rules.sort_by(|a, b| a.id.cmp(&b.id));
    for (list, kind, explanation) in [
        ("gapsClinical", "dispensing", "clinical"),
        ("routeChanges", "dispensing", "route"),
        ("gaps", "", ""),
    ] {
        for (at, gap) in planted.get(list).and_then(Value::as_array).into_iter().flatten().enumerate() {
            let made = true_gap(gap, kind, explanation);
            truth.gaps.push(made.ok_or_else(|| TruthError::Form(format!("/planted/{list}/{at}")))?);
        }
    }
    Ok(truth)
}

fn entries(lists: &Value, id: &str, name: &str) -> Result<Vec<Entry>, TruthError> {
    let all = lists[name].as_array().into_iter().flatten().enumerate();
    all.map(|(at, value)| entry(value).ok_or_else(|| TruthError::Form(format!("/planted/{id}/{name}/{at}"))))
        .collect()
}

fn entry(value: &Value) -> Option<Entry> {
    let text = |key: &str| value[key].as_str().map(str::to_owned);
    let row = match &value["row"] {
        Value::Null => None,
        row => Some(u32::try_from(row.as_u64()?).ok()?),
    };
    let sources = value["sources"].as_array().into_iter().flatten();
    let days = match (&value["from"], &value["to"]) {
        (Value::Null, Value::Null) => None,
        (from, to) => Some((day(from)?, day(to)?)),
    };
    let sources = sources.map(|source| source.as_str().map(str::to_owned)).collect::<Option<_>>()?;
    Some(Entry { patient: text("patient"), file: text("file"), row, sources, days })
}

fn true_gap(value: &Value, kind: &str, explanation: &str) -> Option<TrueGap> {
    let or = |key: &str, known: &str| {
        if known.is_empty() { value[key].as_str().map(str::to_owned) } else { Some(known.to_owned()) }
    };
    Some(TrueGap {
        patient: value["patient"].as_str()?.to_owned(),
        kind: or("kind", kind)?,
        explanation: or("explanation", explanation)?,
        code: value["code"].as_str().map(str::to_owned),
        days: (day(&value["from"])?, day(&value["to"])?),
    })
}

/// A date as a day.
fn day(value: &Value) -> Option<i64> {
    let mut parts = value.as_str()?.splitn(3, '-');
    let (year, month, day) =
        (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let known = (1..=9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=days_in_month(year, month)).contains(&day);
    known.then(|| days_from_date(year, month, day))
}

#[cfg(test)]
mod test {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_stands_there_is_read_and_what_is_wrong_is_named() {
        let good = json!({"version": 1, "planted": {
            "T01": {"faults": [{"patient": "K1", "source": "gp", "file": "a.csv", "row": 7}], "nearMisses": []},
            "B01": {"faults": [{"sources": ["gp"], "from": "1970-01-02", "to": "1970-01-31"}], "new": 1},
            "gapsClinical": [{"patient": "K2", "source": "a", "code": "X", "from": "1970-01-01", "to": "1970-03-01"}],
            "gaps": [{"patient": "K3", "kind": "silence", "explanation": "coverage", "from": "1970-01-01", "to": "1971-01-01"}],
            "later": []
        }});
        let truth = parse(&good).unwrap();
        assert_eq!(truth.rules.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>(), ["B01", "T01"]);
        assert_eq!((truth.rules[0].faults[0].days, truth.rules[1].faults[0].row), (Some((1, 30)), Some(7)));
        assert_eq!((truth.gaps[0].explanation.as_str(), truth.gaps[0].days), ("clinical", (0, 59)));
        assert_eq!((truth.gaps[1].kind.as_str(), truth.gaps[1].code.as_deref()), ("silence", None));
        let mut bad = good.clone();
        bad["planted"]["gaps"][0]["to"] = json!("1971-13-01");
        assert_eq!(parse(&bad).unwrap_err().to_string(), "/planted/gaps/0");
        bad["version"] = json!(2);
        assert_eq!(parse(&bad).unwrap_err().to_string(), "/version");
    }
}

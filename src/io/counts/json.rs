//! The JSON form of a counts file.
//! A key that it does not know is an error here, as it may be a slip in one that changes every number.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::model::counts::UNDERSTOOD;
use crate::model::{CountedSource, Overlap};

use super::Wrong;
use super::draft::{Draft, Part, people};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Looked at before, so that another version is not told from a slip.
    #[serde(rename = "version")]
    _version: u64,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    population: Option<u64>,
    sources: Vec<Source>,
    #[serde(default)]
    overlaps: Vec<Shared>,
    #[serde(default)]
    by: Vec<String>,
    #[serde(default)]
    strata: Vec<Stratum>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    id: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    patients: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shared {
    sources: Vec<String>,
    patients: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stratum {
    of: Map<String, Value>,
    population: u64,
    patients: Map<String, Value>,
    #[serde(default)]
    overlaps: Vec<Shared>,
}

const MEND: &str = "Correct it; see the page on counts in the help";

pub(super) fn parse(bytes: &[u8]) -> Result<Draft, Wrong> {
    let version = serde_json::from_slice::<Value>(bytes)
        .map_err(|error| Wrong::new("$", error.to_string(), "Correct the JSON there"))?
        .get("version")
        .cloned();
    if version.as_ref().and_then(Value::as_u64) != Some(UNDERSTOOD) {
        let why = if version.is_some() { "this version is not understood" } else { "there is no version" };
        return Err(Wrong::new("$.version", why, "This program understands version 1"));
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let file: File = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let at = if path == "." { "$".to_owned() } else { format!("$.{path}") };
        Wrong::new(at, error.into_inner().to_string(), MEND)
    })?;
    draft(file)
}

fn draft(file: File) -> Result<Draft, Wrong> {
    let mut draft = Draft { title: file.title, by: file.by, ..Draft::default() };
    let mut whole = Part { at: "$".into(), ..Part::default() };
    for (n, source) in file.sources.into_iter().enumerate() {
        let at = format!("$.sources[{n}].patients");
        whole.patients.push(source.patients.map(|count| people(&at, count)).transpose()?);
        let title = source.title.unwrap_or_else(|| source.id.clone());
        draft.sources.push(CountedSource { id: source.id, title });
    }
    draft.check_sources()?;
    whole.population = file.population.map(|count| people("$.population", count)).transpose()?;
    whole.overlaps = overlaps(&draft, "$", file.overlaps)?;
    draft.whole = whole;
    if draft.by.is_empty() != file.strata.is_empty() {
        let why = "there are strata without \"by\", or the other way round";
        return Err(Wrong::new("$.by", why, "Name there what the strata are divided by"));
    }
    for (n, stratum) in file.strata.into_iter().enumerate() {
        let part = part(&draft, &format!("$.strata[{n}]"), stratum)?;
        draft.strata.push(part);
    }
    Ok(draft)
}

fn overlaps(draft: &Draft, at: &str, shared: Vec<Shared>) -> Result<Vec<(String, Overlap)>, Wrong> {
    let each = |(n, Shared { sources, patients }): (usize, Shared)| {
        let at = format!("{at}.overlaps[{n}]");
        let sources = draft.combination(&at, sources.iter().map(String::as_str))?;
        Ok((at.clone(), Overlap { sources, patients: people(&at, patients)? }))
    };
    shared.into_iter().enumerate().map(each).collect()
}

fn part(draft: &Draft, at: &str, stratum: Stratum) -> Result<Part, Wrong> {
    let mut part = Part { at: at.to_owned(), ..Part::default() };
    for by in &draft.by {
        let value = match stratum.of.get(by) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => {
                let why = format!("{by:?} is missing, or neither a text nor a number");
                return Err(Wrong::new(format!("{at}.of"), why, "Give a value for each name in \"by\""));
            }
        };
        part.of.push(value);
    }
    if stratum.of.len() != draft.by.len() {
        let why = "there is a name that \"by\" does not have";
        return Err(Wrong::new(format!("{at}.of"), why, "Add it to \"by\", or take it out"));
    }
    part.population = Some(people(&format!("{at}.population"), stratum.population)?);
    part.patients = vec![None; draft.sources.len()];
    for (id, count) in &stratum.patients {
        let at = format!("{at}.patients.{id}");
        let source = draft.source(&at, id)?;
        let count = count.as_u64().ok_or_else(|| Wrong::new(&at, "it is not a whole number", MEND))?;
        part.patients[source] = Some(people(&at, count)?);
    }
    part.overlaps = overlaps(draft, at, stratum.overlaps)?;
    Ok(part)
}

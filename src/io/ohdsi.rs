//! The tables of a treatment pathway study as OHDSI TreatmentPatterns writes and reads them: cohort table and arguments.
//! It runs no study.

use std::path::Path;

use serde_json::{Map, Value};

use crate::base::{Progress, Say};
use crate::model::journeys::{CohortRow, PathwayQuestion};

use super::bytes::Input;
use super::csv::{Dialect, Encoding, Reader};
use super::date::{DateParser, Zone};
use super::load::LoadError;
use super::load::error::{file_error, reader_error};

/// Reads a cohort table: `cohort_definition_id`, `subject_id`, `cohort_start_date` and `cohort_end_date`, in any case
/// and order.
pub fn cohort_table(path: &Path) -> Result<Vec<CohortRow>, LoadError> {
    const COLUMNS: [&str; 4] = ["cohort_definition_id", "subject_id", "cohort_start_date", "cohort_end_date"];
    let shown = path.display().to_string();
    let (columns, rows) = table(path)?;
    let wrong = |row: usize| LoadError::File {
        path: shown.clone(),
        why: Say::new("failure-cohort-row").with("row", row + 2),
    };
    let mut places = [0; 4];
    for (place, wanted) in places.iter_mut().zip(COLUMNS) {
        let found = columns.iter().position(|column| column.eq_ignore_ascii_case(wanted));
        *place = found.ok_or_else(|| LoadError::Column {
            file: shown.clone(),
            column: wanted.to_owned(),
            has: columns.clone(),
            at: "$".to_owned(),
        })?;
    }
    let zone = Zone::named("UTC").ok_or_else(|| wrong(0))?;
    let dates = DateParser::new(None, &zone, 2100).map_err(|_| wrong(0))?;
    let row = |(at, row): (usize, &Vec<String>)| {
        let text = |k: usize| row.get(places[k]).map_or("", String::as_str);
        let day = |k: usize| dates.parse(text(k)).map(|stamp| stamp.time.days());
        let read = || {
            Some(CohortRow {
                cohort: text(0).parse().ok()?,
                subject: text(1).parse().ok()?,
                start: day(2)?,
                end: day(3)?,
            })
        };
        read().ok_or_else(|| wrong(at))
    };
    rows.iter().enumerate().map(row).collect()
}

/// Reads the arguments of a study: the first row of a table with the columns `analysis_id` and `arguments`, or JSON.
pub fn arguments(path: &Path) -> Result<PathwayQuestion, LoadError> {
    let shown = path.display().to_string();
    let wrong = || LoadError::File { path: shown.clone(), why: Say::new("failure-arguments") };
    let json = if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) {
        std::fs::read_to_string(path).map_err(|error| file_error(&shown, &error))?
    } else {
        let (columns, rows) = table(path)?;
        let place = columns.iter().position(|column| column == "arguments").ok_or_else(wrong)?;
        rows.first().and_then(|row| row.get(place)).cloned().ok_or_else(wrong)?
    };
    let Ok(Value::Object(object)) = serde_json::from_str(&json) else { return Err(wrong()) };
    serde_json::from_value(Value::Object(plain(object))).map_err(|_| wrong())
}

/// R writes a single value as a list of one, and none as an empty object.
fn plain(object: Map<String, Value>) -> Map<String, Value> {
    const LISTS: [&str; 3] = ["cohorts", "splitEventCohorts", "splitTime"];
    let mut plain = Map::new();
    for (key, value) in object {
        match value {
            Value::Array(mut all) if all.len() == 1 && !LISTS.contains(&key.as_str()) => {
                plain.insert(key, all.swap_remove(0));
            }
            Value::Object(none) if none.is_empty() => {}
            Value::Null => {}
            other => {
                plain.insert(key, other);
            }
        }
    }
    plain
}

type Table = (Vec<String>, Vec<Vec<String>>);

fn table(path: &Path) -> Result<Table, LoadError> {
    let shown = path.display().to_string();
    let input = Input::open(path).map_err(|error| file_error(&shown, &error))?;
    let stream = input.stream(&Progress::default()).map_err(|error| file_error(&shown, &error))?;
    let mut reader = Reader::new(stream, Dialect { delimiter: b',', ..Dialect::default() }, Encoding::Utf8)
        .map_err(|error| reader_error(&shown, &error))?;
    let (columns, mut rows) = (reader.columns().to_vec(), Vec::new());
    while let Some(raw) = reader.next_raw().map_err(|error| reader_error(&shown, &error))? {
        let block = raw.decode();
        rows.extend(
            block.records().map(|record| (0..record.len()).map(|k| record.field(k).to_owned()).collect()),
        );
    }
    Ok((columns, rows))
}

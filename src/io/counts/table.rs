//! The form of a counts file that a query writes: a table of text with one count a row.
//! Which column means what is told by its name alone, and columns of other names divide the population.

use std::io::Cursor;

use crate::io::csv::{Dialect, Encoding, Reader, ReaderError, Record};
use crate::model::counts::UNDERSTOOD;
use crate::model::{CountedSource, Overlap};

use super::Wrong;
use super::draft::{Draft, Part, people};

/// Where the columns are.
struct Columns {
    source: usize,
    with: Option<usize>,
    patients: usize,
    version: Option<usize>,
    by: Vec<usize>,
}

/// A row as text, with where it stands.
struct Row {
    at: String,
    of: Vec<String>,
    source: String,
    with: Vec<String>,
    count: u64,
}

pub(super) fn parse(bytes: Vec<u8>) -> Result<Draft, Wrong> {
    let head = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let often = |sign: u8| head.split(|byte| *byte == sign).count();
    // The first of equals counts, so that a table of one column is still read as one with commas.
    let delimiter = [b',', b';', b'\t'].into_iter().rev().max_by_key(|sign| often(*sign)).unwrap_or(b',');
    let dialect = Dialect { delimiter, ..Dialect::default() };
    let mut reader = Reader::new(Box::new(Cursor::new(bytes)), dialect, Encoding::Utf8)
        .map_err(|error| unreadable(&error))?;
    let names: Vec<String> = reader.columns().iter().map(|name| name.trim().to_owned()).collect();
    let columns = columns(&names)?;
    let mut draft = Draft { by: columns.by.iter().map(|k| names[*k].clone()).collect(), ..Draft::default() };
    draft.whole.at = "the whole population".into();
    let mut rows = Vec::new();
    while let Some(raw) = reader.next_raw().map_err(|error| unreadable(&error))? {
        for record in raw.decode().records() {
            rows.extend(row(record, &names, &columns)?);
        }
    }
    // Sources first, as an overlap may stand before the source it is of.
    for row in &rows {
        if !row.source.is_empty() && !draft.sources.iter().any(|source| source.id == row.source) {
            let (id, title) = (row.source.clone(), row.source.clone());
            draft.sources.push(CountedSource { id, title });
        }
    }
    draft.check_sources()?;
    for row in rows {
        take(&mut draft, row)?;
    }
    Ok(draft)
}

fn unreadable(error: &ReaderError) -> Wrong {
    let why = match error {
        ReaderError::Io(error) => error.to_string(),
        ReaderError::Utf16 => "it is written in UTF-16".to_owned(),
    };
    Wrong::new("the first row", why, "Save it as UTF-8")
}

fn columns(names: &[String]) -> Result<Columns, Wrong> {
    let place = |wanted: &str| names.iter().position(|name| name.eq_ignore_ascii_case(wanted));
    let needed = |wanted: &str| {
        place(wanted).ok_or_else(|| {
            let why = format!("there is no column {wanted:?}");
            Wrong::new("the first row", why, "Name the columns; see the page on counts in the help")
        })
    };
    let (source, patients) = (needed("source")?, needed("patients")?);
    let (with, version) = (place("with"), place("version"));
    let taken = [Some(source), Some(patients), with, version];
    let by = (0..names.len()).filter(|k| !taken.contains(&Some(*k))).collect();
    Ok(Columns { source, with, patients, version, by })
}

/// One row; nothing where all its cells are empty.
fn row(record: Record<'_>, names: &[String], columns: &Columns) -> Result<Option<Row>, Wrong> {
    let cell = |k: usize| record.field(k).trim();
    let at = |k: usize| format!("row {}, column {:?}", record.row(), names[k]);
    if (0..names.len()).all(|k| cell(k).is_empty()) {
        return Ok(None);
    }
    if record.len() != names.len() {
        let why = format!("there are {} cells under {} names", record.len(), names.len());
        return Err(Wrong::new(format!("row {}", record.row()), why, "Give each column its cell"));
    }
    if let Some(k) = columns.version.filter(|k| cell(*k).parse() != Ok(UNDERSTOOD)) {
        return Err(Wrong::new(
            at(k),
            "this version is not understood",
            "This program understands version 1",
        ));
    }
    let of: Vec<String> = columns.by.iter().map(|k| cell(*k).to_owned()).collect();
    let empty = of.iter().filter(|value| value.is_empty()).count();
    if let Some(k) = columns.by.iter().find(|k| cell(**k).is_empty()).filter(|_| empty < of.len()) {
        let mend =
            "Fill it in (\"unknown\" will do), or empty them all where the row is of the whole population";
        return Err(Wrong::new(at(*k), "only a part of what names the stratum is filled in", mend));
    }
    let count = cell(columns.patients).parse().map_err(|_| {
        Wrong::new(at(columns.patients), "it is not a whole number", "Write digits alone, without separators")
    })?;
    let count = people(&at(columns.patients), count)?;
    let with = columns.with.map_or("", cell);
    let with: Vec<String> =
        with.split('+').map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()).collect();
    let source = cell(columns.source).to_owned();
    if source.is_empty() && !with.is_empty() {
        return Err(Wrong::new(at(columns.source), "there is a \"with\" and no source", "Name the source"));
    }
    let of = if empty == of.len() { Vec::new() } else { of };
    Ok(Some(Row { at: format!("row {}", record.row()), of, source, with, count }))
}

/// Puts one row where it belongs.
fn take(draft: &mut Draft, row: Row) -> Result<(), Wrong> {
    let Row { at, of, source, with, count } = row;
    let overlap = if with.is_empty() {
        None
    } else {
        let ids = std::iter::once(source.as_str()).chain(with.iter().map(String::as_str));
        Some(Overlap { sources: draft.combination(&at, ids)?, patients: count })
    };
    let number = if source.is_empty() { None } else { Some(draft.source(&at, &source)?) };
    let sources = draft.sources.len();
    let part = if of.is_empty() {
        &mut draft.whole
    } else if let Some(known) = draft.strata.iter().position(|part| part.of == of) {
        &mut draft.strata[known]
    } else {
        let words = format!("the stratum {}", of.join(", "));
        draft.strata.push(Part { at: words, of, ..Part::default() });
        let last = draft.strata.len() - 1;
        &mut draft.strata[last]
    };
    part.patients.resize(sources, None);
    let twice = || Wrong::new(&at, "this count stands twice", "Give it once");
    match (number, overlap) {
        (_, Some(overlap)) => part.overlaps.push((at, overlap)),
        (Some(number), None) if part.patients[number].is_none() => part.patients[number] = Some(count),
        (None, None) if part.population.is_none() => part.population = Some(count),
        _ => return Err(twice()),
    }
    Ok(())
}

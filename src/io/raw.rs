//! Reads one row of a file again, as it stands there.
//! It keeps nothing of it.

use std::path::Path;

use crate::base::{Progress, Say};
use crate::model::descriptor::{Package, Resource};
use crate::store::FileEntry;

use super::bytes::Input;
use super::cell::{Cells, write_text};
use super::columnar::{self, ArrowFile, ParquetFile, View};
use super::csv::Reader;
use super::load::LoadError;
use super::load::error::{file_error, reader_error, sample_error};
use super::load::form::{Form, Format, name_fields};

/// The cells of a row by column: the row's number counts as in [`crate::model::report::Position`]. Only what
/// must be is read: a Parquet file's row group, a text file up to the row.
pub fn raw_row(
    path: &Path,
    package: &Package,
    file: &FileEntry,
    row: u64,
) -> Result<Vec<(String, String)>, LoadError> {
    let failed = |why: Say| LoadError::File { path: file.path.clone(), why };
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    let resource = package.resources.get(file.resource as usize);
    let resource = resource.ok_or_else(|| failed(Say::new("failure-table-gone")))?;
    let form = Form::of(resource, &file.path).map_err(|wrong| failed(wrong.why))?;
    let input = Input::open(&folder.join(&file.path)).map_err(|error| file_error(&file.path, &error))?;
    let found = match form.format {
        Format::Csv => {
            text_row(&input, form, resource, row).map_err(|error| reader_error(&file.path, &error))?
        }
        Format::Parquet => {
            parquet_row(&input, row).map_err(|error| sample_error(&file.path, error.into()))?
        }
        Format::Arrow => arrow_row(&input, row).map_err(|error| sample_error(&file.path, error.into()))?,
    };
    found.ok_or_else(|| failed(Say::new("failure-row-gone").with("row", row)))
}

type Found = Option<Vec<(String, String)>>;

fn text_row(
    input: &Input,
    form: Form,
    resource: &Resource,
    row: u64,
) -> Result<Found, super::csv::ReaderError> {
    let mut reader = Reader::new(input.stream(&Progress::default())?, form.dialect, form.encoding)?;
    let mut columns = reader.columns().to_vec();
    if !form.dialect.header {
        name_fields(&mut columns, resource);
    }
    while let Some(raw) = reader.next_raw()? {
        let Some(at) = row.checked_sub(raw.first_row()) else { return Ok(None) };
        if at < raw.len() as u64 {
            let block = raw.decode();
            let record = block.record(at as usize);
            let name = |k: usize| columns.get(k).cloned().unwrap_or_else(|| format!("field{}", k + 1));
            return Ok(Some((0..record.len()).map(|k| (name(k), record.field(k).to_owned())).collect()));
        }
    }
    Ok(None)
}

fn parquet_row(input: &Input, row: u64) -> Result<Found, columnar::ColumnarError> {
    let file = ParquetFile::open(input)?;
    let Some(group) = file.group_of(row) else { return Ok(None) };
    let names: Vec<String> = file.schema().fields().iter().map(|field| field.name().clone()).collect();
    let skip = (row - file.first_row(group)) as usize;
    for batch in file.read_group(group, &names, Some((skip, 1)))? {
        let batch = batch?;
        if batch.num_rows() > 0 {
            return Ok(Some(cells(&batch, 0)));
        }
    }
    Ok(None)
}

fn arrow_row(input: &Input, row: u64) -> Result<Found, columnar::ColumnarError> {
    let mut first = 1;
    for batch in ArrowFile::open(input, None, &Progress::default())? {
        let batch = batch?;
        let Some(at) = row.checked_sub(first) else { return Ok(None) };
        if at < batch.num_rows() as u64 {
            return Ok(Some(cells(&batch, at as usize)));
        }
        first += batch.num_rows() as u64;
    }
    Ok(None)
}

/// Nested cells have no text of their own and come out empty.
fn cells(batch: &arrow::array::RecordBatch, row: usize) -> Vec<(String, String)> {
    let schema = batch.schema();
    let cell = |(field, array): (&std::sync::Arc<arrow::datatypes::Field>, _)| {
        let mut text = String::new();
        let views = [View::new(array).unwrap_or(View::Null)];
        write_text(columnar::Row::new(&views, row).cell(0), &mut text);
        (field.name().clone(), text)
    };
    schema.fields().iter().zip(batch.columns()).map(cell).collect()
}

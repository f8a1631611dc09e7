//! Compiles one resource: opens its files' heads, finds its columns, and turns its block into places and numbers.
//! A wrong name is an error that says where it stands and which names there are.

use std::path::{Component, Path};

use crate::base::{Precision, Say};
use crate::io::bytes::Input;
use crate::io::cell::ColumnPlan;
use crate::io::columnar::ParquetFile;
use crate::io::date::DateParser;
use crate::io::number::NumberParser;
use crate::io::sample::{self, Sample, SampleError};
use crate::io::{guard, profile};
use crate::model::descriptor::{Field, MissingValue, Resource};

use super::compile::Shared;
use super::error::{file_error, sample_error};
use super::form::{Form, Format, name_fields};
use super::plan::{FilePlan, Table};
use super::{Identifier, LoadError};

/// Compiles one resource.
pub(super) struct TableCompiler<'a> {
    pub shared: &'a mut Shared,
    pub resource: &'a Resource,
    /// The place of the resource in the descriptor.
    pub number: usize,
    columns: Vec<ColumnPlan>,
    /// The first file, and the columns it has.
    file: String,
    sample: Sample,
}

impl<'a> TableCompiler<'a> {
    pub fn new(shared: &'a mut Shared, number: usize, resource: &'a Resource) -> Self {
        let (columns, file, sample) = (Vec::new(), String::new(), Sample::default());
        Self { shared, resource, number, columns, file, sample }
    }

    /// A JSON path inside the resource.
    pub fn at(&self, rest: &str) -> String {
        format!("$.resources[{}]{rest}", self.number)
    }

    pub fn wrong(&self, rest: &str, why: Say) -> LoadError {
        self.shared.wrong(&self.at(rest), why)
    }

    /// The plan of the table and of its files.
    pub fn compile(mut self) -> Result<(Table, Vec<FilePlan>), LoadError> {
        let paths = self.resource.path.as_ref().map_or(&[][..], |paths| paths.as_slice());
        let Some(first) = paths.first() else {
            return Err(self.wrong(".path", Say::new("failure-no-path")));
        };
        let form = Form::of(self.resource, first).map_err(|wrong| self.wrong(&wrong.rest, wrong.why))?;
        let Form { format, dialect, encoding } = form;
        let mut heads = Vec::new();
        for path in paths {
            heads.push(self.head(path, form, paths.len())?);
        }
        self.file.clone_from(first);
        self.sample = Sample {
            columns: heads[0].1.columns.clone(),
            kinds: heads[0].1.kinds.clone(),
            cells: Vec::new(),
        };
        let role = self.role()?;
        let source = self.source();
        let names: Vec<String> = self.columns.iter().map(|column| column.name.clone()).collect();
        let mut files = Vec::new();
        let mut whole: Option<Sample> = None;
        for (path, (input, sample)) in paths.iter().zip(heads) {
            let places = self.places(path, &sample.columns, &names)?;
            let (path, width) = (path.clone(), sample.columns.len());
            files.push(FilePlan { path, input, resource: self.number, places, width });
            match &mut whole {
                Some(whole) => whole.append(sample),
                None => whole = Some(sample),
            }
        }
        let whole = whole.unwrap_or_default();
        let allowed = self.guard(&whole)?;
        let (columns, profile) = (self.columns, profile::profile(&whole));
        Ok((Table { format, dialect, encoding, columns, names, role, source, profile, allowed }, files))
    }

    /// The place of the resource's source.
    pub fn source(&self) -> Option<usize> {
        let id = self.resource.periplus.source.as_deref().unwrap_or(&self.resource.name);
        self.shared.plan.sources.iter().position(|source| source.id == id)
    }

    /// A file's first rows and more.
    fn head(
        &self,
        path: &str,
        Form { format, dialect, encoding }: Form,
        files: usize,
    ) -> Result<(Input, Sample), LoadError> {
        if path.contains("://")
            || !Path::new(path)
                .components()
                .all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
        {
            return Err(self.wrong(".path", Say::new("failure-path-outside").with_name("path", path)));
        }
        let full = self.shared.place.folder.join(path);
        let input = Input::open(&full).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                let why = Say::new("failure-no-file").with("at", self.at(".path"));
                LoadError::File { path: path.to_owned(), why }
            }
            _ => file_error(path, &error),
        })?;
        let rows = (sample::ROWS / files).max(200);
        let sample = match format {
            Format::Csv => Sample::of_text(&input, dialect, encoding, rows),
            Format::Parquet => ParquetFile::open(&input)
                .map_err(SampleError::from)
                .and_then(|file| Sample::of_parquet(&file, rows)),
            Format::Arrow => Sample::of_arrow(&input, rows),
        };
        let mut sample = sample.map_err(|error| sample_error(path, error))?;
        if !dialect.header && format == Format::Csv {
            name_fields(&mut sample.columns, self.resource);
        }
        Ok((input, sample))
    }

    /// The place of a column among those that are read, taken up now if it is new.
    pub fn slot(&mut self, column: &str, rest: &str) -> Result<usize, LoadError> {
        if let Some(known) = self.columns.iter().position(|known| known.name == column) {
            return Ok(known);
        }
        let place = self.sample.columns.iter().position(|name| name == column);
        let Some(place) = place else {
            return Err(self.no_column(&self.file, column, &self.sample.columns, rest));
        };
        let plan = self.column(column, self.sample.kinds.get(place).copied())?;
        self.columns.push(plan);
        Ok(self.columns.len() - 1)
    }

    /// Sees that a column is there, without having it read.
    pub fn exists(&self, column: &str, rest: &str) -> Result<(), LoadError> {
        if self.sample.columns.iter().any(|name| name == column) {
            return Ok(());
        }
        Err(self.no_column(&self.file, column, &self.sample.columns, rest))
    }

    fn no_column(&self, file: &str, column: &str, columns: &[String], rest: &str) -> LoadError {
        LoadError::Column {
            file: file.to_owned(),
            column: column.to_owned(),
            has: columns.to_vec(),
            at: self.at(rest),
        }
    }

    fn places(&self, file: &str, columns: &[String], names: &[String]) -> Result<Vec<usize>, LoadError> {
        let place = |name: &String| {
            let place = columns.iter().position(|column| column == name);
            place.ok_or_else(|| self.no_column(file, name, columns, ".periplus"))
        };
        names.iter().map(place).collect()
    }

    /// How a column's cells are to be read.
    fn column(&self, name: &str, file_kind: Option<&str>) -> Result<ColumnPlan, LoadError> {
        let schema = self.resource.schema.as_ref();
        let fields = schema.map_or(&[][..], |schema| &schema.fields);
        let place = fields.iter().position(|field| field.name == name);
        let field = place.and_then(|place| fields.get(place)).cloned().unwrap_or_default();
        let missing =
            field.missing_values.as_deref().or(schema.and_then(|schema| schema.missing_values.as_deref()));
        let missing = missing.filter(|list| list.iter().any(|value| !value.value().is_empty())).map(|list| {
            // An empty cell holds nothing, whatever else stands for nothing.
            std::iter::once("").chain(list.iter().map(MissingValue::value)).map(str::to_owned).collect()
        });
        let dates = self.dates(&field, place)?;
        let kind = field.kind.clone().or_else(|| file_kind.map(str::to_owned));
        let finest = match field.kind.as_deref() {
            Some("year") => Precision::Year,
            Some("yearmonth") => Precision::Month,
            Some("date") => Precision::Day,
            _ => Precision::Second,
        };
        let numbers = self.numbers(&field);
        Ok(ColumnPlan { name: name.to_owned(), missing, dates, numbers, finest, kind })
    }

    fn dates(&self, field: &Field, place: Option<usize>) -> Result<DateParser, LoadError> {
        let temporal =
            matches!(field.kind.as_deref(), Some("date" | "datetime" | "year" | "yearmonth" | "time"));
        let format =
            field.format.as_deref().filter(|format| temporal || format.contains('%') || *format == "any");
        DateParser::new(format, &self.shared.zone, self.shared.newest).map_err(|_| {
            let rest = format!(".schema.fields[{}].format", place.unwrap_or(0));
            self.wrong(&rest, Say::new("failure-date-format").with_name("format", format.unwrap_or("")))
        })
    }

    fn numbers(&self, field: &Field) -> NumberParser {
        let dialect = self.resource.dialect.as_ref();
        let ascii = |mark: Option<char>| mark.filter(char::is_ascii).map(|mark| mark as u8);
        let field_group =
            field.other.get("groupChar").and_then(|v| v.as_str()).and_then(|v| v.chars().next());
        NumberParser {
            decimal: ascii(field.decimal_char.or(dialect.and_then(|d| d.decimal_char))).unwrap_or(b'.'),
            group: ascii(field_group.or(dialect.and_then(|d| d.group_char))),
        }
    }

    /// What a column's type is declared or known to be.
    pub fn kind_of(&self, slot: usize) -> Option<&str> {
        self.columns.get(slot)?.kind.as_deref()
    }

    /// Stops where columns look like direct identifiers; gives back those that were declared not to be.
    fn guard(&self, sample: &Sample) -> Result<Vec<String>, LoadError> {
        let (mut found, mut allowed) = (Vec::new(), Vec::new());
        for (place, kind) in guard::suspects(sample) {
            let column = sample.columns.get(place).cloned().unwrap_or_default();
            if self.resource.periplus.not_identifying.contains(&column) {
                allowed.push(column);
            } else {
                let (resource, file) = (self.resource.name.clone(), self.file.clone());
                found.push(Identifier { resource, file, column, kind });
            }
        }
        if found.is_empty() { Ok(allowed) } else { Err(LoadError::Identifiers(found)) }
    }
}

//! How the files of a resource are written: format, dialect and encoding, as the descriptor and the name say.
//! It opens nothing.

use std::path::Path;

use crate::base::Say;
use crate::io::bytes::unpacked_name;
use crate::io::csv::{Dialect, Encoding};
use crate::model::descriptor::Resource;

/// The formats tables come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::io) enum Format {
    Csv,
    Parquet,
    Arrow,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::io) struct Form {
    pub format: Format,
    pub dialect: Dialect,
    pub encoding: Encoding,
}

/// What the descriptor says about it that cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::io) struct WrongForm {
    /// Where, inside the resource.
    pub rest: String,
    pub why: Say,
}

impl Form {
    /// The form of a resource's file at `path`.
    pub fn of(resource: &Resource, path: &str) -> Result<Self, WrongForm> {
        Ok(Self {
            format: format(resource, path)?,
            dialect: dialect(resource, path)?,
            encoding: encoding(resource)?,
        })
    }
}

/// Without a header the descriptor's fields name the columns, as far as they go.
pub(in crate::io) fn name_fields(columns: &mut [String], resource: &Resource) {
    let fields = resource.schema.as_ref().map_or(&[][..], |schema| &schema.fields);
    for (name, field) in columns.iter_mut().zip(fields) {
        name.clone_from(&field.name);
    }
}

fn format(resource: &Resource, path: &str) -> Result<Format, WrongForm> {
    let name = unpacked_name(Path::new(path));
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match resource.format.as_deref().unwrap_or(ending) {
        "csv" | "tsv" | "txt" | "tab" | "dat" => Ok(Format::Csv),
        "parquet" | "pq" => Ok(Format::Parquet),
        "arrow" | "ipc" | "feather" => Ok(Format::Arrow),
        other => Err(WrongForm {
            rest: ".format".into(),
            why: Say::new("failure-format").with_name("format", other),
        }),
    }
}

fn encoding(resource: &Resource) -> Result<Encoding, WrongForm> {
    let name = resource.encoding.as_deref().unwrap_or("utf-8").to_ascii_lowercase();
    match name.as_str() {
        "utf-8" | "utf8" | "us-ascii" | "ascii" => Ok(Encoding::Utf8),
        "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "iso_8859-1" => Ok(Encoding::Latin1),
        "windows-1252" | "cp1252" => Ok(Encoding::Windows1252),
        _ => Err(WrongForm {
            rest: ".encoding".into(),
            why: Say::new("failure-encoding").with_name("encoding", &name),
        }),
    }
}

fn dialect(resource: &Resource, path: &str) -> Result<Dialect, WrongForm> {
    let name = unpacked_name(Path::new(path));
    let ending = Path::new(&name).extension();
    let tabs = ending.is_some_and(|ending| ending.eq_ignore_ascii_case("tsv"))
        || resource.format.as_deref() == Some("tsv");
    let mut dialect = Dialect { delimiter: if tabs { b'\t' } else { b',' }, ..Dialect::default() };
    let Some(given) = &resource.dialect else { return Ok(dialect) };
    dialect.delimiter = mark(given.delimiter, "delimiter")?.unwrap_or(dialect.delimiter);
    dialect.quote = mark(given.quote_char, "quoteChar")?.or(dialect.quote);
    dialect.comment = mark(given.comment_char, "commentChar")?;
    dialect.header = given.header.unwrap_or(true);
    Ok(dialect)
}

fn mark(mark: Option<char>, key: &str) -> Result<Option<u8>, WrongForm> {
    match mark {
        None => Ok(None),
        Some(mark) if mark.is_ascii() && mark != '\n' && mark != '\r' => Ok(Some(mark as u8)),
        Some(_) => Err(WrongForm { rest: format!(".dialect.{key}"), why: Say::new("failure-mark") }),
    }
}

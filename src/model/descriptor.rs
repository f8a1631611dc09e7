//! The descriptor of a linked extract: a Data Package with a `periplus` block at two levels.
//! It keeps keys it does not know, and does not open the files it names.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::event_def::{Cell, EventDef};
use super::{Kind, Occurrence, Perspective, Phase, Text};

/// The version of the `periplus` block this program understands.
pub const UNDERSTOOD: u64 = 1;

/// `datapackage.json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Package {
    /// A short name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A title for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What is ours at package level.
    #[serde(default)]
    pub periplus: PackageBlock,
    /// The tables.
    pub resources: Vec<Resource>,
    /// Everything else, kept as it was.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// The `periplus` block of a package.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PackageBlock {
    /// Must be [`UNDERSTOOD`].
    #[serde(default)]
    pub version: u64,
    /// The day the extract was cut, as an ISO date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// The sources that define who is in the cohort.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<OneOrMany>,
    /// What day 0 is by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<IndexEvent>,
    /// The care phases in order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phases: Option<Vec<Phase>>,
    /// Sources that serve the same purpose.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source_groups: Vec<SourceGroup>,
    /// The zone all times are brought to; `Europe/Amsterdam` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// Everything else, kept as it was.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// One string, or a list of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One.
    One(String),
    /// A list.
    Many(Vec<String>),
}

impl OneOrMany {
    /// As a list.
    pub fn as_slice(&self) -> &[String] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

/// The default day 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexEvent {
    /// A phase's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
    /// A code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The code's system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// Which one; the first when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<IndexOccurrence>,
    /// Everything else, kept as it was.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// `first`, `last` or a number from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum IndexOccurrence {
    /// By name.
    Named(NamedOccurrence),
    /// By number.
    Nth(u32),
}

/// `first` or `last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NamedOccurrence {
    /// The first.
    First,
    /// The last.
    Last,
}

impl From<&IndexOccurrence> for Occurrence {
    fn from(occurrence: &IndexOccurrence) -> Self {
        match occurrence {
            IndexOccurrence::Named(NamedOccurrence::First) => Self::First,
            IndexOccurrence::Named(NamedOccurrence::Last) => Self::Last,
            IndexOccurrence::Nth(n) => Self::Nth((*n).max(1)),
        }
    }
}

/// Sources of which having one is enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SourceGroup {
    /// What descriptors call it.
    pub id: String,
    /// What the screen calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// Its members' ids.
    pub any_of: Vec<String>,
    /// Everything else, kept as it was.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// One table of the extract.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Resource {
    /// Its name; the file's name when absent.
    #[serde(default)]
    pub name: String,
    /// Its files, relative to the descriptor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<OneOrMany>,
    /// `csv`, `parquet` or `arrow`; told by the path's ending when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// `utf-8`, `latin-1` or `windows-1252`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// How a text table is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dialect: Option<Dialect>,
    /// Its fields.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<Schema>,
    /// What is ours.
    #[serde(default)]
    pub periplus: ResourceBlock,
    /// Everything else, kept as it was.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// How a text table is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Dialect {
    /// Between cells; a comma when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// Around cells; a double quote when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote_char: Option<char>,
    /// Starts a line that is passed over; nothing when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment_char: Option<char>,
    /// Between whole and fraction; a point when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal_char: Option<char>,
    /// Between thousands; nothing when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_char: Option<char>,
    /// Whether the first record names the columns; it does when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<bool>,
    /// Everything else, kept as it was.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// The fields of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Schema {
    /// In the order of the columns.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// Texts that stand for "missing" in every field; the empty one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing_values: Option<Vec<MissingValue>>,
    /// Everything else, kept as it was.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    /// The column's name.
    pub name: String,
    /// The standard's type.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The standard's format, for example `%d-%m-%Y`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// Between whole and fraction, where it differs from the dialect's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal_char: Option<char>,
    /// Texts that stand for "missing" in this field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing_values: Option<Vec<MissingValue>>,
    /// Everything else, kept as it was.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// A text that stands for "missing", with or without a label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum MissingValue {
    /// The text.
    Plain(String),
    /// The text with a label, as version 2 of the standard allows.
    Labelled {
        /// The text.
        value: String,
        /// Why it is missing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        label: Option<String>,
    },
}

impl MissingValue {
    /// The text that stands for "missing".
    pub fn value(&self) -> &str {
        match self {
            Self::Plain(value) | Self::Labelled { value, .. } => value,
        }
    }
}

/// What a table is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Its rows yield events.
    #[default]
    Events,
    /// A row a patient, with attributes.
    Patients,
    /// Who could have been seen when.
    Coverage,
    /// One key domain's pseudonyms to another's.
    Crosswalk,
    /// Codes with their labels.
    Codes,
}

/// The `periplus` block of a resource.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourceBlock {
    /// What the table is for.
    #[serde(default)]
    pub role: Role,
    /// The id of its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What the screen calls the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// Who delivered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// What it delivers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// Made to treat or to be paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub perspective: Option<Perspective>,
    /// Which pseudonym key the patient column is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_domain: Option<String>,
    /// The column with the pseudonym.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<Cell>,
    /// The column with the holder's own record id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Cell>,
    /// The care site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<Cell>,
    /// When the source could have seen an event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Vec<WindowDef>>,
    /// What events a row yields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventDef>,
    /// Patient attributes by id, each from a column.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, Cell>,
    /// The columns of a coverage table, crosswalk or code dictionary.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, Cell>,
    /// The domain a crosswalk leads from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_domain: Option<String>,
    /// The domain a crosswalk leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_domain: Option<String>,
    /// The system of a code dictionary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// Columns that look like direct identifiers and are not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_identifying: Vec<String>,
    /// Everything else, kept as it was.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// A declared window: ISO dates of any precision, both ends included; an absent end is open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowDef {
    /// The first day in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The last day in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// What the holder says about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Everything else, kept as it was.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

//! How one row of a table becomes an event: where its phase, code, dates and numbers stand.
//! It is the mapping as written; the reading of cells happens while loading.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Where a cell's content comes from: a column's name, or a fuller description.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cell {
    /// A column's name.
    Column(String),
    /// A column or constant, with more said about it.
    Spec(Box<CellSpec>),
}

/// The fuller description of a cell.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CellSpec {
    /// The column's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// A constant in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// Days since the index event instead of a date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relative_to: Option<RelativeTo>,
    /// What the column's texts stand for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map: Option<BTreeMap<String, String>>,
    /// The system of a code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// Everything else, kept as it was.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// What days are counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RelativeTo {
    /// The patient's index event.
    Index,
}

impl Cell {
    /// The column's name, where it is a column.
    pub fn column(&self) -> Option<&str> {
        match self {
            Self::Column(name) => Some(name),
            Self::Spec(spec) => spec.column.as_deref(),
        }
    }

    /// The constant, where it is one.
    pub fn constant(&self) -> Option<String> {
        match self {
            Self::Column(_) => None,
            Self::Spec(spec) => spec.value.as_ref().map(text_of_value),
        }
    }

    /// The fuller description, where there is one.
    pub fn spec(&self) -> Option<&CellSpec> {
        match self {
            Self::Column(_) => None,
            Self::Spec(spec) => Some(spec),
        }
    }

    /// Whether it counts days from the index event.
    pub fn is_relative(&self) -> bool {
        self.spec().is_some_and(|spec| spec.relative_to.is_some())
    }
}

/// A constant, or a column: unlike a [`Cell`], a plain string is the value itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ValueOrColumn {
    /// The value itself.
    Value(String),
    /// A column, perhaps with a map.
    Spec(Box<CellSpec>),
}

/// An event that a row may yield.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventDef {
    /// The care phase; `other` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<ValueOrColumn>,
    /// The code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Cell>,
    /// The code's label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Cell>,
    /// When it starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Cell>,
    /// When it ends; a point in time when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Cell>,
    /// A measured number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Cell>,
    /// The number's unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Cell>,
    /// The lower end of the reference range, in the same unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ref_low: Option<Cell>,
    /// The upper end of the reference range, in the same unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ref_high: Option<Cell>,
    /// How much was handed out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Cell>,
    /// For how many days it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_supply: Option<Cell>,
    /// The dose given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dose: Option<Cell>,
    /// When the row yields this event at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// How precise the dates are, where they look more precise than they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<ValueOrColumn>,
    /// Everything else, kept as it was.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// A condition on a row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct When {
    /// The column looked at.
    pub column: String,
    /// It must be this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub equals: Option<Value>,
    /// It must be one of these.
    #[serde(default, rename = "in", skip_serializing_if = "Option::is_none")]
    pub one_of: Option<Vec<Value>>,
    /// It must (true) or must not (false) hold anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_null: Option<bool>,
    /// Everything else, kept as it was.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// A JSON value as the text a cell would hold.
pub fn text_of_value(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

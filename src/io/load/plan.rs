//! What is to be done with every row, compiled from the descriptor: names have become places and numbers.
//! It holds no rows and opens no files.

use std::path::PathBuf;

use rustc_hash::FxHashMap;

use crate::base::{Clock, Precision, Time};
use crate::io::bytes::Input;
use crate::io::cell::{Cell, Cells, ColumnPlan, Unreadable};
use crate::io::csv::{Dialect, Encoding};
use crate::io::date::Stamp;
use crate::model::descriptor::{Role, SourceGroup};
use crate::model::report::ColumnProfile;
use crate::model::{Align, Phase, Source};

use super::form::Format;

/// The whole extract.
pub(super) struct Plan {
    pub title: String,
    /// The resources' names and roles.
    pub names: Vec<String>,
    pub roles: Vec<Role>,
    pub clock: Clock,
    pub as_of: Option<Time>,
    pub index: Align,
    pub phases: Vec<Phase>,
    pub sources: Vec<Source>,
    pub source_groups: Vec<SourceGroup>,
    /// Places of the sources that define the population; empty where it is everybody.
    pub population: Vec<usize>,
    /// Key domains by name.
    pub domains: Vec<String>,
    /// The domain that patients are told apart by.
    pub base: usize,
    /// Code systems by name.
    pub systems: Vec<String>,
    pub attributes: Vec<AttributePlan>,
    /// Which source gives which attribute, by their places: what a source says is kept apart until all is read.
    pub given: Vec<(usize, usize)>,
    /// One for each resource of the descriptor; `None` for those left out.
    pub tables: Vec<Option<Table>>,
    pub files: Vec<FilePlan>,
}

/// One file.
pub(super) struct FilePlan {
    /// As the descriptor writes it.
    pub path: String,
    pub input: Input,
    /// The place of its resource, and of its table's plan.
    pub resource: usize,
    /// For each column of the plan its place in this file. Used for text files only.
    pub places: Vec<usize>,
    /// How many columns the file has.
    pub width: usize,
}

/// One resource.
pub(super) struct Table {
    pub format: Format,
    pub dialect: Dialect,
    pub encoding: Encoding,
    /// The columns that are read.
    pub columns: Vec<ColumnPlan>,
    /// Their names.
    pub names: Vec<String>,
    pub role: RolePlan,
    /// The place of its source, for tables that have one.
    pub source: Option<usize>,
    pub profile: Vec<ColumnProfile>,
    /// Columns that look like identifiers and were declared not to be.
    pub allowed: Vec<String>,
}

/// What a table's rows are made into.
pub(super) enum RolePlan {
    Events(EventsPlan),
    Patients(PatientsPlan),
    Coverage(CoveragePlan),
    Crosswalk(CrosswalkPlan),
    Codes(CodesPlan),
}

pub(super) struct EventsPlan {
    pub domain: usize,
    pub patient: TextPlan,
    pub site: Option<TextPlan>,
    pub defs: Vec<EventPlan>,
    pub attributes: Vec<AttributeCell>,
}

pub(super) struct PatientsPlan {
    pub domain: usize,
    pub patient: TextPlan,
    pub attributes: Vec<AttributeCell>,
}

pub(super) struct CoveragePlan {
    pub domain: usize,
    /// Absent where the table speaks of the whole source.
    pub patient: Option<TextPlan>,
    pub from: Option<MomentPlan>,
    pub to: Option<MomentPlan>,
}

pub(super) struct CrosswalkPlan {
    pub from: TextPlan,
    pub to: TextPlan,
    pub from_domain: usize,
    pub to_domain: usize,
}

pub(super) struct CodesPlan {
    pub code: TextPlan,
    pub label: Option<TextPlan>,
    pub label_nl: Option<TextPlan>,
    pub system: usize,
}

/// One event that a row may yield.
pub(super) struct EventPlan {
    pub phase: PhasePlan,
    pub code: Option<TextPlan>,
    pub system: usize,
    pub label: Option<TextPlan>,
    pub start: MomentPlan,
    pub end: Option<MomentPlan>,
    pub value: Option<NumberPlan>,
    pub unit: Option<TextPlan>,
    pub ref_low: Option<NumberPlan>,
    pub ref_high: Option<NumberPlan>,
    pub quantity: Option<NumberPlan>,
    pub days_supply: Option<NumberPlan>,
    pub dose: Option<NumberPlan>,
    pub when: Option<WhenPlan>,
    pub precision: Option<TextPlan>,
}

/// A text: a column's, perhaps put through a map, or always the same.
pub(super) enum TextPlan {
    Column { slot: usize, map: Option<FxHashMap<String, String>> },
    Constant(String),
}

/// A moment: a date, a number of days, or always the same.
pub(super) enum MomentPlan {
    Date(usize),
    Days(usize),
    Constant(Stamp),
}

pub(super) enum NumberPlan {
    Column(usize),
    Constant(f64),
}

/// Phases by number; a map's texts have become numbers.
pub(super) enum PhasePlan {
    Constant(u8),
    Column { slot: usize, phases: FxHashMap<String, u8> },
}

pub(super) struct WhenPlan {
    pub slot: usize,
    /// Any of these; `None` where only emptiness counts.
    pub one_of: Option<Vec<String>>,
    pub not_null: Option<bool>,
}

/// An attribute of patients.
pub(super) struct AttributePlan {
    pub id: String,
    pub kind: AttributeKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AttributeKind {
    Category,
    Number,
    Date,
}

/// Where a row holds an attribute.
pub(super) struct AttributeCell {
    /// Its place in [`Plan::attributes`].
    pub attribute: usize,
    /// Its place in [`Plan::given`].
    pub given: usize,
    pub from: AttributeFrom,
}

pub(super) enum AttributeFrom {
    Text(TextPlan),
    Number(NumberPlan),
    Moment(MomentPlan),
}

impl TextPlan {
    /// The text, or nothing where the cell is missing. A text that its map does not know stays as it is.
    #[inline]
    pub fn read<'a>(
        &'a self,
        columns: &[ColumnPlan],
        cells: &'a impl Cells,
        buffer: &'a mut String,
    ) -> Option<&'a str> {
        match self {
            Self::Constant(text) => Some(text),
            Self::Column { slot, map } => {
                let text = columns.get(*slot)?.text(cells.cell(*slot), buffer)?;
                match map {
                    Some(map) => Some(map.get(text).map_or(text, String::as_str)),
                    None => Some(text),
                }
            }
        }
    }
}

impl MomentPlan {
    #[inline]
    pub fn read(&self, columns: &[ColumnPlan], cells: &impl Cells) -> Result<Option<Stamp>, Unreadable> {
        match self {
            Self::Constant(stamp) => Ok(Some(*stamp)),
            Self::Date(slot) => columns.get(*slot).map_or(Ok(None), |column| column.stamp(cells.cell(*slot))),
            Self::Days(slot) => {
                columns.get(*slot).map_or(Ok(None), |column| column.relative(cells.cell(*slot)))
            }
        }
    }
}

impl NumberPlan {
    #[inline]
    pub fn read(&self, columns: &[ColumnPlan], cells: &impl Cells) -> Result<Option<f64>, Unreadable> {
        match self {
            Self::Constant(number) => Ok(Some(*number)),
            Self::Column(slot) => {
                columns.get(*slot).map_or(Ok(None), |column| column.number(cells.cell(*slot)))
            }
        }
    }
}

impl PhasePlan {
    #[inline]
    pub fn read(&self, columns: &[ColumnPlan], cells: &impl Cells, buffer: &mut String) -> Option<u8> {
        match self {
            Self::Constant(phase) => Some(*phase),
            Self::Column { slot, phases } => {
                phases.get(columns.get(*slot)?.text(cells.cell(*slot), buffer)?).copied()
            }
        }
    }
}

impl WhenPlan {
    pub fn holds(&self, columns: &[ColumnPlan], cells: &impl Cells, buffer: &mut String) -> bool {
        let Some(column) = columns.get(self.slot) else { return false };
        let cell = cells.cell(self.slot);
        let there = !matches!(column.read(cell), Cell::Missing);
        if self.not_null.is_some_and(|wanted| wanted != there) {
            return false;
        }
        match &self.one_of {
            None => true,
            Some(texts) => {
                column.text(cell, buffer).is_some_and(|text| texts.iter().any(|wanted| wanted == text))
            }
        }
    }
}

/// A precision by name.
pub(super) fn precision_named(name: &str) -> Option<Precision> {
    Some(match name.trim_ascii().to_ascii_lowercase().as_str() {
        "year" => Precision::Year,
        "month" => Precision::Month,
        "day" => Precision::Day,
        "minute" => Precision::Minute,
        "second" => Precision::Second,
        _ => return None,
    })
}

/// Where an extract is.
pub(super) struct Place {
    /// The folder that paths are relative to.
    pub folder: PathBuf,
    /// The descriptor's file, for messages.
    pub descriptor: String,
}

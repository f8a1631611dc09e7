//! What happened to every row of an extract: read, made into events, or set aside, and why.
//! It holds counts, names and positions, and never a value of a patient.

use serde::{Deserialize, Serialize};

use crate::base::Trouble;

use super::descriptor::Role;

/// How many positions are kept for each reason.
pub const POSITIONS_KEPT: usize = 10;

/// What loading an extract came to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LoadReport {
    /// One for each resource of the descriptor, in its order.
    pub resources: Vec<ResourceReport>,
    /// What the steward should know, beyond single rows.
    pub warnings: Vec<Warning>,
}

/// What became of one resource.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ResourceReport {
    /// The resource's name in the descriptor.
    pub name: String,
    /// What the resource is for.
    pub role: Role,
    /// The id of its source, where it has one.
    pub source: Option<String>,
    /// Its files, as the descriptor names them.
    pub files: Vec<String>,
    /// Rows read, headers and blank lines not counted.
    pub rows: u64,
    /// Events made of them.
    pub events: u64,
    /// Rows, or events of wide rows, that were set aside, by reason.
    pub set_aside: Vec<Tally<Reason>>,
    /// What was kept but is not right, for the rules to judge.
    pub flagged: Vec<Tally<Flaw>>,
    /// What its columns look like, from a sample.
    pub columns: Vec<ColumnProfile>,
    /// Why it could not be read at all, if so.
    #[serde(with = "super::said", default)]
    pub error: Option<Trouble>,
}

/// How often something happened, and where first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tally<K> {
    /// What happened.
    pub what: K,
    /// How many times.
    pub count: u64,
    /// How many distinct keys it concerns, where that says more.
    pub distinct_keys: Option<u64>,
    /// The first positions, at most [`POSITIONS_KEPT`].
    pub first: Vec<Position>,
}

/// A row of a file. Text tables count their records with the header as row 1, others count from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The file, as the descriptor names it.
    pub file: String,
    /// The row's number.
    pub row: u64,
}

/// Why a row, or one event of a wide row, is not in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The patient column is empty.
    NoPatientKey,
    /// The key's domain is linked, but this key is not in the crosswalk.
    KeyNotInCrosswalk,
    /// The crosswalk gives this key more than one person.
    AmbiguousKey,
    /// No crosswalk leads from the key's domain to the population's.
    KeyDomainNotLinked,
    /// The start is empty.
    StartMissing,
    /// The start is there, but cannot be read as the descriptor says.
    StartUnreadable,
    /// The code is empty.
    CodeMissing,
    /// The phase is empty, or not one of the extract's phases.
    PhaseUnknown,
    /// The record has more or fewer cells than the header.
    Ragged,
    /// A coverage row without a readable start or end.
    WindowUnreadable,
}

/// What is wrong with an event that was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Flaw {
    /// Starts before 1850.
    Before1850 = 0,
    /// Starts after the day the extract was cut.
    AfterAsOf = 1,
    /// Starts on a date that systems write where they know none.
    SentinelDate = 2,
    /// Ends before it starts.
    EndBeforeStart = 3,
    /// The end cannot be read.
    EndUnreadable = 4,
    /// A number cannot be read.
    NumberUnreadable = 5,
}

impl Flaw {
    /// All of them, in the order of their bits.
    pub const ALL: [Self; 6] = [
        Self::Before1850,
        Self::AfterAsOf,
        Self::SentinelDate,
        Self::EndBeforeStart,
        Self::EndUnreadable,
        Self::NumberUnreadable,
    ];

    /// The flag bit an event carries for it.
    pub fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// Something about the extract as a whole, or about one resource, that a steward should know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Warning {
    /// What it is.
    pub what: WarningKind,
    /// The resource, source, column or key domain it is about.
    pub about: String,
    /// How many rows, keys or patients it concerns; 0 where that has no meaning.
    pub count: u64,
}

/// The kinds of warnings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarningKind {
    /// No `asOf` is declared: the latest event date stands in for it.
    AsOfAssumed,
    /// No window is declared for a source: its coverage is unknown.
    WindowUnknown,
    /// Keys of one domain that the crosswalk gives several persons.
    CrosswalkOneToMany,
    /// Persons that several keys of one domain lead to.
    CrosswalkManyToOne,
    /// Two rows give one patient different values of an attribute; the first one counts.
    AttributeConflict,
    /// Cells of an attribute that cannot be read as what the attribute is.
    AttributeUnreadable,
    /// Patients with events who are not in the population.
    OutsidePopulation,
    /// Bytes that are not of the declared encoding.
    EncodingErrors,
    /// A column that looks like a direct identifier and was declared not to be one.
    IdentifierAllowed,
    /// A resource could not be read and was left out.
    ResourceLeftOut,
    /// Two rows of a code dictionary give one code different labels; the first one counts.
    LabelConflict,
}

/// What a column looks like, from a sample of its rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnProfile {
    /// The column's name.
    pub name: String,
    /// What its values could all be read as.
    pub kind: ColumnKind,
    /// Rows looked at.
    pub sampled: u64,
    /// Of those, empty ones.
    pub missing: u64,
    /// Of those, different values.
    pub distinct: u64,
}

/// What the values of a column could all be read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnKind {
    /// Nothing but empty cells.
    Empty,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number,
    /// Dates or times.
    Date,
    /// Anything.
    Text,
}

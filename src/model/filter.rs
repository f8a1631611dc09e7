//! Filters: which patients remain, and which of their events are looked at.
//! They name sources, phases and codes by their ids in the extract, so that they outlive a store.

use serde::{Deserialize, Serialize};

use crate::base::Span;

/// One link of the filter chain. Links apply from first to last, each to what those before it left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Filter {
    /// Events of these sources; patients with none of them go.
    Sources(Vec<String>),
    /// Events of these phases; patients with none of them go.
    Phases(Vec<String>),
    /// Events with one of these codes; patients with none of them go.
    Codes(Vec<CodeRef>),
    /// Events that touch this span of time; patients with none of them go.
    Period(#[serde(with = "super::when::span")] Span),
    /// Patients by an attribute.
    Attribute {
        /// The attribute's id.
        attribute: String,
        /// What it must be.
        test: AttributeTest,
    },
    /// Patients who have, among the events left so far, one that passes the test.
    Has(EventTest),
    /// Patients who have, among the events left so far, none that passes the test.
    HasNot(EventTest),
    /// Patients with a number of events left so far, both ends included.
    EventCount {
        /// At least so many.
        least: u64,
        /// At most so many.
        most: u64,
    },
    /// Patients picked by hand or by a mark, by their pseudonyms.
    Patients {
        /// What they have in common, in words.
        label: String,
        /// Their pseudonyms, ascending.
        keys: Vec<String>,
    },
}

/// A code in its system.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CodeRef {
    /// The system; empty where the descriptor names none.
    pub system: String,
    /// The code.
    pub code: String,
}

/// What an attribute must be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AttributeTest {
    /// One of these values; an empty string stands for a missing value.
    OneOf(Vec<String>),
    /// A number in a range, both ends included.
    Between(
        #[serde(
            serialize_with = "super::when::bound::serialize",
            deserialize_with = "super::when::bound::least"
        )]
        f64,
        #[serde(
            serialize_with = "super::when::bound::serialize",
            deserialize_with = "super::when::bound::most"
        )]
        f64,
    ),
}

/// A test of one event. An empty list allows everything; filled lists must all agree.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct EventTest {
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Care sites.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<String>,
    /// Ids of phases.
    #[serde(default)]
    pub phases: Vec<String>,
    /// Codes.
    #[serde(default)]
    pub codes: Vec<CodeRef>,
}

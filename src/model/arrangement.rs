//! How journeys are laid out together: what day 0 is, in which order they come, and in which groups.
//! It says nothing of who is shown; that is the filter chain's.

use serde::{Deserialize, Serialize};

use super::EventTest;

/// Which of several events that pass a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Occurrence {
    /// The first.
    #[default]
    First,
    /// The last.
    Last,
    /// The n-th, counted from 1.
    Nth(u32),
}

/// What the time axis counts from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Align {
    /// The extract's own index event.
    #[default]
    Index,
    /// Calendar time.
    Calendar,
    /// An event of each patient.
    Event(EventTest, Occurrence),
}

/// What rows are sorted by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SortKey {
    /// The first event, on the axis shown.
    #[default]
    Start,
    /// From the first to the last event.
    Duration,
    /// The number of events.
    Events,
    /// The time from day 0 to the first event of a phase, by the phase's id.
    TimeTo(String),
    /// An attribute, by its id; missing values come last.
    Attribute(String),
}

/// The order of rows.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Sort {
    /// What by.
    pub key: SortKey,
    /// Largest first.
    pub descending: bool,
}

/// What rows are grouped by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Group {
    /// Not at all.
    #[default]
    None,
    /// An attribute, by its id.
    Attribute(String),
    /// The set of sources that have any record of the patient.
    SourcePattern,
}

/// How journeys are laid out together.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Arrangement {
    /// Day 0.
    pub align: Align,
    /// The order of rows.
    pub sort: Sort,
    /// The groups of rows.
    pub group: Group,
}

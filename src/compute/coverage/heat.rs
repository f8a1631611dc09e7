//! Drop-off by subgroup: for each level of an attribute, who has a record in each set and in all of them.
//! It compares nothing; whether a difference matters is for the reader and the drift.

use crate::compute::GroupTitle;

/// An attribute against the sets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heat {
    /// The attribute's id, or one of the two beside the attributes.
    pub attribute: String,
    /// Its levels.
    pub rows: Vec<HeatRow>,
}

/// A level against the sets.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatRow {
    /// The level.
    pub level: GroupTitle,
    /// Its patients.
    pub of: u64,
    /// Those with a record in each set.
    pub with: Vec<u64>,
    /// Those with a record in every set.
    pub all: u64,
}

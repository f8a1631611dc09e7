//! Whether those who are kept are the same people as those who are not: standardised mean differences.
//! It judges nobody; a difference above [`FLAG`] is worth a look.

use crate::compute::GroupTitle;

/// Above it, in absolute value, a difference is worth a look (Austin 2009).
pub const FLAG: f64 = 0.1;
/// Below so many patients on a side a difference says little.
pub const SMALL: u64 = 10;
/// Beside the attributes: the age in years on the day of the index event.
pub const AGE_AT_INDEX: &str = "ageAtIndex";
/// Beside the attributes: the calendar year of the index event.
pub const YEAR_OF_INDEX: &str = "yearOfIndex";

/// Two groups compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drift {
    /// Patients of the one, who were kept.
    pub a: u64,
    /// Patients of the other.
    pub b: u64,
    /// One row an attribute, followed by one for each of its levels.
    pub rows: Vec<DriftRow>,
}

/// An attribute, or a level of it, compared.
#[derive(Clone, Debug, PartialEq)]
pub struct DriftRow {
    /// The attribute's id, or [`AGE_AT_INDEX`] or [`YEAR_OF_INDEX`].
    pub attribute: String,
    /// The level; `None` for the attribute as a whole.
    pub level: Option<GroupTitle>,
    /// The one group.
    pub a: Summary,
    /// The other.
    pub b: Summary,
    /// The standardised difference: signed for a mean or a share, not negative for an attribute of several levels,
    /// infinite where neither side varies and yet they differ, `None` where a side has nobody.
    pub smd: Option<f64>,
    /// Whether a side has fewer than [`SMALL`].
    pub small: bool,
}

/// One side of a comparison.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Summary {
    /// A number of each patient.
    Mean {
        /// Its mean.
        mean: f64,
        /// Its standard deviation.
        sd: f64,
        /// Patients of whom it is known.
        known: u64,
    },
    /// A share of the patients.
    Share {
        /// Patients of the level; for an attribute as a whole, those of whom it is known.
        n: u64,
        /// All patients of the side.
        of: u64,
    },
}

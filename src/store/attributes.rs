//! Attributes of patients: sex, birth, death, region, stage and whatever else a delivery carries.
//! One value a patient; which of two conflicting values counts was decided while loading.

use crate::base::{PatientId, Precision, Time};

/// The place of a missing category.
pub const MISSING: u32 = u32::MAX;

/// One attribute of all patients.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// What descriptors call it. `sex`, `birthYear`, `birthDate`, `death` and `region` have titles of their own.
    pub id: String,
    /// Its values, one a patient.
    pub values: AttributeValues,
}

/// The values of an attribute, one a patient.
#[derive(Clone, Debug, PartialEq)]
pub enum AttributeValues {
    /// One of a number of texts.
    Category {
        /// The texts, sorted.
        names: Vec<String>,
        /// The place of each patient's text, or [`MISSING`].
        of: Vec<u32>,
    },
    /// Numbers; missing ones are NaN.
    Number(Vec<f64>),
    /// Moments with the precision they are known to.
    Date(Vec<Option<(Time, Precision)>>),
}

impl Attribute {
    /// How many patients it has a place for.
    pub(super) fn len(&self) -> usize {
        match &self.values {
            AttributeValues::Category { of, .. } => of.len(),
            AttributeValues::Number(values) => values.len(),
            AttributeValues::Date(values) => values.len(),
        }
    }

    /// A patient's category, where it is an attribute of categories and not missing.
    pub fn category(&self, patient: PatientId) -> Option<&str> {
        match &self.values {
            AttributeValues::Category { names, of } => {
                names.get(*of.get(patient.index())? as usize).map(String::as_str)
            }
            _ => None,
        }
    }

    /// A patient's number, where it is an attribute of numbers and not missing.
    pub fn number(&self, patient: PatientId) -> Option<f64> {
        match &self.values {
            AttributeValues::Number(values) => values.get(patient.index()).copied().filter(|v| !v.is_nan()),
            _ => None,
        }
    }

    /// A patient's date, where it is an attribute of dates and not missing.
    pub fn date(&self, patient: PatientId) -> Option<(Time, Precision)> {
        match &self.values {
            AttributeValues::Date(values) => values.get(patient.index()).copied().flatten(),
            _ => None,
        }
    }
}

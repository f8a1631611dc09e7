//! A source: one holder's delivery, what kind it is, and the time in which it could have seen anything.
//! The patients and events of a source are in the store, not here.

use serde::{Deserialize, Serialize};

use crate::base::Span;

/// What a source delivers, as far as that matters to a reader.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A disease registry.
    Registry,
    /// General practice.
    Gp,
    /// A community pharmacy.
    Pharmacy,
    /// The pharmacy inside a hospital.
    HospitalPharmacy,
    /// A hospital's pharmacy for people who go home.
    OutpatientPharmacy,
    /// Hospital care.
    Hospital,
    /// A laboratory.
    Lab,
    /// Radiotherapy.
    Radiotherapy,
    /// Insurance claims.
    Claims,
    /// Aftercare.
    Aftercare,
    /// Anything else.
    #[default]
    Other,
    /// A kind this version does not know, kept as it was written.
    #[serde(untagged)]
    Unknown(String),
}

/// Whether records were made to treat or to be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Perspective {
    /// Made in the course of care.
    Clinical,
    /// Made to be paid.
    Billing,
}

/// A declared stretch of calendar time in which a source could have seen an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// From the first moment in to the first moment out; open ends reach as far as time does.
    pub span: Span,
    /// What the holder says about it.
    pub note: Option<String>,
}

/// A source of an extract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What descriptors call it.
    pub id: String,
    /// What the screen calls it.
    pub title: String,
    /// Who delivered it.
    pub holder: Option<String>,
    /// What it delivers.
    pub kind: Kind,
    /// Made to treat or to be paid, where declared.
    pub perspective: Option<Perspective>,
    /// Declared windows in order of time. Empty means *unknown*, never *always*.
    pub windows: Vec<Window>,
}

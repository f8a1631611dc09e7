//! A rule's own tests: small journeys, and how often the rule must give each verdict on them.
//! They are run by whoever judges; here they are only written down.

use crate::base::{Precision, Time};

use super::Severity;

/// A test of a rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proof {
    /// What it shows.
    pub title: String,
    /// The line it stands on in its file, counted from 1.
    pub line: usize,
    /// The patients.
    pub patients: Vec<ProofPatient>,
    /// Ids of sources, beside one for each kind; claims are made to be paid.
    pub no_window: Vec<String>,
    /// What must come out.
    pub expect: Expected,
}

/// What must come out of a test.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expected {
    /// How often each verdict, in the order of [`super::Verdict::ALL`]; `None` where it does not matter.
    pub verdicts: [Option<u64>; 5],
    /// The severity of the worst violation, where it matters.
    pub severity: Option<Severity>,
}

/// A patient of a test.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProofPatient {
    /// When born.
    pub birth: Option<(Time, Precision)>,
    /// When died.
    pub death: Option<(Time, Precision)>,
    /// Attributes by name, such as the sex.
    pub attributes: Vec<(String, String)>,
    /// The events.
    pub events: Vec<ProofEvent>,
}

/// An event of a test.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProofEvent {
    /// When it starts.
    pub start: (Time, Precision),
    /// When it ends.
    pub end: Option<(Time, Precision)>,
    /// The kind of its source, which is also the source's id.
    pub source: String,
    /// Its phase.
    pub phase: String,
    /// The system of its code.
    pub system: String,
    /// Its code.
    pub code: String,
    /// The dose.
    pub dose: Option<f64>,
    /// The measured value.
    pub value: Option<f64>,
    /// The days it lasts.
    pub supply: Option<f64>,
    /// The quantity.
    pub quantity: Option<f64>,
    /// The care site.
    pub site: Option<String>,
}

//! What if: another question or another filter chain, evaluated beside the present one.
//! It proposes the obvious changes and puts numbers to them; it applies none.

use crate::base::Span;
use crate::model::{CoverageQuestion, Filter};

use super::patterns::Micros;

/// What a question and a filter chain come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alternative {
    /// Patients with a record in every set.
    pub patients: u64,
    /// Time under observation by every set at once.
    pub micros: Micros,
    /// The largest absolute difference between them and the population, small numbers left out.
    pub worst_smd: Option<f64>,
    /// The attribute it is of.
    pub worst_attribute: Option<String>,
    /// Half the width of a 95 % Wilson interval for a proportion of one half among them.
    pub half_width: Option<f64>,
}

/// A change of the present state.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A set is left out, by its place in the question.
    LeaveOut(usize),
    /// Sets become one, by their places in the question.
    Group {
        /// What the group is called.
        title: String,
        /// The sets.
        sets: Vec<usize>,
    },
    /// The window begins a year later, or ends a year earlier.
    Shorten(Span),
    /// A link of the filter chain is taken out, by its place.
    WithoutFilter(usize),
}

/// A change, and the state it leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// What is changed.
    pub change: Change,
    /// The question then.
    pub question: CoverageQuestion,
    /// The filter chain then.
    pub chain: Vec<Filter>,
}

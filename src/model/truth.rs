//! What a synthetic extract knows of itself: faults that rules must find, what they must not call one, and typed gaps.
//! It is plain data as read from a file; what was found of it is computed elsewhere.

/// All that is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Truth {
    /// By rule, ascending by id.
    pub rules: Vec<RuleTruth>,
    /// Gaps with their kind and explanation.
    pub gaps: Vec<TrueGap>,
}

/// What is known of one rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleTruth {
    /// Its id.
    pub id: String,
    /// What it must find.
    pub faults: Vec<Entry>,
    /// What it must not call a violation.
    pub near_misses: Vec<Entry>,
    /// What the catalogue leaves open.
    pub open: Vec<Entry>,
}

/// Something that a rule looks at: a row of a patient, or sources as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The patient's pseudonym.
    pub patient: Option<String>,
    /// The file.
    pub file: Option<String>,
    /// The row in it.
    pub row: Option<u32>,
    /// Sources it is about; none: any.
    pub sources: Vec<String>,
    /// First and last day, counted from 1970-01-01.
    pub days: Option<(i64, i64)>,
}

/// A gap with its one explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrueGap {
    /// The patient's pseudonym.
    pub patient: String,
    /// What is missing, in the words of gaps.
    pub kind: String,
    /// Why.
    pub explanation: String,
    /// The code of the medicine, where it is about one.
    pub code: Option<String>,
    /// The last day before and the first day after, counted from 1970-01-01.
    pub days: (i64, i64),
}

//! The question that the coverage screen puts: which sources are combined, in which order, over which time.
//! It names sources and sites by their ids in the extract, and counts nothing.

use serde::{Deserialize, Serialize};

use crate::base::Span;

/// A source, or one care site of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Member {
    /// The source's id.
    pub source: String,
    /// The care site; all of the source when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
}

/// What a row of the set plot and a step of the drop-off stand for: a record of any member is enough.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SetSpec {
    /// What the screen calls it; the members' titles when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The members.
    pub members: Vec<Member>,
}

/// The question; the order of its sets is the order of the drop-off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct CoverageQuestion {
    /// The sets. Empty stands for every source by itself, in the extract's order.
    pub sets: Vec<SetSpec>,
    /// The time that records must touch and that person-time is counted in. All of time when absent.
    #[serde(with = "super::when::span_or_none", skip_serializing_if = "Option::is_none")]
    pub window: Option<Span>,
    /// What shares are shares of.
    pub denominator: Denominator,
    /// The phase of which a registry's word is held against other sources (L03, L04), by its id; treatment when
    /// absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<String>,
}

/// What shares are shares of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Denominator {
    /// The population.
    #[default]
    Population,
    /// The patients of the smallest set.
    Smallest,
    /// The patients of a source, by its id.
    Source(String),
    /// The patients whom the set could have seen.
    Eligible,
}

/// Whom an intersection of sets stands for, named as `ComplexUpset` does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SetMode {
    /// In these sets, and in no other.
    #[default]
    Exclusive,
    /// In these sets at least.
    Inclusive,
    /// In any of these sets.
    Union,
}

/// What a bar of the set plot measures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SetUnit {
    /// Patients.
    #[default]
    Patients,
    /// Time under observation, summed over patients.
    PersonTime,
}

/// The order of the bars of the set plot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SetSort {
    /// The longest bar first.
    #[default]
    Size,
    /// The fewest sets first.
    Degree,
    /// By the sets in their order, as words in a dictionary.
    Set,
}

impl SetSpec {
    /// A whole source by itself.
    pub fn of_source(id: &str) -> Self {
        Self { title: None, members: vec![Member { source: id.to_owned(), site: None }] }
    }
}

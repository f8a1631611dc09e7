//! The project: what a user asked, set, judged and noted about an extract, and how it was looked at.
//! It holds nothing of the extract itself but pseudonyms, codes and dates of what was judged.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Anchor, Arrangement, CoverageQuestion, Filter, GapSpec, Judged, Outage, Suggestion};

/// The version of the project file that this program writes.
pub const VERSION: u32 = 1;

/// What undo covers, and what a project file keeps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    /// The filter chain.
    pub filters: Vec<Filter>,
    /// How journeys are laid out together.
    pub arrangement: Arrangement,
    /// Which sources are combined, in which order, over which time.
    pub question: CoverageQuestion,
    /// What was set of rules, by their ids; a rule that is as its pack has it is not here.
    pub rules: BTreeMap<String, RuleSetting>,
    /// Outages that a steward confirmed, in order.
    pub outages: Vec<Outage>,
    /// Outages that the data suggest and a steward rejected.
    pub rejected: BTreeSet<Suggestion>,
    /// What gaps are looked for; the usual ones when absent.
    pub gaps: Option<GapSpec>,
    /// What was judged.
    pub judgements: BTreeMap<Anchor, Judged>,
    /// Notes about patients, by pseudonym.
    pub notes: BTreeMap<String, String>,
    /// What a later version of the program wrote beside it.
    pub other: Map<String, Value>,
}

/// What was set of a rule.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleSetting {
    /// Whether it is left out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub off: bool,
    /// Its parameters that differ from the pack's, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, f64>,
    /// What a later version of the program wrote beside it.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

impl RuleSetting {
    /// Whether it sets nothing.
    pub fn is_empty(&self) -> bool {
        !self.off && self.parameters.is_empty() && self.other.is_empty()
    }
}

impl Project {
    /// Whether it holds work that nobody wants to do twice: judgements, notes, outages, settings of rules and gaps.
    pub fn has_work(&self) -> bool {
        !self.judgements.is_empty()
            || !self.notes.is_empty()
            || !self.rules.is_empty()
            || !self.outages.is_empty()
            || !self.rejected.is_empty()
            || self.gaps.is_some()
    }
}

/// How the window looked, for the next time; no change of it is unsaved work.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Looks {
    /// The screen, by its id.
    pub screen: String,
    /// Whom a bar of the set plot stands for.
    pub set_mode: super::SetMode,
    /// What it measures.
    pub set_unit: super::SetUnit,
    /// The order of the bars.
    pub set_sort: super::SetSort,
    /// Sources whose lanes are folded away in Patient, by id.
    pub hidden_lanes: Vec<String>,
    /// What a later version of the program wrote beside it.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// A project as its file has it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProjectFile {
    /// The version of its form.
    pub version: u32,
    /// Where the extract is: from the folder of the file on where that is possible, with `/` between names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extract: Option<String>,
    /// See [`Project`].
    #[serde(default)]
    pub filters: Vec<Filter>,
    /// See [`Project`].
    #[serde(default)]
    pub arrangement: Arrangement,
    /// See [`Project`].
    #[serde(default)]
    pub coverage: CoverageQuestion,
    /// See [`Project`].
    #[serde(default)]
    pub rules: BTreeMap<String, RuleSetting>,
    /// See [`Project`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outages: Vec<Outage>,
    /// See [`Project`].
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub rejected: BTreeSet<Suggestion>,
    /// See [`Project`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gaps: Option<GapSpec>,
    /// See [`Project`].
    #[serde(default)]
    pub judgements: Vec<JudgedAt>,
    /// See [`Project`].
    #[serde(default)]
    pub notes: BTreeMap<String, String>,
    /// How the window looked.
    #[serde(default)]
    pub looks: Looks,
    /// What a later version of the program wrote.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// A judgement with what it is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JudgedAt {
    /// What it is about.
    pub on: Anchor,
    /// What was said.
    #[serde(flatten)]
    pub judged: Judged,
}

impl ProjectFile {
    /// The file of a project.
    pub fn of(project: &Project, extract: Option<String>, looks: Looks) -> Self {
        let Project {
            filters,
            arrangement,
            question,
            rules,
            outages,
            rejected,
            gaps,
            judgements,
            notes,
            other,
        } = project.clone();
        let judgements = judgements.into_iter().map(|(on, judged)| JudgedAt { on, judged }).collect();
        Self {
            version: VERSION,
            extract,
            filters,
            arrangement,
            coverage: question,
            rules,
            outages,
            rejected,
            gaps,
            judgements,
            notes,
            looks,
            other,
        }
    }

    /// The project, and how the window looked.
    pub fn open(self) -> (Project, Looks) {
        let Self {
            filters,
            arrangement,
            coverage,
            rules,
            outages,
            rejected,
            gaps,
            judgements,
            notes,
            looks,
            other,
            ..
        } = self;
        // A file that was merged by hand may hold its events in any order, or one judgement twice: the last one counts.
        let again = |JudgedAt { on, judged }| {
            let detail = on.detail;
            (Anchor { detail, ..Anchor::new(on.about, on.patient, on.events) }, judged)
        };
        let judgements = judgements.into_iter().map(again).collect();
        (
            Project {
                filters,
                arrangement,
                question: coverage,
                rules,
                outages,
                rejected,
                gaps,
                judgements,
                notes,
                other,
            },
            looks,
        )
    }
}

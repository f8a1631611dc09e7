//! Care paths: which steps are expected of whom, in which order and time, and which sources could see each of them.
//! They name sources, phases and codes by their ids; whether a step was taken is computed elsewhere.

use serde::{Deserialize, Serialize};

use super::EventTest;

/// A template of the steps that are expected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CarePath {
    /// What the screen calls it.
    pub title: String,
    /// Of whom it is expected: patients with such an event, the first of which is where the path begins.
    pub eligible: EventTest,
    /// Whom of them it is not expected of: patients with such an event at any time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub except: Option<EventTest>,
    /// The steps.
    pub steps: Vec<Step>,
}

/// A step of a care path.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// What the screen calls it.
    pub title: String,
    /// The events that are this step.
    pub test: EventTest,
    /// The place of the step that its days count from; where the path begins when absent. A step before this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<usize>,
    /// The first day on which it may be taken.
    pub from: i32,
    /// The last day on which it is in time, included.
    pub to: i32,
    /// Ids of the sources that could see it; those that the test names when empty, else all that have such events.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub witnesses: Vec<String>,
    /// Whether it may be left out without being missed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
}

/// A schedule of visits after an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Schedule {
    /// What the screen calls it.
    pub title: String,
    /// Of whom it is expected: patients with such an event, from the first of which days count.
    pub eligible: EventTest,
    /// The events that are a visit.
    pub visit: EventTest,
    /// The days on which visits are due, ascending.
    pub due: Vec<i32>,
    /// How many days before or after a visit is still in time.
    pub tolerance: u32,
    /// Ids of the sources that could see a visit; see [`Step::witnesses`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub witnesses: Vec<String>,
}

impl Schedule {
    /// The same as a care path: a step each visit, all counted from the beginning.
    pub fn as_path(&self) -> CarePath {
        let tolerance = i32::try_from(self.tolerance).unwrap_or(i32::MAX);
        let step = |due: &i32| Step {
            title: self.title.clone(),
            test: self.visit.clone(),
            from: due.saturating_sub(tolerance),
            to: due.saturating_add(tolerance),
            witnesses: self.witnesses.clone(),
            ..Step::default()
        };
        CarePath {
            title: self.title.clone(),
            eligible: self.eligible.clone(),
            except: None,
            steps: self.due.iter().map(step).collect(),
        }
    }
}

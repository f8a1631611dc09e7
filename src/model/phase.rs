//! The phases of care, in the order in which a journey usually passes them.
//! Which events belong to a phase is the descriptor's business, and its colour the scene's.

use serde::{Deserialize, Serialize};

use super::Text;

/// The most phases an extract may name: a phase number is kept in five bits per event while loading.
pub const MOST_PHASES: usize = 32;

/// Ids of the phases of an extract that names none.
pub const DEFAULT_PHASES: [&str; 9] =
    ["gp", "pharmacy", "diagnosis", "treatment", "hospital", "lab", "aftercare", "death", "other"];

/// A care phase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phase {
    /// What descriptors call it.
    pub id: String,
    /// What the screen calls it; the default phases have titles of their own in both languages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
}

impl Phase {
    /// The default phases, untitled.
    pub fn defaults() -> Vec<Self> {
        DEFAULT_PHASES.iter().map(|id| Self { id: (*id).to_owned(), title: None }).collect()
    }
}

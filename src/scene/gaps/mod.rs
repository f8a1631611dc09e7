//! The pictures of gaps: how many of which kind and source and why, how long it takes from phase to phase, what a number
//! of days flags, and how visits and steps fared. They are drawn from numbers that were counted elsewhere.

pub mod bars;
pub mod flagged;
pub mod path;
pub mod rate;
mod stack;
pub mod steps;
pub mod supply;
#[cfg(test)]
mod test;
#[cfg(test)]
mod test_path;
pub mod waiting;
pub mod words;

use super::sheet::{sheet, small, target};
use crate::compute::gaps::path::Fate;
use crate::model::gap::SupplyModel;
use crate::model::{Explanation, GapKind};

pub use path::{PathHit, PathSpec, PathStep, outcome_ink};
pub use rate::RateSpec;
pub use stack::{Look, swatch};
pub use words::{GapsWords, PathWords, RateWords, Said};

/// Room at the edges, in logical pixels.
const EDGE: f32 = 8.0;
/// Height of a line of small text, in logical pixels.
const LINE: f32 = 15.0;

/// The charts of the gaps screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Chart {
    /// Gaps by kind.
    Kinds,
    /// Gaps by source.
    Sources,
    /// Times from one phase to another.
    Waiting,
    /// Patients that a least silence flags.
    Silences,
    /// The four models of supply.
    Supply,
    /// Patients that days of grace flag.
    Grace,
    /// How the visits of follow-up schedules fared.
    Visits,
}

impl Chart {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Kinds, Self::Sources, Self::Waiting, Self::Silences, Self::Supply, Self::Grace, Self::Visits];

    /// What files call it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Kinds => "gaps-by-kind",
            Self::Sources => "gaps-by-source",
            Self::Waiting => "time-between-phases",
            Self::Silences => "silences",
            Self::Supply => "supply-models",
            Self::Grace => "grace",
            Self::Visits => "follow-up",
        }
    }
}

/// What a pointer on a mark of the gaps screen points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GapsHit {
    /// A kind's name.
    Kind(GapKind),
    /// Gaps of a kind with an explanation.
    Cell(GapKind, Explanation),
    /// A source's name, by its place.
    Source(usize),
    /// Gaps of an explanation during which a source watched.
    Watched(usize, Explanation),
    /// Gaps of which nobody said whether a source watched.
    NotSaid(usize),
    /// An explanation, in the legend.
    Why(Explanation),
    /// Those who came so far in so many days: the first, and the first one too many.
    Came(u32, u32),
    /// Those who had not come so far in so many days.
    Beyond(u32),
    /// Patients whom so many days flag.
    Limit(u32),
    /// A model of supply.
    Model(SupplyModel),
    /// Patients whom the days of grace flag under a model.
    Flagged(SupplyModel),
    /// A visit or step, by the places of its schedule or path and its own, and what it came to.
    Fate(u16, u16, Fate),
}

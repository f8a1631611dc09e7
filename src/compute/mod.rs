//! What can be told from a store: who is selected, what day 0 is, in which order, who is covered by what.
//! Pure functions of their arguments: they read no file, no clock and no screen.

pub mod align;
pub mod anchor;
pub mod arrange;
pub mod coverage;
pub mod density;
pub mod estimate;
pub mod evaluate;
pub mod extent;
pub mod gaps;
pub mod journeys;
pub mod mask;
pub mod outages;
pub mod precision;
pub mod rates;
pub mod reconcile;
pub mod rules;
pub mod search;
pub mod select;
pub mod silence;
pub mod summary;
#[cfg(test)]
pub(crate) mod test;
pub mod watch;

pub use align::{Anchors, Axis};
pub use arrange::{GroupTitle, RowGroup, Rows};
pub use mask::EventMask;
pub use select::{Selection, Step};
pub use silence::Silences;
pub use watch::{State, Watch};

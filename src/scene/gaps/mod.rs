//! Pictures about gaps: the steps of a care path with how everybody fared, and the rate of a source over time.
//! They hold what results hold, and compute nothing.

pub mod path;
pub mod rate;
#[cfg(test)]
mod test_path;
pub mod words;

pub use path::{PathHit, PathSpec, PathStep, outcome_ink};
pub use rate::RateSpec;
pub use words::{PathWords, RateWords};

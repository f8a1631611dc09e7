//! Who and what is left when sources are combined: patterns, set plot, drop-off, drift, what-if.
//! It finds numbers and sets of patients; how they are drawn is the scene's.

pub mod covariate;
pub mod drift;
pub mod drop_off;
pub mod flow;
pub mod funnel;
pub mod heat;
pub mod link_quality;
pub mod monthly;
mod named;
mod observed;
pub mod patterns;
pub mod sets;
pub mod subsets;
mod units;
pub mod what_if;

pub use covariate::{AGE_AT_INDEX, YEAR_OF_INDEX};
pub use drift::{Drift, DriftRow, Summary, drift};
pub use drop_off::{DropOff, drop_off};
pub use flow::{FlowBox, FlowColumn, FlowRow, LinkageFlow};
pub use funnel::{Count, Funnel, FunnelRow, Stage};
pub use heat::{Heat, HeatRow, heat};
pub use link_quality::{Finding, Verdict};
pub use monthly::{Month, monthly};
pub use named::NAMES_ONLY;
pub use patterns::{Micros, Patterns, ResolvedSet, patterns};
pub use sets::{Bar, Bars, bars};
pub use subsets::{Subsets, subsets};
pub use units::specs;
pub use what_if::{Alternative, Change, Proposal};

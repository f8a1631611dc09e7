//! Who and what is left when sources are combined: patterns, set plot, drop-off, drift, what-if.
//! It finds numbers and sets of patients; how they are drawn is the scene's.

pub mod drift;
pub mod drop_off;
pub mod flow;
pub mod funnel;
pub mod heat;
pub mod link_quality;
pub mod patterns;
pub mod sets;
mod state;
mod table;
pub mod what_if;

pub use drift::{Drift, DriftRow, Summary};
pub use drop_off::DropOff;
pub use flow::{FlowBox, FlowColumn, FlowRow, LinkageFlow};
pub use funnel::{Count, Funnel, FunnelRow, Stage};
pub use heat::Heat;
pub use link_quality::{Finding, Verdict};
pub use patterns::{Micros, Patterns, ResolvedSet};
pub use sets::{Bar, Bars};
pub use state::{ALWAYS, State, lane};
pub use table::{CoverageRow, CoverageTable, table};
pub use what_if::{Alternative, Change, Proposal};

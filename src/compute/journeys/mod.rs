//! Aggregated journeys: sequences of steps, and what they add up to as graph, variants, tree, flow, matrix and pathways.
//! It draws nothing, and never invents an order among events at equal time.

pub mod alphabet;
pub mod compare;
pub mod dfg;
pub mod end;
pub mod flow;
pub mod matrix;
pub mod pathway_tables;
pub mod pathways;
pub mod sequence;
mod simplify;
pub mod times;
pub mod tree;
pub mod variants;

pub use alphabet::Alphabet;
pub use dfg::Dfg;
pub use end::{End, Terminal};
pub use sequence::{Removed, Sequences, sequences};
pub use times::Times;

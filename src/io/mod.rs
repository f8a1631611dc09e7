//! Bytes to store and back: one importer per format, and the load that turns an extract into a store.
//! It knows nothing of what events mean clinically, and draws nothing.

pub mod cache;
pub mod load;
pub mod open;
pub mod raw;
pub mod synth;

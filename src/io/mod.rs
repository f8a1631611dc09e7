//! Bytes to store and back: one importer per format, and the load that turns an extract into a store.
//! It knows nothing of what events mean clinically, and draws nothing.

pub mod bytes;
pub mod cache;
pub mod cell;
pub mod columnar;
pub mod counts;
pub mod csv;
pub mod date;
pub mod files;
pub mod guard;
pub mod load;
pub mod number;
pub mod ohdsi;
pub mod open;
pub mod profile;
pub mod project;
pub mod raw;
pub mod rules;
pub mod sample;
pub mod sketch;
pub mod synth;
pub mod truth;

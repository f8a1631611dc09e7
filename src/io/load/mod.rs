//! An extract to a store: the descriptor is compiled into plans, rows are read on all threads, keys are settled,
//! and a report says what became of every row. It writes nothing.

mod error;

pub use error::{Identifier, IdentifierKind, LoadError};

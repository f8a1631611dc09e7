//! Reads the tables that a descriptor names.
//! It keeps nothing on disk; that is `cache`'s business.

mod error;

pub use error::{Identifier, IdentifierKind, LoadError};

//! Everything a reader sees as text, in English and Dutch: messages, numbers, dates and durations.
//! It does not know which screen or command shows them, and never changes what a descriptor or a table says.

mod dates;
mod messages;
mod numbers;

pub use messages::{Arg, Lang, Texts, variant_key};

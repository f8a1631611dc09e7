//! Delimited text, read block by block: a reader cuts the bytes at record ends and hands out blocks
//! that any thread may turn into cells. It knows nothing of types, events or patients.

mod block;
mod reader;
mod scan;
mod shared;

pub use block::{Block, RawBlock, Record};
pub use reader::{Reader, ReaderError};
pub use scan::Dialect;
pub use shared::{Next, SharedReader};

/// How the characters of a text file are written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8; bytes that are not are replaced and counted.
    #[default]
    Utf8,
    /// ISO 8859-1: every byte is the character of that number.
    Latin1,
    /// Windows code page 1252.
    Windows1252,
}

#[cfg(test)]
mod test;

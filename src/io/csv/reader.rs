//! Reads a delimited file front to back and cuts it into blocks at record ends.
//! It is the only part that must run in order; decoding a block and using its cells may run anywhere.

use std::io::{self, Read};

use super::Encoding;
use super::block::{Block, RawBlock};
use super::scan::{self, Dialect, RECORD_MAX, Rest, Stretch};

/// Bytes read at a time. Big enough to make the lock around the reader cheap, small enough for the caches.
pub const BLOCK: usize = 1 << 20;

/// Why a file could not be read as text.
#[derive(Debug)]
pub enum ReaderError {
    /// The file or its packing could not be read.
    Io(io::Error),
    /// The file is written in UTF-16.
    Utf16,
}

impl From<io::Error> for ReaderError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Cuts one file into blocks.
pub struct Reader {
    input: Box<dyn Read + Send>,
    dialect: Dialect,
    encoding: Encoding,
    block: usize,
    /// The start of a record that the last block did not hold whole.
    carry: Vec<u8>,
    ended: bool,
    /// The number of the next record.
    pub(super) next: u64,
    /// How many bytes come before it.
    pub(super) consumed: u64,
    columns: Vec<String>,
}

impl Reader {
    /// Starts on a file and reads its header. Without a header, columns are called `field1`, `field2` and so on.
    pub fn new(
        input: Box<dyn Read + Send>,
        dialect: Dialect,
        encoding: Encoding,
    ) -> Result<Self, ReaderError> {
        Self::with_block(input, dialect, encoding, BLOCK)
    }

    /// The same with another size of block.
    pub fn with_block(
        input: Box<dyn Read + Send>,
        dialect: Dialect,
        encoding: Encoding,
        block: usize,
    ) -> Result<Self, ReaderError> {
        let (carry, ended, columns) = (Vec::new(), false, Vec::new());
        let mut reader = Self {
            input,
            dialect,
            encoding,
            block: block.max(1),
            carry,
            ended,
            next: 1,
            consumed: 0,
            columns,
        };
        reader.skip_mark()?;
        reader.read_header()?;
        Ok(reader)
    }

    /// The columns, as the header names them.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// How many bytes the header and what stands before it take.
    pub fn head_len(&self) -> u64 {
        self.consumed
    }

    /// The next block, not yet decoded; nothing at the end of the file.
    pub fn next_raw(&mut self) -> Result<Option<RawBlock>, ReaderError> {
        loop {
            if self.ended && self.carry.is_empty() {
                return Ok(None);
            }
            let carried = self.carry.len();
            self.fill(if carried < self.block { self.block - carried } else { carried })?;
            let block = self.cut(usize::MAX);
            if !block.is_empty() {
                return Ok(Some(block));
            }
        }
    }

    /// Reads `more` bytes after what is carried over, fewer only at the end of the file.
    fn fill(&mut self, more: usize) -> Result<(), ReaderError> {
        if self.ended {
            return Ok(());
        }
        self.carry.reserve_exact(more);
        let read = self.input.by_ref().take(more as u64).read_to_end(&mut self.carry)?;
        self.ended = read < more;
        Ok(())
    }

    /// Takes the whole records out of what has been read, and keeps the rest for the next time.
    fn cut(&mut self, at_most: usize) -> RawBlock {
        let rest = if self.ended { Rest::End } else { Rest::More };
        let (index, used) = scan::scan(&self.carry, self.dialect, Stretch::all(rest), at_most);
        let after = self.carry.split_off(used);
        let bytes = std::mem::replace(&mut self.carry, after);
        let first = self.next;
        self.next += index.len() as u64;
        self.consumed += used as u64;
        RawBlock { bytes, from: 0, index, first, dialect: self.dialect, encoding: self.encoding }
    }

    fn skip_mark(&mut self) -> Result<(), ReaderError> {
        self.fill(self.block.max(4))?;
        if self.carry.starts_with(&[0xff, 0xfe]) || self.carry.starts_with(&[0xfe, 0xff]) {
            return Err(ReaderError::Utf16);
        }
        if self.carry.starts_with(&[0xef, 0xbb, 0xbf]) {
            self.carry.drain(..3);
            self.consumed = 3;
        }
        Ok(())
    }

    fn read_header(&mut self) -> Result<(), ReaderError> {
        loop {
            let before = self.carry.len();
            let block = self.peek();
            if let Some(block) = block {
                let record = block.record(0);
                self.columns = if self.dialect.header {
                    (0..record.len()).map(|k| record.field(k).to_owned()).collect()
                } else {
                    (1..=record.len()).map(|k| format!("field{k}")).collect()
                };
                return Ok(());
            }
            if self.ended || before > 2 * RECORD_MAX {
                return Ok(());
            }
            self.fill(before.max(self.block))?;
        }
    }

    /// The first record. It is taken off where it is the header, and stays where it is data.
    fn peek(&mut self) -> Option<Block> {
        if self.dialect.header {
            let block = self.cut(1);
            return (!block.is_empty()).then(|| block.decode());
        }
        let rest = if self.ended { Rest::End } else { Rest::More };
        let (index, used) = scan::scan(&self.carry, self.dialect, Stretch::all(rest), 1);
        let (dialect, encoding) = (self.dialect, self.encoding);
        let block =
            RawBlock { bytes: self.carry[..used].to_vec(), from: 0, index, first: 1, dialect, encoding };
        (!block.is_empty()).then(|| block.decode())
    }
}

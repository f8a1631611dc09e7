//! A run of whole records as text, with the place of every field.
//! It knows no types: a field is the text between its delimiters, without its quotes.

use super::Encoding;
use super::scan::{self, Dialect, Field, Index, Rest, Stretch};

/// Whole records of one file, decoded.
#[derive(Debug)]
pub struct Block {
    text: String,
    index: Index,
    /// Fields that had to be rewritten, by record and field.
    rewritten: Vec<((usize, usize), String)>,
    /// The number of the first record in its file, the header (if any) being 1.
    pub first: u64,
    /// How many runs of bytes were not text in the given encoding and were replaced.
    pub replaced: u64,
}

/// One record of a block.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    block: &'a Block,
    number: usize,
    start: usize,
    ends: &'a [u32],
}

/// Bytes whose records have been found but not yet decoded; turning them into a [`Block`] needs no lock.
#[derive(Debug)]
pub struct RawBlock {
    pub(super) bytes: Vec<u8>,
    /// Where the first record starts.
    pub(super) from: usize,
    pub(super) index: Index,
    pub(super) first: u64,
    pub(super) dialect: Dialect,
    pub(super) encoding: Encoding,
}

impl RawBlock {
    /// Decodes the bytes. Marks are ASCII in every encoding, so the records stay the same.
    pub fn decode(self) -> Block {
        let (text, replaced, moved) = decode(self.bytes, self.encoding);
        let index = if moved {
            let stretch = Stretch { from: self.from, ..Stretch::all(Rest::End) };
            scan::scan(text.as_bytes(), self.dialect, stretch, usize::MAX).0
        } else {
            self.index
        };
        let mut block = Block { text, index, rewritten: Vec::new(), first: self.first, replaced };
        if let Some(quote) = self.dialect.quote {
            block.rewritten =
                block.index.rewrites().into_iter().map(|at| (at, block.rewrite(at, quote))).collect();
        }
        block
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many bytes the records take.
    pub fn bytes(&self) -> u64 {
        (self.bytes.len() - self.from) as u64
    }

    /// The number of the first record in its file.
    pub fn first_row(&self) -> u64 {
        self.first
    }
}

/// The text, how many runs of bytes were replaced, and whether offsets have changed.
fn decode(bytes: Vec<u8>, encoding: Encoding) -> (String, u64, bool) {
    match (String::from_utf8(bytes), encoding) {
        (Ok(text), Encoding::Utf8) => (text, 0, false),
        (Ok(text), _) if text.is_ascii() => (text, 0, false),
        (Err(error), Encoding::Utf8) => {
            let mut text = String::with_capacity(error.as_bytes().len());
            let mut replaced = 0;
            for chunk in error.as_bytes().utf8_chunks() {
                text.push_str(chunk.valid());
                if !chunk.invalid().is_empty() {
                    text.push(char::REPLACEMENT_CHARACTER);
                    replaced += 1;
                }
            }
            (text, replaced, true)
        }
        (result, Encoding::Latin1) => {
            let bytes = result.map_or_else(std::string::FromUtf8Error::into_bytes, String::into_bytes);
            (bytes.iter().copied().map(char::from).collect(), 0, true)
        }
        (result, Encoding::Windows1252) => {
            let bytes = result.map_or_else(std::string::FromUtf8Error::into_bytes, String::into_bytes);
            (encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned(), 0, true)
        }
    }
}

impl Block {
    /// How many records there are.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One record; an empty one where there is none.
    #[inline]
    pub fn record(&self, number: usize) -> Record<'_> {
        let (start, ends) = self.index.ends(number);
        Record { block: self, number, start, ends }
    }

    /// All records in order.
    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        (0..self.len()).map(|number| self.record(number))
    }

    /// Its memory, for another block.
    pub(super) fn into_room(self) -> (Vec<u8>, Index) {
        (self.text.into_bytes(), self.index)
    }

    fn rewrite(&self, (record, field): (usize, usize), quote: u8) -> String {
        let (start, ends) = self.index.ends(record);
        scan::field(start, ends, field)
            .and_then(|field| self.text.get(field.start..field.end))
            .map(|raw| scan::unquote(raw, quote))
            .unwrap_or_default()
    }
}

impl<'a> Record<'a> {
    /// How many fields it has; 0 where a quote was opened and never closed.
    pub fn len(self) -> usize {
        self.ends.len()
    }

    /// Whether it has none.
    pub fn is_empty(self) -> bool {
        self.ends.is_empty()
    }

    /// The text of a field; empty where there is no such field.
    #[inline]
    pub fn field(self, k: usize) -> &'a str {
        match scan::field(self.start, self.ends, k) {
            Some(Field { start, end, quoted: false, rewrite: false }) => {
                self.block.text.get(start..end).unwrap_or("")
            }
            Some(field) => self.marked(k, field),
            None => "",
        }
    }

    /// The bytes of a field that stands there without quotes.
    #[inline]
    pub fn plain(self, k: usize) -> Option<&'a [u8]> {
        self.block.text.as_bytes().get(scan::plain_field(self.start, self.ends, k)?)
    }

    /// The text of a field in quotes.
    #[cold]
    fn marked(self, k: usize, field: Field) -> &'a str {
        if field.rewrite {
            let at = self.block.rewritten.binary_search_by_key(&(self.number, k), |(at, _)| *at);
            return at.ok().and_then(|at| self.block.rewritten.get(at)).map_or("", |(_, text)| text.as_str());
        }
        self.block.text.get(field.start + 1..field.end - 1).unwrap_or("")
    }

    /// The record's number in its file, the header (if any) being 1.
    pub fn row(self) -> u64 {
        self.block.first + self.number as u64
    }
}

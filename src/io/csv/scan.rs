//! Finds where fields and records end in delimited text, by RFC 4180 and what csv-core makes of the rest.
//! It copies and decodes nothing: the result is a list of offsets.

use memchr::{memchr, memchr2};

/// A record longer than this is no record: a quote was opened and never closed.
pub(super) const RECORD_MAX: usize = 8 << 20;

/// How a table is written as text. All marks are ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Between fields.
    pub delimiter: u8,
    /// Around a field that holds delimiters, line ends or (doubled) quotes.
    pub quote: Option<u8>,
    /// At the start of a line that is no record.
    pub comment: Option<u8>,
    /// Whether the first record names the columns.
    pub header: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { delimiter: b',', quote: Some(b'"'), comment: None, header: true }
    }
}

/// The field stands in quotes that only need taking off.
const QUOTED: u32 = 1 << 31;
/// The field holds doubled quotes or text after its closing quote, so it has to be rewritten.
const REWRITE: u32 = 1 << 30;
const OFFSET: u32 = REWRITE - 1;

/// Where the fields of a run of records end.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// The end of every field (its line end or delimiter not included), with marks in the top bits.
    ends: Vec<u32>,
    /// Of every record: where it starts, and how many fields came before it.
    records: Vec<(u32, u32)>,
}

/// A field's place and whether it is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub start: usize,
    pub end: usize,
    pub quoted: bool,
    pub rewrite: bool,
}

impl Index {
    /// Empties it for a run of so many bytes.
    fn clear_for(&mut self, len: usize) {
        self.ends.clear();
        self.records.clear();
        self.ends.reserve(len / 8);
        self.records.reserve(len / 32);
    }

    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// The field ends of a record.
    #[inline]
    pub fn ends(&self, record: usize) -> (usize, &[u32]) {
        let Some(&(start, from)) = self.records.get(record) else {
            return (0, &[]);
        };
        let to = self.records.get(record + 1).map_or(self.ends.len(), |next| next.1 as usize);
        (start as usize, self.ends.get(from as usize..to).unwrap_or(&[]))
    }

    /// Where all fields that need rewriting are, with their number over all records.
    pub fn rewrites(&self) -> Vec<(usize, usize)> {
        if !self.ends.iter().any(|end| end & REWRITE != 0) {
            return Vec::new();
        }
        let of_record = |record| {
            let (_, ends) = self.ends(record);
            ends.iter().enumerate().filter(|(_, end)| **end & REWRITE != 0).map(move |(k, _)| (record, k))
        };
        (0..self.len()).flat_map(of_record).collect()
    }
}

/// One field of a record, from the record's start and field ends.
#[inline]
pub(super) fn field(start: usize, ends: &[u32], k: usize) -> Option<Field> {
    let end = *ends.get(k)?;
    let start = match k.checked_sub(1) {
        Some(before) => (ends.get(before)? & OFFSET) as usize + 1,
        None => start,
    };
    Some(Field {
        start,
        end: (end & OFFSET) as usize,
        quoted: end & QUOTED != 0,
        rewrite: end & REWRITE != 0,
    })
}

/// Where a field is that stands there as it is, without quotes.
#[inline]
pub(super) fn plain_field(start: usize, ends: &[u32], k: usize) -> Option<std::ops::Range<usize>> {
    let end = *ends.get(k)?;
    let start = match k.checked_sub(1) {
        Some(before) => (ends.get(before)? & OFFSET) as usize + 1,
        None => start,
    };
    (end & !OFFSET == 0).then_some(start..end as usize)
}

/// What stands after the bytes at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    /// More bytes of the same file.
    More,
    /// Nothing.
    End,
}

/// Which of the bytes at hand are scanned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    /// Where the first record starts.
    pub from: usize,
    /// Records that start here or later are left alone.
    pub until: usize,
    /// What stands after the bytes.
    pub rest: Rest,
}

impl Stretch {
    /// All bytes.
    pub fn all(rest: Rest) -> Self {
        Self { from: 0, until: usize::MAX, rest }
    }
}

/// Finds all whole records in a stretch of `bytes`, up to `at_most` of them. Gives the index and where the records
/// end (blank lines and comments between them included).
pub(super) fn scan(bytes: &[u8], dialect: Dialect, stretch: Stretch, at_most: usize) -> (Index, usize) {
    scan_into(Index::default(), bytes, dialect, stretch, at_most)
}

/// The same in the memory of an index that was used before.
pub(super) fn scan_into(
    mut index: Index,
    bytes: &[u8],
    dialect: Dialect,
    stretch: Stretch,
    at_most: usize,
) -> (Index, usize) {
    let Stretch { from, until, rest } = stretch;
    index.clear_for(bytes.len());
    let quoted = dialect.quote.is_some_and(|quote| memchr(quote, bytes).is_some());
    if !quoted && dialect.comment.is_none() && at_most == usize::MAX {
        match scan_plain(&mut index, bytes, dialect.delimiter, stretch) {
            Some(end) => return (index, end),
            None => index.clear_for(bytes.len()),
        }
    }
    let mut finder = Finder::new(bytes, dialect.delimiter);
    let mut pos = from;
    finder.load(first_of_word(pos));
    while pos < bytes.len().min(until) && index.records.len() < at_most {
        let first = bytes[pos];
        if first == b'\n' || first == b'\r' {
            pos += 1;
            continue;
        }
        if Some(first) == dialect.comment {
            match memchr(b'\n', &bytes[pos..]) {
                Some(line_end) => pos += line_end + 1,
                None if rest == Rest::End => pos = bytes.len(),
                None => break,
            }
            continue;
        }
        let fields_before = index.ends.len();
        match record(&mut finder, &mut index.ends, bytes, pos, dialect.quote, rest) {
            Some(after) => {
                index.records.push((pos as u32, fields_before as u32));
                pos = after;
            }
            None if rest == Rest::End || bytes.len() - pos > RECORD_MAX => {
                // A quote that is never closed would swallow all that follows: only its line is lost.
                index.ends.truncate(fields_before);
                index.records.push((pos as u32, fields_before as u32));
                pos +=
                    memchr2(b'\n', b'\r', &bytes[pos..]).map_or(bytes.len() - pos, |line_end| line_end + 1);
                finder.load(first_of_word(pos));
            }
            None => {
                index.ends.truncate(fields_before);
                break;
            }
        }
    }
    (index, pos)
}

/// The same for bytes without quotes and comments, where every delimiter is one. Nothing where a line is too long.
fn scan_plain(index: &mut Index, bytes: &[u8], delimiter: u8, stretch: Stretch) -> Option<usize> {
    let Stretch { from, until, rest } = stretch;
    let (mut start, mut fields_before) = (from, 0);
    let mut finder = Finder { bytes, delimiter, base: 0, hits: 0 };
    'bytes: for base in (first_of_word(from)..bytes.len()).step_by(WORD) {
        finder.load(base);
        finder.hits &= u64::MAX << from.saturating_sub(base);
        index.ends.reserve(WORD);
        while finder.hits != 0 {
            let at = base + finder.hits.trailing_zeros() as usize;
            finder.hits &= finder.hits - 1;
            match bytes.get(at) {
                Some(&byte) if byte == delimiter => index.ends.push(at as u32),
                // A blank line, or the second half of a line end.
                Some(_) if at <= start => start = start.max(at + 1),
                Some(&byte) => {
                    index.ends.push(at as u32);
                    index.records.push((start as u32, fields_before as u32));
                    let two = byte == b'\r' && bytes.get(at + 1) == Some(&b'\n');
                    (start, fields_before) = (at + 1 + usize::from(two), index.ends.len());
                }
                None => {}
            }
            if start >= until {
                break 'bytes;
            }
        }
    }
    match rest {
        _ if start >= until => {}
        Rest::End if start < bytes.len() => {
            index.ends.push(bytes.len() as u32);
            index.records.push((start as u32, fields_before as u32));
            start = bytes.len();
        }
        Rest::More if bytes.len() - start > RECORD_MAX => return None,
        _ => index.ends.truncate(fields_before),
    }
    Some(start)
}

/// Reads one record's fields; gives where the next line starts, or nothing if the bytes end first.
fn record(
    finder: &mut Finder,
    ends: &mut Vec<u32>,
    bytes: &[u8],
    start: usize,
    quote: Option<u8>,
    rest: Rest,
) -> Option<usize> {
    let mut pos = start;
    loop {
        let (end, mark) = if quote.is_some() && bytes.get(pos).copied() == quote {
            quoted_end(finder, bytes, pos, rest)?
        } else {
            (finder.next(pos), 0)
        };
        match bytes.get(end) {
            Some(b'\n') => {
                ends.push(end as u32 | mark);
                return Some(end + 1);
            }
            Some(b'\r') => {
                ends.push(end as u32 | mark);
                return Some(end + 1 + usize::from(bytes.get(end + 1) == Some(&b'\n')));
            }
            Some(_) => {
                ends.push(end as u32 | mark);
                pos = end + 1;
            }
            None if rest == Rest::End => {
                ends.push(bytes.len() as u32 | mark);
                return Some(bytes.len());
            }
            None => return None,
        }
    }
}

/// The end of a field that opens with a quote at `start`, and its mark.
fn quoted_end(finder: &mut Finder, bytes: &[u8], start: usize, rest: Rest) -> Option<(usize, u32)> {
    let quote = bytes[start];
    let mut mark = QUOTED;
    let mut pos = start + 1;
    loop {
        let close = pos + memchr(quote, bytes.get(pos..)?)?;
        match bytes.get(close + 1) {
            Some(&next) if next == quote => {
                mark = QUOTED | REWRITE;
                pos = close + 2;
            }
            Some(&next) if next == finder.delimiter || next == b'\n' || next == b'\r' => {
                return Some((close + 1, mark));
            }
            Some(_) => return Some((finder.next(close + 1), QUOTED | REWRITE)),
            None if rest == Rest::End => return Some((bytes.len(), mark)),
            None => return None,
        }
    }
}

/// Takes the quotes off a field: doubled ones become one, text after the closing quote stays.
pub(super) fn unquote(raw: &str, quote: u8) -> String {
    let quote = char::from(quote);
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars().skip(1).peekable();
    let mut inside = true;
    while let Some(c) = chars.next() {
        if inside && c == quote {
            if chars.peek() == Some(&quote) {
                chars.next();
                text.push(quote);
            } else {
                inside = false;
            }
        } else {
            text.push(c);
        }
    }
    text
}

/// Bytes looked at together, one bit of a word each.
const WORD: usize = 64;

/// Finds delimiters and line ends, many bytes at a time.
struct Finder<'a> {
    bytes: &'a [u8],
    delimiter: u8,
    /// Where the bytes start whose hits are in `hits`.
    base: usize,
    /// One bit a byte, the lowest first: whether it is a hit.
    hits: u64,
}

impl<'a> Finder<'a> {
    fn new(bytes: &'a [u8], delimiter: u8) -> Self {
        let mut finder = Self { bytes, delimiter, base: 0, hits: 0 };
        finder.load(0);
        finder
    }

    #[inline]
    fn load(&mut self, base: usize) {
        self.base = base;
        let rest = self.bytes.get(base..).unwrap_or(&[]);
        self.hits = if let Some(bytes) = rest.first_chunk() {
            hits(bytes, self.delimiter)
        } else {
            let mut last = [0; WORD];
            last[..rest.len()].copy_from_slice(rest);
            // A delimiter of 0 would be found in the filling, past the end.
            hits(&last, self.delimiter) & !(u64::MAX << rest.len())
        };
    }

    /// The first delimiter or line end at or after `from`; the length of the bytes if there is none.
    #[inline]
    fn next(&mut self, from: usize) -> usize {
        if from >= self.base + WORD {
            self.load(first_of_word(from));
        }
        // What lies before has been passed over.
        self.hits &= u64::MAX << from.saturating_sub(self.base);
        while self.hits == 0 {
            if self.base + WORD >= self.bytes.len() {
                return self.bytes.len();
            }
            self.load(self.base + WORD);
        }
        self.base + self.hits.trailing_zeros() as usize
    }
}

/// Where the bytes start that are looked at together with the one at `pos`.
fn first_of_word(pos: usize) -> usize {
    pos / WORD * WORD
}

/// One bit a byte: whether it is a delimiter or a line end.
#[inline]
fn hits(bytes: &[u8; WORD], delimiter: u8) -> u64 {
    /// Brings the lowest bits of eight bytes together in the topmost byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let mut found = [0; WORD];
    // A loop without branches, which the compiler turns into instructions on many bytes at once.
    for (found, byte) in found.iter_mut().zip(bytes) {
        *found = u8::from(*byte == delimiter) | u8::from(*byte == b'\n') | u8::from(*byte == b'\r');
    }
    let eights =
        found.as_chunks().0.iter().map(|eight| u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56);
    eights.rev().fold(0, |hits, eight| hits << 8 | eight)
}

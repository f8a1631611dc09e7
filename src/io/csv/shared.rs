//! Reads one file by several threads at once: blocks are scanned on the guess that a line end ends a record, and handed
//! out in order once the block before says where its last record ended. A wrong guess costs a second scan, nothing else.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Condvar, Mutex, MutexGuard};

use memchr::memchr;

use super::block::{Block, RawBlock};
use super::reader::ReaderError;
use super::scan::{self, Dialect, Index, RECORD_MAX, Rest, Stretch};
use super::{Encoding, Reader};

/// Bytes a thread scans at a time: with its index a block stays in the processor's own cache.
const BLOCK: u64 = 1 << 19;
/// Bytes read beyond a block, for the end of its last record.
const BEYOND: u64 = 1 << 12;
/// Blocks that may wait for their turn.
const AHEAD: usize = 16;

/// Puts so many bytes from an offset on in the place of what it is given, fewer only at the end of the file.
pub type ReadAt = Box<dyn Fn(u64, u64, &mut Vec<u8>) -> io::Result<()> + Send + Sync>;

/// One file that several threads take blocks from.
pub struct SharedReader {
    read_at: ReadAt,
    /// The length of the file.
    len: u64,
    block: u64,
    dialect: Dialect,
    encoding: Encoding,
    state: Mutex<State>,
    changed: Condvar,
    /// Memory of blocks that are done with, so that reading on needs none from the system.
    spare: Mutex<Vec<Room>>,
}

/// Memory for the bytes of a block and its index.
type Room = (Vec<u8>, Index);

struct State {
    /// The first block that nobody has begun to scan.
    next: u64,
    /// The block to be handed out next.
    turn: u64,
    /// Where its first record starts in the file, and that record's number.
    start: u64,
    row: u64,
    /// Blocks that wait for their turn.
    scanned: BTreeMap<u64, Scanned>,
    /// A thread scans the block whose turn it is once more.
    again: bool,
    /// A thread has given up; what it had begun will never come.
    failed: bool,
}

/// A block as it was scanned.
struct Scanned {
    bytes: Vec<u8>,
    /// Where in the bytes the first record starts.
    from: usize,
    /// Where that is in the file.
    start: u64,
    index: Index,
    /// Where in the file the next block's first record starts.
    end: u64,
    /// Whether all records that start in the block are there.
    whole: bool,
}

/// What there is to be had just now.
#[derive(Debug)]
pub enum Next {
    /// A block.
    Block(RawBlock),
    /// Nothing before another thread is ready.
    Wait,
    /// Nothing any more.
    End,
}

impl SharedReader {
    /// Starts on a file of `len` bytes; `head` has read its first ones.
    pub fn new(read_at: ReadAt, len: u64, head: &Reader, dialect: Dialect, encoding: Encoding) -> Self {
        Self::with_block(read_at, len, head, dialect, encoding, BLOCK)
    }

    /// The same with another size of block.
    pub fn with_block(
        read_at: ReadAt,
        len: u64,
        head: &Reader,
        dialect: Dialect,
        encoding: Encoding,
        block: u64,
    ) -> Self {
        let (start, row) = (head.consumed, head.next);
        let scanned = BTreeMap::new();
        let state = State { next: 0, turn: 0, start, row, scanned, again: false, failed: false };
        let (state, changed, spare) = (Mutex::new(state), Condvar::new(), Mutex::default());
        Self { read_at, len, block: block.max(1), dialect, encoding, state, changed, spare }
    }

    /// The next block in order. Where `wait` is false, a thread that would have to wait for another is told so.
    pub fn next(&self, wait: bool) -> Result<Next, ReaderError> {
        let blocks = self.len.div_ceil(self.block);
        let Ok(mut state) = self.state.lock() else { return Ok(Next::End) };
        loop {
            if state.failed || state.turn >= blocks {
                return Ok(Next::End);
            }
            let turn = state.turn;
            if !state.again
                && let Some(scanned) = state.scanned.remove(&turn)
            {
                let block;
                (state, block) = self.take(state, scanned)?;
                if !block.is_empty() {
                    return Ok(Next::Block(block));
                }
            } else if state.next < blocks && state.scanned.len() < AHEAD {
                let number = state.next;
                state.next += 1;
                let known = (number == turn).then_some(state.start);
                drop(state);
                let claim = Claim::of(self);
                let scanned = self.guess(number, known)?;
                state = claim.keep()?;
                state.scanned.insert(number, scanned);
                self.changed.notify_all();
            } else if wait {
                let Ok(after) = self.changed.wait(state) else { return Ok(Next::End) };
                state = after;
            } else {
                return Ok(Next::Wait);
            }
        }
    }

    /// Hands out the block whose turn it is, after a second scan where it does not start as guessed.
    fn take<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        mut scanned: Scanned,
    ) -> Result<(MutexGuard<'a, State>, RawBlock), ReaderError> {
        if scanned.start != state.start || !scanned.whole {
            state.again = true;
            let (turn, start) = (state.turn, state.start);
            drop(state);
            let claim = Claim::of(self);
            scanned = self.rescan(turn, start)?;
            state = claim.keep()?;
            state.again = false;
        }
        let Scanned { mut bytes, from, index, end, start, .. } = scanned;
        // What stands around the records may end within a character.
        bytes.truncate(from + (end - start) as usize);
        bytes[..from].fill(b' ');
        let (dialect, encoding) = (self.dialect, self.encoding);
        let block = RawBlock { bytes, from, index, first: state.row, dialect, encoding };
        state.row += block.len() as u64;
        state.start = end;
        state.turn += 1;
        self.changed.notify_all();
        Ok((state, block))
    }

    /// Takes back the memory of a block that nobody looks at any more.
    pub fn take_back(&self, block: Block) {
        if let Ok(mut spare) = self.spare.lock()
            && spare.len() < AHEAD
        {
            spare.push(block.into_room());
        }
    }

    /// So many bytes from an offset on, and an index to be filled.
    fn read(&self, offset: u64, len: u64) -> io::Result<Room> {
        let (mut bytes, index) = self.spare.lock().ok().and_then(|mut spare| spare.pop()).unwrap_or_default();
        (self.read_at)(offset, len, &mut bytes)?;
        Ok((bytes, index))
    }

    /// Where a block ends in the file.
    fn end_of(&self, number: u64) -> u64 {
        ((number + 1) * self.block).min(self.len)
    }

    /// Scans a block from where its first record starts, if that is known, else from its first line on.
    fn guess(&self, number: u64, known: Option<u64>) -> Result<Scanned, ReaderError> {
        let first = known.unwrap_or_else(|| (number * self.block).saturating_sub(1));
        let end = self.end_of(number).max(first);
        let (bytes, index) = self.read(first, (end + BEYOND.min(self.block)).saturating_sub(first))?;
        let from = match known {
            Some(_) => Some(0),
            None => memchr(b'\n', &bytes).map(|line_end| line_end + 1),
        };
        Ok(match from {
            Some(from) => self.scan((bytes, index), first, from, end),
            // Without a line end there is nothing to guess by.
            None => {
                Scanned { bytes, from: 0, start: first, index: Index::default(), end: first, whole: false }
            }
        })
    }

    /// Scans a block whose first record starts at `start`, which may lie behind the block, and all of that record.
    fn rescan(&self, number: u64, start: u64) -> Result<Scanned, ReaderError> {
        let end = self.end_of(number).max(start);
        // The last of these is more than any record may take.
        let mut beyond = [BEYOND.min(self.block), BEYOND << 6, RECORD_MAX as u64 + 1].into_iter();
        loop {
            let (more, last) = (beyond.next().unwrap_or(0), beyond.len() == 0);
            let scanned = self.scan(self.read(start, end - start + more)?, start, 0, end);
            if scanned.whole || last {
                return Ok(scanned);
            }
        }
    }

    /// Finds the records in `bytes`, which stand at `first` in the file, that start at or after `from` and before `end`.
    fn scan(&self, (bytes, index): Room, first: u64, from: usize, end: u64) -> Scanned {
        let rest = if first + bytes.len() as u64 >= self.len { Rest::End } else { Rest::More };
        let until = (end - first) as usize;
        let stretch = Stretch { from, until, rest };
        let (index, used) = scan::scan_into(index, &bytes, self.dialect, stretch, usize::MAX);
        let whole = used >= until || rest == Rest::End;
        Scanned { bytes, from, start: first + from as u64, index, end: first + used as u64, whole }
    }
}

/// What a thread has begun. If it never finishes, the others must not wait for it.
struct Claim<'a> {
    reader: &'a SharedReader,
    kept: bool,
}

impl<'a> Claim<'a> {
    fn of(reader: &'a SharedReader) -> Self {
        Self { reader, kept: false }
    }

    fn keep(mut self) -> Result<MutexGuard<'a, State>, ReaderError> {
        self.kept = true;
        self.reader.state.lock().map_err(|_| ReaderError::Io(io::Error::other("another thread failed")))
    }
}

impl Drop for Claim<'_> {
    fn drop(&mut self) {
        if !self.kept
            && let Ok(mut state) = self.reader.state.lock()
        {
            state.failed = true;
            self.reader.changed.notify_all();
        }
    }
}

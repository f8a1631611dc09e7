//! Hands out the work of all files to all threads: blocks of text, stretches of row groups, batches.
//! Reading a packed text file front to back is the one thing done under a lock; everything else runs anywhere.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock};

use arrow::array::RecordBatch;

use crate::base::Progress;
use crate::io::bytes::Packing;
use crate::io::columnar::{ArrowFile, ParquetFile};
use crate::io::csv::{Block, Next, RawBlock, Reader, SharedReader};

use super::LoadError;
use super::error::{reader_error, sample_error};
use super::form::Format;
use super::plan::{FilePlan, Plan, Table};

/// Rows of a row group that one thread takes at a time.
const STRETCH: u64 = 1 << 19;

/// A piece of work: rows of one file.
pub(super) enum Task {
    Text(RawBlock),
    /// A stretch of a row group: how many of its rows to skip, and how many to take.
    Group {
        file: ParquetFile,
        group: usize,
        skip: u64,
        take: u64,
    },
    /// A batch, with the number of its first row.
    Batch(RecordBatch, u64),
}

/// One file being read.
pub(super) struct Feed {
    pub file: usize,
    state: Mutex<State>,
    /// The reader of a text file that is not packed: it needs no lock.
    shared: OnceLock<SharedReader>,
    done: AtomicBool,
}

enum State {
    New,
    Text(Box<Reader>),
    Shared,
    Parquet { file: ParquetFile, group: usize, skip: u64 },
    Arrow { file: Box<ArrowFile>, next: u64 },
    Done,
}

/// The feeds of all files that are to be read, in the descriptor's order.
pub(super) fn feeds(plan: &Plan, left_out: &[usize], progress: &Progress) -> Vec<Feed> {
    let wanted = |file: &FilePlan| {
        !left_out.contains(&file.resource) && plan.tables.get(file.resource).is_some_and(Option::is_some)
    };
    let files = plan.files.iter().enumerate().filter(|(_, file)| wanted(file));
    files
        .map(|(at, file)| {
            progress.expect_bytes(file.input.len);
            Feed {
                file: at,
                state: Mutex::new(State::New),
                shared: OnceLock::new(),
                done: AtomicBool::new(false),
            }
        })
        .collect()
}

/// The next piece of work of any file, preferring files that nobody is reading from just now.
pub(super) fn next<'f>(
    feeds: &'f [Feed],
    plan: &Plan,
    progress: &Progress,
) -> Result<Option<(&'f Feed, Task)>, (usize, LoadError)> {
    loop {
        let mut busy = None;
        for feed in feeds.iter().filter(|feed| !feed.done.load(Ordering::Acquire)) {
            match feed.try_next(plan, progress, false)? {
                Some(Taken::Task(task)) => return Ok(Some((feed, task))),
                Some(Taken::Busy) => busy = busy.or(Some(feed)),
                None => {}
            }
        }
        let Some(feed) = busy else { return Ok(None) };
        if let Some(Taken::Task(task)) = feed.try_next(plan, progress, true)? {
            return Ok(Some((feed, task)));
        }
    }
}

/// What came of asking a feed.
enum Taken {
    Task(Task),
    /// Another thread is at it.
    Busy,
}

impl Feed {
    /// Takes back the memory of a block of this file.
    pub fn take_back(&self, block: Block) {
        if let Some(shared) = self.shared.get() {
            shared.take_back(block);
        }
    }

    /// The next piece of work of this file; where `wait` is false, no waiting for other threads.
    fn try_next(
        &self,
        plan: &Plan,
        progress: &Progress,
        wait: bool,
    ) -> Result<Option<Taken>, (usize, LoadError)> {
        if let Some(shared) = self.shared.get() {
            return self.take_shared(shared, plan, progress, wait);
        }
        let locked = if wait { self.state.lock().ok() } else { self.state.try_lock().ok() };
        // A poisoned lock means that another thread failed; there is nothing more to take there.
        let Some(mut state) = locked else { return Ok((!wait).then_some(Taken::Busy)) };
        let task = self.step(&mut state, plan, progress)?;
        drop(state);
        match self.shared.get() {
            Some(shared) if task.is_none() => self.take_shared(shared, plan, progress, wait),
            _ => Ok(task.map(Taken::Task)),
        }
    }

    fn take_shared(
        &self,
        shared: &SharedReader,
        plan: &Plan,
        progress: &Progress,
        wait: bool,
    ) -> Result<Option<Taken>, (usize, LoadError)> {
        let Some(file) = plan.files.get(self.file) else { return Ok(None) };
        match shared.next(wait) {
            Ok(Next::Block(block)) => {
                progress.add_bytes(block.bytes());
                Ok(Some(Taken::Task(Task::Text(block))))
            }
            Ok(Next::Wait) => Ok(Some(Taken::Busy)),
            Ok(Next::End) => {
                self.done.store(true, Ordering::Release);
                Ok(None)
            }
            Err(error) => Err((file.resource, reader_error(&file.path, &error))),
        }
    }

    fn step(
        &self,
        state: &mut State,
        plan: &Plan,
        progress: &Progress,
    ) -> Result<Option<Task>, (usize, LoadError)> {
        let Some(file) = plan.files.get(self.file) else { return Ok(None) };
        let table = plan.tables.get(file.resource).and_then(Option::as_ref);
        let Some(table) = table else { return Ok(None) };
        if matches!(state, State::New) && table.format == Format::Csv && file.input.packing == Packing::Plain
        {
            let shared = share(file, table, progress).map_err(|error| (file.resource, error))?;
            // Only the thread that holds the state gets here.
            let _ = self.shared.set(shared);
            *state = State::Shared;
        }
        // Whoever waited while the file was opened takes its blocks without the lock, like all others.
        if matches!(state, State::Shared) {
            return Ok(None);
        }
        let task = state.step(file, table, progress);
        if !matches!(task, Ok(Some(_))) {
            *state = State::Done;
            self.done.store(true, Ordering::Release);
        }
        task.map_err(|error| (file.resource, error))
    }
}

/// A reader of a text file for all threads.
fn share(file: &FilePlan, table: &Table, progress: &Progress) -> Result<SharedReader, LoadError> {
    /// As much as a header takes.
    const HEAD: usize = 1 << 16;
    let head = file
        .input
        .stream(&Progress::default())
        .map_err(Into::into)
        .and_then(|input| Reader::with_block(input, table.dialect, table.encoding, HEAD))
        .map_err(|error| reader_error(&file.path, &error))?;
    progress.add_bytes(head.head_len());
    let (input, len) = (file.input.clone(), file.input.len);
    let read_at = Box::new(move |offset, len, bytes: &mut Vec<u8>| input.read_into(offset, len, bytes));
    Ok(SharedReader::new(read_at, len, &head, table.dialect, table.encoding))
}

impl State {
    fn step(
        &mut self,
        file: &FilePlan,
        table: &Table,
        progress: &Progress,
    ) -> Result<Option<Task>, LoadError> {
        if matches!(self, Self::New) {
            *self = Self::open(file, table, progress)?;
        }
        match self {
            Self::New | Self::Shared | Self::Done => Ok(None),
            Self::Text(reader) => {
                let block = reader.next_raw().map_err(|error| reader_error(&file.path, &error))?;
                Ok(block.map(Task::Text))
            }
            Self::Parquet { file, group, skip } => {
                while *group < file.groups() {
                    let left = file.rows(*group).saturating_sub(*skip);
                    if left == 0 {
                        (*group, *skip) = (*group + 1, 0);
                        continue;
                    }
                    let take = left.min(STRETCH);
                    let task = Task::Group { file: file.clone(), group: *group, skip: *skip, take };
                    *skip += take;
                    return Ok(Some(task));
                }
                Ok(None)
            }
            Self::Arrow { file: arrow, next } => {
                let Some(batch) = arrow.next() else { return Ok(None) };
                let batch = batch.map_err(|error| sample_error(&file.path, error.into()))?;
                let first = *next;
                *next += batch.num_rows() as u64;
                Ok(Some(Task::Batch(batch, first)))
            }
        }
    }

    fn open(file: &FilePlan, table: &Table, progress: &Progress) -> Result<Self, LoadError> {
        match table.format {
            Format::Csv => {
                let reader = file
                    .input
                    .stream(progress)
                    .map_err(Into::into)
                    .and_then(|input| Reader::new(input, table.dialect, table.encoding))
                    .map_err(|error| reader_error(&file.path, &error))?;
                Ok(Self::Text(Box::new(reader)))
            }
            Format::Parquet => {
                let opened =
                    ParquetFile::open(&file.input).map_err(|error| sample_error(&file.path, error.into()))?;
                Ok(Self::Parquet { file: opened, group: 0, skip: 0 })
            }
            Format::Arrow => {
                let opened = ArrowFile::open(&file.input, Some(&table.names), progress)
                    .map_err(|error| sample_error(&file.path, error.into()))?;
                Ok(Self::Arrow { file: Box::new(opened), next: 1 })
            }
        }
    }
}

//! What one thread collects: rows, dictionaries and counts, from whatever pieces of work it is given.
//! Nothing here depends on which thread got which piece; the merge sees to that.

use std::ops::Range;

use crate::base::{Cancel, Precision, Progress, Span};
use crate::io::cell::{Cell, Cells};
use crate::io::columnar::{self, View};
use crate::io::csv::{Block, Record};
use crate::model::report::{Flaw, Reason};
use crate::store::build::{Rows, Side};

use super::LoadError;
use super::dicts::{CodeDict, TextDict};
use super::error::sample_error;
use super::feed::{self, Feed, Task};
use super::keys::{Key, KeyDict, UNKNOWN};
use super::plain::PlainTable;
use super::plan::{Plan, RolePlan, Table};
use super::tally::{At, Tallies};

/// What one thread collects in one key domain.
#[derive(Default)]
pub(super) struct Bucket {
    pub keys: KeyDict,
    pub rows: Rows,
    pub side: Side,
    /// For each attribute that a source gives, what is known of each key.
    pub attributes: Vec<Vec<Option<Known>>>,
}

/// A value of an attribute and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub at: At,
    pub value: Value,
    /// Another row says otherwise.
    pub conflict: bool,
}

/// A value of an attribute.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value {
    /// A text, by the thread's number.
    Text(u32),
    Number(f64),
    Date(i64, Precision),
}

/// The key of a row that was set aside. It makes nobody a patient.
#[derive(Clone, Copy, Debug)]
pub(super) enum Aside {
    /// Known by another row: its number in the bucket.
    Known(u32),
    /// Its number among the keys that are no patients by that alone.
    Other(u32),
}

/// What one thread counts and collects of one table.
#[derive(Default)]
pub(super) struct Found {
    pub rows: u64,
    pub events: u64,
    pub set_aside: Tallies<Reason>,
    pub flagged: Tallies<Flaw>,
    pub replaced: u64,
    /// Keys that the table names beside its events, and where.
    pub named: Vec<(u32, At)>,
    /// Keys of rows that were set aside.
    pub aside: Vec<Aside>,
    /// Enrolment, by key.
    pub spans: Vec<(u32, Span)>,
    /// Enrolment of the whole source.
    pub windows: Vec<Span>,
    /// Crosswalk rows, by the thread's numbers of both domains' keys.
    pub links: Vec<(u32, u32)>,
    /// Rows of a code dictionary.
    pub labels: Vec<Labelled>,
    /// Attribute cells that could not be read, by attribute.
    pub unreadable: Vec<u64>,
}

/// A row of a code dictionary.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Labelled {
    pub at: At,
    pub code: String,
    pub label: Option<String>,
    pub label_nl: Option<String>,
}

/// Texts that cells are written into, kept so that no row allocates.
#[derive(Default)]
pub(super) struct Buffers {
    pub key: String,
    pub code: String,
    pub label: String,
    pub other: String,
}

/// What one thread collects.
pub(super) struct Worker<'p> {
    pub plan: &'p Plan,
    /// By key domain.
    pub buckets: Vec<Bucket>,
    /// Keys in crosswalks and of rows set aside, by domain: they are not patients by that alone.
    pub linked: Vec<KeyDict>,
    pub codes: CodeDict,
    pub units: TextDict,
    pub sites: TextDict,
    pub texts: TextDict,
    /// By resource.
    pub found: Vec<Found>,
    pub buffers: Buffers,
    /// Numbers of the keys of the rows at hand, or [`UNKNOWN`].
    hints: Vec<u32>,
    /// The integer keys among them, and their numbers.
    ints: Vec<i64>,
    numbers: Vec<u32>,
}

/// Rows whose keys are looked up together, so that the waits for memory overlap.
const LOOK_AHEAD: usize = 1024;
/// In the hints, while they are made: an integer key. No dictionary grows so long.
const AN_INT: u32 = u32::MAX - 1;

/// A table in a text file: which file, where in it the plan's columns are, and how many fields a record has.
struct TextTable<'a> {
    table: &'a Table,
    resource: usize,
    file: u16,
    places: &'a [usize],
    width: usize,
}

impl TextTable<'_> {
    fn at(&self, record: Record<'_>) -> At {
        (self.file, row_number(record.row()))
    }
}

/// A record of a text file, its cells in the plan's order.
struct TextRow<'a> {
    record: Record<'a>,
    places: &'a [usize],
}

impl Cells for TextRow<'_> {
    fn cell(&self, slot: usize) -> Cell<'_> {
        self.places.get(slot).map_or(Cell::Missing, |place| Cell::Text(self.record.field(*place)))
    }
}

impl<'p> Worker<'p> {
    pub fn new(plan: &'p Plan) -> Self {
        let bucket = || Bucket { attributes: vec![Vec::new(); plan.given.len()], ..Bucket::default() };
        Self {
            plan,
            buckets: plan.domains.iter().map(|_| bucket()).collect(),
            linked: vec![KeyDict::default(); plan.domains.len()],
            codes: CodeDict::new(plan.systems.len()),
            units: TextDict::default(),
            sites: TextDict::default(),
            texts: TextDict::default(),
            found: plan.tables.iter().map(|_| Found::default()).collect(),
            buffers: Buffers::default(),
            hints: Vec::new(),
            ints: Vec::new(),
            numbers: Vec::new(),
        }
    }

    /// Takes pieces of work until there are none left.
    pub fn run(
        &mut self,
        feeds: &[Feed],
        cancel: &[&Cancel],
        progress: &Progress,
    ) -> Result<(), (usize, LoadError)> {
        while let Some((feed, task)) = feed::next(feeds, self.plan, progress)? {
            check(cancel)?;
            self.task(feed, task, cancel, progress)?;
        }
        Ok(())
    }

    fn task(
        &mut self,
        feed: &Feed,
        task: Task,
        cancel: &[&Cancel],
        progress: &Progress,
    ) -> Result<(), (usize, LoadError)> {
        let (plan, file) = (self.plan, feed.file);
        let Some(of_file) = plan.files.get(file) else { return Ok(()) };
        let resource = of_file.resource;
        let Some(table) = plan.tables.get(resource).and_then(Option::as_ref) else { return Ok(()) };
        let failed = |error: columnar::ColumnarError| (resource, sample_error(&of_file.path, error.into()));
        match task {
            Task::Text(raw) => {
                let block = raw.decode();
                self.block(&block, table, resource, (file, &of_file.places, of_file.width));
                progress.add_rows(block.len() as u64);
                feed.take_back(block);
            }
            Task::Group { file: parquet, group, skip, take } => {
                let reader = parquet.read_group(group, &table.names, Some((skip as usize, take as usize)));
                let mut first = parquet.first_row(group).saturating_add(skip);
                for batch in reader.map_err(failed)? {
                    let batch = batch.map_err(failed)?;
                    check(cancel)?;
                    let views = columnar::views(&batch, &table.names).map_err(failed)?;
                    self.batch(&views, batch.num_rows(), first, table, resource, file);
                    first = first.saturating_add(batch.num_rows() as u64);
                    progress.add_rows(batch.num_rows() as u64);
                }
                let rows = parquet.rows(group).max(1);
                let share = take as f64 / rows as f64;
                progress.add_bytes((parquet.group_bytes(group) as f64 * share) as u64);
            }
            Task::Batch(batch, first) => {
                let views = columnar::views(&batch, &table.names).map_err(failed)?;
                self.batch(&views, batch.num_rows(), first, table, resource, file);
                progress.add_rows(batch.num_rows() as u64);
            }
        }
        Ok(())
    }

    fn block(
        &mut self,
        block: &Block,
        table: &Table,
        resource: usize,
        (file, places, width): (usize, &[usize], usize),
    ) {
        let Some(found) = self.found.get_mut(resource) else { return };
        found.rows += block.len() as u64;
        found.replaced += block.replaced;
        let text = TextTable { table, resource, file: file as u16, places, width };
        let plain = PlainTable::of(self.plan, table, places);
        for from in (0..block.len()).step_by(LOOK_AHEAD) {
            let records = from..(from + LOOK_AHEAD).min(block.len());
            if let Some(plain) = &plain {
                self.plain_rows(plain, &text, block, records);
                continue;
            }
            let rows = records.clone().map(|number| TextRow { record: block.record(number), places });
            self.look_ahead(table, rows);
            for number in records {
                let hint = self.hints.get(number - from).copied().unwrap_or(UNKNOWN);
                self.text_row(&text, block.record(number), hint);
            }
        }
    }

    /// Reads rows of a plain table: the quick way where they allow it, and the general one otherwise.
    fn plain_rows(
        &mut self,
        plain: &PlainTable<'_>,
        text: &TextTable<'_>,
        block: &Block,
        records: Range<usize>,
    ) {
        self.look_ahead_plain(plain, records.clone().map(|number| block.record(number)));
        let (from, mut made) = (records.start, 0);
        for number in records {
            let record = block.record(number);
            let hint = self.hints.get(number - from).copied().unwrap_or(UNKNOWN);
            if record.len() == text.width && self.plain_row(plain, record, hint, text.at(record)).is_some() {
                made += 1;
            } else {
                self.text_row(text, record, hint);
            }
        }
        if let Some(found) = self.found.get_mut(text.resource) {
            found.events += made;
        }
    }

    fn text_row(&mut self, text: &TextTable<'_>, record: Record<'_>, hint: u32) {
        let at = text.at(record);
        if record.len() == text.width {
            self.row(&TextRow { record, places: text.places }, text.table, text.resource, at, hint);
        } else if let Some(found) = self.found.get_mut(text.resource) {
            found.set_aside.add(Reason::Ragged, at);
        }
    }

    fn batch(
        &mut self,
        views: &[View],
        rows: usize,
        first: u64,
        table: &Table,
        resource: usize,
        file: usize,
    ) {
        if let Some(found) = self.found.get_mut(resource) {
            found.rows += rows as u64;
        }
        for from in (0..rows).step_by(LOOK_AHEAD) {
            let to = (from + LOOK_AHEAD).min(rows);
            self.look_ahead(table, (from..to).map(|row| columnar::Row::new(views, row)));
            for row in from..to {
                let at = (file as u16, row_number(first.saturating_add(row as u64)));
                let hint = self.hints.get(row - from).copied().unwrap_or(UNKNOWN);
                self.row(&columnar::Row::new(views, row), table, resource, at, hint);
            }
        }
    }

    /// Looks up the keys of the rows that come next. New keys get no number yet: a row must earn it first.
    fn look_ahead<C: Cells>(&mut self, table: &Table, rows: impl Iterator<Item = C>) {
        self.hints.clear();
        let RolePlan::Events(plan) = &table.role else { return };
        let Some(keys) = self.buckets.get(plan.domain).map(|bucket| &bucket.keys) else { return };
        self.ints.clear();
        let mut texts = false;
        for cells in rows {
            let key = super::rows::key(&plan.patient, &table.columns, &cells, &mut self.buffers.key);
            let Some(Key::Int(number)) = key else {
                texts = true;
                self.hints.push(key.and_then(|key| keys.find(key)).unwrap_or(UNKNOWN));
                continue;
            };
            self.hints.push(AN_INT);
            self.ints.push(number);
        }
        self.find_ints(plan.domain, texts);
    }

    /// The same for the rows of a plain table.
    fn look_ahead_plain<'a>(&mut self, plain: &PlainTable<'_>, rows: impl Iterator<Item = Record<'a>>) {
        self.hints.clear();
        self.ints.clear();
        let Some(keys) = self.buckets.get(plain.domain).map(|bucket| &bucket.keys) else { return };
        let mut texts = false;
        for record in rows {
            match plain.key(record) {
                Some(Key::Int(number)) => {
                    self.hints.push(AN_INT);
                    self.ints.push(number);
                }
                key => {
                    texts = true;
                    self.hints.push(key.and_then(|key| keys.find(key)).unwrap_or(UNKNOWN));
                }
            }
        }
        self.find_ints(plain.domain, texts);
    }

    /// Looks up the integers among the keys at hand; `texts` says whether there are other keys among them.
    fn find_ints(&mut self, domain: usize, texts: bool) {
        let Some(keys) = self.buckets.get(domain).map(|bucket| &bucket.keys) else { return };
        keys.find_ints(&self.ints, &mut self.numbers);
        if texts {
            let mut numbers = self.numbers.iter();
            for hint in self.hints.iter_mut().filter(|hint| **hint == AN_INT) {
                *hint = numbers.next().copied().unwrap_or(UNKNOWN);
            }
        } else {
            std::mem::swap(&mut self.hints, &mut self.numbers);
        }
    }

    fn row(&mut self, cells: &impl Cells, table: &Table, resource: usize, at: At, hint: u32) {
        match &table.role {
            RolePlan::Events(plan) => self.events(plan, &table.columns, cells, (resource, hint), at),
            RolePlan::Patients(plan) => self.patients(plan, &table.columns, cells, resource, at),
            RolePlan::Coverage(plan) => self.coverage(plan, &table.columns, cells, resource, at),
            RolePlan::Crosswalk(plan) => self.crosswalk(plan, &table.columns, cells, resource, at),
            RolePlan::Codes(plan) => self.code_row(plan, &table.columns, cells, resource, at),
        }
    }
}

/// Whether any of several has asked the work to stop. The place is no resource's: it is behind all of them.
fn check(cancel: &[&Cancel]) -> Result<(), (usize, LoadError)> {
    let checked = cancel.iter().try_for_each(|cancel| cancel.check());
    checked.map_err(|error| (usize::MAX, error.into()))
}

/// Rows are numbered in 32 bits; beyond four thousand million they all get the last number.
fn row_number(row: u64) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

//! A sample of a table's rows, spread over the file, as text by column.
//! It is what the identifier guard and the column profiles look at; it is thrown away after that.

use std::io::Cursor;

use crate::base::Progress;

use super::bytes::{Input, Packing};
use super::cell::{Cell, write_text};
use super::columnar::{self, ArrowFile, ColumnarError, ParquetFile, View};
use super::csv::{Dialect, Encoding, Reader, ReaderError};

/// Rows looked at of each table.
pub const ROWS: usize = 10_000;

/// Places a file is sampled at.
const SPOTS: usize = 4;
/// Bytes read at each place of a text file.
const SPOT_BYTES: u64 = 512 << 10;

/// Some rows of a table.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// The columns' names.
    pub columns: Vec<String>,
    /// What the file says the columns' types are; empty for text files.
    pub kinds: Vec<&'static str>,
    /// The cells of each column as text, missing ones as `None`.
    pub cells: Vec<Vec<Option<String>>>,
}

/// Why a file could not be sampled.
#[derive(Debug)]
pub enum SampleError {
    /// As delimited text.
    Text(ReaderError),
    /// As columns.
    Columns(ColumnarError),
}

impl From<ReaderError> for SampleError {
    fn from(error: ReaderError) -> Self {
        Self::Text(error)
    }
}

impl From<ColumnarError> for SampleError {
    fn from(error: ColumnarError) -> Self {
        Self::Columns(error)
    }
}

impl Sample {
    fn new(columns: Vec<String>, kinds: Vec<&'static str>) -> Self {
        let cells = vec![Vec::new(); columns.len()];
        Self { columns, kinds, cells }
    }

    /// Rows in the sample.
    pub fn rows(&self) -> usize {
        self.cells.first().map_or(0, Vec::len)
    }

    /// Samples a text file at its start and, where it is not packed, at places further on.
    pub fn of_text(
        input: &Input,
        dialect: Dialect,
        encoding: Encoding,
        rows: usize,
    ) -> Result<Self, SampleError> {
        let progress = Progress::default();
        let head = SPOT_BYTES as usize;
        let mut reader = Reader::with_block(input.stream(&progress)?, dialect, encoding, head)?;
        let mut sample = Self::new(reader.columns().to_vec(), Vec::new());
        let far = input.packing == Packing::Plain && input.len > SPOTS as u64 * SPOT_BYTES;
        let each = if far { rows / SPOTS } else { rows };
        while sample.rows() < each {
            let Some(block) = reader.next_raw()? else { return Ok(sample) };
            sample.take_text(block, each);
        }
        if far {
            for spot in 1..SPOTS as u64 {
                let offset = input.len / SPOTS as u64 * spot;
                let bytes = input.read_at(offset, SPOT_BYTES).map_err(ReaderError::from)?;
                // The first line is most likely a part of one.
                let from = memchr::memchr(b'\n', &bytes).map_or(bytes.len(), |at| at + 1);
                let bytes = Cursor::new(bytes.get(from..).unwrap_or(&[]).to_vec());
                let headless = Dialect { header: false, ..dialect };
                let mut reader = Reader::with_block(Box::new(bytes), headless, encoding, head)?;
                if let Some(block) = reader.next_raw()? {
                    sample.take_text(block, each);
                }
            }
        }
        Ok(sample)
    }

    /// Takes up to `most` rows of a block, evenly; records that do not fit the columns are passed over.
    fn take_text(&mut self, block: super::csv::RawBlock, most: usize) {
        let block = block.decode();
        let step = (block.len() / most.max(1)).max(1);
        for record in block.records().step_by(step).take(most) {
            if record.len() == self.columns.len() {
                for (k, column) in self.cells.iter_mut().enumerate() {
                    let text = record.field(k);
                    column.push((!text.is_empty()).then(|| text.to_owned()));
                }
            }
        }
    }

    /// Samples a Parquet file at the starts of some of its row groups.
    pub fn of_parquet(file: &ParquetFile, rows: usize) -> Result<Self, SampleError> {
        let fields = file.schema().fields();
        let columns: Vec<String> = fields.iter().map(|f| f.name().clone()).collect();
        let mut sample = Self::new(columns, fields.iter().map(|f| columnar::kind(f.data_type())).collect());
        let spots = file.groups().min(SPOTS);
        for spot in 0..spots {
            let group = file.groups() * spot / spots;
            for batch in file.read_group(group, &sample.columns, Some((0, rows / spots)))? {
                sample.take_batch(&batch?);
            }
        }
        Ok(sample)
    }

    /// Samples the first rows of an Arrow file.
    pub fn of_arrow(input: &Input, rows: usize) -> Result<Self, SampleError> {
        let mut file = ArrowFile::open(input, None, &Progress::default())?;
        let fields = file.schema().fields();
        let columns: Vec<String> = fields.iter().map(|f| f.name().clone()).collect();
        let mut sample = Self::new(columns, fields.iter().map(|f| columnar::kind(f.data_type())).collect());
        while sample.rows() < rows {
            let Some(batch) = file.next() else { break };
            let batch = batch?;
            sample.take_batch(&batch.slice(0, batch.num_rows().min(rows - sample.rows())));
        }
        Ok(sample)
    }

    /// Nested columns have no cells; they count as empty here.
    fn take_batch(&mut self, batch: &arrow::array::RecordBatch) {
        for (array, column) in batch.columns().iter().zip(&mut self.cells) {
            let view = View::new(array).unwrap_or(View::Null);
            column.extend((0..batch.num_rows()).map(|row| match view.cell(row) {
                Cell::Missing | Cell::Text("") => None,
                cell => {
                    let mut text = String::new();
                    write_text(cell, &mut text);
                    Some(text)
                }
            }));
        }
    }

    /// Adds the rows of another file of the same table, matching columns by name.
    pub fn append(&mut self, other: Self) {
        let rows = other.rows();
        let mut other: Vec<_> = other.columns.into_iter().zip(other.cells).collect();
        for (name, column) in self.columns.iter().zip(&mut self.cells) {
            match other.iter_mut().find(|(theirs, _)| theirs == name) {
                Some((_, cells)) => column.append(cells),
                None => column.extend(std::iter::repeat_with(|| None).take(rows)),
            }
        }
    }
}

impl From<std::io::Error> for SampleError {
    fn from(error: std::io::Error) -> Self {
        Self::Text(ReaderError::Io(error))
    }
}

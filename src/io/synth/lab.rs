//! Writes the laboratory's results as Parquet, batch by batch.
//! What the results are is decided in `path`; this file only lays them out.

use std::fs::File as Disk;
use std::io::BufWriter;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{ArrayRef, Date32Array, Float64Array, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use super::codes::TESTS;
use super::holders::{Record, SITES};

/// Columns with their types in the words of the descriptor.
pub(super) const COLUMNS: [(&str, &str); 8] = [
    ("sleutel", "string"),
    ("datum", "date"),
    ("bepaling", "string"),
    ("waarde", "number"),
    ("eenheid", "string"),
    ("ref_laag", "number"),
    ("ref_hoog", "number"),
    ("locatie", "string"),
];

/// Rows of a batch, and of a row group.
const BATCH: usize = 32_768;

#[derive(Default)]
struct Columns {
    keys: Vec<String>,
    days: Vec<i32>,
    codes: Vec<&'static str>,
    values: Vec<f64>,
    units: Vec<&'static str>,
    lows: Vec<f64>,
    highs: Vec<f64>,
    sites: Vec<&'static str>,
}

/// The file being written.
pub(super) struct LabFile {
    writer: ArrowWriter<BufWriter<Disk>>,
    schema: Arc<Schema>,
    columns: Columns,
    rows: u64,
}

impl LabFile {
    /// Creates the file.
    pub fn create(path: &Path) -> Result<Self, ParquetError> {
        let fields = COLUMNS.map(|(name, kind)| {
            let kind = match kind {
                "date" => DataType::Date32,
                "number" => DataType::Float64,
                _ => DataType::Utf8,
            };
            Field::new(name, kind, false)
        });
        let schema = Arc::new(Schema::new(fields.to_vec()));
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(6)?))
            .set_created_by("periplus synth".to_owned())
            .set_max_row_group_row_count(Some(BATCH * 8))
            .build();
        let out = BufWriter::with_capacity(1 << 16, Disk::create(path)?);
        let writer = ArrowWriter::try_new(out, schema.clone(), Some(properties))?;
        Ok(Self { writer, schema, columns: Columns::default(), rows: 0 })
    }

    /// Adds a result and gives its row, counted from 1.
    pub fn push(
        &mut self,
        record: &Record,
        key: String,
        male: bool,
        site: usize,
    ) -> Result<u64, ParquetError> {
        let test = &TESTS[record.test];
        let (low, high) = if male { test.men } else { test.women };
        let scale = f64::from(10_i32.pow(test.decimals as u32));
        let columns = &mut self.columns;
        columns.keys.push(key);
        columns.days.push(record.day);
        columns.codes.push(test.code);
        columns.values.push((record.value * scale).round() / scale);
        columns.units.push(test.unit);
        columns.lows.push(low);
        columns.highs.push(high);
        columns.sites.push(SITES[site].code);
        self.rows += 1;
        if self.columns.keys.len() == BATCH {
            self.flush()?;
        }
        Ok(self.rows)
    }

    fn flush(&mut self) -> Result<(), ParquetError> {
        let columns = std::mem::take(&mut self.columns);
        let arrays: Vec<ArrayRef> = vec![
            Arc::new(StringArray::from(columns.keys)),
            Arc::new(Date32Array::from(columns.days)),
            Arc::new(StringArray::from(columns.codes)),
            Arc::new(Float64Array::from(columns.values)),
            Arc::new(StringArray::from(columns.units)),
            Arc::new(Float64Array::from(columns.lows)),
            Arc::new(Float64Array::from(columns.highs)),
            Arc::new(StringArray::from(columns.sites)),
        ];
        self.writer.write(&RecordBatch::try_new(self.schema.clone(), arrays)?)
    }

    /// Rows added.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Writes out what is left.
    pub fn finish(mut self) -> Result<(), ParquetError> {
        self.flush()?;
        self.writer.close().map(|_| ())
    }
}

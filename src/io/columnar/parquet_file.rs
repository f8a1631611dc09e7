//! Parquet: row groups as the unit that threads share, projected to the columns asked for.
//! It filters nothing and keeps no batch.

use std::fs::File;
use std::io::Read;
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};

use crate::base::Progress;
use crate::io::bytes::{Input, Packing};

use super::{BATCH, ColumnarError, guarded, places};

/// An opened Parquet file.
#[derive(Clone)]
pub struct ParquetFile {
    input: Input,
    /// The unpacked file, where it was packed as a whole.
    unpacked: Option<::bytes::Bytes>,
    metadata: ArrowReaderMetadata,
    /// The number of each group's first row, counted from 1.
    first_rows: Vec<u64>,
}

/// Reads one row group batch by batch.
pub struct GroupReader {
    reader: ParquetRecordBatchReader,
}

impl ParquetFile {
    /// Reads a file's schema and where its row groups are.
    pub fn open(input: &Input) -> Result<Self, ColumnarError> {
        guarded(|| Self::open_unguarded(input))
    }

    fn open_unguarded(input: &Input) -> Result<Self, ColumnarError> {
        let unpacked = if input.packing == Packing::Plain {
            None
        } else {
            let mut bytes = Vec::new();
            input.stream(&Progress::default())?.read_to_end(&mut bytes)?;
            Some(::bytes::Bytes::from(bytes))
        };
        let load = |options| match &unpacked {
            Some(bytes) => ArrowReaderMetadata::load(bytes, options),
            None => ArrowReaderMetadata::load(&File::open(&input.path)?, options),
        };
        let metadata = load(ArrowReaderOptions::new())?;
        let schema = as_views(metadata.schema());
        let metadata = load(ArrowReaderOptions::new().with_schema(schema)).unwrap_or(metadata);
        let mut next = 1;
        let mut first_rows = Vec::new();
        for group in metadata.metadata().row_groups() {
            first_rows.push(next);
            next = u64::saturating_add(next, u64::try_from(group.num_rows()).unwrap_or(0));
        }
        Ok(Self { input: input.clone(), unpacked, metadata, first_rows })
    }

    /// The columns and their types.
    pub fn schema(&self) -> &SchemaRef {
        self.metadata.schema()
    }

    /// How many row groups there are.
    pub fn groups(&self) -> usize {
        self.first_rows.len()
    }

    /// The number of a group's first row, counted from 1 over the whole file.
    pub fn first_row(&self, group: usize) -> u64 {
        self.first_rows.get(group).copied().unwrap_or(1)
    }

    /// How many rows a group holds.
    pub fn rows(&self, group: usize) -> u64 {
        let groups = self.metadata.metadata().row_groups();
        groups.get(group).map_or(0, |group| u64::try_from(group.num_rows()).unwrap_or(0))
    }

    /// The group that holds a row, counted from 1.
    pub fn group_of(&self, row: u64) -> Option<usize> {
        let after = self.first_rows.partition_point(|first| *first <= row);
        let group = after.checked_sub(1)?;
        (row < self.first_row(group).saturating_add(self.rows(group))).then_some(group)
    }

    /// Bytes of a group on disk, for progress.
    pub fn group_bytes(&self, group: usize) -> u64 {
        let groups = self.metadata.metadata().row_groups();
        groups.get(group).map_or(0, |group| u64::try_from(group.compressed_size()).unwrap_or(0))
    }

    /// Reads a group's columns; with `rows`, only so many after skipping some (skip, take).
    pub fn read_group(
        &self,
        group: usize,
        columns: &[String],
        rows: Option<(usize, usize)>,
    ) -> Result<GroupReader, ColumnarError> {
        let roots = places(self.schema().fields(), columns)
            .map_err(|name| ColumnarError::NoColumn(name.to_owned()))?;
        guarded(|| self.build_group(group, roots, rows))
    }

    fn build_group(
        &self,
        group: usize,
        roots: Vec<usize>,
        rows: Option<(usize, usize)>,
    ) -> Result<GroupReader, ColumnarError> {
        let mask = ProjectionMask::roots(self.metadata.parquet_schema(), roots);
        macro_rules! build {
            ($source:expr) => {{
                let builder =
                    ParquetRecordBatchReaderBuilder::new_with_metadata($source, self.metadata.clone());
                let builder =
                    builder.with_row_groups(vec![group]).with_projection(mask).with_batch_size(BATCH);
                match rows {
                    Some((skip, take)) => builder.with_offset(skip).with_limit(take).build()?,
                    None => builder.build()?,
                }
            }};
        }
        let reader = if let Some(bytes) = &self.unpacked {
            build!(bytes.clone())
        } else {
            build!(File::open(&self.input.path)?)
        };
        Ok(GroupReader { reader })
    }
}

impl Iterator for GroupReader {
    type Item = Result<RecordBatch, ColumnarError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = guarded(|| Ok(self.reader.next().transpose()?));
        batch.transpose()
    }
}

/// Texts are read as views into the pages, which saves copying them.
fn as_views(schema: &Schema) -> SchemaRef {
    let view = |field: &Arc<Field>| match field.data_type() {
        DataType::Utf8 | DataType::LargeUtf8 => {
            Arc::new(field.as_ref().clone().with_data_type(DataType::Utf8View))
        }
        _ => Arc::clone(field),
    };
    let fields: Vec<_> = schema.fields().iter().map(view).collect();
    Arc::new(Schema::new(fields).with_metadata(schema.metadata().clone()))
}

//! Tables in columns: Parquet and Arrow IPC, read batch by batch, only the columns asked for.
//! It hands out arrays and cells; what they mean is not its business.

mod arrow_ipc;
mod parquet_file;
mod view;

pub use arrow_ipc::ArrowFile;
pub use parquet_file::{GroupReader, ParquetFile};
pub use view::{Row, View, kind, views};

/// Rows decoded at a time.
pub const BATCH: usize = 16_384;

/// Why a columnar file could not be read.
#[derive(Debug)]
pub enum ColumnarError {
    /// In the reader's own words, which name no values.
    Reader(String),
    /// The reader gave up on it.
    Damaged,
    /// It has no column of this name.
    NoColumn(String),
    /// The column of this name is nested, and a cell must be a single value.
    Nested(String),
}

impl From<parquet::errors::ParquetError> for ColumnarError {
    fn from(error: parquet::errors::ParquetError) -> Self {
        Self::Reader(error.to_string())
    }
}

impl From<arrow::error::ArrowError> for ColumnarError {
    fn from(error: arrow::error::ArrowError) -> Self {
        Self::Reader(error.to_string())
    }
}

impl From<std::io::Error> for ColumnarError {
    fn from(error: std::io::Error) -> Self {
        Self::Reader(error.to_string())
    }
}

/// Runs one of the readers' steps. They panic on some damaged files, and that must not be the end of the program.
fn guarded<T>(step: impl FnOnce() -> Result<T, ColumnarError>) -> Result<T, ColumnarError> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(step))
        .unwrap_or_else(|_| Err(ColumnarError::Damaged))
}

/// The places of columns by name among `fields`; `Err` with the first name that is not there.
fn places<'a>(fields: &arrow::datatypes::Fields, names: &'a [String]) -> Result<Vec<usize>, &'a str> {
    let place = |name: &'a String| fields.iter().position(|f| f.name() == name).ok_or(name.as_str());
    names.iter().map(place).collect()
}

#[cfg(test)]
mod test;

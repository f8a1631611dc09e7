//! Columns of numbers, each as one Arrow IPC file, with a checksum that is taken before a byte is believed.
//! It knows neither stores nor events; what a column means is said by its name.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{Array as _, ArrowPrimitiveType, PrimitiveArray, RecordBatch};
use arrow::datatypes::{Field, Schema};
use arrow::ipc::reader::FileReader;
use arrow::ipc::writer::FileWriter;

use super::private_file;

/// Rows in a batch: small enough to be read and copied out while the cache is warm.
const BATCH: usize = 1 << 20;

/// Checksums of columns by name.
pub(super) type Sums = BTreeMap<String, String>;

/// A folder that columns are written to.
pub(super) struct Writer<'a> {
    folder: &'a Path,
    /// The checksums of what was written.
    pub sums: Sums,
}

/// A folder that columns are read from.
pub(super) struct Reader<'a> {
    folder: &'a Path,
    sums: Sums,
}

impl<'a> Writer<'a> {
    /// Nothing written yet.
    pub(super) fn new(folder: &'a Path) -> Self {
        Self { folder, sums: Sums::new() }
    }

    /// Writes `values` as the column `name`.
    pub(super) fn write<T: ArrowPrimitiveType>(
        &mut self,
        name: &str,
        values: &[T::Native],
    ) -> io::Result<()> {
        let schema = Arc::new(Schema::new(vec![Field::new(name, T::DATA_TYPE, false)]));
        let file = Summed { file: private_file(&path(self.folder, name))?, sum: blake3::Hasher::new() };
        let mut writer = FileWriter::try_new_buffered(file, &schema).map_err(other)?;
        for rows in values.chunks(BATCH) {
            let column = PrimitiveArray::<T>::from_iter_values(rows.iter().copied());
            let batch = RecordBatch::try_new(Arc::clone(&schema), vec![Arc::new(column)]).map_err(other)?;
            writer.write(&batch).map_err(other)?;
        }
        let file =
            writer.into_inner().map_err(other)?.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        self.sums.insert(name.to_owned(), file.sum.finalize().to_string());
        Ok(())
    }
}

impl<'a> Reader<'a> {
    /// Reads columns whose checksums are `sums`.
    pub(super) fn new(folder: &'a Path, sums: Sums) -> Self {
        Self { folder, sums }
    }

    /// Reads the column `name`; an error if it is not there, was changed, or is of another type.
    pub(super) fn read<T: ArrowPrimitiveType>(&self, name: &str) -> io::Result<Vec<T::Native>> {
        let bytes = fs::read(path(self.folder, name))?;
        // The reader trusts lengths in the file: whatever is not to the byte what was written never reaches it.
        if self.sums.get(name).map(String::as_str) != Some(blake3::hash(&bytes).to_hex().as_str()) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "changed since it was written"));
        }
        let mut values = Vec::new();
        for batch in FileReader::try_new(Cursor::new(bytes), None).map_err(other)? {
            let batch = batch.map_err(other)?;
            let column =
                batch.columns().first().and_then(|all| all.as_any().downcast_ref::<PrimitiveArray<T>>());
            let column = column.filter(|column| column.null_count() == 0);
            let column = column.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "another type"))?;
            values.extend_from_slice(column.values());
        }
        Ok(values)
    }
}

/// Takes the checksum of what passes through.
struct Summed {
    file: fs::File,
    sum: blake3::Hasher,
}

impl Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.sum.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn path(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.arrow"))
}

fn other(error: arrow::error::ArrowError) -> io::Error {
    io::Error::other(error)
}

//! Columns of numbers, each as one Arrow IPC file, with a checksum that is taken before a byte is believed.
//! It knows neither stores nor events; what a column means is said by its name.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read as _, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use arrow::array::{Array as _, ArrowPrimitiveType, PrimitiveArray, RecordBatch};
use arrow::buffer::Buffer;
use arrow::datatypes::{Field, Schema};
use arrow::ipc::convert::try_fb_to_schema;
use arrow::ipc::reader::{FileDecoder, read_footer_length};
use arrow::ipc::root_as_footer;
use arrow::ipc::writer::FileWriter;

use super::private_file;

/// Rows in a batch: small enough to be read and copied out while the cache is warm.
const BATCH: usize = 1 << 20;

/// Bytes that are read and summed at a time: few enough to be summed while they are in the processor's cache.
const BLOCK: usize = 1 << 19;
/// Bytes at the end of an IPC file that say how long its footer is.
const TRAILER: usize = 10;

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
    /// Memory that files were read into, for the next ones: the system takes its time to give new one.
    spare: Mutex<Vec<Vec<u8>>>,
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
        Self { folder, sums, spare: Mutex::default() }
    }

    /// Reads the column `name`; an error if it is not there, was changed, or is of another type.
    pub(super) fn read<T: ArrowPrimitiveType>(&self, name: &str) -> io::Result<Vec<T::Native>> {
        let spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut bytes = spare.unwrap_or_default();
        let (length, sum) = read_and_sum(&path(self.folder, name), &mut bytes)?;
        // The decoder trusts lengths in the file: whatever is not to the byte what was written never reaches it.
        if self.sums.get(name).map(String::as_str) != Some(sum.to_hex().as_str()) {
            return Err(invalid("changed since it was written"));
        }
        let bytes = Buffer::from_vec(bytes);
        let values = decode::<T>(&bytes.slice_with_length(0, length))?;
        if let Ok(bytes) = bytes.into_vec() {
            self.spare.lock().unwrap_or_else(PoisonError::into_inner).push(bytes);
        }
        Ok(values)
    }
}

/// Reads a file to the start of `bytes`, which grow where they are too few; gives its length and its checksum.
fn read_and_sum(path: &Path, bytes: &mut Vec<u8>) -> io::Result<(usize, blake3::Hash)> {
    let mut file = fs::File::open(path)?;
    let expected = usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?;
    if bytes.len() < expected {
        *bytes = vec![0; expected];
    }
    let mut sum = blake3::Hasher::new();
    let mut length = 0;
    while length < expected {
        let read = file.read(&mut bytes[length..expected.min(length + BLOCK)])?;
        if read == 0 {
            break;
        }
        sum.update(&bytes[length..length + read]);
        length += read;
    }
    Ok((length, sum.finalize()))
}

/// The values of the only column of an IPC file. Its batches are looked at where they lie, and copied once.
fn decode<T: ArrowPrimitiveType>(file: &Buffer) -> io::Result<Vec<T::Native>> {
    let end = file.len().checked_sub(TRAILER).ok_or_else(|| invalid("too short"))?;
    let trailer = file[end..].try_into().map_err(io::Error::other)?;
    let start = end.checked_sub(read_footer_length(trailer).map_err(other)?);
    let footer = &file[start.ok_or_else(|| invalid("too short"))?..end];
    let footer = root_as_footer(footer).map_err(|error| io::Error::other(error.to_string()))?;
    let schema = footer.schema().ok_or_else(|| invalid("no schema"))?;
    let schema = try_fb_to_schema(schema).map_err(other)?;
    let decoder = FileDecoder::new(Arc::new(schema), footer.version());
    let mut columns = Vec::new();
    for block in footer.recordBatches().iter().flatten() {
        let length = block.bodyLength() as usize + block.metaDataLength() as usize;
        let part = file.slice_with_length(block.offset() as usize, length);
        let Some(batch) = decoder.read_record_batch(block, &part).map_err(other)? else { continue };
        let column = batch.columns().first().and_then(|all| all.as_any().downcast_ref::<PrimitiveArray<T>>());
        let column = column.filter(|column| column.null_count() == 0);
        columns.push(column.ok_or_else(|| invalid("another type"))?.values().clone());
    }
    let mut values = Vec::with_capacity(columns.iter().map(arrow::buffer::ScalarBuffer::len).sum());
    for column in columns {
        values.extend_from_slice(&column);
    }
    Ok(values)
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

fn invalid(why: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

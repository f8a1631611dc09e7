//! Arrow IPC, as a file or as a stream, batch by batch.
//! A packed or piped file is read as it comes; nothing is kept.

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use arrow::ipc::reader::{FileReader, StreamReader};

use crate::base::Progress;
use crate::io::bytes::{Input, Packing};

use super::{ColumnarError, guarded, places};

/// An opened Arrow file, projected to some of its columns.
pub struct ArrowFile {
    reader: Reader,
    schema: SchemaRef,
}

trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

enum Reader {
    File(Box<FileReader<Box<dyn ReadSeek>>>),
    Stream(Box<StreamReader<Box<dyn Read + Send>>>),
}

impl ArrowFile {
    /// Opens a file and projects it to `columns` in their order, or to all of them.
    pub fn open(
        input: &Input,
        columns: Option<&[String]>,
        progress: &Progress,
    ) -> Result<Self, ColumnarError> {
        let whole = guarded(|| Self::with_projection(input, None, &Progress::default()))?;
        let Some(columns) = columns else { return guarded(|| Self::with_projection(input, None, progress)) };
        let at = places(whole.schema.fields(), columns)
            .map_err(|name| ColumnarError::NoColumn(name.to_owned()))?;
        guarded(|| Self::with_projection(input, Some(at), progress))
    }

    fn with_projection(
        input: &Input,
        at: Option<Vec<usize>>,
        progress: &Progress,
    ) -> Result<Self, ColumnarError> {
        let mut magic = Vec::new();
        input.stream(&Progress::default())?.take(6).read_to_end(&mut magic)?;
        if magic != b"ARROW1" {
            let stream = BufReader::with_capacity(1 << 17, input.stream(progress)?);
            let reader = StreamReader::try_new(Box::new(stream) as Box<dyn Read + Send>, at)?;
            let schema = reader.schema();
            return Ok(Self { reader: Reader::Stream(Box::new(reader)), schema });
        }
        let bytes: Box<dyn ReadSeek> = if input.packing == Packing::Plain {
            Box::new(BufReader::with_capacity(1 << 17, File::open(&input.path)?))
        } else {
            let mut bytes = Vec::new();
            input.stream(progress)?.read_to_end(&mut bytes)?;
            Box::new(Cursor::new(bytes))
        };
        let reader = FileReader::try_new(bytes, at)?;
        let schema = reader.schema();
        Ok(Self { reader: Reader::File(Box::new(reader)), schema })
    }

    /// The columns and their types, as projected.
    pub fn schema(&self) -> &SchemaRef {
        &self.schema
    }
}

impl Iterator for ArrowFile {
    type Item = Result<RecordBatch, ColumnarError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = guarded(|| {
            let batch = match &mut self.reader {
                Reader::File(reader) => reader.next(),
                Reader::Stream(reader) => reader.next(),
            };
            Ok(batch.transpose()?)
        });
        batch.transpose()
    }
}

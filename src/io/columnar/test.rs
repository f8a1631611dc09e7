use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Date64Array, Decimal128Array, DictionaryArray, Float32Array,
    Int32Array, Int64Array, LargeStringArray, RecordBatch, StringArray, StringViewArray,
    TimestampMillisecondArray, TimestampNanosecondArray, UInt64Array,
};
use arrow::datatypes::Int32Type;
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;

use super::*;
use crate::base::Progress;
use crate::io::bytes::Input;
use crate::io::cell::{Cell, Cells, write_text};

/// A column of every type a delivery has been seen with, each with a missing cell, and what its texts are.
fn columns() -> Vec<(&'static str, ArrayRef, [&'static str; 2])> {
    let dictionary: DictionaryArray<Int32Type> = vec![Some("é"), None].into_iter().collect();
    let zoned = TimestampMillisecondArray::from(vec![Some(1_500), None]).with_timezone("+02:00");
    let decimal =
        |scale| Decimal128Array::from(vec![Some(12_345), None]).with_precision_and_scale(10, scale).unwrap();
    vec![
        ("i32", Arc::new(Int32Array::from(vec![Some(-7), None])), ["-7", ""]),
        ("i64", Arc::new(Int64Array::from(vec![Some(i64::MIN), None])), ["-9223372036854775808", ""]),
        ("u64", Arc::new(UInt64Array::from(vec![Some(u64::MAX), None])), ["18446744073709551615", ""]),
        ("f32", Arc::new(Float32Array::from(vec![Some(0.5), None])), ["0.5", ""]),
        ("bool", Arc::new(BooleanArray::from(vec![Some(true), None])), ["true", ""]),
        ("text", Arc::new(StringArray::from(vec![Some("NA"), None])), ["NA", ""]),
        ("large", Arc::new(LargeStringArray::from(vec![Some("A  B"), None])), ["A  B", ""]),
        (
            "view",
            Arc::new(StringViewArray::from(vec![Some("a text that does not fit into a view"), None])),
            ["a text that does not fit into a view", ""],
        ),
        ("dict", Arc::new(dictionary), ["é", ""]),
        ("d32", Arc::new(Date32Array::from(vec![Some(-1), None])), ["1969-12-31", ""]),
        ("d64", Arc::new(Date64Array::from(vec![Some(86_400_000), None])), ["1970-01-02", ""]),
        (
            "ns",
            Arc::new(TimestampNanosecondArray::from(vec![Some(-1), None])),
            ["1969-12-31T23:59:59.999999", ""],
        ),
        ("zoned", Arc::new(zoned), ["1970-01-01T00:00:01.500000Z", ""]),
        ("whole", Arc::new(decimal(0)), ["12345", ""]),
        ("decimal", Arc::new(decimal(2)), ["123.45", ""]),
    ]
}

fn texts(batch: &RecordBatch, names: &[String]) -> Vec<Vec<String>> {
    let views = views(batch, names).unwrap();
    let row = |row| {
        let cells = Row::new(&views, row);
        let text = |slot| {
            let mut text = String::new();
            write_text(cells.cell(slot), &mut text);
            text
        };
        (0..names.len()).map(text).collect()
    };
    (0..batch.num_rows()).map(row).collect()
}

/// The whole table in one batch, and the texts of its rows.
fn table() -> (RecordBatch, Vec<String>, Vec<Vec<String>>) {
    let columns = columns();
    let names = columns.iter().map(|c| c.0.to_owned()).collect();
    let rows = (0..2).map(|row| columns.iter().map(|c| c.2[row].to_owned()).collect()).collect();
    let batch = RecordBatch::try_from_iter(columns.into_iter().map(|c| (c.0, c.1))).unwrap();
    (batch, names, rows)
}

#[test]
fn every_type_comes_back_from_parquet() {
    let (batch, names, rows) = table();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    let one_row = WriterProperties::builder().set_max_row_group_row_count(Some(1)).build();
    let mut writer =
        ArrowWriter::try_new(std::fs::File::create(&path).unwrap(), batch.schema(), Some(one_row)).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();

    let packed = folder.path().join("a.parquet.zst");
    std::fs::write(&packed, zstd::stream::encode_all(&std::fs::read(&path).unwrap()[..], 1).unwrap())
        .unwrap();
    for path in [path, packed] {
        let file = ParquetFile::open(&Input::open(&path).unwrap()).unwrap();
        assert_eq!(file.groups(), 2);
        assert_eq!(
            (file.group_of(1), file.group_of(2), file.group_of(3), file.group_of(0)),
            (Some(0), Some(1), None, None)
        );
        for (group, row) in rows.iter().enumerate() {
            let batches: Vec<_> = file.read_group(group, &names, None).unwrap().map(Result::unwrap).collect();
            assert_eq!(texts(&batches[0], &names), std::slice::from_ref(row));
        }
        let wrong = ["nowhere".to_owned()];
        assert!(
            file.read_group(0, &wrong, None)
                .is_err_and(|error| matches!(error, ColumnarError::NoColumn(name) if name == "nowhere"))
        );
    }
}

#[test]
fn every_type_comes_back_from_arrow() {
    let (batch, names, rows) = table();
    let folder = tempfile::tempdir().unwrap();
    let (file, stream) = (folder.path().join("a.arrow"), folder.path().join("stream.arrow.zst"));
    let mut writer =
        arrow::ipc::writer::FileWriter::try_new(std::fs::File::create(&file).unwrap(), &batch.schema())
            .unwrap();
    writer.write(&batch).unwrap();
    writer.finish().unwrap();
    let mut writer = arrow::ipc::writer::StreamWriter::try_new(Vec::new(), &batch.schema()).unwrap();
    writer.write(&batch).unwrap();
    let bytes = writer.into_inner().unwrap();
    std::fs::write(&stream, zstd::stream::encode_all(&bytes[..], 1).unwrap()).unwrap();
    let mut some = vec![names[7].clone(), names[1].clone()];
    for path in [file, stream] {
        let input = Input::open(&path).unwrap();
        for names in [&names, &some] {
            let file = ArrowFile::open(&input, Some(names), &Progress::default()).unwrap();
            let read: Vec<_> = file.flat_map(|batch| texts(&batch.unwrap(), names)).collect();
            let place = |name: &String| batch.schema().index_of(name).unwrap();
            let expect: Vec<Vec<String>> =
                rows.iter().map(|row| names.iter().map(|name| row[place(name)].clone()).collect()).collect();
            assert_eq!(read, expect);
        }
    }
    some.push("nowhere".to_owned());
    assert_eq!(View::Null.cell(0), Cell::Missing);
}

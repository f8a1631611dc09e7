//! An extract in Parquet on disk: unsorted events over ten years, in nine phases, one of which lasts for weeks.

use std::error::Error;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{ArrayRef, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use periplus::model::Phase;

use super::random::Random;

const BATCH: usize = 1 << 16;

/// What the extract holds.
#[derive(Clone, Copy)]
pub struct Shape {
    pub events: usize,
    pub patients: u64,
    pub sources: usize,
}

/// Writes the tables, one a source, and their descriptor.
pub fn write(folder: &Path, shape: Shape) -> Result<(), Box<dyn Error>> {
    let mut resources = Vec::new();
    let mut random = Random(1);
    for source in 0..shape.sources {
        let events = shape.events / shape.sources;
        table(&folder.join(format!("events_{source}.parquet")), events, shape.patients, &mut random)?;
        resources.push(format!(
            r#"{{"name": "r{source}", "path": "events_{source}.parquet", "periplus": {{"source": "s{source}", "patient": "patient", "events":
              [{{"phase": {{"column": "phase"}}, "start": "start", "end": "end", "code": "code", "value": "value"}}]}}}}"#
        ));
    }
    let resources = resources.join(",\n");
    let descriptor =
        format!(r#"{{"periplus": {{"version": 1, "asOf": "2024-12-31"}}, "resources": [{resources}]}}"#);
    std::fs::write(folder.join("datapackage.json"), descriptor)?;
    Ok(())
}

fn table(path: &Path, events: usize, patients: u64, random: &mut Random) -> Result<(), Box<dyn Error>> {
    let schema = Arc::new(Schema::new(vec![
        Field::new("patient", DataType::Int64, false),
        Field::new("phase", DataType::Utf8, false),
        Field::new("start", DataType::Date32, false),
        Field::new("end", DataType::Date32, true),
        Field::new("code", DataType::Utf8, false),
        Field::new("value", DataType::Float64, true),
    ]));
    let mut file = ArrowWriter::try_new(File::create(path)?, Arc::clone(&schema), None)?;
    for from in (0..events).step_by(BATCH) {
        let columns = columns(BATCH.min(events - from), patients, random);
        file.write(&RecordBatch::try_new(Arc::clone(&schema), columns)?)?;
    }
    file.close()?;
    Ok(())
}

fn columns(rows: usize, patients: u64, random: &mut Random) -> Vec<ArrayRef> {
    let all = Phase::defaults();
    let (mut ids, mut phases, mut starts, mut ends) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut codes, mut values) = (Vec::new(), Vec::new());
    for _ in 0..rows {
        let (phase, start) = (random.below(all.len() as u64) as usize, 16_436 + random.below(3_600) as i32);
        ids.push(1_000_000_000 + 7 * random.below(patients) as i64);
        phases.push(all[phase].id.as_str());
        starts.push(start);
        ends.push((phase == 1).then(|| start + 30 + random.below(60) as i32));
        codes.push(format!("L01X{:03}", random.below(500).min(random.below(500))));
        values.push((random.below(4) == 0).then(|| random.below(10_000) as f64 / 100.0));
    }
    vec![
        Arc::new(Int64Array::from(ids)),
        Arc::new(StringArray::from(phases)),
        Arc::new(Date32Array::from(starts)),
        Arc::new(Date32Array::from(ends)),
        Arc::new(StringArray::from(codes)),
        Arc::new(Float64Array::from(values)),
    ]
}

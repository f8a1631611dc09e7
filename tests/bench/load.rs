//! Loading against polars, in one run: Parquet and CSV of ten million unsorted events to a ready store.
//! Budgets: Parquet at most 0.7 times polars' read and sort, CSV at most 1.2 times polars' `read_csv`, peak memory
//! at most 3 times the store. `PERIPLUS_BENCH_EVENTS` changes the number of events.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod random;

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use arrow::array::{Date32Array, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema};
use periplus::base::civil::date_from_days;
use periplus::base::{Cancel, Progress};
use periplus::io::load::{LoadOptions, load};
use polars::prelude::{CsvReadOptions, ParquetReader, SerReader, SortMultipleOptions};

use random::Random;

const RUNS: usize = 3;
const BATCH: usize = 1 << 16;

fn main() -> Result<(), Box<dyn Error>> {
    let events =
        std::env::var("PERIPLUS_BENCH_EVENTS").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000_000);
    let folder = tempfile::tempdir()?;
    write_extracts(folder.path(), events)?;
    let (parquet, csv) = (folder.path().join("parquet"), folder.path().join("csv"));

    let before = peak_memory()?;
    let store = load(&parquet, &LoadOptions::default(), &Cancel::default(), &Progress::default())?.store;
    let (dense, sparse) = store.resident_bytes();
    let peak = peak_memory()?.saturating_sub(before) as f64 / (dense + sparse) as f64;
    println!("store: {:.1} bytes an event beside sparse values", dense as f64 / events as f64);
    println!(
        "peak memory while loading Parquet: {peak:.2} times the store (budget 3, beside a batch a thread)"
    );
    drop(store);

    let (ours, polars) = race(|| ours(&parquet), || polars_parquet(&parquet.join("events.parquet")))?;
    report("Parquet to a ready store, against polars' read and sort", ours, polars, 0.7);
    let (ours, polars) = race(|| self::ours(&csv), || polars_csv(&csv.join("events.csv")))?;
    report("CSV to a ready store, against polars' read_csv", ours, polars, 1.2);
    Ok(())
}

/// The best time of each, run in turns.
fn race(
    ours: impl Fn() -> Result<(), Box<dyn Error>>,
    theirs: impl Fn() -> Result<(), Box<dyn Error>>,
) -> Result<(Duration, Duration), Box<dyn Error>> {
    let time = |work: &dyn Fn() -> Result<(), Box<dyn Error>>| -> Result<Duration, Box<dyn Error>> {
        let start = Instant::now();
        work()?;
        Ok(start.elapsed())
    };
    let mut best = (Duration::MAX, Duration::MAX);
    for _ in 0..RUNS {
        best.0 = best.0.min(time(&ours)?);
        best.1 = best.1.min(time(&theirs)?);
    }
    Ok(best)
}

fn report(what: &str, ours: Duration, theirs: Duration, budget: f64) {
    let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
    let (ours, theirs) = (ours.as_secs_f64(), theirs.as_secs_f64());
    println!("{what}: {ours:.2} s / {theirs:.2} s = {ratio:.2} (budget {budget})");
}

fn ours(extract: &Path) -> Result<(), Box<dyn Error>> {
    std::hint::black_box(load(extract, &LoadOptions::default(), &Cancel::default(), &Progress::default())?);
    Ok(())
}

fn polars_parquet(path: &Path) -> Result<(), Box<dyn Error>> {
    let table = ParquetReader::new(File::open(path)?).finish()?;
    std::hint::black_box(table.sort(["patient", "start"], SortMultipleOptions::default())?);
    Ok(())
}

fn polars_csv(path: &Path) -> Result<(), Box<dyn Error>> {
    let options = CsvReadOptions::default().with_has_header(true);
    std::hint::black_box(options.try_into_reader_with_file_path(Some(path.to_path_buf()))?.finish()?);
    Ok(())
}

/// The most memory this process has held, in bytes; 0 where the system does not say.
fn peak_memory() -> Result<u64, Box<dyn Error>> {
    let Ok(status) = std::fs::read_to_string("/proc/self/status") else { return Ok(0) };
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? * 1024)
}

/// The same unsorted events as Parquet and as CSV, each with its descriptor: fifty a patient, ten years, five
/// hundred codes, and a value with every fourth.
fn write_extracts(folder: &Path, events: usize) -> Result<(), Box<dyn Error>> {
    for format in ["parquet", "csv"] {
        std::fs::create_dir(folder.join(format))?;
        let descriptor = format!(
            r#"{{"periplus": {{"version": 1, "asOf": "2024-12-31"}}, "resources": [{{"path": "events.{format}", "periplus":
              {{"patient": "patient", "events": [{{"phase": "pharmacy", "start": "start", "code": "code", "value": "value"}}]}}}}]}}"#
        );
        std::fs::write(folder.join(format).join("datapackage.json"), descriptor)?;
    }
    let schema = Arc::new(Schema::new(vec![
        Field::new("patient", DataType::Int64, false),
        Field::new("start", DataType::Date32, false),
        Field::new("code", DataType::Utf8, false),
        Field::new("value", DataType::Float64, true),
    ]));
    let file = File::create(folder.join("parquet/events.parquet"))?;
    let mut parquet = parquet::arrow::ArrowWriter::try_new(file, Arc::clone(&schema), None)?;
    let mut csv = BufWriter::new(File::create(folder.join("csv/events.csv"))?);
    writeln!(csv, "patient,start,code,value")?;
    let mut random = Random(1);
    let patients = (events as u64 / 50).max(1);
    for from in (0..events).step_by(BATCH) {
        let rows = BATCH.min(events - from);
        let (mut ids, mut days, mut codes, mut values) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for _ in 0..rows {
            ids.push(1_000_000_000 + 7 * random.below(patients) as i64);
            days.push(16_436 + random.below(3_600) as i32);
            codes.push(format!("L01X{:03}", random.below(500).min(random.below(500))));
            values.push((random.below(4) == 0).then(|| random.below(10_000) as f64 / 100.0));
        }
        for (((id, day), code), value) in ids.iter().zip(&days).zip(&codes).zip(&values) {
            let (year, month, day) = date_from_days(i64::from(*day));
            let value = value.map(|value| value.to_string()).unwrap_or_default();
            writeln!(csv, "{id},{year:04}-{month:02}-{day:02},{code},{value}")?;
        }
        let columns: Vec<arrow::array::ArrayRef> = vec![
            Arc::new(Int64Array::from(ids)),
            Arc::new(Date32Array::from(days)),
            Arc::new(StringArray::from(codes)),
            Arc::new(Float64Array::from(values)),
        ];
        parquet.write(&RecordBatch::try_new(Arc::clone(&schema), columns)?)?;
    }
    parquet.close()?;
    csv.flush()?;
    Ok(())
}

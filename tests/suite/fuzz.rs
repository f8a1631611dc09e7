//! Valid extracts with bytes changed at random: whatever the outcome, nothing panics.
//! A short run by default; `PERIPLUS_FUZZ_SECONDS` makes it longer. A failure names the seed that repeats it.
#![expect(clippy::unwrap_used, reason = "what is mutated here was valid before")]
#![expect(clippy::print_stdout, reason = "a long run says how far it got")]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use arrow::array::{Date32Array, Float64Array, Int64Array, RecordBatch, StringArray};
use periplus::base::{Cancel, Progress};
use periplus::compute::estimate::{Consistent, before_linkage, overlaps};
use periplus::io::counts;
use periplus::io::load::{LoadOptions, load};
use periplus::io::raw::raw_row;
use periplus::io::sketch::{self, Key, SketchSpec};

const DESCRIPTOR: &str = r##"{"name": "f", "periplus": {"version": 1, "asOf": "2024-12-31", "population": "a", "timezone": "Europe/Amsterdam",
  "index": {"phase": "diagnosis", "occurrence": 1}, "phases": [{"id": "gp"}, {"id": "diagnosis"}, {"id": "other"}]},
 "resources": [
  {"name": "a", "path": ["a.csv", "a.csv"], "format": "csv", "encoding": "windows-1252",
   "dialect": {"delimiter": ";", "quoteChar": "\"", "decimalChar": ",", "commentChar": "#"},
   "schema": {"fields": [{"name": "d", "type": "date", "format": "%d-%m-%Y"}], "missingValues": ["", "-"]},
   "periplus": {"source": "a", "keyDomain": "x", "patient": "id", "site": "s", "window": [{"from": "2015", "to": "2020-06"}],
    "attributes": {"sex": {"column": "s", "map": {"1": "m"}}, "birthYear": "v"},
    "events": [{"phase": {"column": "p", "map": {"d": "diagnosis", "g": "gp"}}, "code": {"column": "c", "system": "icd"}, "label": "s",
      "start": "d", "end": "e", "value": "v", "unit": "c", "when": {"column": "p", "in": ["d", "g", 1]}, "precision": "month"},
      {"phase": "other", "start": "e"}]}},
  {"name": "b", "path": "b.parquet", "periplus": {"source": "b", "keyDomain": "y", "patient": "id", "events": [{"phase": "gp", "start": "d", "code": "c", "value": "v"}]}},
  {"name": "xy", "path": "xy.csv", "periplus": {"role": "crosswalk", "fromDomain": "y", "toDomain": "x", "columns": {"from": "y", "to": "x"}}},
  {"name": "cov", "path": "cov.csv", "periplus": {"role": "coverage", "source": "a", "keyDomain": "x", "columns": {"patient": "id", "from": "f", "to": "t"}}},
  {"name": "codes", "path": "codes.csv", "periplus": {"role": "codes", "system": "icd", "columns": {"code": "c", "label": "l"}}}
 ]}"##;
const CSV: &str = "id;d;e;c;p;s;v\n1;03-05-2019;2019-05-09;C34;d;1;1,5\n# remark\n2;31-12-2020;2020;\"C;3\n4\";g;\"é\"\"\";-\n9007199254740993;1-1-2018;9999-12-31;A  B;x;2;<5\nNA;;2019-05-03T07:18:29+02:00;;d;;\n";
const CROSSWALK: &str = "y,x\n10,1\n11,2\n11,1\n12,9007199254740993\n,3\n";

/// Numbers that look random and are the same for the same seed.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below.max(1)
    }
}

/// Changes, drops, doubles or inserts a few bytes or stretches of them.
fn mutate(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    const TELLING: &[u8] = b"\"\n\r;,\0{}[]:-+.eE0129\xff\xef\xe9%'#TZ ";
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.next(4) {
        let at = random.next(bytes.len() + 1);
        let to = (at + 1 + random.next(12)).min(bytes.len());
        match random.next(6) {
            0 if at < bytes.len() => bytes[at] = random.next(256) as u8,
            1 if at < bytes.len() => bytes[at] = TELLING[random.next(TELLING.len())],
            2 => bytes.insert(at, TELLING[random.next(TELLING.len())]),
            3 if at < to => drop(bytes.drain(at..to)),
            4 if at < to => {
                let stretch = bytes[at..to].to_vec();
                let into = random.next(bytes.len() + 1);
                bytes.splice(into..into, stretch);
            }
            5 if random.next(8) == 0 => bytes.truncate(at),
            _ => {}
        }
    }
    bytes
}

fn parquet() -> Vec<u8> {
    let batch = RecordBatch::try_from_iter([
        ("id", Arc::new(Int64Array::from(vec![Some(10), Some(11), None, Some(12)])) as _),
        ("d", Arc::new(Date32Array::from(vec![Some(18_000), None, Some(-50_000), Some(18_001)])) as _),
        ("c", Arc::new(StringArray::from(vec![Some("NA"), Some(""), None, Some("L01")])) as _),
        ("v", Arc::new(Float64Array::from(vec![Some(1.5), Some(f64::NAN), None, Some(f64::INFINITY)])) as _),
    ]);
    let batch = batch.unwrap();
    let mut writer = parquet::arrow::ArrowWriter::try_new(Vec::new(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.into_inner().unwrap()
}

fn seconds() -> f64 {
    std::env::var("PERIPLUS_FUZZ_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(1.5)
}

/// Reads small files that were changed at random, over and over.
fn fuzz_bytes(name: &str, valid: &[u8], read: impl Fn(Vec<u8>) -> bool + std::panic::RefUnwindSafe) {
    assert!(read(valid.to_vec()), "{name} is read while it is whole");
    let end = Instant::now() + Duration::from_secs_f64(seconds());
    let mut seed = 0;
    while Instant::now() < end {
        seed += 1;
        let bytes = mutate(valid, &mut Random(seed));
        let outcome = std::panic::catch_unwind(|| read(bytes));
        assert!(outcome.is_ok(), "{name} changed by seed {seed} panics");
    }
}

/// Loads the extract with one of its files changed, over and over.
fn fuzz(target: &str) {
    let seconds = seconds();
    let files: [(&str, Vec<u8>); 6] = [
        ("datapackage.json", DESCRIPTOR.into()),
        ("a.csv", CSV.into()),
        ("b.parquet", parquet()),
        ("xy.csv", CROSSWALK.into()),
        ("cov.csv", b"id,f,t\n1,2015-01-01,\n2,2016,2017\n".to_vec()),
        ("codes.csv", b"c,l\nC34,Lung\nC34,Long\n".to_vec()),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in &files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let valid = files.iter().find(|(name, _)| *name == target).map(|(_, bytes)| bytes.clone()).unwrap();
    assert!(run(folder.path()).is_ok(), "the extract is loaded while it is whole");
    let end = Instant::now() + Duration::from_secs_f64(seconds);
    let (mut seed, mut loaded) = (0, 0);
    while Instant::now() < end {
        seed += 1;
        std::fs::write(folder.path().join(target), mutate(&valid, &mut Random(seed))).unwrap();
        let outcome = std::panic::catch_unwind(|| run(folder.path()));
        assert!(outcome.is_ok(), "{target} changed by seed {seed} makes the load panic");
        loaded += usize::from(outcome.is_ok_and(|loaded| loaded.is_ok()));
    }
    println!("{target}: {seed} changed files without a panic, {loaded} of which could still be loaded");
}

/// Loads as much as can be loaded, and reads a row again.
fn run(folder: &Path) -> Result<(), ()> {
    let options = LoadOptions { skip_broken_resources: true, threads: Some(2), ..LoadOptions::default() };
    let loaded = load(folder, &options, &Cancel::default(), &Progress::default()).map_err(drop)?;
    if let Some(event) = (loaded.store.event_count() > 0).then(|| loaded.store.events().get(0)) {
        let file = loaded.store.file(event.file).ok_or(())?;
        raw_row(folder, &loaded.package, file, u64::from(event.row)).map_err(drop)?;
    }
    Ok(())
}

#[test]
fn descriptors() {
    fuzz("datapackage.json");
}

#[test]
fn delimited_text() {
    fuzz("a.csv");
}

#[test]
fn parquet_files() {
    fuzz("b.parquet");
}

#[test]
fn crosswalks() {
    fuzz("xy.csv");
}

/// Reads counts and says all there is to say of them.
fn count(bytes: Vec<u8>) -> bool {
    let known = counts::parse("counts", bytes).ok().and_then(|counts| Consistent::new(counts).ok());
    known.is_some_and(|known| before_linkage(&known, &[]).is_ok())
}

#[test]
fn counts_files() {
    let table = b"r,source,with,patients\nn,,,40\nn,a,,30\nn,b,,20\nn,c,,9\nn,a,b,12\ns,,,50\ns,a,,30\ns,b,,25\ns,c,,0\n,a,c,7\n";
    fuzz_bytes("a table of counts", table, count);
    let json = br#"{"version": 1, "population": 90, "sources": [{"id": "a", "patients": 60}, {"id": "b", "patients": 45}],
        "overlaps": [{"sources": ["a", "b"], "patients": 30}], "by": ["r"], "strata": [
        {"of": {"r": "n"}, "population": 40, "patients": {"a": 30, "b": 20}, "overlaps": [{"sources": ["b", "a"], "patients": 12}]},
        {"of": {"r": 2}, "population": 50, "patients": {"a": 30, "b": 25}}]}"#;
    fuzz_bytes("counts in JSON", json, count);
}

#[test]
fn sketch_files() {
    let folder = tempfile::tempdir().unwrap();
    let rows = (0..400).map(|id| format!("{id},2020")).collect::<Vec<_>>().join("\n");
    std::fs::write(folder.path().join("t.csv"), format!("id,d\n{rows}")).unwrap();
    let descriptor = r#"{"periplus": {"version": 1}, "resources": [{"name": "t", "path": "t.csv",
        "periplus": {"source": "t", "patient": "id", "events": [{"phase": "gp", "start": "d"}]}}]}"#;
    std::fs::write(folder.path().join("datapackage.json"), descriptor).unwrap();
    let loaded =
        load(folder.path(), &LoadOptions::default(), &Cancel::default(), &Progress::default()).unwrap();
    let key = Key::new("key", &(0..32).collect::<Vec<u8>>()).unwrap();
    let spec = SketchSpec { source: "t".into(), by: Vec::new(), minimum: 100 };
    let file = sketch::sketch(&loaded.store, &loaded.package, &key, &spec).unwrap();
    let path = folder.path().join("sketch.json");
    sketch::write(&path, &file).unwrap();
    fuzz_bytes("a sketch", &std::fs::read(path).unwrap(), |bytes| {
        let read = sketch::parse("sketch", &bytes);
        read.is_ok_and(|read| overlaps(&[file.clone(), read]).is_ok())
    });
}

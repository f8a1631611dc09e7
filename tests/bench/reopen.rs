//! Opening an extract of ten million events from the store kept beside it. Budget: 0.5 s.
//! The input is hashed, and every byte of the kept store is checked, each time; both lie in the system's file cache.
#![expect(clippy::print_stdout, reason = "figures on standard output are what it is for")]

mod extract;
mod measure;
mod random;

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use periplus::base::{Cancel, Progress};
use periplus::io::open::{OpenOptions, Opened, open};

use extract::Shape;
use measure::percentile;

const RUNS: usize = 11;
const BUDGET: f64 = 0.5;

fn main() -> Result<(), Box<dyn Error>> {
    let events =
        std::env::var("PERIPLUS_BENCH_EVENTS").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000_000);
    let folder = tempfile::tempdir()?;
    extract::write(folder.path(), Shape { events, patients: (events as u64 / 50).max(1), sources: 1 })?;
    let start = Instant::now();
    let first = opened(folder.path())?;
    assert!(!first.from_cache && first.kept.is_some());
    println!("{events} events: read and kept in {:.2} s", start.elapsed().as_secs_f64());
    let input = std::fs::metadata(folder.path().join("events_0.parquet"))?.len() as f64 / 1e6;
    let kept = first.kept.map_or(0, |kept| kept.bytes) as f64 / 1e6;
    let mut seconds = Vec::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        let again = opened(folder.path())?;
        seconds.push(start.elapsed().as_secs_f64());
        assert!(again.from_cache && again.store.events() == first.store.events());
    }
    println!(
        "opened from the cache in {:.2} s, median of {RUNS}; slowest {:.2} s (budget {BUDGET} s); \
         {input:.0} MB of input and {kept:.0} MB of store checked",
        percentile(&seconds, 0.5),
        percentile(&seconds, 1.0)
    );
    Ok(())
}

fn opened(folder: &Path) -> Result<Opened, Box<dyn Error>> {
    let options = OpenOptions { skip_broken: false, caching: true, generation: 1 };
    Ok(open(folder, options, &Cancel::default(), &Progress::default())?)
}

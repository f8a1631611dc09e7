//! One pass over ten million events, silences of more than 90 days, against a plain sum over the same bytes in the
//! same run: the column of starts and the offsets of patients. Budget: at most 3 times as long.
#![expect(clippy::print_stdout, reason = "figures on standard output are what it is for")]

mod journeys;
mod measure;
mod random;

use std::hint::black_box;
use std::time::Instant;

use periplus::base::Cancel;
use periplus::base::time::DAY;
use periplus::compute::{EventMask, silence};
use periplus::model::EventTest;
use rayon::prelude::*;

use measure::percentile;

const RUNS: usize = 31;
const BUDGET: f64 = 3.0;

fn main() {
    let Some(store) = journeys::store() else { return };
    let everybody = store.everybody();
    let all = EventMask::all(&store);
    let phases = store.head().phases[..5].iter().map(|phase| phase.id.clone()).collect();
    let some = all.and_test(&store, &EventTest { phases, ..EventTest::default() });
    let find = |mask| silence::find(&store, &everybody, mask, 90 * DAY as u64, &Cancel::default());
    let sum = || {
        let starts: i64 = store
            .events()
            .start
            .par_chunks(1 << 16)
            .map(|all| all.iter().copied().fold(0, i64::wrapping_add))
            .sum();
        let offsets: u32 = store.offsets().iter().copied().fold(0, u32::wrapping_add);
        starts.wrapping_add(i64::from(offsets))
    };
    let (mut sums, mut passes, mut masked) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        sums.push(milliseconds(&sum));
        passes.push(milliseconds(&|| find(&all)));
        masked.push(milliseconds(&|| find(&some)));
    }
    if let Ok(silences) = find(&all) {
        let patients = silences.patients.len();
        println!("{} events: {} silences of {patients} patients", store.event_count(), silences.count);
    }
    let (sum, pass) = (percentile(&sums, 0.5), percentile(&passes, 0.5));
    println!("pass {pass:.1} ms / sum {sum:.1} ms = {:.2} (budget {BUDGET}), medians of {RUNS}", pass / sum);
    println!("pass over the events of five phases of nine: {:.1} ms", percentile(&masked, 0.5));
}

fn milliseconds<T>(work: &dyn Fn() -> T) -> f64 {
    let start = Instant::now();
    black_box(work());
    start.elapsed().as_secs_f64() * 1e3
}

use super::*;
use std::path::Path;

fn make(out: &Path, patients: u32, seed: u64) -> SynthSummary {
    synth(out, &SynthSpec { patients, seed }, &Cancel::default(), &Progress::default()).unwrap()
}

#[test]
#[ignore]
fn early() {
    let out = std::env::var("OUT").unwrap();
    let n: u32 = std::env::var("N").unwrap().parse().unwrap();
    let t = std::time::Instant::now();
    println!("{:?} {:?}", make(Path::new(&out), n, 1), t.elapsed());
}

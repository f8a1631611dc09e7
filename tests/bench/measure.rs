//! What the benchmarks make of the times they took. Taking them is each benchmark's.

/// The value below which lies a share of the measured ones.
pub fn percentile(measured: &[f64], share: f64) -> f64 {
    let mut sorted = measured.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(((sorted.len().max(1) - 1) as f64 * share).round() as usize).copied().unwrap_or(0.0)
}

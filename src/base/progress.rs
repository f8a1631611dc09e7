//! How far a long piece of work is, in rows and in bytes, readable from any thread.
//! It does not draw anything: the window and the command line each show it their own way.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counters shared between the work and whoever shows them; clones speak of the same work.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Counters>);

#[derive(Debug, Default)]
struct Counters {
    rows: AtomicU64,
    rows_total: AtomicU64,
    bytes: AtomicU64,
    bytes_total: AtomicU64,
}

impl Progress {
    /// Adds to the number of rows the work expects; 0 means that it is not known.
    pub fn expect_rows(&self, rows: u64) {
        self.0.rows_total.fetch_add(rows, Ordering::Relaxed);
    }

    /// Adds to the number of bytes the work expects.
    pub fn expect_bytes(&self, bytes: u64) {
        self.0.bytes_total.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Counts rows as done.
    pub fn add_rows(&self, rows: u64) {
        self.0.rows.fetch_add(rows, Ordering::Relaxed);
    }

    /// Counts bytes as done.
    pub fn add_bytes(&self, bytes: u64) {
        self.0.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Rows done.
    pub fn rows(&self) -> u64 {
        self.0.rows.load(Ordering::Relaxed)
    }

    /// Bytes done.
    pub fn bytes(&self) -> u64 {
        self.0.bytes.load(Ordering::Relaxed)
    }

    /// Bytes expected; 0 where unknown.
    pub fn bytes_total(&self) -> u64 {
        self.0.bytes_total.load(Ordering::Relaxed)
    }

    /// The share done, from 0 to 1, by bytes where they are known and by rows otherwise.
    pub fn share(&self) -> Option<f32> {
        let by = |done: &AtomicU64, total: &AtomicU64| {
            let total = total.load(Ordering::Relaxed);
            (total > 0).then(|| (done.load(Ordering::Relaxed) as f64 / total as f64).min(1.0) as f32)
        };
        by(&self.0.bytes, &self.0.bytes_total).or_else(|| by(&self.0.rows, &self.0.rows_total))
    }
}

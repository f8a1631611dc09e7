//! A progress bar on the terminal for work that takes longer than a blink.
//! It draws nothing where standard error is no terminal.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::base::{Cancel, Progress};

/// After so long, a bar is shown.
const SHOW_AFTER: Duration = Duration::from_millis(150);

/// Does `work`, showing how far it is.
pub(super) fn with_bar<T>(title: &str, work: impl FnOnce(&Cancel, &Progress) -> T) -> T {
    let (cancel, progress, done) = (Cancel::default(), Progress::default(), AtomicBool::new(false));
    thread::scope(|scope| {
        let watcher = scope.spawn(|| watch(title, &progress, &done));
        let result = work(&cancel, &progress);
        done.store(true, Ordering::Relaxed);
        watcher.thread().unpark();
        result
    })
}

fn watch(title: &str, progress: &Progress, done: &AtomicBool) {
    let since = Instant::now();
    let mut bar: Option<ProgressBar> = None;
    while !done.load(Ordering::Relaxed) {
        thread::park_timeout(Duration::from_millis(50));
        if bar.is_none() && since.elapsed() >= SHOW_AFTER {
            bar = Some(new_bar(title));
        }
        if let Some(bar) = &bar {
            bar.set_position(progress.share().map_or(0, |share| (share * 1000.0) as u64));
            bar.set_message(format!("{} rows", progress.rows()));
        }
    }
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
}

fn new_bar(title: &str) -> ProgressBar {
    let bar = ProgressBar::new(1000).with_prefix(title.to_owned());
    if let Ok(style) = ProgressStyle::with_template("{prefix} {wide_bar} {percent} %  {msg}") {
        bar.set_style(style);
    }
    bar
}

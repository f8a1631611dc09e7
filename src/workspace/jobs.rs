//! Work on threads of its own: started, watched, cancelled, and collected in one place.
//! A job never touches the application; it hands back a change that is applied when collected.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};

use crate::base::{Cancel, Progress};

/// After so long, a job shows its progress.
pub const SHOW_AFTER: Duration = Duration::from_millis(150);

/// What a job is for; the screen has a text for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JobKind {
    /// Reading an extract.
    Load,
    /// Running the filter chain and arranging rows.
    Journeys,
    /// Counting sources and combinations.
    Coverage,
    /// Judging journeys by rules.
    Findings,
    /// Looking for gaps.
    Gaps,
    /// Drawing the population.
    Picture,
    /// Reading a raw row again.
    RawRow,
    /// Searching codes.
    Search,
    /// Measuring or deleting the kept store.
    Cache,
    /// Writing a file.
    Save,
}

/// A change to the application that a finished job asks for.
pub type Outcome<S> = Box<dyn FnOnce(&mut S) + Send>;

/// A job under way.
#[derive(Debug)]
pub struct Running {
    id: u64,
    /// What it is for.
    pub kind: JobKind,
    /// Asks it to stop.
    pub cancel: Cancel,
    /// How far it is.
    pub progress: Progress,
    since: Instant,
}

impl Running {
    /// Whether it has been going on long enough to be shown.
    pub fn is_slow(&self) -> bool {
        self.since.elapsed() >= SHOW_AFTER
    }
}

/// All jobs of an application with state `S`.
pub struct Jobs<S> {
    sender: Sender<(u64, Outcome<S>)>,
    receiver: Receiver<(u64, Outcome<S>)>,
    running: Vec<Running>,
    next_id: u64,
    wake: Arc<dyn Fn() + Send + Sync>,
    panicked: u64,
}

impl<S: 'static> Jobs<S> {
    /// No jobs yet; `wake` is called from worker threads when an outcome is ready.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        // Unbounded is safe here: the queue holds one change for each job, and jobs are started by hand.
        let (sender, receiver) = unbounded();
        Self { sender, receiver, running: Vec::new(), next_id: 0, wake: Arc::new(wake), panicked: 0 }
    }

    /// Starts a job. A job that panics changes nothing, and is counted.
    pub fn start(
        &mut self,
        kind: JobKind,
        work: impl FnOnce(&Cancel, &Progress) -> Outcome<S> + Send + 'static,
    ) -> Cancel {
        let id = self.next_id;
        self.next_id += 1;
        let (cancel, progress) = (Cancel::default(), Progress::default());
        let running =
            Running { id, kind, cancel: cancel.clone(), progress: progress.clone(), since: Instant::now() };
        self.running.push(running);
        let (sender, wake, stop) = (self.sender.clone(), Arc::clone(&self.wake), cancel.clone());
        let body = move || {
            let outcome = catch_unwind(AssertUnwindSafe(|| work(&stop, &progress)));
            let outcome = outcome.unwrap_or_else(|_| Box::new(|_| ()));
            // The receiver is gone only when the application is.
            let _gone = sender.send((id, outcome));
            wake();
        };
        let spawned = std::thread::Builder::new().name(format!("{kind:?}")).spawn(body);
        if spawned.is_err() {
            self.panicked += 1;
            self.running.retain(|running| running.id != id);
        }
        cancel
    }

    /// The next finished job's change, if any is ready.
    pub fn next_outcome(&mut self) -> Option<Outcome<S>> {
        let (id, outcome) = self.receiver.try_recv().ok()?;
        self.running.retain(|running| running.id != id);
        Some(outcome)
    }

    /// What is under way.
    pub fn running(&self) -> &[Running] {
        &self.running
    }

    /// Asks all jobs of a kind to stop.
    pub fn cancel(&self, kind: JobKind) {
        self.running
            .iter()
            .filter(|running| running.kind == kind)
            .for_each(|running| running.cancel.cancel());
    }
}

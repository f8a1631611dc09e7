//! Saving files, and the word about it that the window shows until it is taken away.
//! What is in a file is made elsewhere.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::base::{Say, Trouble};
use crate::io::files;

use super::Workspace;
use super::jobs::{JobKind, Outcome};

/// Good news leaves by itself after so long.
const STAYS: Duration = Duration::from_secs(8);

/// What became of a file.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The file.
    pub path: PathBuf,
    /// Why it could not be written; nothing where it was.
    pub failed: Option<Trouble>,
    since: Instant,
}

impl Notice {
    pub(super) fn saved(path: PathBuf) -> Self {
        Self { path, failed: None, since: Instant::now() }
    }

    pub(super) fn not_saved(path: PathBuf, why: String) -> Self {
        Self::in_trouble(path, Trouble::new("", Say::new("failure-save").with("error", why)))
    }

    pub(super) fn in_trouble(path: PathBuf, trouble: Trouble) -> Self {
        Self { path, failed: Some(trouble), since: Instant::now() }
    }

    /// How long it still stays; bad news stays until it is taken away.
    pub fn stays(&self) -> Option<Duration> {
        match self.failed {
            Some(_) => Some(STAYS),
            None => STAYS.checked_sub(self.since.elapsed()).filter(|left| !left.is_zero()),
        }
    }
}

impl Workspace {
    /// The last notice, while it stays.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref().filter(|notice| notice.stays().is_some())
    }

    pub(super) fn save(&mut self, path: PathBuf, bytes: Arc<Vec<u8>>) {
        self.jobs.start(JobKind::Save, move |_, _| {
            let notice = match files::write(&path, &bytes) {
                Ok(()) => Notice::saved(path),
                Err(error) => Notice::not_saved(path, error.to_string()),
            };
            let outcome: Outcome<Self> = Box::new(move |workspace| workspace.notice = Some(notice));
            outcome
        });
    }
}

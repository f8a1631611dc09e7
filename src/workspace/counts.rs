//! A file of counts that is open beside the extract, or without one: what would be left before any linkage.
//! Reading and estimating are done elsewhere, on a thread of their own.

use std::path::PathBuf;
use std::sync::Arc;

use crate::compute::estimate::{BeforeLinkage, Consistent, before_linkage};
use crate::io::counts;

use super::Workspace;
use super::jobs::JobKind;

/// An open file of counts.
#[derive(Debug)]
pub struct OpenCounts {
    /// Where it is.
    pub path: PathBuf,
    /// What it says, or why it says nothing.
    pub said: Result<Arc<BeforeLinkage>, String>,
}

impl Workspace {
    /// The open file of counts.
    pub fn counts(&self) -> Option<&OpenCounts> {
        self.counts.as_ref()
    }

    pub(super) fn open_counts(&mut self, path: PathBuf) {
        self.jobs.start(JobKind::Coverage, move |_, _| {
            let said = counts::read(&path).map_err(|error| error.to_string()).and_then(|counts| {
                let known = Consistent::new(counts).map_err(|error| error.to_string())?;
                before_linkage(&known, &[]).map(Arc::new).map_err(|error| error.to_string())
            });
            Box::new(move |workspace: &mut Self| workspace.counts = Some(OpenCounts { path, said }))
        });
    }
}

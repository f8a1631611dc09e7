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
    /// The sources that are combined, by their places in the file, in the order in which they are added.
    pub order: Vec<usize>,
    /// What is known, to ask it something else.
    known: Option<Arc<Consistent>>,
}

impl OpenCounts {
    fn read(path: PathBuf) -> Self {
        let read = || {
            let counts = counts::read(&path).map_err(|error| error.to_string())?;
            let known = Consistent::new(counts).map_err(|error| error.to_string())?;
            let said = before_linkage(&known, &[]).map_err(|error| error.to_string())?;
            Ok((known, said))
        };
        match read() {
            Ok((known, said)) => Self {
                path,
                order: (0..said.sources.len()).collect(),
                said: Ok(Arc::new(said)),
                known: Some(Arc::new(known)),
            },
            Err(why) => Self { path, said: Err(why), order: Vec::new(), known: None },
        }
    }
}

impl Workspace {
    /// The open file of counts.
    pub fn counts(&self) -> Option<&OpenCounts> {
        self.counts.as_ref()
    }

    pub(super) fn open_counts(&mut self, path: PathBuf) {
        self.jobs.start(JobKind::Coverage, move |_, _| {
            let read = OpenCounts::read(path);
            Box::new(move |workspace: &mut Self| workspace.counts = Some(read))
        });
    }

    /// Combines other sources of the file of counts, or the same ones in another order. None at all changes nothing.
    pub(super) fn combine_counts(&mut self, order: Vec<usize>) {
        let Some(counts) = &mut self.counts else { return };
        let (Ok(said), Some(known)) = (&counts.said, &counts.known) else { return };
        let fits = order.iter().all(|&at| at < said.sources.len());
        if order.is_empty() || !fits || order == counts.order {
            return;
        }
        counts.order.clone_from(&order);
        let (said, known) = (Arc::clone(said), Arc::clone(known));
        self.jobs.start(JobKind::Coverage, move |_, _| {
            let sets: Vec<u64> = order.iter().map(|at| 1 << at).collect();
            let said = said.in_order(&known, &sets).map(Arc::new).map_err(|error| error.to_string());
            Box::new(move |workspace: &mut Self| {
                // Of several that are under way the one that is wanted now counts.
                if let Some(counts) = workspace.counts.as_mut().filter(|counts| counts.order == order) {
                    counts.said = said;
                }
            })
        });
    }
}

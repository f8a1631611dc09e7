//! A result that follows from a key: asked for, under way, or there, and then perhaps outdated.
//! It keeps the last result until the next one comes, so that nothing blinks, and says when it is outdated.

use std::sync::Arc;

use crate::base::{Cancel, Progress};

use super::Workspace;
use super::jobs::{JobKind, Jobs};

/// A result of type `V` for a key of type `K`.
#[derive(Debug)]
pub struct Derived<K, V> {
    wanted: Option<K>,
    under_way: Option<(K, Cancel)>,
    there: Option<(K, Arc<V>)>,
}

/// A result with whether it is for the key that is wanted now.
#[derive(Debug)]
pub struct Seen<'a, V> {
    /// The result.
    pub value: &'a Arc<V>,
    /// Whether another one is on its way.
    pub outdated: bool,
}

/// What a result takes: the key it is for, and how it is computed.
pub struct Task<K, V> {
    key: K,
    kind: JobKind,
    place: Place<K, V>,
    work: Work<V>,
}

/// Where in the workspace a result lives.
type Place<K, V> = fn(&mut Workspace) -> &mut Derived<K, V>;

/// Computes a result; `None` where it was told to stop.
type Work<V> = Box<dyn FnOnce(&Cancel, &Progress) -> Option<V> + Send>;

impl<K, V> Task<K, V> {
    /// `work` runs on a thread of its own and gives `None` when it was cancelled; `place` says where in the
    /// workspace the result lives.
    pub fn new(
        key: K,
        kind: JobKind,
        place: Place<K, V>,
        work: impl FnOnce(&Cancel, &Progress) -> Option<V> + Send + 'static,
    ) -> Self {
        Self { key, kind, place, work: Box::new(work) }
    }
}

impl<K, V> Default for Derived<K, V> {
    fn default() -> Self {
        Self { wanted: None, under_way: None, there: None }
    }
}

impl<K: Clone + PartialEq + Send + 'static, V: Send + Sync + 'static> Derived<K, V> {
    /// Makes sure that the result for the task's key is there or under way, and stops one that is under way for
    /// another key.
    pub fn request(&mut self, task: Task<K, V>, jobs: &mut Jobs<Workspace>) {
        if self.wanted.as_ref() == Some(&task.key) {
            return;
        }
        if let Some((_, cancel)) = self.under_way.take() {
            cancel.cancel();
        }
        self.start(task, jobs);
    }

    /// Like [`Self::request`], but lets what is under way come to its end first, for results that are worth
    /// showing although they are a little late. Ask again until the key is there.
    pub fn request_in_turn(&mut self, task: Task<K, V>, jobs: &mut Jobs<Workspace>) {
        if self.under_way.is_some() {
            self.wanted = Some(task.key);
        } else if self.there.as_ref().is_none_or(|(there, _)| *there != task.key) {
            self.start(task, jobs);
        }
    }

    fn start(&mut self, task: Task<K, V>, jobs: &mut Jobs<Workspace>) {
        let Task { key, kind, place, work } = task;
        self.wanted = Some(key.clone());
        if self.there.as_ref().is_some_and(|(there, _)| *there == key) {
            return;
        }
        let for_key = key.clone();
        let cancel = jobs.start(kind, move |cancel, progress| {
            let value = work(cancel, progress);
            Box::new(move |workspace| place(workspace).accept(for_key, value))
        });
        self.under_way = Some((key, cancel));
    }

    fn accept(&mut self, key: K, value: Option<V>) {
        if self.under_way.as_ref().is_none_or(|(under_way, _)| *under_way != key) {
            return;
        }
        self.under_way = None;
        match value {
            Some(value) => self.there = Some((key, Arc::new(value))),
            // Stopped or failed: whoever asks again starts it again.
            None => self.wanted = None,
        }
    }

    /// The last result, outdated or not.
    pub fn value(&self) -> Option<&Arc<V>> {
        self.there.as_ref().map(|(_, value)| value)
    }

    /// The last result and the key it is for.
    pub fn keyed(&self) -> Option<(&K, &Arc<V>)> {
        self.there.as_ref().map(|(key, value)| (key, value))
    }

    /// The last result, and whether it is outdated.
    pub fn seen(&self) -> Option<Seen<'_, V>> {
        let (key, value) = self.there.as_ref()?;
        Some(Seen { value, outdated: self.wanted.as_ref() != Some(key) })
    }

    /// Forgets everything and stops what is under way.
    pub fn clear(&mut self) {
        if let Some((_, cancel)) = self.under_way.take() {
            cancel.cancel();
        }
        (self.wanted, self.there) = (None, None);
    }
}

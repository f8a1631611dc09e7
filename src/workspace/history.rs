//! A value with its past and its undone future, each step with a label.
//! It does not know what the value is; a step that changes nothing leaves no trace.

use std::sync::Arc;

/// The most steps that are kept.
const MOST_STEPS: usize = 200;

/// A value that can go back and forward.
#[derive(Clone, Debug)]
pub struct History<T> {
    now: Arc<T>,
    past: Vec<(String, Arc<T>)>,
    future: Vec<(String, Arc<T>)>,
}

impl<T: PartialEq> History<T> {
    /// A value without a past.
    pub fn new(value: T) -> Self {
        Self { now: Arc::new(value), past: Vec::new(), future: Vec::new() }
    }

    /// The value as it is.
    pub fn now(&self) -> &Arc<T> {
        &self.now
    }

    /// Takes a step. A step with the label of the one before replaces it if `joins`, so that one gesture is one step.
    pub fn step(&mut self, label: &str, value: T, joins: bool) {
        if *self.now == value {
            return;
        }
        let before = std::mem::replace(&mut self.now, Arc::new(value));
        let same_gesture = joins && self.past.last().is_some_and(|(last, _)| last == label);
        if !same_gesture {
            self.past.push((label.to_owned(), before));
            if self.past.len() > MOST_STEPS {
                self.past.remove(0);
            }
        }
        self.future.clear();
    }

    /// Goes one step back; false if there is none.
    pub fn undo(&mut self) -> bool {
        Self::travel(&mut self.now, &mut self.past, &mut self.future)
    }

    /// Goes one step forward again; false if there is none.
    pub fn redo(&mut self) -> bool {
        Self::travel(&mut self.now, &mut self.future, &mut self.past)
    }

    fn travel(now: &mut Arc<T>, from: &mut Vec<(String, Arc<T>)>, to: &mut Vec<(String, Arc<T>)>) -> bool {
        let Some((label, value)) = from.pop() else { return false };
        to.push((label, std::mem::replace(now, value)));
        true
    }

    /// The label of the step that `undo` would take back.
    pub fn undoable(&self) -> Option<&str> {
        self.past.last().map(|(label, _)| label.as_str())
    }

    /// The label of the step that `redo` would bring back.
    pub fn redoable(&self) -> Option<&str> {
        self.future.last().map(|(label, _)| label.as_str())
    }
}

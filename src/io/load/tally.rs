//! Counts of what happened, by kind, each with the first positions.
//! The result does not depend on the order in which rows were seen.

use crate::model::report::{POSITIONS_KEPT, Position, Tally};

use super::plan::FilePlan;

/// A row: its file's place and its number.
pub(super) type At = (u16, u32);

/// Counts by kind.
#[derive(Clone, Debug)]
pub(super) struct Tallies<K>(Vec<Entry<K>>);

#[derive(Clone, Debug)]
struct Entry<K> {
    what: K,
    count: u64,
    distinct: Option<u64>,
    /// Ascending.
    first: Vec<At>,
}

impl<K> Default for Tallies<K> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Copy + Ord> Tallies<K> {
    /// Counts one more.
    pub fn add(&mut self, what: K, at: At) {
        let entry = self.entry(what);
        entry.count += 1;
        entry.note(at);
    }

    /// What was counted, and how often.
    pub fn counts(&self) -> impl Iterator<Item = (K, u64)> + '_ {
        self.0.iter().map(|entry| (entry.what, entry.count))
    }

    /// Says how many distinct keys a kind concerns.
    pub fn set_distinct(&mut self, what: K, distinct: u64) {
        self.entry(what).distinct = Some(distinct);
    }

    /// Adds what another thread counted.
    pub fn merge(&mut self, other: Self) {
        for theirs in other.0 {
            let entry = self.entry(theirs.what);
            entry.count += theirs.count;
            for at in theirs.first {
                entry.note(at);
            }
        }
    }

    /// For the report, by kind.
    pub fn finish(mut self, files: &[FilePlan]) -> Vec<Tally<K>> {
        self.0.sort_by_key(|entry| entry.what);
        let position = |(file, row): At| Position {
            file: files.get(usize::from(file)).map(|file| file.path.clone()).unwrap_or_default(),
            row: u64::from(row),
        };
        let tally = |entry: Entry<K>| Tally {
            what: entry.what,
            count: entry.count,
            distinct_keys: entry.distinct,
            first: entry.first.into_iter().map(position).collect(),
        };
        self.0.into_iter().map(tally).collect()
    }

    fn entry(&mut self, what: K) -> &mut Entry<K> {
        let at = self.0.iter().position(|entry| entry.what == what).unwrap_or_else(|| {
            self.0.push(Entry { what, count: 0, distinct: None, first: Vec::new() });
            self.0.len() - 1
        });
        &mut self.0[at]
    }
}

impl<K> Entry<K> {
    fn note(&mut self, at: At) {
        if self.first.len() == POSITIONS_KEPT {
            if self.first.last().is_some_and(|last| *last <= at) {
                return;
            }
            self.first.pop();
        }
        let place = self.first.partition_point(|known| *known <= at);
        self.first.insert(place, at);
    }
}

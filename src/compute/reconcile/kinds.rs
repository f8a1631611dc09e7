//! Which codes are the same kind of event: those that are equal, or that begin alike.
//! What a code means, nothing here knows.

use crate::store::Store;

/// A kind of event, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindId(pub u32);

impl KindId {
    /// As an index into a column.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Which kind each code of a store is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kinds {
    of: Vec<u32>,
    names: Vec<String>,
}

impl Kinds {
    /// Each code of a system is a kind of its own; with `level`, those of a system that have their first `level`
    /// characters in common are one.
    pub fn by_code(store: &Store, level: Option<usize>) -> Self {
        let codes = &store.head().codes;
        let (mut of, mut names) = (Vec::with_capacity(codes.len()), Vec::new());
        let mut last: Option<(&str, String)> = None;
        for code in codes.iter() {
            let short: String = code.code.chars().take(level.unwrap_or(usize::MAX)).collect();
            if last.as_ref() != Some(&(code.system.as_str(), short.clone())) {
                names.push(short.clone());
                last = Some((code.system.as_str(), short));
            }
            of.push(names.len() as u32 - 1);
        }
        Self { of, names }
    }

    /// The kind of a code, by its number.
    pub fn of(&self, code: u32) -> Option<KindId> {
        self.of.get(code as usize).copied().map(KindId)
    }

    /// What a kind is called: what its codes have in common.
    pub fn name(&self, kind: KindId) -> &str {
        self.names.get(kind.index()).map_or("", String::as_str)
    }

    /// For each kind, whether more than one source has it.
    pub(super) fn shared(&self, store: &Store) -> Vec<bool> {
        let events = store.events();
        let mut sources = vec![0_u64; self.names.len()];
        for (code, source) in events.code.iter().zip(&events.source) {
            if let Some(kind) = self.of(*code) {
                sources[kind.index()] |= 1 << source;
            }
        }
        sources.into_iter().map(|sources| sources.count_ones() > 1).collect()
    }
}

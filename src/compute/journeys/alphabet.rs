//! The alphabet of sequences: names, and sets of names for what happened at the same time.
//! A symbol is a number into it; it does not say how often any of them occurs.

use rustc_hash::FxHashMap;

/// Names and same-time sets by number: names first, ascending, then sets of at least two names, ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alphabet {
    names: Vec<String>,
    sets: Vec<Box<[u32]>>,
}

impl Alphabet {
    /// From names in any order, each as often as it likes.
    pub fn new(mut names: Vec<String>) -> Self {
        names.sort_unstable();
        names.dedup();
        Self { names, sets: Vec::new() }
    }

    /// How many symbols there are, names and sets.
    pub fn len(&self) -> usize {
        self.names.len() + self.sets.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The names, ascending.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The number of a name.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.names.binary_search_by(|known| known.as_str().cmp(name)).ok().map(|at| at as u32)
    }

    /// The names of a same-time set by their numbers; nothing for a name by itself.
    pub fn set(&self, symbol: u32) -> Option<&[u32]> {
        self.sets.get((symbol as usize).checked_sub(self.names.len())?).map(AsRef::as_ref)
    }

    /// The names that a symbol stands for: one, or those of a set.
    pub fn members(&self, symbol: u32) -> Vec<&str> {
        match self.set(symbol) {
            Some(set) => set.iter().map(|&name| self.names[name as usize].as_str()).collect(),
            None => self.names.get(symbol as usize).map(String::as_str).into_iter().collect(),
        }
    }

    /// What a symbol is called: its name, or the names of a set with ` & ` between them.
    pub fn title(&self, symbol: u32) -> String {
        self.members(symbol).join(" & ")
    }

    /// Takes up the sets that several threads found, and gives for each thread the symbols of its sets.
    pub(super) fn adopt(&mut self, found: &[Sets]) -> Vec<Vec<u32>> {
        let mut all: Vec<Box<[u32]>> = found.iter().flat_map(|sets| sets.list.iter().cloned()).collect();
        all.sort_unstable();
        all.dedup();
        self.sets = all;
        let symbol = |set: &Box<[u32]>| (self.names.len() + self.sets.binary_search(set).unwrap_or(0)) as u32;
        found.iter().map(|sets| sets.list.iter().map(symbol).collect()).collect()
    }
}

/// Same-time sets as one thread numbers them.
#[derive(Default)]
pub(super) struct Sets {
    list: Vec<Box<[u32]>>,
    numbers: FxHashMap<Box<[u32]>, u32>,
}

impl Sets {
    /// The thread's own number of a set of ascending names.
    pub fn number(&mut self, set: &[u32]) -> u32 {
        if let Some(&number) = self.numbers.get(set) {
            return number;
        }
        let number = self.list.len() as u32;
        self.list.push(set.into());
        self.numbers.insert(set.into(), number);
        number
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

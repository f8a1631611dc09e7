//! Texts and codes as numbers, one dictionary per thread while reading.
//! Labels belong to what is looked up, so that which label a code gets does not depend on who saw it first.

use rustc_hash::FxHashMap;

/// Texts numbered as they came.
#[derive(Clone, Debug, Default)]
pub(super) struct TextDict {
    numbers: FxHashMap<Box<str>, u32>,
}

impl TextDict {
    /// The number of a text, given out now if it is new.
    pub fn intern(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let next = self.numbers.len() as u32;
        self.numbers.insert(text.into(), next);
        next
    }

    /// The texts in the order of their numbers.
    pub fn texts(&self) -> Vec<&str> {
        let mut texts = vec![""; self.numbers.len()];
        self.numbers.iter().for_each(|(text, number)| {
            if let Some(place) = texts.get_mut(*number as usize) {
                *place = text;
            }
        });
        texts
    }
}

/// A code as rows carry it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SeenCode {
    pub system: usize,
    pub code: String,
    pub label: Option<String>,
    /// How many events carry it.
    pub events: u64,
}

/// Codes with their labels, numbered as they came.
#[derive(Clone, Debug, Default)]
pub(super) struct CodeDict {
    /// By system: codes without a label, and code and label in one text.
    bare: Vec<FxHashMap<Box<str>, u32>>,
    labelled: Vec<FxHashMap<Box<str>, u32>>,
    pub seen: Vec<SeenCode>,
    scratch: String,
}

impl CodeDict {
    pub fn new(systems: usize) -> Self {
        let maps = vec![FxHashMap::default(); systems];
        Self { bare: maps.clone(), labelled: maps, ..Self::default() }
    }

    /// The number of a code with its label, given out now if it is new.
    pub fn intern(&mut self, system: usize, code: &str, label: Option<&str>) -> u32 {
        let next = self.seen.len() as u32;
        let (maps, text) = match label {
            None => (&mut self.bare, code),
            Some(label) => {
                self.scratch.clear();
                self.scratch.push_str(code);
                self.scratch.push('\0');
                self.scratch.push_str(label);
                self.scratch.push('\0');
                // The code's length tells (a\0b, c) from (a, b\0c).
                self.scratch.push_str(&code.len().to_string());
                (&mut self.labelled, self.scratch.as_str())
            }
        };
        let Some(map) = maps.get_mut(system) else { return next };
        if let Some(number) = map.get(text) {
            if let Some(seen) = self.seen.get_mut(*number as usize) {
                seen.events += 1;
            }
            return *number;
        }
        map.insert(text.into(), next);
        let (code, label) = (code.to_owned(), label.map(str::to_owned));
        self.seen.push(SeenCode { system, code, label, events: 1 });
        next
    }
}

//! Pseudonyms as numbers: one dictionary per thread and key domain while reading, one per domain afterwards.
//! A text is kept as a number only where no other text could have been meant.

use rustc_hash::FxHashMap;

use crate::io::cell::{Cell, EXACT};
use crate::io::number::canonical_integer;

/// The keys one thread met in one domain, numbered as they came.
#[derive(Clone, Debug, Default)]
pub(super) struct KeyDict {
    ints: FxHashMap<i64, u32>,
    texts: FxHashMap<Box<str>, u32>,
}

/// A key before it has a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key<'a> {
    Int(i64),
    Text(&'a str),
}

impl<'a> Key<'a> {
    /// The key a cell holds, if any. Other cells than texts and numbers are written into `buffer`.
    pub fn of(cell: Cell<'a>, buffer: &'a mut String) -> Option<Self> {
        match cell {
            Cell::Missing => None,
            Cell::Text(text) => Some(Self::of_text(text)),
            Cell::Int(number) => Some(Self::Int(number)),
            Cell::Float(number) if number.is_nan() => None,
            // Whole numbers that came by way of a floating-point column, as missing values make them do.
            Cell::Float(number) if number.fract() == 0.0 && number.abs() < EXACT => {
                Some(Self::Int(number as i64))
            }
            other => {
                buffer.clear();
                crate::io::cell::write_text(other, buffer);
                Some(Self::Text(buffer))
            }
        }
    }

    /// The key a text is.
    pub fn of_text(text: &'a str) -> Self {
        canonical_integer(text).map_or(Self::Text(text), Self::Int)
    }
}

impl KeyDict {
    /// The number of a key, given out now if it is new.
    pub fn intern(&mut self, key: Key<'_>) -> u32 {
        let next = self.len() as u32;
        match key {
            Key::Int(number) => *self.ints.entry(number).or_insert(next),
            Key::Text(text) => {
                if let Some(number) = self.texts.get(text) {
                    *number
                } else {
                    self.texts.insert(text.into(), next);
                    next
                }
            }
        }
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.ints.len() + self.texts.len()
    }
}

/// All keys of one domain, ascending: integers first, then texts. A key's place is its number.
#[derive(Clone, Debug, Default)]
pub(super) struct DomainKeys {
    pub ints: Vec<i64>,
    pub texts: Vec<Box<str>>,
}

impl DomainKeys {
    /// From all dictionaries of the domain.
    pub fn merge<'a>(dicts: impl Iterator<Item = &'a KeyDict> + Clone) -> Self {
        let mut ints: Vec<i64> = dicts.clone().flat_map(|dict| dict.ints.keys().copied()).collect();
        ints.sort_unstable();
        ints.dedup();
        let mut texts: Vec<Box<str>> = dicts.flat_map(|dict| dict.texts.keys().cloned()).collect();
        texts.sort_unstable();
        texts.dedup();
        Self { ints, texts }
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.ints.len() + self.texts.len()
    }

    /// From a dictionary's numbers to the domain's.
    pub fn numbers(&self, dict: &KeyDict) -> Vec<u32> {
        let mut numbers = vec![0; dict.len()];
        let ints = dict.ints.iter().map(|(key, local)| (*local, self.ints.binary_search(key)));
        let texts = dict.texts.iter().map(|(key, local)| {
            let place = self.texts.binary_search(key);
            (*local, place.map(|at| at + self.ints.len()))
        });
        ints.chain(texts).for_each(|(local, place)| {
            if let (Some(number), Ok(place)) = (numbers.get_mut(local as usize), place) {
                *number = place as u32;
            }
        });
        numbers
    }

    /// Whether a number stands for an integer.
    pub fn is_int(&self, number: u32) -> bool {
        (number as usize) < self.ints.len()
    }

    /// A key as text.
    pub fn text(&self, number: u32) -> String {
        let at = number as usize;
        match self.ints.get(at) {
            Some(int) => int.to_string(),
            None => {
                self.texts.get(at - self.ints.len()).map(std::string::ToString::to_string).unwrap_or_default()
            }
        }
    }
}

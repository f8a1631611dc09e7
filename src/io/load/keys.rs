//! Pseudonyms as numbers: one dictionary per thread and key domain while reading, one per domain afterwards.
//! A text is kept as a number only where no other text could have been meant.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::io::cell::{Cell, EXACT};
use crate::io::number::canonical_integer;

/// The keys one thread met in one domain, numbered as they came.
#[derive(Clone, Debug, Default)]
pub(super) struct KeyDict {
    ints: IntMap,
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
    #[inline]
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
    #[inline]
    pub fn of_text(text: &'a str) -> Self {
        canonical_integer(text.as_bytes()).map_or(Self::Text(text), Self::Int)
    }
}

impl KeyDict {
    /// The number of a key, given out now if it is new.
    pub fn intern(&mut self, key: Key<'_>) -> u32 {
        let next = self.len() as u32;
        match key {
            Key::Int(number) => self.ints.find_or_insert(number, next),
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

    /// The number of a key, if it has one.
    pub fn find(&self, key: Key<'_>) -> Option<u32> {
        match key {
            Key::Int(number) => self.ints.find(number),
            Key::Text(text) => self.texts.get(text).copied(),
        }
    }

    /// The numbers of many integer keys, [`UNKNOWN`] where one has none. Several times as fast as one by one.
    pub fn find_ints(&self, keys: &[i64], numbers: &mut Vec<u32>) {
        self.ints.find_all(keys, numbers);
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.ints.len() + self.texts.len()
    }
}

/// In lists of numbers: a key that has none.
pub(super) const UNKNOWN: u32 = u32::MAX;

/// Numbers of integer keys. The table holds four bytes a slot and the keys lie apart, since looking a key up
/// costs what waiting for memory costs, and that grows with the room the tables take.
#[derive(Clone, Debug, Default)]
struct IntMap {
    /// Numbers; [`FREE`] where there is none. A power of two long, at most half full.
    slots: Vec<u32>,
    /// The keys by number. Numbers of texts leave holes that no slot points to.
    keys: Vec<i64>,
    len: usize,
}

/// A slot without a key.
const FREE: u32 = UNKNOWN;

impl IntMap {
    fn len(&self) -> usize {
        self.len
    }

    fn entries(&self) -> impl Iterator<Item = (i64, u32)> + '_ {
        let numbers = self.slots.iter().filter(|number| **number != FREE);
        numbers.filter_map(|number| Some((*self.keys.get(*number as usize)?, *number)))
    }

    fn find(&self, key: i64) -> Option<u32> {
        self.slots.get(self.place(key)).copied().filter(|number| *number != FREE)
    }

    /// Each step is a loop of its own, so that the processor waits for many keys at once.
    fn find_all(&self, keys: &[i64], numbers: &mut Vec<u32>) {
        numbers.clear();
        if self.slots.is_empty() {
            numbers.resize(keys.len(), UNKNOWN);
            return;
        }
        numbers.extend(keys.iter().map(|key| self.slots[self.home(*key)]));
        for (number, key) in numbers.iter_mut().zip(keys) {
            if self.keys.get(*number as usize).is_some_and(|found| found != key) {
                *number = self.find(*key).unwrap_or(UNKNOWN);
            }
        }
    }

    fn find_or_insert(&mut self, key: i64, number: u32) -> u32 {
        if self.slots.len() <= 2 * self.len {
            self.grow();
        }
        let place = self.place(key);
        if self.slots[place] != FREE {
            return self.slots[place];
        }
        self.slots[place] = number;
        self.keys.resize(number as usize, 0);
        self.keys.push(key);
        self.len += 1;
        number
    }

    /// The slot of a key, or the free one where it belongs.
    fn place(&self, key: i64) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        let mut place = self.home(key);
        while let Some(found) = self.slots.get(place).and_then(|number| self.keys.get(*number as usize)) {
            if *found == key {
                break;
            }
            place = (place + 1) & mask;
        }
        place
    }

    /// Where the search for a key starts.
    fn home(&self, key: i64) -> usize {
        // Multiplying spreads a key over the top half; the bottom half alone would keep multiples together.
        let hash = (key as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (hash ^ hash >> 32) as usize & self.slots.len().wrapping_sub(1)
    }

    fn grow(&mut self) {
        let fresh = vec![FREE; (self.slots.len() * 2).max(1024)];
        for number in std::mem::replace(&mut self.slots, fresh) {
            if let Some(key) = self.keys.get(number as usize) {
                let place = self.place(*key);
                self.slots[place] = number;
            }
        }
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
        let mut ints: Vec<i64> =
            dicts.clone().flat_map(|dict| dict.ints.entries().map(|entry| entry.0)).collect();
        ints.par_sort_unstable();
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
        let mut keep = |local: u32, place: usize| {
            if let Some(number) = numbers.get_mut(local as usize) {
                *number = place as u32;
            }
        };
        // Both lists in order, so that they are walked side by side.
        let mut ints: Vec<(i64, u32)> = dict.ints.entries().collect();
        ints.par_sort_unstable();
        let mut places = self.ints.iter().enumerate();
        for (key, local) in ints {
            if let Some((place, _)) = places.find(|(_, known)| **known == key) {
                keep(local, place);
            }
        }
        dict.texts.iter().for_each(|(key, local)| {
            if let Ok(at) = self.texts.binary_search(key) {
                keep(*local, at + self.ints.len());
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

#[cfg(test)]
mod test {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_dictionary_gives_each_key_one_number(keys in prop::collection::vec(-2000_i64..2000, 0..4000), stride in 1_i64..1 << 40) {
            let mut dict = KeyDict::default();
            let mut plain: Vec<i64> = Vec::new();
            for key in keys.iter().map(|key| key * stride) {
                let known = plain.iter().position(|known| *known == key);
                prop_assert_eq!(dict.find(Key::Int(key)), known.map(|at| at as u32));
                let number = dict.intern(Key::Int(key));
                prop_assert_eq!(number as usize, known.unwrap_or(plain.len()));
                if known.is_none() {
                    plain.push(key);
                }
            }
            prop_assert_eq!(dict.len(), plain.len());
            let asked: Vec<i64> = (-3000..3000).map(|key| key * stride).collect();
            let mut numbers = Vec::new();
            dict.find_ints(&asked, &mut numbers);
            for (key, number) in asked.iter().zip(&numbers) {
                prop_assert_eq!(dict.find(Key::Int(*key)).unwrap_or(UNKNOWN), *number);
            }
            let domain = DomainKeys::merge(std::iter::once(&dict));
            let numbers = domain.numbers(&dict);
            for (local, key) in plain.iter().enumerate() {
                prop_assert_eq!(domain.ints[numbers[local] as usize], *key);
            }
        }
    }
}

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
}

/// Codes with their labels, numbered as they came.
#[derive(Clone, Debug, Default)]
pub(super) struct CodeDict {
    /// By system: codes without a label, and code and label in one text.
    bare: Vec<FxHashMap<Box<str>, u32>>,
    labelled: Vec<FxHashMap<Box<str>, u32>>,
    pub seen: Vec<SeenCode>,
    /// How many events carry each.
    pub events: Vec<u64>,
    scratch: String,
    /// Short codes without a label that were looked up of late, each in the slot its letters lead to.
    recent: Vec<Recent>,
}

/// A code of at most 16 bytes, as [`letters`] packs it, and its number.
#[derive(Clone, Copy, Debug)]
struct Recent {
    letters: (u64, u64),
    system: u32,
    len: u32,
    number: u32,
}

/// Slots for recent codes.
const RECENT: usize = 1 << 11;

impl CodeDict {
    pub fn new(systems: usize) -> Self {
        let maps = vec![FxHashMap::default(); systems];
        let none = Recent { letters: (0, 0), system: u32::MAX, len: 0, number: 0 };
        Self { bare: maps.clone(), labelled: maps, recent: vec![none; RECENT], ..Self::default() }
    }

    /// The number of a code with its label, given out now if it is new.
    pub fn intern(&mut self, system: usize, code: &str, label: Option<&str>) -> u32 {
        if label.is_none()
            && let Some(number) = self.recent(system, code.as_bytes())
        {
            return number;
        }
        let number = self.look_up(system, code, label);
        if let (None, Some(letters)) = (label, letters(code.as_bytes())) {
            let slot = slot(letters);
            let fresh = Recent { letters, system: system as u32, len: code.len() as u32, number };
            // The newest first; it pushes the one before it aside, and that one whatever it pushed aside.
            let before = self.recent.get_mut(slot).map(|first| std::mem::replace(first, fresh));
            if let (Some(before), Some(second)) = (before, self.recent.get_mut(slot ^ 1)) {
                *second = before;
            }
        }
        number
    }

    /// The number of a code without a label that was looked up of late.
    #[inline]
    pub fn recent(&mut self, system: usize, code: &[u8]) -> Option<u32> {
        let letters = letters(code)?;
        let slot = slot(letters);
        let wanted = (letters, system as u32, code.len() as u32);
        let same = |known: &&Recent| (known.letters, known.system, known.len) == wanted;
        let known = self.recent.get(slot).filter(same).or_else(|| self.recent.get(slot ^ 1).filter(same))?;
        *self.events.get_mut(known.number as usize)? += 1;
        Some(known.number)
    }

    fn look_up(&mut self, system: usize, code: &str, label: Option<&str>) -> u32 {
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
            if let Some(events) = self.events.get_mut(*number as usize) {
                *events += 1;
            }
            return *number;
        }
        map.insert(text.into(), next);
        let (code, label) = (code.to_owned(), label.map(str::to_owned));
        self.seen.push(SeenCode { system, code, label });
        self.events.push(1);
        next
    }
}

fn slot(letters: (u64, u64)) -> usize {
    let mixed = letters.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ letters.1;
    // The top bits of a product depend on all bits below them.
    (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize / ((1 << 32) / RECENT)
}

/// The bytes of a text of at most 16, which with its length tell it from all others.
#[inline]
fn letters(text: &[u8]) -> Option<(u64, u64)> {
    let eight = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
    let four = |bytes: &[u8; 4]| u64::from(u32::from_le_bytes(*bytes));
    if text.len() > 16 {
        return None;
    }
    // The two halves overlap where the text is shorter than both.
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        return Some((eight(first), eight(last)));
    }
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        return Some((four(first), four(last)));
    }
    Some((text.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)), 0))
}

#[cfg(test)]
mod test {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn codes_have_one_number_each(codes in prop::collection::vec((0_usize..2, "[ab\u{0}é]{0,9}|[ab]{14,18}", prop::option::of("[ab]{0,1}")), 0..300)) {
            let mut dict = CodeDict::new(2);
            let mut plain = Vec::new();
            for code in &codes {
                let at = plain.iter().position(|(known, _): &(_, u64)| *known == code).unwrap_or(plain.len());
                prop_assert_eq!(dict.intern(code.0, &code.1, code.2.as_deref()) as usize, at);
                if at == plain.len() {
                    plain.push((code, 0));
                }
                plain[at].1 += 1;
            }
            for ((code, events), (seen, counted)) in plain.iter().zip(dict.seen.iter().zip(&dict.events)) {
                let seen_code = (seen.system, seen.code.clone(), seen.label.clone());
                prop_assert_eq!((&seen_code, counted), (*code, events));
            }
            prop_assert_eq!(plain.len(), dict.seen.len());
        }
    }
}

//! What a bar says, as the parts of one sentence: which sentence it is, and the numbers and sets in it.
//! The words are elsewhere: a layer above knows the reader's language.

use crate::model::{SetMode, SetUnit};

use super::patterns::{Micros, Patterns};

/// A bar to be read aloud.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The key of the sentence. Its variables: `n` or `years`, `share`, `total`, `sets`.
    pub key: &'static str,
    /// Patients the bar stands for.
    pub patients: u64,
    /// Time it stands for, over all patients.
    pub micros: Micros,
    /// All patients, or all of the time.
    pub total: Total,
    /// The part of the total that the bar is, from 0 to 1.
    pub share: f64,
    /// The sets it names, by their places in the patterns.
    pub sets: Vec<usize>,
    /// Whether one of the sets is enough: they are joined with "or" then, and with "and" otherwise.
    pub any: bool,
}

/// What a bar is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// Patients.
    Patients(u64),
    /// Time.
    Time(Micros),
}

/// Reads a combination in a mode and a unit.
pub fn reading(patterns: &Patterns, mode: SetMode, unit: SetUnit, mask: u64) -> Reading {
    let (patients, micros) = (patterns.count(mode, mask), patterns.time(mode, mask));
    let all_time: Micros = patterns.time.iter().map(|(_, micros)| *micros).sum();
    let part = |of: f64, all: f64| if all > 0.0 { of / all } else { 0.0 };
    let (total, share) = match unit {
        SetUnit::Patients => {
            (Total::Patients(patterns.patients), part(patients as f64, patterns.patients as f64))
        }
        SetUnit::PersonTime => (Total::Time(all_time), part(micros as f64, all_time as f64)),
    };
    let whole = mask == patterns.all_sets();
    let key = match (unit, mode) {
        (SetUnit::Patients, SetMode::Exclusive) if mask == 0 => "coverage-read-none",
        (SetUnit::Patients, SetMode::Exclusive) if whole => "coverage-read-all",
        (SetUnit::Patients, SetMode::Exclusive) => "coverage-read-exclusive",
        (SetUnit::Patients, SetMode::Inclusive) => "coverage-read-inclusive",
        (SetUnit::Patients, SetMode::Union) => "coverage-read-union",
        (SetUnit::PersonTime, SetMode::Exclusive) if mask == 0 => "coverage-read-time-none",
        (SetUnit::PersonTime, SetMode::Exclusive) if !whole => "coverage-read-time-exclusive",
        (SetUnit::PersonTime, SetMode::Exclusive | SetMode::Inclusive) => "coverage-read-time-inclusive",
        (SetUnit::PersonTime, SetMode::Union) => "coverage-read-time-union",
    };
    let sets = (0..patterns.sets.len()).filter(|set| mask >> set & 1 == 1).collect();
    Reading { key, patients, micros, total, share, sets, any: mode == SetMode::Union }
}

//! The bars of the set plot: intersections of sets with their patients and person-time.
//! It counts no patient; the patterns have been counted.

use std::cmp::{Ordering, Reverse};

use rayon::prelude::*;

use crate::model::{SetMode, SetSort, SetUnit};

use super::patterns::{Micros, Patterns};
use super::subsets::{MOST_ENUMERATED, sum_supersets};

/// An intersection of sets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// The sets, one bit each.
    pub mask: u64,
    /// Patients.
    pub patients: u64,
    /// Time under observation, over all patients.
    pub micros: Micros,
}

/// The bars to draw.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    /// The largest intersections, in the order asked for.
    pub bars: Vec<Bar>,
    /// Those in none of the sets, who are in no bar.
    pub none: Bar,
    /// Intersections there are, shown or not.
    pub of: u64,
    /// Whether `of` counts them all: beyond 20 sets not every combination is tried.
    pub complete: bool,
    /// What is in any of the bars, patients or µs, each counted once.
    pub weight_shown: f64,
    /// What is in any set.
    pub weight_all: f64,
}

/// The largest intersections, at most `most` of them, in the order asked for.
///
/// Exclusive: those that anybody is in. Inclusive and union: every combination of up to 20 sets with anybody in it;
/// beyond that the exclusive ones, each set by itself, and each two together.
pub fn bars(patterns: &Patterns, mode: SetMode, unit: SetUnit, sort: SetSort, most: usize) -> Bars {
    let (mut bars, complete) = match mode {
        SetMode::Exclusive => (exclusive(patterns), true),
        _ if patterns.sets.len() <= MOST_ENUMERATED => (enumerated(patterns, mode), true),
        _ => (searched(patterns, mode), false),
    };
    bars.retain(|bar| weight(unit, bar) > 0);
    let of = bars.len() as u64;
    let by_size = |a: &Bar, b: &Bar| size_order(unit, a, b);
    if most < bars.len() {
        bars.select_nth_unstable_by(most, by_size);
        bars.truncate(most);
    }
    match sort {
        SetSort::Size => bars.sort_unstable_by(by_size),
        SetSort::Degree => {
            bars.sort_unstable_by(|a, b| a.mask.count_ones().cmp(&b.mask.count_ones()).then(by_size(a, b)));
        }
        SetSort::Set => bars.sort_unstable_by(|a, b| set_order(a.mask, b.mask)),
    }
    let none = Bar {
        mask: 0,
        patients: patterns.count(SetMode::Exclusive, 0),
        micros: patterns.time(SetMode::Exclusive, 0),
    };
    let weight_all = match unit {
        SetUnit::Patients => (patterns.patients - none.patients) as f64,
        SetUnit::PersonTime => {
            patterns.time.iter().filter(|(mask, _)| *mask != 0).map(|(_, m)| *m as f64).sum()
        }
    };
    Bars { weight_shown: shown(patterns, mode, unit, &bars), bars, none, of, complete, weight_all }
}

fn weight(unit: SetUnit, bar: &Bar) -> Micros {
    match unit {
        SetUnit::Patients => Micros::from(bar.patients),
        SetUnit::PersonTime => bar.micros,
    }
}

/// The longest first, then those of fewer sets, then in the order of the sets.
fn size_order(unit: SetUnit, a: &Bar, b: &Bar) -> Ordering {
    let key = |bar: &Bar| (Reverse(weight(unit, bar)), bar.mask.count_ones());
    key(a).cmp(&key(b)).then_with(|| set_order(a.mask, b.mask))
}

/// As words in a dictionary whose letters are the sets.
pub(super) fn set_order(a: u64, b: u64) -> Ordering {
    let differ = a ^ b;
    if differ == 0 {
        return Ordering::Equal;
    }
    // Where they first differ, one goes on with this set, and the other with a later one or not at all.
    let at = differ.trailing_zeros();
    let (with, without) = if a >> at & 1 == 1 { (Ordering::Less, b) } else { (Ordering::Greater, a) };
    if without >> at == 0 { with.reverse() } else { with }
}

/// Each exact pattern of people or of time.
fn exclusive(patterns: &Patterns) -> Vec<Bar> {
    let (mut people, mut time) = (patterns.people.iter().peekable(), patterns.time.iter().peekable());
    let mut bars = Vec::with_capacity(patterns.people.len());
    while let Some(mask) = [people.peek().map(|p| p.0), time.peek().map(|t| t.0)].into_iter().flatten().min()
    {
        let patients = people.next_if(|(m, _)| *m == mask).map_or(0, |(_, patients)| *patients);
        let micros = time.next_if(|(m, _)| *m == mask).map_or(0, |(_, micros)| *micros);
        if mask != 0 {
            bars.push(Bar { mask, patients, micros });
        }
    }
    bars
}

/// Every combination that anybody is in.
fn enumerated(patterns: &Patterns, mode: SetMode) -> Vec<Bar> {
    let sets = patterns.sets.len();
    let all = patterns.all_sets();
    // Those in none of a combination are those whose sets are all among the others, so that a union is what is left
    // when the complement is summed over.
    let turn = |mask: u64| if mode == SetMode::Union { all & !mask } else { mask } as usize;
    let mut patients = vec![0u64; 1 << sets];
    let mut micros: Vec<Micros> = vec![0; 1 << sets];
    patterns.people.iter().for_each(|&(mask, weight)| patients[turn(mask)] = weight);
    patterns.time.iter().for_each(|&(mask, weight)| micros[turn(mask)] = weight);
    sum_supersets(&mut patients, sets);
    sum_supersets(&mut micros, sets);
    let (everybody, always) = (patients[0], micros[0]);
    let bar = |mask: u64| {
        let (patients, micros) = (patients[mask as usize], micros[mask as usize]);
        match mode {
            SetMode::Union => Bar { mask, patients: everybody - patients, micros: always - micros },
            _ => Bar { mask, patients, micros },
        }
    };
    (1..=all).map(bar).filter(|bar| bar.patients > 0 || bar.micros > 0).collect()
}

/// The combinations that come to mind when there are too many to try.
fn searched(patterns: &Patterns, mode: SetMode) -> Vec<Bar> {
    let sets = patterns.sets.len();
    let mut masks: Vec<u64> = exclusive(patterns).iter().map(|bar| bar.mask).collect();
    // Each candidate is counted over all patterns, so only the most frequent are candidates.
    if masks.len() > MOST_SEARCHED {
        let mut frequent: Vec<(u64, u64)> = patterns.people.iter().filter(|p| p.0 != 0).copied().collect();
        frequent.sort_unstable_by_key(|&(mask, patients)| (Reverse(patients), mask));
        masks = frequent.into_iter().take(MOST_SEARCHED).map(|(mask, _)| mask).collect();
    }
    masks.extend((0..sets).flat_map(|a| (a..sets).map(move |b| 1 << a | 1 << b)));
    masks.sort_unstable();
    masks.dedup();
    let bar =
        |mask: u64| Bar { mask, patients: patterns.count(mode, mask), micros: patterns.time(mode, mask) };
    masks.into_par_iter().map(bar).collect()
}

/// So many exact patterns are candidates beyond [`MOST_ENUMERATED`] sets.
const MOST_SEARCHED: usize = 256;

/// What is in any of the bars, each patient or moment counted once.
fn shown(patterns: &Patterns, mode: SetMode, unit: SetUnit, bars: &[Bar]) -> f64 {
    if mode == SetMode::Exclusive {
        return bars.iter().map(|bar| weight(unit, bar) as f64).sum();
    }
    let union = bars.iter().fold(0, |all, bar| all | bar.mask);
    let within = |pattern: u64| match mode {
        SetMode::Union => pattern & union != 0,
        _ => bars.iter().any(|bar| Patterns::counts(mode, pattern, bar.mask)),
    };
    match unit {
        SetUnit::Patients => patterns.people.iter().filter(|p| within(p.0)).map(|p| p.1 as f64).sum(),
        SetUnit::PersonTime => patterns.time.iter().filter(|t| within(t.0)).map(|t| t.1 as f64).sum(),
    }
}

//! What is left as sets are added one after the other: in one order, over all orders, and which sets cost most.
//! Everything follows from the patterns; no patient is looked at again.

use std::cmp::Ordering;

use rayon::prelude::*;

use crate::model::SetMode;

use super::patterns::{Micros, Patterns};
use super::sets::set_order;
use super::subsets::subsets;

/// What is left when sets are combined.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DropOff {
    /// Patients before the first set.
    pub start: u64,
    /// After each set, in the order asked for.
    pub steps: Vec<Step>,
    /// What is left after one, two, … sets, over all orders.
    pub spread: Vec<Spread>,
    /// Whether `spread` is of a sample of orders and `best` of a search: beyond 20 sets not every combination is tried.
    pub sampled: bool,
    /// The loss of each set averaged over all orders (the Shapley value), by the set's place in the patterns. They
    /// sum to what is lost with all sets.
    pub shapley: Vec<f64>,
    /// The sets that leave most, for each number of sets from 1 on.
    pub best: Vec<Best>,
}

/// What is left after a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// The set's place in the patterns.
    pub set: usize,
    /// Patients with a record in it and in all before it.
    pub remaining: u64,
    /// Time under observation by it and all before it at once.
    pub micros: Micros,
}

/// What is left after so many sets, over all orders.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spread {
    /// In the worst order.
    pub least: u64,
    /// A quarter of the orders leave less.
    pub q1: f64,
    /// Half of them leave less.
    pub median: f64,
    /// Three quarters of them leave less.
    pub q3: f64,
    /// In the best order.
    pub most: u64,
}

/// The sets of one number that leave most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Best {
    /// How many sets.
    pub size: usize,
    /// The sets, one bit each.
    pub mask: u64,
    /// Patients with a record in all of them.
    pub patients: u64,
    /// Time under observation by all of them at once.
    pub micros: Micros,
}

/// So many orders at most are drawn where not all are tried.
const MOST_ORDERS: usize = 1000;
/// Of the combinations of one size so many are kept in the search for the best.
const BEAM: usize = 16;
/// The work that drawing orders may come to, in patterns looked at.
const WORK: usize = 100_000_000;

/// What is left as the sets are added in an order, which names sets by their place in the patterns; sets that it does
/// not name come last. A new order needs no new pass over the patients.
pub fn drop_off(patterns: &Patterns, order: &[usize]) -> DropOff {
    let order = whole_order(order, patterns.sets.len());
    let people = decreasing(&patterns.people, &order);
    let time = decreasing(&patterns.time, &order);
    let steps = order.iter().zip(people.iter().zip(time));
    let steps = steps.map(|(&set, (&remaining, micros))| Step { set, remaining, micros }).collect();
    let enumerated = subsets(patterns);
    let (spread, best) = match &enumerated {
        Some(all) => (spread_of_all(&all.inclusive, order.len()), best_of_all(&all.inclusive, order.len())),
        None => (spread_of_some(patterns), search(patterns)),
    };
    let best = best.into_iter().map(|(mask, patients)| Best {
        size: mask.count_ones() as usize,
        mask,
        patients,
        micros: patterns.time(SetMode::Inclusive, mask),
    });
    DropOff {
        start: patterns.patients,
        steps,
        spread,
        sampled: enumerated.is_none(),
        shapley: shapley(patterns),
        best: best.collect(),
    }
}

/// Each set once: those named first, then the others.
fn whole_order(order: &[usize], sets: usize) -> Vec<usize> {
    let mut whole: Vec<usize> = Vec::with_capacity(sets);
    for set in order.iter().copied().chain(0..sets) {
        if set < sets && !whole.contains(&set) {
            whole.push(set);
        }
    }
    whole
}

/// What is left after each set of an order.
fn decreasing<W: Copy + Default + std::ops::AddAssign>(weights: &[(u64, W)], order: &[usize]) -> Vec<W> {
    let mut left = vec![W::default(); order.len() + 1];
    for &(mask, weight) in weights {
        let through = order.iter().take_while(|&&set| mask >> set & 1 == 1).count();
        left[through] += weight;
    }
    for at in (1..left.len()).rev() {
        let after = left[at];
        left[at - 1] += after;
    }
    left.split_off(1)
}

/// Shapley (1953): in a random order, each of the sets that a patient lacks is equally likely to be the first of them,
/// the one that costs the patient. So a patient who lacks z sets adds 1/z to each. Exact over all n! orders.
fn shapley(patterns: &Patterns) -> Vec<f64> {
    let sets = patterns.sets.len();
    // Whole patients first, by how many sets they lack: the division comes last, and so does its rounding.
    let mut lacking = vec![vec![0u64; sets + 1]; sets];
    for &(mask, patients) in &patterns.people {
        let missing = patterns.all_sets() & !mask;
        let many = missing.count_ones() as usize;
        (0..sets).filter(|set| missing >> set & 1 == 1).for_each(|set| lacking[set][many] += patients);
    }
    let loss = |by_many: &Vec<u64>| {
        by_many.iter().enumerate().skip(1).map(|(many, patients)| *patients as f64 / many as f64).sum()
    };
    lacking.iter().map(loss).collect()
}

/// The prefix of a random order is a random combination of its size: of n sets, each combination of k comes first in
/// `k! (n - k)!` orders.
fn spread_of_all(inclusive: &[u32], sets: usize) -> Vec<Spread> {
    let mut by_size: Vec<Vec<u32>> = vec![Vec::new(); sets + 1];
    for (mask, &patients) in inclusive.iter().enumerate() {
        by_size[mask.count_ones() as usize].push(patients);
    }
    let factorial = |n: usize| (1..=n as u128).product::<u128>();
    let of_size = |(size, left): (usize, Vec<u32>)| {
        spread(left.into_iter().map(u64::from).collect(), factorial(size) * factorial(sets - size))
    };
    by_size.into_iter().enumerate().skip(1).map(of_size).collect()
}

/// The spread of numbers each of which stands for so many orders. Quartiles lie between neighbours where they fall
/// between them (Hyndman and Fan's seventh definition).
fn spread(mut left: Vec<u64>, copies: u128) -> Spread {
    left.sort_unstable();
    let Some((&least, &most)) = left.first().zip(left.last()) else { return Spread::default() };
    let quartile = |quarters: u128| {
        let place = (left.len() as u128 * copies - 1) * quarters;
        let at = |place: u128| left[(place / copies) as usize] as f64;
        let (low, high) = (at(place / 4), at(place.div_ceil(4)));
        low + (high - low) * (place % 4) as f64 / 4.0
    };
    Spread { least, q1: quartile(1), median: quartile(2), q3: quartile(3), most }
}

/// The same from orders drawn at random, the same ones each time.
fn spread_of_some(patterns: &Patterns) -> Vec<Spread> {
    let sets = patterns.sets.len();
    let orders = (WORK / (patterns.people.len() * 4).max(1)).clamp(50, MOST_ORDERS);
    let mut random = Draw(0x9e37_79b9_7f4a_7c15);
    let mut drawn: Vec<Vec<usize>> = Vec::with_capacity(orders);
    for _ in 0..orders {
        let mut order: Vec<usize> = (0..sets).collect();
        (1..sets).rev().for_each(|at| order.swap(at, random.below(at as u64 + 1) as usize));
        drawn.push(order);
    }
    let left: Vec<Vec<u64>> = drawn.par_iter().map(|order| decreasing(&patterns.people, order)).collect();
    (0..sets).map(|at| spread(left.iter().map(|left| left[at]).collect(), 1)).collect()
}

/// A stream of numbers that is always the same (xorshift64).
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// The largest combination of each size; of equal ones the first in the order of the sets.
fn best_of_all(inclusive: &[u32], sets: usize) -> Vec<(u64, u64)> {
    let mut best: Vec<Option<(u64, u64)>> = vec![None; sets + 1];
    for (mask, &patients) in inclusive.iter().enumerate() {
        let (mask, patients) = (mask as u64, u64::from(patients));
        let kept = &mut best[mask.count_ones() as usize];
        let better = kept.is_none_or(|(other, most)| {
            patients > most || patients == most && set_order(mask, other) == Ordering::Less
        });
        if better {
            *kept = Some((mask, patients));
        }
    }
    best.into_iter().skip(1).flatten().collect()
}

/// From all sets on, those are left out one by one whose leaving brings back most patients; the best few combinations
/// of each size are followed. It finds good combinations, not always the best.
fn search(patterns: &Patterns) -> Vec<(u64, u64)> {
    let all = patterns.all_sets();
    let mut beam = vec![(all, patterns.count(SetMode::Inclusive, all))];
    let mut best = Vec::new();
    while let Some(&(first, patients)) = beam.first().filter(|(mask, _)| *mask != 0) {
        best.push((first, patients));
        let mut next: Vec<(u64, u64)> = beam
            .par_iter()
            .flat_map_iter(|&(mask, patients)| without_each(patterns, mask, patients))
            .collect();
        next.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| set_order(a.0, b.0)));
        next.dedup();
        next.truncate(BEAM);
        beam = next;
    }
    best.reverse();
    best
}

/// A combination without each of its sets: who lacks just that one comes back.
fn without_each(patterns: &Patterns, mask: u64, patients: u64) -> Vec<(u64, u64)> {
    let mut back = [0u64; 64];
    for &(pattern, weight) in &patterns.people {
        let missing = mask & !pattern;
        if missing.is_power_of_two() {
            back[missing.trailing_zeros() as usize] += weight;
        }
    }
    let sets = (0..64).filter(|set| mask >> set & 1 == 1);
    sets.map(|set| (mask & !(1 << set), patients + back[set])).collect()
}

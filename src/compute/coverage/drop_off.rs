//! What is left as sets are added one after the other: in one order, over all orders, and which sets cost most.
//! Everything follows from the patterns; no patient is looked at again.

use super::patterns::Micros;

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

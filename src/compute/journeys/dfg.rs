//! The directly-follows graph: which step comes right after which, in how many patients, and after how long.
//! It lays nothing out, and no edge has a negative time, because steps come in order of time.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::base::{Cancel, Cancelled};

use super::sequence::Sequences;
use super::times::{Times, times};

/// Up to so many symbols every pair has a place of its own.
const DENSE: usize = 1 << 10;

/// A kind of step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its symbol.
    pub symbol: u32,
    /// Patients with any such step.
    pub patients: u64,
    /// Events in such steps.
    pub events: u64,
    /// Such steps.
    pub steps: u64,
}

/// One kind of step right after another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// The earlier symbol.
    pub from: u32,
    /// The later symbol.
    pub to: u32,
    /// How often.
    pub count: u64,
    /// In how many patients.
    pub patients: u64,
    /// From the start of the one to the start of the other, in µs.
    pub times: Times,
}

/// Nodes and edges, each by symbol.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dfg {
    /// What occurs, by symbol.
    pub nodes: Vec<Node>,
    /// What follows what, by earlier and later symbol.
    pub edges: Vec<Edge>,
}

impl Dfg {
    /// The node of a symbol.
    pub fn node(&self, symbol: u32) -> Option<&Node> {
        self.nodes.binary_search_by_key(&symbol, |node| node.symbol).ok().map(|at| &self.nodes[at])
    }

    /// The edge between two symbols.
    pub fn edge(&self, from: u32, to: u32) -> Option<&Edge> {
        let at = self.edges.binary_search_by_key(&(from, to), |edge| (edge.from, edge.to));
        at.ok().map(|at| &self.edges[at])
    }
}

/// Counts what follows what, with exact quantiles of the time between.
pub fn dfg(sequences: &Sequences, cancel: &Cancel) -> Result<Dfg, Cancelled> {
    let threads = rayon::current_num_threads().max(1);
    let each = sequences.len().div_ceil(threads).max(1);
    let starts: Vec<usize> = (0..sequences.len()).step_by(each).collect();
    let parts: Vec<Part> = starts
        .into_par_iter()
        .map(|from| Part::count(sequences, from..(from + each).min(sequences.len()), cancel))
        .collect::<Result<_, _>>()?;
    cancel.check()?;
    let mut nodes = vec![(0u64, 0u64, 0u64); sequences.alphabet.len()];
    for part in &parts {
        for (sum, of) in nodes.iter_mut().zip(&part.nodes) {
            *sum = (sum.0 + of.patients, sum.1 + of.events, sum.2 + of.steps);
        }
    }
    let node = |(symbol, &(patients, events, steps)): (usize, &(u64, u64, u64))| {
        (steps > 0).then_some(Node { symbol: symbol as u32, patients, events, steps })
    };
    Ok(Dfg { nodes: nodes.iter().enumerate().filter_map(node).collect(), edges: edges(&parts) })
}

/// The edges of all parts together.
fn edges(parts: &[Part]) -> Vec<Edge> {
    let mut places: Vec<(u64, usize, usize)> = Vec::new();
    for (part, of) in parts.iter().enumerate() {
        places.extend(of.pairs.iter().enumerate().map(|(at, pair)| (*pair, part, at)));
    }
    places.par_sort_unstable();
    let of_pair: Vec<&[(u64, usize, usize)]> = places.chunk_by(|a, b| a.0 == b.0).collect();
    of_pair
        .into_par_iter()
        .map(|places| {
            let pair = places[0].0;
            let mut all =
                Vec::with_capacity(places.iter().map(|&(_, p, at)| parts[p].durations(at).len()).sum());
            places.iter().for_each(|&(_, p, at)| all.extend_from_slice(parts[p].durations(at)));
            let patients = places.iter().map(|&(_, p, at)| u64::from(parts[p].patients[at])).sum();
            let (from, to) = ((pair >> 32) as u32, pair as u32);
            Edge { from, to, count: all.len() as u64, patients, times: times(&mut all) }
        })
        .collect()
}

#[derive(Clone, Copy, Default)]
struct NodeCount {
    patients: u64,
    events: u64,
    steps: u64,
    /// The last patient seen, counted from 1.
    last: u32,
}

/// What one thread counted.
struct Part {
    nodes: Vec<NodeCount>,
    /// The pairs in the order they were met: from in the upper half, to in the lower.
    pairs: Vec<u64>,
    /// Patients with each pair.
    patients: Vec<u32>,
    /// Where the durations of each pair start; one more entry than there are pairs.
    starts: Vec<u32>,
    all: Vec<i64>,
}

/// From a pair to its number.
enum Index {
    Dense(Vec<u32>, usize),
    Sparse(FxHashMap<u64, u32>),
}

impl Index {
    fn new(symbols: usize) -> Self {
        if symbols <= DENSE {
            Self::Dense(vec![u32::MAX; symbols * symbols], symbols)
        } else {
            Self::Sparse(FxHashMap::default())
        }
    }

    #[inline]
    fn number(&mut self, from: u32, to: u32, pairs: &mut Vec<u64>) -> u32 {
        let pair = u64::from(from) << 32 | u64::from(to);
        let place = match self {
            Self::Dense(all, symbols) => &mut all[from as usize * *symbols + to as usize],
            Self::Sparse(all) => all.entry(pair).or_insert(u32::MAX),
        };
        if *place == u32::MAX {
            *place = pairs.len() as u32;
            pairs.push(pair);
        }
        *place
    }
}

impl Part {
    fn count(sequences: &Sequences, of: std::ops::Range<usize>, cancel: &Cancel) -> Result<Self, Cancelled> {
        let mut nodes = vec![NodeCount::default(); sequences.alphabet.len()];
        let mut index = Index::new(sequences.alphabet.len());
        let mut pairs = Vec::new();
        let steps = sequences.offsets[of.end] as usize - sequences.offsets[of.start] as usize;
        let (mut numbers, mut counts, mut last): (Vec<u32>, Vec<u32>, Vec<(u32, u32)>) =
            (Vec::with_capacity(steps), Vec::new(), Vec::new());
        for sequence in of.clone() {
            if sequence % 4096 == 0 {
                cancel.check()?;
            }
            let (range, mark) = (sequences.range(sequence), sequence as u32 + 1);
            let symbols = &sequences.symbols[range.clone()];
            for (&symbol, &events) in symbols.iter().zip(&sequences.events[range]) {
                let node = &mut nodes[symbol as usize];
                node.patients += u64::from(node.last != mark);
                node.last = mark;
                node.events += u64::from(events);
                node.steps += 1;
            }
            for two in symbols.windows(2) {
                let number = index.number(two[0], two[1], &mut pairs);
                if number as usize == counts.len() {
                    counts.push(0);
                    last.push((0, 0));
                }
                counts[number as usize] += 1;
                let last = &mut last[number as usize];
                last.1 += u32::from(last.0 != mark);
                last.0 = mark;
                numbers.push(number);
            }
        }
        let mut starts = Vec::with_capacity(counts.len() + 1);
        let mut next = 0;
        starts.push(0);
        for count in counts {
            next += count;
            starts.push(next);
        }
        let all = scatter(sequences, of, &numbers, &starts);
        Ok(Self { nodes, pairs, patients: last.into_iter().map(|(_, n)| n).collect(), starts, all })
    }

    fn durations(&self, at: usize) -> &[i64] {
        &self.all[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

/// Deals the times between steps out to their pairs.
fn scatter(sequences: &Sequences, of: std::ops::Range<usize>, numbers: &[u32], starts: &[u32]) -> Vec<i64> {
    let (mut all, mut next, mut numbers) = (vec![0i64; numbers.len()], starts.to_vec(), numbers.iter());
    for sequence in of {
        for (two, &number) in sequences.times[sequences.range(sequence)].windows(2).zip(&mut numbers) {
            let place = &mut next[number as usize];
            all[*place as usize] = two[1].saturating_sub(two[0]);
            *place += 1;
        }
    }
    all
}

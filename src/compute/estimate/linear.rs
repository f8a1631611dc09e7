//! The linear programme behind an interval: the most people that can be in a combination, given what is known.
//! It knows patterns and counts as numbers; which counts go into it is `programme`'s business.
//!
//! The programme itself has a variable for each pattern of sources in each cell (how many people have exactly these
//! sources), of which there are 2^n. It is solved from the other side: its dual has a variable for each known count, a
//! price, and a row for each pattern: what a person of the pattern costs, at the prices of all known counts that they
//! are part of, is at least what they are worth, 1 in the combination and 0 outside. Rows are added as they turn out
//! to be broken (Kelley's cutting planes). A set of prices is then made good for every pattern by raising the price of
//! being anybody by the worst breach, and by weak duality what the known counts cost at such prices is a bound,
//! whatever solver found them: an error of the solver can widen an interval, never make it miss the truth.

use microlp::{ComparisonOp, OptimizationDirection, Problem, Solution, SolveOutcome, Variable};
use rustc_hash::FxHashSet;

use super::Range;

/// Prices beyond this are not looked for; it keeps a programme that has no solution from running away.
const BOX: f64 = 16.0;
/// A breach that is smaller is the solver's rounding.
const TOLERANCE: f64 = 1e-7;
/// Rounds of adding rows; what is found by then is a bound like any other.
const ROUNDS: usize = 200;
/// Patterns in all up to which every row is there from the start.
const ALL_AT_ONCE: usize = 64;
/// Rows added for each cell in a round.
const ADDED: usize = 6;
/// Prices are tried as multiples of these shares too: where the exact ones are such, this takes off the rounding.
const GRIDS: [f64; 4] = [1.0, 2.0, 12.0, 840.0];

/// A part of the population whose counts are known by themselves.
pub(super) struct Cell {
    /// How many people are in it.
    pub total: f64,
    /// For sources, one or more, how many people are in all of them.
    pub known: Vec<(u32, f64)>,
}

/// What is known of a population.
pub(super) struct Programme {
    /// How many sources there are; masks are below 2 to this power.
    pub sources: usize,
    /// The parts of the population.
    pub cells: Vec<Cell>,
    /// Counts that are known of all cells together.
    pub linked: Vec<(u32, f64)>,
}

/// Prices of the known counts: of each cell its total and then its known counts, at the end the linked counts.
type Prices = Vec<f64>;

/// What a person is worth in each pattern.
struct Worth(Vec<f64>);

/// A bound that holds, and the patterns that its prices do not yet pay for, by cell.
struct Proof {
    bound: f64,
    broken: Vec<(usize, u32)>,
}

impl Programme {
    /// The fewest and the most people in the patterns that `holds` says yes to.
    pub fn bounds(&self, holds: impl Fn(u32) -> bool) -> Range {
        let worth = |sign: f64| Worth(self.patterns().map(|at| if holds(at) { sign } else { 0.0 }).collect());
        (-self.most(&worth(-1.0)), self.most(&worth(1.0)))
    }

    /// Whether any population has these counts, up to rounding.
    pub fn is_possible(&self) -> bool {
        // Where nobody is worth anything, only prices that are themselves a contradiction cost less than nothing.
        self.most(&Worth(self.patterns().map(|_| 0.0).collect())) > -1e-5 * self.people().max(1.0)
    }

    fn patterns(&self) -> impl Iterator<Item = u32> {
        0..1 << self.sources
    }

    fn people(&self) -> f64 {
        self.cells.iter().map(|cell| cell.total).sum()
    }

    fn variables(&self) -> usize {
        self.cells.iter().map(|cell| 1 + cell.known.len()).sum::<usize>() + self.linked.len()
    }

    /// The known counts, in the order of [`Prices`].
    fn counts(&self) -> impl Iterator<Item = f64> {
        let cells = self
            .cells
            .iter()
            .flat_map(|cell| std::iter::once(cell.total).chain(cell.known.iter().map(|(_, count)| *count)));
        cells.chain(self.linked.iter().map(|(_, count)| *count))
    }

    /// The most that all people together can be worth.
    fn most(&self, worth: &Worth) -> f64 {
        let (mut problem, prices) = self.problem();
        let mut rows: FxHashSet<(usize, u32)> = FxHashSet::default();
        for (cell, pattern) in self.first_rows() {
            if rows.insert((cell, pattern)) {
                problem.add_constraint(self.row(&prices, cell, pattern), ComparisonOp::Ge, worth.of(pattern));
            }
        }
        // To pay everybody what the best pattern is worth is always enough.
        let mut best = self.people() * worth.0.iter().copied().fold(0.0, f64::max);
        let mut solved = solution(problem.solve());
        for _round in 0..ROUNDS {
            let Some(solution) = solved else { break };
            let found: Prices = prices.iter().map(|price| solution.var_value(*price)).collect();
            let Proof { bound, broken } = self.prove(&found, worth);
            best = best.min(bound);
            let new: Vec<_> = broken.into_iter().filter(|row| rows.insert(*row)).collect();
            if new.is_empty() {
                best = GRIDS.iter().fold(best, |best, grid| {
                    let rounded = found.iter().map(|price| (price * grid).round() / grid).collect();
                    best.min(self.prove(&rounded, worth).bound)
                });
                break;
            }
            solved = Some(solution);
            for (cell, pattern) in new {
                let row = self.row(&prices, cell, pattern);
                problem.add_constraint(row.clone(), ComparisonOp::Ge, worth.of(pattern));
                solved = solved.and_then(|solution| {
                    self::solution(solution.add_constraint(row, ComparisonOp::Ge, worth.of(pattern)))
                });
            }
            // A solver that lost its way from row to row may find it from the start.
            solved = solved.or_else(|| self::solution(problem.solve()));
        }
        best
    }

    fn problem(&self) -> (Problem, Vec<Variable>) {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let people = self.people().max(1.0);
        let prices = self.counts().map(|count| problem.add_var(count / people, (-BOX, BOX))).collect();
        (problem, prices)
    }

    /// The prices that a pattern pays in a cell.
    fn row(&self, prices: &[Variable], cell: usize, pattern: u32) -> Vec<(Variable, f64)> {
        let start: usize = self.cells[..cell].iter().map(|cell| 1 + cell.known.len()).sum();
        let of = |masks: &[(u32, f64)], start: usize| {
            let paid = masks.iter().enumerate().filter(|(_, (mask, _))| mask & !pattern == 0);
            paid.map(|(at, _)| (prices[start + at], 1.0)).collect::<Vec<_>>()
        };
        let mut row = vec![(prices[start], 1.0)];
        row.extend(of(&self.cells[cell].known, start + 1));
        row.extend(of(&self.linked, self.variables() - self.linked.len()));
        row
    }

    /// Rows to start with: all where they are few, else those of nobody, of everything, and of one source more or less.
    fn first_rows(&self) -> Vec<(usize, u32)> {
        let full = (1u32 << self.sources) - 1;
        let patterns: Vec<u32> = if self.cells.len() << self.sources <= ALL_AT_ONCE {
            self.patterns().collect()
        } else {
            let ones = (0..self.sources).map(|source| 1 << source);
            [0, full].into_iter().chain(ones.flat_map(|one| [one, full & !one])).collect()
        };
        (0..self.cells.len()).flat_map(|cell| patterns.iter().map(move |pattern| (cell, *pattern))).collect()
    }

    /// Makes prices good for every pattern, and says what the known counts cost at them.
    fn prove(&self, prices: &Prices, worth: &Worth) -> Proof {
        let mut bound: f64 = self.counts().zip(prices).map(|(count, price)| count * price).sum();
        let mut broken = Vec::new();
        let linked = self.variables() - self.linked.len();
        let mut start = 0;
        for (at, cell) in self.cells.iter().enumerate() {
            let mut paid = vec![0.0; 1 << self.sources];
            paid[0] += prices[start];
            for ((mask, _), price) in cell.known.iter().zip(&prices[start + 1..]) {
                paid[*mask as usize] += price;
            }
            for ((mask, _), price) in self.linked.iter().zip(&prices[linked..]) {
                paid[*mask as usize] += price;
            }
            start += 1 + cell.known.len();
            sum_over_subsets(&mut paid, self.sources);
            let mut breaches: Vec<(f64, u32)> = Vec::new();
            let mut worst: f64 = 0.0;
            for (pattern, (paid, worth)) in paid.iter().zip(&worth.0).enumerate() {
                let breach = worth - paid;
                worst = worst.max(breach);
                if breach > TOLERANCE {
                    breaches.push((breach, pattern as u32));
                }
            }
            bound += worst * cell.total;
            let order = |a: &(f64, u32), b: &(f64, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
            breaches.sort_unstable_by(order);
            broken.extend(breaches.iter().take(ADDED).map(|(_, pattern)| (at, *pattern)));
        }
        Proof { bound, broken }
    }
}

impl Worth {
    fn of(&self, pattern: u32) -> f64 {
        self.0[pattern as usize]
    }
}

/// Turns the amount at each mask into the sum over all masks that are part of it.
fn sum_over_subsets(amounts: &mut [f64], sources: usize) {
    for source in 0..sources {
        let bit = 1 << source;
        for mask in 0..amounts.len() {
            if mask & bit != 0 {
                amounts[mask] += amounts[mask ^ bit];
            }
        }
    }
}

fn solution(outcome: Result<SolveOutcome, microlp::Error>) -> Option<Solution> {
    outcome.ok()?.into_solution().ok()
}

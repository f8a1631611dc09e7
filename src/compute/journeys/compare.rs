//! Compares what follows what in two selections: shares of patients, their difference, and how certain it is.
//! It judges no cause.

use super::alphabet::Alphabet;
use super::dfg::{Dfg, Edge};
use super::sequence::Sequences;

/// Fewer patients than this in a selection say little.
pub const SMALL: u64 = 10;

/// 1.96: the normal quantile of a two-sided interval of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// One transition in two selections.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The earlier step.
    pub from: String,
    /// The later step.
    pub to: String,
    /// Patients with it in either selection.
    pub patients: [u64; 2],
    /// Their share of all patients of the selection.
    pub share: [f64; 2],
    /// The second share less the first, and its 95 % interval (Newcombe's hybrid score interval, method 10).
    pub difference: (f64, f64, f64),
    /// Median times in µs; none where it never happens.
    pub median: [Option<f64>; 2],
    /// Whether either number of patients is below [`SMALL`].
    pub small: bool,
}

/// Compares two selections of the same or of different extracts by the names of their steps. The largest differences
/// come first.
pub fn compare(a: (&Sequences, &Dfg), b: (&Sequences, &Dfg)) -> Vec<Difference> {
    let mut pairs: Vec<(String, String)> = named(&a.0.alphabet, a.1);
    pairs.extend(named(&b.0.alphabet, b.1));
    pairs.sort_unstable();
    pairs.dedup();
    let titles = |of: &Alphabet| {
        let mut all: Vec<(String, u32)> =
            (0..of.len() as u32).map(|symbol| (of.title(symbol), symbol)).collect();
        all.sort_unstable();
        all
    };
    let (in_a, in_b) = (titles(&a.0.alphabet), titles(&b.0.alphabet));
    let mut all: Vec<Difference> = pairs
        .into_iter()
        .map(|(from, to)| {
            let edges = [edge(&in_a, a.1, &from, &to), edge(&in_b, b.1, &from, &to)];
            let patients = edges.map(|edge| edge.map_or(0, |edge| edge.patients));
            let of = [a.0.len() as u64, b.0.len() as u64];
            let share = [0, 1].map(|at| if of[at] == 0 { 0.0 } else { patients[at] as f64 / of[at] as f64 });
            Difference {
                from,
                to,
                patients,
                share,
                difference: newcombe(patients, of),
                median: edges.map(|edge| edge.map(|edge| edge.times.median)),
                small: patients.iter().any(|&n| n < SMALL),
            }
        })
        .collect();
    all.sort_by(|x, y| {
        y.difference
            .0
            .abs()
            .total_cmp(&x.difference.0.abs())
            .then_with(|| (&x.from, &x.to).cmp(&(&y.from, &y.to)))
    });
    all
}

fn named(alphabet: &Alphabet, dfg: &Dfg) -> Vec<(String, String)> {
    dfg.edges.iter().map(|edge| (alphabet.title(edge.from), alphabet.title(edge.to))).collect()
}

fn edge<'d>(titles: &[(String, u32)], dfg: &'d Dfg, from: &str, to: &str) -> Option<&'d Edge> {
    let find = |title: &str| {
        titles.binary_search_by(|known| known.0.as_str().cmp(title)).ok().map(|at| titles[at].1)
    };
    dfg.edge(find(from)?, find(to)?)
}

/// Wilson's score interval of a share.
fn wilson(with: u64, of: u64) -> (f64, f64) {
    if of == 0 {
        return (0.0, 1.0);
    }
    let (n, p) = (of as f64, with as f64 / of as f64);
    let middle = p + Z * Z / (2.0 * n);
    let width = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    (((middle - width) / scale).max(0.0), ((middle + width) / scale).min(1.0))
}

/// The difference of two shares with its interval (Newcombe, Statistics in Medicine 1998, method 10).
fn newcombe(with: [u64; 2], of: [u64; 2]) -> (f64, f64, f64) {
    let share = |at: usize| if of[at] == 0 { 0.0 } else { with[at] as f64 / of[at] as f64 };
    let (p1, p2, (l1, u1), (l2, u2)) = (share(0), share(1), wilson(with[0], of[0]), wilson(with[1], of[1]));
    let difference = p2 - p1;
    let low = difference - ((p2 - l2).powi(2) + (u1 - p1).powi(2)).sqrt();
    let high = difference + ((u2 - p2).powi(2) + (p1 - l1).powi(2)).sqrt();
    (difference, low.max(-1.0), high.min(1.0))
}

#[cfg(test)]
mod test {
    use super::*;

    /// Newcombe's published example (56/70 against 48/80): 0.2, from 0.0524 to 0.3339.
    #[test]
    fn the_interval_is_the_published_one() {
        let (difference, low, high) = newcombe([48, 56], [80, 70]);
        assert!((difference - 0.2).abs() < 1e-9);
        assert!((low - 0.0524).abs() < 5e-5 && (high - 0.3339).abs() < 5e-5, "{low} {high}");
    }
}

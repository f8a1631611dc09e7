//! Whether those who are kept are the same people as those who are not: standardised mean differences.
//! It judges nobody; a difference above [`FLAG`] is worth a look.

use std::cmp::Reverse;

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, PatientId, PatientSet};
use crate::compute::{Anchors, GroupTitle};
use crate::store::{MISSING, Store};

use super::covariate::{self, Covariate, Reader, Values};
pub use super::covariate::{AGE_AT_INDEX, YEAR_OF_INDEX};

/// Above it, in absolute value, a difference is worth a look (Austin 2009).
pub const FLAG: f64 = 0.1;
/// Below so many patients on a side a difference says little.
pub const SMALL: u64 = 10;
/// Two groups compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drift {
    /// Patients of the one, who were kept.
    pub a: u64,
    /// Patients of the other.
    pub b: u64,
    /// One row an attribute, followed by one for each of its levels.
    pub rows: Vec<DriftRow>,
}

/// An attribute, or a level of it, compared.
#[derive(Clone, Debug, PartialEq)]
pub struct DriftRow {
    /// The attribute's id, or [`AGE_AT_INDEX`] or [`YEAR_OF_INDEX`].
    pub attribute: String,
    /// The level; `None` for the attribute as a whole.
    pub level: Option<GroupTitle>,
    /// The one group.
    pub a: Summary,
    /// The other.
    pub b: Summary,
    /// The standardised difference: signed for a mean or a share, not negative for an attribute of several levels,
    /// infinite where neither side varies and yet they differ, `None` where a side has nobody.
    pub smd: Option<f64>,
    /// Whether a side has fewer than [`SMALL`].
    pub small: bool,
}

/// One side of a comparison.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Summary {
    /// A number of each patient.
    Mean {
        /// Its mean.
        mean: f64,
        /// Its standard deviation.
        sd: f64,
        /// Patients of whom it is known.
        known: u64,
    },
    /// A share of the patients.
    Share {
        /// Patients of the level; for an attribute as a whole, those of whom it is known.
        n: u64,
        /// All patients of the side.
        of: u64,
    },
}

impl Drift {
    /// The attribute with the largest absolute difference, small numbers left out.
    pub fn worst(&self) -> Option<&DriftRow> {
        let whole = |row: &&DriftRow| matches!(row.level, None | Some(GroupTitle::Missing));
        let rows = self.rows.iter().filter(whole).filter(|row| !row.small && row.smd.is_some());
        let size = |row: &DriftRow| row.smd.unwrap_or(0.0).abs();
        // Of equal ones the first counts, so that the answer does not hang on anything else.
        rows.reduce(|worst, row| if size(row) > size(worst) { row } else { worst })
    }
}

/// Compares those who were kept with others, by each attribute and by age and year at the index event, which `index`
/// holds for everybody. Missing values are a level of their own.
pub fn drift(
    store: &Store,
    index: &Anchors,
    kept: &PatientSet,
    others: &PatientSet,
    cancel: &Cancel,
) -> Result<Drift, Cancelled> {
    let covariates = covariate::all(store, index);
    let a = Profile::of(&covariates, kept, cancel)?;
    let b = Profile::of(&covariates, others, cancel)?;
    Ok(compare(&covariates, &a, &b))
}

/// What there is to know of a group for comparing it.
pub(super) struct Profile {
    patients: u64,
    /// By covariate.
    of: Vec<Counted>,
}

/// A covariate of a group.
enum Counted {
    /// Patients by level; the last level is "missing".
    Levels(Vec<u64>),
    /// The known numbers.
    Number { mean: f64, variance: f64, known: u64 },
}

impl Profile {
    pub(super) fn of(
        covariates: &[Covariate<'_>],
        patients: &PatientSet,
        cancel: &Cancel,
    ) -> Result<Self, Cancelled> {
        let ids: Vec<PatientId> = patients.iter().collect();
        // Each covariate is summed in one go: sums of fractions depend on the order they are made in.
        let count = |covariate: &Covariate<'_>| {
            cancel.check()?;
            Ok(match &covariate.values {
                Values::Category { names, of } => Counted::Levels(count_levels(names.len(), of, &ids)),
                Values::Number(read) | Values::Year(read) => sum(read, &ids),
            })
        };
        let of = covariates.par_iter().map(count).collect::<Result<_, Cancelled>>()?;
        Ok(Self { patients: ids.len() as u64, of })
    }
}

fn count_levels(levels: usize, of: &[u32], ids: &[PatientId]) -> Vec<u64> {
    let mut counts = vec![0; levels + 1];
    for id in ids {
        match of[id.index()] {
            MISSING => counts[levels] += 1,
            at => counts[at as usize] += 1,
        }
    }
    counts
}

/// Mean and variance with n - 1, by Welford's recurrence.
fn sum(read: &Reader<'_>, ids: &[PatientId]) -> Counted {
    let (mut known, mut mean, mut squares) = (0u64, 0.0, 0.0);
    for number in ids.iter().map(|&id| read(id)).filter(|number| number.is_finite()) {
        known += 1;
        let off = number - mean;
        mean += off / known as f64;
        squares += off * (number - mean);
    }
    let variance = if known > 1 { squares / (known - 1) as f64 } else { 0.0 };
    Counted::Number { mean, variance, known }
}

/// Compares two groups that were counted by the same covariates.
pub(super) fn compare(covariates: &[Covariate<'_>], a: &Profile, b: &Profile) -> Drift {
    let mut drift = Drift { a: a.patients, b: b.patients, rows: Vec::new() };
    for (covariate, (of_a, of_b)) in covariates.iter().zip(a.of.iter().zip(&b.of)) {
        match (of_a, of_b) {
            (Counted::Levels(a), Counted::Levels(b)) => drift.compare_levels(covariate, a, b),
            (
                &Counted::Number { mean: mean_a, variance: var_a, known: known_a },
                &Counted::Number { mean: mean_b, variance: var_b, known: known_b },
            ) => {
                let known = known_a.min(known_b);
                drift.rows.push(DriftRow {
                    attribute: covariate.id.to_owned(),
                    level: None,
                    a: Summary::Mean { mean: mean_a, sd: var_a.sqrt(), known: known_a },
                    b: Summary::Mean { mean: mean_b, sd: var_b.sqrt(), known: known_b },
                    smd: (known > 0).then(|| standardise(mean_a - mean_b, f64::midpoint(var_a, var_b))),
                    small: known < SMALL,
                });
                let missing = (drift.a - known_a, drift.b - known_b);
                if missing != (0, 0) {
                    drift.push_level(covariate, GroupTitle::Missing, missing);
                }
            }
            _ => {}
        }
    }
    drift
}

impl Drift {
    fn compare_levels(&mut self, covariate: &Covariate<'_>, a: &[u64], b: &[u64]) {
        let levels = levels(covariate, a, b);
        let known = |counts: &[u64]| counts.iter().take(counts.len() - 1).sum();
        let counts: Vec<(u64, u64)> = levels.iter().map(|(_, counts)| *counts).collect();
        self.rows.push(DriftRow {
            attribute: covariate.id.to_owned(),
            level: None,
            a: Summary::Share { n: known(a), of: self.a },
            b: Summary::Share { n: known(b), of: self.b },
            smd: multilevel(&counts),
            small: self.a.min(self.b) < SMALL,
        });
        if levels.len() > 1 {
            for (level, counts) in levels {
                self.push_level(covariate, level, counts);
            }
        }
    }

    fn push_level(&mut self, covariate: &Covariate<'_>, level: GroupTitle, (a, b): (u64, u64)) {
        self.rows.push(DriftRow {
            attribute: covariate.id.to_owned(),
            level: Some(level),
            a: Summary::Share { n: a, of: self.a },
            b: Summary::Share { n: b, of: self.b },
            smd: binary((a, self.a), (b, self.b)),
            small: a.min(b) < SMALL,
        });
    }
}

/// So many levels are compared one by one; the others are one level together.
const MOST_LEVELS: usize = 50;

/// The levels that anybody has, with the patients of either side.
fn levels(covariate: &Covariate<'_>, a: &[u64], b: &[u64]) -> Vec<(GroupTitle, (u64, u64))> {
    let Values::Category { names, .. } = &covariate.values else { return Vec::new() };
    let title =
        |at: usize| names.get(at).map_or(GroupTitle::Missing, |name| GroupTitle::Category(name.clone()));
    let mut places: Vec<usize> = (0..a.len()).filter(|&at| a[at] + b[at] > 0).collect();
    let mut rest = Vec::new();
    if places.len() > MOST_LEVELS {
        places.sort_by_key(|&at| (Reverse(a[at] + b[at]), at));
        rest = places.split_off(MOST_LEVELS - 1);
        places.sort_unstable();
    }
    let mut levels: Vec<_> = places.into_iter().map(|at| (title(at), (a[at], b[at]))).collect();
    if !rest.is_empty() {
        let sum = |of: &[u64]| rest.iter().map(|&at| of[at]).sum();
        levels.push((GroupTitle::Rest(rest.len()), (sum(a), sum(b))));
    }
    levels
}

/// A difference in standard deviations; infinite where nothing varies and yet there is a difference.
fn standardise(difference: f64, variance: f64) -> f64 {
    if difference == 0.0 { 0.0 } else { difference / variance.sqrt() }
}

/// The difference of two shares (Austin 2009): `(p - q) / sqrt((p (1 - p) + q (1 - q)) / 2)`.
pub fn binary((n_a, of_a): (u64, u64), (n_b, of_b): (u64, u64)) -> Option<f64> {
    if of_a == 0 || of_b == 0 {
        return None;
    }
    let (p, q) = (n_a as f64 / of_a as f64, n_b as f64 / of_b as f64);
    Some(standardise(p - q, f64::midpoint(p * (1.0 - p), q * (1.0 - q))))
}

/// The difference of an attribute of several levels (Yang and Dalton 2012): the Mahalanobis distance of the two lists
/// of shares, one level left out, in the mean of their two multinomial covariances. For two levels it is the absolute
/// value of [`binary`]. `None` where a side has nobody, infinite where the sides share no level.
pub fn multilevel(counts: &[(u64, u64)]) -> Option<f64> {
    let (of_a, of_b) = counts.iter().fold((0, 0), |(a, b), (n, m)| (a + n, b + m));
    if of_a == 0 || of_b == 0 {
        return None;
    }
    // Where no level has patients of both sides, the covariance says nothing of the direction they differ in.
    if counts.iter().all(|(n, m)| *n == 0 || *m == 0) {
        return Some(f64::INFINITY);
    }
    let filled = counts.iter().filter(|(n, m)| n + m > 0);
    let shares: Vec<(f64, f64)> =
        filled.skip(1).map(|(n, m)| (*n as f64 / of_a as f64, *m as f64 / of_b as f64)).collect();
    let mut rows: Vec<Vec<f64>> = Vec::with_capacity(shares.len());
    for (k, (p, q)) in shares.iter().enumerate() {
        let covariance = |(l, (r, s)): (usize, &(f64, f64))| {
            let own = if k == l { p + q } else { 0.0 };
            (own - p * r - q * s) / 2.0
        };
        // The right-hand side stands behind the matrix.
        rows.push(shares.iter().enumerate().map(covariance).chain([p - q]).collect());
    }
    let solved = solve(rows);
    let squared: f64 = solved.iter().zip(&shares).map(|(x, (p, q))| x * (p - q)).sum();
    Some(squared.max(0.0).sqrt())
}

/// Gauss's elimination of a positive definite matrix, whose right-hand side stands behind it.
fn solve(mut rows: Vec<Vec<f64>>) -> Vec<f64> {
    let n = rows.len();
    for column in 0..n {
        let (done, below) = rows.split_at_mut(column + 1);
        let top = &done[column];
        for row in below {
            let factor = row[column] / top[column];
            (column..=n).for_each(|at| row[at] -= factor * top[at]);
        }
    }
    let mut x = vec![0.0; n];
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|at| rows[row][at] * x[at]).sum();
        x[row] = (rows[row][n] - known) / rows[row][row];
    }
    x
}

//! The words that pictures of care paths and of rates need, behind traits, so that each language can bring its own.
//! They are said in full by the report; nothing is decided here.

use crate::base::Span;
use crate::compute::gaps::outcomes::Outcome;

use super::super::words::Words;

/// Words of a care path.
pub trait PathWords: Words {
    /// How somebody fared.
    fn outcome(&self, outcome: Outcome) -> String;

    /// Under what a path begins with.
    fn begins(&self) -> String;

    /// Of how many patients a path is expected.
    fn eligible(&self, n: u64) -> String;

    /// A share, in per cent.
    fn share(&self, share: f64) -> String;

    /// A step, when it is due, and what its days count from.
    fn step(&self, title: &str, due: &str, after: &str) -> String;

    /// How many of how many fared so at a step.
    fn fared(&self, step: &str, outcome: &str, n: u64, of: u64) -> String;

    /// What the picture of a path shows.
    fn path(&self, begin: &str, steps: usize, eligible: Option<u64>) -> String;
}

/// Words of a rate.
pub trait RateWords: Words {
    /// How many came in a month or week.
    fn in_bin(&self, span: Span, n: u64) -> String;

    /// How many are usual in it.
    fn usual(&self, n: f64) -> String;

    /// What the picture shows.
    fn rate(&self, n: u64, span: Span) -> String;

    /// That there is nothing to show.
    fn no_rate(&self) -> String;
}

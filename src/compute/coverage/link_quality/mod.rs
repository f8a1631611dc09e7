//! How good the linkage is: rules L01 to L07 as data, each with its numbers, its threshold and a verdict, and with
//! the key domains, sources, pairs or subgroups it was judged on. It decides nothing: a steward does.

mod conflict;
mod deaths;
mod keys;
mod loss;
mod overlap;
mod presence;
mod rates;
mod subgroup;
#[cfg(test)]
mod test;
mod witness;

use crate::base::{Cancel, Cancelled, PatientSet, SourceId};
use crate::store::{Fact, Store};

pub use presence::{Presence, presence};
pub use subgroup::{Subgroup, subgroups};
pub use witness::{Claim, Expectation};

/// What was found by one rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule's id.
    pub id: &'static str,
    /// The key of its title in both languages.
    pub title: &'static str,
    /// Of the detail that is farthest out: what it counts.
    pub numerator: u64,
    /// Of the same detail: what it counts of.
    pub denominator: u64,
    /// What its share, difference or ratio is held against.
    pub threshold: f64,
    /// The verdict on the whole.
    pub verdict: Verdict,
    /// What was judged one by one.
    pub details: Vec<Detail>,
    /// The patients that flagged details are about, where they are about single patients.
    pub patients: Option<PatientSet>,
}

/// One thing judged: a crosswalk, a source, a pair of sources, a subgroup.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// What it is about.
    pub about: About,
    /// What it counts.
    pub numerator: u64,
    /// What it counts of.
    pub denominator: u64,
    /// How it is measured.
    pub measure: Measure,
    /// The measure; `None` where there is nothing to measure.
    pub value: Option<f64>,
    /// What the numerator, as a number or a share, would have been expected to be.
    pub expected: Option<f64>,
    /// What the measure is held against.
    pub threshold: f64,
    /// The verdict.
    pub verdict: Verdict,
    /// The key of a sentence that explains it, where one does.
    pub note: Option<&'static str>,
    /// Patients who could not be judged.
    pub unjudged: u64,
    /// The share of wrong links, from least to most, if all that differs came from wrong links.
    pub band: Option<(f64, f64)>,
    /// The patients it counts, where it is about single patients.
    pub patients: Option<PatientSet>,
}

/// A verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Out of bounds.
    Flag,
    /// Within bounds.
    Ok,
    /// The numbers are too small, or what it takes is not known.
    CannotJudge,
    /// Nothing in the extract to judge.
    NotApplicable,
}

impl Verdict {
    /// The key of its name in both languages.
    pub fn key(self) -> &'static str {
        match self {
            Self::Flag => "link-verdict-flag",
            Self::Ok => "link-verdict-ok",
            Self::CannotJudge => "link-verdict-cannot-judge",
            Self::NotApplicable => "link-verdict-not-applicable",
        }
    }
}

impl Measure {
    /// The key of its name in both languages.
    pub fn key(self) -> &'static str {
        match self {
            Self::Share => "link-measure-share",
            Self::Left => "link-measure-left",
            Self::Difference => "link-measure-difference",
            Self::Smd => "link-measure-smd",
            Self::Ratio => "link-measure-ratio",
        }
    }
}

impl About {
    /// The key of its name in both languages. The variables are called as the fields are; sources are `a` and `b`
    /// in their order, and a place counts from 1 as `n`.
    pub fn key(&self) -> &'static str {
        match self {
            Self::OneToMany { .. } => "link-about-one-to-many",
            Self::ManyToOne { .. } => "link-about-many-to-one",
            Self::Level { level: None, .. } => "link-about-level",
            Self::Level { .. } => "link-about-level-one",
            Self::All => "link-about-all",
            Self::Step(_) => "link-about-step",
            Self::Pair(..) => "link-about-pair",
            Self::Says(Fact::Sex, ..) => "link-about-sex",
            Self::Says(Fact::Birth, ..) => "link-about-birth",
            Self::Says(Fact::Death, ..) => "link-about-death",
            Self::SeenAfterDeath(..) => "link-about-seen-after-death",
            Self::Expectation(_) => "link-about-expectation",
        }
    }
}

/// What a measure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// A share, from 0 to 1.
    Share,
    /// A share, from 0 to 1, of which too little is out of bounds.
    Left,
    /// A difference of two shares.
    Difference,
    /// A standardised mean difference.
    Smd,
    /// Observed to expected.
    Ratio,
}

/// What a detail is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// One key that leads to several keys of the next domain.
    OneToMany {
        /// The domain farther from the patients.
        from: String,
        /// The domain nearer to them.
        to: String,
    },
    /// One key that several keys of another domain lead to.
    ManyToOne {
        /// The domain farther from the patients.
        from: String,
        /// The domain nearer to them.
        to: String,
    },
    /// Who is linked to a source, in a subgroup against the others (with a level) or over all levels (without).
    Level {
        /// The source.
        source: SourceId,
        /// The subgroup's id.
        subgroup: String,
        /// The level farthest from the others.
        level: Option<String>,
    },
    /// Who is left in all sources.
    All,
    /// What a set of sources leaves of what the sets before it left: its place among the sets.
    Step(usize),
    /// Two sources.
    Pair(SourceId, SourceId),
    /// Two sources and what they say.
    Says(Fact, SourceId, SourceId),
    /// A death in the first source, and a patient who is seen in the second one long afterwards.
    SeenAfterDeath(SourceId, SourceId),
    /// An expectation, by its place in [`Spec::expectations`].
    Expectation(usize),
}

/// The phase that claims are about where no other is chosen.
pub const CLAIMED: &str = "treatment";

/// What is to be judged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spec {
    /// For the loss by combining (L05): sets of sources in order, one bit a source, of which any member is enough.
    /// Empty: every source by itself, in the descriptor's order.
    pub sets: Vec<u64>,
    /// For missing witnesses (L03, L04).
    pub expectations: Vec<Expectation>,
}

impl Spec {
    /// Every source by itself, and what a registry says of [`CLAIMED`] expected to be seen elsewhere too.
    pub fn of(store: &Store) -> Self {
        Self::claiming(store, CLAIMED)
    }

    /// The same with another phase, by its id.
    pub fn claiming(store: &Store, claimed: &str) -> Self {
        Self { sets: Vec::new(), expectations: Expectation::of_phases(store, &[claimed]) }
    }
}

/// Judges all rules, in the order of their ids. Linear in patients and events.
pub fn judge(store: &Store, spec: &Spec, cancel: &Cancel) -> Result<Vec<Finding>, Cancelled> {
    let mut findings = vec![keys::multiple(store)];
    let subgroups = subgroups(store, cancel)?;
    findings.push(rates::by_subgroup(store, &subgroups, cancel)?);
    findings.push(witness::missing(store, &spec.expectations, cancel)?);
    findings.push(witness::unclaimed(store, &spec.expectations, cancel)?);
    findings.push(loss::combined(store, &spec.sets));
    findings.push(overlap::pairs(store, &subgroups, cancel)?);
    findings.push(conflict::pairs(store, cancel)?);
    Ok(findings)
}

impl Finding {
    /// A rule's finding from its details: flagged if any is, and fine if any is and none is flagged.
    fn of(id: &'static str, title: &'static str, threshold: f64, details: Vec<Detail>) -> Self {
        let verdict = details.iter().map(|detail| detail.verdict).min().unwrap_or(Verdict::NotApplicable);
        let flagged = details.iter().filter(|detail| detail.verdict == Verdict::Flag);
        let patients = flagged.filter_map(|detail| detail.patients.as_ref()).fold(None, |all, set| {
            Some(match all {
                None => set.clone(),
                Some(all) => &all | set,
            })
        });
        let farthest = details.iter().filter(|detail| detail.verdict == verdict);
        let farthest = farthest.max_by(|a, b| a.excess().total_cmp(&b.excess()));
        let (numerator, denominator) = farthest.map_or((0, 0), |d| (d.numerator, d.denominator));
        Self { id, title, numerator, denominator, threshold, verdict, details, patients }
    }
}

impl Detail {
    /// A share of `of` that is flagged above `threshold`.
    fn share(about: About, numerator: u64, of: u64, threshold: f64) -> Self {
        let value = (of > 0).then(|| numerator as f64 / of as f64);
        let verdict = match value {
            None => Verdict::NotApplicable,
            Some(share) if share > threshold => Verdict::Flag,
            Some(_) => Verdict::Ok,
        };
        Self {
            about,
            numerator,
            denominator: of,
            measure: Measure::Share,
            value,
            expected: None,
            threshold,
            verdict,
            note: None,
            unjudged: 0,
            band: None,
            patients: None,
        }
    }

    /// How far out it is, in thresholds.
    fn excess(&self) -> f64 {
        let value = self.value.unwrap_or(0.0).abs();
        match self.measure {
            // Low ones are what is looked for.
            Measure::Ratio | Measure::Left => self.threshold / value.max(1e-9),
            _ if self.threshold > 0.0 => value / self.threshold,
            _ => value,
        }
    }
}

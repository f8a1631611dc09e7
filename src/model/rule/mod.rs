//! Rules as data: packs of rules over journeys, with the code sets, agents and regimens that they name.
//! Nothing here reads a file or judges a patient; `io::rules` reads packs and `compute::rules` follows them.

mod agent;
mod condition;
mod primitive;
mod proof;

pub use agent::{Agent, AgentClass, Regimen, RegimenDrug};
pub use condition::{Clause, Condition};
pub use primitive::{
    Anchor, By, Edge, Field, HeapBin, Key, Limit, LinkRule, Pick, Primitive, Relation, Selector, Series, Side,
};
pub use proof::{Expected, Proof, ProofEvent, ProofPatient};

use super::Text;

/// How bad a violation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth a look.
    Info,
    /// Unlikely.
    Warning,
    /// Cannot be true.
    Error,
}

impl Severity {
    /// All of them, from the mildest.
    pub const ALL: [Self; 3] = [Self::Info, Self::Warning, Self::Error];

    /// The word that files and JSON use.
    pub fn id(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// One step milder, as for evidence that was made to be paid.
    pub fn milder(self) -> Self {
        match self {
            Self::Error => Self::Warning,
            Self::Warning | Self::Info => Self::Info,
        }
    }
}

/// What a rule says of one thing that it judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It fails, whatever the dates were within what is known of them.
    Violation,
    /// It fails, and something beside it makes that plausible.
    Explained,
    /// It cannot be told: dates are too coarse, or nobody was watching.
    CannotJudge,
    /// It holds.
    Ok,
    /// The rule has nothing to say of it.
    NotApplicable,
}

impl Verdict {
    /// All of them, in the order of their tallies.
    pub const ALL: [Self; 5] =
        [Self::Violation, Self::Explained, Self::CannotJudge, Self::Ok, Self::NotApplicable];

    /// The word that files and JSON use.
    pub fn id(self) -> &'static str {
        match self {
            Self::Violation => "violation",
            Self::Explained => "explained",
            Self::CannotJudge => "cannotJudge",
            Self::Ok => "ok",
            Self::NotApplicable => "notApplicable",
        }
    }
}

/// What a rule judges one by one: its tallies count these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// An event.
    Event,
    /// Two events, or two administration days.
    Pair,
    /// A patient.
    Patient,
    /// A source, or a part of one.
    Source,
    /// The extract as a whole, or two of its sources.
    Extract,
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Event, Self::Pair, Self::Patient, Self::Source, Self::Extract];

    /// The word that files use.
    pub fn id(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Pair => "pair",
            Self::Patient => "patient",
            Self::Source => "source",
            Self::Extract => "extract",
        }
    }
}

/// What a parameter counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Days.
    Day,
    /// Things.
    Count,
    /// A share, from 0 to 1.
    Share,
    /// How many times as much.
    Factor,
}

impl Unit {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Day, Self::Count, Self::Share, Self::Factor];

    /// The word that files use.
    pub fn id(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Count => "count",
            Self::Share => "share",
            Self::Factor => "factor",
        }
    }
}

/// What stands behind a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// The label of a medicine.
    Label,
    /// A guideline.
    Guideline,
    /// The manual of a registry.
    RegistryManual,
    /// Published research.
    Literature,
    /// What others commonly do.
    Convention,
    /// Our own reckoning.
    Own,
}

impl Evidence {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Label, Self::Guideline, Self::RegistryManual, Self::Literature, Self::Convention, Self::Own];

    /// The word that files use.
    pub fn id(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Guideline => "guideline",
            Self::RegistryManual => "registry manual",
            Self::Literature => "literature",
            Self::Convention => "convention",
            Self::Own => "own",
        }
    }
}

/// A number of a rule that somebody may change.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// What the rule calls it.
    pub id: String,
    /// What the screen calls it.
    pub title: Text,
    /// What it counts.
    pub unit: Unit,
    /// The least it may be.
    pub least: f64,
    /// The most it may be.
    pub most: f64,
    /// What it is unless somebody changes it.
    pub default: f64,
}

/// From where to where a track of a context card reaches, in days around the finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// The code set that it shows.
    pub set: String,
    /// Days from the finding's first day at which it starts; negative is before.
    pub from: i32,
    /// Days from the finding's first day at which it ends.
    pub to: i32,
}

/// A step to another severity.
#[derive(Clone, Debug, PartialEq)]
pub struct Escalation {
    /// When.
    pub when: Condition,
    /// To what.
    pub to: Severity,
}

/// A rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its id, unique in the pack.
    pub id: String,
    /// Its version; a change of what it says changes it.
    pub version: String,
    /// What the screen calls it.
    pub title: Text,
    /// The dimension of quality it speaks of, such as `plausibility.temporal`.
    pub category: String,
    /// How bad a violation is, before escalations and perspective.
    pub severity: Severity,
    /// What it judges one by one.
    pub scope: Scope,
    /// What it does.
    pub primitive: Primitive,
    /// Its numbers.
    pub params: Vec<Param>,
    /// Other severities; the last that applies counts.
    pub escalate: Vec<Escalation>,
    /// What must hold for the rule to say anything.
    pub applies_when: Vec<Condition>,
    /// What makes a violation plausible; the first that holds is its reason.
    pub plausible_if: Vec<Clause>,
    /// What makes it impossible to judge; the first that holds is its reason.
    pub cannot_judge_if: Vec<Clause>,
    /// What its context card shows beside what every card shows.
    pub context: Vec<Track>,
    /// What would make it plausible, in words, for the context card.
    pub plausible: Text,
    /// Where its threshold comes from, in words.
    pub citation: Vec<String>,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
    /// Small journeys with the verdicts it must give.
    pub tests: Vec<Proof>,
}

impl Rule {
    /// The place among the parameters of the one that a slider moves: what its measure is held against.
    pub fn slider(&self) -> Option<usize> {
        match self.primitive.limit() {
            Some(Limit::Param(at)) => Some(at),
            _ => None,
        }
    }

    /// The value of a limit with these parameter values.
    pub fn value(&self, limit: Limit, values: &[f64]) -> f64 {
        match limit {
            Limit::Param(at) => values
                .get(at)
                .copied()
                .unwrap_or_else(|| self.params.get(at).map_or(0.0, |param| param.default)),
            Limit::Fixed(value) => value,
        }
    }
}

/// Codes that a rule can select by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeSet {
    /// What rules call it.
    pub id: String,
    /// Its patterns; a code is in if any fits.
    pub codes: Vec<CodePattern>,
}

/// A code, or all that begin with it. Capitals, blanks around it and full stops do not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodePattern {
    /// The system, or how it begins; `label` means what codes of any system are called.
    pub system: String,
    /// Whether the system only begins so.
    pub system_prefix: bool,
    /// The code, or how it begins.
    pub code: String,
    /// Whether the code only begins so.
    pub code_prefix: bool,
}

/// A pack of rules with what they name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pack {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// What the screen calls it.
    pub title: Option<Text>,
    /// Its code sets.
    pub sets: Vec<CodeSet>,
    /// Agents with what schedules support.
    pub agents: Vec<Agent>,
    /// Regimens.
    pub regimens: Vec<Regimen>,
    /// Its rules.
    pub rules: Vec<Rule>,
}

//! Agents and regimens: which intervals published schedules support.
//! A table of labels, not advice; users bring their own in the same form.

/// How an agent is given, as far as intervals can tell error from schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AgentClass {
    /// No schedule gives it on neighbouring days.
    NeverDaily,
    /// Only rare schedules do.
    AlmostNeverDaily,
    /// Some do: an interval says nothing without the regimen.
    Mixed,
    /// It is given on several days of a cycle by design: only first days of cycles can be compared.
    MultiDay,
    /// A depot: too close is a second dispensing.
    Depot,
}

impl AgentClass {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::NeverDaily, Self::AlmostNeverDaily, Self::Mixed, Self::MultiDay, Self::Depot];

    /// The word that files use.
    pub fn id(self) -> &'static str {
        match self {
            Self::NeverDaily => "never_daily",
            Self::AlmostNeverDaily => "almost_never_daily",
            Self::Mixed => "mixed",
            Self::MultiDay => "multi_day",
            Self::Depot => "depot",
        }
    }
}

/// An agent.
#[derive(Clone, Debug, PartialEq)]
pub struct Agent {
    /// Its name, as it is shown and as regimens call it.
    pub id: String,
    /// ATC codes, of which codes may have more places.
    pub atc: Vec<String>,
    /// Names in lower case that codes or labels of any system may give it.
    pub names: Vec<String>,
    /// How it is given.
    pub class: AgentClass,
    /// The shortest interval that any supported schedule has, in days.
    pub least: f64,
    /// The shortest interval that is usual, in days.
    pub usual: f64,
    /// The lengths of cycles that its label names, in days.
    pub cycles: Vec<f64>,
    /// The label, or other source.
    pub citation: String,
}

/// An agent within a regimen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegimenDrug {
    /// The agent's id.
    pub agent: String,
    /// Days of the cycle it is given on, the first being 1.
    pub days: Vec<u32>,
}

/// A regimen: agents on days of a cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regimen {
    /// Its name.
    pub id: String,
    /// Days from one cycle to the next.
    pub cycle: u32,
    /// What is given.
    pub drugs: Vec<RegimenDrug>,
    /// Where it is published.
    pub citation: String,
}

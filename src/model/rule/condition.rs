//! Conditions on what a rule judges: when it applies, what makes a violation plausible, what cannot be judged.
//! A closed set, composed with all, any and not.

use super::super::Text;
use super::{AgentClass, Limit, Selector};

/// A condition on one thing that a rule judges.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// All of these.
    All(Vec<Condition>),
    /// Any of these.
    Any(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// The measure is more than this, however dates are chosen.
    Above(Limit),
    /// Every event judged is from a source that was made to be paid.
    Billing,
    /// Every event judged passes the test.
    Is(Selector),
    /// Another event of the patient passes the test, from so many days before the first event judged to so many days
    /// after the last.
    Near {
        /// The test.
        select: Selector,
        /// Days before the first event judged.
        before: Limit,
        /// Days after the last event judged.
        after: Limit,
    },
    /// The patient has an event that passes the test, whenever.
    Has(Selector),
    /// The events judged are of an agent of one of these classes.
    Class(Vec<AgentClass>),
    /// A schedule of the agent, or a regimen that fits the days around, has an interval as short, up to a tolerance.
    RegimenFits {
        /// Days that an interval may be shorter.
        tolerance: Limit,
    },
    /// The doses of the events judged add up to no more than so many times the patient's usual dose of the agent.
    DoseSumAtMost(Limit),
    /// The events judged lie in different sources and at most so many days apart.
    TwoSourcesWithin(Limit),
    /// All events judged are known at least to the day.
    KnownToTheDay,
    /// A stay of at least one night touches the time from the first to the last event judged.
    Admitted(Selector),
}

/// A condition with what to say where it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// The condition.
    pub when: Condition,
    /// What to say.
    pub say: Text,
}

//! Conditions on what a rule judges: when it applies, what makes a violation plausible, what cannot be judged.
//! A closed set, composed with all, any and not.

use super::super::Text;
use super::{AgentClass, Limit, Selector};

/// A condition on one thing that a rule judges.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition<S = Selector> {
    /// All of these.
    All(Vec<Condition<S>>),
    /// Any of these.
    Any(Vec<Condition<S>>),
    /// Not this.
    Not(Box<Condition<S>>),
    /// The measure is more than this, however dates are chosen.
    Above(Limit),
    /// Every event judged is from a source that was made to be paid.
    Billing,
    /// Every event judged passes the test.
    Is(S),
    /// Another event of the patient passes the test, from so many days before the first event judged to so many days
    /// after the last.
    Near {
        /// The test.
        select: S,
        /// Days before the first event judged.
        before: Limit,
        /// Days after the last event judged.
        after: Limit,
    },
    /// The patient has an event that passes the test, whenever.
    Has(S),
    /// The events judged are of an agent of one of these classes.
    Class(Vec<AgentClass>),
    /// A schedule of the agent, or a regimen that fits the days around, has an interval as short, up to a tolerance.
    RegimenFits {
        /// Days that an interval may be shorter.
        tolerance: Limit,
    },
    /// The interval is shorter than the shortest that any supported schedule of the agent has, less a tolerance in
    /// days.
    BelowLeast(Limit),
    /// Of the intervals between administration days of this agent at this site, of which there are at least thirty,
    /// at least this share is as short, to the day before and after.
    SiteDoes(Limit),
    /// The doses of the events judged add up to no more than so many times the patient's usual dose of the agent.
    DoseSumAtMost(Limit),
    /// The events judged lie in different sources and at most so many days apart.
    TwoSourcesWithin(Limit),
    /// All events judged are known at least to the day.
    KnownToTheDay,
    /// Another source has an event of the same code or agent that passes the test, between the first and the last
    /// event judged.
    SameElsewhere(S),
    /// A stay of at least one night touches the time from the first to the last event judged.
    Admitted(S),
}

/// A condition with what to say where it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause<S = Selector> {
    /// The condition.
    pub when: Condition<S>,
    /// What to say.
    pub say: Text,
}

impl<S> Condition<S> {
    /// The same with every selector turned into something else.
    pub fn map<T>(&self, f: &mut impl FnMut(&S) -> T) -> Condition<T> {
        match self {
            Self::All(all) => Condition::All(all.iter().map(|each| each.map(f)).collect()),
            Self::Any(any) => Condition::Any(any.iter().map(|each| each.map(f)).collect()),
            Self::Not(not) => Condition::Not(Box::new(not.map(f))),
            Self::Above(limit) => Condition::Above(*limit),
            Self::Billing => Condition::Billing,
            Self::Is(select) => Condition::Is(f(select)),
            Self::Near { select, before, after } => {
                Condition::Near { select: f(select), before: *before, after: *after }
            }
            Self::Has(select) => Condition::Has(f(select)),
            Self::Class(classes) => Condition::Class(classes.clone()),
            Self::RegimenFits { tolerance } => Condition::RegimenFits { tolerance: *tolerance },
            Self::BelowLeast(limit) => Condition::BelowLeast(*limit),
            Self::SiteDoes(limit) => Condition::SiteDoes(*limit),
            Self::DoseSumAtMost(limit) => Condition::DoseSumAtMost(*limit),
            Self::TwoSourcesWithin(limit) => Condition::TwoSourcesWithin(*limit),
            Self::KnownToTheDay => Condition::KnownToTheDay,
            Self::SameElsewhere(select) => Condition::SameElsewhere(f(select)),
            Self::Admitted(select) => Condition::Admitted(f(select)),
        }
    }
}

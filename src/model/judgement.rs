//! What a reviewer makes of a finding or a gap, and by what it is known again in a new delivery of the same extract.
//! It is not the verdict of a rule, and it counts nothing.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What a reviewer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Judgement {
    /// It can have been so.
    Plausible,
    /// The records are wrong.
    Error,
    /// The records do not tell.
    CannotTell,
}

impl Judgement {
    /// All of them, in the order of their keys.
    pub const ALL: [Self; 3] = [Self::Plausible, Self::Error, Self::CannotTell];
}

/// What is judged.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// A finding of a rule, by the rule's id.
    Rule(String),
    /// A gap, by its kind.
    Gap(String),
}

/// An event by its content, which outlives its place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EventKey {
    /// The source's id.
    pub source: String,
    /// The system of its code; empty where there is none.
    pub system: String,
    /// Its code; empty where it has none.
    pub code: String,
    /// When it starts, as [`super::when::written`] writes it.
    pub date: String,
}

/// By what something judged is known again: its content. Rows may be shuffled and files renamed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Anchor {
    /// What is judged.
    pub about: About,
    /// The patient's pseudonym.
    pub patient: String,
    /// Its events, sorted.
    pub events: Vec<EventKey>,
    /// What tells it from others of its kind at the same events: a step of a care path, or where a silence begins.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

impl Anchor {
    /// An anchor of events in any order.
    pub fn new(about: About, patient: String, mut events: Vec<EventKey>) -> Self {
        events.sort();
        Self { about, patient, events, detail: String::new() }
    }

    /// The ids of its sources, each once.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        let mut last = None;
        // Events are sorted by source first.
        self.events.iter().map(|event| event.source.as_str()).filter(move |&source| {
            let new = last != Some(source);
            last = Some(source);
            new
        })
    }
}

/// A judgement with its reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Judged {
    /// What was said.
    pub judgement: Judgement,
    /// Why, in few words; empty without.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Whatever else there is to say; empty without.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What a later version of the program wrote beside it.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

impl Judged {
    /// A judgement without a word about it.
    pub fn new(judgement: Judgement) -> Self {
        Self { judgement, reason: String::new(), note: String::new(), other: Map::new() }
    }
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn an_anchor_does_not_know_the_order_of_its_events() {
        let event = |source: &str, date: &str| EventKey {
            source: source.into(),
            system: "ATC".into(),
            code: "L01BA04".into(),
            date: date.into(),
        };
        let (a, b, c) = (event("a", "2019-01-02"), event("b", "2019-01-01"), event("a", "2019-01-01"));
        let anchor = |events: &[&EventKey]| {
            let events = events.iter().copied().cloned().collect();
            Anchor::new(About::Rule("C01".into()), "K1".into(), events)
        };
        assert_eq!(anchor(&[&a, &b, &c]), anchor(&[&c, &b, &a]));
        assert_ne!(anchor(&[&a, &b]), anchor(&[&c, &b]));
        assert_eq!(anchor(&[&a, &b, &c]).sources().collect::<Vec<_>>(), ["a", "b"]);
    }
}

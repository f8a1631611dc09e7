//! What a gap rests on, as messages to be said in a language.
//! Names of sources, numbers of days and days of events are in them; no value and no pseudonym is.

use crate::base::{Clock, Say, SourceId, Time};
use crate::model::gap::SupplyModel;
use crate::model::{Evidence, Explanation, Gap, GapKind};
use crate::store::Store;

/// The message that names a kind.
pub fn kind(kind: GapKind) -> Say {
    const KEYS: [&str; 4] =
        ["gap-kind-silence", "gap-kind-dispensing", "gap-kind-missing-step", "gap-kind-follow-up"];
    Say::new(KEYS[kind as usize])
}

/// The message that names an explanation.
pub fn explanation(why: Explanation) -> Say {
    Say::new(key(why))
}

fn key(why: Explanation) -> &'static str {
    [
        "gap-why-clinical",
        "gap-why-coverage",
        "gap-why-route",
        "gap-why-precision",
        "gap-why-outage",
        "gap-why-cannot-tell",
    ][why as usize]
}

/// The message that names a model of supply.
pub fn model(model: SupplyModel) -> Say {
    Say::new(
        ["gap-supply-plain", "gap-supply-stockpile", "gap-supply-hospital", "gap-supply-last"]
            [model as usize],
    )
}

/// The messages that say what a gap rests on, in order.
pub fn evidence(store: &Store, gap: &Gap) -> Vec<Say> {
    gap.evidence.iter().map(|evidence| one(store, *evidence)).collect()
}

/// A day as it stands in data: an ISO date, or the number of days from day 0 where there is no calendar.
pub fn day(store: &Store, time: Time) -> String {
    match store.head().clock {
        Clock::Relative => time.days().to_string(),
        Clock::Calendar => {
            let (year, month, day) = time.date();
            format!("{year:04}-{month:02}-{day:02}")
        }
    }
}

fn one(store: &Store, evidence: Evidence) -> Say {
    let source = |say: Say, id: SourceId| say.with("source", &store.head().sources[id.index()].title);
    let event = |key: &'static str, at: u32| {
        let event = store.events().get(at as usize);
        let code = store.head().codes.get(event.code);
        source(Say::new(key), event.source).with("code", &code.code).with("day", day(store, event.start))
    };
    match evidence {
        Evidence::Before(at) => event("gap-evidence-before", at),
        Evidence::After(at) => event("gap-evidence-after", at),
        Evidence::LongerThan(days) => Say::new("gap-evidence-longer-than").with("days", days),
        Evidence::OwnRhythm(of, days) => Say::new("gap-evidence-own-rhythm").with("n", of).with("days", days),
        Evidence::Supply(days) => Say::new("gap-evidence-supply").with("days", days),
        Evidence::SupplyUnclear(at) => event("gap-evidence-supply-unclear", at),
        Evidence::Elsewhere(at) => event("gap-evidence-elsewhere", at),
        Evidence::Admission(at, days) => event("gap-evidence-admission", at).with("days", days),
        Evidence::CoarseDate(at) => event("gap-evidence-coarse-date", at),
        Evidence::Late(at) => event("gap-evidence-late", at),
        Evidence::OutOfOrder(id, days) => source(Say::new("gap-evidence-outage"), id).with("days", days),
        Evidence::NotCovered(id, days) => source(Say::new("gap-evidence-not-covered"), id).with("days", days),
    }
}

//! What things of the gaps screen are called: phases, sources that watched, days and the sentence of a gap.
//! It decides no wording of its own: that is in the message files.

use crate::base::{PhaseId, Precision, Time};
use crate::compute::gaps::{explain, say};
use crate::i18n::Texts;
use crate::model::Gap;
use crate::store::Store;
use crate::ui::names;

/// A phase's name; nothing without one.
pub fn phase(id: Option<PhaseId>, store: &Store, texts: &Texts) -> String {
    let phase = id.and_then(|id| store.head().phases.get(id.index()));
    phase.map(|phase| names::phase(phase, texts)).unwrap_or_default()
}

/// "Diagnosis to treatment".
pub fn between(from: &str, to: &str, texts: &Texts) -> String {
    texts.ta("gaps-between", &[("from", from.into()), ("to", to.to_lowercase().into())])
}

/// The titles of the sources of some bits.
pub fn sources(bits: u64, store: &Store) -> String {
    let each = store.head().sources.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
    each.map(|(_, source)| source.title.as_str()).collect::<Vec<_>>().join(", ")
}

/// A day of a gap.
pub fn day(time: Time, store: &Store, texts: &Texts) -> String {
    texts.moment(time, Precision::Day, store.head().clock)
}

/// How many days a gap takes.
pub fn days(gap: &Gap, texts: &Texts) -> String {
    texts.count(u64::from(explain::days(gap.span)))
}

/// What a gap rests on, in one line.
pub fn evidence(gap: &Gap, store: &Store, texts: &Texts) -> String {
    say::evidence(store, gap).iter().map(|say| texts.say(say)).collect::<Vec<_>>().join(" · ")
}

/// The patient of a gap.
pub fn patient(gap: &Gap, store: &Store) -> String {
    store.head().keys.text(gap.patient.index())
}

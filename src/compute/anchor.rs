//! From events of a store to the content by which they are known again in another delivery, and back.
//! It finds events and judges nothing.

use crate::base::{PatientId, Time};
use crate::model::{About, Anchor, EventKey, when};
use crate::store::Store;

/// An event's content.
pub fn event_key(store: &Store, row: usize) -> EventKey {
    let head = store.head();
    let event = store.events().get(row);
    let code = head.codes.get(event.code);
    EventKey {
        source: head.sources.get(event.source.index()).map(|source| source.id.clone()).unwrap_or_default(),
        system: code.system.clone(),
        code: code.code.clone(),
        date: when::written(Time(event.start.0)),
    }
}

/// The anchor of something about a patient and events, by their rows in the store.
pub fn anchor(
    store: &Store,
    about: About,
    patient: PatientId,
    rows: impl IntoIterator<Item = usize>,
) -> Anchor {
    let events = rows.into_iter().map(|row| event_key(store, row)).collect();
    Anchor::new(about, store.head().keys.text(patient.index()), events)
}

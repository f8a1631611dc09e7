//! From events of a store to the content by which they are known again in another delivery, and back.
//! It finds events and judges nothing.

use crate::base::{PatientId, Time};
use crate::model::{About, Anchor, EventKey, Evidence, Gap, GapKind, GapSpec, when};
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

/// The anchor of a gap: the events it lies between, and what tells it from other gaps at the same events. The question
/// that it was found by names its step.
pub fn of_gap(store: &Store, spec: &GapSpec, gap: &Gap) -> Anchor {
    let rows = gap.evidence.iter().filter_map(|evidence| match evidence {
        Evidence::Before(at) | Evidence::After(at) => Some(*at as usize),
        _ => None,
    });
    let about = About::Gap(gap.kind.name().to_owned());
    Anchor { detail: detail(spec, gap), ..anchor(store, about, gap.patient, rows) }
}

/// Several steps may be missing after one event, and a silence may fall into pieces.
fn detail(spec: &GapSpec, gap: &Gap) -> String {
    let step = gap.step.map(|(of, step)| (usize::from(of), usize::from(step)));
    match (gap.kind, step) {
        (GapKind::MissingStep, Some((of, step))) => {
            let path = spec.paths.get(of);
            let title = path.and_then(|path| path.steps.get(step)).map(|step| step.title.as_str());
            [path.map_or("", |path| &path.title), title.unwrap_or_default()].join(": ")
        }
        (GapKind::FollowUp, Some((of, visit))) => {
            let schedule = spec.schedules.get(of);
            let due = schedule.and_then(|schedule| schedule.due.get(visit)).copied().unwrap_or_default();
            format!("{}: {due}", schedule.map_or("", |schedule| &schedule.title))
        }
        _ => when::written(gap.span.from),
    }
}

//! One patient: the journey lane by lane, its events as a table, and the event picked.
//! Each is a panel of its own; they share what is kept here.

mod events;
mod gap;
mod journey;
mod note;
mod record;

pub use events::events_ui;
pub use journey::journey_ui;
pub use record::record_ui;

use std::sync::Arc;

use crate::base::{PatientId, Precision, Span, Time};
use crate::compute::{Axis, EventMask};
use crate::i18n::Texts;
use crate::scene::Scene;
use crate::store::{Event, Store};
use crate::ui::Ctx;
use crate::ui::canvas::ImageCache;
use crate::ui::views::findings::judge::JudgeState;

/// What the panels keep from frame to frame.
#[derive(Debug, Default)]
pub struct PatientState {
    /// The span of the axis that was shown last, for zooming by key.
    pub shown: Option<Span>,
    /// The picture that was shown last, for saving it.
    pub scene: Option<Arc<Scene>>,
    images: ImageCache,
    /// The journey as it was laid out for the last frame.
    laid_out: Option<journey::LaidOut>,
    /// The event that the table last scrolled to.
    scrolled_to: Option<usize>,
    /// Whether to go to the note about the patient.
    write: bool,
    judge: JudgeState,
}

impl PatientState {
    /// Goes to the note about the patient.
    pub fn write_note(&mut self) {
        self.write = true;
    }

    /// Goes to the note of the gap that is picked.
    pub fn write_gap_note(&mut self) {
        self.judge.write = true;
    }
}

/// The patient shown, with what all three panels need.
struct Subject {
    store: Arc<Store>,
    patient: PatientId,
    /// Day 0 in store time, where the axis counts from one and the patient has it.
    anchor: Option<Time>,
    /// The events looked at.
    mask: EventMask,
}

impl Subject {
    fn of(ctx: &Ctx<'_>) -> Option<Self> {
        let store = ctx.workspace.store()?.clone();
        let patient = ctx.workspace.patient()?;
        let journeys = ctx.workspace.results().journeys.value()?;
        if patient.index() >= store.patient_count() || journeys.selection.generation != store.generation() {
            return None;
        }
        let anchor = match journeys.anchors.axis {
            Axis::Days => journeys.anchors.of(patient).map(Time),
            Axis::Calendar => None,
        };
        let all = ctx.workspace.patient_view().all_events;
        let mask = if all { EventMask::all(&store) } else { journeys.selection.mask.clone() };
        Some(Self { store, patient, anchor, mask })
    }

    /// The patient's events that are looked at, by their rows in the store.
    fn events(&self) -> Vec<usize> {
        let events = self.store.events();
        self.store.events_of(self.patient).filter(|&at| self.mask.admits(events, at)).collect()
    }

    /// A moment as the axis counts: the day from day 0, or the date as precisely as it is known.
    fn moment(&self, time: Time, precision: Precision, texts: &Texts) -> String {
        match self.anchor {
            Some(zero) => texts.day(time.0.saturating_sub(zero.0)),
            None => texts.moment(time, precision, self.store.head().clock),
        }
    }

    /// When an event starts, as the axis counts.
    fn start(&self, event: &Event, texts: &Texts) -> String {
        self.moment(event.start, event.start_precision, texts)
    }

    /// The file and row an event came from.
    fn provenance(&self, event: &Event, texts: &Texts) -> String {
        let file = self.store.file(event.file).map_or("", |file| file.path.as_str());
        format!("{file}:{}", texts.count(u64::from(event.row)))
    }

    /// A measured number with its unit, where the event has one.
    fn value(&self, at: usize, texts: &Texts) -> Option<String> {
        let events = self.store.events();
        let number = texts.number(events.value.get(at)?, 2);
        let unit = events.unit.get(at).and_then(|unit| self.store.head().units.get(usize::from(unit)));
        Some(unit.map_or_else(|| number.clone(), |unit| format!("{number} {unit}")))
    }

    /// Whether a measured number lies below (`Less`) or above its reference range.
    fn out_of_range(&self, at: usize) -> Option<std::cmp::Ordering> {
        let events = self.store.events();
        let value = events.value.get(at)?;
        if events.ref_low.get(at).is_some_and(|low| value < low) {
            return Some(std::cmp::Ordering::Less);
        }
        events.ref_high.get(at).filter(|&high| value > high).map(|_| std::cmp::Ordering::Greater)
    }
}

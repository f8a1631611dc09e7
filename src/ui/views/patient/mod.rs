//! One patient: the journey lane by lane, its events as a table, and the event picked.
//! Each is a panel of its own; they share what is kept here.

mod events;
mod journey;
mod record;

pub use events::events_ui;
pub use journey::journey_ui;
pub use record::record_ui;

use crate::base::Span;

/// What the panels keep from frame to frame.
#[derive(Debug, Default)]
pub struct PatientState {
    /// The span of the axis that was shown last, for zooming by key.
    pub shown: Option<Span>,
}

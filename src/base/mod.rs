//! The ground everything else stands on: ids, time, patient sets, cancelling, progress, redaction, messages.
//! Knows nothing of files, of what an event means, or of how anything looks.

pub mod cancel;
pub mod civil;
pub mod ids;
pub mod progress;
pub mod redact;
pub mod say;
pub mod set;
pub mod time;

pub use cancel::{Cancel, Cancelled};
pub use ids::{CodeId, EventIdx, FileId, PatientId, PhaseId, SourceId};
pub use progress::Progress;
pub use redact::Redacted;
pub use say::{Say, Trouble};
pub use set::PatientSet;
pub use time::{Clock, Precision, Span, Time};

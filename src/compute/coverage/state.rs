//! When a source could have seen a patient at all: covered, not covered, unknown.
//! It says nothing of what was seen.

use crate::base::{Clock, PatientId, SourceId, Span, Time, time::DAY};
use crate::store::Store;

/// Whether a source could have seen an event at some moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It could.
    Covered,
    /// It could not.
    NotCovered,
    /// Nobody said.
    Unknown,
}

/// The first and last moment that can be named; what lies between is all of time.
pub const ALWAYS: Span = Span { from: Time(i64::MIN / 2), to: Time(i64::MAX / 2) };

/// The states of one source for one patient over `within`, in order, without holes.
pub fn lane(store: &Store, patient: PatientId, source: SourceId, within: Span) -> Vec<(Span, State)> {
    let head = store.head();
    let declared = &head.sources[source.index()];
    let enrolled = store.enrolment_of(source).map(|coverage| coverage.of(patient));
    // Windows of a source are calendar time; an extract without a calendar cannot place them.
    let windows =
        (head.clock == Clock::Calendar && !declared.windows.is_empty()).then_some(&declared.windows);
    let cut = head.as_of.map_or(ALWAYS, |as_of| Span { from: ALWAYS.from, to: Time(as_of.0 + DAY) });
    let covered: Vec<Span> = match (windows, enrolled) {
        (None, None) => return vec![(within, State::Unknown)],
        (Some(windows), None) => windows.iter().map(|window| window.span).collect(),
        (None, Some(spans)) => spans.to_vec(),
        (Some(windows), Some(spans)) => {
            let both = spans.iter().flat_map(|a| windows.iter().filter_map(|b| a.intersection(b.span)));
            both.collect()
        }
    };
    fill(within, covered.into_iter().filter_map(|span| span.intersection(cut)).collect())
}

/// Covered spans, and what is not covered between them.
fn fill(within: Span, mut covered: Vec<Span>) -> Vec<(Span, State)> {
    covered.sort_by_key(|span| span.from);
    let mut lane = Vec::new();
    let mut at = within.from;
    for span in covered.into_iter().filter_map(|span| span.intersection(within)) {
        if span.to <= at {
            continue;
        }
        let from = span.from.max(at);
        if from > at {
            lane.push((Span { from: at, to: from }, State::NotCovered));
        }
        lane.push((Span { from, to: span.to }, State::Covered));
        at = span.to;
    }
    if at < within.to {
        lane.push((Span { from: at, to: within.to }, State::NotCovered));
    }
    lane
}

//! Which events are looked at: tests of single events, compiled against one store's numbers.
//! It says nothing of patients; a patient without an admitted event is the caller's to judge.

use std::sync::Arc;

use crate::base::{Clock, Precision, Span, Time};
use crate::model::{CodeRef, EventTest};
use crate::store::{Events, Store};

/// A conjunction of tests on an event's source, phase, code and time.
#[derive(Clone, Debug, PartialEq)]
pub struct EventMask {
    /// Admitted sources, one bit each.
    pub sources: u64,
    /// Admitted phases, one bit each.
    pub phases: u32,
    /// Admitted codes, one bit each; all when absent.
    pub codes: Option<Arc<[u64]>>,
    /// Events must touch this span.
    pub period: Option<Span>,
    /// Whether dates known to the month or year stand for calendar spans.
    calendar: bool,
}

impl EventMask {
    /// Admits every event of a store.
    pub fn all(store: &Store) -> Self {
        Self {
            sources: u64::MAX,
            phases: u32::MAX,
            codes: None,
            period: None,
            calendar: store.head().clock == Clock::Calendar,
        }
    }

    /// Admits what `self` admits and the test passes. A name the store does not know passes nothing.
    pub fn and_test(&self, store: &Store, test: &EventTest) -> Self {
        let mut mask = self.clone();
        if !test.sources.is_empty() {
            mask.sources &= source_bits(store, &test.sources);
        }
        if !test.phases.is_empty() {
            mask.phases &= phase_bits(store, &test.phases);
        }
        if !test.codes.is_empty() {
            let mut bits = code_bits(store, &test.codes);
            if let Some(already) = &self.codes {
                bits.iter_mut().zip(already.iter()).for_each(|(bit, old)| *bit &= old);
            }
            mask.codes = Some(bits.into());
        }
        mask
    }

    /// Admits what `self` admits and touches the span.
    pub fn and_period(&self, span: Span) -> Self {
        let mut mask = self.clone();
        let nothing = Span { from: span.from, to: span.from };
        mask.period = Some(match self.period {
            Some(already) => already.intersection(span).unwrap_or(nothing),
            None => span,
        });
        mask
    }

    /// Whether every event is admitted.
    pub fn is_all(&self) -> bool {
        self.sources == u64::MAX && self.phases == u32::MAX && self.codes.is_none() && self.period.is_none()
    }

    /// Whether an event is admitted.
    #[inline]
    pub fn admits(&self, events: &Events, at: usize) -> bool {
        let named =
            self.sources >> events.source[at] & 1 == 1 && self.phases >> (events.phase[at] & 31) & 1 == 1;
        named
            && self.codes.as_ref().is_none_or(|codes| {
                let code = events.code[at] as usize;
                codes.get(code / 64).is_some_and(|word| word >> (code % 64) & 1 == 1)
            })
            && self.period.is_none_or(|period| self.touches(events, at, period))
    }

    /// An event touches a span if it may have been going on in it, however coarse its date.
    fn touches(&self, events: &Events, at: usize, period: Span) -> bool {
        let start = events.start[at];
        let last = match Precision::from_bits(events.precision[at] & 7) {
            coarse @ (Precision::Year | Precision::Month) if self.calendar => {
                events.last(at).max(Time(start).span(coarse).to.0 - 1)
            }
            _ => events.last(at),
        };
        start < period.to.0 && last >= period.from.0
    }
}

fn source_bits(store: &Store, ids: &[String]) -> u64 {
    ids.iter().filter_map(|id| store.source_by_id(id)).fold(0, |bits, source| bits | 1 << source.index())
}

fn phase_bits(store: &Store, ids: &[String]) -> u32 {
    ids.iter().filter_map(|id| store.phase_by_id(id)).fold(0, |bits, phase| bits | 1 << phase)
}

fn code_bits(store: &Store, codes: &[CodeRef]) -> Vec<u64> {
    let table = &store.head().codes;
    let mut bits = vec![0u64; table.len().div_ceil(64)];
    for code in codes.iter().filter_map(|code| table.find_ref(code)) {
        bits[code.index() / 64] |= 1 << (code.index() % 64);
    }
    bits
}

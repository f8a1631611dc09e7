//! Which events are looked at: tests of single events, compiled against one store's numbers.
//! It says nothing of patients; a patient without an admitted event is the caller's to judge.

use std::sync::Arc;

use crate::base::{Clock, Precision, Span, Time};
use crate::model::{CodeRef, EventTest};
use crate::store::{Events, Store};

/// A conjunction of tests on an event's source, care site, phase, code and time.
#[derive(Clone, Debug, PartialEq)]
pub struct EventMask {
    /// Admitted sources, one bit each.
    pub sources: u64,
    /// Admitted care sites, one bit each; all when absent.
    pub sites: Option<Arc<[u64]>>,
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
            sites: None,
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
        if !test.sites.is_empty() {
            mask.sites = Some(both(site_bits(store, &test.sites), self.sites.as_deref()));
        }
        if !test.phases.is_empty() {
            mask.phases &= phase_bits(store, &test.phases);
        }
        if !test.codes.is_empty() {
            mask.codes = Some(both(code_bits(store, &test.codes), self.codes.as_deref()));
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
        self.sources == u64::MAX
            && self.sites.is_none()
            && self.phases == u32::MAX
            && self.codes.is_none()
            && self.period.is_none()
    }

    /// Whether an event is admitted.
    #[inline]
    pub fn admits(&self, events: &Events, at: usize) -> bool {
        let named =
            self.sources >> events.source[at] & 1 == 1 && self.phases >> (events.phase[at] & 31) & 1 == 1;
        named
            && self.codes.as_ref().is_none_or(|codes| has_bit(codes, events.code[at] as usize))
            && self
                .sites
                .as_ref()
                .is_none_or(|sites| events.site.get(at).is_some_and(|site| has_bit(sites, usize::from(site))))
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
        // Two periods that share nothing come down to an empty one, which no event touches.
        period.from < period.to && start < period.to.0 && last >= period.from.0
    }
}

fn has_bit(words: &[u64], at: usize) -> bool {
    words.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
}

/// The bits that are in both, where there is another.
fn both(mut bits: Vec<u64>, other: Option<&[u64]>) -> Arc<[u64]> {
    if let Some(other) = other {
        bits.iter_mut().zip(other).for_each(|(bit, old)| *bit &= old);
    }
    bits.into()
}

fn site_bits(store: &Store, names: &[String]) -> Vec<u64> {
    let sites = &store.head().sites;
    let mut bits = vec![0u64; sites.len().div_ceil(64)];
    for at in names.iter().filter_map(|name| sites.binary_search(name).ok()) {
        bits[at / 64] |= 1 << (at % 64);
    }
    bits
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

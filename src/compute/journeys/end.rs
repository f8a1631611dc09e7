//! How journeys end: by death, by the end of observation or of coverage, still on treatment, or nobody can tell.
//! It says nothing of what came before.

use crate::base::{Clock, PatientId, SourceId, time::DAY};
use crate::store::{AttributeValues, Store};

use super::super::EventMask;

/// What a journey ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Terminal {
    /// The patient died.
    Death,
    /// An interval was still going on when the extract was cut.
    OnTreatment,
    /// The patient was covered until the extract was cut, and nothing more happened.
    EndOfObservation,
    /// No source covered the patient any more.
    EndOfCoverage,
    /// No source says when it covered the patient.
    Unknown,
}

impl Terminal {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 5] =
        [Self::Death, Self::OnTreatment, Self::EndOfObservation, Self::EndOfCoverage, Self::Unknown];

    /// The name it goes by in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::Death => "death",
            Self::OnTreatment => "onTreatment",
            Self::EndOfObservation => "endOfObservation",
            Self::EndOfCoverage => "endOfCoverage",
            Self::Unknown => "unknown",
        }
    }
}

/// How and when a journey ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// What with.
    pub terminal: Terminal,
    /// When, in µs; where nobody can tell, when the last of it was seen.
    pub at: i64,
}

/// Tells how journeys of a store end.
pub(super) struct Ends<'a> {
    store: &'a Store,
    /// The phase of death, where the extract has one.
    death_phase: Option<u8>,
    /// When the patients died, where the extract has such an attribute.
    deaths: Option<&'a [Option<(crate::base::Time, crate::base::Precision)>]>,
    /// The first moment after the extract was cut.
    cut: Option<i64>,
    /// The sources that are looked at, with the end of their last window.
    sources: Vec<(SourceId, Option<i64>)>,
}

impl<'a> Ends<'a> {
    pub fn new(store: &'a Store, mask: &EventMask) -> Self {
        let head = store.head();
        let calendar = head.clock == Clock::Calendar;
        let deaths = store.attribute_by_id("death").and_then(|attribute| match &attribute.values {
            AttributeValues::Date(dates) => Some(dates.as_slice()),
            _ => None,
        });
        let windows = |at: usize| {
            let ends = head.sources[at].windows.iter().map(|window| window.span.to.0);
            ends.max().filter(|_| calendar)
        };
        let sources = (0..head.sources.len()).filter(|&at| mask.sources >> at & 1 == 1);
        Self {
            store,
            death_phase: store.phase_by_id("death"),
            deaths,
            cut: head.as_of.filter(|_| calendar).map(|as_of| as_of.0 + DAY),
            sources: sources.map(|at| (SourceId(at as u16), windows(at))).collect(),
        }
    }

    /// How a journey ends whose steps last until `last`.
    pub fn of(&self, patient: PatientId, last: i64) -> End {
        if let Some(at) = self.death(patient) {
            return End { terminal: Terminal::Death, at };
        }
        let Some(cut) = self.cut else { return End { terminal: Terminal::Unknown, at: last } };
        if last >= cut - DAY && last > i64::MIN && self.goes_on(patient, cut) {
            return End { terminal: Terminal::OnTreatment, at: cut };
        }
        match self.covered_until(patient) {
            None => End { terminal: Terminal::Unknown, at: last },
            Some(until) if until >= cut => End { terminal: Terminal::EndOfObservation, at: cut },
            Some(until) => End { terminal: Terminal::EndOfCoverage, at: until.max(last) },
        }
    }

    fn death(&self, patient: PatientId) -> Option<i64> {
        let said = self.deaths.and_then(|deaths| deaths.get(patient.index()).copied().flatten());
        if let Some((time, _)) = said {
            return Some(time.0);
        }
        let (events, phase) = (self.store.events(), self.death_phase?);
        self.store.events_of(patient).find(|&at| events.phase[at] == phase).map(|at| events.start[at])
    }

    /// Whether an interval that began before the last day lasts into it.
    fn goes_on(&self, patient: PatientId, cut: i64) -> bool {
        let events = self.store.events();
        let mut all = self.store.events_of(patient);
        all.any(|at| events.end(at).is_some_and(|end| end >= cut - DAY && events.start[at] < cut - DAY))
    }

    /// Until when any source covered the patient; nothing where none says so.
    fn covered_until(&self, patient: PatientId) -> Option<i64> {
        let until = |&(source, windows): &(SourceId, Option<i64>)| {
            let enrolled = self.store.enrolment_of(source).map(|table| table.of(patient));
            match (enrolled, windows) {
                (Some(spans), windows) => {
                    let last = spans.last().map_or(i64::MIN, |span| span.to.0);
                    Some(windows.map_or(last, |end| end.min(last)))
                }
                (None, windows) => windows,
            }
        };
        self.sources.iter().filter_map(until).max()
    }
}

//! The event columns: 26 bytes an event, and sparse columns for what only some events have.
//! It gives single events as views; what they add up to is computed elsewhere.

use crate::base::{CodeId, FileId, PhaseId, Precision, SourceId, Time, time::SECOND};
use crate::model::report::Flaw;

use super::Sparse;

/// The duration of an event without an end.
pub const POINT: u32 = u32::MAX;
/// The duration of an event whose end does not fit: see [`Events::long_end`].
pub const LONG: u32 = u32::MAX - 1;

/// Events as columns of equal length, sorted by patient, start, file and row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Events {
    /// When they start, in µs (see [`Time`]).
    pub start: Vec<i64>,
    /// How long they last, in whole seconds, or [`POINT`] or [`LONG`].
    pub duration: Vec<u32>,
    /// Their codes.
    pub code: Vec<u32>,
    /// Their rows in the file: see [`crate::model::report::Position`].
    pub row: Vec<u32>,
    /// Their files.
    pub file: Vec<u16>,
    /// Their sources.
    pub source: Vec<u8>,
    /// Their phases.
    pub phase: Vec<u8>,
    /// Precision of the start in bits 0 to 2, of the end in bits 3 to 5.
    pub precision: Vec<u8>,
    /// What is wrong with them: the bits of [`Flaw`].
    pub flaws: Vec<u8>,
    /// Ends that a duration in seconds cannot hold: before the start, finer than seconds, or beyond 136 years.
    pub long_end: Sparse<i64>,
    /// Measured numbers.
    pub value: Sparse<f64>,
    /// Units of measured numbers, as places in the store's list of units.
    pub unit: Sparse<u16>,
    /// Lower ends of reference ranges.
    pub ref_low: Sparse<f64>,
    /// Upper ends of reference ranges.
    pub ref_high: Sparse<f64>,
    /// Quantities handed out.
    pub quantity: Sparse<f64>,
    /// Days that what was handed out lasts.
    pub days_supply: Sparse<f32>,
    /// Doses.
    pub dose: Sparse<f64>,
    /// Care sites, as places in the store's list of sites.
    pub site: Sparse<u16>,
}

/// One event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// When it starts.
    pub start: Time,
    /// When it ends; `None` for a point in time.
    pub end: Option<Time>,
    /// How precisely the start is known.
    pub start_precision: Precision,
    /// How precisely the end is known.
    pub end_precision: Precision,
    /// Its code.
    pub code: CodeId,
    /// Its phase.
    pub phase: PhaseId,
    /// Its source.
    pub source: SourceId,
    /// Its file.
    pub file: FileId,
    /// Its row in the file.
    pub row: u32,
    /// The bits of [`Flaw`].
    pub flaws: u8,
}

impl Event {
    /// Whether the event has a flaw.
    pub fn has(&self, flaw: Flaw) -> bool {
        self.flaws & flaw.bit() != 0
    }
}

impl Events {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.start.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.start.is_empty()
    }

    /// When an event ends, in µs; `None` for a point in time.
    #[inline]
    pub fn end(&self, at: usize) -> Option<i64> {
        match self.duration[at] {
            POINT => None,
            LONG => self.long_end.get(at),
            seconds => Some(self.start[at] + i64::from(seconds) * SECOND),
        }
    }

    /// The latest moment an event touches, in µs: its end, or its start where it has none or ends earlier.
    #[inline]
    pub fn last(&self, at: usize) -> i64 {
        self.end(at).map_or(self.start[at], |end| end.max(self.start[at]))
    }

    /// One event.
    pub fn get(&self, at: usize) -> Event {
        let precision = self.precision[at];
        Event {
            start: Time(self.start[at]),
            end: self.end(at).map(Time),
            start_precision: Precision::from_bits(precision & 7),
            end_precision: Precision::from_bits(precision >> 3 & 7),
            code: CodeId(self.code[at]),
            phase: PhaseId(self.phase[at]),
            source: SourceId(u16::from(self.source[at])),
            file: FileId(self.file[at]),
            row: self.row[at],
            flaws: self.flaws[at],
        }
    }

    pub(crate) fn dense_bytes(&self) -> usize {
        self.len() * (8 + 4 + 4 + 4 + 2 + 1 + 1 + 1 + 1)
    }

    pub(crate) fn sparse_bytes(&self) -> usize {
        self.long_end.bytes()
            + self.value.bytes()
            + self.unit.bytes()
            + self.ref_low.bytes()
            + self.ref_high.bytes()
            + self.quantity.bytes()
            + self.days_supply.bytes()
            + self.dose.bytes()
            + self.site.bytes()
    }
}

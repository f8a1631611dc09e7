//! From when to when an event is drawn: as far as it may have reached, given how precisely it is known.
//! It judges nothing; a flawed end is drawn no further than the start.

use crate::base::{Clock, Precision, Time, time::DAY};
use crate::store::Store;

/// How much longer than its duration an event may be drawn: a date known to the year stands for all of it.
pub const SLACK: i64 = 366 * DAY;

const DAY_BITS: u8 = Precision::Day as u8 | (Precision::Day as u8) << 3;

/// The moment up to which an event is drawn, in µs; never before its start. A day reaches to its end, and a month or
/// a year as far as the calendar says.
#[inline]
pub fn end(store: &Store, at: usize) -> i64 {
    let events = store.events();
    let precision = events.precision[at];
    if precision & 63 == DAY_BITS {
        return events.last(at).saturating_add(DAY);
    }
    coarse_or_fine(store, at, precision)
}

#[cold]
fn coarse_or_fine(store: &Store, at: usize, precision: u8) -> i64 {
    let events = store.events();
    let start = events.start[at];
    let start_precision = Precision::from_bits(precision & 7);
    let reach = |time: i64, precision: Precision| match precision {
        Precision::Year | Precision::Month if store.head().clock == Clock::Calendar => {
            Time(time).span(precision).to.0
        }
        Precision::Year | Precision::Month | Precision::Day => time.saturating_add(DAY),
        Precision::Minute | Precision::Second => time,
    };
    let of_start = reach(start, start_precision);
    match events.end(at) {
        Some(end) if end >= start => {
            reach(end, Precision::from_bits(precision >> 3 & 7)).max(of_start.min(end))
        }
        _ => of_start,
    }
}

/// The moment from which an event is drawn, in µs: the earliest its start may have been.
#[inline]
pub fn start(store: &Store, at: usize) -> i64 {
    let events = store.events();
    match Precision::from_bits(events.precision[at] & 7) {
        coarse @ (Precision::Year | Precision::Month) if store.head().clock == Clock::Calendar => {
            Time(events.start[at]).span(coarse).from.0
        }
        _ => events.start[at],
    }
}

/// Whether the start is known to the month or the year only.
pub fn is_vague(store: &Store, at: usize) -> bool {
    store.head().clock == Clock::Calendar && store.events().precision[at] & 7 <= Precision::Month as u8
}

//! Summaries of every 64 consecutive events, from which drawing tells what a stretch holds without reading it.
//! They are exact about bounds and counts, and only the top phase is a choice.

use rayon::prelude::*;

use crate::base::Precision;
use crate::model::phase::MOST_PHASES;

use super::{Events, POINT};

/// Events in a block.
pub const BLOCK: usize = 64;

/// What 64 consecutive events hold; the last block may hold fewer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The earliest start, in µs.
    pub first: i64,
    /// The latest moment any of them touches, in µs.
    pub last: i64,
    /// The longest event, in whole seconds.
    pub longest: u32,
    /// The phase most of them are of; of equally frequent ones the lowest.
    pub top_phase: u8,
    /// How many events, 1 to 64.
    pub count: u8,
    /// Whether any date is known to the month or the year only, and so may reach beyond `last`.
    pub vague: bool,
}

/// The summaries of all blocks of the event columns.
pub(super) fn summarise(events: &Events) -> Vec<Block> {
    let blocks = events.len().div_ceil(BLOCK);
    (0..blocks).into_par_iter().with_min_len(256).map(|block| summary(events, block * BLOCK)).collect()
}

fn summary(events: &Events, from: usize) -> Block {
    let to = (from + BLOCK).min(events.len());
    let mut block = Block {
        first: i64::MAX,
        last: i64::MIN,
        longest: 0,
        top_phase: 0,
        count: (to - from) as u8,
        vague: false,
    };
    let mut by_phase = [0u8; MOST_PHASES];
    for at in from..to {
        let (start, last) = (events.start[at], events.last(at));
        block.first = block.first.min(start);
        block.last = block.last.max(last);
        let seconds = last.saturating_sub(start) / crate::base::time::SECOND;
        block.longest = block.longest.max(u32::try_from(seconds).unwrap_or(u32::MAX));
        let coarse = |bits: u8| bits & 7 <= Precision::Month as u8;
        let precision = events.precision[at];
        block.vague |= coarse(precision) || (events.duration[at] != POINT && coarse(precision >> 3));
        by_phase[usize::from(events.phase[at]) % MOST_PHASES] += 1;
    }
    let most = by_phase.iter().copied().max().unwrap_or(0);
    block.top_phase = by_phase.iter().position(|&n| n == most).unwrap_or(0) as u8;
    block
}

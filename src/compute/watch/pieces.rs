//! A stretch of time cut into pieces in each of which the same can be said of several sources together.
//! What a piece means for a gap is not said here.

use crate::base::{Span, Time};

use super::{State, Watched};

/// What can be said of several sources together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// Enough of them covered it.
    Watched,
    /// Too few covered it, and of enough others nobody said.
    Unknown,
    /// Enough would have covered it, or may have, but for confirmed outages.
    Outage,
    /// Too few could have.
    NotCovered,
}

/// A piece of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// From where to where.
    pub span: Span,
    /// What can be said of it.
    pub why: Why,
    /// The sources that covered all of it, one bit each.
    pub watched: u64,
    /// The sources of which nobody said, one bit each.
    pub unknown: u64,
}

impl Watched<'_> {
    /// Cuts a span into the longest pieces of which one thing can be said, in order and without holes. At least
    /// `least` of the sources in the mask must cover a moment for it to be watched.
    pub fn pieces(&self, span: Span, sources: u64, least: u32) -> Vec<Piece> {
        let mut cuts: Vec<i64> = vec![span.from.0, span.to.0];
        let mut each: Vec<(u64, State, Vec<Span>, Vec<Span>)> = Vec::new();
        for at in (0..self.watch.sources.len()).filter(|at| sources >> at & 1 == 1) {
            let declared = self.declared(at, span);
            if declared.is_empty() {
                continue;
            }
            let open = if self.has_outages(at) { self.open(at, span) } else { declared.clone() };
            cuts.extend(open.iter().chain(&declared).flat_map(|span| [span.from.0, span.to.0]));
            each.push((1 << at, self.worth(at), open, declared));
        }
        cuts.sort_unstable();
        cuts.dedup();
        let mut pieces: Vec<Piece> = Vec::new();
        for pair in cuts.windows(2) {
            let here = Span { from: Time(pair[0]), to: Time(pair[1]) };
            let (mut watched, mut unknown, mut out) = (0u64, 0u64, 0u64);
            for (bit, worth, open, declared) in &each {
                match (covers(open, here.from), worth) {
                    (true, State::Covered) => watched |= bit,
                    (true, _) => unknown |= bit,
                    (false, _) if covers(declared, here.from) => out |= bit,
                    (false, _) => {}
                }
            }
            let count = |bits: u64| bits.count_ones();
            let why = if count(watched) >= least {
                Why::Watched
            } else if count(watched | unknown) >= least {
                Why::Unknown
            } else if count(watched | unknown | out) >= least {
                Why::Outage
            } else {
                Why::NotCovered
            };
            match pieces.last_mut() {
                // Of a longer piece a source covers all only if it covers all of its parts.
                Some(last)
                    if last.why == why && (why != Why::Watched || count(last.watched & watched) >= least) =>
                {
                    last.span.to = here.to;
                    last.unknown |= unknown;
                    last.watched &= watched;
                }
                _ => pieces.push(Piece { span: here, why, watched, unknown }),
            }
        }
        pieces
    }
}

fn covers(spans: &[Span], time: Time) -> bool {
    let after = spans.partition_point(|span| span.to <= time);
    spans.get(after).is_some_and(|span| span.contains(time))
}

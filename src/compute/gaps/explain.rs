//! Why something is missing, as far as watching goes: who watched, who did not, who was out of order.
//! What the gap is of, and whether anything else explains it, is known to those who ask.

use crate::base::{SourceId, Span, time::DAY};
use crate::compute::watch::{Piece, Watched, Why};
use crate::model::{Evidence, Explanation};

/// A stretch with what its being watched says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// The stretch.
    pub span: Span,
    /// Why nothing is in it.
    pub explanation: Explanation,
    /// The sources that covered all of it, one bit each.
    pub watched: u64,
    /// The sources of which nobody said, one bit each.
    pub unknown: u64,
    /// Who was out of order or did not cover it.
    pub evidence: Vec<Evidence>,
}

/// Cuts a silence where what can be said of it changes: each piece of more than `longer_than` µs is one of its own.
/// Where no piece is that long the silence stays whole, and what kept it from being watched longest explains it.
pub fn pieces(
    watched: &Watched<'_>,
    span: Span,
    sources: u64,
    least: u32,
    longer_than: i64,
) -> Vec<Explained> {
    let pieces = watched.pieces(span, sources, least);
    let long = |piece: &&Piece| piece.span.to.0.saturating_sub(piece.span.from.0) > longer_than;
    let mut all: Vec<Explained> = pieces
        .iter()
        .filter(long)
        .map(|piece| {
            let explanation = explanation(piece.why);
            explained(watched, piece.span, sources, explanation, piece.watched, piece.unknown)
        })
        .collect();
    if all.is_empty() {
        all.push(whole(watched, span, sources, &pieces));
    }
    all
}

/// A time in which something was due: clinical if enough sources covered all of it.
pub fn window(watched: &Watched<'_>, span: Span, sources: u64, least: u32) -> Explained {
    let (covering, unknown) = watched.witnesses(span, sources);
    if covering.count_ones() >= least.max(1) {
        return explained(watched, span, sources, Explanation::Clinical, covering, unknown);
    }
    whole(watched, span, sources, &watched.pieces(span, sources, least))
}

/// All of a stretch that nobody watched as a whole, by what kept it from being watched longest.
fn whole(watched: &Watched<'_>, span: Span, sources: u64, pieces: &[Piece]) -> Explained {
    let time = |why: Why| -> i64 {
        let here = pieces.iter().filter(|piece| piece.why == why);
        here.map(|piece| piece.span.to.0.saturating_sub(piece.span.from.0)).fold(0, i64::saturating_add)
    };
    // Of equally long ones the first counts; where all of it was watched, by nobody was it as a whole.
    let order = [Why::Outage, Why::Unknown, Why::NotCovered];
    let longest = order.into_iter().rev().max_by_key(|why| time(*why)).filter(|why| time(*why) > 0);
    let (covering, unknown) = watched.witnesses(span, sources);
    let why = explanation(longest.unwrap_or(Why::NotCovered));
    explained(watched, span, sources, why, covering, unknown)
}

fn explanation(why: Why) -> Explanation {
    match why {
        Why::Watched => Explanation::Clinical,
        Why::Unknown => Explanation::CannotTell,
        Why::Outage => Explanation::Outage,
        Why::NotCovered => Explanation::Coverage,
    }
}

fn explained(
    watched: &Watched<'_>,
    span: Span,
    sources: u64,
    explanation: Explanation,
    covering: u64,
    unknown: u64,
) -> Explained {
    let mut evidence = Vec::new();
    let whole = days(span);
    if matches!(explanation, Explanation::Outage | Explanation::Coverage) {
        // Only sources that lead to the patient could have covered anything.
        let known = sources & watched.known();
        for source in (0..64_u16).filter(|at| known >> at & 1 == 1).map(SourceId) {
            let out: u32 = watched.out_of_order(source, span).into_iter().map(days).sum();
            if explanation == Explanation::Outage && out > 0 {
                evidence.push(Evidence::OutOfOrder(source, out));
            } else if explanation == Explanation::Coverage {
                let lane = watched.lane(source, span);
                let not = lane.iter().filter(|(_, state)| *state == crate::compute::State::NotCovered);
                let not: u32 = not.map(|(span, _)| days(*span)).sum();
                if not > 0 {
                    evidence.push(Evidence::NotCovered(source, not.min(whole)));
                }
            }
        }
    }
    Explained { span, explanation, watched: covering, unknown, evidence }
}

/// The days of a span, a part of one counted as one: a span is longer than some days if these are more.
pub fn whole_days(span: Span) -> u32 {
    let micros = span.to.0.saturating_sub(span.from.0);
    u32::try_from(micros.saturating_add(DAY - 1) / DAY).unwrap_or(u32::MAX)
}

/// The whole days of a span.
pub fn days(span: Span) -> u32 {
    u32::try_from(span.to.0.saturating_sub(span.from.0) / DAY).unwrap_or(u32::MAX)
}

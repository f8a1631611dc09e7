//! Matches the days of two sources one to one: as many as can be, and of those the nearest to the usual shift.
//! It knows days alone; which shifts are allowed comes from the histogram.

use std::cmp::Reverse;
use std::ops::RangeInclusive;

/// Pairs matched, and how far off the usual shift they lie together: more pairs first, then fewer days.
type Worth = (u32, Reverse<u64>);

/// How a cell of the table was reached.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Without this day of the one.
    SkipA,
    /// Without this day of the other.
    SkipB,
    /// With both as one event.
    Match,
}

/// Matches ascending days `a` with ascending days `b`, where `b - a` must lie in `shifts`: a largest matching, and
/// among those one whose shifts differ least in sum from `usual`. Gives places in both, ascending.
///
/// Days that are matched crosswise can be uncrossed without leaving `shifts` and at no greater cost (the cost is
/// convex), so that it is enough to look at matchings in order: the table of a longest common subsequence, of which
/// only the cells near the diagonal are ever filled.
pub fn match_days(a: &[i32], b: &[i32], shifts: RangeInclusive<i32>, usual: i32) -> Vec<(usize, usize)> {
    let mut rows: Vec<(usize, Vec<Step>)> = Vec::with_capacity(a.len());
    // The best with the days of `a` so far and the first n of `b`; beyond the end it is as at the end.
    let mut best: Vec<Worth> = vec![(0, Reverse(0))];
    let (mut low, mut high) = (0, 0);
    for &x in a {
        while low < b.len() && b[low] < x + shifts.start() {
            low += 1;
        }
        high = high.max(low);
        while high < b.len() && b[high] <= x + shifts.end() {
            high += 1;
        }
        let last = best[best.len() - 1];
        best.resize((high + 1).max(best.len()), last);
        let mut steps = Vec::with_capacity(high - low);
        let mut diagonal = best[low];
        for y in low..high {
            let above = best[y + 1];
            let (pairs, Reverse(off)) = diagonal;
            let matched = (pairs + 1, Reverse(off + u64::from((b[y] - x - usual).unsigned_abs())));
            let (worth, step) = [(above, Step::SkipA), (best[y], Step::SkipB), (matched, Step::Match)]
                .into_iter()
                .reduce(|first, next| if next.0 > first.0 { next } else { first })
                .unwrap_or((above, Step::SkipA));
            best[y + 1] = worth;
            steps.push(step);
            diagonal = above;
        }
        rows.push((low, steps));
    }
    trace(&rows, b.len())
}

/// Walks back from the last cell.
fn trace(rows: &[(usize, Vec<Step>)], columns: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut y = columns;
    for (x, (low, steps)) in rows.iter().enumerate().rev() {
        // Beyond the cells of a row it is as at their end; before them, as in the row above.
        y = y.min(low + steps.len());
        while y > *low {
            match steps[y - 1 - low] {
                Step::SkipA => break,
                Step::SkipB => y -= 1,
                Step::Match => {
                    found.push((x, y - 1));
                    y -= 1;
                    break;
                }
            }
        }
    }
    found.reverse();
    found
}

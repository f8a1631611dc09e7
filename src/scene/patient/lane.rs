//! Arranges the events of one source along the axis: points, intervals, same-time stacks and folded regions.
//! Every event in view is in exactly one mark; how marks look is painted elsewhere.

use crate::base::{SourceId, Time};
use crate::store::{POINT, Store};

use super::super::extent;
use super::super::scale::Scale;

/// Marks narrower than this are points, and points that would touch are folded, in pixels.
pub(super) const NARROW: f32 = 4.0;
/// The most rows of intervals in a lane; what needs more shares the last one.
const MOST_ROWS: usize = 4;
/// Height of a row of intervals beyond the second, in pixels.
const ROW: f32 = 9.0;
/// Height of a line of an open stack, in pixels.
pub(super) const LINE: f32 = 17.0;
/// The most lines of an open stack.
pub(super) const MOST_LINES: usize = 14;

/// What a mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One event that is a point at this zoom.
    Point,
    /// One event that has a length at this zoom.
    Span,
    /// One event whose date is known to the month or the year only.
    Vague,
    /// Several events of equal start.
    Stack,
    /// Several events of one phase, too close to be told apart.
    Fold,
}

/// A mark of a lane.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mark {
    pub kind: Kind,
    /// Left and right edge, cut off at the view.
    pub left: f32,
    pub right: f32,
    /// Whether it goes on before and after the view.
    pub cut: (bool, bool),
    /// Its row of rows: of intervals that overlap in time, or of phases folded together.
    pub row: (usize, usize),
    /// Its phase, by the store's number; of several the first event's.
    pub phase: u8,
    /// Its events, in order of time.
    pub events: Vec<usize>,
}

impl Mark {
    pub fn width(&self) -> f32 {
        self.right - self.left
    }
}

/// A lane, arranged.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lane {
    pub source: SourceId,
    /// Events of the source, in and out of view.
    pub total: usize,
    pub marks: Vec<Mark>,
    /// Rows of intervals that overlap.
    pub rows: usize,
    /// The events of the stack that is open.
    pub open: Vec<usize>,
}

impl Lane {
    /// What the lane needs beyond a height, in pixels.
    pub fn extra(&self, height: f32) -> f32 {
        let rows = self.rows.saturating_sub(if height >= 36.0 { 2 } else { 1 }) as f32 * ROW;
        let lines = match self.open.len() {
            0 => 0.0,
            n => n.min(MOST_LINES + 1) as f32 * LINE + 8.0,
        };
        rows + lines
    }

    /// The height of the lines of an open stack, in pixels.
    pub fn open_height(&self) -> f32 {
        self.extra(0.0) - self.rows.saturating_sub(1) as f32 * ROW
    }
}

/// Events of one start, with the pixels they reach over.
struct Group {
    left: f32,
    right: f32,
    events: Vec<usize>,
}

/// Arranges the events of a source; `events` are rows of the event columns in order of time, and `open` is the start
/// of the stack that is to be opened.
pub(super) fn arrange(
    store: &Store,
    source: SourceId,
    events: &[usize],
    scale: &Scale,
    zero: i64,
    open: Option<Time>,
) -> Lane {
    let starts = &store.events().start;
    let in_view = |at: &usize| {
        let (from, to) = (extent::start(store, *at) - zero, extent::end(store, *at) - zero);
        from < scale.view.to.0 && (to > scale.view.from.0 || from >= scale.view.from.0)
    };
    let seen: Vec<usize> = events.iter().copied().filter(in_view).collect();
    let groups = seen.chunk_by(|a, b| starts[*a] == starts[*b]).map(|group| {
        let from = group.iter().map(|&at| extent::start(store, at)).min().unwrap_or(0);
        let to = group.iter().map(|&at| extent::end(store, at)).max().unwrap_or(0);
        Group { left: scale.x(from - zero), right: scale.x(to - zero), events: group.to_vec() }
    });
    let (mut narrow, wide): (Vec<Group>, Vec<Group>) =
        groups.partition(|group| group.right - group.left < NARROW);
    for group in &mut narrow {
        // A point stands over the middle of the time it may have been in.
        group.left = (group.left + group.right - NARROW) / 2.0;
        group.right = group.left + NARROW;
    }
    let mut marks = Vec::new();
    let rows = pack(store, scale, wide, &mut marks);
    fold(store, scale, &narrow, &mut marks);
    let open =
        open.map_or_else(Vec::new, |at| events.iter().copied().filter(|&e| starts[e] == at.0).collect());
    Lane { source, total: events.len(), marks, rows, open }
}

/// Puts what has a length into as few rows as it takes; gives their number.
fn pack(store: &Store, scale: &Scale, wide: Vec<Group>, marks: &mut Vec<Mark>) -> usize {
    let mut ends: Vec<f32> = Vec::new();
    let mut last: Vec<usize> = Vec::new();
    for group in wide {
        let free = ends.iter().position(|end| *end <= group.left + 0.5);
        let row = match free {
            Some(row) => row,
            None if ends.len() < MOST_ROWS => {
                ends.push(f32::MIN);
                last.push(0);
                ends.len() - 1
            }
            None => {
                // No row is free: the group joins the last mark of the last row, which then stands for both.
                let mark: &mut Mark = &mut marks[last[MOST_ROWS - 1]];
                mark.kind = Kind::Fold;
                mark.right = mark.right.max(group.right.min(scale.right()));
                mark.cut.1 |= group.right > scale.right();
                mark.events.extend(group.events);
                ends[MOST_ROWS - 1] = ends[MOST_ROWS - 1].max(group.right);
                continue;
            }
        };
        ends[row] = group.right;
        last[row] = marks.len();
        marks.push(mark(store, scale, &group, row));
    }
    let rows = ends.len();
    for mark in marks.iter_mut() {
        mark.row.1 = rows;
    }
    rows
}

fn mark(store: &Store, scale: &Scale, group: &Group, row: usize) -> Mark {
    let first = group.events[0];
    let point = store.events().duration[first] == POINT;
    let kind = match group.events.len() {
        1 if extent::is_vague(store, first) && point => Kind::Vague,
        1 => Kind::Span,
        _ => Kind::Stack,
    };
    Mark {
        kind,
        left: group.left.max(scale.left),
        right: group.right.min(scale.right()),
        cut: (group.left < scale.left, group.right > scale.right()),
        row: (row, 1),
        phase: store.events().phase[first],
        events: group.events.clone(),
    }
}

/// Makes points of what has no length at this zoom, and one region a phase of points that would touch.
fn fold(store: &Store, scale: &Scale, narrow: &[Group], marks: &mut Vec<Mark>) {
    let phases = &store.events().phase;
    for run in narrow.chunk_by(|a, b| b.left < a.left + NARROW + 1.0) {
        if let [group] = run {
            marks.push(point(scale, group, phases[group.events[0]]));
            continue;
        }
        let mut found: Vec<u8> = run.iter().flat_map(|g| g.events.iter().map(|&at| phases[at])).collect();
        found.sort_unstable();
        found.dedup();
        for (n, &phase) in found.iter().enumerate() {
            let of_phase = |group: &&Group| group.events.iter().any(|&at| phases[at] == phase);
            let groups = || run.iter().filter(of_phase);
            let all = groups().flat_map(|group| group.events.iter().copied());
            let events: Vec<usize> = all.filter(|&at| phases[at] == phase).collect();
            let left = groups().map(|group| group.left).fold(f32::MAX, f32::min);
            let right = groups().map(|group| group.left).fold(f32::MIN, f32::max);
            let whole = Group { left, right, events };
            let mut mark = point(scale, &whole, phase);
            mark.right = (right + NARROW).max(mark.right).min(scale.right());
            if mark.events.len() > 1 {
                mark.kind = Kind::Fold;
            }
            mark.row = (n, found.len());
            marks.push(mark);
        }
    }
}

fn point(scale: &Scale, group: &Group, phase: u8) -> Mark {
    let left = group.left.clamp(scale.left, (scale.right() - NARROW).max(scale.left));
    Mark {
        kind: if group.events.len() > 1 { Kind::Stack } else { Kind::Point },
        left,
        right: (left + NARROW).min(scale.right()),
        cut: (false, false),
        row: (0, 1),
        phase,
        events: group.events.clone(),
    }
}

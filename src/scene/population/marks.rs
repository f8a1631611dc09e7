//! The events of a patient that are in view, and their places as single marks.
//! Where there are too many marks for that, the raster draws them instead.

use crate::base::{PatientId, Span, time::DAY};
use crate::store::{BLOCK, Block};

use super::super::extent::{self, SLACK};
use super::super::primitives::Area;
use super::{Population, PopulationView, TALLEST_BAR};

/// Blocks that are looked at together.
const STRETCH: usize = 4;

/// One mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// The event's row in the event columns.
    pub event: usize,
    /// What gives it its colour: its phase, or the class of what was found.
    pub class: u8,
    /// Where it is, in logical pixels of the picture.
    pub area: Area,
    /// Whether it is where an event starts, or how long one lasts, which is fainter.
    pub start: bool,
}

/// Calls `each` with every admitted event of a patient that touches `view` (on the axis): its row in the event
/// columns, and from when to when it is drawn, on the axis. Events come in order of their start.
#[inline]
pub(super) fn in_view(
    of: &Population,
    patient: PatientId,
    zero: i64,
    view: Span,
    each: &mut impl FnMut(usize, i64, i64),
) {
    let (store, mask) = (of.store, of.mask);
    let events = store.events();
    let range = store.events_of(patient);
    if range.is_empty() {
        return;
    }
    let (from, to) = (view.from.0.saturating_add(zero), view.to.0.saturating_add(zero));
    let all = mask.is_all();
    let (first, after) = (range.start / BLOCK, range.end.div_ceil(BLOCK));
    for stretch in (first..after).step_by(STRETCH) {
        let blocks = &store.blocks()[stretch..after.min(stretch + STRETCH)];
        let known = |of: fn(&Block) -> i64| blocks.iter().map(of);
        let begins = known(|block| block.first).min().unwrap_or(i64::MAX);
        let ends = known(|block| block.last).max().unwrap_or(i64::MIN);
        // A date known to the day reaches to the end of it.
        let slack = if blocks.iter().any(|block| block.vague) { SLACK } else { DAY };
        if begins >= to || ends.saturating_add(slack) < from {
            continue;
        }
        let low = (stretch * BLOCK).max(range.start);
        let starts = &events.start[low..((stretch + STRETCH) * BLOCK).min(range.end)];
        // Nothing in the stretch lasts longer than this, so whatever starts earlier is over before the view.
        let longest = blocks.iter().map(|block| block.longest).max().unwrap_or(0);
        let reach = i64::from(longest).saturating_add(1).saturating_mul(1_000_000).saturating_add(slack);
        let early = if longest == u32::MAX { i64::MIN } else { from.saturating_sub(reach) };
        let skip = first_from(starts, early);
        for (at, &start) in (low + skip..).zip(&starts[skip..]) {
            if start >= to {
                break;
            }
            let end = extent::end(store, at);
            if (start >= from || end > from) && (all || mask.admits(events, at)) {
                each(at, start - zero, end - zero);
            }
        }
    }
}

/// How many patients are touched before they are looked at.
pub(super) const TOUCHED: usize = 32;

/// Reads a little of each patient's events where a view will look, so that the memory is on its way before it is
/// waited for. Rows in any order but that of the store lie anywhere in memory, and looking at one patient after the
/// other waits for each; here all are asked for at once. It changes nothing that is drawn.
pub(super) fn touch(of: &Population, patients: &[PatientId], view: Span) {
    let events = of.store.events();
    let mut ranges = [(0, 0, 0); TOUCHED];
    for (range, &patient) in ranges.iter_mut().zip(patients) {
        let events = of.store.events_of(patient);
        *range = (events.start, events.end, of.anchors.of(patient).unwrap_or(0));
    }
    let mut bounds = [(0, 0); TOUCHED];
    let mut seen = 0i64;
    for ((first, last), &(from, to, _)) in bounds.iter_mut().zip(&ranges) {
        if from < to {
            (*first, *last) = (events.start[from], events.start[to - 1]);
            seen ^= of.store.blocks()[from / BLOCK].last ^ of.store.blocks()[(to - 1) / BLOCK].last;
        }
    }
    for (&(first, last), &(from, to, zero)) in bounds.iter().zip(&ranges) {
        if from < to {
            let at =
                from + guess(to - from, first, last, view.from.0.saturating_add(zero)).min(to - from - 1);
            let small = u32::from(events.phase[at]) ^ u32::from(events.precision[at]) ^ events.duration[at];
            seen ^= events.start[at] ^ i64::from(small);
        }
    }
    // Without this the compiler sees that nothing is done with what was read, and leaves the reading out.
    std::hint::black_box(seen);
}

/// Where a time would be among `count` ascending ones from `first` to `last` if all were equally far apart.
fn guess(count: usize, first: i64, last: i64, time: i64) -> usize {
    let share = (time as f64 - first as f64) / (last as f64 - first as f64).max(1.0);
    ((share * count as f64).max(0.0) as usize).min(count)
}

/// The place of the first of ascending times that is not before `early`. It is looked for where it would be if all
/// were equally far apart, and from there on: that touches less memory than halving does, and memory is what counts.
fn first_from(times: &[i64], early: i64) -> usize {
    let (Some(&first), Some(&last)) = (times.first(), times.last()) else { return 0 };
    if first >= early {
        return 0;
    }
    let mut at = guess(times.len(), first, last, early);
    while at < times.len() && times[at] < early {
        at += 1;
    }
    while at > 0 && times[at - 1] >= early {
        at -= 1;
    }
    at
}

/// Top and height of the bar in a row, both in the unit of its arguments, where `unit` is a logical pixel.
pub(super) fn bar(top: f64, height: f64, unit: f64) -> (f64, f64) {
    let gap = if height > 3.0 * unit { unit } else { 0.0 };
    let tall = (height - gap).min(TALLEST_BAR * unit);
    (top + (height - gap - tall) / 2.0, tall)
}

/// All marks in sight, or `None` if there are more than `most`.
pub(super) fn collect(of: &Population, view: &PopulationView, most: usize) -> Option<Vec<Mark>> {
    let scale = view.scale(of.rows);
    let plot = view.frame(of.rows).plot;
    let mut marks: Vec<Mark> = Vec::new();
    for row in view.rows_in_sight(of.rows) {
        let patient = of.rows.order[row];
        let Some(zero) = of.anchors.of(patient) else { continue };
        let (top, height) = bar(f64::from(view.y_of(of.rows, row)), view.row_height, 1.0);
        let (top, bottom) = ((top as f32).max(plot.y), ((top + height) as f32).min(plot.bottom()));
        if bottom <= top {
            continue;
        }
        let narrowest = (view.row_height as f32).clamp(1.0, 3.0);
        in_view(of, patient, zero, view.time, &mut |event, from, to| {
            let known = from >= view.time.from.0 && !extent::is_vague(of.store, event);
            let left = scale.x(from).max(plot.x);
            let start_right = if known { (left + narrowest).min(plot.right()) } else { left };
            let right = scale.x(to).min(plot.right());
            let mut add = |right: f32, start| {
                let area = Area::new(left, top, right - left, bottom - top);
                marks.push(Mark { event, class: of.class(event), area, start });
            };
            if right > start_right + 0.5 && right > left {
                add(right, false);
            }
            if start_right > left {
                add(start_right, true);
            }
        });
        if marks.len() > most {
            return None;
        }
    }
    // Starts over what lasts, and short over long, so that none is hidden; a stable sort keeps the order of time.
    // What was found lies over everything.
    let found = |mark: &Mark| if of.found.is_some() { mark.class } else { 0 };
    marks.sort_by(|a, b| {
        found(a).cmp(&found(b)).then(a.start.cmp(&b.start)).then(b.area.w.total_cmp(&a.area.w))
    });
    Some(marks)
}

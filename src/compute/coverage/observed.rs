//! Person-time: how long which units observe how many patients at once, to the microsecond.
//! Windows of sources are laid out once for all patients; only enrolment, birth and death are looked up for each.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::base::{Clock, PatientId, SourceId, Span, Time, time::DAY};
use crate::compute::EventMask;
use crate::compute::extent::NO_DATE;
use crate::store::{Coverage, Store};

use super::patterns::Micros;
use super::units::Units;
use crate::compute::watch::{ALWAYS, Life};

/// Groups of patients are summed up when they take so many numbers, so that memory stays bounded.
const MOST_CELLS: usize = 1 << 22;

/// Calendar time cut where any source's coverage begins or ends, and what is known of patients in it.
pub(super) struct Calendar<'a> {
    /// The cuts; one more than there are segments.
    cuts: Vec<i64>,
    /// The units whose source covers a segment, as far as its windows say.
    covered: Vec<u64>,
    /// Sources that declare who was enrolled when, with their units.
    enrolled: Vec<(u64, &'a Coverage)>,
    store: &'a Store,
    life: Life<'a>,
}

impl<'a> Calendar<'a> {
    /// `None` where no source in use declares anything, or nothing of it lies within the limits.
    pub(super) fn new(store: &'a Store, units: &Units, limits: Option<Span>) -> Option<Self> {
        let declared: Vec<Declared<'a>> = (0..store.head().sources.len())
            .filter(|&n| units.of_source[n] != 0)
            .filter_map(|n| Declared::of(store, SourceId(n as u16), units.of_source[n]))
            .collect();
        let frame = frame(store, &declared, limits)?;
        let spans = |source: &Declared<'a>| match &source.windows {
            Some(windows) => windows.iter().filter_map(|window| window.intersection(frame)).collect(),
            None => vec![frame],
        };
        let covers: Vec<(u64, Vec<Span>)> = declared.iter().map(|s| (s.units, spans(s))).collect();
        let ends = covers.iter().flat_map(|(_, spans)| spans.iter().flat_map(|s| [s.from.0, s.to.0]));
        let mut cuts: Vec<i64> = ends.chain([frame.from.0, frame.to.0]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let covered = |from: i64| {
            let here = covers.iter().filter(|(_, spans)| spans.iter().any(|span| span.contains(Time(from))));
            here.fold(0, |all, (units, _)| all | units)
        };
        let covered = cuts[..cuts.len() - 1].iter().map(|&from| covered(from)).collect();
        Some(Self {
            cuts,
            covered,
            enrolled: declared.iter().filter_map(|s| s.enrolled.map(|table| (s.units, table))).collect(),
            store,
            life: Life::of(store),
        })
    }

    /// From the first to the last cut.
    pub(super) fn frame(&self) -> Span {
        Span { from: Time(self.cuts[0]), to: Time(self.cuts[self.cuts.len() - 1]) }
    }

    /// Units of sources in whose enrolment a patient is.
    pub(super) fn enrolled(&self, patient: PatientId) -> u64 {
        let here = self.enrolled.iter().filter(|(_, table)| !table.of(patient).is_empty());
        here.fold(0, |all, (units, _)| all | units)
    }

    /// The part of the frame in which a patient is alive, as far as is known. Nobody observes the dead.
    fn life(&self, patient: PatientId) -> Option<Span> {
        self.life.span(self.store, patient).intersection(self.frame())
    }
}

/// What a source says of when it could have seen anybody.
struct Declared<'a> {
    units: u64,
    /// Its windows, not cut; all of time when absent.
    windows: Option<Vec<Span>>,
    enrolled: Option<&'a Coverage>,
}

impl<'a> Declared<'a> {
    /// `None` if it says nothing. The same reading as the watch's.
    fn of(store: &'a Store, source: SourceId, units: u64) -> Option<Self> {
        let head = store.head();
        let windows = &head.sources[source.index()].windows;
        let windows = (head.clock == Clock::Calendar && !windows.is_empty())
            .then(|| windows.iter().map(|window| window.span).collect());
        let enrolled = store.enrolment_of(source);
        (windows.is_some() || enrolled.is_some()).then_some(Self { units, windows, enrolled })
    }

    /// What it declares, open ends and all.
    fn spans(&self) -> &[Span] {
        match (&self.windows, self.enrolled) {
            (Some(windows), _) => windows,
            (None, Some(table)) => &table.spans,
            (None, None) => &[],
        }
    }
}

/// Whether a source says anything of when it could have seen anybody.
pub(super) fn declares(store: &Store, source: SourceId) -> bool {
    Declared::of(store, source, 0).is_some()
}

/// The time that person-time is counted in: the limits asked for, up to the day the extract was cut. Where they are
/// open, what sources declare bounds it, and where that is open too, the events there are.
fn frame(store: &Store, declared: &[Declared<'_>], limits: Option<Span>) -> Option<Span> {
    let limits = limits.unwrap_or(ALWAYS).intersection(ALWAYS)?;
    let cut = store.head().as_of.map_or(ALWAYS.to, |as_of| Time(as_of.0 + DAY));
    let all = || declared.iter().flat_map(Declared::spans);
    let (mut from, mut to) = (limits.from, limits.to);
    if from <= ALWAYS.from {
        let finite = all().map(|span| span.from).filter(|&from| from > ALWAYS.from).min();
        let open = all().any(|span| span.from <= ALWAYS.from);
        let seen = if open { seen(store).map(|seen| seen.from) } else { None };
        from = finite.into_iter().chain(seen).min()?;
    }
    if to >= ALWAYS.to {
        let finite = all().map(|span| span.to).filter(|&to| to < ALWAYS.to).max();
        let open = all().any(|span| span.to >= ALWAYS.to);
        let last = match store.head().as_of {
            _ if !open => None,
            Some(_) => Some(cut),
            None => seen(store).map(|seen| seen.to),
        };
        to = finite.into_iter().chain(last).max()?;
    }
    let frame = Span { from, to: to.min(cut) };
    (!declared.is_empty() && frame.from < frame.to).then_some(frame)
}

/// From the first to the last day of any event whose date means something.
pub(super) fn seen(store: &Store) -> Option<Span> {
    let events = store.events();
    let dated = events.start.par_iter().zip(&events.flaws).filter(|(_, flaws)| **flaws & NO_DATE == 0);
    let empty = || (i64::MAX, i64::MIN);
    let ends = dated
        .fold(empty, |(low, high), (&start, _)| (low.min(start), high.max(start)))
        .reduce(empty, |a, b| (a.0.min(b.0), a.1.max(b.1)));
    (ends.0 <= ends.1).then(|| Span { from: Time(ends.0), to: Time::from_days(Time(ends.1).days() + 1) })
}

/// Person-time as it is added up: spans of patients whom the same units could see are one group, of which is kept, for
/// each segment, what its beginnings and ends there change.
#[derive(Default)]
pub(super) struct Tally {
    groups: FxHashMap<u64, u32>,
    units: Vec<u64>,
    /// Groups that were looked up of late, each in the slot that its units lead to.
    recent: [(u64, u32); RECENT],
    /// For each group and cut, in one number so that they lie together: how many more there are from the next cut on,
    /// and what that adds to the time up to the next cut. See [`change`].
    cells: Vec<Micros>,
    /// What groups before came to.
    sum: FxHashMap<u64, Micros>,
    /// Where a patient's enrolment begins or ends; kept to save allocations.
    edges: Vec<(i64, u64)>,
}

/// Slots for recent groups: a patient's enrolment comes back to the same few.
const RECENT: usize = 8;

/// Bits of a cell that hold time. Those above hold a count.
const TIME_BITS: u32 = 80;

/// One span that begins so long before the next cut, as it is added to a cell; where it ends it is taken off.
#[inline]
fn change(left: i64) -> Micros {
    (1 << TIME_BITS) + Micros::from(left)
}

/// How many spans more, and how much time, the changes in a cell come to.
fn changed(cell: Micros) -> (Micros, Micros) {
    let above = Micros::BITS - TIME_BITS;
    let time = cell << above >> above;
    ((cell - time) >> TIME_BITS, time)
}

impl Tally {
    /// Adds a patient whom these units know.
    pub(super) fn add(&mut self, calendar: &Calendar<'_>, patient: PatientId, known: u64) {
        let Some(life) = calendar.life(patient) else { return };
        let mut edges = std::mem::take(&mut self.edges);
        edges.clear();
        let mut gated = 0;
        for (units, table) in &calendar.enrolled {
            gated |= units;
            if units & known == 0 {
                continue;
            }
            for span in table.of(patient).iter().filter_map(|span| span.intersection(life)) {
                edges.extend([(span.from.0, units & known), (span.to.0, units & known)]);
            }
        }
        edges.sort_unstable();
        // A source's spans do not overlap, so that each edge turns its units on or off.
        let (mut at, mut open, mut group) = (life.from.0, known & !gated, None);
        for &(edge, units) in &edges {
            if edge > at {
                group = self.turn(calendar, at, group, Some(open));
                at = edge;
            }
            open ^= units;
        }
        if at < life.to.0 {
            group = self.turn(calendar, at, group, Some(open));
        }
        self.turn(calendar, life.to.0, group, None);
        self.edges = edges;
    }

    /// From `at` on, which lies within the frame, a patient is no longer in one group but in that of these units: they
    /// observe the patient wherever their sources' windows are open. Gives the new group.
    fn turn(&mut self, calendar: &Calendar<'_>, at: i64, from: Option<u32>, to: Option<u64>) -> Option<u32> {
        let cuts = &calendar.cuts;
        let width = cuts.len();
        let to = to.map(|units| self.group(units, width));
        // After the last cut there is nothing to count.
        if from == to || at >= cuts[width - 1] {
            return to;
        }
        // Most lives take up the whole frame, so its beginning is tried first.
        let segment = if at == cuts[0] { 0 } else { cuts.partition_point(|&cut| cut <= at) - 1 };
        let change = change(cuts[segment + 1] - at);
        if let Some(group) = from {
            self.cells[group as usize * width + segment] -= change;
        }
        if let Some(group) = to {
            self.cells[group as usize * width + segment] += change;
        }
        to
    }

    #[inline]
    fn group(&mut self, units: u64, width: usize) -> u32 {
        let slot = (units.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize % RECENT;
        let recent = self.recent[slot];
        // Slots that were never filled name the first group, which need not be there, or of these units.
        if recent.0 == units && self.units.get(recent.1 as usize) == Some(&units) {
            return recent.1;
        }
        let group = *self.groups.entry(units).or_insert_with(|| {
            self.units.push(units);
            self.cells.resize(self.cells.len() + width, 0);
            self.units.len() as u32 - 1
        });
        self.recent[slot] = (units, group);
        group
    }

    /// Sums up the groups when there are many: memory stays bounded however many combinations there are.
    pub(super) fn relieve(&mut self, calendar: &Calendar<'_>) {
        if self.cells.len() > MOST_CELLS {
            self.settle(calendar);
        }
    }

    fn settle(&mut self, calendar: &Calendar<'_>) {
        let width = calendar.cuts.len();
        for (units, cells) in self.units.iter().zip(self.cells.chunks(width)) {
            let (mut there, mut run) = (0, (0, 0));
            for (segment, cell) in cells[..width - 1].iter().enumerate() {
                let (more, time) = changed(*cell);
                let long = calendar.cuts[segment + 1] - calendar.cuts[segment];
                let micros = there * Micros::from(long) + time;
                there += more;
                // A cut of a source that knows nobody here changes nothing: such segments are one.
                let observing = units & calendar.covered[segment];
                if observing == run.0 {
                    run.1 += micros;
                } else {
                    add(&mut self.sum, run);
                    run = (observing, micros);
                }
            }
            add(&mut self.sum, run);
        }
        self.groups.clear();
        self.units.clear();
        self.cells.clear();
    }

    /// Both together.
    pub(super) fn merge(mut self, mut other: Self, calendar: &Calendar<'_>) -> Self {
        self.settle(calendar);
        other.settle(calendar);
        if self.sum.len() < other.sum.len() {
            std::mem::swap(&mut self.sum, &mut other.sum);
        }
        other.sum.into_iter().for_each(|(units, micros)| *self.sum.entry(units).or_default() += micros);
        self
    }

    /// The units that observed at once, and for how long; in no order.
    pub(super) fn finish(mut self, calendar: &Calendar<'_>) -> impl Iterator<Item = (u64, Micros)> + use<> {
        self.settle(calendar);
        self.sum.into_iter()
    }
}

fn add(sum: &mut FxHashMap<u64, Micros>, (units, micros): (u64, Micros)) {
    if micros != 0 {
        *sum.entry(units).or_default() += micros;
    }
}

/// The limits that a question's window and a filter's period set together.
pub(super) fn limits(window: Option<Span>, mask: &EventMask) -> Option<Span> {
    match (window, mask.period) {
        (Some(window), Some(period)) => {
            Some(window.intersection(period).unwrap_or(Span { from: window.from, to: window.from }))
        }
        (window, period) => window.or(period),
    }
}

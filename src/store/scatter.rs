//! The sort behind a store: rows are dealt out to ranges of patients, and each range is sorted in the processor's cache.
//! It knows only numbers; a comparison sort of all rows is what it exists to avoid.

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled};
use crate::model::report::Flaw;

use super::Events;
use super::build::{DROPPED, Meta, Part, Side};
use super::rows::{self, PIECE, Packed};

/// Rows of one part with the maps that make them global, and the number of the part's first row.
pub(super) struct PartRows {
    first: u32,
    pieces: Vec<Vec<Packed>>,
    /// How many rows each of its patients has.
    counts: Vec<u32>,
    patients: Vec<u32>,
    codes: Vec<u32>,
}

/// The sparse values of one part, with units and sites made global.
pub(super) struct PartSide {
    /// The running number of the part's first row.
    pub first: u32,
    pub side: Side,
}

impl PartSide {
    /// Whether no row of the part has any sparse value.
    pub(super) fn is_empty(&self) -> bool {
        self.side == Side::default()
    }
}

/// Takes parts apart into what is sorted and what is looked up afterwards.
pub(super) fn take_apart(parts: Vec<Part>) -> (Vec<PartRows>, Vec<PartSide>) {
    let mut first = 0;
    let apart = parts.into_iter().map(|part| {
        let Part { rows, mut side, patients, codes, units, sites } = part;
        for (_, unit) in &mut side.unit {
            *unit = units[usize::from(*unit)];
        }
        for (_, site) in &mut side.site {
            *site = sites[usize::from(*site)];
        }
        let side = PartSide { first, side };
        let len = rows.len() as u32;
        let (pieces, counts) = rows.into_pieces();
        let rows = PartRows { first, pieces, counts, patients, codes };
        first += len;
        (rows, side)
    });
    apart.unzip()
}

/// The finished dense columns, where each patient's events start, and which sources each patient has.
pub(super) struct Sorted {
    pub events: Events,
    pub offsets: Vec<u32>,
    pub patterns: Vec<u64>,
    /// The running number of each row, if that is asked for.
    pub order: Vec<u32>,
}

/// Rows of a range of patients that stay in the cache while they are sorted.
const RANGE: u32 = 1 << 14;
/// Each range writes into a piece of memory of its own, and the processor follows only so many at a time.
const MOST_RANGES: u32 = 512;

/// Deals the rows out to `patients` patients and sorts each patient's. Rows of dropped patients are left out.
pub(super) fn sort(
    parts: Vec<PartRows>,
    patients: usize,
    sources: &[u8],
    need_order: bool,
    cancel: &Cancel,
) -> Result<Sorted, Cancelled> {
    let offsets = count(&parts, patients);
    let total = offsets[patients];
    let ranges = (total / RANGE).clamp(1, MOST_RANGES);
    // Ranges of equally many patients, a power of two, so that finding a row's range costs a shift.
    let shift = (patients as u32).div_ceil(ranges).next_power_of_two().trailing_zeros();
    let ranges = patients.div_ceil(1 << shift);
    let dealt: Vec<Dealt> =
        parts.into_par_iter().map(|part| deal(part, shift, ranges, cancel)).collect::<Result<_, _>>()?;
    let mut pieces: Vec<Dealt> = vec![Vec::new(); ranges];
    for (range, of_part) in dealt.into_iter().flat_map(|dealt| dealt.into_iter().enumerate()) {
        pieces[range].push(of_part);
    }

    let mut events = columns(total as usize);
    let mut order = vec![0; if need_order { total as usize } else { 0 }];
    let mut patterns = vec![0; patients];
    let mut rest = Columns::of(&mut events, &mut order);
    let mut tasks = Vec::with_capacity(ranges);
    for ((pieces, patterns), range) in pieces.into_iter().zip(patterns.chunks_mut(1 << shift)).zip(0..) {
        let first: usize = range << shift;
        let offsets = &offsets[first..=first + patterns.len()];
        let (mine, others) = rest.split_at((offsets[patterns.len()] - offsets[0]) as usize);
        rest = others;
        tasks.push(Task { pieces, first: first as u32, offsets, patterns, columns: mine });
    }
    tasks.into_par_iter().try_for_each_init(Room::default, |room, task| {
        cancel.check()?;
        task.run(room, sources);
        Ok(())
    })?;
    Ok(Sorted { events, offsets, patterns, order })
}

fn count(parts: &[PartRows], patients: usize) -> Vec<u32> {
    let mut offsets = vec![0u32; patients + 1];
    for part in parts {
        for (count, patient) in part.counts.iter().zip(&part.patients) {
            if *patient != DROPPED {
                offsets[*patient as usize + 1] += count;
            }
        }
    }
    for at in 1..offsets.len() {
        offsets[at] += offsets[at - 1];
    }
    offsets
}

/// Rows by range of patients, in pieces.
type Dealt = Vec<Vec<Vec<Packed>>>;

/// Deals one part's rows out to ranges of `1 << shift` patients. Pieces are used again as soon as they are read.
fn deal(part: PartRows, shift: u32, ranges: usize, cancel: &Cancel) -> Result<Dealt, Cancelled> {
    let PartRows { first: mut number, pieces, patients, codes, .. } = part;
    let mut dealt: Dealt = vec![Vec::new(); ranges];
    let mut open: Vec<Vec<Packed>> = (0..ranges).map(|_| Vec::with_capacity(PIECE)).collect();
    let mut spare: Vec<Vec<Packed>> = Vec::new();
    for mut piece in pieces {
        cancel.check()?;
        for row in &piece {
            let patient = patients[rows::patient(row) as usize];
            if patient != DROPPED {
                let range = (patient >> shift) as usize;
                let into = &mut open[range];
                into.push(rows::settle(row, patient, codes[row[1] as u32 as usize], number));
                if into.len() == PIECE {
                    let fresh = spare.pop().unwrap_or_else(|| Vec::with_capacity(PIECE));
                    dealt[range].push(std::mem::replace(into, fresh));
                }
            }
            number += 1;
        }
        piece.clear();
        spare.push(piece);
    }
    for (pieces, last) in dealt.iter_mut().zip(open) {
        pieces.push(last);
    }
    Ok(dealt)
}

/// What one thread sorts in, kept between ranges.
#[derive(Default)]
struct Room {
    rows: Vec<Packed>,
    /// Where the next row of each patient goes.
    next: Vec<u32>,
    keys: Vec<u128>,
    /// Places in `rows`, in their final order.
    places: Vec<u32>,
}

/// A range of patients to be sorted.
struct Task<'a> {
    pieces: Dealt,
    /// The first patient.
    first: u32,
    /// Where its patients' events start in the store.
    offsets: &'a [u32],
    patterns: &'a mut [u64],
    columns: Columns<'a>,
}

impl Task<'_> {
    fn run(self, room: &mut Room, sources: &[u8]) {
        let Room { rows, next, keys, places } = room;
        let total = (self.offsets[self.patterns.len()] - self.offsets[0]) as usize;
        if rows.len() < total {
            rows.resize(total, Packed::default());
        }
        next.clear();
        next.extend(self.offsets.iter().map(|start| start - self.offsets[0]));
        for row in self.pieces.iter().flatten().flatten() {
            let place = &mut next[(rows::patient(row) - self.first) as usize];
            rows[*place as usize] = *row;
            *place += 1;
        }
        drop(self.pieces);
        places.clear();
        for (bounds, pattern) in self.offsets.windows(2).zip(self.patterns) {
            let from = bounds[0] - self.offsets[0];
            let mine = &rows[from as usize..(bounds[1] - self.offsets[0]) as usize];
            arrange(mine, from, keys, places);
            *pattern = mine.iter().fold(0, |bits, row| bits | 1 << sources[usize::from(rows::file(row))]);
        }
        self.columns.fill(rows, places, sources);
    }
}

/// Adds the places of one patient's rows in order: time first; then file and row, so that the order of ties is the
/// order of the delivery; then the order of reading.
fn arrange(rows: &[Packed], first: u32, keys: &mut Vec<u128>, places: &mut Vec<u32>) {
    if rows.len() > usize::from(u16::MAX) {
        let from = places.len();
        places.extend(first..first + rows.len() as u32);
        places[from..].sort_by_key(|place| {
            let row = &rows[(place - first) as usize];
            (row[0] as i64, rows::file(row), row[2] >> 32)
        });
        return;
    }
    // All of it in one number, which sorts several times as fast as rows do.
    let key = |(at, row): (usize, &Packed)| {
        u128::from(row[0] ^ 1 << 63) << 64
            | u128::from(rows::file(row)) << 48
            | u128::from(row[2] >> 32) << 16
            | at as u128
    };
    keys.clear();
    keys.extend(rows.iter().enumerate().map(key));
    keys.sort_unstable();
    places.extend(keys.iter().map(|key| first + u32::from(*key as u16)));
}

/// A stretch of the dense columns.
struct Columns<'a> {
    start: &'a mut [i64],
    duration: &'a mut [u32],
    code: &'a mut [u32],
    row: &'a mut [u32],
    file: &'a mut [u16],
    source: &'a mut [u8],
    phase: &'a mut [u8],
    precision: &'a mut [u8],
    flaws: &'a mut [u8],
    /// Empty where it is not asked for.
    order: &'a mut [u32],
}

fn columns(total: usize) -> Events {
    Events {
        start: vec![0; total],
        duration: vec![0; total],
        code: vec![0; total],
        row: vec![0; total],
        file: vec![0; total],
        source: vec![0; total],
        phase: vec![0; total],
        precision: vec![0; total],
        flaws: vec![0; total],
        ..Events::default()
    }
}

impl<'a> Columns<'a> {
    fn of(events: &'a mut Events, order: &'a mut [u32]) -> Self {
        Self {
            start: &mut events.start,
            duration: &mut events.duration,
            code: &mut events.code,
            row: &mut events.row,
            file: &mut events.file,
            source: &mut events.source,
            phase: &mut events.phase,
            precision: &mut events.precision,
            flaws: &mut events.flaws,
            order,
        }
    }

    fn split_at(self, at: usize) -> (Self, Self) {
        macro_rules! split {
            ($($column:ident),*) => {{
                $(let $column = self.$column.split_at_mut(at.min(self.$column.len()));)*
                (Self { $($column: $column.0),* }, Self { $($column: $column.1),* })
            }};
        }
        split!(start, duration, code, row, file, source, phase, precision, flaws, order)
    }

    fn fill(self, rows: &[Packed], places: &[u32], sources: &[u8]) {
        let total = places.len();
        // Slices of one length, so that one check does for all of them.
        let (start, duration, code) =
            (&mut self.start[..total], &mut self.duration[..total], &mut self.code[..total]);
        let (row, file, source) =
            (&mut self.row[..total], &mut self.file[..total], &mut self.source[..total]);
        let (phase, precision, flaws) =
            (&mut self.phase[..total], &mut self.precision[..total], &mut self.flaws[..total]);
        for (at, place) in places.iter().enumerate() {
            let packed = &rows[*place as usize];
            let meta = Meta(packed[3] as u16);
            start[at] = packed[0] as i64;
            duration[at] = (packed[1] >> 32) as u32;
            code[at] = packed[1] as u32;
            row[at] = (packed[2] >> 32) as u32;
            file[at] = rows::file(packed);
            source[at] = sources[usize::from(rows::file(packed))];
            phase[at] = meta.phase();
            precision[at] = meta.precisions();
            flaws[at] = meta.flaws();
        }
        for (number, place) in self.order.iter_mut().zip(places) {
            *number = rows[*place as usize][2] as u32;
        }
    }
}

/// Flags events that end before they start, which only the finished columns can tell.
pub(super) fn mark_reversed(events: &mut Events) {
    for at in long_rows(events) {
        if events.long_end.get(at).is_some_and(|end| end < events.start[at]) {
            events.flaws[at] |= Flaw::EndBeforeStart.bit();
        }
    }
}

/// The rows that have an end of their own; a duration in seconds is never negative.
fn long_rows(events: &Events) -> Vec<usize> {
    let words = events.long_end.present().iter().enumerate();
    words
        .flat_map(|(word, bits)| {
            (0..64).filter(move |bit| bits >> bit & 1 == 1).map(move |bit| word * 64 + bit)
        })
        .collect()
}

//! The sort behind a store: rows are dealt out to ranges of patients, and each range is sorted in the processor's cache.
//! It knows only numbers; a comparison sort of all rows is what it exists to avoid.

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled};
use crate::model::report::Flaw;

use super::build::{DROPPED, Part, Side};
use super::rows::{self, PIECE, Packed};
use super::{Events, POINT, Sparse};

/// One part, with what makes it global.
pub(super) struct PartRows {
    pieces: Vec<Vec<Packed>>,
    patients: Vec<u32>,
    codes: Vec<u32>,
    /// What only some rows have, with units and sites made global and in the order of their rows.
    side: Side,
}

impl From<Part> for PartRows {
    fn from(part: Part) -> Self {
        let Part { rows, mut side, patients, codes, units, sites } = part;
        for (_, unit) in &mut side.unit {
            *unit = units[usize::from(*unit)];
        }
        for (_, site) in &mut side.site {
            *site = sites[usize::from(*site)];
        }
        side.sort();
        let (pieces, durations) = rows.into_pieces();
        side.duration = durations;
        Self { pieces, patients, codes, side }
    }
}

/// The finished columns, where each patient's events start, and which sources each patient has.
pub(super) struct Sorted {
    pub events: Events,
    pub offsets: Vec<u32>,
    pub patterns: Vec<u64>,
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
    cancel: &Cancel,
) -> Result<Sorted, Cancelled> {
    let rows: usize = parts.iter().flat_map(|part| &part.pieces).map(Vec::len).sum();
    let ranges = (rows as u32 / RANGE).clamp(1, MOST_RANGES);
    // Ranges of equally many patients, a power of two, so that finding a row's range costs a shift.
    let shift = (patients as u32).div_ceil(ranges).next_power_of_two().trailing_zeros();
    let ranges = patients.div_ceil(1 << shift);
    let dealt: Vec<Vec<Dealt>> =
        parts.into_par_iter().map(|part| deal(part, shift, ranges, cancel)).collect::<Result<_, _>>()?;
    let mut of_ranges: Vec<Vec<Dealt>> = (0..ranges).map(|_| Vec::new()).collect();
    for (range, of_part) in dealt.into_iter().flat_map(|dealt| dealt.into_iter().enumerate()) {
        of_ranges[range].push(of_part);
    }

    let total = of_ranges.iter().flatten().map(|dealt| dealt.rows).sum::<u32>();
    let (mut events, mut offsets, mut patterns) =
        (columns(total as usize), vec![0; patients + 1], vec![0; patients]);
    let mut rest = Columns::of(&mut events);
    let mut tasks = Vec::with_capacity(ranges);
    let of_patients = offsets[1..].chunks_mut(1 << shift).zip(patterns.chunks_mut(1 << shift));
    let (mut first, mut before) = (0, 0);
    for (dealt, (ends, patterns)) in of_ranges.into_iter().zip(of_patients) {
        let rows = dealt.iter().map(|dealt| dealt.rows).sum::<u32>();
        let (mine, others) = rest.split_at(rows as usize);
        rest = others;
        tasks.push(Task { dealt, first, before, ends, patterns, columns: mine });
        (first, before) = (first + (1 << shift), before + rows);
    }
    let sort = |room: &mut Room, task: Task| cancel.check().map(|()| task.run(room, sources));
    let sparse: Vec<(usize, Events)> =
        tasks.into_par_iter().map_init(Room::default, sort).collect::<Result<_, _>>()?;
    join_sparse(&mut events, &sparse);
    Ok(Sorted { events, offsets, patterns })
}

/// Fills the sparse columns, each on a thread of its own where there is one.
fn join_sparse(events: &mut Events, ranges: &[(usize, Events)]) {
    rayon::scope(|scope| {
        macro_rules! join {
            ($($column:ident),*) => {$(
                let column = &mut events.$column;
                scope.spawn(move |_| {
                    *column = Sparse::join(ranges.iter().map(|(rows, range)| (*rows, &range.$column)));
                });
            )*};
        }
        join!(long_end, value, ref_low, ref_high, quantity, days_supply, dose, unit, site);
    });
}

/// What one part has of a range of patients.
#[derive(Default)]
struct Dealt {
    pieces: Vec<Vec<Packed>>,
    /// How many rows the pieces hold.
    rows: u32,
    /// What only some of them have, by their places in the pieces.
    side: Side,
}

/// Deals one part's rows out to ranges of `1 << shift` patients. Pieces are used again as soon as they are read.
fn deal(part: PartRows, shift: u32, ranges: usize, cancel: &Cancel) -> Result<Vec<Dealt>, Cancelled> {
    let PartRows { pieces, patients, codes, side, .. } = part;
    let mut dealt: Vec<Dealt> = (0..ranges).map(|_| Dealt::default()).collect();
    let mut open: Vec<Open> = (0..ranges).map(|_| Open::default()).collect();
    let mut spare: Vec<Vec<Packed>> = Vec::new();
    let (mut of_piece, mut went) = (Vec::with_capacity(PIECE), Vec::with_capacity(PIECE));
    let (mut first, mut taken) = (0, [0; SIDES]);
    for mut piece in pieces {
        cancel.check()?;
        // A loop of its own, so that the waits for memory overlap.
        of_piece.clear();
        of_piece.extend(piece.iter().map(|row| patients[rows::patient(row) as usize]));
        went.clear();
        for (row, &patient) in piece.iter().zip(&of_piece) {
            if patient == DROPPED {
                went.push((0, DROPPED));
                continue;
            }
            let range = (patient >> shift) as usize;
            let into = &mut open[range];
            if into.rows.len() == into.rows.capacity() {
                let fresh = spare.pop().unwrap_or_else(|| Vec::with_capacity(PIECE));
                let full = std::mem::replace(&mut into.rows, fresh);
                into.before += full.len() as u32;
                dealt[range].pieces.push(full);
            }
            let place = into.before + into.rows.len() as u32;
            into.rows.push(rows::settle(row, patient, codes[rows::code(row) as usize]));
            went.push((range as u32, place));
        }
        deal_side(&side, &mut taken, first, &went, &mut dealt);
        first += piece.len() as u32;
        piece.clear();
        spare.push(piece);
    }
    for (dealt, last) in dealt.iter_mut().zip(open) {
        dealt.rows = last.before + last.rows.len() as u32;
        dealt.pieces.push(last.rows);
    }
    Ok(dealt)
}

/// The piece of a range that is being filled, and how many rows lie in the full ones.
#[derive(Default)]
struct Open {
    rows: Vec<Packed>,
    before: u32,
}

/// Columns of [`Side`].
const SIDES: usize = 10;

/// Deals out what only some rows have, of those from `first` on, which went to these ranges and places there. `taken` says
/// how many of each column have been dealt out so far.
fn deal_side(side: &Side, taken: &mut [usize; SIDES], first: u32, went: &[(u32, u32)], dealt: &mut [Dealt]) {
    let [long_end, value, ref_low, ref_high, quantity, days_supply, dose, unit, site, duration] = taken;
    macro_rules! deal {
        ($($column:ident),*) => {$(
            for &(row, value) in &side.$column[*$column..] {
                let Some(&(range, place)) = went.get((row - first) as usize) else { break };
                *$column += 1;
                if place != DROPPED {
                    dealt[range as usize].side.$column.push((place, value));
                }
            }
        )*};
    }
    deal!(long_end, value, ref_low, ref_high, quantity, days_supply, dose, unit, site, duration);
}

/// What one thread sorts in, kept between ranges.
#[derive(Default)]
struct Room {
    /// Rows by patient.
    rows: Vec<Packed>,
    /// Where the next row of each patient goes.
    next: Vec<u32>,
    keys: Keys,
    /// Places in `rows`, in their final order.
    places: Vec<u32>,
    /// Where each dealt row went: first its place in `rows`, then its final one.
    went: Vec<u32>,
    /// The final place of each row of `rows`.
    finals: Vec<u32>,
}

/// A range of patients to be sorted.
struct Task<'a> {
    /// By part.
    dealt: Vec<Dealt>,
    /// The first patient, and how many events come before the range.
    first: u32,
    before: u32,
    /// Where its patients' events end in the store.
    ends: &'a mut [u32],
    patterns: &'a mut [u64],
    columns: Columns<'a>,
}

impl Task<'_> {
    /// Fills the dense columns, and gives the number of events with their sparse columns.
    fn run(mut self, room: &mut Room, sources: &[u8]) -> (usize, Events) {
        let total = self.by_patient(room);
        let Room { rows, keys, places, went, finals, .. } = room;
        places.clear();
        let mut from = self.before;
        for (end, pattern) in self.ends.iter().zip(self.patterns) {
            let place = from - self.before;
            let mine = &rows[place as usize..(end - self.before) as usize];
            arrange(mine, place, keys, places);
            *pattern = mine.iter().fold(0, |bits, row| bits | 1 << sources[usize::from(rows::file(row))]);
            from = *end;
        }
        if self.dealt.iter().any(|dealt| dealt.side != Side::default()) {
            finals.resize(total, 0);
            for (at, place) in places.iter().enumerate() {
                finals[*place as usize] = at as u32;
            }
            went.iter_mut().for_each(|place| *place = finals[*place as usize]);
        }
        self.columns.fill(rows, places, sources);
        for (durations, went) in self.dealt.iter().zip(of_parts(&self.dealt, went)) {
            for (place, duration) in &durations.side.duration {
                self.columns.duration[went[*place as usize] as usize] = *duration;
            }
        }
        (total, sparse(&self.dealt, total, went))
    }

    /// Brings the rows of each patient together, and counts them.
    fn by_patient(&mut self, room: &mut Room) -> usize {
        let Room { rows, next, went, .. } = room;
        let total = self.dealt.iter().map(|dealt| dealt.rows).sum::<u32>() as usize;
        if rows.len() < total {
            rows.resize(total, Packed::default());
        }
        let place = |row: &Packed| (rows::patient(row) - self.first) as usize;
        next.clear();
        next.resize(self.ends.len(), 0);
        for row in self.dealt.iter().flat_map(|dealt| &dealt.pieces).flatten() {
            next[place(row)] += 1;
        }
        let mut end = 0;
        for (next, of_patient) in next.iter_mut().zip(&mut *self.ends) {
            let rows = std::mem::replace(next, end);
            end += rows;
            *of_patient = self.before + end;
        }
        went.clear();
        for dealt in &mut self.dealt {
            for row in std::mem::take(&mut dealt.pieces).iter().flatten() {
                let next = &mut next[place(row)];
                rows[*next as usize] = *row;
                went.push(*next);
                *next += 1;
            }
        }
        total
    }
}

/// What `all` says of the dealt rows, part by part.
fn of_parts<'a>(dealt: &'a [Dealt], all: &'a [u32]) -> impl Iterator<Item = &'a [u32]> + Clone {
    let mut rest = all;
    dealt.iter().map_while(move |dealt| {
        let (mine, others) = rest.split_at_checked(dealt.rows as usize)?;
        rest = others;
        Some(mine)
    })
}

/// The sparse columns of a range with `total` rows; `went` says where each dealt row went.
fn sparse(dealt: &[Dealt], total: usize, went: &[u32]) -> Events {
    let mut events = Events::default();
    macro_rules! fill {
        ($($column:ident),*) => {$(
            events.$column = Sparse::from_pairs(total, dealt.iter().zip(of_parts(dealt, went)).flat_map(|(dealt, went)| {
                dealt.side.$column.iter().map(|(place, value)| (went[*place as usize], *value))
            }));
        )*};
    }
    fill!(long_end, value, ref_low, ref_high, quantity, days_supply, dose, unit, site);
    events
}

/// Numbers that stand for rows while they are sorted.
#[derive(Default)]
struct Keys {
    short: Vec<u64>,
    long: Vec<u128>,
}

/// Rows of a patient that are sorted by short keys.
const FEW: usize = 256;

/// Adds the places of one patient's rows in order: time first; then file and row, so that the order of ties is the
/// order of the delivery; then the order of reading.
fn arrange(rows: &[Packed], first: u32, keys: &mut Keys, places: &mut Vec<u32>) {
    let rest = |row: &Packed| u64::from(rows::file(row)) << 32 | u64::from(rows::row(row));
    if rows.len() <= FEW {
        arrange_few(rows, |row| (row[0] as i64, rest(row)), &mut keys.short);
        places.extend(keys.short.iter().map(|key| first + u32::from(*key as u8)));
    } else if u16::try_from(rows.len()).is_ok() {
        // All of it in one number, which sorts several times as fast as rows do.
        let key = |(at, row): (usize, &Packed)| {
            u128::from(row[0] ^ 1 << 63) << 64 | u128::from(rest(row)) << 16 | at as u128
        };
        keys.long.clear();
        keys.long.extend(rows.iter().enumerate().map(key));
        keys.long.sort_unstable();
        places.extend(keys.long.iter().map(|key| first + u32::from(*key as u16)));
    } else {
        let from = places.len();
        places.extend(first..first + rows.len() as u32);
        places[from..].sort_by_key(|place| {
            let row = &rows[(place - first) as usize];
            (row[0] as i64, rest(row))
        });
    }
}

/// Sorts at most [`FEW`] rows; the lowest eight bits of each key say which row it is.
fn arrange_few(rows: &[Packed], whole: impl Fn(&Packed) -> (i64, u64), keys: &mut Vec<u64>) {
    let starts = || rows.iter().map(|row| row[0] as i64);
    let least = starts().min().unwrap_or(0);
    let span = starts().max().map_or(0, |most| most.wrapping_sub(least) as u64);
    // As much of the time as fits; a microsecond's bits are kept up to two thousand years.
    let cut = 8_u32.saturating_sub(span.leading_zeros());
    keys.clear();
    keys.extend(
        starts().enumerate().map(|(at, start)| (start.wrapping_sub(least) as u64 >> cut) << 8 | at as u64),
    );
    keys.sort_unstable();
    // What the keys leave open is mostly in order already.
    let of = |key: u64| rows.get(usize::from(key as u8)).map(&whole);
    for at in 1..keys.len() {
        let (mut to, key) = (at, keys[at]);
        while to > 0 && keys[to - 1] >> 8 == key >> 8 && of(keys[to - 1]) > of(key) {
            keys[to] = keys[to - 1];
            to -= 1;
        }
        keys[to] = key;
    }
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
    fn of(events: &'a mut Events) -> Self {
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
        }
    }

    fn split_at(self, at: usize) -> (Self, Self) {
        macro_rules! split {
            ($($column:ident),*) => {{
                $(let $column = self.$column.split_at_mut(at);)*
                (Self { $($column: $column.0),* }, Self { $($column: $column.1),* })
            }};
        }
        split!(start, duration, code, row, file, source, phase, precision, flaws)
    }

    /// Fills all but the durations of events that last.
    fn fill(&mut self, rows: &[Packed], places: &[u32], sources: &[u8]) {
        let total = places.len();
        // Slices of one length, so that one check does for all of them.
        let (start, code, row) = (&mut self.start[..total], &mut self.code[..total], &mut self.row[..total]);
        let (file, source) = (&mut self.file[..total], &mut self.source[..total]);
        let (phase, precision, flaws) =
            (&mut self.phase[..total], &mut self.precision[..total], &mut self.flaws[..total]);
        for (at, place) in places.iter().enumerate() {
            let packed = &rows[*place as usize];
            let meta = rows::meta(packed);
            start[at] = packed[0] as i64;
            code[at] = rows::code(packed);
            row[at] = rows::row(packed);
            file[at] = rows::file(packed);
            source[at] = sources[usize::from(rows::file(packed))];
            phase[at] = meta.phase();
            precision[at] = meta.precisions();
            flaws[at] = meta.flaws();
        }
        self.duration.fill(POINT);
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

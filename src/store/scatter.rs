//! The sort behind a store: rows are dealt out to their patients, sorted there, and split into columns.
//! It knows only numbers; a comparison sort of all rows is what it exists to avoid.

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled};
use crate::model::report::Flaw;

use super::Events;
use super::build::{DROPPED, Meta, Part, Row, Side};

/// Rows of one part with the maps that make them global, and the number of the part's first row.
pub(super) struct PartRows {
    rows: Vec<Row>,
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
        first += rows.len() as u32;
        (PartRows { rows, patients, codes }, side)
    });
    apart.unzip()
}

/// A row on its way: start, then duration and code, row and running number, file and meta.
/// Four words, so that a fresh table is zeroed memory and a row never straddles a cache line.
type Packed = [u64; 4];

fn pack(row: &Row, code: u32, number: u32) -> Packed {
    [
        row.start as u64,
        u64::from(row.duration) << 32 | u64::from(code),
        u64::from(row.row) << 32 | u64::from(number),
        u64::from(row.file) << 16 | u64::from(row.meta.0),
    ]
}

/// Time first; then file and row, so that the order of ties is the order of the delivery; then the order of reading.
fn sort_key(row: &Packed) -> (i64, u64, u64) {
    (row[0] as i64, row[3] >> 16, row[2])
}

/// All rows in order, where each patient's start, and which sources each patient has.
pub(super) struct Sorted {
    pub rows: Vec<Packed>,
    pub offsets: Vec<u32>,
    pub patterns: Vec<u64>,
}

/// Deals the rows out to `patients` patients and sorts each patient's. Rows of dropped patients are left out.
pub(super) fn sort(
    parts: &[PartRows],
    patients: usize,
    sources: &[u8],
    cancel: &Cancel,
) -> Result<Sorted, Cancelled> {
    let offsets = count(parts, patients);
    let total = offsets[patients] as usize;
    let mut rows = vec![[0u64; 4]; total];
    let mut patterns = vec![0u64; patients];
    let shares = share_out(&offsets, rayon::current_num_threads());
    rayon::scope(|scope| {
        let (mut rest, mut rest_patterns) = (rows.as_mut_slice(), patterns.as_mut_slice());
        for share in &shares {
            let events = (offsets[share.end] - offsets[share.start]) as usize;
            let (mine, others) = rest.split_at_mut(events);
            let (my_patterns, other_patterns) = rest_patterns.split_at_mut(share.len());
            (rest, rest_patterns) = (others, other_patterns);
            let offsets = &offsets[share.start..=share.end];
            let share = share.clone();
            scope.spawn(move |_| {
                deal(parts, share, offsets, mine);
                if !cancel.is_cancelled() {
                    sort_patients(offsets, mine, my_patterns, sources);
                }
            });
        }
    });
    cancel.check()?;
    Ok(Sorted { rows, offsets, patterns })
}

fn count(parts: &[PartRows], patients: usize) -> Vec<u32> {
    let mut offsets = vec![0u32; patients + 1];
    for part in parts {
        for row in &part.rows {
            let patient = part.patients[row.patient as usize];
            if patient != DROPPED {
                offsets[patient as usize + 1] += 1;
            }
        }
    }
    for at in 1..offsets.len() {
        offsets[at] += offsets[at - 1];
    }
    offsets
}

/// Cuts the patients into at most `threads` ranges of about equally many events.
fn share_out(offsets: &[u32], threads: usize) -> Vec<std::ops::Range<usize>> {
    let patients = offsets.len() - 1;
    let total = u64::from(offsets[patients]);
    let mut cuts: Vec<usize> = (0..=threads as u64)
        .map(|n| offsets.partition_point(|&start| u64::from(start) < total * n / threads as u64))
        .collect();
    cuts[0] = 0;
    cuts[threads] = patients;
    cuts.windows(2).map(|cut| cut[0]..cut[1]).filter(|range| !range.is_empty()).collect()
}

/// Puts the rows of the patients in `share` into `into`, which holds just these patients' events.
fn deal(parts: &[PartRows], share: std::ops::Range<usize>, offsets: &[u32], into: &mut [Packed]) {
    let mut next: Vec<u32> = offsets.iter().map(|start| start - offsets[0]).collect();
    let mut number = 0u32;
    for part in parts {
        for row in &part.rows {
            let patient = part.patients[row.patient as usize] as usize;
            if share.contains(&patient) {
                let place = &mut next[patient - share.start];
                into[*place as usize] = pack(row, part.codes[row.code as usize], number);
                *place += 1;
            }
            number += 1;
        }
    }
}

fn sort_patients(offsets: &[u32], mut rows: &mut [Packed], patterns: &mut [u64], sources: &[u8]) {
    for (bounds, pattern) in offsets.windows(2).zip(patterns) {
        let (mine, rest) = rows.split_at_mut((bounds[1] - bounds[0]) as usize);
        rows = rest;
        mine.sort_unstable_by_key(sort_key);
        *pattern = mine.iter().fold(0, |bits, row| bits | 1 << sources[(row[3] >> 16) as usize]);
    }
}

/// Rows that one thread splits at a time.
const CHUNK: usize = 1 << 16;

/// Splits sorted rows into columns; also says where each row went, if that is asked for.
pub(super) fn split(rows: &[Packed], numbers: u32, sources: &[u8], need_places: bool) -> (Events, Places) {
    let total = rows.len();
    let mut events = Events {
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
    };
    let dense = (
        events.start.par_chunks_mut(CHUNK),
        events.duration.par_chunks_mut(CHUNK),
        events.code.par_chunks_mut(CHUNK),
        events.row.par_chunks_mut(CHUNK),
        events.file.par_chunks_mut(CHUNK),
    );
    let small = (
        events.source.par_chunks_mut(CHUNK),
        events.phase.par_chunks_mut(CHUNK),
        events.precision.par_chunks_mut(CHUNK),
        events.flaws.par_chunks_mut(CHUNK),
    );
    let columns = (dense.into_par_iter(), small.into_par_iter(), rows.par_chunks(CHUNK));
    columns.into_par_iter().for_each(|((start, duration, code, row, file), small, rows)| {
        let (source, phase, precision, flaws) = small;
        for (at, packed) in rows.iter().enumerate() {
            let meta = Meta(packed[3] as u16);
            start[at] = packed[0] as i64;
            duration[at] = (packed[1] >> 32) as u32;
            code[at] = packed[1] as u32;
            row[at] = (packed[2] >> 32) as u32;
            file[at] = (packed[3] >> 16) as u16;
            source[at] = sources[(packed[3] >> 16) as usize];
            phase[at] = meta.phase();
            precision[at] = meta.precisions();
            flaws[at] = meta.flaws();
        }
    });
    let mut places = Places::default();
    if need_places {
        places.0 = vec![DROPPED; numbers as usize];
        for (place, packed) in rows.iter().enumerate() {
            places.0[packed[2] as u32 as usize] = place as u32;
        }
    }
    (events, places)
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

/// Where each row went, by the running number it had before sorting.
#[derive(Default)]
pub(super) struct Places(Vec<u32>);

impl Places {
    /// The (place, value) pairs of one part's sparse column; values of dropped rows are left out.
    pub(super) fn pairs<'a, T: Copy>(
        &'a self,
        first: u32,
        values: &'a [(u32, T)],
    ) -> impl Iterator<Item = (u32, T)> + Clone + 'a {
        values.iter().filter_map(move |&(row, value)| {
            let place = *self.0.get((first + row) as usize)?;
            (place != DROPPED).then_some((place, value))
        })
    }
}

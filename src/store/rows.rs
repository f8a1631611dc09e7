//! Rows on their way into a store, packed into pieces of memory small enough to be used again while they are dealt out.
//! It keeps them in the order they came and counts them by patient; sorting is done next door.

use super::build::{Meta, Row};

/// A row on its way: start, then duration and code, row and running number, patient, file and meta.
/// Four words, so that a row never straddles a cache line.
pub(super) type Packed = [u64; 4];

/// Rows in a piece.
pub(super) const PIECE: usize = 512;

/// Rows in the order they were pushed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// Pieces of [`PIECE`] rows each.
    full: Vec<Vec<Packed>>,
    /// The piece being filled.
    last: Vec<Packed>,
    /// How many rows of full pieces each patient has, by the part's own number.
    counts: Vec<u32>,
}

impl Rows {
    /// Adds a row.
    #[inline]
    pub fn push(&mut self, row: Row) {
        if self.last.len().is_multiple_of(PIECE) {
            self.next_piece();
        }
        self.last.push(pack(&row));
    }

    #[cold]
    fn next_piece(&mut self) {
        let full = std::mem::replace(&mut self.last, Vec::with_capacity(PIECE));
        if !full.is_empty() {
            // Many at once, so that the waits for memory overlap.
            add_counts(&mut self.counts, &full);
            self.full.push(full);
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.full.len() * PIECE + self.last.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.last.is_empty() && self.full.is_empty()
    }

    /// All rows in order.
    pub fn iter(&self) -> impl Iterator<Item = Row> {
        self.full.iter().chain([&self.last]).flatten().map(unpack)
    }

    /// The rows in pieces, and how many rows each patient has.
    pub(super) fn into_pieces(self) -> (Vec<Vec<Packed>>, Vec<u32>) {
        let Self { mut full, last, mut counts } = self;
        add_counts(&mut counts, &last);
        full.push(last);
        (full, counts)
    }
}

fn add_counts(counts: &mut Vec<u32>, rows: &[Packed]) {
    let most = rows.iter().map(patient).max().map_or(0, |most| most as usize + 1);
    if counts.len() < most {
        counts.resize(most.max(2 * counts.len()), 0);
    }
    for row in rows {
        counts[patient(row) as usize] += 1;
    }
}

impl FromIterator<Row> for Rows {
    fn from_iter<I: IntoIterator<Item = Row>>(rows: I) -> Self {
        let mut all = Self::default();
        rows.into_iter().for_each(|row| all.push(row));
        all
    }
}

fn pack(row: &Row) -> Packed {
    [
        row.start as u64,
        u64::from(row.duration) << 32 | u64::from(row.code),
        u64::from(row.row) << 32,
        u64::from(row.patient) << 32 | u64::from(row.file) << 16 | u64::from(row.meta.0),
    ]
}

fn unpack(packed: &Packed) -> Row {
    Row {
        start: packed[0] as i64,
        patient: patient(packed),
        duration: (packed[1] >> 32) as u32,
        code: packed[1] as u32,
        row: (packed[2] >> 32) as u32,
        file: file(packed),
        meta: Meta(packed[3] as u16),
    }
}

pub(super) fn patient(packed: &Packed) -> u32 {
    (packed[3] >> 32) as u32
}

pub(super) fn file(packed: &Packed) -> u16 {
    (packed[3] >> 16) as u16
}

/// The same row with global numbers and its running number.
pub(super) fn settle(packed: &Packed, patient: u32, code: u32, number: u32) -> Packed {
    const LOW: u64 = 0xffff_ffff;
    [
        packed[0],
        packed[1] & !LOW | u64::from(code),
        packed[2] & !LOW | u64::from(number),
        packed[3] & LOW | u64::from(patient) << 32,
    ]
}

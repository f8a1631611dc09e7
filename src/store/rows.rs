//! Rows on their way into a store, packed into pieces of memory small enough to be used again while they are dealt out.
//! It keeps them in the order they came; sorting is done next door.

use super::POINT;
use super::build::{Meta, Row};

/// A row on its way: start, then patient and row, then code, file and meta. What it lacks of a [`Row`] is how long it
/// lasts, which most do not.
pub(super) type Packed = [u64; 3];

/// Rows in a piece.
pub(super) const PIECE: usize = 512;

/// Rows in the order they were pushed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// Pieces of [`PIECE`] rows each.
    full: Vec<Vec<Packed>>,
    /// The piece being filled.
    last: Vec<Packed>,
    /// Of the rows that last: their places and durations.
    lasting: Vec<(u32, u32)>,
}

impl Rows {
    /// Adds a row.
    #[inline]
    pub fn push(&mut self, row: Row) {
        if self.last.len().is_multiple_of(PIECE) {
            self.next_piece();
        }
        if row.duration != POINT {
            self.lasting.push((self.len() as u32, row.duration));
        }
        self.last.push(pack(&row));
    }

    #[cold]
    fn next_piece(&mut self) {
        let full = std::mem::replace(&mut self.last, Vec::with_capacity(PIECE));
        if !full.is_empty() {
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
        let mut lasting = self.lasting.iter().peekable();
        self.full.iter().chain([&self.last]).flatten().enumerate().map(move |(place, packed)| {
            let duration = lasting.next_if(|(of, _)| *of as usize == place);
            unpack(packed, duration.map_or(POINT, |(_, duration)| *duration))
        })
    }

    /// The rows in pieces, and the durations of those that last, by place.
    pub(super) fn into_pieces(self) -> (Vec<Vec<Packed>>, Vec<(u32, u32)>) {
        let Self { mut full, last, lasting } = self;
        full.push(last);
        (full, lasting)
    }
}

impl FromIterator<Row> for Rows {
    fn from_iter<I: IntoIterator<Item = Row>>(rows: I) -> Self {
        let mut all = Self::default();
        rows.into_iter().for_each(|row| all.push(row));
        all
    }
}

#[inline]
fn pack(row: &Row) -> Packed {
    [
        row.start as u64,
        u64::from(row.patient) << 32 | u64::from(row.row),
        u64::from(row.code) << 32 | u64::from(row.file) << 16 | u64::from(row.meta.0),
    ]
}

fn unpack(packed: &Packed, duration: u32) -> Row {
    Row {
        start: packed[0] as i64,
        patient: patient(packed),
        duration,
        code: code(packed),
        row: row(packed),
        file: file(packed),
        meta: meta(packed),
    }
}

#[inline]
pub(super) fn patient(packed: &Packed) -> u32 {
    (packed[1] >> 32) as u32
}

#[inline]
pub(super) fn row(packed: &Packed) -> u32 {
    packed[1] as u32
}

#[inline]
pub(super) fn code(packed: &Packed) -> u32 {
    (packed[2] >> 32) as u32
}

#[inline]
pub(super) fn file(packed: &Packed) -> u16 {
    (packed[2] >> 16) as u16
}

#[inline]
pub(super) fn meta(packed: &Packed) -> Meta {
    Meta(packed[2] as u16)
}

/// The same row with global numbers.
#[inline]
pub(super) fn settle(packed: &Packed, patient: u32, code: u32) -> Packed {
    const LOW: u64 = 0xffff_ffff;
    [packed[0], u64::from(patient) << 32 | packed[1] & LOW, u64::from(code) << 32 | packed[2] & LOW]
}

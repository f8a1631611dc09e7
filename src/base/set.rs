//! Sets of patients, compressed, with the set algebra that filters and coverage need.
//! Knows nothing of why a patient is in a set.

use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Sub, SubAssign};

use roaring::RoaringBitmap;

use super::PatientId;

/// A set of patients of one store.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PatientSet(RoaringBitmap);

impl PatientSet {
    /// The empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// All patients from 0 up to `count`, `count` itself left out.
    pub fn full(count: usize) -> Self {
        let mut set = RoaringBitmap::new();
        set.insert_range(0..u32::try_from(count).unwrap_or(u32::MAX));
        Self(set)
    }

    /// Adds a patient; true if it was not in yet.
    pub fn insert(&mut self, patient: PatientId) -> bool {
        self.0.insert(patient.0)
    }

    /// Takes a patient out; true if it was in.
    pub fn remove(&mut self, patient: PatientId) -> bool {
        self.0.remove(patient.0)
    }

    /// Whether a patient is in.
    pub fn contains(&self, patient: PatientId) -> bool {
        self.0.contains(patient.0)
    }

    /// How many patients are in.
    pub fn len(&self) -> usize {
        usize::try_from(self.0.len()).unwrap_or(usize::MAX)
    }

    /// Whether nobody is in.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many are in both sets.
    pub fn intersection_len(&self, other: &Self) -> usize {
        usize::try_from(self.0.intersection_len(&other.0)).unwrap_or(usize::MAX)
    }

    /// The patients in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = PatientId> + '_ {
        self.0.iter().map(PatientId)
    }

    /// How many patients of the set come before `patient`.
    pub fn rank_before(&self, patient: PatientId) -> usize {
        match patient.0.checked_sub(1) {
            Some(previous) => usize::try_from(self.0.rank(previous)).unwrap_or(usize::MAX),
            None => 0,
        }
    }

    /// Builds the set from one bit a patient, the lowest of the first byte first: much faster than one by one where
    /// many are in.
    pub fn from_bits(bits: &[u8]) -> Self {
        Self(RoaringBitmap::from_lsb0_bytes(0, bits))
    }

    /// The last patient, if anybody is in.
    pub fn last(&self) -> Option<PatientId> {
        self.0.max().map(PatientId)
    }

    /// The set as bytes, in the portable form of roaring bitmaps.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.0.serialized_size());
        // Writing into memory does not fail.
        let written = self.0.serialize_into(&mut bytes);
        debug_assert!(written.is_ok());
        bytes
    }

    /// The set again; `None` if the bytes are no set.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        RoaringBitmap::deserialize_from(bytes).ok().map(Self)
    }

    /// Builds the set from ids in ascending order.
    pub fn from_sorted(ids: impl IntoIterator<Item = PatientId>) -> Self {
        /// As many as a piece of a bitmap keeps as a list. In a longer one each push looks for the last number.
        const FEW: usize = 4096;
        let ids: Vec<u32> = ids.into_iter().map(|id| id.0).collect();
        let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return Self::default() };
        let start = first & !7;
        if ids.len() > FEW && ids.is_sorted() {
            let mut bits = vec![0u8; (last - start) as usize / 8 + 1];
            ids.iter().for_each(|id| bits[(id - start) as usize / 8] |= 1 << (id % 8));
            return Self(RoaringBitmap::from_lsb0_bytes(start, &bits));
        }
        Self(ids.into_iter().collect())
    }
}

impl FromIterator<PatientId> for PatientSet {
    fn from_iter<I: IntoIterator<Item = PatientId>>(ids: I) -> Self {
        Self(ids.into_iter().map(|id| id.0).collect())
    }
}

impl BitAnd for &PatientSet {
    type Output = PatientSet;
    fn bitand(self, other: Self) -> PatientSet {
        PatientSet(&self.0 & &other.0)
    }
}

impl BitOr for &PatientSet {
    type Output = PatientSet;
    fn bitor(self, other: Self) -> PatientSet {
        PatientSet(&self.0 | &other.0)
    }
}

impl Sub for &PatientSet {
    type Output = PatientSet;
    fn sub(self, other: Self) -> PatientSet {
        PatientSet(&self.0 - &other.0)
    }
}

impl BitAndAssign<&PatientSet> for PatientSet {
    fn bitand_assign(&mut self, other: &PatientSet) {
        self.0 &= &other.0;
    }
}

impl BitOrAssign<&PatientSet> for PatientSet {
    fn bitor_assign(&mut self, other: &PatientSet) {
        self.0 |= &other.0;
    }
}

impl SubAssign<&PatientSet> for PatientSet {
    fn sub_assign(&mut self, other: &PatientSet) {
        self.0 -= &other.0;
    }
}

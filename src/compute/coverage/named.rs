//! Registers without dates: sources of which the extract holds no dated record of anybody, such as a population
//! register. Whom such a source names counts as having a record of it, wherever records are asked for.

use crate::base::SourceId;
use crate::compute::EventMask;
use crate::store::Store;

/// The key of what is said of such a source, wherever its patients are counted.
pub const NAMES_ONLY: &str = "coverage-names-only";

/// For each patient the sources among `wanted` that have no dated record of anybody and name the patient, one bit
/// each; empty where there is no such source.
pub(super) fn named(store: &Store, wanted: u64) -> Vec<u64> {
    let undated = store.undated_sources() & wanted;
    let mut named = Vec::new();
    for source in (0..store.head().sources.len()).filter(|n| undated >> n & 1 == 1) {
        named.resize(store.patient_count(), 0);
        for patient in store.linkage_of(SourceId(source as u16)).linked.iter() {
            named[patient.index()] |= 1 << source;
        }
    }
    named
}

/// The sources whose rows without a date a mask admits, one bit each. Such a row is of no phase, has no code and no
/// care site, and lies in no stretch of time that could leave it out.
pub(super) fn admitted(mask: &EventMask) -> u64 {
    let dateless = mask.phases == u32::MAX && mask.codes.is_none() && mask.sites.is_none();
    if dateless { mask.sources } else { 0 }
}

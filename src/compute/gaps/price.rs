//! What leaving out patients with a gap would cost: patients and watched time.
//! Nobody is left out here; a filter does that, if somebody wants it.

use crate::base::{PatientId, PatientSet, time::DAY};
use crate::compute::watch::Watched;
use crate::model::Gap;
use crate::store::Store;

use super::Gaps;

/// Patients and the days on which any source watched them: with a gap, and without one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Held {
    /// Who has such a gap.
    pub with: PatientSet,
    /// Their watched days.
    pub with_days: u64,
    /// How many have none.
    pub left: u64,
    /// Their watched days.
    pub left_days: u64,
    /// How many such gaps there are.
    pub gaps: u64,
}

pub(super) fn held(gaps: &Gaps, passes: impl Fn(&Gap) -> bool) -> Held {
    let mut with: Vec<PatientId> = Vec::new();
    let mut count = 0;
    for gap in gaps.list.iter().filter(|gap| passes(gap)) {
        count += 1;
        if with.last() != Some(&gap.patient) {
            with.push(gap.patient);
        }
    }
    let all: u64 = gaps.watched_days.iter().map(|&days| u64::from(days)).sum();
    let place = |patient: &PatientId| gaps.ids.binary_search(patient).ok();
    let with_days: u64 = with.iter().filter_map(place).map(|at| u64::from(gaps.watched_days[at])).sum();
    Held {
        with_days,
        left: (gaps.ids.len() - with.len()) as u64,
        left_days: all - with_days,
        with: PatientSet::from_sorted(with),
        gaps: count,
    }
}

/// The days on which any source is said to have watched a patient. Where nobody says, those between the first and the
/// last record.
pub(super) fn watched_days(store: &Store, watched: &Watched<'_>, sources: u64) -> u32 {
    let micros = watched.observed(sources);
    let micros = if micros > 0 {
        micros
    } else {
        let rows = store.events_of(watched.patient());
        let starts = &store.events().start[rows];
        match (starts.first(), starts.last()) {
            (Some(first), Some(last)) => last.saturating_sub(*first),
            _ => 0,
        }
    };
    u32::try_from(micros / DAY).unwrap_or(u32::MAX)
}

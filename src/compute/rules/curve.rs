//! What a threshold would flag at every value, and what leaving the flagged out would cost.
//! Curves come from the measures that a check kept; nothing is judged again.

use crate::base::{Cancel, Cancelled, PatientId, PatientSet};
use crate::compute::coverage::{self, Drift, Micros};
use crate::compute::{Anchors, Selection};
use crate::model::CoverageQuestion;
use crate::store::Store;

use super::RuleTally;

impl RuleTally {
    /// How many patients a limit flags. Takes the time of a binary search; exact from the least that the rule's slider
    /// may be.
    pub fn flagged(&self, limit: f64) -> usize {
        self.measures.partition_point(|(measure, _)| f64::from(*measure) > limit)
    }

    /// The patients that a limit flags.
    pub fn who(&self, limit: f64) -> PatientSet {
        let mut ids: Vec<PatientId> =
            self.measures[..self.flagged(limit)].iter().map(|(_, id)| *id).collect();
        ids.sort_unstable();
        PatientSet::from_sorted(ids)
    }

    /// Limits from `least` to `most`, evenly apart, each with the number of patients that it flags.
    pub fn curve(&self, least: f64, most: f64, points: usize) -> Vec<(f64, usize)> {
        let step = (most - least) / points.saturating_sub(1).max(1) as f64;
        let limits = (0..points).map(|at| least + step * at as f64);
        limits.map(|limit| (limit, self.flagged(limit))).collect()
    }
}

/// What leaving patients out would cost a selection.
#[derive(Clone, Debug, PartialEq)]
pub struct Price {
    /// Patients of the selection.
    pub of: usize,
    /// Those of them who are flagged and would be lost.
    pub lost: usize,
    /// Time under observation by any source, of the selection, in µs.
    pub time: Micros,
    /// The same without the lost.
    pub time_left: Micros,
    /// How those who are left differ from the whole selection: by stage, age and whatever else is known of them.
    pub drift: Drift,
}

/// What leaving `flagged` out of a selection would cost. Linear in patients; `index` holds everybody's index event.
pub fn price(
    store: &Store,
    selection: &Selection,
    flagged: &PatientSet,
    index: &Anchors,
    cancel: &Cancel,
) -> Result<Price, Cancelled> {
    let left = &selection.patients - flagged;
    let kept = Selection { patients: left.clone(), ..selection.clone() };
    Ok(Price {
        of: selection.patients.len(),
        lost: selection.patients.intersection_len(flagged),
        time: observed(store, selection, cancel)?,
        time_left: observed(store, &kept, cancel)?,
        drift: coverage::drift(store, index, &left, &selection.patients, cancel)?,
    })
}

/// Time under observation by any source.
fn observed(store: &Store, selection: &Selection, cancel: &Cancel) -> Result<Micros, Cancelled> {
    let patterns = coverage::patterns(store, selection, &CoverageQuestion::default(), cancel)?;
    Ok(patterns.time.iter().filter(|(sets, _)| *sets != 0).map(|(_, time)| *time).sum())
}

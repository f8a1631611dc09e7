//! What leaving out the patients of each rule would cost: heads, time under observation, and who those are that stay.
//! It decides for nobody whether the price is worth paying.

use crate::base::{Cancel, Cancelled, PatientSet};
use crate::compute::coverage::{self, Drift, Micros};
use crate::compute::{Anchors, Selection};
use crate::model::CoverageQuestion;
use crate::store::Store;

use super::Price;

/// The prices of leaving each of `flagged` out of a selection; `index` holds everybody's index event. Time is counted
/// for the whole selection once, and then only for those who would be lost.
pub fn prices<'a>(
    store: &Store,
    selection: &Selection,
    flagged: impl IntoIterator<Item = &'a PatientSet>,
    index: &Anchors,
    cancel: &Cancel,
) -> Result<Vec<Price>, Cancelled> {
    let (of, time) = (selection.patients.len(), observed(store, selection, cancel)?);
    let one = |flagged: &PatientSet| {
        let left = &selection.patients - flagged;
        let lost = of - left.len();
        if lost == 0 {
            return Ok(Price { of, lost, time, time_left: time, drift: Drift::default() });
        }
        let gone = Selection { patients: &selection.patients - &left, ..selection.clone() };
        let drift = coverage::drift(store, index, &left, &selection.patients, cancel)?;
        Ok(Price { of, lost, time, time_left: time - observed(store, &gone, cancel)?, drift })
    };
    flagged.into_iter().map(one).collect()
}

/// Time under observation by any source.
fn observed(store: &Store, selection: &Selection, cancel: &Cancel) -> Result<Micros, Cancelled> {
    let patterns = coverage::patterns(store, selection, &CoverageQuestion::default(), cancel)?;
    Ok(patterns.time.iter().filter(|(sets, _)| *sets != 0).map(|(_, time)| *time).sum())
}

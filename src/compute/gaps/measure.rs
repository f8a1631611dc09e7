//! How long the silences of each patient are, whatever they must last at least: what a slider over days needs.
//! It explains none of them and lists none.

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, PatientId, Progress};
use crate::compute::{Selection, Watch};
use crate::model::gap::{SilenceSpec, Threshold};
use crate::store::Store;

use super::PATIENTS_EACH;
use super::explain;
use super::silence::{self, Limit};

/// The longest silence of each patient who has any, in days rounded up, descending. Those that a rhythm finds usual do
/// not count; the least days of the threshold are passed over. Nor does time that no record bounds, which is looked for
/// where each source is looked at by itself. Linear in events.
pub fn silences(
    store: &Store,
    selection: &Selection,
    watch: &Watch<'_>,
    asked: &SilenceSpec,
    cancel: &Cancel,
    progress: &Progress,
) -> Result<Vec<u32>, Cancelled> {
    let ids: Vec<PatientId> = selection.patients.iter().collect();
    progress.expect_rows(ids.len() as u64);
    let threshold = match asked.threshold {
        Threshold::Days(_) => Threshold::Days(0),
        Threshold::Cohort { per_mille, .. } => Threshold::Cohort { per_mille, least: 0 },
        Threshold::Own { per_mille, .. } => Threshold::Own { per_mille, least: 0 },
    };
    let asked = SilenceSpec { threshold, ..asked.clone() };
    let limit = Limit::of(store, watch, &ids, &selection.mask, &asked, cancel)?;
    let witnesses = silence::witnesses(store);
    let longest = |patient: PatientId| {
        let watched = watch.of(patient);
        let quiets = silence::quiets(store, &watched, &selection.mask, asked.by, asked.to_end);
        let seen = |source: Option<u8>| source.is_none_or(|source| witnesses >> source & 1 == 1);
        let long = limit.too_long(store, &quiets).into_iter().filter(|(quiet, _, _)| seen(quiet.source));
        long.map(|(quiet, _, _)| explain::whole_days(quiet.span)).max().filter(|days| *days > 0)
    };
    let mut all: Vec<u32> = ids
        .par_chunks(PATIENTS_EACH)
        .map(|ids| {
            cancel.check()?;
            progress.add_rows(ids.len() as u64);
            Ok(ids.iter().filter_map(|&patient| longest(patient)).collect::<Vec<u32>>())
        })
        .collect::<Result<Vec<_>, Cancelled>>()?
        .concat();
    all.sort_unstable_by_key(|days| std::cmp::Reverse(*days));
    Ok(all)
}

/// How many of some numbers in descending order are more than so many.
pub fn more_than(descending: &[u32], days: u32) -> usize {
    descending.partition_point(|&each| each > days)
}

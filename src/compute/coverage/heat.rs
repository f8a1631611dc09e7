//! Drop-off by subgroup: for each level of an attribute, who has a record in each set and in all of them.
//! It compares nothing; whether a difference matters is for the reader and the drift.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::compute::{Anchors, GroupTitle};
use crate::store::Store;

use super::covariate;
use super::patterns::Patterns;

/// An attribute against the sets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heat {
    /// The attribute's id, or one of the two beside the attributes.
    pub attribute: String,
    /// Its levels.
    pub rows: Vec<HeatRow>,
}

/// A level against the sets.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatRow {
    /// The level.
    pub level: GroupTitle,
    /// Its patients.
    pub of: u64,
    /// Those with a record in each set.
    pub with: Vec<u64>,
    /// Those with a record in every set.
    pub all: u64,
}

/// Counts, for each level of an attribute, who has a record in each set. Levels without patients are left out; those
/// beyond the [`MOST_LEVELS`] largest are one. `None` if there is no such attribute.
pub fn heat(store: &Store, patterns: &Patterns, index: &Anchors, attribute: &str) -> Option<Heat> {
    let all = covariate::all(store, index);
    let covariate = all.iter().find(|covariate| covariate.id == attribute)?;
    let (places, titles) = covariate.levels(&patterns.ids);
    let sets = patterns.sets.len();
    let empty = |level| HeatRow { level, of: 0, with: vec![0; sets], all: 0 };
    let mut rows: Vec<HeatRow> = titles.into_iter().map(empty).collect();
    // Few patterns and few levels meet, so that sets are told apart once for each two that do.
    let mut met: FxHashMap<(usize, u64), u64> = FxHashMap::default();
    for (place, mask) in places.into_iter().zip(&patterns.masks) {
        *met.entry((place, *mask)).or_default() += 1;
    }
    let met: Vec<((usize, u64), u64)> = met.into_iter().collect();
    for ((place, mask), patients) in met {
        let row = &mut rows[place];
        row.of += patients;
        row.all += if mask == patterns.all_sets() { patients } else { 0 };
        for (_, count) in row.with.iter_mut().enumerate().filter(|(set, _)| mask >> set & 1 == 1) {
            *count += patients;
        }
    }
    rows.retain(|row| row.of > 0);
    Some(Heat { attribute: attribute.to_owned(), rows: shorten(rows) })
}

/// So many levels are kept apart.
pub const MOST_LEVELS: usize = 50;

/// Puts the smallest levels together where there are too many; those that are kept stay in their order.
fn shorten(mut rows: Vec<HeatRow>) -> Vec<HeatRow> {
    if rows.len() <= MOST_LEVELS {
        return rows;
    }
    let mut by_size: Vec<usize> = (0..rows.len()).collect();
    by_size.sort_by_key(|&at| (Reverse(rows[at].of), at));
    let kept = &by_size[..MOST_LEVELS - 1];
    let mut rest = HeatRow {
        level: GroupTitle::Rest(rows.len() - kept.len()),
        of: 0,
        with: vec![0; rows[0].with.len()],
        all: 0,
    };
    let mut at = 0;
    rows.retain(|row| {
        let keep = kept.contains(&at);
        at += 1;
        if !keep {
            rest.of += row.of;
            rest.all += row.all;
            rest.with.iter_mut().zip(&row.with).for_each(|(sum, with)| *sum += with);
        }
        keep
    });
    rows.push(rest);
    rows
}

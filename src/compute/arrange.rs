//! Rows of the population: in which order patients come, and in which groups.
//! It gives ids and bounds; how tall a row is, is the scene's.

use std::cmp::Reverse;
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::base::{Cancel, Cancelled, PatientId};
use crate::model::{Arrangement, Group, SortKey};
use crate::store::{Attribute, AttributeValues, Store};

use super::{Anchors, EventMask, Selection, select};

/// The most groups that are shown apart; what is beyond is one group that says how many it holds.
pub const MOST_GROUPS: usize = 12;

/// Patients in the order of their rows, and the groups they are in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// The patients from top to bottom.
    pub order: Vec<PatientId>,
    /// The groups from top to bottom; they cover all rows.
    pub groups: Vec<RowGroup>,
    /// Selected patients who lack the event that journeys are aligned on, and so have no row.
    pub without_anchor: usize,
}

/// A group of consecutive rows.
#[derive(Clone, Debug, PartialEq)]
pub struct RowGroup {
    /// What its patients share.
    pub title: GroupTitle,
    /// Its rows.
    pub rows: Range<usize>,
}

/// What the patients of a group share.
#[derive(Clone, Debug, PartialEq)]
pub enum GroupTitle {
    /// They are all there are.
    All,
    /// A category.
    Category(String),
    /// A number from the first up to, and without, the second; or just that number where both are equal.
    Between(f64, f64),
    /// The year of a date.
    Year(i64),
    /// No value.
    Missing,
    /// The same sources, one bit each.
    Pattern(u64),
    /// So many further groups.
    Rest(usize),
}

/// Arranges the selected patients.
pub fn arrange(
    store: &Store,
    selection: &Selection,
    anchors: &Anchors,
    arrangement: &Arrangement,
    cancel: &Cancel,
) -> Result<Rows, Cancelled> {
    let mut order: Vec<PatientId> = selection.patients.iter().filter(|&p| anchors.of(p).is_some()).collect();
    let without_anchor = selection.patients.len() - order.len();
    let keys = sort_keys(store, &selection.mask, anchors, &arrangement.sort.key, &order);
    cancel.check()?;
    let mut keyed: Vec<(Option<i64>, PatientId)> = keys.into_iter().zip(order).collect();
    // Missing values come last in both directions, and equal ones stay in the order of the pseudonyms.
    keyed.par_sort_by_key(|&(key, patient)| {
        let key = if arrangement.sort.descending { key.map(|key| -key) } else { key };
        (key.is_none(), key, patient)
    });
    order = keyed.into_iter().map(|(_, patient)| patient).collect();
    cancel.check()?;
    let (order, groups) = group(store, &selection.mask, &arrangement.group, order);
    Ok(Rows { order, groups, without_anchor })
}

/// One key a patient, in the order of `patients`; `None` is missing. Keys never reach `i64::MIN`.
fn sort_keys(
    store: &Store,
    mask: &EventMask,
    anchors: &Anchors,
    key: &SortKey,
    patients: &[PatientId],
) -> Vec<Option<i64>> {
    let events = store.events();
    let admitted = |patient| store.events_of(patient).filter(|&at| mask.admits(events, at));
    let since = |patient, time: i64| time.saturating_sub(anchors.of(patient).unwrap_or(0)).max(-i64::MAX);
    let by = |of: &(dyn Fn(PatientId) -> Option<i64> + Sync)| {
        patients.par_iter().with_min_len(512).map(|&patient| of(patient)).collect()
    };
    match key {
        SortKey::Start => by(&|patient| admitted(patient).next().map(|at| since(patient, events.start[at]))),
        SortKey::Duration => by(&|patient| {
            let first = admitted(patient).next()?;
            let last = admitted(patient).map(|at| events.last(at)).max()?;
            Some(last.saturating_sub(events.start[first]))
        }),
        SortKey::Events => by(&|patient| Some(select::admitted(store, patient, mask) as i64)),
        SortKey::TimeTo(phase) => {
            let phase = store.phase_by_id(phase);
            by(&|patient| {
                let zero = anchors.of(patient)?;
                let mut after = admitted(patient).filter(|&at| events.start[at] >= zero);
                after.find(|&at| Some(events.phase[at]) == phase).map(|at| since(patient, events.start[at]))
            })
        }
        SortKey::Attribute(id) => match store.attribute_by_id(id) {
            Some(attribute) => by(&|patient| attribute_key(attribute, patient)),
            None => vec![None; patients.len()],
        },
    }
}

fn attribute_key(attribute: &Attribute, patient: PatientId) -> Option<i64> {
    match &attribute.values {
        AttributeValues::Category { names, of } => {
            let at = of[patient.index()];
            ((at as usize) < names.len()).then_some(i64::from(at))
        }
        AttributeValues::Number(_) => attribute.number(patient).map(|number| (number * 1000.0) as i64),
        AttributeValues::Date(_) => attribute.date(patient).map(|(time, _)| time.0),
    }
}

/// Splits the order into groups, keeping the order inside each.
fn group(
    store: &Store,
    mask: &EventMask,
    by: &Group,
    order: Vec<PatientId>,
) -> (Vec<PatientId>, Vec<RowGroup>) {
    let titled: Vec<(GroupTitle, Vec<PatientId>)> = match by {
        Group::None => vec![(GroupTitle::All, order)],
        Group::SourcePattern => by_pattern(store, mask, order),
        Group::Attribute(id) => match store.attribute_by_id(id) {
            Some(attribute) => by_attribute(attribute, order),
            None => vec![(GroupTitle::All, order)],
        },
    };
    let (mut order, mut groups) = (Vec::new(), Vec::new());
    for (title, patients) in titled.into_iter().filter(|(_, patients)| !patients.is_empty()) {
        let first = order.len();
        order.extend(patients);
        groups.push(RowGroup { title, rows: first..order.len() });
    }
    (order, groups)
}

/// Source patterns from the most to the least frequent; the long tail is one group.
fn by_pattern(store: &Store, mask: &EventMask, order: Vec<PatientId>) -> Vec<(GroupTitle, Vec<PatientId>)> {
    let mut of: FxHashMap<u64, Vec<PatientId>> = FxHashMap::default();
    for patient in order {
        of.entry(pattern(store, mask, patient)).or_default().push(patient);
    }
    let mut patterns: Vec<(u64, Vec<PatientId>)> = of.into_iter().collect();
    patterns.sort_by_key(|(pattern, patients)| (Reverse(patients.len()), *pattern));
    let shown = if patterns.len() > MOST_GROUPS { MOST_GROUPS - 1 } else { patterns.len() };
    let tail = patterns.split_off(shown);
    let mut groups: Vec<_> = patterns.into_iter().map(|(p, all)| (GroupTitle::Pattern(p), all)).collect();
    if !tail.is_empty() {
        let count = tail.len();
        groups.push((GroupTitle::Rest(count), tail.into_iter().flat_map(|(_, patients)| patients).collect()));
    }
    groups
}

/// Which sources have an admitted event of a patient, one bit each.
pub fn pattern(store: &Store, mask: &EventMask, patient: PatientId) -> u64 {
    if mask.is_all() {
        return store.pattern_of(patient);
    }
    let events = store.events();
    let admitted = store.events_of(patient).filter(|&at| mask.admits(events, at));
    admitted.fold(0, |bits, at| bits | 1 << events.source[at])
}

fn by_attribute(attribute: &Attribute, order: Vec<PatientId>) -> Vec<(GroupTitle, Vec<PatientId>)> {
    let (places, titles) = match &attribute.values {
        AttributeValues::Category { names, of } => {
            let places: Vec<usize> =
                order.iter().map(|p| (of[p.index()] as usize).min(names.len())).collect();
            (places, names.iter().cloned().map(GroupTitle::Category).collect())
        }
        AttributeValues::Number(_) => bins(&order.iter().map(|&p| attribute.number(p)).collect::<Vec<_>>()),
        AttributeValues::Date(_) => years(&order.iter().map(|&p| attribute.date(p)).collect::<Vec<_>>()),
    };
    let mut groups: Vec<(GroupTitle, Vec<PatientId>)> = titles.into_iter().map(|t| (t, Vec::new())).collect();
    groups.push((GroupTitle::Missing, Vec::new()));
    for (patient, place) in order.into_iter().zip(places) {
        groups[place].1.push(patient);
    }
    groups
}

/// At most [`MOST_GROUPS`] bins of equal width, a round number wide; the place after the last is "missing".
pub(super) fn bins(numbers: &[Option<f64>]) -> (Vec<usize>, Vec<GroupTitle>) {
    let known = || numbers.iter().flatten().copied();
    let (low, high) = known().fold((f64::MAX, f64::MIN), |(low, high), n| (low.min(n), high.max(n)));
    if low > high {
        return (vec![0; numbers.len()], Vec::new());
    }
    let width = round_width((high - low) / (MOST_GROUPS as f64 - 2.0));
    let from = (low / width).floor() * width;
    let count = ((high - from) / width).floor() as usize + 1;
    let place =
        |number: Option<f64>| number.map_or(count, |n| (((n - from) / width) as usize).min(count - 1));
    let titles =
        (0..count).map(|at| from + at as f64 * width).map(|low| GroupTitle::Between(low, low + width));
    (numbers.iter().map(|&number| place(number)).collect(), titles.collect())
}

/// The next of 1, 2, 5, 10, 20, … (or 0.5, 0.2, …) that is not below `width`.
fn round_width(width: f64) -> f64 {
    if width <= 0.0 || !width.is_finite() {
        return 1.0;
    }
    let power = 10f64.powf(width.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|step| step * power).find(|&step| step >= width).unwrap_or(width)
}

fn years(dates: &[Option<(crate::base::Time, crate::base::Precision)>]) -> (Vec<usize>, Vec<GroupTitle>) {
    let year = |date: &Option<(crate::base::Time, _)>| date.map(|(time, _)| time.date().0);
    let mut all: Vec<i64> = dates.iter().filter_map(year).collect();
    all.sort_unstable();
    all.dedup();
    let place = |date| year(date).map_or(all.len(), |y| all.partition_point(|&other| other < y));
    (dates.iter().map(place).collect(), all.iter().map(|&y| GroupTitle::Year(y)).collect())
}

//! L05: how much is left of the smallest source when all are combined, and whether one step alone loses most of it.
//! It counts who is linked, not who has a record; the drop-off counts the other.

use crate::base::{PatientSet, SourceId};
use crate::compute::coverage::funnel::each_bit;
use crate::store::Store;

use super::{About, Detail, Finding, Measure, Verdict};

/// The least share of the smallest source that may be left in all.
const LEAST_LEFT: f64 = 0.1;
/// The most that one step may lose.
const MOST_LOST: f64 = 0.5;

pub(super) fn combined(store: &Store, sets: &[u64]) -> Finding {
    let each: Vec<u64>;
    let sets = match sets {
        [] => {
            each = (0..store.head().sources.len()).map(|source| 1 << source).collect();
            &each
        }
        sets => sets,
    };
    let linked: Vec<PatientSet> = sets.iter().map(|set| linked(store, *set)).collect();
    if linked.len() < 2 {
        return Finding::of("L05", "link-l05", LEAST_LEFT, Vec::new());
    }
    let mut left = linked[0].clone();
    let mut steps = Vec::new();
    for (at, next) in linked.iter().enumerate().skip(1) {
        let before = left.clone();
        left &= next;
        let lost = &before - &left;
        steps.push(Detail {
            patients: Some(lost.clone()),
            ..Detail::share(About::Step(at), lost.len() as u64, before.len() as u64, MOST_LOST)
        });
    }
    let smallest = linked.iter().map(PatientSet::len).min().unwrap_or(0) as u64;
    let share = Detail::share(About::All, left.len() as u64, smallest, LEAST_LEFT);
    let verdict = match share.value {
        Some(share) if share >= LEAST_LEFT => Verdict::Ok,
        // A source that links nobody leaves nothing of anything.
        _ => Verdict::Flag,
    };
    let mut details = vec![Detail { measure: Measure::Left, verdict, patients: Some(left), ..share }];
    details.extend(steps);
    let mut finding = Finding::of("L05", "link-l05", LEAST_LEFT, details);
    // The alarm itself comes first, whichever step is farthest out.
    (finding.numerator, finding.denominator) = (finding.details[0].numerator, finding.details[0].denominator);
    finding.patients = None;
    finding
}

/// Who in the population is linked to any of a set's sources.
fn linked(store: &Store, set: u64) -> PatientSet {
    let mut any = PatientSet::new();
    each_bit(set, |source| any |= &store.linkage_of(SourceId(source as u16)).linked);
    any &= &store.head().population;
    any
}

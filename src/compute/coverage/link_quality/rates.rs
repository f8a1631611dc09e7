//! L02: whether people of some sex, age, year, region, site or other group are linked more often than others.
//! The rate is that of the population; a group is held against everybody else whose group is known.

use crate::base::{Cancel, Cancelled, SourceId};
use crate::store::{MISSING, Store};

use super::subgroup::{Subgroup, linked_masks};
use super::{About, Detail, Finding, Measure, Verdict};
use crate::compute::coverage::drift::{FLAG, SMALL, multilevel};
use crate::compute::coverage::funnel::each_bit;
use crate::compute::precision::wilson;

/// The most that the rates may lie apart: 5 percentage points.
const MOST_APART: f64 = 0.05;
/// A level, and what it is held against, must have so many patients to be judged.
const LEAST_LEVEL: u64 = 20;

/// Two details for each source and subgroup: the level farthest from the others, and the standardised mean
/// difference over all levels. A level is flagged where its rate is more than 5 percentage points away and the
/// 95 % interval of the difference (Newcombe 1998, method 10) leaves zero out.
pub(super) fn by_subgroup(
    store: &Store,
    subgroups: &[Subgroup<'_>],
    cancel: &Cancel,
) -> Result<Finding, Cancelled> {
    let sources = store.head().sources.len();
    let masks = linked_masks(store);
    let mut details = Vec::new();
    for subgroup in subgroups {
        cancel.check()?;
        let levels = subgroup.levels.len();
        let mut of = vec![0u64; levels];
        let mut linked = vec![0u64; levels * sources];
        for patient in store.head().population.iter() {
            let level = subgroup.of[patient.index()];
            if level == MISSING {
                continue;
            }
            of[level as usize] += 1;
            each_bit(masks[patient.index()], |source| linked[source * levels + level as usize] += 1);
        }
        for (source, linked) in linked.chunks(levels).enumerate() {
            let source = SourceId(source as u16);
            details.push(farthest(source, subgroup, linked, &of));
            details.push(balance(source, subgroup, linked, &of));
        }
    }
    Ok(Finding::of("L02", "link-l02", MOST_APART, details))
}

fn farthest(source: SourceId, subgroup: &Subgroup<'_>, linked: &[u64], of: &[u64]) -> Detail {
    let (all_linked, all): (u64, u64) = (linked.iter().sum(), of.iter().sum());
    let level = |(level, (&linked, &of)): (usize, (&u64, &u64))| {
        let (rest_linked, rest) = (all_linked - linked, all - of);
        if of < LEAST_LEVEL || rest < LEAST_LEVEL {
            return None;
        }
        let there = rest_linked as f64 / rest as f64;
        let apart = linked as f64 / of as f64 - there;
        let sure = excludes_zero((linked, of), (rest_linked, rest));
        Some((level, apart, there, sure && apart.abs() > MOST_APART))
    };
    let judged = linked.iter().zip(of).enumerate().filter_map(level);
    let farthest = judged.max_by(|a, b| a.3.cmp(&b.3).then(a.1.abs().total_cmp(&b.1.abs())));
    let about = |level: Option<usize>| About::Level {
        source,
        subgroup: subgroup.id.clone(),
        level: level.and_then(|level| subgroup.levels.get(level).cloned()),
    };
    match farthest {
        None => Detail {
            measure: Measure::Difference,
            value: None,
            verdict: Verdict::CannotJudge,
            note: Some("link-note-small"),
            ..Detail::share(about(None), all_linked, all, MOST_APART)
        },
        Some((level, apart, there, flag)) => Detail {
            measure: Measure::Difference,
            value: Some(apart),
            expected: Some(there),
            verdict: if flag { Verdict::Flag } else { Verdict::Ok },
            ..Detail::share(about(Some(level)), linked[level], of[level], MOST_APART)
        },
    }
}

/// Linked against not linked, over all levels.
fn balance(source: SourceId, subgroup: &Subgroup<'_>, linked: &[u64], of: &[u64]) -> Detail {
    let (all_linked, all): (u64, u64) = (linked.iter().sum(), of.iter().sum());
    let sides: Vec<(u64, u64)> = of.iter().zip(linked).map(|(of, linked)| (*linked, of - linked)).collect();
    let about = About::Level { source, subgroup: subgroup.id.clone(), level: None };
    let detail = Detail { measure: Measure::Smd, ..Detail::share(about, all_linked, all, FLAG) };
    if all_linked == 0 || all_linked == all {
        return Detail { value: None, verdict: Verdict::NotApplicable, ..detail };
    }
    if all_linked < SMALL || all - all_linked < SMALL {
        let note = Some("link-note-small");
        return Detail { value: None, verdict: Verdict::CannotJudge, note, ..detail };
    }
    let value = multilevel(&sides);
    let verdict = match value {
        None => Verdict::CannotJudge,
        Some(smd) if smd > FLAG => Verdict::Flag,
        Some(_) => Verdict::Ok,
    };
    Detail { value, verdict, ..detail }
}

/// Whether the 95 % interval of the difference of two shares leaves zero out (Newcombe 1998, method 10).
fn excludes_zero(a: (u64, u64), b: (u64, u64)) -> bool {
    let ((low_a, high_a), (low_b, high_b)) = (wilson(a.0, a.1), wilson(b.0, b.1));
    let (share_a, share_b) = (a.0 as f64 / a.1 as f64, b.0 as f64 / b.1 as f64);
    let apart = share_a - share_b;
    let below = ((share_a - low_a).powi(2) + (high_b - share_b).powi(2)).sqrt();
    let above = ((high_a - share_a).powi(2) + (share_b - low_b).powi(2)).sqrt();
    apart - below > 0.0 || apart + above < 0.0
}

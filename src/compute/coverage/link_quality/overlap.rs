//! L06: whether two sources share far fewer patients than chance alone would give them: the sign of key domains that
//! do not match. Chance is judged within strata of region and year of the index event, where those are known.

use rustc_hash::FxHashMap;

use crate::base::{Cancel, Cancelled, SourceId};
use crate::compute::coverage::YEAR_OF_INDEX;
use crate::store::{MISSING, Store};

use super::subgroup::{Subgroup, linked_masks};
use super::{About, Detail, Finding, Measure, Verdict};

/// Flagged below half of what chance gives ...
const LEAST_RATIO: f64 = 0.5;
/// ... if so few would be met by chance less than once in a thousand times (one-sided normal quantile).
const Z: f64 = 3.090_232_306_167_813;
/// Chance must give at least so many shared patients for the two to be held against each other.
const LEAST_EXPECTED: f64 = 5.0;
/// The share of the smaller source that says that the keys do not match.
const DISJOINT: f64 = 0.01;
/// The smaller source must have so many keys for [`DISJOINT`] to mean anything.
const LEAST_KEYS: u64 = 100;

/// One detail for each pair of sources. Where a declared population is what two sources are drawn from, they are held
/// against independence: expected are a·b/N in each stratum, with the variance of the hypergeometric distribution.
/// Where one of them defines the population, or nothing is known of people in no source, independence has no
/// meaning; then only a share of at most 1 % of the smaller source counts.
pub(super) fn pairs(
    store: &Store,
    subgroups: &[Subgroup<'_>],
    cancel: &Cancel,
) -> Result<Finding, Cancelled> {
    let head = store.head();
    let strata = strata(store, subgroups);
    cancel.check()?;
    let mut details = Vec::new();
    for a in 0..head.sources.len() as u16 {
        for b in a + 1..head.sources.len() as u16 {
            let (a, b) = (SourceId(a), SourceId(b));
            let defining = [a, b].iter().any(|source| head.population_sources.contains(source));
            details.push(if defining || head.population_sources.is_empty() {
                by_share(store, a, b)
            } else {
                by_chance(&strata, a, b)
            });
        }
    }
    Ok(Finding::of("L06", "link-l06", LEAST_RATIO, details))
}

/// Patients of the population by stratum and the sources they are linked to, in order of the strata.
fn strata(store: &Store, subgroups: &[Subgroup<'_>]) -> Vec<(u64, u64, u64)> {
    let find = |id: &str| subgroups.iter().find(|subgroup| subgroup.id == id);
    let (region, year) = (find("region"), find(YEAR_OF_INDEX));
    let masks = linked_masks(store);
    let mut counts: FxHashMap<(u64, u64), u64> = FxHashMap::default();
    for patient in store.head().population.iter() {
        let level = |subgroup: Option<&Subgroup<'_>>| {
            u64::from(subgroup.map_or(MISSING, |subgroup| subgroup.of[patient.index()]))
        };
        let stratum = level(region) << 32 | level(year);
        *counts.entry((stratum, masks[patient.index()])).or_default() += 1;
    }
    let mut strata: Vec<_> =
        counts.into_iter().map(|((stratum, mask), patients)| (stratum, mask, patients)).collect();
    strata.sort_unstable();
    strata
}

fn by_chance(strata: &[(u64, u64, u64)], a: SourceId, b: SourceId) -> Detail {
    let (mut observed, mut in_a, mut in_b) = (0, 0, 0);
    let (mut expected, mut variance) = (0.0, 0.0);
    for stratum in strata.chunk_by(|one, other| one.0 == other.0) {
        let with = |bits: u64| -> u64 {
            stratum.iter().filter(|(_, mask, _)| mask & bits == bits).map(|(_, _, patients)| patients).sum()
        };
        let (bit_a, bit_b) = (1 << a.0, 1 << b.0);
        let (of_a, of_b, all) = (with(bit_a), with(bit_b), with(0));
        observed += with(bit_a | bit_b);
        (in_a, in_b) = (in_a + of_a, in_b + of_b);
        let (x, y, n) = (of_a as f64, of_b as f64, all as f64);
        expected += x * y / n;
        if all > 1 {
            variance += x * y * (n - x) * (n - y) / (n * n * (n - 1.0));
        }
    }
    let smaller: u64 = in_a.min(in_b);
    let detail = Detail {
        measure: Measure::Ratio,
        value: None,
        expected: Some(expected),
        ..Detail::share(About::Pair(a, b), observed, smaller, LEAST_RATIO)
    };
    if smaller == 0 {
        return Detail { verdict: Verdict::NotApplicable, ..detail };
    }
    if expected < LEAST_EXPECTED {
        return Detail { verdict: Verdict::CannotJudge, note: Some("link-note-small"), ..detail };
    }
    let ratio = observed as f64 / expected;
    // Half a patient is the continuity correction.
    let rare = observed as f64 + 0.5 < expected - Z * variance.sqrt();
    let flag = ratio < LEAST_RATIO && rare;
    let disjoint = observed as f64 <= DISJOINT * smaller as f64;
    Detail {
        value: Some(ratio),
        verdict: if flag { Verdict::Flag } else { Verdict::Ok },
        note: (flag && disjoint).then_some("link-note-disjoint"),
        ..detail
    }
}

/// The share of the smaller source's keys that the two have in common; keys that lead to nobody count.
fn by_share(store: &Store, a: SourceId, b: SourceId) -> Detail {
    let size = |source: SourceId| {
        let linkage = store.linkage_of(source);
        linkage.linked.len() as u64 + linkage.unlinked.iter().map(|unlinked| unlinked.keys).sum::<u64>()
    };
    let smaller = size(a).min(size(b));
    let shared = store.linkage_of(a).linked.intersection_len(&store.linkage_of(b).linked) as u64;
    let detail =
        Detail { measure: Measure::Left, ..Detail::share(About::Pair(a, b), shared, smaller, DISJOINT) };
    match detail.value {
        None => detail,
        Some(share) if share > DISJOINT => Detail { verdict: Verdict::Ok, ..detail },
        Some(_) if smaller < LEAST_KEYS => {
            Detail { verdict: Verdict::CannotJudge, note: Some("link-note-small"), ..detail }
        }
        Some(_) => Detail { verdict: Verdict::Flag, note: Some("link-note-disjoint"), ..detail },
    }
}

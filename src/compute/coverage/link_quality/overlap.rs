//! L06: whether two sources share far fewer patients than chance alone would give them: the sign of key domains that
//! do not match. Chance is judged within strata of region and year of the index event, where those are known.

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, PatientId, SourceId};
use crate::compute::coverage::YEAR_OF_INDEX;
use crate::compute::coverage::funnel::each_bit;
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
    let sources = head.sources.len();
    let strata = strata(store, subgroups);
    cancel.check()?;
    let met = met(&strata, sources);
    let mut details = Vec::new();
    for a in 0..sources {
        for b in a + 1..sources {
            let pair = (SourceId(a as u16), SourceId(b as u16));
            let defining = [pair.0, pair.1].iter().any(|source| head.population_sources.contains(source));
            details.push(if defining || head.population_sources.is_empty() {
                by_share(store, pair.0, pair.1)
            } else {
                by_chance(pair, &met[a * sources + b])
            });
        }
    }
    Ok(Finding::of("L06", "link-l06", LEAST_RATIO, details))
}

/// Every patient of the population: the stratum, and the sources that the patient is linked to; in order of strata.
fn strata(store: &Store, subgroups: &[Subgroup<'_>]) -> Vec<(u64, u64)> {
    let find = |id: &str| subgroups.iter().find(|subgroup| subgroup.id == id);
    let (region, year) = (find("region"), find(YEAR_OF_INDEX));
    let masks = linked_masks(store);
    let level = |subgroup: Option<&Subgroup<'_>>, patient: PatientId| {
        u64::from(subgroup.map_or(MISSING, |subgroup| subgroup.of[patient.index()]))
    };
    let one =
        |patient: PatientId| (level(region, patient) << 32 | level(year, patient), masks[patient.index()]);
    let mut strata: Vec<(u64, u64)> = store.head().population.iter().map(one).collect();
    strata.par_sort_unstable();
    strata
}

/// What two sources have in common, and what chance would give them.
#[derive(Clone, Copy, Default)]
struct Met {
    observed: u64,
    in_a: u64,
    in_b: u64,
    expected: f64,
    variance: f64,
}

/// For each two sources, by their places in a square.
fn met(strata: &[(u64, u64)], sources: usize) -> Vec<Met> {
    let mut met = vec![Met::default(); sources * sources];
    let mut both = vec![0u64; sources * sources];
    for stratum in strata.chunk_by(|one, other| one.0 == other.0) {
        both.fill(0);
        for (_, mask) in stratum {
            each_bit(*mask, |a| each_bit(*mask, |b| both[a * sources + b] += 1));
        }
        let n = stratum.len() as f64;
        for (at, met) in met.iter_mut().enumerate() {
            let (a, b) = (at / sources, at % sources);
            let (of_a, of_b) = (both[a * sources + a], both[b * sources + b]);
            met.observed += both[at];
            (met.in_a, met.in_b) = (met.in_a + of_a, met.in_b + of_b);
            let (x, y) = (of_a as f64, of_b as f64);
            met.expected += x * y / n;
            if stratum.len() > 1 {
                met.variance += x * y * (n - x) * (n - y) / (n * n * (n - 1.0));
            }
        }
    }
    met
}

fn by_chance((a, b): (SourceId, SourceId), met: &Met) -> Detail {
    let Met { observed, in_a, in_b, expected, variance } = *met;
    let smaller = in_a.min(in_b);
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

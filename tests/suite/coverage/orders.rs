//! The drop-off over all orders, against trying all of them.

use periplus::base::Cancel;
use periplus::compute::coverage::drop_off::DropOff;
use periplus::compute::coverage::{Patterns, drop_off, patterns};
use periplus::compute::select;
use periplus::model::{CoverageQuestion, SetMode};
use proptest::prelude::*;

use super::made_up::{Random, store};

/// All orders of some sets.
fn orders(sets: &[usize]) -> Vec<Vec<usize>> {
    if sets.is_empty() {
        return vec![Vec::new()];
    }
    let first = |at: usize| {
        let mut rest = sets.to_vec();
        let head = rest.remove(at);
        orders(&rest).into_iter().map(move |tail| [vec![head], tail].concat())
    };
    (0..sets.len()).flat_map(first).collect()
}

/// What is left after each set of an order.
fn left(found: &Patterns, order: &[usize]) -> Vec<u64> {
    let masks = order.iter().scan(0u64, |mask, set| {
        *mask |= 1 << set;
        Some(*mask)
    });
    masks.map(|mask| found.each().filter(|(_, pattern)| pattern & mask == mask).count() as u64).collect()
}

fn made_up(seed: u64, sources: u64, patients: u32) -> Patterns {
    let store = store(&mut Random(seed | 1), sources, patients);
    let selection = select::select(&store, &[], &Cancel::default()).expect("nobody cancels");
    patterns(&store, &selection, &CoverageQuestion::default(), &Cancel::default()).expect("nobody cancels")
}

fn check_spread(found: &DropOff, tried: &[Vec<u64>]) {
    for (at, spread) in found.spread.iter().enumerate() {
        let mut all: Vec<u64> = tried.iter().map(|left| left[at]).collect();
        all.sort_unstable();
        let quantile = |share: f64| {
            let place = (all.len() - 1) as f64 * share;
            let (low, high) = (all[place.floor() as usize] as f64, all[place.ceil() as usize] as f64);
            low + (high - low) * place.fract()
        };
        assert_eq!((spread.least, spread.most), (all[0], all[all.len() - 1]));
        assert_eq!([spread.q1, spread.median, spread.q3], [0.25, 0.5, 0.75].map(quantile));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn all_orders_give_spread_shapley_values_and_best_sets(seed: u64, sources in 1u64..=6) {
        let found = made_up(seed, sources, 30);
        let sets: Vec<usize> = (0..sources as usize).collect();
        let orders = orders(&sets);
        let tried: Vec<Vec<u64>> = orders.iter().map(|order| left(&found, order)).collect();
        let mut random = Random(seed | 1);
        let any = random.below(orders.len() as u64) as usize;
        let result = drop_off(&found, &orders[any]);
        prop_assert_eq!(result.steps.iter().map(|step| step.set).collect::<Vec<_>>(), orders[any].clone());
        prop_assert_eq!(result.steps.iter().map(|step| step.remaining).collect::<Vec<_>>(), tried[any].clone());
        prop_assert!(!result.sampled && result.start == 30);
        check_spread(&result, &tried);
        // Summed over all orders, losses are whole patients.
        let mut losses = vec![0u64; sets.len()];
        for (order, left) in orders.iter().zip(&tried) {
            let before = std::iter::once(&30).chain(left);
            order.iter().zip(before.zip(left)).for_each(|(&set, (before, after))| losses[set] += before - after);
        }
        for (found, all) in result.shapley.iter().zip(&losses) {
            prop_assert!((found - *all as f64 / orders.len() as f64).abs() < 1e-9);
        }
        let lost = 30 - result.steps[sets.len() - 1].remaining;
        prop_assert!((result.shapley.iter().sum::<f64>() - lost as f64).abs() < 1e-9);
        for best in &result.best {
            let of_size = (0..1u64 << sources).filter(|mask| mask.count_ones() as usize == best.size);
            let most = of_size.map(|mask| found.count(SetMode::Inclusive, mask)).max();
            prop_assert_eq!((Some(best.patients), best.mask.count_ones() as usize), (most, best.size));
            prop_assert_eq!(found.count(SetMode::Inclusive, best.mask), best.patients);
            prop_assert_eq!(found.time(SetMode::Inclusive, best.mask), best.micros);
        }
        prop_assert_eq!(result.best.len(), sets.len());
    }
}

/// Beyond 20 sets orders are sampled and the best sets searched for; what can be exact stays so.
#[test]
fn many_sources_are_sampled_and_say_so() {
    let found = made_up(5, 24, 400);
    let result = drop_off(&found, &[23, 3]);
    assert!(result.sampled);
    assert_eq!(result, drop_off(&found, &[23, 3]), "the sample is the same each time");
    let order: Vec<usize> = result.steps.iter().map(|step| step.set).collect();
    assert_eq!(&order[..3], &[23, 3, 0]);
    let remaining: Vec<u64> = result.steps.iter().map(|step| step.remaining).collect();
    assert_eq!(remaining, left(&found, &order));
    let lost = (result.start - remaining[23]) as f64;
    assert!((result.shapley.iter().sum::<f64>() - lost).abs() < 1e-9);
    let singles: Vec<u64> = (0..24).map(|set| found.count(SetMode::Inclusive, 1 << set)).collect();
    assert!(result.best[0].patients <= *singles.iter().max().unwrap_or(&0));
    for (best, spread) in result.best.iter().zip(&result.spread) {
        assert_eq!(found.count(SetMode::Inclusive, best.mask), best.patients);
        assert!(best.patients >= spread.median as u64, "the search does better than chance");
        assert!(spread.least as f64 <= spread.q1 && spread.q3 <= spread.most as f64);
    }
    assert!(periplus::compute::coverage::subsets(&found).is_none());
}

//! Quantiles of durations, exact, without sorting more than is needed.
//! It knows nothing of what lasted so long.

/// The distribution of a number of durations, in µs; between two values quantiles are interpolated (type 7 of
/// Hyndman and Fan, the default of R, numpy and polars).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Times {
    /// How many there are.
    pub n: u64,
    /// A quarter is shorter.
    pub q1: f64,
    /// Half are shorter.
    pub median: f64,
    /// A quarter is longer.
    pub q3: f64,
    /// A tenth is longer.
    pub p90: f64,
}

/// The shares that [`Times`] tells.
const SHARES: [f64; 4] = [0.25, 0.5, 0.75, 0.9];

/// Quantiles of values in any order; the order is changed.
pub fn times(values: &mut [i64]) -> Times {
    let n = values.len();
    if n == 0 {
        return Times::default();
    }
    let at = SHARES.map(|share| share * (n - 1) as f64);
    let [a, m, c, d] = at.map(|at| at as usize);
    values.select_nth_unstable(m);
    if a < m {
        values[..m].select_nth_unstable(a);
    }
    if c > m {
        values[m + 1..].select_nth_unstable(c - m - 1);
    }
    if d > c {
        values[c + 1..].select_nth_unstable(d - c - 1);
    }
    // What stands at these places is in place; the next value after each is the least up to the next such place.
    let fixed = [a, m, c, d, n - 1];
    let quantile = |at: f64| {
        let place = at as usize;
        let (low, share) = (values[place] as f64, at.fract());
        if share == 0.0 {
            return low;
        }
        let until = fixed.iter().copied().find(|&fixed| fixed > place).unwrap_or(n - 1);
        let high = values[place + 1..=until].iter().min().map_or(low, |&high| high as f64);
        low + (high - low) * share
    };
    let [q1, median, q3, p90] = at.map(quantile);
    Times { n: n as u64, q1, median, q3, p90 }
}

#[cfg(test)]
mod test {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn quantiles_are_those_of_a_sorted_list(mut values in prop::collection::vec(0i64..40, 1..60)) {
            let found = times(&mut values.clone());
            values.sort_unstable();
            let plain = |share: f64| {
                let at = share * (values.len() - 1) as f64;
                let low = values[at.floor() as usize] as f64;
                low + (values[at.ceil() as usize] as f64 - low) * at.fract()
            };
            prop_assert_eq!(found, Times { n: values.len() as u64, q1: plain(0.25), median: plain(0.5), q3: plain(0.75), p90: plain(0.9) });
        }
    }
}

//! Chance for the synthetic cohort: one generator a patient, and the few distributions the care paths need.
//! Uses no mathematical library, so that the same seed gives the same bytes on every machine.

use rand_pcg::Pcg64;
use rand_pcg::rand_core::Rng as _;

/// The random numbers of one patient.
pub(super) struct Rng(Pcg64);

impl Rng {
    /// The stream of patient `number` under `seed`: it depends on nothing that other patients drew.
    pub fn for_patient(seed: u64, number: u32) -> Self {
        let of_seed = mix(seed);
        let of_patient = mix(of_seed ^ u64::from(number));
        let state = u128::from(of_seed) << 64 | u128::from(of_patient);
        Self(Pcg64::new(state, u128::from(mix(of_patient))))
    }

    /// Uniform on [0, 1), in steps of 2^-53.
    pub fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True with probability `share`.
    pub fn chance(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    /// A whole number from `low` to `high`, both included; `low` where there is nothing between.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        let width = f64::from(high.saturating_sub(low).max(0)) + 1.0;
        low + (self.unit() * width) as i32
    }

    /// A number from `low` up to `high`.
    pub fn real(&mut self, low: f64, high: f64) -> f64 {
        low + self.unit() * (high - low)
    }

    /// Bell-shaped with the given mean and standard deviation: the sum of twelve uniform numbers, which
    /// has variance 1 and never strays beyond six deviations.
    pub fn normal(&mut self, mean: f64, deviation: f64) -> f64 {
        let sum: f64 = (0..12).map(|_| self.unit()).sum();
        mean + deviation * (sum - 6.0)
    }

    /// Exponential with the given mean.
    pub fn exponential(&mut self, mean: f64) -> f64 {
        -mean * ln(1.0 - self.unit())
    }

    /// One of `items` (not empty), all equally likely.
    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.between(0, items.len() as i32 - 1) as usize]
    }

    /// One of `items` (not empty), each as likely as its weight says.
    pub fn weighted<T: Copy>(&mut self, items: &[(u32, T)]) -> T {
        let total: u32 = items.iter().map(|(weight, _)| weight).sum();
        let mut at = (self.unit() * f64::from(total)) as u32;
        for (weight, item) in items {
            if at < *weight {
                return *item;
            }
            at -= weight;
        }
        items[items.len() - 1].1
    }
}

/// The natural logarithm of a positive normal number, by `ln m = 2 artanh((m - 1) / (m + 1))` on the
/// mantissa; the series is cut where its terms fall below 1e-13.
fn ln(x: f64) -> f64 {
    let bits = x.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i32 - 1023;
    let mantissa = f64::from_bits((bits & ((1 << 52) - 1)) | (1023 << 52));
    let t = (mantissa - 1.0) / (mantissa + 1.0);
    let (mut power, mut sum) = (t, 0.0);
    for k in 0..14 {
        sum += power / f64::from(2 * k + 1);
        power *= t * t;
    }
    2.0 * sum + f64::from(exponent) * std::f64::consts::LN_2
}

/// The finaliser of `SplitMix64` (Steele, Lea and Flood 2014): a bijection on 64 bits.
fn mix(value: u64) -> u64 {
    let z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Hides a number in `bits` bits (at most 64): a bijection for each `salt`, so that two numbers never
/// share a pseudonym.
pub(super) fn scramble(value: u64, salt: u64, bits: u32) -> u64 {
    let mask = if bits >= 64 { u64::MAX } else { (1 << bits) - 1 };
    let half = bits / 2;
    let mut z = value.wrapping_add(mix(salt)) & mask;
    for factor in [0xbf58_476d_1ce4_e5b9, 0x94d0_49bb_1331_11eb, 0x9e37_79b9_7f4a_7c15_u64] {
        z ^= z >> half;
        z = z.wrapping_mul(factor) & mask;
    }
    z ^ (z >> half)
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn the_logarithm_agrees_with_the_library() {
        for x in [1e-12, 0.003, 0.5, 0.999_999, 1.0, 7.25] {
            assert!((ln(x) - f64::ln(x)).abs() < 1e-12, "{x}");
        }
    }

    #[test]
    fn means_are_what_they_claim() {
        let mut rng = Rng::for_patient(7, 3);
        let mean = |draw: &mut dyn FnMut() -> f64| (0..50_000).map(|_| draw()).sum::<f64>() / 50_000.0;
        assert!((mean(&mut || rng.normal(5.0, 2.0)) - 5.0).abs() < 0.05);
        assert!((mean(&mut || rng.exponential(300.0)) - 300.0).abs() < 6.0);
        assert!((mean(&mut || f64::from(rng.between(-3, 3)))).abs() < 0.05);
        assert!((mean(&mut || rng.weighted(&[(1, 0.0), (3, 1.0)])) - 0.75).abs() < 0.01);
    }

    #[test]
    fn pseudonyms_do_not_collide() {
        let mut seen: Vec<u64> = (0..100_000).map(|n| scramble(n, 11, 36)).collect();
        assert!(seen.iter().all(|key| *key < 1 << 36));
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 100_000);
    }
}

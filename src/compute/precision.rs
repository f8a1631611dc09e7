//! How often a rule is right, as far as reviewers have judged: errors among what was judged error or plausible, for
//! each rule and source, with Wilson's interval. It judges nothing, and it demotes no rule.

use std::collections::BTreeMap;

use crate::model::{About, Anchor, Judged, Judgement};

/// A standard normal deviate leaves so much on either side of a 95 % interval.
const Z: f64 = 1.959_963_984_540_054;
/// Below this precision, after [`REVIEWS_ENOUGH`] reviews, a rule is offered for demotion.
pub const POOR: f64 = 0.2;
/// So many reviews are enough for that.
pub const REVIEWS_ENOUGH: u64 = 30;

/// How a rule has fared at a source, or at all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    /// Judged to be errors: the rule was right.
    pub errors: u64,
    /// Judged to be plausible: the rule was wrong.
    pub plausible: u64,
    /// Those of which nobody could tell; they count neither way.
    pub cannot_tell: u64,
}

impl Measured {
    fn count(&mut self, judgement: Judgement) {
        match judgement {
            Judgement::Error => self.errors += 1,
            Judgement::Plausible => self.plausible += 1,
            Judgement::CannotTell => self.cannot_tell += 1,
        }
    }

    /// What the share of errors is of.
    pub fn told(&self) -> u64 {
        self.errors + self.plausible
    }

    /// The share of errors; `None` where nothing was told.
    pub fn precision(&self) -> Option<f64> {
        (self.told() > 0).then(|| self.errors as f64 / self.told() as f64)
    }

    /// Its 95 % interval (Wilson 1927).
    pub fn interval(&self) -> Option<(f64, f64)> {
        (self.told() > 0).then(|| wilson(self.errors, self.told()))
    }

    /// Whether enough was told, and too little of it was an error.
    pub fn is_poor(&self) -> bool {
        self.told() >= REVIEWS_ENOUGH && self.precision().is_some_and(|precision| precision < POOR)
    }
}

/// Wilson's 95 % interval of `n` in `of`, which is not 0.
pub fn wilson(n: u64, of: u64) -> (f64, f64) {
    let (n, of) = (n as f64, of as f64);
    let share = n / of;
    let middle = (share + Z * Z / (2.0 * of)) / (1.0 + Z * Z / of);
    let half = Z / (1.0 + Z * Z / of) * (share * (1.0 - share) / of + Z * Z / (4.0 * of * of)).sqrt();
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

/// What was judged, by rule or kind of gap, and there by source. A finding with events of two sources counts for both,
/// and once for the rule as a whole, which stands under no source.
pub fn measure<'a>(
    judged: impl IntoIterator<Item = (&'a Anchor, &'a Judged)>,
) -> BTreeMap<About, BTreeMap<Option<String>, Measured>> {
    let mut all: BTreeMap<About, BTreeMap<Option<String>, Measured>> = BTreeMap::new();
    for (anchor, Judged { judgement, .. }) in judged {
        let of = all.entry(anchor.about.clone()).or_default();
        of.entry(None).or_default().count(*judgement);
        for source in anchor.sources() {
            of.entry(Some(source.to_owned())).or_default().count(*judgement);
        }
    }
    all
}

#[cfg(test)]
mod test {
    use proptest::prelude::*;

    use super::*;
    use crate::model::EventKey;

    /// Where the normal test of a share would just not reject: the definition of Wilson's interval, by bisection.
    fn by_bisection(n: u64, of: u64, low: bool) -> f64 {
        let share = n as f64 / of as f64;
        let rejected = |p: f64| (share - p).abs() > Z * (p * (1.0 - p) / of as f64).sqrt();
        let (mut out, mut inside) = (if low { 0.0 } else { 1.0 }, share);
        for _ in 0..200 {
            let middle = f64::midpoint(out, inside);
            if rejected(middle) { out = middle } else { inside = middle }
        }
        inside
    }

    proptest! {
        #[test]
        fn the_interval_holds_what_the_test_does_not_reject(of in 1_u64..500, part in 0.0..1.0_f64) {
            let n = (of as f64 * part).round() as u64;
            let (low, high) = wilson(n, of);
            prop_assert!((low - by_bisection(n, of, true)).abs() < 1e-6, "{low}");
            prop_assert!((high - by_bisection(n, of, false)).abs() < 1e-6, "{high}");
        }
    }

    #[test]
    fn eleven_of_thirteen() {
        let measured = Measured { errors: 11, plausible: 2, cannot_tell: 4 };
        let (low, high) = measured.interval().unwrap();
        assert_eq!((format!("{low:.2}"), format!("{high:.2}")), ("0.58".into(), "0.96".into()));
        assert_eq!(Measured::default().interval(), None);
        assert!(Measured { errors: 5, plausible: 25, cannot_tell: 0 }.is_poor());
        assert!(!Measured { errors: 5, plausible: 24, cannot_tell: 9 }.is_poor(), "too few were told");
    }

    #[test]
    fn each_source_counts_its_own() {
        let event = |source: &str| EventKey {
            source: source.into(),
            system: String::new(),
            code: String::new(),
            date: "2019-01-01".into(),
        };
        let anchor = |patient: &str, sources: &[&str]| {
            let events = sources.iter().map(|source| event(source)).collect();
            Anchor::new(About::Rule("C01".into()), patient.into(), events)
        };
        let judged = [
            (anchor("K1", &["a", "a"]), Judged::new(Judgement::Error)),
            (anchor("K2", &["b", "a"]), Judged::new(Judgement::Plausible)),
            (anchor("K3", &["b"]), Judged::new(Judgement::CannotTell)),
        ];
        let all = measure(judged.iter().map(|(anchor, judged)| (anchor, judged)));
        let of = &all[&About::Rule("C01".into())];
        let counts = |source: Option<&str>| {
            let measured = of[&source.map(String::from)];
            (measured.errors, measured.plausible, measured.cannot_tell)
        };
        assert_eq!((counts(None), counts(Some("a")), counts(Some("b"))), ((1, 1, 1), (1, 1, 0), (0, 1, 1)));
    }
}

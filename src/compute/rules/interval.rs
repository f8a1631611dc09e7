//! A date as the interval from its earliest to its latest moment, and how far two of them are apart.
//! It decides nothing: whoever judges looks at both ends of what it gives.

use crate::base::{Clock, Precision, Time, time::DAY, time::SECOND};
use crate::store::Store;

const MINUTE: i64 = 60 * SECOND;

/// From the earliest to the latest moment that a date may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    /// The earliest moment, in µs.
    pub from: i64,
    /// The latest moment, in µs.
    pub last: i64,
    /// The pieces in which it is known, in µs: two dates in one piece are at the same time.
    pub grain: i64,
}

impl Interval {
    /// What a moment of this precision stands for. Without a calendar there are no months and years: a date is a day.
    #[inline]
    pub fn new(time: i64, precision: Precision, clock: Clock) -> Self {
        match precision {
            Precision::Second => Self { from: time, last: time, grain: 1 },
            Precision::Minute => {
                let from = time.div_euclid(MINUTE) * MINUTE;
                Self { from, last: from + MINUTE - 1, grain: MINUTE }
            }
            Precision::Year | Precision::Month if clock == Clock::Calendar => {
                let span = Time(time).span(precision);
                Self { from: span.from.0, last: span.to.0 - 1, grain: DAY }
            }
            _ => {
                let from = time.div_euclid(DAY) * DAY;
                Self { from, last: from.saturating_add(DAY - 1), grain: DAY }
            }
        }
    }

    /// A whole day.
    pub fn day(day: i64) -> Self {
        let from = day.saturating_mul(DAY);
        Self { from, last: from.saturating_add(DAY - 1), grain: DAY }
    }

    /// When an event of the store starts.
    #[inline]
    pub fn of_start(store: &Store, at: usize) -> Self {
        let events = store.events();
        let precision = Precision::from_bits(events.precision[at] & 7);
        Self::new(events.start[at], precision, store.head().clock)
    }

    /// When an event of the store ends; `None` for a point in time.
    #[inline]
    pub fn of_end(store: &Store, at: usize) -> Option<Self> {
        let events = store.events();
        let precision = Precision::from_bits(events.precision[at] >> 3 & 7);
        events.end(at).map(|end| Self::new(end, precision, store.head().clock))
    }

    /// The least and the most days from `other` to this, whatever each stands for. Both are looked at in the coarser
    /// of their pieces, so that two dates on one day are 0 apart where one of them is known no better.
    #[inline]
    pub fn after(self, other: Self) -> (f64, f64) {
        let grain = self.grain.max(other.grain);
        if grain == DAY {
            // The commonest case, with a division that the compiler can do without.
            let day = |moment: i64| moment.div_euclid(DAY) as f64;
            return (day(self.from) - day(other.last), day(self.last) - day(other.from));
        }
        let whole = |moment: i64| moment.div_euclid(grain) as f64;
        let days = grain as f64 / DAY as f64;
        let least = (whole(self.from) - whole(other.last)) * days;
        let most = (whole(self.last) - whole(other.from)) * days;
        (least, most)
    }

    /// The least and the most days between the two, either way.
    pub fn apart(self, other: Self) -> (f64, f64) {
        let (least, most) = self.after(other);
        if least > 0.0 {
            (least, most)
        } else if most < 0.0 {
            (-most, -least)
        } else {
            (0.0, most.max(-least))
        }
    }

    /// What both may stand for, if anything: then they may be one moment, and the finer one says which.
    pub fn meet(self, other: Self) -> Option<Self> {
        let (from, last) = (self.from.max(other.from), self.last.min(other.last));
        (from <= last).then_some(Self { from, last, grain: self.grain.min(other.grain) })
    }

    /// From the earliest to the latest that either may stand for.
    pub fn hull(self, other: Self) -> Self {
        Self {
            from: self.from.min(other.from),
            last: self.last.max(other.last),
            grain: self.grain.max(other.grain),
        }
    }

    /// Whether it is known at least to the day.
    pub fn is_a_day(self) -> bool {
        self.from.div_euclid(DAY) == self.last.div_euclid(DAY)
    }
}

/// The earliest of several: it may be any moment from the earliest start to the earliest end.
pub(super) fn first(all: impl Iterator<Item = Interval>) -> Option<Interval> {
    all.reduce(|a, b| Interval {
        from: a.from.min(b.from),
        last: a.last.min(b.last),
        grain: if b.from > a.last {
            a.grain
        } else if a.from > b.last {
            b.grain
        } else {
            a.grain.max(b.grain)
        },
    })
}

/// The latest of several.
pub(super) fn last(all: impl Iterator<Item = Interval>) -> Option<Interval> {
    all.reduce(|a, b| Interval {
        from: a.from.max(b.from),
        last: a.last.max(b.last),
        grain: if a.from > b.last {
            a.grain
        } else if b.from > a.last {
            b.grain
        } else {
            a.grain.max(b.grain)
        },
    })
}

#[cfg(test)]
mod test {
    use proptest::prelude::*;

    use super::*;

    fn interval(day: i64, precision: u8) -> Interval {
        Interval::new(day * DAY + 7 * 3600 * SECOND, Precision::from_bits(precision), Clock::Calendar)
    }

    #[test]
    fn one_day_is_nothing_apart() {
        assert_eq!(interval(5, 2).after(interval(5, 2)), (0.0, 0.0));
        assert_eq!(interval(5, 4).after(interval(5, 2)), (0.0, 0.0));
        assert_eq!(interval(8, 2).after(interval(5, 2)), (3.0, 3.0));
        let second = Interval::new(DAY / 2, Precision::Second, Clock::Calendar);
        let later = Interval::new(DAY * 3 / 4, Precision::Second, Clock::Calendar);
        assert_eq!(later.after(second), (0.25, 0.25));
        let january = interval(0, 1);
        assert_eq!(interval(31, 2).after(january), (1.0, 31.0));
        assert_eq!(interval(10, 2).apart(january), (0.0, 20.0));
    }

    proptest! {
        /// Knowing a date better never widens what is told of a distance.
        #[test]
        fn a_finer_date_tells_no_less(a in -800i64..800, b in -800i64..800, fine in 0u8..5, coarse in 0u8..5, other in 0u8..3) {
            prop_assume!(coarse < fine);
            let other = interval(b, other);
            let (least, most) = interval(a, coarse).after(other);
            let (finer_least, finer_most) = interval(a, fine).after(other);
            prop_assert!(least <= finer_least && finer_most <= most);
            prop_assert!(finer_least <= finer_most);
        }

        #[test]
        fn the_first_and_the_last_bound_all(days in prop::collection::vec((-800i64..800, 0u8..3), 1..6)) {
            let all: Vec<Interval> = days.iter().map(|(day, precision)| interval(*day, *precision)).collect();
            let first = first(all.iter().copied()).unwrap();
            let last = last(all.iter().copied()).unwrap();
            prop_assert!(first.from <= first.last && last.from <= last.last);
            prop_assert!(all.iter().all(|one| first.from <= one.from && first.last <= one.last));
            prop_assert!(all.iter().all(|one| last.from >= one.from && last.last >= one.last));
        }
    }
}

//! Moments, spans of time, and how precisely a moment is known.
//! It reads no clock and no text: what "now" is, nothing here can tell.

use super::civil::{date_from_days, days_from_date, days_in_month};

/// Microseconds in a second.
pub const SECOND: i64 = 1_000_000;
/// Microseconds in a day.
pub const DAY: i64 = 86_400 * SECOND;

/// A moment: microseconds since 1970-01-01T00:00 on the wall clock of the extract's time zone, or,
/// in an extract without a calendar, since the patient's index event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Time(pub i64);

/// What a store's times count from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Clock {
    /// The calendar.
    #[default]
    Calendar,
    /// Each patient's index event; there is no calendar and no screen may invent one.
    Relative,
}

/// How precisely a moment is known, from coarse to fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(u8)]
pub enum Precision {
    /// Known to the year.
    Year = 0,
    /// Known to the month.
    Month = 1,
    /// Known to the day.
    #[default]
    Day = 2,
    /// Known to the minute.
    Minute = 3,
    /// Known to the second or finer.
    Second = 4,
}

/// A half-open span of time: from `from` up to, and without, `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Span {
    /// The first moment in.
    pub from: Time,
    /// The first moment out.
    pub to: Time,
}

impl Time {
    /// Midnight at the start of a date.
    pub fn from_date(year: i64, month: u32, day: u32) -> Self {
        Self::from_days(days_from_date(year, month, day))
    }

    /// Midnight `days` after day 0.
    pub fn from_days(days: i64) -> Self {
        Self(days.saturating_mul(DAY))
    }

    /// Whole days since day 0, rounded down.
    pub fn days(self) -> i64 {
        self.0.div_euclid(DAY)
    }

    /// The calendar date this moment falls on.
    pub fn date(self) -> (i64, u32, u32) {
        date_from_days(self.days())
    }

    /// The span this moment stands for: from its earliest to its latest possible instant.
    pub fn span(self, precision: Precision) -> Span {
        let (year, month, _) = self.date();
        let (from, to) = match precision {
            Precision::Year => (Self::from_date(year, 1, 1), Self::from_date(year + 1, 1, 1)),
            Precision::Month => {
                let first = Self::from_date(year, month, 1);
                (first, Self(first.0 + i64::from(days_in_month(year, month)) * DAY))
            }
            Precision::Day => (Self::from_days(self.days()), Self::from_days(self.days() + 1)),
            Precision::Minute => {
                let minute = 60 * SECOND;
                let start = self.0.div_euclid(minute) * minute;
                (Self(start), Self(start + minute))
            }
            Precision::Second => (self, Self(self.0.saturating_add(1))),
        };
        Span { from, to }
    }
}

impl Precision {
    /// From the number it is stored as; anything unknown counts as to the second.
    pub fn from_bits(bits: u8) -> Self {
        match bits {
            0 => Self::Year,
            1 => Self::Month,
            2 => Self::Day,
            3 => Self::Minute,
            _ => Self::Second,
        }
    }
}

impl Span {
    /// Whether a moment lies inside.
    pub fn contains(self, time: Time) -> bool {
        self.from <= time && time < self.to
    }

    /// Whether the two share a moment.
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// What the two share, if anything.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let span = Self { from: self.from.max(other.from), to: self.to.min(other.to) };
        (span.from < span.to).then_some(span)
    }
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn a_moment_stands_for_its_interval() {
        let may = Time::from_date(2019, 5, 14);
        let days = |precision| {
            let span = may.span(precision);
            (span.to.0 - span.from.0) / DAY
        };
        assert_eq!(days(Precision::Year), 365);
        assert_eq!(days(Precision::Month), 31);
        assert_eq!(days(Precision::Day), 1);
        assert_eq!(Time::from_date(2020, 2, 9).span(Precision::Month).to, Time::from_date(2020, 3, 1));
    }
}

//! Days of the synthetic cohort, counted from 1970-01-01, and the dates that hold for the whole extract.
//! Knows no source; the windows of the sources stand with their holders.

use crate::base::civil::{date_from_days, days_from_date};

/// A day, counted from 1970-01-01.
pub(super) type Day = i32;

/// The day of a date.
pub(super) const fn day(year: i64, month: u32, day: u32) -> Day {
    days_from_date(year, month, day) as Day
}

/// The first day on which anything is recorded.
pub(super) const FIRST_RECORD: Day = day(2014, 1, 1);
/// The first day of incidence.
pub(super) const FIRST_INCIDENCE: Day = day(2015, 1, 1);
/// The last day of incidence.
pub(super) const LAST_INCIDENCE: Day = day(2022, 12, 31);
/// The day the extract was cut.
pub(super) const AS_OF: Day = day(2024, 12, 31);

/// Year, month and day of the month.
pub(super) fn date(day: Day) -> (i64, u32, u32) {
    date_from_days(i64::from(day))
}

/// The year of a day.
pub(super) fn year(day: Day) -> i64 {
    date(day).0
}

/// The first day of the month that `of` lies in.
pub(super) fn month_start(of: Day) -> Day {
    let (year, month, _) = date(of);
    day(year, month, 1)
}

/// The day itself, or the Monday after it where it falls in a weekend.
pub(super) fn workday(day: Day) -> Day {
    // 1970-01-01 was a Thursday.
    match (day + 3).rem_euclid(7) {
        5 => day + 2,
        6 => day + 1,
        _ => day,
    }
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn weekends_move_to_monday() {
        assert_eq!(workday(day(2024, 11, 23)), day(2024, 11, 25));
        assert_eq!(workday(day(2024, 11, 24)), day(2024, 11, 25));
        assert_eq!(workday(day(2024, 11, 22)), day(2024, 11, 22));
        assert_eq!(month_start(day(2020, 2, 29)), day(2020, 2, 1));
    }
}

//! The proleptic Gregorian calendar as plain arithmetic: a date to a number of days and back.
//! Knows no time zones, no clock and no text.

/// Whether `year` has a 29 February.
pub fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days in a month (1 to 12).
pub fn days_in_month(year: i64, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a date. The year is counted from March, so that the leap day comes last.
pub const fn days_from_date(year: i64, month: u32, day: u32) -> i64 {
    let from_march = ((month + 9) % 12) as i64;
    let year = if month <= 2 { year - 1 } else { year };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // 153 days are five months from March on; 719468 days lie between 0000-03-01 and 1970-01-01.
    365 * year + leap_days + (153 * from_march + 2) / 5 + day as i64 - 1 - 719_468
}

/// The date (year, month, day) that lies `days` after 1970-01-01.
pub fn date_from_days(days: i64) -> (i64, u32, u32) {
    const PER_400_YEARS: i64 = 146_097;
    let days = days + 719_468;
    let era = days.div_euclid(PER_400_YEARS);
    let of_era = days.rem_euclid(PER_400_YEARS);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12 + 1;
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month as u32, day as u32)
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn every_day_of_twelve_centuries_comes_back() {
        let first = days_from_date(1500, 1, 1);
        let (mut year, mut month, mut day) = (1500, 1, 1);
        for days in first..days_from_date(2700, 1, 1) {
            assert_eq!(date_from_days(days), (year, month, day));
            assert_eq!(days_from_date(year, month, day), days);
            day += 1;
            if day > days_in_month(year, month) {
                (day, month) = (1, month + 1);
            }
            if month > 12 {
                (month, year) = (1, year + 1);
            }
        }
        assert_eq!(days_from_date(1970, 1, 1), 0);
    }
}

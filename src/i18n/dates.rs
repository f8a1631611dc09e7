//! Moments, days relative to an index event, and durations as a language writes them.
//! It shows a date no more precisely than it is known, and reads neither a clock nor a time zone.

use crate::base::time::{DAY, SECOND};
use crate::base::{Clock, Precision, Span, Time};

use super::numbers::MINUS;
use super::{Arg, Texts};

/// Days of a mean Gregorian year.
const YEAR: f64 = 365.2425;
const MONTH: f64 = YEAR / 12.0;
/// Up to so many days a duration is written in days: clinicians count so far in them.
const MOST_DAYS: f64 = 120.0;

impl Texts {
    /// A calendar moment as precisely as it is known: `2019`, `May 2019`, `14 May 2019`, `14 May 2019, 07:18`.
    pub fn date(&self, time: Time, precision: Precision) -> String {
        let (year, month, day) = time.date();
        let seconds = time.0.rem_euclid(DAY) / SECOND;
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        match precision {
            Precision::Year => year.to_string(),
            Precision::Month => format!("{} {year}", self.month(month)),
            Precision::Day => format!("{day} {} {year}", self.month(month)),
            Precision::Minute => format!("{}, {hour:02}:{minute:02}", self.date(time, Precision::Day)),
            Precision::Second => {
                format!("{}, {hour:02}:{minute:02}:{second:02}", self.date(time, Precision::Day))
            }
        }
    }

    /// A moment by its store's clock: a date, or `day +12` where there is no calendar.
    pub fn moment(&self, time: Time, precision: Precision, clock: Clock) -> String {
        match clock {
            Clock::Calendar => self.date(time, precision),
            Clock::Relative => self.day(time.0),
        }
    }

    /// From the first to the last day of a span, both in: `2 Jan 2012 – 31 Dec 2024`, or one day alone.
    pub fn dates(&self, span: Span, precision: Precision) -> String {
        let last = Time(span.to.0.saturating_sub(1).max(span.from.0));
        let (from, to) = (self.date(span.from, precision), self.date(last, precision));
        if from == to { from } else { format!("{from} – {to}") }
    }

    /// A month (1 to 12) in short: `May`, in Dutch `mei`.
    pub fn month(&self, month: u32) -> String {
        self.t(&format!("month-{month}"))
    }

    /// The day that lies `micros` from day 0, rounded down: `day 0`, `day +12`, `day −3`.
    pub fn day(&self, micros: i64) -> String {
        let days = micros.div_euclid(DAY);
        self.ta("relative-day", &[("day", Arg::Text(self.signed(days as f64, 0)))])
    }

    /// A distance from day 0 in short, for an axis: `0`, `+12 d`, `−6 mo`, `+1.5 y`.
    pub fn offset(&self, micros: i64) -> String {
        let days = micros as f64 / DAY as f64;
        if micros == 0 {
            return self.number(0.0, 0);
        }
        let (key, amount, digits) = match days.abs() {
            under if under < 1.0 => ("offset-hours", days * 24.0, 1),
            under if under <= MOST_DAYS => ("offset-days", days, 1),
            under if under < YEAR => ("offset-months", days / MONTH, 0),
            _ => ("offset-years", days / YEAR, 1),
        };
        self.ta(key, &[("n", Arg::Text(self.signed(amount, digits)))])
    }

    /// A length of time in its natural unit: `6 hours`, `88 days`, `5 months`, `2.1 years`.
    pub fn duration(&self, micros: i64) -> String {
        let seconds = micros.unsigned_abs() as f64 / SECOND as f64;
        let days = seconds / 86_400.0;
        let whole_days = micros % DAY == 0;
        let (key, amount) = match seconds {
            _ if days >= 2.0 * YEAR => ("duration-years", tenth(days / YEAR)),
            _ if days > MOST_DAYS => ("duration-months", (days / MONTH).round()),
            _ if days >= 10.0 || whole_days => ("duration-days", days.round()),
            _ if days >= 2.0 => ("duration-days", tenth(days)),
            _ if seconds >= 3600.0 => ("duration-hours", tenth(seconds / 3600.0)),
            _ if seconds >= 60.0 => ("duration-minutes", (seconds / 60.0).round()),
            _ => ("duration-seconds", tenth(seconds)),
        };
        let text = self.ta(key, &[("n", Arg::Num(amount))]);
        if micros < 0 { format!("{MINUS}{text}") } else { text }
    }

    fn signed(&self, number: f64, digits: usize) -> String {
        let text = self.number(number, digits);
        if text == "0" || text.starts_with(MINUS) { text } else { format!("+{text}") }
    }
}

fn tenth(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

#[cfg(test)]
mod test {
    use super::*;
    use crate::i18n::Lang;

    const HOUR: i64 = 3600 * SECOND;

    #[track_caller]
    fn check(write: impl Fn(&Texts) -> String, en: &str, nl: &str) {
        assert_eq!(write(&Texts::new(Lang::En)), en);
        assert_eq!(write(&Texts::new(Lang::Nl)), nl);
    }

    #[test]
    fn dates_are_as_precise_as_they_are_known() {
        let time = Time(Time::from_date(2019, 5, 14).0 + 7 * HOUR + 18 * 60 * SECOND + 29 * SECOND);
        check(|t| t.date(time, Precision::Year), "2019", "2019");
        check(|t| t.date(time, Precision::Month), "May 2019", "mei 2019");
        check(|t| t.date(time, Precision::Day), "14 May 2019", "14 mei 2019");
        check(|t| t.date(time, Precision::Minute), "14 May 2019, 07:18", "14 mei 2019, 07:18");
        check(|t| t.date(time, Precision::Second), "14 May 2019, 07:18:29", "14 mei 2019, 07:18:29");
        check(|t| t.date(Time::from_date(1901, 3, 1), Precision::Day), "1 Mar 1901", "1 mrt 1901");
    }

    #[test]
    fn spans_name_their_last_day() {
        let span = Span { from: Time::from_date(2012, 1, 1), to: Time::from_date(2025, 1, 1) };
        check(|t| t.dates(span, Precision::Year), "2012 – 2024", "2012 – 2024");
        check(|t| t.dates(span, Precision::Day), "1 Jan 2012 – 31 Dec 2024", "1 jan 2012 – 31 dec 2024");
        let empty = Span { from: span.from, to: span.from };
        check(|t| t.dates(empty, Precision::Month), "Jan 2012", "jan 2012");
    }

    #[test]
    fn days_without_a_calendar_count_from_the_index_event() {
        let moment = |days: i64| move |t: &Texts| t.moment(Time(days * DAY), Precision::Day, Clock::Relative);
        check(moment(0), "day 0", "dag 0");
        check(moment(12), "day +12", "dag +12");
        check(moment(-3), "day −3", "dag −3");
        check(moment(1200), "day +1,200", "dag +1.200");
        check(|t| t.day(-1), "day −1", "dag −1");
    }

    #[test]
    fn offsets_are_short() {
        check(|t| t.offset(0), "0", "0");
        check(|t| t.offset(12 * DAY), "+12 d", "+12 d");
        check(|t| t.offset(-6 * HOUR), "−6 h", "−6 u");
        check(|t| t.offset(-183 * DAY), "−6 mo", "−6 mnd");
        check(|t| t.offset(548 * DAY), "+1.5 y", "+1,5 j");
    }

    #[test]
    fn durations_choose_their_unit() {
        check(|t| t.duration(0), "0 days", "0 dagen");
        check(|t| t.duration(30 * SECOND), "30 seconds", "30 seconden");
        check(|t| t.duration(60 * SECOND), "1 minute", "1 minuut");
        check(|t| t.duration(6 * HOUR), "6 hours", "6 uur");
        check(|t| t.duration(36 * HOUR), "36 hours", "36 uur");
        check(|t| t.duration(DAY), "1 day", "1 dag");
        check(|t| t.duration(60 * HOUR), "2.5 days", "2,5 dagen");
        check(|t| t.duration(88 * DAY), "88 days", "88 dagen");
        check(|t| t.duration(120 * DAY), "120 days", "120 dagen");
        check(|t| t.duration(152 * DAY), "5 months", "5 maanden");
        check(|t| t.duration(767 * DAY), "2.1 years", "2,1 jaar");
        check(|t| t.duration(-3 * DAY), "−3 days", "−3 dagen");
    }
}

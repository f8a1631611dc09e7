//! Text to moments with the precision the text carries, by ISO 8601 or by a descriptor's format.
//! It judges nothing: whether a date makes sense for a patient is for the rules.

mod format;
mod iso;

use jiff::tz::TimeZone;

use crate::base::civil::days_in_month;
use crate::base::time::SECOND;
use crate::base::{Precision, Time};

use format::Op;

/// A moment on the wall clock of the extract's zone, and how precisely it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The earliest moment it can be.
    pub time: Time,
    /// How precisely it is known.
    pub precision: Precision,
}

/// Reads the dates of one column.
#[derive(Clone, Debug)]
pub struct DateParser {
    form: Form,
    zone: Zone,
}

#[derive(Clone, Debug)]
enum Form {
    Iso,
    /// ISO first, then the day-first forms `%d-%m-%Y`, `%d/%m/%Y` and `%d.%m.%Y`.
    Any(Vec<Vec<Op>>),
    Ops(Vec<Op>),
}

/// The zone all moments of an extract are brought to.
#[derive(Clone, Debug)]
pub struct Zone(TimeZone);

/// Why a format cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadFormat;

impl Zone {
    /// A zone by its IANA name, such as `Europe/Amsterdam`.
    pub fn named(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(Self)
    }

    /// An instant (microseconds since 1970 in UTC) on this zone's wall clock.
    pub fn wall(&self, instant: i64) -> Option<Time> {
        let at = jiff::Timestamp::from_microsecond(instant).ok()?;
        Some(Time(instant + i64::from(self.0.to_offset(at).seconds()) * SECOND))
    }
}

impl Stamp {
    /// The same moment known no more finely than `finest`.
    pub fn no_finer_than(self, finest: Precision) -> Self {
        if self.precision <= finest {
            return self;
        }
        Self { time: self.time.span(finest).from, precision: finest }
    }
}

impl DateParser {
    /// A parser by the `format` of a field: nothing or `default` for ISO 8601, `any`, or strptime marks.
    /// Two-digit years up to and with `newest` (the year of `asOf`) are of its century, later ones of
    /// the century before.
    pub fn new(format: Option<&str>, zone: &Zone, newest: i64) -> Result<Self, BadFormat> {
        let form = match format {
            None | Some("" | "default") => Form::Iso,
            Some("any") => {
                let dayfirst = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"];
                Form::Any(dayfirst.iter().map(|f| format::compile(f, newest)).collect::<Result<_, _>>()?)
            }
            Some(format) => Form::Ops(format::compile(format, newest)?),
        };
        Ok(Self { form, zone: zone.clone() })
    }

    /// Reads one date; nothing where the text is none. Blanks around it do not matter.
    #[inline]
    pub fn parse(&self, text: &str) -> Option<Stamp> {
        match self.plain_day(text.as_bytes()) {
            Some(days) => Some(Stamp { time: Time::from_days(days), precision: Precision::Day }),
            None => self.parse_any(text),
        }
    }

    /// A date in the commonest form, `2019-05-03`, in days since 1970; nothing for any other text or format.
    #[inline]
    pub fn plain_day(&self, text: &[u8]) -> Option<i64> {
        match self.form {
            Form::Iso => iso::plain_day(text),
            _ => None,
        }
    }

    fn parse_any(&self, text: &str) -> Option<Stamp> {
        let text = text.trim_ascii().as_bytes();
        let parts = match &self.form {
            Form::Iso => iso::parse(text)?,
            Form::Any(forms) => {
                iso::parse(text).or_else(|| forms.iter().find_map(|ops| format::parse(ops, text)))?
            }
            Form::Ops(ops) => format::parse(ops, text)?,
        };
        parts.stamp(&self.zone)
    }

    /// The zone moments are brought to.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }
}

/// What a text says of a moment, before it is checked against the calendar.
#[derive(Clone, Copy, Debug, Default)]
struct Parts {
    year: Option<i64>,
    month: Option<u32>,
    day: Option<u32>,
    hour: Option<u32>,
    minute: Option<u32>,
    second: Option<u32>,
    micros: u32,
    /// Afternoon, where the clock counts to twelve.
    afternoon: Option<bool>,
    day_of_year: Option<u32>,
    /// Seconds east of UTC.
    offset: Option<i64>,
}

impl Parts {
    fn stamp(mut self, zone: &Zone) -> Option<Stamp> {
        let year = self.year?;
        if let Some(of_year) = self.day_of_year {
            let (month, day) = month_and_day(year, of_year)?;
            (self.month, self.day) = (Some(month), Some(day));
        }
        let day_known = self.month.is_some() && self.day.is_some();
        let (month, day) = (self.month.unwrap_or(1), if day_known { self.day.unwrap_or(1) } else { 1 });
        if !(1..=12).contains(&month) || day == 0 || day > days_in_month(year, month) {
            return None;
        }
        let date = Time::from_date(year, month, day);
        let precision = match (self.month, day_known, self.minute, self.second) {
            (None, ..) => Precision::Year,
            (_, false, ..) => Precision::Month,
            // An hour without its minute is not known to the minute; the day is what is sure.
            (_, _, None, _) => Precision::Day,
            (_, _, _, None) => Precision::Minute,
            _ => Precision::Second,
        };
        if precision <= Precision::Day {
            return Some(Stamp { time: date, precision });
        }
        let wall = Time(date.0 + self.of_day()?);
        let time = match self.offset {
            Some(offset) => zone.wall(wall.0 - offset * SECOND)?,
            None => wall,
        };
        Some(Stamp { time, precision })
    }

    /// Microseconds since midnight.
    fn of_day(&self) -> Option<i64> {
        let (mut hour, minute) = (self.hour?, self.minute.unwrap_or(0));
        let (second, micros) = (self.second.unwrap_or(0), self.micros);
        if let Some(afternoon) = self.afternoon {
            if !(1..=12).contains(&hour) {
                return None;
            }
            hour = hour % 12 + if afternoon { 12 } else { 0 };
        }
        let end_of_day = hour == 24 && minute == 0 && second == 0 && micros == 0;
        if (hour > 23 && !end_of_day) || minute > 59 || second > 60 {
            return None;
        }
        let seconds = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
        Some(seconds * SECOND + i64::from(micros))
    }
}

fn month_and_day(year: i64, of_year: u32) -> Option<(u32, u32)> {
    let mut left = of_year.checked_sub(1)?;
    for month in 1..=12 {
        let days = days_in_month(year, month);
        if left < days {
            return Some((month, left + 1));
        }
        left -= days;
    }
    None
}

/// Up to `most` digits from `at` on: their value and how many there were.
fn digits(text: &[u8], at: usize, most: usize) -> (u32, usize) {
    let run = text.get(at..).unwrap_or(&[]).iter().take(most).take_while(|b| b.is_ascii_digit());
    run.fold((0, 0), |(value, n), b| (value * 10 + u32::from(b - b'0'), n + 1))
}

/// A fraction's digits from `at` on as microseconds (finer ones are cut off), and how many digits there were.
fn fraction(text: &[u8], at: usize) -> (u32, usize) {
    let (value, used) = digits(text, at, 6);
    let rest = text.get(at + used..).unwrap_or(&[]).iter().take_while(|b| b.is_ascii_digit()).count();
    (value * 10_u32.pow(6 - used as u32), used + rest)
}

/// A zone from `at` on (`Z`, `+02:00`, `+0200`, `+02`): seconds east of UTC, and how many bytes it took.
fn offset(text: &[u8], at: usize) -> Option<(i64, usize)> {
    let sign = match text.get(at)? {
        b'Z' | b'z' => return Some((0, 1)),
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, 2) = digits(text, at + 1, 2) else { return None };
    let colon = usize::from(text.get(at + 3) == Some(&b':'));
    let (minutes, used) = digits(text, at + 3 + colon, 2);
    let used = match used {
        2 => 5 + colon,
        0 if colon == 0 => 3,
        _ => return None,
    };
    (hours <= 18 && minutes < 60).then(|| (sign * (i64::from(hours) * 3600 + i64::from(minutes) * 60), used))
}

#[cfg(test)]
mod test;

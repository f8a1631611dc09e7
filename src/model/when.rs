//! How moments and spans are written into what is saved: as dates, with a time where there is one, open ends as null.
//! Without a calendar they are the same count of days, written as if day 0 were 1970-01-01.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::base::time::{DAY, SECOND};
use crate::base::{Span, Time, civil};

/// At and beyond these moments an end is open.
const OPEN: (i64, i64) = (i64::MIN / 2, i64::MAX / 2);
/// Years beyond it are no years of a project.
const MOST_YEARS: i64 = 9999;

/// A moment as `2019-05-14`, or with its time of day: `2019-05-14T07:18:00.5`.
pub fn written(time: Time) -> String {
    let (year, month, day) = time.date();
    let within = time.0.rem_euclid(DAY);
    if within == 0 {
        return format!("{year:04}-{month:02}-{day:02}");
    }
    let (seconds, micros) = (within / SECOND, within % SECOND);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let fraction = if micros == 0 { String::new() } else { format!(".{micros:06}") };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}")
}

/// A moment from what [`written`] writes.
pub fn read(text: &str) -> Option<Time> {
    let (date, clock) = text.split_once('T').map_or((text, None), |(date, clock)| (date, Some(clock)));
    let (sign, date) = date.strip_prefix('-').map_or((1, date), |date| (-1, date));
    let mut parts = date.splitn(3, '-');
    let year = sign * parts.next()?.parse::<i64>().ok().filter(|year| *year <= MOST_YEARS)?;
    let month = parts.next()?.parse::<u32>().ok().filter(|month| (1..=12).contains(month))?;
    let most = civil::days_in_month(year, month);
    let day = parts.next()?.parse::<u32>().ok().filter(|day| (1..=most).contains(day))?;
    let midnight = Time::from_date(year, month, day);
    let Some(clock) = clock else { return Some(midnight) };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let mut parts = clock.splitn(3, ':').map(|part| part.parse::<i64>().ok());
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    let inside = (0..24).contains(&hour) && (0..60).contains(&minute) && (0..60).contains(&second);
    let micros = (fraction.len() <= 6).then(|| format!("{fraction:0<6}").parse::<i64>().ok()).flatten()?;
    inside.then(|| Time(midnight.0 + (hour * 3600 + minute * 60 + second) * SECOND + micros))
}

/// A span as it is saved; what is left out is open.
#[derive(Serialize, Deserialize)]
struct Form {
    #[serde(default)]
    from: Option<String>,
    #[serde(default)]
    to: Option<String>,
}

impl Form {
    fn of(span: Span) -> Self {
        Self {
            from: (span.from.0 > OPEN.0).then(|| written(span.from)),
            to: (span.to.0 < OPEN.1).then(|| written(span.to)),
        }
    }

    fn span<E: serde::de::Error>(self) -> Result<Span, E> {
        let end = |text: Option<String>, open: i64| match text {
            None => Ok(Time(open)),
            Some(text) => read(&text).ok_or_else(|| E::custom("a date is written 2019-05-14")),
        };
        Ok(Span { from: end(self.from, OPEN.0)?, to: end(self.to, OPEN.1)? })
    }
}

/// A span that is there.
pub mod span {
    use super::{Deserialize as _, Deserializer, Form, Serialize as _, Serializer, Span};

    /// Writes it.
    pub fn serialize<S: Serializer>(span: &Span, to: S) -> Result<S::Ok, S::Error> {
        Form::of(*span).serialize(to)
    }

    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Span, D::Error> {
        Form::deserialize(from)?.span()
    }
}

/// A span that may be absent.
pub mod span_or_none {
    use super::{Deserialize as _, Deserializer, Form, Serialize as _, Serializer, Span};

    /// Writes it.
    pub fn serialize<S: Serializer>(span: &Option<Span>, to: S) -> Result<S::Ok, S::Error> {
        span.map(Form::of).serialize(to)
    }

    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Span>, D::Error> {
        Option::<Form>::deserialize(from)?.map(Form::span).transpose()
    }
}

/// A number that may have no bound, which JSON cannot write: null stands for it.
pub mod bound {
    use super::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    /// Writes it.
    pub fn serialize<S: Serializer>(number: &f64, to: S) -> Result<S::Ok, S::Error> {
        number.is_finite().then_some(*number).serialize(to)
    }

    /// Reads a lower bound.
    pub fn least<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
        Ok(Option::<f64>::deserialize(from)?.unwrap_or(f64::NEG_INFINITY))
    }

    /// Reads an upper bound.
    pub fn most<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
        Ok(Option::<f64>::deserialize(from)?.unwrap_or(f64::INFINITY))
    }
}

#[cfg(test)]
mod test {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_moment_comes_back(days in -700_000_i64..2_000_000, micros in prop_oneof![Just(0), 0..DAY]) {
            let time = Time(days * DAY + micros);
            prop_assert_eq!(read(&written(time)), Some(time), "{}", written(time));
        }

        #[test]
        fn no_text_is_more_than_it_can_be(text in "[-0-9T:.]{0,30}") {
            if let Some(time) = read(&text) {
                prop_assert_eq!(read(&written(time)), Some(time));
            }
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        assert_eq!(written(Time(1_500_000)), "1970-01-01T00:00:01.500000");
        for wrong in ["", "2019", "2019-13-01", "2019-02-29", "2019-01-01T24:00:00", "2019-01-01T10:00", "x"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}

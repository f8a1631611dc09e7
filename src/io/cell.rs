//! One cell of a table of any format, and its reading as text, number or moment.
//! It knows no column names and no events.

use std::fmt::Write;

use crate::base::civil::date_from_days;
use crate::base::time::{DAY, SECOND};
use crate::base::{Precision, Time};

use super::date::{DateParser, Stamp};
use super::number::NumberParser;

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Missing,
    /// Text, as it stands there.
    Text(&'a str),
    /// A whole number.
    Int(i64),
    /// A number.
    Float(f64),
    /// Yes or no.
    Bool(bool),
    /// A date, in days since 1970.
    Days(i64),
    /// A moment on the wall clock, in µs since 1970.
    Wall(i64),
    /// An instant, in µs since 1970 in UTC.
    Instant(i64),
}

/// A row whose cells can be looked up by the places the plan gave its columns.
pub trait Cells {
    /// The cell at a place.
    fn cell(&self, slot: usize) -> Cell<'_>;
}

/// How the cells of one column are to be read.
#[derive(Clone, Debug)]
pub struct ColumnPlan {
    /// The column's name.
    pub name: String,
    /// Texts that mean "missing"; the empty one only, where this is `None`.
    pub missing: Option<Vec<String>>,
    /// How its dates are written.
    pub dates: DateParser,
    /// How its numbers are written.
    pub numbers: NumberParser,
    /// The finest precision its declared type allows.
    pub finest: Precision,
    /// Its declared type, or what the file says it is.
    pub kind: Option<String>,
}

impl ColumnPlan {
    /// The cell with texts that mean "missing" taken for what they mean.
    #[inline]
    pub fn read<'a>(&self, cell: Cell<'a>) -> Cell<'a> {
        match (&self.missing, cell) {
            (None, Cell::Text("")) => Cell::Missing,
            (None, _) => cell,
            (Some(missing), _) => listed(missing, cell),
        }
    }

    /// A moment; `Err` where something stands there that is none.
    #[inline]
    pub fn stamp(&self, cell: Cell<'_>) -> Result<Option<Stamp>, Unreadable> {
        let second = |time| Some(Stamp { time, precision: Precision::Second });
        let stamp = match self.read(cell) {
            Cell::Missing => return Ok(None),
            Cell::Text(text) if text.trim_ascii().is_empty() => return Ok(None),
            Cell::Text(text) => self.dates.parse(text),
            Cell::Int(number) => self.dates.parse(&number.to_string()),
            Cell::Float(number) if number.is_nan() => return Ok(None),
            Cell::Float(number) if number.fract() == 0.0 => self.dates.parse(&format!("{number:.0}")),
            Cell::Float(_) | Cell::Bool(_) => None,
            Cell::Days(days) => Some(Stamp { time: Time::from_days(days), precision: Precision::Day }),
            Cell::Wall(micros) => second(Time(micros)),
            Cell::Instant(micros) => self.dates.zone().wall(micros).and_then(second),
        };
        let stamp = stamp.ok_or(Unreadable)?;
        Ok(Some(stamp.no_finer_than(self.finest)))
    }

    /// A finite number; `Err` where something stands there that is none.
    #[inline]
    pub fn number(&self, cell: Cell<'_>) -> Result<Option<f64>, Unreadable> {
        match self.read(cell) {
            Cell::Missing => Ok(None),
            Cell::Text(text) if text.trim_ascii().is_empty() => Ok(None),
            Cell::Text(text) => self.numbers.parse(text).map(Some).ok_or(Unreadable),
            Cell::Int(number) => Ok(Some(number as f64)),
            Cell::Float(number) if number.is_nan() => Ok(None),
            Cell::Float(number) if number.is_finite() => Ok(Some(number)),
            _ => Err(Unreadable),
        }
    }

    /// Days since the index event as a moment: to the day where they are whole, finer otherwise.
    pub fn relative(&self, cell: Cell<'_>) -> Result<Option<Stamp>, Unreadable> {
        let Some(days) = self.number(cell)? else { return Ok(None) };
        let micros = days * DAY as f64;
        // Beyond ten thousand years it is no number of days.
        if micros.abs() > 3_652_500.0 * DAY as f64 {
            return Err(Unreadable);
        }
        let precision = if days.fract() == 0.0 { Precision::Day } else { Precision::Second };
        Ok(Some(Stamp { time: Time(micros.round() as i64), precision }))
    }

    /// The cell as text, written into `buffer` where it is none yet; nothing where it is missing.
    #[inline]
    pub fn text<'a>(&self, cell: Cell<'a>, buffer: &'a mut String) -> Option<&'a str> {
        match self.read(cell) {
            Cell::Missing => None,
            Cell::Text(text) => Some(text),
            other => {
                buffer.clear();
                write_text(other, buffer);
                Some(buffer)
            }
        }
    }
}

/// The cell where the texts that mean "missing" are listed.
fn listed<'a>(missing: &[String], cell: Cell<'a>) -> Cell<'a> {
    match cell {
        Cell::Text(text) if missing.iter().any(|m| m == text) => Cell::Missing,
        Cell::Int(number) if !missing.is_empty() => {
            let text = number.to_string();
            if missing.contains(&text) { Cell::Missing } else { cell }
        }
        _ => cell,
    }
}

/// Something stands in a cell that cannot be read as what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// The largest whole number up to which a floating-point number is exact.
pub const EXACT: f64 = 9_007_199_254_740_992.0;

/// Writes a cell as text: whole numbers without a point, dates by ISO 8601.
pub fn write_text(cell: Cell<'_>, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = match cell {
        Cell::Missing => Ok(()),
        Cell::Text(text) => out.write_str(text),
        Cell::Int(number) => write!(out, "{number}"),
        Cell::Float(number) if number.fract() == 0.0 && number.abs() < EXACT => write!(out, "{number:.0}"),
        Cell::Float(number) => write!(out, "{number}"),
        Cell::Bool(yes) => write!(out, "{yes}"),
        Cell::Days(days) => {
            let (year, month, day) = date_from_days(days);
            write!(out, "{year:04}-{month:02}-{day:02}")
        }
        Cell::Wall(micros) => write_moment(micros, "", out),
        Cell::Instant(micros) => write_moment(micros, "Z", out),
    };
}

fn write_moment(micros: i64, zone: &str, out: &mut String) -> std::fmt::Result {
    let (year, month, day) = Time(micros).date();
    let of_day = micros.rem_euclid(DAY);
    let seconds = of_day / SECOND;
    write!(
        out,
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )?;
    if of_day % SECOND != 0 {
        write!(out, ".{:06}", of_day % SECOND)?;
    }
    out.write_str(zone)
}

//! Dates by a strptime format, compiled once to a short list of steps.
//! Weekday names are read over; a format that does not say the year is refused.

use super::{BadFormat, Parts, digits, fraction, offset};

/// One step of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    Year,
    /// Two digits; the newest year they can mean.
    ShortYear(i64),
    Month,
    MonthName,
    Day,
    DayOfYear,
    Hour,
    Minute,
    Second,
    Fraction,
    HalfDay,
    Zone,
    Weekday,
    Blank,
    Literal(u8),
}

/// Compiles a format.
pub(super) fn compile(format: &str, newest: i64) -> Result<Vec<Op>, BadFormat> {
    let mut ops = Vec::new();
    push(&mut ops, format.trim_ascii(), newest)?;
    let year = ops.iter().any(|op| matches!(op, Op::Year | Op::ShortYear(_)));
    if year { Ok(ops) } else { Err(BadFormat) }
}

fn push(ops: &mut Vec<Op>, format: &str, newest: i64) -> Result<(), BadFormat> {
    let mut bytes = format.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            let op = if byte.is_ascii_whitespace() { Op::Blank } else { Op::Literal(byte) };
            if op != Op::Blank || ops.last() != Some(&Op::Blank) {
                ops.push(op);
            }
            continue;
        }
        let mut mark = bytes.next().ok_or(BadFormat)?;
        if mark == b'-' || mark == b'E' || mark == b'O' {
            mark = bytes.next().ok_or(BadFormat)?;
        }
        ops.push(match mark {
            b'Y' => Op::Year,
            b'y' => Op::ShortYear(newest),
            b'm' => Op::Month,
            b'b' | b'B' | b'h' => Op::MonthName,
            b'd' | b'e' => Op::Day,
            b'j' => Op::DayOfYear,
            b'H' | b'I' | b'k' | b'l' => Op::Hour,
            b'M' => Op::Minute,
            b'S' => Op::Second,
            b'f' => Op::Fraction,
            b'p' | b'P' => Op::HalfDay,
            b'z' | b'Z' => Op::Zone,
            b'a' | b'A' => Op::Weekday,
            b'n' | b't' => Op::Blank,
            b'%' => Op::Literal(b'%'),
            b'F' => return push_rest(ops, "%Y-%m-%d", bytes.as_slice_str(format), newest),
            b'T' => return push_rest(ops, "%H:%M:%S", bytes.as_slice_str(format), newest),
            b'R' => return push_rest(ops, "%H:%M", bytes.as_slice_str(format), newest),
            b'D' => return push_rest(ops, "%m/%d/%y", bytes.as_slice_str(format), newest),
            _ => return Err(BadFormat),
        });
    }
    Ok(())
}

fn push_rest(ops: &mut Vec<Op>, first: &str, rest: &str, newest: i64) -> Result<(), BadFormat> {
    push(ops, first, newest)?;
    push(ops, rest, newest)
}

trait Remaining {
    /// What an iterator over `of` has not yet given.
    fn as_slice_str<'a>(&self, of: &'a str) -> &'a str;
}

impl Remaining for std::str::Bytes<'_> {
    fn as_slice_str<'a>(&self, of: &'a str) -> &'a str {
        of.get(of.len() - self.len()..).unwrap_or("")
    }
}

/// Reads a text by compiled steps; the text must end where the steps do.
pub(super) fn parse(ops: &[Op], text: &[u8]) -> Option<Parts> {
    let mut parts = Parts::default();
    let mut at = 0;
    for op in ops {
        at += step(*op, text, at, &mut parts)?;
    }
    (at == text.len()).then_some(parts)
}

/// How many bytes a step took.
fn step(op: Op, text: &[u8], at: usize, parts: &mut Parts) -> Option<usize> {
    let number = |most: usize| {
        let (value, used) = digits(text, at, most);
        (used > 0).then_some((value, used))
    };
    match op {
        Op::Year => {
            let (year, 4) = digits(text, at, 4) else { return None };
            parts.year = Some(i64::from(year));
            Some(4)
        }
        Op::ShortYear(newest) => {
            let (year, 2) = digits(text, at, 2) else { return None };
            let year = newest - newest.rem_euclid(100) + i64::from(year);
            parts.year = Some(if year > newest { year - 100 } else { year });
            Some(2)
        }
        Op::Month => number(2).map(|(value, used)| {
            parts.month = Some(value);
            used
        }),
        Op::Day => number(2).map(|(value, used)| {
            parts.day = Some(value);
            used
        }),
        Op::DayOfYear => number(3).map(|(value, used)| {
            parts.day_of_year = Some(value);
            used
        }),
        Op::Hour => number(2).map(|(value, used)| {
            parts.hour = Some(value);
            used
        }),
        Op::Minute => number(2).map(|(value, used)| {
            parts.minute = Some(value);
            used
        }),
        Op::Second => number(2).map(|(value, used)| {
            parts.second = Some(value);
            used
        }),
        Op::Fraction => {
            let (micros, used) = fraction(text, at);
            parts.micros = micros;
            (used > 0).then_some(used)
        }
        Op::HalfDay => half_day(text, at, parts),
        Op::Zone => {
            let (east, used) = offset(text, at)?;
            parts.offset = Some(east);
            Some(used)
        }
        Op::MonthName => month_name(text, at, parts),
        Op::Weekday => {
            Some(letters(text, at).len() + usize::from(text.get(at + letters(text, at).len()) == Some(&b'.')))
        }
        Op::Blank => Some(text.get(at..)?.iter().take_while(|b| b.is_ascii_whitespace()).count()),
        Op::Literal(byte) => (text.get(at) == Some(&byte)).then_some(1),
    }
}

fn letters(text: &[u8], at: usize) -> &[u8] {
    let rest = text.get(at..).unwrap_or(&[]);
    &rest[..rest.iter().take_while(|b| b.is_ascii_alphabetic()).count()]
}

fn half_day(text: &[u8], at: usize, parts: &mut Parts) -> Option<usize> {
    let mark = text.get(at..at + 2)?;
    parts.afternoon = Some(match mark.to_ascii_lowercase().as_slice() {
        b"am" => false,
        b"pm" => true,
        _ => return None,
    });
    Some(2)
}

/// A month's English or Dutch name, whole or cut to three letters, in any case, a full stop after it or not.
fn month_name(text: &[u8], at: usize, parts: &mut Parts) -> Option<usize> {
    const ENGLISH: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    const DUTCH: [&str; 12] = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ];
    let word = letters(text, at).to_ascii_lowercase();
    let is = |name: &&str| word == name.as_bytes() || word == name.as_bytes()[..3];
    let month = match word.as_slice() {
        b"mrt" => 2,
        b"sept" => 8,
        _ => ENGLISH.iter().position(&is).or_else(|| DUTCH.iter().position(is))?,
    };
    parts.month = Some(month as u32 + 1);
    Some(word.len() + usize::from(text.get(at + word.len()) == Some(&b'.')))
}

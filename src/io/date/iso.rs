//! ISO 8601 dates and moments as extracts write them.
//! Week dates and durations are not read.

use super::{Parts, digits, fraction, offset};
use crate::base::civil::{days_from_date, days_in_month};
use crate::io::number::pairs_of_digits;

/// The commonest form, `2019-05-03`, in days since 1970, without any detour.
#[inline]
pub(super) fn plain_day(text: &[u8]) -> Option<i64> {
    /// The dashes after year and month, in the first eight characters.
    const DASHES: u64 = 0x2d00_002d_0000_0000;
    const WHERE: u64 = 0xff00_00ff_0000_0000;
    let Some((front, &[tens, ones])) = text.split_first_chunk::<8>() else { return None };
    let front = u64::from_le_bytes(*front);
    if front & WHERE != DASHES {
        return None;
    }
    // Year, month and day side by side.
    let day = u64::from(tens) << 48 | u64::from(ones) << 56;
    let pairs = pairs_of_digits(front & 0xffff_ffff | (front >> 40 & 0xffff) << 32 | day)?;
    let pair = |at: u32| (pairs >> (16 * at)) as u32 & 0xff;
    let (year, month, day) = (pair(0) * 100 + pair(1), pair(2), pair(3));
    if !(1..=12).contains(&month) {
        return None;
    }
    let (first, next) = month_bounds(year, month);
    let days = first + i64::from(day) - 1;
    (day >= 1 && days < next).then_some(days)
}

/// The first days of a month and of the next one, in days since 1970.
fn month_bounds(year: u32, month: u32) -> (i64, i64) {
    const FIRST: u32 = 1900;
    const MONTHS: usize = 12 * 200;
    /// The first day of each month of two centuries: looking it up beats working it out.
    static STARTS: [i32; MONTHS + 1] = {
        let mut starts = [0; MONTHS + 1];
        let mut at = 0;
        while at <= MONTHS {
            starts[at] = days_from_date(FIRST as i64 + at as i64 / 12, at as u32 % 12 + 1, 1) as i32;
            at += 1;
        }
        starts
    };
    let at = (year.wrapping_sub(FIRST) as usize).wrapping_mul(12).wrapping_add(month as usize - 1);
    if let Some([first, next]) = STARTS.get(at..).and_then(<[i32]>::first_chunk) {
        return (i64::from(*first), i64::from(*next));
    }
    let (year, first) = (i64::from(year), days_from_date(i64::from(year), month, 1));
    (first, first + i64::from(days_in_month(year, month)))
}

/// Any of `2019`, `2019-05`, `2019-05-03`, `20190503`, `2019-123`, and with a time after `T` or blanks
/// `07`, `07:18`, `0718`, `07:18:29`, `07:18:29.123456`, each with or without a zone.
pub(super) fn parse(text: &[u8]) -> Option<Parts> {
    let (mut parts, at) = date(text)?;
    if at == text.len() {
        return Some(parts);
    }
    let blanks = text.get(at..)?.iter().take_while(|b| **b == b' ').count();
    let at = match text.get(at)? {
        b'T' | b't' => at + 1,
        b' ' => at + blanks,
        _ => return None,
    };
    parts.day?;
    let at = time(text, at, &mut parts)?;
    let at = at + text.get(at..)?.iter().take_while(|b| **b == b' ').count();
    if at == text.len() {
        return Some(parts);
    }
    let (east, used) = offset(text, at)?;
    parts.offset = Some(east);
    (at + used == text.len()).then_some(parts)
}

fn date(text: &[u8]) -> Option<(Parts, usize)> {
    let (number, run) = digits(text, 0, 9);
    let mut parts = Parts::default();
    if run == 8 {
        parts.year = Some(i64::from(number / 10_000));
        (parts.month, parts.day) = (Some(number / 100 % 100), Some(number % 100));
        return Some((parts, 8));
    }
    if run != 4 {
        return None;
    }
    parts.year = Some(i64::from(number));
    if text.get(4) != Some(&b'-') {
        return Some((parts, 4));
    }
    let (number, run) = digits(text, 5, 3);
    if run == 3 {
        parts.day_of_year = Some(number);
        parts.day = Some(1);
        return Some((parts, 8));
    }
    if run != 2 {
        return None;
    }
    parts.month = Some(number);
    if text.get(7) != Some(&b'-') {
        return Some((parts, 7));
    }
    let (number, 2) = digits(text, 8, 3) else { return None };
    parts.day = Some(number);
    Some((parts, 10))
}

fn time(text: &[u8], at: usize, parts: &mut Parts) -> Option<usize> {
    let (number, run) = digits(text, at, 6);
    match run {
        2 => parts.hour = Some(number),
        4 => (parts.hour, parts.minute) = (Some(number / 100), Some(number % 100)),
        6 => {
            (parts.hour, parts.minute) = (Some(number / 10_000), Some(number / 100 % 100));
            parts.second = Some(number % 100);
        }
        _ => return None,
    }
    let mut at = at + run;
    if run == 2 && text.get(at) == Some(&b':') {
        let (minute, 2) = digits(text, at + 1, 2) else { return None };
        parts.minute = Some(minute);
        at += 3;
        if text.get(at) == Some(&b':') {
            let (second, 2) = digits(text, at + 1, 2) else { return None };
            parts.second = Some(second);
            at += 3;
        }
    }
    if parts.second.is_some() && matches!(text.get(at), Some(b'.' | b',')) {
        let (micros, used) = fraction(text, at + 1);
        if used == 0 {
            return None;
        }
        parts.micros = micros;
        at += 1 + used;
    }
    Some(at)
}

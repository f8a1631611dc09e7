//! ISO 8601 dates and moments as extracts write them.
//! Week dates and durations are not read.

use crate::base::civil::days_in_month;
use crate::base::{Precision, Time};

use super::{Parts, Stamp, digits, fraction, offset};

/// The commonest form, `2019-05-03`, without any detour.
pub(super) fn plain_day(text: &[u8]) -> Option<Stamp> {
    let &[a, b, c, d, b'-', e, f, b'-', g, h] = text else {
        return None;
    };
    let digit = |b: u8| {
        let digit = b.wrapping_sub(b'0');
        (digit < 10).then_some(u32::from(digit))
    };
    let year = i64::from(digit(a)? * 1000 + digit(b)? * 100 + digit(c)? * 10 + digit(d)?);
    let (month, day) = (digit(e)? * 10 + digit(f)?, digit(g)? * 10 + digit(h)?);
    let valid = (1..=12).contains(&month) && day >= 1 && day <= days_in_month(year, month);
    valid.then(|| Stamp { time: Time::from_date(year, month, day), precision: Precision::Day })
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

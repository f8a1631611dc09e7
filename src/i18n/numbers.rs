//! Numbers as a language writes them: grouped counts, decimals, shares, sizes.
//! It rounds for reading only and never decides what is counted.

use super::{Lang, Texts};

/// A true minus, as wide as a plus.
pub(super) const MINUS: char = '\u{2212}';

/// The sign between groups of three digits, and the one before the fraction.
fn signs(lang: Lang) -> (char, char) {
    match lang {
        Lang::En => (',', '.'),
        Lang::Nl => ('.', ','),
    }
}

/// `number` with exactly `digits` after the decimal sign.
pub(super) fn fixed(number: f64, digits: usize, lang: Lang) -> String {
    if !number.is_finite() {
        return "–".to_owned();
    }
    let plain = format!("{:.digits$}", number.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let (group, decimal) = signs(lang);
    let mut text = String::new();
    // A number that rounds to nothing has no sign.
    if number < 0.0 && plain.bytes().any(|digit| digit.is_ascii_digit() && digit != b'0') {
        text.push(MINUS);
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(decimal);
        text.push_str(fraction);
    }
    text
}

/// `number` with no more digits than it needs, at most `digits` after the decimal sign.
pub(super) fn shortest(number: f64, digits: usize, lang: Lang) -> String {
    let text = fixed(number, digits, lang);
    match text.rsplit_once(signs(lang).1) {
        Some((whole, fraction)) if digits > 0 => {
            let fraction = fraction.trim_end_matches('0');
            if fraction.is_empty() { whole.to_owned() } else { format!("{whole}{}{fraction}", signs(lang).1) }
        }
        _ => text,
    }
}

impl Texts {
    /// A count with its groups of three: `8,000`, in Dutch `8.000`.
    pub fn count(&self, n: u64) -> String {
        let digits = n.to_string();
        let mut text = String::with_capacity(digits.len() + digits.len() / 3);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push(signs(self.lang()).0);
            }
            text.push(digit);
        }
        text
    }

    /// A number with exactly `digits` after the decimal sign; a dash for what is not a number.
    pub fn decimal(&self, number: f64, digits: usize) -> String {
        fixed(number, digits, self.lang())
    }

    /// A number with no more digits than it needs, at most `digits` after the decimal sign.
    pub fn number(&self, number: f64, digits: usize) -> String {
        shortest(number, digits, self.lang())
    }

    /// A share from 0 to 1 in per cent. What is not nothing never reads as nothing, and what is not all never
    /// as all: `<0.1 %`, `>99.9 %`.
    pub fn percent(&self, share: f64, digits: usize) -> String {
        let step = 10_f64.powi(-(digits as i32));
        let percent = share * 100.0;
        if share > 0.0 && percent < step / 2.0 {
            format!("<{} %", self.decimal(step, digits))
        } else if share < 1.0 && percent > 100.0 - step / 2.0 {
            format!(">{} %", self.decimal(100.0 - step, digits))
        } else {
            format!("{} %", self.decimal(percent, digits))
        }
    }

    /// A size in units of a thousand: `950 bytes`, `4.9 MB`.
    pub fn bytes(&self, n: u64) -> String {
        const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
        if n < 1000 {
            return self.ta("size-bytes", &[("n", n.into())]);
        }
        let (mut size, mut unit) = (n as f64 / 1000.0, 0);
        // 999.95 would be written as 1,000.0.
        while size >= 999.95 && unit + 1 < UNITS.len() {
            (size, unit) = (size / 1000.0, unit + 1);
        }
        format!("{} {}", self.decimal(size, 1), UNITS[unit])
    }
}

#[cfg(test)]
mod test {
    use super::*;

    #[track_caller]
    fn check(write: impl Fn(&Texts) -> String, en: &str, nl: &str) {
        assert_eq!(write(&Texts::new(Lang::En)), en);
        assert_eq!(write(&Texts::new(Lang::Nl)), nl);
    }

    #[test]
    fn counts() {
        check(|t| t.count(0), "0", "0");
        check(|t| t.count(999), "999", "999");
        check(|t| t.count(8000), "8,000", "8.000");
        check(|t| t.count(1_234_567), "1,234,567", "1.234.567");
        check(|t| t.count(u64::MAX), "18,446,744,073,709,551,615", "18.446.744.073.709.551.615");
    }

    #[test]
    fn decimals() {
        check(|t| t.decimal(1234.5, 2), "1,234.50", "1.234,50");
        check(|t| t.decimal(-0.04, 1), "0.0", "0,0");
        check(|t| t.decimal(-1.25, 2), "−1.25", "−1,25");
        check(|t| t.decimal(f64::NAN, 1), "–", "–");
        check(|t| t.number(2.0, 1), "2", "2");
        check(|t| t.number(2.1, 3), "2.1", "2,1");
        check(|t| t.number(1200.0, 3), "1,200", "1.200");
        check(|t| t.number(1000.0, 0), "1,000", "1.000");
    }

    #[test]
    fn shares_say_neither_nothing_nor_all_unless_it_is_so() {
        check(|t| t.percent(0.093, 1), "9.3 %", "9,3 %");
        check(|t| t.percent(0.0, 1), "0.0 %", "0,0 %");
        check(|t| t.percent(0.0001, 1), "<0.1 %", "<0,1 %");
        check(|t| t.percent(0.004, 0), "<1 %", "<1 %");
        check(|t| t.percent(0.9999, 1), ">99.9 %", ">99,9 %");
        check(|t| t.percent(1.0, 1), "100.0 %", "100,0 %");
    }

    #[test]
    fn sizes() {
        check(|t| t.bytes(1), "1 byte", "1 byte");
        check(|t| t.bytes(950), "950 bytes", "950 bytes");
        check(|t| t.bytes(4_900_000), "4.9 MB", "4,9 MB");
        check(|t| t.bytes(999_990), "1.0 MB", "1,0 MB");
    }
}

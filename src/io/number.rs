//! Text to numbers with a descriptor's decimal and group marks, and to identifiers as whole numbers without loss.
//! It knows no units and no ranges.

/// The marks inside a column's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberParser {
    /// Between the whole part and the rest.
    pub decimal: u8,
    /// Between groups of digits, dropped wherever it stands.
    pub group: Option<u8>,
}

impl Default for NumberParser {
    fn default() -> Self {
        Self { decimal: b'.', group: None }
    }
}

impl NumberParser {
    /// A finite number, or nothing. Blanks around it do not matter.
    pub fn parse(self, text: &str) -> Option<f64> {
        if let Some(number) = self.plain(text.as_bytes()) {
            return Some(number);
        }
        let text = text.trim_ascii();
        if !text.bytes().next_back()?.is_ascii_digit() && !text.ends_with(char::from(self.decimal)) {
            return None;
        }
        let number = if self.decimal == b'.' && self.group.is_none() {
            text.parse().ok()
        } else {
            self.bare(text)?.parse().ok()
        };
        number.filter(|number: &f64| number.is_finite())
    }

    /// The commonest form of a number, such as `12.5`, where it is exact: both the digits as a whole number and the power
    /// of ten they are divided by are then floating-point numbers, and one division rounds once. Nothing for other forms.
    #[inline]
    pub fn plain(self, text: &[u8]) -> Option<f64> {
        const POWERS: [f64; 16] =
            [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
        if text.is_empty() || text.len() > 15 {
            return None;
        }
        let (mut digits, mut after) = (0_u64, None);
        for (at, byte) in text.iter().enumerate() {
            let digit = byte.wrapping_sub(b'0');
            if digit <= 9 {
                digits = digits * 10 + u64::from(digit);
            } else if *byte == self.decimal && after.is_none() && at > 0 && at + 1 < text.len() {
                after = Some(text.len() - at - 1);
            } else {
                return None;
            }
        }
        Some(digits as f64 / POWERS[after.unwrap_or(0)])
    }

    /// The number with a full stop as its decimal mark and no groups.
    fn bare(self, text: &str) -> Option<String> {
        let mut plain = String::with_capacity(text.len());
        for c in text.bytes() {
            match c {
                _ if c == self.decimal => plain.push('.'),
                _ if Some(c) == self.group => {}
                b'0'..=b'9' | b'+' | b'-' | b'e' | b'E' => plain.push(char::from(c)),
                _ => return None,
            }
        }
        Some(plain)
    }
}

/// The digit 0, eight times.
const ZEROS: u64 = 0x3030_3030_3030_3030;

/// Eight digits, the first in the lowest byte, as four numbers of two digits in 16 bits each; nothing if any is none.
#[inline]
pub(super) fn pairs_of_digits(word: u64) -> Option<u64> {
    const TENS: u64 = 0xf0f0_f0f0_f0f0_f0f0;
    let all = word & TENS == ZEROS && word.wrapping_add(0x0606_0606_0606_0606) & TENS == ZEROS;
    let pairs = (word & 0x0f0f_0f0f_0f0f_0f0f).wrapping_mul(10 << 8 | 1) >> 8;
    all.then_some(pairs & 0x00ff_00ff_00ff_00ff)
}

/// The value of eight digits, the first in the lowest byte; nothing if any of them is none.
#[inline]
fn eight_digits(word: u64) -> Option<u64> {
    // Neighbours are joined into numbers of two digits, then of four, then of eight.
    let fours = pairs_of_digits(word)?.wrapping_mul(100 << 16 | 1) >> 16;
    Some((fours & 0x0000_ffff_0000_ffff).wrapping_mul(10_000 << 32 | 1) >> 32)
}

/// At most eight characters with zeros put before them, as [`eight_digits`] wants them.
#[inline]
fn padded(text: &[u8]) -> u64 {
    let zeros = if text.len() < 8 { ZEROS >> (8 * text.len()) } else { 0 };
    let word = if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        // Where the text is shorter than eight, both hold the middle.
        let (first, last) = (u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last)));
        first << (8 * (8 - text.len())) | last << 32
    } else {
        text.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)) << (8 * (8 - text.len()) % 64)
    };
    word | zeros
}

/// A whole number as it would be written anew: no plus, no leading zeros, no blanks, and within 64 bits.
/// Only such a text and its number stand for each other, so only it may be kept as a number.
#[inline]
pub fn canonical_integer(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let (first, len) = (*digits.first()?, digits.len());
    if first == b'0' && (len > 1 || negative) {
        return None;
    }
    let value = match len {
        ..=8 => eight_digits(padded(digits))?,
        ..=16 => {
            let (front, last) = (digits.first_chunk()?, digits.last_chunk()?);
            // The front without what the last eight hold too, and zeros before it.
            let front = u64::from_le_bytes(*front) << (8 * (16 - len)) | ZEROS >> (8 * (len - 8)) % 64;
            eight_digits(front)? * 100_000_000 + eight_digits(u64::from_le_bytes(*last))?
        }
        _ => return long_integer(negative, digits),
    } as i64;
    Some(if negative { -value } else { value })
}

/// The same for more than sixteen digits.
fn long_integer(negative: bool, digits: &[u8]) -> Option<i64> {
    if digits.len() > 19 || digits.first() == Some(&b'0') {
        return None;
    }
    let mut value: i64 = 0;
    for byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        // Downwards, as the negative numbers reach one further.
        value = value.checked_mul(10)?.checked_sub(i64::from(digit))?;
    }
    if negative { Some(value) } else { value.checked_neg() }
}

#[cfg(test)]
mod test {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers() {
        let dutch = NumberParser { decimal: b',', group: Some(b'.') };
        assert_eq!(dutch.parse("1.234,5"), Some(1234.5));
        assert_eq!(dutch.parse("-0,25"), Some(-0.25));
        let plain = NumberParser::default();
        for (text, expect) in
            [("12.5", Some(12.5)), (" 7 ", Some(7.0)), ("1e3", Some(1000.0)), ("5.", Some(5.0))]
        {
            assert_eq!(plain.parse(text), expect, "{text}");
        }
        for text in ["", "<5", "NaN", "inf", "1,5", "12 mg", "1e999", "infinity", "."] {
            assert_eq!(plain.parse(text), None, "{text}");
        }
    }

    #[test]
    fn only_canonical_integers() {
        for text in ["007", "+7", "-0", " 7", "7 ", "", "-", "9223372036854775808", "1.0", "NA", "--1"] {
            assert_eq!(canonical_integer(text.as_bytes()), None, "{text}");
        }
        assert_eq!(canonical_integer(b"-9223372036854775808"), Some(i64::MIN));
        assert_eq!(canonical_integer(b"0"), Some(0));
    }

    proptest! {
        #[test]
        fn integers_come_back(number: i64) {
            prop_assert_eq!(canonical_integer(number.to_string().as_bytes()), Some(number));
        }

        #[test]
        fn decimals_are_read_as_the_language_reads_them(text in "-?[0-9]{0,17}[.]?[0-9]{0,17}|[0-9.]{1,6}") {
            let plain: Option<f64> = text.parse().ok().filter(|_| !text.is_empty());
            prop_assert_eq!(NumberParser::default().parse(&text), plain);
            let dutch = NumberParser { decimal: b',', group: None };
            prop_assert_eq!(dutch.parse(&text.replace('.', ",")), plain);
        }

        #[test]
        fn what_is_read_is_written_alike(text in "-?[0-9]{1,20}") {
            if let Some(number) = canonical_integer(text.as_bytes()) {
                prop_assert_eq!(number.to_string(), text);
            }
        }
    }
}

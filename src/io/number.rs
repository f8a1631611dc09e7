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
        let text = text.trim_ascii();
        if !text.bytes().next_back()?.is_ascii_digit() && !text.ends_with(char::from(self.decimal)) {
            return None;
        }
        let number = if self.decimal == b'.' && self.group.is_none() {
            text.parse().ok()
        } else {
            self.plain(text)?.parse().ok()
        };
        number.filter(|number: &f64| number.is_finite())
    }

    /// The number with a full stop as its decimal mark and no groups.
    fn plain(self, text: &str) -> Option<String> {
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

/// A whole number as it would be written anew: no plus, no leading zeros, no blanks, and within 64 bits.
/// Only such a text and its number stand for each other, so only it may be kept as a number.
pub fn canonical_integer(text: &str) -> Option<i64> {
    let (negative, digits) = match text.as_bytes() {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let (first, len) = (*digits.first()?, digits.len());
    if len > 19 || (first == b'0' && (len > 1 || negative)) {
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
            assert_eq!(canonical_integer(text), None, "{text}");
        }
        assert_eq!(canonical_integer("-9223372036854775808"), Some(i64::MIN));
        assert_eq!(canonical_integer("0"), Some(0));
    }

    proptest! {
        #[test]
        fn integers_come_back(number: i64) {
            prop_assert_eq!(canonical_integer(&number.to_string()), Some(number));
        }

        #[test]
        fn what_is_read_is_written_alike(text in "-?[0-9]{1,20}") {
            if let Some(number) = canonical_integer(&text) {
                prop_assert_eq!(number.to_string(), text);
            }
        }
    }
}

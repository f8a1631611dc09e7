//! Tells columns that hold direct identifiers, by what a sample of their values looks like.
//! It keeps and prints no value; whether a column is an exception is the steward's word, in the descriptor.

use rustc_hash::FxHashSet;

use super::load::IdentifierKind;
use super::sample::Sample;

/// Chance alone lets one in eleven numbers pass the 11-test; a column of real ones passes nearly always.
const BSN_SHARE: f64 = 0.5;
/// Fewer different numbers than this say nothing.
const BSN_DISTINCT: usize = 20;
/// The share of filled cells that must look the part.
const SHARE: f64 = 0.5;
/// The fewest filled cells to judge by.
const LEAST: usize = 5;

/// The columns of a sample that look like direct identifiers, by place, and as what.
pub fn suspects(sample: &Sample) -> Vec<(usize, IdentifierKind)> {
    let mut found = Vec::new();
    let mut birth_dates = Vec::new();
    let mut names = false;
    for (at, (name, cells)) in sample.columns.iter().zip(&sample.cells).enumerate() {
        let filled: Vec<&str> = cells.iter().flatten().map(|text| text.trim_ascii()).collect();
        if is_bsn(&filled) {
            found.push((at, IdentifierKind::Bsn));
        } else if most(&filled, is_email) {
            found.push((at, IdentifierKind::Email));
        } else if most(&filled, is_address) {
            found.push((at, IdentifierKind::Address));
        } else if is_birth_date_column(name, &filled) {
            birth_dates.push(at);
        } else if is_name_column(name, &filled) {
            names = true;
        }
    }
    // A postcode is an address once its house number stands beside it.
    let postcode = column(sample, |filled| most(filled, is_postcode));
    if let Some(at) = postcode.filter(|_| sample.columns.iter().any(|name| is_house_number(name))) {
        found.push((at, IdentifierKind::Address));
    }
    if names {
        found.extend(birth_dates.into_iter().map(|at| (at, IdentifierKind::NameAndBirthDate)));
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn column(sample: &Sample, test: impl Fn(&[&str]) -> bool) -> Option<usize> {
    sample
        .cells
        .iter()
        .position(|cells| test(&cells.iter().flatten().map(|t| t.trim_ascii()).collect::<Vec<_>>()))
}

fn most(filled: &[&str], test: impl Fn(&str) -> bool) -> bool {
    let hits = filled.iter().filter(|text| test(text)).count();
    hits >= LEAST && hits as f64 > SHARE * filled.len() as f64
}

fn is_bsn(filled: &[&str]) -> bool {
    let numbers: FxHashSet<&str> = filled.iter().copied().filter(|text| is_nine_digits(text)).collect();
    let passing = numbers.iter().filter(|text| passes_eleven(text)).count();
    let nine = filled.iter().filter(|text| is_nine_digits(text)).count();
    numbers.len() >= BSN_DISTINCT
        && nine as f64 > SHARE * filled.len() as f64
        && passing as f64 > BSN_SHARE * numbers.len() as f64
}

fn is_nine_digits(text: &str) -> bool {
    text.len() == 9 && text.bytes().all(|b| b.is_ascii_digit())
}

/// The 11-test: nine digits weighed 9 to 2 and the last one -1 add up to a multiple of eleven.
fn passes_eleven(text: &str) -> bool {
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    let sum: i32 = text.bytes().zip(weights).map(|(b, weight)| i32::from(b - b'0') * weight).sum();
    sum % 11 == 0 && sum != 0
}

fn is_email(text: &str) -> bool {
    let Some((user, host)) = text.split_once('@') else { return false };
    !user.is_empty()
        && !text.contains(char::is_whitespace)
        && host.rsplit_once('.').is_some_and(|(name, end)| {
            !name.is_empty() && end.len() >= 2 && end.bytes().all(|b| b.is_ascii_alphabetic())
        })
}

/// A Dutch postcode, `1234 AB` or `1234AB`.
fn is_postcode(text: &str) -> bool {
    split_postcode(text) == Some("")
}

/// A Dutch postcode with a house number after it, or a street's before it.
fn is_address(text: &str) -> bool {
    let after = split_postcode(text).is_some_and(|rest| {
        rest.trim_start_matches([' ', ',', '-']).starts_with(|c: char| c.is_ascii_digit())
    });
    let before = || {
        let cut = text.len().checked_sub(7).and_then(|at| text.split_at_checked(at));
        cut.is_some_and(|(street, code)| {
            is_postcode(code.trim_ascii()) && street.contains(|c: char| c.is_ascii_digit())
        })
    };
    after || before()
}

/// What follows a Dutch postcode at the start of a text.
fn split_postcode(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let digits = bytes.get(..4)?;
    if digits[0] == b'0' || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let letters = 4 + usize::from(bytes.get(4) == Some(&b' '));
    let pair = bytes.get(letters..letters + 2)?;
    let rest = text.get(letters + 2..)?;
    (pair.iter().all(u8::is_ascii_uppercase)
        && !rest.starts_with(|c: char| c.is_alphanumeric() && c.is_alphabetic()))
    .then_some(rest)
}

fn words(name: &str) -> Vec<String> {
    name.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
}

fn is_house_number(name: &str) -> bool {
    let name = words(name).concat();
    ["huisnummer", "huisnr", "housenumber", "housenr", "houseno"].iter().any(|known| name.contains(known))
}

fn is_birth_date_column(name: &str, filled: &[&str]) -> bool {
    let name = words(name).concat();
    let called =
        ["gebdat", "gebdt", "geboortedatum", "geboorted", "birthdate", "dateofbirth", "dob", "birthdt"];
    called.iter().any(|known| name.contains(known)) && most(filled, is_full_date)
}

/// A day, a month and a year that are not all the first of January or July, as blurred birth dates are.
fn is_full_date(text: &str) -> bool {
    let digits = text.bytes().take(10).filter(u8::is_ascii_digit).count();
    digits == 8 && text.len() <= 25
}

fn is_name_column(name: &str, filled: &[&str]) -> bool {
    let parts = words(name);
    let joined = parts.concat();
    let called = [
        "voorletters",
        "initialen",
        "initials",
        "achternaam",
        "voornaam",
        "geslachtsnaam",
        "surname",
        "lastname",
        "firstname",
        "familyname",
        "givenname",
        "patientnaam",
        "patientname",
        "meisjesnaam",
    ];
    called.iter().any(|known| joined.contains(known))
        && most(filled, |text| text.contains(|c: char| c.is_alphabetic()))
}

#[cfg(test)]
mod test {
    use super::*;

    fn check(columns: &[(&str, &dyn Fn(u64) -> String)], expect: &[(usize, IdentifierKind)]) {
        let sample = Sample {
            columns: columns.iter().map(|(name, _)| (*name).to_owned()).collect(),
            kinds: Vec::new(),
            cells: columns.iter().map(|(_, make)| (0..300).map(|n| Some(make(n))).collect()).collect(),
        };
        assert_eq!(suspects(&sample), expect);
    }

    fn bsn(n: u64) -> String {
        (100_000_000 + n * 1_237..900_000_000)
            .map(|n| n.to_string())
            .find(|text| passes_eleven(text))
            .unwrap()
    }

    #[test]
    fn identifiers_are_seen() {
        check(&[("x", &|n| format!("p{n}")), ("id", &bsn)], &[(1, IdentifierKind::Bsn)]);
        check(&[("m", &|n| format!("jan{n}@example.nl"))], &[(0, IdentifierKind::Email)]);
        check(&[("adres", &|n| format!("Kade {n}, 1234 AB"))], &[(0, IdentifierKind::Address)]);
        check(
            &[("pc", &|n| format!("{}AB", 1000 + n)), ("huisnr", &|n| n.to_string())],
            &[(0, IdentifierKind::Address)],
        );
        let birth: &dyn Fn(u64) -> String = &|n| format!("{:02}-05-19{:02}", n % 28 + 1, n % 100);
        check(
            &[("Voorletters", &|_| "A.B.".into()), ("gebdat", birth)],
            &[(1, IdentifierKind::NameAndBirthDate)],
        );
    }

    #[test]
    fn ordinary_columns_are_not() {
        // Nine digits by chance, a repeated number, a bare postcode, a birth date alone, code and product names.
        check(&[("pseudo", &|n| (123_456_789 + n * 7_919).to_string())], &[]);
        check(&[("site", &|_| bsn(0))], &[]);
        check(&[("pc", &|n| format!("{} AB", 1000 + n))], &[]);
        check(&[("geboortedatum", &|n| format!("19{:02}-01-01", n % 90 + 10))], &[]);
        check(
            &[("drug", &|n| format!("1234 MG tablet {n}")), ("firstname_of_ward", &|n| n.to_string())],
            &[],
        );
        check(&[("days", &|n| format!("{n}"))], &[]);
    }
}

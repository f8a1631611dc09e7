//! How wide a text will be in the bundled font, and how to cut it to a width.
//! It draws no letter: the painters do, with the same font.

use super::primitives::Weight;

/// Advance widths of the bundled regular font from space to tilde, in thousandths of the size (its `hmtx` table).
const REGULAR: [u16; 95] = [
    281, 278, 403, 631, 638, 812, 639, 222, 362, 362, 500, 659, 280, 460, 276, 357, 625, 464, 605, 636, 642,
    608, 624, 571, 616, 624, 276, 280, 659, 659, 659, 507, 936, 676, 651, 727, 719, 598, 587, 743, 740, 264,
    543, 652, 562, 889, 753, 761, 635, 761, 639, 638, 642, 741, 676, 949, 642, 665, 625, 362, 357, 362, 469,
    452, 497, 564, 621, 558, 621, 582, 361, 609, 591, 237, 237, 544, 237, 869, 585, 597, 609, 609, 372, 523,
    364, 581, 557, 812, 540, 557, 541, 362, 327, 362, 659,
];
/// The same for the semibold font.
const SEMI_BOLD: [u16; 95] = [
    248, 309, 396, 643, 649, 844, 663, 213, 393, 393, 543, 673, 295, 466, 290, 379, 667, 481, 621, 652, 666,
    632, 648, 587, 646, 648, 290, 295, 673, 673, 673, 544, 999, 724, 657, 744, 724, 608, 586, 755, 744, 275,
    561, 677, 566, 906, 741, 775, 643, 776, 651, 649, 660, 734, 724, 1007, 690, 705, 653, 393, 379, 393, 481,
    468, 497, 575, 630, 577, 630, 593, 377, 625, 613, 261, 261, 569, 261, 898, 610, 608, 625, 625, 397, 549,
    380, 608, 576, 837, 562, 576, 562, 393, 358, 393, 673,
];

/// The width of a character in thousandths of the size. Outside ASCII it goes by kind: exact widths of the letters
/// this program writes itself, a generous guess for all others.
fn advance(letter: char, weight: Weight) -> u16 {
    let table = match weight {
        Weight::Regular => &REGULAR,
        Weight::SemiBold => &SEMI_BOLD,
    };
    if let Some(width) = (letter as usize).checked_sub(32).and_then(|at| table.get(at)) {
        return *width;
    }
    match letter {
        '·' => 290,
        'ì'..='ï' => 261,
        '⁰'..='⁹' | '²' | '³' | '¹' | '°' => 460,
        '–' => 500,
        'à'..='å' | 'ç'..='ë' | 'ñ'..='ö' | 'ø'..='ý' | 'µ' => 652,
        '×' | '−' | '≤' | '≥' => 673,
        '…' => 821,
        'À'..='Ý' => 780,
        '\u{2e80}'.. | '—' | '←'..='⇿' => 1000,
        _ => 700,
    }
}

/// The width of a text at a size, both in logical pixels; kerning, which mostly narrows, is left out.
pub fn width(text: &str, size: f32, weight: Weight) -> f32 {
    let sum: u32 = text.chars().map(|letter| u32::from(advance(letter, weight))).sum();
    sum as f32 * size / 1000.0
}

/// The text if it fits in `most` logical pixels, else as much of it as fits before an ellipsis; empty where not even
/// one letter does.
pub fn fit(text: &str, most: f32, size: f32, weight: Weight) -> String {
    if width(text, size, weight) <= most {
        return text.to_owned();
    }
    let room = most - width("…", size, weight);
    let mut used = 0.0;
    let mut end = 0;
    for (at, letter) in text.char_indices() {
        used += f32::from(advance(letter, weight)) * size / 1000.0;
        if used > room {
            break;
        }
        end = at + letter.len_utf8();
    }
    let kept = text[..end].trim_end();
    if kept.is_empty() { String::new() } else { format!("{kept}…") }
}

/// The same, with every figure as wide as the widest: so wide it is at most where figures are set in columns.
pub fn wide(text: &str, size: f32, weight: Weight) -> f32 {
    let figure = ('0'..='9').map(|figure| advance(figure, weight)).max().unwrap_or(0);
    let sum: u32 = text
        .chars()
        .map(|letter| u32::from(if letter.is_ascii_digit() { figure } else { advance(letter, weight) }))
        .sum();
    sum as f32 * size / 1000.0
}

/// A text in at most so many lines of a width, broken between words. What is too long for that is cut with an
/// ellipsis; the second value says whether anything was.
pub fn wrap(text: &str, most: f32, lines: usize, size: f32, weight: Weight) -> (Vec<String>, bool) {
    let mut wrapped: Vec<String> = Vec::new();
    let mut cut = false;
    for word in text.split_whitespace() {
        let full = wrapped.len() >= lines;
        let Some(last) = wrapped.last_mut() else {
            wrapped.push(word.to_owned());
            continue;
        };
        let longer = format!("{last} {word}");
        let fits = width(&longer, size, weight) <= most;
        if fits || full {
            *last = longer;
        } else {
            wrapped.push(word.to_owned());
        }
        if full && !fits {
            break;
        }
    }
    let all: usize = text.split_whitespace().map(str::len).sum();
    let held: usize = wrapped.iter().flat_map(|line| line.split_whitespace()).map(str::len).sum();
    if let Some(last) = wrapped.last_mut().filter(|_| held < all) {
        last.push('…');
        cut = true;
    }
    for line in &mut wrapped {
        let fitted = fit(line, most, size, weight);
        cut |= fitted != *line;
        *line = fitted;
    }
    (wrapped, cut)
}

/// Places along a line that are taken; whatever asks for a taken one is refused, so that labels never overlap.
#[derive(Clone, Debug, Default)]
pub struct Taken(Vec<(f32, f32)>);

impl Taken {
    /// Takes a stretch unless any of it is taken already; says whether it did.
    pub fn take(&mut self, from: f32, to: f32) -> bool {
        let after = self.0.partition_point(|taken| taken.1 <= from);
        let free = self.0.get(after).is_none_or(|taken| to <= taken.0);
        if free {
            self.0.insert(after, (from, to));
        }
        free
    }
}

#[cfg(test)]
mod test {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cut_text_fits(text in "\\PC{0,40}", most in 0.0f32..200.0) {
            let cut = fit(&text, most, 11.0, Weight::Regular);
            prop_assert!(width(&cut, 11.0, Weight::Regular) <= most + 0.001);
            prop_assert!(cut == text || cut.is_empty() || cut.ends_with('…'));
        }

        #[test]
        fn wrapped_lines_fit_and_lose_nothing_unless_they_say_so(
            text in "[a-zA-Z ]{0,40}", most in 10.0f32..200.0, lines in 1usize..4,
        ) {
            let (wrapped, cut) = wrap(&text, most, lines, 11.0, Weight::Regular);
            prop_assert!(wrapped.len() <= lines);
            for line in &wrapped {
                prop_assert!(width(line, 11.0, Weight::Regular) <= most + 0.001);
            }
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(!cut, wrapped.join(" ") == words);
        }

        #[test]
        fn taken_places_never_overlap(asked in prop::collection::vec((0.0f32..100.0, 0.1f32..20.0), 0..60)) {
            let mut taken = Taken::default();
            let mut kept: Vec<(f32, f32)> = Vec::new();
            for (from, wide) in asked {
                let free = kept.iter().all(|k| from + wide <= k.0 || k.1 <= from);
                prop_assert_eq!(taken.take(from, from + wide), free);
                if free {
                    kept.push((from, from + wide));
                }
            }
        }
    }
}

//! Tables of text with columns that line up.
//! It knows nothing of what is in them.

use std::fmt::Write as _;

/// Where a column's cells stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// Lays rows out in columns, two blanks apart; the first row is the header.
pub(super) fn lay_out(sides: &[Side], rows: &[Vec<String>]) -> String {
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..sides.len()).map(|column| width(column).unwrap_or(0)).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for ((cell, side), width) in row.iter().zip(sides).zip(&widths) {
            let _infallible = match side {
                Side::Left => write!(line, "{cell:<width$}  "),
                Side::Right => write!(line, "{cell:>width$}  "),
            };
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn columns_line_up_by_characters() {
        let rows = [vec!["é".to_owned(), "1".to_owned()], vec!["abc".to_owned(), "100".to_owned()]];
        assert_eq!(lay_out(&[Side::Left, Side::Right], &rows), "é      1\nabc  100\n");
    }
}

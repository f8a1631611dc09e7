//! Flow: where patients are at each step or at each slice of time, and how they get from one to the next.
//! Nobody is lost on the way: every column sums to the cohort, and what flows in flows out.

use rustc_hash::FxHashMap;

use crate::base::{Cancel, Cancelled, time::DAY};

use super::end::Terminal;
use super::sequence::Sequences;

/// What the columns of a flow are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// The first so many steps from day 0 on.
    Steps(usize),
    /// So many moments, so many days apart, from day 0 on.
    Slices {
        /// How many.
        count: usize,
        /// Days between two.
        days: u32,
    },
}

/// Where a patient is in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The latest step, by its symbol.
    Step(u32),
    /// No step yet.
    Before,
    /// The journey has ended.
    End(Terminal),
}

/// Patients in one place of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stock {
    /// The column, from 0.
    pub column: usize,
    /// The place.
    pub place: Place,
    /// How many.
    pub patients: u64,
}

/// Patients on the way from a column to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The column they leave.
    pub column: usize,
    /// The place they leave.
    pub from: Place,
    /// The place they come to.
    pub to: Place,
    /// Who, by their places in [`Sequences`], ascending.
    pub sequences: Vec<u32>,
}

/// A flow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// How many columns there are.
    pub columns: usize,
    /// What is in them, by column and place.
    pub stocks: Vec<Stock>,
    /// What goes between them, by column and places.
    pub links: Vec<Link>,
}

/// Computes a flow.
pub fn flow(sequences: &Sequences, columns: Columns, cancel: &Cancel) -> Result<Flow, Cancelled> {
    let count = match columns {
        Columns::Steps(count) | Columns::Slices { count, .. } => count,
    };
    let mut stocks: FxHashMap<(usize, Place), u64> = FxHashMap::default();
    let mut links: FxHashMap<(usize, Place, Place), Vec<u32>> = FxHashMap::default();
    for sequence in 0..sequences.len() {
        if sequence % 4096 == 0 {
            cancel.check()?;
        }
        let mut before = None;
        for column in 0..count {
            let place = place(sequences, sequence, columns, column);
            *stocks.entry((column, place)).or_default() += 1;
            if let Some(before) = before.replace(place) {
                links.entry((column - 1, before, place)).or_default().push(sequence as u32);
            }
        }
    }
    let mut stocks: Vec<Stock> =
        stocks.into_iter().map(|((column, place), patients)| Stock { column, place, patients }).collect();
    stocks.sort_unstable_by_key(|stock| (stock.column, stock.place));
    let link = |((column, from, to), sequences)| Link { column, from, to, sequences };
    let mut links: Vec<Link> = links.into_iter().map(link).collect();
    links.sort_unstable_by_key(|link| (link.column, link.from, link.to));
    Ok(Flow { columns: count, stocks, links })
}

fn place(sequences: &Sequences, sequence: usize, columns: Columns, column: usize) -> Place {
    let (range, zero, end) = (sequences.range(sequence), sequences.zeros[sequence], sequences.ends[sequence]);
    let (symbols, times) = (&sequences.symbols[range.clone()], &sequences.times[range]);
    match columns {
        Columns::Steps(_) => {
            let first = times.partition_point(|&time| time < zero);
            symbols.get(first + column).map_or(Place::End(end.terminal), |&symbol| Place::Step(symbol))
        }
        Columns::Slices { days, .. } => {
            let moment = zero.saturating_add(column as i64 * i64::from(days) * DAY);
            let behind = times.partition_point(|&time| time <= moment);
            if behind == times.len() && moment > end.at {
                return Place::End(end.terminal);
            }
            behind.checked_sub(1).map_or(Place::Before, |last| Place::Step(symbols[last]))
        }
    }
}

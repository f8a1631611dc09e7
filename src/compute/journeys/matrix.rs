//! The transition matrix: for every two kinds of steps how often the one comes right after the other, and when.
//! What never happens has its cell too.

use super::dfg::Dfg;
use super::times::Times;

/// One cell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cell {
    /// How often; 0 where it never happens.
    pub count: u64,
    /// In how many patients.
    pub patients: u64,
    /// From start to start, in µs.
    pub times: Times,
}

/// Cells row by row: the earlier step is the row, the later one the column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    /// The symbols of rows and columns.
    pub symbols: Vec<u32>,
    /// The cells.
    pub cells: Vec<Cell>,
}

impl Matrix {
    /// The cell of a row and a column, by their places.
    pub fn cell(&self, row: usize, column: usize) -> &Cell {
        &self.cells[row * self.symbols.len() + column]
    }
}

/// The matrix of the most frequent kinds of steps, at most so many, in the order of their symbols.
pub fn matrix(dfg: &Dfg, most: usize) -> Matrix {
    let mut nodes = dfg.nodes.clone();
    nodes.sort_by_key(|node| (std::cmp::Reverse(node.patients), node.symbol));
    let mut symbols: Vec<u32> = nodes.iter().take(most).map(|node| node.symbol).collect();
    symbols.sort_unstable();
    let pairs = symbols.iter().flat_map(|&from| symbols.iter().map(move |&to| (from, to)));
    let cell = |(from, to): (u32, u32)| {
        let edge = dfg.edge(from, to);
        edge.map_or(Cell::default(), |edge| Cell {
            count: edge.count,
            patients: edge.patients,
            times: edge.times,
        })
    };
    let cells = pairs.map(cell).collect();
    Matrix { symbols, cells }
}

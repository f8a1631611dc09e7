//! What the columns of a table look like, from a sample: kind, missing and different values. Made with polars.
//! It is a help for people who look at a delivery; nothing is loaded by it.

use polars::prelude::{DataType, IntoSeries, NewChunkedArray, PlSmallStr, Series, StringChunked};

use crate::model::report::{ColumnKind, ColumnProfile};

use super::date::{DateParser, Zone};
use super::sample::Sample;

/// The profile of every column of a sample.
pub fn profile(sample: &Sample) -> Vec<ColumnProfile> {
    let dates = Zone::named("UTC").and_then(|zone| DateParser::new(Some("any"), &zone, 2099).ok());
    let column = |(name, cells): (&String, &Vec<Option<String>>)| {
        let series = StringChunked::from_iter_options(
            PlSmallStr::from(name.as_str()),
            cells.iter().map(|cell| cell.as_deref()),
        )
        .into_series();
        let missing = series.null_count();
        let kind = match dates.as_ref() {
            _ if missing == series.len() => ColumnKind::Empty,
            _ if casts(&series, &DataType::Int64) => ColumnKind::Integer,
            _ if casts(&series, &DataType::Float64) => ColumnKind::Number,
            Some(dates) if cells.iter().flatten().all(|text| dates.parse(text).is_some()) => ColumnKind::Date,
            _ => ColumnKind::Text,
        };
        // A missing value counts as a value of its own there.
        let distinct = series.n_unique().unwrap_or(0).saturating_sub(usize::from(missing > 0));
        ColumnProfile {
            name: name.clone(),
            kind,
            sampled: series.len() as u64,
            missing: missing as u64,
            distinct: distinct as u64,
        }
    };
    sample.columns.iter().zip(&sample.cells).map(column).collect()
}

/// Whether every value there is can be read as the type.
fn casts(series: &Series, to: &DataType) -> bool {
    series.cast(to).is_ok_and(|cast| cast.null_count() == series.null_count())
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn kinds_and_counts() {
        let column =
            |cells: &[&str]| cells.iter().map(|c| (!c.is_empty()).then(|| (*c).to_owned())).collect();
        let sample = Sample {
            columns: ["i", "n", "d", "t", "e"].map(str::to_owned).to_vec(),
            kinds: Vec::new(),
            cells: vec![
                column(&["1", "", "1"]),
                column(&["1.5", "2", ""]),
                column(&["2019-05-03", "03-05-2019", ""]),
                column(&["NA", "1", "2"]),
                column(&["", "", ""]),
            ],
        };
        let shown: Vec<_> = profile(&sample).iter().map(|p| (p.kind, p.missing, p.distinct)).collect();
        let expect = [
            (ColumnKind::Integer, 1, 1),
            (ColumnKind::Number, 1, 2),
            (ColumnKind::Date, 1, 2),
            (ColumnKind::Text, 0, 3),
            (ColumnKind::Empty, 3, 0),
        ];
        assert_eq!(shown, expect);
    }
}

//! Reads a store back from the folder it was kept in.
//! Whatever does not fit together there counts as nothing kept: the extract is then read anew.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use arrow::array::ArrowPrimitiveType;
use arrow::datatypes::{Float32Type, Float64Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type};

use crate::base::{PatientId, PatientSet, Precision, SourceId, Span, Time};
use crate::model::LoadReport;
use crate::store::build::restore;
use crate::store::{Attribute, AttributeValues, Coverage, Events, Head, KeyColumn, Keys, Sparse, Store};

use super::column::Reader;
use super::head::{AttributeMeta, Meta};
use super::linkage::LinkageMeta;
use super::write::NO_DATE;
use super::{META, SUM, linkage};

pub(super) fn read(folder: &Path, generation: u64) -> Option<(Store, LoadReport)> {
    let meta = fs::read(folder.join(META)).ok()?;
    if fs::read(folder.join(SUM)).ok()? != blake3::hash(&meta).to_hex().as_bytes() {
        return None;
    }
    let mut meta: Meta = serde_json::from_slice(&meta).ok()?;
    let linkage = std::mem::take(&mut meta.linkage);
    let head = meta.head();
    let from = &Reader::new(folder, std::mem::take(&mut meta.sums));
    // The events are nearly all of it, so that the rest hides behind them.
    let (events, rest) = rayon::join(|| events(from), || rest(from, &meta, linkage, head));
    let (head, offsets, patterns) = rest?;
    Some((restore(head, events?, offsets, patterns, generation)?, meta.report))
}

/// Everything that is not a column of events: the head whole, where patients' events start, and their sources.
fn rest(
    from: &Reader<'_>,
    meta: &Meta,
    linkage: LinkageMeta,
    mut head: Head,
) -> Option<(Head, Vec<u32>, Vec<u64>)> {
    head.keys = keys(from, meta.int_keys)?;
    head.attributes = (meta.attributes.iter().enumerate())
        .map(|(at, meta)| attribute(from, at, meta))
        .collect::<io::Result<_>>()
        .ok()?;
    head.coverage = (meta.coverage.iter().enumerate())
        .map(|(at, &source)| coverage(from, at, SourceId(source)))
        .collect::<io::Result<_>>()
        .ok()?;
    let population = from.read::<UInt32Type>("population").ok()?;
    head.population = PatientSet::from_sorted(population.into_iter().map(PatientId));
    head.linkage = linkage::unpack(linkage, &from.read::<UInt8Type>("linkage").ok()?)?;
    let offsets = from.read::<UInt32Type>("offsets").ok()?;
    let patterns = from.read::<UInt64Type>("patterns").ok()?;
    Some((head, offsets, patterns))
}

fn keys(from: &Reader<'_>, int: bool) -> Option<Keys> {
    let keys = if int {
        KeyColumn::Int(from.read::<Int64Type>("keys").ok()?)
    } else {
        let all = String::from_utf8(from.read::<UInt8Type>("keys").ok()?).ok()?;
        KeyColumn::Text { all, starts: from.read::<UInt32Type>("key-starts").ok()? }
    };
    Keys::from_column(keys)
}

fn attribute(from: &Reader<'_>, at: usize, meta: &AttributeMeta) -> io::Result<Attribute> {
    let name = format!("attribute-{at}");
    Ok(match meta {
        AttributeMeta::Category { id, names } => Attribute {
            id: id.clone(),
            values: AttributeValues::Category { names: names.clone(), of: from.read::<UInt32Type>(&name)? },
        },
        AttributeMeta::Number { id } => {
            Attribute { id: id.clone(), values: AttributeValues::Number(from.read::<Float64Type>(&name)?) }
        }
        AttributeMeta::Date { id } => {
            let times = from.read::<Int64Type>(&name)?;
            let precisions = from.read::<UInt8Type>(&format!("{name}-precision"))?;
            let date = |(time, precision): (i64, u8)| {
                (precision != NO_DATE).then(|| (Time(time), Precision::from_bits(precision)))
            };
            let dates = times.into_iter().zip(precisions).map(date).collect();
            Attribute { id: id.clone(), values: AttributeValues::Date(dates) }
        }
    })
}

fn coverage(from: &Reader<'_>, at: usize, source: SourceId) -> io::Result<Coverage> {
    let starts = from.read::<Int64Type>(&format!("coverage-{at}-from"))?;
    let ends = from.read::<Int64Type>(&format!("coverage-{at}-to"))?;
    let spans = starts.into_iter().zip(ends).map(|(from, to)| Span { from: Time(from), to: Time(to) });
    let offsets = from.read::<UInt32Type>(&format!("coverage-{at}-offsets"))?;
    Ok(Coverage { source, offsets, spans: spans.collect() })
}

/// The columns of events, each on a thread of its own where there is one.
fn events(from: &Reader<'_>) -> Option<Events> {
    let mut events = Events::default();
    let broken = AtomicBool::new(false);
    let flag = &broken;
    rayon::scope(|scope| {
        macro_rules! read {
            ($($read:ident::<$type:ty>($column:ident, $name:literal);)*) => {$(
                let column = &mut events.$column;
                scope.spawn(move |_| match $read::<$type>(from, $name) {
                    Ok(values) => *column = values,
                    Err(_) => flag.store(true, Ordering::Relaxed),
                });
            )*};
        }
        // From the largest on: the other threads begin at the top, this one at the bottom.
        read! {
            dense::<Int64Type>(start, "start");
            dense::<UInt32Type>(duration, "duration");
            dense::<UInt32Type>(code, "code");
            dense::<UInt32Type>(row, "row");
            sparse::<Float64Type>(value, "value");
            sparse::<Float64Type>(ref_low, "ref-low");
            sparse::<Float64Type>(ref_high, "ref-high");
            dense::<UInt16Type>(file, "file");
            sparse::<Float64Type>(quantity, "quantity");
            sparse::<Float64Type>(dose, "dose");
            sparse::<Float32Type>(days_supply, "days-supply");
            sparse::<UInt16Type>(unit, "unit");
            sparse::<UInt16Type>(site, "site");
            dense::<UInt8Type>(source, "source");
            dense::<UInt8Type>(phase, "phase");
            dense::<UInt8Type>(precision, "precision");
            dense::<UInt8Type>(flaws, "flaws");
            sparse::<Int64Type>(long_end, "long-end");
        }
    });
    (!broken.into_inner()).then_some(events)
}

fn dense<T: ArrowPrimitiveType>(from: &Reader<'_>, name: &str) -> io::Result<Vec<T::Native>> {
    from.read::<T>(name)
}

fn sparse<T: ArrowPrimitiveType>(from: &Reader<'_>, name: &str) -> io::Result<Sparse<T::Native>>
where
    T::Native: Copy + Default,
{
    let present = from.read::<UInt64Type>(&format!("{name}-present"))?;
    let values = from.read::<T>(name)?;
    Sparse::from_parts(present, values).ok_or_else(|| io::ErrorKind::InvalidData.into())
}

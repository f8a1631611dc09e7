//! Reads a store back from the folder it was kept in.
//! Whatever does not fit together there counts as nothing kept: the extract is then read anew.

use std::fs;
use std::io;
use std::path::Path;

use arrow::array::ArrowPrimitiveType;
use arrow::datatypes::{Float32Type, Float64Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type};

use crate::base::{PatientId, PatientSet, Precision, SourceId, Span, Time};
use crate::model::LoadReport;
use crate::store::build::restore;
use crate::store::{Attribute, AttributeValues, Coverage, Events, KeyColumn, Keys, Sparse, Store};

use super::column::Reader;
use super::head::{AttributeMeta, Meta};
use super::write::NO_DATE;
use super::{META, SUM, linkage};

pub(super) fn read(folder: &Path, generation: u64) -> Option<(Store, LoadReport)> {
    let meta = fs::read(folder.join(META)).ok()?;
    if fs::read(folder.join(SUM)).ok()? != blake3::hash(&meta).to_hex().as_bytes() {
        return None;
    }
    let mut meta: Meta = serde_json::from_slice(&meta).ok()?;
    let mut head = meta.head();
    let from = &Reader::new(folder, std::mem::take(&mut meta.sums));
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
    head.linkage =
        linkage::unpack(std::mem::take(&mut meta.linkage), &from.read::<UInt8Type>("linkage").ok()?)?;
    let (events, offsets) = rayon::join(|| events(from), || from.read::<UInt32Type>("offsets"));
    let patterns = from.read::<UInt64Type>("patterns").ok()?;
    let store = restore(head, events.ok()?, offsets.ok()?, patterns, generation)?;
    Some((store, meta.report))
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

fn events(from: &Reader<'_>) -> io::Result<Events> {
    let ((start, duration), (code, row)) = rayon::join(
        || rayon::join(|| from.read::<Int64Type>("start"), || from.read::<UInt32Type>("duration")),
        || rayon::join(|| from.read::<UInt32Type>("code"), || from.read::<UInt32Type>("row")),
    );
    Ok(Events {
        start: start?,
        duration: duration?,
        code: code?,
        row: row?,
        file: from.read::<UInt16Type>("file")?,
        source: from.read::<UInt8Type>("source")?,
        phase: from.read::<UInt8Type>("phase")?,
        precision: from.read::<UInt8Type>("precision")?,
        flaws: from.read::<UInt8Type>("flaws")?,
        long_end: sparse::<Int64Type>(from, "long-end")?,
        value: sparse::<Float64Type>(from, "value")?,
        unit: sparse::<UInt16Type>(from, "unit")?,
        ref_low: sparse::<Float64Type>(from, "ref-low")?,
        ref_high: sparse::<Float64Type>(from, "ref-high")?,
        quantity: sparse::<Float64Type>(from, "quantity")?,
        days_supply: sparse::<Float32Type>(from, "days-supply")?,
        dose: sparse::<Float64Type>(from, "dose")?,
        site: sparse::<UInt16Type>(from, "site")?,
    })
}

fn sparse<T: ArrowPrimitiveType>(from: &Reader<'_>, name: &str) -> io::Result<Sparse<T::Native>>
where
    T::Native: Copy + Default,
{
    let present = from.read::<UInt64Type>(&format!("{name}-present"))?;
    let values = from.read::<T>(name)?;
    Sparse::from_parts(present, values).ok_or_else(|| io::ErrorKind::InvalidData.into())
}

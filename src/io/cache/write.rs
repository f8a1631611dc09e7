//! Writes a store into a folder: a file for each column, and one for everything else.
//! It decides nothing about where that folder is or who may read it.

use std::io::{self, Write as _};
use std::path::Path;

use arrow::array::ArrowPrimitiveType;
use arrow::datatypes::{Float32Type, Float64Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type};

use crate::model::LoadReport;
use crate::store::{Attribute, AttributeValues, KeyColumn, Sparse, Store};

use super::column::Writer;
use super::head::{AttributeMeta, Meta};
use super::{META, SUM, linkage, private_file};

/// The precision that stands for "no date".
pub(super) const NO_DATE: u8 = u8::MAX;

pub(super) fn write(folder: &Path, store: &Store, report: &LoadReport) -> io::Result<()> {
    let head = store.head();
    let mut columns = Writer::new(folder);
    let out = &mut columns;
    let int_keys = keys(out, head.keys.column())?;
    let attributes = head.attributes.iter().enumerate();
    let attributes = attributes.map(|(at, a)| attribute(out, at, a)).collect::<io::Result<_>>()?;
    events(out, store)?;
    out.write::<UInt32Type>("offsets", store.offsets())?;
    let patterns: Vec<u64> =
        (0..store.patient_count() as u32).map(|id| store.pattern_of(id_of(id))).collect();
    out.write::<UInt64Type>("patterns", &patterns)?;
    let population: Vec<u32> = head.population.iter().map(|patient| patient.0).collect();
    out.write::<UInt32Type>("population", &population)?;
    for (at, table) in head.coverage.iter().enumerate() {
        let from: Vec<i64> = table.spans.iter().map(|span| span.from.0).collect();
        let to: Vec<i64> = table.spans.iter().map(|span| span.to.0).collect();
        out.write::<UInt32Type>(&format!("coverage-{at}-offsets"), &table.offsets)?;
        out.write::<Int64Type>(&format!("coverage-{at}-from"), &from)?;
        out.write::<Int64Type>(&format!("coverage-{at}-to"), &to)?;
    }
    let (linkage, sets) = linkage::pack(&head.linkage);
    out.write::<UInt8Type>("linkage", &sets)?;
    let meta = Meta::new(head, report.clone(), int_keys, attributes, linkage, columns.sums);
    let meta = serde_json::to_vec(&meta)?;
    private_file(&folder.join(META))?.write_all(&meta)?;
    private_file(&folder.join(SUM))?.write_all(blake3::hash(&meta).to_hex().as_bytes())
}

fn id_of(id: u32) -> crate::base::PatientId {
    crate::base::PatientId(id)
}

fn keys(out: &mut Writer<'_>, keys: &KeyColumn) -> io::Result<bool> {
    match keys {
        KeyColumn::Int(keys) => {
            out.write::<Int64Type>("keys", keys)?;
            Ok(true)
        }
        KeyColumn::Text { all, starts } => {
            out.write::<UInt8Type>("keys", all.as_bytes())?;
            out.write::<UInt32Type>("key-starts", starts)?;
            Ok(false)
        }
    }
}

fn attribute(out: &mut Writer<'_>, at: usize, attribute: &Attribute) -> io::Result<AttributeMeta> {
    let (name, id) = (format!("attribute-{at}"), attribute.id.clone());
    Ok(match &attribute.values {
        AttributeValues::Category { names, of } => {
            out.write::<UInt32Type>(&name, of)?;
            AttributeMeta::Category { id, names: names.clone() }
        }
        AttributeValues::Number(values) => {
            out.write::<Float64Type>(&name, values)?;
            AttributeMeta::Number { id }
        }
        AttributeValues::Date(values) => {
            let times: Vec<i64> = values.iter().map(|date| date.map_or(0, |(time, _)| time.0)).collect();
            let precisions: Vec<u8> =
                values.iter().map(|date| date.map_or(NO_DATE, |(_, precision)| precision as u8)).collect();
            out.write::<Int64Type>(&name, &times)?;
            out.write::<UInt8Type>(&format!("{name}-precision"), &precisions)?;
            AttributeMeta::Date { id }
        }
    })
}

fn events(out: &mut Writer<'_>, store: &Store) -> io::Result<()> {
    let events = store.events();
    out.write::<Int64Type>("start", &events.start)?;
    out.write::<UInt32Type>("duration", &events.duration)?;
    out.write::<UInt32Type>("code", &events.code)?;
    out.write::<UInt32Type>("row", &events.row)?;
    out.write::<UInt16Type>("file", &events.file)?;
    out.write::<UInt8Type>("source", &events.source)?;
    out.write::<UInt8Type>("phase", &events.phase)?;
    out.write::<UInt8Type>("precision", &events.precision)?;
    out.write::<UInt8Type>("flaws", &events.flaws)?;
    sparse::<Int64Type>(out, "long-end", &events.long_end)?;
    sparse::<Float64Type>(out, "value", &events.value)?;
    sparse::<UInt16Type>(out, "unit", &events.unit)?;
    sparse::<Float64Type>(out, "ref-low", &events.ref_low)?;
    sparse::<Float64Type>(out, "ref-high", &events.ref_high)?;
    sparse::<Float64Type>(out, "quantity", &events.quantity)?;
    sparse::<Float32Type>(out, "days-supply", &events.days_supply)?;
    sparse::<Float64Type>(out, "dose", &events.dose)?;
    sparse::<UInt16Type>(out, "site", &events.site)
}

fn sparse<T: ArrowPrimitiveType>(
    out: &mut Writer<'_>,
    name: &str,
    values: &Sparse<T::Native>,
) -> io::Result<()>
where
    T::Native: Copy + Default,
{
    out.write::<UInt64Type>(&format!("{name}-present"), values.present())?;
    out.write::<T>(name, values.values())
}

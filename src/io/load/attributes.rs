//! Attributes of patients from what all threads collected: of several values the one that stands first counts.
//! How many patients have values that differ is reported.

use crate::base::Time;
use crate::model::report::WarningKind;
use crate::store::build::DROPPED;
use crate::store::{Attribute, AttributeValues, MISSING};

use super::facts::Facts;
use super::plan::{AttributeKind, Plan};
use super::report::Tallied;
use super::worker::{Known, Value, Worker};

/// One column for each attribute, with a value a patient.
pub(super) fn merge(
    plan: &Plan,
    workers: &[Worker<'_>],
    patients: &[Vec<Vec<u32>>],
    count: usize,
    tallied: &mut Tallied,
    facts: &mut Facts,
) -> Vec<Attribute> {
    let mut names: Vec<&str> = workers.iter().flat_map(|worker| worker.texts.texts()).collect();
    names.sort_unstable();
    names.dedup();
    let maps: Vec<Vec<u32>> = workers
        .iter()
        .map(|worker| {
            let place = |text: &str| names.binary_search(&text).map_or(MISSING, |at| at as u32);
            worker.texts.texts().into_iter().map(place).collect()
        })
        .collect();
    let mut attributes = Vec::new();
    for (at, attribute) in plan.attributes.iter().enumerate() {
        let mut known: Vec<Option<Known>> = vec![None; count];
        for (given, (_, source)) in plan.given.iter().enumerate().filter(|(_, (of, _))| *of == at) {
            let of_source = of_source(given, workers, patients, &maps, count);
            facts.note(&attribute.id, *source, &of_source);
            for (slot, value) in known.iter_mut().zip(of_source) {
                *slot = beside(*slot, value);
            }
        }
        let conflicts = known.iter().flatten().filter(|known| known.conflict).count() as u64;
        tallied.warn(WarningKind::AttributeConflict, &attribute.id, conflicts);
        attributes
            .push(Attribute { id: attribute.id.clone(), values: column(attribute.kind, &known, &names) });
    }
    attributes
}

/// What one source says of each patient in one attribute.
fn of_source(
    given: usize,
    workers: &[Worker<'_>],
    patients: &[Vec<Vec<u32>>],
    maps: &[Vec<u32>],
    count: usize,
) -> Vec<Option<Known>> {
    let mut known: Vec<Option<Known>> = vec![None; count];
    for ((worker, patients), texts) in workers.iter().zip(patients).zip(maps) {
        for (bucket, patients) in worker.buckets.iter().zip(patients) {
            let values = bucket.attributes.get(given).map_or(&[][..], Vec::as_slice);
            for (value, patient) in values.iter().zip(patients) {
                let (Some(mut value), true) = (*value, *patient != DROPPED) else { continue };
                if let Value::Text(text) = &mut value.value {
                    *text = texts.get(*text as usize).copied().unwrap_or(MISSING);
                }
                let slot = &mut known[*patient as usize];
                *slot = beside(*slot, Some(value));
            }
        }
    }
    known
}

/// Of two values of one patient the one that stands first, with a note if they differ.
fn beside(one: Option<Known>, other: Option<Known>) -> Option<Known> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.beside(other)),
        (one, other) => one.or(other),
    }
}

fn column(kind: AttributeKind, known: &[Option<Known>], names: &[&str]) -> AttributeValues {
    let values = known.iter().map(|known| known.map(|known| known.value));
    match kind {
        AttributeKind::Number => {
            let number = |value| match value {
                Some(Value::Number(number)) => number,
                _ => f64::NAN,
            };
            AttributeValues::Number(values.map(number).collect())
        }
        AttributeKind::Date => {
            let date = |value| match value {
                Some(Value::Date(micros, precision)) => Some((Time(micros), precision)),
                _ => None,
            };
            AttributeValues::Date(values.map(date).collect())
        }
        AttributeKind::Category => {
            let of: Vec<u32> = values
                .map(|value| match value {
                    Some(Value::Text(text)) => text,
                    _ => MISSING,
                })
                .collect();
            // Of all texts only those that this attribute takes.
            let mut used: Vec<u32> = of.iter().copied().filter(|text| *text != MISSING).collect();
            used.sort_unstable();
            used.dedup();
            let place = |text: u32| used.binary_search(&text).map_or(MISSING, |at| at as u32);
            let of = of.into_iter().map(place).collect();
            let names =
                used.iter().filter_map(|text| names.get(*text as usize)).map(|name| (*name).to_owned());
            AttributeValues::Category { names: names.collect(), of }
        }
    }
}

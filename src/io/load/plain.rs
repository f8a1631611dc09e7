//! The quick way for rows of a text file that hold nothing out of the ordinary: known keys and codes, whole dates, plain
//! numbers. Whatever it does not take goes through `rows`, which alone says what a row means.

use crate::base::time::SECOND;
use crate::base::{Clock, Precision, Time, time::DAY};
use crate::io::cell::ColumnPlan;
use crate::io::csv::Record;
use crate::io::number::canonical_integer;
use crate::store::build::{Meta, Row, Side};
use crate::store::{LONG, POINT};

use super::keys::{Key, UNKNOWN};
use super::plan::{EventsPlan, MomentPlan, NumberPlan, PhasePlan, Plan, RolePlan, Table, TextPlan};
use super::rows::YEAR_9999;
use super::tally::At;
use super::worker::Worker;

/// A table each of whose rows is one event, and where a file holds what is read of it.
pub(super) struct PlainTable<'p> {
    pub domain: usize,
    system: usize,
    meta: Meta,
    /// Places of columns in the file.
    patient: usize,
    code: usize,
    start: (usize, &'p ColumnPlan),
    end: Option<(usize, &'p ColumnPlan)>,
    numbers: Vec<(usize, &'p ColumnPlan, NumberOf)>,
    unit: Option<usize>,
    site: Option<usize>,
    /// Starts after this day are for `rows` to judge.
    last_day: i64,
}

/// What a number is.
#[derive(Clone, Copy)]
enum NumberOf {
    Value,
    RefLow,
    RefHigh,
    Quantity,
    DaysSupply,
    Dose,
}

/// The most numbers an event has.
const NUMBERS: usize = 6;

impl<'p> PlainTable<'p> {
    /// The table in a file whose columns are at `places`; nothing where its rows need more than the quick way does.
    pub fn of(plan: &Plan, table: &'p Table, places: &[usize]) -> Option<Self> {
        let RolePlan::Events(events) = &table.role else { return None };
        let EventsPlan { domain, patient, site, defs, attributes } = events;
        let ([def], [], Clock::Calendar) = (defs.as_slice(), attributes.as_slice(), plan.clock) else {
            return None;
        };
        if def.label.is_some() || def.when.is_some() || def.precision.is_some() {
            return None;
        }
        let PhasePlan::Constant(phase) = def.phase else { return None };
        // A list of texts that mean "missing" may hold anything, so such columns are left to `rows`.
        let column = |slot: usize| {
            let column = table.columns.get(slot).filter(|column| column.missing.is_none())?;
            Some((*places.get(slot)?, column))
        };
        let text = |text: &TextPlan| match text {
            TextPlan::Column { slot, map: None } => column(*slot).map(|(place, _)| place),
            _ => None,
        };
        let moment = |moment: &MomentPlan| match moment {
            MomentPlan::Date(slot) => column(*slot).filter(|(_, column)| column.finest >= Precision::Day),
            _ => None,
        };
        let numbers = [
            (&def.value, NumberOf::Value),
            (&def.ref_low, NumberOf::RefLow),
            (&def.ref_high, NumberOf::RefHigh),
            (&def.quantity, NumberOf::Quantity),
            (&def.days_supply, NumberOf::DaysSupply),
            (&def.dose, NumberOf::Dose),
        ];
        let number = |(number, of): (&Option<NumberPlan>, NumberOf)| match number {
            None => None,
            Some(NumberPlan::Column(slot)) => Some(column(*slot).map(|(place, column)| (place, column, of))),
            Some(NumberPlan::Constant(_)) => Some(None),
        };
        let as_of = plan.as_of.map_or(i64::MAX, Time::days);
        Some(Self {
            domain: *domain,
            system: def.system,
            meta: Meta::new(phase, Precision::Day, Precision::Day),
            patient: text(patient)?,
            code: text(def.code.as_ref()?)?,
            start: moment(&def.start)?,
            end: def.end.as_ref().map(|end| moment(end).ok_or(())).transpose().ok()?,
            numbers: numbers.into_iter().filter_map(number).collect::<Option<_>>()?,
            unit: def.unit.as_ref().map(|unit| text(unit).ok_or(())).transpose().ok()?,
            site: site.as_ref().map(|site| text(site).ok_or(())).transpose().ok()?,
            last_day: as_of.min(YEAR_9999.start - 1),
        })
    }

    /// The key of a row.
    #[inline]
    pub fn key<'a>(&self, record: Record<'a>) -> Option<Key<'a>> {
        if let Some(number) = record.plain(self.patient).and_then(canonical_integer) {
            return Some(Key::Int(number));
        }
        let text = record.field(self.patient);
        (!text.is_empty()).then(|| Key::of_text(text))
    }
}

impl Worker<'_> {
    /// Reads a row the quick way, of the patient with a number or, if that is [`UNKNOWN`], of a new one. Nothing has
    /// happened where it gives nothing.
    #[inline]
    pub(super) fn plain_row(
        &mut self,
        plain: &PlainTable<'_>,
        record: Record<'_>,
        number: u32,
        at: At,
    ) -> Option<()> {
        // From the day after the last date that systems write where they know none.
        let start = plain.start.1.dates.plain_day(record.plain(plain.start.0)?)?;
        if start < 1 || start > plain.last_day {
            return None;
        }
        let mut duration = POINT;
        if let Some((place, column)) = plain.end {
            let text = record.plain(place)?;
            if !text.is_empty() {
                duration = seconds(start, column.dates.plain_day(text)?)?;
            }
        }
        // Which numbers there are is a bit each.
        let (mut numbers, mut there) = ([0.0; NUMBERS], 0_u8);
        for (k, (number, (place, column, _))) in numbers.iter_mut().zip(&plain.numbers).enumerate() {
            let text = record.plain(*place)?;
            if !text.is_empty() {
                *number = column.numbers.plain(text)?;
                there |= 1 << k;
            }
        }
        let bucket = self.buckets.get_mut(plain.domain)?;
        let new = if number == UNKNOWN { Some(plain.key(record)?) } else { None };
        let code =
            self.codes.recent(plain.system, record.plain(plain.code).filter(|code| !code.is_empty())?)?;
        // From here on the row is taken.
        let patient = new.map_or(number, |key| bucket.keys.intern(key));
        let place = bucket.rows.len() as u32;
        if there != 0 {
            for (k, (number, (_, _, of))) in numbers.iter().zip(&plain.numbers).enumerate() {
                if there >> k & 1 == 1 {
                    keep(&mut bucket.side, *of, place, *number);
                }
            }
        }
        let texts = [
            (plain.unit, &mut self.units, &mut bucket.side.unit),
            (plain.site, &mut self.sites, &mut bucket.side.site),
        ];
        for (column, dict, side) in texts {
            let text = column.map_or("", |column| record.field(column));
            if !text.is_empty() {
                side.push((place, dict.intern(text) as u16));
            }
        }
        let (file, row) = at;
        bucket.rows.push(Row { start: start * DAY, patient, duration, code, row, file, meta: plain.meta });
        Some(())
    }
}

/// The duration between two days, unless the second is one that systems write where they know none.
fn seconds(start: i64, end: i64) -> Option<u32> {
    let days = (start..YEAR_9999.start).contains(&end).then_some(end - start)?;
    u32::try_from(days * (DAY / SECOND)).ok().filter(|seconds| *seconds < LONG)
}

fn keep(side: &mut Side, of: NumberOf, place: u32, number: f64) {
    match of {
        NumberOf::Value => side.value.push((place, number)),
        NumberOf::RefLow => side.ref_low.push((place, number)),
        NumberOf::RefHigh => side.ref_high.push((place, number)),
        NumberOf::Quantity => side.quantity.push((place, number)),
        NumberOf::DaysSupply => side.days_supply.push((place, number as f32)),
        NumberOf::Dose => side.dose.push((place, number)),
    }
}

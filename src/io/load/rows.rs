//! One row of an events table to its events: the hot path of a load.
//! What cannot be read is set aside or flagged here; whether a key is anybody is settled later.

use crate::base::time::{DAY, SECOND};
use crate::base::{Clock, Precision};
use crate::io::cell::{Cells, ColumnPlan};
use crate::io::date::Stamp;
use crate::model::report::{Flaw, Reason};
use crate::store::build::{Meta, Row, Side};
use crate::store::{LONG, POINT};

use super::keys::{Key, KeyDict, UNKNOWN};
use super::plan::{EventPlan, EventsPlan, NumberPlan, Plan, TextPlan, precision_named};
use super::tally::{At, Tallies};
use super::worker::{Aside, Bucket, Found, Worker};

/// What became of one event of a row.
enum Outcome {
    Made,
    /// The row does not speak of this event.
    NotThis,
    SetAside(Reason),
}

/// The patient of a row: a key gets its number only once the row yields something.
enum Patient<'a> {
    New(Key<'a>),
    Known(u32),
}

impl Patient<'_> {
    fn number(&mut self, dict: &mut KeyDict) -> u32 {
        match *self {
            Self::Known(number) => number,
            Self::New(key) => {
                let number = dict.intern(key);
                *self = Self::Known(number);
                number
            }
        }
    }
}

impl Worker<'_> {
    /// Reads one row of an events table.
    pub(super) fn events(
        &mut self,
        plan: &EventsPlan,
        columns: &[ColumnPlan],
        cells: &impl Cells,
        (resource, hint): (usize, u32),
        at: At,
    ) {
        let mut key_buffer = std::mem::take(&mut self.buffers.key);
        let patient = match hint {
            UNKNOWN => key(&plan.patient, columns, cells, &mut key_buffer).map(Patient::New),
            known => Some(Patient::Known(known)),
        };
        match patient {
            Some(patient) => self.events_of(plan, patient, columns, cells, resource, at),
            None => self.found[resource].set_aside.add(Reason::NoPatientKey, at),
        }
        self.buffers.key = key_buffer;
    }

    fn events_of(
        &mut self,
        plan: &EventsPlan,
        mut patient: Patient<'_>,
        columns: &[ColumnPlan],
        cells: &impl Cells,
        resource: usize,
        at: At,
    ) {
        if !plan.attributes.is_empty() {
            let number = patient.number(&mut self.buckets[plan.domain].keys);
            self.attributes(&plan.attributes, columns, cells, (resource, plan.domain, number), at);
        }
        let (mut made, mut aside, mut absent) = (0, 0, false);
        for def in &plan.defs {
            match self.event(def, plan, &mut patient, columns, cells, resource, at) {
                Outcome::Made => made += 1,
                Outcome::NotThis => {}
                Outcome::SetAside(Reason::StartMissing) if plan.defs.len() > 1 => absent = true,
                Outcome::SetAside(reason) => {
                    aside += 1;
                    self.found[resource].set_aside.add(reason, at);
                }
            }
        }
        // A wide row need not hold every event; it is set aside only where it holds none.
        if absent && made == 0 && aside == 0 {
            self.found[resource].set_aside.add(Reason::StartMissing, at);
            aside = 1;
        }
        if aside > 0 {
            let key = match patient {
                Patient::Known(number) => Aside::Known(number),
                Patient::New(key) => Aside::Other(self.linked[plan.domain].intern(key)),
            };
            self.found[resource].aside.push(key);
        }
        self.found[resource].events += made;
    }

    #[expect(clippy::too_many_arguments, reason = "the hot path passes what it already has in hand")]
    fn event(
        &mut self,
        def: &EventPlan,
        plan: &EventsPlan,
        patient: &mut Patient<'_>,
        columns: &[ColumnPlan],
        cells: &impl Cells,
        resource: usize,
        at: At,
    ) -> Outcome {
        let buffers = &mut self.buffers;
        if def.when.as_ref().is_some_and(|when| !when.holds(columns, cells, &mut buffers.other)) {
            return Outcome::NotThis;
        }
        let mut start = match def.start.read(columns, cells) {
            Ok(Some(start)) => start,
            Ok(None) => return Outcome::SetAside(Reason::StartMissing),
            Err(_) => return Outcome::SetAside(Reason::StartUnreadable),
        };
        let Some(phase) = def.phase.read(columns, cells, &mut buffers.other) else {
            return Outcome::SetAside(Reason::PhaseUnknown);
        };
        let code = def.code.as_ref().and_then(|code| code.read(columns, cells, &mut buffers.code));
        let label = def.label.as_ref().and_then(|label| label.read(columns, cells, &mut buffers.label));
        let code = match (code, label) {
            (Some(code), label) => self.codes.intern(def.system, code, label),
            (None, Some(label)) => self.codes.intern(def.system, label, None),
            (None, None) => return Outcome::SetAside(Reason::CodeMissing),
        };
        let mut flaws = Flaws::default();
        let end = match def.end.as_ref().map(|end| end.read(columns, cells)) {
            None | Some(Ok(None)) => None,
            Some(Ok(Some(end))) if !is_sentinel(self.plan, end) => Some(end),
            Some(_) => {
                flaws.set(Flaw::EndUnreadable);
                None
            }
        };
        let finest =
            def.precision.as_ref().and_then(|precision| precision.read(columns, cells, &mut buffers.other));
        let finest = finest.and_then(precision_named).unwrap_or(Precision::Second);
        start = start.no_finer_than(finest);
        let end = end.map(|end| end.no_finer_than(finest));
        judge_start(self.plan, start, &mut flaws);

        let bucket = &mut self.buckets[plan.domain];
        let patient = patient.number(&mut bucket.keys);
        let place = bucket.rows.len() as u32;
        def.keep_numbers(columns, cells, place, &mut bucket.side, &mut flaws);
        let mut meta = Meta::new(phase, start.precision, end.map_or(start.precision, |end| end.precision));
        flaws.report(&mut meta, &mut self.found[resource], at);
        let duration = duration(start, end, bucket, &mut self.found[resource].flagged, at);
        if let Some(unit) = def.unit.as_ref().and_then(|unit| unit.read(columns, cells, &mut buffers.other)) {
            bucket.side.unit.push((place, self.units.intern(unit) as u16));
        }
        if let Some(site) = plan.site.as_ref().and_then(|site| site.read(columns, cells, &mut buffers.other))
        {
            bucket.side.site.push((place, self.sites.intern(site) as u16));
        }
        bucket.rows.push(Row { start: start.time.0, patient, duration, code, row: at.1, file: at.0, meta });
        Outcome::Made
    }
}

/// The patient's key in a row.
#[inline]
pub(super) fn key<'a>(
    plan: &'a TextPlan,
    columns: &[ColumnPlan],
    cells: &'a impl Cells,
    buffer: &'a mut String,
) -> Option<Key<'a>> {
    match plan {
        TextPlan::Column { slot, map: None } => Key::of(columns.get(*slot)?.read(cells.cell(*slot)), buffer),
        other => other.read(columns, cells, buffer).map(Key::of_text),
    }
}

/// Puts a key that a table names into its dictionary.
pub(super) fn intern(dict: &mut KeyDict, key: Option<Key<'_>>) -> Option<u32> {
    key.map(|key| dict.intern(key))
}

/// What is wrong with an event, as bits.
#[derive(Clone, Copy, Default)]
struct Flaws(u8);

impl Flaws {
    fn set(&mut self, flaw: Flaw) {
        self.0 |= flaw.bit();
    }

    fn report(self, meta: &mut Meta, found: &mut Found, at: At) {
        if self.0 == 0 {
            return;
        }
        for flaw in Flaw::ALL {
            if self.0 & flaw.bit() != 0 {
                meta.flag(flaw);
                found.flagged.add(flaw, at);
            }
        }
    }
}

impl EventPlan {
    /// Writes the numbers that are there beside the row.
    #[inline]
    fn keep_numbers(
        &self,
        columns: &[ColumnPlan],
        cells: &impl Cells,
        place: u32,
        side: &mut Side,
        flaws: &mut Flaws,
    ) {
        let mut read = |plan: &Option<NumberPlan>| {
            let read = plan.as_ref().map(|plan| plan.read(columns, cells));
            if matches!(read, Some(Err(_))) {
                flaws.set(Flaw::NumberUnreadable);
            }
            read.and_then(Result::ok).flatten().map(|number| (place, number))
        };
        side.value.extend(read(&self.value));
        side.ref_low.extend(read(&self.ref_low));
        side.ref_high.extend(read(&self.ref_high));
        side.quantity.extend(read(&self.quantity));
        side.days_supply.extend(read(&self.days_supply).map(|(place, number)| (place, number as f32)));
        side.dose.extend(read(&self.dose));
    }
}

/// The duration as the store keeps it. An end that lies before the start only because it is known less
/// precisely is moved up to it, within what it can mean.
fn duration(
    start: Stamp,
    end: Option<Stamp>,
    bucket: &mut Bucket,
    flagged: &mut Tallies<Flaw>,
    at: At,
) -> u32 {
    let Some(end) = end else { return POINT };
    let mut micros = end.time.0.saturating_sub(start.time.0);
    if micros < 0 && end.time.span(end.precision).to > start.time {
        micros = 0;
    }
    if micros >= 0 && micros % SECOND == 0 && micros / SECOND < i64::from(LONG) {
        return (micros / SECOND) as u32;
    }
    if micros < 0 {
        flagged.add(Flaw::EndBeforeStart, at);
    }
    bucket.side.long_end.push((bucket.rows.len() as u32, start.time.0.saturating_add(micros)));
    LONG
}

/// Flags a start that cannot be right as it stands.
fn judge_start(plan: &Plan, start: Stamp, flaws: &mut Flaws) {
    // 1850-01-01 in days since 1970.
    const FIRST: i64 = -43_829;
    if plan.clock == Clock::Relative {
        return;
    }
    if is_sentinel(plan, start) {
        flaws.set(Flaw::SentinelDate);
    } else if start.time.days() < FIRST {
        flaws.set(Flaw::Before1850);
    } else if plan.as_of.is_some_and(|as_of| start.time.0 >= as_of.0.saturating_add(DAY)) {
        flaws.set(Flaw::AfterAsOf);
    }
}

/// The year 9999 in days since 1970.
pub(super) const YEAR_9999: std::ops::Range<i64> = 2_932_532..2_932_897;

/// Whether a date is one that systems write where they know none: 1900-01-01, 1960-01-01, 1970-01-01,
/// any day of the years 1800 and 9999.
fn is_sentinel(plan: &Plan, stamp: Stamp) -> bool {
    const DAYS: [i64; 3] = [-25_567, -3_653, 0];
    const YEAR_1800: std::ops::Range<i64> = -62_091..-61_726;
    if plan.clock == Clock::Relative {
        return false;
    }
    let day = stamp.time.days();
    (stamp.precision >= Precision::Day && DAYS.contains(&day))
        || YEAR_1800.contains(&day)
        || YEAR_9999.contains(&day)
}

#[cfg(test)]
mod test {
    use crate::base::civil::days_from_date;

    #[test]
    fn named_days() {
        assert_eq!(days_from_date(1850, 1, 1), -43_829);
        assert_eq!(days_from_date(1900, 1, 1), -25_567);
        assert_eq!(days_from_date(1960, 1, 1), -3_653);
        assert_eq!((days_from_date(1800, 1, 1), days_from_date(1801, 1, 1)), (-62_091, -61_726));
        assert_eq!((days_from_date(9999, 1, 1), days_from_date(10_000, 1, 1)), (2_932_532, 2_932_897));
    }
}

//! One patient as rules see them: rows with the selectors that each passes, birth, and what is said of death.
//! It judges nothing.

use std::ops::Range;

use crate::base::{Clock, PatientId, Precision, Time};
use crate::compute::Watch;
use crate::compute::extent::NO_DATE;
use crate::model::Outage;
use crate::store::{Attribute, AttributeValues, Store};

use super::compile::{Bit, Compiled};
use super::interval::{self, Interval};

/// What is looked up once for all patients.
pub(super) struct Ground<'a> {
    pub store: &'a Store,
    pub compiled: &'a Compiled,
    /// Who could have seen what.
    pub watch: Watch<'a>,
    birth_date: Option<&'a Attribute>,
    birth_year: Option<&'a Attribute>,
    death: Option<&'a Attribute>,
    death_phase: Option<u8>,
    /// The day the extract was cut, where it was declared.
    pub cut: Option<Interval>,
}

impl<'a> Ground<'a> {
    pub fn new(store: &'a Store, compiled: &'a Compiled, outages: &[Outage]) -> Self {
        let head = store.head();
        let cut = head.as_of.filter(|_| head.as_of_declared && head.clock == Clock::Calendar);
        Self {
            store,
            compiled,
            watch: Watch::new(store, outages),
            birth_date: store.attribute_by_id("birthDate"),
            birth_year: store.attribute_by_id("birthYear"),
            death: store.attribute_by_id("death"),
            death_phase: store.phase_by_id("death"),
            cut: cut.map(|cut| Interval::day(cut.days())),
        }
    }

    /// When a patient was born, as far as that is known; there is no birth without a calendar.
    pub fn birth(&self, patient: PatientId) -> Option<Interval> {
        if self.store.head().clock == Clock::Relative {
            return None;
        }
        let calendar =
            |(time, precision): (Time, Precision)| Interval::new(time.0, precision, Clock::Calendar);
        let date = self.birth_date.and_then(|attribute| attribute.date(patient)).map(calendar);
        date.or_else(|| {
            let attribute = self.birth_year?;
            let year = match &attribute.values {
                AttributeValues::Date(_) => return attribute.date(patient).map(calendar),
                AttributeValues::Number(_) => attribute.number(patient)?,
                AttributeValues::Category { .. } => attribute.category(patient)?.trim().parse().ok()?,
            };
            let sane = (1800.0..2200.0).contains(&year);
            sane.then(|| calendar((Time::from_date(year as i64, 1, 1), Precision::Year)))
        })
    }
}

/// What says that a patient died: a row, or the attribute.
#[derive(Clone, Copy, Debug)]
pub(super) struct Death {
    /// The row; `None` for the attribute.
    pub row: Option<u32>,
    /// When.
    pub when: Interval,
}

/// One patient.
pub(super) struct View<'a> {
    pub ground: &'a Ground<'a>,
    pub patient: PatientId,
    pub rows: Range<usize>,
    /// The selectors of each row.
    bits: &'a [u128],
    /// The selectors of any row.
    pub any: u128,
    pub birth: Option<Interval>,
    /// All that is said of death.
    pub deaths: Vec<Death>,
    /// When the patient died by all of it: what statements share where they agree, and from the first to the last
    /// where they do not.
    pub death: Option<Interval>,
}

impl<'a> View<'a> {
    /// Looks at a patient; `bits` is memory to use.
    pub fn new(ground: &'a Ground<'a>, patient: PatientId, bits: &'a mut Vec<u128>) -> Self {
        let store = ground.store;
        let rows = store.events_of(patient);
        bits.clear();
        let mut any = 0;
        let mut deaths = Vec::new();
        let events = store.events();
        for at in rows.clone() {
            let passes = ground.compiled.bits(store, at);
            any |= passes;
            bits.push(passes);
            if Some(events.phase[at]) == ground.death_phase && events.flaws[at] & NO_DATE == 0 {
                deaths.push(Death { row: Some(at as u32), when: Interval::of_start(store, at) });
            }
        }
        let attribute = ground.death.and_then(|attribute| attribute.date(patient));
        deaths.extend(attribute.map(|(time, precision)| Death {
            row: None,
            when: Interval::new(time.0, precision, store.head().clock),
        }));
        let death = one_death(&deaths);
        Self { ground, patient, rows, bits, any, birth: ground.birth(patient), deaths, death }
    }

    /// The rows that pass a selector, in order of time.
    #[inline]
    pub fn passing(&self, bit: Bit) -> impl Iterator<Item = usize> + Clone + '_ {
        let first = self.rows.start;
        let passing = self.bits.iter().enumerate().filter(move |(_, bits)| **bits & bit.0 != 0);
        passing.map(move |(at, _)| first + at)
    }

    /// Whether any row passes.
    #[inline]
    pub fn has(&self, bit: Bit) -> bool {
        self.any & bit.0 != 0
    }

    /// Whether a row passes.
    #[inline]
    pub fn passes(&self, row: usize, bit: Bit) -> bool {
        self.bits[row - self.rows.start] & bit.0 != 0
    }

    /// The rows that start in a stretch of time, both ends included.
    pub fn between(&self, from: i64, to: i64) -> Range<usize> {
        let starts = &self.ground.store.events().start[self.rows.clone()];
        let first = starts.partition_point(|start| *start < from);
        let after = starts.partition_point(|start| *start <= to);
        self.rows.start + first..self.rows.start + after.max(first)
    }

    /// The first row that passes, with the start of the first of them all.
    pub fn first(&self, bit: Bit) -> Option<(usize, Interval)> {
        if !self.has(bit) {
            return None;
        }
        let store = self.ground.store;
        let row = self.passing(bit).next()?;
        let start = Interval::of_start(store, row);
        if start.grain < crate::base::time::DAY {
            return Some((row, start));
        }
        // Rows are in order of their earliest moments: those that start later than the first can only be it while
        // the first is not surely over.
        let (mut until, mut all) = (start.last, Vec::with_capacity(4));
        for row in self.passing(bit) {
            let start = Interval::of_start(store, row);
            if start.from > until {
                break;
            }
            until = until.min(start.last);
            all.push(start);
        }
        interval::first(all.into_iter()).map(|start| (row, start))
    }

    /// The last row that passes, with the start of the last of them all.
    pub fn last(&self, bit: Bit) -> Option<(usize, Interval)> {
        if !self.has(bit) {
            return None;
        }
        let store = self.ground.store;
        let row = self.passing(bit).last()?;
        let start = interval::last(self.passing(bit).map(|row| Interval::of_start(store, row)))?;
        Some((row, start))
    }
}

/// When somebody died by all that is said: statements that may speak of one moment are taken to.
pub(super) fn one_death(deaths: &[Death]) -> Option<Interval> {
    let mut groups: Vec<Interval> = Vec::new();
    for death in deaths {
        match groups.iter_mut().find_map(|group| group.meet(death.when).map(|both| (group, both))) {
            Some((group, both)) => *group = both,
            None => groups.push(death.when),
        }
    }
    groups.into_iter().reduce(Interval::hull)
}

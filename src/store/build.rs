//! Puts a store together from the rows that several readers collected, each with its own dictionaries.
//! It does not read cells or settle keys: rows come with local numbers and the maps that make them global.

use crate::base::{Cancel, Cancelled, Clock, Precision, Time};
use crate::model::report::Flaw;

use super::scatter;
use super::{Head, Store};

pub use super::rows::Rows;

/// In [`Part::patients`]: a patient whose rows are set aside.
pub const DROPPED: u32 = u32::MAX;

/// One event as a reader collects it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Row {
    /// When it starts, in µs.
    pub start: i64,
    /// The patient, by the part's own number.
    pub patient: u32,
    /// How long it lasts: see [`super::Events::duration`].
    pub duration: u32,
    /// The code, by the part's own number.
    pub code: u32,
    /// The row in the file.
    pub row: u32,
    /// The file, by the store's number.
    pub file: u16,
    /// Phase, precisions and flaws.
    pub meta: Meta,
}

/// Phase, precisions and flaws of an event in 16 bits: phase in bits 0 to 4, precision of the start in 5 to 7,
/// of the end in 8 to 10, then the flaws that reading alone can tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Meta(pub u16);

/// The flaws a reader reports, in the order of their bits in [`Meta`]; an end before its start is told by the times.
const READ_FLAWS: [Flaw; 5] =
    [Flaw::Before1850, Flaw::AfterAsOf, Flaw::SentinelDate, Flaw::EndUnreadable, Flaw::NumberUnreadable];

impl Meta {
    /// Packs a phase (below 32) and two precisions.
    pub fn new(phase: u8, start: Precision, end: Precision) -> Self {
        Self(u16::from(phase & 31) | (start as u16) << 5 | (end as u16) << 8)
    }

    /// Marks a flaw; [`Flaw::EndBeforeStart`] needs no mark.
    pub fn flag(&mut self, flaw: Flaw) {
        if let Some(at) = READ_FLAWS.iter().position(|&known| known == flaw) {
            self.0 |= 1 << (11 + at);
        }
    }

    pub(super) fn phase(self) -> u8 {
        (self.0 & 31) as u8
    }

    pub(super) fn precisions(self) -> u8 {
        (self.0 >> 5 & 63) as u8
    }

    pub(super) fn flaws(self) -> u8 {
        if self.0 >> 11 == 0 {
            return 0;
        }
        let marked = READ_FLAWS.iter().enumerate().filter(|(at, _)| self.0 >> (11 + at) & 1 == 1);
        marked.fold(0, |bits, (_, flaw)| bits | flaw.bit())
    }
}

/// What only some rows have, as (place in [`Part::rows`], value) pairs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Side {
    /// Ends of rows whose duration is [`super::LONG`], in µs.
    pub long_end: Vec<(u32, i64)>,
    /// Measured numbers.
    pub value: Vec<(u32, f64)>,
    /// Units, by the part's own number.
    pub unit: Vec<(u32, u16)>,
    /// Lower ends of reference ranges.
    pub ref_low: Vec<(u32, f64)>,
    /// Upper ends of reference ranges.
    pub ref_high: Vec<(u32, f64)>,
    /// Quantities handed out.
    pub quantity: Vec<(u32, f64)>,
    /// Days that what was handed out lasts.
    pub days_supply: Vec<(u32, f32)>,
    /// Doses.
    pub dose: Vec<(u32, f64)>,
    /// Care sites, by the part's own number.
    pub site: Vec<(u32, u16)>,
    /// Durations of rows that last; they come with the rows.
    pub(super) duration: Vec<(u32, u32)>,
}

impl Side {
    /// Puts every column in the order of the rows.
    pub(super) fn sort(&mut self) {
        macro_rules! sort {
            ($($column:ident),*) => {$(
                if !self.$column.is_sorted_by_key(|pair| pair.0) {
                    self.$column.sort_by_key(|pair| pair.0);
                }
            )*};
        }
        sort!(long_end, value, unit, ref_low, ref_high, quantity, days_supply, dose, site);
    }
}

/// Rows that one reader collected, with the maps from its own numbers to the store's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// The rows, in the order they were read.
    pub rows: Rows,
    /// What only some of them have.
    pub side: Side,
    /// From the part's patients to the store's, or [`DROPPED`].
    pub patients: Vec<u32>,
    /// From the part's codes to the store's.
    pub codes: Vec<u32>,
    /// From the part's units to the store's.
    pub units: Vec<u16>,
    /// From the part's sites to the store's.
    pub sites: Vec<u16>,
}

/// Sorts all rows into a store. `head.keys` says how many patients there are; `head.population` may already hold
/// patients whom the population's sources name without any event. The result does not depend on how the rows were
/// shared out over the parts, as long as no two rows agree in patient, start, file and row.
pub fn assemble(
    mut head: Head,
    parts: Vec<Part>,
    generation: u64,
    cancel: &Cancel,
) -> Result<Store, Cancelled> {
    let sources: Vec<u8> = head.files.iter().map(|file| file.source.0 as u8).collect();
    let parts = parts.into_iter().map(scatter::PartRows::from).collect();
    let sorted = scatter::sort(parts, head.keys.len(), &sources, cancel)?;
    cancel.check()?;
    let mut events = sorted.events;
    scatter::mark_reversed(&mut events);

    if head.as_of.is_none() && head.clock == Clock::Calendar {
        let sentinel = Flaw::SentinelDate.bit();
        let known = events.start.iter().zip(&events.flaws).filter(|(_, flaws)| **flaws & sentinel == 0);
        head.as_of = known.map(|(&start, _)| Time::from_days(Time(start).days())).max();
    }
    let mut store = Store {
        generation,
        offsets: sorted.offsets,
        blocks: super::blocks::summarise(&events),
        events,
        patterns: sorted.patterns,
        patients_by_code: std::sync::OnceLock::new(),
        phases_used: std::sync::OnceLock::new(),
        head,
    };
    store.settle_population();
    store.head.linkage.settle(&store.patterns, &store.events.source, store.head.sources.len());
    Ok(store)
}

/// Puts a store together again from columns that a store was taken apart into; `None` if they do not fit together.
pub fn restore(
    head: Head,
    events: super::Events,
    offsets: Vec<u32>,
    patterns: Vec<u64>,
    generation: u64,
) -> Option<Store> {
    let (total, patients) = (events.start.len(), patterns.len());
    let lengths = [
        events.duration.len(),
        events.code.len(),
        events.row.len(),
        events.file.len(),
        events.source.len(),
        events.phase.len(),
        events.precision.len(),
        events.flaws.len(),
    ];
    let whole = offsets.first() == Some(&0)
        && offsets.last().is_some_and(|&end| end as usize == total)
        && offsets.len() == patients + 1
        && offsets.windows(2).all(|pair| pair[0] <= pair[1])
        && head.keys.len() == patients
        && lengths.iter().all(|&length| length == total);
    let known = within(&events.code, head.codes.len())
        && within(&events.file, head.files.len())
        && within(&events.source, head.sources.len())
        && within(&events.phase, head.phases.len())
        && within(events.unit.values(), head.units.len())
        && within(events.site.values(), head.sites.len())
        && head.attributes.iter().all(|attribute| attribute.len() == patients)
        && head.population.iter().all(|patient| patient.index() < patients)
        && head.coverage.iter().all(|table| table.is_whole(patients, head.sources.len()))
        && head.linkage.is_whole(patients, head.sources.len());
    (whole && known).then(|| Store {
        generation,
        offsets,
        blocks: super::blocks::summarise(&events),
        events,
        patterns,
        patients_by_code: std::sync::OnceLock::new(),
        phases_used: std::sync::OnceLock::new(),
        head,
    })
}

/// Whether every number is the place of something in a list of `count`.
fn within<T: Copy + Into<u32> + Ord>(numbers: &[T], count: usize) -> bool {
    numbers.iter().copied().max().is_none_or(|most| (most.into() as usize) < count)
}

impl Store {
    fn settle_population(&mut self) {
        if self.head.population_sources.is_empty() {
            self.head.population = self.everybody();
            return;
        }
        for source in self.head.population_sources.clone() {
            let seen = self.patients_of_source(source);
            self.head.population |= &seen;
        }
    }
}

//! The sequence of every selected patient: steps in time, at a level, simplified as asked.
//! Events at equal time are one step, whatever the order of rows; what sequences add up to is computed next door.

use std::ops::Range;

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, CodeId, PatientId};
use crate::model::journeys::{JourneyQuestion, Level, Ties};
use crate::store::{Events, Store};

use super::super::{Anchors, Axis, EventMask, Selection};
use super::alphabet::{Alphabet, Sets};
use super::end::{End, Ends};
use super::simplify::{GONE, Item, Simplify, floor, groups, introduced, tidy};

/// Patients that one thread takes at a time.
const PATIENTS_EACH: usize = 1024;

/// Sequences of steps, as columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sequences {
    /// What symbols stand for.
    pub alphabet: Alphabet,
    /// Whose sequences they are, ascending.
    pub patients: Vec<PatientId>,
    /// Where each sequence starts; one more entry than there are sequences.
    pub offsets: Vec<u32>,
    /// The symbol of each step.
    pub symbols: Vec<u32>,
    /// When each step starts, in µs; never before the one before it.
    pub times: Vec<i64>,
    /// How many events each step stands for.
    pub events: Vec<u32>,
    /// Each patient's day 0, in µs: on the calendar, the first step.
    pub zeros: Vec<i64>,
    /// How each journey ends.
    pub ends: Vec<End>,
    /// What each simplification took away, in the order of the question.
    pub removed: Vec<Removed>,
    /// Selected patients without the event that journeys are aligned on.
    pub without_anchor: usize,
}

/// What a simplification took away.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Removed {
    /// Items before.
    pub before: u64,
    /// Items after.
    pub after: u64,
    /// The share of the information that is gone: of the bits it takes to write down every item, each at the length
    /// that its frequency gives it (Shannon). 0 where a simplification adds.
    pub information: f64,
}

impl Sequences {
    /// How many sequences there are.
    pub fn len(&self) -> usize {
        self.patients.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.patients.is_empty()
    }

    /// The places of a sequence's steps.
    pub fn range(&self, sequence: usize) -> Range<usize> {
        self.offsets[sequence] as usize..self.offsets[sequence + 1] as usize
    }

    /// The symbols of a sequence.
    pub fn of(&self, sequence: usize) -> &[u32] {
        &self.symbols[self.range(sequence)]
    }
}

/// Builds the sequences of a selection.
pub fn sequences(
    store: &Store,
    selection: &Selection,
    anchors: &Anchors,
    question: &JourneyQuestion,
    cancel: &Cancel,
) -> Result<Sequences, Cancelled> {
    let patients: Vec<PatientId> = selection.patients.iter().filter(|&p| anchors.of(p).is_some()).collect();
    let without_anchor = selection.patients.len() - patients.len();
    let reader = Reader::new(store, &selection.mask, anchors, question);
    let parts: Vec<Part> = patients
        .par_chunks(PATIENTS_EACH)
        .map(|patients| cancel.check().map(|()| reader.read(patients)))
        .collect::<Result<_, _>>()?;
    cancel.check()?;
    Ok(join(reader, patients, parts, without_anchor))
}

/// What one thread made of some patients.
struct Part {
    lengths: Vec<u32>,
    symbols: Vec<u32>,
    times: Vec<i64>,
    events: Vec<u32>,
    zeros: Vec<i64>,
    ends: Vec<End>,
    sets: Sets,
    /// For each stage how often each symbol occurs: as read, and after each simplification.
    counts: Vec<Vec<u64>>,
}

/// Reads journeys as items.
struct Reader<'a> {
    store: &'a Store,
    mask: &'a EventMask,
    all: bool,
    anchors: &'a Anchors,
    ties: Ties,
    alphabet: Alphabet,
    symbols: Lookup,
    steps: Vec<Simplify>,
    ends: Ends<'a>,
}

/// From an event to its symbol, or [`GONE`].
enum Lookup {
    Phase(Vec<u32>),
    Source(Vec<u32>),
    Code(Vec<u32>),
    Tests(Vec<(EventMask, u32)>),
}

/// The names of what a store's numbers stand for, at a level of numbers.
fn names(store: &Store, level: &Level) -> Vec<String> {
    let head = store.head();
    match level {
        Level::Phase => head.phases.iter().map(|phase| phase.id.clone()).collect(),
        Level::Source => head.sources.iter().map(|source| source.id.clone()).collect(),
        Level::Code => code_names(store, usize::MAX),
        Level::Group(letters) => code_names(store, *letters as usize),
        Level::Categories(all) => all.iter().map(|category| category.name.clone()).collect(),
    }
}

/// Codes, or their first letters. The system goes before them where there are several.
fn code_names(store: &Store, letters: usize) -> Vec<String> {
    let codes = &store.head().codes;
    let first = (!codes.is_empty()).then(|| codes.get(CodeId(0)).system.as_str());
    let several = codes.iter().any(|code| Some(code.system.as_str()) != first);
    let name = |code: &crate::store::Code| {
        let short: String = code.code.chars().take(letters).collect();
        if several { format!("{}:{short}", code.system) } else { short }
    };
    codes.iter().map(name).collect()
}

/// The names that events have at a level, and for each event the place of its name, if it has one.
pub fn names_at<'a>(
    store: &'a Store,
    level: &Level,
) -> (Vec<String>, impl Fn(usize) -> Option<u32> + Sync + 'a) {
    let alphabet = Alphabet::new(names(store, level));
    let lookup = Lookup::new(store, level, &alphabet);
    let name = move |at: usize| Some(lookup.symbol(store.events(), at)).filter(|&symbol| symbol != GONE);
    (alphabet.names().to_vec(), name)
}

impl Lookup {
    fn new(store: &Store, level: &Level, alphabet: &Alphabet) -> Self {
        let place = |name: String| alphabet.find(&name).unwrap_or(GONE);
        let places: Vec<u32> = names(store, level).into_iter().map(place).collect();
        match level {
            Level::Phase => Self::Phase(places),
            Level::Source => Self::Source(places),
            Level::Code | Level::Group(_) => Self::Code(places),
            Level::Categories(all) => {
                let masks = all.iter().map(|category| EventMask::all(store).and_test(store, &category.test));
                Self::Tests(masks.zip(places).collect())
            }
        }
    }

    #[inline]
    fn symbol(&self, events: &Events, at: usize) -> u32 {
        match self {
            Self::Phase(of) => of.get(usize::from(events.phase[at])).copied().unwrap_or(GONE),
            Self::Source(of) => of.get(usize::from(events.source[at])).copied().unwrap_or(GONE),
            Self::Code(of) => of.get(events.code[at] as usize).copied().unwrap_or(GONE),
            Self::Tests(tests) => {
                let found = tests.iter().find(|(mask, _)| mask.admits(events, at));
                found.map_or(GONE, |(_, symbol)| *symbol)
            }
        }
    }
}

impl<'a> Reader<'a> {
    fn new(store: &'a Store, mask: &'a EventMask, anchors: &'a Anchors, question: &JourneyQuestion) -> Self {
        let names = names(store, &question.level);
        let more = question.steps.iter().filter_map(introduced).cloned();
        let alphabet = Alphabet::new(names.iter().cloned().chain(more).collect());
        let symbols = Lookup::new(store, &question.level, &alphabet);
        let steps = question.steps.iter().map(|step| Simplify::new(step, &alphabet)).collect();
        let ends = Ends::new(store, mask);
        Self { store, mask, all: mask.is_all(), anchors, ties: question.ties, alphabet, symbols, steps, ends }
    }

    fn read(&self, patients: &[PatientId]) -> Part {
        let stages = if self.steps.is_empty() { 0 } else { self.steps.len() + 1 };
        let expected = patients.iter().map(|&patient| self.store.events_of(patient).len()).sum::<usize>()
            + patients.len() * self.steps.iter().map(Simplify::adds).sum::<usize>();
        let mut part = Part {
            lengths: Vec::with_capacity(patients.len()),
            symbols: Vec::with_capacity(expected),
            times: Vec::with_capacity(expected),
            events: Vec::with_capacity(expected),
            zeros: Vec::with_capacity(patients.len()),
            ends: Vec::with_capacity(patients.len()),
            sets: Sets::default(),
            counts: vec![vec![0; self.alphabet.len()]; stages],
        };
        let (mut items, mut set) = (Vec::new(), Vec::new());
        for &patient in patients {
            self.items(patient, &mut items);
            let first = items.first().map_or(0, |item: &Item| item.time);
            let zero = match self.anchors.axis {
                Axis::Calendar => first,
                Axis::Days => self.anchors.of(patient).unwrap_or(first),
            };
            let last = items.iter().map(|item| item.end).max();
            count(&mut part.counts, 0, &items);
            for (at, step) in self.steps.iter().enumerate() {
                step.apply(&mut items, zero, self.ties);
                count(&mut part.counts, at + 1, &items);
            }
            self.push(&mut part, &items, &mut set);
            part.zeros.push(zero);
            part.ends.push(self.ends.of(patient, last.unwrap_or(zero)));
        }
        part
    }

    /// The items of a journey, in order of time and symbol; in order of rows where these give it.
    fn items(&self, patient: PatientId, items: &mut Vec<Item>) {
        items.clear();
        let events = self.store.events();
        for at in self.store.events_of(patient) {
            if !self.all && !self.mask.admits(events, at) {
                continue;
            }
            let symbol = self.symbols.symbol(events, at);
            if symbol != GONE {
                let time = floor(events.start[at], self.ties);
                items.push(Item { time, symbol, end: events.last(at), events: 1 });
            }
        }
        tidy(items, self.ties);
    }

    fn push(&self, part: &mut Part, items: &[Item], set: &mut Vec<u32>) {
        let before = part.symbols.len();
        for step in groups(items, self.ties) {
            let step = &items[step];
            let symbol = match step {
                [one] => one.symbol,
                several => {
                    set.clear();
                    set.extend(several.iter().map(|item| item.symbol));
                    self.alphabet.len() as u32 + part.sets.number(set)
                }
            };
            part.symbols.push(symbol);
            part.times.push(step[0].time);
            part.events.push(step.iter().map(|item| item.events).sum());
        }
        part.lengths.push((part.symbols.len() - before) as u32);
    }
}

fn count(counts: &mut [Vec<u64>], stage: usize, items: &[Item]) {
    if let Some(counts) = counts.get_mut(stage) {
        items.iter().for_each(|item| counts[item.symbol as usize] += 1);
    }
}

fn join(
    reader: Reader<'_>,
    patients: Vec<PatientId>,
    mut parts: Vec<Part>,
    without_anchor: usize,
) -> Sequences {
    let mut alphabet = reader.alphabet;
    let names = alphabet.len() as u32;
    let sets: Vec<Sets> = parts.iter_mut().map(|part| std::mem::take(&mut part.sets)).collect();
    let maps = alphabet.adopt(&sets);
    parts.par_iter_mut().zip(&maps).zip(&sets).filter(|(_, sets)| !sets.is_empty()).for_each(
        |((part, map), _)| {
            for symbol in part.symbols.iter_mut().filter(|symbol| **symbol >= names) {
                *symbol = map[(*symbol - names) as usize];
            }
        },
    );
    let mut offsets = Vec::with_capacity(patients.len() + 1);
    offsets.push(0);
    let mut next = 0;
    for length in parts.iter().flat_map(|part| &part.lengths) {
        next += length;
        offsets.push(next);
    }
    let removed = removed(&parts, reader.steps.len());
    let ((symbols, events), (times, (zeros, ends))) = rayon::join(
        || (concat(&parts, |part| &part.symbols), concat(&parts, |part| &part.events)),
        || {
            let rest = (concat(&parts, |part| &part.zeros), concat(&parts, |part| &part.ends));
            (concat(&parts, |part| &part.times), rest)
        },
    );
    Sequences { alphabet, patients, offsets, symbols, times, events, zeros, ends, removed, without_anchor }
}

fn concat<T: Clone>(parts: &[Part], of: impl Fn(&Part) -> &Vec<T>) -> Vec<T> {
    let mut all = Vec::with_capacity(parts.iter().map(|part| of(part).len()).sum());
    parts.iter().for_each(|part| all.extend_from_slice(of(part)));
    all
}

fn removed(parts: &[Part], steps: usize) -> Vec<Removed> {
    let stage = |stage: usize| {
        let symbols = parts.first().and_then(|part| part.counts.get(stage)).map_or(0, Vec::len);
        let mut sum = vec![0u64; symbols];
        for part in parts {
            sum.iter_mut().zip(&part.counts[stage]).for_each(|(sum, count)| *sum += count);
        }
        sum
    };
    let bits = |counts: &[u64]| {
        let all = counts.iter().sum::<u64>() as f64;
        counts.iter().filter(|&&n| n > 0).map(|&n| n as f64 * (all / n as f64).log2()).sum::<f64>()
    };
    let mut before = if steps > 0 { stage(0) } else { Vec::new() };
    let mut all = Vec::with_capacity(steps);
    for at in 0..steps {
        let after = stage(at + 1);
        let (had, has) = (bits(&before), bits(&after));
        let information = if had > 0.0 { (1.0 - has / had).max(0.0) } else { 0.0 };
        all.push(Removed { before: before.iter().sum(), after: after.iter().sum(), information });
        before = after;
    }
    all
}

//! Puts a log's traces and events together as a store: names to codes, starts and completions to intervals.
//! It reads no XML.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::base::{Cancel, Precision, SourceId, Time, time::SECOND};
use crate::io::date::{DateParser, Stamp, Zone};
use crate::io::guard;
use crate::io::load::{Identifier, LoadError, Loaded};
use crate::io::number::canonical_integer;
use crate::io::sample::Sample;
use crate::model::descriptor::{OneOrMany, Package, PackageBlock, Resource};
use crate::model::report::{
    Flaw, POSITIONS_KEPT, Position, Reason, ResourceReport, Tally, Warning, WarningKind,
};
use crate::model::{Kind, LoadReport, Phase, Source};
use crate::store::build::{Meta, Part, Row, assemble};
use crate::store::{
    Attribute, AttributeValues, Code, CodeTable, FileEntry, Head, Keys, LONG, MISSING, POINT,
};

use super::read::{Level, Sink};

/// The most different attributes of traces that are kept.
const MOST_ATTRIBUTES: usize = 100;
/// Traces that are looked at for direct identifiers.
const SAMPLED: usize = 2_000;
/// The phase of all events: a log says nothing of phases.
const PHASE: &str = "other";

/// An event while it is read.
#[derive(Default)]
struct Draft {
    name: Option<String>,
    #[expect(clippy::option_option, reason = "no time is one thing, an unreadable time another")]
    stamp: Option<Option<Stamp>>,
    transition: Option<String>,
    instance: Option<String>,
}

/// A start that waits for its completion: name, instance, place of its row.
type Open = (u32, Option<String>, u32);

/// Collects a log.
pub(super) struct Collector {
    dates: Option<DateParser>,
    title: Option<String>,
    /// The traces' names, in the order they are met, with their numbers.
    patients: FxHashMap<String, u32>,
    names: Vec<String>,
    codes: FxHashMap<String, u32>,
    code_names: Vec<String>,
    rows: Vec<Row>,
    ends: Vec<(u32, i64)>,
    /// Attributes of traces by key: for each patient the first value.
    attributes: BTreeMap<String, FxHashMap<u32, String>>,
    /// The open trace: its name, its attributes, and its events.
    trace: Option<String>,
    trace_attributes: Vec<(String, String)>,
    events: Vec<(u32, Draft)>,
    draft: Option<Draft>,
    read: u64,
    aside: BTreeMap<Reason, Vec<u32>>,
    aside_counts: BTreeMap<Reason, u64>,
}

impl Collector {
    pub fn new() -> Self {
        let zone = Zone::named("Europe/Amsterdam");
        Self {
            dates: zone.and_then(|zone| DateParser::new(None, &zone, 2068).ok()),
            title: None,
            patients: FxHashMap::default(),
            names: Vec::new(),
            codes: FxHashMap::default(),
            code_names: Vec::new(),
            rows: Vec::new(),
            ends: Vec::new(),
            attributes: BTreeMap::new(),
            trace: None,
            trace_attributes: Vec::new(),
            events: Vec::new(),
            draft: None,
            read: 0,
            aside: BTreeMap::new(),
            aside_counts: BTreeMap::new(),
        }
    }

    fn set_aside(&mut self, reason: Reason, row: u32) {
        *self.aside_counts.entry(reason).or_default() += 1;
        let first = self.aside.entry(reason).or_default();
        if first.len() < POSITIONS_KEPT {
            first.push(row);
        }
    }

    fn patient(&mut self, name: &str) -> u32 {
        number(&mut self.patients, &mut self.names, name)
    }

    /// One event of a known patient. A completion ends the earliest open start of the same name and instance.
    fn add(&mut self, patient: u32, row: u32, draft: Draft, open: &mut Vec<Open>) {
        let stamp = match draft.stamp {
            Some(Some(stamp)) => stamp,
            Some(None) => return self.set_aside(Reason::StartUnreadable, row),
            None => return self.set_aside(Reason::StartMissing, row),
        };
        let Some(name) = draft.name.filter(|name| !name.is_empty()) else {
            return self.set_aside(Reason::CodeMissing, row);
        };
        let transition = draft.transition.as_deref().unwrap_or("complete").to_ascii_lowercase();
        let name = match transition.as_str() {
            "start" | "complete" | "unknown" => name,
            other => format!("{name}+{other}"),
        };
        let code = number(&mut self.codes, &mut self.code_names, &name);
        if transition == "complete"
            && let Some(at) =
                open.iter().position(|(of, instance, _)| *of == code && *instance == draft.instance)
        {
            let (_, _, place) = open.remove(at);
            return self.end(place, stamp);
        }
        let place = self.rows.len() as u32;
        if transition == "start" {
            open.push((code, draft.instance, place));
        }
        let mut meta = Meta::new(0, stamp.precision, Precision::Day);
        if stamp.time < Time::from_date(1850, 1, 1) {
            meta.flag(Flaw::Before1850);
        } else if stamp.time >= Time::from_date(9999, 1, 1) {
            meta.flag(Flaw::SentinelDate);
        }
        self.rows.push(Row { start: stamp.time.0, patient, duration: POINT, code, row, file: 0, meta });
    }

    fn end(&mut self, place: u32, stamp: Stamp) {
        let row = &mut self.rows[place as usize];
        let start_precision = Precision::from_bits((row.meta.0 >> 5 & 7) as u8);
        let flaws = row.meta.0 & !0x7ff;
        row.meta = Meta(Meta::new(0, start_precision, stamp.precision).0 | flaws);
        let lasts = stamp.time.0.saturating_sub(row.start);
        match u32::try_from(lasts / SECOND) {
            Ok(seconds) if lasts >= 0 && lasts % SECOND == 0 && seconds < LONG => row.duration = seconds,
            _ => {
                row.duration = LONG;
                self.ends.push((place, stamp.time.0));
            }
        }
    }

    /// Columns that look like direct identifiers stop the load, as in any extract.
    fn guard(&self, shown: &str) -> Result<(), LoadError> {
        let patients = self.names.len().min(SAMPLED) as u32;
        let mut sample = Sample {
            columns: vec!["concept:name".into()],
            kinds: Vec::new(),
            cells: vec![self.names.iter().take(SAMPLED).cloned().map(Some).collect()],
        };
        for (key, values) in &self.attributes {
            sample.columns.push(key.clone());
            sample.cells.push((0..patients).map(|patient| values.get(&patient).cloned()).collect());
        }
        let found = guard::suspects(&sample);
        if found.is_empty() {
            return Ok(());
        }
        let identifier = |(column, kind): (usize, _)| Identifier {
            resource: shown.to_owned(),
            file: shown.to_owned(),
            column: sample.columns.get(column).cloned().unwrap_or_default(),
            kind,
        };
        Err(LoadError::Identifiers(found.into_iter().map(identifier).collect()))
    }

    /// The extract.
    pub fn finish(mut self, shown: &str, generation: u64, cancel: &Cancel) -> Result<Loaded, LoadError> {
        self.guard(shown)?;
        let (keys, patients) = self.keys();
        let codes: Vec<Code> =
            self.code_names.iter().map(|name| Code { code: name.clone(), ..Code::default() }).collect();
        let codes = CodeTable::new(codes);
        let code_map =
            self.code_names.iter().map(|name| codes.find("", name).map_or(0, |code| code.0)).collect();
        let title = self.title.take().unwrap_or_else(|| shown.to_owned());
        let source = Source {
            id: "log".into(),
            title: title.clone(),
            holder: None,
            kind: Kind::Other,
            perspective: None,
            windows: Vec::new(),
        };
        let head = Head {
            title,
            sources: vec![source],
            phases: vec![Phase { id: PHASE.into(), title: None }],
            codes,
            files: vec![FileEntry { path: shown.to_owned(), resource: 0, source: SourceId(0) }],
            attributes: self.attributes(&patients),
            keys,
            ..Head::default()
        };
        let report = self.report(shown);
        let mut part = Part { patients, codes: code_map, ..Part::default() };
        part.rows = self.rows.into_iter().collect();
        part.side.long_end = self.ends;
        let store = assemble(head, vec![part], generation, cancel)?;
        let resource = Resource {
            name: "log".into(),
            path: Some(OneOrMany::One(shown.to_owned())),
            format: Some("xes".into()),
            ..Resource::default()
        };
        let package = Package {
            title: Some(store.head().title.clone()),
            periplus: PackageBlock { version: 1, ..PackageBlock::default() },
            resources: vec![resource],
            ..Package::default()
        };
        Ok(Loaded { store, report, package })
    }

    /// The pseudonyms, ascending, and the place of each trace among them.
    fn keys(&self) -> (Keys, Vec<u32>) {
        let mut places = vec![0; self.names.len()];
        let ints: Option<Vec<i64>> =
            self.names.iter().map(|name| canonical_integer(name.as_bytes())).collect();
        if let Some(ints) = ints {
            let mut order: Vec<(i64, u32)> = ints.into_iter().zip(0..).collect();
            order.sort_unstable();
            order.iter().zip(0..).for_each(|((_, at), place)| places[*at as usize] = place);
            return (Keys::from_ints(order.into_iter().map(|(key, _)| key).collect()), places);
        }
        let mut order: Vec<(&str, u32)> = self.names.iter().map(String::as_str).zip(0..).collect();
        order.sort_unstable();
        order.iter().zip(0..).for_each(|((_, at), place)| places[*at as usize] = place);
        (Keys::from_texts(order.into_iter().map(|(key, _)| key)), places)
    }

    fn attributes(&self, places: &[u32]) -> Vec<Attribute> {
        let of = |(key, values): (&String, &FxHashMap<u32, String>)| {
            let mut names: Vec<String> = values.values().cloned().collect();
            names.sort_unstable();
            names.dedup();
            let mut of = vec![MISSING; places.len()];
            for (trace, place) in places.iter().enumerate() {
                if let Some(value) = values.get(&(trace as u32)) {
                    of[*place as usize] = names.binary_search(value).map_or(MISSING, |at| at as u32);
                }
            }
            Attribute { id: key.clone(), values: AttributeValues::Category { names, of } }
        };
        self.attributes.iter().map(of).collect()
    }

    fn report(&self, shown: &str) -> LoadReport {
        let tally = |(&what, &count): (&Reason, &u64)| {
            let first = self.aside.get(&what).into_iter().flatten();
            let first = first.map(|&row| Position { file: shown.to_owned(), row: u64::from(row) }).collect();
            Tally { what, count, distinct_keys: None, first }
        };
        let resource = ResourceReport {
            name: "log".into(),
            source: Some("log".into()),
            files: vec![shown.to_owned()],
            rows: self.read,
            events: self.rows.len() as u64,
            set_aside: self.aside_counts.iter().map(tally).collect(),
            ..ResourceReport::default()
        };
        let warning = |what| Warning { what, about: "log".into(), count: 0 };
        let warnings = vec![warning(WarningKind::AsOfAssumed), warning(WarningKind::WindowUnknown)];
        LoadReport { resources: vec![resource], warnings }
    }
}

fn number(numbers: &mut FxHashMap<String, u32>, names: &mut Vec<String>, name: &str) -> u32 {
    if let Some(&number) = numbers.get(name) {
        return number;
    }
    let number = names.len() as u32;
    names.push(name.to_owned());
    numbers.insert(name.to_owned(), number);
    number
}

impl Sink for Collector {
    fn attribute(&mut self, at: Level, kind: &[u8], key: &str, value: &str) {
        match at {
            Level::Log if key == "concept:name" => self.title = Some(value.to_owned()),
            Level::Log => {}
            Level::Trace if key == "concept:name" => self.trace = Some(value.to_owned()),
            Level::Trace => self.trace_attributes.push((key.to_owned(), value.to_owned())),
            Level::Event => {
                let Some(draft) = &mut self.draft else { return };
                match key {
                    "concept:name" => draft.name = Some(value.to_owned()),
                    "concept:instance" => draft.instance = Some(value.to_owned()),
                    "lifecycle:transition" => draft.transition = Some(value.to_owned()),
                    "time:timestamp" if kind == b"date" => {
                        draft.stamp = Some(self.dates.as_ref().and_then(|dates| dates.parse(value)));
                    }
                    _ => {}
                }
            }
        }
    }

    fn trace(&mut self) {
        self.trace = None;
        self.trace_attributes.clear();
        self.events.clear();
    }

    fn event(&mut self) {
        self.draft = Some(Draft::default());
    }

    fn event_ends(&mut self) {
        self.read += 1;
        let row = u32::try_from(self.read).unwrap_or(u32::MAX);
        if let Some(draft) = self.draft.take() {
            self.events.push((row, draft));
        }
    }

    fn trace_ends(&mut self) {
        let events = std::mem::take(&mut self.events);
        let Some(name) = self.trace.take().filter(|name| !name.is_empty()) else {
            events.iter().for_each(|(row, _)| self.set_aside(Reason::NoPatientKey, *row));
            return;
        };
        let patient = self.patient(&name);
        for (key, value) in std::mem::take(&mut self.trace_attributes) {
            if self.attributes.contains_key(&key) || self.attributes.len() < MOST_ATTRIBUTES {
                self.attributes.entry(key).or_default().entry(patient).or_insert(value);
            }
        }
        let mut open = Vec::new();
        for (row, draft) in events {
            self.add(patient, row, draft, &mut open);
        }
    }
}

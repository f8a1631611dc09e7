//! What a store knows beyond its columns, in the form it is kept in.
//! It is a copy for the disk: the store's own types promise nobody how they are written.

use serde::{Deserialize, Serialize};

use crate::base::{Clock, SourceId, Span, Time};
use crate::model::descriptor::SourceGroup;
use crate::model::{Align, EventTest, Kind, LoadReport, Occurrence, Perspective, Phase, Source, Window};
use crate::store::{Code, CodeTable, FileEntry, Head};

use super::column::Sums;
use super::linkage::LinkageMeta;

/// Everything that is not a column.
#[derive(Serialize, Deserialize)]
pub(super) struct Meta {
    title: String,
    calendar: bool,
    as_of: Option<i64>,
    as_of_declared: bool,
    index: IndexMeta,
    sources: Vec<SourceMeta>,
    source_groups: Vec<SourceGroup>,
    phases: Vec<Phase>,
    codes: Vec<[Option<String>; 4]>,
    files: Vec<(String, u32, u16)>,
    sites: Vec<String>,
    units: Vec<String>,
    population_sources: Vec<u16>,
    /// Whether pseudonyms are integers.
    pub int_keys: bool,
    /// Attributes: id, and names of categories, or none for numbers (`n`) and dates (`d`).
    pub attributes: Vec<AttributeMeta>,
    /// Sources with an enrolment table.
    pub coverage: Vec<u16>,
    /// How the sources were linked, without the sets of patients.
    pub linkage: LinkageMeta,
    /// What became of the rows.
    pub report: LoadReport,
    /// Checksums of the columns.
    pub sums: Sums,
}

/// How an attribute is kept.
#[derive(Serialize, Deserialize)]
pub(super) enum AttributeMeta {
    Category { id: String, names: Vec<String> },
    Number { id: String },
    Date { id: String },
}

#[derive(Serialize, Deserialize)]
enum IndexMeta {
    FirstEvent,
    First(EventTest),
    Last(EventTest),
    Nth(EventTest, u32),
}

#[derive(Serialize, Deserialize)]
struct SourceMeta {
    id: String,
    title: String,
    holder: Option<String>,
    kind: Kind,
    perspective: Option<Perspective>,
    windows: Vec<(i64, i64, Option<String>)>,
}

impl Meta {
    /// Keeps what `head` says, but for what is kept in columns.
    pub(super) fn new(
        head: &Head,
        report: LoadReport,
        int_keys: bool,
        attributes: Vec<AttributeMeta>,
        linkage: LinkageMeta,
        sums: Sums,
    ) -> Self {
        Self {
            title: head.title.clone(),
            calendar: head.clock == Clock::Calendar,
            as_of: head.as_of.map(|time| time.0),
            as_of_declared: head.as_of_declared,
            index: IndexMeta::new(&head.index),
            sources: head.sources.iter().map(SourceMeta::new).collect(),
            source_groups: head.source_groups.clone(),
            phases: head.phases.clone(),
            codes: head.codes.iter().map(code_meta).collect(),
            files: head.files.iter().map(|f| (f.path.clone(), f.resource, f.source.0)).collect(),
            sites: head.sites.clone(),
            units: head.units.clone(),
            population_sources: head.population_sources.iter().map(|source| source.0).collect(),
            int_keys,
            attributes,
            coverage: head.coverage.iter().map(|table| table.source.0).collect(),
            linkage,
            report,
            sums,
        }
    }

    /// The head again, still without what is kept in columns.
    pub(super) fn head(&mut self) -> Head {
        let codes = std::mem::take(&mut self.codes).into_iter().map(code);
        Head {
            title: std::mem::take(&mut self.title),
            clock: if self.calendar { Clock::Calendar } else { Clock::Relative },
            as_of: self.as_of.map(Time),
            as_of_declared: self.as_of_declared,
            index: self.index.align(),
            sources: self.sources.drain(..).map(SourceMeta::source).collect(),
            source_groups: std::mem::take(&mut self.source_groups),
            phases: std::mem::take(&mut self.phases),
            codes: CodeTable::new(codes.collect()),
            files: self
                .files
                .drain(..)
                .map(|(path, resource, source)| FileEntry { path, resource, source: SourceId(source) })
                .collect(),
            sites: std::mem::take(&mut self.sites),
            units: std::mem::take(&mut self.units),
            population_sources: self.population_sources.iter().map(|&source| SourceId(source)).collect(),
            ..Head::default()
        }
    }
}

fn code_meta(code: &Code) -> [Option<String>; 4] {
    [Some(code.system.clone()), Some(code.code.clone()), code.label.clone(), code.label_nl.clone()]
}

fn code([system, code, label, label_nl]: [Option<String>; 4]) -> Code {
    Code { system: system.unwrap_or_default(), code: code.unwrap_or_default(), label, label_nl }
}

impl IndexMeta {
    fn new(align: &Align) -> Self {
        match align {
            Align::Event(test, Occurrence::First) => Self::First(test.clone()),
            Align::Event(test, Occurrence::Last) => Self::Last(test.clone()),
            Align::Event(test, Occurrence::Nth(n)) => Self::Nth(test.clone(), *n),
            Align::Index | Align::Calendar => Self::FirstEvent,
        }
    }

    fn align(&self) -> Align {
        match self {
            Self::FirstEvent => Align::Index,
            Self::First(test) => Align::Event(test.clone(), Occurrence::First),
            Self::Last(test) => Align::Event(test.clone(), Occurrence::Last),
            Self::Nth(test, n) => Align::Event(test.clone(), Occurrence::Nth(*n)),
        }
    }
}

impl SourceMeta {
    fn new(source: &Source) -> Self {
        let window = |window: &Window| (window.span.from.0, window.span.to.0, window.note.clone());
        Self {
            id: source.id.clone(),
            title: source.title.clone(),
            holder: source.holder.clone(),
            kind: source.kind.clone(),
            perspective: source.perspective,
            windows: source.windows.iter().map(window).collect(),
        }
    }

    fn source(self) -> Source {
        let window = |(from, to, note)| Window { span: Span { from: Time(from), to: Time(to) }, note };
        Source {
            id: self.id,
            title: self.title,
            holder: self.holder,
            kind: self.kind,
            perspective: self.perspective,
            windows: self.windows.into_iter().map(window).collect(),
        }
    }
}

//! What has been computed from the open store for the present filters and arrangement, and what is under way.
//! It decides what is needed and in which order; the computing itself is in `compute` and `scene`.

use std::any::Any;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use crate::base::{Cancel, Redacted, Span, Trouble};
use crate::compute::density::Density;
use crate::compute::search::Found;
use crate::compute::{Anchors, Rows, Selection, align, arrange, extent, select};
use crate::model::Project;
use crate::scene::population::{self, ByFound, Drawn, Marks, Population, PopulationView};
use crate::scene::{Pixels, Rgb};
use crate::store::Store;

use super::Workspace;
use super::care_path::{AskedPath, PathLook, PathResults};
use super::command::Screen;
use super::coverage::{Asked, CoverageKey, CoverageResults};
use super::derived::{Derived, Task};
use super::findings::{AskedFindings, FindingsLook, FindingsResults};
use super::gaps::{AskedGaps, GapsLook, GapsPage, GapsResults};
use super::jobs::{JobKind, Jobs};
use super::outages::{OutageResults, OutageRow};
use super::state::{Colours, CoverageLook};

/// Who is selected, with day 0, order and groups.
#[derive(Debug)]
pub struct Journeys {
    /// Who remains after the filter chain.
    pub selection: Arc<Selection>,
    /// Day 0 of everybody.
    pub anchors: Arc<Anchors>,
    /// The rows.
    pub rows: Arc<Rows>,
    /// A stretch of the axis that holds all their events whose dates mean anything.
    pub whole: Span,
    /// How many of their events start when, once a picture has asked for it.
    density: Arc<OnceLock<Density>>,
}

/// What is looked at, and so what has to be there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown<'a> {
    pub screen: Screen,
    pub look: CoverageLook,
    pub findings: &'a FindingsLook,
    pub gaps: &'a GapsLook,
    /// Files of rules that were added to the shipped ones.
    pub rule_files: &'a Arc<Vec<PathBuf>>,
    pub path: &'a PathLook,
    /// The outage that is looked at.
    pub outage: Option<&'a OutageRow>,
    /// What gives the population its colours.
    pub colours: Colours,
    /// The language that titles of the extract are taken in.
    pub language: &'static str,
}

/// What [`Journeys`] follow from. It is made and compared in every frame, and a filter may name many patients: a copy
/// shares the project, and one with the same project is equal at a glance.
#[derive(Clone, Debug)]
pub struct JourneysKey {
    /// The store's generation.
    pub generation: u64,
    /// The filter chain and the arrangement; the rest of it changes no journey.
    pub project: Arc<Project>,
}

impl PartialEq for JourneysKey {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (&self.project, &other.project);
        self.generation == other.generation
            && (Arc::ptr_eq(a, b) || (a.filters == b.filters && a.arrangement == b.arrangement))
    }
}

impl JourneysKey {
    /// Whether the same patients and events are selected.
    pub(super) fn selects_as(&self, other: &Self) -> bool {
        self.generation == other.generation
            && (Arc::ptr_eq(&self.project, &other.project) || self.project.filters == other.project.filters)
    }
}

/// A picture of the rows.
pub struct Picture {
    /// What was drawn.
    pub drawn: Drawn,
    /// What whoever shows its pixels made of them beforehand; see [`Prepare`].
    pub prepared: Option<Prepared>,
}

/// An image in the form that whoever shows it wants.
pub type Prepared = Arc<dyn Any + Send + Sync>;

/// Turns an image into that form, on a worker's thread: millions of pixels are more than a frame can afford.
pub type Prepare = fn(&Pixels) -> Prepared;

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Picture").field("view", &self.drawn.view).finish_non_exhaustive()
    }
}

/// What a picture of the population follows from.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureKey {
    /// What the rows follow from.
    pub journeys: JourneysKey,
    /// What is in sight.
    pub view: PopulationView,
    /// The colours of the phases, or of what was found.
    pub palette: Vec<Rgb>,
    /// What was found, where that gives the colours.
    pub classes: Classes,
}

/// What gives the colours by finding, if anything does; equal only to itself.
#[derive(Clone, Debug, Default)]
pub struct Classes(pub Option<Arc<ByFound>>);

impl PartialEq for Classes {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        }
    }
}

/// The cells of a raw row, by column; `Err` says why it could not be read.
pub type RawRow = Result<Vec<(String, Redacted<String>)>, Trouble>;

/// All results.
#[derive(Debug, Default)]
pub struct Results {
    /// Who is selected, aligned and arranged.
    pub journeys: Derived<JourneysKey, Journeys>,
    /// What the coverage screen is shown.
    pub coverage: CoverageResults,
    /// What the findings screen is shown.
    pub findings: FindingsResults,
    /// What the page of care paths is shown.
    pub care_path: PathResults,
    /// What the page of outages is shown.
    pub outages: OutageResults,
    /// What the gaps screen is shown.
    pub gaps: GapsResults,
    /// The rows of the population, drawn for a view.
    pub picture: Derived<PictureKey, Picture>,
    /// Codes that were searched for, by the text, and how many there are in all.
    pub codes: Derived<(u64, String), (Vec<Found>, usize)>,
    /// The raw row that was asked for, by the event's row in the store.
    pub raw_row: Derived<(u64, usize), RawRow>,
    /// How images are made ready to be shown, if they are.
    pub(super) prepare: Option<Prepare>,
}

impl Results {
    /// Asks for what the project needs.
    pub(super) fn refresh(
        &mut self,
        store: &Arc<Store>,
        project: &Arc<Project>,
        shown: Shown<'_>,
        jobs: &mut Jobs<Workspace>,
    ) {
        let key = JourneysKey { generation: store.generation(), project: Arc::clone(project) };
        let reuse = Reuse::of(&self.journeys, &key);
        let (for_key, for_store) = (key.clone(), Arc::clone(store));
        let work = move |cancel: &Cancel, _: &_| journeys(&for_store, &for_key.project, reuse, cancel);
        let task = Task::new(key, JobKind::Journeys, |ws| &mut ws.results.journeys, work);
        self.journeys.request(task, jobs);
        let Some((there, journeys)) = self.journeys.keyed() else { return };
        if there.generation != store.generation() {
            return;
        }
        let (selection, index) = (&journeys.selection, &journeys.anchors);
        match shown.screen {
            Screen::Coverage => {
                let key = CoverageKey { journeys: there.clone(), project: Arc::clone(project) };
                let asked = Asked { key, store, selection, index, language: shown.language };
                self.coverage.refresh(&asked, shown.look, jobs);
            }
            Screen::Gaps => {
                if shown.gaps.page == GapsPage::Outages {
                    self.outages.refresh(store, shown.outage, jobs);
                }
                let (look, journeys) = (shown.path, there.clone());
                if shown.gaps.page == GapsPage::Path {
                    self.care_path.refresh(&AskedPath { journeys, project, store, selection, look }, jobs);
                }
                let (look, journeys) = (shown.gaps, there.clone());
                self.gaps.refresh(&AskedGaps { journeys, project, store, selection, look }, jobs);
            }
            Screen::Findings => {
                let (look, files, journeys) = (shown.findings, shown.rule_files, there.clone());
                let asked = AskedFindings { journeys, project, store, selection, index, look, files };
                self.findings.refresh(&asked, jobs);
            }
            Screen::Patient => {
                let (look, files, journeys) = (shown.findings, shown.rule_files, there.clone());
                let asked = AskedFindings { journeys, project, store, selection, index, look, files };
                self.findings.refresh_found(&asked, jobs);
                let (look, journeys) = (shown.gaps, there.clone());
                self.gaps.refresh_found(&AskedGaps { journeys, project, store, selection, look }, jobs);
            }
            Screen::Population if shown.colours == Colours::Gaps => {
                let (look, journeys) = (shown.gaps, there.clone());
                self.gaps.refresh_classes(&AskedGaps { journeys, project, store, selection, look }, jobs);
            }
            Screen::Population if shown.colours == Colours::Findings => {
                let (look, files, journeys) = (shown.findings, shown.rule_files, there.clone());
                let asked = AskedFindings { journeys, project, store, selection, index, look, files };
                self.findings.refresh_classes(&asked, jobs);
            }
            Screen::Population | Screen::Sources => {}
        }
    }

    /// Asks for a picture of the rows that are there. One that is under way is finished first: while a view is
    /// moving, a picture a few frames old, shown where it belongs, beats none.
    pub(super) fn draw(
        &mut self,
        store: &Arc<Store>,
        view: PopulationView,
        palette: Vec<Rgb>,
        colours: Colours,
        jobs: &mut Jobs<Workspace>,
    ) {
        let Some((journeys_key, journeys)) = self.journeys.keyed() else { return };
        let classes = Classes(match colours {
            Colours::Phases => None,
            Colours::Findings => self.findings.classes.value().cloned(),
            Colours::Gaps => self.gaps.classes.value().cloned(),
        });
        if colours != Colours::Phases && classes.0.is_none() {
            return;
        }
        let key = PictureKey { journeys: journeys_key.clone(), view, palette, classes: classes.clone() };
        let (store, journeys, palette) = (Arc::clone(store), Arc::clone(journeys), key.palette.clone());
        let prepare = self.prepare;
        let work = move |cancel: &Cancel, _: &_| {
            let of = Population {
                store: &store,
                rows: &journeys.rows,
                anchors: &journeys.anchors,
                mask: &journeys.selection.mask,
                found: classes.0.as_deref(),
                notes: None,
            };
            let density = journeys.density(&store, cancel)?;
            let drawn = population::draw(&of, &view, &palette, density, cancel).ok()?;
            let prepared = match &drawn.marks {
                Marks::Many(pixels) => prepare.map(|prepare| prepare(pixels)),
                Marks::Few(_) => None,
            };
            Some(Picture { drawn, prepared })
        };
        let task = Task::new(key, JobKind::Picture, |ws| &mut ws.results.picture, work);
        self.picture.request_in_turn(task, jobs);
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.journeys.clear();
        self.coverage.clear();
        self.findings.clear();
        self.care_path.clear();
        self.outages.clear();
        self.gaps.clear();
        self.picture.clear();
        self.codes.clear();
        self.raw_row.clear();
    }
}

impl Journeys {
    /// How many of the events in the rows start when. The first call counts them; `None` if that was cancelled.
    fn density(&self, store: &Store, cancel: &Cancel) -> Option<&Density> {
        if self.density.get().is_none() {
            let (order, mask) = (&self.rows.order, &self.selection.mask);
            let counted = Density::count(store, order, &self.anchors, mask, self.whole, cancel).ok()?;
            return Some(self.density.get_or_init(|| counted));
        }
        self.density.get()
    }
}

/// The parts of the last journeys that the next ones can keep.
#[derive(Default)]
struct Reuse {
    selection: Option<Arc<Selection>>,
    anchors: Option<Arc<Anchors>>,
    density: Option<Arc<OnceLock<Density>>>,
}

impl Reuse {
    fn of(there: &Derived<JourneysKey, Journeys>, key: &JourneysKey) -> Self {
        let Some((old, journeys)) = there.keyed().filter(|(old, _)| old.generation == key.generation) else {
            return Self::default();
        };
        let selects = old.selects_as(key);
        let aligns = old.project.arrangement.align == key.project.arrangement.align;
        Self {
            selection: selects.then(|| Arc::clone(&journeys.selection)),
            anchors: aligns.then(|| Arc::clone(&journeys.anchors)),
            // Neither order nor groups change who is in the rows.
            density: (selects && aligns).then(|| Arc::clone(&journeys.density)),
        }
    }
}

fn journeys(store: &Store, project: &Project, reuse: Reuse, cancel: &Cancel) -> Option<Journeys> {
    let arrangement = &project.arrangement;
    let selection = match reuse.selection {
        Some(selection) => selection,
        None => Arc::new(select::select(store, &project.filters, cancel).ok()?),
    };
    let anchors = match reuse.anchors {
        Some(anchors) => anchors,
        None => Arc::new(align::align(store, &arrangement.align, cancel).ok()?),
    };
    let rows = arrange::arrange(store, &selection, &anchors, arrangement, cancel).ok()?;
    let whole = extent::of(store, &rows.order, &anchors, &selection.mask);
    let density = reuse.density.unwrap_or_default();
    Some(Journeys { selection, anchors, rows: Arc::new(rows), whole, density })
}

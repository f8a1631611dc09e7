//! What has been computed from the open store for the present filters and arrangement, and what is under way.
//! It decides what is needed and in which order; the computing itself is in `compute` and `scene`.

use std::sync::Arc;

use crate::base::{Cancel, Redacted, Span, Trouble};
use crate::compute::search::Found;
use crate::compute::{Anchors, CoverageTable, Rows, Selection, align, arrange, coverage, extent, select};
use crate::model::{Align, Arrangement, Filter};
use crate::scene::Rgb;
use crate::scene::population::{self, Drawn, Population, PopulationView};
use crate::store::Store;

use super::Workspace;
use super::derived::Derived;
use super::jobs::{JobKind, Jobs};
use super::state::Project;

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
}

/// What [`Journeys`] follow from.
#[derive(Clone, Debug, PartialEq)]
pub struct JourneysKey {
    /// The store's generation.
    pub generation: u64,
    /// The filter chain.
    pub filters: Vec<Filter>,
    /// The arrangement.
    pub arrangement: Arrangement,
}

/// What a picture of the population follows from.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureKey {
    /// What the rows follow from.
    pub journeys: JourneysKey,
    /// What is in sight.
    pub view: PopulationView,
    /// The colours of the phases.
    pub palette: Vec<Rgb>,
}

/// The cells of a raw row, by column; `Err` says why it could not be read.
pub type RawRow = Result<Vec<(String, Redacted<String>)>, Trouble>;

/// All results.
#[derive(Debug, Default)]
pub struct Results {
    /// Who is selected, aligned and arranged.
    pub journeys: Derived<JourneysKey, Journeys>,
    /// Who is left when sources are combined.
    pub coverage: Derived<(u64, Vec<Filter>), CoverageTable>,
    /// The rows of the population, drawn for a view.
    pub picture: Derived<PictureKey, Drawn>,
    /// Codes that were searched for, by the text, and how many there are in all.
    pub codes: Derived<(u64, String), (Vec<Found>, usize)>,
    /// The raw row that was asked for, by the event's row in the store.
    pub raw_row: Derived<(u64, usize), RawRow>,
}

impl Results {
    /// Asks for what the project needs.
    pub(super) fn refresh(&mut self, store: &Arc<Store>, project: &Project, jobs: &mut Jobs<Workspace>) {
        let key = JourneysKey {
            generation: store.generation(),
            filters: project.filters.clone(),
            arrangement: project.arrangement.clone(),
        };
        let reuse = Reuse::of(&self.journeys, &key);
        let (for_key, for_store) = (key.clone(), Arc::clone(store));
        self.journeys.request(
            key,
            JobKind::Journeys,
            jobs,
            |ws| &mut ws.results.journeys,
            move |cancel, _| journeys(&for_store, &for_key, reuse, cancel),
        );
        let Some((there, journeys)) = self.journeys.keyed() else { return };
        let (key, selection) = ((there.generation, there.filters.clone()), Arc::clone(&journeys.selection));
        let store = Arc::clone(store);
        if key.0 != store.generation() {
            return;
        }
        self.coverage.request(
            key,
            JobKind::Coverage,
            jobs,
            |ws| &mut ws.results.coverage,
            move |cancel, _| coverage::table(&store, &selection, cancel).ok(),
        );
    }

    /// Asks for a picture of the rows that are there. One that is under way is finished first: while a view is
    /// moving, a picture a few frames old, shown where it belongs, beats none.
    pub(super) fn draw(
        &mut self,
        store: &Arc<Store>,
        view: PopulationView,
        palette: Vec<Rgb>,
        jobs: &mut Jobs<Workspace>,
    ) {
        let Some((journeys_key, journeys)) = self.journeys.keyed() else { return };
        let key = PictureKey { journeys: journeys_key.clone(), view, palette };
        let (store, journeys, palette) = (Arc::clone(store), Arc::clone(journeys), key.palette.clone());
        let work = move |cancel: &Cancel, _: &_| {
            let of = Population {
                store: &store,
                rows: &journeys.rows,
                anchors: &journeys.anchors,
                mask: &journeys.selection.mask,
            };
            population::draw(&of, &view, &palette, cancel).ok()
        };
        self.picture.request_in_turn(key, JobKind::Picture, jobs, |ws| &mut ws.results.picture, work);
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.journeys.clear();
        self.coverage.clear();
        self.picture.clear();
        self.codes.clear();
        self.raw_row.clear();
    }
}

/// The parts of the last journeys that the next ones can keep.
#[derive(Default)]
struct Reuse {
    selection: Option<Arc<Selection>>,
    anchors: Option<Arc<Anchors>>,
}

impl Reuse {
    fn of(there: &Derived<JourneysKey, Journeys>, key: &JourneysKey) -> Self {
        let Some((old, journeys)) = there.keyed().filter(|(old, _)| old.generation == key.generation) else {
            return Self::default();
        };
        let same_align = |a: &Align, b: &Align| a == b;
        Self {
            selection: (old.filters == key.filters).then(|| Arc::clone(&journeys.selection)),
            anchors: same_align(&old.arrangement.align, &key.arrangement.align)
                .then(|| Arc::clone(&journeys.anchors)),
        }
    }
}

fn journeys(store: &Store, key: &JourneysKey, reuse: Reuse, cancel: &Cancel) -> Option<Journeys> {
    let selection = match reuse.selection {
        Some(selection) => selection,
        None => Arc::new(select::select(store, &key.filters, cancel).ok()?),
    };
    let anchors = match reuse.anchors {
        Some(anchors) => anchors,
        None => Arc::new(align::align(store, &key.arrangement.align, cancel).ok()?),
    };
    let rows = arrange::arrange(store, &selection, &anchors, &key.arrangement, cancel).ok()?;
    let whole = extent::of(store, &rows.order, &anchors, &selection.mask);
    Some(Journeys { selection, anchors, rows: Arc::new(rows), whole })
}

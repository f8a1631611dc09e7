//! What the gaps screen is shown: the gaps of the selection, how many by kind and source, the list in the order asked
//! for with what leaving its patients out would cost, and the times between phases. The finding is done in `compute`.

mod look;
mod pick;

use std::ops::Range;
use std::sync::Arc;

use crate::base::{Cancel, PatientId, Progress, Span, Time, time::DAY};
use crate::compute::gaps::price::Held;
use crate::compute::gaps::times::{self, Transition};
use crate::compute::gaps::{self, Gaps, measure};
use crate::compute::{Axis, Selection, Watch, anchor};
use crate::model::{Anchor, Evidence, Gap, GapSpec, Project};
use crate::scene::population::{ByFound, FoundKind};
use crate::store::Store;

use super::Workspace;
use super::derived::{Derived, Task};
use super::jobs::{JobKind, Jobs};
use super::results::JourneysKey;

pub use look::{GapId, GapsLook, GapsPage, GapsSort, WatchedBy};
pub use pick::{GapsPick, least_of, with_least};

/// What gaps follow from. As with [`JourneysKey`], a copy shares the project.
#[derive(Clone, Debug)]
pub struct GapsKey {
    journeys: JourneysKey,
    project: Arc<Project>,
}

impl PartialEq for GapsKey {
    fn eq(&self, other: &Self) -> bool {
        self.watches_as(other) && self.project.gaps == other.project.gaps
    }
}

impl GapsKey {
    /// Whether the same patients and events are looked at, with the same outages.
    fn watches_as(&self, other: &Self) -> bool {
        self.journeys.selects_as(&other.journeys)
            && (Arc::ptr_eq(&self.project, &other.project) || self.project.outages == other.project.outages)
    }
}

/// What the list of gaps follows from.
#[derive(Clone, Debug)]
pub struct ListedKey {
    of: GapsKey,
    look: GapsLook,
}

impl PartialEq for ListedKey {
    fn eq(&self, other: &Self) -> bool {
        self.look.lists_as(&other.look) && self.of == other.of
    }
}

/// What the times between phases follow from: no question about gaps.
#[derive(Clone, Debug)]
pub struct TimesKey(GapsKey);

impl PartialEq for TimesKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.watches_as(&other.0)
    }
}

/// What the lengths of silences follow from: whatever they must last at least.
#[derive(Clone, Debug)]
pub struct SilencesKey(GapsKey);

impl PartialEq for SilencesKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.watches_as(&other.0) && asked_silence(&self.0.project) == asked_silence(&other.0.project)
    }
}

fn asked_silence(project: &Project) -> GapSpec {
    let silence = spec_of(project).silence.map(|silence| {
        let threshold = with_least(silence.threshold, 0);
        crate::model::gap::SilenceSpec { threshold, ..silence }
    });
    GapSpec { silence, ..GapSpec::default() }
}

/// What a project looks for: the usual where it says nothing.
pub(super) fn spec_of(project: &Project) -> GapSpec {
    project.gaps.clone().unwrap_or_else(GapSpec::usual)
}

/// Listed gaps during which a source watched, by explanation, and those of which nobody said.
pub type SourceTally = ([u64; 6], u64);

/// The gaps that are listed.
#[derive(Clone, Debug, Default)]
pub struct ListedGaps {
    /// By their places among those that were found, in order.
    pub rows: Vec<u32>,
    /// What leaving out everybody who has one would cost.
    pub price: Held,
}

/// All results of the gaps screen.
#[derive(Debug, Default)]
pub struct GapsResults {
    /// The gaps of the selection.
    pub found: Derived<GapsKey, Gaps>,
    /// How many there are by source.
    pub by_source: Derived<GapsKey, Vec<SourceTally>>,
    /// What each event is drawn as where gaps give the colours.
    pub classes: Derived<GapsKey, ByFound>,
    /// The gaps that are listed.
    pub listed: Derived<ListedKey, ListedGaps>,
    /// How long it takes from phase to phase, the most frequent first.
    pub transitions: Derived<TimesKey, Vec<Transition>>,
    /// The longest silence of each patient who has any, in days, descending.
    pub silences: Derived<SilencesKey, Vec<u32>>,
}

/// What the screen is asked about.
pub(super) struct AskedGaps<'a> {
    pub journeys: JourneysKey,
    pub project: &'a Arc<Project>,
    pub store: &'a Arc<Store>,
    pub selection: &'a Arc<Selection>,
    pub look: &'a GapsLook,
}

impl GapsResults {
    /// Asks for what is looked at.
    pub(super) fn refresh(&mut self, of: &AskedGaps<'_>, jobs: &mut Jobs<Workspace>) {
        if of.look.page == GapsPage::Silence {
            self.refresh_times(of, jobs);
        }
        let Some((key, found)) = self.refresh_found(of, jobs) else { return };
        let (store, gaps) = (Arc::clone(of.store), Arc::clone(&found));
        let work = move |_: &Cancel, _: &Progress| Some(gaps.by_source(store.head().sources.len()));
        let task = Task::new(key.clone(), JobKind::Gaps, |ws| &mut ws.results.gaps.by_source, work);
        self.by_source.request(task, jobs);
        let (key, look) = (ListedKey { of: key, look: *of.look }, *of.look);
        let work = move |_: &Cancel, _: &Progress| Some(listed(&found, &look));
        self.listed.request(Task::new(key, JobKind::Gaps, |ws| &mut ws.results.gaps.listed, work), jobs);
    }

    /// Asks for the gaps, which other screens show too; gives them once they are those of the present question.
    pub(super) fn refresh_found(
        &mut self,
        of: &AskedGaps<'_>,
        jobs: &mut Jobs<Workspace>,
    ) -> Option<(GapsKey, Arc<Gaps>)> {
        let key = GapsKey { journeys: of.journeys.clone(), project: Arc::clone(of.project) };
        let (store, selection, project) =
            (Arc::clone(of.store), Arc::clone(of.selection), Arc::clone(of.project));
        let work = move |cancel: &Cancel, progress: &Progress| {
            let watch = Watch::new(&store, &project.outages);
            gaps::find(&store, &selection, &spec_of(&project), &watch, cancel, progress).ok()
        };
        let task = Task::new(key.clone(), JobKind::Gaps, |ws| &mut ws.results.gaps.found, work);
        self.found.request(task, jobs);
        let (there, found) = self.found.keyed()?;
        (*there == key).then(|| (key, Arc::clone(found)))
    }

    /// Asks for the classes that events are drawn as by the gaps before and after them.
    pub(super) fn refresh_classes(&mut self, of: &AskedGaps<'_>, jobs: &mut Jobs<Workspace>) {
        let Some((key, found)) = self.refresh_found(of, jobs) else { return };
        let events = of.store.event_count();
        let work = move |_: &Cancel, _: &Progress| {
            let mut classes = ByFound::new(FoundKind::Gaps, events);
            for gap in &found.list {
                for evidence in &gap.evidence {
                    if let Evidence::Before(at) | Evidence::After(at) = evidence {
                        classes.add_gap(*at as usize, gap.explanation);
                    }
                }
            }
            Some(classes)
        };
        self.classes.request(Task::new(key, JobKind::Gaps, |ws| &mut ws.results.gaps.classes, work), jobs);
    }

    fn refresh_times(&mut self, of: &AskedGaps<'_>, jobs: &mut Jobs<Workspace>) {
        let key = GapsKey { journeys: of.journeys.clone(), project: Arc::clone(of.project) };
        let shared = || (Arc::clone(of.store), Arc::clone(of.selection), Arc::clone(of.project));
        let (store, selection, project) = shared();
        let work = move |cancel: &Cancel, _: &Progress| {
            let watch = Watch::new(&store, &project.outages);
            times::transitions(&store, &selection, &watch, cancel).ok()
        };
        let for_key = TimesKey(key.clone());
        let task = Task::new(for_key, JobKind::Gaps, |ws| &mut ws.results.gaps.transitions, work);
        self.transitions.request(task, jobs);
        let (store, selection, project) = shared();
        let work = move |cancel: &Cancel, progress: &Progress| {
            let watch = Watch::new(&store, &project.outages);
            let asked = spec_of(&project).silence?;
            measure::silences(&store, &selection, &watch, &asked, cancel, progress).ok()
        };
        if spec_of(of.project).silence.is_some() {
            let for_key = SilencesKey(key);
            let task = Task::new(for_key, JobKind::Gaps, |ws| &mut ws.results.gaps.silences, work);
            self.silences.request(task, jobs);
        }
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.found.clear();
        self.by_source.clear();
        self.classes.clear();
        self.listed.clear();
        self.transitions.clear();
        self.silences.clear();
    }
}

/// The gaps to list, by their places, in order, with what they cost.
fn listed(found: &Gaps, look: &GapsLook) -> ListedGaps {
    let mut rows: Vec<u32> =
        (0..found.list.len() as u32).filter(|at| look.lists(&found.list[*at as usize])).collect();
    let of = |at: &u32| &found.list[*at as usize];
    if look.sort != GapsSort::Patient {
        // Among those that are alike the longest come first.
        rows.sort_by_key(|at| std::cmp::Reverse(of(at).span.to.0.saturating_sub(of(at).span.from.0)));
    }
    match look.sort {
        GapsSort::Days | GapsSort::Patient => {}
        GapsSort::Kind => rows.sort_by_key(|at| of(at).kind),
        GapsSort::From => rows.sort_by_key(|at| of(at).span.from),
        GapsSort::To => rows.sort_by_key(|at| of(at).span.to),
        GapsSort::Phase => rows.sort_by_key(|at| of(at).phase),
        GapsSort::Why => rows.sort_by_key(|at| of(at).explanation),
        GapsSort::Sources => rows.sort_by_key(|at| (of(at).watched.count_ones(), of(at).watched)),
    }
    if look.reversed {
        rows.reverse();
    }
    ListedGaps { rows, price: found.price(|gap| look.lists(gap)) }
}

impl Workspace {
    /// What has been found of gaps.
    pub fn gaps(&self) -> &GapsResults {
        &self.results.gaps
    }

    /// What gaps are looked for.
    pub fn gap_spec(&self) -> GapSpec {
        spec_of(self.project())
    }

    /// How the gaps are looked at.
    pub fn gaps_look(&self) -> &GapsLook {
        &self.gaps_look
    }

    /// The gaps of a patient, by their places, with those that were found; `None` while they are not there.
    pub fn gaps_of(&self, patient: PatientId) -> Option<(&Arc<Gaps>, Range<usize>)> {
        let found = self.results.gaps.found.value()?;
        if found.generation != self.store()?.generation() {
            return None;
        }
        let first = found.list.partition_point(|gap| gap.patient < patient);
        let upto = found.list.partition_point(|gap| gap.patient <= patient);
        Some((found, first..upto))
    }

    /// The gap that is looked at, with those that were found.
    pub fn picked_gap(&self) -> Option<(&Arc<Gaps>, &Gap)> {
        let found = self.results.gaps.found.value()?;
        let at = self.gaps_look.picked?.place(found)?;
        Some((found, &found.list[at]))
    }

    /// The anchor of the gap that is looked at.
    pub(super) fn gap_anchor(&self) -> Option<Anchor> {
        let (found, gap) = self.picked_gap()?;
        Some(anchor::of_gap(self.store()?, &found.spec, gap))
    }

    /// Looks at all gaps again, for when places in the store are others.
    pub(super) fn forget_gap(&mut self) {
        let GapsLook { page, sort, reversed, .. } = self.gaps_look;
        self.gaps_look = GapsLook { page, sort, reversed, ..GapsLook::default() };
    }

    /// Picks the gap that many places further down the list.
    pub(super) fn step_gap(&mut self, by: i64) {
        let results = &self.results.gaps;
        let (Some(found), Some(listed)) = (results.found.value(), results.listed.value()) else { return };
        let picked = self.gaps_look.picked.and_then(|picked| picked.place(found));
        let now = picked.and_then(|picked| listed.rows.iter().position(|at| *at as usize == picked));
        let next = now.map_or(0, |now| (now as i64 + by).clamp(0, listed.rows.len() as i64 - 1));
        let next = listed.rows.get(next.max(0) as usize).and_then(|at| found.list.get(*at as usize));
        if let Some(id) = next.map(GapId::of) {
            self.gaps_look.picked = Some(id);
        }
    }

    /// Opens the patient of the gap that is picked, with a third of its length around it in sight.
    pub(super) fn open_gap(&mut self) {
        let Some((patient, span)) = self.picked_gap().map(|(_, gap)| (gap.patient, gap.span)) else { return };
        self.open_patient(patient);
        let anchors = self.results.journeys.value().map(|journeys| &journeys.anchors);
        let zero = anchors.filter(|anchors| anchors.axis == Axis::Days);
        let zero = zero.and_then(|anchors| anchors.of(patient)).unwrap_or(0);
        let room = (span.to.0.saturating_sub(span.from.0) / 3).max(14 * DAY);
        let at = |time: i64| Time(time.saturating_sub(zero));
        self.view.time =
            Some(Span { from: at(span.from.0.saturating_sub(room)), to: at(span.to.0.saturating_add(room)) });
    }
}

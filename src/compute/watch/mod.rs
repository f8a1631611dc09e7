//! Who could have seen what, when: for every patient, source and moment covered, not covered or unknown.
//! It says nothing of what was seen, and takes declarations and confirmed outages at their word.

mod life;
mod pieces;
mod spans;
#[cfg(test)]
mod test;

use crate::base::{Clock, PatientId, SourceId, Span, Time, time::DAY};
use crate::model::Outage;
use crate::store::{Coverage, Store};

pub use life::Life;
pub use pieces::{Piece, Why};
use spans::{joined, meet, minus};

/// Whether a source could have seen an event at some moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It could.
    Covered,
    /// It could not.
    NotCovered,
    /// Nobody said.
    Unknown,
}

/// How much of a span a source could have seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Seen {
    /// All of it.
    Whole,
    /// Some of it.
    Part,
    /// Nothing.
    None,
    /// Nobody said, of any of it.
    Unknown,
}

/// The first and last moment that can be named; what lies between is all of time.
pub const ALWAYS: Span = Span { from: Time(i64::MIN / 2), to: Time(i64::MAX / 2) };

/// What a store says of when its sources could see anybody, with the outages that a steward confirmed. Cheap to make.
///
/// A source covers a patient where its declared windows are open, the patient is enrolled if it has an enrolment
/// table, the patient lives, the extract was not yet cut, and no outage is confirmed. All other time is not covered,
/// but for two cases in which nobody said anything: a source that declares neither windows nor enrolment, and a
/// source without enrolment to which nothing of the patient leads: whether it would have seen this patient is unknown.
#[derive(Clone, Debug)]
pub struct Watch<'a> {
    store: &'a Store,
    sources: Vec<Declared<'a>>,
    life: Life<'a>,
    /// The first moment after the day the extract was cut.
    cut: Time,
}

/// What one source says.
#[derive(Clone, Debug)]
struct Declared<'a> {
    /// Its windows, joined; `None` where it has none that can be placed in time.
    windows: Option<Vec<Span>>,
    enrolled: Option<&'a Coverage>,
    /// Outages of the whole source, joined.
    outages: Vec<Span>,
    /// Outages of its sites, joined, by the place of the site.
    at_sites: Vec<(u16, Vec<Span>)>,
}

impl<'a> Watch<'a> {
    /// Reads the declarations of a store. Outages of sources or sites that it does not have are passed over, and all
    /// of them where there is no calendar.
    pub fn new(store: &'a Store, outages: &[Outage]) -> Self {
        let head = store.head();
        let calendar = head.clock == Clock::Calendar;
        let sources = (0..head.sources.len()).map(|at| {
            let source = &head.sources[at];
            let windows = (calendar && !source.windows.is_empty())
                .then(|| joined(source.windows.iter().map(|window| window.span).collect()));
            let here = || outages.iter().filter(|outage| calendar && outage.source == source.id);
            let whole = here().filter(|outage| outage.site.is_none()).map(Outage::span).collect();
            let mut sites: Vec<u16> = here()
                .filter_map(|outage| head.sites.binary_search(outage.site.as_ref()?).ok())
                .map(|site| site as u16)
                .collect();
            sites.sort_unstable();
            sites.dedup();
            let of_site = |site: u16| {
                let name = Some(&head.sites[usize::from(site)]);
                (
                    site,
                    joined(here().filter(|outage| outage.site.as_ref() == name).map(Outage::span).collect()),
                )
            };
            Declared {
                windows,
                enrolled: store.enrolment_of(SourceId(at as u16)),
                outages: joined(whole),
                at_sites: sites.into_iter().map(of_site).collect(),
            }
        });
        Self {
            store,
            sources: sources.collect(),
            life: Life::of(store),
            cut: head.as_of.map_or(ALWAYS.to, |as_of| Time(as_of.0.saturating_add(DAY))),
        }
    }

    /// The store it speaks of.
    pub fn store(&self) -> &'a Store {
        self.store
    }

    /// What it says of one patient; for more than one question about a patient, ask this once.
    pub fn of(&self, patient: PatientId) -> Watched<'_> {
        let known = |at: usize| {
            let source = SourceId(at as u16);
            self.store.linkage_of(source).linked.contains(patient)
                || self.sources[at].enrolled.is_some_and(|table| !table.of(patient).is_empty())
        };
        let pattern = self.store.pattern_of(patient);
        let others = (0..self.sources.len()).filter(|&at| pattern >> at & 1 == 0 && known(at));
        let alive = self.life.span(self.store, patient);
        let upto = Span { from: alive.from, to: alive.to.min(self.cut) };
        let mut watched = Watched {
            watch: self,
            patient,
            known: others.fold(pattern, |all, at| all | 1 << at),
            alive: upto,
            out: Vec::new(),
        };
        for (at, source) in self.sources.iter().enumerate().filter(|(_, source)| !source.at_sites.is_empty())
        {
            watched.out.extend(self.out_at_sites(patient, at, source));
        }
        watched
    }

    /// A site's outage concerns a patient whom it saw last before the outage, or first after it if nobody did before.
    fn out_at_sites<'b>(
        &'b self,
        patient: PatientId,
        at: usize,
        source: &'b Declared<'a>,
    ) -> impl Iterator<Item = (u8, Span)> + 'b {
        let events = self.store.events();
        let sited =
            move |row: &usize| usize::from(events.source[*row]) == at && events.site.get(*row).is_some();
        let concerns = move |site: u16, span: Span| {
            let mut rows = self.store.events_of(patient).filter(sited).peekable();
            let mut nearest = rows.peek().copied();
            while let Some(row) = rows.next_if(|&row| events.start[row] < span.from.0) {
                nearest = Some(row);
            }
            nearest.is_some_and(|row| events.site.get(row) == Some(site))
        };
        source.at_sites.iter().flat_map(move |(site, spans)| {
            spans.iter().filter(move |span| concerns(*site, **span)).map(move |span| (at as u8, *span))
        })
    }

    /// Whether a source could have seen a patient at a moment.
    pub fn at(&self, patient: PatientId, source: SourceId, time: Time) -> State {
        self.of(patient).at(source, time)
    }

    /// How much of a span a source could have seen of a patient.
    pub fn over(&self, patient: PatientId, source: SourceId, span: Span) -> Seen {
        self.of(patient).over(source, span)
    }

    /// See [`Watched::witnesses`].
    pub fn witnesses(&self, patient: PatientId, span: Span, sources: u64) -> (u64, u64) {
        self.of(patient).witnesses(span, sources)
    }

    /// See [`Watched::lane`].
    pub fn lane(&self, patient: PatientId, source: SourceId, within: Span) -> Vec<(Span, State)> {
        self.of(patient).lane(source, within)
    }
}

/// What a [`Watch`] says of one patient.
#[derive(Clone, Debug)]
pub struct Watched<'a> {
    watch: &'a Watch<'a>,
    patient: PatientId,
    /// Sources that anything of the patient leads to, one bit each.
    known: u64,
    /// From birth to death, as far as is known, cut where the extract was.
    alive: Span,
    /// Outages at sites that concern the patient, with their sources.
    out: Vec<(u8, Span)>,
}

impl Watched<'_> {
    /// Whom it speaks of.
    pub fn patient(&self) -> PatientId {
        self.patient
    }

    /// The time in which anybody could have seen the patient: alive, and before the extract was cut.
    pub fn alive(&self) -> Span {
        self.alive
    }

    /// Sources that anything of the patient leads to, one bit each.
    pub fn known(&self) -> u64 {
        self.known
    }

    /// What a source's open time is worth: covered, or unknown where it declared nothing or does not know the patient.
    fn worth(&self, at: usize) -> State {
        let source = &self.watch.sources[at];
        match (&source.windows, source.enrolled) {
            (_, Some(_)) => State::Covered,
            (Some(_), None) if self.known >> at & 1 == 1 => State::Covered,
            _ => State::Unknown,
        }
    }

    /// The outages of a source that concern the patient, in order.
    fn outages(&self, at: usize) -> Vec<Span> {
        let whole = &self.watch.sources[at].outages;
        let here = self.out.iter().filter(|(source, _)| usize::from(*source) == at).map(|(_, span)| *span);
        joined(whole.iter().copied().chain(here).collect())
    }

    fn has_outages(&self, at: usize) -> bool {
        !self.watch.sources[at].outages.is_empty()
            || self.out.iter().any(|(source, _)| usize::from(*source) == at)
    }

    /// The time within `span` in which a source's declarations are open, outages not taken out; in order.
    fn declared(&self, at: usize, span: Span) -> Vec<Span> {
        let Some(within) = span.intersection(self.alive) else { return Vec::new() };
        let source = &self.watch.sources[at];
        let mut open = vec![within];
        if let Some(windows) = &source.windows {
            open = meet(&open, windows);
        }
        if let Some(table) = source.enrolled {
            open = meet(&open, table.of(self.patient));
        }
        open
    }

    /// The time within `span` that is worth [`Self::worth`]; in order, without overlaps.
    fn open(&self, at: usize, span: Span) -> Vec<Span> {
        let open = self.declared(at, span);
        if self.has_outages(at) { minus(&open, &self.outages(at)) } else { open }
    }

    /// Whether a source could have seen the patient at a moment.
    pub fn at(&self, source: SourceId, time: Time) -> State {
        let at = source.index();
        let declared = &self.watch.sources[at];
        let inside = |spans: &[Span]| {
            let after = spans.partition_point(|span| span.to <= time);
            spans.get(after).is_some_and(|span| span.contains(time))
        };
        let open = self.alive.contains(time)
            && declared.windows.as_ref().is_none_or(|windows| inside(windows))
            && declared.enrolled.is_none_or(|table| inside(table.of(self.patient)))
            && !inside(&declared.outages)
            && !self.out.iter().any(|(out, span)| usize::from(*out) == at && span.contains(time));
        if open { self.worth(at) } else { State::NotCovered }
    }

    /// How much of a span a source could have seen; nothing of an empty one.
    pub fn over(&self, source: SourceId, span: Span) -> Seen {
        let at = source.index();
        let open = self.open(at, span);
        match (open.as_slice(), self.worth(at)) {
            ([], _) => Seen::None,
            (_, State::Unknown) => Seen::Unknown,
            ([one], _) if *one == span => Seen::Whole,
            _ => Seen::Part,
        }
    }

    /// Of the sources in a mask, those that covered all of a span, and those of which nobody said; one bit each.
    pub fn witnesses(&self, span: Span, sources: u64) -> (u64, u64) {
        let (mut covering, mut unknown) = (0, 0);
        for at in (0..self.watch.sources.len()).filter(|at| sources >> at & 1 == 1) {
            match self.over(SourceId(at as u16), span) {
                Seen::Whole => covering |= 1 << at,
                Seen::Unknown => unknown |= 1 << at,
                Seen::Part | Seen::None => {}
            }
        }
        (covering, unknown)
    }

    /// The states of one source over `within`, in order, without holes, and no two alike beside each other.
    pub fn lane(&self, source: SourceId, within: Span) -> Vec<(Span, State)> {
        let at = source.index();
        let (worth, mut from) = (self.worth(at), within.from);
        let mut lane = Vec::new();
        for span in self.open(at, within) {
            if span.from > from {
                lane.push((Span { from, to: span.from }, State::NotCovered));
            }
            lane.push((span, worth));
            from = span.to;
        }
        if from < within.to {
            lane.push((Span { from, to: within.to }, State::NotCovered));
        }
        lane
    }

    /// How long any of some sources covered the patient, in µs; time of which nobody said does not count. Only time
    /// that is bounded counts: a life without an end is cut where the sources' own time is.
    pub fn observed(&self, sources: u64) -> i64 {
        let covering = (0..self.watch.sources.len())
            .filter(|&at| sources >> at & 1 == 1 && self.worth(at) == State::Covered)
            .flat_map(|at| self.open(at, ALWAYS))
            .filter(|span| span.from > ALWAYS.from && span.to < ALWAYS.to);
        joined(covering.collect()).iter().map(|span| span.to.0 - span.from.0).sum()
    }

    /// The confirmed outages of a source that concern the patient and touch a span, cut to it.
    pub fn out_of_order(&self, source: SourceId, within: Span) -> Vec<Span> {
        self.outages(source.index()).into_iter().filter_map(|span| span.intersection(within)).collect()
    }
}

//! Outages as a steward works on them: what the data suggest, what was confirmed, what was rejected, and the rate of
//! the source that is looked at. Suggestions are computed elsewhere; nothing is confirmed here by itself.

use std::sync::Arc;

use crate::base::{Cancel, Progress};
use crate::compute::outages::{self, OutageRule, Proposal};
use crate::compute::rates::{self, Rate, RateOf};
use crate::model::{Outage, Project, Suggestion};
use crate::store::Store;

use super::Workspace;
use super::derived::{Derived, Task};
use super::jobs::{JobKind, Jobs};

/// A change of the outages.
#[derive(Clone, Debug, PartialEq)]
pub enum OutageEdit {
    /// Confirms one; it may have been suggested with other days, or not at all.
    Confirm(Outage),
    /// Puts another one in the place of a confirmed one.
    Replace {
        /// The confirmed one.
        from: Outage,
        /// The other one.
        to: Outage,
    },
    /// Takes a confirmed one back.
    Remove(Outage),
    /// Rejects a suggestion.
    Reject(Suggestion),
    /// Takes a rejection back.
    Reconsider(Suggestion),
}

impl OutageEdit {
    pub(super) fn apply(self, project: &mut Project) {
        match self {
            Self::Confirm(outage) => put(&mut project.outages, outage),
            Self::Replace { from, to } => {
                project.outages.retain(|other| *other != from);
                put(&mut project.outages, to);
            }
            Self::Remove(outage) => project.outages.retain(|other| *other != outage),
            Self::Reject(suggestion) => drop(project.rejected.insert(suggestion)),
            Self::Reconsider(suggestion) => drop(project.rejected.remove(&suggestion)),
        }
    }
}

/// Keeps outages in order, each once.
fn put(all: &mut Vec<Outage>, outage: Outage) {
    if let Err(at) = all.binary_search(&outage) {
        all.insert(at, outage);
    }
}

/// A row of the list of outages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutageRow {
    /// One that the data suggest and nobody has decided on.
    Suggested(Suggestion),
    /// One that is confirmed.
    Confirmed(Outage),
    /// One that the data suggest and a steward rejected.
    Rejected(Suggestion),
}

impl OutageRow {
    /// Where and when.
    pub fn outage(&self) -> &Outage {
        match self {
            Self::Suggested(of) | Self::Rejected(of) => &of.outage,
            Self::Confirmed(outage) => outage,
        }
    }
}

/// What the data suggest, as content.
pub fn suggestion(store: &Store, proposal: &Proposal) -> Suggestion {
    let head = store.head();
    let source = head.sources.get(proposal.source.index()).map_or("", |source| source.id.as_str());
    let site = proposal.site.and_then(|site| head.sites.get(usize::from(site))).map(String::as_str);
    Suggestion {
        rule: proposal.rule.id().to_owned(),
        phase: proposal.phase.and_then(|phase| head.phases.get(phase.index())).map(|phase| phase.id.clone()),
        outage: Outage::new(source, site, proposal.span),
    }
}

/// All results of the page of outages.
#[derive(Debug, Default)]
pub struct OutageResults {
    /// What the data suggest, by the store's generation.
    pub proposed: Derived<u64, Vec<Proposal>>,
    /// How much of what is looked at came when.
    pub rate: Derived<(u64, RateOf), Rate>,
}

impl OutageResults {
    /// Asks for what is looked at.
    pub(super) fn refresh(
        &mut self,
        store: &Arc<Store>,
        picked: Option<&OutageRow>,
        jobs: &mut Jobs<Workspace>,
    ) {
        let of_store = Arc::clone(store);
        let work = move |cancel: &Cancel, _: &Progress| outages::propose(&of_store, cancel).ok();
        let key = store.generation();
        let task = Task::new(key, JobKind::Gaps, |ws| &mut ws.results.outages.proposed, work);
        self.proposed.request(task, jobs);
        let Some(of) = picked.and_then(|row| rate_of(store, row)) else { return };
        let of_store = Arc::clone(store);
        let work = move |cancel: &Cancel, _: &Progress| rates::rate(&of_store, of, cancel).ok();
        let task = Task::new((key, of), JobKind::Gaps, |ws| &mut ws.results.outages.rate, work);
        self.rate.request(task, jobs);
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.proposed.clear();
        self.rate.clear();
    }
}

/// What tells whether a row is right: the rate of its source, and of its phase and site where it is about one.
pub fn rate_of(store: &Store, row: &OutageRow) -> Option<RateOf> {
    let outage = row.outage();
    let site = outage.site.as_ref().map(|site| store.head().sites.binary_search(site));
    let (phase, firsts) = match row {
        OutageRow::Suggested(of) | OutageRow::Rejected(of) => {
            (of.phase.as_ref(), of.rule == OutageRule::LeftEdge.id())
        }
        OutageRow::Confirmed(_) => (None, false),
    };
    Some(RateOf {
        source: store.source_by_id(&outage.source)?,
        phase: phase.and_then(|id| store.phase_by_id(id)).map(crate::base::PhaseId),
        site: site.transpose().ok()?.map(|site| site as u16),
        firsts,
    })
}

/// Whether a confirmed outage takes time of a suggestion: there is nothing to decide any more.
fn settles(outage: &Outage, suggestion: &Suggestion) -> bool {
    let of = &suggestion.outage;
    outage.source == of.source
        && (outage.site.is_none() || outage.site == of.site)
        && outage.from <= of.to
        && of.from <= outage.to
}

impl Workspace {
    /// The rows of the list of outages: suggested, confirmed and rejected ones, each in their order. `None` while the
    /// data have not been looked at.
    pub fn outage_rows(&self) -> Option<Vec<OutageRow>> {
        let (generation, proposed) = self.results.outages.proposed.keyed()?;
        let store = self.store().filter(|store| store.generation() == *generation)?;
        let project = self.project();
        let all = || proposed.iter().map(|proposal| suggestion(store, proposal));
        let open = |of: &Suggestion| {
            !project.rejected.contains(of) && !project.outages.iter().any(|outage| settles(outage, of))
        };
        let mut rows: Vec<OutageRow> = all().filter(open).map(OutageRow::Suggested).collect();
        rows.extend(project.outages.iter().cloned().map(OutageRow::Confirmed));
        rows.extend(all().filter(|of| project.rejected.contains(of)).map(OutageRow::Rejected));
        Some(rows)
    }

    /// What the data say of a row, where they suggest it.
    pub fn proposal_of(&self, row: &OutageRow) -> Option<&Proposal> {
        let (_, proposed) = self.results.outages.proposed.keyed()?;
        let store = self.store()?;
        proposed.iter().find(|proposal| {
            let of = suggestion(store, proposal);
            match row {
                OutageRow::Suggested(row) | OutageRow::Rejected(row) => of == *row,
                OutageRow::Confirmed(outage) => settles(outage, &of) && proposal.outage.is_some(),
            }
        })
    }

    /// The outage that is looked at.
    pub fn picked_outage(&self) -> Option<&OutageRow> {
        self.outage.as_ref()
    }

    /// Picks the outage that many places further down the list.
    pub(super) fn step_outage(&mut self, by: i64) {
        let Some(rows) = self.outage_rows().filter(|rows| !rows.is_empty()) else { return };
        let now = self.outage.as_ref().and_then(|row| rows.iter().position(|other| other == row));
        let next = now.map_or(0, |now| (now as i64 + by).clamp(0, rows.len() as i64 - 1));
        self.outage = rows.into_iter().nth(next.max(0) as usize);
    }

    /// Keeps an eye on the row that a change leaves or makes: a confirmed suggestion is looked at as an outage.
    pub(super) fn follow_outage(&mut self, edit: &OutageEdit) {
        let rows = self.outage_rows().unwrap_or_default();
        let now = self.outage.as_ref().and_then(|row| rows.iter().position(|other| other == row));
        self.outage = match edit {
            OutageEdit::Replace { to: outage, .. } => Some(OutageRow::Confirmed(outage.clone())),
            // What is decided leaves its place to the next one.
            OutageEdit::Confirm(outage) => now
                .and_then(|now| rows.get(now + 1))
                .filter(|next| matches!(next, OutageRow::Suggested(_)))
                .cloned()
                .or_else(|| Some(OutageRow::Confirmed(outage.clone()))),
            _ => now.and_then(|now| rows.get(now + 1).or_else(|| rows.get(now.checked_sub(1)?))).cloned(),
        };
    }

    /// The ids of sources and their sites, for an outage made by hand: the first source, in its last month.
    pub fn new_outage(&self) -> Option<Outage> {
        let store = self.store()?;
        let source = store.head().sources.first()?;
        let last = self.extract()?.summaries.first().and_then(|summary| summary.last);
        let to = last.or(store.head().as_of)?.days();
        Some(Outage { source: source.id.clone(), site: None, from: to - 29, to })
    }
}

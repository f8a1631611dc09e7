//! How the sources were linked: who could be found in each, who was, what could not be linked, and where sources
//! say different things of one patient. It holds sets and counts, no values; what they mean is computed elsewhere.

use crate::base::{PatientId, PatientSet, SourceId};
use crate::model::report::Reason;

/// What loading learnt about the linkage of an extract.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Linkage {
    /// One for each source, in their order.
    pub sources: Vec<SourceLinkage>,
    /// One for each two key domains that crosswalks join, by name.
    pub crosswalks: Vec<Crosswalk>,
    /// Who has a sex, birth or death from which source, by fact and source; only what any source gives.
    pub given: Vec<Given>,
    /// Where values differ, by fact and sources; only where anybody's do.
    pub conflicts: Vec<Conflict>,
}

/// The linkage of one source. A record is a row of an events table that gives no event, or an event that a row gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceLinkage {
    /// Patients with a usable key in a key domain of the source: those whom some key of the domain leads to that
    /// leads to nobody else. In the domain that patients are told apart by, that is everybody.
    pub keyed: PatientSet,
    /// Patients whom the source itself names, in any of its tables: by an event, by a row that was set aside though
    /// its key is known, by a row of its patients or enrolment.
    pub linked: PatientSet,
    /// Rows of its tables of events, patients and enrolment.
    pub rows: u64,
    /// Records in its events tables, whatever became of them.
    pub records: u64,
    /// Records set aside for a reason that has nothing to do with keys.
    pub unreadable: u64,
    /// Records without a key.
    pub keyless: u64,
    /// Different keys that it names.
    pub keys: u64,
    /// Keys, and records, that lead to nobody, by reason.
    pub unlinked: Vec<Unlinked>,
}

/// Keys of a source that lead to nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unlinked {
    /// Why they do.
    pub reason: Reason,
    /// Records with such a key.
    pub records: u64,
    /// Different keys.
    pub keys: u64,
}

/// The keys of two domains that crosswalks join, seen towards the domain that patients are told apart by.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Crosswalk {
    /// The domain farther from the patients.
    pub from: String,
    /// The domain nearer to them.
    pub to: String,
    /// Different pairs of keys.
    pub pairs: u64,
    /// Different keys on the farther side: what `one_to_many` is of.
    pub from_keys: u64,
    /// Keys of the farther side that lead to several of the nearer side.
    pub one_to_many: u64,
    /// Different keys on the nearer side: what `many_to_one` is of.
    pub to_keys: u64,
    /// Keys of the nearer side that several of the farther side lead to.
    pub many_to_one: u64,
    /// Patients behind the keys that one key leads to beside others.
    pub shared: PatientSet,
    /// Patients behind the keys that several keys lead to.
    pub doubled: PatientSet,
}

/// What several sources may say of a patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// The sex.
    Sex,
    /// The year of birth.
    Birth,
    /// The date of death.
    Death,
}

impl Fact {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Sex, Self::Birth, Self::Death];
}

/// Whom a source gives a fact for.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The fact.
    pub fact: Fact,
    /// The source.
    pub source: SourceId,
    /// The patients.
    pub patients: PatientSet,
}

/// Patients of whom two sources, or two rows of one source, say different things. Values known to a month or a year
/// differ from others only where they cannot mean the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// What they differ in.
    pub fact: Fact,
    /// One source.
    pub a: SourceId,
    /// The other source, later in the order of sources, or the same one where its own rows differ.
    pub b: SourceId,
    /// The patients.
    pub patients: PatientSet,
}

impl Linkage {
    /// Whether its sets and sources fit a store of so many patients and sources.
    pub(super) fn is_whole(&self, patients: usize, sources: usize) -> bool {
        let within = |set: &PatientSet| set.last().is_none_or(|last| last.index() < patients);
        let known = |source: SourceId| source.index() < sources;
        self.sources.len() == sources
            && self.sources.iter().all(|source| within(&source.keyed) && within(&source.linked))
            && self.crosswalks.iter().all(|walk| within(&walk.shared) && within(&walk.doubled))
            && self.given.iter().all(|given| known(given.source) && within(&given.patients))
            && self.conflicts.iter().all(|c| known(c.a) && known(c.b) && within(&c.patients))
    }

    /// The patients for whom a source gives a fact, if it gives it for anybody.
    pub fn given(&self, fact: Fact, source: SourceId) -> Option<&PatientSet> {
        self.given.iter().find(|given| given.fact == fact && given.source == source).map(|g| &g.patients)
    }

    /// The patients of whom two sources, in either order, say different things.
    pub fn conflict(&self, fact: Fact, a: SourceId, b: SourceId) -> Option<&PatientSet> {
        let (a, b) = (a.min(b), a.max(b));
        self.conflicts.iter().find(|c| c.fact == fact && c.a == a && c.b == b).map(|c| &c.patients)
    }

    /// For a store whose rows came without a word on keys: everybody could be found, and who has an event was.
    pub(super) fn settle(&mut self, patterns: &[u64], of_events: &[u8], sources: usize) {
        if self.sources.len() == sources {
            return;
        }
        let source = |source: usize| {
            let seen = patterns.iter().enumerate().filter(|(_, pattern)| **pattern >> source & 1 == 1);
            let linked = PatientSet::from_sorted(seen.map(|(id, _)| PatientId(id as u32)));
            let records = of_events.iter().filter(|of| usize::from(**of) == source).count() as u64;
            SourceLinkage {
                keyed: PatientSet::full(patterns.len()),
                keys: linked.len() as u64,
                linked,
                rows: records,
                records,
                ..SourceLinkage::default()
            }
        };
        self.sources = (0..sources).map(source).collect();
    }
}

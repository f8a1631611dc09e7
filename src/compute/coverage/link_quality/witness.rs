//! L03 and L04: what one source claims and another should have seen, and what others saw and the one denies.
//! What is compared is said by phases, codes and attributes; what a treatment is, nothing here knows.

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, PatientId, PatientSet, SourceId, Time, time::DAY};
use crate::compute::extent::NO_DATE;
use crate::compute::{EventMask, State, Watch};
use crate::model::{EventTest, Kind};
use crate::store::Store;

use super::subgroup::index_times;
use super::{About, Detail, Finding, Verdict};

/// What is claimed, and what would bear it out.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// What is claimed.
    pub claim: Claim,
    /// The events that bear it out, in any source but those that claim.
    pub evidence: EventTest,
    /// How many days before or after a claimed event its evidence may lie; `None`: ever. Claims by an attribute have
    /// no day, so that it plays no part there.
    pub reach: Option<u32>,
}

/// Who claims what.
#[derive(Clone, Debug, PartialEq)]
pub enum Claim {
    /// Events of the sources that the test names; a patient of these sources without one is denied it.
    Events(EventTest),
    /// An attribute of categories.
    Attribute {
        /// Its id.
        attribute: String,
        /// The values that claim it.
        yes: Vec<String>,
        /// The values that deny it.
        no: Vec<String>,
    },
}

impl Expectation {
    /// For each phase: what each registry says of it, expected to be seen by some other source that has the phase at
    /// all, at whatever time. Without a registry, or without another source that has the phase, nothing.
    pub fn of_phases(store: &Store, phases: &[&str]) -> Vec<Self> {
        let head = store.head();
        let events = store.events();
        let mut has = vec![0u32; head.sources.len()];
        for (source, phase) in events.source.iter().zip(&events.phase) {
            has[usize::from(*source)] |= 1 << (phase & 31);
        }
        let mut all = Vec::new();
        for id in phases {
            let Some(phase) = store.phase_by_id(id) else { continue };
            let with: Vec<usize> = (0..has.len()).filter(|at| has[*at] >> phase & 1 == 1).collect();
            for &registry in with.iter().filter(|at| head.sources[**at].kind == Kind::Registry) {
                let name = |at: &usize| head.sources[*at].id.clone();
                let others: Vec<String> = with.iter().filter(|at| **at != registry).map(name).collect();
                if !others.is_empty() {
                    let test = |sources| EventTest {
                        sources,
                        phases: vec![(*id).to_owned()],
                        ..EventTest::default()
                    };
                    let claim = Claim::Events(test(vec![name(&registry)]));
                    all.push(Self { claim, evidence: test(others), reach: None });
                }
            }
        }
        all
    }
}

/// L03: a claim without evidence, though a source that has such events covered the patient on a claimed day (for an
/// attribute, on the day of the index event). A source covers a patient whom it names, on days that it declares; one
/// that declares no window covers nobody for certain. Claims that no source covered cannot be judged.
pub(super) fn missing(store: &Store, all: &[Expectation], cancel: &Cancel) -> Result<Finding, Cancelled> {
    let index = index_times(store, cancel)?;
    run(store, all, cancel, "L03", "link-l03", |looked, patient| looked.missing(store, patient, &index))
}

/// L04: evidence on a day that the claiming source covered, and no claim; or evidence and an attribute that denies.
pub(super) fn unclaimed(store: &Store, all: &[Expectation], cancel: &Cancel) -> Result<Finding, Cancelled> {
    run(store, all, cancel, "L04", "link-l04", |looked, patient| looked.unclaimed(store, patient))
}

fn run(
    store: &Store,
    all: &[Expectation],
    cancel: &Cancel,
    id: &'static str,
    title: &'static str,
    judge: impl Fn(&Looked<'_>, PatientId) -> Verdict + Sync,
) -> Result<Finding, Cancelled> {
    let people: Vec<PatientId> = store.head().population.iter().collect();
    let mut details = Vec::new();
    for (place, expectation) in all.iter().enumerate() {
        let looked = Looked::new(store, expectation);
        let verdicts: Vec<Vec<Verdict>> = people
            .par_chunks(4096)
            .map(|people| {
                cancel.check()?;
                Ok(people.iter().map(|patient| judge(&looked, *patient)).collect())
            })
            .collect::<Result<_, Cancelled>>()?;
        let (mut flagged, mut fine, mut unjudged) = (Vec::new(), 0, 0);
        for (patient, verdict) in people.iter().zip(verdicts.into_iter().flatten()) {
            match verdict {
                Verdict::Flag => flagged.push(*patient),
                Verdict::Ok => fine += 1,
                Verdict::CannotJudge => unjudged += 1,
                Verdict::NotApplicable => {}
            }
        }
        let judged = flagged.len() as u64 + fine;
        let detail = Detail::share(About::Expectation(place), flagged.len() as u64, judged, 0.0);
        let verdict = if judged == 0 && unjudged > 0 { Verdict::CannotJudge } else { detail.verdict };
        let note = (unjudged > 0).then_some("link-note-no-witness");
        let patients = Some(PatientSet::from_sorted(flagged));
        details.push(Detail { verdict, note, unjudged, patients, ..detail });
    }
    Ok(Finding::of(id, title, 0.0, details))
}

/// An expectation against one store's numbers.
struct Looked<'a> {
    claim: Seen<'a>,
    evidence: EventMask,
    /// Sources with any evidence in the whole store, and those that claim; one bit each.
    witnesses: u64,
    claiming: u64,
    reach: Option<i64>,
    watch: Watch<'a>,
}

enum Seen<'a> {
    Events(EventMask),
    /// By patient: whether it is claimed or denied.
    Attribute(&'a crate::store::Attribute, &'a [String], &'a [String]),
    /// There is no such attribute.
    Nothing,
}

impl<'a> Looked<'a> {
    fn new(store: &'a Store, expectation: &'a Expectation) -> Self {
        let all = EventMask::all(store);
        let (claim, claiming) = match &expectation.claim {
            Claim::Events(test) => {
                let mask = all.and_test(store, test);
                let claiming = if test.sources.is_empty() { 0 } else { mask.sources };
                (Seen::Events(mask), claiming)
            }
            Claim::Attribute { attribute, yes, no } => {
                let found = store.attribute_by_id(attribute);
                (found.map_or(Seen::Nothing, |found| Seen::Attribute(found, yes, no)), 0)
            }
        };
        let mut evidence = all.and_test(store, &expectation.evidence);
        evidence.sources &= !claiming;
        let events = store.events();
        let seen = (0..events.len()).into_par_iter().with_min_len(1 << 16);
        let witnesses = seen
            .filter(|at| evidence.admits(events, *at))
            .map(|at| 1u64 << events.source[at])
            .reduce(|| 0, |a, b| a | b);
        let reach = expectation.reach.map(|days| i64::from(days) * DAY);
        Self { claim, evidence, witnesses, claiming, reach, watch: Watch::new(store, &[]) }
    }

    fn missing(&self, store: &Store, patient: PatientId, index: &[Option<Time>]) -> Verdict {
        let claimed: Vec<i64> = match &self.claim {
            Seen::Nothing => return Verdict::NotApplicable,
            Seen::Events(mask) => starts(store, patient, mask),
            Seen::Attribute(attribute, yes, _) => {
                let value = attribute.category(patient);
                if !value.is_some_and(|value| yes.iter().any(|yes| yes == value)) {
                    return Verdict::NotApplicable;
                }
                let evidence = !starts(store, patient, &self.evidence).is_empty();
                let on = index[patient.index()].map(|time| time.0);
                let covered = on.is_some_and(|on| covered(&self.watch, patient, self.witnesses, on));
                return if evidence {
                    Verdict::Ok
                } else if covered {
                    Verdict::Flag
                } else {
                    Verdict::CannotJudge
                };
            }
        };
        if claimed.is_empty() {
            return Verdict::NotApplicable;
        }
        let evidence = starts(store, patient, &self.evidence);
        let near = |claim: &i64, seen: &i64| self.reach.is_none_or(|reach| (claim - seen).abs() <= reach);
        if claimed.iter().any(|claim| evidence.iter().any(|seen| near(claim, seen))) {
            Verdict::Ok
        } else if claimed.iter().any(|on| covered(&self.watch, patient, self.witnesses, *on)) {
            Verdict::Flag
        } else {
            Verdict::CannotJudge
        }
    }

    fn unclaimed(&self, store: &Store, patient: PatientId) -> Verdict {
        let evidence = starts(store, patient, &self.evidence);
        if evidence.is_empty() {
            return Verdict::NotApplicable;
        }
        match &self.claim {
            Seen::Nothing => Verdict::NotApplicable,
            Seen::Events(mask) if !starts(store, patient, mask).is_empty() => Verdict::Ok,
            Seen::Events(_) => {
                let covered = evidence.iter().any(|on| covered(&self.watch, patient, self.claiming, *on));
                if covered { Verdict::Flag } else { Verdict::CannotJudge }
            }
            Seen::Attribute(attribute, yes, no) => match attribute.category(patient) {
                Some(value) if no.iter().any(|no| no == value) => Verdict::Flag,
                Some(value) if yes.iter().any(|yes| yes == value) => Verdict::Ok,
                _ => Verdict::CannotJudge,
            },
        }
    }
}

/// Whether any of the sources names the patient and could have seen something on a day.
fn covered(watch: &Watch<'_>, patient: PatientId, sources: u64, on: i64) -> bool {
    let store = watch.store();
    let names = |source: &SourceId| store.linkage_of(*source).linked.contains(patient);
    let sources = (0..store.head().sources.len() as u16).filter(|at| sources >> at & 1 == 1).map(SourceId);
    let mut naming = sources.filter(names).peekable();
    naming.peek().is_some() && {
        let watched = watch.of(patient);
        naming.any(|source| watched.at(source, Time(on)) == State::Covered)
    }
}

/// The starts of a patient's events that a mask admits, as far as they are believable dates.
fn starts(store: &Store, patient: PatientId, mask: &EventMask) -> Vec<i64> {
    let events = store.events();
    let seen =
        store.events_of(patient).filter(|&at| events.flaws[at] & NO_DATE == 0 && mask.admits(events, at));
    seen.map(|at| events.start[at]).collect()
}

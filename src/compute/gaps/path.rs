//! Expected steps of care paths and visits of follow-up schedules: taken, missing, not yet due.
//! Which steps are expected is the template's to say, and how often they are taken is no judgement of anybody.

use rayon::prelude::*;

use crate::base::{Clock, PatientId, PhaseId, Precision, SourceId, Span, Time, time::DAY};
use crate::compute::EventMask;
use crate::compute::extent::NO_DATE;
use crate::compute::watch::Watched;
use crate::model::{CarePath, EventTest, Evidence, Explanation, Gap, GapKind};
use crate::store::Store;

use super::explain;

/// A care path against one store.
#[derive(Clone, Debug)]
pub struct Compiled {
    kind: GapKind,
    /// The place of the path, or of the schedule, in the question.
    place: u16,
    eligible: EventMask,
    except: Option<EventMask>,
    steps: Vec<CompiledStep>,
}

#[derive(Clone, Debug)]
struct CompiledStep {
    test: EventMask,
    after: Option<usize>,
    from: i64,
    to: i64,
    witnesses: u64,
    optional: bool,
    phase: Option<PhaseId>,
}

/// How a step fared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StepCount {
    /// Patients of whom it was expected and who took it in time.
    pub taken: u64,
    /// Patients who did not, by explanation.
    pub missing: [u64; 6],
    /// Patients of whom its time was not over when they died or the extract was cut.
    pub not_due: u64,
    /// Patients who left out a step that may be left out, or the step that its days count from.
    pub skipped: u64,
}

/// What became of a step for a patient of whom it was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fate {
    /// It was taken in time.
    Taken,
    /// It was not, and why.
    Missing(Explanation),
    /// Its time was not over.
    NotDue,
    /// It may be left out, or what its days count from was.
    Skipped,
}

impl StepCount {
    /// For how many patients it came to this.
    pub fn of(&self, fate: Fate) -> u64 {
        match fate {
            Fate::Taken => self.taken,
            Fate::Missing(why) => self.missing[why as usize],
            Fate::NotDue => self.not_due,
            Fate::Skipped => self.skipped,
        }
    }
}

impl Compiled {
    /// Puts a path against a store. Sources that could see a step are those it names, else those its test names, else
    /// all that have any such event.
    pub fn of(store: &Store, mask: &EventMask, kind: GapKind, place: usize, path: &CarePath) -> Self {
        let step = |step: &crate::model::care_path::Step| {
            let test = mask.and_test(store, &step.test);
            let named = [&step.witnesses, &step.test.sources].into_iter().find(|ids| !ids.is_empty());
            let witnesses = match named {
                Some(ids) => bits(store, ids),
                None => sources_of(store, &test),
            };
            CompiledStep {
                test,
                after: step.after,
                from: i64::from(step.from.min(step.to)),
                to: i64::from(step.to),
                witnesses,
                optional: step.optional,
                phase: match step.test.phases.as_slice() {
                    [only] => store.phase_by_id(only).map(PhaseId),
                    _ => None,
                },
            }
        };
        let test = |test: &EventTest| mask.and_test(store, test);
        Self {
            kind,
            place: u16::try_from(place).unwrap_or(u16::MAX),
            eligible: test(&path.eligible),
            except: path.except.as_ref().map(test),
            steps: path.steps.iter().map(step).collect(),
        }
    }

    /// How many steps there are.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Whether the path is expected of a patient.
    pub fn is_eligible(&self, store: &Store, patient: PatientId) -> bool {
        let events = store.events();
        let any = |mask: &EventMask| {
            store.events_of(patient).any(|at| events.flaws[at] & NO_DATE == 0 && mask.admits(events, at))
        };
        any(&self.eligible) && !self.except.as_ref().is_some_and(any)
    }

    /// Looks at one patient: adds up how each step fared, and gives those that are missing.
    pub fn of_patient(&self, store: &Store, watched: &Watched<'_>, counts: &mut [StepCount]) -> Vec<Gap> {
        let events = store.events();
        let dated: Vec<usize> =
            store.events_of(watched.patient()).filter(|&at| events.flaws[at] & NO_DATE == 0).collect();
        let first = |mask: &EventMask| dated.iter().copied().find(|&at| mask.admits(events, at));
        let Some(begin) = first(&self.eligible) else { return Vec::new() };
        if self.except.as_ref().is_some_and(|except| first(except).is_some()) {
            return Vec::new();
        }
        let mut taken: Vec<Option<usize>> = Vec::with_capacity(self.steps.len());
        let mut gaps = Vec::new();
        for (place, step) in self.steps.iter().enumerate() {
            let base = match step.after {
                None => Some(begin),
                Some(after) => taken.get(after).copied().flatten(),
            };
            let Some(base) = base else {
                counts[place].skipped += 1;
                taken.push(None);
                continue;
            };
            let looked = step.look(store, &dated, base);
            if let Looked::Taken(event) = looked {
                counts[place].taken += 1;
                taken.push(Some(event));
                continue;
            }
            taken.push(None);
            let due = step.due(store, base);
            if due.to > watched.alive().to {
                counts[place].not_due += 1;
            } else if step.optional {
                counts[place].skipped += 1;
            } else {
                let gap = self.missing(watched, (place, step), due, base, looked);
                counts[place].missing[gap.explanation as usize] += 1;
                gaps.push(gap);
            }
        }
        gaps
    }

    fn missing(
        &self,
        watched: &Watched<'_>,
        (place, step): (usize, &CompiledStep),
        due: Span,
        base: usize,
        looked: Looked,
    ) -> Gap {
        let why = explain::window(watched, due, step.witnesses, 1);
        let mut evidence = vec![Evidence::Before(base as u32)];
        let mut explanation = why.explanation;
        match looked {
            Looked::Perhaps(event) => {
                explanation = Explanation::Precision;
                evidence.push(Evidence::CoarseDate(event as u32));
            }
            Looked::Late(event) => evidence.push(Evidence::Late(event as u32)),
            Looked::Taken(_) | Looked::Nothing => {}
        }
        evidence.extend(&why.evidence);
        Gap {
            patient: watched.patient(),
            kind: self.kind,
            span: due,
            phase: step.phase,
            code: None,
            step: Some((self.place, place as u16)),
            source: None,
            explanation,
            watched: why.watched,
            unknown: why.unknown,
            evidence,
        }
    }
}

/// What became of a step.
#[derive(Clone, Copy)]
enum Looked {
    /// It was taken in time.
    Taken(usize),
    /// An event may or may not have been in time: its date, or the one it counts from, is too coarse.
    Perhaps(usize),
    /// It was taken later.
    Late(usize),
    /// It was not taken.
    Nothing,
}

impl CompiledStep {
    /// The days it is due in, counted from an event's first possible day.
    fn due(&self, store: &Store, base: usize) -> Span {
        let day = meaning(store, base).from.days();
        let at = |days: i64| Time::from_days(day.saturating_add(days));
        Span { from: at(self.from), to: at(self.to.saturating_add(1)) }
    }

    fn look(&self, store: &Store, dated: &[usize], base: usize) -> Looked {
        let events = store.events();
        let due = self.due(store, base);
        let of_base = meaning(store, base);
        // Where the day it counts from is not known, it may be due as much later.
        let slack = (of_base.to.0 - of_base.from.0 - DAY).max(0);
        let widest = Span { from: due.from, to: Time(due.to.0.saturating_add(slack)) };
        let certain = Span { from: Time(due.from.0.saturating_add(slack)), to: due.to };
        let mut found = Looked::Nothing;
        for &at in dated.iter().filter(|&&at| at != base && self.test.admits(events, at)) {
            let here = meaning(store, at);
            if here.from >= certain.from && here.to <= certain.to {
                return Looked::Taken(at);
            }
            if here.overlaps(widest) {
                found = Looked::Perhaps(at);
            } else if here.from >= widest.to && matches!(found, Looked::Nothing) {
                found = Looked::Late(at);
            }
        }
        found
    }
}

/// The days on which an event may have started.
fn meaning(store: &Store, at: usize) -> Span {
    let start = Time(store.events().start[at]);
    match Precision::from_bits(store.events().precision[at] & 7) {
        coarse @ (Precision::Year | Precision::Month) if store.head().clock == Clock::Calendar => {
            start.span(coarse)
        }
        _ => start.span(Precision::Day),
    }
}

fn bits(store: &Store, ids: &[String]) -> u64 {
    ids.iter().filter_map(|id| store.source_by_id(id)).fold(0, |bits, source| bits | 1 << source.index())
}

/// The sources that have any event a mask admits, one bit each.
pub fn sources_of(store: &Store, mask: &EventMask) -> u64 {
    let events = store.events();
    (0..events.len())
        .into_par_iter()
        .with_min_len(1 << 16)
        .filter(|&at| mask.admits(events, at))
        .map(|at| 1u64 << SourceId(u16::from(events.source[at])).index())
        .reduce(|| 0, |a, b| a | b)
}

//! Who fared how at each step of one care path: in time, late, missing by explanation, not yet due, left out.
//! It finds the same as the list of gaps does, and keeps the patients of everything instead of the gaps.

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, PatientId, PatientSet};
use crate::compute::{Selection, Watch};
use crate::model::{CarePath, Evidence, Explanation, Gap, GapKind};
use crate::store::Store;

use super::path::{Compiled, StepCount};

/// Patients that one worker looks at in a row.
const PATIENTS_EACH: usize = 1024;

/// How a patient fared at a step: exactly one for each patient of whom the path is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// Taken in its time.
    InTime,
    /// Taken, and too late.
    Late,
    /// Not taken.
    Missing(Explanation),
    /// Its time was not over when the patient died or the extract was cut.
    NotDue,
    /// A step that may be left out, or that counts from one that was not taken.
    LeftOut,
}

impl Outcome {
    /// All of them, in order.
    pub const ALL: [Self; 10] = [
        Self::InTime,
        Self::Late,
        Self::Missing(Explanation::Clinical),
        Self::Missing(Explanation::Coverage),
        Self::Missing(Explanation::Route),
        Self::Missing(Explanation::Precision),
        Self::Missing(Explanation::Outage),
        Self::Missing(Explanation::CannotTell),
        Self::NotDue,
        Self::LeftOut,
    ];

    /// Its place among all of them.
    pub fn place(self) -> usize {
        match self {
            Self::InTime => 0,
            Self::Late => 1,
            Self::Missing(why) => 2 + why as usize,
            Self::NotDue => 8,
            Self::LeftOut => 9,
        }
    }

    /// What the look at one patient says of a step.
    fn of(count: &StepCount, gap: Option<&Gap>) -> Option<Self> {
        if count.taken > 0 {
            return Some(Self::InTime);
        }
        if let Some(gap) = gap {
            let late = gap.evidence.iter().any(|evidence| matches!(evidence, Evidence::Late(_)));
            return Some(if late { Self::Late } else { Self::Missing(gap.explanation) });
        }
        match (count.not_due, count.skipped) {
            (1.., _) => Some(Self::NotDue),
            (_, 1..) => Some(Self::LeftOut),
            _ => None,
        }
    }
}

/// How everybody fared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcomes {
    /// Of whom the path is expected.
    pub eligible: PatientSet,
    /// By step: the patients of each outcome, by its place.
    pub steps: Vec<[PatientSet; 10]>,
}

impl Outcomes {
    /// How many fared so.
    pub fn count(&self, step: usize, outcome: Outcome) -> u64 {
        self.steps.get(step).map_or(0, |outcomes| outcomes[outcome.place()].len() as u64)
    }

    /// Who fared so.
    pub fn who(&self, step: usize, outcome: Outcome) -> PatientSet {
        self.steps.get(step).map(|outcomes| outcomes[outcome.place()].clone()).unwrap_or_default()
    }
}

/// How some patients fared.
struct Part {
    eligible: Vec<PatientId>,
    steps: Vec<[Vec<PatientId>; 10]>,
}

/// Follows everybody in the selection along a care path. Linear in events.
pub fn follow(
    store: &Store,
    selection: &Selection,
    watch: &Watch<'_>,
    path: &CarePath,
    cancel: &Cancel,
) -> Result<Outcomes, Cancelled> {
    let compiled = Compiled::of(store, &selection.mask, GapKind::MissingStep, 0, path);
    let ids: Vec<PatientId> = selection.patients.iter().collect();
    let parts: Vec<Part> = ids
        .par_chunks(PATIENTS_EACH)
        .map(|ids| {
            cancel.check()?;
            Ok(some(store, watch, &compiled, ids))
        })
        .collect::<Result<_, Cancelled>>()?;
    // Parts come in the order of patients.
    let eligible = parts.iter().flat_map(|part| part.eligible.iter().copied());
    let of = |step: usize, outcome: usize| -> PatientSet {
        let all = parts.iter().flat_map(|part| part.steps[step][outcome].iter().copied());
        PatientSet::from_sorted(all.collect::<Vec<_>>())
    };
    Ok(Outcomes {
        eligible: PatientSet::from_sorted(eligible.collect::<Vec<_>>()),
        steps: (0..compiled.len()).map(|step| std::array::from_fn(|outcome| of(step, outcome))).collect(),
    })
}

fn some(store: &Store, watch: &Watch<'_>, compiled: &Compiled, ids: &[PatientId]) -> Part {
    let steps = compiled.len();
    let mut part = Part { eligible: Vec::new(), steps: vec![Default::default(); steps] };
    let mut counts = vec![StepCount::default(); steps];
    for &patient in ids {
        if !compiled.is_eligible(store, patient) {
            continue;
        }
        part.eligible.push(patient);
        counts.fill(StepCount::default());
        let gaps = compiled.of_patient(store, &watch.of(patient), &mut counts);
        for (step, count) in counts.iter().enumerate() {
            let gap = gaps.iter().find(|gap| gap.step.is_some_and(|(_, at)| usize::from(at) == step));
            if let Some(outcome) = Outcome::of(count, gap) {
                part.steps[step][outcome.place()].push(patient);
            }
        }
    }
    part
}

#[cfg(test)]
mod test {
    use proptest::prelude::*;

    use super::*;
    use crate::base::Progress;
    use crate::compute::gaps::find;
    use crate::compute::select;
    use crate::compute::test::store;
    use crate::model::care_path::Step;
    use crate::model::{EventTest, GapSpec};

    fn phase(id: &str) -> EventTest {
        EventTest { phases: vec![id.into()], ..EventTest::default() }
    }

    #[test]
    fn places_are_those_of_the_list() {
        for (at, outcome) in Outcome::ALL.into_iter().enumerate() {
            assert_eq!(outcome.place(), at);
        }
    }

    proptest! {
        /// Each patient of whom the path is expected fares in exactly one way at each step, and as the search for gaps
        /// counts it.
        #[test]
        fn everybody_fares_in_one_way(
            rows in prop::collection::vec((0u32..12, 0u16..3, 0u8..9, 0u32..10, 0i64..900, Just(None)), 1..160),
            to in 0i32..400, optional in any::<bool>(),
        ) {
            let store = store(&rows);
            let selection = select::select(&store, &[], &Cancel::default()).unwrap();
            let watch = Watch::new(&store, &[]);
            let steps = vec![
                Step { title: "a".into(), test: phase("treatment"), to, ..Step::default() },
                Step { title: "b".into(), test: phase("aftercare"), after: Some(0), to, optional, ..Step::default() },
            ];
            let path = CarePath { eligible: phase("diagnosis"), steps, ..CarePath::default() };
            let outcomes = follow(&store, &selection, &watch, &path, &Cancel::default()).unwrap();
            let spec = GapSpec { paths: vec![path], ..GapSpec::default() };
            let found =
                find(&store, &selection, &spec, &watch, &Cancel::default(), &Progress::default()).unwrap();
            for (step, count) in found.paths[0].iter().enumerate() {
                let all: u64 = Outcome::ALL.into_iter().map(|outcome| outcomes.count(step, outcome)).sum();
                prop_assert_eq!(all, outcomes.eligible.len() as u64);
                prop_assert_eq!(outcomes.count(step, Outcome::InTime), count.taken);
                prop_assert_eq!(outcomes.count(step, Outcome::NotDue), count.not_due);
                prop_assert_eq!(outcomes.count(step, Outcome::LeftOut), count.skipped);
                let missing: u64 =
                    (1..8).map(|at| outcomes.count(step, Outcome::ALL[at])).sum();
                prop_assert_eq!(missing, count.missing.iter().sum::<u64>());
            }
        }
    }
}

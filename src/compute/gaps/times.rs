//! How long it takes from one phase of care to the next: how often which number of days, and how many have not yet
//! come so far (Kaplan and Meier 1958). Who never comes is censored at the end of observation, and judged by nobody.

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, PatientId, PhaseId, time::DAY};
use crate::compute::extent::NO_DATE;
use crate::compute::watch::ALWAYS;
use crate::compute::{Selection, Watch};
use crate::model::phase::MOST_PHASES;
use crate::store::Store;

/// Days of so many and more are counted as one: twenty years.
const MOST_DAYS: usize = 7306;

/// From the first event of a phase to the first later or equally late one of another.
#[derive(Clone, Debug, PartialEq)]
pub struct Transition {
    /// The one phase.
    pub from: PhaseId,
    /// The other.
    pub to: PhaseId,
    /// Patients who came so far, by days.
    pub came: Vec<u32>,
    /// Patients whose observation ended before, by days.
    pub censored: Vec<u32>,
}

impl Transition {
    /// How many came so far, and how many did not.
    pub fn counts(&self) -> (u64, u64) {
        let sum = |all: &[u32]| all.iter().map(|&n| u64::from(n)).sum();
        (sum(&self.came), sum(&self.censored))
    }

    /// The share that has not come so far after each number of days, starting with 1 at 0: (day, share), only where
    /// it changes. Whoever is censored on a day is still at risk on it.
    pub fn survival(&self) -> Vec<(u32, f64)> {
        let (came, censored) = self.counts();
        let (mut at_risk, mut share) = (came + censored, 1.0);
        let mut curve = vec![(0, 1.0)];
        for (day, (&came, &censored)) in self.came.iter().zip(&self.censored).enumerate() {
            if came > 0 && at_risk > 0 {
                share *= 1.0 - f64::from(came) / at_risk as f64;
                curve.push((day as u32, share));
            }
            at_risk -= u64::from(came) + u64::from(censored);
        }
        curve
    }

    /// The first day by which half have come so far, by the curve.
    pub fn median(&self) -> Option<u32> {
        self.survival().into_iter().find(|(_, share)| *share <= 0.5).map(|(day, _)| day)
    }

    /// The days that the given thousandths of those who came so far took at most.
    pub fn quantile(&self, per_mille: u64) -> Option<u32> {
        let rank = (self.counts().0 * per_mille).div_ceil(1000).max(1);
        let mut sum = 0;
        let at = self.came.iter().position(|&n| {
            sum += u64::from(n);
            sum >= rank
        });
        at.map(|day| day as u32)
    }
}

/// All transitions that anybody made, the most frequent first. Times count from the first event of a phase; death ends
/// the observation of whatever has not come.
pub fn transitions(
    store: &Store,
    selection: &Selection,
    watch: &Watch<'_>,
    cancel: &Cancel,
) -> Result<Vec<Transition>, Cancelled> {
    let phases = store.head().phases.len().min(MOST_PHASES);
    let ids: Vec<PatientId> = selection.patients.iter().collect();
    let pieces = rayon::current_num_threads().clamp(1, 8);
    let counted: Vec<Counts> = ids
        .par_chunks(ids.len().div_ceil(pieces).max(1))
        .map(|ids| {
            let mut counts = Counts::new(phases);
            for some in ids.chunks(1024) {
                cancel.check()?;
                some.iter().for_each(|&patient| counts.add(store, selection, watch, patient));
            }
            Ok(counts)
        })
        .collect::<Result<_, Cancelled>>()?;
    let mut all: Vec<Transition> = Vec::new();
    for pair in 0..phases * phases {
        let mut one = Transition {
            from: PhaseId((pair / phases) as u8),
            to: PhaseId((pair % phases) as u8),
            came: Vec::new(),
            censored: Vec::new(),
        };
        for counts in &counted {
            add(&mut one.came, &counts.came[pair]);
            add(&mut one.censored, &counts.censored[pair]);
        }
        let days = one.came.len().max(one.censored.len());
        one.came.resize(days, 0);
        one.censored.resize(days, 0);
        if one.counts().0 > 0 {
            all.push(one);
        }
    }
    all.sort_by_key(|one| (std::cmp::Reverse(one.counts().0), one.from, one.to));
    Ok(all)
}

fn add(sum: &mut Vec<u32>, more: &[u32]) {
    if sum.len() < more.len() {
        sum.resize(more.len(), 0);
    }
    sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
}

/// Patients by pair of phases and days; each list is as long as it needs to be.
struct Counts {
    phases: usize,
    came: Vec<Vec<u32>>,
    censored: Vec<Vec<u32>>,
}

impl Counts {
    fn new(phases: usize) -> Self {
        let none = || vec![Vec::new(); phases * phases];
        Self { phases, came: none(), censored: none() }
    }

    fn add(&mut self, store: &Store, selection: &Selection, watch: &Watch<'_>, patient: PatientId) {
        let events = store.events();
        let mut first = [0_i64; MOST_PHASES];
        // By phase: its last event so far.
        let mut latest = [0_i64; MOST_PHASES];
        // By phase: the phases from which it was reached.
        let mut reached = [0u32; MOST_PHASES];
        let (mut seen, mut last) = (0u32, i64::MIN);
        for at in store.events_of(patient) {
            if events.flaws[at] & NO_DATE != 0 || !selection.mask.admits(events, at) {
                continue;
            }
            let (phase, start) = (usize::from(events.phase[at] & 31), events.start[at]);
            last = last.max(start);
            if seen >> phase & 1 == 0 {
                seen |= 1 << phase;
                first[phase] = start;
                // It is reached by, and reaches, whatever else is at this moment.
                let same =
                    (0..self.phases).filter(|p| *p != phase && seen >> p & 1 == 1 && latest[*p] == start);
                for other in same {
                    if reached[other] >> phase & 1 == 0 {
                        reached[other] |= 1 << phase;
                        count(&mut self.came[phase * self.phases + other], 0);
                    }
                }
            }
            latest[phase] = start;
            let mut new = seen & !reached[phase] & !(1 << phase);
            reached[phase] |= new;
            while new != 0 {
                let from = new.trailing_zeros() as usize;
                new &= new - 1;
                count(&mut self.came[from * self.phases + phase], days(first[from], start));
            }
        }
        if seen == 0 {
            return;
        }
        let end = watch.of(patient).alive().to.0;
        let end = if end >= ALWAYS.to.0 { last } else { end };
        for from in (0..self.phases).filter(|from| seen >> from & 1 == 1) {
            for to in (0..self.phases).filter(|to| *to != from && reached[*to] >> from & 1 == 0) {
                count(&mut self.censored[from * self.phases + to], days(first[from], end.max(first[from])));
            }
        }
    }
}

fn days(from: i64, to: i64) -> usize {
    (to.saturating_sub(from) / DAY) as usize
}

fn count(of: &mut Vec<u32>, day: usize) {
    let day = day.min(MOST_DAYS - 1);
    if of.len() <= day {
        of.resize(day + 1, 0);
    }
    of[day] += 1;
}

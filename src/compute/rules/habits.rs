//! How far apart administrations of an agent are at a site: counts by day, from which robust quantiles come.
//! Means and deviations are left out on purpose: a few errors move them, and schedules have several modes.

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, PatientId};
use crate::model::rule::{By, Primitive};

use super::PATIENTS_EACH;
use super::compile::{Bit, NO_AGENT};
use super::days::courses;
use super::view::{Ground, View};

/// Intervals are counted by day up to this; longer ones count as this.
pub const LONGEST: usize = 120;

/// Where no site is given.
pub const NO_SITE: u16 = u16::MAX;

/// The intervals between administration days of one agent at one site.
#[derive(Clone, Debug, PartialEq)]
pub struct Habit {
    /// The agent's place in the pack.
    pub agent: u16,
    /// The site's place in the store, or [`NO_SITE`].
    pub site: u16,
    /// How many intervals of each number of days; the last counts longer ones too.
    pub days: Vec<u32>,
}

/// The intervals of all agents at all sites, sorted by agent and site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Habits(Vec<Habit>);

impl Habits {
    /// Those of an agent at a site.
    pub fn of(&self, agent: u16, site: Option<u16>) -> Option<&Habit> {
        let site = site.unwrap_or(NO_SITE);
        self.0
            .binary_search_by_key(&(agent, site), |habit| (habit.agent, habit.site))
            .ok()
            .map(|at| &self.0[at])
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Habit> {
        self.0.iter()
    }
}

impl Habit {
    /// How many intervals there are.
    pub fn count(&self) -> u64 {
        self.days.iter().map(|count| u64::from(*count)).sum()
    }

    /// The share of intervals from one number of days to another, both included.
    pub fn share(&self, from: usize, to: usize) -> f64 {
        let all = self.count();
        let some = self.days.iter().take(to + 1).skip(from).map(|count| u64::from(*count)).sum::<u64>();
        if all == 0 { 0.0 } else { some as f64 / all as f64 }
    }

    /// The least number of days that at least this share of intervals does not exceed.
    pub fn quantile(&self, share: f64) -> Option<usize> {
        let all = self.count();
        let mut below = 0;
        (all > 0).then(|| {
            let place = self.days.iter().position(|count| {
                below += u64::from(*count);
                below as f64 >= share * all as f64
            });
            place.unwrap_or(LONGEST)
        })
    }
}

/// Counts the intervals of all patients, of what the pack's rules of intervals look at; nothing where it has none.
pub(super) fn count(ground: &Ground<'_>, cancel: &Cancel) -> Result<Habits, Cancelled> {
    let bit = ground.compiled.rules.iter().find_map(|rule| match rule.primitive {
        Primitive::IntervalBetween { select, by: By::Agent, .. } => Some(select),
        _ => None,
    });
    let Some(bit) = bit else { return Ok(Habits::default()) };
    let ids: Vec<u32> = (0..ground.store.patient_count() as u32).collect();
    let counted: Vec<Vec<Habit>> = ids
        .par_chunks(PATIENTS_EACH)
        .map(|ids| {
            cancel.check()?;
            Ok(chunk(ground, bit, ids))
        })
        .collect::<Result<_, Cancelled>>()?;
    let mut all: Vec<Habit> = Vec::new();
    for habit in counted.into_iter().flatten() {
        add(&mut all, habit.agent, habit.site, |days| {
            days.iter_mut().zip(&habit.days).for_each(|(sum, more)| *sum += more);
        });
    }
    Ok(Habits(all))
}

fn chunk(ground: &Ground<'_>, bit: Bit, ids: &[u32]) -> Vec<Habit> {
    let (mut bits, mut all) = (Vec::new(), Vec::new());
    for id in ids {
        let view = View::new(ground, PatientId(*id), &mut bits);
        if !view.has(bit) {
            continue;
        }
        for course in courses(&view, bit, By::Agent) {
            if course.agent == NO_AGENT {
                continue;
            }
            for pair in course.admins.windows(2) {
                let days = ((pair[1].day - pair[0].day) as usize).min(LONGEST);
                add(&mut all, course.agent, pair[1].site.unwrap_or(NO_SITE), |counts| counts[days] += 1);
            }
        }
    }
    all
}

fn add(all: &mut Vec<Habit>, agent: u16, site: u16, put: impl FnOnce(&mut [u32])) {
    let at = all.binary_search_by_key(&(agent, site), |habit| (habit.agent, habit.site));
    let at = at.unwrap_or_else(|at| {
        all.insert(at, Habit { agent, site, days: vec![0; LONGEST + 1] });
        at
    });
    put(&mut all[at].days);
}

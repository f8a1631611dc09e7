//! How many events of a source, or of one phase or care site of it, came when: in months, or in weeks for a site.
//! It says what was there; what should have been there is proposed elsewhere.

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, Clock, PatientId, PhaseId, Precision, SourceId, Span, Time};
use crate::compute::extent::NO_DATE;
use crate::store::Store;

/// The most months that are counted: dates a century apart are no rate.
const MOST: i64 = 4800;
/// Days of a week.
const WEEK: i64 = 7;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateOf {
    /// Events of this source,
    pub source: SourceId,
    /// of this phase, or of all,
    pub phase: Option<PhaseId>,
    /// of this care site, by its place, or of all.
    pub site: Option<u16>,
    /// Only the first of each patient.
    pub firsts: bool,
}

/// How many came when, without holes, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rate {
    /// Stretches of time with their counts.
    pub bins: Vec<(Span, u64)>,
}

impl Rate {
    /// The highest count.
    pub fn most(&self) -> u64 {
        self.bins.iter().map(|(_, count)| *count).max().unwrap_or(0)
    }
}

/// Counts them. Nothing where there is no calendar; dates known to the month or year alone say nothing of a rate.
pub fn rate(store: &Store, of: RateOf, cancel: &Cancel) -> Result<Rate, Cancelled> {
    if store.head().clock == Clock::Relative {
        return Ok(Rate::default());
    }
    let ids: Vec<u32> = (0..store.patient_count() as u32).collect();
    let days: Vec<Vec<i64>> = ids
        .par_chunks(ids.len().div_ceil(16).max(1))
        .map(|ids| {
            cancel.check()?;
            let mut days: Vec<i64> = Vec::new();
            for &id in ids {
                let of_patient = store.events_of(PatientId(id)).filter(|&at| counts(store, of, at));
                let of_patient = of_patient.map(|at| Time(store.events().start[at]).days());
                days.extend(of_patient.take(if of.firsts { 1 } else { usize::MAX }));
            }
            Ok(days)
        })
        .collect::<Result<_, Cancelled>>()?;
    let weeks = of.site.is_some();
    let bin = |day: i64| if weeks { day.div_euclid(WEEK) } else { month_of(day) };
    let each = || days.iter().flatten().map(|day| bin(*day));
    let (Some(first), Some(last)) = (each().min(), each().max()) else { return Ok(Rate::default()) };
    let mut counts = vec![0u64; (last - first).min(MOST) as usize + 1];
    for at in each() {
        if let Some(count) = counts.get_mut((at - first) as usize) {
            *count += 1;
        }
    }
    let span = |at: i64| if weeks { week_span(at) } else { month_span(at) };
    Ok(Rate { bins: (first..).map(span).zip(counts).collect() })
}

fn counts(store: &Store, of: RateOf, at: usize) -> bool {
    let events = store.events();
    u16::from(events.source[at]) == of.source.0
        && of.phase.is_none_or(|phase| events.phase[at] == phase.0)
        && of.site.is_none_or(|site| events.site.get(at) == Some(site))
        && events.flaws[at] & NO_DATE == 0
        && events.precision[at] & 7 >= Precision::Day as u8
}

fn month_of(day: i64) -> i64 {
    let (year, month, _) = Time::from_days(day).date();
    year * 12 + i64::from(month) - 1
}

fn month_span(month: i64) -> Span {
    Time::from_date(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1).span(Precision::Month)
}

fn week_span(week: i64) -> Span {
    Span { from: Time::from_days(week * WEEK), to: Time::from_days((week + 1) * WEEK) }
}

#[cfg(test)]
mod test {
    use proptest::prelude::*;

    use super::*;
    use crate::compute::test::store;

    proptest! {
        /// Every event of the source is in exactly one month, and months follow each other.
        #[test]
        fn events_are_counted_once(
            rows in prop::collection::vec((0u32..8, 0u16..3, 0u8..4, 0u32..10, 0i64..900, Just(None)), 1..100),
        ) {
            let store = store(&rows);
            let of = RateOf { source: SourceId(1), phase: None, site: None, firsts: false };
            let rate = super::rate(&store, of, &Cancel::default()).unwrap();
            let all = rows.iter().filter(|row| row.1 == 1).count() as u64;
            prop_assert_eq!(rate.bins.iter().map(|(_, count)| count).sum::<u64>(), all);
            prop_assert!(rate.bins.windows(2).all(|pair| pair[0].0.to == pair[1].0.from));
            let firsts = super::rate(&store, RateOf { firsts: true, ..of }, &Cancel::default()).unwrap();
            let mut patients: Vec<u32> = rows.iter().filter(|row| row.1 == 1).map(|row| row.0).collect();
            patients.sort_unstable();
            patients.dedup();
            prop_assert_eq!(firsts.bins.iter().map(|(_, count)| count).sum::<u64>(), patients.len() as u64);
        }
    }
}

//! How many events there are month by month: what the window of the question is chosen on.
//! It counts starts, over all of time; the window itself does not matter here.

use rayon::prelude::*;

use crate::base::time::DAY;
use crate::base::{Cancel, Cancelled, Clock, PatientId, Precision, Span, Time};
use crate::compute::Selection;
use crate::compute::extent::NO_DATE;
use crate::store::Store;

/// The share of events at either end that do not stretch the calendar: a few dates from another age would squeeze
/// all others into a corner.
const ASIDE: f64 = 0.000_5;
/// Days in a stretch where there is no calendar.
const STRETCH: i64 = 30;

/// Events of a month; of thirty days where there is no calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// The stretch of time.
    pub span: Span,
    /// Events that start in it.
    pub events: u64,
}

/// The selection's events by month, in order of time and without holes. Linear in events.
pub fn monthly(store: &Store, selection: &Selection, cancel: &Cancel) -> Result<Vec<Month>, Cancelled> {
    let ids: Vec<PatientId> = selection.patients.iter().collect();
    let events = store.events();
    let dated = |at: usize| events.flaws[at] & NO_DATE == 0 && selection.mask.admits(events, at);
    let ends = ids.par_chunks(4096).map(|ids| {
        cancel.check()?;
        // Events are sorted, so that a patient's first and last dated ones tell both ends.
        let each = ids.iter().filter_map(|&id| {
            let first = store.events_of(id).find(|&at| dated(at))?;
            let last = store.events_of(id).rev().find(|&at| dated(at))?;
            Some((events.start[first].div_euclid(DAY), events.start[last].div_euclid(DAY)))
        });
        Ok(each.fold((i64::MAX, i64::MIN), |all, (first, last)| (all.0.min(first), all.1.max(last))))
    });
    let (first, last) = ends.try_reduce(|| (i64::MAX, i64::MIN), |a, b| Ok((a.0.min(b.0), a.1.max(b.1))))?;
    if first > last {
        return Ok(Vec::new());
    }
    let days = (last - first + 1) as usize;
    let counts = ids
        .par_chunks(4096)
        .try_fold(
            || vec![0u32; days],
            |mut counts, ids| {
                cancel.check()?;
                for at in ids.iter().flat_map(|&id| store.events_of(id)).filter(|&at| dated(at)) {
                    counts[(events.start[at].div_euclid(DAY) - first) as usize] += 1;
                }
                Ok(counts)
            },
        )
        .try_reduce(
            || vec![0u32; days],
            |mut a, b| {
                a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
                Ok(a)
            },
        )?;
    Ok(trimmed(&by_month(store.head().clock, first, &counts)))
}

fn by_month(clock: Clock, first: i64, counts: &[u32]) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    for (day, &events) in (first..).zip(counts) {
        let time = Time::from_days(day);
        if let Some(month) = months.last_mut().filter(|month| month.span.contains(time)) {
            month.events += u64::from(events);
        } else {
            let span = match clock {
                Clock::Calendar => time.span(Precision::Month),
                Clock::Relative => {
                    let from = day.div_euclid(STRETCH) * STRETCH;
                    Span { from: Time::from_days(from), to: Time::from_days(from + STRETCH) }
                }
            };
            months.push(Month { span, events: u64::from(events) });
        }
    }
    months
}

/// Without the months at either end that hold next to nothing together.
fn trimmed(months: &[Month]) -> Vec<Month> {
    let all: u64 = months.iter().map(|month| month.events).sum();
    let most = (all as f64 * ASIDE) as u64;
    let aside = |months: &mut dyn Iterator<Item = &Month>| {
        let mut sum = 0;
        months
            .take_while(|month| {
                sum += month.events;
                sum <= most
            })
            .count()
    };
    let (front, back) = (aside(&mut months.iter()), aside(&mut months.iter().rev()));
    let keep = front..(months.len() - back).max(front);
    months.get(keep).map(<[Month]>::to_vec).unwrap_or_default()
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn days_fall_into_months_without_holes() {
        let first = Time::from_date(2019, 12, 30).days();
        let mut counts = vec![0; 70];
        (counts[0], counts[1], counts[2], counts[69]) = (1, 2, 4, 8);
        let months = by_month(Clock::Calendar, first, &counts);
        let seen: Vec<u64> = months.iter().map(|month| month.events).collect();
        assert_eq!(seen, [3, 4, 0, 8]);
        assert!(months.windows(2).all(|pair| pair[0].span.to == pair[1].span.from));
    }

    #[test]
    fn a_few_dates_from_another_age_are_left_aside() {
        let month = |n: i64, events| {
            let span = Span { from: Time::from_days(n * 30), to: Time::from_days(n * 30 + 30) };
            Month { span, events }
        };
        let months = vec![month(0, 1), month(1, 0), month(2, 5_000), month(3, 5_000), month(4, 8)];
        let kept: Vec<u64> = trimmed(&months).iter().map(|month| month.events).collect();
        assert_eq!(kept, [5_000, 5_000, 8]);
    }
}

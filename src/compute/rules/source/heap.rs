//! Dates that fall on one kind of day far more often than chance has it: the first of January, the fifteenth, a Sunday.
//! It counts by source, phase and year, and holds a cautious share against what the calendar would give.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::base::civil::{days_in_month, is_leap};
use crate::base::{Cancel, Cancelled, Clock, Precision, Say, SourceId, Span, Time};
use crate::compute::rules::compile::Bit;
use crate::compute::rules::view::Ground;
use crate::model::rule::HeapBin;

use super::Judged;

/// Fewer dates than this in a year say nothing of heaps.
const ENOUGH: u32 = 50;
/// The normal quantile of a two-sided 95 % interval.
const Z: f64 = 1.96;
const BINS: usize = HeapBin::ALL.len();

/// Dates of a source, phase and year: all, and those in each bin.
type Counts = FxHashMap<(u8, u8, i16), (u32, [u32; BINS])>;

/// How many times as often as expected dates fall on a bin, for each source, phase and year with enough of them.
pub(super) fn heaps(
    ground: &Ground<'_>,
    select: Bit,
    bins: &[HeapBin],
    cancel: &Cancel,
) -> Result<Vec<Judged>, Cancelled> {
    if ground.store.head().clock == Clock::Relative {
        return Ok(Vec::new());
    }
    let counts = count(ground, select, cancel)?;
    let mut years: Vec<_> = counts.into_iter().collect();
    years.sort_unstable_by_key(|(key, _)| *key);
    let phases = &ground.store.head().phases;
    Ok(years
        .into_iter()
        .map(|((source, phase, year), (all, of))| {
            let year = i64::from(year);
            let worst = bins.iter().map(|bin| {
                let n = of[*bin as usize];
                (low(n, all) / expected(*bin, year), *bin, n)
            });
            let worst = worst.fold((0.0, bins[0], 0), |most, one| if one.0 > most.0 { one } else { most });
            let name = HeapBin::ALL.iter().find(|(bin, _)| *bin == worst.1).map_or("", |(_, name)| name);
            let say = Say::new("finding-heap")
                .with("n", worst.2)
                .with("of", all)
                .with("bin", name)
                .with("year", year)
                .with("phase", phases.get(usize::from(phase)).map_or("", |phase| phase.id.as_str()));
            let (from, to) = (Time::from_date(year, 1, 1), Time::from_date(year + 1, 1, 1));
            Judged {
                source: Some(SourceId(u16::from(source))),
                span: Some(Span { from, to }),
                measure: (all >= ENOUGH).then_some(worst.0),
                verdict: None,
                say,
                patients: None,
            }
        })
        .collect())
}

fn count(ground: &Ground<'_>, select: Bit, cancel: &Cancel) -> Result<Counts, Cancelled> {
    let store = ground.store;
    let starts: Vec<usize> = (0..store.event_count()).step_by(1 << 16).collect();
    starts
        .par_iter()
        .map(|first| {
            cancel.check()?;
            let mut counts = Counts::default();
            let events = store.events();
            for at in *first..(*first + (1 << 16)).min(store.event_count()) {
                let known = Precision::from_bits(events.precision[at] & 7) >= Precision::Day;
                if known && ground.compiled.bits(store, at) & select.0 != 0 {
                    let time = Time(events.start[at]);
                    let (year, month, day) = time.date();
                    let key = (events.source[at], events.phase[at], year as i16);
                    let (all, of) = counts.entry(key).or_default();
                    *all += 1;
                    for (bin, _) in HeapBin::ALL {
                        of[bin as usize] += u32::from(falls(bin, time, (year, month, day)));
                    }
                }
            }
            Ok(counts)
        })
        .try_reduce(Counts::default, |mut a, b| {
            let mut b: Vec<_> = b.into_iter().collect();
            b.sort_unstable_by_key(|(key, _)| *key);
            for (key, (all, of)) in b {
                let sum = a.entry(key).or_default();
                sum.0 += all;
                sum.1.iter_mut().zip(of).for_each(|(sum, more)| *sum += more);
            }
            Ok(a)
        })
}

fn falls(bin: HeapBin, time: Time, (year, month, day): (i64, u32, u32)) -> bool {
    match bin {
        HeapBin::NewYear => (month, day) == (1, 1),
        HeapBin::MidYear => (month, day) == (7, 1),
        HeapBin::MidMonth => day == 15,
        HeapBin::FirstOfMonth => day == 1,
        HeapBin::MonthEnd => day == days_in_month(year, month),
        // Day 0 was a Thursday.
        HeapBin::Weekend => matches!((time.days() + 3).rem_euclid(7), 5 | 6),
    }
}

/// The share of a year's days in a bin.
fn expected(bin: HeapBin, year: i64) -> f64 {
    let days = if is_leap(year) { 366.0 } else { 365.0 };
    match bin {
        HeapBin::NewYear | HeapBin::MidYear => 1.0 / days,
        HeapBin::MidMonth | HeapBin::FirstOfMonth | HeapBin::MonthEnd => 12.0 / days,
        HeapBin::Weekend => 2.0 / 7.0,
    }
}

/// The low end of Wilson's interval of a share.
fn low(n: u32, all: u32) -> f64 {
    let (n, all) = (f64::from(n), f64::from(all.max(1)));
    let (share, z2) = (n / all, Z * Z);
    let middle = share + z2 / (2.0 * all);
    let half = Z * (share * (1.0 - share) / all + z2 / (4.0 * all * all)).sqrt();
    ((middle - half) / (1.0 + z2 / all)).max(0.0)
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn days_fall_into_their_bins() {
        let falls =
            |bin, (year, month, day)| falls(bin, Time::from_date(year, month, day), (year, month, day));
        assert!(falls(HeapBin::Weekend, (2024, 11, 23)) && falls(HeapBin::Weekend, (2024, 11, 24)));
        assert!(!falls(HeapBin::Weekend, (2024, 11, 22)) && !falls(HeapBin::Weekend, (2024, 11, 25)));
        assert!(falls(HeapBin::MonthEnd, (2024, 2, 29)) && !falls(HeapBin::MonthEnd, (2024, 2, 28)));
        assert!(low(50, 50) > 0.9 && low(0, 50) == 0.0 && low(5, 50) < 0.1);
    }
}

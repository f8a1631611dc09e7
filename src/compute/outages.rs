//! Outages that the data suggest, for a steward to confirm: rules B01, B02, B03 and B05.
//! It confirms nothing, and a suggestion changes no coverage by itself.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::base::{Cancel, Cancelled, Clock, PatientId, PhaseId, Precision, SourceId, Span, Time, time::DAY};
use crate::compute::extent::NO_DATE;
use crate::model::Outage;
use crate::store::Store;

/// Months over which the median of B01 is taken.
const ROLLING: usize = 12;
/// Fewer events in a usual month say nothing.
const FEW: u64 = 20;
/// B05: a site that is silent for more than so many days is inactive.
const INACTIVE_DAYS: i64 = 14;
/// B05: how unlikely, as a natural logarithm, a silence must be by the site's own rate: less than one in a million.
const UNLIKELY: f64 = -13.8;
/// B02: the months at the end that are held against the same months of earlier years.
const EDGE: usize = 3;
/// B02: below this share of them the edge is thin.
const THIN: f64 = 0.8;
/// B03: the days at the start in which first events pile up.
const LEFT_EDGE: i64 = 180;
/// B03: above this multiple of the later rate they do.
const PILE: f64 = 1.5;

/// Which rule suggests something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutageRule {
    /// B01: a month with far fewer or far more events than the year before it.
    Volume,
    /// B02: the last months are thin.
    RightEdge,
    /// B03: first events pile up where the source begins.
    LeftEdge,
    /// B05: a site is silent.
    Inactive,
}

impl OutageRule {
    /// Its id in the catalogue.
    pub fn id(self) -> &'static str {
        ["B01", "B02", "B03", "B05"][self as usize]
    }
}

/// A suggestion, with what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The rule.
    pub rule: OutageRule,
    /// The source.
    pub source: SourceId,
    /// The phase whose events it is about, where it is about one.
    pub phase: Option<PhaseId>,
    /// The care site, by its place.
    pub site: Option<u16>,
    /// The time it is about.
    pub span: Span,
    /// What was seen in it: events, or for B03 first events.
    pub seen: u64,
    /// What was to be expected.
    pub expected: f64,
    /// The outage to confirm; absent where there is too much rather than too little, and at the edges, where a window
    /// is to be cut instead.
    pub outage: Option<Outage>,
}

/// Everything the data suggest, in order of rule, source and time. Nothing where there is no calendar. Linear in events.
pub fn propose(store: &Store, cancel: &Cancel) -> Result<Vec<Proposal>, Cancelled> {
    if store.head().clock == Clock::Relative {
        return Ok(Vec::new());
    }
    let counted = count(store, cancel)?;
    let mut all = Vec::new();
    for ((source, phase), months) in &counted.months {
        volume(store, *source, *phase, months, &mut all);
    }
    for same in counted.months.chunk_by(|a, b| a.0.0 == b.0.0) {
        let mut sum: Vec<(i64, u64)> =
            same.iter().flat_map(|(_, (first, counts))| (*first..).zip(counts.iter().copied())).collect();
        sum.sort_unstable();
        let months = filled(sum.into_iter());
        all.extend(right_edge(store, same[0].0.0, &months));
    }
    for (source, firsts) in &counted.firsts {
        all.extend(left_edge(store, *source, firsts));
    }
    cancel.check()?;
    for ((source, site), days) in &counted.days {
        inactive(store, *source, *site, days, &mut all);
    }
    all.sort_by_key(|one| (one.rule, one.source, one.phase, one.site, one.span.from));
    Ok(all)
}

/// Events by month, counted from year 0; the first month, and the events of each from there on.
type Months = (i64, Vec<u64>);

type Somebody = (ByMonth, ByDay, Vec<(u16, i64)>);

#[derive(Default)]
struct Counted {
    months: Vec<((u16, u8), Months)>,
    /// By source: the days of the first events of each patient.
    firsts: Vec<(u16, Vec<i64>)>,
    /// By source and site: events by day, ascending.
    days: Vec<((u16, u16), Vec<(i64, u32)>)>,
}

type ByMonth = FxHashMap<(u16, u8, i64), u64>;
type ByDay = FxHashMap<(u16, u16, i64), u32>;

fn month_of(day: i64) -> i64 {
    let (year, month, _) = Time::from_days(day).date();
    year * 12 + i64::from(month) - 1
}

fn month_span(month: i64) -> Span {
    Time::from_date(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1).span(Precision::Month)
}

fn count(store: &Store, cancel: &Cancel) -> Result<Counted, Cancelled> {
    let events = store.events();
    let ids: Vec<u32> = (0..store.patient_count() as u32).collect();
    let parts: Vec<Somebody> = ids
        .par_chunks(ids.len().div_ceil(16).max(1))
        .map(|ids| {
            let (mut months, mut days, mut firsts) = Somebody::default();
            for some in ids.chunks(1024) {
                cancel.check()?;
                for &id in some {
                    let mut seen = 0u64;
                    for at in store.events_of(PatientId(id)) {
                        // A date known to the month or year says nothing of days or of volume.
                        let fine = events.precision[at] & 7 >= Precision::Day as u8;
                        if events.flaws[at] & NO_DATE != 0 || !fine {
                            continue;
                        }
                        let (source, day) = (u16::from(events.source[at]), Time(events.start[at]).days());
                        *months.entry((source, events.phase[at], month_of(day))).or_default() += 1;
                        if let Some(site) = events.site.get(at) {
                            *days.entry((source, site, day)).or_default() += 1;
                        }
                        if seen >> source & 1 == 0 {
                            seen |= 1 << source;
                            firsts.push((source, day));
                        }
                    }
                }
            }
            Ok((months, days, firsts))
        })
        .collect::<Result<_, Cancelled>>()?;
    let (mut months, mut days) = (ByMonth::default(), ByDay::default());
    let mut firsts: Vec<(u16, i64)> = Vec::new();
    for (some_months, some_days, some_firsts) in parts {
        some_months.into_iter().for_each(|(key, n)| *months.entry(key).or_default() += n);
        some_days.into_iter().for_each(|(key, n)| *days.entry(key).or_default() += n);
        firsts.extend(some_firsts);
    }
    let mut months: Vec<((u16, u8, i64), u64)> = months.into_iter().collect();
    months.sort_unstable();
    let mut days: Vec<((u16, u16, i64), u32)> = days.into_iter().collect();
    days.sort_unstable();
    firsts.sort_unstable();
    Ok(Counted {
        months: months
            .chunk_by(|a, b| (a.0.0, a.0.1) == (b.0.0, b.0.1))
            .map(|same| ((same[0].0.0, same[0].0.1), filled(same.iter().map(|(key, n)| (key.2, *n)))))
            .collect(),
        firsts: firsts
            .chunk_by(|a, b| a.0 == b.0)
            .map(|same| (same[0].0, same.iter().map(|(_, day)| *day).collect()))
            .collect(),
        days: days
            .chunk_by(|a, b| (a.0.0, a.0.1) == (b.0.0, b.0.1))
            .map(|same| {
                let each = same.iter().map(|(key, n)| (key.2, *n)).collect();
                ((same[0].0.0, same[0].0.1), each)
            })
            .collect(),
    })
}

/// Months without holes, from ascending ones.
fn filled(months: impl Iterator<Item = (i64, u64)>) -> Months {
    let mut all: Vec<u64> = Vec::new();
    let mut first = 0;
    for (month, n) in months {
        if all.is_empty() {
            first = month;
        }
        // Dates a century apart are no volume.
        let at = (month - first).clamp(0, 4800) as usize;
        if all.len() <= at {
            all.resize(at + 1, 0);
        }
        all[at] += n;
    }
    (first, all)
}

fn median(numbers: &[u64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    match sorted.len() {
        0 => 0.0,
        n if n % 2 == 1 => sorted[n / 2] as f64,
        n => f64::midpoint(sorted[n / 2 - 1] as f64, sorted[n / 2] as f64),
    }
}

/// The time that a source is open in, as far as it declares: windows and the day of the cut.
fn open(store: &Store, source: u16) -> Span {
    let windows = &store.head().sources[usize::from(source)].windows;
    let cut = store.head().as_of.map_or(i64::MAX, |as_of| as_of.0.saturating_add(DAY));
    let from = windows.iter().map(|window| window.span.from.0).min().unwrap_or(i64::MIN);
    let to = windows.iter().map(|window| window.span.to.0).max().unwrap_or(i64::MAX);
    Span { from: Time(from), to: Time(to.min(cut)) }
}

/// B01: below half or above one and a half times the median of the twelve months before, and by more than chance does.
fn volume(store: &Store, source: u16, phase: u8, (first, counts): &Months, all: &mut Vec<Proposal>) {
    let within = open(store, source);
    for (at, before) in counts.windows(ROLLING + 1).enumerate() {
        let (usual, seen) = (median(&before[..ROLLING]), before[ROLLING]);
        let span = month_span(first + (at + ROLLING) as i64);
        let off = (seen as f64 - usual).abs() > 4.0 * usual.sqrt();
        let far = (seen as f64) < 0.5 * usual || seen as f64 > 1.5 * usual;
        if usual < FEW as f64 || !off || !far || span.from < within.from || span.to > within.to {
            continue;
        }
        let id = &store.head().sources[usize::from(source)].id;
        all.push(Proposal {
            rule: OutageRule::Volume,
            source: SourceId(source),
            phase: Some(PhaseId(phase)),
            site: None,
            span,
            seen,
            expected: usual,
            outage: ((seen as f64) < usual).then(|| Outage::new(id, None, span)),
        });
    }
}

/// B02: the last whole months of a source against the same months of up to three earlier years. The time it is about
/// begins where it would be safe to cut.
fn right_edge(store: &Store, source: u16, (first, counts): &Months) -> Option<Proposal> {
    let last_seen = first + counts.len() as i64 - 1;
    let within = open(store, source);
    let after = if within.to.0 < i64::MAX { month_of(within.to.days()) } else { last_seen + 1 };
    let at = |month: i64| usize::try_from(month - first).ok().and_then(|at| counts.get(at)).copied();
    let edge = after - EDGE as i64;
    let sum = |from: i64| -> u64 { (from..from + EDGE as i64).filter_map(at).sum() };
    let years: Vec<u64> = (1..=3).map(|year| edge - 12 * year).filter(|m| m >= first).map(sum).collect();
    let expected = years.iter().sum::<u64>() as f64 / years.len().max(1) as f64;
    let seen = sum(edge);
    let thin =
        expected >= FEW as f64 && (seen as f64) < THIN * expected && seen < years.iter().copied().min()?;
    thin.then(|| Proposal {
        rule: OutageRule::RightEdge,
        source: SourceId(source),
        phase: None,
        site: None,
        span: Span { from: month_span(edge).from, to: month_span(after).from },
        seen,
        expected,
        outage: None,
    })
}

/// B03: first events in the first days of a source against the rate of first events later.
fn left_edge(store: &Store, source: u16, firsts: &[i64]) -> Option<Proposal> {
    let within = open(store, source);
    let declared = (within.from.0 > i64::MIN).then(|| within.from.days());
    let begin = declared.unwrap_or(*firsts.first()?);
    let end = *firsts.last()?;
    let edge = begin + LEFT_EDGE;
    let early = firsts.iter().filter(|day| (begin..edge).contains(*day)).count() as u64;
    let later = firsts.iter().filter(|day| **day >= edge).count() as f64;
    let days = end - edge;
    if early < FEW || days < LEFT_EDGE {
        return None;
    }
    let expected = later / days as f64 * LEFT_EDGE as f64;
    (early as f64 > PILE * expected).then(|| Proposal {
        rule: OutageRule::LeftEdge,
        source: SourceId(source),
        phase: None,
        site: None,
        span: Span { from: Time::from_days(begin), to: Time::from_days(edge) },
        seen: early,
        expected,
        outage: None,
    })
}

/// B05: a site without an event for more than fourteen days, where that is all but impossible by the share of days
/// with events in the half years before and after: a small site is silent often, and that is no outage.
fn inactive(store: &Store, source: u16, site: u16, days: &[(i64, u32)], all: &mut Vec<Proposal>) {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return };
    let within = open(store, source);
    for (at, pair) in days.windows(2).enumerate() {
        let (before, after) = (pair[0].0, pair[1].0);
        let silent = after - before - 1;
        if silent <= INACTIVE_DAYS {
            continue;
        }
        let near = |day: i64| day >= before - LEFT_EDGE && day <= after + LEFT_EDGE;
        let around = days[..=at].iter().rev().take_while(|day| near(day.0)).count()
            + days[at + 1..].iter().take_while(|day| near(day.0)).count();
        let length = before - (before - LEFT_EDGE).max(first.0) + (after + LEFT_EDGE).min(last.0) - after + 2;
        let events: u32 =
            days[..=at].iter().rev().take_while(|day| near(day.0)).map(|day| day.1).sum::<u32>()
                + days[at + 1..].iter().take_while(|day| near(day.0)).map(|day| day.1).sum::<u32>();
        let share = (around as f64 / length as f64).min(0.99);
        if silent as f64 * (1.0 - share).ln() > UNLIKELY {
            continue;
        }
        let span = Span { from: Time::from_days(before + 1), to: Time::from_days(after) };
        if span.from < within.from || span.to > within.to {
            continue;
        }
        let head = store.head();
        let name = head.sites[usize::from(site)].as_str();
        all.push(Proposal {
            rule: OutageRule::Inactive,
            source: SourceId(source),
            phase: None,
            site: Some(site),
            span,
            seen: 0,
            expected: f64::from(events) / length as f64 * silent as f64,
            outage: Some(Outage::new(&head.sources[usize::from(source)].id, Some(name), span)),
        });
    }
}

#[cfg(test)]
mod test {
    use super::*;
    use crate::compute::test::store;

    #[test]
    fn a_month_far_below_the_year_before_it_is_found_and_an_ordinary_one_is_not() {
        // Source b has no window. Forty events in each of thirty months, but five in month 20.
        let mut rows = Vec::new();
        for month in 0..30 {
            let from = month_span(1970 * 12 + month).from.days();
            let events = if month == 20 { 5 } else { 40 };
            rows.extend((0..events).map(|n| (n as u32, 1, 3, 2, from + n % 27, None)));
        }
        let store = store(&rows);
        let all = propose(&store, &Cancel::default()).unwrap();
        let volume: Vec<&Proposal> = all.iter().filter(|one| one.rule == OutageRule::Volume).collect();
        assert_eq!(volume.len(), 1);
        assert_eq!((volume[0].seen, volume[0].expected), (5, 40.0));
        assert_eq!(volume[0].outage.as_ref().map(Outage::span), Some(month_span(1970 * 12 + 20)));
    }
}

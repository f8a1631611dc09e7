//! How the rates of sources change over time: months far from those before them, thinning at the right edge, heaps at the
//! left, silences, and events outside declared windows.
//! Rates are counted by source, phase and month; months that no window covers whole are left out.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::base::{Cancel, Cancelled, Clock, PatientId, Say, SourceId, Span, Time, civil, time::DAY};
use crate::compute::extent::NO_DATE;
use crate::compute::rules::PATIENTS_EACH;
use crate::compute::rules::view::Ground;
use crate::model::rule::Series;
use crate::store::Store;

use super::Judged;

/// Months before a month that say what is usual, and how few will do.
const BEFORE: usize = 12;
const FEWEST: usize = 6;
/// A month or stretch of which fewer events are expected says nothing.
const ENOUGH: f64 = 20.0;
/// Months at the right edge.
const EDGE_MONTHS: i64 = 3;
/// Days at the left edge.
const EDGE_DAYS: i64 = 180;

/// How each source changes.
pub(super) fn changes(
    ground: &Ground<'_>,
    series: Series,
    cancel: &Cancel,
) -> Result<Vec<Judged>, Cancelled> {
    if ground.store.head().clock == Clock::Relative {
        return Ok(Vec::new());
    }
    match series {
        Series::OutsideWindow => outside(ground.store, cancel),
        Series::Month => {
            Ok(months(ground.store, cancel)?.iter().flat_map(|rate| rate.jumps(ground.store)).collect())
        }
        Series::RightEdge => Ok(months(ground.store, cancel)?
            .iter()
            .filter_map(|rate| rate.right_edge(ground.store))
            .collect()),
        Series::LeftEdge => left_edge(ground.store, cancel),
        Series::Silent => silent(ground.store, cancel),
    }
}

/// Events by month of one source and phase.
struct Rate {
    source: u8,
    phase: u8,
    /// The first month, counted from year 0.
    first: i64,
    counts: Vec<u32>,
}

fn month_of(day: i64) -> i64 {
    let (year, month, _) = civil::date_from_days(day);
    year * 12 + i64::from(month) - 1
}

fn month_span(month: i64) -> Span {
    let first = |month: i64| Time::from_date(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1);
    Span { from: first(month), to: first(month + 1) }
}

/// The span up to the cut.
fn until_cut(store: &Store) -> i64 {
    store.head().as_of.map_or(i64::MAX, |cut| cut.0.saturating_add(DAY))
}

/// Whether a source declares that it could see all of a stretch; one that declares no window is taken to.
fn covers(store: &Store, source: u8, span: Span) -> bool {
    let windows = &store.head().sources[usize::from(source)].windows;
    let inside = |window: &Span| window.from <= span.from && span.to <= window.to;
    span.to.0 <= until_cut(store) && (windows.is_empty() || windows.iter().any(|window| inside(&window.span)))
}

fn months(store: &Store, cancel: &Cancel) -> Result<Vec<Rate>, Cancelled> {
    let events = store.events();
    let starts: Vec<usize> = (0..store.event_count()).step_by(1 << 16).collect();
    let counted: Vec<FxHashMap<(u8, u8, i64), u32>> = starts
        .par_iter()
        .map(|first| {
            cancel.check()?;
            let mut counts: FxHashMap<(u8, u8, i64), u32> = FxHashMap::default();
            for at in *first..(*first + (1 << 16)).min(store.event_count()) {
                // A date known to a year alone stands in its first month, and would make a heap of it.
                if events.flaws[at] & NO_DATE == 0 && events.precision[at] & 7 > 0 {
                    let month = month_of(events.start[at].div_euclid(DAY));
                    *counts.entry((events.source[at], events.phase[at], month)).or_default() += 1;
                }
            }
            Ok(counts)
        })
        .collect::<Result<_, Cancelled>>()?;
    let mut all: Vec<((u8, u8, i64), u32)> = counted.into_iter().flatten().collect();
    all.sort_unstable();
    let rates = all.chunk_by(|a, b| (a.0.0, a.0.1) == (b.0.0, b.0.1)).map(|group| {
        let (first, last) = (group[0].0.2, group[group.len() - 1].0.2);
        let mut counts = vec![0u32; (last - first + 1) as usize];
        for ((_, _, month), count) in group {
            counts[(month - first) as usize] += count;
        }
        Rate { source: group[0].0.0, phase: group[0].0.1, first, counts }
    });
    Ok(rates.collect())
}

impl Rate {
    fn count(&self, month: i64) -> f64 {
        let at = usize::try_from(month - self.first).ok();
        at.and_then(|at| self.counts.get(at)).map_or(0.0, |count| f64::from(*count))
    }

    /// The whole months that the source covers: to the end of its windows, empty ones at the end included.
    fn covered(&self, store: &Store) -> Vec<i64> {
        let last = self.first + self.counts.len() as i64 - 1;
        let windows = &store.head().sources[usize::from(self.source)].windows;
        let end =
            windows.iter().map(|window| window.span.to.0).max().unwrap_or(i64::MIN).min(until_cut(store));
        // An open window ends with the cut, and there are no more than 200 years of it.
        let end = if end > 0 { month_of(end.div_euclid(DAY)).min(self.first + 2_400) } else { last };
        (self.first..=last.max(end)).filter(|month| covers(store, self.source, month_span(*month))).collect()
    }

    fn judged(&self, span: Span, measure: Option<f64>, say: Say) -> Judged {
        let source = Some(SourceId(u16::from(self.source)));
        Judged { source, span: Some(span), measure, verdict: None, say, patients: None }
    }

    fn phase_id<'a>(&self, store: &'a Store) -> &'a str {
        store.head().phases.get(usize::from(self.phase)).map_or("", |phase| phase.id.as_str())
    }

    /// B01: each month against the median of those before it.
    fn jumps(&self, store: &Store) -> Vec<Judged> {
        let months = self.covered(store);
        let one = |(at, month): (usize, &i64)| {
            let mut before: Vec<f64> =
                months[at.saturating_sub(BEFORE)..at].iter().map(|month| self.count(*month)).collect();
            before.sort_by(f64::total_cmp);
            let median = *before.get(before.len() / 2)?;
            let (count, span) = (self.count(*month), month_span(*month));
            let judgeable = before.len() >= FEWEST && median >= ENOUGH;
            let measure = judgeable.then(|| (count / median - 1.0).abs());
            let say = Say::new("finding-month").with("n", count).with("median", median);
            Some(self.judged(span, measure, say.with("phase", self.phase_id(store))))
        };
        months.iter().enumerate().filter_map(one).collect()
    }

    /// B02: the last months against the same months of earlier years.
    fn right_edge(&self, store: &Store) -> Option<Judged> {
        let months = self.covered(store);
        let last = *months.last()?;
        let edge: Vec<i64> = (last - EDGE_MONTHS + 1..=last).filter(|month| months.contains(month)).collect();
        let sum = |years: i64| edge.iter().map(|month| self.count(month - 12 * years)).sum::<f64>();
        let whole = |years: i64| edge.iter().all(|month| months.contains(&(month - 12 * years)));
        let mut earlier: Vec<f64> = (1..=3).filter(|years| whole(*years)).map(sum).collect();
        earlier.sort_by(f64::total_cmp);
        let usual = *earlier.get(earlier.len() / 2)?;
        let span = Span { from: month_span(last - EDGE_MONTHS + 1).from, to: month_span(last).to };
        let measure = (usual >= ENOUGH).then(|| 1.0 - sum(0) / usual);
        let say = Say::new("finding-right-edge").with("n", sum(0)).with("usual", usual);
        Some(self.judged(span, measure, say.with("phase", self.phase_id(store))))
    }
}

/// B03: how many patients have their first record of a source in the days after its window opens, against later.
fn left_edge(store: &Store, cancel: &Cancel) -> Result<Vec<Judged>, Cancelled> {
    let firsts = firsts(store, cancel)?;
    let mut all = Vec::new();
    for (at, source) in store.head().sources.iter().enumerate() {
        let Some(window) = source.windows.first().map(|window| window.span) else { continue };
        let end = window.to.0.min(until_cut(store));
        let stretches = (end.saturating_sub(window.from.0)) / (EDGE_DAYS * DAY);
        if window.from.0 < Time::from_date(1850, 1, 1).0 || stretches < 3 {
            continue;
        }
        let mut counts = vec![0u32; stretches as usize];
        for first in firsts.iter().filter(|(source, _)| usize::from(*source) == at).map(|(_, first)| first) {
            let stretch = (first - window.from.0).div_euclid(EDGE_DAYS * DAY);
            if let Some(count) = usize::try_from(stretch).ok().and_then(|stretch| counts.get_mut(stretch)) {
                *count += 1;
            }
        }
        let mut later: Vec<u32> = counts[1..].to_vec();
        later.sort_unstable();
        let usual = f64::from(later[later.len() / 2]);
        let n = f64::from(counts[0]);
        let span = Span { from: window.from, to: Time(window.from.0 + EDGE_DAYS * DAY) };
        let measure = (n.max(usual) >= ENOUGH).then(|| n / usual.max(1.0));
        let say = Say::new("finding-left-edge").with("n", n).with("usual", usual);
        let source = Some(SourceId(at as u16));
        all.push(Judged { source, span: Some(span), measure, verdict: None, say, patients: None });
    }
    Ok(all)
}

/// Each patient's first record of each source.
fn firsts(store: &Store, cancel: &Cancel) -> Result<Vec<(u8, i64)>, Cancelled> {
    let events = store.events();
    let ids: Vec<u32> = (0..store.patient_count() as u32).collect();
    let all: Vec<Vec<(u8, i64)>> = ids
        .par_chunks(PATIENTS_EACH)
        .map(|ids| {
            cancel.check()?;
            let mut firsts = Vec::new();
            for id in ids {
                let mut seen = 0u64;
                for at in store.events_of(PatientId(*id)).filter(|at| events.flaws[*at] & NO_DATE == 0) {
                    let source = events.source[at];
                    if seen >> source & 1 == 0 {
                        seen |= 1 << source;
                        firsts.push((source, events.start[at]));
                    }
                }
            }
            Ok(firsts)
        })
        .collect::<Result<_, Cancelled>>()?;
    Ok(all.into_iter().flatten().collect())
}

/// B04: events outside the windows that their source declares.
fn outside(store: &Store, cancel: &Cancel) -> Result<Vec<Judged>, Cancelled> {
    cancel.check()?;
    let head = store.head();
    let events = store.events();
    let counted = (0..store.event_count())
        .into_par_iter()
        .with_min_len(1 << 16)
        .fold(
            || vec![(0u64, 0u64); head.sources.len()],
            |mut counts, at| {
                if events.flaws[at] & NO_DATE == 0 {
                    let source = usize::from(events.source[at]);
                    let start = Time(events.start[at]);
                    counts[source].0 += 1;
                    let inside =
                        head.sources[source].windows.iter().any(|window| window.span.contains(start));
                    counts[source].1 += u64::from(!inside);
                }
                counts
            },
        )
        .reduce(
            || vec![(0, 0); head.sources.len()],
            |mut a, b| {
                a.iter_mut().zip(b).for_each(|(a, b)| *a = (a.0 + b.0, a.1 + b.1));
                a
            },
        );
    let declared = counted.into_iter().enumerate().filter(|(at, _)| !head.sources[*at].windows.is_empty());
    let judged = declared.filter(|(_, (all, _))| *all > 0).map(|(at, (all, out))| Judged {
        source: Some(SourceId(at as u16)),
        span: None,
        measure: Some(out as f64 / all as f64),
        verdict: None,
        say: Say::new("finding-outside-window").with("n", out).with("of", all),
        patients: None,
    });
    Ok(judged.collect())
}

/// B05: the longest time in which a source, or one of its sites, had no event at all.
fn silent(store: &Store, cancel: &Cancel) -> Result<Vec<Judged>, Cancelled> {
    cancel.check()?;
    let events = store.events();
    let mut days: Vec<(u8, u16, i32)> = (0..store.event_count())
        .into_par_iter()
        .with_min_len(1 << 16)
        .filter(|at| events.flaws[*at] & NO_DATE == 0)
        .map(|at| {
            let site = events.site.get(at).unwrap_or(u16::MAX);
            (events.source[at], site, events.start[at].div_euclid(DAY) as i32)
        })
        .collect();
    days.par_sort_unstable();
    let mut all = Vec::new();
    for site in days.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let length = f64::from(site[site.len() - 1].2 - site[0].2 + 1);
        let longest =
            site.windows(2).map(|pair| (pair[1].2 - pair[0].2, pair[0].2)).max_by_key(|(gap, _)| *gap);
        let Some((gap, from)) = longest else { continue };
        // Where events are rare anyway, two weeks without one mean nothing.
        let dense = site.len() as f64 >= 2.0 * length;
        let span =
            Span { from: Time::from_days(i64::from(from) + 1), to: Time::from_days(i64::from(from + gap)) };
        let name = store.head().sites.get(usize::from(site[0].1)).map_or("", String::as_str);
        all.push(Judged {
            source: Some(SourceId(u16::from(site[0].0))),
            span: Some(span),
            measure: dense.then(|| f64::from(gap - 1)),
            verdict: None,
            say: Say::new("finding-silent").with("days", gap - 1).with("site", name),
            patients: None,
        });
    }
    Ok(all)
}

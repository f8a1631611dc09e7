//! The simplifications of one journey, each a function from items to items.
//! They see one patient at a time and know symbols only by number.

use crate::base::time::DAY;
use crate::model::journeys::{Simplification, Ties};

use super::alphabet::Alphabet;

/// Something that happened in a journey, from `time` to `end`, standing for so many events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Item {
    pub time: i64,
    pub symbol: u32,
    pub end: i64,
    pub events: u32,
}

/// A simplification with its names as numbers.
pub(super) enum Simplify {
    /// For each symbol the one it becomes, or [`GONE`].
    Map(Vec<u32>),
    Coalesce,
    Firsts,
    Eras(i64),
    Marker(u32, i64),
    Replace(Vec<u32>, Option<u32>),
    KeepFirst(usize),
    Window(i64, i64),
    /// It names what is not there.
    Nothing,
}

/// A symbol that is left out.
pub(super) const GONE: u32 = u32::MAX;

/// The names that a simplification brings in.
pub(super) fn introduced(step: &Simplification) -> Option<&String> {
    match step {
        Simplification::Merge { into, .. } => Some(into),
        Simplification::Marker { name, .. } => Some(name),
        Simplification::Replace { with, .. } => with.as_ref(),
        _ => None,
    }
}

impl Simplify {
    pub fn new(step: &Simplification, alphabet: &Alphabet) -> Self {
        let all = || (0..alphabet.len() as u32).collect::<Vec<u32>>();
        let places =
            |names: &[String]| names.iter().filter_map(|name| alphabet.find(name)).collect::<Vec<u32>>();
        match step {
            Simplification::Hide(names) => {
                let mut map = all();
                places(names).into_iter().for_each(|at| map[at as usize] = GONE);
                Self::Map(map)
            }
            Simplification::Only(names) => {
                let mut map = vec![GONE; alphabet.len()];
                places(names).into_iter().for_each(|at| map[at as usize] = at);
                Self::Map(map)
            }
            Simplification::Merge { names, into } => {
                let (mut map, into) = (all(), alphabet.find(into).unwrap_or(GONE));
                places(names).into_iter().for_each(|at| map[at as usize] = into);
                Self::Map(map)
            }
            Simplification::Coalesce => Self::Coalesce,
            Simplification::Firsts => Self::Firsts,
            Simplification::Eras { gap_days } => Self::Eras(i64::from(*gap_days) * DAY),
            Simplification::Marker { name, days } => match alphabet.find(name) {
                Some(name) => Self::Marker(name, i64::from(*days) * DAY),
                None => Self::Nothing,
            },
            Simplification::Replace { find, with } => {
                let found = places(find);
                if found.is_empty() || found.len() < find.len() {
                    return Self::Nothing;
                }
                Self::Replace(found, with.as_ref().and_then(|with| alphabet.find(with)))
            }
            Simplification::KeepFirst(n) => Self::KeepFirst(*n as usize),
            Simplification::Window(from, to) => {
                let days = |days: &Option<i32>, none: i64| days.map_or(none, |days| i64::from(days) * DAY);
                Self::Window(days(from, i64::MIN), days(to, i64::MAX))
            }
        }
    }

    /// How many items it can add to a journey.
    pub fn adds(&self) -> usize {
        usize::from(matches!(self, Self::Marker(..)))
    }

    /// Simplifies one journey whose day 0 is at `zero`.
    pub fn apply(&self, items: &mut Vec<Item>, zero: i64, ties: Ties) {
        match self {
            Self::Map(map) => {
                items.iter_mut().for_each(|item| item.symbol = map[item.symbol as usize]);
                items.retain(|item| item.symbol != GONE);
                tidy(items, ties);
            }
            Self::Coalesce => coalesce(items, ties),
            Self::Firsts => {
                let mut seen: Vec<u32> = Vec::new();
                items.retain(|item| {
                    let new = !seen.contains(&item.symbol);
                    if new {
                        seen.push(item.symbol);
                    }
                    new
                });
            }
            Self::Eras(gap) => eras(items, *gap),
            Self::Marker(symbol, after) => {
                let time = floor(zero.saturating_add(*after), ties);
                let at = items.partition_point(|item| item.time <= time);
                items.insert(at, Item { time, symbol: *symbol, end: time, events: 0 });
                tidy(items, ties);
            }
            Self::Replace(find, with) => {
                replace(items, find, *with, ties);
                tidy(items, ties);
            }
            Self::KeepFirst(n) => {
                let kept = groups(items, ties).take(*n).last().map_or(0, |range| range.end);
                items.truncate(kept);
            }
            Self::Window(from, to) => items.retain(|item| {
                let since = item.time.saturating_sub(zero);
                (*from..*to).contains(&since)
            }),
            Self::Nothing => {}
        }
    }
}

/// A time as ties see it.
#[inline]
pub(super) fn floor(time: i64, ties: Ties) -> i64 {
    if ties == Ties::Day { time.div_euclid(DAY) * DAY } else { time }
}

/// The steps of a journey: ranges of items at equal time; every item by itself where rows give the order.
pub(super) fn groups(items: &[Item], ties: Ties) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let first = items.get(from)?;
        let mut to = from + 1;
        while ties != Ties::Row && items.get(to).is_some_and(|item| item.time == first.time) {
            to += 1;
        }
        let range = from..to;
        from = to;
        Some(range)
    })
}

/// Puts items at equal time in the order of their symbols, and makes the same thing at the same time one.
pub(super) fn tidy(items: &mut Vec<Item>, ties: Ties) {
    if ties == Ties::Row
        || items.windows(2).all(|two| (two[0].time, two[0].symbol) < (two[1].time, two[1].symbol))
    {
        return;
    }
    items.sort_unstable();
    items.dedup_by(|later, first| {
        let same = later.time == first.time && later.symbol == first.symbol;
        if same {
            first.end = first.end.max(later.end);
            first.events += later.events;
        }
        same
    });
}

fn coalesce(items: &mut Vec<Item>, ties: Ties) {
    let steps: Vec<_> = groups(items, ties).collect();
    let mut kept: Vec<Item> = Vec::with_capacity(items.len());
    let mut before = 0..0;
    for step in steps {
        let (step, last) = (&items[step], &mut kept[before.clone()]);
        let same =
            step.len() == last.len() && step.iter().zip(last.iter()).all(|(a, b)| a.symbol == b.symbol);
        if same {
            for (item, into) in step.iter().zip(last) {
                into.end = into.end.max(item.end);
                into.events += item.events;
            }
        } else {
            before = kept.len()..kept.len() + step.len();
            kept.extend_from_slice(step);
        }
    }
    *items = kept;
}

fn eras(items: &mut Vec<Item>, gap: i64) {
    // Journeys have few different symbols at a time, so that a list beats a map.
    let mut open: Vec<(u32, usize)> = Vec::new();
    let mut kept: Vec<Item> = Vec::with_capacity(items.len());
    for item in items.iter() {
        match open.iter_mut().find(|(symbol, _)| *symbol == item.symbol) {
            Some((_, at)) if item.time.saturating_sub(kept[*at].end) <= gap => {
                kept[*at].end = kept[*at].end.max(item.end);
                kept[*at].events += item.events;
            }
            Some((_, at)) => {
                *at = kept.len();
                kept.push(*item);
            }
            None => {
                open.push((item.symbol, kept.len()));
                kept.push(*item);
            }
        }
    }
    *items = kept;
}

fn replace(items: &mut Vec<Item>, find: &[u32], with: Option<u32>, ties: Ties) {
    let steps: Vec<_> = groups(items, ties).collect();
    let is =
        |step: &std::ops::Range<usize>, symbol: u32| step.len() == 1 && items[step.start].symbol == symbol;
    let (mut kept, mut at) = (Vec::with_capacity(items.len()), 0);
    while let Some(step) = steps.get(at) {
        let matches =
            steps.get(at..at + find.len()).filter(|steps| steps.iter().zip(find).all(|(s, f)| is(s, *f)));
        let Some(matched) = matches else {
            kept.extend_from_slice(&items[step.clone()]);
            at += 1;
            continue;
        };
        if let Some(symbol) = with {
            let all = &items[step.start..matched[matched.len() - 1].end];
            let end = all.iter().map(|item| item.end).max().unwrap_or(items[step.start].end);
            let events = all.iter().map(|item| item.events).sum();
            kept.push(Item { time: items[step.start].time, symbol, end, events });
        }
        at += find.len();
    }
    *items = kept;
}

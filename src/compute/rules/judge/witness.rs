//! Something expected that is missing: an absence counts only where a source could have seen it.
//! Which sources those are is learnt from what they hold anywhere; whether they could see, coverage says.

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, Span, Time, time::DAY};
use crate::compute::rules::compile::Bit;
use crate::compute::rules::interval::Interval;
use crate::compute::rules::view::Ground;
use crate::model::rule::{Limit, Pick, Primitive, Verdict};

use super::{Bench, Unit, Why};

/// The sources that can witness what a rule expects, one bit each.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Witnesses(pub u64);

/// Looks through all events for the sources that hold what rules expect.
pub(super) fn all(
    ground: &Ground<'_>,
    rules: &[usize],
    cancel: &Cancel,
) -> Result<Vec<Witnesses>, Cancelled> {
    let mut witnesses = vec![Witnesses::default(); ground.compiled.rules.len()];
    let expects: Vec<(usize, Bit)> = rules
        .iter()
        .filter_map(|at| match ground.compiled.rules[*at].primitive {
            Primitive::Absent { expect, .. } => Some((*at, expect)),
            _ => None,
        })
        .collect();
    if expects.is_empty() {
        return Ok(witnesses);
    }
    let store = ground.store;
    let events: Vec<usize> = (0..store.event_count()).step_by(1 << 16).collect();
    let seen: Vec<Vec<u128>> = events
        .par_iter()
        .map(|first| {
            cancel.check()?;
            let mut seen = vec![0u128; store.head().sources.len()];
            for at in *first..(*first + (1 << 16)).min(store.event_count()) {
                seen[usize::from(store.events().source[at])] |= ground.compiled.bits(store, at);
            }
            Ok(seen)
        })
        .collect::<Result<_, Cancelled>>()?;
    for (at, bit) in expects {
        for seen in &seen {
            for (source, bits) in seen.iter().enumerate() {
                witnesses[at].0 |= u64::from(bits & bit.0 != 0) << source;
            }
        }
    }
    Ok(witnesses)
}

/// Whether what is expected around each trigger is missing though a source watched.
pub(super) fn absent(
    bench: &mut Bench<'_, '_>,
    trigger: Bit,
    pick: Pick,
    expect: Bit,
    window: (Limit, Limit),
) {
    let (view, store) = (bench.view, bench.judge.ground.store);
    if !view.has(trigger) {
        return bench.nothing();
    }
    let (before, after) = (bench.number(window.0), bench.number(window.1));
    let triggers: Vec<(usize, Interval)> = match pick {
        Pick::First => view.first(trigger).into_iter().collect(),
        Pick::Last => view.last(trigger).into_iter().collect(),
        Pick::Each => view.passing(trigger).map(|row| (row, Interval::of_start(store, row))).collect(),
    };
    for (row, when) in triggers {
        let rows = [row as u32];
        let (mut surely, mut maybe) = (false, false);
        for other in view.passing(expect).filter(|other| *other != row) {
            let (least, most) = Interval::of_start(store, other).after(when);
            surely |= least >= -before && most <= after;
            maybe |= most >= -before && least <= after;
        }
        let unit = Unit::new((1.0, 1.0), &rows);
        if surely {
            bench.unit(&Unit::new((0.0, 0.0), &rows));
        } else if maybe {
            bench.settle(&unit, Verdict::CannotJudge, Why::Coarse);
        } else {
            let span = Span {
                from: Time(when.from.saturating_sub((before * DAY as f64) as i64)),
                to: Time(when.last.saturating_add((after * DAY as f64) as i64 + 1)),
            };
            // What comes after death is not missing.
            let dies = view.death.is_some_and(|death| death.from < span.to.0);
            let watched =
                bench.judge.ground.watch.witnesses(view.patient, span, bench.judge.witnesses[bench.at].0).0;
            if dies {
                bench.tally(Verdict::NotApplicable, 1);
            } else if watched == 0 {
                bench.settle(&unit, Verdict::CannotJudge, Why::NoWitness);
            } else {
                bench.unit(&unit);
            }
        }
    }
}

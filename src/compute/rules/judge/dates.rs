//! Dates against dates: before birth, after death or the cut, before the start of the same event; what sources say of
//! death; and which of two things came first. Distances are intervals, and same-day events have no order.

use crate::base::{Say, SourceId};
use crate::compute::rules::compile::Bit;
use crate::compute::rules::interval::Interval;
use crate::model::rule::{Anchor, Edge, Pick, Relation, Verdict};
use crate::store::Fact;

use super::{Bench, Unit, Why};

/// Days by which a date lies as it must not.
fn measure(date: Interval, other: Interval, fails: Relation) -> (f64, f64) {
    match fails {
        Relation::Before => other.after(date),
        Relation::After => date.after(other),
        Relation::Apart => date.apart(other),
    }
}

/// Each selected date, or the first or last of them, against another.
pub(super) fn compare(
    bench: &mut Bench<'_, '_>,
    select: Bit,
    pick: Pick,
    edge: Edge,
    with: &Anchor<Bit>,
    fails: Relation,
) {
    let view = bench.view;
    if !view.has(select) {
        return bench.nothing();
    }
    let ground = bench.judge.ground;
    let row_of = |found: Option<(usize, Interval)>| found.map(|(row, when)| (Some(row as u32), when));
    let fixed = match with {
        Anchor::Birth => view.birth.map(|birth| (None, birth)),
        Anchor::Death => view.death.map(|death| (view.deaths.iter().find_map(|said| said.row), death)),
        Anchor::Cut => ground.cut.map(|cut| (None, cut)),
        Anchor::First(bit) => row_of(view.first(*bit)),
        Anchor::Last(bit) => row_of(view.last(*bit)),
        Anchor::OwnStart | Anchor::Next(_) | Anchor::Previous(_) => None,
    };
    match pick {
        Pick::First | Pick::Last => {
            let found = if pick == Pick::First { view.first(select) } else { view.last(select) };
            let Some((row, date)) = found else { return bench.nothing() };
            match fixed.or_else(|| moving(bench, with, row, date)) {
                Some(other) => judge(bench, row, measure(date, other.1, fails), other.0),
                None => bench.tally(Verdict::NotApplicable, 1),
            }
        }
        Pick::Each => {
            let is_moving = matches!(with, Anchor::OwnStart | Anchor::Next(_) | Anchor::Previous(_));
            if fixed.is_none() && !is_moving {
                return bench.tally(Verdict::NotApplicable, view.passing(select).count() as u64);
            }
            if edge == Edge::Start && all_later(bench, select, fixed, fails) {
                return bench.tally(Verdict::Ok, view.passing(select).count() as u64);
            }
            for row in view.passing(select) {
                let date = match edge {
                    Edge::Start => Some(Interval::of_start(ground.store, row)),
                    Edge::End => Interval::of_end(ground.store, row),
                };
                let both =
                    date.and_then(|date| Some((date, fixed.or_else(|| moving(bench, with, row, date))?)));
                match both {
                    Some((date, other)) => judge(bench, row, measure(date, other.1, fails), other.0),
                    None => bench.tally(Verdict::NotApplicable, 1),
                }
            }
        }
    }
}

/// Whether the very first selected date is later than what dates must not come before, so that none has to be looked at.
fn all_later(
    bench: &Bench<'_, '_>,
    select: Bit,
    fixed: Option<(Option<u32>, Interval)>,
    fails: Relation,
) -> bool {
    let Some((_, fixed)) = fixed.filter(|_| fails == Relation::Before && bench.compiled.applies.is_empty())
    else {
        return false;
    };
    let store = bench.judge.ground.store;
    let first = bench.view.passing(select).next();
    bench.floor >= 0.0 && first.is_some_and(|row| Interval::of_start(store, row).from > fixed.last)
}

/// What a date is held against where that differs from event to event.
fn moving(
    bench: &Bench<'_, '_>,
    with: &Anchor<Bit>,
    row: usize,
    date: Interval,
) -> Option<(Option<u32>, Interval)> {
    let store = bench.judge.ground.store;
    match with {
        Anchor::OwnStart => Some((None, Interval::of_start(store, row))),
        Anchor::Next(bit) => {
            let mut later = bench.view.passing(*bit).filter(|other| *other != row);
            later.find_map(|other| {
                let start = Interval::of_start(store, other);
                (start.after(date).1 >= 0.0).then_some((Some(other as u32), start))
            })
        }
        Anchor::Previous(bit) => {
            let earlier = bench.view.passing(*bit).filter(|other| *other != row);
            let earlier = earlier.map(|other| (Some(other as u32), Interval::of_start(store, other)));
            earlier.take_while(|(_, start)| date.after(*start).1 >= 0.0).last()
        }
        _ => None,
    }
}

fn judge(bench: &mut Bench<'_, '_>, row: usize, measure: (f64, f64), other: Option<u32>) {
    let (rows, beside) = ([row as u32], other.as_slice());
    bench.unit(&Unit { beside, ..Unit::new(measure, &rows) });
}

/// Which of two things came first.
pub(super) fn order(bench: &mut Bench<'_, '_>, first: Bit, then: Bit) {
    let (Some((a, must_be_first)), Some((b, must_be_later))) =
        (bench.view.first(first), bench.view.first(then))
    else {
        return bench.nothing();
    };
    let rows = [b as u32, a as u32];
    bench.unit(&Unit::new(must_be_first.after(must_be_later), &rows));
}

/// What sources say of death: dates that differ, contact in another source after it, and a source that says alive.
pub(super) fn deaths(bench: &mut Bench<'_, '_>, contact: Bit, alive: Option<&(String, Vec<String>)>) {
    let view = bench.view;
    let Some(death) = view.death else { return bench.nothing() };
    let rows: Vec<u32> = view.deaths.iter().filter_map(|said| said.row).collect();
    if view.deaths.len() > 1 {
        let (mut least, mut most) = (0f64, 0f64);
        for (at, one) in view.deaths.iter().enumerate() {
            for other in &view.deaths[..at] {
                let apart = one.when.apart(other.when);
                (least, most) = (least.max(apart.0), most.max(apart.1));
            }
        }
        // Dates that agree as far as they are known say one thing.
        let most = if least > 0.0 { most } else { 0.0 };
        let say = Some(Say::new("finding-deaths-differ").with("days", least));
        bench.unit(&Unit { limit: Some(0.0), say, ..Unit::new((least, most), &rows) });
    }
    let late = contact_after(bench, contact, death);
    let seen_late = late.is_some_and(|(_, (least, _))| least > bench.limit);
    if let Some((row, measure)) = late {
        let contact = [row];
        let say = Some(Say::new("finding-seen-after-death").with("days", measure.0));
        bench.unit(&Unit { beside: &rows, say, ..Unit::new(measure, &contact) });
    }
    let Some((attribute, values)) = alive.filter(|_| !seen_late) else { return };
    let store = bench.judge.ground.store;
    let said = store.attribute_by_id(attribute).and_then(|attribute| attribute.category(view.patient));
    if said.is_some_and(|said| values.contains(&said.trim().to_lowercase())) {
        let unit = Unit::new((0.0, 0.0), &rows);
        bench.settle(&unit, Verdict::Explained, Why::Said(Say::new("finding-alive-then-dead")));
    }
}

/// The last contact in a source that does not itself give the death, with the days it lies after it.
fn contact_after(bench: &Bench<'_, '_>, contact: Bit, death: Interval) -> Option<(u32, (f64, f64))> {
    let (view, ground) = (bench.view, bench.judge.ground);
    if !view.has(contact) {
        return None;
    }
    let store = ground.store;
    let events = store.events();
    let by_row = view.deaths.iter().filter_map(|said| said.row);
    let by_row = by_row.fold(0u64, |all, row| all | 1 << events.source[row as usize]);
    let by_attribute = |source: SourceId| {
        let given = store.head().linkage.given.iter().filter(|given| given.fact == Fact::Death);
        given.filter(|given| given.source == source).any(|given| given.patients.contains(view.patient))
    };
    let other = |row: &usize| {
        let source = events.source[*row];
        by_row >> source & 1 == 0
            && !ground.compiled.is_billing(source)
            && !by_attribute(SourceId(u16::from(source)))
    };
    let contacts = view.passing(contact).filter(other);
    let measured = contacts.map(|row| (row as u32, Interval::of_start(store, row).after(death)));
    measured.reduce(|a, b| if b.1.0 >= a.1.0 { b } else { a })
}

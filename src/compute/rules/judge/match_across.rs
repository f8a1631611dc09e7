//! The same thing in two sources: for each event of the one, whether the other has it too, one to one.
//! It proposes what may be joined and joins nothing.

use crate::compute::rules::compile::{Bit, NO_AGENT};
use crate::compute::rules::interval::Interval;
use crate::model::rule::{By, Limit};

use super::{Bench, Unit};

/// An event with what makes it the same as another.
struct Thing {
    row: u32,
    key: u32,
    source: u8,
    when: Interval,
}

/// Judges each event of `b`: 1 where an event of `a` in another source is the same.
pub(super) fn match_across(bench: &mut Bench<'_, '_>, a: Bit, b: Bit, by: By, window: Limit) {
    let view = bench.view;
    if !view.has(b) {
        return bench.nothing();
    }
    let window = bench.number(window);
    let (ones, others) = (things(bench, a, by), things(bench, b, by));
    // The nearest pairs are taken first, and each event is taken once.
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (at, other) in others.iter().enumerate() {
        for (place, one) in ones.iter().enumerate() {
            // Of two sources of one kind the later one is judged, so that a pair counts once.
            let paid = |source| bench.judge.ground.compiled.is_billing(source);
            let differ = match (paid(one.source), paid(other.source)) {
                (false, true) => true,
                (true, false) => false,
                _ => one.source < other.source,
            };
            let (least, _) = one.when.apart(other.when);
            if differ && one.key == other.key && least <= window {
                pairs.push((least, at, place));
            }
        }
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut twin, mut taken) = (vec![None; others.len()], vec![false; ones.len()]);
    for (_, at, place) in pairs {
        if twin[at].is_none() && !taken[place] {
            (twin[at], taken[place]) = (Some(place), true);
        }
    }
    for (other, twin) in others.iter().zip(twin) {
        let rows = [other.row];
        let beside: Vec<u32> = twin.iter().map(|place| ones[*place].row).collect();
        let measure = match twin.map(|place| ones[place].when.apart(other.when)) {
            Some((_, most)) if most <= window => (1.0, 1.0),
            Some(_) => (0.0, 1.0),
            None => (0.0, 0.0),
        };
        bench.unit(&Unit { beside: &beside, ..Unit::new(measure, &rows) });
    }
}

fn things(bench: &Bench<'_, '_>, bit: Bit, by: By) -> Vec<Thing> {
    let ground = bench.judge.ground;
    let events = ground.store.events();
    let thing = |row: usize| {
        let code = events.code[row];
        let agent = ground.compiled.agent_of[code as usize];
        let key = match by {
            By::Agent if agent == NO_AGENT => return None,
            By::Agent => u32::from(agent),
            By::Code => code,
            By::Patient => 0,
        };
        let when = Interval::of_start(ground.store, row);
        Some(Thing { row: row as u32, key, source: events.source[row], when })
    };
    bench.view.passing(bit).filter_map(thing).collect()
}

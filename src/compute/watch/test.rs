//! The watch against a computation that looks at every day by itself.

use proptest::prelude::*;

use super::*;
use crate::base::{Cancel, Precision};
use crate::model::{Kind, Phase, Source, Window};
use crate::store::build::{Meta, Part, Row, Side, assemble};
use crate::store::{Attribute, AttributeValues, Code, CodeTable, FileEntry, Head, Keys, POINT};

fn days(from: i64, to: i64) -> Span {
    Span { from: Time::from_days(from), to: Time::from_days(to) }
}

/// What one made-up source says, in days.
#[derive(Clone, Debug)]
struct Said {
    windows: Vec<(i64, i64)>,
    enrolled: Option<Vec<(i64, i64)>>,
    outages: Vec<(i64, i64, Option<usize>)>,
    /// A patient's events with their sites.
    events: Vec<(i64, Option<u16>)>,
}

fn source() -> impl Strategy<Value = Said> {
    let span = || (-30_i64..60, 1_i64..30).prop_map(|(from, length)| (from, from + length));
    let event = (-30_i64..60, prop::option::of(0_u16..2));
    (
        prop::collection::vec(span(), 0..3),
        prop::option::of(prop::collection::vec(span(), 0..3)),
        prop::collection::vec((span(), prop::option::of(0_usize..2)), 0..3),
        prop::collection::vec(event, 0..4),
    )
        .prop_map(|(windows, enrolled, outages, events)| Said {
            windows,
            enrolled,
            outages: outages.into_iter().map(|((from, to), site)| (from, to, site)).collect(),
            events,
        })
}

const SITES: [&str; 2] = ["n", "s"];

fn store(said: &[Said], as_of: Option<i64>, birth: Option<i64>, death: Option<i64>) -> Store {
    let date = |id: &str, day: Option<i64>| Attribute {
        id: id.into(),
        values: AttributeValues::Date(vec![day.map(|day| (Time::from_days(day), Precision::Day))]),
    };
    let named = |at: usize| Source {
        id: format!("s{at}"),
        title: String::new(),
        holder: None,
        kind: Kind::Other,
        perspective: None,
        windows: said[at].windows.iter().map(|w| Window { span: days(w.0, w.1), note: None }).collect(),
    };
    let enrolled = said.iter().enumerate().filter_map(|(at, said)| {
        let rows = said.enrolled.as_ref()?.iter().map(|e| (PatientId(0), days(e.0, e.1))).collect();
        Some(Coverage::from_rows(SourceId(at as u16), 1, rows))
    });
    let head = Head {
        as_of: as_of.map(Time::from_days),
        sources: (0..said.len()).map(named).collect(),
        phases: Phase::defaults(),
        codes: CodeTable::new(vec![Code { system: "X".into(), code: "C".into(), ..Code::default() }]),
        files: (0..said.len())
            .map(|at| FileEntry { path: String::new(), resource: at as u32, source: SourceId(at as u16) })
            .collect(),
        sites: SITES.map(str::to_owned).to_vec(),
        keys: Keys::from_ints(vec![7]),
        attributes: vec![date("birthDate", birth), date("death", death)],
        coverage: enrolled.collect(),
        ..Head::default()
    };
    let all = said.iter().enumerate().flat_map(|(at, said)| said.events.iter().map(move |e| (at, *e)));
    let mut side = Side::default();
    let mut rows = Vec::new();
    for (at, (day, site)) in all {
        side.site.extend(site.map(|site| (rows.len() as u32, site)));
        rows.push(Row {
            start: day * DAY,
            patient: 0,
            duration: POINT,
            code: 0,
            row: rows.len() as u32 + 2,
            file: at as u16,
            meta: Meta::new(0, Precision::Day, Precision::Day),
        });
    }
    let rows = rows.into_iter().collect();
    let part = Part { rows, side, patients: vec![0], codes: vec![0], sites: vec![0, 1], ..Part::default() };
    assemble(head, vec![part], 1, &Cancel::default()).unwrap()
}

/// The state of one day, and whether it is lost to an outage alone; straight from what is said.
fn plain(said: &Said, day: i64, upto: (i64, i64)) -> (State, bool) {
    let inside = |spans: &[(i64, i64)]| spans.iter().any(|span| span.0 <= day && day < span.1);
    let open = (upto.0..upto.1).contains(&day)
        && (said.windows.is_empty() || inside(&said.windows))
        && said.enrolled.as_ref().is_none_or(|spans| inside(spans));
    // What touches or overlaps is one outage: it began when the first of them did.
    let begins = |site: Option<usize>| {
        let mut from = day;
        loop {
            let earlier = said.outages.iter().filter(|o| o.2 == site && o.0 < from && from <= o.1);
            match earlier.map(|o| o.0).min() {
                Some(first) => from = first,
                None => return from,
            }
        }
    };
    let mut sited: Vec<(i64, u16)> = said.events.iter().filter_map(|e| Some((e.0, e.1?))).collect();
    sited.sort_by_key(|e| e.0);
    let concerned = |site: Option<usize>| match site {
        None => true,
        Some(site) => {
            let before = sited.iter().rfind(|e| e.0 < begins(Some(site)));
            before.or(sited.first()).is_some_and(|e| usize::from(e.1) == site)
        }
    };
    let out = said.outages.iter().any(|o| o.0 <= day && day < o.1 && concerned(o.2));
    let known = !said.events.is_empty();
    let worth = match (said.windows.is_empty(), said.enrolled.is_some()) {
        (_, true) => State::Covered,
        (false, false) if known => State::Covered,
        _ => State::Unknown,
    };
    (if open && !out { worth } else { State::NotCovered }, open && out)
}

proptest! {
    #[test]
    fn it_says_what_looking_at_every_day_says(
        said in prop::collection::vec(source(), 1..4),
        as_of in prop::option::of(0_i64..60),
        birth in prop::option::of(-30_i64..10),
        death in prop::option::of(10_i64..60),
        (from, length) in (-35_i64..60, 1_i64..40),
        least in 1_u32..3,
    ) {
        // Two sited events on a day would leave it open which of them was the last.
        let unclear = |said: &Said| {
            let mut on: Vec<i64> = said.events.iter().filter(|e| e.1.is_some()).map(|e| e.0).collect();
            on.sort_unstable();
            on.windows(2).any(|pair| pair[0] == pair[1])
        };
        prop_assume!(!said.iter().any(unclear));
        let store = store(&said, as_of, birth, death);
        let outages: Vec<Outage> = said.iter().enumerate().flat_map(|(at, said)| {
            let one = move |o: &(i64, i64, Option<usize>)| {
                Outage::new(&format!("s{at}"), o.2.map(|site| SITES[site]), days(o.0, o.1))
            };
            said.outages.iter().map(one)
        }).collect();
        let watch = Watch::new(&store, &outages);
        let last = store.head().as_of.map_or(i64::MAX, |as_of| as_of.days() + 1);
        let upto = (birth.unwrap_or(i64::MIN), death.map_or(i64::MAX, |death| death + 1).min(last));
        let state = |at: usize, day: i64| plain(&said[at], day, upto);
        let (patient, span) = (PatientId(0), days(from, from + length));
        let (mut covering, mut unknown) = (0, 0);
        for at in 0..said.len() {
            let source = SourceId(at as u16);
            for day in -40..70 {
                prop_assert_eq!(watch.at(patient, source, Time::from_days(day)), state(at, day).0, "day {}", day);
            }
            let states: Vec<State> = (from..from + length).map(|day| state(at, day).0).collect();
            let lane = watch.lane(patient, source, span);
            let by_day: Vec<State> = lane.iter().flat_map(|(span, state)| {
                vec![*state; (span.to.days() - span.from.days()) as usize]
            }).collect();
            prop_assert_eq!(&by_day, &states);
            prop_assert!(lane.windows(2).all(|pair| pair[0].1 != pair[1].1 && pair[0].0.to == pair[1].0.from));
            let has = |wanted: State| states.contains(&wanted);
            let seen = if has(State::Unknown) {
                unknown |= 1 << at;
                Seen::Unknown
            } else if !has(State::Covered) {
                Seen::None
            } else if has(State::NotCovered) {
                Seen::Part
            } else {
                covering |= 1 << at;
                Seen::Whole
            };
            prop_assert_eq!(watch.over(patient, source, span), seen);
        }
        prop_assert_eq!(watch.witnesses(patient, span, u64::MAX), (covering, unknown));
        let pieces = watch.of(patient).pieces(span, u64::MAX, least);
        prop_assert_eq!((pieces[0].span.from, pieces[pieces.len() - 1].span.to), (span.from, span.to));
        for piece in &pieces {
            for day in piece.span.from.days()..piece.span.to.days() {
                let count = |wanted: &dyn Fn((State, bool)) -> bool| {
                    (0..said.len()).filter(|&at| wanted(state(at, day))).count() as u32
                };
                let covered = count(&|s| s.0 == State::Covered);
                let maybe = count(&|s| s.0 != State::NotCovered);
                let lost = count(&|s| s.0 != State::NotCovered || s.1);
                let why = if covered >= least { Why::Watched }
                    else if maybe >= least { Why::Unknown }
                    else if lost >= least { Why::Outage }
                    else { Why::NotCovered };
                prop_assert_eq!(piece.why, why);
                prop_assert!((0..said.len()).all(|at| piece.watched >> at & 1 == 0 || state(at, day).0 == State::Covered));
            }
            prop_assert!(piece.why != Why::Watched || piece.watched.count_ones() >= least);
        }
    }
}

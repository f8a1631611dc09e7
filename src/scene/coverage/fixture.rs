//! Invented results for the tests of coverage pictures, counted the slow way.
//! Nothing here is compiled into the program.

use proptest::prelude::*;

use crate::base::time::DAY;
use crate::base::{SourceId, Span, Time};
use crate::compute::GroupTitle;
use crate::compute::coverage::drop_off::{Best, DropOff, Spread, Step};
use crate::compute::coverage::{
    AGE_AT_INDEX, Bar, Bars, Count, Drift, DriftRow, FlowBox, FlowColumn, Funnel, FunnelRow, Heat, HeatRow,
    LinkageFlow, Patterns, ResolvedSet, Summary,
};
use crate::compute::estimate::{Assumption, Estimate, Method};
use crate::model::{Kind, Source};

use super::brush::Amount;
use super::estimate::Combined;

/// Sets as a lung cancer extract might have them: titles, and the share of patients they know.
pub const SETS: [(&str, f64); 9] = [
    ("Cancer registry", 1.0),
    ("Hospital (LBZ)", 0.97),
    ("Community pharmacy", 0.61),
    ("Lab", 0.52),
    ("GP (2 networks)", 0.46),
    ("Aftercare", 0.3),
    ("Outpatient pharmacy", 0.26),
    ("Claims", 0.21),
    ("Hospital pharmacy", 0.2),
];

/// A generator that is the same everywhere (Numerical Recipes' constants).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / f64::from(1u32 << 31)
    }
}

/// Patterns with these patients and days by mask.
pub fn patterns(titles: &[&str], people: &[(u64, u64)], days: i128) -> Patterns {
    let mut made = Patterns::default();
    made.sets =
        titles.iter().map(|title| ResolvedSet { title: (*title).to_owned(), members: Vec::new() }).collect();
    made.people = people.to_vec();
    made.time = people.iter().map(|&(mask, n)| (mask, i128::from(n) * days * i128::from(DAY))).collect();
    made.patients = people.iter().map(|(_, n)| n).sum();
    made
}

/// Eight thousand patients over the sets above.
pub fn lung() -> Patterns {
    let mut random = Random(7);
    let mut counts = vec![0u64; 1 << SETS.len()];
    for _ in 0..8000 {
        let mask = SETS
            .iter()
            .enumerate()
            .fold(0, |mask, (at, (_, share))| if random.next() < *share { mask | 1 << at } else { mask });
        counts[mask as usize] += 1;
    }
    let people: Vec<(u64, u64)> =
        counts.into_iter().enumerate().filter(|(_, n)| *n > 0).map(|(mask, n)| (mask as u64, n)).collect();
    patterns(&SETS.map(|(title, _)| title), &people, 900)
}

fn inclusive(of: &Patterns, mask: u64) -> u64 {
    of.people.iter().filter(|(m, _)| m & mask == mask).map(|(_, n)| n).sum()
}

/// The largest exclusive intersections and that of all sets.
pub fn bars(of: &Patterns, most: usize) -> Bars {
    let days = of.time.iter().map(|(mask, micros)| (*mask, *micros));
    let all: Vec<Bar> = of
        .people
        .iter()
        .zip(days)
        .map(|(&(mask, patients), (_, micros))| Bar { mask, patients, micros })
        .filter(|bar| bar.mask != 0)
        .collect();
    let mut bars = all.clone();
    bars.sort_by_key(|bar| (std::cmp::Reverse(bar.patients), bar.mask));
    bars.truncate(most);
    Bars { of: all.len() as u64, complete: true, bars, ..Bars::default() }
}

/// The drop-off in the order of the sets; orders are tried a few hundred at a time.
pub fn drop_off(of: &Patterns) -> DropOff {
    let n = of.sets.len();
    let days = |patients: u64| i128::from(patients) * 900 * i128::from(DAY);
    let full = |size: usize| (1u64 << size) - 1;
    let left = |mask: u64| inclusive(of, mask);
    let steps =
        (0..n).map(|at| Step { set: at, remaining: left(full(at + 1)), micros: days(left(full(at + 1))) });
    let mut random = Random(3);
    let mut by_size: Vec<Vec<u64>> = vec![Vec::new(); n];
    for _ in 0..300 {
        let mut order: Vec<(u64, usize)> = (0..n).map(|at| ((random.next() * 1e9) as u64, at)).collect();
        order.sort_unstable();
        let mut mask = 0;
        for (size, (_, at)) in order.into_iter().enumerate() {
            mask |= 1 << at;
            by_size[size].push(left(mask));
        }
    }
    let spread = by_size.into_iter().map(|mut found| {
        found.sort_unstable();
        let at = |share: f64| found[((found.len() - 1) as f64 * share) as usize];
        let (q1, median, q3) = (at(0.25) as f64, at(0.5) as f64, at(0.75) as f64);
        Spread { least: at(0.0), q1, median, q3, most: at(1.0) }
    });
    let best = (1..=n).filter_map(|size| {
        let sized = (1..1u64 << n).filter(|mask| mask.count_ones() as usize == size);
        let mask = sized.max_by_key(|mask| (left(*mask), std::cmp::Reverse(*mask)))?;
        Some(Best { size, mask, patients: left(mask), micros: days(left(mask)) })
    });
    // By patterns: a patient who is missing from k sets costs each of them a kth (exact for this game).
    let shapley = (0..n).map(|at| {
        let missing = of.people.iter().filter(|(mask, _)| mask >> at & 1 == 0);
        missing.map(|(mask, count)| *count as f64 / f64::from(n as u32 - mask.count_ones())).sum::<f64>()
    });
    DropOff {
        start: of.patients,
        steps: steps.collect(),
        spread: spread.collect(),
        sampled: false,
        shapley: shapley.collect(),
        best: best.collect(),
    }
}

/// Sources called as the sets are.
pub fn sources() -> Vec<Source> {
    let source = |(at, (title, _)): (usize, &(&str, f64))| Source {
        id: format!("s{at}"),
        title: (*title).to_owned(),
        holder: None,
        kind: Kind::Other,
        perspective: None,
        windows: Vec::new(),
    };
    SETS.iter().enumerate().map(source).collect()
}

/// A funnel that loses a little at each step.
pub fn funnel() -> Funnel {
    let mut made = Funnel::default();
    made.population = 8000;
    let row = |(at, (_, share)): (usize, &(&str, f64))| {
        let count = |part: f64| Count {
            patients: (8000.0 * share * part) as u64,
            events: (8000.0 * share * part * 14.0) as u64,
        };
        let keyed = (8000.0 * (share + 0.02).min(1.0)) as u64;
        FunnelRow {
            source: SourceId(at as u16),
            population: 8000,
            keyed,
            linked: (8000.0 * share) as u64,
            any: count(0.99),
            window: count(0.97),
            usable: count(0.8),
            eligible: keyed,
            names_only: false,
        }
    };
    made.rows = SETS.iter().enumerate().map(row).collect();
    made
}

/// Who is lost, in numbers, shares, levels and a level of few.
pub fn drifted() -> Drift {
    let share = |n, of| Summary::Share { n, of };
    let mean = |mean, sd, known| Summary::Mean { mean, sd, known };
    let row = |attribute: &str, level: Option<&str>, a, b, smd, small| DriftRow {
        attribute: attribute.to_owned(),
        level: level.map(|level| GroupTitle::Category(level.to_owned())),
        a,
        b,
        smd,
        small,
    };
    let rows = vec![
        row(AGE_AT_INDEX, None, mean(63.1, 9.8, 402), mean(67.4, 10.2, 7598), Some(-0.43), false),
        row("sex", None, share(402, 402), share(7590, 7598), Some(0.04), false),
        row("sex", Some("female"), share(180, 402), share(3419, 7598), Some(-0.04), false),
        row("sex", Some("male"), share(222, 402), share(4171, 7598), Some(0.04), false),
        row("stage", None, share(400, 402), share(7400, 7598), Some(0.27), false),
        row("stage", Some("I"), share(90, 402), share(1300, 7598), Some(0.13), false),
        row("stage", Some("II"), share(50, 402), share(900, 7598), Some(0.02), false),
        row("stage", Some("III"), share(120, 402), share(1900, 7598), Some(0.11), false),
        row("stage", Some("IV"), share(140, 402), share(3300, 7598), Some(-0.24), false),
        row("region", None, share(402, 402), share(7598, 7598), Some(1.6), false),
        row("region", Some("North of the rivers"), share(4, 402), share(2200, 7598), Some(-0.92), true),
        row("region", Some("South"), share(0, 402), share(3, 7598), None, true),
    ];
    Drift { a: 402, b: 7598, rows }
}

/// Stages against the sets.
pub fn heated(of: &Patterns) -> Heat {
    let level = |(at, (name, of_level)): (usize, &(&str, u64))| HeatRow {
        level: GroupTitle::Category((*name).to_owned()),
        of: *of_level,
        with: (0..of.sets.len())
            .map(|set| (*of_level as f64 * SETS[set % SETS.len()].1 * (1.0 - 0.08 * at as f64)) as u64)
            .collect(),
        all: of_level / 900,
    };
    let levels = [("I", 1390), ("II", 950), ("III", 2020), ("IV", 3440), ("X", 8)];
    let rows = levels.iter().enumerate().map(level).collect();
    Heat { attribute: "stage".to_owned(), rows }
}

/// Months of events that grow.
pub fn months() -> Vec<Amount> {
    let month = |n: i64| Time::from_date(2015 + n.div_euclid(12), n.rem_euclid(12) as u32 + 1, 1);
    let mut random = Random(5);
    (0..96)
        .map(|n| Amount {
            span: Span { from: month(n), to: month(n + 1) },
            weight: (60.0 + n as f64) * (0.8 + 0.4 * random.next()),
        })
        .collect()
}

/// A flow with boxes of patients, of records, and of both.
pub fn flow() -> LinkageFlow {
    let column = |n: u64| {
        let one = |key, patients, records, lost| FlowBox { key, patients, records, lost };
        vec![
            one("flow-delivered", None, Some(120_412 * n), None),
            one("flow-readable", None, Some(119_008 * n), Some(1404 * n)),
            one("flow-keys", Some(900 * n), Some(118_000 * n), Some(1008 * n)),
            one("flow-linked", Some(880 * n), Some(110_234 * n), Some(7766 * n)),
            one("flow-population", Some(850 * n), Some(108_000 * n), Some(30 * n)),
            one("flow-record", Some(849 * n), Some(108_000 * n), Some(n)),
            one("flow-window", Some(800 * n), Some(100_000 * n), Some(49 * n)),
            one("flow-analysed", Some(800 * n), Some(100_000 * n), Some(0)),
        ]
    };
    let mut combined = column(9);
    combined.push(FlowBox { key: "flow-complete", patients: Some(3), records: None, lost: Some(7197) });
    let source = |at: u16| FlowColumn { source: SourceId(at), boxes: column(u64::from(at) + 1) };
    LinkageFlow { sources: (0..5).map(source).collect(), combined }
}

/// Three combinations with everything that can be said.
pub fn estimates() -> Vec<Combined> {
    let titles = ["Cancer registry and GP", "Cancer registry, GP and lab", "All nine sources"];
    let one = |(n, title): (usize, &&str)| {
        let shrink = 1.0 / (n + 1) as f64;
        let make = |low: f64, high: f64, assumption| Estimate {
            low: low * shrink,
            high: high * shrink,
            assumption,
            method: Method::Formula,
        };
        Combined {
            title: (*title).to_owned(),
            estimates: vec![
                make(0.0, 6000.0, Assumption::Totals),
                make(400.0, 5200.0, Assumption::Strata),
                make(1200.0, 4000.0, Assumption::StrataAndOverlaps),
                make(2500.0, 4000.0, Assumption::PositiveDependence),
                make(2500.0, 2500.0, Assumption::IndependentWithinStrata),
                make(2200.0, 2200.0, Assumption::Independent),
            ],
            truth: (n == 0).then_some(2700),
        }
    };
    titles.iter().enumerate().map(one).collect()
}

prop_compose! {
    /// Any patterns of up to fourteen sets with titles of any length.
    pub fn any_patterns()(
        titles in prop::collection::vec("[A-Z][a-z]{2,12}( [a-z]{2,14}){0,2}", 1..14),
        raw in prop::collection::vec((any::<u64>(), 1u64..3000), 1..60),
    ) -> Patterns {
        let mask = (1u64 << titles.len()) - 1;
        let mut people: Vec<(u64, u64)> = raw.into_iter().map(|(bits, n)| (bits & mask, n)).collect();
        people.sort_unstable();
        people.dedup_by(|next, kept| next.0 == kept.0 && { kept.1 += next.1; true });
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        patterns(&titles, &people, 400)
    }
}

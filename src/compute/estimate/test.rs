//! Intervals against populations that were drawn, closed forms, full enumeration and a second linear programme.

use microlp::{ComparisonOp, OptimizationDirection, Problem};

use crate::model::{CountedSource, Counts, Overlap, Stratum};

use super::linear::{Cell, Programme};
use super::*;

/// Numbers that look random and are the same for the same seed.
pub(super) struct Random(pub u64);

impl Random {
    pub fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most.max(1)
    }

    fn chance(&mut self) -> f64 {
        self.below(1 << 30) as f64 / f64::from(1 << 30)
    }
}

/// People with their sources as a mask, by stratum.
type People = Vec<Vec<u64>>;

/// Draws people: in each stratum every source has a chance of its own, and some people are more often seen than others.
fn draw(random: &mut Random, sources: usize, strata: usize, each: u64, dependent: bool) -> People {
    (0..strata)
        .map(|_| {
            let chances: Vec<f64> = (0..sources).map(|_| random.chance()).collect();
            (0..=random.below(each))
                .map(|_| {
                    let often = if dependent && random.below(2) == 0 { 0.3 } else { 1.0 };
                    (0..sources).filter(|s| random.chance() < chances[*s] * often).fold(0, |m, s| m | 1 << s)
                })
                .collect()
        })
        .collect()
}

fn within<'a>(people: impl Iterator<Item = &'a u64>, sources: u64) -> u64 {
    people.filter(|mask| *mask & sources == sources).count() as u64
}

/// What would be counted of them, with the overlaps that are asked for.
fn counts_of(people: &People, sources: usize, whole: &[u64], strata: &[u64]) -> Counts {
    let stratum = |of: Vec<String>, people: &[u64], overlaps: &[u64]| Stratum {
        of,
        population: people.len() as u64,
        patients: (0..sources).map(|source| within(people.iter(), 1 << source)).collect(),
        overlaps: {
            let mut masks = overlaps.to_vec();
            masks.sort_unstable();
            masks.dedup();
            let each =
                masks.iter().map(|mask| Overlap { sources: *mask, patients: within(people.iter(), *mask) });
            each.collect()
        },
    };
    let source = |at: usize| CountedSource { id: format!("s{at}"), title: format!("S{at}") };
    let all: Vec<u64> = people.concat();
    let mut known = whole.to_vec();
    known.extend(strata);
    Counts {
        title: None,
        sources: (0..sources).map(source).collect(),
        by: if people.len() > 1 { vec!["region".into()] } else { Vec::new() },
        whole: stratum(Vec::new(), &all, &known),
        strata: if people.len() > 1 {
            people
                .iter()
                .enumerate()
                .map(|(at, people)| stratum(vec![at.to_string()], people, strata))
                .collect()
        } else {
            Vec::new()
        },
    }
}

fn truth(people: &People, combination: &Combination) -> f64 {
    people.iter().flatten().filter(|mask| combination.holds(**mask)).count() as f64
}

fn find(estimates: &[Estimate], assumption: Assumption) -> Option<Estimate> {
    estimates.iter().copied().find(|estimate| estimate.assumption == assumption)
}

fn some_pairs(random: &mut Random, sources: usize, of: u64) -> Vec<u64> {
    let pairs = (0..sources).flat_map(|a| (0..a).map(move |b| 1 << a | 1 << b));
    pairs.filter(|_| random.below(of) == 0).collect()
}

#[test]
fn intervals_hold_the_truth_and_narrow_down() {
    let (mut plain, mut stratified, mut sharpened) = (0.0, 0.0, 0.0);
    for seed in 0..200 {
        let mut random = Random(seed);
        let sources = 2 + random.below(5) as usize;
        let strata = 1 + random.below(4) as usize;
        let people = draw(&mut random, sources, strata, 60, true);
        let (whole, part) = (some_pairs(&mut random, sources, 3), some_pairs(&mut random, sources, 4));
        let known = Consistent::new(counts_of(&people, sources, &whole, &part)).unwrap();
        let full = (1 << sources) - 1;
        let grouped = Combination { sets: vec![full >> 1, 1 << (sources - 1)] };
        for combination in [Combination::all(full), Combination::all(3), Combination::any(full), grouped] {
            let truth = truth(&people, &combination);
            let estimates = estimate(&known, &combination).unwrap();
            let mut last = (0.0, f64::INFINITY);
            for certain in estimates.iter().filter(|estimate| estimate.assumption.is_certain()) {
                assert!(
                    certain.low <= truth && truth <= certain.high,
                    "{seed} {combination:?} {certain:?} {truth}"
                );
                assert!(certain.low >= last.0 && certain.high <= last.1, "{seed} {estimates:?}");
                last = (certain.low, certain.high);
            }
            if strata > 1 {
                plain += find(&estimates, Assumption::Totals).unwrap().width();
                stratified += find(&estimates, Assumption::Strata).unwrap().width();
                sharpened += tightest(&estimates).unwrap().width();
            }
        }
    }
    assert!(stratified < 0.95 * plain && sharpened < 0.8 * stratified, "{plain} {stratified} {sharpened}");
}

#[test]
fn three_sources_with_all_pairs_have_a_closed_form() {
    for seed in 0..200 {
        let mut random = Random(seed);
        let people = draw(&mut random, 3, 1, 3000, seed % 2 == 0);
        let counts = counts_of(&people, 3, &[0b011, 0b101, 0b110], &[]);
        let (n, of) = (counts.whole.population as f64, |mask| within(people.iter().flatten(), mask) as f64);
        let (a, b, c) = (of(0b001), of(0b010), of(0b100));
        let (ab, ac, bc) = (of(0b011), of(0b101), of(0b110));
        let low = [0.0, ab + ac - a, ab + bc - b, ac + bc - c].into_iter().fold(0.0, f64::max);
        let high = [ab, ac, bc, n - a - b - c + ab + ac + bc].into_iter().fold(f64::INFINITY, f64::min);
        let known = Consistent::new(counts).unwrap();
        let all = *tightest(&estimate(&known, &Combination::all(7)).unwrap()).unwrap();
        assert_eq!((all.low, all.high), (low, high), "seed {seed}");
        assert_eq!((all.assumption, all.method), (Assumption::Overlaps, Method::LinearProgramme));
        let any = *tightest(&estimate(&known, &Combination::any(7)).unwrap()).unwrap();
        let sum = a + b + c - ab - ac - bc;
        assert_eq!((any.low, any.high), (sum + low, sum + high), "seed {seed}");
        let pair = *tightest(&estimate(&known, &Combination::all(3)).unwrap()).unwrap();
        assert_eq!(pair.value(), Some(ab));
    }
}

/// Every way to spread people over patterns.
fn spread(people: u64, patterns: usize, so_far: &mut Vec<u64>, each: &mut impl FnMut(&[u64])) {
    if patterns == 1 {
        so_far.push(people);
        each(so_far);
        so_far.pop();
        return;
    }
    for here in 0..=people {
        so_far.push(here);
        spread(people - here, patterns - 1, so_far, each);
        so_far.pop();
    }
}

#[test]
fn small_populations_are_enumerated() {
    const PEOPLE: u64 = 6;
    let known = [0b001, 0b010, 0b100, 0b011, 0b110];
    let mut ranges: std::collections::BTreeMap<Vec<u64>, (u64, u64)> = std::collections::BTreeMap::new();
    spread(PEOPLE, 8, &mut Vec::new(), &mut |patterns| {
        let count = |mask: usize| (0..8).filter(|at| at & mask == mask).map(|at| patterns[at]).sum::<u64>();
        let range = ranges.entry(known.iter().map(|mask| count(*mask)).collect()).or_insert((PEOPLE, 0));
        *range = (range.0.min(patterns[7]), range.1.max(patterns[7]));
    });
    assert!(ranges.len() > 200);
    for (counts, (low, high)) in ranges {
        let cell = Cell {
            total: PEOPLE as f64,
            known: known.iter().zip(&counts).map(|(mask, count)| (*mask as u32, *count as f64)).collect(),
        };
        let programme = Programme { sources: 3, cells: vec![cell], linked: Vec::new() };
        let bounds = programme.bounds(|pattern| pattern == 7);
        assert!(
            (bounds.0 - low as f64).abs() < 1e-6 && (bounds.1 - high as f64).abs() < 1e-6,
            "{counts:?} {bounds:?}"
        );
    }
}

/// The same programme from its own side: a variable for every pattern in every cell.
fn by_patterns(programme: &Programme, holds: impl Fn(u32) -> bool, direction: OptimizationDirection) -> f64 {
    let mut problem = Problem::new(direction);
    let mut variables = Vec::new();
    for _ in &programme.cells {
        let worth = |pattern| if holds(pattern) { 1.0 } else { 0.0 };
        let each =
            (0..1u32 << programme.sources).map(|p| (p, problem.add_var(worth(p), (0.0, f64::INFINITY))));
        variables.push(each.collect::<Vec<_>>());
    }
    let row = |cell: &Vec<(u32, microlp::Variable)>, mask: u32| {
        cell.iter().filter(|(p, _)| p & mask == mask).map(|(_, v)| (*v, 1.0)).collect::<Vec<_>>()
    };
    for (cell, known) in variables.iter().zip(&programme.cells) {
        for (mask, count) in std::iter::once(&(0, known.total)).chain(&known.known) {
            problem.add_constraint(row(cell, *mask), ComparisonOp::Eq, *count);
        }
    }
    for (mask, count) in &programme.linked {
        let all: Vec<_> = variables.iter().flat_map(|cell| row(cell, *mask)).collect();
        problem.add_constraint(all, ComparisonOp::Eq, *count);
    }
    problem.solve().unwrap().into_solution().unwrap().objective()
}

#[test]
fn both_sides_of_a_programme_agree() {
    for seed in 0..60 {
        let mut random = Random(seed);
        let sources = 3 + random.below(5) as usize;
        let cells = 1 + random.below(3) as usize;
        let people = draw(&mut random, sources, cells, 400, true);
        let linked = some_pairs(&mut random, sources, 3);
        let count = |people: &[u64], mask: u64| (mask as u32, within(people.iter(), mask) as f64);
        let programme = Programme {
            sources,
            cells: people
                .iter()
                .map(|people| {
                    let singles = (0..sources).map(|source| 1 << source);
                    let pairs = some_pairs(&mut random, sources, 3);
                    let known = singles.chain(pairs).map(|mask| count(people, mask)).collect();
                    Cell { total: people.len() as f64, known }
                })
                .collect(),
            linked: linked.iter().map(|mask| count(&people.concat(), *mask)).collect(),
        };
        let full = (1 << sources) - 1;
        let holds = |pattern: u32| pattern == full || pattern & 0b111 == 0b011;
        let bounds = programme.bounds(holds);
        let least = by_patterns(&programme, holds, OptimizationDirection::Minimize);
        let most = by_patterns(&programme, holds, OptimizationDirection::Maximize);
        let near = |a: f64, b: f64| (a - b).abs() < 1e-3;
        assert!(near(bounds.0, least) && near(bounds.1, most), "seed {seed}: {bounds:?}, {least} to {most}");
        assert!(programme.is_possible());
    }
}

#[test]
fn pair_bounds_hold_and_are_wider_than_a_programme() {
    let mut narrower = 0;
    for seed in 0..200 {
        let mut random = Random(seed);
        let sources = 3 + random.below(4) as usize;
        let strata = 1 + random.below(3) as usize;
        let people = draw(&mut random, sources, strata, 80, true);
        let known = some_pairs(&mut random, sources, 2);
        let counts = counts_of(&people, sources, &known, &known);
        let full = (1 << sources) - 1;
        for combination in [Combination::all(full), Combination::any(full)] {
            let truth = truth(&people, &combination);
            let bounds = pairs::bounds(&counts, &combination);
            assert!(bounds.0 <= truth && truth <= bounds.1, "{seed} {combination:?} {bounds:?} {truth}");
            let plain = closed::frechet(&counts.whole, &combination);
            assert!(bounds.0 >= plain.0 && bounds.1 <= plain.1);
            narrower += i32::from(bounds.1 - bounds.0 < plain.1 - plain.0);
            if let Some((sharp, _)) = programme::bounds(&counts, &combination).unwrap() {
                assert!(sharp.0 >= bounds.0.ceil() && sharp.1 <= bounds.1.floor(), "{sharp:?} {bounds:?}");
            }
        }
    }
    assert!(narrower > 200, "{narrower}");
}

#[test]
fn independence_is_the_mean_of_independent_draws() {
    let (sources, strata, each, draws) = (3, 3, 200, 400);
    let mut random = Random(9);
    let chances: Vec<Vec<f64>> =
        (0..strata).map(|_| (0..sources).map(|_| 0.2 + 0.7 * random.chance()).collect()).collect();
    let combination = Combination { sets: vec![0b011, 0b100] };
    let (mut guessed, mut happened) = (0.0, 0.0);
    for _ in 0..draws {
        let person = |random: &mut Random, stratum: usize| {
            (0..sources).filter(|s| random.chance() < chances[stratum][*s]).fold(0, |mask, s| mask | 1 << s)
        };
        let people: People =
            (0..strata).map(|at| (0..each).map(|_| person(&mut random, at)).collect()).collect();
        let known = Consistent::new(counts_of(&people, sources, &[], &[])).unwrap();
        let estimates = estimate(&known, &combination).unwrap();
        guessed += independent(&estimates).unwrap().value().unwrap();
        happened += truth(&people, &combination);
    }
    // The mean of 400 draws of 600 people is known to about one person.
    assert!((guessed - happened).abs() / f64::from(draws) < 2.5, "{guessed} {happened}");
}

#[test]
fn groups_that_share_a_source_are_not_independent() {
    let people = vec![vec![0b01, 0b10, 0b11, 0b00]];
    let counts = counts_of(&people, 2, &[], &[]);
    let both = Combination { sets: vec![0b11, 0b01] };
    assert_eq!(
        closed::independent(&counts.whole, &both),
        2.0,
        "in the group is everybody who is in its member"
    );
    assert_eq!(closed::independent(&counts.whole, &Combination::any(0b11)), 3.0);
}

#[track_caller]
fn refused(counts: Counts, expect: &str) {
    let error = Consistent::new(counts).unwrap_err().to_string();
    assert!(error.contains(expect), "{error}");
}

#[test]
fn contradictions_are_named() {
    let people = vec![vec![0b111; 20], vec![0b001; 30]];
    let good = || counts_of(&people, 3, &[0b011], &[0b110]);
    assert!(Consistent::new(good()).is_ok());
    let mut counts = good();
    counts.strata[0].patients[1] = 21;
    refused(counts, "in region 0, s1 has 21 patients of 20");
    let mut counts = good();
    counts.whole.overlaps[0].patients = 21;
    refused(counts, "the overlap of s0, s1 is 21, but s1 has only 20");
    let mut counts = good();
    counts.strata[0].overlaps[0].patients = 19;
    refused(counts, "the overlap of s1, s2 is 19, but their sizes make it 20 at least");
    let mut counts = good();
    counts.strata[1].population = 31;
    refused(counts, "population: the strata add up to 51, the whole is 50");
    let mut counts = good();
    counts.whole.overlaps[1].patients = 19;
    refused(counts, "overlap of s1, s2");
    // Two sources that are half each and are never together leave no room for a third that is with neither.
    let people = vec![[vec![0b101; 50], vec![0b110; 50]].concat()];
    let mut counts = counts_of(&people, 3, &[0b011, 0b101, 0b110], &[]);
    assert!(Consistent::new(counts.clone()).is_ok());
    counts.whole.patients[2] = 80;
    counts.whole.overlaps[1].patients = 40;
    counts.whole.overlaps[2].patients = 35;
    refused(
        counts,
        "cannot all be true: s0, s1 in the whole population, 0; s0, s2 in the whole population, 40",
    );
}

#[test]
fn the_drop_off_goes_down_and_the_best_guess_is_the_best() {
    let mut random = Random(3);
    let people = draw(&mut random, 6, 3, 300, true);
    let pairs = some_pairs(&mut random, 6, 2);
    let known = Consistent::new(counts_of(&people, 6, &pairs, &[])).unwrap();
    let before = before_linkage(&known, &[]).unwrap();
    assert_eq!((before.steps.len(), before.best.len(), before.strata), (6, 6, 3));
    let mut last = f64::INFINITY;
    for step in &before.steps {
        let high = tightest(&step.estimates).unwrap().high;
        assert!(high <= last);
        last = high;
    }
    for best in &before.best {
        let size = best.sources.count_ones();
        let guess = |mask: u64| closed::independent_within(known.counts(), &Combination::all(mask));
        let most = (1..64u64).filter(|mask| mask.count_ones() == size).map(guess).fold(0.0, f64::max);
        assert!((best.guess - most).abs() < 1e-6 && (guess(best.sources) - most).abs() < 1e-6);
    }
    let grouped = before_linkage(&known, &[0b11, 0b100]).unwrap();
    assert_eq!(grouped.steps.len(), 2);
    let any = tightest(&grouped.steps[0].estimates).unwrap();
    assert!(any.low >= tightest(&before.steps[0].estimates).unwrap().low);
}

#[test]
fn many_sources_are_taken_by_pairs() {
    let mut random = Random(5);
    let people = draw(&mut random, 17, 1, 500, false);
    let pairs = some_pairs(&mut random, 17, 2);
    let known = Consistent::new(counts_of(&people, 17, &pairs, &[])).unwrap();
    let combination = Combination::all((1 << 17) - 1);
    let estimates = estimate(&known, &combination).unwrap();
    let found = tightest(&estimates).unwrap();
    assert_eq!(found.method, Method::PairBounds);
    assert!(found.low <= truth(&people, &combination) && truth(&people, &combination) <= found.high);
}

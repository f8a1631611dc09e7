//! L07: how often two linked sources contradict each other about one patient: in sex, year of birth, day of death
//! (T05, T07), or by seeing a patient long after the other source's death (T05). Which of two is right, it does not say.

use crate::base::{Cancel, Cancelled, PatientSet, SourceId};
use crate::model::Perspective;
use crate::store::{AttributeValues, Fact, MISSING, Store};

use super::deaths::{Deaths, deaths};
use super::{About, Detail, Finding, Verdict};

/// The share of patients compared above which wrong links are the first suspicion.
const MOST: f64 = 0.01;
/// Of fewer patients a share of one in a hundred says nothing.
const LEAST_COMPARED: u64 = 100;

/// What two sources were compared in.
struct Compared {
    about: About,
    of: PatientSet,
    differ: PatientSet,
    /// Whether a wrong link would show as a difference as often as two people differ at random.
    by_chance: bool,
}

/// One detail for each pair of sources that can be compared, and one for each thing they were compared in. All
/// linked patients count, inside and outside the population.
pub(super) fn pairs(store: &Store, cancel: &Cancel) -> Result<Finding, Cancelled> {
    let deaths = deaths(store, cancel)?;
    let chance = Chance::of(store);
    let mut details = Vec::new();
    for a in 0..store.head().sources.len() as u16 {
        for b in a..store.head().sources.len() as u16 {
            let all = compared(store, &deaths, SourceId(a), SourceId(b));
            if all.is_empty() {
                continue;
            }
            if a != b {
                details.push(pair(SourceId(a), SourceId(b), &all, &chance));
            }
            details.extend(all.into_iter().map(|one| judged(one.about, &one.of, one.differ)));
        }
    }
    Ok(Finding::of("L07", "link-l07", MOST, details))
}

fn compared(store: &Store, deaths: &Deaths, a: SourceId, b: SourceId) -> Vec<Compared> {
    let (linkage, none) = (&store.head().linkage, PatientSet::new());
    let mut all = Vec::new();
    let mut add = |about: About, of: PatientSet, differ: PatientSet, by_chance: bool| {
        // Of one source alone only what differs is worth a line.
        if !of.is_empty() && (a != b || !differ.is_empty()) {
            all.push(Compared { about, of, differ, by_chance });
        }
    };
    for fact in [Fact::Sex, Fact::Birth] {
        if let (Some(of_a), Some(of_b)) = (linkage.given(fact, a), linkage.given(fact, b)) {
            let differ = linkage.conflict(fact, a, b).unwrap_or(&none).clone();
            add(About::Says(fact, a, b), of_a & of_b, differ, true);
        }
    }
    let dead = |source: SourceId| deaths.given.get(&source).unwrap_or(&none);
    let differ = deaths.differ.get(&(a, b)).unwrap_or(&none).clone();
    add(About::Says(Fact::Death, a, b), dead(a) & dead(b), differ, false);
    for (by, seen) in [(a, b), (b, a)].into_iter().filter(|_| a != b) {
        if store.head().sources[seen.index()].perspective == Some(Perspective::Billing) {
            continue;
        }
        let differ = deaths.seen.get(&(by, seen)).unwrap_or(&none).clone();
        // Who is dead by both is compared by the days of death.
        let of = &(dead(by) & &store.linkage_of(seen).linked) - dead(seen);
        add(About::SeenAfterDeath(by, seen), of, differ, false);
    }
    all
}

fn pair(a: SourceId, b: SourceId, all: &[Compared], chance: &Chance) -> Detail {
    let union = |sets: &mut dyn Iterator<Item = &PatientSet>| {
        sets.fold(PatientSet::new(), |mut all, set| {
            all |= set;
            all
        })
    };
    let of = union(&mut all.iter().map(|one| &one.of));
    let differ = union(&mut all.iter().map(|one| &one.differ));
    let of_chance = union(&mut all.iter().filter(|one| one.by_chance).map(|one| &one.of)).len();
    let by_chance = union(&mut all.iter().filter(|one| one.by_chance).map(|one| &one.differ)).len();
    let differs = chance.differs(all);
    let band = (of_chance > 0 && differs > 0.0).then(|| {
        let share = by_chance as f64 / of_chance as f64;
        (share, (share / differs).min(1.0))
    });
    Detail { band, ..judged(About::Pair(a, b), &of, differ) }
}

fn judged(about: About, of: &PatientSet, differ: PatientSet) -> Detail {
    let detail = Detail::share(about, differ.len() as u64, of.len() as u64, MOST);
    let few = detail.verdict != Verdict::NotApplicable && detail.denominator < LEAST_COMPARED;
    let (verdict, note) =
        if few { (Verdict::CannotJudge, Some("link-note-small")) } else { (detail.verdict, None) };
    Detail { verdict, note, patients: Some(differ), ..detail }
}

/// How likely two people at random differ.
struct Chance {
    sex: f64,
    birth: f64,
}

impl Chance {
    fn of(store: &Store) -> Self {
        let sex = match store.attribute_by_id("sex").map(|attribute| &attribute.values) {
            Some(AttributeValues::Category { names, of }) => {
                let mut counts = vec![0u64; names.len()];
                of.iter().filter(|of| **of != MISSING).for_each(|of| counts[*of as usize] += 1);
                apart(&counts)
            }
            _ => 0.0,
        };
        let birth = store.attribute_by_id("birthYear").or_else(|| store.attribute_by_id("birthDate"));
        let mut years: Vec<i64> = match birth.map(|attribute| &attribute.values) {
            Some(AttributeValues::Number(years)) => {
                years.iter().filter(|year| !year.is_nan()).map(|year| *year as i64).collect()
            }
            Some(AttributeValues::Date(dates)) => {
                dates.iter().flatten().map(|(time, _)| time.date().0).collect()
            }
            _ => Vec::new(),
        };
        years.sort_unstable();
        let counts: Vec<u64> = years.chunk_by(|a, b| a == b).map(|same| same.len() as u64).collect();
        Self { sex, birth: apart(&counts) }
    }

    /// How likely a wrong link shows in what two sources were compared in.
    fn differs(&self, all: &[Compared]) -> f64 {
        let same = all.iter().fold(1.0, |same, one| match one.about {
            About::Says(Fact::Sex, ..) => same * (1.0 - self.sex),
            About::Says(Fact::Birth, ..) => same * (1.0 - self.birth),
            _ => same,
        });
        1.0 - same
    }
}

/// How likely two drawn at random are of different kinds.
fn apart(counts: &[u64]) -> f64 {
    let all: u64 = counts.iter().sum();
    let same: f64 = counts.iter().map(|count| (*count as f64 / all as f64).powi(2)).sum();
    if all == 0 { 0.0 } else { 1.0 - same }
}

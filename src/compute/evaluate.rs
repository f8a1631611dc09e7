//! What was found of a known truth: recall and precision of rules, and of gaps by kind and explanation.
//! It compares what was said with what is true, and knows neither rules nor how gaps are found.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::time::DAY;
use crate::base::{PatientId, SourceId, Span, Time};
use crate::model::gap::{Explanation, Gap, GapKind};
use crate::model::truth::{Entry, RuleTruth, TrueGap};
use crate::store::Store;

/// Something that a rule said is wrong.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claim {
    /// Of whom; none for sources and extracts.
    pub patient: Option<PatientId>,
    /// Of which source.
    pub source: Option<SourceId>,
    /// Of which time.
    pub span: Option<Span>,
    /// Which rows of the store it is about.
    pub rows: Vec<u32>,
}

/// How well a rule, or a way of telling gaps apart, did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// The rule's id; for gaps, kind and explanation.
    pub id: String,
    /// How much there was to find.
    pub truths: u64,
    /// How much of it was found.
    pub found: u64,
    /// How much was said, left out what the catalogue leaves open.
    pub said: u64,
    /// How much of that was right.
    pub right: u64,
    /// Near misses that were called wrong.
    pub near: u64,
}

impl Score {
    /// Found of what there was to find, with its 95 % interval.
    pub fn recall(&self) -> Option<Share> {
        Share::of(self.found, self.truths)
    }

    /// Right of what was said, with its 95 % interval.
    pub fn precision(&self) -> Option<Share> {
        Share::of(self.right, self.said)
    }
}

/// A share with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// The share.
    pub share: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Share {
    /// The share and its interval by Wilson (1927); none of nothing.
    pub fn of(part: u64, whole: u64) -> Option<Self> {
        if whole == 0 {
            return None;
        }
        let (n, z) = (whole as f64, 1.959_963_984_540_054_f64);
        let share = part as f64 / n;
        let middle = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
        let half = z / (1.0 + z * z / n) * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
        Some(Self { share, low: (middle - half).max(0.0), high: (middle + half).min(1.0) })
    }
}

/// An entry of the truth, looked up in the store.
struct Place {
    patient: Option<PatientId>,
    rows: Vec<u32>,
    /// Codes and days of these rows.
    moments: Vec<(u32, i64)>,
    sources: Vec<SourceId>,
    span: Option<Span>,
}

impl Place {
    /// `None` where the store does not have what the entry names.
    fn of(store: &Store, entry: &Entry) -> Option<Self> {
        let events = store.events();
        let patient = match &entry.patient {
            Some(key) => Some(PatientId(store.head().keys.find(key)? as u32)),
            None => None,
        };
        let of_patient = patient.map_or(0..0, |patient| store.events_of(patient));
        let is_row = |row: &usize| {
            let file = &store.head().files[usize::from(events.file[*row])].path;
            entry.row == Some(events.row[*row]) && entry.file.as_ref() == Some(file)
        };
        let rows: Vec<u32> = of_patient.filter(is_row).map(|row| row as u32).collect();
        if patient.is_some() && rows.is_empty() {
            return None;
        }
        let moments = rows.iter().map(|&row| moment(store, row)).collect();
        let sources = entry.sources.iter().filter_map(|id| store.source_by_id(id)).collect();
        let span =
            entry.days.map(|(from, to)| Span { from: Time::from_days(from), to: Time::from_days(to + 1) });
        Some(Self { patient, rows, moments, sources, span })
    }

    /// Whether a claim is about this: about the patient as a whole where rules judge patients, or about one of the
    /// rows, or of the same code on the same day; for sources, about one of them at an overlapping time.
    fn is(&self, store: &Store, claim: &Claim, whole_patients: bool) -> bool {
        if self.patient.is_some() {
            let same = |row: &u32| self.rows.contains(row) || self.moments.contains(&moment(store, *row));
            return self.patient == claim.patient
                && (whole_patients || claim.rows.is_empty() || claim.rows.iter().any(same));
        }
        let source =
            claim.source.is_none_or(|source| self.sources.is_empty() || self.sources.contains(&source));
        let time = self.span.zip(claim.span).is_none_or(|(a, b)| a.overlaps(b));
        claim.patient.is_none() && source && time
    }
}

/// The code and day of a row.
fn moment(store: &Store, row: u32) -> (u32, i64) {
    let events = store.events();
    (events.code[row as usize], events.start[row as usize].div_euclid(DAY))
}

/// Compares what a rule said with what is true. `whole_patients`: the rule judges patients, so that a claim about a
/// patient is right whatever rows it names. Entries that the store does not have are not counted.
pub fn rule(store: &Store, truth: &RuleTruth, claims: &[Claim], whole_patients: bool) -> Score {
    let places = |entries: &[Entry]| -> Vec<Place> {
        let mut seen = FxHashSet::default();
        let all = entries.iter().filter_map(|entry| Place::of(store, entry));
        // One patient is one truth to a rule that judges patients.
        all.filter(|place| !whole_patients || place.patient.is_none_or(|patient| seen.insert(patient)))
            .collect()
    };
    let mut by_patient: FxHashMap<Option<PatientId>, Vec<&Claim>> = FxHashMap::default();
    for claim in claims {
        by_patient.entry(claim.patient).or_default().push(claim);
    }
    let about = |place: &Place| by_patient.get(&place.patient).into_iter().flatten().copied();
    let (faults, near, open) = (places(&truth.faults), places(&truth.near_misses), places(&truth.open));
    let hit = |place: &&Place| about(place).any(|claim| place.is(store, claim, whole_patients));
    let index = |places: &'_ [Place]| {
        let mut by: FxHashMap<Option<PatientId>, Vec<usize>> = FxHashMap::default();
        for (at, place) in places.iter().enumerate() {
            by.entry(place.patient).or_default().push(at);
        }
        by
    };
    let (of_faults, of_open) = (index(&faults), index(&open));
    let matches = |claim: &Claim, places: &[Place], by: &FxHashMap<Option<PatientId>, Vec<usize>>| {
        let own = by.get(&claim.patient).into_iter().flatten();
        own.copied().any(|at| places[at].is(store, claim, whole_patients))
    };
    let mut score = Score {
        id: truth.id.clone(),
        truths: faults.len() as u64,
        found: faults.iter().filter(hit).count() as u64,
        near: near.iter().filter(hit).count() as u64,
        ..Score::default()
    };
    for claim in claims {
        if matches(claim, &faults, &of_faults) {
            score.said += 1;
            score.right += 1;
        } else if !matches(claim, &open, &of_open) {
            score.said += 1;
        }
    }
    score
}

/// How gaps with a known explanation were explained: one score for each kind and explanation there is a truth of. A
/// gap is found where one of its kind, of the same medicine, lies within the true one; it is right where the explanation is.
pub fn gaps(store: &Store, truths: &[TrueGap], found: &[Gap]) -> Vec<Score> {
    let mut by_patient: FxHashMap<PatientId, Vec<&Gap>> = FxHashMap::default();
    for gap in found {
        by_patient.entry(gap.patient).or_default().push(gap);
    }
    let mut scores = Vec::new();
    for kind in GapKind::ALL {
        for explanation in Explanation::ALL {
            let of = |truth: &&TrueGap| truth.kind == kind.name() && truth.explanation == explanation.name();
            let mut score =
                Score { id: format!("{} {}", kind.name(), explanation.name()), ..Score::default() };
            for truth in truths.iter().filter(of) {
                let Some(patient) = store.head().keys.find(&truth.patient) else { continue };
                let own = by_patient.get(&PatientId(patient as u32)).into_iter().flatten();
                let mut own = own.filter(|gap| gap.kind == kind && within(store, truth, gap)).peekable();
                score.truths += 1;
                if own.peek().is_some() {
                    score.found += 1;
                    score.said += 1;
                    score.right += u64::from(own.any(|gap| gap.explanation == explanation));
                }
            }
            if score.truths > 0 {
                scores.push(score);
            }
        }
    }
    scores
}

/// Whether a gap is the true one: of the same medicine, and most of it inside.
fn within(store: &Store, truth: &TrueGap, gap: &Gap) -> bool {
    let span = Span { from: Time::from_days(truth.days.0), to: Time::from_days(truth.days.1 + 1) };
    let inside = gap.span.intersection(span).map_or(0, |both| both.to.0 - both.from.0);
    let code = |code: &str| gap.code.is_some_and(|own| store.head().codes.get(own).code == code);
    truth.code.as_deref().is_none_or(code) && inside * 10 >= (gap.span.to.0 - gap.span.from.0) * 8
}

#[cfg(test)]
mod test {
    use super::*;
    use crate::compute::test::store;

    fn entry(patient: &str, file: &str, row: u32) -> Entry {
        Entry { patient: Some(patient.into()), file: Some(file.into()), row: Some(row), ..Entry::default() }
    }

    fn of(store: &Store, patient: u32, at: usize) -> Claim {
        let row = store.events_of(PatientId(patient)).start + at;
        Claim { patient: Some(PatientId(patient)), rows: vec![row as u32], ..Claim::default() }
    }

    fn place(store: &Store, patient: u32, at: usize) -> Entry {
        let row = store.events_of(PatientId(patient)).start + at;
        let file = &store.head().files[usize::from(store.events().file[row])].path;
        entry(&format!("p{patient:03}"), file, store.events().row[row])
    }

    #[test]
    fn recall_and_precision_count_what_they_should() {
        let rows: Vec<_> =
            (0..4_u32).flat_map(|who| (0..3_i64).map(move |n| (who, 0, 0, n as u32, 10 * n, None))).collect();
        let store = store(&rows);
        let truth = RuleTruth {
            id: "X".into(),
            faults: vec![place(&store, 0, 0), place(&store, 1, 1), entry("p001", "not there", 9)],
            near_misses: vec![place(&store, 2, 0)],
            open: vec![place(&store, 3, 2)],
        };
        let claims = [of(&store, 0, 0), of(&store, 0, 1), of(&store, 2, 0), of(&store, 3, 2)];
        let score = rule(&store, &truth, &claims, false);
        assert_eq!(score, Score { id: "X".into(), truths: 2, found: 1, said: 3, right: 1, near: 1 });
        let by_patient = rule(&store, &truth, &claims, true);
        assert_eq!((by_patient.right, by_patient.said), (2, 3));
        assert!(rule(&store, &truth, &[], false).precision().is_none());
    }

    #[test]
    fn sources_are_compared_by_source_and_time() {
        let store = store(&[(0, 0, 0, 0, 1, None)]);
        let at = |days| Entry { sources: vec!["b".into()], days: Some(days), ..Entry::default() };
        let truth = RuleTruth { faults: vec![at((10, 20)), at((50, 60))], ..RuleTruth::default() };
        let claim = |source, from, to| Claim {
            source: Some(SourceId(source)),
            span: Some(Span { from: Time::from_days(from), to: Time::from_days(to) }),
            ..Claim::default()
        };
        let score = rule(&store, &truth, &[claim(1, 15, 30), claim(0, 55, 58), claim(1, 21, 50)], false);
        assert_eq!((score.truths, score.found, score.said, score.right), (2, 1, 3, 1));
    }

    #[test]
    fn a_wilson_interval_is_the_published_one() {
        // Newcombe (1998), table I: 81 of 263 is 0.2553 to 0.3662.
        let share = Share::of(81, 263).unwrap();
        assert!((share.low - 0.2553).abs() < 5e-5 && (share.high - 0.3662).abs() < 5e-5, "{share:?}");
    }
}

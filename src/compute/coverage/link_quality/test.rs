//! The linkage rules on small stores whose linkage is written out, and on made-up ones against plain counting.

use proptest::prelude::*;

use super::*;
use crate::base::{Clock, PatientId, Precision, Span, Time, time::DAY};
use crate::compute::coverage::{AGE_AT_INDEX, YEAR_OF_INDEX};
use crate::model::{EventTest, Kind, Perspective, Phase, Source, Window};
use crate::store::build::{Meta, Part, Row, assemble};
use crate::store::{
    Attribute, AttributeValues, Code, CodeTable, Conflict, Crosswalk, FileEntry, Given, Head, Keys, Linkage,
    MISSING, POINT, SourceLinkage,
};

fn set(ids: impl IntoIterator<Item = u32>) -> PatientSet {
    ids.into_iter().map(PatientId).collect()
}

/// Sources `s0` to `sn`, the first of which defines the population, everybody, and is linked to everybody.
fn head(patients: u32, linked: &[PatientSet]) -> Head {
    let source = |at: usize| Source {
        id: format!("s{at}"),
        title: format!("S{at}"),
        holder: None,
        kind: if at == 0 { Kind::Registry } else { Kind::Other },
        perspective: None,
        windows: Vec::new(),
    };
    let linkage = |linked: &PatientSet| SourceLinkage {
        keyed: PatientSet::full(patients as usize),
        linked: linked.clone(),
        ..SourceLinkage::default()
    };
    let all = PatientSet::full(patients as usize);
    let linked: Vec<&PatientSet> = std::iter::once(&all).chain(linked).collect();
    Head {
        as_of: Some(Time::from_days(20_000)),
        sources: (0..linked.len()).map(source).collect(),
        phases: Phase::defaults(),
        codes: CodeTable::new(vec![Code::default()]),
        files: (0..linked.len() as u32)
            .map(|n| FileEntry { path: format!("{n}.csv"), resource: n, source: SourceId(n as u16) })
            .collect(),
        keys: Keys::from_ints((0..i64::from(patients)).collect()),
        population: all.clone(),
        population_sources: vec![SourceId(0)],
        linkage: Linkage { sources: linked.into_iter().map(linkage).collect(), ..Linkage::default() },
        ..Head::default()
    }
}

/// A store of events as patient, source, phase and day.
fn store(head: Head, rows: &[(u32, u16, u8, i64)]) -> Store {
    let row = |(at, &(patient, file, phase, day)): (usize, &(u32, u16, u8, i64))| Row {
        start: day * DAY,
        patient,
        duration: POINT,
        code: 0,
        row: at as u32,
        file,
        meta: Meta::new(phase, Precision::Day, Precision::Day),
    };
    let rows = rows.iter().enumerate().map(row).collect();
    let patients = (0..head.keys.len() as u32).collect();
    let part = Part { rows, patients, codes: vec![0], ..Part::default() };
    assemble(head, vec![part], 1, &Cancel::default()).unwrap()
}

fn category(id: &str, of: Vec<u32>) -> Attribute {
    let names = ["north", "south", "west"].map(String::from).to_vec();
    Attribute { id: id.into(), values: AttributeValues::Category { names, of } }
}

fn find<'a>(finding: &'a Finding, about: &About) -> &'a Detail {
    finding.details.iter().find(|detail| detail.about == *about).expect("it was judged")
}

const DIAGNOSIS: u8 = 2;
const TREATMENT: u8 = 3;
const DEATH: u8 = 7;

#[test]
fn keys_to_several_are_flagged_above_one_in_a_thousand() {
    let mut head = head(10, &[]);
    let walk = |from: &str, from_keys, one_to_many, many_to_one| Crosswalk {
        from: from.into(),
        to: "base".into(),
        pairs: from_keys,
        from_keys,
        one_to_many,
        to_keys: 2000,
        many_to_one,
        shared: set([1, 2]),
        doubled: set([3]),
    };
    head.linkage.crosswalks = vec![walk("gp", 1000, 1, 3), walk("lab", 900, 1, 2)];
    let finding = keys::multiple(&store(head, &[]));
    let verdicts: Vec<Verdict> = finding.details.iter().map(|detail| detail.verdict).collect();
    assert_eq!(verdicts, [Verdict::Ok, Verdict::Flag, Verdict::Flag, Verdict::Ok]);
    assert_eq!((finding.numerator, finding.denominator, finding.verdict), (3, 2000, Verdict::Flag));
    assert_eq!(finding.patients, Some(set([1, 2, 3])));
}

#[test]
fn a_group_that_links_less_is_found() {
    // 300 patients; of the south every third is linked, elsewhere nearly everybody.
    let region: Vec<u32> = (0..300).map(|id| if id < 10 { MISSING } else { id % 3 }).collect();
    let linked = set((0..300).filter(|id| id % 3 != 1 || id % 9 == 1));
    let mut head = head(300, &[linked]);
    head.attributes =
        vec![category("region", region), category("sex", (0..300).map(|id| id / 2 % 2).collect())];
    let finding = rates::by_subgroup(
        &store(head.clone(), &[]),
        &subgroups(&store(head, &[]), &Cancel::default()).unwrap(),
        &Cancel::default(),
    )
    .unwrap();
    let about = |subgroup: &str, level: Option<&str>| About::Level {
        source: SourceId(1),
        subgroup: subgroup.into(),
        level: level.map(String::from),
    };
    let south = find(&finding, &about("region", Some("south")));
    assert_eq!((south.verdict, south.numerator, south.denominator), (Verdict::Flag, 33, 97));
    assert_eq!(south.expected, Some(1.0));
    assert_eq!(find(&finding, &about("region", None)).verdict, Verdict::Flag);
    assert_eq!(find(&finding, &about("sex", None)).verdict, Verdict::Ok);
    let of_registry = finding.details.iter().filter(|detail| {
        matches!(&detail.about, About::Level { source: SourceId(0), .. }) && detail.verdict == Verdict::Flag
    });
    assert_eq!(of_registry.count(), 0);
}

#[test]
fn what_is_left_of_the_smallest_source() {
    let linked = [set(0..90), set(80..100), set(0..100)];
    let store = store(head(100, &linked), &[]);
    let finding = loss::combined(&store, &[]);
    assert_eq!((finding.numerator, finding.denominator, finding.verdict), (10, 20, Verdict::Flag));
    assert_eq!(find(&finding, &About::All).verdict, Verdict::Ok);
    assert_eq!(find(&finding, &About::Step(1)).verdict, Verdict::Ok);
    let step = find(&finding, &About::Step(2));
    assert_eq!((step.numerator, step.denominator, step.verdict), (80, 90, Verdict::Flag));
    assert_eq!(step.patients, Some(set(0..80)));
    // As a group, either of the two is enough.
    let finding = loss::combined(&store, &[0b1, 0b110, 0b1000]);
    assert_eq!((finding.numerator, finding.denominator, finding.verdict), (100, 100, Verdict::Ok));
    let nobody = loss::combined(&super::test::store(head(10, &[set([])]), &[]), &[]);
    assert_eq!((nobody.verdict, nobody.denominator), (Verdict::Flag, 0));
}

#[test]
fn sources_that_share_too_few_are_found_within_strata() {
    // Half the people live in the north; one source is of the north, another of the south: they share nobody, and
    // need not. A third is of the north too, but shares nobody with the first.
    let region: Vec<u32> = (0..4000).map(|id| id % 2).collect();
    let north = |wanted: fn(u32) -> bool| set((0..4000).filter(|id| id % 2 == 0 && wanted(*id)));
    let south = set((0..4000).filter(|id| id % 2 == 1 && id % 5 < 2));
    let linked = [north(|id| id % 10 < 4), south, north(|id| id % 10 > 4), north(|id| id % 6 == 0)];
    let mut head = head(4000, &linked);
    head.attributes = vec![category("region", region)];
    let store = store(head, &[]);
    let groups = subgroups(&store, &Cancel::default()).unwrap();
    let finding = overlap::pairs(&store, &groups, &Cancel::default()).unwrap();
    let pair = |a, b| find(&finding, &About::Pair(SourceId(a), SourceId(b)));
    assert_eq!(pair(1, 2).verdict, Verdict::CannotJudge);
    assert_eq!((pair(1, 3).verdict, pair(1, 3).numerator), (Verdict::Flag, 0));
    assert_eq!(pair(1, 3).expected, Some(800.0 * 800.0 / 2000.0));
    assert_eq!(pair(1, 3).note, Some("link-note-disjoint"));
    // 2000 in the north: 800 of one, 667 of the other, and as many in common as chance gives.
    assert_eq!((pair(1, 4).verdict, pair(1, 4).note), (Verdict::Ok, None));
    assert!((pair(1, 4).value.unwrap() - 1.0).abs() < 0.01);
    assert_eq!(pair(0, 1).verdict, Verdict::Ok);
    assert_eq!(finding.verdict, Verdict::Flag);
}

#[test]
fn a_source_whose_keys_lead_to_nobody_is_disjoint() {
    let mut head = head(500, &[set([1, 2])]);
    let unlinked = |keys| crate::store::Unlinked {
        reason: crate::model::report::Reason::KeyNotInCrosswalk,
        records: keys,
        keys,
    };
    head.linkage.sources[1].unlinked = vec![unlinked(198)];
    let store_of = |head: &Head| store(head.clone(), &[]);
    let judged = |store: &Store| overlap::pairs(store, &[], &Cancel::default()).unwrap().details.remove(0);
    let detail = judged(&store_of(&head));
    assert_eq!((detail.verdict, detail.numerator, detail.denominator), (Verdict::Flag, 2, 200));
    head.linkage.sources[1].unlinked = vec![unlinked(20)];
    assert_eq!(judged(&store_of(&head)).verdict, Verdict::Ok);
    head.linkage.sources[1].linked = set([]);
    assert_eq!(judged(&store_of(&head)).verdict, Verdict::CannotJudge);
}

/// 200 people; source 1 gives their sex and deaths too, source 2 sends bills.
fn contradicting() -> Store {
    let mut head = head(200, &[set(0..150), set(0..200)]);
    head.sources[2].perspective = Some(Perspective::Billing);
    head.attributes = vec![
        category("sex", (0..200).map(|id| id % 2).collect()),
        Attribute {
            id: "death".into(),
            values: AttributeValues::Date(
                (0..200)
                    .map(|id| (id < 120).then(|| (Time::from_date(2020, 1, 1), Precision::Year)))
                    .collect(),
            ),
        },
    ];
    let given = |fact, source, patients| Given { fact, source: SourceId(source), patients };
    head.linkage.given = vec![
        given(Fact::Sex, 0, set(0..200)),
        given(Fact::Sex, 1, set(0..150)),
        given(Fact::Death, 0, set(0..120)),
    ];
    head.linkage.conflicts = vec![
        Conflict { fact: Fact::Sex, a: SourceId(0), b: SourceId(1), patients: set([3, 4, 5]) },
        Conflict { fact: Fact::Sex, a: SourceId(1), b: SourceId(1), patients: set([6]) },
    ];
    let day = |year, month, day| Time::from_date(year, month, day).days();
    store(
        head,
        &[
            // The registry knows the year of death: another year contradicts it, another day does not.
            (0, 1, DEATH, day(2020, 12, 31)),
            (1, 1, DEATH, day(2021, 1, 1)),
            // Seen within 30 days of the last possible day of death, and after.
            (10, 1, TREATMENT, day(2021, 1, 30)),
            (11, 1, TREATMENT, day(2021, 1, 31)),
            // A bill, and the source that says dead itself.
            (12, 2, TREATMENT, day(2022, 1, 1)),
            (13, 0, TREATMENT, day(2022, 1, 1)),
            (1, 1, TREATMENT, day(2023, 1, 1)),
        ],
    )
}

#[test]
fn contradictions_are_counted_pair_by_pair() {
    let finding = conflict::pairs(&contradicting(), &Cancel::default()).unwrap();
    let (a, b) = (SourceId(0), SourceId(1));
    let sex = find(&finding, &About::Says(Fact::Sex, a, b));
    assert_eq!((sex.numerator, sex.denominator, sex.verdict), (3, 150, Verdict::Flag));
    let own = find(&finding, &About::Says(Fact::Sex, b, b));
    assert_eq!((own.numerator, own.denominator, own.verdict), (1, 150, Verdict::Ok));
    let death = find(&finding, &About::Says(Fact::Death, a, b));
    assert_eq!((death.numerator, death.denominator), (1, 2));
    assert_eq!((death.verdict, &death.patients), (Verdict::CannotJudge, &Some(set([1]))));
    let seen = find(&finding, &About::SeenAfterDeath(a, b));
    assert_eq!((seen.numerator, seen.denominator, &seen.patients), (1, 118, &Some(set([11]))));
    assert!(!finding.details.iter().any(|d| matches!(d.about, About::SeenAfterDeath(_, SourceId(2)))));
    let pair = find(&finding, &About::Pair(a, b));
    assert_eq!((pair.numerator, pair.denominator, pair.verdict), (5, 150, Verdict::Flag));
    // Two people at random differ in sex half the time.
    let (low, high) = pair.band.unwrap();
    assert!((low - 0.02).abs() < 1e-12 && (high - 0.04).abs() < 1e-12);
}

#[test]
fn a_claim_needs_a_witness_that_could_have_seen_it() {
    let mut head = head(8, &[set(0..7), set([5])]);
    let window =
        |from, to| Window { span: Span { from: Time::from_days(from), to: Time::from_days(to) }, note: None };
    head.sources[0].windows = vec![window(0, 1000)];
    head.sources[1].windows = vec![window(100, 200)];
    let store = store(
        head,
        &[
            // Claimed and seen; claimed and not seen; claimed outside the window; claimed, and not named there.
            (0, 0, TREATMENT, 110),
            (0, 1, TREATMENT, 190),
            (1, 0, TREATMENT, 120),
            (2, 0, TREATMENT, 250),
            (7, 0, TREATMENT, 120),
            // Seen and not claimed, once while the registry looked; and nothing at all.
            (3, 1, TREATMENT, 130),
            (4, 1, TREATMENT, 2000),
            // A source without a window, but nobody says when it looked.
            (5, 2, TREATMENT, 10),
            (6, 0, DIAGNOSIS, 10),
        ],
    );
    let spec = Spec::of(&store);
    assert_eq!(spec.expectations.len(), 1);
    let finding = witness::missing(&store, &spec.expectations, &Cancel::default()).unwrap();
    let detail = &finding.details[0];
    assert_eq!((detail.numerator, detail.denominator, detail.unjudged), (1, 2, 2));
    assert_eq!(finding.patients, Some(set([1])));
    let finding = witness::unclaimed(&store, &spec.expectations, &Cancel::default()).unwrap();
    let detail = &finding.details[0];
    // Patients 0 (claimed), 3 and 5 (not); 4 was seen when the registry no longer looked.
    assert_eq!((detail.numerator, detail.denominator, detail.unjudged), (2, 3, 1));
    assert_eq!(finding.patients, Some(set([3, 5])));
    // Within fewer days than lie between them, what was claimed was not seen.
    let near = Expectation { reach: Some(30), ..spec.expectations[0].clone() };
    let finding = witness::missing(&store, &[near], &Cancel::default()).unwrap();
    assert_eq!(finding.patients, Some(set([0, 1])));
}

#[test]
fn an_attribute_can_claim_and_deny() {
    let mut head = head(4, &[set(0..4)]);
    head.attributes = vec![category("chemo", vec![0, 1, 1, MISSING])];
    let store = store(head, &[(0, 1, TREATMENT, 10), (1, 1, TREATMENT, 10), (3, 1, TREATMENT, 10)]);
    let claim =
        Claim::Attribute { attribute: "chemo".into(), yes: vec!["north".into()], no: vec!["south".into()] };
    let evidence = EventTest { phases: vec!["treatment".into()], ..EventTest::default() };
    let all = [Expectation { claim, evidence, reach: None }];
    let finding = witness::unclaimed(&store, &all, &Cancel::default()).unwrap();
    assert_eq!(finding.patients, Some(set([1])));
    assert_eq!((finding.details[0].denominator, finding.details[0].unjudged), (2, 1));
}

#[test]
fn subgroups_know_age_year_and_site() {
    let mut head = head(3, &[]);
    head.attributes = vec![Attribute {
        id: "birthYear".into(),
        values: AttributeValues::Number(vec![1950.0, 1941.0, f64::NAN]),
    }];
    let day = |year| Time::from_date(year, 6, 1).days();
    let store = store(
        head,
        &[(0, 0, DIAGNOSIS, day(2019)), (1, 0, DIAGNOSIS, day(2020)), (2, 0, DIAGNOSIS, day(2020))],
    );
    let groups = subgroups(&store, &Cancel::default()).unwrap();
    let group = |id: &str| groups.iter().find(|group| group.id == id).unwrap();
    assert_eq!(group(AGE_AT_INDEX).levels, ["60–69", "70–79"]);
    assert_eq!(group(AGE_AT_INDEX).of.as_ref(), [0, 1, MISSING]);
    assert_eq!(
        (&group(YEAR_OF_INDEX).levels[..], group(YEAR_OF_INDEX).of.as_ref()),
        (&["2019".to_owned(), "2020".to_owned()][..], &[0, 1, 1][..])
    );
    let table = presence(&store, &Cancel::default()).unwrap();
    let rows: Vec<_> = table.iter().map(|row| (row.year.as_deref(), row.of, row.keyed, row.linked)).collect();
    assert_eq!(rows, [(Some("2019"), 1, 1, 1), (Some("2020"), 2, 2, 2)]);
    assert!(table.iter().all(|row| row.site.is_none()));
}

#[test]
fn all_rules_are_judged_on_anything() {
    let empty = store(Head::default(), &[]);
    let findings = judge(&empty, &Spec::of(&empty), &Cancel::default()).unwrap();
    let ids: Vec<&str> = findings.iter().map(|finding| finding.id).collect();
    assert_eq!(ids, ["L01", "L02", "L03", "L04", "L05", "L06", "L07"]);
    assert!(findings.iter().all(|finding| finding.verdict == Verdict::NotApplicable));
    let mut relative = head(30, &[set(0..20)]);
    relative.clock = Clock::Relative;
    let relative = store(relative, &[(0, 0, DEATH, -3), (0, 1, TREATMENT, 40)]);
    let findings = judge(&relative, &Spec::of(&relative), &Cancel::default()).unwrap();
    assert_eq!(findings.len(), 7);
    assert_eq!(findings[6].details.iter().filter(|d| d.numerator > 0).count(), 2);
}

proptest! {
    /// Rates add up, no numerator is above its denominator, and a verdict is never harsher than its numbers.
    #[test]
    fn numbers_stay_in_bounds(
        linked in prop::collection::vec(prop::collection::vec(any::<bool>(), 60), 1..5),
        region in prop::collection::vec(0_u32..4, 60),
        rows in prop::collection::vec((0_u32..60, 0_u16..2, prop::sample::select(vec![2_u8, 3, 7]), 0_i64..900), 0..120),
    ) {
        let linked: Vec<PatientSet> =
            linked.iter().map(|of| set((0..60).filter(|id| of[*id as usize]))).collect();
        let mut linked = linked;
        // Who has an event of a source is linked to it.
        for (patient, source, _, _) in rows.iter().filter(|row| row.1 == 1) {
            linked[usize::from(*source) - 1].insert(PatientId(*patient));
        }
        let mut head = head(60, &linked);
        head.attributes = vec![category("region", region.iter().map(|r| if *r == 3 { MISSING } else { *r }).collect())];
        let store = store(head, &rows);
        for finding in judge(&store, &Spec::of(&store), &Cancel::default()).unwrap() {
            for detail in &finding.details {
                let ratio = detail.measure == Measure::Ratio;
                prop_assert!(ratio || detail.numerator <= detail.denominator, "{detail:?}");
                let known = matches!(detail.measure, Measure::Share | Measure::Left);
                if let (true, Some(patients)) = (known, &detail.patients)
                    && finding.id != "L01"
                {
                    prop_assert_eq!(patients.len() as u64, detail.numerator);
                }
            }
            let worst = finding.details.iter().map(|detail| detail.verdict).min();
            prop_assert_eq!(finding.verdict, worst.unwrap_or(Verdict::NotApplicable));
        }
    }
}

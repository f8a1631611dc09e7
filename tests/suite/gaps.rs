//! Gaps of the sample against what was planted in it, and what holds of gaps whatever the data.
//! Planted pauses, changes of pharmacy and times without coverage must be found and typed right.

use std::collections::BTreeMap;
use std::path::Path;

use periplus::base::{Cancel, Progress};
use periplus::compute::gaps::{self, Gaps, say};
use periplus::compute::outages::{self, OutageRule};
use periplus::compute::watch::Seen;
use periplus::compute::{Watch, select};
use periplus::io::open::{self, OpenOptions};
use periplus::model::gap::{DispensingSpec, SilenceBy, SilenceSpec, Threshold};
use periplus::model::{Explanation, GapSpec, Outage};
use periplus::store::Store;
use serde_json::Value;

/// Of what was planted so much must be found and typed right.
const RIGHT: f64 = 0.90;

/// The share of planted stretches without coverage that must be told from silence; short of [`RIGHT`], as the list of
/// shortcomings says.
const TOLD_FROM_SILENCE: f64 = 0.7;

fn sample() -> Store {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data");
    let options = OpenOptions { skip_broken: false, caching: false, generation: 1 };
    let opened = open::open(&folder, options, &Cancel::default(), &Progress::default());
    let Ok(opened) = opened else { panic!("the sample does not open") };
    opened.store
}

fn truth() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data/truth.json");
    serde_json::from_str(&std::fs::read_to_string(path).expect("as the truth has it"))
        .expect("as the truth has it")
}

fn find(store: &Store, spec: &GapSpec, outages: &[Outage]) -> Gaps {
    let selection = select::select(store, &[], &Cancel::default()).expect("as the truth has it");
    let watch = Watch::new(store, outages);
    gaps::find(store, &selection, spec, &watch, &Cancel::default(), &Progress::default())
        .expect("as the truth has it")
}

/// Of the planted stretches of a list, the share for which a gap of the same patient, source and, where it is about
/// one, medicine touches it with an explanation that fits.
fn right(store: &Store, found: &Gaps, truth: &Value, list: &str, fits: &[Explanation]) -> f64 {
    let mut by_patient: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, gap) in found.list.iter().enumerate() {
        by_patient.entry(store.head().keys.text(gap.patient.index())).or_default().push(at);
    }
    let planted = truth["planted"][list].as_array().expect("as the truth has it");
    let text = |entry: &Value, key: &str| entry[key].as_str().map(str::to_owned);
    let is_right = |entry: &&Value| {
        let (from, to) = (
            text(entry, "from").expect("as the truth has it"),
            text(entry, "to").expect("as the truth has it"),
        );
        let gaps = by_patient.get(&text(entry, "patient").expect("as the truth has it"));
        gaps.into_iter().flatten().map(|at| &found.list[*at]).any(|gap| {
            let source = gap.source.map(|source| store.head().sources[source.index()].id.clone());
            let code = gap.code.map(|code| store.head().codes.get(code).code.clone());
            source == text(entry, "source")
                && text(entry, "code").is_none_or(|planted| code == Some(planted))
                && say::day(store, gap.span.from) < to
                && say::day(store, gap.span.to) > from
                && fits.contains(&gap.explanation)
        })
    };
    planted.iter().filter(is_right).count() as f64 / planted.len() as f64
}

#[test]
fn planted_pauses_and_changes_of_pharmacy_are_typed_right() {
    let (store, truth) = (sample(), truth());
    let spec = GapSpec { dispensing: Some(DispensingSpec::default()), ..GapSpec::default() };
    let found = find(&store, &spec, &[]);
    let clinical = right(&store, &found, &truth, "gapsClinical", &[Explanation::Clinical]);
    let route = right(&store, &found, &truth, "routeChanges", &[Explanation::Route]);
    println!("clinical {clinical:.3}, route {route:.3}");
    assert!(clinical >= RIGHT && route >= RIGHT, "clinical {clinical}, route {route}");
}

#[test]
fn time_without_coverage_is_told_from_silence_once_the_outage_is_confirmed() {
    let (store, truth) = (sample(), truth());
    let proposals = outages::propose(&store, &Cancel::default()).expect("as the truth has it");
    let silent = proposals.iter().filter(|one| one.rule == OutageRule::Inactive);
    let confirmed: Vec<Outage> = silent.filter_map(|one| one.outage.clone()).collect();
    assert!(confirmed.iter().any(|one| one.source == "lab" && one.site.as_deref() == Some("Z03")));
    let silence =
        SilenceSpec { by: SilenceBy::Source, threshold: Threshold::Days(60), ..SilenceSpec::default() };
    let spec = GapSpec { silence: Some(silence), ..GapSpec::default() };
    let found = find(&store, &spec, &confirmed);
    let fits = [Explanation::Coverage, Explanation::Outage];
    let share = right(&store, &found, &truth, "gapsCoverage", &fits);
    println!("coverage {share:.3}, {} outages", confirmed.len());
    assert!(share >= TOLD_FROM_SILENCE, "{share}");
}

#[test]
fn no_gap_is_clinical_without_a_witness_and_counts_are_those_of_the_list() {
    let store = sample();
    let spec = GapSpec {
        silence: Some(SilenceSpec::default()),
        dispensing: Some(DispensingSpec::default()),
        ..GapSpec::default()
    };
    let found = find(&store, &spec, &[]);
    let watch = Watch::new(&store, &[]);
    let mut counts = [[0u64; 6]; 4];
    for gap in &found.list {
        counts[gap.kind as usize][gap.explanation as usize] += 1;
        let watched = watch.of(gap.patient);
        let sources = (0..store.head().sources.len()).filter(|at| gap.watched >> at & 1 == 1);
        let mut seen = sources.map(|at| watched.over(periplus::base::SourceId(at as u16), gap.span));
        if gap.explanation == Explanation::Clinical {
            assert!(gap.watched != 0 && seen.all(|seen| seen == Seen::Whole));
        }
    }
    assert_eq!((counts, found.left_out), (found.counts, 0));
    let price = found.price(|_| true);
    assert_eq!((price.with.len() as u64 + price.left, price.with), (found.ids.len() as u64, found.anybody()));
}

//! What is said before linkage, held against what linkage shows: synthetic cohorts, small extracts and the program itself.
#![expect(clippy::unwrap_used, reason = "what is read here is known to be whole")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use periplus::base::{Cancel, PatientId, Progress};
use periplus::compute::estimate::{
    Assumption, Combination, Consistent, NotComparable, estimate, independent, overlaps, tightest,
};
use periplus::io::load::{LoadOptions, Loaded, load};
use periplus::io::sketch::{self, Key, SketchError, SketchSpec};
use periplus::io::synth::{SynthSpec, synth};
use periplus::io::{counts, files};
use periplus::model::sketch::SketchFile;
use periplus::store::Store;
use serde_json::Value;

use crate::cli::ends_with;
use crate::reader::root;

/// Numbers that look random and are the same for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most.max(1)
    }
}

fn open(folder: &Path) -> Loaded {
    let options = LoadOptions { threads: Some(1), ..LoadOptions::default() };
    load(folder, &options, &Cancel::default(), &Progress::default()).unwrap()
}

/// The patients of a cohort as (region, sources).
fn people(store: &Store) -> Vec<(String, u64)> {
    let region = store.attribute_by_id("region").unwrap();
    let of = |patient: PatientId| region.category(patient).unwrap_or("unknown").to_owned();
    store.head().population.iter().map(|patient| (of(patient), store.pattern_of(patient))).collect()
}

fn with<'a>(people: impl Iterator<Item = &'a (String, u64)>, sources: u64) -> u64 {
    people.filter(|(_, mask)| mask & sources == sources).count() as u64
}

/// A counts file as a holder would write it: by region, or of the whole alone, with some pairs of each.
fn table(people: &[(String, u64)], sources: usize, by_region: bool, pairs: &[(usize, usize)]) -> String {
    let mut text = "region,source,with,patients\n".to_owned();
    let mut regions: BTreeMap<&str, Vec<(String, u64)>> = BTreeMap::new();
    for person in people {
        regions.entry(if by_region { &person.0 } else { "" }).or_default().push(person.clone());
    }
    for (region, people) in &regions {
        writeln!(text, "{region},,,{}", people.len()).unwrap();
        for source in 0..sources {
            writeln!(text, "{region},s{source},,{}", with(people.iter(), 1 << source)).unwrap();
        }
        for (a, b) in pairs {
            writeln!(text, "{region},s{a},s{b},{}", with(people.iter(), 1 << a | 1 << b)).unwrap();
        }
    }
    text
}

fn known(table: &str) -> Consistent {
    Consistent::new(counts::parse("counts", table.as_bytes().to_vec()).unwrap()).unwrap()
}

/// Cohorts are made and loaded at once for several draws: a patient depends on the seed and on their own number alone.
const COHORTS: u64 = 10;
const DRAWS: usize = 20;
const PATIENTS: usize = 300;

#[test]
fn two_hundred_cohorts_are_within_their_intervals() {
    let add = |a: [f64; 3], b: [f64; 3]| [0, 1, 2].map(|at| a[at] + b[at]);
    let draws = |first: u64| (first..COHORTS).step_by(2).map(cohort).fold([0.0; 3], add);
    let widths = std::thread::scope(|scope| {
        let other = scope.spawn(|| draws(1));
        add(draws(0), other.join().unwrap())
    });
    let [plain, stratified, sharpened] = widths.map(|width| width / (COHORTS * DRAWS as u64) as f64);
    println!("mean width: totals {plain:.1}, strata {stratified:.1}, strata and pairs {sharpened:.1}");
    assert!(stratified < plain && sharpened < 0.8 * stratified, "{plain} {stratified} {sharpened}");
}

/// The widths of a cohort's draws, added up.
fn cohort(seed: u64) -> [f64; 3] {
    let folder = tempfile::tempdir().unwrap();
    let spec = SynthSpec { patients: (DRAWS * PATIENTS) as u32, seed: 1000 + seed };
    synth(folder.path(), &spec, &Cancel::default(), &Progress::default()).unwrap();
    let loaded = open(folder.path());
    let (people, sources) = (people(&loaded.store), loaded.store.head().sources.len());
    assert_eq!(people.len(), DRAWS * PATIENTS);
    let draws = people.chunks(PATIENTS).enumerate();
    let widths = draws.map(|(at, people)| one_draw(seed * 100 + at as u64, people, sources));
    widths.fold([0.0; 3], |a, b| [0, 1, 2].map(|at| a[at] + b[at]))
}

/// How wide the intervals of some combinations are: from totals, from strata, and with pairs.
fn one_draw(seed: u64, people: &[(String, u64)], sources: usize) -> [f64; 3] {
    let mut random = Random(seed);
    let pairs: Vec<(usize, usize)> =
        (0..sources).flat_map(|a| (0..a).map(move |b| (b, a))).filter(|_| random.below(3) == 0).collect();
    let whole = known(&table(people, sources, false, &[]));
    let strata = known(&table(people, sources, true, &[]));
    let sharp = known(&table(people, sources, true, &pairs));
    let mut widths = [0.0; 3];
    for _ in 0..2 {
        let mask = (1 + random.below((1 << sources) - 1)) | 1 << random.below(sources as u64);
        for combination in [Combination::all(mask), Combination::any(mask)] {
            let held = |(_, has): &&(String, u64)| combination.sets.iter().all(|set| set & has != 0);
            let truth = people.iter().filter(held).count() as f64;
            let mut last = (0.0, f64::INFINITY);
            for (at, known) in [&whole, &strata, &sharp].into_iter().enumerate() {
                let found = *tightest(&estimate(known, &combination).unwrap()).unwrap();
                let holds = found.low <= truth && truth <= found.high;
                assert!(holds, "seed {seed}, {combination:?}: {truth} is not in {found:?}");
                assert!(
                    found.low >= last.0 && found.high <= last.1,
                    "seed {seed}, {combination:?}: {found:?}"
                );
                last = (found.low, found.high);
                widths[at] += found.width();
            }
        }
    }
    widths
}

#[test]
fn independence_within_strata_is_right_where_it_holds() {
    // Whoever is in a source is drawn anew for each region, so that within a region sources are independent.
    let (mut happened, mut guessed, mut plain) = (0.0, 0.0, 0.0);
    for seed in 0..300 {
        let mut random = Random(seed);
        let mut people = Vec::new();
        for (region, share) in [("north", 20), ("south", 80)] {
            for _ in 0..300 {
                let mask =
                    (0..3).filter(|_| random.below(100) < share).fold(0, |mask, source| mask | 1 << source);
                people.push((region.to_owned(), mask));
            }
        }
        let known = known(&table(&people, 3, true, &[]));
        let estimates = estimate(&known, &Combination::all(0b111)).unwrap();
        happened += with(people.iter(), 0b111) as f64;
        guessed += independent(&estimates).unwrap().low;
        plain += estimates.iter().find(|found| found.assumption == Assumption::Independent).unwrap().low;
    }
    assert!((happened - guessed).abs() / 300.0 < 2.0, "{happened} {guessed}");
    assert!(happened - plain > 300.0 * 50.0, "without strata the value is too low: {happened} {plain}");
}

const DESCRIPTOR: &str = r#"{"name": "one", "periplus": {"version": 1, "asOf": "2024-12-31"},
 "resources": [{"name": "t", "path": "t.csv", "periplus": {"source": "SOURCE", "keyDomain": "DOMAIN", "patient": "id",
  "attributes": {"sex": "sex"}, "events": [{"phase": "gp", "start": "d"}]}}]}"#;

/// An extract of one source with a row for each of these people.
fn extract(folder: &Path, source: &str, domain: &str, people: &[u64]) {
    std::fs::create_dir_all(folder).unwrap();
    let mut text = "id,sex,d\n".to_owned();
    for id in people {
        writeln!(text, "P{id:06},{},2020-01-01", if id % 3 == 0 { "F" } else { "M" }).unwrap();
    }
    std::fs::write(folder.join("t.csv"), text).unwrap();
    let descriptor = DESCRIPTOR.replace("SOURCE", source).replace("DOMAIN", domain);
    std::fs::write(folder.join("datapackage.json"), descriptor).unwrap();
}

fn key(seed: u64) -> Vec<u8> {
    let mut random = Random(seed);
    (0..32).map(|_| random.below(256) as u8).collect()
}

fn sketched(folder: &Path, source: &str, key: &Key, by: &[&str]) -> Result<SketchFile, SketchError> {
    let loaded = open(folder);
    let by = by.iter().map(|by| (*by).to_owned()).collect();
    let spec = SketchSpec { source: source.into(), by, minimum: 1000 };
    let file = sketch::sketch(&loaded.store, &loaded.package, key, &spec)?;
    // Through its written form, as the other holder would get it.
    let path = folder.join("sketch.json");
    sketch::write(&path, &file).unwrap();
    assert_eq!(sketch::read(&path).unwrap(), file);
    Ok(file)
}

#[test]
fn sketches_of_one_key_are_within_their_error() {
    const DRAWS: usize = 100;
    let folder = tempfile::tempdir().unwrap();
    let mut within = [0; 4];
    for draw in 0..DRAWS {
        let mut random = Random(draw as u64);
        let key = Key::new("key", &key(draw as u64 + 1)).unwrap();
        let (a_share, b_share) = (20 + random.below(60), 20 + random.below(60));
        let (mut a, mut b) = (Vec::new(), Vec::new());
        for id in 0..6000 {
            if random.below(100) < a_share {
                a.push(id);
            }
            if random.below(100) < b_share {
                b.push(id);
            }
        }
        let shared = a.iter().filter(|id| b.binary_search(id).is_ok()).count();
        extract(&folder.path().join("a"), "a", "x", &a);
        extract(&folder.path().join("b"), "b", "x", &b);
        let files = ["a", "b"].map(|name| sketched(&folder.path().join(name), name, &key, &[]).unwrap());
        let (found, _) = overlaps(&files).unwrap();
        let truths = [(shared, found.pairs[0].shared), (a.len(), found.sizes[0]), (b.len(), found.sizes[1])];
        let any = (a.len() + b.len() - shared, found.any);
        for (at, (truth, found)) in truths.into_iter().chain([any]).enumerate() {
            within[at] += usize::from((found.low..=found.high).contains(&(truth as f64)));
            assert!(found.low <= found.people && found.people <= found.high);
        }
        assert_eq!(found.steps, [found.sizes[0], found.pairs[0].shared]);
    }
    println!(
        "within their bounds, of {DRAWS}: overlap {}, sizes {} and {}, union {}",
        within[0], within[1], within[2], within[3]
    );
    assert!(within.iter().all(|count| *count >= 95), "{within:?}");
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let everybody: Vec<u64> = (0..2000).collect();
    let at = |name: &str| folder.path().join(name);
    extract(&at("a"), "a", "x", &everybody);
    extract(&at("b"), "b", "x", &everybody[..1500]);
    extract(&at("c"), "c", "y", &everybody);
    extract(&at("few"), "few", "x", &everybody[..999]);
    let (one, two) = (Key::new("key", &key(1)).unwrap(), Key::new("key", &key(2)).unwrap());
    let a = sketched(&at("a"), "a", &one, &[]).unwrap();
    let other_key = sketched(&at("b"), "b", &two, &[]).unwrap();
    let other_domain = sketched(&at("c"), "c", &one, &[]).unwrap();
    assert!(matches!(overlaps(&[a.clone(), other_key]), Err(NotComparable::Keys { .. })));
    assert!(matches!(overlaps(&[a.clone(), other_domain]), Err(NotComparable::Domains { .. })));
    assert!(matches!(overlaps(std::slice::from_ref(&a)), Err(NotComparable::Few)));
    assert!(matches!(sketched(&at("few"), "few", &one, &[]), Err(SketchError::TooFew { .. })));
    assert!(matches!(sketched(&at("a"), "z", &one, &[]), Err(SketchError::Source { .. })));
    assert!(matches!(sketched(&at("a"), "a", &one, &["stage"]), Err(SketchError::Attribute { .. })));
    // A third of the 2,000 is fewer than 1,000, and what is left when it is taken out would tell of it.
    let divided = sketched(&at("a"), "a", &one, &["sex"]).unwrap();
    assert_eq!((divided.strata.len(), divided.left_out), (0, 2));
}

#[test]
fn a_sketch_holds_hashes_of_half_its_patients_and_neither_key_nor_pseudonym() {
    let folder = tempfile::tempdir().unwrap();
    let people: Vec<u64> = (0..4000).collect();
    extract(&folder.path().join("a"), "a", "x", &people);
    let secret = key(7);
    let made =
        |secret: &[u8]| sketched(&folder.path().join("a"), "a", &Key::new("key", secret).unwrap(), &["sex"]);
    let file = made(&secret).unwrap();
    assert_eq!(file, made(&secret).unwrap(), "the same input gives the same bytes");
    let hashes = |bytes: &[u8]| bytes.chunks_exact(8).skip(3).map(<[u8]>::to_vec).collect::<Vec<_>>();
    let kept = hashes(&file.sketch.0);
    assert_eq!(kept.len(), 1024, "the largest power of two in half of 4,000 is 1,024");
    assert_eq!(file.strata.len(), 2);
    assert!(file.strata.iter().all(|stratum| hashes(&stratum.sketch.0).len() <= 1334));
    let text = std::fs::read_to_string(folder.path().join("a/sketch.json")).unwrap();
    let hex: String = secret.iter().fold(String::new(), |mut text, byte| {
        let _infallible = write!(text, "{byte:02x}");
        text
    });
    assert!(!text.contains("P000") && !text.contains(&hex[..16]));
    let mut other = secret.clone();
    other[0] ^= 1;
    let other = hashes(&made(&other).unwrap().sketch.0);
    assert!(kept.iter().all(|hash| !other.contains(hash)), "another key gives other hashes");
}

/// The blocks of code of a language in a page of the manual.
fn examples(page: &str, language: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join("assets/manual").join(page)).unwrap();
    let opening = format!("```{language}\n");
    let blocks = text.split(&opening).skip(1);
    blocks.map(|rest| rest.split("```").next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn the_examples_of_the_manual_are_read_and_say_the_same() {
    let [json, table] = ["json", "csv"].map(|language| {
        let found = examples("counts.md", language);
        assert_eq!(found.len(), 1);
        counts::parse("example", found[0].clone().into_bytes()).unwrap()
    });
    assert_eq!(json.strata, table.strata);
    assert_eq!(json.whole, table.whole);
    Consistent::new(json).unwrap();
}

fn write(path: &Path, text: &str) -> String {
    files::write(path, text.as_bytes()).unwrap();
    path.display().to_string()
}

#[test]
fn the_program_tells_what_counts_leave_possible() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(&folder.path().join("counts.csv"), &examples("counts.md", "csv")[0]);
    let (out, err) =
        ends_with(&["coverage", "--counts", &file, "--json", "--order", "registry,gp+pharmacy"], 0);
    assert_eq!(err, "");
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&json["version"], &json["from"]), (&1.into(), &"counts".into()));
    let steps = json["dropOff"].as_array().unwrap();
    assert_eq!(steps[1]["sources"], serde_json::json!(["gp", "pharmacy"]));
    for step in steps.iter().chain(json["bestSubsets"].as_array().unwrap()) {
        let number = |key: &str| step[key].as_f64().unwrap();
        assert!(number("low") <= number("independent") && number("independent") <= number("high"), "{step}");
        for estimate in step["estimates"].as_array().unwrap() {
            assert!(estimate["assumption"].is_string() && estimate["method"].is_string(), "{estimate}");
            assert!(estimate["certain"].is_boolean());
        }
    }
    for language in ["en", "nl"] {
        let (text, _) = ends_with(&["coverage", "--counts", &file, "--lang", language], 0);
        assert!(!text.contains("before-") && !text.contains("assumption-"), "{text}");
    }
    let (_, err) = ends_with(&["coverage", "--counts", &file, "--order", "registry,nobody"], 2);
    assert!(err.contains("nobody") && err.lines().count() == 1, "{err}");
    ends_with(&["coverage", "--counts", "nowhere.csv"], 3);
    let wrong = write(&folder.path().join("wrong.csv"), "source,patients\n,10\na,11\n");
    let (_, err) = ends_with(&["coverage", "--counts", &wrong], 1);
    assert!(err.contains("a has 11 patients of 10") && err.lines().count() == 1, "{err}");
}

#[test]
fn the_program_sketches_and_compares() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let people: Vec<u64> = (0..6000).collect();
    extract(Path::new(&path("a")), "a", "x", &people[..4000]);
    extract(Path::new(&path("b")), "b", "x", &people[2000..]);
    std::fs::write(path("key"), key(1)).unwrap();
    std::fs::write(path("other"), key(2)).unwrap();
    std::fs::write(path("short"), [1; 8]).unwrap();
    let sketch = |name: &str, key: &str, out: &str, more: &[&str], code: i32| {
        let (extract, key, out) = (path(name), path(key), path(out));
        let fixed = ["sketch", &extract, "--source", name, "--key-file", &key, "--out", &out];
        ends_with(&[&fixed[..], more].concat(), code)
    };
    let (out, _) = sketch("a", "key", "a.json", &["--by", "sex"], 0);
    assert!(out.contains("2 strata") && !out.contains("4,000"), "{out}");
    sketch("b", "key", "b.json", &["--by", "sex"], 0);
    sketch("b", "other", "c.json", &[], 0);
    let (_, err) = sketch("b", "short", "d.json", &[], 2);
    assert!(err.contains("32 bytes") && err.lines().count() == 1, "{err}");
    let (_, err) = sketch("b", "key", "d.json", &["--minimum", "5000"], 1);
    assert!(err.contains("fewer than 5000") && !Path::new(&path("d.json")).exists(), "{err}");
    sketch("b", "key", "d.json", &["--minimum", "10"], 2);
    sketch("b", "nowhere", "d.json", &[], 3);
    let (out, err) = ends_with(&["overlap", &path("a.json"), &path("b.json"), "--json"], 0);
    assert_eq!(err, "");
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["sources"][0]["id"], "a");
    let shared = json["overlaps"][0]["patients"]["estimate"].as_f64().unwrap();
    assert!((1600.0..2400.0).contains(&shared), "{shared}");
    assert_eq!(json["strata"].as_array().unwrap().len(), 2);
    let (text, _) = ends_with(&["overlap", &path("a.json"), &path("b.json"), "--lang", "nl"], 0);
    assert!(text.contains("a, b") && !text.contains("before-"), "{text}");
    let (_, err) = ends_with(&["overlap", &path("a.json"), &path("c.json")], 1);
    assert!(err.contains("different keys") && err.lines().count() == 1, "{err}");
    ends_with(&["overlap", &path("a.json")], 2);
    ends_with(&["overlap", &path("a.json"), &path("key")], 1);
}

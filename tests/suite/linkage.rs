//! Who is linked to what: crosswalks in the forms that go wrong, and the sample and real data against counting by
//! other means. How verdicts follow from numbers is tested beside the rules.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use std::path::Path;

use periplus::base::{Cancel, PatientSet, Progress, SourceId};
use periplus::compute::coverage::flow::{self, flow};
use periplus::compute::coverage::funnel::{Stage, funnel};
use periplus::compute::coverage::link_quality::{self, About, Claim, Expectation, Spec, Verdict};
use periplus::compute::select::select;
use periplus::io::load::{LoadOptions, Loaded, load};
use periplus::io::open::{self, OpenOptions};
use periplus::model::EventTest;
use periplus::model::report::Reason;
use periplus::store::{Fact, Store};
use polars::prelude::{CsvEncoding, CsvParseOptions, CsvReadOptions, DataFrame, ParquetReader, SerReader};

use crate::load::{extract, open as load_folder};
use crate::reader::root;

/// Registry `reg` in domain a; `gp` in b, with a patients and an enrolment table; `lab` in c, which b leads to.
const DESCRIPTOR: &str = r#"{"periplus": {"version": 1, "population": "reg"}, "resources": [
  {"path": "reg.csv", "periplus": {"source": "reg", "keyDomain": "a", "patient": "id",
    "attributes": {"sex": "sex", "birthYear": "born", "death": "died"}, "events": [{"phase": "diagnosis", "start": "d"}]}},
  {"path": "gp.csv", "periplus": {"source": "gp", "keyDomain": "b", "patient": "id", "events": [{"phase": "gp", "start": "d"}]}},
  {"path": "people.csv", "periplus": {"role": "patients", "source": "gp", "keyDomain": "b", "patient": "id",
    "attributes": {"sex": "sex", "birthDate": "born", "death": "died"}}},
  {"path": "enrolled.csv", "periplus": {"role": "coverage", "source": "gp", "keyDomain": "b",
    "columns": {"patient": "id", "from": "from", "to": "to"}}},
  {"path": "lab.csv", "periplus": {"source": "lab", "keyDomain": "c", "patient": "id", "events": [{"phase": "lab", "start": "d"}]}},
  {"path": "far.csv", "periplus": {"source": "far", "keyDomain": "d", "patient": "id", "events": [{"phase": "other", "start": "d"}]}},
  {"path": "ab.csv", "periplus": {"role": "crosswalk", "fromDomain": "a", "toDomain": "b", "columns": {"from": "a", "to": "b"}}},
  {"path": "bc.csv", "periplus": {"role": "crosswalk", "fromDomain": "b", "toDomain": "c", "columns": {"from": "b", "to": "c"}}}
]}"#;

fn ugly() -> Loaded {
    let folder = extract(
        DESCRIPTOR,
        &[
            ("reg.csv", b"id,sex,born,died,d\nr1,m,1950,2020,2019-01-01\nr2,f,1960,,2019-01-02\nr3,f,1961,2021-05-01,2019-01-03\nr3,m,1961,2021-05-02,2019-01-04\nr4,m,,,2019-01-05\nr5,f,1970,2022-01-01,2019\nr6,m,1980,,2019\nr7,m,1980,,soon\n"),
            // g1 and g2 are one person, g3 is two; g4 has no readable row, g5 is in no crosswalk; two rows without key.
            ("gp.csv", b"id,d\ng1,2019-02-01\ng2,2019-02-02\ng2,2019-02-03\ng3,2019-02-03\ng4,2019-02-31\ng4,\ng5,2019-02-04\ng5,2019-02-05\n,2019-02-06\n,2019-02-07\n"),
            // Another sex for r1, another year of birth for r5, and deaths that can and cannot be the same.
            ("people.csv", b"id,sex,born,died\ng1,f,1950-06-01,2020-03-01\ng8,f,1971-01-01,2022-01-02\ng4,m,1955-01-01,\n"),
            ("enrolled.csv", b"id,from,to\ng6,2015,2020\ng9,2015,2020\n"),
            ("lab.csv", b"id,d\nl1,2019-03-01\nl9,2019-03-02\n"),
            ("far.csv", b"id,d\nr1,2019-04-01\n"),
            ("ab.csv", b"a,b\nr1,g1\nr1,g2\nr2,g3\nr3,g3\nr4,g4\nr6,g6\nr5,g8\nr9,g7\n"),
            ("bc.csv", b"b,c\ng2,l1\ng8,l2\n"),
        ],
    );
    load_folder(folder.path()).expect("the extract can be read")
}

fn source(store: &Store, id: &str) -> SourceId {
    store.source_by_id(id).expect("the source is there")
}

/// Pseudonyms of a set.
fn names(store: &Store, set: &PatientSet) -> Vec<String> {
    set.iter().map(|patient| store.head().keys.text(patient.index())).collect()
}

#[test]
fn who_is_keyed_and_who_is_linked() {
    let loaded = ugly();
    let store = &loaded.store;
    let of = |id: &str| store.linkage_of(source(store, id));
    // r7 has no readable event, but attributes: the registry names it.
    assert_eq!(names(store, &of("reg").keyed), ["r1", "r2", "r3", "r4", "r5", "r6", "r7"]);
    assert_eq!(of("reg").linked, of("reg").keyed);
    assert_eq!((of("reg").keys, of("reg").records, of("reg").unreadable), (7, 8, 1));
    let gp = of("gp");
    // r2 and r3 share a key; r4 has a row that was set aside, r6 enrolment, r5 a row of people.
    assert_eq!(names(store, &gp.keyed), ["r1", "r4", "r5", "r6"]);
    assert_eq!(gp.linked, gp.keyed);
    assert_eq!((gp.rows, gp.records, gp.unreadable, gp.keyless, gp.keys), (15, 10, 2, 2, 8));
    let unlinked: Vec<_> = gp.unlinked.iter().map(|u| (u.reason, u.records, u.keys)).collect();
    assert_eq!(unlinked, [(Reason::KeyNotInCrosswalk, 2, 2), (Reason::AmbiguousKey, 1, 1)]);
    // Two crosswalks away; l2 would lead to r5, but the laboratory does not name it.
    assert_eq!(
        (names(store, &of("lab").keyed), names(store, &of("lab").linked)),
        (vec!["r1".into(), "r5".into()], vec!["r1".into()])
    );
    assert!(of("far").keyed.is_empty() && of("far").linked.is_empty());
    assert_eq!(of("far").unlinked[0].reason, Reason::KeyDomainNotLinked);

    let walks = &store.head().linkage.crosswalks;
    let sides: Vec<_> = walks.iter().map(|walk| (walk.from.as_str(), walk.to.as_str(), walk.pairs)).collect();
    assert_eq!(sides, [("b", "a", 8), ("c", "b", 2)]);
    assert_eq!(
        (walks[0].from_keys, walks[0].one_to_many, walks[0].to_keys, walks[0].many_to_one),
        (7, 1, 7, 1)
    );
    assert_eq!(
        (names(store, &walks[0].shared), names(store, &walks[0].doubled)),
        (vec!["r2".into(), "r3".into()], vec!["r1".into()])
    );
}

#[test]
fn sources_that_contradict_each_other() {
    let loaded = ugly();
    let store = &loaded.store;
    let linkage = &store.head().linkage;
    let (reg, gp) = (source(store, "reg"), source(store, "gp"));
    let differ = |fact, a, b| linkage.conflict(fact, a, b).map(|set| names(store, set)).unwrap_or_default();
    assert_eq!(differ(Fact::Sex, reg, gp), ["r1"]);
    // The registry's own rows differ in sex and in day of death.
    assert_eq!(
        (differ(Fact::Sex, reg, reg), differ(Fact::Death, reg, reg)),
        (vec!["r3".into()], vec!["r3".into()])
    );
    assert_eq!(differ(Fact::Birth, gp, reg), ["r5"]);
    // 2020 and 2020-03-01 can be the same; 2022-01-01 and 2022-01-02 cannot.
    assert_eq!(differ(Fact::Death, reg, gp), ["r5"]);
    let given = |fact, source| linkage.given(fact, source).map(|set| names(store, set)).unwrap_or_default();
    assert_eq!(given(Fact::Death, gp), ["r1", "r5"]);
    assert_eq!(given(Fact::Birth, gp), ["r1", "r4", "r5"]);
    assert!(linkage.given(Fact::Sex, source(store, "lab")).is_none());
    // What is kept of several values is still the one that stands first.
    let sex = store.attribute_by_id("sex").unwrap();
    assert_eq!(
        sex.category(store.head().keys.find("r1").map(|at| periplus::base::PatientId(at as u32)).unwrap()),
        Some("m")
    );
}

#[test]
fn the_linkage_does_not_depend_on_threads_and_is_kept() {
    let folder = root().join("sample_data");
    let with = |threads| {
        let options = LoadOptions { threads: Some(threads), ..LoadOptions::default() };
        load(&folder, &options, &Cancel::default(), &Progress::default()).unwrap().store
    };
    let (one, many) = (with(1), with(3));
    assert_eq!(one.head().linkage, many.head().linkage);

    // Written beside a copy of the small extract, and read back.
    let place = extract(DESCRIPTOR, &[]);
    for name in ["reg", "gp", "people", "enrolled", "lab", "far", "ab", "bc"] {
        let text = match name {
            "reg" => "id,sex,born,died,d\nr1,m,1950,2020,2019-01-01\n",
            "gp" | "lab" | "far" => "id,d\ng1,2019-02-01\n",
            "people" => "id,sex,born,died\ng1,f,1950-06-01,\n",
            "enrolled" => "id,from,to\ng1,2015,2020\n",
            "ab" => "a,b\nr1,g1\nr2,g1\nr1,g2\n",
            _ => "b,c\ng2,l1\n",
        };
        std::fs::write(place.path().join(format!("{name}.csv")), text).unwrap();
    }
    let options = OpenOptions { skip_broken: false, caching: true, generation: 1 };
    let open = || open::open(place.path(), options, &Cancel::default(), &Progress::default()).unwrap();
    let (first, second) = (open(), open());
    assert!(!first.from_cache && second.from_cache);
    assert_eq!(first.store.head().linkage, second.store.head().linkage);
    assert_eq!(second.store.head().linkage.crosswalks.len(), 2);
}

/// A table of the sample, all of it as text.
fn table(path: &str, separator: u8) -> DataFrame {
    read(&root().join("sample_data").join(path), separator)
}

/// Why a table can always be read here.
const READ: &str = "the table lies there, as its descriptor says";

fn read(path: &Path, separator: u8) -> DataFrame {
    if path.extension().is_some_and(|end| end == "parquet") {
        return ParquetReader::new(std::fs::File::open(path).expect(READ)).finish().expect(READ);
    }
    let packed = std::fs::read(path).expect(READ);
    let mut bytes = Vec::new();
    match path.extension().and_then(|end| end.to_str()) {
        Some("gz") => drop(flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut bytes).expect(READ)),
        Some("zst") => bytes = zstd::decode_all(&packed[..]).expect(READ),
        _ => bytes = packed,
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes).to_vec();
    let options = CsvParseOptions::default().with_separator(separator).with_encoding(CsvEncoding::LossyUtf8);
    CsvReadOptions::default()
        .with_infer_schema_length(Some(0))
        .with_parse_options(options)
        .into_reader_with_file_handle(Cursor::new(bytes))
        .finish()
        .expect(READ)
}

fn column(table: &DataFrame, name: &str) -> Vec<Option<String>> {
    let cells = table.column(name).expect(READ).str().expect(READ);
    cells.iter().map(|cell| cell.filter(|cell| !cell.is_empty()).map(str::to_owned)).collect()
}

/// The keys of a source, from all its tables.
fn keys(tables: &[(&str, u8, &str)]) -> BTreeSet<String> {
    let of = |(path, separator, name): &(&str, u8, &str)| column(&table(path, *separator), name);
    tables.iter().flat_map(of).flatten().collect()
}

/// A file, its delimiter, and the column with the key.
type Keyed = (&'static str, u8, &'static str);

/// By source: its tables, and the crosswalk that its keys need.
const TABLES: [(&str, &[Keyed], Option<&str>); 9] = [
    ("nkr", &[("nkr/registratie.csv", b',', "pseudo")], None),
    (
        "huisarts",
        &[
            ("huisarts/netwerk_noordoost.csv", b',', "patient"),
            ("huisarts/netwerk_west.csv.gz", b';', "PATNR"),
        ],
        Some("huisarts"),
    ),
    ("apotheek", &[("apotheek/afleveringen.csv.gz", b',', "klant")], Some("apotheek")),
    ("poliapotheek", &[("apotheek/poliklinisch.csv", b',', "klant")], Some("apotheek")),
    ("ziekenhuisapotheek", &[("ziekenhuis/toedieningen.csv", b',', "sleutel")], Some("ziekenhuis")),
    ("lbz", &[("ziekenhuis/opnamen.csv", b';', "sleutel")], Some("ziekenhuis")),
    ("lab", &[("lab/uitslagen.parquet", b',', "sleutel")], Some("ziekenhuis")),
    (
        "verzekeraar",
        &[
            ("verzekeraar/declaraties_tm_2019.csv.zst", b',', "verzekerde"),
            ("verzekeraar/declaraties_va_2020.csv.zst", b',', "verzekerde"),
            ("verzekeraar/inschrijvingen.csv", b',', "verzekerde"),
        ],
        Some("verzekeraar"),
    ),
    ("nazorg", &[("nazorg/bezoeken.csv", b',', "pseudo")], None),
];

fn sample() -> Store {
    load_folder(&root().join("sample_data")).expect("the sample can be read").store
}

#[test]
fn the_sample_is_linked_as_plain_counting_says() {
    let store = sample();
    let text = |set: &PatientSet| names(&store, set).into_iter().collect::<BTreeSet<_>>();
    let everybody = text(&store.everybody());
    let mut linked_by: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (id, tables, crosswalk) in TABLES {
        let linkage = store.linkage_of(source(&store, id));
        let named = keys(tables);
        assert_eq!(linkage.keys, named.len() as u64, "keys of {id}");
        let Some(crosswalk) = crosswalk else {
            let known: BTreeSet<String> = named.intersection(&everybody).cloned().collect();
            assert_eq!(
                (text(&linkage.linked), linkage.keyed.len()),
                (known.clone(), everybody.len()),
                "{id}"
            );
            linked_by.insert(id, known);
            continue;
        };
        let walk = table(&format!("koppeling/{crosswalk}.csv"), b',');
        let (mut to, mut from): (BTreeMap<_, BTreeSet<_>>, BTreeMap<_, BTreeSet<_>>) = Default::default();
        for (key, person) in
            column(&walk, "van").into_iter().flatten().zip(column(&walk, "naar").into_iter().flatten())
        {
            to.entry(key.clone()).or_default().insert(person.clone());
            from.entry(person).or_default().insert(key);
        }
        let one = |key: &String| to.get(key).filter(|to| to.len() == 1).and_then(BTreeSet::first).cloned();
        let keyed: BTreeSet<String> = to.keys().filter_map(one).filter(|p| everybody.contains(p)).collect();
        let linked: BTreeSet<String> = named.iter().filter_map(one).collect();
        assert_eq!((text(&linkage.keyed), text(&linkage.linked)), (keyed, linked.clone()), "{id}");
        let count = |reason| {
            let of = linkage.unlinked.iter().find(|unlinked| unlinked.reason == reason);
            of.map_or(0, |unlinked| unlinked.keys as usize)
        };
        let lost = named.iter().filter(|key| !to.contains_key(*key)).count();
        let shared = named.iter().filter(|key| to.get(*key).is_some_and(|to| to.len() > 1)).count();
        assert_eq!((count(Reason::KeyNotInCrosswalk), count(Reason::AmbiguousKey)), (lost, shared), "{id}");
        let all = &store.head().linkage.crosswalks;
        let ours = all.iter().find(|walk| walk.from == format!("{crosswalk}-sleutel")).unwrap();
        let several =
            |of: &BTreeMap<String, BTreeSet<String>>| of.values().filter(|of| of.len() > 1).count() as u64;
        assert_eq!((ours.one_to_many, ours.from_keys), (several(&to), to.len() as u64), "{id}");
        assert_eq!((ours.many_to_one, ours.to_keys), (several(&from), from.len() as u64), "{id}");
        linked_by.insert(id, linked);
    }
    let in_all =
        linked_by.values().fold(everybody.clone(), |all, set| all.intersection(set).cloned().collect());
    let smallest = linked_by.values().map(BTreeSet::len).min().unwrap() as u64;
    let findings = link_quality::judge(&store, &Spec::of(&store), &Cancel::default()).unwrap();
    let loss = findings.iter().find(|finding| finding.id == "L05").unwrap();
    assert_eq!((loss.numerator, loss.denominator), (in_all.len() as u64, smallest));
    let ids = ["L01", "L02", "L03", "L04", "L05", "L06", "L07"];
    let verdicts: Vec<_> = findings.iter().map(|finding| (finding.id, finding.verdict)).collect();
    assert_eq!(verdicts.iter().map(|(id, _)| *id).collect::<Vec<_>>(), ids);
    // One key in a thousand is shared on purpose, and general practitioners deliver in three regions of five.
    assert_eq!((verdicts[0].1, verdicts[1].1), (Verdict::Flag, Verdict::Flag));
    let region = findings[1].details.iter().find(|detail| {
        matches!(&detail.about, About::Level { source, subgroup, level: Some(_) }
            if *source == self::source(&store, "huisarts") && subgroup == "region")
    });
    assert_eq!(region.map(|detail| detail.verdict), Some(Verdict::Flag));
}

#[test]
fn the_link_rate_by_region_is_that_of_plain_counting() {
    let store = sample();
    let registry = table("nkr/registratie.csv", b',');
    let region: BTreeMap<String, String> = column(&registry, "pseudo")
        .into_iter()
        .zip(column(&registry, "regio"))
        .filter_map(|(key, region)| Some((key?, region?)))
        .collect();
    let findings = link_quality::judge(&store, &Spec::default(), &Cancel::default()).unwrap();
    for (at, (id, _, _)) in TABLES.iter().enumerate() {
        let linked = names(&store, &store.linkage_of(source(&store, id)).linked);
        let detail = findings[1].details.iter().find_map(|detail| match &detail.about {
            About::Level { source, subgroup, level: Some(level) }
                if source.index() == at && subgroup == "region" =>
            {
                Some((detail, level))
            }
            _ => None,
        });
        let (detail, level) = detail.expect("every region is large enough");
        let count = |with: &dyn Fn(&String) -> bool| region.values().filter(|region| with(region)).count();
        let of_linked = |with: &dyn Fn(&String) -> bool| {
            linked.iter().filter(|key| region.get(*key).is_some_and(with)).count()
        };
        let (here, elsewhere) = (|region: &String| region == level, |region: &String| region != level);
        assert_eq!((detail.numerator, detail.denominator), (of_linked(&here) as u64, count(&here) as u64));
        let apart = of_linked(&here) as f64 / count(&here) as f64
            - of_linked(&elsewhere) as f64 / count(&elsewhere) as f64;
        assert!((detail.value.unwrap() - apart).abs() < 1e-12, "{id}");
    }
}

#[test]
fn the_flow_of_the_sample_adds_up() {
    let loaded = load_folder(&root().join("sample_data")).unwrap();
    let store = &loaded.store;
    let cancel = Cancel::default();
    let selection = select(store, &[], &cancel).unwrap();
    let funnel = funnel(store, &selection, None, &cancel).unwrap();
    let flow = flow(store, &funnel);
    for column in &flow.sources {
        let id = &store.head().sources[column.source.index()].id;
        let at = |key: &str| *column.boxes.iter().find(|one| one.key == key).unwrap();
        let tables = loaded.report.resources.iter().filter(|table| table.source.as_ref() == Some(id));
        let (mut made, mut aside) = (0, 0);
        for table in tables.filter(|table| table.events > 0) {
            made += table.events;
            aside += table.set_aside.iter().map(|tally| tally.count).sum::<u64>();
        }
        assert_eq!(at(flow::DELIVERED).records, Some(made + aside), "{id}");
        assert_eq!(at(flow::LINKED).records, Some(made), "{id}");
        let lost: u64 = column.boxes[1..4].iter().filter_map(|one| one.lost).sum();
        assert_eq!(lost, aside, "{id}");
        assert_eq!(at(flow::LINKED).patients, Some(store.linkage_of(column.source).linked.len() as u64));
        let row = &funnel.rows[column.source.index()];
        assert_eq!(at(flow::ANALYSED).patients, Some(row.at(Stage::Usable).0), "{id}");
        let shrinking = column.boxes[3..].windows(2).all(|two| two[0].patients >= two[1].patients);
        assert!(shrinking && column.boxes.windows(2).all(|two| two[0].records >= two[1].records), "{id}");
    }
    let complete = flow.combined.last().unwrap();
    let all = (0..store.head().sources.len() as u16)
        .map(|at| funnel.who(store, SourceId(at), Stage::Any))
        .fold(store.everybody(), |all, who| &all & &who);
    assert_eq!((complete.key, complete.patients), (flow::COMPLETE, Some(all.len() as u64)));
    let table = flow.table();
    assert_eq!(table.len(), flow.sources.len() * 8 + 9);
    assert!(
        table.iter().all(|row| row.reason.is_some() == row.excluded.is_some_and(|excluded| excluded > 0))
    );
}

#[test]
fn tcga_is_alive_in_the_registry_and_dead_in_a_later_form() {
    let folder = root().join("tests/data/tcga_coad_read_ov");
    let store = load_folder(Path::new(&folder)).unwrap().store;
    let claim = Claim::Attribute {
        attribute: "vitalStatus".into(),
        yes: vec!["dead".into()],
        no: vec!["alive".into()],
    };
    let evidence = EventTest {
        sources: vec!["follow_ups".into()],
        phases: vec!["death".into()],
        ..EventTest::default()
    };
    let spec = Spec { expectations: vec![Expectation { claim, evidence, reach: None }], ..Spec::default() };
    let findings = link_quality::judge(&store, &spec, &Cancel::default()).unwrap();
    let find = |id: &str| findings.iter().find(|finding| finding.id == id).unwrap();
    // The registry says alive of 110 people whom a later form says dead; of one of them no form says when.
    let (people, later) =
        (read(&folder.join("patients.csv.gz"), b','), read(&folder.join("follow_ups.csv.gz"), b','));
    let with = |table: &DataFrame, name: &str, wanted: &dyn Fn(Option<String>) -> bool| -> BTreeSet<String> {
        let rows = column(table, "patient").into_iter().zip(column(table, name));
        rows.filter_map(|(patient, cell)| patient.filter(|_| wanted(cell))).collect()
    };
    let is = |text: &'static str| move |cell: Option<String>| cell.as_deref() == Some(text);
    let alive = with(&people, "vital_status", &is("alive"));
    assert_eq!(alive.intersection(&with(&later, "vital_status", &is("dead"))).count(), 110);
    let dated = alive.intersection(&with(&later, "days_to_death", &|cell| cell.is_some())).count();
    assert_eq!((find("L04").numerator, dated), (109, 109));
    let (registry, forms) = (source(&store, "registry"), source(&store, "follow_ups"));
    let death = find("L07").details.iter().find(|d| d.about == About::Says(Fact::Death, registry, forms));
    assert_eq!(death.map(|detail| detail.numerator), Some(1));
    // No crosswalk: one domain, and everybody has a key in it.
    assert_eq!(find("L01").verdict, Verdict::NotApplicable);
    assert_eq!(store.linkage_of(forms).keyed.len(), 1220);
}

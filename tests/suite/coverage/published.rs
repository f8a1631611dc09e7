//! Combinations of sources in real extracts: numbers published with the sets, and those of polars over raw tables.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{Cursor, Read};
use std::path::Path;

use periplus::base::{Cancel, PatientId, Progress, Span, Time};
use periplus::compute::coverage::{Patterns, bars, covariate, drop_off, flow, funnel, heat, patterns};
use periplus::compute::{GroupTitle, align, select};
use periplus::io::load::{LoadOptions, load};
use periplus::model::{Align, CoverageQuestion, Filter, SetMode, SetSort, SetSpec, SetUnit};
use periplus::store::Store;
use polars::prelude::{CsvEncoding, CsvParseOptions, CsvReadOptions, DataFrame, ParquetReader, SerReader};

use crate::reader::root;

fn open(folder: &str) -> Store {
    let loaded =
        load(&root().join(folder), &LoadOptions::default(), &Cancel::default(), &Progress::default());
    loaded.unwrap_or_else(|error| panic!("{folder} does not load: {error}")).store
}

fn ask(store: &Store, question: &CoverageQuestion) -> Patterns {
    let selection = select::select(store, &[], &Cancel::default()).expect("nobody cancels");
    patterns(store, &selection, question, &Cancel::default()).expect("nobody cancels")
}

fn mask(found: &Patterns, store: &Store, ids: &[&str]) -> u64 {
    let place = |id: &&str| {
        let source = store.source_by_id(id).expect("the source is in the extract");
        let at = found.sets.iter().position(|set| set.members == [(source, None)]);
        1u64 << at.expect("the source is in the question")
    };
    ids.iter().map(place).sum()
}

/// The counts that the set plot's authors show.
#[test]
fn films_fall_into_the_published_intersections() {
    let store = open("tests/data/upsetr");
    let genres = store.head().sources.iter().filter(|source| source.id != "films");
    let sets = genres.map(|source| SetSpec::of_source(&source.id)).collect();
    let found = ask(&store, &CoverageQuestion { sets, ..CoverageQuestion::default() });
    assert_eq!((found.patients, found.sets.len(), found.people.len()), (3_883, 17, 280));
    let count = |mode, ids: &[&str]| found.count(mode, mask(&found, &store, ids));
    assert_eq!(
        (count(SetMode::Inclusive, &["Drama"]), count(SetMode::Inclusive, &["Comedy"])),
        (1_603, 1_200)
    );
    let exactly = |ids: &[&str]| count(SetMode::Exclusive, ids);
    assert_eq!((exactly(&["Drama"]), exactly(&["Comedy"]), exactly(&["Horror"])), (843, 526, 178));
    assert_eq!(exactly(&["Comedy", "Drama"]), 162);
    let drawn = bars(&found, SetMode::Exclusive, SetUnit::Patients, SetSort::Size, 4);
    assert_eq!(drawn.bars.iter().map(|bar| bar.patients).collect::<Vec<_>>(), [843, 526, 178, 162]);
    assert_eq!((drawn.of, drawn.weight_shown, drawn.weight_all), (280, 1_709.0, 3_883.0));
    // Nobody says when a genre could have seen a film.
    assert_eq!((found.silent, found.time.len(), found.frame), (found.all_sets(), 0, None));
    let order: Vec<usize> = (0..17).collect();
    let left = drop_off(&found, &order);
    assert!((left.shapley.iter().sum::<f64>() - 3_883.0).abs() < 1e-9, "no film is in all genres");
}

/// The population register and the family register name everybody and give no event.
#[test]
fn registers_without_dates_count_by_whom_they_name() {
    let store = open("tests/data/swereg");
    let found = ask(&store, &CoverageQuestion::default());
    assert_eq!((found.patients, found.sets.len()), (1_000, 7));
    let care = ["demographics", "family", "outpatient", "inpatient", "prescriptions"];
    let exactly = |ids: &[&str]| found.count(SetMode::Exclusive, mask(&found, &store, ids));
    assert_eq!(exactly(&[&care[..], &["cancer"]].concat()), 428);
    assert_eq!(exactly(&care), 262);
    let drawn = bars(&found, SetMode::Exclusive, SetUnit::Patients, SetSort::Size, 2);
    assert_eq!(drawn.bars.iter().map(|bar| bar.patients).collect::<Vec<_>>(), [428, 262]);
}

/// What the set plot calls a record, the funnel and the flow do too, with and without a filter and a window.
#[test]
fn one_reading_of_a_register_without_dates() {
    let store = open("tests/data/swereg");
    let cancel = Cancel::default();
    let window = Some(Span { from: Time::from_date(2010, 1, 1), to: Time::from_date(2011, 1, 1) });
    let drugs = Filter::Sources(vec!["prescriptions".into()]);
    let codeless = Filter::Phases(vec!["pharmacy".into()]);
    for (chain, window) in [(vec![], None), (vec![], window), (vec![drugs], None), (vec![codeless], window)] {
        let selection = select::select(&store, &chain, &cancel).expect("not cancelled");
        let question = CoverageQuestion { window, ..CoverageQuestion::default() };
        let found = patterns(&store, &selection, &question, &cancel).expect("not cancelled");
        let funnel = funnel::funnel(&store, &selection, window, &cancel).expect("not cancelled");
        for (at, row) in funnel.rows.iter().enumerate() {
            assert_eq!(row.usable.patients, found.count(SetMode::Inclusive, 1 << at), "{at} {chain:?}");
            assert_eq!(row.names_only, found.named >> at & 1 == 1);
        }
        let flow = flow::flow(&store, &funnel);
        let columns = flow.sources.iter().map(|column| (Some(column.source), &column.boxes));
        for (source, boxes) in columns.chain([(None, &flow.combined)]) {
            for one in boxes {
                let who = flow::who(&store, &funnel, source, one.key);
                let keys = one.key == flow::KEYS;
                assert_eq!(who.map(|who| who.len() as u64), one.patients.filter(|_| !keys), "{}", one.key);
            }
        }
        assert_eq!(
            flow.combined.last().and_then(|last| last.patients),
            Some(found.count(SetMode::Inclusive, found.all_sets()))
        );
    }
    let named = store.source_by_id("demographics").expect("it is a source").index();
    let everybody = select::select(&store, &[], &cancel).expect("not cancelled");
    let funnel = funnel::funnel(&store, &everybody, None, &cancel).expect("not cancelled");
    assert_eq!((funnel.rows[named].any.patients, funnel.rows[named].any.events), (1_000, 0));
}

/// Every level of what patients are compared by opens as many patients as it counts, those of age and year too.
#[test]
fn every_level_opens_whom_it_counts() {
    let store = open("sample_data");
    let cancel = Cancel::default();
    let found = ask(&store, &CoverageQuestion::default());
    let index = align::align(&store, &Align::Index, &cancel).expect("not cancelled");
    let all: Vec<PatientId> = found.each().map(|(patient, _)| patient).collect();
    let mut seen = 0;
    for id in covariate::ids(&store) {
        let heat = heat(&store, &found, &index, &id).expect("it is an attribute");
        let listed: Vec<GroupTitle> = heat.rows.iter().map(|row| row.level.clone()).collect();
        for row in &heat.rows {
            let who = covariate::of_level(&store, &index, &all, (&id, &row.level), &listed);
            assert_eq!(who.len() as u64, row.of, "{id} {:?}", row.level);
            let complete = found.who(SetMode::Inclusive, found.all_sets());
            assert_eq!(who.intersection_len(&complete) as u64, row.all, "{id} {:?}", row.level);
            seen += 1;
        }
    }
    assert!(seen > 20, "only {seen} levels");
}

/// A table of the sample, all cells as text.
fn table(path: &str, separator: u8) -> DataFrame {
    let path = root().join("sample_data").join(path);
    let raw = std::fs::read(&path).expect("the sample is there");
    let mut bytes = Vec::new();
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("gz") => {
            flate2::read::GzDecoder::new(raw.as_slice()).read_to_end(&mut bytes).expect("gzip");
        }
        Some("zst") => bytes = zstd::decode_all(raw.as_slice()).expect("Zstandard"),
        _ => bytes = raw,
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes).to_vec();
    let form = CsvParseOptions::default().with_separator(separator).with_encoding(CsvEncoding::LossyUtf8);
    CsvReadOptions::default()
        .with_infer_schema_length(Some(0))
        .with_parse_options(form)
        .into_reader_with_file_handle(Cursor::new(bytes))
        .finish()
        .expect("polars reads it")
}

fn texts<'a>(table: &'a DataFrame, column: &str) -> Vec<Option<&'a str>> {
    let column = table.column(column).expect("the column is there").str().expect("text");
    column.iter().map(|text| text.filter(|text| !text.is_empty())).collect()
}

/// The keys of the rows that have all of these columns.
fn keys(table: &DataFrame, key: &str, filled: &[&str]) -> BTreeSet<String> {
    let filled: Vec<Vec<Option<&str>>> = filled.iter().map(|column| texts(table, column)).collect();
    let whole = |row: usize| filled.iter().all(|column| column[row].is_some());
    let keys = texts(table, key).into_iter().enumerate().filter(|(row, _)| whole(*row));
    keys.filter_map(|(_, key)| key.map(String::from)).collect()
}

/// From the keys of a holder to persons; keys that lead to several lead nowhere.
fn crosswalk(name: &str) -> HashMap<String, String> {
    let table = table(&format!("koppeling/{name}.csv"), b',');
    let mut all: HashMap<String, BTreeSet<String>> = HashMap::new();
    for (from, to) in texts(&table, "van").into_iter().zip(texts(&table, "naar")) {
        if let (Some(from), Some(to)) = (from, to) {
            all.entry(from.to_owned()).or_default().insert(to.to_owned());
        }
    }
    let single = all.into_iter().filter(|(_, to)| to.len() == 1);
    single.filter_map(|(from, to)| Some((from, to.into_iter().next()?))).collect()
}

/// The persons of each source of the sample, from its tables alone.
fn persons() -> BTreeMap<&'static str, BTreeSet<String>> {
    let through = |walk: &str, keys: BTreeSet<String>| -> BTreeSet<String> {
        let walk = crosswalk(walk);
        keys.iter().filter_map(|key| walk.get(key)).cloned().collect()
    };
    let of = |path: &str, separator, key: &str, filled: &[&str]| keys(&table(path, separator), key, filled);
    let mut gp = of("huisarts/netwerk_noordoost.csv", b',', "patient", &["contactdatum", "icpc"]);
    gp.extend(of("huisarts/netwerk_west.csv.gz", b';', "PATNR", &["DATUM", "ICPC"]));
    let mut claims = BTreeSet::new();
    for path in ["verzekeraar/declaraties_tm_2019.csv.zst", "verzekeraar/declaraties_va_2020.csv.zst"] {
        let table = table(path, b',');
        claims.extend(keys(&table, "verzekerde", &["datum", "prestatie"]));
        claims.extend(keys(&table, "verzekerde", &["datum", "atc"]));
    }
    let file =
        std::fs::File::open(root().join(Path::new("sample_data/lab/uitslagen.parquet"))).expect("a file");
    let lab = ParquetReader::new(file).finish().expect("polars reads it");
    let lab: BTreeSet<String> = texts(&lab, "sleutel").into_iter().flatten().map(String::from).collect();
    let stays = table("ziekenhuis/opnamen.csv", b';');
    let mut hospital = keys(&stays, "sleutel", &["verrichting", "verrichtingdatum"]);
    let kinds = texts(&stays, "soort");
    let admitted = texts(&stays, "sleutel").into_iter().zip(texts(&stays, "opname")).zip(kinds);
    let admitted =
        admitted.filter(|((_, date), kind)| date.is_some() && matches!(kind, Some("K" | "D" | "P")));
    hospital.extend(admitted.filter_map(|((key, _), _)| key.map(String::from)));
    BTreeMap::from([
        ("nkr", of("nkr/registratie.csv", b',', "pseudo", &["incdat"])),
        ("huisarts", through("huisarts", gp)),
        (
            "apotheek",
            through("apotheek", of("apotheek/afleveringen.csv.gz", b',', "klant", &["datum", "atc"])),
        ),
        (
            "poliapotheek",
            through("apotheek", of("apotheek/poliklinisch.csv", b',', "klant", &["afleverdatum", "atc"])),
        ),
        (
            "ziekenhuisapotheek",
            through("ziekenhuis", of("ziekenhuis/toedieningen.csv", b',', "sleutel", &["tijdstip", "atc"])),
        ),
        ("lbz", through("ziekenhuis", hospital)),
        ("lab", through("ziekenhuis", lab)),
        ("verzekeraar", through("verzekeraar", claims)),
        ("nazorg", of("nazorg/bezoeken.csv", b',', "pseudo", &["datum", "soort"])),
    ])
}

#[test]
fn the_sample_is_counted_as_polars_counts_it() {
    let store = open("sample_data");
    let found = ask(&store, &CoverageQuestion::default());
    let persons = persons();
    let sources = &store.head().sources;
    assert_eq!(persons.len(), sources.len());
    let population = &persons["nkr"];
    assert_eq!(found.patients, population.len() as u64);
    let mut expected: BTreeMap<u64, u64> = BTreeMap::new();
    for person in population {
        let has = |id: &str| persons[id].contains(person);
        let mask = sources.iter().enumerate().filter(|(_, s)| has(&s.id)).fold(0, |m, (at, _)| m | 1 << at);
        *expected.entry(mask).or_default() += 1;
    }
    assert_eq!(found.people, expected.into_iter().collect::<Vec<_>>());
    let any = ["apotheek", "poliapotheek", "ziekenhuisapotheek"];
    let either = population.iter().filter(|person| any.iter().any(|id| persons[id].contains(*person)));
    assert_eq!(found.count(SetMode::Union, mask(&found, &store, &any)), either.count() as u64);
    let in_all = population.iter().filter(|person| persons.values().all(|all| all.contains(*person)));
    let left = drop_off(&found, &[]);
    assert_eq!(left.steps[left.steps.len() - 1].remaining, in_all.count() as u64);
}

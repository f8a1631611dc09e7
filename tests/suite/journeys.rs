//! Aggregated journeys against counts that others published, against plain computations written out here, and against
//! what must hold of any journeys. The plain computations share no code with the program.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use periplus::base::time::DAY;
use periplus::base::{Cancel, Precision, Progress, SourceId};
use periplus::compute::journeys::flow::{Columns, flow};
use periplus::compute::journeys::sequence::names_at;
use periplus::compute::journeys::tree::{Kind, Milestones, TreeSpec, tree};
use periplus::compute::journeys::variants::variants;
use periplus::compute::journeys::{
    Dfg, Sequences, compare, dfg, matrix, pathway_tables, pathways, sequences,
};
use periplus::compute::{align, select};
use periplus::io::load::{LoadOptions, load};
use periplus::io::ohdsi;
use periplus::model::journeys::{CensorType, JourneyQuestion, Level, PathwayQuestion, Simplification, Ties};
use periplus::model::{Align, EventTest, Kind as SourceKind, Occurrence, Phase, Source};
use periplus::store::build::{Meta, Part, Row, assemble};
use periplus::store::{Code, CodeTable, FileEntry, Head, Keys, POINT, Store};
use proptest::prelude::*;
use serde_json::Value;

use crate::reader::root;

fn opened(set: &str) -> Store {
    let path = root().join("tests/data").join(set);
    load(&path, &LoadOptions::default(), &Cancel::default(), &Progress::default()).expect("it loads").store
}

fn counted(store: &Store, question: &JourneyQuestion, align: &Align) -> (Sequences, Dfg) {
    let cancel = Cancel::default();
    let selection = select::select(store, &[], &cancel).expect("nobody cancels");
    let anchors = align::align(store, align, &cancel).expect("nobody cancels");
    let sequences = sequences(store, &selection, &anchors, question, &cancel).expect("nobody cancels");
    let graph = dfg::dfg(&sequences, &cancel).expect("nobody cancels");
    (sequences, graph)
}

fn by_row(level: Level) -> JourneyQuestion {
    JourneyQuestion { level, ties: Ties::Row, steps: Vec::new() }
}

fn follows(sequences: &Sequences, graph: &Dfg, from: &str, to: &str) -> u64 {
    let symbol = |name| sequences.alphabet.find(name).expect("the name is there");
    graph.edge(symbol(from), symbol(to)).map_or(0, |edge| edge.count)
}

#[test]
fn the_artificial_log_has_its_published_counts() {
    let store = opened("patients_artificial");
    let text =
        std::fs::read_to_string(root().join("tests/data/patients_artificial/expected.json")).expect("a file");
    let expected: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((store.patient_count() as u64, store.event_count() as u64), (500, 2721));
    let (sequences, graph) = counted(&store, &by_row(Level::Code), &Align::Index);
    assert_eq!(graph.nodes.len() as u64, expected["activities"]);
    assert_eq!(variants(&sequences).variants.len() as u64, expected["variants"]);
    for edge in expected["directlyFollows"].as_array().expect("a list") {
        let name = |key: &str| edge[key].as_str().expect("a name");
        assert_eq!(follows(&sequences, &graph, name("from"), name("to")), edge["count"], "{edge}");
    }
}

#[test]
fn the_glioma_timeline_has_its_published_counts() {
    let store = opened("lgg_ucsf_2014");
    let (sequences, graph) = counted(&store, &by_row(Level::Source), &Align::Index);
    assert_eq!(follows(&sequences, &graph, "specimen", "surgery"), 49);
    assert_eq!(follows(&sequences, &graph, "surgery", "status"), 26);
    assert_eq!(follows(&sequences, &graph, "status", "specimen"), 26);
    assert_eq!(follows(&sequences, &graph, "treatment", "status"), 15);
    // By default a specimen and the surgery it was taken in are one set, and neither follows the other.
    let (sets, graph) = counted(
        &store,
        &JourneyQuestion { level: Level::Source, ..JourneyQuestion::default() },
        &Align::Index,
    );
    assert_eq!(follows(&sets, &graph, "specimen", "surgery"), 0);
    let both = (0..sets.alphabet.len() as u32)
        .find(|&symbol| sets.alphabet.members(symbol) == ["specimen", "surgery"]);
    assert!(graph.node(both.expect("there is such a set")).is_some_and(|node| node.events > node.steps));
}

/// The study whose results are published: its cohorts as the table numbers them.
fn study() -> PathwayQuestion {
    let mut question =
        ohdsi::arguments(&root().join("tests/data/pathways/arguments.csv")).expect("arguments");
    question.cohorts.retain(|cohort| cohort.cohort_name != "death");
    (question.cohorts.iter_mut().zip(1..)).for_each(|(cohort, number)| cohort.cohort_id = number);
    question.min_cell_count = 1;
    question
}

/// A published table, as rows of cells.
fn table(name: &str) -> Vec<Vec<String>> {
    parse(&std::fs::read_to_string(root().join("tests/data/pathways").join(name)).expect("a table"))
}

fn parse(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    for letter in text.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' => {}
            other => cell.push(other),
        }
    }
    rows
}

#[test]
fn pathways_are_those_that_were_published() {
    let rows =
        ohdsi::cohort_table(&root().join("tests/data/pathways/cohort_table.csv.gz")).expect("a cohort table");
    assert_eq!(rows.len(), 14_041);
    let question = study();
    let found = pathways::pathways(&rows, &question, &Cancel::default()).expect("nobody cancels");
    let exported: BTreeMap<_, _> = pathway_tables::tables(&found, 1).into_iter().collect();

    let (expected, ours) = (table("treatment_pathways.csv"), parse(&exported["treatment_pathways.csv"]));
    assert_eq!((expected.len() - 1, &expected[0]), (371, &ours[0]));
    let of = |rows: &[Vec<String>]| -> BTreeMap<String, u64> {
        rows[1..].iter().map(|row| (row[0].clone(), row[1].parse().expect("a number"))).collect()
    };
    assert_eq!(of(&ours), of(&expected));
    assert_eq!(of(&ours).values().sum::<u64>(), 2142);

    let (expected, ours) = (table("attrition.csv"), parse(&exported["attrition.csv"]));
    assert_eq!(ours[0], expected[0]);
    // Who was asked is told by number, and there the table has one cohort fewer.
    let steps = |rows: &[Vec<String>]| -> Vec<Vec<String>> {
        rows[1..].iter().map(|row| [&row[..3], &row[3..4]].concat()).collect()
    };
    assert_eq!(steps(&ours)[1..], steps(&expected)[1..]);
    assert_eq!(ours[1][..3], expected[1][..3]);
}

#[test]
fn durations_of_treatments_are_those_that_were_published() {
    let rows =
        ohdsi::cohort_table(&root().join("tests/data/pathways/cohort_table.csv.gz")).expect("a cohort table");
    let found = pathways::pathways(&rows, &study(), &Cancel::default()).expect("nobody cancels");
    let exported: BTreeMap<_, _> = pathway_tables::tables(&found, 1).into_iter().collect();
    let (expected, ours) =
        (table("summary_event_duration.csv"), parse(&exported["summary_event_duration.csv"]));
    assert_eq!((ours.len(), &ours[0]), (expected.len(), &expected[0]));
    let key = |row: &Vec<String>| (row[0].clone(), row[9].clone());
    let of: BTreeMap<_, _> = ours[1..].iter().map(|row| (key(row), row)).collect();
    for row in &expected[1..] {
        let mine = of.get(&key(row)).unwrap_or_else(|| panic!("no line {:?}", key(row)));
        for (a, b) in row[1..9].iter().zip(&mine[1..9]) {
            let same = a == b
                || (a.parse::<f64>().unwrap_or(f64::NAN) - b.parse::<f64>().unwrap_or(f64::NAN)).abs() < 1e-9;
            assert!(same, "{:?}: {a} and {b}", key(row));
        }
    }
}

#[test]
fn rare_pathways_are_censored_as_asked() {
    let rows =
        ohdsi::cohort_table(&root().join("tests/data/pathways/cohort_table.csv.gz")).expect("a cohort table");
    let with = |censor_type| {
        let question = PathwayQuestion { min_cell_count: 5, censor_type, ..study() };
        pathways::pathways(&rows, &question, &Cancel::default()).expect("nobody cancels").remove(0)
    };
    let rare = table("treatment_pathways.csv")[1..]
        .iter()
        .filter(|row| row[1].parse::<u64>().is_ok_and(|n| n < 5))
        .count();
    let (least, removed, mean) =
        (with(CensorType::MinCellCount), with(CensorType::Remove), with(CensorType::Mean));
    assert!(least.pathways.iter().all(|(_, n)| *n >= 5) && least.pathways.len() == 371);
    assert_eq!(removed.pathways.len(), 371 - rare);
    assert!(mean.pathways.iter().any(|(_, n)| *n < 5));
    assert_eq!([least.censored, removed.censored, mean.censored], [rare as u64; 3]);
}

/// A made-up row: patient, source, phase, code, day, days it lasts.
type Made = (u32, u16, u8, u32, i64, Option<u32>);

fn made() -> impl Strategy<Value = Vec<Made>> {
    prop::collection::vec((0u32..9, 0u16..2, 0u8..8, 0u32..4, -20i64..40, prop::option::of(0u32..30)), 0..120)
}

fn store(rows: &[Made]) -> Store {
    let source = |id: &str| Source {
        id: id.into(),
        title: id.into(),
        holder: None,
        kind: SourceKind::Other,
        perspective: None,
        windows: Vec::new(),
    };
    let code = |n: u32| Code { code: format!("C{n}"), ..Code::default() };
    let head = Head {
        sources: vec![source("a"), source("b")],
        files: (0..2)
            .map(|n| FileEntry { path: n.to_string(), resource: n, source: SourceId(n as u16) })
            .collect(),
        phases: Phase::defaults(),
        codes: CodeTable::new((0..4).map(code).collect()),
        keys: Keys::from_ints((0..9).collect()),
        ..Head::default()
    };
    let row = |(at, &(patient, file, phase, code, day, lasts)): (usize, &Made)| Row {
        start: day * DAY,
        patient,
        duration: lasts.map_or(POINT, |days| days * 86_400),
        code,
        row: at as u32,
        file,
        meta: Meta::new(phase, Precision::Day, Precision::Day),
    };
    let rows = rows.iter().enumerate().map(row).collect();
    let part = Part { rows, patients: (0..9).collect(), codes: (0..4).collect(), ..Part::default() };
    assemble(head, vec![part], 1, &Cancel::default()).expect("nobody cancels")
}

fn steps() -> impl Strategy<Value = Vec<Simplification>> {
    let name = || prop::sample::select(vec!["C0", "C1", "C2", "m", "z"]).prop_map(String::from);
    let names = || prop::collection::vec(name(), 1..3);
    let one = prop_oneof![
        names().prop_map(Simplification::Hide),
        (names(), name()).prop_map(|(names, into)| Simplification::Merge { names, into }),
        Just(Simplification::Coalesce),
        Just(Simplification::Firsts),
        (0u32..20).prop_map(|gap_days| Simplification::Eras { gap_days }),
        (name(), -5i32..9).prop_map(|(name, days)| Simplification::Marker { name, days }),
        (names(), prop::option::of(name())).prop_map(|(find, with)| Simplification::Replace { find, with }),
        (0u32..4).prop_map(Simplification::KeepFirst),
        (prop::option::of(-9i32..3), prop::option::of(3i32..30))
            .prop_map(|(a, b)| Simplification::Window(a, b)),
    ];
    prop::collection::vec(one, 0..4)
}

fn ties() -> impl Strategy<Value = Ties> {
    prop_oneof![Just(Ties::Moment), Just(Ties::Day), Just(Ties::Row)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// The graph and the variants, written out with maps of texts.
    #[test]
    fn graph_and_variants_are_what_a_plain_count_says(rows in made()) {
        let store = store(&rows);
        let question = JourneyQuestion { level: Level::Code, ..JourneyQuestion::default() };
        let (sequences, graph) = counted(&store, &question, &Align::Calendar);
        let (mut edges, mut plain, mut holders): (BTreeMap<_, Vec<i64>>, BTreeMap<_, u64>, BTreeMap<_, BTreeSet<u32>>) = Default::default();
        for patient in 0..9 {
            let mut days: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
            for row in rows.iter().filter(|row| row.0 == patient) {
                days.entry(row.4).or_default().insert(format!("C{}", row.3));
            }
            let path: Vec<(i64, String)> = days.into_iter().map(|(day, set)| (day, set.into_iter().collect::<Vec<_>>().join(" & "))).collect();
            for two in path.windows(2) {
                let pair = (two[0].1.clone(), two[1].1.clone());
                holders.entry(pair.clone()).or_default().insert(patient);
                edges.entry(pair).or_default().push((two[1].0 - two[0].0) * DAY);
            }
            *plain.entry(path.into_iter().map(|(_, title)| title).collect::<Vec<_>>()).or_default() += 1;
        }
        prop_assert_eq!(graph.edges.len(), edges.len());
        for edge in &graph.edges {
            let pair = (sequences.alphabet.title(edge.from), sequences.alphabet.title(edge.to));
            let times = edges.get_mut(&pair).expect("the pair occurs");
            times.sort_unstable();
            let middle = (times[(times.len() - 1) / 2] + times[times.len() / 2]) as f64 / 2.0;
            prop_assert_eq!((edge.count, edge.patients), (times.len() as u64, holders[&pair].len() as u64));
            prop_assert_eq!(edge.times.median, middle);
        }
        let found = variants(&sequences);
        let titles = |symbols: &[u32]| symbols.iter().map(|&symbol| sequences.alphabet.title(symbol)).collect::<Vec<_>>();
        let ours: BTreeMap<_, u64> = found.variants.iter().map(|variant| (titles(&variant.symbols), variant.patients() as u64)).collect();
        prop_assert_eq!(ours, plain);
        let matrix = matrix::matrix(&graph, 100);
        prop_assert_eq!(matrix.cells.len(), graph.nodes.len().pow(2));
        prop_assert_eq!(matrix.cells.iter().map(|cell| cell.count).sum::<u64>(), graph.edges.iter().map(|edge| edge.count).sum::<u64>());
    }

    /// The leaves of every tree sum to the cohort, whatever is simplified; flow is conserved; no time is negative.
    #[test]
    fn nobody_is_lost(rows in made(), steps in steps(), ties in ties(), backward: bool, depth in 0usize..6, share in 0.0f64..0.5, found in 0usize..3) {
        let store = store(&rows);
        let align = Align::Event(EventTest { phases: vec!["diagnosis".into()], ..EventTest::default() }, Occurrence::First);
        let question = JourneyQuestion { level: Level::Code, ties, steps };
        for align in [Align::Calendar, align] {
            let (sequences, graph) = counted(&store, &question, &align);
            prop_assert_eq!(sequences.len() + sequences.without_anchor, 9);
            prop_assert!(sequences.removed.iter().all(|removed| (0.0..=1.0).contains(&removed.information)));
            for edge in &graph.edges {
                prop_assert!(edge.times.q1 >= 0.0 && edge.times.median >= edge.times.q1 && edge.times.p90 >= edge.times.q3);
            }
            let pinned = sequences.alphabet.find("C1").into_iter().collect();
            let milestones = [Milestones::None, Milestones::Found, Milestones::Pinned(pinned)][found].clone();
            let spec = TreeSpec { backward, depth, least_share: share, milestones };
            let tree = tree(&sequences, &spec, &Cancel::default()).expect("nobody cancels");
            prop_assert_eq!(tree.leaves().map(periplus::compute::journeys::tree::Node::patients).sum::<usize>(), sequences.len());
            for (at, node) in tree.nodes.iter().enumerate() {
                let children = || tree.nodes.iter().filter(|child| child.parent == Some(at as u32));
                if children().next().is_some() {
                    prop_assert_eq!(children().map(periplus::compute::journeys::tree::Node::patients).sum::<usize>(), node.patients());
                }
                prop_assert!(node.depth as usize <= depth + 1);
                if matches!(node.kind, Kind::Step(_)) {
                    let all = tree.distribution(at);
                    prop_assert_eq!(all.len(), node.patients());
                    prop_assert!(all.first().is_none_or(|&least| least >= 0));
                }
            }
            let order: BTreeSet<u32> = tree.order.iter().copied().collect();
            prop_assert_eq!(order.len(), sequences.len());
            for columns in [Columns::Steps(4), Columns::Slices { count: 5, days: 7 }] {
                let flow = flow(&sequences, columns, &Cancel::default()).expect("nobody cancels");
                for column in 0..flow.columns {
                    let stocks = flow.stocks.iter().filter(|stock| stock.column == column);
                    prop_assert_eq!(stocks.clone().map(|stock| stock.patients).sum::<u64>(), sequences.len() as u64);
                    for stock in stocks {
                        let out: usize = flow.links.iter().filter(|link| link.column == column && link.from == stock.place).map(|link| link.sequences.len()).sum();
                        let into: usize = flow.links.iter().filter(|link| link.column + 1 == column && link.to == stock.place).map(|link| link.sequences.len()).sum();
                        prop_assert!(column + 1 == flow.columns || out as u64 == stock.patients);
                        prop_assert!(column == 0 || into as u64 == stock.patients);
                    }
                }
            }
            let same = compare::compare((&sequences, &graph), (&sequences, &graph));
            prop_assert!(same.iter().all(|one| one.difference.0 == 0.0 && one.difference.1 <= 0.0 && one.difference.2 >= 0.0));
        }
    }

    /// Neither the order of rows nor the number of threads changes a result.
    #[test]
    fn neither_rows_nor_threads_change_a_result((rows, shuffled) in made().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())), steps in steps(), day: bool) {
        let question = JourneyQuestion { level: Level::Code, ties: if day { Ties::Day } else { Ties::Moment }, steps };
        let (store, other) = (store(&rows), store(&shuffled));
        let first = counted(&store, &question, &Align::Calendar);
        let again = counted(&other, &question, &Align::Calendar);
        prop_assert!(first == again);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
        prop_assert!(first == pool.install(|| counted(&store, &question, &Align::Calendar)));
        let build = |sequences: &Sequences| tree(sequences, &TreeSpec::default(), &Cancel::default());
        prop_assert_eq!(build(&first.0), build(&again.0));
        prop_assert_eq!(variants(&first.0), variants(&again.0));
    }

    /// An independent count of eras: for each code, merge spans by hand.
    #[test]
    fn eras_are_merged_spans(rows in made(), gap in 0u32..15) {
        let store = store(&rows);
        let question = JourneyQuestion { level: Level::Code, ties: Ties::Moment, steps: vec![Simplification::Eras { gap_days: gap }] };
        let (sequences, _) = counted(&store, &question, &Align::Calendar);
        let mut plain = 0;
        for (patient, code) in (0..9).flat_map(|patient| (0..4).map(move |code| (patient, code))) {
            let mut spans: Vec<(i64, i64)> = rows.iter().filter(|row| row.0 == patient && row.3 == code).map(|row| (row.4, row.4 + i64::from(row.5.unwrap_or(0)))).collect();
            spans.sort_unstable();
            let mut until = i64::MIN / 2;
            for (from, to) in spans {
                plain += u64::from(from - until > i64::from(gap));
                until = until.max(to);
            }
        }
        prop_assert_eq!(sequences.removed[0].after, plain);
        prop_assert_eq!(sequences.events.iter().map(|&n| n as usize).sum::<usize>(), rows.len());
    }
}

#[test]
fn events_make_a_cohort_table_of_their_own() {
    let store = store(&[(0, 0, 0, 1, 0, Some(20)), (0, 0, 0, 2, 30, Some(20)), (1, 0, 0, 1, 5, Some(9))]);
    let cancel = Cancel::default();
    let selection = select::select(&store, &[], &cancel).expect("nobody cancels");
    let anchors = align::align(&store, &Align::Calendar, &cancel).expect("nobody cancels");
    let (names, name_of) = names_at(&store, &Level::Code);
    let (rows, cohorts) = pathways::from_events(&store, &selection, &anchors, &name_of, &names);
    let question = PathwayQuestion {
        cohorts,
        min_cell_count: 1,
        min_post_combination_duration: 1,
        ..PathwayQuestion::default()
    };
    let found = pathways::pathways(&rows, &question, &cancel).expect("nobody cancels");
    assert_eq!(found[0].pathways, [("C1".to_owned(), 1), ("C1-C2".to_owned(), 1)]);
}

/// The artificial log written as XES, with only its completions: the same counts by another way in.
#[test]
fn a_log_in_xes_gives_the_same_graph_on_the_command_line() {
    let store = opened("patients_artificial");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("log.xes");
    let mut text = String::from("<?xml version=\"1.0\"?><log><string key=\"concept:name\" value=\"x\"/>");
    for patient in 0..store.patient_count() {
        let id = periplus::base::PatientId(patient as u32);
        write!(text, "<trace><string key=\"concept:name\" value=\"{}\"/>", store.head().keys.text(patient))
            .expect("a text");
        for event in store.events_of(id).map(|at| store.events().get(at)) {
            let (year, month, day) = event.start.date();
            let seconds = event.start.0.rem_euclid(DAY) / 1_000_000;
            let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
            let name = &store.head().codes.get(event.code).code;
            write!(
                text,
                "<event><string key=\"concept:name\" value=\"{name}\"/><date key=\"time:timestamp\" value=\"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}\"/></event>"
            ).expect("a text");
        }
        text.push_str("</trace>");
    }
    text.push_str("</log>");
    std::fs::write(&path, text).expect("a file");
    let shown = path.display().to_string();
    let arguments = ["journeys", &shown, "--level", "code", "--ties", "row", "--json", "--as"];
    let run = |what: &str| -> Value {
        let (out, _) = crate::cli::ends_with(&[&arguments[..], &[what]].concat(), 0);
        serde_json::from_str(&out).expect("JSON")
    };
    let graph = run("dfg");
    let edge = |from: &str, to: &str| {
        let edges = graph["edges"].as_array().expect("a list");
        edges.iter().find(|edge| edge["from"] == from && edge["to"] == to).map(|edge| edge["count"].clone())
    };
    assert_eq!(edge("Registration", "Triage and Assessment"), Some(500.into()));
    assert_eq!(edge("Discuss Results", "Check-out"), Some(492.into()));
    assert_eq!(edge("Triage and Assessment", "X-Ray"), Some(261.into()));
    let variants = run("variants");
    assert_eq!((&variants["version"], variants["variants"].as_array().map(Vec::len)), (&1.into(), Some(7)));
    let tree = run("tree");
    let nodes = tree["nodes"].as_array().expect("a list");
    let leaf = |node: &&Value| !nodes.iter().any(|child| child["parent"] == node["id"]);
    assert_eq!(nodes.iter().filter(leaf).filter_map(|node| node["patients"].as_u64()).sum::<u64>(), 500);
    for what in ["flow", "matrix", "pathways"] {
        assert_eq!(run(what)["version"], 1, "{what}");
    }
    crate::cli::ends_with(&["journeys", &shown, "--as", "dfg", "--level", "nothing"], 2);
    let (csv, _) = crate::cli::ends_with(&["journeys", &shown, "--as", "dfg", "--level", "code"], 0);
    assert!(csv.starts_with("from,to,count,patients,medianSeconds,p90Seconds\n"), "{csv:.80}");
}

#[test]
fn tables_of_pathways_are_written_under_their_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let (out, cohorts) =
        (folder.path().display().to_string(), root().join("tests/data/pathways/cohort_table.csv.gz"));
    let arguments = root().join("tests/data/pathways/arguments.csv");
    let (cohorts, arguments) = (cohorts.display().to_string(), arguments.display().to_string());
    let line =
        ["journeys", "--as", "pathways", "--cohorts", &cohorts, "--arguments", &arguments, "--tables", &out];
    crate::cli::ends_with(&line, 0);
    for name in ["treatment_pathways.csv", "attrition.csv", "summary_event_duration.csv"] {
        let text = std::fs::read_to_string(folder.path().join(name)).expect("the table is there");
        assert_eq!(parse(&text)[0], table(name)[0]);
    }
}

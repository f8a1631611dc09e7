//! Loading extracts, tiny and ugly: what is in the store and what is in the report, whole.
//! The expectation of every fixture was worked out by hand from `extract.md`, then kept as text.

use std::fmt::Write as _;
use std::path::Path;

use periplus::base::{Cancel, PatientId, Precision, Progress, SourceId, Time};
use periplus::i18n::{Lang, Texts};
use periplus::io::load::{LoadError, LoadOptions, Loaded, load};
use periplus::io::raw::raw_row;
use periplus::model::report::Flaw;
use periplus::store::AttributeValues;

const DAY: i64 = 86_400_000_000;

pub fn open(path: &Path) -> Result<Loaded, LoadError> {
    load(path, &LoadOptions::default(), &Cancel::default(), &Progress::default())
}

/// What is said of an error, in both languages: each must have its own text, all filled in.
fn told(error: &LoadError) -> String {
    let [english, dutch] = Lang::ALL.map(|lang| Texts::new(lang).trouble(&error.trouble()));
    for text in [&english, &dutch] {
        assert!(!text.contains("failure-") && !text.contains("{ $"), "{text}");
    }
    assert_ne!(english, dutch);
    english
}

fn moment(time: Time, precision: Precision) -> String {
    if time.0 == i64::MIN || time.0 == i64::MAX {
        return "open".into();
    }
    let (year, month, day) = time.date();
    let seconds = time.0.rem_euclid(DAY) / 1_000_000;
    let date = format!("{year:04}-{month:02}-{day:02}");
    let clock = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    match precision {
        Precision::Year => date[..4].to_owned(),
        Precision::Month => date[..7].to_owned(),
        Precision::Day => date,
        Precision::Minute => format!("{date} {}", &clock[..5]),
        Precision::Second => format!("{date} {clock}"),
    }
}

/// Everything that was loaded, as text.
pub fn show(loaded: &Loaded) -> String {
    let (store, head) = (&loaded.store, loaded.store.head());
    let mut out = String::new();
    let population = head.population.iter().map(|p| head.keys.text(p.index())).collect::<Vec<_>>();
    let _ =
        writeln!(out, "as of {:?}, population {population:?}", head.as_of.map(|t| moment(t, Precision::Day)));
    for patient in 0..store.patient_count() {
        let _ = writeln!(out, "patient {:?}", head.keys.text(patient));
        for attribute in &head.attributes {
            let id = PatientId(patient as u32);
            let value = match &attribute.values {
                AttributeValues::Category { .. } => attribute.category(id).map(str::to_owned),
                AttributeValues::Number(_) => attribute.number(id).map(|n| n.to_string()),
                AttributeValues::Date(_) => attribute.date(id).map(|(t, p)| moment(t, p)),
            };
            if let Some(value) = value {
                let _ = writeln!(out, "  {} = {value}", attribute.id);
            }
        }
        for coverage in &head.coverage {
            for span in coverage.of(PatientId(patient as u32)) {
                let [from, to] = [span.from, span.to].map(|t| moment(t, Precision::Day));
                let _ = writeln!(out, "  {} {from} until {to}", head.sources[coverage.source.index()].id);
            }
        }
        for at in store.events_of(PatientId(patient as u32)) {
            let event = store.events().get(at);
            let code = head.codes.get(event.code);
            let flaws: Vec<_> = Flaw::ALL.into_iter().filter(|flaw| event.has(*flaw)).collect();
            let _ = write!(
                out,
                "  {} | {} {} | {:?} {:?} {:?}",
                moment(event.start, event.start_precision),
                head.sources[event.source.index()].id,
                head.phases[usize::from(event.phase.0)].id,
                code.system,
                code.code,
                code.name("nl"),
            );
            if let Some(end) = event.end {
                let _ = write!(out, " | until {}", moment(end, event.end_precision));
            }
            let events = store.events();
            for (name, value) in [
                ("value", events.value.get(at)),
                ("low", events.ref_low.get(at)),
                ("high", events.ref_high.get(at)),
                ("quantity", events.quantity.get(at)),
                ("dose", events.dose.get(at)),
            ] {
                if let Some(value) = value {
                    let _ = write!(out, " | {name} {value}");
                }
            }
            if let Some(unit) = events.unit.get(at) {
                let _ = write!(out, " {}", head.units[usize::from(unit)]);
            }
            if let Some(site) = events.site.get(at) {
                let _ = write!(out, " | at {}", head.sites[usize::from(site)]);
            }
            let file = store.file(event.file).map_or("?", |file| file.path.as_str());
            let _ = writeln!(
                out,
                " | {file}:{}{}",
                event.row,
                if flaws.is_empty() { String::new() } else { format!(" {flaws:?}") }
            );
        }
    }
    for table in &loaded.report.resources {
        let _ = writeln!(out, "{}: {} rows, {} events", table.name, table.rows, table.events);
        for tally in &table.set_aside {
            let rows: Vec<_> = tally.first.iter().map(|p| format!("{}:{}", p.file, p.row)).collect();
            let keys = tally.distinct_keys.map(|n| format!(" of {n} keys")).unwrap_or_default();
            let _ = writeln!(out, "  set aside {:?} {}{keys} at {rows:?}", tally.what, tally.count);
        }
        for tally in &table.flagged {
            let rows: Vec<_> = tally.first.iter().map(|p| format!("{}:{}", p.file, p.row)).collect();
            let _ = writeln!(out, "  flagged {:?} {} at {rows:?}", tally.what, tally.count);
        }
        if let Some(error) = &table.error {
            let _ = writeln!(out, "  left out: {}", Texts::new(Lang::En).trouble(error));
        }
    }
    for warning in &loaded.report.warnings {
        let _ = writeln!(out, "warning {:?} {:?} {}", warning.what, warning.about, warning.count);
    }
    out
}

/// An extract of small files in a folder of its own.
pub fn extract(descriptor: &str, files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder to write to");
    std::fs::write(folder.path().join("datapackage.json"), descriptor).expect("a folder to write to");
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).expect("a folder to write to");
    }
    folder
}

fn ugly() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/ugly")
}

#[test]
fn ugly_text_forms() {
    insta::assert_snapshot!(show(&open(&ugly()).unwrap()));
}

#[test]
fn the_outcome_does_not_depend_on_threads() {
    let one = load(
        &ugly(),
        &LoadOptions { threads: Some(1), ..LoadOptions::default() },
        &Cancel::default(),
        &Progress::default(),
    );
    let many = load(
        &ugly(),
        &LoadOptions { threads: Some(5), ..LoadOptions::default() },
        &Cancel::default(),
        &Progress::default(),
    );
    let (one, many) = (one.unwrap(), many.unwrap());
    assert_eq!(show(&one), show(&many));
    assert_eq!(one.report, many.report);
    assert_eq!(one.store.events(), many.store.events());
    // As text, since a missing number is not equal to itself.
    assert_eq!(format!("{:?}", one.store.head()), format!("{:?}", many.store.head()));
}

#[test]
fn threads_that_start_together_lose_no_row() {
    // Several blocks, so that there is something left for those who waited while the file was opened.
    const ROWS: u64 = 100_000;
    let mut text = String::from("id,d,filler\n");
    for row in 0..ROWS {
        let _ = writeln!(text, "{},2019-05-03,ten letters", row % 7);
    }
    let folder = extract(
        r#"{"periplus": {"version": 1}, "resources": [{"path": "a.csv", "periplus": {"patient": "id", "events": [{"start": "d"}]}}]}"#,
        &[("a.csv", text.as_bytes())],
    );
    for _ in 0..40 {
        let options = LoadOptions { threads: Some(6), ..LoadOptions::default() };
        let loaded = load(folder.path(), &options, &Cancel::default(), &Progress::default()).unwrap();
        assert_eq!((loaded.store.event_count() as u64, loaded.report.resources[0].rows), (ROWS, ROWS));
        let mut rows = loaded.store.events().row.clone();
        rows.sort_unstable();
        assert!(rows.into_iter().eq(2..ROWS as u32 + 2));
    }
}

#[test]
fn quotes_around_cells_change_nothing() {
    const DESCRIPTOR: &str = r#"{"periplus": {"version": 1, "asOf": "2024-12-31"}, "resources": [{"path": "a.csv", "periplus":
      {"patient": "id", "site": "s", "events": [{"phase": "lab", "start": "d", "end": "e", "code": "c", "value": "v",
       "refLow": "l", "unit": "u"}]}}]}"#;
    // Of each column: plain cells, and cells that are anything but. Quoted cells never go the quick way.
    let cells: [&[&'static str]; 8] = [
        &["1", "2", "77", "9007199254740993", "007", "k", "", "-4"],
        &[
            "2019-05-03",
            "2020-02-29",
            "1970-01-01",
            "1969-12-31",
            "1849-01-01",
            "2025-01-01",
            "2019-05",
            "",
            "x",
        ],
        &[
            "",
            "2019-05-03",
            "2021-01-01",
            "2018-01-01",
            "9999-12-31",
            "2019-13-01",
            "2400-01-01",
            "2019-06-01T10:00",
        ],
        &["A", "L01XC18", "a code of more than sixteen letters", "", "éé"],
        &["", "1.5", "-3", "1e3", "<5", "7"],
        &["", "0", "0.25"],
        &["", "mg", "g/L"],
        &["", "here", "there"],
    ];
    let mut random = 1_u64;
    let mut pick = |from: &[&'static str]| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // Half of the cells are the plain first ones, so that many rows are plain as a whole.
        from[((random >> 33) as usize % (2 * from.len())).saturating_sub(from.len())]
    };
    let head = "id,d,e,c,v,l,u,s\n";
    let (mut bare, mut quoted) = (head.to_owned(), head.to_owned());
    for _ in 0..6000 {
        let row = cells.map(&mut pick);
        let _ = writeln!(bare, "{}", row.join(","));
        let _ = writeln!(quoted, "{}", row.map(|cell| format!("\"{cell}\"")).join(","));
    }
    let [bare, quoted] =
        [bare, quoted].map(|text| open(extract(DESCRIPTOR, &[("a.csv", text.as_bytes())]).path()).unwrap());
    assert!(bare.store.event_count() > 2000);
    assert_eq!(show(&bare), show(&quoted));
    assert_eq!(bare.store.events(), quoted.store.events());
    assert_eq!(bare.report.resources[0].set_aside, quoted.report.resources[0].set_aside);
    assert_eq!(bare.report.resources[0].flagged, quoted.report.resources[0].flagged);
}

#[test]
fn a_raw_row_is_what_stands_there() {
    let loaded = open(&ugly()).unwrap();
    let file = |name: &str| loaded.store.head().files.iter().find(|file| file.path == name).unwrap().clone();
    let row = |name: &str, row| raw_row(&ugly(), &loaded.package, &file(name), row).unwrap();
    let owned = |cells: &[(&str, &str)]| -> Vec<(String, String)> {
        cells.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    };
    assert_eq!(
        row("bom_crlf.csv", 2),
        owned(&[
            ("pid", "NA"),
            ("when", "2019-05-03"),
            ("code", "C34.1"),
            ("note", "first line\r\nsecond \"line\"")
        ])
    );
    assert_eq!(row("packed_2.csv.zst", 3)[0], ("end".to_owned(), "9999-12-31".to_owned()));
    assert_eq!(row("semicolon.csv", 5)[3].1, "Prijs € ‘vast’");
    assert!(raw_row(&ugly(), &loaded.package, &file("bom_crlf.csv"), 99).is_err());
}

const KEYS: &str = r#"{"periplus": {"version": 1, "population": "reg"}, "resources": [
  {"path": "reg.csv", "periplus": {"source": "reg", "keyDomain": "a", "patient": "id", "events": [{"phase": "diagnosis", "start": "d"}]}},
  {"path": "gp.csv", "periplus": {"source": "gp", "keyDomain": "b", "patient": "id", "events": [{"phase": "gp", "start": "d"}]}},
  {"path": "lab.csv", "periplus": {"source": "lab", "keyDomain": "c", "patient": "id", "events": [{"phase": "lab", "start": "d"}]}},
  {"path": "far.csv", "periplus": {"source": "far", "keyDomain": "d", "patient": "id", "events": [{"phase": "other", "start": "d"}]}},
  {"path": "ab.csv", "periplus": {"role": "crosswalk", "fromDomain": "b", "toDomain": "a", "columns": {"from": "b", "to": "a"}}},
  {"path": "bc.csv", "periplus": {"role": "crosswalk", "fromDomain": "b", "toDomain": "c", "columns": {"from": "b", "to": "c"}}}
]}"#;

#[test]
fn keys_of_several_domains_meet_only_in_crosswalks() {
    let folder = extract(
        KEYS,
        &[
            // Beyond 2^53 and negative, each one away from a neighbour that a float could not tell apart.
            ("reg.csv", b"id,d\n9007199254740993,2019-01-01\n9007199254740992,2019-01-02\n-9007199254740993,2019-01-03\n9223372036854775807,2019-01-04\n"),
            // g1, g2: one person. g3: two persons. g5: in no crosswalk, though its text is a key of another domain.
            ("gp.csv", b"id,d\ng1,2019-02-01\ng2,2019-02-02\ng3,2019-02-03\n9007199254740993,2019-02-04\n9007199254740993,2019-02-05\ng6,2019-02-06\n"),
            ("lab.csv", b"id,d\nl1,2019-03-01\nl9,2019-03-02\n"),
            ("far.csv", b"id,d\n9007199254740993,2019-04-01\n"),
            ("ab.csv", b"b,a\ng1,9007199254740993\ng2,9007199254740993\ng3,9007199254740992\ng3,-9007199254740993\ng6,5\n,5\n"),
            ("bc.csv", b"b,c\ng2,l1\n"),
        ],
    );
    insta::assert_snapshot!(show(&open(folder.path()).unwrap()));
}

#[test]
fn one_text_key_makes_texts_of_all() {
    let folder = extract(
        r#"{"periplus": {"version": 1}, "resources": [{"path": "a.csv", "periplus": {"patient": "id", "events": [{"start": "d"}]}}]}"#,
        &[("a.csv", b"id,d\n7,2019\n007,2019\n10,2019\n+7,2019\n")],
    );
    let loaded = open(folder.path()).unwrap();
    let keys: Vec<_> = (0..4).map(|at| loaded.store.head().keys.text(at)).collect();
    assert_eq!(keys, ["+7", "007", "10", "7"]);
}

#[test]
fn wide_rows_and_days_since_the_index() {
    let folder = extract(
        r#"{"periplus": {"version": 1}, "resources": [
          {"path": "wide.csv", "dialect": {"header": false},
           "schema": {"fields": [{"name": "pid"}, {"name": "op"}, {"name": "chemo"}, {"name": "dead"}, {"name": "kind"}]},
           "periplus": {"source": "reg", "patient": "pid", "attributes": {"death": {"column": "dead", "relativeTo": "index"}},
            "events": [
              {"phase": "treatment", "code": {"value": "op"}, "start": {"column": "op", "relativeTo": "index"}},
              {"phase": "treatment", "code": {"value": "chemo"}, "start": {"column": "chemo", "relativeTo": "index"},
               "end": {"column": "dead", "relativeTo": "index"}, "when": {"column": "kind", "in": [1, "2"]}},
              {"phase": {"column": "kind", "map": {"1": "death", "2": "death"}}, "start": {"column": "dead", "relativeTo": "index"},
               "when": {"column": "dead", "notNull": true}, "code": {"column": "kind", "map": {"1": "one"}}}
            ]}}
        ]}"#,
        &[("wide.csv", b"a,-3,0.5,400,1\nb,,,,1\nc,10,x,-2,9\nd,0,20,10,2\n")],
    );
    let loaded = open(folder.path()).unwrap();
    assert_eq!(loaded.store.head().as_of, None);
    insta::assert_snapshot!(show(&loaded));
}

#[test]
fn ends_known_less_precisely_are_not_before_their_start() {
    let folder = extract(
        r#"{"periplus": {"version": 1}, "resources": [{"path": "a.csv", "periplus": {"patient": "id", "events": [{"start": "s", "end": "e"}]}}]}"#,
        &[("a.csv", b"id,s,e\n1,2019-05-03T10:00,2019-05-03\n2,2019-05-03,2019\n3,2019-05-03,2019-04\n")],
    );
    let loaded = open(folder.path()).unwrap();
    let flaws: Vec<u8> = loaded.store.events().flaws.clone();
    assert_eq!(flaws, [0, 0, Flaw::EndBeforeStart.bit()]);
}

#[test]
fn errors_say_where_and_what_mends_it() {
    let check = |descriptor: &str, files: &[(&str, &[u8])], parts: &[&str]| {
        let folder = extract(descriptor, files);
        let error = told(&open(folder.path()).unwrap_err());
        for part in parts {
            assert!(error.contains(part), "{error:?} should speak of {part:?}");
        }
    };
    let csv: &[(&str, &[u8])] = &[("a.csv", b"id,d\n1,2019\n")];
    let with = |resource: &str| format!(r#"{{"periplus": {{"version": 1}}, "resources": [{resource}]}}"#);
    check("{", &[], &["datapackage.json", "$", "line 1"]);
    check(r#"{"resources": []}"#, &[], &["$.periplus.version", "version 1"]);
    check(r#"{"periplus": {"version": 2}, "resources": []}"#, &[], &["$.periplus.version", "version 1"]);
    check(r#"{"periplus": {"version": 1}}"#, &[], &["$.resources"]);
    check(
        &with(r#"{"path": "b.csv", "periplus": {"patient": "id", "events": [{"start": "d"}]}}"#),
        csv,
        &["b.csv", "no such file", "$.resources[0].path"],
    );
    check(
        &with(r#"{"path": "../a.csv", "periplus": {"patient": "id", "events": [{"start": "d"}]}}"#),
        csv,
        &["$.resources[0].path", "folder"],
    );
    check(
        &with(r#"{"path": "a.csv", "periplus": {"patient": "pid", "events": [{"start": "d"}]}}"#),
        csv,
        &["a.csv", "\"pid\"", "\"id\", \"d\"", "$.resources[0].periplus.patient"],
    );
    check(
        &with(r#"{"path": "a.csv", "periplus": {"patient": "id", "events": [{"start": "e"}]}}"#),
        csv,
        &["$.resources[0].periplus.events[0].start"],
    );
    check(
        &with(
            r#"{"path": "a.csv", "periplus": {"patient": "id", "events": [{"start": "d", "phase": "gpp"}]}}"#,
        ),
        csv,
        &["$.resources[0].periplus.events[0].phase", "pharmacy"],
    );
    check(
        &with(r#"{"path": "a.csv", "periplus": {"patient": "id", "role": "pateints"}}"#),
        csv,
        &["$.resources[0]", "pateints", "coverage"],
    );
    check(
        &with(
            r#"{"path": "a.csv", "schema": {"fields": [{"name": "d", "type": "date", "format": "DD-MM-YYYY"}]}, "periplus": {"patient": "id", "events": [{"start": "d"}]}}"#,
        ),
        csv,
        &["$.resources[0].schema.fields[0].format", "%d-%m-%Y"],
    );
    check(
        &with(
            r#"{"path": "a.csv", "periplus": {"patient": "id", "events": [{"start": "d"}, {"start": {"column": "d", "relativeTo": "index"}}]}}"#,
        ),
        csv,
        &["events[1].start", "one clock"],
    );
    check(
        &with(
            r#"{"path": "a.csv", "periplus": {"patient": "id", "window": [{"from": "2019-13"}], "events": [{"start": "d"}]}}"#,
        ),
        csv,
        &["window[0].from"],
    );
    check(
        &with(r#"{"path": "a.parquet", "periplus": {"patient": "id", "events": [{"start": "d"}]}}"#),
        &[("a.parquet", b"PAR1 but no more")],
        &["a.parquet"],
    );
    check(
        &with(r#"{"path": "a.csv", "periplus": {"patient": "id", "events": [{"start": "d"}]}}"#),
        &[("a.csv", &[0xff, 0xfe, b'i', 0, b'd', 0])],
        &["a.csv", "UTF-16"],
    );
    assert!(matches!(open(Path::new("/nowhere/at/all")), Err(LoadError::NoDescriptor { .. })));
}

#[test]
fn a_broken_resource_can_be_left_out() {
    let gz: &[u8] = &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3, 4];
    let descriptor = r#"{"periplus": {"version": 1}, "resources": [
      {"path": "a.csv", "periplus": {"patient": "id", "events": [{"start": "d"}]}},
      {"path": "gone.csv", "periplus": {"patient": "id", "events": [{"start": "d"}]}},
      {"path": "b.csv.gz", "periplus": {"patient": "id", "events": [{"start": "d"}]}},
      {"path": "a.csv", "periplus": {"role": "nonsense"}}
    ]}"#;
    let folder = extract(descriptor, &[("a.csv", b"id,d\n1,2019\n"), ("b.csv.gz", gz)]);
    assert!(open(folder.path()).is_err());
    let options = LoadOptions { skip_broken_resources: true, ..LoadOptions::default() };
    let loaded = load(folder.path(), &options, &Cancel::default(), &Progress::default()).unwrap();
    assert_eq!(loaded.store.event_count(), 1);
    let errors: Vec<bool> = loaded.report.resources.iter().map(|table| table.error.is_some()).collect();
    assert_eq!(errors, [false, true, true, true]);
    let told = |lang| {
        let errors = loaded.report.resources.iter().filter_map(|table| table.error.as_ref());
        errors.map(|error| Texts::new(lang).trouble(error)).collect::<Vec<_>>()
    };
    assert!(told(Lang::En)[0].starts_with("gone.csv: There is no such file."), "{:?}", told(Lang::En));
    assert!(told(Lang::Nl)[0].starts_with("gone.csv: Dit bestand is er niet."), "{:?}", told(Lang::Nl));
}

#[test]
fn identifiers_stop_the_load_until_the_steward_says_otherwise() {
    let passes = |n: &u32| {
        let digits = n.to_string().bytes().map(|b| i32::from(b - b'0')).collect::<Vec<_>>();
        digits.iter().zip([9, 8, 7, 6, 5, 4, 3, 2, -1]).map(|(d, w)| d * w).sum::<i32>() % 11 == 0
    };
    let mut text = String::from("nr,d\n");
    for number in (100_000_000..).filter(passes).take(60) {
        let _ = writeln!(text, "{number},2019");
    }
    let descriptor = |more: &str| {
        format!(
            r#"{{"periplus": {{"version": 1}}, "resources": [{{"path": "a.csv", "periplus": {{"patient": "nr", {more} "events": [{{"start": "d"}}]}}}}]}}"#
        )
    };
    let folder = extract(&descriptor(""), &[("a.csv", text.as_bytes())]);
    let error = open(folder.path()).unwrap_err();
    assert!(matches!(error, LoadError::Identifiers(_)));
    let words = told(&error);
    assert!(words.contains("11-test") && error.to_string().contains("failure-identifier-bsn"), "{words}");
    assert!(words.contains("\"nr\"") && words.contains("a.csv") && !words.contains("1000000"), "{words}");
    let folder = extract(&descriptor(r#""notIdentifying": ["nr"],"#), &[("a.csv", text.as_bytes())]);
    let loaded = open(folder.path()).unwrap();
    assert_eq!(loaded.store.patient_count(), 60);
    assert_eq!(loaded.store.patients_of_source(SourceId(0)).len(), 60);
}

#[test]
fn a_load_can_be_cancelled() {
    let cancel = Cancel::default();
    cancel.cancel();
    let result = load(&ugly(), &LoadOptions::default(), &cancel, &Progress::default());
    assert_eq!(result.err(), Some(LoadError::Cancelled));
}

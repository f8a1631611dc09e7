//! Counts files that are read, and files that are refused with the place and the way out.

use super::*;
use crate::model::Overlap;

const TABLE: &str = "region;sex;source;with;patients
;;;;1000
;;gp;;600
;;nkr;;300
;;gp;nkr;150
north;F;;;400
north;F;gp;;300
north;F;nkr;;100
south;F;;;600
south;F;gp;;300
south;F;nkr;;200
south;F;nkr;gp;90
";

const JSON: &str = r#"{"version": 1, "population": 1000,
 "sources": [{"id": "gp", "patients": 600}, {"id": "nkr"}],
 "overlaps": [{"sources": ["gp", "nkr"], "patients": 150}],
 "by": ["region", "sex"],
 "strata": [
  {"of": {"region": "north", "sex": "F"}, "population": 400, "patients": {"gp": 300, "nkr": 100}},
  {"of": {"sex": "F", "region": "south"}, "population": 600, "patients": {"gp": 300, "nkr": 200},
   "overlaps": [{"sources": ["nkr", "gp"], "patients": 90}]}
 ]}"#;

fn read_text(text: &str) -> Result<Counts, CountsError> {
    parse("counts", text.as_bytes().to_vec())
}

#[track_caller]
fn refused(text: &str, expect: &str) {
    let error = read_text(text).unwrap_err().to_string();
    assert!(error.contains(expect), "{error}");
}

#[test]
fn both_forms_say_the_same() {
    let table = read_text(TABLE).unwrap();
    assert_eq!(table, read_text(JSON).unwrap());
    assert_eq!(table, read_text(&TABLE.replace(';', ",").replace('\n', "\r\n")).unwrap());
    assert_eq!(table, read_text(&format!("\u{feff}{}", TABLE.replace(';', "\t"))).unwrap());
    assert_eq!(table.whole.patients, [600, 300]);
    assert_eq!(table.whole.overlaps, [Overlap { sources: 0b11, patients: 150 }]);
    assert_eq!(table.strata[1].overlap(0b11), Some(90));
}

#[test]
fn the_whole_follows_from_the_strata() {
    let text = "year,source,with,patients\n2019,,,10\n2019,a,,4\n2019,b,,3\n2019,a,b,2\n2020,,,20\n2020,a,,5\n2020,b,,6\n2020,b,a,1\n";
    let counts = read_text(text).unwrap();
    assert_eq!((counts.whole.population, counts.whole.patients.as_slice()), (30, &[9, 9][..]));
    assert_eq!(counts.whole.overlaps, [Overlap { sources: 0b11, patients: 3 }]);
    let known_of_one = read_text(&text.replace("2020,b,a,1\n", "")).unwrap();
    assert!(known_of_one.whole.overlaps.is_empty());
}

#[test]
fn tables_that_cannot_be_followed_say_where() {
    refused("", "there is no column \"source\"");
    refused("source,patients\n", "there is no source");
    refused("source,patients\na,5\n", "the population is missing");
    refused("source,patients\n,10\na,x\n", "at row 3, column \"patients\": it is not a whole number");
    refused("source,patients\n,10\na,1\na,1\n", "row 4: this count stands twice");
    refused("source,patients\n,10\na,1,2\n", "row 3: there are 3 cells under 2 names");
    refused("source,with,patients\n,,10\na,,1\na,b,1\n", "row 4: there is no source \"b\"");
    refused("source,with,patients\n,,10\na,,1\na,a,1\n", "stands twice");
    refused("source,with,patients\n,,10\na,,1\n,a,1\n", "there is a \"with\" and no source");
    refused("r,s,source,patients\nn,,,10\n", "only a part of what names the stratum");
    refused(
        "r,source,patients\nn,,10\nn,a,3\ns,,5\n",
        "at the stratum s: the count of the source \"a\" is missing",
    );
    refused("source,patients,version\n,10,2\n", "This program understands version 1");
    refused("source,patients\n,99999999999999\na,1\n", "more people than there are");
    let many = (0..70).map(|at| format!("s{at},1")).collect::<Vec<_>>().join("\n");
    refused(&format!("source,patients\n,10\n{many}"), "more than 64 sources");
}

#[test]
fn json_that_cannot_be_followed_says_where() {
    refused("{", "at $: EOF");
    refused("{}", "at $.version: there is no version");
    refused(r#"{"version": 2}"#, "at $.version: this version is not understood");
    refused(&JSON.replace("\"population\": 1000", "\"popluation\": 1000"), "unknown field `popluation`");
    refused(&JSON.replace("\"patients\": 600", "\"patients\": -6"), "at $.sources[0].patients");
    refused(
        &JSON.replace("\"gp\": 300, \"nkr\": 100", "\"gp\": 300"),
        "at $.strata[0]: the count of the source \"nkr\"",
    );
    refused(
        &JSON.replace("\"gp\": 300, \"nkr\": 100", "\"gp\": 1.5"),
        "at $.strata[0].patients.gp: it is not a whole",
    );
    refused(
        &JSON.replace("\"sex\": \"F\", \"region\"", "\"region\""),
        "at $.strata[1].of: \"sex\" is missing",
    );
    refused(&JSON.replace("\"south\"", "\"north\""), "the stratum north, F stands twice");
    refused(&JSON.replace("[\"region\", \"sex\"]", "[]"), "at $.by");
    refused(&JSON.replace("\"nkr\"}", "\"gp\"}"), "the source \"gp\" stands twice");
    refused(&JSON.replace("[\"gp\", \"nkr\"]", "[\"gp\"]"), "an overlap is of two sources or more");
    let many = (0..70).map(|at| format!(r#"{{"id": "s{at}", "patients": 1}}"#)).collect::<Vec<_>>().join(",");
    refused(&format!(r#"{{"version": 1, "population": 9, "sources": [{many}]}}"#), "more than 64 sources");
}

//! What packs may say, and that an error names file, line, rule and key.

use super::*;

#[test]
fn the_shipped_pack_is_whole() {
    let pack = shipped().unwrap_or_else(|troubles| panic!("{}", troubles[0]));
    assert!(pack.agents.len() > 40 && pack.regimens.len() > 30 && pack.rules.len() > 45);
    let with_tests = pack.rules.iter().filter(|rule| !rule.tests.is_empty()).count();
    assert!(with_tests >= pack.rules.len() - 8, "only linkage and facts of several sources have no tests");
    assert!(pack.rules.iter().all(|rule| !rule.citation.is_empty() && !rule.evidence.is_empty()));
}

const RULE: &str = r#"
[pack]
id = "own"
version = "1"

[sets]
mine = ["atc:L01*"]

[[rule]]
id = "X1"
version = "1.0.0"
title = { en = "Mine", nl = "Mijn" }
category = "plausibility.temporal"
severity = "warning"
scope = "event"
primitive = "compare_dates"
select = { sets = ["mine"] }
with = "death"
fails = "after"
limit = "days"
plausible = "Never"
citation = ["Own"]
evidence = ["own"]

[rule.params.days]
title = "Days"
unit = "day"
least = 0
most = 10
default = 1

[[rule.test]]
title = "one"
death = "2019-01-01"
events = ["2019-01-05 hospital treatment atc:L01XA02"]
expect = { violation = 1 }
"#;

#[test]
fn a_whole_pack_is_read() {
    let pack = parse("own.toml", RULE, &Pack::default()).unwrap_or_else(|troubles| panic!("{}", troubles[0]));
    let rule = &pack.rules[0];
    assert_eq!((rule.id.as_str(), rule.slider(), rule.params[0].default), ("X1", Some(0), 1.0));
    assert_eq!(rule.tests[0].patients[0].events.len(), 1);
    let merged = merge(shipped().unwrap(), pack);
    assert!(merged.rules.len() > 45 && merged.rules.last().is_some_and(|rule| rule.id == "X1"));
}

/// The place and the key of what is wrong, where a part of the pack is replaced.
#[track_caller]
fn wrong(from: &str, to: &str, expect: &str) {
    assert!(RULE.contains(from), "{from}");
    let troubles = parse("own.toml", &RULE.replace(from, to), &Pack::default()).expect_err("it is wrong");
    assert_eq!(troubles[0].to_string().lines().next().unwrap_or_default(), expect);
}

#[test]
fn an_error_names_line_rule_and_key() {
    wrong(
        "severity = \"warning\"",
        "severity = \"bad\"",
        "own.toml:14: X1: severity: rules-unknown-word word=\"bad\" known=info, warning, error",
    );
    wrong("fails = \"after\"", "fails = 3", "own.toml:19: X1: fails: rules-not-text");
    wrong("fails = \"after\"\n", "", "own.toml:9: X1: rules-missing-key key=\"fails\"");
    wrong(
        "{ sets = [\"mine\"] }",
        "{ sets = [\"none\"] }",
        "own.toml:17: X1: select.sets[0]: rules-unknown-set name=\"none\" known=mine",
    );
    wrong(
        "limit = \"days\"",
        "limit = \"weeks\"",
        "own.toml:20: X1: limit: rules-unknown-param name=\"weeks\" known=days",
    );
    wrong("default = 1", "default = 11", "own.toml:25: X1: params.days: rules-bounds");
    wrong("atc:L01*\"", "L01\"", "own.toml:7: sets.mine[0]: rules-bad-pattern pattern=\"L01\"");
    wrong(
        "2019-01-05 hospital",
        "2019-13-05 hospital",
        "own.toml:35: X1: test[0].events[0]: rules-bad-date date=\"2019-13-05\"",
    );
    let troubles = parse("own.toml", "[pack\n", &Pack::default()).expect_err("it is no TOML");
    assert!(troubles[0].place == "own.toml:1", "{}", troubles[0]);
    let unknown = parse("own.toml", &RULE.replace("category", "categroy"), &Pack::default());
    assert!(unknown.is_err());
}

/// Cutting a pack anywhere gives a pack or an error, and never more.
#[test]
fn a_pack_cut_anywhere_does_no_harm() {
    for at in (0..RULE.len()).step_by(7) {
        let _either = parse("own.toml", &RULE[..at], &Pack::default());
    }
}

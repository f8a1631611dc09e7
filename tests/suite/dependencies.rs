//! Proves over cargo's own resolution that the program opens no network and that every licence is an allowed one.
//! It needs no tool beside cargo, and does not look for known weaknesses: `cargo deny check advisories` does.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

use crate::reader::root;

/// What must never be in the default build, whatever `deny.toml` says.
const NETWORK: &[&str] = &[
    "curl",
    "h2",
    "h3",
    "http",
    "hyper",
    "hyper-rustls",
    "hyper-util",
    "isahc",
    "native-tls",
    "object_store",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "ring",
    "rustls",
    "surf",
    "tokio-rustls",
    "ureq",
];

/// Runs cargo with the first of these argument lists that works: without the network if it can be.
fn cargo(tries: &[&[&str]]) -> String {
    let mut said = String::new();
    for arguments in tries {
        let output = Command::new(env!("CARGO"))
            .args(*arguments)
            .current_dir(root())
            .output()
            .expect("cargo can be started by a test that cargo started");
        if output.status.success() {
            return String::from_utf8(output.stdout).expect("cargo writes UTF-8");
        }
        said = String::from_utf8_lossy(&output.stderr).into_owned();
    }
    panic!("cargo failed: {said}");
}

/// The packages of the default build on every platform, with their licence expressions.
///
/// `cargo tree` resolves features as a build does. `cargo metadata` does not: it counts what a feature
/// such as `dependency?/feature` would switch on, and so shows an HTTP client that is never compiled.
fn default_build() -> BTreeMap<String, String> {
    let line = ["tree", "--edges", "normal,build", "--prefix", "none", "--format", "{p}\t{l}", "--locked"];
    let with = |more: &[&'static str]| [line.as_slice(), more].concat();
    let text = cargo(&[
        &with(&["--offline", "--target", "all"]),
        &with(&["--target", "all"]),
        // A machine that fetched only its own platform's packages and has no network.
        &with(&["--offline"]),
    ]);
    let parse = |line: &str| {
        let (package, licence) = line.split_once('\t')?;
        let licence = licence.trim_end_matches(" (*)");
        Some((package.split(" (").next()?.to_string(), licence.to_string()))
    };
    text.lines().filter_map(parse).collect()
}

fn name(package: &str) -> &str {
    package.split(' ').next().unwrap_or(package)
}

fn deny() -> toml::Table {
    let text = std::fs::read_to_string(root().join("deny.toml")).expect("deny.toml is there");
    text.parse().expect("deny.toml is TOML")
}

fn banned() -> BTreeSet<String> {
    let deny = deny();
    let entries = deny["bans"]["deny"].as_array().expect("bans.deny is a list");
    entries
        .iter()
        .map(|entry| {
            assert!(entry.get("reason").is_some(), "a ban without a reason: {entry}");
            entry["crate"].as_str().expect("a ban names a crate").to_string()
        })
        .collect()
}

fn allowed_licences() -> BTreeSet<String> {
    let deny = deny();
    let allow = deny["licenses"]["allow"].as_array().expect("licenses.allow is a list");
    allow.iter().map(|licence| licence.as_str().expect("a licence is a text").to_string()).collect()
}

/// Whether a licence expression can be met with allowed licences alone. `/` is the old way to write OR.
fn licence_is_met(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let met = any_of(&words, &mut at, allowed);
    met && at == words.len()
}

fn any_of(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut met = all_of(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= all_of(words, at, allowed);
    }
    met
}

fn all_of(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut met = one_of(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one_of(words, at, allowed);
    }
    met
}

fn one_of(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let met = any_of(words, at, allowed);
        *at += 1;
        return met;
    }
    if words.get(*at) == Some(&"WITH") {
        *at += 2;
        return allowed.contains(&format!("{word} WITH {}", words.get(*at - 1).unwrap_or(&"")));
    }
    allowed.contains(*word)
}

#[test]
fn the_default_build_has_no_network_crate() {
    let banned = banned();
    for network in NETWORK {
        assert!(banned.contains(*network), "deny.toml does not ban {network}");
    }
    let build = default_build();
    assert!(build.keys().any(|package| name(package) == "polars"), "the tree was not read");
    let found: Vec<&String> = build.keys().filter(|package| banned.contains(name(package))).collect();
    assert!(found.is_empty(), "network crates in the default build: {found:?}");
}

#[test]
fn every_licence_is_allowed() {
    let allowed = allowed_licences();
    let wrong: Vec<_> =
        default_build().into_iter().filter(|(_, licence)| !licence_is_met(licence, &allowed)).collect();
    assert!(wrong.is_empty(), "licences outside deny.toml: {wrong:?}");
}

#[test]
fn licence_expressions_are_read_right() {
    let allowed = ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"].map(String::from).into();
    let met = |expression| licence_is_met(expression, &allowed);
    assert!(met("MIT") && met("GPL-3.0 OR MIT") && met("MIT/Apache-2.0") && met("MIT AND ISC"));
    assert!(met("(GPL-3.0 OR MIT) AND ISC") && met("Apache-2.0 WITH LLVM-exception"));
    assert!(!met("") && !met("GPL-3.0") && !met("MIT AND GPL-3.0") && !met("(MIT OR ISC) AND Apache-2.0"));
    assert!(!met("Apache-2.0"));
}

#[test]
fn every_package_comes_from_the_registry() {
    let line = ["metadata", "--format-version", "1", "--locked"];
    let text = cargo(&[&[line.as_slice(), &["--offline"]].concat(), &line]);
    let metadata: Value = serde_json::from_str(&text).expect("cargo metadata writes JSON");
    let packages = metadata["packages"].as_array().expect("packages is a list");
    let own: Vec<&Value> = packages.iter().filter(|package| package["source"].is_null()).collect();
    assert_eq!(own.len(), 1, "one package of our own");
    for package in packages {
        let source = package["source"].as_str().unwrap_or("registry+");
        assert!(source.starts_with("registry+"), "{} comes from {source}", package["name"]);
    }
}

#[test]
fn every_dependency_is_argued() {
    let text = std::fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml is there");
    let (mut before, mut table, mut seen) = ("", "", Vec::new());
    for line in text.lines() {
        if line.starts_with('[') {
            (table, seen) = (line, Vec::new());
        } else if matches!(table, "[dependencies]" | "[dev-dependencies]") && line.contains(" = ") {
            assert!(before.starts_with("# "), "no reason above `{line}`");
            seen.push(line.split(' ').next().unwrap_or_default());
            assert!(seen.is_sorted(), "`{line}` is out of order");
        }
        before = line;
    }
}

//! Reads the sources and fails where a layer, the file budget or a house rule is broken.
//! What the compiler and clippy already refuse is not repeated here.

use crate::reader::{PathAt, Source, Token, files, paths, tests_from, tokens};

/// Each layer with the layers it may use; itself is always allowed.
const LAYERS: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("model", &["base"]),
    ("store", &["base", "model"]),
    ("io", &["base", "model", "store"]),
    ("compute", &["base", "model", "store"]),
    ("scene", &["base", "model", "store", "compute"]),
    ("workspace", &["base", "model", "store", "io", "compute", "scene"]),
    ("i18n", &["base"]),
    ("report", &["base", "model", "store", "compute", "scene", "i18n"]),
    ("ui", &["base", "model", "store", "compute", "scene", "workspace", "report", "i18n"]),
    ("cli", &["base", "model", "store", "io", "compute", "scene", "workspace", "report", "i18n"]),
];

/// Each outside crate that is bound to layers, with those layers. What is not named may stand anywhere.
const CRATES: &[(&str, &[&str])] = &[
    ("ab_glyph", &["report"]),
    ("anyhow", &["cli"]),
    ("arrow", &["io"]),
    ("blake3", &["io"]),
    ("clap", &["cli"]),
    ("crossbeam_channel", &["workspace"]),
    ("csv_core", &["io"]),
    ("datasketches", &["io", "compute"]),
    ("eframe", &["ui"]),
    ("egui", &["ui"]),
    ("egui_table", &["ui"]),
    ("egui_tiles", &["ui"]),
    ("encoding_rs", &["io"]),
    ("flate2", &["io"]),
    ("fluent_bundle", &["i18n"]),
    ("indicatif", &["cli"]),
    ("jiff", &["io"]),
    ("memchr", &["io"]),
    ("microlp", &["compute"]),
    ("parquet", &["io"]),
    ("plotters", &["report"]),
    ("png", &["report"]),
    ("polars", &["io"]),
    ("quick_xml", &["io"]),
    ("rayon", &["store", "io", "compute", "scene"]),
    ("rfd", &["ui"]),
    ("roaring", &["base"]),
    ("serde", &["model", "io", "scene", "workspace", "report", "ui", "cli"]),
    ("serde_json", &["model", "io", "workspace", "report", "ui", "cli"]),
    ("serde_path_to_error", &["model", "io"]),
    ("tempfile", &["io"]),
    ("toml", &["io", "scene", "workspace"]),
    ("unic_langid", &["i18n"]),
    ("zstd", &["io"]),
];

/// Standard paths that are bound to layers, with the reason a reader of the failure needs.
const STANDARD: &[(&[&str], &[&str], &str)] = &[
    (&["std", "fs"], &["io"], "files are read and written in io"),
    (&["std", "time", "Instant"], &["workspace", "cli", "ui"], "results never depend on a clock"),
    (&["std", "time", "SystemTime"], &["workspace", "cli", "ui"], "results never depend on a clock"),
    (&["std", "collections", "HashMap"], &[], "its order differs per run: use rustc_hash and sort"),
    (&["std", "collections", "HashSet"], &[], "its order differs per run: use rustc_hash and sort"),
    (&["std", "collections", "hash_map"], &[], "its order differs per run: use rustc_hash and sort"),
    (&["std", "net"], &[], "the program opens no socket"),
];

/// Colours that say nothing: no paint, and egui's own sign for "the text colour of the theme".
const NEUTRAL: &[&str] = &["TRANSPARENT", "PLACEHOLDER"];

const MAX_LINES: usize = 1000;

/// Everything wrong with one file, as `path:line: what`.
fn violations(source: &Source) -> Vec<String> {
    let tokens = tokens(&source.text);
    let tests = if source.is_test() { 0 } else { tests_from(&source.text) };
    let mut wrong = Vec::new();
    let mut say = |line: usize, what: String| wrong.push(format!("{}:{line}: {what}", source.path));
    for path in paths(&tokens) {
        if let Some(what) = layer_violation(source, &path, tests) {
            say(path.line, what);
        }
        if let Some(what) = standard_violation(source, &path, tests) {
            say(path.line, what);
        }
    }
    for token in tokens.iter().filter(|token| token.text == "unsafe") {
        say(token.line, "no `unsafe` in this package".into());
    }
    if !source.path.starts_with("src/ui/theme") {
        for line in raw_colours(&tokens) {
            say(line, "a raw colour: take it from ui::theme".into());
        }
    }
    if let Some(what) = opening_violation(source) {
        say(1, what);
    }
    let lines = source.text.lines().count();
    if lines > MAX_LINES {
        say(lines, format!("{lines} lines, more than {MAX_LINES}"));
    }
    wrong
}

fn layer_violation(source: &Source, path: &PathAt, tests: usize) -> Option<String> {
    let layer = source.layer()?;
    let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == layer) else {
        return Some(format!("`{layer}` is not a layer"));
    };
    let first = path.segments.first()?.as_str();
    if matches!(first, "crate" | "periplus") {
        let used = path.segments.get(1)?.as_str();
        let known = LAYERS.iter().any(|(name, _)| *name == used);
        return match known {
            true if used == layer || allowed.contains(&used) => None,
            true => Some(format!("{layer} may not use {used}")),
            false => Some(format!("`crate::{used}` goes round the layers")),
        };
    }
    if first == "super" {
        let ups = path.segments.iter().take_while(|segment| *segment == "super").count();
        let depth = source.module().len() + usize::from(path.line > tests && !source.is_test());
        return (ups >= depth).then(|| format!("`super` leaves {layer}: write `crate::`"));
    }
    let (name, layers) = CRATES.iter().find(|(name, _)| *name == first)?;
    let is_test_tool = *name == "tempfile" && path.line > tests;
    (!layers.contains(&layer) && !is_test_tool).then(|| format!("{layer} may not use the crate {name}"))
}

fn standard_violation(source: &Source, path: &PathAt, tests: usize) -> Option<String> {
    let layer = source.layer()?;
    let (segments, layers, why) = STANDARD.iter().find(|(segments, _, _)| path.starts_with(segments))?;
    let is_map = segments.contains(&"collections");
    if layers.contains(&layer) || (path.line > tests && !is_map) {
        return None;
    }
    Some(format!("{layer} may not use {}: {why}", segments.join("::")))
}

/// Lines where a colour is made of numbers or taken by name; turning one colour type into another is fine.
fn raw_colours(tokens: &[Token]) -> Vec<usize> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let raw = |at: usize| {
        let made =
            text(at + 2).starts_with("from_") && text(at + 4).starts_with(|c: char| c.is_ascii_digit());
        let named =
            text(at + 2).chars().all(|c| c.is_ascii_uppercase() || c == '_') && !text(at + 2).is_empty();
        matches!(text(at), "Color32" | "Rgba")
            && text(at + 1) == "::"
            && (made || (named && !NEUTRAL.contains(&text(at + 2))))
    };
    let by_macro = |at: usize| text(at) == "hex_color" && text(at + 1) == "!";
    (0..tokens.len()).filter(|at| raw(*at) || by_macro(*at)).map(|at| tokens[at].line).collect()
}

/// A module opens with what it does and what it does not: two sentences at least.
fn opening_violation(source: &Source) -> Option<String> {
    if source.is_test() || source.text.contains("#![doc = include_str!") {
        return None;
    }
    let opening: Vec<&str> = source.text.lines().map_while(|line| line.strip_prefix("//!")).collect();
    let words = opening.join(" ") + " ";
    let sentences = [". ", "? ", "! "].iter().map(|end| words.matches(end).count()).sum::<usize>();
    (sentences < 2).then(|| "opens with fewer than two sentences of `//!`".into())
}

#[test]
fn sources_keep_the_rules_of_the_house() {
    let sources = files("src", ".rs");
    assert!(!sources.is_empty(), "no sources found");
    let wrong: Vec<String> = sources.iter().flat_map(violations).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn ten_largest_files() {
    let mut sizes: Vec<(usize, String)> =
        files("src", ".rs").into_iter().map(|source| (source.text.lines().count(), source.path)).collect();
    sizes.sort_by(|a, b| b.cmp(a));
    for (lines, path) in sizes.iter().take(10) {
        println!("{lines:5} {path}");
    }
    assert!(sizes.first().is_some_and(|(lines, _)| *lines <= MAX_LINES));
}

const OPENING: &str = "//! Does this. Does not do that.\n";

#[track_caller]
fn check(path: &str, code: &str, expect: &str) {
    let wrong = violations(&Source { path: path.into(), text: format!("{OPENING}{code}") });
    let ok =
        if expect.is_empty() { wrong.is_empty() } else { wrong.iter().any(|what| what.contains(expect)) };
    assert!(ok, "expected `{expect}` for `{code}` in {path}, got {wrong:?}");
}

#[test]
fn planted_violations_are_found() {
    check("src/model/mod.rs", "use crate::io::load;", "model may not use io");
    check("src/compute/gaps.rs", "fn f() { crate::io::load::load() }", "compute may not use io");
    check("src/scene/axis.rs", "use crate::{base::Time, ui::theme};", "scene may not use ui");
    check("src/i18n/mod.rs", "use super::super::model;", "`super` leaves i18n");
    check("src/io/mod.rs", "use super::ui;", "`super` leaves io");
    check("src/base/x.rs", "use crate::Thing;", "goes round the layers");
    check("src/gadgets/x.rs", "use crate::base::Time;", "not a layer");
    check("src/store/build.rs", "use polars::prelude::*;", "may not use the crate polars");
    check("src/workspace/mod.rs", "type A = egui::Ui;", "may not use the crate egui");
    check("src/compute/x.rs", "use std::{fs, sync::Arc};", "may not use std::fs");
    check("src/compute/x.rs", "fn f() { std::time::Instant::now() }", "may not use std::time::Instant");
    check("src/cli/x.rs", "use std::collections::{BTreeMap, HashMap};", "use rustc_hash");
    check("src/io/x.rs", "fn f() { unsafe { g() } }", "no `unsafe`");
    check("src/ui/row.rs", "let red = Color32::RED;", "a raw colour");
    check("src/ui/row.rs", "let red = egui::Color32::from_rgb(200, 0, 0);", "a raw colour");
    check("src/io/x.rs", &"\n".repeat(MAX_LINES), "more than 1000");
    let short = Source { path: "src/io/x.rs".into(), text: "//! Placeholder.\n".into() };
    assert!(violations(&short)[0].contains("two sentences"));
}

#[test]
fn what_is_allowed_is_left_alone() {
    check("src/io/csv.rs", "use std::fs::File;\nuse crate::{base, store::Store};\nuse super::dialect;", "");
    check("src/io/load/rows.rs", "use super::super::csv;", "");
    check("src/io/csv.rs", "#[cfg(test)]\nmod test {\n    use super::super::load;\n}", "");
    check("src/ui/theme.rs", "pub const RED: Color32 = Color32::from_rgb(200, 0, 0);", "");
    check("src/ui/row.rs", "let ink = Color32::from_rgb(ink.r, ink.g, ink.b);", "");
    check("src/model/x.rs", "// as crate::ui does\nlet a = \"crate::ui\";", "");
    check("src/compute/x.rs", "use std::collections::BTreeMap;\nuse std::time::Duration;", "");
    check("src/compute/x.rs", "#[cfg(test)]\nmod test {\n    fn f() { std::fs::read(\"x\") }\n}", "");
}

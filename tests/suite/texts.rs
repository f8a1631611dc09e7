//! Proves that no text is missing: both languages have the same keys and variables, and the sources use no other.
//! Whether a translation is good, only a reader can tell.

use std::collections::{BTreeMap, BTreeSet};

use periplus::i18n::{Lang, Texts};

use crate::reader::{files, root, tokens};

/// The calls that take a key as their first argument.
const CALLS: &[&str] = &[".t(", ".ta(", ".find("];

/// Keys with the variables of their texts.
fn messages(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let path = root().join(format!("assets/i18n/{}.ftl", lang.code()));
    let text = std::fs::read_to_string(path).expect("each language has its file");
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" = ").filter(|_| line.starts_with(char::is_alphabetic)) {
            name.clone_into(&mut key);
            assert!(found.insert(key.clone(), BTreeSet::new()).is_none(), "{key} stands twice");
        }
        let variables = line.split("{ $").skip(1).filter_map(|rest| rest.split([' ', '}', ',', ')']).next());
        found.entry(key.clone()).or_default().extend(variables.map(String::from));
    }
    found.remove("");
    found
}

/// Keys written out in source text as the first argument of a call, with the line.
fn used_keys(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for call in CALLS {
        for (at, _) in text.match_indices(call) {
            let rest = text[at + call.len()..].trim_start();
            let quoted = rest.strip_prefix('"').and_then(|rest| rest.split_once('"'));
            if let Some((key, _)) = quoted.filter(|(key, _)| looks_like_a_key(call, key)) {
                found.push((text[..at].matches('\n').count() + 1, key.to_owned()));
            }
        }
    }
    found
}

/// Whether a quoted text looks like a key of ours. `find` has other uses, so that a word without a hyphen
/// is taken for something else there; the other calls are ours alone.
fn looks_like_a_key(call: &str, text: &str) -> bool {
    let hyphened = text.contains('-') && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    call != ".find(" || (hyphened && text.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// A message that is told by its key, with its arguments: `Say::new("…")` and what follows it.
#[derive(Debug, PartialEq)]
struct Said {
    line: usize,
    /// Empty where it is not written out, so that nobody can tell what is said.
    key: String,
    args: BTreeSet<String>,
}

fn said(text: &str) -> Vec<Said> {
    let call = "Say::new(";
    let read = |(at, _): (usize, &str)| {
        let line = text[..at].matches('\n').count() + 1;
        let (mut key, mut args) = (String::new(), BTreeSet::new());
        let mut rest = &text[at + call.len()..];
        if let Some((quoted, after)) = quoted(rest) {
            quoted.clone_into(&mut key);
            rest = after_call(after);
            while let Some(inside) = strip_call(rest, ".with(").or_else(|| strip_call(rest, ".with_name(")) {
                let (name, after) = quoted_or_panic(inside);
                args.insert(name.to_owned());
                rest = after_call(after);
            }
        }
        Said { line, key, args }
    };
    text.match_indices(call).map(read).collect()
}

/// A quoted text at the start, and what follows it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    text.trim_start().strip_prefix('"')?.split_once('"')
}

fn quoted_or_panic(text: &str) -> (&str, &str) {
    quoted(text).unwrap_or_else(|| panic!("the argument's name is not written out: {text:.40}"))
}

fn strip_call<'t>(text: &'t str, call: &str) -> Option<&'t str> {
    text.trim_start().strip_prefix(call)
}

/// What follows the bracket that closes the one we are in.
fn after_call(text: &str) -> &str {
    let mut depth = 1;
    let end = text.find(|c| {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    });
    end.map_or("", |end| &text[end + 1..])
}

/// Messages that nothing mends, or that stand beside one that says what does.
const WITHOUT_MEND: &[&str] = &[
    "failure-identifier-address",
    "failure-identifier-bsn",
    "failure-identifier-email",
    "failure-identifier-name",
    "project-kept",
    "state-cancelled",
];

#[test]
fn troubles_have_texts_for_what_they_carry() {
    let known = messages(Lang::En);
    let (mut wrong, mut all) = (Vec::new(), BTreeSet::new());
    for source in files("src", ".rs").iter().filter(|source| !source.is_test()) {
        let text = source.text.split("#[cfg(test)]\nmod test {").next().unwrap_or_default();
        for Said { line, key, args } in said(text) {
            let mend = known.get(&format!("{key}-mend"));
            let used: BTreeSet<String> = known.get(&key).into_iter().chain(mend).flatten().cloned().collect();
            let place = format!("{}:{line}", source.path);
            // What was found in data says what it rests on; only a trouble says what would mend it, and has all its
            // arguments in one place.
            let found = ["gap-", "finding-"].iter().any(|group| key.starts_with(group));
            if key.is_empty() {
                // Chosen among several: all that are written out in the file are looked up.
                let written = text.split('"').filter(|text| text.starts_with("gap-"));
                let unknown = written.filter(|key| !known.contains_key(*key));
                wrong.extend(unknown.map(|key| format!("{place}: no text for `{key}`")));
                continue;
            }
            if !known.contains_key(&key) {
                wrong.push(format!("{place}: no text for `{key}`"));
            } else if !found && mend.is_none() != WITHOUT_MEND.contains(&key.as_str()) {
                wrong.push(format!("{place}: `{key}` does not say what would mend it"));
            } else if !args.is_subset(&used) || (!found && used != args) {
                wrong.push(format!("{place}: `{key}` gets {args:?}, its texts use {used:?}"));
            }
            all.insert(key);
        }
    }
    assert!(all.len() > 40, "the sources were not read");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_failure_is_never_told() {
    let sources: String = files("src", ".rs").into_iter().map(|source| source.text).collect();
    let used = |key: &str| sources.contains(&format!("\"{key}\""));
    let failures = messages(Lang::En).into_keys().filter(|key| key.starts_with("failure-"));
    let idle: Vec<String> =
        failures.filter(|key| !used(key) && !used(key.strip_suffix("-mend").unwrap_or(key))).collect();
    assert!(idle.is_empty(), "nobody uses {idle:?}");
}

#[test]
fn languages_have_the_same_keys_and_variables() {
    let (en, nl) = (messages(Lang::En), messages(Lang::Nl));
    assert!(en.len() > 100, "the file was not read");
    let (en_keys, nl_keys): (BTreeSet<_>, BTreeSet<_>) = (en.keys().collect(), nl.keys().collect());
    let lonely: Vec<_> = en_keys.symmetric_difference(&nl_keys).collect();
    assert!(lonely.is_empty(), "only in one language: {lonely:?}");
    for (key, variables) in &en {
        assert_eq!(variables, &nl[key], "variables of {key}");
    }
}

#[test]
fn every_key_resolves_in_both_languages() {
    for lang in Lang::ALL {
        let texts = Texts::new(lang);
        for (key, variables) in messages(lang) {
            let args: Vec<_> = variables.iter().map(|name| (name.as_str(), 2_u64.into())).collect();
            let text = texts.ta(&key, &args);
            assert!(texts.find(&key).is_some(), "{key} was not parsed");
            assert!(!text.contains('{') && !text.trim().is_empty(), "{key} reads `{text}`");
            assert!(!text.ends_with(':'), "a colon after the label {key}");
        }
    }
}

#[test]
fn sources_use_no_missing_key() {
    let known = messages(Lang::En);
    let mut missing = Vec::new();
    for source in files("src", ".rs").iter().filter(|source| !source.is_test()) {
        let text = source.text.split("#[cfg(test)]\nmod test {").next().unwrap_or_default();
        for (line, key) in used_keys(text) {
            if !known.contains_key(&key) {
                missing.push(format!("{}:{line}: {key}", source.path));
            }
        }
    }
    assert!(missing.is_empty(), "\n{}", missing.join("\n"));
}

/// The variants of an enum in the vocabulary, as they are written in JSON: `NoPatientKey` is `no-patient-key`.
fn variants(file: &str, name: &str) -> Vec<String> {
    let source = files(file, ".rs").pop().expect("the vocabulary has this file");
    let tokens: Vec<String> = tokens(&source.text).into_iter().map(|token| token.text).collect();
    let start = tokens.windows(3).position(|three| three == ["enum", name, "{"]).expect("the enum is there");
    let (mut depth, mut found) = (0, Vec::new());
    for pair in tokens[start + 2..].windows(2) {
        depth += match pair[0].as_str() {
            "{" | "[" | "(" => 1,
            "}" | "]" | ")" => -1,
            _ => 0,
        };
        if depth == 0 {
            break;
        }
        let is_unit = matches!(pair[1].as_str(), "," | "}" | "=");
        if depth == 1 && is_unit && pair[0].starts_with(|c: char| c.is_ascii_uppercase()) {
            found.push(kebab(&pair[0]));
        }
    }
    found
}

/// A run of digits is a word of its own only where serde says so: it splits before capitals alone.
fn kebab(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !text.is_empty() {
            text.push('-');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}

#[test]
fn the_vocabulary_has_texts() {
    let known = messages(Lang::En);
    let enums = [
        ("src/model/report.rs", "Reason", "reason"),
        ("src/model/report.rs", "Flaw", "flaw"),
        ("src/model/report.rs", "WarningKind", "warning"),
        ("src/model/source.rs", "Kind", "kind"),
        ("src/model/source.rs", "Perspective", "perspective"),
        ("src/model/descriptor.rs", "Role", "role"),
    ];
    let mut missing = Vec::new();
    for (file, name, prefix) in enums {
        let variants = variants(file, name);
        assert!(variants.len() > 1, "{name} was not read");
        missing.extend(variants.into_iter().map(|variant| format!("{prefix}-{variant}")));
    }
    missing.extend(periplus::model::phase::DEFAULT_PHASES.map(|phase| format!("phase-{phase}")));
    missing.retain(|key| !known.contains_key(key));
    assert!(missing.is_empty(), "no text for {missing:?}");
}

#[test]
fn planted_keys_are_found() {
    let used = used_keys(
        "texts.t(\"screen-x\");\nlet a = texts.ta(\n    \"count-y\", &[]);\ntexts.t(key);\n\"a\".find(\"b\")",
    );
    assert_eq!(used, [(1, "screen-x".to_owned()), (2, "count-y".to_owned())]);
}

#[test]
fn planted_troubles_are_found() {
    let found = said(
        "wrong(at, Say::new(\"a-b\").with_name(\"x\", f(y)).with(\n    \"z\",\n    1))\n  .with(\"no\");\nSay::new(\"c\");\nSay::new(key)",
    );
    let say = |line, key: &str, args: &[&str]| Said {
        line,
        key: key.into(),
        args: args.iter().map(|arg| (*arg).to_owned()).collect(),
    };
    assert_eq!(found, [say(1, "a-b", &["x", "z"]), say(5, "c", &[]), say(6, "", &[])]);
}

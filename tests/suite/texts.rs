//! Proves that no text is missing: both languages have the same keys and variables, and the sources use no other.
//! Whether a translation is good, only a reader can tell.

use std::collections::{BTreeMap, BTreeSet};

use periplus::i18n::{Lang, Texts};

use crate::reader::{files, root};

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
        let variables = line.split('$').skip(1).filter_map(|rest| rest.split([' ', '}', ',', ')']).next());
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
    call != ".find(" || hyphened
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
    for source in files("src", ".rs") {
        let text = source.text.split("#[cfg(test)]\nmod test {").next().unwrap_or_default();
        for (line, key) in used_keys(text) {
            if !known.contains_key(&key) {
                missing.push(format!("{}:{line}: {key}", source.path));
            }
        }
    }
    assert!(missing.is_empty(), "\n{}", missing.join("\n"));
}

#[test]
fn planted_keys_are_found() {
    let used = used_keys(
        "texts.t(\"screen-x\");\nlet a = texts.ta(\n    \"count-y\", &[]);\ntexts.t(key);\n\"a\".find(\"b\")",
    );
    assert_eq!(used, [(1, "screen-x".to_owned()), (2, "count-y".to_owned())]);
}

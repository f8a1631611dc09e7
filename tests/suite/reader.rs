//! Reads Rust source text as far as the architecture test needs it: tokens with lines, and the paths written in them.
//! It is no parser: macros, types and expressions are only runs of tokens to it.

use std::path::{Path, PathBuf};

/// A word, number or sign of the source, and the line it stands on, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub text: String,
    pub line: usize,
}

/// A path such as `crate::model::Source`, with groups in braces written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathAt {
    pub segments: Vec<String>,
    pub line: usize,
}

impl PathAt {
    /// Whether the path begins with these segments.
    pub fn starts_with(&self, segments: &[&str]) -> bool {
        self.segments.len() >= segments.len() && self.segments.iter().zip(segments).all(|(a, b)| a == b)
    }
}

/// One source file.
pub struct Source {
    /// From the package's folder, with forward slashes.
    pub path: String,
    pub text: String,
}

impl Source {
    /// Its place in the module tree, the layer first; empty for `lib.rs` and `main.rs`.
    pub fn module(&self) -> Vec<&str> {
        let inner = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        let mut module: Vec<&str> = inner.split('/').collect();
        if matches!(module.as_slice(), ["lib" | "main"]) || module.last() == Some(&"mod") {
            module.pop();
        }
        module
    }

    /// The layer this file belongs to, `None` at the root.
    pub fn layer(&self) -> Option<&str> {
        self.module().first().copied()
    }

    /// Whether the whole file is a test.
    pub fn is_test(&self) -> bool {
        self.path.ends_with("/test.rs") || self.path.contains("/test/")
    }
}

/// The package's folder.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file at or below `folder` with this ending, sorted by path.
pub fn files(folder: &str, ending: &str) -> Vec<Source> {
    if root().join(folder).is_file() {
        return vec![read(&root().join(folder))];
    }
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).expect("a source folder can be listed") {
            let path = entry.expect("a folder entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(read(&path));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn read(path: &Path) -> Source {
    let relative = path.strip_prefix(root()).expect("source files lie in the package");
    Source {
        path: relative.to_string_lossy().replace('\\', "/"),
        text: std::fs::read_to_string(path).expect("source files are text"),
    }
}

/// Splits source text into tokens; comments, strings and characters are left out. A number is one token.
pub fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let (mut tokens, mut at, mut line) = (Vec::new(), 0, 1);
    while at < chars.len() {
        let end = skip(&chars, at).max(at + 1);
        let skipped = end > at + 1 || chars[at].is_whitespace();
        if chars[at].is_alphanumeric() || chars[at] == '_' {
            let length = chars[at..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').count();
            let word: String = chars[at..at + length].iter().collect();
            // The prefix of a raw or byte string belongs to the string.
            let is_prefix = matches!(word.as_str(), "r" | "b" | "br" | "c" | "cr");
            let string = skip(&chars, at + length);
            if is_prefix && matches!(chars.get(at + length), Some('"' | '#')) && string > at + length + 1 {
                line += newlines(&chars[at..string]);
                at = string;
                continue;
            }
            tokens.push(Token { text: word, line });
            at += length;
            continue;
        }
        if !skipped {
            let is_path = chars[at] == ':' && chars.get(at + 1) == Some(&':');
            tokens.push(Token { text: if is_path { "::".into() } else { chars[at].to_string() }, line });
            at += usize::from(is_path) + 1;
            continue;
        }
        line += newlines(&chars[at..end]);
        at = end;
    }
    tokens
}

fn newlines(chars: &[char]) -> usize {
    chars.iter().filter(|c| **c == '\n').count()
}

/// Where a comment, string or character that starts at `at` ends; `at` itself if none starts there.
fn skip(chars: &[char], at: usize) -> usize {
    let rest = &chars[at.min(chars.len())..];
    let starts = |with: &str| with.chars().enumerate().all(|(i, c)| rest.get(i) == Some(&c));
    if starts("//") {
        return at + rest.iter().take_while(|c| **c != '\n').count();
    }
    if starts("/*") {
        return block_comment_end(chars, at);
    }
    match rest.first() {
        Some('"') => string_end(chars, at),
        Some('#') => {
            let hashes = rest.iter().take_while(|c| **c == '#').count();
            if rest.get(hashes) == Some(&'"') { raw_string_end(chars, at, hashes) } else { at }
        }
        // A lifetime has no second quote where a character has one.
        Some('\'') if rest.get(1) == Some(&'\\') => {
            at + 3 + rest.iter().skip(3).take_while(|c| **c != '\'').count() + 1
        }
        Some('\'') if rest.get(2) == Some(&'\'') => at + 3,
        _ => at,
    }
}

fn block_comment_end(chars: &[char], at: usize) -> usize {
    let (mut depth, mut end) = (0, at);
    while end < chars.len() {
        match (chars[end], chars.get(end + 1)) {
            ('/', Some('*')) => (depth, end) = (depth + 1, end + 2),
            ('*', Some('/')) => (depth, end) = (depth - 1, end + 2),
            _ => end += 1,
        }
        if depth == 0 {
            break;
        }
    }
    end.min(chars.len())
}

fn string_end(chars: &[char], at: usize) -> usize {
    let mut end = at + 1;
    while end < chars.len() && chars[end] != '"' {
        end += if chars[end] == '\\' { 2 } else { 1 };
    }
    (end + 1).min(chars.len())
}

fn raw_string_end(chars: &[char], at: usize, hashes: usize) -> usize {
    let mut end = at + hashes + 1;
    while end < chars.len() {
        if chars[end] == '"' && chars[end + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes
        {
            return end + 1 + hashes;
        }
        end += 1;
    }
    end
}

/// Every path of two or more segments, and every `use`, with groups written out.
pub fn paths(tokens: &[Token]) -> Vec<PathAt> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let in_use = at > 0 && tokens[at - 1].text == "use";
        let begins = is_word(&tokens[at]) && (at == 0 || !matches!(tokens[at - 1].text.as_str(), "::" | "."));
        let goes_on = tokens.get(at + 1).is_some_and(|next| next.text == "::");
        if begins && (goes_on || in_use) {
            at = tree(tokens, at, &[], &mut found);
        } else {
            at += 1;
        }
    }
    found
}

fn is_word(token: &Token) -> bool {
    token.text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Follows one path or group from `at` and gives where it ends.
fn tree(tokens: &[Token], mut at: usize, before: &[String], found: &mut Vec<PathAt>) -> usize {
    let mut segments = before.to_vec();
    let line = tokens[at].line;
    loop {
        match tokens.get(at).map(|token| token.text.as_str()) {
            Some("{") if !segments.is_empty() => return group(tokens, at + 1, &segments, found),
            Some("*") => {
                segments.push("*".into());
                at += 1;
                break;
            }
            Some(_) if is_word(&tokens[at]) => segments.push(tokens[at].text.clone()),
            _ => break,
        }
        at += 1;
        match tokens.get(at).map(|token| token.text.as_str()) {
            Some("::") => at += 1,
            _ => break,
        }
    }
    found.push(PathAt { segments, line });
    at
}

fn group(tokens: &[Token], mut at: usize, before: &[String], found: &mut Vec<PathAt>) -> usize {
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            "}" => return at + 1,
            "as" => at += 2,
            _ if is_word(token) || token.text == "*" => at = tree(tokens, at, before, found),
            _ => at += 1,
        }
    }
    at
}

/// The line from which on the file holds only its inline test module.
pub fn tests_from(text: &str) -> usize {
    let lines: Vec<&str> = text.lines().collect();
    let inline =
        |at: usize| lines.get(at + 1).is_some_and(|next| next.starts_with("mod ") && next.ends_with('{'));
    (0..lines.len()).find(|at| lines[*at] == "#[cfg(test)]" && inline(*at)).map_or(usize::MAX, |at| at + 1)
}

#[test]
fn comments_strings_and_characters_are_no_code() {
    let text = "// crate::ui\n/* crate::ui /* x */ */ let a = \"crate::ui\"; let b = r#\"crate::\"ui\"#; let c = '\\'';\n'a: loop { b'x'; }\ncrate::io::load();";
    let found = paths(&tokens(text));
    assert_eq!(found, vec![PathAt { segments: vec!["crate".into(), "io".into(), "load".into()], line: 4 }]);
}

#[test]
fn groups_are_written_out() {
    let found = paths(&tokens("use crate::{model::{self, Source as S}, ui};\nuse std::fs;\nuse rayon;"));
    let texts: Vec<String> = found.iter().map(|path| path.segments.join("::")).collect();
    assert_eq!(texts, ["crate::model::self", "crate::model::Source", "crate::ui", "std::fs", "rayon"]);
}

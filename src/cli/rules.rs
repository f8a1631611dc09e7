//! `periplus rules`: what a pack of rules holds, and whether the rules do what their own tests say.
//! It judges nothing itself.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand};
use serde_json::json;

use crate::base::Trouble;
use crate::compute::rules::proof::{self, Proved};
use crate::i18n::Texts;
use crate::io::rules as packs;
use crate::model::rule::{Pack, Severity, Verdict};

use super::table::{Side, lay_out};
use super::{Exit, Language, complain, print};

/// Arguments of `periplus rules`.
#[derive(Debug, Args)]
pub struct Rules {
    /// What to do with them
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Lists the rules: of the pack that comes with the program, together with those of a file
    List(Of),
    /// Runs the tests that rules carry; ends with code 1 where one does not hold
    Test(Of),
}

/// Which rules.
#[derive(Debug, Args)]
struct Of {
    /// A pack beside what comes with the program
    file: Option<PathBuf>,
    /// Print JSON, version 1
    #[arg(long)]
    json: bool,
    /// The language of what is printed
    #[arg(long, value_enum)]
    lang: Option<Language>,
}

impl Rules {
    pub(super) fn run(self) -> Exit {
        let (Of { file, json, lang }, test) = match self.what {
            What::List(of) => (of, false),
            What::Test(of) => (of, true),
        };
        let texts = Language::texts(lang);
        match pack(file.as_deref()) {
            Ok(pack) if test => run_tests(&texts, &pack, json),
            Ok(pack) => list(&texts, &pack, json),
            Err(troubles) => refuse_pack(&texts, &troubles),
        }
    }
}

/// The pack that comes with the program, with what a file adds to it.
pub(super) fn pack(file: Option<&Path>) -> Result<Arc<Pack>, Vec<Trouble>> {
    match file {
        Some(file) => packs::with_shipped(file),
        None => packs::shipped(),
    }
    .map(Arc::new)
}

/// Prints why a pack cannot be used.
pub(super) fn refuse_pack(texts: &Texts, troubles: &[Trouble]) -> Exit {
    for trouble in troubles {
        complain(&texts.trouble(trouble));
    }
    let unreadable = troubles.iter().flat_map(|trouble| &trouble.what).any(|say| say.key == "rules-file");
    if unreadable { Exit::Unreadable } else { Exit::WrongUse }
}

/// The key of a severity's name.
pub(super) fn severity_key(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "severity-info",
        Severity::Warning => "severity-warning",
        Severity::Error => "severity-error",
    }
}

fn list(texts: &Texts, pack: &Pack, json: bool) -> Exit {
    if json {
        let rules = pack.rules.iter().map(|rule| {
            json!({
                "id": rule.id,
                "version": rule.version,
                "title": rule.title.in_language("en"),
                "severity": rule.severity.id(),
                "scope": rule.scope.id(),
                "primitive": rule.primitive.id(),
                "tests": rule.tests.len(),
                "citation": rule.citation,
            })
        });
        print(&format!("{}\n", json!({ "version": 1, "rules": rules.collect::<Vec<_>>() })));
        return Exit::Fine;
    }
    let header = ["word-rule", "word-severity", "word-version", "word-tests"];
    let mut rows =
        vec![std::iter::once(String::new()).chain(header.map(|key| texts.t(key))).collect::<Vec<_>>()];
    for rule in &pack.rules {
        rows.push(vec![
            rule.id.clone(),
            rule.title.in_language(texts.lang().code()).to_owned(),
            texts.t(severity_key(rule.severity)),
            rule.version.clone(),
            texts.count(rule.tests.len() as u64),
        ]);
    }
    print(&lay_out(&[Side::Left, Side::Left, Side::Left, Side::Left, Side::Right], &rows));
    Exit::Fine
}

fn run_tests(texts: &Texts, pack: &Arc<Pack>, json: bool) -> Exit {
    let proved = proof::prove(pack);
    let failed: Vec<&Proved> = proved.iter().filter(|proved| !proved.holds(pack)).collect();
    if json {
        let failures = failed.iter().map(|failed| {
            let rule = &pack.rules[failed.rule];
            let test = &rule.tests[failed.test];
            json!({ "rule": rule.id, "test": test.title, "line": test.line, "got": got(failed) })
        });
        let failures: Vec<_> = failures.collect();
        print(&format!("{}\n", json!({ "version": 1, "tests": proved.len(), "failures": failures })));
    } else {
        for failed in &failed {
            let rule = &pack.rules[failed.rule];
            let test = &rule.tests[failed.test];
            let args = [
                ("rule", rule.id.as_str().into()),
                ("line", test.line.to_string().into()),
                ("test", test.title.as_str().into()),
                ("got", got(failed).into()),
            ];
            print(&format!("{}\n", texts.ta("cli-rules-failed", &args)));
        }
        let args = [("n", proved.len().into()), ("failed", failed.len().into())];
        print(&format!("{}\n", texts.ta("cli-rules-tested", &args)));
    }
    if failed.is_empty() { Exit::Fine } else { Exit::DataErrors }
}

/// What came out of a test, in the words of its file.
fn got(proved: &Proved) -> String {
    if let Some(unknown) = &proved.unknown {
        return format!("{unknown:?}");
    }
    let counts =
        Verdict::ALL.iter().zip(proved.verdicts).map(|(verdict, n)| format!("{} = {n}", verdict.id()));
    let severity = proved.severity.map(|severity| format!("severity = {}", severity.id()));
    counts.chain(severity).collect::<Vec<_>>().join(", ")
}

//! `periplus check`: what the rules find in an extract, as tables or as JSON.
//! It opens, reads and prints; all judging is `compute::rules`'s.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::base::{Cancel, EventIdx, Progress};
use crate::compute::rules::{self, CheckSpec, Checked, Finding, Reason};
use crate::i18n::{Lang, Texts};
use crate::model::rule::{Pack, Severity, Verdict};
use crate::store::Store;

use super::inspect::moment;
use super::table::{Side, lay_out};
use super::{Exit, Language, complain, load, print};

/// Arguments of `periplus check`.
#[derive(Debug, Args)]
pub struct Check {
    /// A folder with a datapackage.json, or the file itself
    extract: PathBuf,
    /// A pack of rules, code sets, agents or regimens, beside what comes with the program
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// Only these rules, by id
    #[arg(long, value_delimiter = ',', value_name = "ID")]
    only: Vec<String>,
    /// Print JSON, version 1
    #[arg(long)]
    json: bool,
    /// End with code 1 where a violation is at least so severe
    #[arg(long, value_enum, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
    /// List what cannot be judged too
    #[arg(long)]
    unjudged: bool,
    /// Leave out resources that cannot be read, instead of stopping
    #[arg(long)]
    skip_broken: bool,
    /// Keep the built store beside the extract, and use the one that is there
    #[arg(long)]
    cache: bool,
    /// The language of what is printed
    #[arg(long, value_enum)]
    lang: Option<Language>,
}

/// From which severity on a violation is a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// What cannot be true
    Error,
    /// What is unlikely, too
    Warning,
}

impl Check {
    pub(super) fn run(self) -> Exit {
        let texts = Language::texts(self.lang);
        let pack = match super::rules::pack(self.rules.as_deref()) {
            Ok(pack) => pack,
            Err(troubles) => return super::rules::refuse_pack(&texts, &troubles),
        };
        let place = |id: &String| pack.rules.iter().position(|rule| rule.id == *id);
        if let Some(id) = self.only.iter().find(|id| place(id).is_none()) {
            complain(&texts.ta("cli-rules-unknown", &[("id", id.as_str().into())]));
            return Exit::WrongUse;
        }
        let only: Vec<u16> = self.only.iter().filter_map(place).map(|at| at as u16).collect();
        let store = match load(&texts, &self.extract, self.skip_broken, self.cache) {
            Ok(opened) => opened.store,
            Err(exit) => return exit,
        };
        let compiled = match rules::compile(Arc::clone(&pack), &store) {
            Ok(compiled) => compiled,
            Err(trouble) => return super::rules::refuse_pack(&texts, &[trouble]),
        };
        let spec = CheckSpec {
            rules: (!only.is_empty()).then_some(only),
            most_findings: if self.json { usize::MAX } else { 0 },
            unjudged: self.unjudged,
            ..CheckSpec::default()
        };
        let checked = rules::check(&store, &compiled, &spec, &Cancel::default(), &Progress::default());
        // Nobody cancels here.
        let Ok(checked) = checked else { return Exit::Fine };
        if self.json {
            let mut text = serde_json::to_string(&as_json(&store, &pack, &checked)).unwrap_or_default();
            text.push('\n');
            print(&text);
        } else {
            print(&as_text(&texts, &pack, &checked));
        }
        let least = self.fail_on.map(|least| match least {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
        });
        let fails = |least: Severity| {
            checked.rules.iter().any(|tally| tally.worst.is_some_and(|worst| worst >= least))
        };
        if least.is_some_and(fails) { Exit::DataErrors } else { Exit::Fine }
    }
}

/// The shape is documented in the manual, and has a version.
fn as_json(store: &Store, pack: &Pack, checked: &Checked) -> Value {
    let rules: Vec<Value> = pack
        .rules
        .iter()
        .zip(&checked.rules)
        .filter(|(_, tally)| tally.checked)
        .map(|(rule, tally)| {
            let mut counts = json!({ "id": rule.id, "version": rule.version });
            for verdict in Verdict::ALL {
                counts[verdict.id()] = tally.of(verdict).into();
            }
            counts
        })
        .collect();
    // A script compares texts, so that they do not follow the language of whoever runs it.
    let english = Texts::new(Lang::En);
    let findings: Vec<Value> =
        checked.findings.iter().map(|finding| finding_json(store, pack, finding, &english)).collect();
    json!({ "version": 1, "rules": rules, "findings": findings })
}

fn finding_json(store: &Store, pack: &Pack, finding: &Finding, texts: &Texts) -> Value {
    let head = store.head();
    let event = |at: &EventIdx| {
        let event = store.events().get(at.index());
        json!({
            "source": head.sources[event.source.index()].id,
            "file": store.file(event.file).map_or("", |file| file.path.as_str()),
            "row": event.row,
            "code": head.codes.get(event.code).code,
            "start": moment(store, event.start),
        })
    };
    let reason = match finding.reason(pack) {
        Reason::Say(say) => texts.say(&say),
        Reason::Text(text) => text.in_language("en").to_owned(),
    };
    let mut json = json!({
        "rule": pack.rules[usize::from(finding.rule)].id,
        "patient": finding.patient.map(|patient| head.keys.text(patient.index())),
        "verdict": finding.verdict.id(),
        "severity": finding.severity.id(),
        "events": finding.events.iter().map(event).collect::<Vec<_>>(),
        "reason": reason,
    });
    if let Some(source) = finding.source {
        json["source"] = head.sources[source.index()].id.as_str().into();
    }
    if let (None, Some(span)) = (finding.patient, finding.span) {
        json["from"] = moment(store, span.from);
        json["to"] = moment(store, span.to);
    }
    json
}

fn as_text(texts: &Texts, pack: &Pack, checked: &Checked) -> String {
    let header =
        ["word-rule", "word-severity", "verdict-violation", "verdict-explained", "verdict-cannot-judge"];
    let header = header.iter().chain(&["verdict-ok", "verdict-not-applicable", "word-patients"]);
    let mut rows =
        vec![std::iter::once(String::new()).chain(header.map(|key| texts.t(key))).collect::<Vec<_>>()];
    for (rule, tally) in pack.rules.iter().zip(&checked.rules).filter(|(_, tally)| tally.checked) {
        let severity = tally.worst.unwrap_or(rule.severity);
        let counts = Verdict::ALL.map(|verdict| texts.count(tally.of(verdict)));
        let mut row = vec![
            rule.id.clone(),
            rule.title.in_language(texts.lang().code()).to_owned(),
            texts.t(super::rules::severity_key(severity)),
        ];
        row.extend(counts);
        row.push(texts.count(tally.patients.len() as u64));
        rows.push(row);
    }
    let right = [Side::Right; 6];
    let mut sides = vec![Side::Left, Side::Left, Side::Left];
    sides.extend(right);
    lay_out(&sides, &rows)
}

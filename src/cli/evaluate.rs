//! `periplus evaluate`: how much of a known truth the rules and the search for gaps find, and how much of what they say
//! is right. Checking, finding and comparing are the library's; this prints the table.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use serde_json::{Value, json};

use crate::base::{Cancel, Cancelled, Progress};
use crate::compute::evaluate::{self, Claim, Score, Share};
use crate::compute::rules::{self, CheckSpec, Checked};
use crate::compute::watch::Watch;
use crate::compute::{gaps, select};
use crate::i18n::Texts;
use crate::io::rules as packs;
use crate::io::truth::{self, TruthError};
use crate::model::gap::{DispensingSpec, GapSpec, SilenceSpec};
use crate::model::rule::{Pack, Rule, Scope, Verdict};
use crate::model::truth::Truth;
use crate::store::Store;

use super::table::{Side, lay_out};
use super::{Exit, Language, complain, load, print};

/// Rules whose findings are explanations: to explain is to find.
const EXPLAINING: [&str; 2] = ["G06", "G07"];

/// Arguments of `periplus evaluate`.
#[derive(Debug, Args)]
pub struct Evaluate {
    /// A folder with a datapackage.json, or the file itself
    extract: PathBuf,
    /// What there is to find, as `periplus synth` writes it
    #[arg(long)]
    truth: PathBuf,
    /// A pack of rules beside the shipped one
    #[arg(long)]
    rules: Option<PathBuf>,
    /// Print JSON, version 1
    #[arg(long)]
    json: bool,
    /// The language of what is printed
    #[arg(long, value_enum)]
    lang: Option<Language>,
}

impl Evaluate {
    pub(super) fn run(self) -> Exit {
        let texts = Language::texts(self.lang);
        let truth = match truth::read(&self.truth) {
            Ok(truth) => truth,
            Err(error) => {
                let problem = error.to_string();
                complain(&texts.ta("evaluate-no-truth", &[("problem", problem.as_str().into())]));
                return if matches!(error, TruthError::Io(_)) { Exit::Unreadable } else { Exit::DataErrors };
            }
        };
        let pack = match self.rules.as_deref().map_or_else(packs::shipped, packs::with_shipped) {
            Ok(pack) => Arc::new(pack),
            Err(troubles) => {
                troubles.iter().for_each(|trouble| complain(&texts.trouble(trouble)));
                return Exit::DataErrors;
            }
        };
        let store = match load(&texts, &self.extract, false, false) {
            Ok(opened) => opened.store,
            Err(exit) => return exit,
        };
        let compiled = match rules::compile(pack.clone(), &store) {
            Ok(compiled) => compiled,
            Err(trouble) => {
                complain(&texts.trouble(&trouble));
                return Exit::DataErrors;
            }
        };
        let (cancel, progress) = (Cancel::default(), Progress::default());
        let spec = CheckSpec { most_findings: usize::MAX, ..CheckSpec::default() };
        // Nobody cancels here.
        let Ok(checked) = rules::check(&store, &compiled, &spec, &cancel, &progress) else {
            return Exit::Fine;
        };
        let scores = of_rules(&store, &pack, &checked, &truth);
        let Ok(gaps) = of_gaps(&store, &truth, &cancel, &progress) else { return Exit::Fine };
        if self.json {
            let all =
                |scores: &[Score], what| scores.iter().map(|score| as_json(score, what)).collect::<Vec<_>>();
            let json = json!({"version": 1, "rules": all(&scores, "rule"), "gaps": all(&gaps, "gap")});
            print(&format!("{}\n", serde_json::to_string_pretty(&json).unwrap_or_default()));
        } else {
            print(&format!("{}\n", table(&texts, "evaluate-rule", &scores)));
            print(&table(&texts, "evaluate-gap", &gaps));
        }
        Exit::Fine
    }
}

/// The scores of the rules that both the pack and the truth have.
fn of_rules(store: &Store, pack: &Pack, checked: &Checked, truth: &Truth) -> Vec<Score> {
    let mut scores = Vec::new();
    for (at, rule) in pack.rules.iter().enumerate() {
        let Some(known) = truth.rules.iter().find(|known| known.id == rule.id) else { continue };
        let of_patients = known.faults.iter().any(|entry| entry.patient.is_some());
        let claims = claims(at, rule, checked, of_patients);
        scores.push(evaluate::rule(store, known, &claims, rule.scope == Scope::Patient));
    }
    scores
}

/// The scores of gaps: silences as rule F02 asks for them, and supplies by what is left of earlier ones.
fn of_gaps(
    store: &Store,
    truth: &Truth,
    cancel: &Cancel,
    progress: &Progress,
) -> Result<Vec<Score>, Cancelled> {
    let spec = GapSpec {
        silence: Some(SilenceSpec::f02()),
        dispensing: Some(DispensingSpec::default()),
        ..GapSpec::default()
    };
    let everybody = select::select(store, &[], cancel)?;
    let found = gaps::find(store, &everybody, &spec, &Watch::new(store, &[]), cancel, progress)?;
    Ok(evaluate::gaps(store, &truth.gaps, &found.list))
}

/// What a rule said is wrong: its findings, and where the truth is of patients those that a rule of sources names.
fn claims(at: usize, rule: &Rule, checked: &Checked, of_patients: bool) -> Vec<Claim> {
    let explains = EXPLAINING.contains(&rule.id.as_str());
    let says =
        |verdict: Verdict| verdict == Verdict::Violation || (explains && verdict == Verdict::Explained);
    let own =
        checked.findings.iter().filter(|finding| usize::from(finding.rule) == at && says(finding.verdict));
    let own = own.map(|finding| Claim {
        patient: finding.patient,
        source: finding.source,
        span: finding.span,
        rows: finding.events.iter().map(|event| event.0).collect(),
    });
    let wide = of_patients && matches!(rule.scope, Scope::Source | Scope::Extract);
    let named = checked.rules.get(at).filter(|_| wide);
    let named = named.into_iter().flat_map(|tally| tally.patients.iter());
    own.chain(named.map(|patient| Claim { patient: Some(patient), ..Claim::default() })).collect()
}

fn share(share: Option<Share>) -> Value {
    share.map_or(Value::Null, |share| json!({"share": share.share, "low": share.low, "high": share.high}))
}

fn as_json(score: &Score, what: &str) -> Value {
    json!({
        what: score.id, "truths": score.truths, "found": score.found, "recall": share(score.recall()),
        "said": score.said, "right": score.right, "precision": share(score.precision()),
        "nearMissesCalled": score.near,
    })
}

fn table(texts: &Texts, first: &str, scores: &[Score]) -> String {
    let keys = ["evaluate-truths", "evaluate-found", "evaluate-recall", "evaluate-said", "evaluate-right"];
    let last = ["evaluate-precision", "evaluate-near"];
    let mut rows =
        vec![[&[first][..], &keys, &last].concat().iter().map(|key| texts.t(key)).collect::<Vec<_>>()];
    let share = |share: Option<Share>| {
        let number = |value: f64| format!("{value:.3}");
        share.map_or_else(
            || "-".to_owned(),
            |share| format!("{} ({} - {})", number(share.share), number(share.low), number(share.high)),
        )
    };
    rows.extend(scores.iter().map(|score| {
        let count = |n: u64| texts.count(n);
        vec![
            score.id.clone(),
            count(score.truths),
            count(score.found),
            share(score.recall()),
            count(score.said),
            count(score.right),
            share(score.precision()),
            count(score.near),
        ]
    }));
    let right = Side::Right;
    lay_out(&[Side::Left, right, right, right, right, right, right, right], &rows)
}

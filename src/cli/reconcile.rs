//! `periplus reconcile`: which events two sources have in common, and how far apart their dates lie.
//! Counting and matching are the library's; this prints them.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use crate::base::{Cancel, Progress};
use crate::compute::reconcile::{self, Kinds, Only, Pair, ReconcileSpec, Reconciled};
use crate::compute::watch::Watch;
use crate::i18n::Texts;
use crate::store::Store;

use super::table::{Side, lay_out};
use super::{Exit, Language, load, print};

/// Arguments of `periplus reconcile`.
#[derive(Debug, Args)]
pub struct Reconcile {
    /// A folder with a datapackage.json, or the file itself
    extract: PathBuf,
    /// Two dates of one event lie no further apart than this many days
    #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u16).range(0..=60))]
    reach: u16,
    /// Codes of a system with so many first characters in common are one kind of event
    #[arg(long)]
    level: Option<usize>,
    /// Print JSON, version 1
    #[arg(long)]
    json: bool,
    /// Leave out resources that cannot be read, instead of stopping
    #[arg(long)]
    skip_broken: bool,
    /// The language of what is printed
    #[arg(long, value_enum)]
    lang: Option<Language>,
}

impl Reconcile {
    pub(super) fn run(self) -> Exit {
        let texts = Language::texts(self.lang);
        let store = match load(&texts, &self.extract, self.skip_broken, false) {
            Ok(opened) => opened.store,
            Err(exit) => return exit,
        };
        let spec = ReconcileSpec { reach: self.reach, ..ReconcileSpec::default() };
        let kinds = Kinds::by_code(&store, self.level);
        let watch = Watch::new(&store, &[]);
        let covers = |patient, source, time| watch.at(patient, source, time);
        let everybody = store.everybody();
        let (cancel, progress) = (Cancel::default(), Progress::default());
        let found = reconcile::reconcile(&store, &everybody, &kinds, &spec, &covers, &cancel, &progress);
        // Nobody cancels here.
        let Ok(found) = found else { return Exit::Fine };
        if self.json {
            let mut text = serde_json::to_string_pretty(&as_json(&store, &kinds, &found)).unwrap_or_default();
            text.push('\n');
            print(&text);
        } else {
            print(&as_text(&texts, &store, &kinds, &found));
        }
        Exit::Fine
    }
}

fn as_json(store: &Store, kinds: &Kinds, found: &Reconciled) -> Value {
    let id = |source: crate::base::SourceId| store.head().sources[source.index()].id.as_str();
    let only = |only: Only| json!({"judged": only.judged, "unjudged": only.unjudged});
    let pair = |pair: &Pair| {
        let mut object = json!({
            "sources": [id(pair.a), id(pair.b)],
            "pairs": pair.histogram.total(),
            "agree": pair.tally.agree,
            "shifted": pair.tally.shifted,
            "onlyFirst": only(pair.tally.only_a),
            "onlySecond": only(pair.tally.only_b),
        });
        if let Some(kind) = pair.kind {
            object["kind"] = kinds.name(kind).into();
        }
        if let Some(peak) = pair.peak {
            object["peak"] = json!({
                "at": peak.at, "from": peak.from, "to": peak.to, "pairs": peak.pairs, "chance": peak.chance,
                "own": peak.own
            });
        }
        object
    };
    json!({
        "version": 1,
        "leftOut": found.left_out,
        "witnessed": found.witnesses.iter().count(),
        "pairs": found.pairs.iter().map(pair).collect::<Vec<_>>(),
    })
}

fn as_text(texts: &Texts, store: &Store, kinds: &Kinds, found: &Reconciled) -> String {
    let keys = ["sources", "kind", "shift", "agree", "shifted", "only-first", "only-second"];
    let mut rows = vec![keys.map(|key| texts.t(&format!("reconcile-{key}"))).to_vec()];
    for pair in found.pairs.iter().filter(|pair| pair.peak.is_some()) {
        let name = |source: crate::base::SourceId| store.head().sources[source.index()].id.as_str();
        let kind = pair.kind.map_or_else(|| texts.t("reconcile-all"), |kind| kinds.name(kind).to_owned());
        let shift = pair.peak.map_or_else(String::new, |peak| format!("{:+} … {:+}", peak.from, peak.to));
        let only = |only: Only| texts.count(only.judged);
        rows.push(vec![
            format!("{}, {}", name(pair.a), name(pair.b)),
            kind,
            shift,
            texts.count(pair.tally.agree),
            texts.count(pair.tally.shifted),
            only(pair.tally.only_a),
            only(pair.tally.only_b),
        ]);
    }
    if rows.len() == 1 {
        return format!("{}\n", texts.t("reconcile-none"));
    }
    let right = Side::Right;
    lay_out(&[Side::Left, Side::Left, right, right, right, right, right], &rows)
}

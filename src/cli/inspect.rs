//! `periplus inspect`: what an extract holds, as a table or as JSON.
//! It prints counts, names and positions, and no value of any patient.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use crate::base::{Clock, Precision, Time};
use crate::compute::summary::{self, SourceSummary};
use crate::i18n::{Arg, Lang, Texts};
use crate::io::open::Opened;
use crate::model::report::ResourceReport;
use crate::store::Store;

use super::table::{Side, lay_out};
use super::{Exit, Language, load, print};

/// Arguments of `periplus inspect`.
#[derive(Debug, Args)]
pub struct Inspect {
    /// A folder with a datapackage.json, or the file itself
    extract: PathBuf,
    /// Print JSON, version 1
    #[arg(long)]
    json: bool,
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

impl Inspect {
    pub(super) fn run(self) -> Exit {
        let texts = Language::texts(self.lang);
        let opened = match load(&texts, &self.extract, self.skip_broken, self.cache) {
            Ok(opened) => opened,
            Err(exit) => return exit,
        };
        let summaries = summary::sources(&opened.store);
        if self.json {
            let mut text = serde_json::to_string_pretty(&as_json(&opened, &summaries)).unwrap_or_default();
            text.push('\n');
            print(&text);
        } else {
            print(&as_text(&texts, &opened, &summaries));
        }
        let flawless = |resource: &ResourceReport| resource.set_aside.is_empty() && resource.error.is_none();
        if opened.report.resources.iter().all(flawless) { Exit::Fine } else { Exit::DataErrors }
    }
}

/// The shape is documented in the manual, and has a version.
fn as_json(opened: &Opened, summaries: &[SourceSummary]) -> Value {
    let Opened { store, report, .. } = opened;
    // A script compares texts, so that they do not follow the language of whoever runs it.
    let english = Texts::new(Lang::En);
    let sources: Vec<Value> = summaries
        .iter()
        .map(|summary| {
            json!({
                "id": store.head().sources[summary.source.index()].id,
                "patients": summary.patients,
                "events": summary.events,
                "first": summary.first.map(|time| moment(store, time)),
                "last": summary.last.map(|time| moment(store, time)),
            })
        })
        .collect();
    let resources: Vec<Value> = report
        .resources
        .iter()
        .map(|resource| {
            let set_aside: serde_json::Map<String, Value> =
                (resource.set_aside.iter()).map(|tally| (name_of(&tally.what), tally.count.into())).collect();
            let flagged: serde_json::Map<String, Value> =
                resource.flagged.iter().map(|tally| (name_of(&tally.what), tally.count.into())).collect();
            json!({
                "name": resource.name,
                "rows": resource.rows,
                "events": resource.events,
                "setAside": set_aside,
                "flagged": flagged,
                "error": resource.error.as_ref().map(|error| english.trouble(error)),
            })
        })
        .collect();
    json!({
        "version": 1,
        "patients": store.patient_count(),
        "population": store.head().population.len(),
        "events": store.event_count(),
        "asOf": store.head().as_of.map(|time| moment(store, time)),
        "sources": sources,
        "resources": resources,
        "warnings": report.warnings,
    })
}

/// An ISO date, or without a calendar the number of days.
pub(super) fn moment(store: &Store, time: Time) -> Value {
    match store.head().clock {
        Clock::Calendar => {
            let (year, month, day) = time.date();
            format!("{year:04}-{month:02}-{day:02}").into()
        }
        Clock::Relative => time.days().into(),
    }
}

/// The name a serialisable unit variant goes by.
fn name_of(what: &impl serde::Serialize) -> String {
    match serde_json::to_value(what) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}

fn as_text(texts: &Texts, opened: &Opened, summaries: &[SourceSummary]) -> String {
    let Opened { store, report, .. } = opened;
    let head = store.head();
    let mut text = format!("{}\n", head.title);
    let totals = [
        texts.ta("count-patients", &[("n", (store.patient_count() as u64).into())]),
        texts.ta("count-events", &[("n", (store.event_count() as u64).into())]),
    ];
    text.push_str(&totals.join(", "));
    if let Some(as_of) = head.as_of {
        let date = texts.moment(as_of, Precision::Day, head.clock);
        let key = if head.as_of_declared { "as-of-declared" } else { "as-of-assumed" };
        text.push_str(", ");
        text.push_str(&texts.ta(key, &[("date", date.into())]));
    }
    text.push_str("\n\n");
    text.push_str(&source_table(texts, store, summaries));
    text.push('\n');
    text.push_str(&resource_table(texts, &report.resources));
    for resource in &report.resources {
        text.push_str(&set_aside(texts, resource));
    }
    if !report.warnings.is_empty() {
        text.push('\n');
    }
    for warning in &report.warnings {
        let key = format!("warning-{}", name_of(&warning.what));
        let args = [("about", Arg::from(warning.about.as_str())), ("n", warning.count.into())];
        text.push_str(&texts.ta(&key, &args));
        text.push('\n');
    }
    text
}

fn source_table(texts: &Texts, store: &Store, summaries: &[SourceSummary]) -> String {
    let header = ["word-source", "word-patients", "word-events", "word-first", "word-last"];
    let mut rows = vec![header.iter().map(|key| texts.t(key)).collect::<Vec<_>>()];
    for summary in summaries {
        let date = |time: Option<Time>| {
            time.map_or(String::new(), |time| texts.moment(time, Precision::Day, store.head().clock))
        };
        rows.push(vec![
            store.head().sources[summary.source.index()].title.clone(),
            texts.count(summary.patients as u64),
            texts.count(summary.events),
            date(summary.first),
            date(summary.last),
        ]);
    }
    lay_out(&[Side::Left, Side::Right, Side::Right, Side::Right, Side::Right], &rows)
}

fn resource_table(texts: &Texts, resources: &[ResourceReport]) -> String {
    let header = ["word-resource", "word-rows", "word-events", "word-set-aside"];
    let mut rows = vec![header.iter().map(|key| texts.t(key)).collect::<Vec<_>>()];
    for resource in resources {
        let set_aside: u64 = resource.set_aside.iter().map(|tally| tally.count).sum();
        rows.push(vec![
            resource.name.clone(),
            texts.count(resource.rows),
            texts.count(resource.events),
            texts.count(set_aside),
        ]);
    }
    lay_out(&[Side::Left, Side::Right, Side::Right, Side::Right], &rows)
}

fn set_aside(texts: &Texts, resource: &ResourceReport) -> String {
    let mut text = String::new();
    for tally in &resource.set_aside {
        let reason = texts.t(&format!("reason-{}", name_of(&tally.what)));
        let first = tally.first.first().map_or(String::new(), |at| format!(" ({}:{})", at.file, at.row));
        let _infallible = writeln!(text, "  {}: {} {reason}{first}", resource.name, texts.count(tally.count));
    }
    if let Some(error) = &resource.error {
        let _infallible = writeln!(text, "  {}: {}", resource.name, texts.trouble(error));
    }
    text
}

//! `periplus journeys`: aggregated journeys as tables or as JSON.
//! It reads the question from the arguments; all counting is `compute::journeys`'.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::base::{Cancel, Cancelled};
use crate::compute::journeys::flow::{Columns, Place, flow};
use crate::compute::journeys::tree::{Kind, TreeSpec, tree};
use crate::compute::journeys::variants::variants;
use crate::compute::journeys::{Dfg, Sequences, Times, dfg, matrix, pathway_tables, pathways, sequence};
use crate::compute::{Anchors, Selection, align, select};
use crate::i18n::Texts;
use crate::io::{files, ohdsi};
use crate::model::journeys::{JourneyQuestion, Level, PathwayQuestion, Simplification, Ties};
use crate::model::{Align, CodeRef, EventTest, Occurrence};
use crate::store::Store;

use super::{Exit, Language, complain, load, print, refuse};

/// Arguments of `periplus journeys`.
#[derive(Debug, Args)]
pub struct Journeys {
    /// A folder with a datapackage.json, or the file itself
    #[arg(required_unless_present = "cohorts")]
    extract: Option<PathBuf>,
    /// What journeys are added up to
    #[arg(long = "as", value_enum)]
    what: What,
    /// What makes two events the same: phase, source, code, or code:N for the first N characters of codes
    #[arg(long, default_value = "phase")]
    level: String,
    /// Day 0: index, calendar, or phase:ID, code:CODE or source:ID, with :first, :last or :N after it
    #[arg(long, default_value = "index")]
    align: String,
    /// What is simplified, from first to last: hide=a,b only=a,b merge=a,b>c coalesce firsts eras=30 first=5 window=-30..365
    #[arg(long, value_name = "STEP")]
    simplify: Vec<String>,
    /// What becomes of events at equal time
    #[arg(long, value_enum, default_value = "moment")]
    ties: TiesAs,
    /// The most steps of the tree, columns of the flow, or variants printed
    #[arg(long)]
    depth: Option<usize>,
    /// The smallest share of the cohort that is a branch of the tree by itself
    #[arg(long, default_value_t = 0.01)]
    least: f64,
    /// A tree backwards from day 0
    #[arg(long)]
    backward: bool,
    /// A flow by slices of so many days instead of by steps
    #[arg(long, value_name = "DAYS")]
    slice: Option<u32>,
    /// A cohort table for pathways, instead of an extract
    #[arg(long, value_name = "FILE", requires = "arguments", conflicts_with = "extract")]
    cohorts: Option<PathBuf>,
    /// The arguments of the pathways, as `TreatmentPatterns` exports them
    #[arg(long, value_name = "FILE")]
    arguments: Option<PathBuf>,
    /// A folder for the tables of pathways, under the names that `TreatmentPatterns` gives them
    #[arg(long, value_name = "FOLDER")]
    tables: Option<PathBuf>,
    /// Print JSON, version 1
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Print a table of comma-separated values; without --json this is the default
    #[arg(long)]
    csv: bool,
    /// The language of what is printed
    #[arg(long, value_enum)]
    lang: Option<Language>,
}

/// What journeys are added up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// The directly-follows graph
    Dfg,
    /// The different sequences
    Variants,
    /// The tree with times
    Tree,
    /// The flow between steps or slices of time
    Flow,
    /// The transition matrix
    Matrix,
    /// Treatment pathways after OHDSI
    Pathways,
}

/// What becomes of events at equal time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TiesAs {
    /// Events at the same moment are one set
    Moment,
    /// Events on the same day are one set
    Day,
    /// The order of rows decides
    Row,
}

/// What is printed: the JSON of a result, and the key in it that holds the rows of a table.
struct Answer {
    json: Value,
    rows: &'static str,
}

impl Journeys {
    pub(super) fn run(self) -> Exit {
        let texts = Language::texts(self.lang);
        let answer = match &self.extract {
            Some(extract) => match load(&texts, extract, false, false) {
                Ok(opened) => self.of_store(&opened.store, &texts),
                Err(exit) => return exit,
            },
            None => self.of_cohorts(&texts),
        };
        let answer = match answer {
            Ok(answer) => answer,
            Err(exit) => return exit,
        };
        if self.json {
            let mut text = serde_json::to_string_pretty(&answer.json).unwrap_or_default();
            text.push('\n');
            print(&text);
        } else {
            print(&csv(&answer.json[answer.rows]));
        }
        Exit::Fine
    }

    fn of_store(&self, store: &Store, texts: &Texts) -> Result<Answer, Exit> {
        let asked = self.question(store).zip(self.day_zero(store));
        let Some((question, align)) = asked else {
            complain(&texts.t("cli-journeys-wrong"));
            return Err(Exit::WrongUse);
        };
        let cancel = Cancel::default();
        let prepared = select::select(store, &[], &cancel)
            .and_then(|selection| Ok((selection, align::align(store, &align, &cancel)?)));
        // Nobody cancels here.
        let (selection, anchors) = prepared.map_err(|Cancelled| Exit::Fine)?;
        if self.what == What::Pathways {
            return self.of_events(store, &selection, &anchors, &question, texts);
        }
        let sequences = sequence::sequences(store, &selection, &anchors, &question, &cancel);
        sequences.and_then(|all| self.of_sequences(&all, &cancel)).map_err(|Cancelled| Exit::Fine)
    }

    fn of_sequences(&self, sequences: &Sequences, cancel: &Cancel) -> Result<Answer, Cancelled> {
        Ok(match self.what {
            What::Dfg | What::Pathways => graph(sequences, &dfg::dfg(sequences, cancel)?),
            What::Matrix => cells(sequences, &dfg::dfg(sequences, cancel)?),
            What::Variants => self.variants(sequences),
            What::Tree => {
                let spec = TreeSpec {
                    backward: self.backward,
                    depth: self.depth.unwrap_or(8),
                    least_share: self.least,
                    ..TreeSpec::default()
                };
                nodes(sequences, &tree(sequences, &spec, cancel)?)
            }
            What::Flow => {
                let count = self.depth.unwrap_or(5);
                let columns =
                    self.slice.map_or(Columns::Steps(count), |days| Columns::Slices { count, days });
                links(sequences, &flow(sequences, columns, cancel)?)
            }
        })
    }

    fn variants(&self, sequences: &Sequences) -> Answer {
        let found = variants(sequences);
        let shown = self.depth.unwrap_or(found.variants.len()).min(found.variants.len());
        let variant = |variant: &crate::compute::journeys::variants::Variant| {
            let steps: Vec<String> =
                variant.symbols.iter().map(|&symbol| sequences.alphabet.title(symbol)).collect();
            json!({"sequence": steps, "patients": variant.patients()})
        };
        let rows: Vec<Value> = found.variants.iter().take(shown).map(variant).collect();
        let json = json!({
            "version": 1,
            "patients": sequences.len(),
            "of": found.variants.len(),
            "coverage": found.coverage(shown),
            "variants": rows,
        });
        Answer { json, rows: "variants" }
    }

    fn question(&self, store: &Store) -> Option<JourneyQuestion> {
        let level = match self.level.split_once(':') {
            None => match self.level.as_str() {
                "phase" => Level::Phase,
                "source" => Level::Source,
                "code" => Level::Code,
                _ => return None,
            },
            Some(("code", letters)) => Level::Group(letters.parse().ok()?),
            Some(_) => return None,
        };
        let ties = match self.ties {
            TiesAs::Moment => Ties::Moment,
            TiesAs::Day => Ties::Day,
            TiesAs::Row => Ties::Row,
        };
        let steps = self.simplify.iter().map(|step| simplification(step)).collect::<Option<Vec<_>>>()?;
        // A store without phases or sources has no journeys to ask for.
        (!store.head().phases.is_empty()).then_some(JourneyQuestion { level, ties, steps })
    }

    fn day_zero(&self, store: &Store) -> Option<Align> {
        match self.align.as_str() {
            "index" => return Some(Align::Index),
            "calendar" => return Some(Align::Calendar),
            _ => {}
        }
        let (kind, rest) = self.align.split_once(':')?;
        let (name, which) = match rest.rsplit_once(':') {
            Some((name, "first")) => (name, Occurrence::First),
            Some((name, "last")) => (name, Occurrence::Last),
            Some((name, n)) if n.parse::<u32>().is_ok_and(|n| n > 0) => {
                (name, Occurrence::Nth(n.parse().unwrap_or(1)))
            }
            _ => (rest, Occurrence::First),
        };
        let mut test = EventTest::default();
        match kind {
            "phase" => test.phases.push(store.phase_by_id(name).map(|_| name.to_owned())?),
            "source" => test.sources.push(store.source_by_id(name).map(|_| name.to_owned())?),
            "code" => {
                let codes = store.head().codes.iter().filter(|code| code.code == name);
                test.codes = codes
                    .map(|code| CodeRef { system: code.system.clone(), code: code.code.clone() })
                    .collect();
                if test.codes.is_empty() {
                    return None;
                }
            }
            _ => return None,
        }
        Some(Align::Event(test, which))
    }

    fn arguments(&self, texts: &Texts) -> Result<PathwayQuestion, Exit> {
        match &self.arguments {
            Some(file) => ohdsi::arguments(file).map_err(|error| refuse(texts, &error)),
            None => Ok(PathwayQuestion::default()),
        }
    }

    fn of_cohorts(&self, texts: &Texts) -> Result<Answer, Exit> {
        let Some(table) = self.cohorts.as_ref().filter(|_| self.what == What::Pathways) else {
            complain(&texts.t("cli-journeys-wrong"));
            return Err(Exit::WrongUse);
        };
        let rows = ohdsi::cohort_table(table).map_err(|error| refuse(texts, &error))?;
        self.pathways(&rows, &self.arguments(texts)?, texts)
    }

    fn of_events(
        &self,
        store: &Store,
        selection: &Selection,
        anchors: &Anchors,
        question: &JourneyQuestion,
        texts: &Texts,
    ) -> Result<Answer, Exit> {
        let (names, name_of) = sequence::names_at(store, &question.level);
        let (rows, cohorts) = pathways::from_events(store, selection, anchors, &name_of, &names);
        let arguments = PathwayQuestion { cohorts, ..self.arguments(texts)? };
        self.pathways(&rows, &arguments, texts)
    }

    fn pathways(
        &self,
        rows: &[crate::model::journeys::CohortRow],
        question: &PathwayQuestion,
        texts: &Texts,
    ) -> Result<Answer, Exit> {
        let found = pathways::pathways(rows, question, &Cancel::default()).map_err(|Cancelled| Exit::Fine)?;
        if let Some(folder) = &self.tables {
            for (name, text) in pathway_tables::tables(&found, question.analysis_id) {
                if let Err(error) = files::write(&folder.join(name), text.as_bytes()) {
                    complain(&texts.ta("cli-synth-unwritten", &[("error", error.to_string().into())]));
                    return Err(Exit::Unreadable);
                }
            }
        }
        let mut all = Vec::new();
        let mut attrition = Vec::new();
        for of in &found {
            all.extend(of.pathways.iter().map(|(pathway, freq)| {
                json!({"pathway": pathway, "freq": freq, "target_cohort_id": of.target.0, "target_cohort_name": of.target.1})
            }));
            attrition.extend(of.attrition.iter().map(|step| {
                json!({
                    "number_records": step.records, "number_subjects": step.subjects, "reason_id": step.reason_id,
                    "reason": step.reason, "target_cohort_id": of.target.0,
                })
            }));
        }
        let censored: u64 = found.iter().map(|of| of.censored).sum();
        let json = json!({"version": 1, "censored": censored, "pathways": all, "attrition": attrition});
        Ok(Answer { json, rows: "pathways" })
    }
}

/// A simplification as an argument writes it.
fn simplification(text: &str) -> Option<Simplification> {
    let (what, of) = text.split_once('=').unwrap_or((text, ""));
    let names = |text: &str| text.split(',').map(|name| name.trim().to_owned()).collect::<Vec<_>>();
    Some(match what {
        "hide" => Simplification::Hide(names(of)),
        "only" => Simplification::Only(names(of)),
        "merge" => {
            let (from, into) = of.split_once('>')?;
            Simplification::Merge { names: names(from), into: into.trim().to_owned() }
        }
        "coalesce" => Simplification::Coalesce,
        "firsts" => Simplification::Firsts,
        "eras" => Simplification::Eras { gap_days: of.parse().ok()? },
        "first" => Simplification::KeepFirst(of.parse().ok()?),
        "window" => {
            let (from, to) = of.split_once("..")?;
            let day = |text: &str| if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) };
            Simplification::Window(day(from)?, day(to)?)
        }
        _ => return None,
    })
}

/// Seconds, whole where they are whole.
fn seconds(micros: f64) -> Value {
    let seconds = micros / 1e6;
    if seconds.fract() == 0.0 && seconds.abs() < 9e15 { json!(seconds as i64) } else { json!(seconds) }
}

fn graph(sequences: &Sequences, graph: &Dfg) -> Answer {
    let title = |symbol| sequences.alphabet.title(symbol);
    let nodes = graph.nodes.iter().map(|node| {
        let mut json = json!({"id": title(node.symbol), "patients": node.patients, "events": node.events});
        if sequences.alphabet.set(node.symbol).is_some() {
            json["set"] = json!(sequences.alphabet.members(node.symbol));
        }
        json
    });
    let edges = graph.edges.iter().map(|edge| {
        json!({
            "from": title(edge.from), "to": title(edge.to), "count": edge.count, "patients": edge.patients,
            "medianSeconds": seconds(edge.times.median), "p90Seconds": seconds(edge.times.p90),
        })
    });
    let (nodes, edges): (Vec<Value>, Vec<Value>) = (nodes.collect(), edges.collect());
    Answer { json: json!({"version": 1, "nodes": nodes, "edges": edges}), rows: "edges" }
}

fn cells(sequences: &Sequences, graph: &Dfg) -> Answer {
    let matrix = matrix::matrix(graph, usize::MAX);
    let pairs = matrix.symbols.iter().flat_map(|&from| matrix.symbols.iter().map(move |&to| (from, to)));
    let cell = |((from, to), cell): ((u32, u32), &matrix::Cell)| {
        let Times { q1, median, q3, .. } = cell.times;
        let time = |micros| if cell.count > 0 { seconds(micros) } else { Value::Null };
        json!({
            "from": sequences.alphabet.title(from), "to": sequences.alphabet.title(to), "count": cell.count,
            "patients": cell.patients, "q1Seconds": time(q1), "medianSeconds": time(median), "q3Seconds": time(q3),
        })
    };
    let cells: Vec<Value> = pairs.zip(&matrix.cells).map(cell).collect();
    Answer { json: json!({"version": 1, "patients": sequences.len(), "cells": cells}), rows: "cells" }
}

fn nodes(sequences: &Sequences, tree: &crate::compute::journeys::tree::Tree) -> Answer {
    let node = |(id, node): (usize, &crate::compute::journeys::tree::Node)| {
        let (kind, name) = match node.kind {
            Kind::Root => ("root", Value::Null),
            Kind::Step(symbol) => ("step", sequences.alphabet.title(symbol).into()),
            Kind::End(terminal) => ("end", terminal.id().into()),
            Kind::Stop => ("stop", Value::Null),
            Kind::Rest(branches) => ("rest", branches.into()),
            Kind::Cut => ("cut", Value::Null),
        };
        let median = |times: Option<Times>| times.map_or(Value::Null, |times| seconds(times.median));
        json!({
            "id": id, "parent": node.parent, "depth": node.depth, "kind": kind, "name": name,
            "patients": node.patients(), "medianSeconds": median(node.since_zero),
            "q1Seconds": node.since_zero.map_or(Value::Null, |times| seconds(times.q1)),
            "q3Seconds": node.since_zero.map_or(Value::Null, |times| seconds(times.q3)),
            "medianSecondsFromParent": median(node.since_parent),
        })
    };
    let all: Vec<Value> = tree.nodes.iter().enumerate().map(node).collect();
    let json = json!({
        "version": 1, "patients": sequences.len(), "withoutDayZero": sequences.without_anchor, "nodes": all,
    });
    Answer { json, rows: "nodes" }
}

fn links(sequences: &Sequences, flow: &crate::compute::journeys::flow::Flow) -> Answer {
    let place = |place: Place| match place {
        Place::Step(symbol) => json!({"step": sequences.alphabet.title(symbol)}),
        Place::Before => json!({"before": true}),
        Place::End(terminal) => json!({"end": terminal.id()}),
    };
    let stocks = flow.stocks.iter();
    let stocks = stocks
        .map(|stock| json!({"column": stock.column, "at": place(stock.place), "patients": stock.patients}));
    let links = flow.links.iter().map(|link| {
        json!({"column": link.column, "from": place(link.from), "to": place(link.to), "patients": link.sequences.len()})
    });
    let (stocks, links): (Vec<Value>, Vec<Value>) = (stocks.collect(), links.collect());
    let json = json!({"version": 1, "patients": sequences.len(), "stocks": stocks, "links": links});
    Answer { json, rows: "links" }
}

/// A list of objects with the same keys as comma-separated values.
fn csv(rows: &Value) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let cell = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => quoted(text),
        Value::Array(all) => {
            let all: Vec<&str> = all.iter().filter_map(Value::as_str).collect();
            quoted(&all.join(" > "))
        }
        Value::Object(object) => {
            let first = object.iter().next();
            let text =
                first.map(|(key, value)| value.as_str().map_or(key.clone(), |name| format!("{key}: {name}")));
            quoted(&text.unwrap_or_default())
        }
        other => other.to_string(),
    };
    let mut text = String::new();
    let rows: Vec<&serde_json::Map<String, Value>> =
        rows.as_array().into_iter().flatten().filter_map(Value::as_object).collect();
    if let Some(first) = rows.first() {
        text.push_str(&first.keys().map(String::as_str).collect::<Vec<_>>().join(","));
        text.push('\n');
    }
    for row in rows {
        text.push_str(&row.values().map(cell).collect::<Vec<_>>().join(","));
        text.push('\n');
    }
    text
}

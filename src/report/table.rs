//! The results of charts as text in the form of RFC 4180: a header, rows, and numbers as precise as they are.
//! Heads and ids are the same in every language, so that a script reads them; only levels are in the reader's.

use crate::compute::coverage::{Bars, Drift, DropOff, Funnel, Heat, LinkageFlow, Patterns, Summary};
use crate::model::{Denominator, Source};
use crate::scene::coverage::estimate::Combined;
use crate::scene::coverage::funnel::STEPS;
use crate::scene::words::Words;

/// A day in µs.
const DAY: f64 = crate::base::time::DAY as f64;

/// Rows of fields, each as long as the header.
pub(super) struct Table(String);

impl Table {
    /// A table with a header.
    pub fn new(header: &[&str]) -> Self {
        let mut table = Self(String::new());
        table.row(header.iter().map(|head| (*head).to_owned()));
        table
    }

    /// Adds a row.
    pub fn row(&mut self, fields: impl IntoIterator<Item = String>) {
        for (at, field) in fields.into_iter().enumerate() {
            if at > 0 {
                self.0.push(',');
            }
            if field.contains([',', '"', '\n', '\r']) {
                self.0.push('"');
                self.0.push_str(&field.replace('"', "\"\""));
                self.0.push('"');
            } else {
                self.0.push_str(&field);
            }
        }
        self.0.push_str("\r\n");
    }

    /// All of it.
    pub fn finish(self) -> String {
        self.0
    }
}

pub(super) fn optional(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn source_id(sources: &[Source], at: usize) -> String {
    sources.get(at).map(|source| source.id.clone()).unwrap_or_default()
}

/// Titles of the sets in a mask, joined.
fn members(of: &Patterns, mask: u64) -> String {
    let inside = of.sets.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1);
    inside.map(|(_, set)| set.title.as_str()).collect::<Vec<_>>().join(" & ")
}

fn title(of: &Patterns, set: usize) -> String {
    of.sets.get(set).map(|set| set.title.clone()).unwrap_or_default()
}

/// A row a source and step.
pub fn funnel_csv(of: &Funnel, sources: &[Source], of_whom: &Denominator) -> String {
    let mut table = Table::new(&["source", "step", "patients", "events", "denominator", "share"]);
    for row in &of.rows {
        let all = of.denominator(sources, of_whom, row);
        for stage in STEPS {
            let (patients, events) = row.at(stage);
            let share = (all > 0).then(|| patients as f64 / all as f64);
            table.row([
                source_id(sources, row.source.index()),
                stage.key().trim_start_matches("funnel-").to_owned(),
                patients.to_string(),
                optional(events),
                all.to_string(),
                optional(share),
            ]);
        }
    }
    table.0
}

/// A row an intersection, and a column of 0 and 1 a set.
pub fn sets_csv(of: &Patterns, bars: &Bars) -> String {
    let mut header: Vec<&str> = of.sets.iter().map(|set| set.title.as_str()).collect();
    header.extend(["degree", "patients", "personDays"]);
    let mut table = Table::new(&header);
    for bar in &bars.bars {
        let inside = (0..of.sets.len()).map(|at| (bar.mask >> at & 1).to_string());
        let rest = [
            bar.mask.count_ones().to_string(),
            bar.patients.to_string(),
            (bar.micros as f64 / DAY).to_string(),
        ];
        table.row(inside.chain(rest));
    }
    table.0
}

/// A row a step, with what all orders leave after so many sets.
pub fn drop_off_csv(of: &Patterns, drop_off: &DropOff) -> String {
    let mut table = Table::new(&[
        "step",
        "set",
        "remaining",
        "personDays",
        "least",
        "lowerQuartile",
        "median",
        "upperQuartile",
        "most",
    ]);
    table.row(
        ["0".to_owned(), String::new(), drop_off.start.to_string()]
            .into_iter()
            .chain(std::iter::repeat_n(String::new(), 6)),
    );
    for (at, step) in drop_off.steps.iter().enumerate() {
        let spread = drop_off.spread.get(at);
        table.row([
            (at + 1).to_string(),
            title(of, step.set),
            step.remaining.to_string(),
            (step.micros as f64 / DAY).to_string(),
            optional(spread.map(|spread| spread.least)),
            optional(spread.map(|spread| spread.q1)),
            optional(spread.map(|spread| spread.median)),
            optional(spread.map(|spread| spread.q3)),
            optional(spread.map(|spread| spread.most)),
        ]);
    }
    table.0
}

/// A row a set: its average loss over all orders, not rounded.
pub fn costs_csv(of: &Patterns, drop_off: &DropOff) -> String {
    let mut table = Table::new(&["set", "loss"]);
    for (set, loss) in drop_off.shapley.iter().enumerate() {
        table.row([title(of, set), loss.to_string()]);
    }
    table.0
}

/// A row a number of sets: those that leave most.
pub fn best_csv(of: &Patterns, drop_off: &DropOff) -> String {
    let mut table = Table::new(&["size", "sets", "leftOut", "patients", "personDays"]);
    for best in &drop_off.best {
        table.row([
            best.size.to_string(),
            members(of, best.mask),
            members(of, !best.mask),
            best.patients.to_string(),
            (best.micros as f64 / DAY).to_string(),
        ]);
    }
    table.0
}

/// A row an attribute or level; a side is a mean with its deviation, or a share.
pub fn drift_csv(of: &Drift, sources: &[Source], words: &dyn Words) -> String {
    let mut table = Table::new(&[
        "attribute",
        "level",
        "keptPatients",
        "keptOf",
        "keptMean",
        "keptSd",
        "notKeptPatients",
        "notKeptOf",
        "notKeptMean",
        "notKeptSd",
        "smd",
        "small",
    ]);
    let side = |side: Summary, all: u64| match side {
        Summary::Mean { mean, sd, known } => {
            [known.to_string(), all.to_string(), mean.to_string(), sd.to_string()]
        }
        Summary::Share { n, of } => [n.to_string(), of.to_string(), String::new(), String::new()],
    };
    for row in &of.rows {
        let level = row.level.as_ref().map(|level| words.group(level, sources)).unwrap_or_default();
        let ends = [optional(row.smd), row.small.to_string()];
        let sides = side(row.a, of.a).into_iter().chain(side(row.b, of.b));
        table.row([row.attribute.clone(), level].into_iter().chain(sides).chain(ends));
    }
    table.0
}

/// A row a level and set; the set without a title is all of them.
pub fn heat_csv(of: &Heat, patterns: &Patterns, sources: &[Source], words: &dyn Words) -> String {
    let mut table = Table::new(&["attribute", "level", "set", "patients", "of", "share"]);
    for row in &of.rows {
        let level = words.group(&row.level, sources);
        let cells = row.with.iter().enumerate().map(|(set, n)| (title(patterns, set), *n));
        for (set, n) in cells.chain([(String::new(), row.all)]) {
            let share = (row.of > 0).then(|| n as f64 / row.of as f64);
            let count = [n.to_string(), row.of.to_string(), optional(share)];
            table.row([of.attribute.clone(), level.clone(), set].into_iter().chain(count));
        }
    }
    table.0
}

/// A row a box; without a source it is of all together.
pub fn flow_csv(of: &LinkageFlow, sources: &[Source]) -> String {
    let mut table = Table::new(&["source", "step", "patients", "records", "excluded", "reason"]);
    let short = |key: &str| key.trim_start_matches("flow-").to_owned();
    for row in of.table() {
        table.row([
            row.source.map(|source| source_id(sources, source.index())).unwrap_or_default(),
            short(row.step),
            optional(row.patients),
            optional(row.records),
            optional(row.excluded),
            row.reason.map(short).unwrap_or_default(),
        ]);
    }
    table.0
}

/// A row a combination and estimate, with what it rests on.
pub fn estimate_csv(of: &[Combined]) -> String {
    let mut table = Table::new(&["combination", "low", "high", "assumption", "method"]);
    for one in of {
        for estimate in &one.estimates {
            table.row([
                one.title.clone(),
                estimate.low.to_string(),
                estimate.high.to_string(),
                estimate.assumption.id().to_owned(),
                estimate.method.id().to_owned(),
            ]);
        }
    }
    table.0
}

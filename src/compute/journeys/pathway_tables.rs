//! Treatment pathways as the tables that OHDSI TreatmentPatterns exports, with the same columns.
//! It writes no file.

use std::fmt::Write as _;

use super::pathways::{Pathways, title};

/// The name of each table and its text.
pub fn tables(all: &[Pathways], analysis: u32) -> Vec<(&'static str, String)> {
    vec![
        ("treatment_pathways.csv", treatment_pathways(all, analysis)),
        ("attrition.csv", attrition(all, analysis)),
        ("summary_event_duration.csv", durations(all, analysis)),
    ]
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn treatment_pathways(all: &[Pathways], analysis: u32) -> String {
    let mut text = String::from(
        "\"pathway\",\"freq\",\"age\",\"sex\",\"index_year\",\"analysis_id\",\"target_cohort_id\",\"target_cohort_name\"\n",
    );
    for of in all {
        for (pathway, people) in &of.pathways {
            let (id, name) = (of.target.0, quoted(&of.target.1));
            let _infallible =
                writeln!(text, "{},{people},\"all\",\"all\",\"all\",{analysis},{id},{name}", quoted(pathway));
        }
    }
    text
}

/// The time of each step is left out, because no result depends on a clock.
fn attrition(all: &[Pathways], analysis: u32) -> String {
    let mut text = String::from(
        "\"number_records\",\"number_subjects\",\"reason_id\",\"reason\",\"time_stamp\",\"analysis_id\",\"target_cohort_id\",\"target_cohort_name\"\n",
    );
    for of in all {
        for step in &of.attrition {
            let (id, name, reason) = (of.target.0, quoted(&of.target.1), quoted(&step.reason));
            let _infallible = writeln!(
                text,
                "{},{},{},{reason},NA,{analysis},{id},{name}",
                step.records, step.subjects, step.reason_id
            );
        }
    }
    text
}

fn durations(all: &[Pathways], analysis: u32) -> String {
    let mut text = String::from(
        "\"event_name\",\"duration_min\",\"duration_q1\",\"duration_median\",\"duration_q2\",\"duration_max\",\"duration_average\",\"duration_sd\",\"event_count\",\"line\",\"analysis_id\",\"target_cohort_id\",\"target_cohort_name\"\n",
    );
    for of in all {
        for line in summary(of) {
            let Summary { event, line, days } = line;
            let (id, name) = (of.target.0, quoted(&of.target.1));
            let n = days.len() as f64;
            let mean = days.iter().sum::<i64>() as f64 / n;
            let square = days.iter().map(|&day| (day as f64 - mean).powi(2)).sum::<f64>();
            let sd = if days.len() > 1 { (square / (n - 1.0)).sqrt().to_string() } else { "NA".to_owned() };
            let at = |share: f64| {
                let at = share * (n - 1.0);
                let low = days[at.floor() as usize] as f64;
                low + (days[at.ceil() as usize] as f64 - low) * at.fract()
            };
            let _infallible = writeln!(
                text,
                "{},{},{},{},{},{},{mean},{sd},{},{},{analysis},{id},{name}",
                quoted(&event),
                at(0.0),
                at(0.25),
                at(0.5),
                at(0.75),
                at(1.0),
                days.len(),
                quoted(&line)
            );
        }
    }
    text
}

/// How long treatments of a name last, in days, ascending.
struct Summary {
    event: String,
    line: String,
    days: Vec<i64>,
}

/// Over all lines and for each, for combinations and single treatments, and for each by name.
fn summary(of: &Pathways) -> Vec<Summary> {
    // (whether by name, whether overall comes after, line, event) puts them in the order of TreatmentPatterns.
    let mut rows: Vec<((u8, u32, String), i64)> = Vec::new();
    let (mut line, mut before) = (0, None);
    for treatment in &of.history {
        let who = Some((treatment.subject, treatment.target));
        line = if before == who { line + 1 } else { 1 };
        before = who;
        let days = treatment.end - treatment.start;
        let kind = if treatment.cohorts.len() > 1 { "combination-event" } else { "mono-event" };
        for at in [0, line] {
            rows.push(((0, at, kind.to_owned()), days));
            rows.push(((1, at, title(&treatment.cohorts, &of.names)), days));
        }
    }
    rows.sort_unstable();
    let group = |rows: &[((u8, u32, String), i64)]| {
        let (_, line, event) = &rows[0].0;
        let line = if *line == 0 { "overall".to_owned() } else { line.to_string() };
        Summary { event: event.clone(), line, days: rows.iter().map(|(_, days)| *days).collect() }
    };
    rows.chunk_by(|a, b| a.0 == b.0).map(group).collect()
}

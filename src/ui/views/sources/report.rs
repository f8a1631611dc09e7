//! The load report of a source: for each of its tables the rows read, what was set aside and what was kept with a flaw.
//! It shows counts, names and positions; values stay where they are.

use std::fmt::Debug;

use egui::{CollapsingHeader, Frame, Grid, Margin, RichText, ScrollArea, Ui};

use crate::i18n::variant_key;
use crate::model::report::{ColumnKind, ColumnProfile, Tally, Warning};
use crate::model::{LoadReport, ResourceReport};
use crate::scene::Ink;
use crate::ui::theme::{self, colour};
use crate::ui::widgets::{self, Tone};
use crate::ui::{Ctx, names};
use crate::workspace::Extract;

use super::list::{about, windows_words};
use super::{SourcesState, extract};

/// Shows the load report of what is picked.
pub fn report_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut SourcesState) {
    let Some(open) = ctx.workspace.extract() else { return };
    let picked = state.picked.as_ref().and_then(|id| open.store.source_by_id(id));
    let source = picked.map(|id| &open.store.head().sources[id.index()]);
    let title = source.map_or_else(|| ctx.texts.t("sources-whole"), |source| source.title.clone());
    widgets::heading(ui, &title, &ctx.texts.t("sources-report"), ctx.theme);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        match source {
            None => extract::extract_ui(ui, ctx, open),
            Some(source) => {
                let enrolment = picked.is_some_and(|id| open.store.enrolment_of(id).is_some());
                let clock = open.store.head().clock;
                fact(ui, ctx, "word-kind", &about(source, ctx));
                fact(
                    ui,
                    ctx,
                    "word-coverage-window",
                    &windows_words(source, enrolment, clock, ctx).join(", "),
                );
                for note in source.windows.iter().filter_map(|window| window.note.as_ref()) {
                    ui.label(theme::muted(note, ctx.theme));
                }
            }
        }
        ui.add_space(6.0);
        for resource in of_source(&open.report, state.picked.as_deref()) {
            resource_ui(ui, ctx, resource);
        }
        if source.is_some() {
            warnings_ui(ui, ctx, open, state.picked.as_deref());
        }
    });
}

/// The tables of a source; of none, those that belong to no source.
fn of_source<'a>(
    report: &'a LoadReport,
    source: Option<&'a str>,
) -> impl Iterator<Item = &'a ResourceReport> {
    report.resources.iter().filter(move |resource| resource.source.as_deref() == source)
}

/// A label and what it says, side by side.
pub(super) fn fact(ui: &mut Ui, ctx: &Ctx<'_>, key: &str, text: &str) {
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::muted(ctx.texts.t(key), ctx.theme));
        ui.label(text);
    });
}

fn resource_ui(ui: &mut Ui, ctx: &Ctx<'_>, resource: &ResourceReport) {
    let frame = Frame::new().stroke((1.0, colour(ctx.theme.ui.border))).corner_radius(6);
    frame.inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.label(theme::strong(&resource.name));
            let role = ctx.texts.t(&variant_key("role", resource.role));
            ui.label(theme::muted(format!("{role} · {}", resource.files.join(", ")), ctx.theme));
        });
        if let Some(error) = &resource.error {
            widgets::banner(ui, Tone::Error, ctx.theme, |ui| {
                ui.label(RichText::new(ctx.texts.trouble(error)).color(ctx.colour(Ink::Error)));
            });
        }
        let set_aside: u64 = resource.set_aside.iter().map(|tally| tally.count).sum();
        let counts =
            [("n", resource.rows.into()), ("events", resource.events.into()), ("aside", set_aside.into())];
        ui.label(ctx.texts.ta("sources-counts", &counts));
        tallies(ui, ctx, "reason", "sources-set-aside", &resource.set_aside);
        tallies(ui, ctx, "flaw", "sources-flagged", &resource.flagged);
        if !resource.columns.is_empty() {
            let columns = ctx.texts.ta("sources-columns", &[("n", resource.columns.len().into())]);
            CollapsingHeader::new(columns).id_salt(("columns", &resource.name)).show(ui, |ui| {
                columns_ui(ui, ctx, resource);
            });
        }
    });
    ui.add_space(8.0);
}

/// What happened to rows, how often, and where first.
fn tallies<K: Debug>(ui: &mut Ui, ctx: &Ctx<'_>, prefix: &str, title: &str, tallies: &[Tally<K>]) {
    if tallies.is_empty() {
        return;
    }
    ui.add_space(4.0);
    ui.label(theme::strong(ctx.texts.t(title)));
    for tally in tallies {
        let what = ctx.texts.t(&variant_key(prefix, &tally.what));
        let keys = tally.distinct_keys.map(|n| ctx.texts.ta("sources-distinct-keys", &[("n", n.into())]));
        ui.horizontal_wrapped(|ui| {
            ui.label(
                RichText::new(ctx.texts.count(tally.count))
                    .color(ctx.colour(Ink::Warning))
                    .family(theme::semibold_family()),
            );
            ui.label(what);
            if let Some(keys) = keys {
                ui.label(theme::muted(keys, ctx.theme));
            }
        });
        let mut places: Vec<String> = tally
            .first
            .iter()
            .map(|position| format!("{}:{}", position.file, ctx.texts.count(position.row)))
            .collect();
        if tally.count > tally.first.len() as u64 && !places.is_empty() {
            let more = tally.count - tally.first.len() as u64;
            places.push(ctx.texts.ta("sources-more", &[("n", more.into())]));
        }
        if !places.is_empty() {
            ui.label(theme::muted(places.join("   "), ctx.theme));
        }
    }
}

fn columns_ui(ui: &mut Ui, ctx: &Ctx<'_>, resource: &ResourceReport) {
    let grid = Grid::new(("profile", &resource.name)).num_columns(4).spacing([24.0, 4.0]);
    grid.show(ui, |ui| {
        for key in ["sources-column", "word-kind", "sources-missing", "sources-distinct"] {
            ui.label(theme::muted(ctx.texts.t(key), ctx.theme));
        }
        ui.end_row();
        for column in &resource.columns {
            ui.label(&column.name);
            ui.label(ctx.texts.t(column_kind(column.kind)));
            ui.label(missing(column, ctx));
            ui.label(ctx.texts.count(column.distinct));
            ui.end_row();
        }
    });
    let sampled = resource.columns.iter().map(|column| column.sampled).max().unwrap_or_default();
    if sampled < resource.rows {
        ui.label(theme::muted(ctx.texts.ta("sources-sampled", &[("n", sampled.into())]), ctx.theme));
    }
}

fn missing(column: &ColumnProfile, ctx: &Ctx<'_>) -> String {
    if column.sampled == 0 {
        return "–".to_owned();
    }
    ctx.texts.percent(column.missing as f64 / column.sampled as f64, 1)
}

fn column_kind(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Empty => "column-empty",
        ColumnKind::Integer => "column-integer",
        ColumnKind::Number => "column-number",
        ColumnKind::Date => "column-date",
        ColumnKind::Text => "column-text",
    }
}

/// What a warning is about, with how often where that was counted.
fn concerned(warning: &Warning, open: &Extract, ctx: &Ctx<'_>) -> String {
    let name = names::source_by_id(&warning.about, &open.store);
    match (name.is_empty(), warning.count) {
        (_, 0) => name,
        (true, count) => ctx.texts.count(count),
        (false, count) => format!("{name} ({})", ctx.texts.count(count)),
    }
}

/// Warnings in words: all of them, or those about one source and its tables.
pub(super) fn warnings_ui(ui: &mut Ui, ctx: &Ctx<'_>, open: &Extract, source: Option<&str>) {
    let title = source.map(|id| names::source_by_id(id, &open.store));
    let concerns = |about: &str| match source {
        None => true,
        Some(id) => {
            let of_table = || of_source(&open.report, source).any(|resource| resource.name == about);
            about == id || title.as_deref() == Some(about) || of_table()
        }
    };
    let warnings: Vec<&Warning> = open.report.warnings.iter().filter(|w| concerns(&w.about)).collect();
    // They are sorted by kind: one banner says what is wrong, and everything it concerns.
    for of_kind in warnings.chunk_by(|a, b| a.what == b.what) {
        let key = variant_key("warning", of_kind[0].what);
        let about: Vec<String> = of_kind.iter().map(|warning| concerned(warning, open, ctx)).collect();
        let text = ctx.texts.ta(&key, &[("about", about.join(", ").into())]);
        widgets::banner(ui, Tone::Warning, ctx.theme, |ui| {
            ui.label(RichText::new(text).color(ctx.colour(Ink::Warning)));
        });
        ui.add_space(2.0);
    }
}

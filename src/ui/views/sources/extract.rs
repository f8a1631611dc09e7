//! The extract as a whole: where it is, up to when it goes, under which licence, what is kept of it, and all its tables.
//! Keeping and deleting the built store are commands; this only offers them.

use egui::{Grid, Ui};
use serde_json::Value;

use crate::base::Precision;
use crate::model::descriptor::Package;
use crate::ui::Ctx;
use crate::ui::action::Action;
use crate::ui::theme;
use crate::ui::widgets::Cell;
use crate::workspace::{Command, Extract};

use super::report::{fact, warnings_ui};

/// The size of a number in the list of tables.
const NUMBER: egui::Vec2 = egui::vec2(82.0, 18.0);

/// Shows what concerns the extract as a whole.
pub(super) fn extract_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, open: &Extract) {
    let head = open.store.head();
    fact(ui, ctx, "word-extract", &open.path.display().to_string());
    if let Some(as_of) = head.as_of {
        let key = if head.as_of_declared { "footer-as-of" } else { "footer-as-of-assumed" };
        let day = ctx.texts.date(as_of, Precision::Day);
        fact(ui, ctx, "sources-cut", &ctx.texts.ta(key, &[("day", day.into())]));
    }
    for licence in licences(&open.package) {
        fact(ui, ctx, "sources-licence", &licence);
    }
    cache_ui(ui, ctx, open);
    ui.add_space(6.0);
    warnings_ui(ui, ctx, open, None);
    ui.add_space(6.0);
    tables_ui(ui, ctx, open);
}

/// The titles (or names) of an extract's licences.
fn licences(package: &Package) -> Vec<String> {
    let list = package.other.get("licenses").and_then(Value::as_array);
    let title = |licence: &Value| {
        let text = ["title", "name", "path"].iter().find_map(|key| licence.get(key)?.as_str());
        text.map(str::to_owned)
    };
    list.into_iter().flatten().filter_map(title).collect()
}

fn cache_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, open: &Extract) {
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::muted(ctx.texts.t("sources-cache"), ctx.theme));
        match &open.kept {
            Some(kept) => {
                let size = ctx.texts.bytes(kept.bytes);
                ui.label(size).on_hover_text(kept.path.display().to_string());
                if ui.button(ctx.texts.t("action-delete-cache")).clicked() {
                    ctx.act(Action::DeleteCache);
                }
            }
            None => drop(ui.label(ctx.texts.t("sources-cache-none"))),
        }
    });
    let mut caching = ctx.workspace.caching();
    if ui.checkbox(&mut caching, ctx.texts.t("sources-caching")).changed() {
        ctx.send(Command::SetCaching(caching));
    }
}

fn tables_ui(ui: &mut Ui, ctx: &Ctx<'_>, open: &Extract) {
    ui.label(theme::title(ctx.texts.t("sources-all-tables")));
    Grid::new("tables").num_columns(5).spacing([8.0, 2.0]).show(ui, |ui| {
        ui.label(theme::muted(ctx.texts.t("word-resource"), ctx.theme));
        for key in ["word-rows", "word-events", "word-set-aside", "sources-flagged-short"] {
            Cell::number(ctx.theme).muted(ctx.theme).show(ui, NUMBER, &ctx.texts.t(key));
        }
        ui.end_row();
        for table in &open.report.resources {
            ui.label(&table.name);
            let aside: u64 = table.set_aside.iter().map(|tally| tally.count).sum();
            let flagged: u64 = table.flagged.iter().map(|tally| tally.count).sum();
            for n in [table.rows, table.events, aside, flagged] {
                Cell::number(ctx.theme).show(ui, NUMBER, &ctx.texts.count(n));
            }
            ui.end_row();
        }
    });
    ui.add_space(10.0);
}

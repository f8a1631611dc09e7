//! The header: name, title of the extract, the filter chain, and the head-count that is always in sight.
//! The head-count is that of the last result; while a new one comes it is shown as outdated.

use egui::{Align, Frame, Layout, Margin, Panel, RichText, Ui, vec2};

use crate::scene::Ink;
use crate::ui::filter::FilterForm;
use crate::ui::theme::{self, SMALL, colour};
use crate::ui::{Ctx, arrange};
use crate::workspace::{ENDING, Screen};

use super::chips;

/// Shows the header.
pub fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, form: &mut FilterForm) {
    let frame = Frame::new().fill(colour(ctx.theme.ui.header)).inner_margin(Margin::symmetric(16, 6));
    Panel::top("header").frame(frame).resizable(false).show(ui, |ui| {
        let open = ctx.workspace.store().is_some();
        ui.horizontal_top(|ui| {
            let right = if open { (ui.available_width() * 0.34).clamp(230.0, 330.0) } else { 0.0 };
            let left = vec2(ui.available_width() - right - 8.0, 32.0);
            ui.allocate_ui_with_layout(
                left,
                Layout::left_to_right(Align::Center).with_main_wrap(true),
                |ui| {
                    ui.set_min_size(left);
                    ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
                    ui.label(RichText::new("Periplus").font(theme::semibold(15.0)));
                    ui.add_space(4.0);
                    if let Some(extract) = ctx.workspace.extract() {
                        // Without filters there is room for a long title.
                        let most = if ctx.workspace.filters().is_empty() { 90 } else { 36 };
                        let title = &extract.store.head().title;
                        let muted = colour(ctx.theme.ink.text_muted);
                        let label =
                            egui::Label::new(RichText::new(short(title, most)).size(12.5).color(muted));
                        ui.add(label).on_hover_text(format!("{title}\n{}", extract.path.display()));
                        project(ui, ctx);
                        ui.add_space(8.0);
                        chips::ui(ui, ctx, form);
                    }
                },
            );
            if open {
                let layout = Layout::top_down(Align::Max);
                ui.allocate_ui_with_layout(vec2(right, 32.0), layout, |ui| head_count(ui, ctx));
            }
        });
    });
}

/// The name of the project file, with a mark where it is not saved.
fn project(ui: &mut Ui, ctx: &Ctx<'_>) {
    let unsaved = ctx.workspace.unsaved();
    let path = ctx.workspace.project_path();
    let name = path.and_then(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned());
    let name = match name {
        Some(name) => name.strip_suffix(ENDING).unwrap_or(&name).to_owned(),
        None if unsaved => ctx.texts.t("project-nowhere"),
        None => return,
    };
    let words = if unsaved { format!("{name} •") } else { name };
    let about = ctx.texts.t(if unsaved { "project-unsaved" } else { "project-saved" });
    let about = path.map_or_else(|| about.clone(), |path| format!("{about}\n{}", path.display()));
    let label = egui::Label::new(RichText::new(short(&words, 30)).size(12.5).color(ctx.colour(Ink::Accent)));
    ui.add(label).on_hover_text(about);
}

/// A title that leaves room for the filter chain.
fn short(title: &str, most: usize) -> String {
    if title.chars().count() <= most {
        return title.to_owned();
    }
    title.chars().take(most - 1).chain(['…']).collect()
}

fn head_count(ui: &mut Ui, ctx: &Ctx<'_>) {
    ui.spacing_mut().item_spacing.y = 1.0;
    let Some(seen) = ctx.workspace.results().journeys.seen() else {
        ui.label(theme::muted(ctx.texts.t("state-counting"), ctx.theme));
        return;
    };
    let selection = &seen.value.selection;
    let mut ink = ctx.theme.ink.text;
    if seen.outdated {
        ink = ctx.theme.ink.axis;
    }
    let count = [("n", selection.patients.len().into()), ("total", selection.of.into())];
    let text = ctx.texts.ta("head-patients", &count);
    ui.label(RichText::new(text).font(theme::semibold(13.0)).color(colour(ink)));
    let second = match ctx.workspace.screen() {
        _ if seen.outdated => ctx.texts.t("state-stale"),
        Screen::Patient => place_words(ctx).unwrap_or_else(|| event_words(ctx, selection.events)),
        _ => event_words(ctx, selection.events),
    };
    let muted = RichText::new(second).size(SMALL).color(colour(ctx.theme.ink.text_muted));
    ui.add(egui::Label::new(muted).truncate());
}

fn event_words(ctx: &Ctx<'_>, events: u64) -> String {
    let events = ctx.texts.ta("count-events", &[("n", events.into())]);
    format!("{events} · {}", arrange::aligned_words(ctx.workspace, ctx.texts))
}

/// Which patient of the selection is shown.
fn place_words(ctx: &Ctx<'_>) -> Option<String> {
    let patient = ctx.workspace.patient()?;
    let key = ctx.workspace.store()?.head().keys.text(patient.index());
    let (at, all) = ctx.workspace.place_in_rows()?;
    let place = [("at", (at + 1).into()), ("all", all.into()), ("patient", key.into())];
    Some(ctx.texts.ta("head-patient", &place))
}

//! The footer: up to which day the extract goes, how many sources, how long it took to load, and where help is.
//! It states what is known; an assumed day is said to be assumed.

use egui::{Align, Frame, Layout, Margin, Panel, RichText, Ui};

use crate::base::Precision;
use crate::ui::theme::{SMALL, colour};
use crate::ui::{Action, Ctx};

/// Shows the footer.
pub fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let frame = Frame::new().fill(colour(ctx.theme.ui.panel)).inner_margin(Margin::symmetric(16, 0));
    Panel::bottom("footer").frame(frame).exact_size(26.0).resizable(false).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            let muted = colour(ctx.theme.ink.text_muted);
            ui.label(RichText::new(words(ctx)).size(SMALL).color(muted));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                ui.spacing_mut().button_padding.x = 2.0;
                for (action, key) in [(Action::Keys, "footer-keys"), (Action::Palette, "footer-commands")] {
                    let keys = action.shortcut(ui.ctx()).unwrap_or_default();
                    let text = ctx.texts.ta(key, &[("keys", keys.into())]);
                    let text = RichText::new(text).size(SMALL).color(muted);
                    if ui.add(egui::Button::new(text).frame(false)).clicked() {
                        ctx.act(action);
                    }
                    if action == Action::Keys {
                        ui.label(RichText::new("·").size(SMALL).color(muted));
                    }
                }
            });
        });
    });
}

fn words(ctx: &Ctx<'_>) -> String {
    let texts = ctx.texts;
    let Some(extract) = ctx.workspace.extract() else { return texts.t("state-no-extract") };
    let head = extract.store.head();
    let mut parts = Vec::new();
    match head.as_of {
        Some(as_of) => {
            let key = if head.as_of_declared { "footer-as-of" } else { "footer-as-of-assumed" };
            parts.push(texts.ta(key, &[("day", texts.date(as_of, Precision::Day).into())]));
        }
        None => parts.push(texts.t("footer-no-calendar")),
    }
    parts.push(texts.ta("count-sources", &[("n", head.sources.len().into())]));
    let seconds = texts.decimal(extract.took.as_secs_f64(), 1);
    let key = if extract.from_cache { "footer-loaded-cached" } else { "footer-loaded" };
    parts.push(texts.ta(key, &[("seconds", seconds.into())]));
    parts.join(" · ")
}

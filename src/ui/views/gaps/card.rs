//! The gap that is picked: what it is, why it is there, and what that rests on.
//! It judges nothing.

use egui::{ScrollArea, Ui};

use crate::compute::gaps::say;
use crate::ui::views::coverage::grid;
use crate::ui::{Ctx, theme, widgets};

/// Shows the panel.
pub fn card_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    grid::savable(ui, ctx, &ctx.texts.t("gaps-card"), "", false);
    let Some(store) = ctx.workspace.store().cloned() else { return };
    let Some(gap) = ctx.workspace.picked_gap().map(|(_, gap)| gap.clone()) else {
        widgets::nothing(ui, &ctx.texts.t("gaps-card-none"), ctx.theme);
        return;
    };
    ScrollArea::vertical().id_salt("gap").auto_shrink(false).show(ui, |ui| {
        ui.label(theme::strong(ctx.texts.say(&say::explanation(gap.explanation))));
        for say in say::evidence(&store, &gap) {
            ui.label(ctx.texts.say(&say));
        }
    });
}

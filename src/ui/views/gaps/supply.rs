//! Refills: the four models of supply side by side, and how many patients each number of days of grace flags.
//! While the grace is dragged nothing is looked for again: the longest lacks are known.

use egui::Ui;

use crate::ui::{Ctx, widgets};

use super::GapsState;

/// Shows the page.
pub fn supply_ui(ui: &mut Ui, ctx: &Ctx<'_>, _: &mut GapsState) {
    widgets::nothing(ui, &ctx.texts.t("gaps-none"), ctx.theme);
}

//! All gaps by kind and by source, each cut by why they are there, and what leaving their patients out would cost.
//! It counts nothing itself.

use egui::Ui;

use crate::ui::{Ctx, widgets};

use super::GapsState;

/// Shows the page.
pub fn overview_ui(ui: &mut Ui, ctx: &Ctx<'_>, _: &mut GapsState) {
    widgets::nothing(ui, &ctx.texts.t("gaps-none"), ctx.theme);
}

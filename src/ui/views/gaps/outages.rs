//! Outages of sources: those that the data suggest, and those that somebody confirmed.
//! It confirms nothing by itself.

use egui::Ui;

use crate::ui::{Ctx, widgets};

use super::GapsState;

/// Shows the page.
pub fn outages_ui(ui: &mut Ui, ctx: &Ctx<'_>, _: &mut GapsState) {
    widgets::nothing(ui, &ctx.texts.t("gaps-outages-none"), ctx.theme);
}

//! Care paths: the steps that are expected, and how each of them fared.
//! It changes no path by itself; whoever edits one sends a command.

use egui::Ui;

use crate::ui::{Ctx, widgets};

use super::GapsState;

/// Shows the page.
pub fn path_ui(ui: &mut Ui, ctx: &Ctx<'_>, _: &mut GapsState) {
    widgets::nothing(ui, &ctx.texts.t("gaps-path-none"), ctx.theme);
}

//! Silences: how long it takes from phase to phase, and how many patients each threshold flags.
//! It finds nothing; the threshold is set by a command.

use egui::Ui;

use crate::ui::{Ctx, widgets};

use super::GapsState;

/// Shows the page.
pub fn silence_ui(ui: &mut Ui, ctx: &Ctx<'_>, _: &mut GapsState) {
    widgets::nothing(ui, &ctx.texts.t("gaps-none"), ctx.theme);
}

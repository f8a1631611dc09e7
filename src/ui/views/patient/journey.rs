//! The journey panel of the patient screen.
//! It decides nothing about the data it shows.

use egui::Ui;

use crate::ui::Ctx;
use crate::ui::widgets;

use super::PatientState;

/// Shows the panel.
pub fn journey_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, _state: &mut PatientState) {
    widgets::nothing(ui, &ctx.texts.t("about-patient"), ctx.theme);
}

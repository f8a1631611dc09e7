//! Follow-up schedules: which visits were made, missed, not yet due, or could not be seen.
//! It judges no care; it counts against the schedule that somebody gave.

use egui::Ui;

use crate::ui::{Ctx, widgets};

use super::GapsState;

/// Shows the page.
pub fn follow_up_ui(ui: &mut Ui, ctx: &Ctx<'_>, _: &mut GapsState) {
    widgets::nothing(ui, &ctx.texts.t("gaps-follow-up-none"), ctx.theme);
}

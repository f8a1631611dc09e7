//! All journeys at once, a row a patient.
//! The rows are arranged by the workspace and laid out by the scene.

use egui::Ui;

use crate::base::Span;
use crate::ui::Ctx;
use crate::ui::widgets;

/// What the view keeps from frame to frame.
#[derive(Debug, Default)]
pub struct PopulationState {
    /// The span of the axis that was shown last, for zooming by key.
    pub shown: Option<Span>,
}

/// Shows all journeys.
pub fn population_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, _state: &mut PopulationState) {
    widgets::nothing(ui, &ctx.texts.t("about-population"), ctx.theme);
}

//! What stands around the panels: header with the filter chain, rail, footer, progress, and what is shown without an extract.
//! It reads the workspace and asks for things; what is in the panels is in `views`.

mod chips;
mod empty;
mod failure;
mod footer;
mod header;
mod notice;
mod progress;
mod rail;

use egui::{CentralPanel, Frame, Ui};

use super::Ctx;
use super::filter::FilterForm;
use super::theme::colour;
use super::tiles::Layout;
use super::views::ViewStates;

/// What the shell keeps from frame to frame.
#[derive(Debug, Default)]
pub struct ShellState {
    /// What is typed as the path of an extract.
    pub path: String,
    /// Whether there is a sample to offer.
    pub has_sample: bool,
}

/// Shows the window.
pub fn ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    form: &mut FilterForm,
    layout: &mut Layout,
    views: &mut ViewStates,
    state: &mut ShellState,
) {
    // In the first frame the panels do not know their heights, and what lies between them is seen.
    ui.painter().rect_filled(ui.max_rect(), 0.0, colour(ctx.theme.ui.panel));
    header::ui(ui, ctx, form);
    footer::ui(ui, ctx);
    rail::ui(ui, ctx);
    let ground = Frame::new().fill(colour(ctx.theme.ui.panel));
    CentralPanel::default().frame(ground).show(ui, |ui| {
        let failure = ctx.workspace.failure();
        match (failure, ctx.workspace.extract()) {
            (Some(failure), _) => failure::ui(ui, ctx, failure),
            (None, Some(_)) => layout.ui(ui, ctx, views),
            (None, None) => empty::ui(ui, ctx, state),
        }
    });
    progress::ui(ui, ctx);
    notice::ui(ui, ctx);
}

//! The window without an extract: what would fill it, and the ways to open one.
//! A path can be typed too, as some machines have no file dialog.

use egui::{Frame, Margin, RichText, ScrollArea, TextEdit, Ui};

use crate::ui::theme::{self, colour};
use crate::ui::{Action, Ctx, widgets};
use crate::workspace::{Command, JobKind};

use super::ShellState;

/// Shows the ways to open an extract.
pub fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut ShellState) {
    let loading = ctx.workspace.running().iter().any(|job| job.kind == JobKind::Load);
    if loading {
        widgets::nothing(ui, &ctx.texts.t("state-loading"), ctx.theme);
        return;
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.add_space((ui.available_height() * 0.18).clamp(20.0, 160.0));
        let width = 560.0_f32.min(ui.available_width() - 40.0);
        let side = ((ui.available_width() - width) / 2.0).max(20.0);
        ui.horizontal(|ui| {
            ui.add_space(side);
            ui.vertical(|ui| {
                ui.set_max_width(width);
                ui.label(RichText::new(ctx.texts.t("empty-title")).font(theme::semibold(18.0)));
                ui.label(RichText::new(ctx.texts.t("empty-about")).color(colour(ctx.theme.ink.text_muted)));
                ui.add_space(14.0);
                doors(ui, ctx, state);
                recent(ui, ctx);
            });
        });
    });
}

fn doors(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut ShellState) {
    ui.horizontal_wrapped(|ui| {
        if widgets::primary(ui, true, &ctx.texts.t("action-open"), ctx.theme).clicked() {
            ctx.act(Action::Open);
        }
        if ui.button(ctx.texts.t("action-open-descriptor")).clicked() {
            ctx.act(Action::OpenDescriptor);
        }
        if state.has_sample && ui.button(ctx.texts.t("action-open-sample")).clicked() {
            ctx.act(Action::OpenSample);
        }
    });
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let label = ctx.texts.t("empty-path");
        let field = TextEdit::singleline(&mut state.path).hint_text(label.clone()).desired_width(380.0);
        let field = ui.add(field).accessible_name(label);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let path = state.path.trim();
        let go = ui.add_enabled(!path.is_empty(), egui::Button::new(ctx.texts.t("empty-path-open")));
        if (go.clicked() || entered) && !path.is_empty() {
            ctx.send(Command::Open { path: path.into(), skip_broken: false });
        }
    });
    ui.add_space(4.0);
    ui.label(theme::muted(ctx.texts.t("empty-drop"), ctx.theme));
}

fn recent(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    if ctx.settings.recent.is_empty() {
        return;
    }
    ui.add_space(16.0);
    ui.label(theme::title(ctx.texts.t("empty-recent")));
    for path in ctx.settings.recent.clone() {
        let frame = Frame::new().inner_margin(Margin::symmetric(0, 1));
        frame.show(ui, |ui| {
            if widgets::link(ui, &path.display().to_string(), ctx.theme).clicked() {
                ctx.send(Command::Open { path, skip_broken: false });
            }
        });
    }
}

//! An extract that could not be opened: what is wrong, where, and what would mend it.
//! It offers to go on without what cannot be read only where that can help.

use egui::{Frame, Margin, RichText, ScrollArea, Ui};

use crate::scene::Ink;
use crate::ui::icons::Icon;
use crate::ui::theme::{self, colour};
use crate::ui::{Action, Ctx, widgets};
use crate::workspace::{Command, Failure};

/// Shows the failure.
pub fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, failure: &Failure) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.add_space((ui.available_height() * 0.16).clamp(20.0, 140.0));
        let width = 640.0_f32.min(ui.available_width() - 40.0);
        let side = ((ui.available_width() - width) / 2.0).max(20.0);
        ui.horizontal(|ui| {
            ui.add_space(side);
            ui.vertical(|ui| {
                ui.set_max_width(width);
                card(ui, ctx, failure);
            });
        });
    });
}

fn card(ui: &mut Ui, ctx: &mut Ctx<'_>, failure: &Failure) {
    let trouble = failure.trouble();
    let what = ctx.texts.what(&trouble).join("\n");
    let mend = trouble.mend.as_ref().map(|mend| ctx.texts.say(mend)).unwrap_or_default();
    ui.horizontal(|ui| {
        let (area, _) = ui.allocate_exact_size(egui::vec2(22.0, 22.0), egui::Sense::hover());
        Icon::Warning.paint(ui.painter(), area, ctx.colour(Ink::Error));
        ui.label(RichText::new(ctx.texts.t("failure-title")).font(theme::semibold(17.0)));
    });
    ui.label(RichText::new(failure.path.display().to_string()).color(ctx.colour(Ink::TextMuted)));
    ui.add_space(10.0);
    let frame = Frame::new().fill(colour(ctx.theme.ui.error_ground)).corner_radius(6);
    frame.inner_margin(Margin::symmetric(16, 12)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        for (key, text) in
            [("failure-where", &trouble.place), ("failure-what", &what), ("failure-mend", &mend)]
        {
            if !text.is_empty() {
                ui.label(theme::muted(ctx.texts.t(key), ctx.theme));
                ui.label(text);
                ui.add_space(6.0);
            }
        }
    });
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        if widgets::primary(ui, true, &ctx.texts.t("failure-open-another"), ctx.theme).clicked() {
            ctx.act(Action::Open);
        }
        if ui.button(ctx.texts.t("failure-again")).clicked() {
            ctx.send(Command::Open { path: failure.again().to_owned(), skip_broken: false });
        }
        if failure.can_go_on() && ui.button(ctx.texts.t("failure-skip")).clicked() {
            ctx.send(Command::Open { path: failure.again().to_owned(), skip_broken: true });
        }
        if ctx.workspace.extract().is_some() && ui.button(ctx.texts.t("failure-back")).clicked() {
            ctx.send(Command::DismissFailure);
        }
    });
    if failure.can_go_on() {
        ui.label(theme::muted(ctx.texts.t("failure-skip-about"), ctx.theme));
    }
}

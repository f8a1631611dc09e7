//! The word about a file that was saved or could not be.
//! It floats where progress does, leaves by itself when all is well, and can always be taken away.

use egui::{Align2, Area, Frame, Ui, vec2};

use crate::scene::Ink;
use crate::ui::icons::Icon;
use crate::ui::theme;
use crate::ui::{Ctx, widgets};
use crate::workspace::Command;

/// Shows the notice, if there is one.
pub fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let Some(notice) = ctx.workspace.notice().cloned() else { return };
    if let Some(left) = notice.stays() {
        ui.ctx().request_repaint_after(left);
    }
    let area = Area::new(egui::Id::unique("notice")).anchor(Align2::CENTER_BOTTOM, vec2(0.0, -40.0));
    area.order(egui::Order::Foreground).show(ui.ctx(), |ui| {
        Frame::window(ui.style()).show(ui, |ui| {
            ui.set_max_width(560.0);
            ui.horizontal(|ui| {
                let (icon, ink, key) = match notice.failed {
                    None => (Icon::Tick, Ink::Accent, "notice-saved"),
                    Some(_) => (Icon::Warning, Ink::Error, "notice-not-saved"),
                };
                let (place, _) = ui.allocate_exact_size(vec2(18.0, 18.0), egui::Sense::hover());
                icon.paint(ui.painter(), place, ctx.colour(ink));
                let file = notice.path.display().to_string();
                ui.label(theme::strong(ctx.texts.ta(key, &[("file", file.into())])));
                let close = widgets::icon_button(ui, Icon::Close, &ctx.texts.t("do-close"), ctx.theme);
                if close.clicked() {
                    ctx.send(Command::DismissNotice);
                }
            });
            if let Some(why) = &notice.failed {
                ui.label(theme::muted(ctx.texts.trouble(why), ctx.theme));
            }
        });
    });
}

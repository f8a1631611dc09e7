//! The overlay with all keys, and the window with the manual.
//! Both are made of what the program already says elsewhere: the actions, and the contract in `assets/manual`.

use egui::{Align2, Grid, ScrollArea, Ui, Window, vec2};

use crate::scene::Ink;

use super::action::{Action, Heading, written};
use super::theme::{self, SMALL};
use super::widgets::Cell;
use super::{Ctx, manual};

/// Which help is open.
#[derive(Debug, Default)]
pub struct Help {
    /// The keys.
    pub keys: bool,
    /// The manual.
    pub manual: bool,
}

impl Help {
    /// Whether anything is open.
    pub fn is_open(&self) -> bool {
        self.keys || self.manual
    }

    /// Closes everything.
    pub fn close(&mut self) {
        *self = Self::default();
    }

    /// Shows what is open.
    pub fn ui(&mut self, ui: &Ui, ctx: &mut Ctx<'_>) {
        let height = (ui.ctx().content_rect().height() - 140.0).max(200.0);
        if self.keys {
            let window = Window::new(ctx.texts.t("action-keys")).id(egui::Id::unique("keys"));
            let window = window.open(&mut self.keys).collapsible(false).resizable(false);
            window.anchor(Align2::CENTER_CENTER, vec2(0.0, 0.0)).default_width(680.0).show(ui.ctx(), |ui| {
                let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height.min(520.0));
                area.show(ui, |ui| keys_ui(ui, ctx));
            });
        }
        if self.manual {
            let window = Window::new(ctx.texts.t("action-manual")).id(egui::Id::unique("manual"));
            let window = window.open(&mut self.manual).collapsible(false).default_size([720.0, height]);
            window.pivot(Align2::CENTER_CENTER).default_pos(ui.ctx().content_rect().center()).show(
                ui.ctx(),
                |ui| {
                    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| manual::ui(ui, ctx.theme));
                },
            );
        }
    }
}

fn keys_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    ui.columns_const(|[left, right]| {
        for (at, heading) in Heading::ALL.into_iter().enumerate() {
            let column = if at < 3 { &mut *left } else { &mut *right };
            group(column, ctx, heading);
        }
        if right.button(ctx.texts.t("action-manual")).clicked() {
            ctx.act(Action::Manual);
        }
    });
}

fn group(ui: &mut Ui, ctx: &Ctx<'_>, heading: Heading) {
    ui.label(theme::title(ctx.texts.t(heading.key())));
    Grid::new(heading.key()).num_columns(2).spacing([14.0, 4.0]).show(ui, |ui| {
        for action in Action::ALL.into_iter().filter(|action| action.heading() == heading) {
            let keys: Vec<String> = action.keys().iter().map(|keys| written(ui.ctx(), *keys)).collect();
            key_cell(ui, ctx, &keys.join("  "));
            ui.label(ctx.texts.t(action.key()));
            ui.end_row();
        }
        if heading == Heading::Window {
            key_cell(ui, ctx, "Esc");
            ui.label(ctx.texts.t("keys-escape"));
            ui.end_row();
        }
    });
    ui.add_space(12.0);
}

fn key_cell(ui: &mut Ui, ctx: &Ctx<'_>, keys: &str) {
    let looks = Cell { colour: ctx.colour(Ink::Accent), size: SMALL, ..Cell::text(ctx.theme) };
    looks.show(ui, vec2(116.0, 17.0), keys);
}

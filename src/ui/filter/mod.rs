//! The form that makes and changes a filter, under the chip it belongs to.
//! It sends the finished filter as a command; what it lets through is counted by the workspace.

mod draft;
mod pages;
pub mod words;

use egui::{
    Align, Button, Key, Layout, Popup, PopupAnchor, PopupCloseBehavior, Rect, RichText, ScrollArea, Ui, vec2,
};

use crate::model::{EventTest, Filter};
use crate::store::Store;
use crate::workspace::Command;

use super::Ctx;
use super::theme::{self, colour};
use super::widgets;

pub use draft::{Draft, Kind, toggle, typed, written};

/// Height of a page of the form.
const PAGE: f32 = 330.0;

/// The form, open or not.
#[derive(Debug, Default)]
pub struct FilterForm {
    draft: Option<Draft>,
    anchor: Option<Rect>,
    counts: pages::Counts,
    fresh: bool,
}

/// A test of events while it is being made outside the filter form.
#[derive(Debug, Default)]
pub struct TestForm {
    counts: pages::Counts,
    /// What is searched among the codes, and for which test.
    search: (String, String),
}

impl TestForm {
    /// Shows what can be ticked for a test, by its id; gives the test that it becomes.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        ctx: &mut Ctx<'_>,
        store: &Store,
        id: &str,
        test: &EventTest,
    ) -> Option<EventTest> {
        let fresh = self.search.0 != id;
        if fresh {
            self.search = (id.to_owned(), String::new());
        }
        let search = std::mem::take(&mut self.search.1);
        let mut draft = Draft { kind: Kind::Has, test: test.clone(), search, ..Draft::default() };
        pages::page(ui, ctx, store, &mut draft, &mut self.counts, fresh);
        self.search.1 = draft.search;
        (draft.test != *test).then_some(draft.test)
    }
}

/// Which place of the header the form belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The button for a new filter.
    New,
    /// The chip of a link.
    Chip(usize),
}

impl FilterForm {
    /// Opens it for a new filter.
    pub fn open_new(&mut self) {
        (self.draft, self.anchor, self.fresh) = (Some(Draft::default()), None, true);
    }

    /// Opens it for a link of the chain; nothing happens for one without a form.
    pub fn edit(&mut self, at: usize, filter: &Filter, store: &Store) {
        self.draft = Draft::of(at, filter, store);
        (self.anchor, self.fresh) = (None, true);
    }

    /// Closes it and forgets what was ticked.
    pub fn close(&mut self) {
        self.draft = None;
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.draft.is_some()
    }

    /// Says where on screen a place of the header is.
    pub fn place(&mut self, place: Place, at: Rect) {
        let mine = match self.draft.as_ref().map(|draft| draft.replaces) {
            Some(None) => place == Place::New,
            Some(Some(link)) => place == Place::Chip(link),
            None => false,
        };
        if mine {
            self.anchor = Some(at);
        }
    }

    /// Shows it, if it is open.
    pub fn ui(&mut self, ui: &Ui, ctx: &mut Ctx<'_>) {
        let (Some(mut draft), Some(store)) = (self.draft.take(), ctx.workspace.store().cloned()) else {
            return;
        };
        let Some(anchor) = self.anchor else {
            self.draft = Some(draft);
            return;
        };
        let mut open = true;
        let popup = Popup::new(
            egui::Id::unique("filter-form"),
            ui.ctx().clone(),
            PopupAnchor::ParentRect(anchor),
            ui.layer_id(),
        );
        let popup = popup
            .accessible_name(ctx.texts.t("action-add-filter"))
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .gap(6.0)
            .open_bool(&mut open);
        let done = popup.show(|ui| self.form(ui, ctx, &store, &mut draft)).is_some_and(|shown| shown.inner);
        if open && !done {
            self.draft = Some(draft);
        }
    }

    /// The form itself; true when it is done with.
    fn form(&mut self, ui: &mut Ui, ctx: &mut Ctx<'_>, store: &Store, draft: &mut Draft) -> bool {
        ui.set_width(560.0);
        let fresh = std::mem::take(&mut self.fresh);
        let page = vec2(560.0, PAGE);
        ui.allocate_ui_with_layout(page, Layout::left_to_right(Align::Min), |ui| {
            ui.set_max_height(PAGE);
            ui.allocate_ui_with_layout(vec2(150.0, PAGE), Layout::top_down_justified(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                for kind in Kind::ALL {
                    let button = Button::selectable(draft.kind == kind, ctx.texts.t(kind.key()));
                    let button = button.frame_when_inactive(draft.kind == kind);
                    if ui.add(button).clicked() {
                        draft.kind = kind;
                        self.fresh = true;
                    }
                }
            });
            ui.separator();
            ui.vertical(|ui| {
                ui.set_min_size(vec2(ui.available_width(), PAGE));
                ui.label(theme::muted(ctx.texts.t(draft.kind.about_key()), ctx.theme));
                ui.add_space(4.0);
                ScrollArea::vertical().max_height(PAGE - 26.0).auto_shrink(false).show(ui, |ui| {
                    pages::page(ui, ctx, store, draft, &mut self.counts, fresh);
                });
            });
        });
        ui.separator();
        let made = draft.filter(store);
        // Enter on a focused button is that button's, not the form's.
        let free = ui.memory(|memory| memory.focused().is_none()) || ui.ctx().text_edit_focused();
        let entered = free && ui.input(|input| input.key_pressed(Key::Enter));
        let mut done = false;
        ui.horizontal(|ui| {
            if let Err(problem) = &made {
                ui.label(RichText::new(ctx.texts.t(problem)).color(colour(ctx.theme.ink.text_muted)));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let text = ctx.texts.t(if draft.replaces.is_some() { "do-apply" } else { "do-add" });
                let sent = widgets::primary(ui, made.is_ok(), &text, ctx.theme).clicked()
                    || (entered && made.is_ok());
                if let (true, Ok(filter)) = (sent, made) {
                    ctx.send(match draft.replaces {
                        Some(at) => Command::ReplaceFilter(at, filter),
                        None => Command::AddFilter(filter),
                    });
                    done = true;
                }
                done |= ui.button(ctx.texts.t("do-cancel")).clicked();
            });
        });
        done
    }
}

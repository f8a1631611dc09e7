//! The filter chain as chips: each can be changed, taken out, and says how many it left.
//! They are reached by Tab; Enter opens a chip's form and Delete takes it out.

use egui::{FontId, Key, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::model::Filter;
use crate::store::Store;
use crate::ui::filter::{FilterForm, Place, words};
use crate::ui::icons::Icon;
use crate::ui::theme::colour;
use crate::ui::widgets::{self, Cell};
use crate::ui::{Action, Ctx};
use crate::workspace::Command;

const HEIGHT: f32 = 24.0;
const CROSS: f32 = 20.0;

/// Shows the chain, and the button that adds to it.
pub fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>, form: &mut FilterForm) {
    let Some(store) = ctx.workspace.store().cloned() else { return };
    for (at, filter) in ctx.workspace.filters().iter().enumerate() {
        chip(ui, ctx, form, &store, (at, filter));
    }
    let add = widgets::link(ui, &ctx.texts.t("header-add-filter"), ctx.theme);
    form.place(Place::New, add.rect);
    if add.on_hover_text(ctx.texts.t("action-add-filter")).clicked() {
        ctx.act(Action::AddFilter);
    }
}

fn chip(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    form: &mut FilterForm,
    store: &Store,
    (at, filter): (usize, &Filter),
) {
    let text = words::words(filter, store, ctx.texts);
    let font = FontId::proportional(12.0);
    let ink = colour(ctx.theme.ink.text);
    let wide = ui.painter().layout_no_wrap(text.clone(), font, ink).size().x;
    let size = vec2(wide.min(280.0) + 12.0 + CROSS + 6.0, HEIGHT);
    let (area, _) = ui.allocate_exact_size(size, Sense::hover());
    let body = Rect::from_min_max(area.min, pos2(area.right() - CROSS - 2.0, area.bottom()));
    let cross = Rect::from_min_max(pos2(body.right(), area.top()), area.max);

    let name = ctx.texts.ta("chip-edit", &[("filter", text.as_str().into())]);
    let edit = ui.interact(body, ui.scope_id().with(("chip", at)), Sense::click());
    edit.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let ground = if edit.hovered() { ctx.theme.ui.active } else { ctx.theme.ui.chip };
    ui.painter().rect_filled(area, HEIGHT / 2.0, colour(ground));
    widgets::focus_ring(ui, &edit, area, HEIGHT / 2.0, ctx.theme);
    let inner = Rect::from_min_max(pos2(body.left() + 11.0, body.top()), body.max);
    Cell { size: 12.0, ..Cell::text(ctx.theme) }.paint(ui, inner, &text);

    let name = ctx.texts.ta("chip-remove", &[("filter", text.as_str().into())]);
    let remove = ui.interact(cross, ui.scope_id().with(("chip-cross", at)), Sense::click());
    remove.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let over = remove.hovered() || remove.has_focus();
    let ink = if over { ctx.theme.ink.text } else { ctx.theme.ink.text_muted };
    Icon::Close.paint(
        ui.painter(),
        Rect::from_center_size(cross.center() - vec2(2.0, 0.0), vec2(12.0, 12.0)),
        colour(ink),
    );
    widgets::focus_ring(ui, &remove, cross.shrink(2.0), 10.0, ctx.theme);

    form.place(Place::Chip(at), area);
    let gone = remove.clicked() || (edit.has_focus() && ui.input(|input| input.key_pressed(Key::Delete)));
    if gone {
        ctx.send(Command::RemoveFilter(at));
    } else if edit.clicked() {
        form.edit(at, filter, store);
    }
    edit.on_hover_text(tooltip(ctx, at, &text));
    remove.on_hover_text(name);
}

/// The filter whole, and what it left.
fn tooltip(ctx: &Ctx<'_>, at: usize, text: &str) -> String {
    let journeys = ctx.workspace.results().journeys.keyed();
    let step = journeys.and_then(|(key, journeys)| {
        let same = key.project.filters.get(..=at) == ctx.workspace.filters().get(..=at);
        journeys.selection.steps.get(at).filter(|_| same)
    });
    let Some(step) = step else { return text.to_owned() };
    let left = [("n", step.patients.into()), ("events", step.events.into())];
    format!("{text}\n{}", ctx.texts.ta("chip-left", &left))
}

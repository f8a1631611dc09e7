//! What tables of findings and of gaps have in common: a header that sorts, and a row that is picked.
//! It knows neither what is listed nor in which order.

use egui::{Role, Sense, Ui, WidgetInfo, vec2};

use super::Ctx;
use super::theme::colour;
use super::widgets::{self, Cell};

/// The header of a column in the place that the table gave it, with what a click on it sorts by. Gives the order that
/// is asked for: by what, and whether the other way round.
pub fn header<S: Copy + PartialEq>(
    ui: &mut Ui,
    ctx: &Ctx<'_>,
    (key, by): (&str, Option<S>),
    order: (S, bool),
) -> (S, bool) {
    let area = ui.max_rect().shrink2(vec2(4.0, 0.0));
    let name = ctx.texts.t(key);
    let muted = Cell::text(ctx.theme).muted(ctx.theme);
    let Some(by) = by else {
        muted.paint(ui, area, &name);
        return order;
    };
    let response = ui.interact(area, ui.scope_id().with(("sort", key)), Sense::click());
    let about = ctx.texts.ta("findings-sort", &[("column", name.as_str().into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &about));
    let now = order.0 == by;
    let arrow = match (now, order.1) {
        (false, _) => "",
        (true, true) => " ↑",
        (true, false) => " ↓",
    };
    let ink = if response.hovered() || now { ctx.theme.ink.text } else { ctx.theme.ink.text_muted };
    Cell { colour: colour(ink), ..muted }.paint(ui, area, &format!("{name}{arrow}"));
    widgets::focus_ring(ui, &response, area, 3.0, ctx.theme);
    if response.on_hover_text(about).clicked() { (by, now && !order.1) } else { order }
}

/// The ground of a row in the place that the table gave it, by its number and name; true if it was clicked.
pub fn row(ui: &mut Ui, ctx: &Ctx<'_>, number: u64, picked: bool, name: &str) -> bool {
    // A row is wider than the panel where columns scroll; what is out of sight cannot be clicked.
    let area = ui.max_rect().intersect(ui.clip_rect());
    let response = ui.interact(area, ui.scope_id().with(("row", number)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, picked, name));
    let ground =
        if picked { Some(ctx.theme.ui.active) } else { response.hovered().then_some(ctx.theme.ui.hover) };
    if let Some(ground) = ground {
        ui.painter().rect_filled(area, 0.0, colour(ground));
    }
    widgets::focus_ring(ui, &response, area, 2.0, ctx.theme);
    response.clicked()
}

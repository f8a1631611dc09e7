//! Panels side by side: places of fixed shares of the width, each with a title, what explains it, and a way to save it.
//! It knows nothing of what is in them.

use egui::{Align, Layout, Rect, Ui, UiBuilder, pos2, vec2};

use crate::scene::coverage::Chart;
use crate::ui::icons::Icon;
use crate::ui::{Action, Ctx, theme, widgets};

/// Space between panels.
const GAP: f32 = 24.0;
/// The height of a panel's heading.
pub const HEADING: f32 = 30.0;

/// A row of panels, cut out of the width there is; advances past it when all are shown.
pub fn row(ui: &mut Ui, height: f32, shares: &[f32], mut show: impl FnMut(&mut Ui, usize)) {
    let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::hover());
    let width = area.width() - GAP * (shares.len().saturating_sub(1)) as f32;
    let whole: f32 = shares.iter().sum();
    let mut left = area.left();
    for (n, share) in shares.iter().enumerate() {
        let wide = (width * share / whole).floor();
        let place = Rect::from_min_size(pos2(left, area.top()), vec2(wide, height));
        ui.scope_builder(UiBuilder::new().max_rect(place).id_salt(("panel", n)), |ui| {
            ui.set_clip_rect(ui.clip_rect().intersect(place.expand(2.0)));
            show(ui, n);
        });
        left += wide + GAP;
    }
}

/// The heading of a panel; true when its chart is to be saved.
pub fn heading(ui: &mut Ui, ctx: &mut Ctx<'_>, title: &str, about: &str, chart: Option<Chart>) -> bool {
    savable(ui, ctx, title, about, chart.is_some())
}

/// The heading of a panel whose chart can be saved or cannot; true when it is to be.
pub fn savable(ui: &mut Ui, ctx: &mut Ctx<'_>, title: &str, about: &str, savable: bool) -> bool {
    let mut save = false;
    let size = vec2(ui.available_width(), HEADING - 6.0);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        if savable {
            let name = ctx.texts.ta("coverage-save", &[("chart", title.into())]);
            if widgets::icon_button(ui, Icon::Save, &name, ctx.theme).clicked() {
                ctx.act(Action::SaveFigure);
                save = true;
            }
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            ui.label(theme::title(title));
            ui.add(egui::Label::new(theme::muted(about, ctx.theme)).truncate()).on_hover_text(about);
        });
    });
    ui.add_space(6.0);
    save
}

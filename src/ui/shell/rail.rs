//! The rail at the left: the screens, and at its foot theme, language and help.
//! Screens of later releases are not shown.

use egui::{Frame, Margin, Panel, Role, Sense, Ui, WidgetInfo, vec2};

use crate::i18n::Lang;
use crate::ui::icons::Icon;
use crate::ui::theme::colour;
use crate::ui::widgets::{self, Cell};
use crate::ui::{Action, Ctx};
use crate::workspace::Screen;

const WIDTH: f32 = 84.0;

/// Shows the rail.
pub fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let frame = Frame::new().fill(colour(ctx.theme.ui.rail)).inner_margin(Margin::symmetric(6, 10));
    Panel::left("rail").frame(frame).exact_size(WIDTH).resizable(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        for screen in Screen::ALL {
            item(ui, ctx, screen);
        }
        let foot = egui::Layout::bottom_up(egui::Align::Center);
        ui.with_layout(foot, |ui| {
            let help = ctx.texts.t("action-keys");
            if widgets::icon_button(ui, Icon::Help, &help, ctx.theme).clicked() {
                ctx.act(Action::Keys);
            }
            let theme = ctx.texts.t("action-next-theme");
            if widgets::icon_button(ui, Icon::Theme, &theme, ctx.theme).clicked() {
                ctx.act(Action::NextTheme);
            }
            let other = Lang::ALL.into_iter().find(|lang| *lang != ctx.texts.lang()).unwrap_or_default();
            let code = ctx.texts.lang().code().to_uppercase();
            let name = ctx.texts.ta("rail-language", &[("language", other.name().into())]);
            let looks =
                Cell { align: egui::Align::Center, ..Cell::text(ctx.theme).muted(ctx.theme).strong() };
            if looks.button(ui, vec2(26.0, 24.0), &code, &name, ctx.theme).clicked() {
                ctx.act(Action::NextLanguage);
            }
        });
    });
}

fn icon(screen: Screen) -> Icon {
    match screen {
        Screen::Coverage => Icon::Coverage,
        Screen::Population => Icon::Population,
        Screen::Patient => Icon::Patient,
        Screen::Gaps => Icon::Gaps,
        Screen::Findings => Icon::Findings,
        Screen::Sources => Icon::Sources,
    }
}

fn item(ui: &mut Ui, ctx: &mut Ctx<'_>, screen: Screen) {
    let action = Action::Show(screen);
    let enabled = ctx.workspace.extract().is_some() && action.is_enabled(ctx.workspace);
    let chosen = enabled && ctx.workspace.screen() == screen && ctx.workspace.failure().is_none();
    let name = ctx.texts.t(action.key());
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (area, response) = ui.allocate_exact_size(vec2(WIDTH - 12.0, 48.0), sense);
    response.widget_info(|| WidgetInfo::selected(Role::Button, enabled, chosen, &name));
    let theme = ctx.theme;
    if chosen || (enabled && response.hovered()) {
        let ground = if chosen { theme.ui.active } else { theme.ui.hover };
        ui.painter().rect_filled(area, 6.0, colour(ground));
    }
    widgets::focus_ring(ui, &response, area, 6.0, theme);
    let ink = match (chosen, enabled) {
        (true, _) => theme.ink.accent,
        (false, true) => theme.ink.text_muted,
        (false, false) => theme.ink.axis,
    };
    let centre = area.center();
    let picture = egui::Rect::from_center_size(centre - vec2(0.0, 8.0), vec2(19.0, 19.0));
    icon(screen).paint(ui.painter(), picture, colour(ink));
    let text = egui::Rect::from_center_size(centre + vec2(0.0, 13.0), vec2(area.width(), 14.0));
    let looks = Cell { align: egui::Align::Center, colour: colour(ink), strong: chosen, size: 10.5 };
    looks.paint(ui, text, &name);
    let about = match screen {
        Screen::Coverage => "about-coverage",
        Screen::Population => "about-population",
        Screen::Patient => "about-patient",
        Screen::Gaps => "about-gaps",
        Screen::Findings => "about-findings",
        Screen::Sources => "about-sources",
    };
    let keys = action.shortcut(ui.ctx()).unwrap_or_default();
    if response.on_hover_text(format!("{} ({keys})", ctx.texts.t(about))).clicked() {
        ctx.act(action);
    }
}

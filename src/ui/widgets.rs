//! Small parts that several panels share: chips, quiet buttons, bars, banners and empty states.
//! They know the theme and nothing of the workspace.

use egui::{
    Align2, Button, Color32, CornerRadius, FontId, Frame, Margin, Rect, Response, RichText, Role, Sense,
};
use egui::{Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use crate::scene::{Ink, Rgb, Theme};

use super::icons::Icon;
use super::theme::{self, BODY, SMALL, colour};

/// A button that looks like a link.
pub fn link(ui: &mut Ui, text: &str, theme: &Theme) -> Response {
    let text = RichText::new(text).color(colour(theme.ink.accent));
    ui.add(Button::new(text).frame(false).min_size(vec2(0.0, 22.0)))
}

/// The one button of a panel that does what the panel is for.
pub fn primary(ui: &mut Ui, enabled: bool, text: &str, theme: &Theme) -> Response {
    let ground = colour(theme.ink.accent);
    let text = RichText::new(text).color(colour(theme.ui.on_accent));
    ui.add_enabled(enabled, Button::new(text).fill(ground).stroke(Stroke::NONE))
}

/// A button that is an icon; `name` is its accessible name and its tooltip.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str, theme: &Theme) -> Response {
    let (area, response) = ui.allocate_exact_size(vec2(26.0, 26.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    let over = response.hovered() || response.has_focus();
    if over {
        ui.painter().rect_filled(area, 5.0, colour(theme.ui.hover));
    }
    focus_ring(ui, &response, area, 5.0, theme);
    let ink = if over { theme.ink.text } else { theme.ink.text_muted };
    icon.paint(ui.painter(), area.shrink(6.0), colour(ink));
    response.on_hover_text(name)
}

/// A line around what the keyboard is on.
pub fn focus_ring(ui: &Ui, response: &Response, area: Rect, radius: f32, theme: &Theme) {
    if response.has_focus() {
        let stroke = Stroke::new(1.5, colour(theme.ink.accent));
        ui.painter().rect_stroke(area, radius, stroke, StrokeKind::Inside);
    }
}

/// A share from 0 to 1 as a bar on a quiet ground.
pub fn bar(ui: &Ui, area: Rect, share: f32, fill: Rgb, theme: &Theme) {
    let radius = CornerRadius::same(3);
    ui.painter().rect_filled(area, radius, colour(theme.ui.chip));
    if share > 0.0 {
        // What is there at all is seen: two pixels at least.
        let width = (area.width() * share.min(1.0)).max(2.0);
        ui.painter().rect_filled(
            Rect::from_min_size(area.min, vec2(width, area.height())),
            radius,
            colour(fill),
        );
    }
}

/// How serious a banner is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// For looking at.
    Warning,
    /// Wrong.
    Error,
    /// Plain.
    Plain,
}

/// A text on a coloured ground over the whole width.
pub fn banner(ui: &mut Ui, tone: Tone, theme: &Theme, content: impl FnOnce(&mut Ui)) {
    let ground = match tone {
        Tone::Warning => theme.ui.warning_ground,
        Tone::Error => theme.ui.error_ground,
        Tone::Plain => theme.ink.lane,
    };
    let frame = Frame::new().fill(colour(ground)).corner_radius(6).inner_margin(Margin::symmetric(12, 8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        content(ui);
    });
}

/// The ink of a tone's text.
pub fn tone_ink(tone: Tone) -> Ink {
    match tone {
        Tone::Warning => Ink::Warning,
        Tone::Error => Ink::Error,
        Tone::Plain => Ink::Text,
    }
}

/// The title of a panel, with what explains it in small beside it.
pub fn heading(ui: &mut Ui, title: &str, about: &str, theme: &Theme) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        ui.label(theme::title(title));
        ui.label(theme::muted(about, theme));
    });
    ui.add_space(8.0);
}

/// What a panel says when it has nothing to show.
pub fn nothing(ui: &mut Ui, text: &str, theme: &Theme) {
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.3).min(160.0));
        ui.label(RichText::new(text).color(colour(theme.ink.text_muted)));
    });
}

/// Text of a table cell, cut off at its width.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// Left, right or centre.
    pub align: egui::Align,
    /// Its colour.
    pub colour: Color32,
    /// Whether it is semibold.
    pub strong: bool,
    /// Its size.
    pub size: f32,
}

impl Cell {
    /// Ordinary text at the left.
    pub fn text(theme: &Theme) -> Self {
        Self { align: egui::Align::Min, colour: colour(theme.ink.text), strong: false, size: BODY }
    }

    /// A number at the right.
    pub fn number(theme: &Theme) -> Self {
        Self { align: egui::Align::Max, ..Self::text(theme) }
    }

    /// Small and muted.
    pub fn muted(self, theme: &Theme) -> Self {
        Self { colour: colour(theme.ink.text_muted), size: SMALL, ..self }
    }

    /// Semibold.
    pub fn strong(self) -> Self {
        Self { strong: true, ..self }
    }

    /// Paints it into an area, in the middle of its height.
    pub fn paint(self, ui: &Ui, area: Rect, text: &str) {
        self.paint_run(ui, area, text);
    }

    /// As [`Cell::paint`], for what something else follows; gives how wide it came out.
    pub fn paint_run(self, ui: &Ui, area: Rect, text: &str) -> f32 {
        let font = if self.strong { theme::semibold(self.size) } else { FontId::proportional(self.size) };
        let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, self.colour);
        job.wrap = egui::text::TextWrapping::truncate_at_width(area.width().max(1.0));
        let galley = ui.painter().layout_job(job);
        let anchor = match self.align {
            egui::Align::Min => Align2::LEFT_CENTER,
            egui::Align::Center => Align2::CENTER_CENTER,
            egui::Align::Max => Align2::RIGHT_CENTER,
        };
        let place = anchor.align_size_within_rect(galley.size(), area);
        ui.painter().galley(place.min, galley, self.colour);
        place.width()
    }

    /// Takes a place of the given size and paints there; the text can be read by name.
    pub fn show(self, ui: &mut Ui, size: egui::Vec2, text: &str) -> Response {
        let (area, response) = ui.allocate_exact_size(size, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
        self.paint(ui, area, text);
        response
    }

    /// As [`Cell::show`], and can be clicked.
    pub fn button(self, ui: &mut Ui, size: egui::Vec2, text: &str, name: &str, theme: &Theme) -> Response {
        let (area, response) = ui.allocate_exact_size(size, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
        let over = response.hovered() || response.has_focus();
        if over {
            ui.painter().rect_filled(area.expand2(vec2(4.0, -1.0)), 4.0, colour(theme.ui.hover));
        }
        focus_ring(ui, &response, area.expand2(vec2(4.0, -1.0)), 4.0, theme);
        Self { colour: if over { colour(theme.ink.accent) } else { self.colour }, ..self }
            .paint(ui, area, text);
        response.on_hover_text(name)
    }
}

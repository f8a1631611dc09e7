//! Turns a theme's tokens into the toolkit's style, and brings in the fonts.
//! It is the only place of the window where colours are made; which colours they are stands in `assets/themes`.

use std::sync::Arc;

use egui::epaint::Shadow;
use egui::style::{Selection, TextCursorStyle, WidgetVisuals, Widgets};
use egui::{Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, RichText};
use egui::{Stroke, Style, TextStyle, Visuals, vec2};
use serde::{Deserialize, Serialize};

use crate::scene::theme::{RADIUS, Rgb, Theme};

/// Size of ordinary text, in logical pixels.
pub const BODY: f32 = 12.5;
/// Size of what explains other text.
pub const SMALL: f32 = 11.0;
/// Size of titles of panels.
pub const TITLE: f32 = 14.0;

/// Which theme the window has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// Light or dark, as the system is.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Dark on white, with strong lines.
    Contrast,
}

impl ThemeChoice {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::Contrast];

    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::System => "theme-system",
            Self::Light => "theme-light",
            Self::Dark => "theme-dark",
            Self::Contrast => "theme-contrast",
        }
    }

    /// The one after it.
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|&choice| choice == self).unwrap_or_default();
        Self::ALL[(at + 1) % Self::ALL.len()]
    }

    /// The theme it stands for now.
    pub fn theme(self, ctx: &Context) -> &'static Theme {
        match self {
            Self::Light => Theme::light(),
            Self::Dark => Theme::dark(),
            Self::Contrast => Theme::contrast(),
            Self::System => match ctx.system_theme() {
                Some(egui::Theme::Dark) => Theme::dark(),
                _ => Theme::light(),
            },
        }
    }
}

/// Shows an image in its own colours.
pub const UNTINTED: Color32 = Color32::WHITE;

/// A token as the toolkit's colour.
pub fn colour(rgb: Rgb) -> Color32 {
    Color32::from_rgba_unmultiplied(rgb.r, rgb.g, rgb.b, rgb.a)
}

/// The family of the semibold font.
pub fn semibold_family() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// The semibold font at a size.
pub fn semibold(size: f32) -> FontId {
    FontId::new(size, semibold_family())
}

/// A text in semibold.
pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).family(semibold_family())
}

/// The title of a panel.
pub fn title(text: impl Into<String>) -> RichText {
    RichText::new(text).font(semibold(TITLE))
}

/// A small text in the colour of what explains.
pub fn muted(text: impl Into<String>, theme: &Theme) -> RichText {
    RichText::new(text).size(SMALL).color(colour(theme.ink.text_muted))
}

/// Gives the window the looks of a theme.
pub fn apply(ctx: &Context, theme: &Theme) {
    let kind = if theme.dark { egui::Theme::Dark } else { egui::Theme::Light };
    ctx.set_theme(kind);
    ctx.set_style_of(kind, style(theme));
}

/// Inter for text, and the toolkit's own fonts for what it lacks.
pub fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let inter: [(&str, &[u8], FontFamily); 2] = [
        ("Inter", include_bytes!("../../assets/fonts/Inter-Regular.otf"), FontFamily::Proportional),
        ("Inter semibold", include_bytes!("../../assets/fonts/Inter-SemiBold.otf"), semibold_family()),
    ];
    let fallback = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for (name, bytes, family) in inter {
        let data = FontData::from_owned(with_tabular_figures(bytes.to_vec()));
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
        let mut names = vec![name.to_owned()];
        names.extend(fallback.iter().cloned());
        fonts.families.insert(family, names);
    }
    fonts
}

/// Makes a font's figures equally wide. The toolkit offers no way to ask for an OpenType feature, but applies those
/// that are on by default; so the feature for tabular figures is given the name of one that always is and that the
/// font does not have.
fn with_tabular_figures(mut font: Vec<u8>) -> Vec<u8> {
    const OFF: &[u8; 4] = b"tnum";
    const ALWAYS_ON: &[u8; 4] = b"rclt";
    let number = |font: &[u8], at: usize, bytes: usize| {
        let bytes = font.get(at..at + bytes)?;
        Some(bytes.iter().fold(0usize, |number, &byte| number << 8 | usize::from(byte)))
    };
    let find = |font: &[u8]| {
        let tables = number(font, 4, 2)?;
        let entry = (0..tables).map(|n| 12 + 16 * n).find(|&at| font.get(at..at + 4) == Some(b"GSUB"))?;
        let table = number(font, entry + 8, 4)?;
        let list = table + number(font, table + 6, 2)?;
        let features = number(font, list, 2)?;
        (0..features).map(|n| list + 2 + 6 * n).find(|&at| font.get(at..at + 4) == Some(OFF))
    };
    if let Some(at) = find(&font) {
        font[at..at + 4].copy_from_slice(ALWAYS_ON);
    }
    font
}

fn style(theme: &Theme) -> Style {
    let mut style = Style { visuals: visuals(theme), animation_time: 0.08, ..Style::default() };
    style.text_styles = [
        (TextStyle::Small, FontId::proportional(SMALL)),
        (TextStyle::Body, FontId::proportional(BODY)),
        (TextStyle::Button, FontId::proportional(BODY)),
        (TextStyle::Heading, semibold(TITLE)),
        (TextStyle::Monospace, FontId::monospace(11.5)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(8.0, 5.0);
    spacing.button_padding = vec2(10.0, 4.0);
    spacing.interact_size = vec2(24.0, 24.0);
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(14);
    spacing.icon_width = 15.0;
    spacing.icon_width_inner = 8.0;
    spacing.tooltip_width = 380.0;
    spacing.combo_width = 80.0;
    spacing.scroll = egui::style::ScrollStyle::thin();
    style.interaction.tooltip_delay = 0.35;
    style.interaction.selectable_labels = false;
    style
}

fn visuals(theme: &Theme) -> Visuals {
    let base = if theme.dark { Visuals::dark() } else { Visuals::light() };
    let (ink, ui) = (&theme.ink, &theme.ui);
    let radius = CornerRadius::same(RADIUS as u8);
    let shadow = |blur| Shadow { offset: [0, 3], blur, spread: 0, color: colour(ui.shadow) };
    Visuals {
        dark_mode: theme.dark,
        override_text_color: None,
        weak_text_color: Some(colour(ink.text_muted)),
        widgets: widgets(theme, radius),
        selection: Selection { bg_fill: colour(ui.active), stroke: Stroke::new(1.0, colour(ink.accent)) },
        hyperlink_color: colour(ink.accent),
        faint_bg_color: colour(ink.lane),
        extreme_bg_color: colour(ui.input),
        text_edit_bg_color: Some(colour(ui.input)),
        code_bg_color: colour(ink.lane),
        warn_fg_color: colour(ink.warning),
        error_fg_color: colour(ink.error),
        window_corner_radius: CornerRadius::same(8),
        window_shadow: shadow(24),
        popup_shadow: shadow(14),
        window_fill: colour(ui.panel),
        window_stroke: Stroke::new(1.0, colour(ui.border)),
        menu_corner_radius: CornerRadius::same(6),
        panel_fill: colour(ui.panel),
        striped: false,
        text_cursor: TextCursorStyle { stroke: Stroke::new(1.5, colour(ink.accent)), ..base.text_cursor },
        interact_cursor: Some(egui::CursorIcon::PointingHand),
        ..base
    }
}

fn widgets(theme: &Theme, radius: CornerRadius) -> Widgets {
    let (ink, ui) = (&theme.ink, &theme.ui);
    let visuals = |ground: Rgb, line: Rgb, text: Rgb| WidgetVisuals {
        bg_fill: colour(ground),
        weak_bg_fill: colour(ground),
        bg_stroke: Stroke::new(1.0, colour(line)),
        corner_radius: radius,
        fg_stroke: Stroke::new(1.0, colour(text)),
        expansion: 0.0,
    };
    Widgets {
        noninteractive: visuals(ui.panel, ui.border, ink.text),
        inactive: visuals(ui.input, ui.border, ink.text),
        hovered: visuals(ui.hover, ui.border, ink.text),
        active: visuals(ui.active, ink.accent, ink.text),
        open: visuals(ui.hover, ui.border, ink.text),
    }
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn figures_are_equally_wide_in_both_weights() {
        let ctx = Context::default();
        ctx.set_fonts(fonts());
        let width = |ctx: &Context, text: &str, font: FontId| {
            ctx.fonts_mut(|fonts| fonts.layout_no_wrap(text.into(), font, Color32::PLACEHOLDER).size().x)
        };
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            for font in [FontId::proportional(40.0), semibold(40.0)] {
                let ones = width(ui.ctx(), "1111", font.clone());
                for figure in ["0000", "4444", "7777", "9999"] {
                    let other = width(ui.ctx(), figure, font.clone());
                    // Glyphs are placed on fractions of a pixel.
                    assert!((ones - other).abs() < 0.25, "{figure} is {other} wide, not {ones}");
                }
                assert!((width(ui.ctx(), "iiii", font.clone()) - ones).abs() > 1.0);
            }
        });
        output.textures_delta.clear();
    }

    #[test]
    fn a_font_without_the_feature_stays_as_it_is() {
        for bytes in [vec![], vec![0; 40], b"OTTO\0\x01GSUB".to_vec()] {
            assert_eq!(with_tabular_figures(bytes.clone()), bytes);
        }
    }
}

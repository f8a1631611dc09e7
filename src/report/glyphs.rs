//! The bundled font: as outlines for pixels, and registered with plotters for its own charts and for SVG.
//! It places letters one after another; shaping of complex scripts is not its business.

use std::sync::OnceLock;

use ab_glyph::{Font, FontRef, ScaleFont};
use plotters::style::{FontStyle, register_font};

use crate::scene::Weight;

use super::ReportError;

/// The name SVG files give the font, with what a reader without it falls back on.
pub(super) const FAMILY: &str = "Inter, Helvetica, Arial, sans-serif";

const REGULAR: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.otf");
const SEMI_BOLD: &[u8] = include_bytes!("../../assets/fonts/Inter-SemiBold.otf");

/// Both weights.
pub(super) struct Fonts {
    regular: FontRef<'static>,
    semi_bold: FontRef<'static>,
}

/// The fonts, read and registered at the first call.
pub(super) fn fonts() -> Result<&'static Fonts, ReportError> {
    static FONTS: OnceLock<Option<Fonts>> = OnceLock::new();
    FONTS.get_or_init(read).as_ref().ok_or(ReportError::Font)
}

fn read() -> Option<Fonts> {
    for family in [FAMILY, "sans-serif"] {
        register_font(family, FontStyle::Normal, REGULAR).ok()?;
        register_font(family, FontStyle::Bold, SEMI_BOLD).ok()?;
    }
    let read = |bytes| FontRef::try_from_slice(bytes).ok();
    Some(Fonts { regular: read(REGULAR)?, semi_bold: read(SEMI_BOLD)? })
}

impl Fonts {
    fn of(&self, weight: Weight) -> &FontRef<'static> {
        match weight {
            Weight::Regular => &self.regular,
            Weight::SemiBold => &self.semi_bold,
        }
    }

    /// Size that `ab_glyph` calls a scale: from ascender to descender, for a size of one em.
    fn scale(font: &FontRef<'static>, em: f32) -> f32 {
        font.units_per_em().map_or(em, |units| em * font.height_unscaled() / units)
    }

    /// The width of a text at a size, in the unit of the size.
    pub fn width(&self, text: &str, em: f32, weight: Weight) -> f32 {
        let font = self.of(weight);
        let scaled = font.as_scaled(Self::scale(font, em));
        let mut width = 0.0;
        let mut before = None;
        for letter in text.chars() {
            let glyph = scaled.glyph_id(letter);
            width += before.map_or(0.0, |before| scaled.kern(before, glyph)) + scaled.h_advance(glyph);
            before = Some(glyph);
        }
        width
    }

    /// Calls `dot` with each pixel that a text covers, and how much of it, for a text that starts on the base line at
    /// a point.
    pub fn draw(
        &self,
        text: &str,
        (mut x, y): (f32, f32),
        em: f32,
        weight: Weight,
        mut dot: impl FnMut(i32, i32, f32),
    ) {
        let font = self.of(weight);
        let scale = Self::scale(font, em);
        let scaled = font.as_scaled(scale);
        let mut before = None;
        for letter in text.chars() {
            let id = scaled.glyph_id(letter);
            x += before.map_or(0.0, |before| scaled.kern(before, id));
            let glyph = id.with_scale_and_position(scale, ab_glyph::point(x, y));
            if let Some(outline) = font.outline_glyph(glyph) {
                let bounds = outline.px_bounds();
                outline.draw(|dx, dy, cover| {
                    dot(bounds.min.x as i32 + dx as i32, bounds.min.y as i32 + dy as i32, cover.min(1.0));
                });
            }
            x += scaled.h_advance(id);
            before = Some(id);
        }
    }
}

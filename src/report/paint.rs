//! Draws the shapes of a scene on any plotters backend.
//! Backends count in whole units, so a logical pixel is given as many as the medium needs; colours come from a theme.

use plotters::backend::DrawingBackend;
use plotters::style::text_anchor::{HPos, Pos as TextPos, VPos};
use plotters::style::{FontStyle, IntoFont, RGBAColor, ShapeStyle};

use crate::scene::{Anchor, Area, Ink, Item, Pixels, Pos, Rgb, Shape, Stroke, Text, Theme, Weight};

use super::ReportError;
use super::glyphs::{FAMILY, Fonts};

/// Distance of two diagonals of a hatch, in logical pixels.
const HATCH: f32 = 7.0;
/// Distance of two dots, in logical pixels.
const DOTS: f32 = 7.0;
/// Half the height of a capital of the bundled font, in ems.
const HALF_CAPITAL: f32 = 0.3636;
/// Half the height of a small letter, in ems: where the SVG backend puts the middle of a text.
const HALF_SMALL: f32 = 0.273;

/// What a backend draws on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Medium {
    /// Shapes stay shapes: edges are exact and text is text.
    Vector,
    /// Pixels: text is drawn letter by letter. A pixel of the finished picture is so many units wide.
    Pixels {
        /// Units in a pixel of the finished picture.
        each: i32,
    },
}

/// A backend with all that painting on it takes.
pub(super) struct Painter<'a, B> {
    pub backend: &'a mut B,
    pub theme: &'a Theme,
    pub fonts: &'a Fonts,
    /// Backend units in a logical pixel.
    pub unit: f32,
    pub medium: Medium,
}

type Painted = Result<(), ReportError>;

fn refused<E>(_: E) -> ReportError {
    ReportError::Paint
}

fn colour(rgb: Rgb) -> RGBAColor {
    RGBAColor(rgb.r, rgb.g, rgb.b, f64::from(rgb.a) / 255.0)
}

impl<B: DrawingBackend> Painter<'_, B> {
    /// Draws items from back to front.
    pub fn items(&mut self, items: &[Item]) -> Painted {
        items.iter().try_for_each(|item| self.shape(&item.shape))
    }

    fn shape(&mut self, shape: &Shape) -> Painted {
        match shape {
            Shape::Rect { area, radius, fill, stroke } => self.rect(*area, *radius, *fill, *stroke),
            Shape::Line { from, to, stroke } => self.line(*from, *to, *stroke),
            Shape::Polyline { points, stroke } => self.path(points, *stroke),
            Shape::Circle { centre, radius, fill, stroke } => self.circle(*centre, *radius, *fill, *stroke),
            Shape::Triangle { corners, fill } => self.polygon(corners, self.theme.rgb(*fill)),
            Shape::Text(text) => self.text(text),
            Shape::Hatch { area, ink } => self.hatch(*area, *ink),
            Shape::Dots { area, ink } => self.dots(*area, *ink),
            Shape::Image { area, clip, pixels } => self.image(*area, *clip, pixels),
        }
    }

    fn at(&self, pos: Pos) -> (i32, i32) {
        ((pos.x * self.unit).round() as i32, (pos.y * self.unit).round() as i32)
    }

    fn style(&self, stroke: Stroke) -> ShapeStyle {
        let width = (stroke.width * self.unit).round().max(1.0) as u32;
        ShapeStyle { color: colour(self.theme.rgb(stroke.ink)), filled: false, stroke_width: width }
    }

    /// Fills from one corner up to, and without, another; nothing is thinner than a unit.
    fn fill(&mut self, from: (i32, i32), to: (i32, i32), rgb: Rgb) -> Painted {
        let to = (to.0.max(from.0 + 1), to.1.max(from.1 + 1));
        self.backend.draw_rect(from, to, &colour(rgb), true).map_err(refused)
    }

    fn rect(&mut self, area: Area, radius: f32, fill: Option<Ink>, stroke: Option<Stroke>) -> Painted {
        let radius = radius.min(area.w / 2.0).min(area.h / 2.0);
        let (from, to) = (Pos::new(area.x, area.y), Pos::new(area.right(), area.bottom()));
        if let Some(ink) = fill {
            if radius * self.unit < 1.5 {
                self.fill(self.at(from), self.at(to), self.theme.rgb(ink))?;
            } else {
                self.polygon(&rounded(area, radius), self.theme.rgb(ink))?;
            }
        }
        let Some(stroke) = stroke else { return Ok(()) };
        let inset = stroke.width / 2.0;
        let inner = Area::new(area.x + inset, area.y + inset, area.w - 2.0 * inset, area.h - 2.0 * inset);
        let mut outline = rounded(inner, radius.min(inner.w / 2.0).min(inner.h / 2.0).max(0.0));
        outline.push(outline[0]);
        outline.push(outline[1]);
        self.path(&outline, stroke)
    }

    fn line(&mut self, from: Pos, to: Pos, stroke: Stroke) -> Painted {
        let upright = (from.x - to.x).abs() < 0.01;
        if !upright && (from.y - to.y).abs() >= 0.01 {
            return self.path(&[from, to], stroke);
        }
        // Upright and level lines fill whole pixels, so that they stay sharp.
        let each = match self.medium {
            Medium::Vector => 1,
            Medium::Pixels { each } => each,
        };
        let snap = |units: f32| (units / each as f32).round() as i32 * each;
        let width = snap(stroke.width * self.unit).max(each);
        let edge = |middle: f32| snap(middle * self.unit - width as f32 / 2.0);
        let rgb = self.theme.rgb(stroke.ink);
        let ((left, top), (right, bottom)) = (
            self.at(Pos::new(from.x.min(to.x), from.y.min(to.y))),
            self.at(Pos::new(from.x.max(to.x), from.y.max(to.y))),
        );
        if upright {
            let x = edge(from.x);
            self.fill((x, top), (x + width, bottom), rgb)
        } else {
            let y = edge(from.y);
            self.fill((left, y), (right, y + width), rgb)
        }
    }

    fn path(&mut self, points: &[Pos], stroke: Stroke) -> Painted {
        let style = self.style(stroke);
        let points: Vec<(i32, i32)> = points.iter().map(|point| self.at(*point)).collect();
        self.backend.draw_path(points, &style).map_err(refused)
    }

    fn polygon(&mut self, corners: &[Pos], rgb: Rgb) -> Painted {
        let corners: Vec<(i32, i32)> = corners.iter().map(|corner| self.at(*corner)).collect();
        self.backend.fill_polygon(corners, &colour(rgb)).map_err(refused)
    }

    fn circle(&mut self, centre: Pos, radius: f32, fill: Option<Ink>, stroke: Option<Stroke>) -> Painted {
        let at = self.at(centre);
        let units = (radius * self.unit).round().max(1.0) as u32;
        if let Some(ink) = fill {
            let rgb = colour(self.theme.rgb(ink));
            self.backend.draw_circle(at, units, &rgb, true).map_err(refused)?;
        }
        let Some(stroke) = stroke else { return Ok(()) };
        let around = Area::new(centre.x - radius, centre.y - radius, radius * 2.0, radius * 2.0);
        self.rect(around, radius, None, Some(stroke))
    }

    fn hatch(&mut self, area: Area, ink: Ink) -> Painted {
        let stroke = Stroke::new(ink, 0.6);
        // Diagonals run from lower left to upper right: x + y is the same all along one, and a multiple of the distance.
        let first = ((area.x + area.y) / HATCH).ceil() as i64;
        let last = ((area.right() + area.bottom()) / HATCH).floor() as i64;
        for n in first..=last {
            let sum = n as f32 * HATCH;
            let from = Pos::new((sum - area.bottom()).max(area.x), (sum - area.x).min(area.bottom()));
            let to = Pos::new((sum - area.y).min(area.right()), (sum - area.right()).max(area.y));
            if to.x - from.x > 0.5 {
                self.path(&[from, to], stroke)?;
            }
        }
        Ok(())
    }

    fn dots(&mut self, area: Area, ink: Ink) -> Painted {
        let rgb = self.theme.rgb(ink);
        let range =
            |from: f32, to: f32| ((from + 1.0) / DOTS).ceil() as i64..=((to - 1.0) / DOTS).floor() as i64;
        for row in range(area.y, area.bottom()) {
            for column in range(area.x, area.right()) {
                let (x, y) = self.at(Pos::new(column as f32 * DOTS - 0.6, row as f32 * DOTS - 0.6));
                let size = (1.2 * self.unit).round() as i32;
                self.fill((x, y), (x + size, y + size), rgb)?;
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &Text) -> Painted {
        if text.text.is_empty() {
            return Ok(());
        }
        match self.medium {
            Medium::Vector => self.written(text),
            Medium::Pixels { .. } => self.lettered(text),
        }
    }

    /// Text as text. The backend divides sizes by 1.24 and centres on the middle of small letters.
    fn written(&mut self, text: &Text) -> Painted {
        let size = text.size.px();
        let style = match text.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::SemiBold => FontStyle::Bold,
        };
        let anchor = match text.anchor {
            Anchor::Left => HPos::Left,
            Anchor::Centre => HPos::Center,
            Anchor::Right => HPos::Right,
        };
        let font = (FAMILY, f64::from(size * self.unit) * 1.24).into_font().style(style);
        let style = font.color(&colour(self.theme.rgb(text.ink))).pos(TextPos::new(anchor, VPos::Center));
        let at = self.at(Pos::new(text.at.x, text.at.y + (HALF_CAPITAL - HALF_SMALL) * size));
        self.backend.draw_text(&text.text, &style, at).map_err(refused)
    }

    fn lettered(&mut self, text: &Text) -> Painted {
        let em = text.size.px() * self.unit;
        let width = self.fonts.width(&text.text, em, text.weight);
        let x = match text.anchor {
            Anchor::Left => 0.0,
            Anchor::Centre => width / 2.0,
            Anchor::Right => width,
        };
        let start = (text.at.x * self.unit - x, text.at.y * self.unit + HALF_CAPITAL * em);
        let rgb = self.theme.rgb(text.ink);
        let mut painted = Ok(());
        let backend = &mut *self.backend;
        self.fonts.draw(&text.text, start, em, text.weight, |x, y, cover| {
            if cover > 0.0 && painted.is_ok() {
                let ink = RGBAColor(rgb.r, rgb.g, rgb.b, f64::from(cover) * f64::from(rgb.a) / 255.0);
                let ink = plotters::style::Color::to_backend_color(&ink);
                painted = backend.draw_pixel((x, y), ink).map_err(refused);
            }
        });
        painted
    }

    /// Stretches an image over its area, taking the nearest pixel, in runs of equal colour.
    fn image(&mut self, area: Area, clip: Area, pixels: &Pixels) -> Painted {
        if pixels.width == 0 || pixels.height == 0 || area.w <= 0.0 || area.h <= 0.0 {
            return Ok(());
        }
        let (left, top) = self.at(Pos::new(area.x.max(clip.x), area.y.max(clip.y)));
        let (right, bottom) =
            self.at(Pos::new(area.right().min(clip.right()), area.bottom().min(clip.bottom())));
        let units = self.unit;
        let source = |unit: i32, from: f32, size: f32, count: usize| {
            let share = ((unit as f32 + 0.5) / units - from) / size;
            ((share * count as f32) as usize).min(count - 1)
        };
        let columns: Vec<usize> = (left..right).map(|x| source(x, area.x, area.w, pixels.width)).collect();
        for y in top..bottom {
            let line = source(y, area.y, area.h, pixels.height) * pixels.width;
            let mut run = 0;
            while run < columns.len() {
                let rgba = pixels.rgba[line + columns[run]];
                let same = columns[run..].iter().take_while(|column| pixels.rgba[line + **column] == rgba);
                let after = run + same.count();
                if rgba[3] > 0 {
                    let rgb = Rgb { r: rgba[0], g: rgba[1], b: rgba[2], a: rgba[3] };
                    self.fill((left + run as i32, y), (left + after as i32, y + 1), rgb)?;
                }
                run = after;
            }
        }
        Ok(())
    }
}

/// The corners of a rectangle whose own corners are rounded with five points each.
fn rounded(area: Area, radius: f32) -> Vec<Pos> {
    let middles = [
        (area.right() - radius, area.y + radius, -90.0f32),
        (area.right() - radius, area.bottom() - radius, 0.0),
        (area.x + radius, area.bottom() - radius, 90.0),
        (area.x + radius, area.y + radius, 180.0),
    ];
    let steps = if radius < 0.5 {
        1
    } else if radius < 5.0 {
        5
    } else {
        13
    };
    let corner = |(x, y, from): (f32, f32, f32)| {
        (0..steps).map(move |step| {
            let turn = if steps == 1 { 45.0 } else { 90.0 * step as f32 / (steps - 1) as f32 };
            let (sin, cos) = (from + turn).to_radians().sin_cos();
            Pos::new(x + radius * cos, y + radius * sin)
        })
    };
    middles.into_iter().flat_map(corner).collect()
}

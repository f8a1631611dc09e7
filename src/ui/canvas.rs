//! Paints a scene with the toolkit: the only place where shapes of a picture become shapes of the window.
//! It lays nothing out and reacts to nothing.

use std::fmt;
use std::sync::Arc;

use egui::epaint::Mesh;
use egui::{
    Align2, Color32, ColorImage, Context, FontId, Painter, Pos2, Rect, Shape as EguiShape, TextureHandle,
    TextureId, TextureOptions, Vec2,
};

use crate::scene::population::Marks;
use crate::scene::{Anchor, Area, Ink, Pixels, Pos, Scene, Shape, Stroke, Text, Theme, Weight};
use crate::workspace::{Picture, Prepared};

use super::theme::{UNTINTED, colour, semibold};

/// Distance between lines of hatching and between dots, in logical pixels.
const PATTERN_STEP: f32 = 6.0;

/// The image that was shown last, already on its way to the screen.
#[derive(Default)]
pub struct ImageCache {
    last: Option<(Arc<Pixels>, TextureHandle)>,
}

impl fmt::Debug for ImageCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.last.is_some() { "ImageCache(one)" } else { "ImageCache(none)" })
    }
}

impl ImageCache {
    /// Takes over the image of a picture as [`prepare`] made it, so that nothing is left to be done but to show it.
    pub fn take_in(&mut self, ctx: &Context, picture: &Picture) {
        let (Marks::Many(pixels), Some(prepared)) = (&picture.drawn.marks, &picture.prepared) else { return };
        if let Ok(image) = Arc::clone(prepared).downcast::<ColorImage>() {
            self.set(ctx, pixels, || image);
        }
    }

    /// Shows these pixels from now on, unless it does already.
    fn set(
        &mut self,
        ctx: &Context,
        pixels: &Arc<Pixels>,
        image: impl FnOnce() -> Arc<ColorImage>,
    ) -> TextureId {
        if let Some((last, texture)) = &mut self.last {
            if !Arc::ptr_eq(last, pixels) {
                texture.set(image(), TextureOptions::NEAREST);
                *last = Arc::clone(pixels);
            }
            return texture.id();
        }
        let texture = ctx.load_texture("journeys", image(), TextureOptions::NEAREST);
        let id = texture.id();
        self.last = Some((Arc::clone(pixels), texture));
        id
    }
}

/// An image as the toolkit wants it.
pub fn prepare(pixels: &Pixels) -> Prepared {
    Arc::new(image(pixels))
}

fn image(pixels: &Pixels) -> ColorImage {
    ColorImage::from_rgba_unmultiplied([pixels.width, pixels.height], pixels.rgba.as_flattened())
}

/// Paints a scene with its top left corner at `origin`.
pub fn paint(painter: &Painter, origin: Pos2, scene: &Scene, theme: &Theme, images: &mut ImageCache) {
    let mut brush = Brush { painter, origin: origin.to_vec2(), theme, images, mesh: Mesh::default() };
    for item in &scene.items {
        brush.shape(&item.shape);
    }
    brush.flush();
}

/// Collects plain rectangles into one mesh, which costs a tenth of a shape each, and keeps the order with all others.
struct Brush<'a> {
    painter: &'a Painter,
    origin: Vec2,
    theme: &'a Theme,
    images: &'a mut ImageCache,
    mesh: Mesh,
}

impl Brush<'_> {
    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Rect { area, radius, fill: Some(fill), stroke: None } if *radius == 0.0 => {
                let (rect, colour) = (self.rect(*area), self.colour(*fill));
                self.mesh.add_colored_rect(rect, colour);
            }
            Shape::Hatch { area, ink } => self.hatch(*area, *ink),
            Shape::Dots { area, ink } => self.dots(*area, *ink),
            other => {
                self.flush();
                self.single(other);
            }
        }
    }

    fn single(&mut self, shape: &Shape) {
        match shape {
            Shape::Rect { area, radius, fill, stroke } => {
                let (fill, stroke) = (self.fill(*fill), self.outline(*stroke));
                self.painter.rect(self.rect(*area), *radius, fill, stroke, egui::StrokeKind::Inside);
            }
            Shape::Line { from, to, stroke } => {
                self.painter.line_segment([self.pos(*from), self.pos(*to)], self.stroke(*stroke));
            }
            Shape::Polyline { points, stroke } => {
                let points = points.iter().map(|&point| self.pos(point)).collect();
                self.painter.line(points, self.stroke(*stroke));
            }
            Shape::Circle { centre, radius, fill, stroke } => {
                let (fill, stroke) = (self.fill(*fill), self.outline(*stroke));
                self.painter.circle(self.pos(*centre), *radius, fill, stroke);
            }
            Shape::Triangle { corners, fill } => {
                let corners = corners.iter().map(|&corner| self.pos(corner)).collect();
                let fill = self.colour(*fill);
                self.painter.add(EguiShape::convex_polygon(corners, fill, egui::Stroke::NONE));
            }
            Shape::Text(text) => self.text(text),
            Shape::Image { area, clip, pixels } => {
                let texture = self.images.set(self.painter.ctx(), pixels, || Arc::new(image(pixels)));
                let whole = Rect::from_min_max(Pos2::ZERO, Pos2::new(1.0, 1.0));
                let clip = self.rect(*clip).intersect(self.painter.clip_rect());
                self.painter.with_clip_rect(clip).image(texture, self.rect(*area), whole, UNTINTED);
            }
            Shape::Hatch { .. } | Shape::Dots { .. } => {}
        }
    }

    fn text(&self, text: &Text) {
        let align = match text.anchor {
            Anchor::Left => Align2::LEFT_CENTER,
            Anchor::Centre => Align2::CENTER_CENTER,
            Anchor::Right => Align2::RIGHT_CENTER,
        };
        let font = match text.weight {
            Weight::Regular => FontId::proportional(text.size.px()),
            Weight::SemiBold => semibold(text.size.px()),
        };
        self.painter.text(self.pos(text.at), align, &text.text, font, self.colour(text.ink));
    }

    /// Diagonal lines, each cut off at the edges of the area.
    fn hatch(&mut self, area: Area, ink: Ink) {
        let colour = self.colour(ink);
        let rect = self.rect(area).intersect(self.painter.clip_rect());
        if !rect.is_positive() {
            return;
        }
        // Lines are fixed to the window, so that neighbouring areas join and nothing swims while panning.
        let mut sum = ((rect.left() + rect.top()) / PATTERN_STEP).floor() * PATTERN_STEP;
        while sum < rect.right() + rect.bottom() {
            let x = |y: f32| (sum - y).clamp(rect.left(), rect.right());
            let (low, high) = (x(rect.bottom()), x(rect.top()));
            if high > low {
                self.diagonal(Pos2::new(low, sum - low), Pos2::new(high, sum - high), colour);
            }
            sum += PATTERN_STEP;
        }
    }

    /// A thin line as two triangles of the mesh.
    fn diagonal(&mut self, from: Pos2, to: Pos2, colour: Color32) {
        let first = self.mesh.vertices.len() as u32;
        let half = Vec2::new(0.4, 0.4);
        for corner in [from - half, from + half, to - half, to + half] {
            self.mesh.colored_vertex(corner, colour);
        }
        self.mesh.add_triangle(first, first + 1, first + 2);
        self.mesh.add_triangle(first + 1, first + 2, first + 3);
    }

    fn dots(&mut self, area: Area, ink: Ink) {
        let colour = self.colour(ink);
        let rect = self.rect(area).intersect(self.painter.clip_rect());
        let on_grid = |from: f32| (from / PATTERN_STEP).ceil() * PATTERN_STEP;
        let mut y = on_grid(rect.top() + 1.0);
        while y < rect.bottom() - 1.0 {
            let mut x = on_grid(rect.left() + 1.0);
            while x < rect.right() - 1.0 {
                self.mesh.add_colored_rect(Rect::from_center_size(Pos2::new(x, y), Vec2::splat(1.3)), colour);
                x += PATTERN_STEP;
            }
            y += PATTERN_STEP;
        }
    }

    fn flush(&mut self) {
        if !self.mesh.is_empty() {
            self.painter.add(EguiShape::mesh(std::mem::take(&mut self.mesh)));
        }
    }

    fn pos(&self, pos: Pos) -> Pos2 {
        Pos2::new(pos.x, pos.y) + self.origin
    }

    fn rect(&self, area: Area) -> Rect {
        Rect::from_min_size(self.pos(Pos::new(area.x, area.y)), Vec2::new(area.w, area.h))
    }

    fn colour(&self, ink: Ink) -> Color32 {
        colour(self.theme.rgb(ink))
    }

    fn fill(&self, ink: Option<Ink>) -> Color32 {
        ink.map_or(Color32::TRANSPARENT, |ink| self.colour(ink))
    }

    fn stroke(&self, stroke: Stroke) -> egui::Stroke {
        egui::Stroke::new(stroke.width, self.colour(stroke.ink))
    }

    fn outline(&self, stroke: Option<Stroke>) -> egui::Stroke {
        stroke.map_or(egui::Stroke::NONE, |stroke| self.stroke(stroke))
    }
}

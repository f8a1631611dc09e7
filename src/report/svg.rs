//! A scene as the text of an SVG file.
//! Images are embedded as PNG; a title and a description say in words what the picture shows.

use std::fmt::Write;

use plotters::backend::{DrawingBackend, SVGBackend};

use crate::scene::{Area, Item, Pixels, Scene, Shape, Theme};

use super::ReportError;
use super::glyphs::fonts;
use super::paint::{Medium, Painter};
use super::png::encode_image;

/// Backend units in a logical pixel: the backend counts in whole numbers.
const UNIT: f32 = 10.0;

/// The picture as an SVG file.
pub fn to_svg(scene: &Scene, theme: &Theme) -> Result<String, ReportError> {
    let units = |logical: f32| (logical * UNIT).ceil() as u32;
    let (width, height) = (units(scene.width), units(scene.height));
    if width == 0 || height == 0 {
        return Err(ReportError::Size);
    }
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n",
        scene.width, scene.height
    );
    let title = scene.description.split(": ").next().unwrap_or_default();
    let _ = writeln!(svg, "<title>{}</title>", escaped(title));
    let _ = writeln!(svg, "<desc>{}</desc>", escaped(&scene.description));
    let is_image = |item: &Item| matches!(item.shape, Shape::Image { .. });
    for part in scene.items.chunk_by(|a, b| !is_image(a) && !is_image(b)) {
        match part {
            [Item { shape: Shape::Image { area, clip, pixels }, .. }] => {
                image(&mut svg, *area, *clip, pixels)?;
            }
            shapes => svg.push_str(&inner(shapes, theme, (width, height))?),
        }
    }
    svg.push_str("</svg>\n");
    Ok(svg)
}

/// What the backend writes for some items, without the element it puts around them.
fn inner(items: &[Item], theme: &Theme, size: (u32, u32)) -> Result<String, ReportError> {
    let mut text = String::new();
    {
        let mut backend = SVGBackend::with_string(&mut text, size);
        let medium = Medium::Vector;
        let mut painter = Painter { backend: &mut backend, theme, fonts: fonts()?, unit: UNIT, medium };
        painter.items(items)?;
        backend.present().map_err(|_| ReportError::Paint)?;
    }
    let from = text.find(">\n").map_or(0, |at| at + 2);
    let to = text.rfind("</svg>").unwrap_or(text.len());
    Ok(text.get(from..to).unwrap_or_default().to_owned())
}

fn image(svg: &mut String, area: Area, clip: Area, pixels: &Pixels) -> Result<(), ReportError> {
    if pixels.width == 0 || pixels.height == 0 {
        return Ok(());
    }
    let bytes = encode_image(pixels)?;
    let unit = |logical: f32| (logical * UNIT).round() as i64;
    // The inner element cuts off whatever of the image lies outside of it.
    let _ = writeln!(
        svg,
        "<svg x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"><image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" \
         preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" href=\"data:image/png;base64,{}\"/></svg>",
        unit(clip.x),
        unit(clip.y),
        unit(clip.w),
        unit(clip.h),
        unit(area.x - clip.x),
        unit(area.y - clip.y),
        unit(area.w),
        unit(area.h),
        base64(&bytes)
    );
    Ok(())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// RFC 4648, with padding.
pub(super) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits =
            three.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for at in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * at) & 63) as usize];
            text.push(if at <= three.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

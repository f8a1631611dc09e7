//! A scene as the bytes of a PNG file.
//! It draws at twice the size and averages, which smooths every edge the same way.

use plotters::backend::{BitMapBackend, DrawingBackend};

use crate::scene::{Pixels, Scene, Theme};

use super::ReportError;
use super::glyphs::fonts;
use super::paint::{Medium, Painter};

/// Units a pixel is drawn in, each way.
const EACH: usize = 2;
/// The most pixels a picture may have.
const MOST: usize = 60_000_000;

/// The picture with `scale` pixels to a logical one, as a PNG file.
pub fn to_png(scene: &Scene, theme: &Theme, scale: f32) -> Result<Vec<u8>, ReportError> {
    let (width, height, rgb) = pixels(scene, theme, scale)?;
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width as u32, height as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(|_| ReportError::Encode)?;
    writer.write_image_data(&rgb).map_err(|_| ReportError::Encode)?;
    writer.finish().map_err(|_| ReportError::Encode)?;
    Ok(bytes)
}

/// Width, height and the red, green and blue of each pixel.
fn pixels(scene: &Scene, theme: &Theme, scale: f32) -> Result<(usize, usize, Vec<u8>), ReportError> {
    let size = |logical: f32| (logical * scale).ceil() as usize;
    let (width, height) = (size(scene.width), size(scene.height));
    if width == 0 || height == 0 || width.saturating_mul(height) > MOST {
        return Err(ReportError::Size);
    }
    let ground = theme.ink.background;
    let mut large = [ground.r, ground.g, ground.b].repeat(width * EACH * height * EACH);
    {
        let units = ((width * EACH) as u32, (height * EACH) as u32);
        let mut backend = BitMapBackend::with_buffer(&mut large, units);
        let medium = Medium::Pixels { each: EACH as i32 };
        let unit = scale * EACH as f32;
        let mut painter = Painter { backend: &mut backend, theme, fonts: fonts()?, unit, medium };
        painter.items(&scene.items)?;
        backend.present().map_err(|_| ReportError::Paint)?;
    }
    Ok((width, height, averaged(&large, width, height)))
}

fn averaged(large: &[u8], width: usize, height: usize) -> Vec<u8> {
    let mut small = Vec::with_capacity(width * height * 3);
    let part = |x: usize, y: usize, channel: usize| u32::from(large[(y * width * EACH + x) * 3 + channel]);
    for y in 0..height {
        for x in 0..width {
            for channel in 0..3 {
                let (x, y) = (x * EACH, y * EACH);
                let sum = part(x, y, channel)
                    + part(x + 1, y, channel)
                    + part(x, y + 1, channel)
                    + part(x + 1, y + 1, channel);
                small.push((sum / 4) as u8);
            }
        }
    }
    small
}

/// An image inside a picture, with its opacity, as a PNG file.
pub(super) fn encode_image(image: &Pixels) -> Result<Vec<u8>, ReportError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, image.width as u32, image.height as u32);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(|_| ReportError::Encode)?;
    writer.write_image_data(image.rgba.as_flattened()).map_err(|_| ReportError::Encode)?;
    writer.finish().map_err(|_| ReportError::Encode)?;
    Ok(bytes)
}

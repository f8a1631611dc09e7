//! Scenes as files: the painter for any plotters backend, and the bytes of an SVG or a PNG.
//! It writes no file and decides nothing about what a picture shows.

pub mod care_path;
pub mod coverage;
mod export;
pub mod findings;
pub mod gaps;
mod glyphs;
mod paint;
mod png;
mod svg;
pub mod table;
#[cfg(test)]
mod test;
pub mod words;

use std::fmt;

pub use png::to_png;
pub use svg::to_svg;

/// Why a picture could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportError {
    /// It would have no pixel, or more than can be held.
    Size,
    /// The bundled font cannot be read.
    Font,
    /// A painter's backend refused.
    Paint,
    /// The bytes could not be packed.
    Encode,
    /// A picture that has no table was asked for as one.
    NoTable,
    /// What it would show has not been computed.
    Nothing,
}

impl fmt::Display for ReportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Size => "the picture is too small or too large to be drawn",
            Self::Font => "the bundled font cannot be read",
            Self::Paint => "the picture could not be drawn",
            Self::Nothing => "there is nothing to draw",
            Self::Encode => "the picture could not be written as a file",
            Self::NoTable => "this picture has no table; save it as SVG or PNG",
        })
    }
}

impl std::error::Error for ReportError {}

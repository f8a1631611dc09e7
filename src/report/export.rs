//! A chart as the bytes of a file, in every form that charts leave in.
//! It writes no file, and knows neither picture nor table before it is asked for one.

use crate::scene::{Scene, Theme};

use super::coverage::{Caption, Format, captioned};
use super::{ReportError, to_png, to_svg};

/// The picture with its caption, or the table without; what is not there cannot leave. Only what the format wants is
/// made.
pub(super) fn exported(
    format: Format,
    (picture, table): (impl FnOnce() -> Option<Scene>, impl FnOnce() -> Option<String>),
    caption: &Caption,
    theme: &Theme,
) -> Result<Vec<u8>, ReportError> {
    let captioned = || picture().map(|scene| captioned(&scene, caption)).ok_or(ReportError::Nothing);
    match format {
        Format::Svg => to_svg(&captioned()?, theme).map(String::into_bytes),
        Format::Png { scale } => to_png(&captioned()?, theme, scale),
        Format::Csv => table().map(String::into_bytes).ok_or(ReportError::Nothing),
    }
}

//! The charts of the gaps screen as something that can be saved: the picture with its caption, and its table.
//! It lays nothing out itself and writes nothing.

use crate::i18n::Texts;
use crate::scene::Theme;
use crate::ui::export::Offer;
use crate::workspace::Workspace;

use super::GapsState;

/// The chart that was asked for; nothing before anything was found.
pub fn offer(_: &GapsState, _: &Workspace, _: &Theme, _: &Texts) -> Option<Offer> {
    None
}

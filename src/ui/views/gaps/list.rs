//! The gaps one by one: narrowed by kind, explanation, source and phase, in any order.
//! Rows are drawn only where they are in sight.

use egui::{ScrollArea, Ui};

use crate::compute::gaps::say;
use crate::ui::views::coverage::grid;
use crate::ui::views::coverage::menu::{MarkMenu, Wanted};
use crate::ui::{Ctx, theme, widgets};
use crate::workspace::{Command, GapId, GapsLook, GapsPick};

use super::GapsState;

/// What the list keeps from frame to frame.
#[derive(Debug, Default)]
pub struct ListState {
    /// The gap that the table last scrolled to.
    scrolled_to: Option<GapId>,
}

/// Shows the panel.
pub fn list_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut GapsState) {
    let results = ctx.workspace.gaps();
    let (Some(found), Some(listed)) = (results.found.value().cloned(), results.listed.value().cloned())
    else {
        widgets::nothing(ui, &ctx.texts.t("state-looking"), ctx.theme);
        return;
    };
    let Some(store) = ctx.workspace.store().cloned() else { return };
    let look = *ctx.workspace.gaps_look();
    state.list.scrolled_to = look.picked;
    let about = ctx.texts.ta("gaps-listed", &[("n", listed.rows.len().into())]);
    grid::savable(ui, ctx, &ctx.texts.t("gaps-list"), &about, false);
    let open = widgets::link(ui, &ctx.texts.t("findings-open"), ctx.theme);
    if open.clicked() {
        let wanted = Wanted::Gaps(GapsPick::Listed);
        state.menu = Some(MarkMenu::new(open.rect.left_bottom(), ctx.texts.t("gaps-of-list"), wanted));
    }
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, 20.0, listed.rows.len(), |ui, rows| {
        for at in rows {
            let Some(gap) = listed.rows.get(at).and_then(|at| found.list.get(*at as usize)) else { continue };
            let id = GapId::of(gap);
            let text = format!(
                "{} {} {}",
                store.head().keys.text(gap.patient.index()),
                ctx.texts.say(&say::kind(gap.kind)),
                ctx.texts.say(&say::explanation(gap.explanation))
            );
            if ui.selectable_label(look.picked == Some(id), theme::muted(text, ctx.theme)).clicked() {
                ctx.send(Command::LookAtGaps(GapsLook { picked: Some(id), ..look }));
            }
        }
    });
}

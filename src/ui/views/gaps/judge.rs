//! The reviewer's judgement of the gap that is picked, with how often gaps of its kind were judged to be errors so far.
//! It judges nothing by itself; on the patient screen it stands under the same gap.

use egui::{Ui, vec2};

use crate::compute::gaps::say;
use crate::compute::precision::measure;
use crate::model::{About, GapKind};
use crate::ui::views::coverage::grid;
use crate::ui::views::findings::about::precision_words;
use crate::ui::views::findings::judge::{self, JudgeState};
use crate::ui::{Ctx, theme};

use super::{GapsState, card};

/// The height that judging takes at the foot.
const HEIGHT: f32 = 164.0;

/// The least width at which judging stands beside the card.
const WIDE: f32 = 560.0;

/// Shows the card of the gap that is picked, and judging beside it, or at its foot where it is narrow.
pub fn judged_card_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut GapsState) {
    let picked = ctx.workspace.picked_gap().map(|(_, gap)| gap.kind);
    if let Some(kind) = picked.filter(|_| ui.available_width() > WIDE) {
        let height = ui.available_height();
        grid::row(ui, height, &[1.0, 1.0], |ui, n| match n {
            0 => card::card_ui(ui, ctx),
            _ => judge_ui(ui, ctx, &mut state.judge, kind),
        });
        return;
    }
    let foot = if picked.is_some() { HEIGHT } else { 0.0 };
    let height = (ui.available_height() - foot).max(60.0);
    ui.allocate_ui(vec2(ui.available_width(), height), |ui| {
        ui.set_min_height(height);
        card::card_ui(ui, ctx);
    });
    if let Some(kind) = picked {
        judge_ui(ui, ctx, &mut state.judge, kind);
    }
}

/// Shows judging of the gap that is picked, which is of a kind.
pub fn judge_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut JudgeState, kind: GapKind) {
    let Some(anchor) = ctx.workspace.picked_anchor() else { return };
    judge::judge_ui(ui, ctx, state, anchor);
    let judged = measure(&ctx.workspace.project().judgements);
    let of = judged.get(&About::Gap(kind.name().to_owned())).and_then(|by_source| by_source.get(&None));
    if let Some(measured) = of {
        let name = ctx.texts.say(&say::kind(kind));
        let words = precision_words(ctx, measured, &name);
        ui.add(egui::Label::new(theme::muted(words, ctx.theme)).wrap());
    }
}

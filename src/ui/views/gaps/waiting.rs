//! How long it takes from one phase to another: a transition to choose, its density and survival curve, and the threshold
//! of silences on them, to be dragged. It counts nothing.

use std::sync::Arc;

use egui::{CursorIcon, Ui};

use crate::base::PhaseId;
use crate::compute::gaps::times::Transition;
use crate::compute::gaps::who::Wait;
use crate::report::gaps::Times;
use crate::report::words::Worded;
use crate::scene::gaps::waiting::{self, WaitingSpec};
use crate::scene::gaps::{Chart as Kind, GapsHit};
use crate::ui::icons::Icon;
use crate::ui::views::coverage::chart::{Chart, Same};
use crate::ui::views::coverage::grid;
use crate::ui::views::coverage::menu::Wanted;
use crate::ui::views::findings::{Chosen, choice};
use crate::ui::{Ctx, widgets};
use crate::workspace::{Command, GapsLook, GapsPick, Workspace, least_of};

use super::{GapsState, silence, words};

/// The least height of the chart, in logical pixels.
const LEAST: f32 = 210.0;

/// What the chart follows from.
type WaitingKey = (Same<Vec<Transition>>, usize, u32, u32);

/// What the chart keeps from frame to frame.
#[derive(Debug, Default)]
pub struct WaitingState {
    chart: Chart<WaitingKey, GapsHit>,
}

/// The place of the transition that is shown.
fn chosen(look: &GapsLook, all: &[Transition]) -> usize {
    let of = |pair: (PhaseId, PhaseId)| all.iter().position(|one| (one.from, one.to) == pair);
    look.transition.and_then(of).unwrap_or(0)
}

/// The transition that is shown, for saving it.
pub fn shown(workspace: &Workspace, texts: &crate::i18n::Texts) -> Option<Times> {
    let all = workspace.gaps().transitions.value()?;
    let times = all.get(chosen(workspace.gaps_look(), all))?.clone();
    let store = workspace.store()?;
    let name = |phase: PhaseId| words::phase(Some(phase), store, texts);
    let threshold = workspace.gap_spec().silence.map(|asked| least_of(asked.threshold));
    Some(Times { from: name(times.from), to: name(times.to), times, threshold })
}

/// Shows it; `least` are the days that a silence lasts.
pub fn waiting_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut GapsState, least: u32) {
    let there = ctx.workspace.gaps().transitions.seen().map(|seen| Arc::clone(seen.value));
    let title = ctx.texts.t("gaps-chart-waiting");
    let some = there.as_ref().is_some_and(|all| !all.is_empty());
    if grid::savable(ui, ctx, &title, &ctx.texts.t("gaps-waiting-about"), some) {
        state.saving = Some(Kind::Waiting);
    }
    let Some(all) = there else {
        widgets::nothing(ui, &ctx.texts.t("state-counting"), ctx.theme);
        return;
    };
    let Some(store) = ctx.workspace.store().cloned() else { return };
    let at = chosen(ctx.workspace.gaps_look(), &all);
    let Some(one) = all.get(at) else {
        widgets::nothing(ui, &ctx.texts.t("gaps-waiting-none"), ctx.theme);
        return;
    };
    let name = |phase: PhaseId| words::phase(Some(phase), &store, ctx.texts);
    choose_ui(ui, ctx, &all, at, &name);
    let draft = state.silence.draft;
    let now = draft.unwrap_or(least);
    let (from, to) = (name(one.from), name(one.to));
    let spec = |width, height| WaitingSpec {
        width,
        height,
        from: &from,
        to: &to,
        times: one,
        threshold: Some(now),
        stood: Some(least),
    };
    let height = ui.available_height().clamp(LEAST, 520.0).floor();
    let shown = state.waiting.chart.show(
        ui,
        ctx,
        height,
        (Same(Arc::clone(&all)), at, now, least),
        |width, height| waiting::scene(&spec(width, height), &Worded(ctx.texts)),
    );
    let place = shown.response.interact_pointer_pos().map(|at| shown.place(at).x);
    if let Some(x) = place.filter(|_| shown.response.dragged()) {
        state.silence.draft = Some(waiting::day_at(&spec(shown.scene.width, height), x));
    } else if shown.response.drag_stopped() {
        let asked = ctx.workspace.gap_spec().silence;
        if let (Some(days), Some(asked)) = (state.silence.draft.take(), asked) {
            silence::set(ctx, &asked, days);
        }
    } else {
        let wait = match shown.clicked() {
            Some(GapsHit::Came(least, more)) => Some(Wait::Came(least, more)),
            Some(GapsHit::Beyond(days)) => Some(Wait::Beyond(days)),
            _ => None,
        };
        if let Some(wait) = wait {
            let words = format!("{}: {}", words::between(&from, &to, ctx.texts), shown.words());
            let pick = GapsPick::Took { from: one.from, to: one.to, wait };
            state.menu = shown.menu(Wanted::Gaps(pick)).map(|menu| menu.saying(words));
        }
    }
    shown.say(CursorIcon::ResizeHorizontal);
}

/// The transitions with how many made them, to choose from; arrows go to the next and the previous one.
fn choose_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    all: &[Transition],
    at: usize,
    name: &dyn Fn(PhaseId) -> String,
) {
    let said = |one: &Transition| {
        let between = words::between(&name(one.from), &name(one.to), ctx.texts);
        format!("{between} · {}", ctx.texts.ta("count-patients", &[("n", one.counts().0.into())]))
    };
    let options: Vec<(usize, String)> = all.iter().map(said).enumerate().collect();
    let mut new = at;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        if let Some(Chosen(Some(wanted))) = choice(ui, ctx, ("gaps-transition", None), Some(&at), &options) {
            new = wanted;
        }
        let steps = [(Icon::Left, -1, "gaps-transition-before"), (Icon::Right, 1, "gaps-transition-next")];
        for (icon, by, key) in steps {
            if widgets::icon_button(ui, icon, &ctx.texts.t(key), ctx.theme).clicked() {
                new = (at as i64 + by).rem_euclid(all.len() as i64) as usize;
            }
        }
    });
    if let Some(one) = all.get(new).filter(|_| new != at) {
        let transition = Some((one.from, one.to));
        ctx.send(Command::LookAtGaps(GapsLook { transition, ..*ctx.workspace.gaps_look() }));
    }
}

//! Refills: the four models of supply side by side, how many patients each number of days of grace flags, and how well
//! each medicine was supplied. While the grace is dragged nothing is looked for again: the longest lacks are known.

use std::sync::Arc;

use egui::{CursorIcon, Ui, vec2};

use crate::compute::gaps::{Gaps, Supplied};
use crate::model::gap::{DispensingSpec, SupplyModel};
use crate::report::gaps::Flagged;
use crate::report::words::Worded;
use crate::scene::gaps::flagged::{self, FlaggedSpec, Line};
use crate::scene::gaps::supply::{self, ModelBar, SupplySpec};
use crate::scene::gaps::{Chart as Kind, GapsHit};
use crate::ui::views::coverage::chart::{Chart, Same};
use crate::ui::views::coverage::grid;
use crate::ui::views::coverage::menu::Wanted;
use crate::ui::{Ctx, widgets};
use crate::workspace::{GapsPick, Workspace};

use super::ask::{self, Moved};
use super::{GapsState, table};

/// The height of the curve, in logical pixels.
const CURVE: f32 = 160.0;
/// The most days of grace.
const MOST: u32 = 365;

/// What the page keeps from frame to frame.
#[derive(Debug, Default)]
pub struct SupplyState {
    /// Where the grace stands while it is dragged.
    draft: Option<u32>,
    models: Chart<(Same<Gaps>, SupplyModel, u32, Option<GapsHit>), GapsHit>,
    grace: Chart<(Same<Gaps>, SupplyModel, u32), GapsHit>,
    hover: Option<GapsHit>,
}

/// Shows the page.
pub fn supply_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut GapsState) {
    let Some(asked) = ctx.workspace.gap_spec().dispensing else {
        if ask::not_asked_ui(ui, ctx, "gaps-supply-off", "gaps-supply-on") {
            ask::ask(ctx, false, |spec| spec.dispensing = Some(DispensingSpec::default()));
        }
        return;
    };
    asked_ui(ui, ctx, state, &asked);
    ui.add_space(6.0);
    let seen = ctx.workspace.gaps().found.seen().map(|seen| (Arc::clone(seen.value), seen.outdated));
    let Some((found, outdated)) = seen.filter(|(found, _)| found.spec.dispensing.is_some()) else {
        widgets::nothing(ui, &ctx.texts.t("state-looking"), ctx.theme);
        return;
    };
    if found.medicines.is_empty() && found.longest.iter().all(Vec::is_empty) {
        widgets::nothing(ui, &ctx.texts.t("gaps-supply-none"), ctx.theme);
        return;
    }
    if outdated {
        ui.multiply_opacity(0.6);
    }
    models_ui(ui, ctx, state, (&found, &asked));
    ui.add_space(6.0);
    grace_ui(ui, ctx, state, (&found, &asked));
    ui.add_space(6.0);
    table::medicines_ui(ui, ctx, &found);
}

/// When a refill is missing.
fn asked_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut GapsState, asked: &DispensingSpec) {
    let mut new = asked.clone();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
        match ask::number_ui(ui, ctx, "gap-grace", asked.grace, 0..=MOST) {
            Some(Moved::Dragged(days)) => state.supply.draft = Some(days),
            Some(Moved::Set(days)) => {
                state.supply.draft = None;
                new.grace = days;
            }
            None => {}
        }
        let level = ask::number_ui(ui, ctx, "gaps-level", u32::from(asked.level), 1..=7);
        if let Some(Moved::Set(level)) = level {
            new.level = level as u8;
        }
        if let Some(on) = ask::switch_ui(ui, ctx, "gaps-to-end", asked.to_end) {
            new.to_end = on;
        }
        if widgets::link(ui, &ctx.texts.t("gaps-supply-stop"), ctx.theme).clicked() {
            ask::ask(ctx, false, |spec| spec.dispensing = None);
        }
    });
    if new != *asked {
        ask::ask(ctx, false, |spec| spec.dispensing = Some(new));
    }
}

/// The models as pictures want them.
pub fn bars(found: &Gaps, grace: u32) -> Vec<ModelBar> {
    let bar = |model: SupplyModel| {
        let Supplied { pairs, pdc, below, mpr, above } = found.supplied[model as usize];
        let share = |n: u64| n as f64 / pairs.max(1) as f64;
        let flagged = found.flagged(model, grace);
        ModelBar { model, flagged, pdc, low: share(below), mpr, high: share(above) }
    };
    SupplyModel::ALL.map(bar).into()
}

/// The last day in sight of the curve.
fn last(asked: &DispensingSpec) -> u32 {
    180.max(asked.grace.saturating_add(asked.grace / 4)).min(MOST)
}

/// The curve that is shown, for saving it.
pub fn shown(workspace: &Workspace) -> Option<Flagged> {
    let asked = workspace.gap_spec().dispensing?;
    let found = workspace.gaps().found.value()?;
    let line = |model: SupplyModel| (Some(model), found.longest[model as usize].clone());
    Some(Flagged {
        lines: SupplyModel::ALL.map(line).into(),
        chosen: asked.model as usize,
        last: last(&asked),
        default: DispensingSpec::default().grace,
        value: asked.grace,
    })
}

fn models_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut GapsState,
    (found, asked): (&Arc<Gaps>, &DispensingSpec),
) {
    let pairs = found.supplied[0].pairs;
    let about = ctx.texts.ta("gaps-supply-about", &[("n", ctx.texts.count(pairs).into())]);
    if grid::savable(ui, ctx, &ctx.texts.t("gaps-chart-supply"), &about, true) {
        state.saving = Some(Kind::Supply);
    }
    let grace = state.supply.draft.unwrap_or(asked.grace);
    let hover = state.supply.hover;
    let key = (Same(Arc::clone(found)), asked.model, grace, hover);
    let shown = state.supply.models.show(ui, ctx, 40.0, key, |width, _| {
        let models = bars(found, grace);
        let spec = SupplySpec { width, models: &models, chosen: asked.model, hover };
        supply::scene(&spec, &Worded(ctx.texts))
    });
    state.supply.hover = shown.hit();
    match shown.clicked() {
        Some(GapsHit::Model(model)) => count_by(ctx, asked, model),
        Some(GapsHit::Flagged(model)) => {
            state.menu = shown.menu(Wanted::Gaps(GapsPick::Lacking(model, grace)));
        }
        _ => {}
    }
    shown.say(CursorIcon::PointingHand);
}

/// Counts supply by another model.
fn count_by(ctx: &mut Ctx<'_>, asked: &DispensingSpec, model: SupplyModel) {
    ask::ask(ctx, false, |spec| spec.dispensing = Some(DispensingSpec { model, ..asked.clone() }));
}

fn grace_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut GapsState,
    (found, asked): (&Arc<Gaps>, &DispensingSpec),
) {
    if grid::savable(ui, ctx, &ctx.texts.t("gaps-chart-grace"), &ctx.texts.t("gaps-drag"), true) {
        state.saving = Some(Kind::Grace);
    }
    let now = state.supply.draft.unwrap_or(asked.grace);
    let lines =
        SupplyModel::ALL.map(|model| Line { model: Some(model), longest: &found.longest[model as usize] });
    let spec = |width, height| FlaggedSpec {
        width,
        height,
        chart: Kind::Grace,
        lines: &lines,
        chosen: asked.model as usize,
        last: last(asked),
        default: DispensingSpec::default().grace,
        value: now,
    };
    let key = (Same(Arc::clone(found)), asked.model, now);
    let shown = state
        .supply
        .grace
        .show(ui, ctx, CURVE, key, |width, height| flagged::scene(&spec(width, height), &Worded(ctx.texts)));
    let place = shown.response.interact_pointer_pos().map(|at| shown.place(at).x);
    if let Some(x) = place.filter(|_| shown.response.dragged()) {
        state.supply.draft = Some(flagged::days_at(&spec(shown.scene.width, CURVE), x));
    } else if shown.response.drag_stopped() {
        if let Some(grace) = state.supply.draft.take() {
            ask::ask(ctx, false, |spec| spec.dispensing = Some(DispensingSpec { grace, ..asked.clone() }));
        }
    } else {
        match shown.clicked() {
            Some(GapsHit::Limit(days)) => {
                state.menu = shown.menu(Wanted::Gaps(GapsPick::Lacking(asked.model, days)));
            }
            Some(GapsHit::Model(model)) => count_by(ctx, asked, model),
            _ => {}
        }
    }
    shown.say(CursorIcon::ResizeHorizontal);
}

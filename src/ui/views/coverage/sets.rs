//! The set plot: its controls, its bars and rows, and rows dragged onto or between one another.
//! The plot is laid out by its scene.

use std::sync::Arc;

use egui::{CursorIcon, RichText, Ui};

use crate::compute::coverage::{Bars, Patterns};
use crate::model::{SetMode, SetSort, SetUnit};
use crate::report::words::Worded;
use crate::scene::coverage::sets::{self as picture, SetsSpec};
use crate::scene::coverage::{Chart as Kind, CoverageHit, CoverageWords as _, Drop};
use crate::store::Store;
use crate::ui::{Ctx, theme};
use crate::workspace::{Command, CoverageLook, Mark, Pick, QuestionEdit};

use super::chart::{Chart, Same};
use super::menu::{MarkMenu, Wanted};
use super::{grid, sets_menu};

/// What a picture of the plot follows from, beside its size.
type Key = (Same<Patterns>, Same<Bars>, SetMode, SetUnit, Option<CoverageHit>, Option<(usize, Option<Drop>)>);

/// What the plot keeps from frame to frame.
#[derive(Debug, Default)]
pub struct SetsState {
    chart: Chart<Key>,
    hover: Option<CoverageHit>,
    /// The set that is dragged.
    dragged: Option<usize>,
}

/// Shows the plot; gives the menu of a mark that was clicked, and whether the chart is to be saved.
pub fn sets_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut SetsState,
    (store, patterns): (&Store, &Arc<Patterns>),
) -> (Option<MarkMenu>, bool) {
    let look = ctx.workspace.coverage_look();
    let bars = ctx.workspace.results().coverage.bars.value().cloned();
    let about = bars.as_ref().map(|bars| shown_words(ctx, bars, look.unit)).unwrap_or_default();
    let save = grid::heading(ui, ctx, &ctx.texts.t("chart-sets"), &about, Some(Kind::Sets));
    controls(ui, ctx, store, look);
    let Some(bars) = bars else { return (None, save) };
    let height = ui.available_height();
    let spec = |width: f32, height: f32, drag| SetsSpec {
        width,
        height,
        mode: look.mode,
        unit: look.unit,
        hover: state.hover,
        drag,
    };
    // One place is kept for the complete set, however small it is.
    let room = picture::most_bars(patterns, &spec(ui.available_width(), height, None));
    let most = room.saturating_sub(1).max(1);
    if most != look.most {
        ctx.send(Command::LookAtCoverage(CoverageLook { most, ..look }));
    }
    let drag = state.dragged.map(|set| {
        let at = ui.input(|input| input.pointer.latest_pos());
        let top = ui.cursor().min;
        let at = at.map(|at| crate::scene::Pos::new(at.x - top.x, at.y - top.y));
        (set, at.and_then(|at| picture::drop_at(patterns, &spec(ui.available_width(), height, None), at)))
    });
    let key = (Same(Arc::clone(patterns)), Same(Arc::clone(&bars)), look.mode, look.unit, state.hover, drag);
    let shown = state.chart.show(ui, ctx, height, key, |width, height| {
        let bars = picture::with_complete(patterns, Bars::clone(&bars), look.mode, look.unit);
        picture::scene(patterns, &bars, &spec(width, height, drag), &Worded(ctx.texts))
    });
    state.hover = shown.hit();
    if shown.response.drag_started()
        && let Some(CoverageHit::SetRow(set)) = shown.pressed(ui)
    {
        state.dragged = Some(set);
    }
    if let (Some((from, to)), true) = (drag, ui.input(|input| input.pointer.any_released())) {
        state.dragged = None;
        if let Some(edit) = dropped(from, to) {
            ctx.send(Command::Question(edit));
        }
    }
    let bar = match shown.clicked() {
        Some(CoverageHit::Bar(mask)) => Some((look.mode, mask)),
        Some(CoverageHit::SetRow(set)) => Some((SetMode::Inclusive, 1 << set)),
        _ => None,
    };
    let menu = bar.and_then(|(mode, mask)| {
        let filters = Mark::Bar { mode, mask }.filters(ctx.workspace.question(), store);
        shown.menu(Wanted::new(filters, Pick::Bar(mode, mask)))
    });
    let grabs = matches!(shown.hit(), Some(CoverageHit::SetRow(_)));
    shown.say(if grabs { CursorIcon::Grab } else { CursorIcon::PointingHand });
    (menu, save)
}

/// What a set that was dragged asks for.
fn dropped(from: usize, to: Option<Drop>) -> Option<QuestionEdit> {
    match to? {
        Drop::Onto(onto) if onto != from => Some(QuestionEdit::Join { from, onto }),
        Drop::Before(to) if to != from && to != from + 1 => {
            Some(QuestionEdit::Move { from, to: if to > from { to - 1 } else { to } })
        }
        _ => None,
    }
}

/// How much of everything the bars show.
fn shown_words(ctx: &Ctx<'_>, bars: &Bars, unit: SetUnit) -> String {
    let share = if bars.weight_all > 0.0 { bars.weight_shown / bars.weight_all } else { 0.0 };
    let share = Worded(ctx.texts).percent(share, 0);
    let key = match unit {
        SetUnit::Patients => "coverage-shown-patients",
        SetUnit::PersonTime => "coverage-shown-time",
    };
    ctx.texts.ta(key, &[("k", bars.bars.len().into()), ("m", bars.of.into()), ("share", share.into())])
}

fn controls(ui: &mut Ui, ctx: &mut Ctx<'_>, store: &Store, look: CoverageLook) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let modes = [
            (SetMode::Exclusive, "sets-exclusive"),
            (SetMode::Inclusive, "sets-inclusive"),
            (SetMode::Union, "sets-union"),
        ];
        choice(ui, ctx, &modes, look.mode, |mode| CoverageLook { mode, ..look });
        ui.add_space(8.0);
        let units = [(SetUnit::Patients, "sets-patients"), (SetUnit::PersonTime, "sets-person-time")];
        choice(ui, ctx, &units, look.unit, |unit| CoverageLook { unit, ..look });
        ui.add_space(8.0);
        let sorts = [
            (SetSort::Size, "sets-by-size"),
            (SetSort::Degree, "sets-by-degree"),
            (SetSort::Set, "sets-by-set"),
        ];
        choice(ui, ctx, &sorts, look.sort, |sort| CoverageLook { sort, ..look });
        ui.add_space(8.0);
        sets_menu::sets_menu(ui, ctx, store);
    });
    ui.add_space(4.0);
}

/// A few things of which one is chosen.
fn choice<T: Copy + PartialEq>(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    all: &[(T, &str)],
    now: T,
    look: impl Fn(T) -> CoverageLook,
) {
    for (value, key) in all {
        let about = ctx.texts.t(&format!("{key}-about"));
        let label = ui.selectable_label(*value == now, RichText::new(ctx.texts.t(key)).size(theme::SMALL));
        if label.on_hover_text(about).clicked() {
            ctx.send(Command::LookAtCoverage(look(*value)));
        }
    }
}

//! The waterfall of the drop-off, and its steps dragged into another order.
//! It is laid out by its scene.

use std::sync::Arc;

use egui::{CursorIcon, Ui};

use crate::model::{SetMode, SetUnit};
use crate::report::words::Worded;
use crate::scene::Pos;
use crate::scene::coverage::drop_off::{self as picture, DropOffSpec};
use crate::scene::coverage::{Chart as Kind, CoverageHit};
use crate::store::Store;
use crate::ui::Ctx;
use crate::workspace::{Combined, Command, Mark, Pick, QuestionEdit};

use super::chart::{Chart, Same};
use super::grid;
use super::menu::{MarkMenu, Wanted};

/// What a picture of the waterfall follows from, beside its size.
type Key = (Same<Combined>, SetUnit, Option<CoverageHit>, Option<(usize, Option<usize>)>);

/// What the waterfall keeps from frame to frame.
#[derive(Debug, Default)]
pub struct DropOffState {
    chart: Chart<Key>,
    hover: Option<CoverageHit>,
    /// The step that is dragged.
    dragged: Option<usize>,
}

/// Shows the waterfall; gives the menu of a mark that was clicked, and whether the chart is to be saved.
pub fn drop_off_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut DropOffState,
    (store, combined): (&Store, &Arc<Combined>),
) -> (Option<MarkMenu>, bool) {
    let about = ctx.texts.t("chart-drop-off-about");
    let save = grid::heading(ui, ctx, &ctx.texts.t("chart-drop-off"), &about, Some(Kind::DropOff));
    let unit = ctx.workspace.coverage_look().unit;
    let (height, corner) = (ui.available_height(), ui.cursor().min);
    let spec = |width: f32, height: f32, drag| DropOffSpec { width, height, unit, hover: state.hover, drag };
    let drag = state.dragged.map(|step| {
        let place = ui.input(|input| input.pointer.latest_pos()).map(|at| {
            let at = Pos::new(at.x - corner.x, at.y - corner.y);
            picture::place_at(&combined.drop_off, &spec(ui.available_width().floor(), height, None), at)
        });
        (step, place)
    });
    let key = (Same(Arc::clone(combined)), unit, state.hover, drag);
    let shown = state.chart.show(ui, ctx, height, key, |width, height| {
        let spec = spec(width, height, drag);
        picture::scene(&combined.patterns, &combined.drop_off, &spec, &Worded(ctx.texts))
    });
    state.hover = shown.hit();
    if shown.response.drag_started()
        && let Some(CoverageHit::Step(step)) = shown.pressed(ui)
    {
        state.dragged = Some(step);
    }
    if let (Some((from, to)), true) = (drag, ui.input(|input| input.pointer.any_released())) {
        state.dragged = None;
        if let Some(to) = to.filter(|&to| to != from && to != from + 1) {
            let to = if to > from { to - 1 } else { to };
            ctx.send(Command::Question(QuestionEdit::Move { from, to }));
        }
    }
    let menu = match shown.clicked() {
        Some(CoverageHit::Step(step)) => {
            let filters = Mark::Left(step).filters(ctx.workspace.question(), store);
            let all = 1u64.unbounded_shl(step as u32 + 1).wrapping_sub(1);
            shown.menu(Wanted::new(filters, Pick::Bar(SetMode::Inclusive, all)))
        }
        _ => None,
    };
    let grabs = matches!(shown.hit(), Some(CoverageHit::Step(_)));
    shown.say(if grabs { CursorIcon::Grab } else { CursorIcon::Default });
    (menu, save)
}

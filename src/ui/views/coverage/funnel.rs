//! The funnel of every source: in the population, with a key, linked, with a record, in the window, usable.
//! It is laid out by its scene.

use std::sync::Arc;

use egui::{CursorIcon, Ui};

use crate::base::SourceId;
use crate::compute::coverage::funnel::Stage;
use crate::model::Denominator;
use crate::report::words::Worded;
use crate::scene::coverage::funnel::{self as picture, FunnelSpec};
use crate::scene::coverage::{Chart as Kind, CoverageHit};
use crate::store::Store;
use crate::ui::Ctx;
use crate::workspace::{Combined, Mark, Pick};

use super::chart::{Chart, Same};
use super::grid;
use super::menu::{MarkMenu, Wanted};

/// What the funnel keeps from frame to frame.
#[derive(Debug, Default)]
pub struct FunnelState {
    chart: Chart<(Same<Combined>, Denominator, Option<CoverageHit>)>,
    hover: Option<CoverageHit>,
}

/// Shows the funnel; gives the menu of a mark that was clicked, and whether the chart is to be saved.
pub fn funnel_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut FunnelState,
    (store, combined): (&Store, &Arc<Combined>),
) -> (Option<MarkMenu>, bool) {
    let denominator = ctx.workspace.question().denominator.clone();
    let about = super::sets_menu::denominator_words(&denominator, store, ctx);
    let save = grid::heading(ui, ctx, &ctx.texts.t("chart-funnel"), &about, Some(Kind::Funnel));
    let (height, hover) = (ui.available_height(), state.hover);
    let key = (Same(Arc::clone(combined)), denominator.clone(), hover);
    let shown = state.chart.show(ui, ctx, height, key, |width, height| {
        let sources = &store.head().sources;
        let spec = FunnelSpec { width, height, sources, denominator: &denominator, hover };
        picture::scene(&combined.funnel, &spec, &Worded(ctx.texts))
    });
    state.hover = shown.hit();
    let menu = match shown.clicked() {
        Some(CoverageHit::Funnel { row, step }) => {
            let source = SourceId(row as u16);
            // The population itself is no column: the first is those with a key.
            let stage = Stage::ALL.get(step + 1).copied();
            stage.and_then(|stage| shown.menu(wanted(source, stage, ctx, store)))
        }
        _ => None,
    };
    shown.say(CursorIcon::PointingHand);
    (menu, save)
}

fn wanted(source: SourceId, stage: Stage, ctx: &Ctx<'_>, store: &Store) -> Wanted {
    let mark = match stage {
        Stage::Any => Some(Mark::Record(source)),
        Stage::Window | Stage::Usable => Some(Mark::RecordInWindow(source)),
        Stage::Population | Stage::Keyed | Stage::Linked => None,
    };
    let filters = mark.and_then(|mark| mark.filters(ctx.workspace.question(), store));
    Wanted::new(filters, Pick::Stage(source, stage))
}

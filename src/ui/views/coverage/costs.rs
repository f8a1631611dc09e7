//! What each set costs over all orders, and the sets that leave most for each number of sets.
//! Both are laid out by their scenes.

use std::sync::Arc;

use egui::{CursorIcon, Ui};

use crate::model::{SetMode, SetUnit};
use crate::report::words::Worded;
use crate::scene::coverage::best::{self, BestSpec};
use crate::scene::coverage::costs::{self, CostsSpec};
use crate::scene::coverage::{Chart as Kind, CoverageHit};
use crate::store::Store;
use crate::ui::Ctx;
use crate::workspace::{Combined, Mark, Pick};

use super::chart::{Chart, Same};
use super::grid;
use super::menu::{MarkMenu, Wanted};

/// What the two charts keep from frame to frame.
#[derive(Debug, Default)]
pub struct CostsState {
    costs: Chart<(Same<Combined>, Option<CoverageHit>)>,
    best: Chart<(Same<Combined>, SetUnit, Option<CoverageHit>)>,
    hover: Option<CoverageHit>,
}

/// Shows what each set costs; gives the menu of a mark that was clicked, and whether the chart is to be saved.
pub fn costs_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut CostsState,
    (store, combined): (&Store, &Arc<Combined>),
) -> (Option<MarkMenu>, bool) {
    let about = ctx.texts.t("chart-costs-about");
    let save = grid::heading(ui, ctx, &ctx.texts.t("chart-costs"), &about, Some(Kind::Costs));
    let (height, hover) = (ui.available_height(), state.hover);
    let key = (Same(Arc::clone(combined)), hover);
    let shown = state.costs.show(ui, ctx, height, key, |width, height| {
        let spec = CostsSpec { width, height, hover };
        costs::scene(&combined.patterns, &combined.drop_off, &spec, &Worded(ctx.texts))
    });
    state.hover = shown.hit();
    let menu = match shown.clicked() {
        // Whom it costs alone: those who have everything else.
        Some(CoverageHit::Cost(set)) => {
            let (mode, mask) = (SetMode::Exclusive, combined.patterns.all_sets() & !(1 << set));
            let filters = Mark::Bar { mode, mask }.filters(ctx.workspace.question(), store);
            shown.menu(Wanted::new(filters, Pick::Bar(mode, mask))).map(|menu| {
                let patients = combined.patterns.count(mode, mask);
                let title = combined.patterns.sets.get(set).map_or("", |set| set.title.as_str());
                let args = [("n", patients.into()), ("set", title.into())];
                menu.saying(ctx.texts.ta("coverage-only-missing", &args))
            })
        }
        _ => None,
    };
    shown.say(CursorIcon::PointingHand);
    (menu, save)
}

/// Shows the best subsets; gives the menu of a mark that was clicked, and whether the chart is to be saved.
pub fn best_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut CostsState,
    (store, combined): (&Store, &Arc<Combined>),
) -> (Option<MarkMenu>, bool) {
    let about = ctx.texts.t("chart-best-about");
    let save = grid::heading(ui, ctx, &ctx.texts.t("chart-best-subsets"), &about, Some(Kind::BestSubsets));
    let (height, hover, unit) = (ui.available_height(), state.hover, ctx.workspace.coverage_look().unit);
    let key = (Same(Arc::clone(combined)), unit, hover);
    let shown = state.best.show(ui, ctx, height, key, |width, height| {
        let spec = BestSpec { width, height, unit, hover };
        best::scene(&combined.patterns, &combined.drop_off, &spec, &Worded(ctx.texts))
    });
    let menu = match shown.clicked() {
        Some(CoverageHit::Best(size)) => {
            let best = combined.drop_off.best.iter().find(|best| best.size == size);
            best.and_then(|best| {
                let mode = SetMode::Inclusive;
                let filters = Mark::Bar { mode, mask: best.mask }.filters(ctx.workspace.question(), store);
                shown.menu(Wanted::new(filters, Pick::Bar(mode, best.mask)))
            })
        }
        _ => None,
    };
    shown.say(CursorIcon::PointingHand);
    (menu, save)
}

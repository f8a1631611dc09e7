//! The page of what is left when sources are combined: which chart stands where.
//! What is in a chart and what can be done with it is its own module's.

use std::sync::Arc;

use egui::{RichText, ScrollArea, Ui};

use crate::model::SetMode;
use crate::scene::Ink;
use crate::store::Store;
use crate::ui::Ctx;
use crate::ui::theme;
use crate::ui::widgets::{self, Tone};
use crate::workspace::Combined;

use super::menu::MarkMenu;
use super::{CoverageState, costs, drop_off, funnel, grid, sets, what_if, window};
use crate::scene::coverage::Chart as Kind;

/// Below this width panels stand one under another.
const NARROW: f32 = 900.0;
/// The height of the sentence about everybody.
const SENTENCE: f32 = 44.0;

/// Shows the page.
pub fn combined_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut CoverageState) {
    let Some(store) = ctx.workspace.store().cloned() else { return };
    let Some(seen) = ctx.workspace.results().coverage.combined.seen() else {
        widgets::nothing(ui, &ctx.texts.t("state-counting"), ctx.theme);
        return;
    };
    let combined = Arc::clone(seen.value);
    if combined.patterns.patients == 0 {
        widgets::nothing(ui, &ctx.texts.t("state-nobody"), ctx.theme);
        return;
    }
    if seen.outdated {
        ui.multiply_opacity(0.75);
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let height = (ui.available_height() - SENTENCE - window::PANEL - 16.0).max(560.0);
        let of = (&*store, &combined);
        if ui.available_width() < NARROW {
            for panel in 0..6 {
                grid::row(ui, height * 0.62, &[1.0], |ui, _| panel_ui(ui, ctx, state, of, panel));
                ui.add_space(12.0);
            }
            sentence(ui, ctx, &store, &combined);
            window::window_ui(ui, ctx, &mut state.window, &store);
        } else {
            grid::row(ui, height * 0.56, &[0.38, 0.62], |ui, n| panel_ui(ui, ctx, state, of, n));
            sentence(ui, ctx, &store, &combined);
            window::window_ui(ui, ctx, &mut state.window, &store);
            ui.add_space(8.0);
            grid::row(ui, height * 0.44, &[0.56, 0.44], |ui, n| panel_ui(ui, ctx, state, of, n + 2));
            ui.add_space(12.0);
            grid::row(ui, height * 0.44, &[0.44, 0.56], |ui, n| panel_ui(ui, ctx, state, of, n + 4));
        }
    });
}

fn panel_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut CoverageState,
    of: (&Store, &Arc<Combined>),
    panel: usize,
) {
    let (kind, (menu, save)): (Kind, (Option<MarkMenu>, bool)) = match panel {
        0 => (Kind::Funnel, funnel::funnel_ui(ui, ctx, &mut state.funnel, of)),
        1 => (Kind::Sets, sets::sets_ui(ui, ctx, &mut state.sets, (of.0, &of.1.patterns))),
        2 => (Kind::DropOff, drop_off::drop_off_ui(ui, ctx, &mut state.drop_off, of)),
        3 => (Kind::Costs, costs::costs_ui(ui, ctx, &mut state.costs, of)),
        4 => (Kind::BestSubsets, costs::best_ui(ui, ctx, &mut state.costs, of)),
        _ => return what_if::what_if_ui(ui, ctx, of.0),
    };
    if menu.is_some() {
        state.menu = menu;
    }
    if save {
        state.saving = Some(kind);
    }
}

/// What is left when all sets are combined, in a sentence.
fn sentence(ui: &mut Ui, ctx: &Ctx<'_>, store: &Store, combined: &Combined) {
    let patterns = &combined.patterns;
    let left = patterns.count(SetMode::Inclusive, patterns.all_sets());
    let share = ctx.texts.percent(left as f64 / patterns.patients.max(1) as f64, 2);
    let args = [
        ("sets", patterns.sets.len().into()),
        ("n", left.into()),
        ("total", patterns.patients.into()),
        ("share", share.into()),
    ];
    let mut words = ctx.texts.ta("coverage-in-all-sets", &args);
    if patterns.silent != 0 {
        let silent = patterns.silent.count_ones();
        words.push(' ');
        words.push_str(&ctx.texts.ta("coverage-silent", &[("n", silent.into())]));
    }
    let outside = store.patient_count() - store.head().population.len().min(store.patient_count());
    if outside > 0 {
        words.push(' ');
        words.push_str(&ctx.texts.ta("coverage-outside", &[("n", outside.into())]));
    }
    widgets::banner(ui, Tone::Warning, ctx.theme, |ui| {
        ui.label(RichText::new(words).color(ctx.colour(Ink::Warning)).family(theme::semibold_family()));
    });
    ui.add_space(6.0);
}

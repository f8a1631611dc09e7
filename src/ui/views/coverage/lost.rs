//! Who is lost, and whether they are the same people: a love plot beside drop-off by subgroup.
//! What is compared with what is chosen here; the comparing is the workspace's.

use std::sync::Arc;

use egui::{CursorIcon, Popup, PopupCloseBehavior, RichText, ScrollArea, Ui};

use crate::compute::GroupTitle;
use crate::report::words::Worded;
use crate::scene::coverage::drift::{self, DriftSpec};
use crate::scene::coverage::heat::{self, HeatSpec};
use crate::scene::coverage::{Chart as Kind, CoverageHit};
use crate::store::Store;
use crate::ui::theme;
use crate::ui::{Ctx, names, widgets};
use crate::workspace::{Combined, Command, Compared, CoverageLook, Lost, Mark, Pick, specs};

use super::chart::{Chart, Same};
use super::menu::{MarkMenu, Wanted};
use super::{CoverageState, grid, sets_menu};

/// Below this width panels stand one under another.
const NARROW: f32 = 900.0;

/// What the page keeps from frame to frame.
#[derive(Debug, Default)]
pub struct LostState {
    drift: Chart<(Same<Lost>, Option<CoverageHit>)>,
    heat: Chart<(Same<Lost>, usize, Option<CoverageHit>)>,
    hover: [Option<CoverageHit>; 2],
    /// The attribute of the heat map, by its place.
    pub attribute: usize,
}

/// Shows the page.
pub fn lost_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut CoverageState) {
    let Some(store) = ctx.workspace.store().cloned() else { return };
    let results = &ctx.workspace.results().coverage;
    let (Some(seen), Some(combined)) = (results.lost.seen(), results.combined.value()) else {
        widgets::nothing(ui, &ctx.texts.t("state-counting"), ctx.theme);
        return;
    };
    let (lost, combined) = (Arc::clone(seen.value), Arc::clone(combined));
    if seen.outdated {
        ui.multiply_opacity(0.75);
    }
    compared_ui(ui, ctx, &store);
    let height = (ui.available_height() - 12.0).max(320.0);
    if ui.available_width() < NARROW {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            for panel in 0..2 {
                grid::row(ui, height, &[1.0], |ui, _| {
                    panel_ui(ui, ctx, state, (&store, &lost, &combined), panel);
                });
            }
        });
    } else {
        grid::row(ui, height, &[0.46, 0.54], |ui, n| {
            panel_ui(ui, ctx, state, (&store, &lost, &combined), n);
        });
    }
}

fn panel_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut CoverageState,
    of: (&Store, &Arc<Lost>, &Combined),
    panel: usize,
) {
    let (menu, save) = match panel {
        0 => drift_ui(ui, ctx, &mut state.lost, (of.0, of.1)),
        _ => heat_ui(ui, ctx, &mut state.lost, of),
    };
    if menu.is_some() {
        state.menu = menu;
    }
    if save {
        state.saving = Some(if panel == 0 { Kind::Drift } else { Kind::Heat });
    }
}

/// What a comparison is called.
fn compared_words(compared: Compared, store: &Store, ctx: &Ctx<'_>) -> String {
    let all = specs(store, ctx.workspace.question());
    let title = |at: usize| all.get(at).map(|set| sets_menu::title(set, store, ctx)).unwrap_or_default();
    match compared {
        Compared::Complete => ctx.texts.t("compared-complete"),
        Compared::Set(at) => ctx.texts.ta("compared-set", &[("set", title(at).into())]),
        Compared::Step(at) => {
            ctx.texts.ta("compared-step", &[("n", (at + 1).into()), ("set", title(at).into())])
        }
    }
}

/// The choice of what is compared.
fn compared_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, store: &Store) {
    let look = ctx.workspace.coverage_look();
    let count = specs(store, ctx.workspace.question()).len();
    let mut all = vec![Compared::Complete];
    all.extend((0..count).map(Compared::Set));
    all.extend((0..count).map(Compared::Step));
    ui.horizontal(|ui| {
        ui.label(theme::muted(ctx.texts.t("compared"), ctx.theme));
        let button = ui.button(compared_words(look.compared, store, ctx));
        Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClick).show(|ui| {
            ui.set_min_width(320.0);
            ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
                for compared in all {
                    let words = compared_words(compared, store, ctx);
                    if ui.add(egui::Button::selectable(compared == look.compared, words)).clicked() {
                        ctx.send(Command::LookAtCoverage(CoverageLook { compared, ..look }));
                    }
                }
            });
        });
    });
    ui.add_space(8.0);
}

fn drift_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut LostState,
    (store, lost): (&Store, &Arc<Lost>),
) -> (Option<MarkMenu>, bool) {
    let about = ctx.texts.t("chart-drift-about");
    let save = grid::heading(ui, ctx, &ctx.texts.t("chart-drift"), &about, Some(Kind::Drift));
    if lost.drift.rows.is_empty() {
        ui.label(theme::muted(ctx.texts.t("coverage-no-attributes"), ctx.theme));
        return (None, save);
    }
    let hover = state.hover[0];
    let chart = &mut state.drift;
    let shown = ScrollArea::vertical().id_salt("drift").auto_shrink(false).show(ui, |ui| {
        let (key, height) = ((Same(Arc::clone(lost)), hover), ui.available_height());
        chart.show(ui, ctx, height, key, |width, height| {
            let spec = DriftSpec { width, height, sources: &store.head().sources, hover };
            drift::scene(&lost.drift, &spec, &Worded(ctx.texts))
        })
    });
    let shown = shown.inner;
    state.hover[0] = shown.hit();
    let menu = match shown.clicked() {
        Some(CoverageHit::Row(at)) => lost.drift.rows.get(at).and_then(|row| {
            let level = row.level.clone()?;
            let beside = lost.drift.rows.iter().filter(|other| other.attribute == row.attribute);
            let listed = beside.filter_map(|other| other.level.clone()).collect();
            shown.menu(level_wanted((ctx, store), (&row.attribute, level), listed, 0))
        }),
        _ => None,
    };
    shown.say(CursorIcon::Default);
    (menu, save)
}

/// How the patients of a level are found, of those with a record in all of some sets.
fn level_wanted(
    (ctx, store): (&Ctx<'_>, &Store),
    (attribute, level): (&str, GroupTitle),
    listed: Vec<GroupTitle>,
    sets: u64,
) -> Wanted {
    let attribute = attribute.to_owned();
    let mark = Mark::Level { attribute: attribute.clone(), level: level.clone(), sets };
    let filters = mark.filters(ctx.workspace.question(), store);
    Wanted::new(filters, Pick::Level { attribute, level, listed, sets })
}

fn heat_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut LostState,
    (store, lost, combined): (&Store, &Arc<Lost>, &Combined),
) -> (Option<MarkMenu>, bool) {
    let about = ctx.texts.t("chart-heat-about");
    let save = grid::heading(ui, ctx, &ctx.texts.t("chart-heat"), &about, Some(Kind::Heat));
    state.attribute = state.attribute.min(lost.heats.len().saturating_sub(1));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (at, heat) in lost.heats.iter().enumerate() {
            let name = RichText::new(names::attribute(&heat.attribute, ctx.texts)).size(theme::SMALL);
            if ui.selectable_label(at == state.attribute, name).clicked() {
                state.attribute = at;
            }
        }
    });
    ui.add_space(4.0);
    let Some(found) = lost.heats.get(state.attribute) else {
        ui.label(theme::muted(ctx.texts.t("coverage-no-attributes"), ctx.theme));
        return (None, save);
    };
    let (hover, attribute) = (state.hover[1], state.attribute);
    let chart = &mut state.heat;
    let shown = ScrollArea::vertical().id_salt("heat").auto_shrink(false).show(ui, |ui| {
        let (key, height) = ((Same(Arc::clone(lost)), attribute, hover), ui.available_height());
        chart.show(ui, ctx, height, key, |width, height| {
            let (sets, sources) = (&combined.patterns.sets, &store.head().sources);
            let spec = HeatSpec { width, height, sets, sources, hover };
            heat::scene(found, &spec, &Worded(ctx.texts))
        })
    });
    let shown = shown.inner;
    state.hover[1] = shown.hit();
    let cell = match shown.clicked() {
        // Behind the column of the last set stands that of all sets at once.
        Some(CoverageHit::Cell { row, column }) if column < combined.patterns.sets.len() => {
            Some((row, 1 << column))
        }
        Some(CoverageHit::Cell { row, .. }) => Some((row, combined.patterns.all_sets())),
        Some(CoverageHit::Level(row)) => Some((row, 0)),
        _ => None,
    };
    let menu = cell.and_then(|(row, sets)| {
        let level = found.rows.get(row)?.level.clone();
        let listed = found.rows.iter().map(|row| row.level.clone()).collect();
        shown.menu(level_wanted((ctx, store), (&found.attribute, level), listed, sets))
    });
    shown.say(CursorIcon::PointingHand);
    (menu, save)
}

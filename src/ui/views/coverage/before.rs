//! Before linkage: what a file of counts says would be left, with the assumption that each number rests on.
//! The estimating is the workspace's; the picture is laid out by its scene.

use std::sync::Arc;

use egui::{Align, Checkbox, CursorIcon, Layout, RichText, ScrollArea, Ui};

use crate::compute::estimate::{BeforeLinkage, CountedSize};
use crate::report::words::Worded;
use crate::scene::Ink;
use crate::scene::coverage::estimate::{self, Combined, EstimateSpec};
use crate::scene::coverage::{Chart as Kind, CoverageHit};
use crate::ui::icons::Icon;
use crate::ui::theme;
use crate::ui::widgets::{self, Tone};
use crate::ui::{Action, Ctx};
use crate::workspace::Command;

use super::chart::{Chart, Same};
use super::{CoverageState, grid};

/// What the page keeps from frame to frame.
#[derive(Debug, Default)]
pub struct BeforeState {
    chart: Chart<(Same<BeforeLinkage>, Option<CoverageHit>)>,
    hover: Option<CoverageHit>,
}

/// Shows the page.
pub fn before_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut CoverageState) {
    let Some(counts) = ctx.workspace.counts() else {
        empty_ui(ui, ctx);
        return;
    };
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::strong(counts.path.display().to_string()));
        if ui.button(ctx.texts.t("action-open-counts")).clicked() {
            ctx.act(Action::OpenCounts);
        }
    });
    match &counts.said {
        Err(why) => widgets::banner(ui, Tone::Error, ctx.theme, |ui| {
            ui.label(RichText::new(why).color(ctx.colour(Ink::Error)));
        }),
        Ok(before) => {
            let (before, order) = (Arc::clone(before), counts.order.clone());
            ui.add_space(6.0);
            let height = ui.available_height().max(240.0);
            grid::row(ui, height, &[0.26, 0.74], |ui, n| match n {
                0 => sources_ui(ui, ctx, &before, &order),
                _ => estimates_ui(ui, ctx, state, &before),
            });
        }
    }
}

/// Which sources are combined, in which order: those that are come first.
fn sources_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, before: &BeforeLinkage, order: &[usize]) {
    ui.label(theme::title(ctx.texts.t("before-combine")));
    ui.label(theme::muted(ctx.texts.t("before-combine-about"), ctx.theme));
    ui.add_space(6.0);
    let others = (0..before.sources.len()).filter(|at| !order.contains(at));
    let all: Vec<usize> = order.iter().copied().chain(others).collect();
    let mut changed: Option<Vec<usize>> = None;
    ScrollArea::vertical().id_salt("counted").auto_shrink(false).show(ui, |ui| {
        for (place, source) in all.into_iter().enumerate() {
            let inside = place < order.len();
            if let Some(new) = source_ui(ui, ctx, before, (place, source), (inside, order)) {
                changed = Some(new);
            }
        }
    });
    if let Some(order) = changed {
        ctx.send(Command::CombineCounts(order));
    }
}

/// One source; gives the order that is asked for.
fn source_ui(
    ui: &mut Ui,
    ctx: &Ctx<'_>,
    before: &BeforeLinkage,
    (place, source): (usize, usize),
    (inside, order): (bool, &[usize]),
) -> Option<Vec<usize>> {
    let CountedSize { title, patients, .. } = &before.sources[source];
    let mut wanted = None;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let mut step = |ui: &mut Ui, there: bool, icon, key: &str, to: usize| {
                let words = ctx.texts.ta(key, &[("set", title.as_str().into())]);
                ui.add_enabled_ui(there, |ui| {
                    if widgets::icon_button(ui, icon, &words, ctx.theme).clicked() {
                        let mut moved = order.to_vec();
                        moved.swap(place, to);
                        wanted = Some(moved);
                    }
                });
            };
            let last = order.len().saturating_sub(1);
            step(ui, inside && place < last, Icon::Down, "coverage-move-down", place + 1);
            step(ui, inside && place > 0, Icon::Up, "coverage-move-up", place.saturating_sub(1));
            ui.label(theme::muted(ctx.texts.count(*patients), ctx.theme));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let mut ticked = inside;
                let only = inside && order.len() == 1;
                let tick = ui.add_enabled(!only, Checkbox::new(&mut ticked, title.as_str()));
                if tick.clicked() {
                    let kept = order.iter().copied().filter(|&other| other != source);
                    wanted = Some(kept.chain((!inside).then_some(source)).collect());
                }
            });
        });
    });
    wanted
}

/// What would fill the page, and the way to it.
fn empty_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    ui.add_space(40.0);
    ui.vertical_centered(|ui| {
        ui.set_max_width(620.0);
        ui.label(RichText::new(ctx.texts.t("before-title")).font(theme::semibold(17.0)));
        ui.add_space(6.0);
        ui.label(theme::muted(ctx.texts.t("before-about"), ctx.theme));
        ui.add_space(12.0);
        if widgets::primary(ui, true, &ctx.texts.t("action-open-counts"), ctx.theme).clicked() {
            ctx.act(Action::OpenCounts);
        }
        if widgets::link(ui, &ctx.texts.t("before-manual"), ctx.theme).clicked() {
            ctx.act(Action::Manual);
        }
    });
}

fn estimates_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut CoverageState, before: &Arc<BeforeLinkage>) {
    let args = [
        ("population", before.population.into()),
        ("strata", before.strata.into()),
        ("overlaps", before.overlaps.into()),
    ];
    let about = ctx.texts.ta("before-known", &args);
    if grid::heading(ui, ctx, &ctx.texts.t("chart-estimate"), &about, Some(Kind::Estimate)) {
        state.saving = Some(Kind::Estimate);
    }
    let BeforeState { chart, hover } = &mut state.before;
    ScrollArea::vertical().id_salt("estimates").auto_shrink(false).show(ui, |ui| {
        let (height, over) = (ui.available_height(), *hover);
        let shown = chart.show(ui, ctx, height, (Same(Arc::clone(before)), over), |width, height| {
            let spec = EstimateSpec { width, height, population: before.population, hover: over };
            estimate::scene(&combinations(before), &spec, &Worded(ctx.texts))
        });
        *hover = shown.hit();
        shown.say(CursorIcon::Default);
    });
}

/// The steps of the order, each called by what it adds.
pub fn combinations(before: &BeforeLinkage) -> Vec<Combined> {
    let title = |set: u64| {
        let inside = before.sources.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
        inside.map(|(_, source)| source.title.as_str()).collect::<Vec<_>>().join(" / ")
    };
    let step = |(at, step): (usize, &crate::compute::estimate::EstimateStep)| {
        let added = title(step.set);
        let title = if at == 0 { added } else { format!("+ {added}") };
        Combined { title, estimates: step.estimates.clone(), truth: None }
    };
    before.steps.iter().enumerate().map(step).collect()
}

//! Before linkage: what a file of counts says would be left, with the assumption that each number rests on.
//! The estimating is the workspace's; the picture is laid out by its scene.

use std::sync::Arc;

use egui::{CursorIcon, RichText, ScrollArea, Ui};

use crate::compute::estimate::BeforeLinkage;
use crate::report::words::Worded;
use crate::scene::Ink;
use crate::scene::coverage::estimate::{self, Combined, EstimateSpec};
use crate::scene::coverage::{Chart as Kind, CoverageHit};
use crate::ui::theme;
use crate::ui::widgets::{self, Tone};
use crate::ui::{Action, Ctx};

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
        Ok(before) => estimates_ui(ui, ctx, state, before),
    }
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
    ui.add_space(6.0);
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

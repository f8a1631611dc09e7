//! Follow-up schedules: which visits were made, missed, not yet due, or could not be seen, and the schedules themselves.
//! It judges no care; it counts against the schedule that somebody gave.

use std::sync::Arc;

use egui::{CursorIcon, ScrollArea, Ui};

use crate::compute::gaps::Gaps;
use crate::i18n::Texts;
use crate::model::{GapKind, Schedule};
use crate::report::words::Worded;
use crate::scene::gaps::steps::{self, StepBar, StepsSpec};
use crate::scene::gaps::{Chart as Kind, GapsHit};
use crate::ui::views::coverage::chart::{Chart, Same};
use crate::ui::views::coverage::grid;
use crate::ui::views::coverage::menu::Wanted;
use crate::ui::{Ctx, widgets};
use crate::workspace::{Command, GapsLook, GapsPick};

use super::{GapsState, ask, schedule};

/// What the page keeps from frame to frame.
#[derive(Debug, Default)]
pub struct FollowUpState {
    chart: Chart<(Same<Gaps>, Option<GapsHit>), GapsHit>,
    hover: Option<GapsHit>,
    /// The days of a schedule while they are typed, by its place.
    pub(super) typed: Option<(usize, String)>,
}

/// Shows the page.
pub fn follow_up_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut GapsState) {
    let asked = ctx.workspace.gap_spec().schedules;
    if asked.is_empty() {
        if ask::not_asked_ui(ui, ctx, "gaps-follow-up-none", "gaps-schedule-add") {
            schedule::add(ctx);
        }
        return;
    }
    ScrollArea::vertical().id_salt("follow-up").auto_shrink(false).show(ui, |ui| {
        visits_ui(ui, ctx, state, &asked);
        ui.add_space(10.0);
        for (at, one) in asked.iter().enumerate() {
            schedule::schedule_ui(ui, ctx, &mut state.follow_up, (at, one));
        }
        if widgets::link(ui, &ctx.texts.t("gaps-schedule-add"), ctx.theme).clicked() {
            schedule::add(ctx);
        }
    });
}

/// The visits as pictures want them.
pub fn bars(found: &Gaps, texts: &Texts) -> Vec<StepBar> {
    let many = found.spec.schedules.len() > 1;
    let mut all = Vec::new();
    for (path, (schedule, counts)) in found.spec.schedules.iter().zip(&found.schedules).enumerate() {
        for (visit, (due, count)) in schedule.due.iter().zip(counts).enumerate() {
            let day = texts.ta("gaps-visit", &[("day", texts.count(u64::from(due.unsigned_abs())).into())]);
            let title = if many { format!("{} · {day}", schedule.title) } else { day };
            all.push(StepBar { title, step: (path as u16, visit as u16), count: *count });
        }
    }
    all
}

fn visits_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut GapsState, asked: &[Schedule]) {
    let seen = ctx.workspace.gaps().found.seen().map(|seen| (Arc::clone(seen.value), seen.outdated));
    let found = seen.filter(|(found, _)| !found.spec.schedules.is_empty());
    let about = ctx.texts.t("gaps-visits-about");
    if grid::savable(ui, ctx, &ctx.texts.t("gaps-chart-visits"), &about, found.is_some()) {
        state.saving = Some(Kind::Visits);
    }
    let Some((found, outdated)) = found else {
        widgets::nothing(ui, &ctx.texts.t("state-looking"), ctx.theme);
        return;
    };
    let hover = state.follow_up.hover;
    let shown = ui
        .scope(|ui| {
            if outdated || found.spec.schedules != asked {
                ui.multiply_opacity(0.6);
            }
            state.follow_up.chart.show(ui, ctx, 40.0, (Same(Arc::clone(&found)), hover), |width, _| {
                let steps = bars(&found, ctx.texts);
                steps::scene(&StepsSpec { width, steps: &steps, hover }, &Worded(ctx.texts))
            })
        })
        .inner;
    state.follow_up.hover = shown.hit();
    if let Some(GapsHit::Fate(path, visit, fate)) = shown.clicked() {
        if let crate::compute::gaps::path::Fate::Missing(why) = fate {
            let look = ctx.workspace.gaps_look().widened();
            let look = GapsLook { kind: Some(GapKind::FollowUp), why: Some(why), ..look };
            ctx.send(Command::LookAtGaps(look));
        }
        let pick = GapsPick::Step { kind: GapKind::FollowUp, step: (path, visit), fate };
        state.menu = shown.menu(Wanted::Gaps(pick));
    }
    shown.say(CursorIcon::PointingHand);
}

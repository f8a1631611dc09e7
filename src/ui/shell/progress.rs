//! What takes long, with how far it is and a button that stops it.
//! It floats over the panels, so that nothing moves when it comes and goes.

use std::time::Duration;

use egui::{Align2, Area, Frame, ProgressBar, Ui, vec2};

use crate::ui::Ctx;
use crate::ui::theme;
use crate::workspace::{Command, JobKind, Running};

/// How often progress is drawn anew.
const EVERY: Duration = Duration::from_millis(100);

/// Shows the jobs that have been going on long enough to be shown.
pub fn ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let running = ctx.workspace.running();
    if running.is_empty() {
        return;
    }
    ui.ctx().request_repaint_after(EVERY);
    let slow: Vec<&Running> =
        running.iter().filter(|job| job.is_slow() && !job.cancel.is_cancelled()).collect();
    if slow.is_empty() {
        return;
    }
    let empty = ctx.workspace.extract().is_none();
    let (anchor, offset) = if empty {
        (Align2::CENTER_BOTTOM, vec2(0.0, -120.0))
    } else {
        (Align2::RIGHT_BOTTOM, vec2(-16.0, -40.0))
    };
    let area = Area::new(egui::Id::unique("progress")).anchor(anchor, offset).order(egui::Order::Foreground);
    area.show(ui.ctx(), |ui| {
        Frame::window(ui.style()).show(ui, |ui| {
            ui.set_width(320.0);
            for job in slow {
                job_ui(ui, ctx, job);
            }
        });
    });
}

fn key(kind: JobKind) -> &'static str {
    match kind {
        JobKind::Load => "job-load",
        JobKind::Journeys => "job-journeys",
        JobKind::Coverage => "job-coverage",
        JobKind::Findings => "job-findings",
        JobKind::Gaps => "job-gaps",
        JobKind::Picture => "job-picture",
        JobKind::RawRow => "job-raw-row",
        JobKind::Search => "job-search",
        JobKind::Cache => "job-cache",
        JobKind::Save => "job-save",
    }
}

fn job_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, job: &Running) {
    let name = ctx.texts.t(key(job.kind));
    let progress = &job.progress;
    let share = progress.share();
    ui.horizontal(|ui| {
        ui.label(theme::strong(&name));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let stop = ui.button(ctx.texts.t("do-cancel"));
            if stop.accessible_name(format!("{}: {name}", ctx.texts.t("do-cancel"))).clicked() {
                ctx.send(Command::Cancel(job.kind));
            }
            if let Some(share) = share {
                ui.label(theme::muted(ctx.texts.percent(f64::from(share), 0), ctx.theme));
            }
        });
    });
    let bar =
        ProgressBar::new(share.unwrap_or(0.0)).desired_height(6.0).fill(theme::colour(ctx.theme.ink.accent));
    ui.add(bar.animate(share.is_none())).accessible_name(name);
    let mut parts = Vec::new();
    if progress.rows() > 0 {
        parts.push(ctx.texts.ta("count-rows", &[("n", progress.rows().into())]));
    }
    if progress.bytes_total() > 0 {
        let (done, all) = (ctx.texts.bytes(progress.bytes()), ctx.texts.bytes(progress.bytes_total()));
        parts.push(ctx.texts.ta("progress-bytes", &[("done", done.into()), ("all", all.into())]));
    }
    if !parts.is_empty() {
        ui.label(theme::muted(parts.join(" · "), ctx.theme));
    }
}

//! The gap that is picked: what it is, why it is there, what that rests on, and who watched meanwhile.
//! It judges nothing.

use egui::{Label, ScrollArea, Sense, Ui, vec2};

use crate::compute::gaps::say;
use crate::model::{Explanation, Gap, GapKind};
use crate::scene::gaps::Look;
use crate::store::Store;
use crate::ui::views::coverage::grid;
use crate::ui::{Action, Ctx, names, theme, widgets};

use super::list::swatch_ui;
use super::words;

/// Shows the panel.
pub fn card_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    grid::savable(ui, ctx, &ctx.texts.t("gaps-card"), "", false);
    let Some(store) = ctx.workspace.store().cloned() else { return };
    let Some(gap) = ctx.workspace.picked_gap().map(|(_, gap)| gap.clone()) else {
        widgets::nothing(ui, &ctx.texts.t("gaps-card-none"), ctx.theme);
        return;
    };
    ScrollArea::vertical().id_salt("gap").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        head_ui(ui, ctx, &store, &gap);
        for say in say::evidence(&store, &gap) {
            ui.add(Label::new(format!("– {}", ctx.texts.say(&say))).wrap());
        }
        ui.add_space(4.0);
        for (key, bits) in [("gaps-watched", gap.watched), ("gaps-unknown", gap.unknown)] {
            let titles = words::sources(bits, &store);
            let titles = if bits == 0 { ctx.texts.t("gaps-no-source") } else { titles };
            let said = ctx.texts.ta(key, &[("sources", titles.into())]);
            ui.add(Label::new(theme::muted(said, ctx.theme)).wrap());
        }
    });
}

/// Whose it is and when, what it is of, and in a sentence why it is there.
fn head_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, store: &Store, gap: &Gap) {
    let texts = ctx.texts;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        let key = words::patient(gap, store);
        ui.label(theme::strong(key.as_str()));
        let from = words::day(gap.span.from, store, texts);
        let to = words::day(gap.span.to, store, texts);
        let days = texts.ta("findings-days", &[("n", words::days(gap, texts).into())]);
        ui.label(theme::muted(format!("{from} – {to} · {days}"), ctx.theme));
        let open = texts.ta("findings-open-patient", &[("patient", key.into())]);
        if widgets::link(ui, &open, ctx.theme).clicked() {
            ctx.act(Action::OpenFinding);
        }
    });
    ui.label(theme::muted(about(ctx, store, gap), ctx.theme));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let (area, _) = ui.allocate_exact_size(vec2(12.0, 16.0), Sense::hover());
        swatch_ui(ui, ctx, area, Look::Why(gap.explanation));
        let sentence = texts.t(sentence_key(gap.explanation));
        ui.add(Label::new(sentence).wrap());
    });
}

/// The kind, the step where it is of one, what came before, the phase and the source.
fn about(ctx: &Ctx<'_>, store: &Store, gap: &Gap) -> String {
    let mut parts = vec![ctx.texts.say(&say::kind(gap.kind))];
    if let Some((path, step)) = gap.step {
        let spec = ctx.workspace.gap_spec();
        let (path, step) = (usize::from(path), usize::from(step));
        parts.extend(match gap.kind {
            GapKind::FollowUp => spec.schedules.get(path).map(|schedule| {
                let due = schedule.due.get(step).copied().unwrap_or_default();
                let day = ctx.texts.count(u64::from(due.unsigned_abs()));
                format!("{} · {}", schedule.title, ctx.texts.ta("gaps-visit", &[("day", day.into())]))
            }),
            _ => spec.paths.get(path).map(|of| {
                let step = of.steps.get(step).map_or("", |step| step.title.as_str());
                format!("{} · {step}", of.title)
            }),
        });
    }
    parts.extend(gap.code.map(|code| names::code(store.head().codes.get(code), ctx.texts)));
    parts.push(words::phase(gap.phase, store, ctx.texts));
    parts.extend(gap.source.map(|source| names::source(source, store).to_owned()));
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

fn sentence_key(why: Explanation) -> &'static str {
    match why {
        Explanation::Clinical => "gaps-why-clinical",
        Explanation::Coverage => "gaps-why-coverage",
        Explanation::Route => "gaps-why-route",
        Explanation::Precision => "gaps-why-precision",
        Explanation::Outage => "gaps-why-outage",
        Explanation::CannotTell => "gaps-why-cannot-tell",
    }
}

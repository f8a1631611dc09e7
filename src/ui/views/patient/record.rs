//! The record panel of the patient screen: everything known of the event picked, down to the raw row of its file.
//! The raw row is read only when asked for, and is not kept.

use egui::{Grid, RichText, ScrollArea, Ui, vec2};

use crate::i18n::variant_key;
use crate::model::report::Flaw;
use crate::ui::views::findings::judge::JudgeState;
use crate::ui::{Ctx, names, theme, widgets};
use crate::workspace::Command;

use super::{PatientState, Subject, gap, note};

/// Shows the panel.
pub fn record_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut PatientState) {
    let Some(subject) = Subject::of(ctx) else {
        widgets::nothing(ui, &ctx.texts.t("record-none"), ctx.theme);
        return;
    };
    let height = (ui.available_height() - note::HEIGHT).max(60.0);
    ui.allocate_ui(vec2(ui.available_width(), height), |ui| {
        ui.set_min_height(height);
        picked_ui(ui, ctx, &subject, &mut state.judge);
    });
    note::note_ui(ui, ctx, &subject, &mut state.write);
}

/// What is picked of the patient.
fn picked_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, subject: &Subject, judge: &mut JudgeState) {
    let picked = ctx.workspace.patient_view().event;
    let Some(at) = picked.filter(|at| subject.store.events_of(subject.patient).contains(at)) else {
        match gap::picked(ctx, subject) {
            Some(gap) => gap::gap_ui(ui, ctx, subject, &gap, judge),
            None => widgets::nothing(ui, &ctx.texts.t("record-none"), ctx.theme),
        }
        return;
    };
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let event = subject.store.events().get(at);
        let code = subject.store.head().codes.get(event.code);
        ui.label(RichText::new(code.name(ctx.texts.lang().code())).font(theme::semibold(15.0)));
        ui.add_space(6.0);
        facts_ui(ui, ctx, subject, at);
        flaws_ui(ui, ctx, subject, at);
        ui.add_space(12.0);
        ui.label(theme::title(ctx.texts.t("record-raw")));
        ui.label(theme::muted(subject.provenance(&event, ctx.texts), ctx.theme));
        ui.add_space(4.0);
        raw_ui(ui, ctx, subject, at);
    });
}

/// What the store holds of the event, line by line.
fn facts_ui(ui: &mut Ui, ctx: &Ctx<'_>, subject: &Subject, at: usize) {
    let (events, head, texts) = (subject.store.events(), subject.store.head(), ctx.texts);
    let event = events.get(at);
    let code = head.codes.get(event.code);
    let number = |value: Option<f64>| value.map(|value| texts.number(value, 2));
    let reference = match (number(events.ref_low.get(at)), number(events.ref_high.get(at))) {
        (None, None) => None,
        (low, high) => Some(format!("{} – {}", low.unwrap_or_default(), high.unwrap_or_default())),
    };
    let site = events.site.get(at).and_then(|site| head.sites.get(usize::from(site)).cloned());
    let lines = [
        ("word-start", Some(subject.start(&event, texts))),
        ("word-end", event.end.map(|end| subject.moment(end, event.end_precision, texts))),
        ("word-duration", event.end.map(|end| texts.duration(end.0.saturating_sub(event.start.0)))),
        ("word-source", Some(names::source(event.source, &subject.store).to_owned())),
        ("word-site", site),
        ("word-phase", Some(names::phase(&head.phases[event.phase.index()], texts))),
        ("word-code", Some(format!("{} {}", code.system, code.code).trim().to_owned())),
        ("word-value", subject.value(at, texts)),
        ("word-reference", reference),
        ("word-dose", number(events.dose.get(at))),
        ("word-quantity", number(events.quantity.get(at))),
        ("word-days-supply", number(events.days_supply.get(at).map(f64::from))),
    ];
    Grid::new("facts").num_columns(2).spacing([14.0, 4.0]).show(ui, |ui| {
        for (key, value) in lines {
            if let Some(value) = value {
                ui.label(theme::muted(texts.t(key), ctx.theme));
                ui.label(value);
                ui.end_row();
            }
        }
    });
}

/// What is wrong with the event, if anything.
fn flaws_ui(ui: &mut Ui, ctx: &Ctx<'_>, subject: &Subject, at: usize) {
    let event = subject.store.events().get(at);
    for flaw in Flaw::ALL.into_iter().filter(|&flaw| event.has(flaw)) {
        ui.add_space(6.0);
        widgets::banner(ui, widgets::Tone::Warning, ctx.theme, |ui| {
            ui.label(ctx.texts.t(&variant_key("flaw", flaw)));
        });
    }
}

/// The row as it stands in its file, once it is asked for.
fn raw_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, subject: &Subject, at: usize) {
    let wanted = (subject.store.generation(), at);
    let there = ctx.workspace.results().raw_row.keyed().filter(|(key, _)| **key == wanted);
    match there {
        None => {
            if ui.button(ctx.texts.t("record-read")).clicked() {
                ctx.send(Command::ReadRawRow(at));
            }
        }
        Some((_, row)) => match &**row {
            Ok(cells) => {
                Grid::new("raw").num_columns(2).spacing([14.0, 3.0]).striped(true).show(ui, |ui| {
                    for (column, value) in cells {
                        ui.label(theme::muted(column, ctx.theme));
                        ui.add(egui::Label::new(value.reveal()).wrap());
                        ui.end_row();
                    }
                });
            }
            Err(error) => {
                widgets::banner(ui, widgets::Tone::Error, ctx.theme, |ui| {
                    ui.label(ctx.texts.trouble(error));
                });
            }
        },
    }
}

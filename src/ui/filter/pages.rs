//! The pages of the filter form, one for each kind of filter.
//! Each shows what there is to pick, with how many it concerns, and writes what was picked into the draft.

use egui::{Align, Layout, RichText, Sense, TextEdit, Ui, vec2};

use crate::base::{Clock, PatientId};
use crate::store::{Attribute, AttributeValues, Store};
use crate::ui::theme::{self, colour};
use crate::ui::{Ctx, names};
use crate::workspace::Command;

use super::draft::{Draft, Kind, toggle};

/// How many patients have each value of an attribute, and how many have none; counted once.
#[derive(Debug, Default)]
pub struct Counts {
    of: Option<(u64, String)>,
    values: Vec<usize>,
    missing: usize,
}

impl Counts {
    fn refresh(&mut self, store: &Store, attribute: &Attribute) {
        let of = Some((store.generation(), attribute.id.clone()));
        if self.of == of {
            return;
        }
        self.of = of;
        let population = &store.head().population;
        if let AttributeValues::Category { names, of } = &attribute.values {
            self.values = vec![0; names.len()];
            for patient in population.iter() {
                if let Some(count) = self.values.get_mut(of[patient.index()] as usize) {
                    *count += 1;
                }
            }
        } else {
            let known = |&patient: &PatientId| {
                attribute.number(patient).is_some() || attribute.date(patient).is_some()
            };
            self.values = vec![population.iter().filter(known).count()];
        }
        self.missing = population.len() - self.values.iter().sum::<usize>();
    }
}

/// Shows the page of the draft's kind. `fresh` is true when it is shown for the first time.
pub fn page(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    store: &Store,
    draft: &mut Draft,
    counts: &mut Counts,
    fresh: bool,
) {
    match draft.kind {
        Kind::Sources => sources(ui, ctx, store, draft),
        Kind::Phases => phases(ui, ctx, store, draft),
        Kind::Codes => codes(ui, ctx, store, draft, fresh),
        Kind::Attribute => attribute(ui, ctx, store, draft, counts),
        Kind::Period => period(ui, ctx, store, draft),
        Kind::EventCount => {
            let labels = [ctx.texts.t("filter-least"), ctx.texts.t("filter-most")];
            range(ui, labels, &mut draft.count, "");
        }
        Kind::Has | Kind::HasNot => {
            ui.label(theme::strong(ctx.texts.t("word-sources")));
            sources(ui, ctx, store, draft);
            ui.add_space(6.0);
            ui.label(theme::strong(ctx.texts.t("kind-of-filter-phases")));
            phases(ui, ctx, store, draft);
            ui.add_space(6.0);
            ui.label(theme::strong(ctx.texts.t("kind-of-filter-codes")));
            codes(ui, ctx, store, draft, fresh);
        }
    }
}

/// A line with a tick, a name, and a count at the right; true when it was clicked.
fn tick(ui: &mut Ui, ctx: &Ctx<'_>, ticked: bool, name: &str, count: &str) -> bool {
    let mut ticked = ticked;
    ui.horizontal(|ui| {
        ui.set_min_height(20.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(8.0);
            ui.label(theme::muted(count, ctx.theme));
            ui.with_layout(Layout::left_to_right(Align::Center).with_main_wrap(false), |ui| {
                ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
                ui.checkbox(&mut ticked, name).clicked()
            })
            .inner
        })
        .inner
    })
    .inner
}

fn sources(ui: &mut Ui, ctx: &Ctx<'_>, store: &Store, draft: &mut Draft) {
    let Some(extract) = ctx.workspace.extract() else { return };
    for (source, summary) in store.head().sources.iter().zip(&extract.summaries) {
        let count = ctx.texts.ta("count-patients", &[("n", summary.patients.into())]);
        if tick(ui, ctx, draft.test.sources.contains(&source.id), &source.title, &count) {
            toggle(&mut draft.test.sources, source.id.clone());
        }
    }
}

fn phases(ui: &mut Ui, ctx: &Ctx<'_>, store: &Store, draft: &mut Draft) {
    let Some(extract) = ctx.workspace.extract() else { return };
    let palette = ctx.theme.palette(&store.head().phases);
    for (n, phase) in store.head().phases.iter().enumerate() {
        let patients = extract.phases.get(n).map_or(0, |summary| summary.patients);
        let count = ctx.texts.ta("count-patients", &[("n", patients.into())]);
        let name = names::phase(phase, ctx.texts);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let (area, _) = ui.allocate_exact_size(vec2(9.0, 20.0), Sense::hover());
            let square = egui::Rect::from_center_size(area.center(), vec2(9.0, 9.0));
            ui.painter().rect_filled(square, 2.0, colour(palette[n]));
            if tick(ui, ctx, draft.test.phases.contains(&phase.id), &name, &count) {
                toggle(&mut draft.test.phases, phase.id.clone());
            }
        });
    }
}

fn codes(ui: &mut Ui, ctx: &mut Ctx<'_>, store: &Store, draft: &mut Draft, fresh: bool) {
    let label = ctx.texts.t("filter-search-codes");
    let field = TextEdit::singleline(&mut draft.search).hint_text(label.clone()).desired_width(f32::INFINITY);
    let field = ui.add(field).accessible_name(label);
    if fresh && draft.kind == Kind::Codes {
        field.request_focus();
    }
    if field.changed() || fresh {
        ctx.send(Command::SearchCodes(draft.search.clone()));
    }
    let table = &store.head().codes;
    for code in draft.test.codes.clone() {
        let name = match table.find_ref(&code) {
            Some(id) => names::code(table.get(id), ctx.texts),
            None => code.code.clone(),
        };
        if tick(ui, ctx, true, &name, "") {
            draft.toggle_code(code);
        }
    }
    let Some(((generation, _), found)) = ctx.workspace.results().codes.keyed() else { return };
    if *generation != store.generation() {
        return;
    }
    let (list, all) = found.as_ref();
    for found in list {
        let code = table.get(found.code);
        if draft.test.codes.contains(&code.to_ref()) {
            continue;
        }
        let count = ctx.texts.ta("count-patients", &[("n", found.patients.into())]);
        if tick(ui, ctx, false, &names::code(code, ctx.texts), &count) {
            draft.toggle_code(code.to_ref());
        }
    }
    if *all > list.len() {
        let shown = [("n", list.len().into()), ("total", (*all).into())];
        ui.label(theme::muted(ctx.texts.ta("filter-codes-shown", &shown), ctx.theme));
    } else if list.is_empty() {
        ui.label(theme::muted(ctx.texts.t("filter-no-codes"), ctx.theme));
    }
}

fn attribute(ui: &mut Ui, ctx: &Ctx<'_>, store: &Store, draft: &mut Draft, counts: &mut Counts) {
    if store.head().attributes.is_empty() {
        ui.label(theme::muted(ctx.texts.t("filter-no-attributes"), ctx.theme));
        return;
    }
    if draft.attribute.is_empty() {
        draft.attribute.clone_from(&store.head().attributes[0].id);
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for attribute in &store.head().attributes {
            let chosen = attribute.id == draft.attribute;
            if ui.selectable_label(chosen, names::attribute(&attribute.id, ctx.texts)).clicked() && !chosen {
                draft.attribute.clone_from(&attribute.id);
                (draft.values, draft.range) = (Vec::new(), Default::default());
            }
        }
    });
    let Some(attribute) = store.attribute_by_id(&draft.attribute) else { return };
    ui.add_space(6.0);
    counts.refresh(store, attribute);
    let patients = |n: usize| ctx.texts.ta("count-patients", &[("n", n.into())]);
    match &attribute.values {
        AttributeValues::Category { names, .. } => {
            for (name, &count) in names.iter().zip(&counts.values) {
                if tick(ui, ctx, draft.values.contains(name), name, &patients(count)) {
                    toggle(&mut draft.values, name.clone());
                }
            }
        }
        values => {
            let unit =
                if matches!(values, AttributeValues::Date(_)) { "filter-year" } else { "filter-number" };
            let labels = [ctx.texts.t("filter-least"), ctx.texts.t("filter-most")];
            ui.add_enabled_ui(draft.values.is_empty(), |ui| {
                range(ui, labels, &mut draft.range, &ctx.texts.t(unit));
            });
        }
    }
    if counts.missing > 0 {
        let missing = String::new();
        if tick(
            ui,
            ctx,
            draft.values.contains(&missing),
            &ctx.texts.t("filter-is-missing"),
            &patients(counts.missing),
        ) {
            toggle(&mut draft.values, missing);
        }
    }
}

fn period(ui: &mut Ui, ctx: &Ctx<'_>, store: &Store, draft: &mut Draft) {
    let hint = if store.head().clock == Clock::Calendar { "filter-date-hint" } else { "filter-day-hint" };
    let labels = [ctx.texts.t("filter-from"), ctx.texts.t("filter-to")];
    range(ui, labels, &mut draft.period, &ctx.texts.t(hint));
    ui.add_space(6.0);
    ui.label(theme::muted(ctx.texts.t("filter-period-help"), ctx.theme));
    let summaries = ctx.workspace.extract().map_or(&[][..], |extract| &extract.summaries);
    let first = summaries.iter().filter_map(|summary| summary.first).min();
    let last = summaries.iter().filter_map(|summary| summary.last).max();
    if let (Some(first), Some(last)) = (first, last) {
        let moment = |time| ctx.texts.moment(time, crate::base::Precision::Day, store.head().clock);
        let ends = [("from", moment(first).into()), ("to", moment(last).into())];
        ui.label(theme::muted(ctx.texts.ta("filter-extract-span", &ends), ctx.theme));
    }
}

/// Two fields with their labels, side by side.
fn range(ui: &mut Ui, labels: [String; 2], texts: &mut [String; 2], hint: &str) {
    ui.horizontal(|ui| {
        for (label, text) in labels.into_iter().zip(texts) {
            let label = ui.label(RichText::new(label));
            let field = TextEdit::singleline(text).hint_text(hint.to_owned()).desired_width(104.0);
            ui.add(field).labelled_by(label.id);
            ui.add_space(10.0);
        }
    });
}

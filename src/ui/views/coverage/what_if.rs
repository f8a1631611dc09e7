//! What if: other states beside the present one, with what each would leave; a click makes one the present state.
//! The numbers are the workspace's.

use std::sync::Arc;

use egui::{Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::compute::coverage::{Alternative, Change, Proposal};
use crate::report::words::Worded;
use crate::scene::Ink;
use crate::scene::coverage::{CoverageWords as _, YEAR};
use crate::store::Store;
use crate::ui::filter::words as filter_words;
use crate::ui::theme::{self, colour};
use crate::ui::widgets::{self, Cell};
use crate::ui::{Ctx, names};
use crate::workspace::{Command, QuestionEdit, WhatIf, specs};

use super::{grid, sets_menu};

const ROW: f32 = 26.0;

/// Shows the states.
pub fn what_if_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, store: &Store) {
    let about = ctx.texts.t("chart-what-if-about");
    grid::heading(ui, ctx, &ctx.texts.t("chart-what-if"), &about, None);
    let Some(seen) = ctx.workspace.results().coverage.what_if.seen() else {
        ui.label(theme::muted(ctx.texts.t("state-counting"), ctx.theme));
        return;
    };
    if seen.outdated {
        ui.multiply_opacity(0.55);
    }
    let what_if: Arc<WhatIf> = Arc::clone(seen.value);
    header(ui, ctx);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        let now = ctx.texts.t("what-if-now");
        let silent =
            ctx.workspace.results().coverage.combined.value().is_some_and(|c| c.patterns.silent != 0);
        row(ui, ctx, &now, &what_if.now, None, silent);
        for (proposal, alternative) in &what_if.others {
            let words = change_words(&proposal.change, ctx, store);
            let by = alternative.patients as i64 - what_if.now.patients as i64;
            if row(ui, ctx, &words, alternative, Some(by), silent) {
                apply(ctx, proposal);
            }
        }
    });
}

/// The columns of a row: what, patients, more or fewer, person-years, difference, interval.
fn columns(area: Rect) -> [Rect; 6] {
    let widths = [58.0, 58.0, 62.0, 48.0, 56.0];
    let name = (area.width() - widths.iter().sum::<f32>()).max(80.0);
    let mut left = area.left();
    let mut next = |width: f32| {
        let column = Rect::from_min_max(pos2(left, area.top()), pos2(left + width, area.bottom()));
        left += width;
        column
    };
    let [a, b, c, d, e] = widths;
    [next(name), next(a), next(b), next(c), next(d), next(e)]
}

fn header(ui: &mut Ui, ctx: &Ctx<'_>) {
    let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
    let keys = ["", "word-patients", "what-if-change", "what-if-years", "what-if-smd", "what-if-interval"];
    for (column, key) in columns(area).into_iter().zip(keys).skip(1) {
        Cell::number(ctx.theme).muted(ctx.theme).paint(ui, column, &ctx.texts.t(key));
        let about = ctx.texts.find(&format!("{key}-about"));
        let over = ui.interact(column, ui.scope_id().with(key), Sense::hover());
        if let Some(about) = about {
            over.on_hover_text(about);
        }
    }
    ui.painter().hline(area.x_range(), area.bottom(), (1.0, colour(ctx.theme.ui.border)));
}

/// A state; true when it was clicked, which only other states can be.
/// Where a set is silent, no time at all means that nobody knows.
fn row(ui: &mut Ui, ctx: &Ctx<'_>, words: &str, of: &Alternative, by: Option<i64>, silent: bool) -> bool {
    let sense = if by.is_some() { Sense::click() } else { Sense::hover() };
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), sense);
    let patients = ctx.texts.count(of.patients);
    let name = format!("{words}: {patients}");
    let role = if by.is_some() { Role::Button } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, &name));
    if by.is_some() && (response.hovered() || response.has_focus()) {
        ui.painter().rect_filled(area, 4.0, colour(ctx.theme.ui.hover));
    }
    widgets::focus_ring(ui, &response, area, 4.0, ctx.theme);
    let [what, count, change, years, smd, interval] = columns(area);
    let looks = if by.is_some() { Cell::text(ctx.theme) } else { Cell::text(ctx.theme).strong() };
    looks.paint(ui, what, words);
    let number = Cell::number(ctx.theme);
    number.strong().paint(ui, count, &patients);
    if let Some(by) = by {
        let ink = if by < 0 { Ink::Warning } else { Ink::Accent };
        let sign = if by < 0 { "−" } else { "+" };
        let text = format!("{sign}{}", ctx.texts.count(by.unsigned_abs()));
        Cell { colour: ctx.colour(ink), ..number }.paint(ui, change, &text);
    }
    let words_of = Worded(ctx.texts);
    let none = || "–".to_owned();
    let time = if of.micros == 0 && silent { none() } else { words_of.years(of.micros as f64 / YEAR) };
    number.muted(ctx.theme).paint(ui, years, &time);
    number.muted(ctx.theme).paint(ui, smd, &of.worst_smd.map_or_else(none, |smd| ctx.texts.number(smd, 2)));
    let half = of.half_width.map_or_else(none, |half| format!("±{}", ctx.texts.percent(half, 1)));
    number.muted(ctx.theme).paint(ui, interval, &half);
    let worst = of.worst_attribute.as_ref().map(|id| names::attribute(id, ctx.texts));
    let clicked = response.clicked();
    if let Some(worst) = worst {
        response.on_hover_text(ctx.texts.ta("what-if-worst", &[("attribute", worst.into())]));
    }
    clicked
}

fn change_words(change: &Change, ctx: &Ctx<'_>, store: &Store) -> String {
    let all = specs(store, ctx.workspace.question());
    let title = |at: usize| all.get(at).map(|set| sets_menu::title(set, store, ctx)).unwrap_or_default();
    match change {
        Change::LeaveOut(at) => ctx.texts.ta("what-if-leave-out", &[("set", title(*at).into())]),
        Change::Group { title, .. } => ctx.texts.ta("what-if-group", &[("set", title.as_str().into())]),
        Change::Shorten(span) => {
            let span = filter_words::period_words(*span, store, ctx.texts);
            ctx.texts.ta("what-if-window", &[("window", span.into())])
        }
        Change::WithoutFilter(at) => {
            let filter = ctx.workspace.filters().get(*at);
            let words =
                filter.map(|filter| filter_words::words(filter, store, ctx.texts)).unwrap_or_default();
            ctx.texts.ta("what-if-without-filter", &[("filter", words.into())])
        }
    }
}

/// Makes a state the present one.
fn apply(ctx: &mut Ctx<'_>, proposal: &Proposal) {
    if let Change::WithoutFilter(at) = proposal.change {
        ctx.send(Command::RemoveFilter(at));
    } else {
        ctx.send(Command::Question(QuestionEdit::Ask(proposal.question.clone())));
    }
}

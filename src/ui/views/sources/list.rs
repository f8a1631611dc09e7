//! The list of sources: what each is, who delivered it, how much there is of it and from when to when.
//! Picking one shows its load report; the first entry stands for the extract as a whole.

use egui::{Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::base::{Clock, Precision, Span};
use crate::model::Source;
use crate::scene::Ink;
use crate::store::Store;
use crate::ui::filter::words::{OPEN_END, OPEN_START};
use crate::ui::theme::colour;
use crate::ui::widgets::{self, Cell};
use crate::ui::{Ctx, names};
use crate::workspace::SourceSummary;

use super::SourcesState;

const ROW: f32 = 46.0;

/// Where the columns end, from the right: patients, events, span, windows.
struct Columns {
    patients: f32,
    events: f32,
    span: f32,
    windows: f32,
}

impl Columns {
    fn fit(width: f32) -> Self {
        let windows = (width * 0.26).clamp(90.0, 210.0);
        let span = (width * 0.15).clamp(92.0, 110.0);
        let name = width - windows - span - 2.0 * 74.0 - 4.0 * 12.0;
        let patients = name.max(120.0) + 74.0;
        let events = patients + 12.0 + 74.0;
        Self { patients, events, span: events + 12.0 + 12.0 + span, windows: width }
    }

    /// The areas of a row: name, patients, events, span, windows.
    fn of(&self, row: Rect) -> [Rect; 5] {
        let cut = |from: f32, to: f32| {
            Rect::from_min_max(pos2(row.left() + from, row.top()), pos2(row.left() + to, row.bottom()))
        };
        [
            cut(8.0, self.patients - 74.0),
            cut(self.patients - 74.0, self.patients),
            cut(self.events - 74.0, self.events),
            cut(self.events + 24.0, self.span),
            cut(self.span + 12.0, self.windows - 4.0),
        ]
    }
}

/// Shows the list of sources.
pub fn list_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut SourcesState) {
    let Some(extract) = ctx.workspace.extract() else { return };
    let store = extract.store.as_ref();
    let about = ctx.texts.t("about-sources");
    widgets::heading(ui, &ctx.texts.t("word-sources"), &about, ctx.theme);
    if state.picked.as_ref().is_some_and(|id| store.source_by_id(id).is_none()) {
        state.picked = None;
    }
    let columns = Columns::fit(ui.available_width());
    header(ui, ctx, &columns);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        whole(ui, ctx, store, &columns, state);
        for (source, summary) in store.head().sources.iter().zip(&extract.summaries) {
            row(ui, ctx, (source, summary), store, &columns, state);
        }
    });
}

fn header(ui: &mut Ui, ctx: &Ctx<'_>, columns: &Columns) {
    let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
    let (text, number) = (Cell::text(ctx.theme).muted(ctx.theme), Cell::number(ctx.theme).muted(ctx.theme));
    let keys = ["word-source", "word-patients", "word-events", "sources-first-last", "sources-windows"];
    for ((area, key), looks) in columns.of(area).into_iter().zip(keys).zip([text, number, number, text, text])
    {
        looks.paint(ui, area, &ctx.texts.t(key));
    }
    ui.painter().hline(area.x_range(), area.bottom(), (1.0, colour(ctx.theme.ui.border)));
}

/// Takes the place of a row and paints its ground; true in the second place when it was clicked.
fn ground(ui: &mut Ui, ctx: &Ctx<'_>, picked: bool, name: &str) -> (Rect, bool) {
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, picked, name));
    if picked || response.hovered() {
        let ground = if picked { ctx.theme.ui.active } else { ctx.theme.ui.hover };
        ui.painter().rect_filled(area, 5.0, colour(ground));
    }
    widgets::focus_ring(ui, &response, area, 5.0, ctx.theme);
    (area, response.clicked())
}

/// A title over what explains it.
fn two_lines(ui: &Ui, ctx: &Ctx<'_>, area: Rect, title: &str, about: &str) {
    let middle = area.center().y;
    let upper = Rect::from_min_max(pos2(area.left(), middle - 18.0), pos2(area.right(), middle + 1.0));
    let lower = Rect::from_min_max(pos2(area.left(), middle + 1.0), pos2(area.right(), middle + 17.0));
    Cell::text(ctx.theme).strong().paint(ui, upper, title);
    Cell::text(ctx.theme).muted(ctx.theme).paint(ui, lower, about);
}

fn whole(ui: &mut Ui, ctx: &Ctx<'_>, store: &Store, columns: &Columns, state: &mut SourcesState) {
    let title = ctx.texts.t("sources-whole");
    let (area, clicked) = ground(ui, ctx, state.picked.is_none(), &title);
    if clicked {
        state.picked = None;
    }
    let [name, patients, events, ..] = columns.of(area);
    let tables = ctx.workspace.extract().map_or(0, |extract| extract.report.resources.len());
    two_lines(ui, ctx, name, &title, &ctx.texts.ta("sources-tables", &[("n", tables.into())]));
    Cell::number(ctx.theme).paint(ui, patients, &ctx.texts.count(store.patient_count() as u64));
    Cell::number(ctx.theme).paint(ui, events, &ctx.texts.count(store.event_count() as u64));
}

fn row(
    ui: &mut Ui,
    ctx: &Ctx<'_>,
    (source, summary): (&Source, &SourceSummary),
    store: &Store,
    columns: &Columns,
    state: &mut SourcesState,
) {
    let picked = state.picked.as_ref() == Some(&source.id);
    let (area, clicked) = ground(ui, ctx, picked, &source.title);
    if clicked {
        state.picked = Some(source.id.clone());
    }
    let [name, patients, events, span, windows] = columns.of(area);
    two_lines(ui, ctx, name, &source.title, &about(source, ctx));
    let number = Cell::number(ctx.theme);
    // A register of persons has no events; it names them all the same.
    let named =
        if summary.events == 0 { store.linkage_of(summary.source).linked.len() } else { summary.patients };
    number.paint(ui, patients, &ctx.texts.count(named as u64));
    number.paint(ui, events, &ctx.texts.count(summary.events));
    let clock = store.head().clock;
    let day = |time| ctx.texts.moment(time, Precision::Day, clock);
    if let (Some(first), Some(last)) = (summary.first, summary.last) {
        stacked(ui, ctx, span, &day(first), &day(last));
    }
    let enrolment = store.enrolment_of(summary.source).is_some();
    let lines: Vec<String> = windows_words(source, enrolment, clock, ctx);
    let unknown = source.windows.is_empty() && !enrolment;
    let looks = Cell::text(ctx.theme).muted(ctx.theme);
    let looks = if unknown { Cell { colour: ctx.colour(Ink::Warning), ..looks } } else { looks };
    match lines.as_slice() {
        [upper, lower] => stacked(ui, ctx, windows, upper, lower),
        lines => looks.paint(ui, windows, &lines.join(", ")),
    }
}

fn stacked(ui: &Ui, ctx: &Ctx<'_>, area: Rect, upper: &str, lower: &str) {
    let looks = Cell::text(ctx.theme).muted(ctx.theme);
    let [top, bottom] = [-8.0, 8.0].map(|by| area.translate(vec2(0.0, by)));
    looks.paint(ui, top, upper);
    looks.paint(ui, bottom, lower);
}

/// Kind, holder and perspective: `Pharmacy · SFK · billing`.
pub(super) fn about(source: &Source, ctx: &Ctx<'_>) -> String {
    let mut parts = vec![names::kind(&source.kind, ctx.texts)];
    parts.extend(source.holder.clone());
    if source.perspective.is_some() {
        parts.push(names::perspective(source.perspective, ctx.texts).to_lowercase());
    }
    parts.join(" · ")
}

/// A source's declared windows in words; unknown where it declares none.
pub(super) fn windows_words(source: &Source, enrolment: bool, clock: Clock, ctx: &Ctx<'_>) -> Vec<String> {
    if source.windows.is_empty() {
        return vec![ctx.texts.t(if enrolment { "sources-enrolment" } else { "sources-window-unknown" })];
    }
    let words = |span: Span| {
        let day = |time| ctx.texts.moment(time, Precision::Day, clock);
        let last = crate::base::Time(span.to.0.saturating_sub(1));
        match (span.from <= OPEN_START, span.to >= OPEN_END) {
            (true, true) => ctx.texts.t("filter-period-all"),
            (true, false) => ctx.texts.ta("filter-period-until", &[("to", day(last).into())]),
            (false, true) => ctx.texts.ta("filter-period-since", &[("from", day(span.from).into())]),
            (false, false) => ctx.texts.dates(span, Precision::Month),
        }
    };
    source.windows.iter().map(|window| words(window.span)).collect()
}

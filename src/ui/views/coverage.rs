//! The front door: how many patients each source has, and how many are left when sources are combined.
//! It counts nothing itself; a click on a number asks for the filter that leaves those patients.

use egui::{Rect, RichText, ScrollArea, Sense, Ui, pos2, vec2};

use crate::compute::CoverageTable;
use crate::compute::coverage::CoverageRow;
use crate::model::{EventTest, Filter};
use crate::scene::{Ink, Rgb};
use crate::store::Store;
use crate::ui::theme::{self, colour};
use crate::ui::widgets::{self, Cell, Tone};
use crate::ui::{Ctx, names};
use crate::workspace::Command;

/// What the view keeps from frame to frame.
#[derive(Debug, Default)]
pub struct CoverageState {
    /// The row under the pointer in the last frame.
    over: Option<usize>,
}

const ROW: f32 = 30.0;
const GAP: f32 = 18.0;

/// Where the columns are: left and right edges, relative to the left of the table.
struct Columns {
    name: (f32, f32),
    patients: (f32, f32),
    share: (f32, f32),
    events: (f32, f32),
    only: (f32, f32),
    left: (f32, f32),
    left_bar: (f32, f32),
}

impl Columns {
    fn fit(width: f32) -> Self {
        let fixed = 72.0 + 86.0 + 76.0 + 72.0 + 6.0 * GAP;
        let name = (width * 0.2).clamp(130.0, 260.0);
        let bar = ((width - fixed - name) / 2.0).clamp(80.0, 360.0);
        let mut at = 0.0;
        let mut next = |width: f32| {
            let column = (at, at + width);
            at += width + GAP;
            column
        };
        Self {
            name: next(name),
            patients: next(72.0),
            share: next(bar),
            events: next(86.0),
            only: next(76.0),
            left: next(72.0),
            left_bar: next(bar),
        }
    }
}

fn cell(row: Rect, (from, to): (f32, f32)) -> Rect {
    Rect::from_min_max(pos2(row.left() + from, row.top()), pos2(row.left() + to, row.bottom()))
}

/// Shows the coverage table.
pub fn coverage_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut CoverageState) {
    let Some(store) = ctx.workspace.store().cloned() else { return };
    let about = ctx.texts.t("coverage-about");
    widgets::heading(ui, &ctx.texts.t("coverage-title"), &about, ctx.theme);
    let Some(seen) = ctx.workspace.results().coverage.seen() else {
        widgets::nothing(ui, &ctx.texts.t("state-counting"), ctx.theme);
        return;
    };
    let table = std::sync::Arc::clone(seen.value);
    if table.patients == 0 {
        widgets::nothing(ui, &ctx.texts.t("state-nobody"), ctx.theme);
        return;
    }
    if seen.outdated {
        ui.multiply_opacity(0.55);
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let columns = Columns::fit(ui.available_width());
        header(ui, ctx, &columns);
        let mut over = None;
        for n in 0..table.sources.len() {
            if row(ui, ctx, &store, &table, n, &columns, state.over == Some(n)) {
                over = Some(n);
            }
        }
        state.over = over;
        ui.add_space(14.0);
        conclusion(ui, ctx, &store, &table);
    });
}

fn header(ui: &mut Ui, ctx: &Ctx<'_>, columns: &Columns) {
    let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    let muted = Cell::text(ctx.theme).muted(ctx.theme);
    let number = Cell::number(ctx.theme).muted(ctx.theme);
    let heads = [
        (columns.name, muted, "word-source"),
        (columns.patients, number, "word-patients"),
        (columns.share, muted, "coverage-share"),
        (columns.events, number, "word-events"),
        (columns.only, number, "coverage-only-here"),
        (columns.left, number, "coverage-left"),
        (columns.left_bar, muted, "coverage-with-all-above"),
    ];
    for (column, looks, key) in heads {
        looks.paint(ui, cell(area, column), &ctx.texts.t(key));
    }
    ui.painter().hline(area.x_range(), area.bottom(), (1.0, colour(ctx.theme.ui.border)));
}

/// One source's row; true when the pointer is on it.
fn row(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    store: &Store,
    table: &CoverageTable,
    n: usize,
    columns: &Columns,
    lit: bool,
) -> bool {
    let of = &table.sources[n];
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    if lit {
        ui.painter().rect_filled(area.expand2(vec2(6.0, 0.0)), 4.0, colour(ctx.theme.ink.lane));
    }
    let source = names::source(of.source, store).to_owned();
    let in_population = store.head().population_sources.contains(&of.source);
    let name = cell(area, columns.name);
    Cell::text(ctx.theme).paint(ui, name, &source);
    let about = ui.interact(name, ui.scope_id().with(("source", n)), Sense::hover());
    about.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &source));
    if in_population {
        about.on_hover_text(ctx.texts.t("coverage-population-source"));
    }
    shares(ui, ctx, of, table, area, columns);
    let events = ctx.texts.count(of.events);
    Cell::number(ctx.theme).paint(ui, cell(area, columns.events), &events);
    for (column, patients, kind) in [
        (columns.patients, of.patients, Which::Here),
        (columns.only, of.only_here, Which::OnlyHere),
        (columns.left, of.with_all_above, Which::WithAllAbove),
    ] {
        number(ui, ctx, store, cell(area, column), patients, (kind, n, &source));
    }
    response.contains_pointer()
}

fn shares(ui: &Ui, ctx: &Ctx<'_>, of: &CoverageRow, table: &CoverageTable, area: Rect, columns: &Columns) {
    let all = table.patients.max(1) as f32;
    let theme = ctx.theme;
    let fill = theme.ink.bar.mix(theme.ink.accent, 0.12);
    let bars: [((f32, f32), usize, Rgb); 2] = [
        (columns.share, of.patients, fill),
        (columns.left_bar, of.with_all_above, theme.ink.bar.mix(theme.ink.accent, 0.45)),
    ];
    for (column, patients, fill) in bars {
        let share = patients as f32 / all;
        let text_width = 54.0;
        let place = cell(area, column).shrink2(vec2(0.0, 6.0));
        let bar = Rect::from_min_max(place.min, pos2(place.right() - text_width, place.bottom()));
        widgets::bar(ui, bar, share, fill, theme);
        let text = Rect::from_min_max(pos2(bar.right() + 4.0, place.top()), place.max);
        let percent = ctx.texts.percent(patients as f64 / f64::from(all), 1);
        Cell::number(theme).muted(theme).paint(ui, text, &percent);
    }
}

/// Which patients a number counts.
#[derive(Clone, Copy)]
enum Which {
    Here,
    OnlyHere,
    WithAllAbove,
}

fn number(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    store: &Store,
    area: Rect,
    patients: usize,
    (which, n, source): (Which, usize, &str),
) {
    let text = ctx.texts.count(patients as u64);
    let key = match which {
        Which::Here => "coverage-show-here",
        Which::OnlyHere => "coverage-show-only-here",
        Which::WithAllAbove => "coverage-show-with-all-above",
    };
    let name = ctx.texts.ta(key, &[("n", patients.into()), ("source", source.into())]);
    let looks = match which {
        Which::WithAllAbove => Cell::number(ctx.theme).strong(),
        _ => Cell::number(ctx.theme),
    };
    let clicked = ui
        .scope_builder(egui::UiBuilder::new().max_rect(area), |ui| {
            looks.button(ui, area.size(), &text, &name, ctx.theme).clicked()
        })
        .inner;
    if clicked {
        ctx.send(Command::AddFilters(filters(store, which, n)));
    }
}

/// The filters that leave the patients of a number.
fn filters(store: &Store, which: Which, n: usize) -> Vec<Filter> {
    let sources = &store.head().sources;
    let test = |ids: Vec<String>| EventTest { sources: ids, ..EventTest::default() };
    let has = |at: usize| Filter::Has(test(vec![sources[at].id.clone()]));
    match which {
        Which::Here => vec![has(n)],
        Which::WithAllAbove => (0..=n).map(has).collect(),
        Which::OnlyHere => {
            let others = sources.iter().enumerate().filter(|(at, _)| *at != n);
            let others: Vec<String> = others.map(|(_, source)| source.id.clone()).collect();
            let mut filters = vec![has(n)];
            if !others.is_empty() {
                filters.push(Filter::HasNot(test(others)));
            }
            filters
        }
    }
}

/// What is left when all sources are combined, in words.
fn conclusion(ui: &mut Ui, ctx: &Ctx<'_>, store: &Store, table: &CoverageTable) {
    let texts = ctx.texts;
    let share = |n: usize| texts.percent(n as f64 / table.patients.max(1) as f64, 2);
    let mut lines = vec![texts.ta(
        "coverage-in-all",
        &[
            ("sources", table.sources.len().into()),
            ("n", table.in_all.into()),
            ("total", table.patients.into()),
            ("share", share(table.in_all).into()),
        ],
    )];
    if let Some(groups) = table.in_all_groups {
        let titles = store.head().source_groups.iter().map(|group| match &group.title {
            Some(title) => title.in_language(texts.lang().code()).to_owned(),
            None => group.id.clone(),
        });
        let titles = titles.map(|title| format!("“{title}”")).collect::<Vec<_>>().join(", ");
        let args = [("groups", titles.into()), ("n", groups.into()), ("share", share(groups).into())];
        lines.push(texts.ta("coverage-in-all-groups", &args));
    }
    widgets::banner(ui, Tone::Warning, ctx.theme, |ui| {
        let text = RichText::new(lines.join(" ")).family(theme::semibold_family());
        ui.label(text.color(ctx.colour(Ink::Warning)));
    });
    ui.add_space(6.0);
    if table.in_none > 0 {
        ui.label(theme::muted(texts.ta("coverage-in-none", &[("n", table.in_none.into())]), ctx.theme));
    }
    if table.outside_population > 0 {
        let outside = [("n", table.outside_population.into())];
        ui.label(theme::muted(texts.ta("coverage-outside", &outside), ctx.theme));
    }
    ui.label(theme::muted(texts.t("coverage-click"), ctx.theme));
}

//! The gaps one by one: narrowed by kind, explanation, source and phase, in any order, with what leaving their patients
//! out would cost. Rows are drawn only where they are in sight.

use std::sync::Arc;

use egui::{Align, Rect, Ui, pos2, vec2};
use egui_table::{AutoSizeMode, CellInfo, Column, HeaderCellInfo, HeaderRow, Table, TableDelegate};

use crate::base::{PhaseId, SourceId};
use crate::compute::gaps::{Gaps, say};
use crate::model::{Explanation, Gap, GapKind};
use crate::report::words::Worded;
use crate::scene::coverage::CoverageWords as _;
use crate::scene::gaps::{Look, swatch};
use crate::scene::{Area, Scene};
use crate::store::Store;
use crate::ui::canvas::{self, ImageCache};
use crate::ui::theme;
use crate::ui::views::coverage::grid;
use crate::ui::views::coverage::menu::{MarkMenu, Wanted};
use crate::ui::views::findings::{Chosen, choice};
use crate::ui::widgets::{self, Cell};
use crate::ui::{Ctx, names, rows};
use crate::workspace::{Command, GapId, GapsLook, GapsPick, GapsSort, ListedGaps, WatchedBy};

use super::{GapsState, words};

/// Keys of the headers, widths in logical pixels, and what a click on the header sorts by.
const COLUMNS: [(&str, f32, Option<GapsSort>); 9] = [
    ("word-patient", 84.0, Some(GapsSort::Patient)),
    ("gap-kind", 82.0, Some(GapsSort::Kind)),
    ("gaps-from", 92.0, Some(GapsSort::From)),
    ("gaps-to", 92.0, Some(GapsSort::To)),
    ("gaps-days", 62.0, Some(GapsSort::Days)),
    ("word-phase", 76.0, Some(GapsSort::Phase)),
    ("gaps-why", 108.0, Some(GapsSort::Why)),
    ("gap-watched", 110.0, Some(GapsSort::Sources)),
    ("gaps-evidence", 320.0, None),
];
/// The key of the word for all of them.
const ALL: Option<&str> = Some("findings-all");
/// Height of a row, in logical pixels.
const ROW: f32 = 24.0;
/// Days of a year, as person-time counts them.
const YEAR: f64 = 365.25;

/// What the list keeps from frame to frame.
#[derive(Debug, Default)]
pub struct ListState {
    /// The gap that the table last scrolled to.
    scrolled_to: Option<GapId>,
}

/// Shows the panel.
pub fn list_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut GapsState) {
    let results = ctx.workspace.gaps();
    let (Some(found), Some(listed)) = (results.found.seen(), results.listed.seen()) else {
        widgets::nothing(ui, &ctx.texts.t("state-looking"), ctx.theme);
        return;
    };
    let outdated = found.outdated || listed.outdated;
    let (found, listed) = (Arc::clone(found.value), Arc::clone(listed.value));
    let Some(store) = ctx.workspace.store().cloned() else { return };
    if found.generation != store.generation() {
        return;
    }
    let about = ctx.texts.ta("gaps-listed", &[("n", listed.rows.len().into())]);
    grid::savable(ui, ctx, &ctx.texts.t("gaps-list"), &about, false);
    narrow_ui(ui, ctx, &store);
    if outdated {
        ui.multiply_opacity(0.6);
    }
    if listed.rows.is_empty() {
        nothing_ui(ui, ctx, &found);
        return;
    }
    price_ui(ui, ctx, state, (&found, &listed));
    table_ui(ui, ctx, &mut state.list, (&store, &found, &listed.rows));
}

/// Why the list is empty, and what would fill it.
fn nothing_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, found: &Gaps) {
    let look = *ctx.workspace.gaps_look();
    let spec = &found.spec;
    let asks = spec.silence.is_some()
        || spec.dispensing.is_some()
        || !spec.paths.is_empty()
        || !spec.schedules.is_empty();
    let key = match (asks, found.list.is_empty()) {
        (false, _) => "gaps-none-asked",
        (true, true) => "gaps-none",
        (true, false) => "gaps-none-narrowed",
    };
    widgets::nothing(ui, &ctx.texts.t(key), ctx.theme);
    ui.vertical_centered(|ui| {
        if look.is_narrowed() && ui.button(ctx.texts.t("gaps-widen")).clicked() {
            ctx.send(Command::LookAtGaps(look.widened()));
        }
    });
}

fn narrow_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, store: &Store) {
    let look = *ctx.workspace.gaps_look();
    let mut new = look;
    let kinds = GapKind::ALL.map(|kind| (kind, ctx.texts.say(&say::kind(kind))));
    let whys = Explanation::ALL.map(|why| (why, ctx.texts.say(&say::explanation(why))));
    let head = store.head();
    let of = |known| (0..head.sources.len() as u16).map(move |at| WatchedBy { source: SourceId(at), known });
    let title = |by: WatchedBy| {
        let title = names::source(by.source, store).to_owned();
        let title = if by.known { title } else { format!("{title} · {}", ctx.texts.t("gaps-not-said")) };
        (by, title)
    };
    let sources: Vec<_> = of(true).chain(of(false)).map(title).collect();
    let phases: Vec<_> = (0..head.phases.len() as u8)
        .map(|at| (PhaseId(at), words::phase(Some(PhaseId(at)), store, ctx.texts)))
        .collect();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        if let Some(Chosen(kind)) = choice(ui, ctx, ("gap-kind", ALL), look.kind.as_ref(), &kinds) {
            new.kind = kind;
        }
        if let Some(Chosen(why)) = choice(ui, ctx, ("gaps-why", ALL), look.why.as_ref(), &whys) {
            new.why = why;
        }
        if let Some(Chosen(source)) = choice(ui, ctx, ("gap-watched", ALL), look.source.as_ref(), &sources) {
            new.source = source;
        }
        if let Some(Chosen(phase)) = choice(ui, ctx, ("word-phase", ALL), look.phase.as_ref(), &phases) {
            new.phase = phase;
        }
        if look.is_narrowed() && widgets::link(ui, &ctx.texts.t("gaps-widen"), ctx.theme).clicked() {
            new = look.widened();
        }
    });
    if new != look {
        ctx.send(Command::LookAtGaps(new));
    }
    ui.add_space(4.0);
}

/// What leaving out everybody with a gap of the list would cost, and the ways to do so.
fn price_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut GapsState, (found, listed): (&Gaps, &ListedGaps)) {
    let price = &listed.price;
    let years = |days: u64| Worded(ctx.texts).years(days as f64 / YEAR);
    let args = [
        ("with", ctx.texts.ta("count-patients", &[("n", price.with.len().into())]).into()),
        ("left", ctx.texts.count(price.left).into()),
        ("of", ctx.texts.count(found.ids.len() as u64).into()),
        ("years", years(price.left_days).into()),
        ("all", years(price.left_days + price.with_days).into()),
    ];
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        ui.add(egui::Label::new(theme::muted(ctx.texts.ta("gaps-price", &args), ctx.theme)).wrap());
        let keep = widgets::link(ui, &ctx.texts.t("findings-open"), ctx.theme);
        if keep.clicked() {
            let words = ctx.texts.t("gaps-of-list");
            let wanted = Wanted::Gaps(GapsPick::Listed);
            state.menu = Some(MarkMenu::new(keep.rect.left_bottom(), words, wanted));
        }
        let leave = widgets::link(ui, &ctx.texts.t("gaps-leave-out"), ctx.theme);
        if leave.clicked() {
            let words = ctx.texts.t("gaps-not-of-list");
            let wanted = Wanted::Gaps(GapsPick::Unlisted);
            state.menu = Some(MarkMenu::new(leave.rect.left_bottom(), words, wanted));
        }
    });
    ui.add_space(4.0);
}

fn table_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut ListState,
    (store, found, rows): (&Store, &Gaps, &[u32]),
) {
    let look = *ctx.workspace.gaps_look();
    let picked = look.picked.and_then(|picked| picked.place(found)).map(|at| at as u32);
    let wanted: f32 = COLUMNS.iter().map(|(_, width, _)| width).sum();
    let wider = (ui.available_width() / wanted).clamp(1.0, 2.0);
    let widths = COLUMNS.map(|(_, width, _)| width * wider);
    let columns = widths.map(|width| Column::new(width).range(36.0..=1200.0).resizable(true));
    let mut table = Table::new()
        .id_salt("gaps")
        .auto_size_mode(AutoSizeMode::Never)
        .num_rows(rows.len() as u64)
        .columns(columns)
        .headers([HeaderRow::new(ROW)]);
    if look.picked != state.scrolled_to {
        state.scrolled_to = look.picked;
        if let Some(row) = picked.and_then(|picked| rows.iter().position(|at| *at == picked)) {
            table = table.scroll_to_row(row as u64, None);
        }
    }
    let mut content = Content {
        ctx,
        store,
        found,
        rows,
        picked,
        widths,
        sort: (look.sort, look.reversed),
        clicked: None,
        images: ImageCache::default(),
    };
    table.show(ui, &mut content);
    let (sort, clicked) = (content.sort, content.clicked);
    if let Some(gap) = clicked.and_then(|at: u32| found.list.get(at as usize)) {
        let picked = Some(GapId::of(gap));
        // What was picked here is in sight already.
        state.scrolled_to = picked;
        ctx.send(Command::LookAtGaps(GapsLook { picked, ..look }));
    }
    if sort != (look.sort, look.reversed) {
        ctx.send(Command::LookAtGaps(GapsLook { sort: sort.0, reversed: sort.1, ..look }));
    }
}

struct Content<'a, 'b> {
    ctx: &'a Ctx<'b>,
    store: &'a Store,
    found: &'a Gaps,
    rows: &'a [u32],
    picked: Option<u32>,
    /// How wide the columns are at first.
    widths: [f32; COLUMNS.len()],
    sort: (GapsSort, bool),
    clicked: Option<u32>,
    images: ImageCache,
}

impl TableDelegate for Content<'_, '_> {
    fn header_cell_ui(&mut self, ui: &mut Ui, cell: &HeaderCellInfo) {
        let Some((key, _, by)) = COLUMNS.get(cell.col_range.start) else { return };
        self.sort = rows::header(ui, self.ctx, (key, *by), self.sort);
    }

    fn row_ui(&mut self, ui: &mut Ui, row: u64) {
        let Some(&at) = self.rows.get(row as usize) else { return };
        let Some(gap) = self.found.list.get(at as usize) else { return };
        if rows::row(ui, self.ctx, row, self.picked == Some(at), &self.name(gap)) {
            self.clicked = Some(at);
        }
    }

    fn cell_ui(&mut self, ui: &mut Ui, cell: &CellInfo) {
        let at = self.rows.get(cell.row_nr as usize).copied();
        let Some(gap) = at.and_then(|at| self.found.list.get(at as usize)) else { return };
        if ui.is_sizing_pass() {
            // The table sizes columns by what cells take up; painted ones take up what they are told to.
            ui.allocate_space(vec2(self.widths[cell.col_nr], ROW));
            return;
        }
        let area = ui.max_rect().shrink2(vec2(4.0, 0.0));
        let (texts, store) = (self.ctx.texts, self.store);
        let plain = Cell::text(self.ctx.theme);
        match cell.col_nr {
            0 => plain.paint(ui, area, &words::patient(gap, store)),
            1 => plain.paint(ui, area, &texts.say(&say::kind(gap.kind))),
            2 => plain.paint(ui, area, &words::day(gap.span.from, store, texts)),
            3 => plain.paint(ui, area, &words::day(gap.span.to, store, texts)),
            4 => Cell { align: Align::Max, ..plain }.paint(ui, area, &words::days(gap, texts)),
            5 => plain.paint(ui, area, &words::phase(gap.phase, store, texts)),
            6 => self.why(ui, area, gap),
            7 => plain.paint(ui, area, &words::sources(gap.watched, store)),
            _ => plain.muted(self.ctx.theme).paint(ui, area, &words::evidence(gap, store, texts)),
        }
    }

    fn default_row_height(&self) -> f32 {
        ROW
    }
}

impl Content<'_, '_> {
    /// What a row says.
    fn name(&self, gap: &Gap) -> String {
        let (texts, store) = (self.ctx.texts, self.store);
        let (kind, why) = (texts.say(&say::kind(gap.kind)), texts.say(&say::explanation(gap.explanation)));
        let (from, to) = (words::day(gap.span.from, store, texts), words::day(gap.span.to, store, texts));
        let patient = words::patient(gap, store);
        format!("{patient}, {kind}, {from} – {to}, {why}. {}", words::evidence(gap, store, texts))
    }

    fn why(&mut self, ui: &Ui, area: Rect, gap: &Gap) {
        let place = Rect::from_center_size(pos2(area.left() + 6.0, area.center().y), vec2(11.0, 11.0));
        paint_swatch(ui, self.ctx, place, Look::Why(gap.explanation), &mut self.images);
        let rest = Rect::from_min_max(pos2(area.left() + 17.0, area.top()), area.max);
        let said = self.ctx.texts.say(&say::explanation(gap.explanation));
        Cell::text(self.ctx.theme).paint(ui, rest, &said);
    }
}

/// The mark of an explanation, as pictures have it.
pub fn swatch_ui(ui: &Ui, ctx: &Ctx<'_>, area: Rect, look: Look) {
    let place = Rect::from_center_size(area.center(), vec2(11.0, 11.0));
    paint_swatch(ui, ctx, place, look, &mut ImageCache::default());
}

fn paint_swatch(ui: &Ui, ctx: &Ctx<'_>, place: Rect, look: Look, images: &mut ImageCache) {
    let mut scene = Scene::new(place.width(), place.height());
    swatch(&mut scene, Area::new(0.0, 0.0, place.width(), place.height()), look);
    canvas::paint(&ui.painter_at(place.intersect(ui.clip_rect())), place.min, &scene, ctx.theme, images);
}

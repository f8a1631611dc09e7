//! What the rules found, a row a finding: narrowed by rule, source, site, severity and verdict, in any order.
//! Rows are drawn only where they are in sight.

use std::sync::Arc;

use egui::{Align, Popup, PopupCloseBehavior, Rect, ScrollArea, Ui, pos2, vec2};
use egui_table::{AutoSizeMode, CellInfo, Column, HeaderCellInfo, HeaderRow, Table, TableDelegate};

use crate::base::SourceId;
use crate::compute::rules::{Checked, Finding};
use crate::model::rule::{Severity, Verdict};
use crate::report::findings::words::{severity_key, verdict_key};
use crate::store::Store;
use crate::ui::action::judgement_key;
use crate::ui::theme::{self, colour};
use crate::ui::views::coverage::grid;
use crate::ui::views::coverage::menu::{MarkMenu, Wanted};
use crate::ui::widgets::{self, Cell};
use crate::ui::{Ctx, names, rows};
use crate::workspace::{Command, FindingId, FindingsLook, FindingsPick, FindingsSort, Rulebook, anchor_of};

use super::{FindingsState, words};

/// Keys of the headers, widths in logical pixels, and what a click on the header sorts by.
const COLUMNS: [(&str, f32, Option<FindingsSort>); 9] = [
    ("word-severity", 76.0, Some(FindingsSort::Severity)),
    ("word-rule", 42.0, Some(FindingsSort::Rule)),
    ("word-patient", 76.0, Some(FindingsSort::Patient)),
    ("word-start", 90.0, Some(FindingsSort::Date)),
    ("word-verdict", 80.0, Some(FindingsSort::Verdict)),
    ("word-measure", 84.0, Some(FindingsSort::Measure)),
    ("word-reason", 230.0, None),
    ("word-sources", 150.0, Some(FindingsSort::Source)),
    ("word-judgement", 90.0, None),
];
/// The key of the word for all of them.
const ALL: Option<&str> = Some("findings-all");
/// Height of a row, in logical pixels.
const ROW: f32 = 24.0;

/// What the list keeps from frame to frame.
#[derive(Debug, Default)]
pub struct ListState {
    /// The finding that the table last scrolled to.
    scrolled_to: Option<FindingId>,
}

/// Shows the panel.
pub fn list_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut FindingsState) {
    let results = &ctx.workspace.results().findings;
    let seen = (results.rulebook.value(), results.checked.value(), results.listed.seen());
    let (Some(rulebook), Some(checked), Some(listed)) = seen else {
        widgets::nothing(ui, &ctx.texts.t("state-judging"), ctx.theme);
        return;
    };
    let outdated = listed.outdated;
    let (rulebook, checked, listed) = (Arc::clone(rulebook), Arc::clone(checked), Arc::clone(listed.value));
    let Some(store) = ctx.workspace.store().cloned() else { return };
    if checked.generation != store.generation() {
        return;
    }
    let about = about(ctx, &rulebook, &checked, listed.len());
    grid::savable(ui, ctx, &ctx.texts.t("screen-findings"), &about, false);
    narrow_ui(ui, ctx, state, &store, &rulebook);
    if outdated {
        ui.multiply_opacity(0.6);
    }
    if listed.is_empty() {
        nothing_ui(ui, ctx, &checked);
        return;
    }
    table_ui(ui, ctx, &mut state.list, (&store, &rulebook, &checked, &listed));
}

/// How many are listed, and what is not.
fn about(ctx: &Ctx<'_>, rulebook: &Rulebook, checked: &Checked, n: usize) -> String {
    let look = ctx.workspace.findings_look();
    let mut about = ctx.texts.ta("findings-listed", &[("n", n.into())]);
    let asked = checked
        .rules
        .iter()
        .enumerate()
        .filter(|(at, _)| look.rule.is_none_or(|rule| usize::from(rule) == *at));
    let left_out: u64 = asked.map(|(_, tally)| tally.left_out).sum();
    if left_out > 0 {
        about = format!("{about} · {}", ctx.texts.ta("findings-left-out", &[("n", left_out.into())]));
    }
    let off = ctx
        .workspace
        .project()
        .rules
        .iter()
        .filter(|(id, rule)| rule.off && rulebook.pack().rules.iter().any(|other| other.id == **id));
    let off = off.count();
    if off > 0 && look.rule.is_none() {
        about = format!("{about} · {}", ctx.texts.ta("findings-rules-off", &[("n", off.into())]));
    }
    about
}

/// Why the list is empty, and what would fill it.
fn nothing_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, checked: &Checked) {
    let look = ctx.workspace.findings_look().clone();
    let narrowed =
        look.source.is_some() || look.site.is_some() || look.severity.is_some() || look.verdict.is_some();
    let key = match (checked.findings.is_empty(), narrowed || look.rule.is_some()) {
        (true, _) => "findings-none",
        (false, true) => "findings-none-narrowed",
        (false, false) => "findings-none-on",
    };
    widgets::nothing(ui, &ctx.texts.t(key), ctx.theme);
    ui.vertical_centered(|ui| {
        if (narrowed || look.rule.is_some()) && ui.button(ctx.texts.t("findings-widen")).clicked() {
            let FindingsLook { sort, reversed, picked, .. } = look;
            ctx.send(Command::LookAtFindings(FindingsLook {
                sort,
                reversed,
                picked,
                ..FindingsLook::default()
            }));
        }
    });
}

/// What was chosen; nothing for all.
pub struct Chosen<T>(pub Option<T>);

/// A choice: a button that says what is chosen, and a menu of what can be. Beside its own key it takes that of the word
/// for everything, where that can be chosen too.
pub fn choice<T: PartialEq + Clone>(
    ui: &mut Ui,
    ctx: &Ctx<'_>,
    (key, all): (&str, Option<&str>),
    chosen: Option<&T>,
    options: &[(T, String)],
) -> Option<Chosen<T>> {
    let offers_all = all.is_some();
    let all = all.map(|all| ctx.texts.t(all)).unwrap_or_default();
    let label = ctx.texts.t(key);
    // Where something is always chosen there is one such button, and room for it.
    let most = if offers_all { 22 } else { 48 };
    let now = options.iter().find(|(option, _)| chosen == Some(option)).map_or(&all, |(_, name)| name);
    let short: String = if now.chars().count() > most {
        now.chars().take(most - 1).chain(['…']).collect()
    } else {
        now.clone()
    };
    let text = format!("{label} · {short}");
    let button = ui.button(text);
    let mut wanted = None;
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClick).show(|ui| {
        ui.set_min_width(220.0);
        ScrollArea::vertical().max_height(380.0).show(ui, |ui| {
            if offers_all && ui.add(egui::Button::selectable(chosen.is_none(), &all)).clicked() {
                wanted = Some(Chosen(None));
            }
            for (option, name) in options {
                if ui.add(egui::Button::selectable(chosen == Some(option), name)).clicked() {
                    wanted = Some(Chosen(Some(option.clone())));
                }
            }
        });
    });
    wanted
}

fn narrow_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut FindingsState, store: &Store, rulebook: &Rulebook) {
    let look = ctx.workspace.findings_look().clone();
    let mut new = look.clone();
    let head = store.head();
    let rules = rulebook.pack().rules.iter().enumerate();
    let rules: Vec<_> =
        rules.map(|(at, rule)| (at as u16, format!("{} {}", rule.id, words::title(rule, ctx)))).collect();
    let sources: Vec<_> = (0..head.sources.len() as u16)
        .map(|at| (SourceId(at), names::source(SourceId(at), store).to_owned()))
        .collect();
    let sites: Vec<_> = head.sites.iter().enumerate().map(|(at, site)| (at as u16, site.clone())).collect();
    let severities = Severity::ALL.map(|severity| (severity, ctx.texts.t(severity_key(severity))));
    let verdicts = [Verdict::Violation, Verdict::Explained, Verdict::CannotJudge]
        .map(|verdict| (verdict, ctx.texts.t(verdict_key(verdict))));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        if let Some(Chosen(rule)) = choice(ui, ctx, ("word-rule", ALL), look.rule.as_ref(), &rules) {
            new.rule = rule;
        }
        if let Some(Chosen(source)) = choice(ui, ctx, ("word-source", ALL), look.source.as_ref(), &sources) {
            new.source = source;
        }
        if !sites.is_empty()
            && let Some(Chosen(site)) = choice(ui, ctx, ("word-site", ALL), look.site.as_ref(), &sites)
        {
            new.site = site;
        }
        if let Some(Chosen(severity)) =
            choice(ui, ctx, ("word-severity", ALL), look.severity.as_ref(), &severities)
        {
            new.severity = severity;
        }
        if let Some(Chosen(verdict)) =
            choice(ui, ctx, ("word-verdict", ALL), look.verdict.as_ref(), &verdicts)
        {
            new.verdict = verdict;
        }
        let open = widgets::link(ui, &ctx.texts.t("findings-open"), ctx.theme);
        if open.clicked() {
            let words = ctx.texts.t("findings-of-list");
            state.menu =
                Some(MarkMenu::new(open.rect.left_bottom(), words, Wanted::Findings(FindingsPick::Listed)));
        }
    });
    if new != look {
        ctx.send(Command::LookAtFindings(new));
    }
    ui.add_space(6.0);
}

fn table_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut ListState,
    (store, rulebook, checked, rows): (&Store, &Rulebook, &Checked, &[u32]),
) {
    let look = ctx.workspace.findings_look().clone();
    let picked = look.picked.as_ref().and_then(|picked| picked.place(checked)).map(|at| at as u32);
    let wanted: f32 = COLUMNS.iter().map(|(_, width, _)| width).sum();
    let wider = (ui.available_width() / wanted).clamp(1.0, 2.0);
    let widths = COLUMNS.map(|(_, width, _)| width * wider);
    let columns = widths.map(|width| Column::new(width).range(36.0..=900.0).resizable(true));
    let mut table = Table::new()
        .id_salt("findings")
        .auto_size_mode(AutoSizeMode::Never)
        .num_rows(rows.len() as u64)
        .columns(columns)
        .headers([HeaderRow::new(ROW)]);
    if look.picked != state.scrolled_to {
        state.scrolled_to.clone_from(&look.picked);
        if let Some(row) = picked.and_then(|picked| rows.iter().position(|at| *at == picked)) {
            table = table.scroll_to_row(row as u64, None);
        }
    }
    let mut content = Content {
        ctx,
        store,
        rulebook,
        checked,
        rows,
        picked,
        widths,
        sort: (look.sort, look.reversed),
        clicked: None,
    };
    table.show(ui, &mut content);
    let (sort, clicked) = (content.sort, content.clicked);
    if let Some(finding) = clicked.and_then(|at: u32| checked.findings.get(at as usize)) {
        let id = FindingId::of(finding);
        // What was picked here is in sight already.
        state.scrolled_to = Some(id.clone());
        ctx.send(Command::LookAtFindings(FindingsLook { picked: Some(id), ..look.clone() }));
    }
    if sort != (look.sort, look.reversed) {
        ctx.send(Command::LookAtFindings(FindingsLook { sort: sort.0, reversed: sort.1, ..look }));
    }
}

struct Content<'a, 'b> {
    ctx: &'a Ctx<'b>,
    store: &'a Store,
    rulebook: &'a Rulebook,
    checked: &'a Checked,
    rows: &'a [u32],
    picked: Option<u32>,
    /// How wide the columns are at first.
    widths: [f32; COLUMNS.len()],
    sort: (FindingsSort, bool),
    clicked: Option<u32>,
}

impl TableDelegate for Content<'_, '_> {
    fn header_cell_ui(&mut self, ui: &mut Ui, cell: &HeaderCellInfo) {
        let Some((key, _, by)) = COLUMNS.get(cell.col_range.start) else { return };
        self.sort = rows::header(ui, self.ctx, (key, *by), self.sort);
    }

    fn row_ui(&mut self, ui: &mut Ui, row: u64) {
        let Some(&at) = self.rows.get(row as usize) else { return };
        let Some(finding) = self.checked.findings.get(at as usize) else { return };
        if rows::row(ui, self.ctx, row, self.picked == Some(at), &self.name(finding)) {
            self.clicked = Some(at);
        }
    }

    fn cell_ui(&mut self, ui: &mut Ui, cell: &CellInfo) {
        let at = self.rows.get(cell.row_nr as usize).copied();
        let Some(finding) = at.and_then(|at| self.checked.findings.get(at as usize)) else { return };
        if ui.is_sizing_pass() {
            // The table sizes columns by what cells take up; painted ones take up what they are told to.
            ui.allocate_space(vec2(self.widths[cell.col_nr], ROW));
            return;
        }
        let area = ui.max_rect().shrink2(vec2(4.0, 0.0));
        let (ctx, pack) = (self.ctx, self.rulebook.pack());
        // What is explained or cannot be judged is listed, and greyed.
        let plain = match finding.verdict {
            Verdict::Violation => Cell::text(ctx.theme),
            _ => Cell { colour: colour(ctx.theme.ink.text_muted), ..Cell::text(ctx.theme) },
        };
        let rule = pack.rules.get(usize::from(finding.rule));
        match cell.col_nr {
            0 => self.severity(ui, area, finding, plain),
            1 => plain.paint(ui, area, rule.map_or("", |rule| rule.id.as_str())),
            2 => plain.paint(ui, area, &words::patient(finding, self.store)),
            3 => plain.paint(ui, area, &words::date(finding, self.store, ctx)),
            4 => plain.paint(ui, area, &ctx.texts.t(verdict_key(finding.verdict))),
            5 => Cell { align: Align::Max, ..plain }.paint(ui, area, &words::measure(finding, pack, ctx)),
            6 => plain.paint(ui, area, &words::what(finding, pack, ctx)),
            7 => plain.paint(ui, area, &words::sources(finding, self.store)),
            _ => plain.paint(ui, area, &self.judged(finding)),
        }
    }

    fn default_row_height(&self) -> f32 {
        ROW
    }
}

impl Content<'_, '_> {
    /// What a row says.
    fn name(&self, finding: &Finding) -> String {
        let (ctx, pack) = (self.ctx, self.rulebook.pack());
        let rule = pack.rules.get(usize::from(finding.rule)).map_or("", |rule| rule.id.as_str());
        let verdict = ctx.texts.t(verdict_key(finding.verdict));
        let severity = ctx.texts.t(severity_key(finding.severity));
        let parts =
            [rule, &words::patient(finding, self.store), &words::date(finding, self.store, ctx)].join(" ");
        format!("{parts}, {severity}, {verdict}. {}", words::reason(finding, pack, ctx))
    }

    fn severity(&self, ui: &Ui, area: Rect, finding: &Finding, plain: Cell) {
        let (icon, ink) = words::severity(finding.severity);
        let ink = if finding.verdict == Verdict::Violation { self.ctx.colour(ink) } else { plain.colour };
        let place = Rect::from_center_size(pos2(area.left() + 7.0, area.center().y), vec2(13.0, 13.0));
        icon.paint(ui.painter(), place, ink);
        let rest = Rect::from_min_max(pos2(area.left() + 19.0, area.top()), area.max);
        plain.paint(ui, rest, &self.ctx.texts.t(severity_key(finding.severity)));
    }

    fn judged(&self, finding: &Finding) -> String {
        let project = self.ctx.workspace.project();
        if project.judgements.is_empty() {
            return String::new();
        }
        let anchor = anchor_of(self.store, self.rulebook.pack(), finding);
        let judged = anchor.and_then(|anchor| project.judgements.get(&anchor));
        judged.map(|judged| self.ctx.texts.t(judgement_key(judged.judgement))).unwrap_or_default()
    }
}

/// A small muted text, for sections of the card.
pub fn muted(ui: &mut Ui, ctx: &Ctx<'_>, text: &str) {
    ui.add(egui::Label::new(theme::muted(text, ctx.theme)).wrap());
}

//! The rules by category: how bad, how many of how many, whether each counts, and what leaving its patients out would
//! cost; or what all of them say as a chart. Under them stands the threshold of the rule that is looked at.

use std::sync::Arc;

use egui::{Checkbox, CursorIcon, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::compute::coverage::{AGE_AT_INDEX, DriftRow};
use crate::compute::rules::{Checked, Price, RuleTally};
use crate::model::rule::{Rule, Verdict};
use crate::report::findings::words::severity_key;
use crate::report::words::Worded;
use crate::scene::Ink;
use crate::scene::findings::tallies::{self, TalliesSpec, Tally};
use crate::scene::findings::{Chart as Kind, FindingsHit};
use crate::ui::theme::{self, colour};
use crate::ui::views::coverage::chart::{Chart, Same};
use crate::ui::views::coverage::grid;
use crate::ui::views::coverage::menu::Wanted;
use crate::ui::widgets::{self, Cell};
use crate::ui::{Action, Ctx, names};
use crate::workspace::{Command, FindingsLook, FindingsPick, ProjectEdit, Rulebook};

use super::{FindingsState, about, threshold, words};

/// The height of a rule that flags nobody.
const ROW: f32 = 40.0;
/// The height of a rule with what it would cost.
const PRICED: f32 = 55.0;
/// The height of the threshold under the rules.
const THRESHOLD: f32 = 180.0;

/// What those who stay are always compared by.
const ALWAYS: [&str; 2] = [AGE_AT_INDEX, "stage"];

/// What the panel keeps from frame to frame.
#[derive(Debug, Default)]
pub struct RulesState {
    /// Whether all rules are shown as a chart.
    charted: bool,
    chart: Chart<(Same<Checked>, Option<FindingsHit>), FindingsHit>,
    hover: Option<FindingsHit>,
}

/// Shows the panel.
pub fn rules_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut FindingsState) {
    let results = &ctx.workspace.results().findings;
    let title = ctx.texts.t("findings-rules-title");
    let Some(rulebook) = results.rulebook.value().cloned() else {
        widgets::nothing(ui, &ctx.texts.t("state-counting"), ctx.theme);
        return;
    };
    let checked = results.checked.seen().map(|seen| (Arc::clone(seen.value), seen.outdated));
    let about =
        rulebook.pack().title.as_ref().map(|title| title.in_language(ctx.texts.lang().code()).to_owned());
    if grid::savable(ui, ctx, &title, &about.unwrap_or_default(), checked.is_some()) {
        state.saving = Some(Kind::Tallies);
    }
    doors_ui(ui, ctx, &mut state.rules);
    troubles_ui(ui, ctx, &rulebook);
    let Some((checked, outdated)) = checked else {
        widgets::nothing(ui, &ctx.texts.t("state-judging"), ctx.theme);
        return;
    };
    if outdated {
        ui.multiply_opacity(0.6);
    }
    let slider = threshold::rule(ctx.workspace, &rulebook).is_some();
    let height = ui.available_height() - if slider { THRESHOLD } else { 0.0 };
    ui.allocate_ui(vec2(ui.available_width(), height.max(80.0)), |ui| {
        ScrollArea::vertical().id_salt("rules").auto_shrink(false).show(ui, |ui| {
            if state.rules.charted {
                chart_ui(ui, ctx, state, (&rulebook, &checked));
            } else {
                groups_ui(ui, ctx, (&rulebook, &checked));
            }
        });
    });
    if slider {
        threshold::threshold_ui(ui, ctx, state, (&rulebook, &checked));
    }
    state.menu_ui(ui, ctx);
}

/// The choice between rules and their chart, and the way to more rules.
fn doors_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut RulesState) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (charted, key) in [(false, "findings-as-list"), (true, "findings-as-chart")] {
            if ui.selectable_label(state.charted == charted, ctx.texts.t(key)).clicked() {
                state.charted = charted;
            }
        }
        if widgets::link(ui, &ctx.texts.t("action-add-rules"), ctx.theme).clicked() {
            ctx.act(Action::AddRules);
        }
    });
    for file in ctx.workspace.rule_files().to_vec() {
        ui.horizontal(|ui| {
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            ui.label(theme::muted(&name, ctx.theme)).on_hover_text(file.display().to_string());
            let forget = ctx.texts.ta("findings-forget-rules", &[("file", name.into())]);
            if widgets::icon_button(ui, crate::ui::icons::Icon::Close, &forget, ctx.theme).clicked() {
                ctx.send(Command::ForgetRules(file));
            }
        });
    }
    ui.add_space(4.0);
}

/// What is wrong with files of rules.
fn troubles_ui(ui: &mut Ui, ctx: &Ctx<'_>, rulebook: &Rulebook) {
    for trouble in rulebook.troubles.iter().take(3) {
        widgets::banner(ui, widgets::Tone::Error, ctx.theme, |ui| {
            ui.label(ctx.texts.trouble(trouble));
        });
        ui.add_space(4.0);
    }
}

/// The rules as pictures want them.
pub fn all_tallies(rulebook: &Rulebook, checked: &Checked, language: &str) -> Vec<Tally> {
    let rules = rulebook.pack().rules.iter().zip(&checked.rules);
    let tally = |(rule, tally): (&Rule, &RuleTally)| Tally {
        id: rule.id.clone(),
        title: rule.title.in_language(language).to_owned(),
        verdicts: tally.verdicts,
    };
    rules.map(tally).collect()
}

fn chart_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut FindingsState,
    (rulebook, checked): (&Arc<Rulebook>, &Arc<Checked>),
) {
    let hover = state.rules.hover;
    let key = (Same(Arc::clone(checked)), hover);
    let shown = state.rules.chart.show(ui, ctx, 40.0, key, |width, _| {
        let rules = all_tallies(rulebook, checked, ctx.texts.lang().code());
        tallies::scene(&TalliesSpec { width, rules: &rules, hover }, &Worded(ctx.texts))
    });
    state.rules.hover = shown.hit();
    match shown.clicked() {
        Some(FindingsHit::Verdict(row, verdict)) => {
            let wanted = Wanted::Findings(FindingsPick::Verdict(row as u16, verdict));
            state.menu = shown.menu(wanted);
        }
        Some(FindingsHit::Rule(row)) => look_at(ctx, row as u16),
        _ => {}
    }
    shown.say(CursorIcon::PointingHand);
}

/// Lists the findings of a rule, or of all rules where it is that one already.
fn look_at(ctx: &mut Ctx<'_>, rule: u16) {
    let look = ctx.workspace.findings_look().clone();
    let rule = (look.rule != Some(rule)).then_some(rule);
    ctx.send(Command::LookAtFindings(FindingsLook { rule, ..look }));
}

fn groups_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, (rulebook, checked): (&Arc<Rulebook>, &Arc<Checked>)) {
    let pack = Arc::clone(rulebook.pack());
    let prices =
        ctx.workspace.results().findings.prices.seen().map(|seen| (Arc::clone(seen.value), seen.outdated));
    let mut categories: Vec<&str> = pack.rules.iter().map(|rule| rule.category.as_str()).collect();
    categories.sort_unstable();
    categories.dedup();
    // What is found most in comes first.
    let found = |category: &str| -> u64 {
        let of = pack.rules.iter().zip(&checked.rules).filter(|(rule, _)| rule.category == category);
        of.map(|(_, tally)| tally.of(Verdict::Violation)).sum()
    };
    categories.sort_by_key(|category| std::cmp::Reverse(found(category)));
    ui.spacing_mut().item_spacing.y = 1.0;
    for category in categories {
        ui.add_space(4.0);
        ui.label(theme::strong(words::category(category, ctx)).size(theme::SMALL));
        for (at, rule) in pack.rules.iter().enumerate().filter(|(_, rule)| rule.category == category) {
            let Some(tally) = checked.rules.get(at) else { continue };
            let price = prices.as_ref().and_then(|(prices, _)| prices.get(at));
            rule_ui(ui, ctx, (at as u16, rule), tally, price);
        }
    }
}

/// A rule as a row shows it.
struct Row<'a> {
    at: u16,
    rule: &'a Rule,
    title: String,
    /// How many of how many.
    count: String,
    /// Whether it is left out.
    off: bool,
    /// Whether there is nothing to see.
    dim: bool,
    /// Who is left and how much time goes, and then who those are that stay.
    lines: [String; 2],
}

/// A rule: a box that takes it in, how bad it is, what it says, and what leaving its patients out would cost.
fn rule_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    (at, rule): (u16, &Rule),
    tally: &RuleTally,
    price: Option<&Price>,
) {
    let off = ctx.workspace.project().rules.get(&rule.id).is_some_and(|setting| setting.off);
    let (n, of) = (tally.of(Verdict::Violation), tally.denominator());
    let numbers = [("n", ctx.texts.count(n).into()), ("of", ctx.texts.count(of).into())];
    let severity = ctx.texts.t(severity_key(rule.severity));
    let row = Row {
        at,
        rule,
        title: format!("{} {}", rule.id, words::title(rule, ctx)),
        count: ctx.texts.ta("findings-of", &numbers),
        off,
        dim: off || n == 0,
        lines: [price_words(ctx, price, off), drift_words(ctx, price, off)],
    };
    let height = if row.lines[1].is_empty() { ROW } else { PRICED };
    let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let body = Rect::from_min_max(pos2(area.left() + 24.0, area.top()), area.max);
    let response = ui.interact(body, ui.scope_id().with(("rule", at)), Sense::click());
    let chosen = ctx.workspace.findings_look().rule == Some(at);
    let name = format!("{}, {severity}: {}", row.title, row.count);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &name));
    if chosen || response.hovered() {
        let ground = if chosen { ctx.theme.ui.active } else { ctx.theme.ui.hover };
        ui.painter().rect_filled(area, 4.0, colour(ground));
    }
    widgets::focus_ring(ui, &response, body, 4.0, ctx.theme);
    tick_ui(ui, ctx, &row, area);
    paint_row(ui, ctx, &row, body);
    if response.clicked() {
        look_at(ctx, at);
    }
    response.on_hover_text(format!("{name}\n{}\n{}", row.lines[0], row.lines[1]).trim_end().to_owned());
}

/// The box that takes a rule in.
fn tick_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, row: &Row<'_>, area: Rect) {
    let place = Rect::from_min_size(area.min + vec2(2.0, 2.0), vec2(20.0, 22.0));
    let mut on = !row.off;
    let name = ctx.texts.ta("findings-counts", &[("rule", row.title.as_str().into())]);
    // A child of its own, so that the box does not move what comes next.
    let mut corner = ui.new_child(UiBuilder::new().max_rect(place).id_salt(("tick", row.at)));
    let ticked = corner.add(Checkbox::without_text(&mut on));
    ticked.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, &name));
    if ticked.on_hover_text(&name).clicked() {
        ctx.send(Command::Project(ProjectEdit::SwitchRule(row.rule.id.clone(), !on)));
    }
}

fn paint_row(ui: &Ui, ctx: &Ctx<'_>, row: &Row<'_>, body: Rect) {
    let (icon, ink) = words::severity(row.rule.severity);
    let ink = if row.dim { Ink::Axis } else { ink };
    let place = Rect::from_center_size(pos2(body.left() + 9.0, body.top() + 12.0), vec2(14.0, 14.0));
    icon.paint(ui.painter(), place, ctx.colour(ink));
    let (left, right) = (body.left() + 22.0, body.right() - 4.0);
    let line = |from: f32, top: f32| {
        Rect::from_min_max(pos2(from, body.top() + top), pos2(right, body.top() + top + 18.0))
    };
    let plain = Cell::text(ctx.theme);
    let plain = if row.dim { Cell { size: theme::BODY, ..plain.muted(ctx.theme) } } else { plain };
    plain.paint(ui, line(left, 3.0), &row.title);
    let muted = Cell::text(ctx.theme).muted(ctx.theme);
    let number = Cell { strong: !row.dim, colour: plain.colour, ..muted };
    let wide = number.paint_run(ui, line(left, 19.0), &row.count);
    muted.paint(ui, line(left + wide + 8.0, 19.0), &row.lines[0]);
    muted.paint(ui, line(left, 34.0), &row.lines[1]);
}

/// Who would be left without the patients of a rule, and how much time would go.
fn price_words(ctx: &Ctx<'_>, price: Option<&Price>, off: bool) -> String {
    if off {
        return ctx.texts.t("findings-off");
    }
    price.map_or_else(|| ctx.texts.t("state-counting"), |price| about::left_words(ctx, price))
}

/// Who those are that stay: how far they differ in age and stage; where neither is known, in what differs most.
fn drift_words(ctx: &Ctx<'_>, price: Option<&Price>, off: bool) -> String {
    let Some(drift) = price.filter(|price| price.lost > 0 && !off).map(|price| &price.drift) else {
        return String::new();
    };
    let whole = drift.rows.iter().filter(|row| row.level.is_none() && row.smd.is_some());
    let mut rows: Vec<&DriftRow> = whole.filter(|row| ALWAYS.contains(&row.attribute.as_str())).collect();
    if rows.is_empty() {
        rows.extend(drift.worst());
    }
    let each = rows.into_iter().map(|row| {
        let smd = ctx.texts.number(row.smd.unwrap_or_default().abs(), 3);
        let attribute = names::attribute(&row.attribute, ctx.texts).to_lowercase();
        ctx.texts.ta("findings-price-drift", &[("attribute", attribute.into()), ("smd", smd.into())])
    });
    each.collect::<Vec<_>>().join(", ")
}

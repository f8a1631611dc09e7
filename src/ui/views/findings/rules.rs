//! The rules by category: how bad, how many of how many, whether each counts, and what leaving its patients out would
//! cost; or what all of them say as a chart. Under them stands the threshold of the rule that is looked at.

use std::sync::Arc;

use egui::{Checkbox, CursorIcon, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::compute::rules::{Checked, Price, RuleTally};
use crate::model::rule::{Rule, Verdict};
use crate::report::findings::words::severity_key;
use crate::report::words::Worded;
use crate::scene::coverage::{CoverageWords as _, YEAR};
use crate::scene::findings::tallies::{self, TalliesSpec, Tally};
use crate::scene::findings::{Chart as Kind, FindingsHit};
use crate::ui::theme::{self, colour};
use crate::ui::views::coverage::chart::{Chart, Same};
use crate::ui::views::coverage::grid;
use crate::ui::views::coverage::menu::Wanted;
use crate::ui::widgets::{self, Cell};
use crate::ui::{Action, Ctx, names};
use crate::workspace::{Command, FindingsLook, FindingsPick, ProjectEdit, Rulebook};

use super::{FindingsState, threshold, words};

/// The height of a rule with what it would cost.
const ROW: f32 = 40.0;
/// The height of the threshold under the rules.
const THRESHOLD: f32 = 186.0;

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
    let slider = threshold::rule(ctx, &rulebook).is_some();
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

/// A rule: a box that takes it in, how bad it is, what it says, and what leaving its patients out would cost.
fn rule_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    (at, rule): (u16, &Rule),
    tally: &RuleTally,
    price: Option<&Price>,
) {
    let off = ctx.workspace.project().rules.get(&rule.id).is_some_and(|setting| setting.off);
    let chosen = ctx.workspace.findings_look().rule == Some(at);
    let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let body = Rect::from_min_max(pos2(area.left() + 24.0, area.top()), area.max);
    let response = ui.interact(body, ui.scope_id().with(("rule", at)), Sense::click());
    let title = format!("{} {}", rule.id, words::title(rule, ctx));
    let (n, of) = (tally.of(Verdict::Violation), tally.denominator());
    let count =
        ctx.texts.ta("findings-of", &[("n", ctx.texts.count(n).into()), ("of", ctx.texts.count(of).into())]);
    let severity = ctx.texts.t(severity_key(rule.severity));
    let name = format!("{title}, {severity}: {count}");
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &name));
    if chosen || response.hovered() {
        let ground = if chosen { ctx.theme.ui.active } else { ctx.theme.ui.hover };
        ui.painter().rect_filled(area, 4.0, colour(ground));
    }
    widgets::focus_ring(ui, &response, body, 4.0, ctx.theme);
    let tick = Rect::from_min_size(area.min + vec2(2.0, 8.0), vec2(20.0, 24.0));
    let mut on = !off;
    let counts = ctx.texts.ta("findings-counts", &[("rule", title.as_str().into())]);
    let ticked = ui.put(tick, Checkbox::without_text(&mut on));
    ticked.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, &counts));
    if ticked.on_hover_text(&counts).clicked() {
        ctx.send(Command::Project(ProjectEdit::SwitchRule(rule.id.clone(), !on)));
    }
    let (icon, ink) = words::severity(rule.severity);
    let dim = off || n == 0;
    let icon_ink = if dim { crate::scene::Ink::Axis } else { ink };
    let place = Rect::from_center_size(pos2(body.left() + 9.0, area.top() + 12.0), vec2(14.0, 14.0));
    icon.paint(ui.painter(), place, ctx.colour(icon_ink));
    let counted = Rect::from_min_max(
        pos2(area.right() - 96.0, area.top() + 2.0),
        pos2(area.right() - 4.0, area.top() + 22.0),
    );
    let text = Rect::from_min_max(
        pos2(body.left() + 22.0, counted.top()),
        pos2(counted.left() - 4.0, counted.bottom()),
    );
    let plain = if dim { Cell::text(ctx.theme).muted(ctx.theme) } else { Cell::text(ctx.theme) };
    Cell { size: theme::BODY, ..plain }.paint(ui, text, &title);
    let number = Cell { align: egui::Align::Max, size: theme::BODY, strong: !dim, ..plain };
    number.paint(ui, counted, &count);
    let under = Rect::from_min_max(
        pos2(body.left() + 22.0, area.top() + 20.0),
        pos2(area.right() - 4.0, area.bottom() - 2.0),
    );
    let price_words = format!("{severity} · {}", price_words(ctx, price, off));
    Cell::text(ctx.theme).muted(ctx.theme).paint(ui, under, &price_words);
    if response.clicked() {
        look_at(ctx, at);
    }
    response.on_hover_text(format!("{name}\n{price_words}"));
}

/// What leaving the patients of a rule out would cost.
fn price_words(ctx: &Ctx<'_>, price: Option<&Price>, off: bool) -> String {
    if off {
        return ctx.texts.t("findings-off");
    }
    let Some(price) = price else { return ctx.texts.t("state-counting") };
    if price.lost == 0 {
        return ctx.texts.t("findings-price-none");
    }
    let lost = ctx.texts.ta(
        "findings-price",
        &[("n", price.lost.into()), ("left", ctx.texts.count((price.of - price.lost) as u64).into())],
    );
    let mut parts = vec![lost];
    if price.time > 0 {
        let change = (price.time_left as f64 - price.time as f64) / price.time as f64;
        let years = Worded(ctx.texts).years((price.time - price.time_left) as f64 / YEAR);
        let share = Worded(ctx.texts).percent(-change, 1);
        parts.push(ctx.texts.ta("findings-price-time", &[("years", years.into()), ("share", share.into())]));
    }
    if let Some(worst) = price.drift.worst() {
        let smd = ctx.texts.number(worst.smd.unwrap_or_default().abs(), 3);
        let attribute = names::attribute(&worst.attribute, ctx.texts).to_lowercase();
        parts.push(
            ctx.texts.ta("findings-price-drift", &[("attribute", attribute.into()), ("smd", smd.into())]),
        );
    }
    parts.join(" · ")
}

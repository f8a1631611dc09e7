//! The threshold of a rule: a slider under the curve of how many patients every value flags, with the default marked.
//! While it is dragged nothing is judged again: the curve knows already what each value flags.

use std::sync::Arc;

use egui::{Align, CursorIcon, DragValue, Layout, Slider, Ui, vec2};

use crate::compute::rules::{Checked, RuleTally};
use crate::model::rule::{Param, Rule, Unit};
use crate::report::findings::Threshold;
use crate::report::words::Worded;
use crate::scene::findings::curve::{self, CurveSpec};
use crate::scene::findings::{Chart as Kind, FindingsHit};
use crate::ui::icons::Icon;
use crate::ui::views::coverage::chart::{Chart, Same};
use crate::ui::views::coverage::menu::Wanted;
use crate::ui::{Action, Ctx, theme, widgets};
use crate::workspace::{Command, FindingsPick, ProjectEdit, Rulebook, Workspace};

use super::{FindingsState, words};

/// The height of the curve.
const CURVE: f32 = 96.0;
/// The most values that a curve is drawn at.
const MOST_POINTS: usize = 121;

/// What the threshold keeps from frame to frame.
#[derive(Debug, Default)]
pub struct ThresholdState {
    /// The rule whose slider is being dragged, and where it stands.
    draft: Option<(u16, f64)>,
    chart: Chart<(Same<Checked>, u16, u64), FindingsHit>,
}

/// The rule whose threshold is shown: the one that is looked at, else that of the finding that is picked; with its
/// parameter.
pub fn rule<'a>(workspace: &Workspace, rulebook: &'a Rulebook) -> Option<(u16, &'a Rule, &'a Param)> {
    let picked = || workspace.picked_finding().map(|(_, finding)| finding.rule);
    let at = workspace.findings_look().rule.or_else(picked)?;
    let rule = rulebook.pack().rules.get(usize::from(at))?;
    Some((at, rule, rule.params.get(rule.slider()?)?))
}

/// Where a parameter stands.
fn value(workspace: &Workspace, rule: &Rule, param: &Param) -> f64 {
    let setting = workspace.project().rules.get(&rule.id);
    setting.and_then(|setting| setting.parameters.get(&param.id)).copied().unwrap_or(param.default)
}

/// How far apart the values are that a slider can take.
fn step(param: &Param) -> f64 {
    match param.unit {
        Unit::Day | Unit::Count => 1.0,
        Unit::Share => 0.01,
        Unit::Factor => 0.05,
    }
}

/// The threshold of a rule as pictures want it.
pub fn figure(tally: &RuleTally, param: &Param, value: f64) -> Threshold {
    let steps = ((param.most - param.least) / step(param)).round() as usize + 1;
    let points = tally.curve(param.least, param.most, steps.clamp(2, MOST_POINTS));
    Threshold { points, unit: param.unit, default: param.default, value: (value, tally.flagged(value)) }
}

/// The threshold that is shown, with its rule's id, for saving it.
pub fn shown(workspace: &Workspace) -> Option<(Threshold, String)> {
    let results = &workspace.results().findings;
    let (rulebook, checked) = (results.rulebook.value()?, results.checked.value()?);
    let (at, rule, param) = rule(workspace, rulebook)?;
    let tally = checked.rules.get(usize::from(at))?;
    Some((figure(tally, param, value(workspace, rule, param)), rule.id.clone()))
}

/// Shows it.
pub fn threshold_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut FindingsState,
    (rulebook, checked): (&Arc<Rulebook>, &Arc<Checked>),
) {
    let Some((at, rule, param)) = rule(ctx.workspace, rulebook) else { return };
    let Some(tally) = checked.rules.get(usize::from(at)) else { return };
    let set = value(ctx.workspace, rule, param);
    let draft = state.threshold.draft.filter(|(of, _)| *of == at).map(|(_, value)| value);
    let mut now = draft.unwrap_or(set);
    ui.separator();
    let typing = head_ui(ui, ctx, state, (at, rule, param, now));
    let figure = figure(tally, param, now);
    let key = (Same(Arc::clone(checked)), at, now.to_bits());
    let shown = state.threshold.chart.show(ui, ctx, CURVE, key, |width, height| {
        let Threshold { points, unit, default, value } = &figure;
        let spec = CurveSpec { width, height, points, unit: *unit, default: *default, value: *value };
        curve::scene(&spec, &Worded(ctx.texts))
    });
    if let Some(FindingsHit::Value(point)) = shown.clicked()
        && let Some((value, _)) = figure.points.get(point)
    {
        state.menu = shown.menu(Wanted::Findings(FindingsPick::Above(at, *value)));
    }
    shown.say(CursorIcon::PointingHand);
    let title = param.title.in_language(ctx.texts.lang().code()).to_owned();
    let slider = Slider::new(&mut now, param.least..=param.most).step_by(step(param)).show_value(false);
    let slider = ui
        .scope(|ui| {
            ui.spacing_mut().slider_width = ui.available_width();
            ui.visuals_mut().widgets.inactive.bg_fill = theme::colour(ctx.theme.ui.border);
            ui.add(slider).accessible_name(&title)
        })
        .inner;
    if slider.changed() {
        state.threshold.draft = Some((at, now));
    }
    let held = slider.dragged() || typing;
    let done = !held && (draft.is_some() || slider.changed());
    if done {
        state.threshold.draft = None;
        send(ctx, rule, param, now);
    }
}

/// The parameter with its value to be typed, a way back to the default, and one to save the curve; true while the value
/// is dragged.
fn head_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut FindingsState,
    (at, rule, param, now): (u16, &Rule, &Param, f64),
) -> bool {
    let parameter = param.title.in_language(ctx.texts.lang().code());
    let mut dragged = false;
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), 26.0),
        Layout::right_to_left(Align::Center),
        |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let chart = ctx.texts.t("findings-chart-threshold");
            let name = ctx.texts.ta("coverage-save", &[("chart", chart.into())]);
            if widgets::icon_button(ui, Icon::Save, &name, ctx.theme).clicked() {
                state.saving = Some(Kind::Curve);
                ctx.act(Action::SaveFigure);
            }
            let mut typed = now;
            let field = DragValue::new(&mut typed).range(param.least..=param.most).speed(step(param));
            let name = ctx.texts.ta("findings-typed", &[("parameter", parameter.into())]);
            let field = ui.add(field.max_decimals(2).update_while_editing(false)).accessible_name(name);
            dragged = field.dragged();
            if field.changed() && dragged {
                state.threshold.draft = Some((at, typed));
            } else if field.changed() {
                send(ctx, rule, param, typed);
            }
            if (now - param.default).abs() > f64::EPSILON
                && widgets::link(ui, &ctx.texts.t("findings-reset"), ctx.theme).clicked()
            {
                send(ctx, rule, param, param.default);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let title = format!("{} {}", rule.id, words::title(rule, ctx));
                ui.add(egui::Label::new(theme::strong(parameter)).truncate()).on_hover_text(title);
            });
        },
    );
    dragged
}

fn send(ctx: &mut Ctx<'_>, rule: &Rule, param: &Param, value: f64) {
    let default = (value - param.default).abs() <= f64::EPSILON;
    let value = (!default).then_some(value);
    let edit = ProjectEdit::SetParameter { rule: rule.id.clone(), name: param.id.clone(), value };
    ctx.send(Command::Project(edit));
}

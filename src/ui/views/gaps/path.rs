//! Care paths: the steps that are expected in a row with how everybody fared, and the form of the step that is picked.
//! It changes no path by itself; every change is a command, and the numbers follow.

use std::sync::Arc;

use egui::{ComboBox, CursorIcon, Label, ScrollArea, Ui, vec2};

use crate::compute::gaps::outcomes::{Outcome, Outcomes};
use crate::model::care_path::Step;
use crate::model::{Align, CarePath, EventTest};
use crate::report::care_path::due;
use crate::report::words::Worded;
use crate::scene::Hit;
use crate::scene::gaps::path::{self as picture, PathHit, PathSpec, PathStep};
use crate::store::Store;
use crate::ui::filter::words::test_words;
use crate::ui::views::coverage::chart::{Chart, Mark, Same};
use crate::ui::views::coverage::grid;
use crate::ui::views::coverage::menu::Wanted;
use crate::ui::{Action, Ctx, names, theme, widgets};
use crate::workspace::{Command, PathEdit, PathLook, ProjectEdit};

use super::GapsState;
use super::part::Part;
use super::step_form::{self, FormState};

/// Height of the chart, in logical pixels.
const CHART: f32 = 236.0;
/// Phases that are no step: they say that a journey ended, or nothing.
const NO_STEPS: [&str; 2] = ["death", "other"];

/// What the chart follows from: the path, how everybody fared, and the step that is picked.
type PathKey = (CarePath, Option<Same<Outcomes>>, Option<usize>);

/// What the page keeps from frame to frame.
#[derive(Debug, Default)]
pub struct PathState {
    chart: Chart<PathKey, PathHit>,
    form: FormState,
}

impl Mark for PathHit {
    fn of(hit: Hit) -> Option<Self> {
        match hit {
            Hit::CarePath(hit) => Some(hit),
            _ => None,
        }
    }
}

/// Shows the page.
pub fn path_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut GapsState) {
    let Some(store) = ctx.workspace.store().cloned() else { return };
    let about = ctx.texts.t("path-about");
    grid::savable(ui, ctx, &ctx.texts.t("gaps-page-path"), &about, false);
    let wanted = state.part.take();
    choice_ui(ui, ctx, &store);
    if ctx.workspace.path_look().learning.is_some() {
        learnt_ui(ui, ctx, &store, wanted);
        return;
    }
    let Some(path) = ctx.workspace.shown_path().cloned() else {
        ui.add_space(12.0);
        ui.add(Label::new(theme::muted(ctx.texts.t("gaps-path-none"), ctx.theme)).wrap());
        return;
    };
    chart_ui(ui, ctx, state, &store, &path);
    asked(ctx, &store, &path, wanted);
    steps_ui(ui, ctx, &store, &path);
    ui.separator();
    ScrollArea::vertical().id_salt("step").auto_shrink(false).show(ui, |ui| {
        ui.set_width(ui.available_width() - 8.0);
        step_form::form_ui(ui, ctx, &mut state.path.form, &store, &path);
    });
}

/// The choice of the path, and ways to others.
fn choice_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, store: &Store) {
    let look = ctx.workspace.path_look().clone();
    let paths = ctx.workspace.gap_spec().paths;
    ui.horizontal_wrapped(|ui| {
        if paths.len() > 1 {
            let now = paths.get(look.path).map_or("", |path| &path.title);
            let choice = ComboBox::from_id_salt("path").selected_text(now).show_ui(ui, |ui| {
                for (at, path) in paths.iter().enumerate() {
                    if ui.selectable_label(at == look.path, &path.title).clicked() {
                        ctx.send(Command::LookAtPath(PathLook { path: at, ..PathLook::default() }));
                    }
                }
            });
            choice.response.widget_info(|| {
                egui::WidgetInfo::labeled(egui::Role::ComboBox, true, ctx.texts.t("gaps-page-path"))
            });
        }
        if widgets::link(ui, &ctx.texts.t("path-new"), ctx.theme).clicked() {
            add(ctx, paths.len(), made(ctx, store));
        }
        if widgets::link(ui, &ctx.texts.t("path-learn"), ctx.theme).clicked() {
            let learning = Some(begins(store));
            ctx.send(Command::LookAtPath(PathLook { learning, ..look.clone() }));
        }
        let shown = look.learning.is_none() && paths.get(look.path).is_some();
        if shown && widgets::link(ui, &ctx.texts.t("path-remove"), ctx.theme).clicked() {
            ctx.send(Command::Project(ProjectEdit::Path(PathEdit::Remove(look.path))));
            let path = look.path.saturating_sub(1);
            ctx.send(Command::LookAtPath(PathLook { path, ..PathLook::default() }));
        }
    });
}

/// Adds a path after those that there are, and looks at it.
fn add(ctx: &mut Ctx<'_>, at: usize, path: CarePath) {
    ctx.send(Command::Project(ProjectEdit::Path(PathEdit::Add(path))));
    ctx.send(Command::LookAtPath(PathLook { path: at, ..PathLook::default() }));
}

/// An empty path that begins as the extract does.
fn made(ctx: &Ctx<'_>, store: &Store) -> CarePath {
    let begin = match &store.head().index {
        Align::Event(test, _) => test.clone(),
        _ => EventTest { phases: vec![begins(store)], ..EventTest::default() },
    };
    CarePath { title: ctx.texts.t("gaps-page-path"), eligible: begin, ..CarePath::default() }
}

/// The phase that a path begins with if nobody says otherwise.
fn begins(store: &Store) -> String {
    let index = match &store.head().index {
        Align::Event(test, _) => test.phases.first().cloned(),
        _ => None,
    };
    let (phases, used) = (&store.head().phases, store.phases_used());
    let diagnosis = || phases.iter().position(|phase| phase.id == "diagnosis");
    let first = || {
        diagnosis()
            .filter(|at| used >> at & 1 == 1)
            .or_else(|| (0..phases.len()).find(|at| used >> at & 1 == 1))
    };
    index.or_else(|| Some(phases[first()?].id.clone())).unwrap_or_default()
}

/// A learnt path before it is taken.
fn learnt_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, store: &Store, wanted: Option<Part>) {
    let look = ctx.workspace.path_look().clone();
    let from = look.learning.clone().unwrap_or_default();
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(ctx.texts.t("path-learn-from"));
        let now = names::phase_by_id(&from, store, ctx.texts);
        let choice = ComboBox::from_id_salt("learn-from").selected_text(now).show_ui(ui, |ui| {
            for (_, phase) in
                store.head().phases.iter().enumerate().filter(|(at, _)| store.phases_used() >> at & 1 == 1)
            {
                if ui.selectable_label(phase.id == from, names::phase(phase, ctx.texts)).clicked() {
                    let learning = Some(phase.id.clone());
                    ctx.send(Command::LookAtPath(PathLook { learning, ..look.clone() }));
                }
            }
        });
        choice.response.labelled_by(label.id);
    });
    ui.add(Label::new(theme::muted(ctx.texts.t("path-learn-about"), ctx.theme)).wrap());
    ui.add_space(6.0);
    let there = ctx.workspace.results().care_path.learnt.keyed().filter(|(key, _)| key.from == from);
    let learnt = there.map(|(_, path)| path.as_ref().clone().map(|path| named(path, store, ctx)));
    match &learnt {
        None => drop(ui.label(theme::muted(ctx.texts.t("state-counting"), ctx.theme))),
        Some(None) => drop(ui.label(ctx.texts.t("path-learn-none"))),
        Some(Some(path)) => preview_ui(ui, ctx, store, path),
    }
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let path = learnt.flatten();
        let keys = Action::Part(Part::Confirm).shortcut(ui.ctx()).unwrap_or_default();
        let name = format!("{} ({keys})", ctx.texts.t("path-take"));
        let taken =
            widgets::primary(ui, path.is_some(), &name, ctx.theme).clicked() || wanted == Some(Part::Confirm);
        if let (true, Some(path)) = (taken, path) {
            let at = ctx.workspace.gap_spec().paths.len();
            add(ctx, at, path);
        }
        if ui.button(ctx.texts.t("do-cancel")).clicked() {
            ctx.send(Command::LookAtPath(PathLook { learning: None, ..look.clone() }));
        }
    });
}

/// A learnt path with its phases called as the reader calls them.
fn named(mut path: CarePath, store: &Store, ctx: &Ctx<'_>) -> CarePath {
    for step in &mut path.steps {
        step.title = names::phase_by_id(&step.title, store, ctx.texts);
    }
    let begin = test_words(&path.eligible, store, ctx.texts);
    let titles = path.steps.iter().map(|step| step.title.as_str());
    path.title = std::iter::once(begin.as_str()).chain(titles).collect::<Vec<_>>().join(" → ");
    path
}

fn preview_ui(ui: &mut Ui, ctx: &Ctx<'_>, store: &Store, path: &CarePath) {
    ui.label(theme::strong(test_words(&path.eligible, store, ctx.texts)));
    for (at, step) in path.steps.iter().enumerate() {
        let seen: Vec<String> = step.witnesses.iter().map(|id| names::source_by_id(id, store)).collect();
        ui.horizontal_wrapped(|ui| {
            ui.label(theme::strong(format!("{} {}", at + 1, step.title)));
            ui.label(due(step, ctx.texts));
            ui.label(theme::muted(after_words(ctx, store, path, step), ctx.theme));
            ui.label(theme::muted(seen.join(", "), ctx.theme));
        });
    }
}

/// What the days of a step count from.
pub fn after_words(ctx: &Ctx<'_>, store: &Store, path: &CarePath, step: &Step) -> String {
    let title = step.after.and_then(|at| path.steps.get(at)).map(|step| step.title.clone());
    let title = title.unwrap_or_else(|| test_words(&path.eligible, store, ctx.texts));
    ctx.texts.ta("path-after", &[("step", title.into())])
}

fn chart_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut GapsState, store: &Arc<Store>, path: &CarePath) {
    let seen = ctx.workspace.outcomes().map(|(outcomes, outdated)| (Arc::clone(outcomes), outdated));
    let outcomes = seen.as_ref().map(|(outcomes, _)| Arc::clone(outcomes));
    let look = ctx.workspace.path_look().clone();
    let key = (path.clone(), outcomes.clone().map(Same), look.step);
    if seen.is_some_and(|(_, outdated)| outdated) {
        ui.ctx().request_repaint();
    }
    let shown = state.path.chart.show(ui, ctx, CHART, key, |width, height| {
        let step = |(at, step): (usize, &Step)| PathStep {
            title: step.title.clone(),
            due: due(step, ctx.texts),
            after: after_words(ctx, store, path, step),
            counts: outcomes.as_ref().map(|of| Outcome::ALL.map(|outcome| of.count(at, outcome))),
        };
        let steps: Vec<PathStep> = path.steps.iter().enumerate().map(step).collect();
        let begin = test_words(&path.eligible, store, ctx.texts);
        let eligible = outcomes.as_ref().map(|of| of.eligible.len() as u64);
        let spec = PathSpec { width, height, begin: &begin, eligible, steps: &steps, picked: look.step };
        picture::scene(&spec, &Worded(ctx.texts))
    });
    match (shown.clicked(), &outcomes) {
        (Some(PathHit::Step(at)), _) => {
            let step = (look.step != Some(at)).then_some(at);
            ctx.send(Command::LookAtPath(PathLook { step, ..look }));
        }
        (Some(PathHit::Outcome(at, outcome)), Some(of)) => {
            ctx.send(Command::LookAtPath(PathLook { step: Some(at), ..look }));
            state.menu = shown.menu(Wanted::Patients(of.who(at, outcome)));
        }
        (Some(PathHit::Eligible), Some(of)) => {
            state.menu = shown.menu(Wanted::Patients(of.eligible.clone()));
        }
        _ => {}
    }
    shown.say(CursorIcon::PointingHand);
}

/// Does what a key asked for.
fn asked(ctx: &mut Ctx<'_>, store: &Store, path: &CarePath, wanted: Option<Part>) {
    let look = ctx.workspace.path_look().clone();
    let Some(part) = wanted else { return };
    let step = look.step.filter(|step| *step < path.steps.len());
    let (edit, step) = match (part, step) {
        (Part::Add, step) => {
            let at = step.map_or(path.steps.len(), |step| step + 1);
            (PathEdit::AddStep { path: look.path, at, step: new_step(ctx, store, path) }, Some(at))
        }
        (Part::Remove, Some(step)) => {
            let left = path.steps.len() - 1;
            (PathEdit::RemoveStep { path: look.path, step }, (left > 0).then(|| step.min(left - 1)))
        }
        (Part::Earlier, Some(step)) if step > 0 => {
            (PathEdit::MoveStep { path: look.path, from: step, to: step - 1 }, Some(step - 1))
        }
        (Part::Later, Some(step)) if step + 1 < path.steps.len() => {
            (PathEdit::MoveStep { path: look.path, from: step, to: step + 1 }, Some(step + 1))
        }
        _ => return,
    };
    ctx.send(Command::Project(ProjectEdit::Path(edit)));
    ctx.send(Command::LookAtPath(PathLook { step, ..look }));
}

/// A step that a path does not have yet: the next phase of the extract, within a quarter of a year.
fn new_step(ctx: &Ctx<'_>, store: &Store, path: &CarePath) -> Step {
    let used = store.phases_used();
    let taken = |id: &String| {
        path.eligible.phases.contains(id) || path.steps.iter().any(|step| step.test.phases.contains(id))
    };
    let phases = store.head().phases.iter().enumerate();
    let free = phases
        .filter(|(at, phase)| used >> at & 1 == 1 && !NO_STEPS.contains(&phase.id.as_str()))
        .find(|(_, phase)| !taken(&phase.id))
        .map(|(_, phase)| phase);
    Step {
        title: free.map_or_else(|| ctx.texts.t("path-step"), |phase| names::phase(phase, ctx.texts)),
        test: EventTest {
            phases: free.map(|phase| phase.id.clone()).into_iter().collect(),
            ..EventTest::default()
        },
        from: 0,
        to: 90,
        ..Step::default()
    }
}

/// What can be done with the steps, by pointer.
fn steps_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, store: &Store, path: &CarePath) {
    let mut clicked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 2.0);
        for (part, key) in [
            (Part::Add, "path-step-add"),
            (Part::Earlier, "path-step-earlier"),
            (Part::Later, "path-step-later"),
            (Part::Remove, "path-step-remove"),
        ] {
            let action = Action::Part(part);
            let enabled = action.is_enabled(ctx.workspace);
            let button = ui.add_enabled(enabled, egui::Button::new(ctx.texts.t(key)));
            let keys = action.shortcut(ui.ctx()).unwrap_or_default();
            if button.on_hover_text(keys).clicked() {
                clicked = Some(part);
            }
        }
    });
    asked(ctx, store, path, clicked);
}

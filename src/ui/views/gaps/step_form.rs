//! The form of a step of a care path, or of the path itself where no step is picked: what counts, when it is due, who
//! can see it, of whom it is expected. What is changed is sent at once.

use egui::{CollapsingHeader, ComboBox, DragValue, Label, TextEdit, Ui};

use crate::model::care_path::Step;
use crate::model::{CarePath, EventTest};
use crate::store::Store;
use crate::ui::filter::words::test_words;
use crate::ui::filter::{TestForm, toggle};
use crate::ui::{Ctx, names, theme};
use crate::workspace::{Command, PathEdit, ProjectEdit};

/// The most days that a step can be due after another.
const MOST_DAYS: i32 = 36_500;

/// What the form keeps from frame to frame.
#[derive(Debug, Default)]
pub struct FormState {
    test: TestForm,
}

/// Shows the form.
pub fn form_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut FormState, store: &Store, path: &CarePath) {
    let look = ctx.workspace.path_look().clone();
    let picked = look.step.and_then(|at| Some((at, path.steps.get(at)?)));
    match picked {
        Some((at, step)) => step_ui(ui, ctx, state, store, (path, look.path), (at, step)),
        None => whole_ui(ui, ctx, state, store, (path, look.path)),
    }
}

fn send(ctx: &mut Ctx<'_>, edit: PathEdit) {
    ctx.send(Command::Project(ProjectEdit::Path(edit)));
}

/// A name with a field.
fn named(ui: &mut Ui, ctx: &Ctx<'_>, key: &str, text: &mut String) -> bool {
    ui.horizontal(|ui| {
        let label = ui.label(theme::muted(ctx.texts.t(key), ctx.theme));
        let field = TextEdit::singleline(text).desired_width((ui.available_width() - 8.0).min(420.0));
        ui.add(field).labelled_by(label.id).changed()
    })
    .inner
}

/// The path itself.
fn whole_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut FormState,
    store: &Store,
    (path, at): (&CarePath, usize),
) {
    let mut title = path.title.clone();
    if named(ui, ctx, "path-title", &mut title) {
        send(ctx, PathEdit::Title(at, title));
    }
    ui.label(theme::muted(ctx.texts.t("path-pick-step"), ctx.theme));
    ui.add_space(6.0);
    let words = test_words(&path.eligible, store, ctx.texts);
    let heading = ctx.texts.ta("path-eligible-of", &[("what", words.into())]);
    if let Some(test) = test_ui(ui, ctx, state, store, ("eligible", &heading), &path.eligible) {
        send(ctx, PathEdit::Eligible(at, test));
    }
    let except = path.except.clone().unwrap_or_default();
    let words = match &path.except {
        Some(test) => test_words(test, store, ctx.texts),
        None => ctx.texts.t("path-nobody"),
    };
    let heading = ctx.texts.ta("path-except-of", &[("what", words.into())]);
    if let Some(test) = test_ui(ui, ctx, state, store, ("except", &heading), &except) {
        // A test that asks for nothing would leave everybody out.
        let test = Some(test).filter(|test| *test != EventTest::default());
        send(ctx, PathEdit::Except(at, test));
    }
}

/// A test of events under a heading that says it in words; gives the test that it becomes.
fn test_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut FormState,
    store: &Store,
    (id, heading): (&str, &str),
    test: &EventTest,
) -> Option<EventTest> {
    let mut changed = None;
    let header = CollapsingHeader::new(heading).id_salt(id);
    header.show(ui, |ui| changed = state.test.ui(ui, ctx, store, id, test));
    changed
}

fn step_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut FormState,
    store: &Store,
    (path, of): (&CarePath, usize),
    (at, step): (usize, &Step),
) {
    let mut new = step.clone();
    let mut part = None;
    if named(ui, ctx, "path-step-title", &mut new.title) {
        part = Some("title");
    }
    ui.horizontal_wrapped(|ui| {
        if due_ui(ui, ctx, &mut new) {
            part = Some("due");
        }
        if after_ui(ui, ctx, store, path, (at, &mut new)) {
            part = Some("");
        }
    });
    if ui.checkbox(&mut new.optional, ctx.texts.t("path-optional")).changed() {
        part = Some("");
    }
    let words = test_words(&step.test, store, ctx.texts);
    let heading = ctx.texts.ta("path-counts", &[("what", words.into())]);
    let id = format!("step {at}");
    if let Some(test) = test_ui(ui, ctx, state, store, (&id, &heading), &step.test) {
        (new.test, part) = (test, Some(""));
    }
    if witnesses_ui(ui, ctx, store, &mut new) {
        part = Some("");
    }
    if let Some(part) = part {
        send(ctx, PathEdit::SetStep { path: of, step: at, to: Box::new(new), part });
    }
}

/// The first and last day on which the step is in time.
fn due_ui(ui: &mut Ui, ctx: &Ctx<'_>, step: &mut Step) -> bool {
    let mut changed = false;
    let days = |ui: &mut Ui, key: &str, value: &mut i32| {
        let label = ui.label(theme::muted(ctx.texts.t(key), ctx.theme));
        let field = DragValue::new(value).range(-MOST_DAYS..=MOST_DAYS).speed(0.5);
        ui.add(field).labelled_by(label.id).changed()
    };
    changed |= days(ui, "path-from", &mut step.from);
    if changed {
        step.to = step.to.max(step.from);
    }
    if days(ui, "path-to", &mut step.to) {
        step.from = step.from.min(step.to);
        changed = true;
    }
    changed
}

/// What its days count from.
fn after_ui(
    ui: &mut Ui,
    ctx: &Ctx<'_>,
    store: &Store,
    path: &CarePath,
    (at, step): (usize, &mut Step),
) -> bool {
    let before = step.after;
    let label = ui.label(theme::muted(ctx.texts.t("path-count-from"), ctx.theme));
    let begin = test_words(&path.eligible, store, ctx.texts);
    let name = |of: Option<usize>| match of.and_then(|of| path.steps.get(of).map(|step| (of, step))) {
        Some((of, step)) => format!("{} {}", of + 1, step.title),
        None => begin.clone(),
    };
    let choice = ComboBox::from_id_salt("after").selected_text(name(step.after)).show_ui(ui, |ui| {
        for of in std::iter::once(None).chain((0..at).map(Some)) {
            if ui.selectable_label(step.after == of, name(of)).clicked() {
                step.after = of;
            }
        }
    });
    choice.response.labelled_by(label.id);
    step.after != before
}

/// The sources that could see it.
fn witnesses_ui(ui: &mut Ui, ctx: &Ctx<'_>, store: &Store, step: &mut Step) -> bool {
    let names = step.witnesses.iter().map(|id| names::source_by_id(id, store));
    let words =
        if step.witnesses.is_empty() { ctx.texts.t("path-witnesses-any") } else { names::some(names, 4) };
    let heading = ctx.texts.ta("path-witnesses", &[("what", words.into())]);
    let mut changed = false;
    CollapsingHeader::new(heading).id_salt("witnesses").show(ui, |ui| {
        ui.add(Label::new(theme::muted(ctx.texts.t("path-witnesses-about"), ctx.theme)).wrap());
        for source in &store.head().sources {
            let mut on = step.witnesses.contains(&source.id);
            if ui.checkbox(&mut on, &source.title).clicked() {
                toggle(&mut step.witnesses, source.id.clone());
                changed = true;
            }
        }
    });
    changed
}

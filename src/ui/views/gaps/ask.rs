//! What gaps are looked for, as controls: numbers, choices and switches that change the question of the project.
//! Whatever they change is a step that undo takes back; nothing is looked for while a number is dragged.

use std::ops::RangeInclusive;

use egui::{DragValue, Ui};

use crate::model::GapSpec;
use crate::ui::{Ctx, widgets};
use crate::workspace::{Command, ProjectEdit};

/// Looks for something else; `joins` where it goes on with the edit before.
pub fn ask(ctx: &mut Ctx<'_>, joins: bool, change: impl FnOnce(&mut GapSpec)) {
    let before = ctx.workspace.gap_spec();
    let mut spec = before.clone();
    change(&mut spec);
    if spec != before {
        ctx.send(Command::Project(ProjectEdit::Gaps { spec: Some(Box::new(spec)), joins }));
    }
}

/// What became of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// It is being dragged, and stands here.
    Dragged(u32),
    /// It was set.
    Set(u32),
}

/// A number with its name before it, in one field; the name is what it is called by too.
pub fn number_ui(
    ui: &mut Ui,
    ctx: &Ctx<'_>,
    key: &str,
    value: u32,
    range: RangeInclusive<u32>,
) -> Option<Moved> {
    let name = ctx.texts.t(key);
    let id = ui.scope_id().with(("number", key));
    let mut now = ui.data(|data| data.get_temp::<u32>(id)).unwrap_or(value);
    let field =
        ui.add(DragValue::new(&mut now).range(range).prefix(format!("{name} ")).update_while_editing(false));
    let field = field.accessible_name(name);
    if field.dragged() {
        ui.data_mut(|data| data.insert_temp(id, now));
        return (now != value).then_some(Moved::Dragged(now));
    }
    if field.changed() || field.drag_stopped() {
        ui.data_mut(|data| data.remove::<u32>(id));
        return (now != value).then_some(Moved::Set(now));
    }
    None
}

/// A switch.
pub fn switch_ui(ui: &mut Ui, ctx: &Ctx<'_>, key: &str, on: bool) -> Option<bool> {
    let mut now = on;
    ui.checkbox(&mut now, ctx.texts.t(key)).clicked().then_some(now)
}

/// What a page says where its kind of gap is not looked for, with the way to look for it.
pub fn not_asked_ui(ui: &mut Ui, ctx: &Ctx<'_>, why: &str, offer: &str) -> bool {
    let mut wanted = false;
    widgets::nothing(ui, &ctx.texts.t(why), ctx.theme);
    ui.vertical_centered(|ui| {
        ui.add_space(8.0);
        wanted = widgets::primary(ui, true, &ctx.texts.t(offer), ctx.theme).clicked();
    });
    wanted
}

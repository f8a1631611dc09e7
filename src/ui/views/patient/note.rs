//! The note about the patient shown: typed at the foot of the record panel and kept in the project as it is typed.
//! Whoever has one is marked among all journeys; what is in it is nobody else's business.

use egui::{TextEdit, Ui};

use crate::model::Filter;
use crate::ui::{Action, Ctx, theme, widgets};
use crate::workspace::{Command, ProjectEdit};

use super::Subject;

/// The height that the note takes at the foot.
pub const HEIGHT: f32 = 118.0;

/// Shows the field; `write` takes the keyboard there once.
pub fn note_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, subject: &Subject, write: &mut bool) {
    let key = subject.store.head().keys.text(subject.patient.index());
    let project = std::sync::Arc::clone(ctx.workspace.project());
    let mut text = project.notes.get(&key).cloned().unwrap_or_default();
    ui.separator();
    ui.horizontal(|ui| {
        ui.label(theme::strong(ctx.texts.t("patient-note")));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            noted_ui(ui, ctx, project.notes.keys());
        });
    });
    let keys = Action::NotePatient.shortcut(ui.ctx()).unwrap_or_default();
    let hint = ctx.texts.ta("patient-note-hint", &[("keys", keys.into())]);
    let field = TextEdit::multiline(&mut text).hint_text(hint).desired_rows(3).desired_width(f32::INFINITY);
    let field = ui.add(field.id_salt(("note", &key))).accessible_name(ctx.texts.t("patient-note-field"));
    if std::mem::take(write) {
        field.request_focus();
    }
    if field.changed() {
        ctx.send(Command::Project(ProjectEdit::Note(key, text)));
    }
}

/// The way to everybody with a note.
fn noted_ui<'a>(ui: &mut Ui, ctx: &mut Ctx<'_>, noted: impl ExactSizeIterator<Item = &'a String>) {
    if noted.len() == 0 {
        return;
    }
    let text = ctx.texts.ta("patient-noted", &[("n", noted.len().into())]);
    let about = ctx.texts.t("patient-noted-about");
    if widgets::link(ui, &text, ctx.theme).on_hover_text(about).clicked() {
        let label = ctx.texts.t("patient-noted-filter");
        ctx.send(Command::AddFilter(Filter::Patients { label, keys: noted.cloned().collect() }));
    }
}

//! The reviewer's judgement of a finding or gap: plausible, error or cannot tell, with a reason and a note.
//! What is typed is sent when its field is left; the judgement itself at once.

use egui::{Button, TextEdit, Ui};

use crate::model::{Anchor, Judged, Judgement};
use crate::scene::Ink;
use crate::ui::action::judgement_key;
use crate::ui::{Action, Ctx, theme, widgets};
use crate::workspace::{Command, ProjectEdit};

/// Buttons at least this wide say their key.
const KEYED: f32 = 104.0;

/// What is being typed.
#[derive(Debug, Default)]
pub struct JudgeState {
    /// What it is about, with the reason and the note as they are typed.
    draft: Option<(Anchor, String, String)>,
    /// Whether to go to the note.
    pub write: bool,
}

/// Shows the buttons and the fields.
pub fn judge_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut JudgeState, anchor: Anchor) {
    let judged = ctx.workspace.project().judgements.get(&anchor).cloned();
    ui.separator();
    let width = ((ui.available_width() - 12.0) / 3.0).max(60.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.spacing_mut().button_padding.x = 3.0;
        for judgement in Judgement::ALL {
            button_ui(ui, ctx, judgement, judged.as_ref(), width);
        }
    });
    let fresh = state.draft.as_ref().is_none_or(|(of, ..)| *of != anchor);
    if fresh {
        // What was typed about another finding was sent when its field was left.
        let said = |text: fn(&Judged) -> &String| judged.as_ref().map(text).cloned().unwrap_or_default();
        state.draft = Some((anchor.clone(), said(|judged| &judged.reason), said(|judged| &judged.note)));
    }
    let Some((_, reason, note)) = &mut state.draft else { return };
    let label = ctx.texts.t("findings-reason");
    let field = TextEdit::singleline(reason).hint_text(label.clone()).desired_width(f32::INFINITY);
    let first = ui.add(field).accessible_name(label);
    let label = ctx.texts.t("findings-note");
    let field =
        TextEdit::multiline(note).hint_text(label.clone()).desired_rows(2).desired_width(f32::INFINITY);
    let second = ui.add(field).accessible_name(label);
    if std::mem::take(&mut state.write) {
        second.request_focus();
    }
    if first.lost_focus() || second.lost_focus() {
        send(ctx, anchor, judged, (reason, note));
    }
    if ctx.workspace.project().judgements.is_empty() {
        ui.label(theme::muted(ctx.texts.t("findings-judge-about"), ctx.theme));
    }
}

fn button_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, judgement: Judgement, judged: Option<&Judged>, width: f32) {
    let chosen = judged.is_some_and(|judged| judged.judgement == judgement);
    let action = Action::Judge(judgement);
    let keys = action.shortcut(ui.ctx()).unwrap_or_default();
    let name = ctx.texts.t(judgement_key(judgement));
    let ink = match judgement {
        Judgement::Plausible => Ink::Ok,
        Judgement::Error => Ink::Error,
        Judgement::CannotTell => Ink::TextMuted,
    };
    // Where the panel is narrow, the key is told by pointing at the button.
    let label = if width >= KEYED { format!("{name} ({keys})") } else { name.clone() };
    let text = egui::RichText::new(label).size(theme::SMALL);
    let on_accent = theme::colour(ctx.theme.ui.on_accent);
    let text = if chosen { text.color(on_accent) } else { text.color(ctx.colour(ink)) };
    let stroke = egui::Stroke::new(1.0, ctx.colour(ink));
    let fill = if chosen { ctx.colour(ink) } else { theme::colour(ctx.theme.ui.panel) };
    let button = Button::new(text).stroke(stroke).fill(fill).min_size(egui::vec2(width, 26.0)).truncate();
    let response = ui.add(button);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, chosen, &name));
    widgets::focus_ring(ui, &response, response.rect, 4.0, ctx.theme);
    let response = if width >= KEYED { response } else { response.on_hover_text(keys) };
    if response.clicked() {
        // A second click takes it back.
        ctx.act(if chosen { Action::Unjudge } else { action });
    }
}

/// Sends what was typed. A reason without a judgement waits for one: it says nothing by itself.
fn send(ctx: &mut Ctx<'_>, anchor: Anchor, judged: Option<Judged>, (reason, note): (&str, &str)) {
    let Some(judged) = judged else { return };
    if judged.reason == reason && judged.note == note {
        return;
    }
    let judged = Judged { reason: reason.trim().to_owned(), note: note.trim().to_owned(), ..judged };
    ctx.send(Command::Project(ProjectEdit::Judge(anchor, Some(judged))));
}

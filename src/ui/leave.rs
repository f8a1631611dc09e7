//! Asks before unsaved work is left: when the window is closed, or something else is opened.
//! It saves nothing itself; it sends the command, and goes on once nothing is unsaved any more.

use egui::{Align2, Context, RichText, ViewportCommand, Window, vec2};

use crate::workspace::{Command, Workspace};

use super::theme;
use super::{Action, Ctx, widgets};

/// What waits for an answer.
#[derive(Clone, Debug, PartialEq)]
enum Waiting {
    /// The window is to be closed.
    Close,
    /// Something else is to be opened.
    Open(Box<Command>),
}

/// The question, while it is open.
#[derive(Debug, Default)]
pub struct Leave {
    waiting: Option<Waiting>,
    /// What waits goes on as soon as nothing is unsaved.
    saving: bool,
    /// The window may be closed as it is.
    closing: bool,
}

impl Leave {
    /// Whether the question is open.
    pub fn is_open(&self) -> bool {
        self.waiting.is_some()
    }

    /// Goes back to where it was.
    pub fn stay(&mut self) {
        (self.waiting, self.saving) = (None, false);
    }

    /// Stops the window from being closed while something is unsaved.
    pub fn guard(&mut self, ctx: &Context, workspace: &Workspace) {
        let asked = ctx.input(|input| input.viewport().close_requested());
        if asked && !self.closing && workspace.unsaved() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            (self.waiting, self.saving) = (Some(Waiting::Close), false);
        }
    }

    /// Holds a command that would leave unsaved work; gives back any other.
    pub fn hold(&mut self, command: Command, workspace: &Workspace) -> Option<Command> {
        let leaves = matches!(&command, Command::Open { path, .. } if !same(workspace, path));
        if !leaves || !workspace.unsaved() {
            return Some(command);
        }
        (self.waiting, self.saving) = (Some(Waiting::Open(Box::new(command))), false);
        None
    }

    /// Goes on with what waited for the project to be saved; gives the command, if it was one.
    pub fn go_on(&mut self, ctx: &Context, workspace: &Workspace) -> Option<Command> {
        let saved = self.saving && !workspace.unsaved();
        if saved { self.leave(ctx) } else { None }
    }

    fn leave(&mut self, ctx: &Context) -> Option<Command> {
        self.saving = false;
        match self.waiting.take()? {
            Waiting::Close => {
                self.closing = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
                None
            }
            Waiting::Open(command) => Some(*command),
        }
    }

    /// Shows the question; gives the command that waited where it is to be done as things are.
    pub fn ui(&mut self, egui: &Context, ctx: &mut Ctx<'_>) -> Option<Command> {
        self.waiting.as_ref()?;
        let mut answer = None;
        let window = Window::new(ctx.texts.t("leave-title")).id(egui::Id::unique("leave"));
        let window = window.collapsible(false).resizable(false).anchor(Align2::CENTER_CENTER, vec2(0.0, 0.0));
        window.show(egui, |ui| {
            ui.set_width(420.0);
            let name = ctx.workspace.project_path().and_then(|path| path.file_name());
            let name = name.map(|name| name.to_string_lossy().into_owned());
            ui.label(match name {
                Some(name) => ctx.texts.ta("leave-unsaved", &[("file", name.into())]),
                None => ctx.texts.t("leave-unsaved-nowhere"),
            });
            let judged = ctx.workspace.project().judgements.len();
            if judged > 0 {
                let words = ctx.texts.ta("leave-judgements", &[("n", judged.into())]);
                ui.label(theme::muted(words, ctx.theme));
            }
            ui.add_space(10.0);
            ui.horizontal(|ui| {
                if widgets::primary(ui, true, &ctx.texts.t("leave-save"), ctx.theme).clicked() {
                    self.saving = true;
                    ctx.act(Action::SaveProject);
                }
                if ui.button(RichText::new(ctx.texts.t("leave-discard"))).clicked() {
                    answer = Some(true);
                }
                if ui.button(ctx.texts.t("leave-stay")).clicked() {
                    answer = Some(false);
                }
            });
        });
        match answer {
            Some(true) => self.leave(egui),
            Some(false) => {
                self.stay();
                None
            }
            None => None,
        }
    }
}

/// Whether a path is the extract that is open by itself: opening it again leaves no work.
fn same(workspace: &Workspace, path: &std::path::Path) -> bool {
    workspace.extract().is_some_and(|extract| extract.path == path)
}

//! The window: panels, views and widgets that show the workspace and send it commands.
//! Nothing here computes from a store, and nothing here changes the workspace but through a command.

pub mod action;
pub mod app;
pub mod arrange;
pub mod canvas;
mod caption;
mod dialog;
mod export;
pub mod filter;
mod help;
pub mod icons;
mod leave;
mod manual;
pub mod names;
mod palette;
mod rows;
pub mod settings;
mod shell;
mod start;
pub mod theme;
mod tiles;
pub mod views;
pub mod widgets;

use egui::Color32;

use crate::i18n::Texts;
use crate::scene::{Ink, Theme};
use crate::workspace::{Command, Workspace};

pub use action::Action;
pub use app::App;
pub use settings::Settings;
pub use start::{Renderer, StartError, run};

/// What every view is handed: all of it to read, and one way to ask for something.
pub struct Ctx<'a> {
    /// What is open and what has been computed.
    pub workspace: &'a Workspace,
    /// Texts in the chosen language.
    pub texts: &'a Texts,
    /// Colours.
    pub theme: &'static Theme,
    /// What the window remembers between runs.
    pub settings: &'a Settings,
    commands: &'a mut Vec<Command>,
    actions: &'a mut Vec<Action>,
}

impl Ctx<'_> {
    /// Asks the workspace for something; it is done before the next frame.
    pub fn send(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// Asks the window for something; it is done before the next frame.
    pub fn act(&mut self, action: Action) {
        self.actions.push(action);
    }

    /// The colour an ink stands for.
    pub fn colour(&self, ink: Ink) -> Color32 {
        theme::colour(self.theme.rgb(ink))
    }
}

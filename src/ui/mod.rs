//! The window: panels, views and widgets that show the workspace and send it commands.
//! Nothing here computes from a store, and nothing here changes the workspace but through a command.

use crate::i18n::Texts;
use crate::workspace::{Command, Workspace};

/// What every view is handed: all of it to read, and one way to ask for something.
pub struct Ctx<'a> {
    /// What is open and what has been computed.
    pub workspace: &'a Workspace,
    /// Texts in the chosen language.
    pub texts: &'a Texts,
    commands: &'a mut Vec<Command>,
}

impl Ctx<'_> {
    /// Asks the workspace for something; it is done before the next frame.
    pub fn send(&mut self, command: Command) {
        self.commands.push(command);
    }
}

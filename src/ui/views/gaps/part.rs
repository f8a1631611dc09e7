//! What keys do on the pages that are worked on part by part: the steps of a care path and the outages.
//! Each page does with them what it can; nothing is changed here.

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::workspace::{Command, GapsPage, PathLook, Screen, Workspace};

/// Something asked of the part that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Looks at the next one.
    Next,
    /// Looks at the previous one.
    Previous,
    /// Adds one.
    Add,
    /// Takes it out, or rejects it.
    Remove,
    /// Moves it one place forward.
    Earlier,
    /// Moves it one place back.
    Later,
    /// Confirms it.
    Confirm,
}

const fn key(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, key)
}

impl Part {
    /// The key of its text.
    pub fn key(self) -> &'static str {
        match self {
            Self::Next => "action-part-next",
            Self::Previous => "action-part-previous",
            Self::Add => "action-part-add",
            Self::Remove => "action-part-remove",
            Self::Earlier => "action-part-earlier",
            Self::Later => "action-part-later",
            Self::Confirm => "action-part-confirm",
        }
    }

    /// The keys that do it.
    pub fn keys(self) -> &'static [KeyboardShortcut] {
        match self {
            Self::Next => const { &[key(Modifiers::NONE, Key::PageDown)] },
            Self::Previous => const { &[key(Modifiers::NONE, Key::PageUp)] },
            Self::Add => const { &[key(Modifiers::NONE, Key::Insert)] },
            Self::Remove => const { &[key(Modifiers::NONE, Key::Delete)] },
            Self::Earlier => const { &[key(Modifiers::ALT, Key::ArrowLeft)] },
            Self::Later => const { &[key(Modifiers::ALT, Key::ArrowRight)] },
            Self::Confirm => const { &[key(Modifiers::NONE, Key::Y)] },
        }
    }

    /// What it asks of the workspace; nothing if it asks something of the page.
    pub fn command(self, workspace: &Workspace) -> Option<Command> {
        let by = match self {
            Self::Next => 1,
            Self::Previous => -1,
            _ => return None,
        };
        if workspace.gaps_look().page == GapsPage::Outages {
            return Some(Command::StepOutage(by));
        }
        let look = workspace.path_look();
        let last = workspace.shown_path()?.steps.len().checked_sub(1)? as i64;
        let step = look.step.map_or(0, |step| (step as i64 + by).clamp(0, last)) as usize;
        Some(Command::LookAtPath(PathLook { step: Some(step), ..look.clone() }))
    }

    /// Whether it makes sense now.
    pub fn is_enabled(self, workspace: &Workspace) -> bool {
        if workspace.screen() != Screen::Gaps || workspace.extract().is_none() {
            return false;
        }
        let steps = || workspace.shown_path().map_or(0, |path| path.steps.len());
        match (workspace.gaps_look().page, self) {
            (GapsPage::Outages, Self::Earlier | Self::Later) => false,
            (GapsPage::Outages, _) => true,
            (GapsPage::Path, Self::Confirm) => workspace.path_look().learning.is_some(),
            (GapsPage::Path, Self::Add) => true,
            (GapsPage::Path, Self::Next | Self::Previous) => steps() > 0,
            (GapsPage::Path, _) => workspace.path_look().step.is_some_and(|step| step < steps()),
            _ => false,
        }
    }
}

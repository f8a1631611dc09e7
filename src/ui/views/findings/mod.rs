//! Suspicious sequences: the rules and what each would cost, what they found, and what stands around a finding.
//! It judges nothing; it shows panels of results, and a reviewer judges.

pub mod about;
mod card;
mod context;
pub mod judge;
mod list;
mod rules;
mod save;
mod threshold;
pub mod words;

use crate::scene::findings::{Chart as Kind, FindingsHit};
use crate::ui::views::coverage::chart::Mark;
use crate::ui::views::coverage::menu::MarkMenu;

pub use card::card_ui;
pub use list::{Chosen, choice, list_ui};
pub use rules::rules_ui;
pub use save::offer;

/// What the panels keep from frame to frame.
#[derive(Debug, Default)]
pub struct FindingsState {
    rules: rules::RulesState,
    threshold: threshold::ThresholdState,
    list: list::ListState,
    context: context::ContextState,
    judge: judge::JudgeState,
    menu: Option<MarkMenu>,
    /// The chart to save.
    saving: Option<Kind>,
}

impl FindingsState {
    /// Goes to the note of the finding that is picked.
    pub fn write_note(&mut self) {
        self.judge.write = true;
    }

    /// Shows the menu of a mark, while it is open.
    fn menu_ui(&mut self, ui: &egui::Ui, ctx: &mut crate::ui::Ctx<'_>) {
        if let Some(menu) = &mut self.menu
            && !menu.ui(ui, ctx)
        {
            self.menu = None;
        }
    }
}

impl Mark for FindingsHit {
    fn of(hit: crate::scene::Hit) -> Option<Self> {
        match hit {
            crate::scene::Hit::Findings(hit) => Some(hit),
            _ => None,
        }
    }
}

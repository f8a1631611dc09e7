//! What a clicked mark offers: its patients in Population or Patient, or its filters added to the chain.
//! It says in a sentence whom the mark stands for.

use egui::{Area, Frame, Id, Order, Pos2, Ui};

use crate::base::PatientSet;
use crate::model::Filter;
use crate::ui::Ctx;
use crate::workspace::{Command, FindingsPick, GapsPick, Pick, Screen};

/// How the patients of a mark are found.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// By links of the filter chain.
    Filters(Vec<Filter>),
    /// One by one, since no link says it.
    Pick(Pick),
    /// Among findings.
    Findings(FindingsPick),
    /// They are known.
    Patients(PatientSet),
    /// Among gaps.
    Gaps(GapsPick),
}

impl Wanted {
    /// By links where they can say it, else one by one.
    pub fn new(filters: Option<Vec<Filter>>, pick: Pick) -> Self {
        filters.map_or(Self::Pick(pick), Self::Filters)
    }
}

/// The menu of a mark that was clicked, while it is open.
#[derive(Clone, Debug)]
pub struct MarkMenu {
    at: Pos2,
    /// Whom the mark stands for, in a sentence.
    words: String,
    wanted: Wanted,
    fresh: bool,
}

impl MarkMenu {
    /// A menu at a place of the window.
    pub fn new(at: Pos2, words: String, wanted: Wanted) -> Self {
        Self { at, words, wanted, fresh: true }
    }

    /// The same with another sentence.
    pub fn saying(self, words: String) -> Self {
        Self { words, ..self }
    }

    /// Shows it; false when it is to be closed.
    pub fn ui(&mut self, ui: &Ui, ctx: &mut Ctx<'_>) -> bool {
        let mut open = true;
        let area = Area::new(Id::unique("mark-menu")).fixed_pos(self.at).order(Order::Foreground);
        let shown = area.constrain(true).show(ui.ctx(), |ui| {
            Frame::menu(ui.style()).show(ui, |ui| {
                ui.set_max_width(320.0);
                ui.label(&self.words);
                for (key, screen) in [
                    ("mark-population", Some(Screen::Population)),
                    ("mark-patient", Some(Screen::Patient)),
                    ("mark-filter", None),
                ] {
                    if ui.button(ctx.texts.t(key)).clicked() {
                        ctx.send(self.command());
                        ctx.send(screen.map_or(Command::Show(ctx.workspace.screen()), Command::Show));
                        open = false;
                    }
                }
            });
        });
        let escaped = ui.input(|input| input.key_pressed(egui::Key::Escape));
        let elsewhere = !self.fresh && shown.response.clicked_elsewhere();
        self.fresh = false;
        open && !escaped && !elsewhere
    }

    /// What leaves the patients of the mark.
    fn command(&self) -> Command {
        match &self.wanted {
            Wanted::Filters(filters) => Command::AddFilters(filters.clone()),
            Wanted::Findings(pick) => Command::PickFindings { pick: pick.clone(), label: self.words.clone() },
            Wanted::Patients(who) => Command::PickPatients { who: who.clone(), label: self.words.clone() },
            Wanted::Gaps(pick) => Command::PickGaps { pick: pick.clone(), label: self.words.clone() },
            Wanted::Pick(pick) => Command::Pick { pick: pick.clone(), label: self.words.clone() },
        }
    }
}

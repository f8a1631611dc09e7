//! The events panel of the patient screen: a row an event, with the file and row it came from.
//! It decides nothing about the data it shows.

use egui::{Align, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use egui_table::{AutoSizeMode, CellInfo, Column, HeaderCellInfo, HeaderRow, Table, TableDelegate};

use crate::base::PhaseId;
use crate::scene::theme::slots;
use crate::ui::widgets::{self, Cell};
use crate::ui::{Ctx, names, theme};
use crate::workspace::Command;

use super::{PatientState, Subject};

/// Keys of the headers and widths of the columns, in logical pixels.
const COLUMNS: [(&str, f32); 7] = [
    ("word-start", 108.0),
    ("word-source", 150.0),
    ("word-phase", 100.0),
    ("word-code", 92.0),
    ("word-label", 200.0),
    ("word-value", 110.0),
    ("word-provenance", 290.0),
];
/// Height of a row, in logical pixels.
const ROW: f32 = 22.0;

/// Shows the panel.
pub fn events_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut PatientState) {
    let Some(subject) = Subject::of(ctx) else {
        widgets::nothing(ui, &ctx.texts.t("patient-none"), ctx.theme);
        return;
    };
    let rows = subject.events();
    let about = ctx.texts.ta("patient-events-about", &[("n", ctx.texts.count(rows.len() as u64).into())]);
    widgets::heading(ui, &ctx.texts.t("word-events"), &about, ctx.theme);
    let picked = ctx.workspace.patient_view().event;
    let wanted: f32 = COLUMNS.iter().map(|(_, width)| width).sum();
    let wider = (ui.available_width() / wanted).clamp(1.0, 2.0);
    let widths = COLUMNS.map(|(_, width)| width * wider);
    let columns = widths.map(|width| Column::new(width).range(40.0..=900.0).resizable(true));
    let mut table = Table::new()
        .id_salt("events")
        .auto_size_mode(AutoSizeMode::Never)
        .num_rows(rows.len() as u64)
        .columns(columns)
        .headers([HeaderRow::new(ROW)]);
    if picked != state.scrolled_to {
        state.scrolled_to = picked;
        if let Some(row) = picked.and_then(|event| rows.iter().position(|&at| at == event)) {
            table = table.scroll_to_row(row as u64, Some(Align::Center));
        }
    }
    let slots = slots(&subject.store.head().phases);
    let mut content = Content { ctx, subject: &subject, rows: &rows, picked, slots, widths };
    table.show(ui, &mut content);
    if content.picked != picked {
        // What was picked here is in sight already.
        state.scrolled_to = content.picked;
        ctx.send(Command::PickEvent(content.picked));
    }
}

struct Content<'a, 'b> {
    ctx: &'a Ctx<'b>,
    subject: &'a Subject,
    rows: &'a [usize],
    picked: Option<usize>,
    slots: Vec<u8>,
    /// How wide the columns are at first.
    widths: [f32; COLUMNS.len()],
}

impl TableDelegate for Content<'_, '_> {
    fn header_cell_ui(&mut self, ui: &mut Ui, cell: &HeaderCellInfo) {
        let area = ui.max_rect().shrink2(vec2(4.0, 0.0));
        let text =
            COLUMNS.get(cell.col_range.start).map(|(key, _)| self.ctx.texts.t(key)).unwrap_or_default();
        Cell::text(self.ctx.theme).muted(self.ctx.theme).paint(ui, area, &text);
    }

    fn row_ui(&mut self, ui: &mut Ui, row: u64) {
        let at = self.rows.get(row as usize).copied();
        let area = ui.max_rect();
        let response = ui.interact(area, ui.scope_id().with(("event", row)), Sense::click());
        if let Some(at) = at {
            let event = self.subject.store.events().get(at);
            let start = self.subject.start(&event, self.ctx.texts);
            let code = names::code(self.subject.store.head().codes.get(event.code), self.ctx.texts);
            response.widget_info(|| {
                WidgetInfo::selected(Role::Button, true, self.picked == Some(at), format!("{start} {code}"))
            });
        }
        let ground = if at.is_some() && at == self.picked {
            Some(self.ctx.theme.ui.active)
        } else {
            response.hovered().then_some(self.ctx.theme.ui.hover)
        };
        if let Some(ground) = ground {
            ui.painter().rect_filled(area, 0.0, theme::colour(ground));
        }
        if response.clicked() {
            self.picked = at;
        }
    }

    fn cell_ui(&mut self, ui: &mut Ui, cell: &CellInfo) {
        let Some(&at) = self.rows.get(cell.row_nr as usize) else { return };
        if ui.is_sizing_pass() {
            // The table sizes columns by what cells take up; painted ones take up what they are told to.
            ui.allocate_space(vec2(self.widths[cell.col_nr], ROW));
            return;
        }
        let area = ui.max_rect().shrink2(vec2(4.0, 0.0));
        let (ctx, subject) = (self.ctx, self.subject);
        let (texts, event) = (ctx.texts, subject.store.events().get(at));
        let head = subject.store.head();
        let plain = Cell::text(ctx.theme);
        match cell.col_nr {
            0 => plain.paint(ui, area, &subject.start(&event, texts)),
            1 => plain.paint(ui, area, names::source(event.source, &subject.store)),
            2 => self.phase(ui, area, event.phase),
            3 => plain.paint(ui, area, &head.codes.get(event.code).code),
            4 => {
                // A code without a label stands for itself, and says so once.
                let code = head.codes.get(event.code);
                let label = Some(code.name(texts.lang().code())).filter(|label| *label != code.code);
                plain.paint(ui, area, label.unwrap_or(""));
            }
            5 => {
                let arrow = match subject.out_of_range(at) {
                    Some(std::cmp::Ordering::Less) => " ↓",
                    Some(_) => " ↑",
                    None => "",
                };
                let text =
                    subject.value(at, texts).map(|value| format!("{value}{arrow}")).unwrap_or_default();
                let colour = if arrow.is_empty() { plain.colour } else { theme::colour(ctx.theme.ink.error) };
                Cell { colour, ..plain }.paint(ui, area, &text);
            }
            _ => plain.muted(ctx.theme).paint(ui, area, &subject.provenance(&event, texts)),
        }
    }

    fn default_row_height(&self) -> f32 {
        ROW
    }
}

impl Content<'_, '_> {
    fn phase(&self, ui: &Ui, area: Rect, phase: PhaseId) {
        let theme = self.ctx.theme;
        let slot = self.slots.get(phase.index()).copied().unwrap_or_default();
        let dot = pos2(area.left() + 4.0, area.center().y);
        ui.painter().circle_filled(dot, 4.0, theme::colour(theme.phase_rgb(slot)));
        let name = names::phase(&self.subject.store.head().phases[phase.index()], self.ctx.texts);
        let rest = Rect::from_min_max(pos2(area.left() + 14.0, area.top()), area.max);
        Cell::text(theme).paint(ui, rest, &name);
    }
}

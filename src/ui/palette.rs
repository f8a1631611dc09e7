//! The command palette: one field that finds actions, recent extracts, patients, and what journeys are arranged by.
//! It runs what is picked and keeps nothing; what an action does is said elsewhere.

use egui::{
    Align2, Area, Frame, Key, Modifiers, Order, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2,
};

use crate::base::PatientId;
use crate::workspace::Command;

use super::arrange::{self, What};
use super::theme::colour;
use super::widgets::Cell;
use super::{Action, Ctx};

/// What the palette offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Everything.
    Commands,
    /// What day 0, order or groups can be.
    Arrange(What),
}

/// The palette, open or not.
#[derive(Debug, Default)]
pub struct Palette {
    mode: Option<Mode>,
    query: String,
    picked: usize,
    fresh: bool,
}

/// What an entry asks for.
#[derive(Clone, Debug)]
enum Run {
    Action(Action),
    Command(Box<Command>),
}

struct Entry {
    label: String,
    keys: String,
    chosen: bool,
    run: Run,
}

impl Palette {
    /// Opens it.
    pub fn open(&mut self, mode: Mode) {
        *self = Self { mode: Some(mode), query: String::new(), picked: 0, fresh: true };
    }

    /// Closes it.
    pub fn close(&mut self) {
        self.mode = None;
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.mode.is_some()
    }

    /// Shows it, if it is open.
    pub fn ui(&mut self, ui: &Ui, ctx: &mut Ctx<'_>) {
        let Some(mode) = self.mode else { return };
        let area = Area::new(egui::Id::unique("palette"));
        let area = area.anchor(Align2::CENTER_TOP, vec2(0.0, 72.0)).order(Order::Foreground);
        let shown = area.show(ui.ctx(), |ui| {
            Frame::window(ui.style()).show(ui, |ui| {
                ui.set_width(520.0);
                self.body(ui, ctx, mode);
            });
        });
        if !self.fresh && shown.response.clicked_elsewhere() {
            self.close();
        }
        self.fresh = false;
    }

    fn body(&mut self, ui: &mut Ui, ctx: &mut Ctx<'_>, mode: Mode) {
        let (up, down, enter) = ui.input_mut(|input| {
            let up = input.consume_key(Modifiers::NONE, Key::ArrowUp);
            let down = input.consume_key(Modifiers::NONE, Key::ArrowDown);
            (up, down, input.key_pressed(Key::Enter))
        });
        let hint = ctx.texts.t(match mode {
            Mode::Commands => "palette-hint",
            Mode::Arrange(What::Align) => "action-align",
            Mode::Arrange(What::Sort) => "action-sort",
            Mode::Arrange(What::Group) => "action-group",
        });
        let field =
            TextEdit::singleline(&mut self.query).hint_text(hint.clone()).desired_width(f32::INFINITY);
        let field = ui.add(field.margin(vec2(8.0, 6.0))).accessible_name(hint);
        if self.fresh {
            field.request_focus();
        }
        if field.changed() || self.fresh {
            self.picked = 0;
            if mode == Mode::Arrange(What::Align) && !self.query.trim().is_empty() {
                ctx.send(Command::SearchCodes(self.query.trim().to_owned()));
            }
        }
        let entries = self.entries(ui, ctx, mode);
        let last = entries.len().saturating_sub(1);
        self.picked = (self.picked + usize::from(down)).saturating_sub(usize::from(up)).min(last);
        ui.add_space(4.0);
        let mut run = None;
        let moved = up || down;
        ScrollArea::vertical().max_height(380.0).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            for (at, entry) in entries.iter().enumerate() {
                if entry_ui(ui, ctx, entry, at == self.picked, moved) {
                    run = Some(entry.run.clone());
                }
            }
            if entries.is_empty() {
                ui.label(super::theme::muted(ctx.texts.t("palette-nothing"), ctx.theme));
            }
        });
        if enter {
            run = entries.get(self.picked).map(|entry| entry.run.clone());
        }
        if let Some(run) = run {
            match run {
                Run::Action(action) => ctx.act(action),
                Run::Command(command) => ctx.send(*command),
            }
            self.close();
        }
    }

    fn entries(&self, ui: &Ui, ctx: &Ctx<'_>, mode: Mode) -> Vec<Entry> {
        let query = self.query.trim();
        let all = match mode {
            Mode::Commands => commands(ui, ctx),
            Mode::Arrange(what) => {
                let choices = arrange::choices(what, ctx.workspace, ctx.texts);
                choices.into_iter().map(Entry::of_choice).collect()
            }
        };
        let mut ranked: Vec<(i32, Entry)> =
            all.into_iter().filter_map(|entry| Some((score(&entry.label, query)?, entry))).collect();
        // The sort is stable, so that equals stay in the order of the help.
        ranked.sort_by_key(|(score, _)| -score);
        let mut entries: Vec<Entry> = match mode {
            Mode::Commands => named(ctx, query),
            Mode::Arrange(_) => Vec::new(),
        };
        entries.extend(ranked.into_iter().map(|(_, entry)| entry));
        if mode == Mode::Arrange(What::Align) && !query.is_empty() {
            entries.extend(codes(ctx, query));
        }
        entries
    }
}

impl Entry {
    fn of_choice(choice: arrange::Choice) -> Self {
        Self {
            label: choice.label,
            keys: String::new(),
            chosen: choice.chosen,
            run: Run::Command(Box::new(choice.command)),
        }
    }
}

/// All actions that make sense now, then the recent extracts.
fn commands(ui: &Ui, ctx: &Ctx<'_>) -> Vec<Entry> {
    let enabled = Action::ALL.into_iter().filter(|action| action.is_enabled(ctx.workspace));
    let mut entries: Vec<Entry> = enabled
        .map(|action| Entry {
            label: ctx.texts.t(action.key()),
            keys: action.shortcut(ui.ctx()).unwrap_or_default(),
            chosen: false,
            run: Run::Action(action),
        })
        .collect();
    entries.extend(ctx.settings.recent.iter().map(|path| open(ctx, path.clone())));
    entries
}

fn open(ctx: &Ctx<'_>, path: std::path::PathBuf) -> Entry {
    let label = ctx.texts.ta("palette-open", &[("path", path.display().to_string().into())]);
    Entry {
        label,
        keys: String::new(),
        chosen: false,
        run: Run::Command(Box::new(Command::Open { path, skip_broken: false })),
    }
}

/// What the query names as it stands: a patient by pseudonym, or a path.
fn named(ctx: &Ctx<'_>, query: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    let patient = ctx.workspace.store().and_then(|store| store.head().keys.find(query));
    if let Some(at) = patient.filter(|_| !query.is_empty()) {
        let run = Run::Command(Box::new(Command::OpenPatient(PatientId(at as u32))));
        let label = ctx.texts.ta("palette-patient", &[("patient", query.into())]);
        entries.push(Entry { label, keys: String::new(), chosen: false, run });
    }
    if query.contains(['/', '\\']) {
        entries.push(open(ctx, query.into()));
    }
    entries
}

fn codes(ctx: &Ctx<'_>, query: &str) -> Vec<Entry> {
    let Some(store) = ctx.workspace.store() else { return Vec::new() };
    let Some(((generation, text), found)) = ctx.workspace.results().codes.keyed() else { return Vec::new() };
    if *generation != store.generation() || text != query {
        return Vec::new();
    }
    let codes = found.0.iter().take(20).map(|found| store.head().codes.get(found.code));
    codes
        .flat_map(|code| arrange::align_on_code(code, ctx.workspace, ctx.texts))
        .map(Entry::of_choice)
        .collect()
}

/// One line; true when it was clicked.
fn entry_ui(ui: &mut Ui, ctx: &Ctx<'_>, entry: &Entry, picked: bool, scroll: bool) -> bool {
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, picked, &entry.label));
    if picked || response.hovered() {
        let ground = if picked { ctx.theme.ui.active } else { ctx.theme.ui.hover };
        ui.painter().rect_filled(area, 4.0, colour(ground));
    }
    let inner = area.shrink2(vec2(10.0, 0.0));
    let keys = Cell::number(ctx.theme).muted(ctx.theme);
    keys.paint(ui, inner, &entry.keys);
    let label = if entry.chosen { Cell::text(ctx.theme).strong() } else { Cell::text(ctx.theme) };
    label.paint(ui, inner.with_max_x(inner.right() - 110.0), &entry.label);
    if picked && scroll {
        response.scroll_to_me(None);
    }
    response.clicked()
}

/// How well a text fits a query: all its letters in order, better at starts of words and side by side. `None` if not.
fn score(text: &str, query: &str) -> Option<i32> {
    let letters: Vec<char> = text.to_lowercase().chars().collect();
    let (mut at, mut total, mut last) = (0, 0, None);
    for wanted in query.to_lowercase().chars().filter(|letter| !letter.is_whitespace()) {
        let found = at + letters[at..].iter().position(|&letter| letter == wanted)?;
        let starts = found == 0 || !letters[found - 1].is_alphanumeric();
        let joined = last.is_some_and(|last| last + 1 == found);
        total += 1 + if joined { 5 } else { 0 } + if starts { 4 } else { 0 } - (found - at).min(3) as i32;
        (at, last) = (found + 1, Some(found));
    }
    Some(total - letters.len() as i32 / 16)
}

#[cfg(test)]
mod test {
    use super::score;

    #[test]
    fn letters_are_found_in_order_and_words_count_more() {
        assert!(score("Open the sample", "ots") > score("Contrast of tests", "ots"));
        assert!(score("Population", "pop") > score("Put panels on top", "pop"));
        assert_eq!(score("Undo", "undone"), None);
        assert_eq!(score("Undo", "odn"), None);
        assert!(score("Sources", "").is_some());
    }
}

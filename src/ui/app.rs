//! The application: takes in results, applies what was asked for in the last frame, and shows the window.
//! It is the only place where commands reach the workspace; everything else only asks.

use std::path::PathBuf;

use egui::{Context, Key, KeyboardShortcut, Modifiers, Ui};

use crate::i18n::{Lang, Texts};
use crate::scene::Theme;
use crate::workspace::{Command, ENDING, GapsLook, Screen, Workspace, is_project};

use super::arrange::What;
use super::dialog::{Dialogs, SystemDialogs, Wanted};
use super::export::Exports;
use super::filter::FilterForm;
use super::help::Help;
use super::leave::Leave;
use super::palette::{Mode, Palette};
use super::settings::{KEY, Settings};
use super::shell::{self, ShellState};
use super::tiles::Layout;
use super::views::ViewStates;
use super::{Action, Ctx, canvas, start, theme};

/// The application.
pub struct App {
    workspace: Workspace,
    settings: Settings,
    layout: Layout,
    texts: Texts,
    /// The theme that the toolkit's style was made from.
    theme: Option<&'static Theme>,
    views: ViewStates,
    shell: ShellState,
    form: FilterForm,
    palette: Palette,
    help: Help,
    leave: Leave,
    dialogs: Box<dyn Dialogs>,
    exports: Exports,
    commands: Vec<Command>,
    actions: Vec<Action>,
}

impl App {
    /// The application in a window of eframe's, with what it remembers; opens an extract if given one.
    pub fn new(creation: &eframe::CreationContext<'_>, open: Option<PathBuf>) -> Self {
        Self::with(&creation.egui_ctx, Settings::load(creation.storage), open)
    }

    /// The application on any context, with settings of one's own choice.
    pub fn with(ctx: &Context, settings: Settings, open: Option<PathBuf>) -> Self {
        ctx.set_fonts(theme::fonts());
        let wake = ctx.clone();
        let mut commands =
            vec![Command::SetCaching(settings.caching), Command::Speak(settings.lang().code())];
        commands.extend(settings.rules.iter().cloned().map(Command::AddRules));
        commands.extend(open.map(|path| Command::Open { path, skip_broken: false }));
        let mut workspace = Workspace::new(move || wake.request_repaint());
        workspace.prepare_pictures(canvas::prepare);
        Self {
            workspace,
            texts: Texts::new(settings.lang()),
            layout: settings.layout.clone(),
            settings,
            theme: None,
            views: ViewStates::default(),
            shell: ShellState { path: String::new(), has_sample: start::sample().is_some() },
            form: FilterForm::default(),
            palette: Palette::default(),
            help: Help::default(),
            leave: Leave::default(),
            dialogs: Box::<SystemDialogs>::default(),
            exports: Exports::default(),
            commands,
            actions: Vec::new(),
        }
    }

    /// What is open and computed.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// What the window remembers.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Asks for a command, to be done before the next frame.
    pub fn send(&mut self, command: Command) {
        self.commands.push(command);
    }

    fn set_language(&mut self, lang: Lang) {
        self.settings.language = Some(lang.code().to_owned());
        self.texts = Texts::new(lang);
        self.commands.push(Command::Speak(lang.code()));
    }

    fn perform(&mut self, ctx: &Context, action: Action) {
        if !action.is_enabled(&self.workspace) {
            return;
        }
        if let Some(command) = action.command(&self.workspace, &self.views) {
            self.commands.push(command);
            return;
        }
        match action {
            Action::Open => self.ask(ctx, Wanted::Folder, "dialog-open"),
            Action::OpenDescriptor => self.ask(ctx, Wanted::Descriptor, "dialog-open-descriptor"),
            Action::OpenSample => {
                self.commands.extend(start::sample().map(|path| Command::Open { path, skip_broken: false }));
            }
            Action::OpenCounts => self.ask(ctx, Wanted::Counts, "dialog-open-counts"),
            Action::AddRules => self.ask(ctx, Wanted::Rules, "dialog-add-rules"),
            Action::NoteFinding => match self.workspace.screen() {
                Screen::Gaps => self.views.gaps.write_note(),
                Screen::Patient => self.views.patient.write_gap_note(),
                _ => self.views.findings.write_note(),
            },
            Action::Part(part) => self.views.gaps.ask(part),
            Action::NotePatient => self.views.patient.write_note(),
            Action::SaveFigure => {
                let theme = self.settings.theme.theme(ctx);
                if let Some(offer) = self.views.offer(&self.workspace, theme, &self.texts) {
                    let name = self.exports.wait(offer);
                    self.ask(ctx, Wanted::Save(name), "dialog-save");
                }
            }
            Action::OpenProject => self.ask(ctx, Wanted::Project, "dialog-open-project"),
            Action::SaveProject if self.workspace.project_path().is_some() => {
                self.commands.push(Command::SaveProject(None));
            }
            Action::SaveProject | Action::SaveProjectAs => {
                let name = self.project_name();
                self.ask(ctx, Wanted::SaveProject(name), "dialog-save-project");
            }
            Action::AddFilter => self.form.open_new(),
            Action::Align => self.palette.open(Mode::Arrange(What::Align)),
            Action::Sort => self.palette.open(Mode::Arrange(What::Sort)),
            Action::Group => self.palette.open(Mode::Arrange(What::Group)),
            Action::Palette => self.palette.open(Mode::Commands),
            Action::Keys => self.help.keys = !self.help.keys,
            Action::Manual => (self.help.keys, self.help.manual) = (false, true),
            Action::NextTheme => self.settings.theme = self.settings.theme.next(),
            Action::Theme(choice) => self.settings.theme = choice,
            Action::NextLanguage => {
                let other = Lang::ALL.into_iter().find(|lang| *lang != self.texts.lang());
                self.set_language(other.unwrap_or_default());
            }
            Action::Language(lang) => self.set_language(lang),
            Action::ResetLayout => self.layout = Layout::default(),
            _ => {}
        }
    }

    /// The name that is proposed for the project's file: the one it has, else that of its extract.
    fn project_name(&self) -> String {
        let path = self.workspace.project_path();
        let named = path.and_then(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned());
        let extract = self.workspace.extract();
        let of_extract = extract.and_then(|extract| extract.path.file_stem());
        let of_extract = of_extract.map(|name| name.to_string_lossy().into_owned());
        named.unwrap_or_else(|| format!("{}{ENDING}", of_extract.unwrap_or_else(|| "project".to_owned())))
    }

    fn ask(&mut self, ctx: &Context, wanted: Wanted, title: &str) {
        let wake = ctx.clone();
        self.dialogs.ask(wanted, self.texts.t(title), Box::new(move || wake.request_repaint()));
    }

    /// Turns keys into actions. None does anything while a text is being typed.
    fn keys(&mut self, ctx: &Context) {
        if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.escape(ctx);
        }
        let asking = self.palette.is_open() || self.form.is_open() || self.leave.is_open();
        // What is typed is saved too, whichever field it is typed in.
        let save = Action::SaveProject;
        if !asking && save.is_enabled(&self.workspace) {
            let pressed = save.keys().iter().any(|keys| ctx.input_mut(|input| input.consume_shortcut(keys)));
            if pressed {
                self.actions.push(save);
            }
        }
        if ctx.text_edit_focused() || asking {
            return;
        }
        let mut all: Vec<(KeyboardShortcut, Action)> = Action::ALL
            .iter()
            .flat_map(|&action| action.keys().iter().map(move |&keys| (keys, action)))
            .collect();
        // Ctrl+Shift+Z is also Ctrl+Z with something more, so that the more particular one comes first.
        all.sort_by_key(|(keys, _)| !keys.modifiers.shift);
        for (keys, action) in all {
            // A key that does nothing now is left to whatever has the focus.
            if !action.is_enabled(&self.workspace) {
                continue;
            }
            let plain = keys.modifiers == Modifiers::NONE;
            if (self.help.is_open() || egui::Popup::is_any_open(ctx)) && plain && action != Action::Keys {
                continue;
            }
            if ctx.input_mut(|input| input.consume_shortcut(&keys)) {
                self.actions.push(action);
            }
        }
    }

    /// Closes what is on top; with nothing on top, lets go of the event that is picked.
    fn escape(&mut self, ctx: &Context) {
        if self.palette.is_open() {
            self.palette.close();
        } else if self.form.is_open() {
            self.form.close();
        } else if self.leave.is_open() {
            self.leave.stay();
        } else if self.help.is_open() {
            self.help.close();
        } else if egui::Popup::is_any_open(ctx) {
            egui::Popup::close_all(ctx);
        } else if self.workspace.patient_view().event.is_some() {
            self.commands.push(Command::PickEvent(None));
        } else if self.workspace.screen() == Screen::Patient && self.workspace.picked_anchor().is_some() {
            let look = *self.workspace.gaps_look();
            self.commands.push(Command::LookAtGaps(GapsLook { picked: None, ..look }));
        }
        ctx.memory_mut(|memory| {
            if let Some(focused) = memory.focused() {
                memory.surrender_focus(focused);
            }
        });
    }

    fn apply(&mut self, ctx: &Context) {
        for action in std::mem::take(&mut self.actions) {
            self.perform(ctx, action);
        }
        for command in std::mem::take(&mut self.commands) {
            let Some(command) = self.leave.hold(command, &self.workspace) else { continue };
            match &command {
                Command::SetCaching(on) => self.settings.caching = *on,
                Command::AddRules(path) if !self.settings.rules.contains(path) => {
                    self.settings.rules.push(path.clone());
                }
                Command::ForgetRules(path) => self.settings.rules.retain(|other| other != path),
                _ => {}
            }
            if matches!(command, Command::Open { .. }) {
                self.form.close();
            }
            self.workspace.apply(command);
        }
        for path in self.workspace.take_opened() {
            self.settings.remember(path);
        }
    }

    fn chosen(&mut self, ctx: &Context) {
        let Some((wanted, path)) = self.dialogs.chosen() else { return };
        match wanted {
            Wanted::SaveProject(_) => {
                let mut path = path;
                if !is_project(&path) {
                    path.as_mut_os_string().push(ENDING);
                }
                self.commands.push(Command::SaveProject(Some(path)));
            }
            Wanted::Folder | Wanted::Descriptor | Wanted::Project => {
                self.commands.push(Command::Open { path, skip_broken: false });
            }
            Wanted::Rules => self.commands.push(Command::AddRules(path)),
            Wanted::Counts => self.commands.push(Command::OpenCounts(path)),
            Wanted::Save(_) => {
                let wake = ctx.clone();
                self.exports.make(path, self.settings.theme.theme(ctx), move || wake.request_repaint());
            }
        }
    }

    fn dropped(&mut self, ctx: &Context) {
        let dropped = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
        if let Some(path) = dropped.filter(|path| !path.as_os_str().is_empty()) {
            self.commands.push(Command::Open { path, skip_broken: false });
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.workspace.collect();
        self.leave.guard(ctx, &self.workspace);
        if let Some(command) = self.leave.go_on(ctx, &self.workspace) {
            self.workspace.apply(command);
        }
        self.chosen(ctx);
        self.commands.extend(self.exports.made());
        self.dropped(ctx);
        self.keys(ctx);
        self.apply(ctx);
        let theme = self.settings.theme.theme(ctx);
        if self.theme != Some(theme) {
            theme::apply(ctx, theme);
            self.theme = Some(theme);
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let theme = self.settings.theme.theme(ui.ctx());
        let mut ctx = Ctx {
            workspace: &self.workspace,
            texts: &self.texts,
            theme,
            settings: &self.settings,
            commands: &mut self.commands,
            actions: &mut self.actions,
        };
        shell::ui(ui, &mut ctx, &mut self.form, &mut self.layout, &mut self.views, &mut self.shell);
        self.form.ui(ui, &mut ctx);
        self.palette.ui(ui, &mut ctx);
        self.help.ui(ui, &mut ctx);
        let discarded = self.leave.ui(ui.ctx(), &mut ctx);
        if !self.commands.is_empty() || !self.actions.is_empty() {
            ui.ctx().request_repaint();
        }
        if let Some(command) = discarded {
            self.workspace.apply(command);
        }
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        self.settings.layout = self.layout.clone();
        eframe::set_value(storage, KEY, &self.settings);
    }

    /// The toolkit's own memory may hold what was typed; only our settings are kept.
    fn persist_egui_memory(&self) -> bool {
        false
    }
}

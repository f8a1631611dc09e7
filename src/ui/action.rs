//! Everything that can be asked of the window, each with a text, keys, and when it makes sense.
//! What an action asks of the workspace becomes a command; what it asks of the window itself is done in `app`.

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::base::{PatientId, Span};
use crate::i18n::Lang;
use crate::model::Judgement;
use crate::workspace::{
    Camera, Colours, Command, CoverageLook, CoveragePage, GapsPage, ProjectEdit, Screen, Workspace, zoomed,
};

use super::theme::ThemeChoice;
use super::views::ViewStates;
use super::views::coverage::page_key;
use super::views::gaps::{self, Part};
use super::views::population::colours_key;

/// An action. Help and palette show all of [`Action::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Asks for a folder and opens the extract in it.
    Open,
    /// Asks for a descriptor and opens its extract.
    OpenDescriptor,
    /// Opens the sample cohort.
    OpenSample,
    /// Reads the open extract again.
    Reload,
    /// Asks for a file of counts and shows what it says.
    OpenCounts,
    /// Shows a page of the coverage screen.
    CoveragePage(CoveragePage),
    /// Asks for a file and saves the picture of the screen in it.
    SaveFigure,
    /// Asks for a project file and opens it with its extract.
    OpenProject,
    /// Saves the project; asks where, if it is nowhere yet.
    SaveProject,
    /// Asks where and saves the project there.
    SaveProjectAs,
    /// Shows a screen.
    Show(Screen),
    /// Opens the form for a new filter.
    AddFilter,
    /// Takes all filters out.
    ClearFilters,
    /// Takes the last step back.
    Undo,
    /// Brings the last undone step back.
    Redo,
    /// Offers what day 0 can be.
    Align,
    /// Offers the orders of rows.
    Sort,
    /// Offers the groups of rows.
    Group,
    /// Opens the next patient.
    NextPatient,
    /// Opens the previous patient.
    PreviousPatient,
    /// Shows a shorter span.
    ZoomIn,
    /// Shows a longer span.
    ZoomOut,
    /// Shows everything.
    ZoomAll,
    /// Looks where it looked before.
    LookBack,
    /// Looks where it looked before looking back.
    LookForward,
    /// Shows or hides the patient's events that the filters leave out.
    ToggleAllEvents,
    /// Shows a page of the gaps screen.
    GapsPage(GapsPage),
    /// Does something with the step of a care path or the outage that is looked at.
    Part(Part),
    /// Takes the colours of the population from something.
    Colour(Colours),
    /// Picks the next finding or gap.
    NextFinding,
    /// Picks the previous finding or gap.
    PreviousFinding,
    /// Judges the finding or gap that is picked.
    Judge(Judgement),
    /// Takes the judgement of the finding or gap that is picked back.
    Unjudge,
    /// Goes to the note of the finding or gap that is picked.
    NoteFinding,
    /// Goes to the note about the patient.
    NotePatient,
    /// Opens the patient of the finding or gap that is picked.
    OpenFinding,
    /// Leaves the rule that is looked at out, or takes it in again.
    ToggleRule,
    /// Asks for a file of rules and adds them.
    AddRules,
    /// Opens the command palette.
    Palette,
    /// Shows the keys.
    Keys,
    /// Shows the manual.
    Manual,
    /// Takes the next theme.
    NextTheme,
    /// Takes a theme.
    Theme(ThemeChoice),
    /// Takes the next language.
    NextLanguage,
    /// Takes a language.
    Language(Lang),
    /// Puts panels back where they were at first.
    ResetLayout,
    /// Keeps built stores beside their extracts, or stops doing so.
    ToggleCaching,
    /// Deletes the kept store of the open extract.
    DeleteCache,
}

/// The headings under which help lists actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// Opening and keeping.
    Extract,
    /// Going to a screen.
    Screens,
    /// Who is looked at.
    Filters,
    /// How journeys are laid out and looked at.
    Journeys,
    /// Suspicious sequences.
    Findings,
    /// The window itself.
    Window,
}

impl Heading {
    /// All of them, in order.
    pub const ALL: [Self; 6] =
        [Self::Screens, Self::Filters, Self::Journeys, Self::Findings, Self::Extract, Self::Window];

    /// The key of its text.
    pub fn key(self) -> &'static str {
        match self {
            Self::Extract => "keys-extract",
            Self::Screens => "keys-screens",
            Self::Filters => "keys-filters",
            Self::Journeys => "keys-journeys",
            Self::Findings => "keys-findings",
            Self::Window => "keys-window",
        }
    }
}

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

const fn key(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, key)
}

const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

impl Action {
    /// All of them, in the order in which help and palette list them.
    pub const ALL: [Self; 75] = [
        Self::Show(Screen::Coverage),
        Self::Show(Screen::Population),
        Self::Show(Screen::Patient),
        Self::Show(Screen::Gaps),
        Self::Show(Screen::Findings),
        Self::Show(Screen::Sources),
        Self::CoveragePage(CoveragePage::Combined),
        Self::CoveragePage(CoveragePage::Lost),
        Self::CoveragePage(CoveragePage::Linkage),
        Self::CoveragePage(CoveragePage::Before),
        Self::GapsPage(GapsPage::Overview),
        Self::GapsPage(GapsPage::Silence),
        Self::GapsPage(GapsPage::Supply),
        Self::GapsPage(GapsPage::Path),
        Self::GapsPage(GapsPage::FollowUp),
        Self::GapsPage(GapsPage::Outages),
        Self::AddFilter,
        Self::ClearFilters,
        Self::Undo,
        Self::Redo,
        Self::Align,
        Self::Sort,
        Self::Group,
        Self::NextPatient,
        Self::PreviousPatient,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::ZoomAll,
        Self::LookBack,
        Self::LookForward,
        Self::ToggleAllEvents,
        Self::NotePatient,
        Self::Colour(Colours::Phases),
        Self::Colour(Colours::Findings),
        Self::Colour(Colours::Gaps),
        Self::Part(Part::Next),
        Self::Part(Part::Previous),
        Self::Part(Part::Add),
        Self::Part(Part::Remove),
        Self::Part(Part::Earlier),
        Self::Part(Part::Later),
        Self::Part(Part::Confirm),
        Self::NextFinding,
        Self::PreviousFinding,
        Self::Judge(Judgement::Plausible),
        Self::Judge(Judgement::Error),
        Self::Judge(Judgement::CannotTell),
        Self::Unjudge,
        Self::NoteFinding,
        Self::OpenFinding,
        Self::ToggleRule,
        Self::AddRules,
        Self::OpenProject,
        Self::SaveProject,
        Self::SaveProjectAs,
        Self::Open,
        Self::OpenDescriptor,
        Self::OpenSample,
        Self::Reload,
        Self::OpenCounts,
        Self::SaveFigure,
        Self::ToggleCaching,
        Self::DeleteCache,
        Self::Palette,
        Self::Keys,
        Self::Manual,
        Self::NextTheme,
        Self::Theme(ThemeChoice::System),
        Self::Theme(ThemeChoice::Light),
        Self::Theme(ThemeChoice::Dark),
        Self::Theme(ThemeChoice::Contrast),
        Self::NextLanguage,
        Self::Language(Lang::En),
        Self::Language(Lang::Nl),
        Self::ResetLayout,
    ];

    /// The key of its text.
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "action-open",
            Self::OpenDescriptor => "action-open-descriptor",
            Self::OpenSample => "action-open-sample",
            Self::Reload => "action-reload",
            Self::OpenCounts => "action-open-counts",
            Self::CoveragePage(page) => page_key(page),
            Self::GapsPage(page) => gaps::page_key(page),
            Self::SaveFigure => "action-save-figure",
            Self::OpenProject => "action-open-project",
            Self::SaveProject => "action-save-project",
            Self::SaveProjectAs => "action-save-project-as",
            Self::Show(Screen::Coverage) => "screen-coverage",
            Self::Show(Screen::Population) => "screen-population",
            Self::Show(Screen::Patient) => "screen-patient",
            Self::Show(Screen::Gaps) => "screen-gaps",
            Self::Show(Screen::Findings) => "screen-findings",
            Self::Show(Screen::Sources) => "screen-sources",
            Self::AddFilter => "action-add-filter",
            Self::ClearFilters => "action-clear-filters",
            Self::Undo => "do-undo",
            Self::Redo => "do-redo",
            Self::Align => "action-align",
            Self::Sort => "action-sort",
            Self::Group => "action-group",
            Self::NextPatient => "action-next-patient",
            Self::PreviousPatient => "action-previous-patient",
            Self::ZoomIn => "action-zoom-in",
            Self::ZoomOut => "action-zoom-out",
            Self::ZoomAll => "action-zoom-all",
            Self::LookBack => "action-look-back",
            Self::LookForward => "action-look-forward",
            Self::ToggleAllEvents => "action-all-events",
            Self::NextFinding => "action-next-finding",
            Self::PreviousFinding => "action-previous-finding",
            Self::Judge(judgement) => judgement_key(judgement),
            Self::Unjudge => "action-unjudge",
            Self::NoteFinding => "action-note-finding",
            Self::NotePatient => "action-note-patient",
            Self::Part(part) => part.key(),
            Self::Colour(colours) => colours_key(colours),
            Self::OpenFinding => "action-open-finding",
            Self::ToggleRule => "action-toggle-rule",
            Self::AddRules => "action-add-rules",
            Self::Palette => "action-palette",
            Self::Keys => "action-keys",
            Self::Manual => "action-manual",
            Self::NextTheme => "action-next-theme",
            Self::Theme(choice) => choice.key(),
            Self::NextLanguage => "action-next-language",
            Self::Language(Lang::En) => "language-en",
            Self::Language(Lang::Nl) => "language-nl",
            Self::ResetLayout => "action-reset-layout",
            Self::ToggleCaching => "action-toggle-caching",
            Self::DeleteCache => "action-delete-cache",
        }
    }

    /// The heading it stands under.
    pub fn heading(self) -> Heading {
        match self {
            Self::OpenProject | Self::SaveProject | Self::SaveProjectAs => Heading::Extract,
            Self::Open | Self::OpenDescriptor | Self::OpenSample | Self::Reload => Heading::Extract,
            Self::OpenCounts | Self::SaveFigure | Self::ToggleCaching | Self::DeleteCache => Heading::Extract,
            Self::Show(_) | Self::CoveragePage(_) | Self::GapsPage(_) => Heading::Screens,
            Self::AddFilter | Self::ClearFilters | Self::Undo | Self::Redo => Heading::Filters,
            Self::Align | Self::Sort | Self::Group | Self::NextPatient | Self::PreviousPatient => {
                Heading::Journeys
            }
            Self::ZoomIn | Self::ZoomOut | Self::ZoomAll | Self::LookBack | Self::LookForward => {
                Heading::Journeys
            }
            Self::ToggleAllEvents | Self::NotePatient | Self::Colour(_) => Heading::Journeys,
            Self::Part(_) => Heading::Findings,
            Self::NextFinding | Self::PreviousFinding | Self::Judge(_) | Self::Unjudge => Heading::Findings,
            Self::NoteFinding | Self::OpenFinding | Self::ToggleRule | Self::AddRules => Heading::Findings,
            Self::Palette | Self::Keys | Self::Manual | Self::NextTheme | Self::Theme(_) => Heading::Window,
            Self::NextLanguage | Self::Language(_) | Self::ResetLayout => Heading::Window,
        }
    }

    /// The keys that do it; the first one is shown.
    pub fn keys(self) -> &'static [KeyboardShortcut] {
        match self {
            Self::OpenProject => const { &[key(CTRL, Key::O)] },
            Self::SaveProject => const { &[key(CTRL, Key::S)] },
            Self::SaveProjectAs => const { &[key(CTRL_SHIFT, Key::S)] },
            Self::Open => const { &[key(CTRL_SHIFT, Key::O)] },
            Self::Reload => const { &[plain(Key::F5)] },
            Self::SaveFigure => const { &[key(CTRL, Key::E)] },
            Self::Show(Screen::Coverage) => const { &[plain(Key::Num1)] },
            Self::Show(Screen::Population) => const { &[plain(Key::Num2)] },
            Self::Show(Screen::Patient) => const { &[plain(Key::Num3)] },
            Self::Show(Screen::Findings) => const { &[plain(Key::Num6)] },
            Self::Show(Screen::Gaps) => const { &[plain(Key::Num5)] },
            Self::Show(Screen::Sources) => const { &[plain(Key::Num7)] },
            Self::AddFilter => const { &[plain(Key::F)] },
            Self::Undo => const { &[key(CTRL, Key::Z)] },
            Self::Redo => const { &[key(CTRL_SHIFT, Key::Z), key(CTRL, Key::Y)] },
            Self::Align => const { &[plain(Key::A)] },
            Self::Sort => const { &[plain(Key::S)] },
            Self::Group => const { &[plain(Key::G)] },
            Self::NextPatient => const { &[plain(Key::N), plain(Key::ArrowRight)] },
            Self::PreviousPatient => const { &[plain(Key::P), plain(Key::ArrowLeft)] },
            Self::ZoomIn => const { &[plain(Key::Plus), plain(Key::Equals)] },
            Self::ZoomOut => const { &[plain(Key::Minus)] },
            Self::ZoomAll => const { &[plain(Key::Num0)] },
            Self::LookBack => const { &[plain(Key::OpenBracket)] },
            Self::LookForward => const { &[plain(Key::CloseBracket)] },
            Self::ToggleAllEvents => const { &[plain(Key::E)] },
            Self::NextFinding => const { &[plain(Key::J)] },
            Self::PreviousFinding => const { &[plain(Key::K)] },
            Self::Judge(Judgement::Plausible) => const { &[plain(Key::O)] },
            Self::Judge(Judgement::Error) => const { &[plain(Key::X)] },
            Self::Judge(Judgement::CannotTell) => const { &[plain(Key::C)] },
            Self::Unjudge => const { &[plain(Key::U)] },
            Self::NoteFinding => const { &[plain(Key::M)] },
            Self::Part(part) => part.keys(),
            Self::NotePatient => const { &[key(CTRL, Key::M)] },
            Self::OpenFinding => const { &[plain(Key::V)] },
            Self::ToggleRule => const { &[plain(Key::R)] },
            Self::Palette => const { &[key(CTRL_SHIFT, Key::P)] },
            Self::Keys => const { &[plain(Key::Questionmark)] },
            Self::Manual => const { &[plain(Key::F1)] },
            Self::NextTheme => const { &[plain(Key::T)] },
            Self::NextLanguage => const { &[plain(Key::L)] },
            _ => &[],
        }
    }

    /// Its first key in words, such as `Ctrl+Shift+P`; nothing without one.
    pub fn shortcut(self, ctx: &egui::Context) -> Option<String> {
        self.keys().first().map(|keys| written(ctx, *keys))
    }

    /// Whether it makes sense now.
    pub fn is_enabled(self, workspace: &Workspace) -> bool {
        let open = workspace.extract().is_some();
        match self {
            Self::SaveProject | Self::SaveProjectAs => open,
            Self::Reload | Self::AddFilter | Self::Align | Self::Sort | Self::Group => open,
            Self::SaveFigure => open && workspace.screen() != Screen::Sources,
            Self::CoveragePage(_) => open && workspace.screen() == Screen::Coverage,
            Self::GapsPage(_) => open && workspace.screen() == Screen::Gaps,
            Self::Show(screen) => open || screen != Screen::Patient,
            Self::ClearFilters => !workspace.filters().is_empty(),
            Self::Undo => workspace.undoable().is_some(),
            Self::Redo => workspace.redoable().is_some(),
            Self::NextPatient | Self::PreviousPatient | Self::ToggleAllEvents => {
                open && workspace.screen() == Screen::Patient
            }
            Self::Part(part) => part.is_enabled(workspace),
            Self::Colour(_) => open && workspace.screen() == Screen::Population,
            Self::NotePatient => {
                open && workspace.screen() == Screen::Patient && workspace.patient().is_some()
            }
            Self::NextFinding | Self::PreviousFinding => {
                open && matches!(workspace.screen(), Screen::Gaps | Screen::Findings)
            }
            Self::AddRules => open && workspace.screen() == Screen::Findings,
            Self::ToggleRule => open && toggled_rule(workspace).is_some(),
            Self::Judge(_) | Self::NoteFinding => workspace.picked_anchor().is_some(),
            Self::OpenFinding => match workspace.screen() {
                Screen::Gaps => workspace.picked_gap().is_some(),
                Screen::Findings => opened_finding(workspace).is_some(),
                _ => false,
            },
            Self::Unjudge => {
                let anchor = workspace.picked_anchor();
                anchor.is_some_and(|anchor| workspace.project().judgements.contains_key(&anchor))
            }
            Self::ZoomIn | Self::ZoomOut | Self::ZoomAll => {
                open && matches!(workspace.screen(), Screen::Population | Screen::Patient)
            }
            Self::LookBack => open && workspace.camera_steps().0,
            Self::LookForward => open && workspace.camera_steps().1,
            Self::DeleteCache => workspace.extract().is_some_and(|extract| extract.kept.is_some()),
            _ => true,
        }
    }

    /// What it asks of the workspace; nothing if it asks something of the window.
    pub fn command(self, workspace: &Workspace, views: &ViewStates) -> Option<Command> {
        Some(match self {
            Self::Reload => Command::Reload,
            Self::Show(screen) => Command::Show(screen),
            Self::CoveragePage(page) => {
                Command::LookAtCoverage(CoverageLook { page, ..workspace.coverage_look() })
            }
            Self::GapsPage(page) => Command::LookAtGaps(workspace.gaps_look().at_page(page)),
            Self::ClearFilters => Command::ClearFilters,
            Self::Undo => Command::Undo,
            Self::Redo => Command::Redo,
            Self::NextPatient => Command::StepPatient(1),
            Self::PreviousPatient => Command::StepPatient(-1),
            Self::ZoomIn => return zoom(workspace, views, Some(0.5)),
            Self::ZoomOut => return zoom(workspace, views, Some(2.0)),
            Self::ZoomAll => return zoom(workspace, views, None),
            Self::LookBack => Command::LookBack,
            Self::LookForward => Command::LookForward,
            Self::ToggleAllEvents => Command::ToggleAllEvents,
            Self::NextFinding if workspace.screen() == Screen::Gaps => Command::StepGap(1),
            Self::PreviousFinding if workspace.screen() == Screen::Gaps => Command::StepGap(-1),
            Self::NextFinding => Command::StepFinding(1),
            Self::PreviousFinding => Command::StepFinding(-1),
            Self::Judge(judgement) => Command::Project(workspace.judging(Some(judgement))?),
            Self::Unjudge => Command::Project(workspace.judging(None)?),
            Self::OpenFinding if workspace.screen() == Screen::Gaps => Command::OpenGap,
            Self::OpenFinding => Command::OpenPatient(opened_finding(workspace)?),
            Self::ToggleRule => Command::Project(toggled_rule(workspace)?),
            Self::Part(part) => part.command(workspace)?,
            Self::Colour(colours) => Command::Colour(colours),
            Self::ToggleCaching => Command::SetCaching(!workspace.caching()),
            Self::DeleteCache => Command::DeleteCache,
            _ => return None,
        })
    }
}

/// The key of a judgement's name.
pub fn judgement_key(judgement: Judgement) -> &'static str {
    match judgement {
        Judgement::Plausible => "judgement-plausible",
        Judgement::Error => "judgement-error",
        Judgement::CannotTell => "judgement-cannot-tell",
    }
}

/// The patient of the finding that is picked.
fn opened_finding(workspace: &Workspace) -> Option<PatientId> {
    workspace.picked_finding()?.1.patient
}

/// What leaves the rule that is looked at out, or takes it in again.
fn toggled_rule(workspace: &Workspace) -> Option<ProjectEdit> {
    if workspace.screen() != Screen::Findings {
        return None;
    }
    let look = workspace.findings_look();
    let picked = || workspace.picked_finding().map(|(_, finding)| finding.rule);
    let at = look.rule.or_else(picked)?;
    let rule = workspace.results().findings.rulebook.value()?.pack().rules.get(usize::from(at))?;
    let off = workspace.project().rules.get(&rule.id).is_some_and(|setting| setting.off);
    Some(ProjectEdit::SwitchRule(rule.id.clone(), !off))
}

/// Keys as they are written on a keyboard.
pub fn written(ctx: &egui::Context, keys: KeyboardShortcut) -> String {
    match (keys.modifiers, keys.logical_key) {
        (Modifiers::NONE, Key::ArrowRight) => "→".to_owned(),
        (Modifiers::NONE, Key::ArrowLeft) => "←".to_owned(),
        (Modifiers::NONE, key) => key.symbol_or_name().to_owned(),
        _ => ctx.format_shortcut(&keys),
    }
}

/// Zooms the screen shown around its middle, or out to everything.
fn zoom(workspace: &Workspace, views: &ViewStates, factor: Option<f64>) -> Option<Command> {
    let around = |shown: Option<Span>| Some(zoomed(shown?, factor?, 0.5));
    match workspace.screen() {
        Screen::Population => {
            let camera = match factor {
                Some(_) => Camera { time: Some(around(views.population.shown)?), ..*workspace.camera() },
                None => Camera::default(),
            };
            Some(Command::Look(camera))
        }
        Screen::Patient => match factor {
            Some(_) => Some(Command::LookAtPatient(Some(around(views.patient.shown)?))),
            None => Some(Command::LookAtPatient(None)),
        },
        Screen::Coverage | Screen::Gaps | Screen::Findings | Screen::Sources => None,
    }
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn no_two_actions_have_the_same_key() {
        let keys: Vec<KeyboardShortcut> =
            Action::ALL.iter().flat_map(|action| action.keys()).copied().collect();
        for (at, key) in keys.iter().enumerate() {
            assert!(!keys[..at].contains(key), "{key:?} does two things");
        }
    }

    #[test]
    fn nothing_but_opening_makes_sense_without_an_extract() {
        let workspace = Workspace::new(|| ());
        assert!(Action::Open.is_enabled(&workspace));
        for action in [Action::Reload, Action::AddFilter, Action::Undo, Action::NextPatient, Action::ZoomIn] {
            assert!(!action.is_enabled(&workspace), "{action:?}");
        }
    }
}

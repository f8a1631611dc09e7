//! What journeys can be aligned on, sorted by and grouped by, in words, as lists and as drop-downs.
//! It sends the command that was chosen; the arranging is the workspace's.

use egui::{Button, Popup, PopupCloseBehavior, RichText, ScrollArea, Ui, vec2};

use crate::base::Clock;
use crate::i18n::Texts;
use crate::model::{Align, EventTest, Group, Occurrence, Sort, SortKey};
use crate::store::{Code, Store};
use crate::workspace::{Colours, Command, Workspace};

use super::Ctx;
use super::icons::Icon;
use super::names;
use super::theme::{SMALL, colour};

/// Which of the three is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Day 0.
    Align,
    /// The order of rows.
    Sort,
    /// The groups of rows.
    Group,
}

/// One thing that can be chosen.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What it is called.
    pub label: String,
    /// What choosing it asks for.
    pub command: Command,
    /// Whether it is chosen now.
    pub chosen: bool,
}

/// All that can be chosen.
pub fn choices(what: What, workspace: &Workspace, texts: &Texts) -> Vec<Choice> {
    let Some(store) = workspace.store() else { return Vec::new() };
    match what {
        What::Align => align_choices(store, workspace, texts),
        What::Sort => sort_choices(store, workspace, texts),
        What::Group => group_choices(store, workspace, texts),
    }
}

fn align_choices(store: &Store, workspace: &Workspace, texts: &Texts) -> Vec<Choice> {
    let now = &workspace.arrangement().align;
    let mut all = vec![Align::Index];
    if store.head().clock == Clock::Calendar {
        all.push(Align::Calendar);
    }
    for occurrence in [Occurrence::First, Occurrence::Last] {
        all.extend(store.head().phases.iter().map(|phase| {
            Align::Event(EventTest { phases: vec![phase.id.clone()], ..EventTest::default() }, occurrence)
        }));
    }
    if !all.contains(now) {
        all.push(now.clone());
    }
    let choice = |align: Align| Choice {
        label: align_words(&align, store, texts),
        chosen: align == *now,
        command: Command::Align(align),
    };
    all.into_iter().map(choice).collect()
}

/// Choices to align on the first or last event with a code.
pub fn align_on_code(code: &Code, workspace: &Workspace, texts: &Texts) -> Vec<Choice> {
    let Some(store) = workspace.store() else { return Vec::new() };
    let choice = |occurrence| {
        let test = EventTest { codes: vec![code.to_ref()], ..EventTest::default() };
        let align = Align::Event(test, occurrence);
        let chosen = workspace.arrangement().align == align;
        Choice { label: align_words(&align, store, texts), chosen, command: Command::Align(align) }
    };
    [Occurrence::First, Occurrence::Last].map(choice).into()
}

fn sort_choices(store: &Store, workspace: &Workspace, texts: &Texts) -> Vec<Choice> {
    let now = &workspace.arrangement().sort;
    let head = store.head();
    let mut keys = vec![SortKey::Start, SortKey::Duration, SortKey::Events];
    keys.extend(head.phases.iter().map(|phase| SortKey::TimeTo(phase.id.clone())));
    keys.extend(head.attributes.iter().map(|attribute| SortKey::Attribute(attribute.id.clone())));
    let choice = |key: SortKey| Choice {
        label: names::sort_key(&key, store, texts),
        chosen: key == now.key,
        command: Command::Sort(Sort { key, descending: now.descending }),
    };
    let mut all: Vec<Choice> = keys.into_iter().map(choice).collect();
    all.push(Choice {
        label: texts.t("sort-descending"),
        chosen: now.descending,
        command: Command::Sort(Sort { key: now.key.clone(), descending: !now.descending }),
    });
    all
}

fn group_choices(store: &Store, workspace: &Workspace, texts: &Texts) -> Vec<Choice> {
    let now = &workspace.arrangement().group;
    let mut all = vec![Group::None, Group::SourcePattern];
    all.extend(store.head().attributes.iter().map(|attribute| Group::Attribute(attribute.id.clone())));
    let choice = |group: Group| Choice {
        label: group_words(&group, texts),
        chosen: group == *now,
        command: Command::Group(group),
    };
    all.into_iter().map(choice).collect()
}

/// Day 0 in words: `Diagnosis, first`.
pub fn align_words(align: &Align, store: &Store, texts: &Texts) -> String {
    let (test, occurrence) = match align {
        Align::Index => return index_words(store, texts),
        Align::Calendar => return texts.t("align-calendar"),
        Align::Event(test, occurrence) => (test, occurrence),
    };
    if (test, *occurrence) == (&EventTest::default(), Occurrence::First) {
        return texts.t("align-first-event");
    }
    let occurrence = match occurrence {
        Occurrence::First => texts.t("occurrence-first").to_lowercase(),
        Occurrence::Last => texts.t("occurrence-last").to_lowercase(),
        Occurrence::Nth(n) => texts.ta("occurrence-nth", &[("n", (*n).into())]),
    };
    format!("{}, {occurrence}", super::filter::words::test_words(test, store, texts))
}

/// The extract's own day 0, with what it is where that is declared.
fn index_words(store: &Store, texts: &Texts) -> String {
    let own = texts.t("align-index");
    match (&store.head().index, store.head().clock) {
        (Align::Event(test, occurrence), _) => {
            let event = Align::Event(test.clone(), *occurrence);
            format!("{own} ({})", align_words(&event, store, texts).to_lowercase())
        }
        (_, Clock::Relative) => own,
        _ => texts.t("align-first-event"),
    }
}

/// Groups in words.
pub fn group_words(group: &Group, texts: &Texts) -> String {
    match group {
        Group::None => texts.t("group-none"),
        Group::SourcePattern => texts.t("group-source-pattern"),
        Group::Attribute(id) => names::attribute(id, texts),
    }
}

/// Day 0 as the head-count says it: `aligned on diagnosis, first`.
pub fn aligned_words(workspace: &Workspace, texts: &Texts) -> String {
    let Some(store) = workspace.store() else { return String::new() };
    match &workspace.arrangement().align {
        Align::Calendar => texts.t("aligned-on-calendar"),
        Align::Index => match (&store.head().index, store.head().clock) {
            (Align::Event(test, occurrence), _) => {
                let event = Align::Event(test.clone(), *occurrence);
                texts.ta("aligned-on", &[("what", lower_first(&align_words(&event, store, texts)).into())])
            }
            (_, Clock::Relative) => {
                texts.ta("aligned-on", &[("what", lower_first(&texts.t("align-index")).into())])
            }
            _ => texts.ta("aligned-on", &[("what", lower_first(&texts.t("align-first-event")).into())]),
        },
        align => texts.ta("aligned-on", &[("what", lower_first(&align_words(align, store, texts)).into())]),
    }
}

/// A text that goes on a sentence; what is written in capitals, such as GP, stays so.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

/// A drop-down for one of the three: what it is for, what is chosen, and the list.
pub fn drop_down(ui: &mut Ui, ctx: &mut Ctx<'_>, what: What) {
    let Some(store) = ctx.workspace.store() else { return };
    let arrangement = ctx.workspace.arrangement();
    let (name, chosen) = match what {
        What::Align => ("word-align", align_words(&arrangement.align, store, ctx.texts)),
        What::Sort => ("word-sort-by", names::sort_key(&arrangement.sort.key, store, ctx.texts)),
        What::Group => ("word-group-by", group_words(&arrangement.group, ctx.texts)),
    };
    let choices = choices(what, ctx.workspace, ctx.texts);
    menu(ui, ctx, name, &chosen, choices);
}

/// A drop-down for what gives the population its colours.
pub fn colours(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let now = ctx.workspace.colours();
    let label = |colours| {
        ctx.texts.t(match colours {
            Colours::Phases => "word-phase",
            Colours::Findings => "word-finding",
            Colours::Gaps => "word-gap",
        })
    };
    let choice =
        |colours| Choice { label: label(colours), chosen: colours == now, command: Command::Colour(colours) };
    let (chosen, choices) = (label(now), Colours::ALL.map(choice).to_vec());
    menu(ui, ctx, "word-colour-by", &chosen, choices);
}

/// What is chosen of something, by the key of its name, and the list to choose from.
fn menu(ui: &mut Ui, ctx: &mut Ctx<'_>, name: &str, chosen: &str, choices: Vec<Choice>) {
    let name = ctx.texts.t(name);
    let muted = RichText::new(&name).size(SMALL).color(colour(ctx.theme.ink.text_muted));
    // The blanks keep a place for the arrow.
    let button = ui.add(Button::new((muted, RichText::new(chosen), "    ")));
    let arrow = egui::Rect::from_center_size(button.rect.right_center() - vec2(13.0, 0.0), vec2(10.0, 10.0));
    Icon::Down.paint(ui.painter(), arrow, colour(ctx.theme.ink.text_muted));
    let button = button.accessible_name(format!("{name} {chosen}"));
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClick).show(|ui| {
        ui.set_min_width(220.0);
        ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            for choice in choices {
                if ui.add(Button::selectable(choice.chosen, choice.label)).clicked() {
                    ctx.send(choice.command);
                }
            }
        });
    });
}

//! The sets of the question as a list: everything that dragging does, by keyboard too.
//! It sends edits of the question and counts nothing.

use egui::{Align, Layout, Popup, PopupCloseBehavior, ScrollArea, Ui};

use crate::model::{Denominator, SetSpec};
use crate::store::Store;
use crate::ui::icons::Icon;
use crate::ui::{Ctx, names, theme, widgets};
use crate::workspace::{Command, QuestionEdit, specs};

/// What a set is called: its own title, else what its members are called.
pub fn title(set: &SetSpec, store: &Store, ctx: &Ctx<'_>) -> String {
    if let Some(title) = &set.title {
        return title.clone();
    }
    let member = |member: &crate::model::Member| {
        let source = names::source_by_id(&member.source, store);
        match &member.site {
            Some(site) => format!("{source} · {site}"),
            None => source,
        }
    };
    let members: Vec<String> = set.members.iter().map(member).collect();
    members.join(&ctx.texts.t("coverage-or"))
}

/// The button that opens the list.
pub fn sets_menu(ui: &mut Ui, ctx: &mut Ctx<'_>, store: &Store) {
    let all = specs(store, ctx.workspace.question());
    let button = ui.button(ctx.texts.ta("coverage-sets-menu", &[("n", all.len().into())]));
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_width(380.0);
        ui.label(theme::muted(ctx.texts.t("coverage-sets-about"), ctx.theme));
        ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            for (at, set) in all.iter().enumerate() {
                row(ui, ctx, store, (at, set), all.len());
            }
        });
        ui.separator();
        ui.horizontal_wrapped(|ui| {
            if !store.head().source_groups.is_empty() && ui.button(ctx.texts.t("coverage-by-group")).clicked()
            {
                edit(ctx, QuestionEdit::SourceGroups(ctx.texts.lang().code()));
            }
            if ui.button(ctx.texts.t("coverage-every-source")).clicked() {
                edit(ctx, QuestionEdit::EverySource);
            }
        });
        denominators(ui, ctx, store);
    });
}

fn edit(ctx: &mut Ctx<'_>, edit: QuestionEdit) {
    ctx.send(Command::Question(edit));
}

fn row(ui: &mut Ui, ctx: &mut Ctx<'_>, store: &Store, (at, set): (usize, &SetSpec), count: usize) {
    let name = title(set, store, ctx);
    let by_site = sites(ctx, set, store).map(|sites| QuestionEdit::BySite { at, sites });
    let apart = by_site.clone().unwrap_or(QuestionEdit::TakeApart(at));
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let mut offer = |ui: &mut Ui, there: bool, icon, key: &str, change: QuestionEdit| {
                let words = ctx.texts.ta(key, &[("set", name.as_str().into())]);
                ui.add_enabled_ui(there, |ui| {
                    if widgets::icon_button(ui, icon, &words, ctx.theme).clicked() {
                        edit(ctx, change);
                    }
                });
            };
            offer(ui, count > 1, Icon::Close, "coverage-leave-out", QuestionEdit::LeaveOut(at));
            offer(ui, set.members.len() > 1 || by_site.is_some(), Icon::Split, "coverage-take-apart", apart);
            let onto = at.saturating_sub(1);
            offer(ui, at > 0, Icon::Join, "coverage-join-above", QuestionEdit::Join { from: at, onto });
            offer(
                ui,
                at + 1 < count,
                Icon::Down,
                "coverage-move-down",
                QuestionEdit::Move { from: at, to: at + 1 },
            );
            offer(ui, at > 0, Icon::Up, "coverage-move-up", QuestionEdit::Move { from: at, to: onto });
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(&name).truncate());
            });
        });
    });
}

/// The care sites that a set can be taken apart into: those of its one source, where there are several.
fn sites(ctx: &Ctx<'_>, set: &SetSpec, store: &Store) -> Option<Vec<String>> {
    let [crate::model::Member { source, site: None }] = set.members.as_slice() else { return None };
    let source = store.source_by_id(source)?;
    let summary = ctx.workspace.extract()?.summaries.get(source.index())?;
    let names = summary.sites.iter().filter_map(|&site| store.head().sites.get(usize::from(site)).cloned());
    let names: Vec<String> = names.collect();
    (names.len() > 1).then_some(names)
}

/// What shares are shares of, in words.
pub fn denominator_words(denominator: &Denominator, store: &Store, ctx: &Ctx<'_>) -> String {
    match denominator {
        Denominator::Population => ctx.texts.t("coverage-of-population"),
        Denominator::Smallest => ctx.texts.t("coverage-of-smallest"),
        Denominator::Eligible => ctx.texts.t("coverage-of-eligible"),
        Denominator::Source(id) => {
            let source = names::source_by_id(id, store);
            ctx.texts.ta("coverage-of-source", &[("source", source.into())])
        }
    }
}

/// The choice of what shares are shares of.
fn denominators(ui: &mut Ui, ctx: &mut Ctx<'_>, store: &Store) {
    ui.separator();
    let now = ctx.workspace.question().denominator.clone();
    let mut all = vec![Denominator::Population, Denominator::Smallest, Denominator::Eligible];
    all.extend(store.head().sources.iter().map(|source| Denominator::Source(source.id.clone())));
    for denominator in all {
        let words = denominator_words(&denominator, store, ctx);
        if ui.radio(denominator == now, words).clicked() {
            edit(ctx, QuestionEdit::Measure(denominator));
        }
    }
}

//! Outages of sources: those that the data suggest, those that were confirmed and those that were rejected, and the one
//! that is looked at, with the rate of its source over time. Nothing is confirmed but by a steward.

use std::sync::Arc;

use egui::{
    CollapsingHeader, ComboBox, CursorIcon, Label, RichText, ScrollArea, Sense, TextEdit, Ui, WidgetInfo,
};
use egui::{Rect, Role, pos2, vec2};

use crate::base::{Clock, Precision, Span};
use crate::compute::outages::{OutageRule, Proposal};
use crate::compute::rates::Rate;
use crate::model::{EventTest, Filter, Outage};
use crate::report::words::Worded;
use crate::scene::gaps::rate::{self, RateSpec};
use crate::scene::{Hit, Ink};
use crate::store::Store;
use crate::ui::theme::{self, colour};
use crate::ui::views::coverage::chart::{Chart, Mark, Same};
use crate::ui::views::coverage::grid;
use crate::ui::views::coverage::menu::Wanted;
use crate::ui::widgets::{self, Cell};
use crate::ui::{Action, Ctx, filter, names};
use crate::workspace::{Command, OutageEdit, OutageRow, ProjectEdit, rate_of};

use super::GapsState;
use super::part::Part;

/// Height of a row, in logical pixels.
const ROW: f32 = 24.0;
/// Height of the chart, in logical pixels.
const CHART: f32 = 132.0;
/// Height of what is shown of one outage.
const DETAIL: f32 = CHART + 178.0;

/// What the page keeps from frame to frame.
#[derive(Debug, Default)]
pub struct OutagesState {
    draft: Option<Draft>,
    chart: Chart<(Same<Rate>, Span, Vec<Span>), Bin>,
}

/// An outage as it is being changed.
#[derive(Clone, Debug, PartialEq)]
struct Draft {
    /// The row that it is of; none for one made by hand.
    of: Option<OutageRow>,
    source: String,
    site: Option<String>,
    /// Its first and last day, as they are typed.
    days: [String; 2],
}

/// A bar of the chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin(Span);

impl Mark for Bin {
    fn of(hit: Hit) -> Option<Self> {
        match hit {
            Hit::Bin(span) => Some(Self(span)),
            _ => None,
        }
    }
}

impl Draft {
    fn of(of: Option<OutageRow>, outage: &Outage, clock: Clock) -> Self {
        let days = filter::written(outage.span(), clock);
        Self { of, source: outage.source.clone(), site: outage.site.clone(), days }
    }

    /// The outage, or the key of what is wrong with it.
    fn outage(&self, clock: Clock) -> Result<Outage, &'static str> {
        if self.days.iter().any(|day| day.trim().is_empty()) {
            return Err("outage-both-days");
        }
        let span = filter::typed(&self.days, clock)?.ok_or("outage-both-days")?;
        Ok(Outage::new(&self.source, self.site.as_deref(), span))
    }
}

/// Shows the page.
pub fn outages_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut GapsState) {
    let Some(store) = ctx.workspace.store().cloned() else { return };
    let title = ctx.texts.t("gaps-page-outages");
    grid::savable(ui, ctx, &title, &ctx.texts.t("outages-about"), false);
    if store.head().clock == Clock::Relative {
        widgets::nothing(ui, &ctx.texts.t("outages-no-calendar"), ctx.theme);
        return;
    }
    let Some(rows) = ctx.workspace.outage_rows() else {
        widgets::nothing(ui, &ctx.texts.t("outages-looking"), ctx.theme);
        return;
    };
    follow(ctx, &mut state.outages, &store);
    let wanted = state.part.take();
    ui.horizontal(|ui| {
        let keys = Action::Part(Part::Add).shortcut(ui.ctx()).unwrap_or_default();
        let name = ctx.texts.t("outage-add");
        let add = widgets::link(ui, &name, ctx.theme).on_hover_text(keys);
        if add.clicked() || wanted == Some(Part::Add) {
            ctx.send(Command::LookAtOutage(None));
            let made = ctx.workspace.new_outage();
            state.outages.draft = made.map(|outage| Draft::of(None, &outage, store.head().clock));
        }
    });
    if rows.is_empty() && state.outages.draft.is_none() {
        widgets::nothing(ui, &ctx.texts.t("gaps-outages-none"), ctx.theme);
        return;
    }
    let detail = if state.outages.draft.is_some() { DETAIL } else { 26.0 };
    let height = (ui.available_height() - detail).max(90.0);
    ui.allocate_ui(vec2(ui.available_width(), height), |ui| {
        ScrollArea::vertical().id_salt("outages").auto_shrink(false).show(ui, |ui| {
            rows_ui(ui, ctx, &store, &rows);
        });
    });
    match state.outages.draft.take() {
        Some(draft) => detail_ui(ui, ctx, state, &store, draft, wanted),
        None => {
            ui.label(theme::muted(ctx.texts.t("outages-pick"), ctx.theme));
        }
    }
}

/// Takes up what is picked, unless it is being changed already.
fn follow(ctx: &Ctx<'_>, state: &mut OutagesState, store: &Store) {
    let picked = ctx.workspace.picked_outage();
    let by_hand = state.draft.as_ref().is_some_and(|draft| draft.of.is_none());
    let same = state.draft.as_ref().is_some_and(|draft| draft.of.as_ref() == picked);
    match picked {
        Some(row) if !same => {
            state.draft = Some(Draft::of(Some(row.clone()), row.outage(), store.head().clock));
        }
        None if !by_hand => state.draft = None,
        _ => {}
    }
}

/// The rows under their headings; those with nothing to decide are folded away.
fn rows_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, store: &Store, rows: &[OutageRow]) {
    let of = |kind: fn(&OutageRow) -> bool| rows.iter().filter(move |row| kind(row)).collect::<Vec<_>>();
    let all = of(|row| matches!(row, OutageRow::Suggested(_)));
    // What there is too much of can be no outage; it is told all the same.
    let more =
        |row: &&OutageRow| ctx.workspace.proposal_of(row).is_some_and(|of| of.seen as f64 > of.expected);
    let (surplus, suggested): (Vec<_>, Vec<_>) = all.into_iter().partition(more);
    let confirmed = of(|row| matches!(row, OutageRow::Confirmed(_)));
    let rejected = of(|row| matches!(row, OutageRow::Rejected(_)));
    for (key, rows) in [("outages-suggested", suggested), ("outages-confirmed", confirmed)] {
        ui.add_space(2.0);
        ui.label(theme::strong(ctx.texts.ta(key, &[("n", rows.len().into())])));
        rows.iter().for_each(|row| row_ui(ui, ctx, store, row));
    }
    for (key, rows) in [("outages-surplus", surplus), ("outages-rejected", rejected)] {
        if rows.is_empty() {
            continue;
        }
        let title = ctx.texts.ta(key, &[("n", rows.len().into())]);
        let open = ctx.workspace.picked_outage().is_some_and(|picked| rows.contains(&picked));
        let header = CollapsingHeader::new(title).id_salt(key).open(open.then_some(true));
        header.show(ui, |ui| rows.iter().for_each(|row| row_ui(ui, ctx, store, row)));
    }
}

fn row_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, store: &Store, row: &OutageRow) {
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let picked = ctx.workspace.picked_outage() == Some(row);
    let (place, when) = (place_words(store, row.outage()), when_words(ctx, row.outage()));
    let about = row_words(ctx, row, ctx.workspace.proposal_of(row));
    let name = format!("{place}, {when}, {about}");
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, picked, &name));
    let ground =
        if picked { Some(ctx.theme.ui.active) } else { response.hovered().then_some(ctx.theme.ui.hover) };
    if let Some(ground) = ground {
        ui.painter().rect_filled(area, 4.0, colour(ground));
    }
    widgets::focus_ring(ui, &response, area, 4.0, ctx.theme);
    let (left, width) = (area.left() + 6.0, area.width() - 12.0);
    let cut = |from: f32, to: f32| {
        Rect::from_min_max(
            pos2(left + width * from, area.top()),
            pos2(left + width * to - 8.0, area.bottom()),
        )
    };
    let plain = Cell::text(ctx.theme);
    plain.paint(ui, cut(0.0, 0.33), &place);
    plain.paint(ui, cut(0.33, 0.71), &when);
    Cell { align: egui::Align::Max, ..plain.muted(ctx.theme) }.paint(ui, cut(0.71, 1.0), &about);
    if picked && ui.memory(|memory| memory.focused().is_none()) && !ui.clip_rect().contains_rect(area) {
        response.scroll_to_me(None);
    }
    if response.on_hover_text(name).clicked() {
        ctx.send(Command::LookAtOutage((!picked).then(|| row.clone())));
    }
}

/// The source and care site.
fn place_words(store: &Store, outage: &Outage) -> String {
    let source = names::source_by_id(&outage.source, store);
    match &outage.site {
        Some(site) => format!("{source} · {site}"),
        None => source,
    }
}

fn when_words(ctx: &Ctx<'_>, outage: &Outage) -> String {
    ctx.texts.dates(outage.span(), Precision::Day)
}

/// What was seen of what was to be expected; for one made by hand, for how many days it was.
fn row_words(ctx: &Ctx<'_>, row: &OutageRow, proposal: Option<&Proposal>) -> String {
    if let Some(of) = proposal {
        let expected = ctx.texts.number(of.expected, usize::from(of.expected < 10.0));
        return ctx.texts.ta("outage-seen", &[("n", of.seen.into()), ("of", expected.into())]);
    }
    let days = row.outage().to - row.outage().from + 1;
    ctx.texts.ta("outage-days", &[("n", days.max(0).cast_unsigned().into())])
}

/// What a rule looks at, in a sentence.
fn rule_key(rule: OutageRule) -> &'static str {
    match rule {
        OutageRule::Volume => "outage-rule-volume",
        OutageRule::RightEdge => "outage-rule-right-edge",
        OutageRule::LeftEdge => "outage-rule-left-edge",
        OutageRule::Inactive => "outage-rule-inactive",
    }
}

/// The outage that is looked at: why, when, and what can be done about it.
fn detail_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut GapsState,
    store: &Arc<Store>,
    mut draft: Draft,
    wanted: Option<Part>,
) {
    ui.separator();
    let proposal = draft.of.as_ref().and_then(|row| ctx.workspace.proposal_of(row)).cloned();
    let typed = draft.outage(store.head().clock);
    head_ui(ui, ctx, store, &draft, proposal.as_ref());
    if draft.of.is_some() {
        chart_ui(ui, ctx, state, store, (&draft, &typed), proposal.as_ref());
    } else {
        place_ui(ui, ctx, store, &mut draft);
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        days_ui(ui, ctx, &mut draft);
        let edits = buttons_ui(ui, ctx, (&draft, &typed), proposal.as_ref(), wanted);
        if let Some(edit) = edits {
            ctx.send(Command::Project(ProjectEdit::Outage(edit)));
            if draft.of.is_none() {
                draft.days = Default::default();
            }
        }
    });
    if let Err(key) = typed {
        let made = draft.of.is_some() || draft.days.iter().any(|day| !day.is_empty());
        if made {
            ui.label(RichText::new(ctx.texts.t(key)).color(ctx.colour(Ink::Error)));
        }
    }
    let done = draft.of.is_none() && draft.days.iter().all(String::is_empty);
    state.outages.draft = (!done).then_some(draft);
}

fn head_ui(ui: &mut Ui, ctx: &Ctx<'_>, store: &Store, draft: &Draft, proposal: Option<&Proposal>) {
    let Some(row) = &draft.of else {
        ui.label(theme::strong(ctx.texts.t("outage-by-hand")));
        return;
    };
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::strong(place_words(store, row.outage())));
        let phase = proposal.and_then(|of| store.head().phases.get(of.phase?.index()));
        if let Some(phase) = phase {
            ui.label(theme::muted(names::phase(phase, ctx.texts), ctx.theme));
        }
        if let Some(of) = proposal {
            ui.label(theme::muted(of.rule.id(), ctx.theme));
        }
    });
    let text = match proposal {
        Some(of) => format!("{} {}", ctx.texts.t(rule_key(of.rule)), expected_words(ctx, of)),
        None => ctx.texts.t("outage-not-suggested"),
    };
    ui.add(Label::new(theme::muted(text, ctx.theme)).wrap());
}

/// "5 were seen, 40 expected."
fn expected_words(ctx: &Ctx<'_>, of: &Proposal) -> String {
    let expected = ctx.texts.number(of.expected, usize::from(of.expected < 10.0));
    ctx.texts.ta("outage-expected", &[("n", of.seen.into()), ("of", expected.into())])
}

/// The rate of the source with the stretch in question.
fn chart_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut GapsState,
    store: &Store,
    (draft, typed): (&Draft, &Result<Outage, &'static str>),
    proposal: Option<&Proposal>,
) {
    let Some(row) = &draft.of else { return };
    let wanted = rate_of(store, row).map(|of| (store.generation(), of));
    let there = ctx.workspace.results().outages.rate.keyed();
    let Some(rate) = there.filter(|(key, _)| Some(**key) == wanted).map(|(_, rate)| Arc::clone(rate)) else {
        ui.allocate_space(vec2(ui.available_width(), CHART));
        return;
    };
    let shaded = typed.as_ref().unwrap_or(row.outage()).span();
    let here = |outage: &&Outage| {
        let of = row.outage();
        outage.source == of.source && (outage.site.is_none() || outage.site == of.site)
    };
    let outages: Vec<Span> = ctx.workspace.outages().iter().filter(here).map(Outage::span).collect();
    let usual = proposal.map(|of| of.expected / bins_in(&rate, of.span).max(1) as f64);
    let key = (Same(Arc::clone(&rate)), shaded, outages.clone());
    let shown = state.outages.chart.show(ui, ctx, CHART, key, |width, height| {
        let spec = RateSpec { width, height, rate: &rate, shaded, usual, outages: &outages };
        rate::scene(&spec, &Worded(ctx.texts))
    });
    if let Some(Bin(span)) = shown.clicked() {
        let outage = row.outage();
        let sites = outage.site.iter().cloned().collect();
        let test = EventTest { sources: vec![outage.source.clone()], sites, ..EventTest::default() };
        state.menu = shown.menu(Wanted::Filters(vec![Filter::Period(span), Filter::Has(test)]));
    }
    shown.say(CursorIcon::PointingHand);
}

/// How many bars lie in a stretch.
fn bins_in(rate: &Rate, span: Span) -> usize {
    rate.bins.iter().filter(|(bin, _)| bin.overlaps(span)).count()
}

/// Where an outage made by hand was.
fn place_ui(ui: &mut Ui, ctx: &Ctx<'_>, store: &Store, draft: &mut Draft) {
    let sites: Vec<&String> = ctx
        .workspace
        .extract()
        .zip(store.source_by_id(&draft.source))
        .and_then(|(extract, source)| extract.summaries.get(source.index()))
        .map(|summary| {
            summary.sites.iter().filter_map(|at| store.head().sites.get(usize::from(*at))).collect()
        })
        .unwrap_or_default();
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(theme::muted(ctx.texts.t("word-source"), ctx.theme));
        let now = names::source_by_id(&draft.source, store);
        let choice = ComboBox::from_id_salt("outage-source").selected_text(now).show_ui(ui, |ui| {
            for source in &store.head().sources {
                if ui.selectable_label(source.id == draft.source, &source.title).clicked() {
                    (draft.source, draft.site) = (source.id.clone(), None);
                }
            }
        });
        choice.response.labelled_by(label.id);
        if sites.is_empty() {
            return;
        }
        let label = ui.label(theme::muted(ctx.texts.t("word-site"), ctx.theme));
        let all = ctx.texts.t("outage-all-sites");
        let now = draft.site.clone().unwrap_or_else(|| all.clone());
        let choice = ComboBox::from_id_salt("outage-site").selected_text(now).show_ui(ui, |ui| {
            if ui.selectable_label(draft.site.is_none(), all).clicked() {
                draft.site = None;
            }
            for site in sites {
                if ui.selectable_label(draft.site.as_ref() == Some(site), site).clicked() {
                    draft.site = Some(site.clone());
                }
            }
        });
        choice.response.labelled_by(label.id);
    });
}

fn days_ui(ui: &mut Ui, ctx: &Ctx<'_>, draft: &mut Draft) {
    let rejected = matches!(draft.of, Some(OutageRow::Rejected(_)));
    let hint = ctx.texts.t("filter-date-hint");
    for (key, text) in ["outage-from", "outage-to"].into_iter().zip(&mut draft.days) {
        ui.label(theme::muted(ctx.texts.t(key), ctx.theme));
        let name = ctx.texts.t(&format!("{key}-field"));
        let field = TextEdit::singleline(text).hint_text(hint.clone()).desired_width(100.0);
        ui.add_enabled(!rejected, field).accessible_name(name);
    }
}

/// What can be done; gives what was asked for.
fn buttons_ui(
    ui: &mut Ui,
    ctx: &Ctx<'_>,
    (draft, typed): (&Draft, &Result<Outage, &'static str>),
    proposal: Option<&Proposal>,
    wanted: Option<Part>,
) -> Option<OutageEdit> {
    let named = |key: &str, part: Part, ui: &Ui| {
        let keys = Action::Part(part).shortcut(ui.ctx()).unwrap_or_default();
        format!("{} ({keys})", ctx.texts.t(key))
    };
    let outage = typed.as_ref().ok().cloned();
    // What there is too much of is no outage, unless somebody says otherwise by hand.
    let surplus = proposal.is_some_and(|of| of.seen as f64 > of.expected);
    let confirm = |ui: &mut Ui, key: &str, enabled: bool| {
        widgets::primary(ui, enabled, &named(key, Part::Confirm, ui), ctx.theme).clicked()
            || (enabled && wanted == Some(Part::Confirm))
    };
    let other = |ui: &mut Ui, key: &str| {
        ui.button(named(key, Part::Remove, ui)).clicked() || wanted == Some(Part::Remove)
    };
    match &draft.of {
        None => confirm(ui, "outage-confirm-new", outage.is_some())
            .then(|| outage.clone().map(OutageEdit::Confirm))
            .flatten(),
        Some(OutageRow::Suggested(of)) => {
            let confirmed = confirm(ui, "outage-confirm", outage.is_some() && !surplus);
            let rejected = other(ui, "outage-reject");
            if confirmed {
                return outage.map(OutageEdit::Confirm);
            }
            rejected.then(|| OutageEdit::Reject(of.clone()))
        }
        Some(OutageRow::Confirmed(now)) => {
            let changed = outage.as_ref().is_some_and(|outage| outage != now);
            let confirmed = confirm(ui, "outage-change", changed);
            let removed = other(ui, "outage-take-back");
            if confirmed {
                return outage.map(|to| OutageEdit::Replace { from: now.clone(), to });
            }
            removed.then(|| OutageEdit::Remove(now.clone()))
        }
        Some(OutageRow::Rejected(of)) => {
            confirm(ui, "outage-reconsider", true).then(|| OutageEdit::Reconsider(of.clone()))
        }
    }
}

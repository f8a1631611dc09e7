//! The card at the right: a finding with what stands around it, and the reviewer's judgement under it; without a finding
//! what there is to know of the rule that is looked at. It reckons nothing; the workspace keeps the card.

use std::sync::Arc;

use egui::{Frame, Margin, RichText, ScrollArea, Ui, vec2};

use crate::compute::State;
use crate::compute::rules::context::Shown;
use crate::compute::rules::{Card, Checked, Finding};
use crate::model::rule::{Pack, Rule};
use crate::report::findings::words::{severity_key, verdict_key};
use crate::store::Store;
use crate::ui::theme::{self, colour};
use crate::ui::{Action, Ctx, names, widgets};
use crate::workspace::{FindingId, anchor_of};

use super::{FindingsState, about, context, judge, list, words};

/// The height that judging takes at the foot.
const JUDGE: f32 = 132.0;

/// What a card is made of.
pub struct Subject<'a> {
    pub store: &'a Arc<Store>,
    pub pack: &'a Arc<Pack>,
    pub checked: &'a Arc<Checked>,
    pub finding: &'a Finding,
    pub rule: &'a Rule,
}

/// Shows the panel.
pub fn card_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut FindingsState) {
    let workspace = ctx.workspace;
    let rulebook = workspace.results().findings.rulebook.value().cloned();
    let (Some(store), Some(rulebook)) = (workspace.store().cloned(), rulebook) else { return };
    let picked = workspace.picked_finding().map(|(checked, finding)| (Arc::clone(checked), finding.clone()));
    let pack = rulebook.pack();
    let Some((checked, finding)) = picked.filter(|(checked, _)| checked.generation == store.generation())
    else {
        let rule = workspace
            .findings_look()
            .rule
            .and_then(|at| pack.rules.get(usize::from(at)).map(|rule| (at, rule)));
        match rule {
            Some((at, rule)) => about::rule_ui(ui, ctx, (at, rule)),
            None => widgets::nothing(ui, &ctx.texts.t("findings-card-none"), ctx.theme),
        }
        return;
    };
    let Some(rule) = pack.rules.get(usize::from(finding.rule)) else { return };
    let of = Subject { store: &store, pack, checked: &checked, finding: &finding, rule };
    let id = FindingId::of(&finding);
    let card = workspace.results().findings.card.keyed().filter(|((_, of), _)| *of == id);
    let card = card.and_then(|(_, card)| card.as_ref().as_ref().map(|_| Arc::clone(card)));
    let judging = if finding.patient.is_some() { JUDGE } else { 0.0 };
    let height = (ui.available_height() - judging).max(100.0);
    ui.allocate_ui(vec2(ui.available_width(), height), |ui| {
        ScrollArea::vertical().id_salt(("card", finding.rule)).auto_shrink(false).show(ui, |ui| {
            ui.set_width(ui.available_width() - 8.0);
            head_ui(ui, ctx, &of);
            if let Some(card) = &card
                && let Some(around) = card.as_ref()
            {
                context::around_ui(ui, ctx, state, &of, (card, around));
                given_ui(ui, ctx, &of);
                beside_ui(ui, ctx, &of, around);
            } else {
                given_ui(ui, ctx, &of);
            }
            about::plausible_ui(ui, ctx, rule);
            about::precision_ui(ui, ctx, &of);
            about::price_ui(ui, ctx, finding.rule);
            about::sources_ui(ui, ctx, rule);
        });
    });
    if let Some(anchor) = anchor_of(of.store, of.pack, of.finding) {
        judge::judge_ui(ui, ctx, &mut state.judge, anchor);
    }
}

/// What it is, and why.
fn head_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, of: &Subject<'_>) {
    let finding = of.finding;
    ui.horizontal_wrapped(|ui| {
        let (_, ink) = words::severity(finding.severity);
        let text = RichText::new(ctx.texts.t(severity_key(finding.severity)));
        let frame = Frame::new().fill(ctx.colour(ink)).corner_radius(9).inner_margin(Margin::symmetric(9, 2));
        frame.show(ui, |ui| ui.label(text.color(colour(ctx.theme.ui.on_accent)).size(theme::SMALL)));
        let version =
            format!("{} · v{} · {}", of.rule.id, of.rule.version, ctx.texts.t(verdict_key(finding.verdict)));
        ui.label(theme::muted(version, ctx.theme));
    });
    ui.label(RichText::new(words::title(of.rule, ctx)).font(theme::semibold(15.0)));
    ui.label(words::reason(finding, of.pack, ctx));
    let mut about = Vec::new();
    let (patient, date) = (words::patient(finding, of.store), words::date(finding, of.store, ctx));
    about.extend(
        [patient, date, words::sources(finding, of.store)].into_iter().filter(|part| !part.is_empty()),
    );
    let measure = words::measure(finding, of.pack, ctx);
    let limit = of.checked.rules.get(usize::from(finding.rule)).and_then(|tally| tally.limit);
    let param = of.rule.slider().and_then(|at| of.rule.params.get(at));
    if let (false, Some(limit), Some(param)) = (measure.is_empty(), limit, param) {
        use crate::scene::findings::FindingsWords as _;
        let limit = crate::report::words::Worded(ctx.texts).quantity(limit, param.unit);
        let name = param.title.in_language(ctx.texts.lang().code()).to_lowercase();
        let args = [("name", name.into()), ("measure", measure.into()), ("limit", limit.into())];
        about.push(ctx.texts.ta("findings-against", &args));
    }
    list::muted(ui, ctx, &about.join(" · "));
    if let Some(patient) = finding.patient {
        let key = of.store.head().keys.text(patient.index());
        let text = ctx.texts.ta("findings-open-patient", &[("patient", key.into())]);
        if widgets::link(ui, &text, ctx.theme).clicked() {
            ctx.act(Action::OpenFinding);
        }
    }
    ui.add_space(6.0);
}

/// The title of a part of the card.
pub fn part(ui: &mut Ui, ctx: &Ctx<'_>, key: &str) {
    ui.add_space(10.0);
    ui.label(theme::strong(ctx.texts.t(key)));
}

/// The events that it rests on, with dose, site, and where they were delivered.
fn given_ui(ui: &mut Ui, ctx: &Ctx<'_>, of: &Subject<'_>) {
    const MOST: usize = 6;
    if of.finding.events.is_empty() {
        return;
    }
    part(ui, ctx, "findings-given");
    let (events, head, texts) = (of.store.events(), of.store.head(), ctx.texts);
    for at in of.finding.events.iter().take(MOST).map(|at| at.index()) {
        let event = events.get(at);
        let when = texts.moment(event.start, event.start_precision, head.clock);
        ui.add(egui::Label::new(format!("{when} · {}", words::code(at, of.store, ctx))).wrap());
        let number = |value: Option<f64>, key: &str| {
            value.map(|value| format!("{} {}", texts.t(key).to_lowercase(), texts.number(value, 2)))
        };
        let site = events.site.get(at).and_then(|site| head.sites.get(usize::from(site)).cloned());
        let file = of.store.file(event.file).map_or("", |file| file.path.as_str());
        let facts = [
            number(events.dose.get(at), "word-dose"),
            number(events.quantity.get(at), "word-quantity"),
            number(events.days_supply.get(at).map(f64::from), "word-days-supply"),
            Some(names::source(event.source, of.store).to_owned()),
            site,
            Some(format!("{file}:{}", texts.count(u64::from(event.row)))),
        ];
        list::muted(ui, ctx, &facts.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    }
    if of.finding.events.len() > MOST {
        list::muted(ui, ctx, &texts.ta("picture-more", &[("n", (of.finding.events.len() - MOST).into())]));
    }
}

/// What the rule's card shows beside measured values, stays, and what other sources say of these days.
fn beside_ui(ui: &mut Ui, ctx: &Ctx<'_>, of: &Subject<'_>, card: &Card) {
    let (events, texts) = (of.store.events(), ctx.texts);
    let day = |at: usize| texts.day(events.start[at].saturating_sub(card.day.0));
    let unmeasured =
        card.context.tracks.iter().filter(|track| track.points.iter().all(|at| at.value.is_none()));
    let mut lines: Vec<String> = Vec::new();
    for Shown { set, points } in unmeasured {
        let name = texts.find(&format!("rule-set-{}", set.replace('_', "-"))).unwrap_or_else(|| set.clone());
        let found = points.iter().map(|point| point.event.index());
        let found = found.take(4).map(|at| format!("{} ({})", words::code(at, of.store, ctx), day(at)));
        let found: Vec<String> = found.collect();
        let found = if found.is_empty() { texts.t("findings-nothing") } else { found.join(", ") };
        lines.push(format!("{name}: {found}"));
    }
    if card.context.admissions.is_empty() {
        lines.push(texts.t("findings-no-stay"));
    }
    for at in card.context.admissions.iter().take(4).map(|at| at.index()) {
        let length = events.end(at).map(|end| texts.duration(end - events.start[at])).unwrap_or_default();
        lines.push(texts.ta("findings-stay", &[("day", day(at).into()), ("length", length.into())]));
    }
    part(ui, ctx, "findings-beside");
    for line in lines {
        list::muted(ui, ctx, &line);
    }
    if card.elsewhere.is_empty() {
        return;
    }
    part(ui, ctx, "findings-elsewhere");
    for other in &card.elsewhere {
        let source = names::source(other.source, of.store).to_owned();
        let state = texts.t(match other.state {
            Some(State::Covered) => "findings-watched",
            Some(State::NotCovered) => "findings-not-watched",
            Some(State::Unknown) => "findings-watch-unknown",
            None => "findings-watched-partly",
        });
        let key = if other.same > 0 { "findings-elsewhere-same" } else { "findings-elsewhere-other" };
        let args = [
            ("source", source.into()),
            ("n", other.events.into()),
            ("same", other.same.into()),
            ("watched", state.into()),
        ];
        list::muted(ui, ctx, &texts.ta(key, &args));
    }
}

//! The pictures of a card: thirty days around the finding drawn as in Patient, the agent's intervals at this site with
//! the schedules next to them, and measured values with their reference bands. They are laid out once, and judge nothing.

use std::sync::Arc;

use egui::{CursorIcon, Role, Sense, Ui, Vec2, WidgetInfo, vec2};

use crate::base::{SourceId, Span, Time, time::DAY};
use crate::compute::rules::Card;
use crate::compute::rules::context::AgentContext;
use crate::compute::rules::regimen::FITS;
use crate::compute::{Axis, EventMask};
use crate::i18n::Lang;
use crate::report::findings::Intervals;
use crate::report::words::Worded;
use crate::scene::findings::intervals::{self, IntervalsSpec};
use crate::scene::findings::labs::{self, LabPoint, LabTrack, LabsSpec};
use crate::scene::findings::{Chart as Kind, FindingsHit};
use crate::scene::patient::{self, PatientSpec};
use crate::scene::{Hit, Pos, Scene};
use crate::store::Store;
use crate::ui::canvas::{self, ImageCache};
use crate::ui::icons::Icon;
use crate::ui::theme::{self};
use crate::ui::views::coverage::chart::{Chart, Same};
use crate::ui::views::coverage::menu::Wanted;
use crate::ui::{Action, Ctx, widgets};
use crate::workspace::{Command, FindingsPick};

use super::card::{Subject, part};
use super::{FindingsState, list};

/// The journey around a finding: whose, in which language, how wide, day 0, and the picture.
type Drawn = (Same<Option<Card>>, Lang, f32, Option<Time>, Arc<Scene>);

/// What the pictures keep from frame to frame.
#[derive(Debug, Default)]
pub struct ContextState {
    journey: Option<Drawn>,
    images: ImageCache,
    intervals: Chart<Same<Option<Card>>, FindingsHit>,
    labs: Chart<Same<Option<Card>>, FindingsHit>,
}

/// Shows them.
pub fn around_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut FindingsState,
    of: &Subject<'_>,
    (shared, card): (&Arc<Option<Card>>, &Card),
) {
    ui.label(theme::strong(ctx.texts.t("findings-around")));
    journey_ui(ui, ctx, &mut state.context, of, (shared, card));
    if let Some(agent) = &card.context.agent {
        intervals_ui(ui, ctx, state, of, (shared, card, agent));
    }
    labs_ui(ui, ctx, state, of, (shared, card));
}

/// The days around, drawn as in Patient; lanes without anything in these days are left out, and said under it.
fn journey_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut ContextState,
    of: &Subject<'_>,
    (shared, card): (&Arc<Option<Card>>, &Card),
) {
    let Some(patient) = of.finding.patient else { return };
    let anchors = ctx.workspace.results().journeys.value().map(|journeys| Arc::clone(&journeys.anchors));
    let anchors = anchors.filter(|anchors| anchors.axis == Axis::Days);
    let anchor = anchors.and_then(|anchors| anchors.of(patient)).map(Time);
    let (width, lang) = (ui.available_width().floor(), ctx.texts.lang());
    let key = Same(Arc::clone(shared));
    let same = state.journey.take().filter(|(old, in_lang, wide, zero, _)| {
        *old == key && *in_lang == lang && (*wide - width).abs() < 0.5 && *zero == anchor
    });
    let (.., scene) = state.journey.insert(same.unwrap_or_else(|| {
        let zero = anchor.map_or(0, |anchor| anchor.0);
        let view =
            Span { from: Time(card.context.span.from.0 - zero), to: Time(card.context.span.to.0 - zero) };
        let mask = EventMask::all(of.store);
        let hidden = quiet(of, card);
        let spec = PatientSpec {
            patient,
            anchor,
            view,
            width,
            height: 120.0,
            hidden: &hidden,
            selected: of.finding.events.first().map(|at| at.index()),
            expanded: None,
            outages: ctx.workspace.outages(),
            gaps: &[],
            tracks: 0,
            title: false,
            mask: &mask,
        };
        (key, lang, width, anchor, Arc::new(patient::scene(of.store, &spec, &Worded(ctx.texts))))
    }));
    let scene = Arc::clone(scene);
    let (area, response) = ui.allocate_exact_size(Vec2::new(width, scene.height), Sense::click());
    canvas::paint(&ui.painter_at(area), area.min, &scene, ctx.theme, &mut state.images);
    response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, &scene.description));
    let Some(pointer) = response.hover_pos() else { return };
    let Some(item) = scene.hit(Pos::new(pointer.x - area.min.x, pointer.y - area.min.y)) else { return };
    if response.clicked() {
        ctx.send(Command::OpenPatient(patient));
        if let Some(Hit::Event(event)) = item.hit {
            ctx.send(Command::PickEvent(Some(event)));
        }
    }
    if let Some(alt) = &item.alt {
        response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text_at_pointer(alt);
    }
}

/// Sources without an event in the days around that the finding does not rest on.
fn quiet(of: &Subject<'_>, card: &Card) -> Vec<SourceId> {
    let none =
        card.elsewhere.iter().filter(|other| other.events == 0).map(|other| other.source).collect::<Vec<_>>();
    // Without any lane there is no picture.
    if none.len() == of.store.head().sources.len() { Vec::new() } else { none }
}

/// The intervals of the finding's agent as pictures want them; nothing where this site has none.
pub fn intervals_of(of: &Subject<'_>, card: &Card) -> Option<Intervals> {
    let agent = card.context.agent.as_ref()?;
    let habit = agent.habit.as_ref()?;
    Some(Intervals {
        agent: of.pack.agents.get(agent.agent)?.id.clone(),
        days: habit.days.clone(),
        found: card.gap.map(|gap| gap as usize).filter(|gap| *gap < habit.days.len()),
        schedules: card.schedules.clone(),
    })
}

fn intervals_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut FindingsState,
    of: &Subject<'_>,
    (shared, card, agent): (&Arc<Option<Card>>, &Card, &AgentContext),
) {
    let Some(name) = of.pack.agents.get(agent.agent).map(|agent| agent.id.as_str()) else {
        return;
    };
    let site = agent.site.and_then(|site| of.store.head().sites.get(usize::from(site)).cloned());
    let site = site.unwrap_or_else(|| ctx.texts.t("findings-no-site"));
    let title = ctx.texts.ta("findings-intervals-at", &[("agent", name.into()), ("site", site.into())]);
    heading(ui, ctx, state, &title, agent.habit.is_some().then_some(Kind::Intervals));
    if let Some(intervals) = intervals_of(of, card) {
        let shown = state.context.intervals.show(ui, ctx, 96.0, Same(Arc::clone(shared)), |width, height| {
            let Intervals { agent, days, found, schedules } = &intervals;
            let spec = IntervalsSpec { width, height, agent, days, found: *found, schedules };
            intervals::scene(&spec, &Worded(ctx.texts))
        });
        if let Some(FindingsHit::Days(days)) = shown.clicked() {
            let pick = FindingsPick::Interval { agent: agent.agent as u16, site: agent.site, days };
            state.menu = shown.menu(Wanted::Findings(pick));
        }
        shown.say(CursorIcon::PointingHand);
    }
    schedule_ui(ui, ctx, of, agent);
}

/// What the site usually does, and the schedule that fits best.
fn schedule_ui(ui: &mut Ui, ctx: &Ctx<'_>, of: &Subject<'_>, agent: &AgentContext) {
    let texts = ctx.texts;
    if let Some(habit) = &agent.habit
        && let (Some(low), Some(middle)) = (habit.quantile(0.05), habit.quantile(0.5))
    {
        let args = [("median", middle.into()), ("low", low.into()), ("n", habit.count().into())];
        list::muted(ui, ctx, &texts.ta("findings-habit", &args));
    }
    let said = match agent.fits.first().filter(|fit| fit.score > FITS) {
        Some(fit) => {
            let name = of.pack.regimens.get(fit.regimen).map_or("", |regimen| regimen.id.as_str());
            let args = [
                ("name", name.into()),
                ("cycle", u64::from(fit.cycle).into()),
                ("gap", u64::from(fit.gap).into()),
                ("score", texts.percent(fit.score, 0).into()),
            ];
            texts.ta("findings-fit", &args)
        }
        None => texts.t("findings-no-fit"),
    };
    list::muted(ui, ctx, &said);
    if let Some(citation) = of.pack.agents.get(agent.agent).map(|agent| agent.citation.as_str()) {
        list::muted(ui, ctx, citation);
    }
}

/// Measured values of the rule's card as pictures want them.
pub fn lab_tracks(store: &Store, card: &Card, texts: &crate::i18n::Texts) -> Vec<LabTrack> {
    let (events, head) = (store.events(), store.head());
    let mut all = Vec::new();
    for track in &card.context.tracks {
        let mut keyed: Vec<(u32, Option<u16>, LabPoint)> = Vec::new();
        for point in &track.points {
            let (at, Some(value)) = (point.event.index(), point.value.filter(|value| value.is_finite()))
            else {
                continue;
            };
            let day = (point.at.0 - card.day.0) as f64 / DAY as f64;
            let lab = LabPoint { event: at, day, value, band: (point.low, point.high) };
            keyed.push((events.code[at], events.unit.get(at), lab));
        }
        keyed.sort_by_key(|(code, unit, lab)| (*code, *unit, lab.event));
        for run in keyed.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let code = head.codes.get(crate::base::CodeId(run[0].0));
            let unit = run[0].1.and_then(|unit| head.units.get(usize::from(unit)).cloned());
            all.push(LabTrack {
                name: code.name(texts.lang().code()).to_owned(),
                unit: unit.unwrap_or_default(),
                points: run.iter().map(|(_, _, lab)| *lab).collect(),
            });
        }
    }
    all
}

/// The first and the last day in sight, and the days of the finding, from its first day.
pub fn days_of(
    store: &Store,
    card: &Card,
    finding: &crate::compute::rules::Finding,
) -> ((f64, f64), Vec<f64>) {
    let days = |time: i64| (time - card.day.0) as f64 / DAY as f64;
    let mut found: Vec<f64> =
        finding.events.iter().map(|at| days(store.events().start[at.index()]).floor()).collect();
    found.sort_by(f64::total_cmp);
    found.dedup();
    ((days(card.context.span.from.0), days(card.context.span.to.0)), found)
}

fn labs_ui(
    ui: &mut Ui,
    ctx: &mut Ctx<'_>,
    state: &mut FindingsState,
    of: &Subject<'_>,
    (shared, card): (&Arc<Option<Card>>, &Card),
) {
    let tracks = lab_tracks(of.store, card, ctx.texts);
    if tracks.is_empty() {
        if !card.context.tracks.is_empty() {
            part(ui, ctx, "findings-chart-labs");
            list::muted(ui, ctx, &ctx.texts.t("findings-no-labs"));
        }
        return;
    }
    let title = ctx.texts.t("findings-chart-labs");
    heading(ui, ctx, state, &title, Some(Kind::Labs));
    let (days, found) = days_of(of.store, card, of.finding);
    let shown = state.context.labs.show(ui, ctx, 40.0, Same(Arc::clone(shared)), |width, _| {
        labs::scene(&LabsSpec { width, tracks: &tracks, days, found: &found }, &Worded(ctx.texts))
    });
    if let (Some(FindingsHit::Lab(event)), Some(patient)) = (shown.clicked(), of.finding.patient) {
        ctx.send(Command::OpenPatient(patient));
        ctx.send(Command::PickEvent(Some(event)));
    }
    shown.say(CursorIcon::PointingHand);
}

/// A part's title with a way to save its chart.
fn heading(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut FindingsState, title: &str, chart: Option<Kind>) {
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let room = vec2((ui.available_width() - 34.0).max(60.0), 20.0);
        ui.allocate_ui(room, |ui| {
            ui.set_min_width(room.x);
            ui.add(egui::Label::new(theme::strong(title)).truncate());
        });
        if let Some(chart) = chart {
            let name = ctx.texts.ta("coverage-save", &[("chart", title.into())]);
            if widgets::icon_button(ui, Icon::Save, &name, ctx.theme).clicked() {
                state.saving = Some(chart);
                ctx.act(Action::SaveFigure);
            }
        }
    });
}

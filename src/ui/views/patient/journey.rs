//! The journey panel of the patient screen: lanes by source over their coverage, zoomed, panned and pointed at.
//! The lanes are laid out by the scene.

use std::sync::Arc;

use egui::{CursorIcon, Response, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo, vec2};

use crate::base::{PatientId, SourceId, Span, Time};
use crate::compute::EventMask;
use crate::compute::rules::{Checked, Finding};
use crate::i18n::Lang;
use crate::model::Outage;
use crate::model::rule::{Severity, Verdict};
use crate::report::words::Worded;
use crate::scene::patient::{self, FindingMark, PatientSpec};
use crate::scene::{Hit, Pos, Scene};
use crate::store::AttributeValues;
use crate::ui::icons::Icon;
use crate::ui::views::findings::words;
use crate::ui::{Action, Ctx, canvas, names, theme, widgets};
use crate::workspace::{Command, FindingId, FindingsLook, PatientView, Screen, panned, zoomed};

use super::gap::{self, Missing};
use super::{PatientState, Subject};

/// The most tracks of measured values.
const MOST_TRACKS: usize = 4;
/// One notch of a wheel, in the toolkit's reckoning; it zooms by a fifth.
const NOTCH: f64 = 50.0;

/// Shows the panel.
pub fn journey_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut PatientState) {
    let Some(subject) = Subject::of(ctx) else {
        widgets::nothing(ui, &ctx.texts.t("patient-none"), ctx.theme);
        return;
    };
    let found = Found::of(ctx, &subject);
    head_ui(ui, ctx, &subject, &found);
    let size = ui.available_size();
    let missing = Missing::of(ctx, subject.patient);
    let laid_out = lay_out(ctx, &subject, size, (found, missing), state.laid_out.take());
    let view = laid_out.view;
    state.shown = Some(view);
    let scene = &laid_out.scene;
    state.scene = Some(Arc::clone(scene));
    // The wheel zooms time here; where lanes need more room than there is, the bar at the side scrolls them.
    let sources = egui::scroll_area::ScrollSource {
        mouse_wheel: false,
        drag: egui::scroll_area::DragScroll::Never,
        ..Default::default()
    };
    ScrollArea::vertical().scroll_source(sources).auto_shrink(false).show(ui, |ui| {
        let (rect, response) = ui.allocate_exact_size(vec2(size.x, scene.height), Sense::click_and_drag());
        canvas::paint(&ui.painter_at(rect), rect.min, scene, ctx.theme, &mut state.images);
        response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, &scene.description));
        if let Some(next) = moved(ui, &response, view, size) {
            ctx.send(Command::LookAtPatient(Some(next)));
        }
        point_ui(ctx, response, scene, view);
    });
    state.laid_out = Some(laid_out);
}

/// A journey as it was laid out, with all that it follows from.
#[derive(Debug)]
pub(super) struct LaidOut {
    generation: u64,
    patient: PatientId,
    anchor: Option<Time>,
    mask: EventMask,
    looks: PatientView,
    lang: Lang,
    size: Vec2,
    view: Span,
    found: (Found, Missing),
    outages: Vec<Outage>,
    scene: Arc<Scene>,
}

/// What was found in the journey.
#[derive(Clone, Debug, Default)]
struct Found {
    checked: Option<Arc<Checked>>,
    places: Vec<usize>,
}

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.checked, &other.checked) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        same && self.places == other.places
    }
}

impl Found {
    fn of(ctx: &Ctx<'_>, subject: &Subject) -> Self {
        let found = ctx.workspace.findings_of(subject.patient);
        found.map_or_else(Self::default, |(checked, places)| Self {
            checked: Some(Arc::clone(checked)),
            places,
        })
    }

    /// The findings with their places.
    fn each(&self) -> impl Iterator<Item = (usize, &Finding)> {
        let all = self.checked.as_ref().map_or(&[][..], |checked| &checked.findings);
        self.places.iter().filter_map(|&at| Some((at, all.get(at)?)))
    }

    /// As the picture wants them, in words.
    fn marks(&self, ctx: &Ctx<'_>) -> Vec<FindingMark> {
        let Some(rulebook) = ctx.workspace.results().findings.rulebook.value() else { return Vec::new() };
        let pack = rulebook.pack();
        let mark = |(place, finding): (usize, &Finding)| {
            let rule = pack.rules.get(usize::from(finding.rule))?;
            let measure = words::measure(finding, pack, ctx);
            let (title, reason) = (words::title(rule, ctx), words::reason(finding, pack, ctx));
            Some(FindingMark {
                place,
                events: finding.events.iter().map(|at| at.index()).collect(),
                severity: finding.severity,
                quiet: finding.verdict != Verdict::Violation,
                label: format!("{} {measure}", rule.id).trim_end().to_owned(),
                words: format!("{} · {title}: {reason}", rule.id),
            })
        };
        self.each().filter_map(mark).collect()
    }
}

/// The journey laid out, as it was `before` where nothing has changed: thousands of events are more than each frame
/// can afford.
fn lay_out(
    ctx: &Ctx<'_>,
    subject: &Subject,
    size: Vec2,
    found: (Found, Missing),
    before: Option<LaidOut>,
) -> LaidOut {
    let (looks, lang) = (ctx.workspace.patient_view(), ctx.texts.lang());
    let Subject { store, patient, anchor, mask } = subject;
    let same = before.filter(|before| {
        (before.generation, before.patient, before.anchor) == (store.generation(), *patient, *anchor)
            && (&before.mask, &before.looks, before.lang, before.size) == (mask, looks, lang, size)
            && before.found == found
            && before.outages == ctx.workspace.outages()
    });
    same.unwrap_or_else(|| {
        let view = looks.time.unwrap_or_else(|| patient::whole_view(store, *patient, *anchor, mask));
        let spec = PatientSpec {
            patient: *patient,
            anchor: *anchor,
            view,
            width: size.x,
            height: size.y,
            hidden: &looks.hidden,
            selected: looks.event,
            expanded: looks.opened,
            tracks: MOST_TRACKS,
            title: false,
            mask,
            outages: ctx.workspace.outages(),
            gaps: &found.1.marks(ctx, subject),
        };
        LaidOut {
            generation: store.generation(),
            patient: *patient,
            anchor: *anchor,
            mask: mask.clone(),
            looks: looks.clone(),
            lang,
            size,
            view,
            scene: Arc::new(patient::scene_with(store, &spec, &found.0.marks(ctx), &Worded(ctx.texts))),
            found,
            outages: ctx.workspace.outages().to_vec(),
        }
    })
}

/// Whose journey it is, what is known of them, and the way to the next one.
fn head_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, subject: &Subject, found: &Found) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let key = subject.store.head().keys.text(subject.patient.index());
        ui.label(egui::RichText::new(key).font(theme::semibold(15.0)));
        let about = about(ctx, subject);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            for (icon, action) in [(Icon::Right, Action::NextPatient), (Icon::Left, Action::PreviousPatient)]
            {
                let name = ctx.texts.t(action.key());
                if widgets::icon_button(ui, icon, &name, ctx.theme).clicked() {
                    ctx.act(action);
                }
            }
            hidden_ui(ui, ctx);
            all_events_ui(ui, ctx);
            legend_ui(ui, ctx, found);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(theme::muted(about, ctx.theme)).truncate());
            });
        });
    });
    ui.add_space(4.0);
}

/// What the colours of findings mean, for those that there are, the worst first.
fn legend_ui(ui: &mut Ui, ctx: &Ctx<'_>, found: &Found) {
    for severity in Severity::ALL {
        let of_it = |(_, finding): &(usize, &Finding)| {
            finding.severity == severity && finding.verdict == Verdict::Violation
        };
        let count = found.each().filter(of_it).count();
        if count > 0 {
            let key = match severity {
                Severity::Error => "patient-errors",
                Severity::Warning => "patient-warnings",
                Severity::Info => "patient-infos",
            };
            // From right to left: the words, then the mark before them.
            ui.label(theme::muted(ctx.texts.ta(key, &[("n", count.into())]), ctx.theme));
            let (dot, _) = ui.allocate_exact_size(vec2(8.0, 18.0), Sense::hover());
            let ink = ctx.colour(patient::severity_ink(severity));
            ui.painter().circle_filled(dot.center(), 4.0, ink);
        }
    }
}

/// Offers the events that the filters leave out, where there are any.
fn all_events_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    if ctx.workspace.filters().is_empty() {
        return;
    }
    let mut on = ctx.workspace.patient_view().all_events;
    if ui.checkbox(&mut on, ctx.texts.t("action-all-events")).clicked() {
        ctx.act(Action::ToggleAllEvents);
    }
}

/// Brings folded lanes back.
fn hidden_ui(ui: &mut Ui, ctx: &mut Ctx<'_>) {
    let hidden: Vec<SourceId> = ctx.workspace.patient_view().hidden.clone();
    if hidden.is_empty() {
        return;
    }
    let text = ctx.texts.ta("patient-show-lanes", &[("n", (hidden.len() as u64).into())]);
    if widgets::link(ui, &text, ctx.theme).clicked() {
        for source in hidden {
            ctx.send(Command::ToggleLane(source));
        }
    }
}

/// Attributes in a line, then what the axis counts.
fn about(ctx: &Ctx<'_>, subject: &Subject) -> String {
    let mut parts = Vec::new();
    for attribute in &subject.store.head().attributes {
        let name = names::attribute(&attribute.id, ctx.texts);
        let value = match &attribute.values {
            AttributeValues::Category { .. } => attribute.category(subject.patient).map(str::to_owned),
            AttributeValues::Number(_) => attribute.number(subject.patient).map(|number| format!("{number}")),
            AttributeValues::Date(_) => attribute
                .date(subject.patient)
                .map(|(time, precision)| subject.moment(time, precision, ctx.texts)),
        };
        parts.extend(value.filter(|value| !value.is_empty()).map(|value| format!("{name} {value}")));
    }
    parts.join(" · ")
}

/// Where the axis goes by what the pointer does: the wheel zooms, with Shift it pans, and dragging pans.
fn moved(ui: &Ui, response: &Response, view: Span, size: Vec2) -> Option<Span> {
    let scale = patient::scale(view, size.x);
    let mut next = view;
    if response.dragged() && response.drag_delta().x != 0.0 {
        next = panned(next, f64::from(-response.drag_delta().x / scale.width));
    }
    if let Some(pointer) = response.hover_pos() {
        let (wheel, zoom) = ui.input(|i| (i.smooth_scroll_delta(), i.zoom_delta()));
        let at = f64::from(((pointer.x - response.rect.min.x - scale.left) / scale.width).clamp(0.0, 1.0));
        if zoom != 1.0 {
            next = zoomed(next, 1.0 / f64::from(zoom), at);
        } else if wheel.x != 0.0 {
            next = panned(next, f64::from(-wheel.x / scale.width));
        } else if wheel.y != 0.0 {
            next = zoomed(next, 0.8f64.powf(f64::from(wheel.y) / NOTCH), at);
        }
    }
    (next != view).then_some(next)
}

/// Says what is under the pointer, and opens it when clicked.
fn point_ui(ctx: &mut Ctx<'_>, response: Response, scene: &Scene, view: Span) {
    let Some(pointer) = response.hover_pos() else { return };
    let at = Pos::new(pointer.x - response.rect.min.x, pointer.y - response.rect.min.y);
    let Some(item) = scene.hit(at) else {
        if response.clicked() {
            ctx.send(Command::PickEvent(None));
        }
        return;
    };
    let opens = matches!(
        item.hit,
        Some(
            Hit::Event(_)
                | Hit::Stack { .. }
                | Hit::More { .. }
                | Hit::Source(_)
                | Hit::Finding(_)
                | Hit::Gap(_)
        )
    );
    let response = if opens { response.on_hover_cursor(CursorIcon::PointingHand) } else { response };
    if response.clicked() {
        match item.hit {
            Some(Hit::Event(event)) => ctx.send(Command::PickEvent(Some(event))),
            Some(Hit::Stack { source, at }) => ctx.send(Command::ToggleStack(source, at)),
            Some(Hit::Source(source)) => ctx.send(Command::ToggleLane(source)),
            Some(Hit::Finding(place)) => open_finding(ctx, place),
            Some(Hit::Gap(place)) => gap::pick(ctx, place),
            Some(Hit::More { .. }) => ctx.send(Command::LookAtPatient(Some(zoomed(
                view,
                0.25,
                share(response.rect.width(), view, at.x),
            )))),
            _ => {}
        }
    }
    if let Some(alt) = &item.alt {
        response.on_hover_text_at_pointer(alt);
    }
}

/// Shows a finding with what stands around it.
fn open_finding(ctx: &mut Ctx<'_>, place: usize) {
    let checked = ctx.workspace.results().findings.checked.value();
    let picked = checked.and_then(|checked| checked.findings.get(place)).map(FindingId::of);
    if picked.is_some() {
        ctx.send(Command::LookAtFindings(FindingsLook { picked, ..FindingsLook::default() }));
        ctx.send(Command::Show(Screen::Findings));
    }
}

/// Where a place lies on the axis, from 0 to 1.
fn share(width: f32, view: Span, x: f32) -> f64 {
    let scale = patient::scale(view, width);
    f64::from(((x - scale.left) / scale.width).clamp(0.0, 1.0))
}

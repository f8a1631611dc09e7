//! All journeys at once, a row a patient: zoomed, panned, pointed at and opened.
//! The rows are arranged by the workspace and laid out by the scene.

use std::sync::Arc;

use egui::{CursorIcon, Response, Role, Sense, Ui, Vec2, WidgetInfo};

use crate::base::{Precision, Span};
use crate::compute::Axis;
use crate::model::{EventTest, Filter, Group};
use crate::report::words::Worded;
use crate::scene::population::{self, FoundKind, Population, PopulationView, TALLEST_ROW};
use crate::scene::{Hit, Pos, Scene, Words as _};
use crate::ui::arrange::{self, What};
use crate::ui::canvas::{self, ImageCache};
use crate::ui::{Ctx, names, theme, widgets};
use crate::workspace::{Camera, Colours, Command, Journeys, panned, zoomed};

/// What the view keeps from frame to frame.
#[derive(Debug, Default)]
pub struct PopulationState {
    /// The span of the axis that was shown last, for zooming by key.
    pub shown: Option<Span>,
    /// The picture that was shown last, for saving it.
    pub scene: Option<Arc<Scene>>,
    images: ImageCache,
}

/// One notch of a wheel scrolls so many logical pixels in the toolkit's reckoning; it zooms by a fifth.
const NOTCH: f64 = 50.0;

/// Shows all journeys.
pub fn population_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut PopulationState) {
    let (Some(store), Some(journeys)) =
        (ctx.workspace.store().cloned(), ctx.workspace.results().journeys.value().cloned())
    else {
        widgets::nothing(ui, &ctx.texts.t("population-waiting"), ctx.theme);
        return;
    };
    head_ui(ui, ctx, &journeys);
    if journeys.rows.order.is_empty() {
        let key =
            if journeys.selection.patients.is_empty() { "state-nobody" } else { "population-no-anchor" };
        widgets::nothing(ui, &ctx.texts.t(key), ctx.theme);
        return;
    }
    // The picture that is there may still be in the other colours.
    let classes = ctx.workspace.results().picture.keyed().and_then(|(key, _)| key.classes.0.clone());
    let project = Arc::clone(ctx.workspace.project());
    let of = Population {
        store: &store,
        rows: &journeys.rows,
        anchors: &journeys.anchors,
        mask: &journeys.selection.mask,
        found: classes.as_deref(),
        notes: Some(&project.notes),
    };
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::click_and_drag());
    let mut view = view_of(ctx.workspace.camera(), &journeys, rect.size());
    view.density = ui.ctx().pixels_per_point();
    state.shown = Some(view.time);
    if let Some(camera) = moved(ui, &response, &view, &of) {
        ctx.send(Command::Look(camera));
    }
    let found = match ctx.workspace.colours() {
        Colours::Phases => None,
        Colours::Findings => Some(FoundKind::Findings),
        Colours::Gaps => Some(FoundKind::Gaps),
    };
    let palette = match found {
        Some(kind) => kind.inks().into_iter().map(|ink| ctx.theme.rgb(ink)).collect(),
        None => ctx.theme.palette(&store.head().phases),
    };
    ctx.send(Command::Draw(view, palette));

    let picture = ctx.workspace.results().picture.value();
    if let Some(picture) = picture {
        state.images.take_in(ui.ctx(), picture);
    }
    let drawn = picture.map(|picture| &picture.drawn);
    let scene = population::scene(&of, &view, drawn, &Worded(ctx.texts));
    canvas::paint(&ui.painter_at(rect), rect.min, &scene, ctx.theme, &mut state.images);
    response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, &scene.description));
    let scene = Arc::new(scene);
    state.scene = Some(Arc::clone(&scene));
    let Some(pointer) = response.hover_pos() else { return };
    let at = Pos::new(pointer.x - rect.min.x, pointer.y - rect.min.y);
    match scene.hit(at).and_then(|item| item.hit.map(|hit| (hit, item.alt.clone()))) {
        Some((hit @ (Hit::Group(_) | Hit::Phase(_) | Hit::Bin(_)), alt)) => {
            let response = response.on_hover_cursor(CursorIcon::PointingHand);
            if response.clicked() {
                open_mark(ctx, hit, &of);
            }
            if let Some(alt) = alt {
                response.on_hover_text_at_pointer(alt);
            }
        }
        _ => row_ui(ctx, response, &of, &view, at),
    }
}

/// The title, what a row is, and the three choices of arrangement.
fn head_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, journeys: &Journeys) {
    ui.horizontal(|ui| {
        let rows = ctx.texts.count(journeys.rows.order.len() as u64);
        let mut about = ctx.texts.ta("population-rows", &[("n", rows.into())]);
        if journeys.rows.without_anchor > 0 {
            let missing = ctx.texts.count(journeys.rows.without_anchor as u64);
            about.push_str(" · ");
            about.push_str(&ctx.texts.ta("population-without-anchor", &[("n", missing.into())]));
        }
        widgets::heading(ui, &ctx.texts.t("population-title"), &about, ctx.theme);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            // From right to left, so that they read from left to right.
            arrange::colours(ui, ctx);
            for what in [What::Group, What::Sort, What::Align] {
                arrange::drop_down(ui, ctx, what);
            }
        });
    });
}

/// The key of what a choice of colours is called.
pub fn colours_key(colours: Colours) -> &'static str {
    match colours {
        Colours::Phases => "population-by-phase",
        Colours::Findings => "population-by-finding",
        Colours::Gaps => "population-by-gap",
    }
}

/// What the camera shows in a picture of a size.
fn view_of(camera: &Camera, journeys: &Journeys, size: Vec2) -> PopulationView {
    let time = camera.time.unwrap_or(journeys.whole);
    let mut view = PopulationView::whole(size.x, size.y, journeys.anchors.axis, time, &journeys.rows);
    if let Some(row_height) = camera.row_height {
        view.row_height = row_height.max(view.row_height);
    }
    view.scroll = camera.scroll.clamp(0.0, view.most_scroll(&journeys.rows));
    view
}

/// Where the camera goes by what the pointer does: the wheel zooms time, with Ctrl it zooms rows, with Shift it pans
/// time, with Alt it scrolls rows; dragging pans both.
fn moved(ui: &Ui, response: &Response, view: &PopulationView, of: &Population<'_>) -> Option<Camera> {
    let plot = view.frame(of.rows).plot;
    let mut next = *view;
    let drag = response.drag_delta();
    if response.dragged() && drag != Vec2::ZERO {
        next.time = panned(next.time, f64::from(-drag.x / plot.w));
        next.scroll -= f64::from(drag.y);
    }
    if let Some(pointer) = response.hover_pos() {
        let (wheel, zoom, modifiers) = ui.input(|i| (i.smooth_scroll_delta(), i.zoom_delta(), i.modifiers));
        let at = f64::from(((pointer.x - response.rect.min.x - plot.x) / plot.w).clamp(0.0, 1.0));
        let y = f64::from((pointer.y - response.rect.min.y - plot.y).clamp(0.0, plot.h));
        if zoom != 1.0 {
            zoom_rows(&mut next, f64::from(zoom), y);
        } else if modifiers.alt {
            next.scroll -= f64::from(wheel.y);
        } else if wheel.x != 0.0 {
            next.time = panned(next.time, f64::from(-wheel.x / plot.w));
        } else if wheel.y != 0.0 {
            next.time = zoomed(next.time, 0.8f64.powf(f64::from(wheel.y) / NOTCH), at);
        }
    }
    if next == *view {
        return None;
    }
    let mut fitted = *view;
    fitted.fit(of.rows);
    let row_height = (next.row_height > fitted.row_height).then_some(next.row_height);
    let scroll = next.scroll.clamp(0.0, next.most_scroll(of.rows));
    Some(Camera { time: Some(next.time), row_height, scroll })
}

/// Makes rows taller or lower and keeps the one under the pointer where it is.
fn zoom_rows(view: &mut PopulationView, factor: f64, y: f64) {
    let taller = (view.row_height * factor).clamp(1e-6, TALLEST_ROW);
    view.scroll = (view.scroll + y) * taller / view.row_height - y;
    view.row_height = taller;
}

/// Every mark opens its patients: a group and a phase become filters, a bar of the histogram is looked at.
fn open_mark(ctx: &mut Ctx<'_>, hit: Hit, of: &Population<'_>) {
    let head = of.store.head();
    match hit {
        Hit::Phase(phase) => {
            let phases = vec![head.phases[phase.index()].id.clone()];
            ctx.send(Command::AddFilter(Filter::Has(EventTest { phases, ..EventTest::default() })));
        }
        Hit::Bin(span) => {
            let camera = Camera { time: Some(span), ..*ctx.workspace.camera() };
            ctx.send(Command::Look(camera));
        }
        Hit::Group(at) => {
            let Some(group) = of.rows.groups.get(at) else { return };
            let mut patients: Vec<usize> =
                of.rows.order[group.rows.clone()].iter().map(|p| p.index()).collect();
            patients.sort_unstable();
            let keys = patients.into_iter().map(|at| head.keys.text(at)).collect();
            let label = Worded(ctx.texts).group(&group.title, &head.sources);
            ctx.send(Command::AddFilter(Filter::Patients { label, keys }));
            ctx.send(Command::Group(Group::None));
        }
        _ => {}
    }
}

/// Under the pointer is a row: says whose it is and which event is there, and opens it when clicked.
fn row_ui(ctx: &mut Ctx<'_>, response: Response, of: &Population<'_>, view: &PopulationView, at: Pos) {
    let Some((patient, event)) = population::hit(of, view, at.x, at.y) else { return };
    if response.clicked() {
        ctx.send(Command::OpenPatient(patient));
        ctx.send(Command::PickEvent(event));
        return;
    }
    let key = of.store.head().keys.text(patient.index());
    let text = event.map(|event| event_words(ctx, of, event));
    response.on_hover_ui_at_pointer(|ui| {
        ui.label(theme::strong(&key));
        if let Some(text) = &text {
            ui.label(text);
        }
        if let Some(note) = of.notes.and_then(|notes| notes.get(&key)) {
            ui.label(format!("{}: {note}", ctx.texts.t("patient-note")));
        }
        ui.label(theme::muted(ctx.texts.t("population-click"), ctx.theme));
    });
}

/// An event in a line: when, what, and from which source.
fn event_words(ctx: &Ctx<'_>, of: &Population<'_>, at: usize) -> String {
    let event = of.store.events().get(at);
    let head = of.store.head();
    let when = match (of.anchors.axis, of.anchors.of(of.store.patient_of(at))) {
        (Axis::Days, Some(zero)) => ctx.texts.day(event.start.0.saturating_sub(zero)),
        _ => ctx.texts.moment(event.start, event.start_precision.min(Precision::Day), head.clock),
    };
    let code = names::code(head.codes.get(event.code), ctx.texts);
    format!("{when} · {code} · {}", names::source(event.source, of.store))
}

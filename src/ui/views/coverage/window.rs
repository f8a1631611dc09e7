//! The window of the question, brushed on a calendar of events: drawn, moved, and stretched by its ends.
//! What it does to the numbers is the workspace's.

use std::sync::Arc;

use egui::{CursorIcon, RichText, TextEdit, Ui};

use crate::base::time::DAY;
use crate::base::{Clock, Precision, Span, Time};
use crate::compute::Axis;
use crate::compute::coverage::Month;
use crate::model::{Outage, SetUnit};
use crate::report::words::Worded;
use crate::scene::Ink;
use crate::scene::coverage::CoverageHit;
use crate::scene::coverage::brush::{self as picture, Amount, BrushSpec};
use crate::store::Store;
use crate::ui::{Ctx, filter, names, theme, widgets};
use crate::workspace::{Command, QuestionEdit};

use super::chart::{Chart, Same};
use super::grid;

/// The height of the calendar, in logical pixels.
const HEIGHT: f32 = 64.0;
/// The height of the panel.
pub const PANEL: f32 = HEIGHT + grid::HEADING + 10.0;

/// What the calendar follows from: how much there is, the window, and confirmed outages.
type CalendarKey = (Same<Vec<Month>>, Option<Span>, Vec<(Span, String)>);

/// What the calendar keeps from frame to frame.
#[derive(Debug, Default)]
pub struct WindowState {
    chart: Chart<CalendarKey>,
    drag: Option<Drag>,
    fields: Fields,
}

/// The two ends of the window as they are typed.
#[derive(Debug, Default)]
struct Fields {
    text: [String; 2],
    /// The window that they were filled from.
    of: Option<Span>,
    /// The key of what is wrong with them.
    wrong: Option<&'static str>,
}

/// What is dragged, and where the window was before.
#[derive(Clone, Copy, Debug)]
enum Drag {
    /// A new window, from a moment on.
    New(i64),
    /// The beginning; the end stays.
    From(i64),
    /// The end; the beginning stays.
    To(i64),
    /// All of it, by the moment it was taken at.
    Whole(Span, i64),
}

impl Drag {
    fn of(hit: CoverageHit, window: Option<Span>, at: i64) -> Option<Self> {
        Some(match (hit, window) {
            (CoverageHit::BrushFrom, Some(window)) => Self::From(window.to.0),
            (CoverageHit::BrushTo, Some(window)) => Self::To(window.from.0),
            (CoverageHit::BrushSpan, Some(window)) => Self::Whole(window, at),
            (CoverageHit::BrushAxis | CoverageHit::BrushSpan, _) => Self::New(at),
            _ => return None,
        })
    }

    /// The window when the pointer is at a moment: whole days, at least one.
    fn to(self, at: i64) -> Span {
        let (from, to) = match self {
            Self::New(from) | Self::To(from) => (from.min(at), from.max(at)),
            Self::From(to) => (to.min(at), to.max(at)),
            Self::Whole(window, grabbed) => (window.from.0 + at - grabbed, window.to.0 + at - grabbed),
        };
        let from = (from as f64 / DAY as f64).round() as i64;
        let to = (to as f64 / DAY as f64).round() as i64;
        Span { from: Time::from_days(from), to: Time::from_days(to.max(from + 1)) }
    }
}

/// Shows the calendar with the window.
pub fn window_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut WindowState, store: &Store) {
    let Some(months) = ctx.workspace.results().coverage.months.value().cloned() else { return };
    let window = ctx.workspace.question().window;
    head(ui, ctx, store, window, &mut state.fields);
    let (Some(first), Some(last)) = (months.first(), months.last()) else {
        ui.label(theme::muted(ctx.texts.t("coverage-no-dates"), ctx.theme));
        return;
    };
    let axis = if store.head().clock == Clock::Calendar { Axis::Calendar } else { Axis::Days };
    let view = Span { from: first.span.from, to: last.span.to };
    // An open end lies at the edge of the calendar.
    let window = window.and_then(|window| window.intersection(view));
    let outages = outages(ctx, store);
    let (unit, out) = (SetUnit::Patients, outages.as_slice());
    let spec = |width: f32, height: f32| BrushSpec { width, height, view, axis, window, unit, outages: out };
    let scale = picture::scale(&spec(ui.available_width().floor(), HEIGHT));
    let key = (Same(Arc::clone(&months)), window, outages.clone());
    let shown = state.chart.show(ui, ctx, HEIGHT, key, |width, height| {
        let amounts: Vec<Amount> =
            months.iter().map(|month| Amount { span: month.span, weight: month.events as f64 }).collect();
        picture::scene(&amounts, &spec(width, height), &Worded(ctx.texts))
    });
    let time_at = |at: egui::Pos2| scale.time(shown.place(at).x.clamp(scale.left, scale.right()));
    if shown.response.drag_started()
        && let (Some(hit), Some(at)) = (shown.pressed(ui), ui.input(|input| input.pointer.press_origin()))
    {
        state.drag = Drag::of(hit, window, time_at(at));
    }
    if let (Some(drag), Some(at)) = (state.drag, shown.response.interact_pointer_pos()) {
        let window = drag.to(time_at(at));
        ctx.send(Command::Question(QuestionEdit::Window(Some(window))));
    }
    if shown.response.drag_stopped() || !ui.input(|input| input.pointer.any_down()) {
        state.drag = None;
    }
    if shown.response.double_clicked() {
        ctx.send(Command::Question(QuestionEdit::Window(None)));
    }
    let cursor = match shown.hit() {
        Some(CoverageHit::BrushFrom | CoverageHit::BrushTo) => CursorIcon::ResizeHorizontal,
        Some(CoverageHit::BrushSpan) if window.is_some() => CursorIcon::Grab,
        _ => CursorIcon::Crosshair,
    };
    shown.say(cursor);
}

/// Confirmed outages with what each is called, where there is a calendar.
fn outages(ctx: &Ctx<'_>, store: &Store) -> Vec<(Span, String)> {
    let all = ctx.workspace.outages().iter().filter(|_| store.head().clock == Clock::Calendar);
    let name = |outage: &Outage| {
        let when = ctx.texts.dates(outage.span(), Precision::Day);
        let source = names::source_by_id(&outage.source, store);
        let place = [Some(source), outage.site.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        ctx.texts.ta("outage-named", &[("place", place.into()), ("when", when.into())])
    };
    all.map(|outage| (outage.span(), name(outage))).collect()
}

/// The title, the window in words, the way back to all of time, and the two ends to be typed.
fn head(ui: &mut Ui, ctx: &mut Ctx<'_>, store: &Store, window: Option<Span>, fields: &mut Fields) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        ui.label(theme::title(ctx.texts.t("coverage-window")));
        fields.ui(ui, ctx, store, window);
        let Some(window) = window else {
            ui.label(theme::muted(ctx.texts.t("coverage-window-about"), ctx.theme));
            return;
        };
        ui.label(theme::strong(filter::words::period_words(window, store, ctx.texts)));
        if widgets::link(ui, &ctx.texts.t("coverage-window-all"), ctx.theme).clicked() {
            ctx.send(Command::Question(QuestionEdit::Window(None)));
        }
    });
    ui.add_space(4.0);
}

impl Fields {
    /// Two fields; what is typed becomes the window when the keyboard leaves them.
    fn ui(&mut self, ui: &mut Ui, ctx: &mut Ctx<'_>, store: &Store, window: Option<Span>) {
        let clock = store.head().clock;
        if self.of != window {
            self.of = window;
            self.text = window.map(|window| filter::written(window, clock)).unwrap_or_default();
            self.wrong = None;
        }
        let hint = ctx.texts.t(if clock == Clock::Calendar { "filter-date-hint" } else { "filter-day-hint" });
        let mut left = false;
        for (key, text) in ["coverage-window-from", "coverage-window-to"].into_iter().zip(&mut self.text) {
            let field = TextEdit::singleline(text).hint_text(hint.clone()).desired_width(100.0);
            let response = ui.add(field).accessible_name(ctx.texts.t(key));
            left |= response.lost_focus();
        }
        if left {
            match filter::typed(&self.text, clock) {
                Ok(typed) => {
                    self.wrong = None;
                    if typed != window {
                        ctx.send(Command::Question(QuestionEdit::Window(typed)));
                    }
                }
                Err(key) => self.wrong = Some(key),
            }
        }
        if let Some(key) = self.wrong {
            let words = RichText::new(ctx.texts.t(key)).size(theme::SMALL).color(ctx.colour(Ink::Error));
            ui.label(words);
        }
    }
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn a_window_is_whole_days_and_never_empty() {
        let window = Drag::New(10 * DAY).to(10 * DAY + 5);
        assert_eq!((window.from.days(), window.to.days()), (10, 11));
        let window = Drag::New(10 * DAY).to(4 * DAY);
        assert_eq!((window.from.days(), window.to.days()), (4, 10));
        let whole = Span { from: Time::from_days(3), to: Time::from_days(8) };
        let moved = Drag::Whole(whole, 5 * DAY).to(7 * DAY);
        assert_eq!((moved.from.days(), moved.to.days()), (5, 10));
    }
}

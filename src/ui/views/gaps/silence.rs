//! Silences: when nothing recorded is one, and how many patients each number of days flags; under it how long it takes
//! from phase to phase. While days are dragged nothing is looked for again: the longest silences are known.

use std::sync::Arc;

use egui::{CursorIcon, Ui, vec2};

use crate::model::gap::{SilenceBy, SilenceSpec, Threshold};
use crate::report::gaps::Flagged;
use crate::report::words::Worded;
use crate::scene::gaps::flagged::{self, FlaggedSpec, Line};
use crate::scene::gaps::{Chart as Kind, GapsHit};
use crate::ui::views::coverage::chart::{Chart, Same};
use crate::ui::views::coverage::grid;
use crate::ui::views::coverage::menu::Wanted;
use crate::ui::views::findings::{Chosen, choice};
use crate::ui::{Ctx, widgets};
use crate::workspace::{GapsPick, Workspace, least_of, with_least};

use super::ask::{self, Moved};
use super::{GapsState, waiting};

/// The height of the curve, in logical pixels.
const CURVE: f32 = 118.0;
/// The most days that a silence is asked to last.
const MOST: u32 = 3653;
/// The quantile that a rhythm is judged by at first, in thousandths.
const USUAL: u16 = 950;

/// What the page keeps from frame to frame.
#[derive(Debug, Default)]
pub struct SilenceState {
    /// Where the days stand while they are dragged.
    pub(super) draft: Option<u32>,
    chart: Chart<(Same<Vec<u32>>, u32), GapsHit>,
}

/// How a silence is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Days,
    Cohort,
    Own,
}

impl Way {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Days, "gaps-by-days"), (Self::Cohort, "gaps-by-cohort"), (Self::Own, "gaps-by-own")];

    fn of(threshold: Threshold) -> Self {
        match threshold {
            Threshold::Days(_) => Self::Days,
            Threshold::Cohort { .. } => Self::Cohort,
            Threshold::Own { .. } => Self::Own,
        }
    }
}

/// Shows the page.
pub fn silence_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut GapsState) {
    let Some(asked) = ctx.workspace.gap_spec().silence else {
        if ask::not_asked_ui(ui, ctx, "gaps-silence-off", "gaps-silence-on") {
            ask::ask(ctx, false, |spec| spec.silence = Some(SilenceSpec::default()));
        }
        return;
    };
    asked_ui(ui, ctx, state, &asked);
    ui.add_space(6.0);
    curve_ui(ui, ctx, state, &asked);
    ui.add_space(6.0);
    waiting::waiting_ui(ui, ctx, state, least_of(asked.threshold));
}

/// What makes a silence.
fn asked_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut GapsState, asked: &SilenceSpec) {
    let mut new = asked.clone();
    let least = least_of(asked.threshold);
    let ways = Way::ALL.map(|(way, key)| (way, ctx.texts.t(key)));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
        let way = Way::of(asked.threshold);
        if let Some(Chosen(Some(wanted))) = choice(ui, ctx, ("gaps-longer-than", None), Some(&way), &ways) {
            new.threshold = match wanted {
                Way::Days => Threshold::Days(least),
                Way::Cohort => Threshold::Cohort { per_mille: USUAL, least },
                Way::Own => Threshold::Own { per_mille: USUAL, least },
            };
        }
        if let Threshold::Cohort { per_mille, .. } | Threshold::Own { per_mille, .. } = asked.threshold {
            let percent = u32::from(per_mille / 10);
            if let Some(Moved::Set(percent)) = ask::number_ui(ui, ctx, "gaps-percentile", percent, 1..=100) {
                let per_mille = percent as u16 * 10;
                new.threshold = match way {
                    Way::Own => Threshold::Own { per_mille, least },
                    _ => Threshold::Cohort { per_mille, least },
                };
            }
        }
        match ask::number_ui(ui, ctx, "gaps-least-days", least, 0..=MOST) {
            Some(Moved::Dragged(days)) => state.silence.draft = Some(days),
            Some(Moved::Set(days)) => {
                state.silence.draft = None;
                new.threshold = with_least(asked.threshold, days);
            }
            None => {}
        }
        let witnesses = u32::from(asked.least_watching);
        if let Some(Moved::Set(n)) = ask::number_ui(ui, ctx, "gaps-witnesses", witnesses, 1..=9) {
            new.least_watching = n as u8;
        }
        let by_source = asked.by == SilenceBy::Source;
        if let Some(on) = ask::switch_ui(ui, ctx, "gaps-each-source", by_source) {
            new.by = if on { SilenceBy::Source } else { SilenceBy::Journey };
        }
        if let Some(on) = ask::switch_ui(ui, ctx, "gaps-to-end", asked.to_end) {
            new.to_end = on;
        }
        if widgets::link(ui, &ctx.texts.t("gaps-silence-stop"), ctx.theme).clicked() {
            ask::ask(ctx, false, |spec| spec.silence = None);
        }
    });
    if new != *asked {
        ask::ask(ctx, false, |spec| spec.silence = Some(new));
    }
}

/// The last day in sight of the curve, and the days that a silence lasts unless somebody changes them.
fn range(longest: &[u32], value: u32) -> (u32, u32) {
    // What hardly anybody is silent for is not worth the room.
    let rare = longest.get(longest.len() / 20).copied().unwrap_or(0);
    let default = least_of(SilenceSpec::default().threshold);
    let last = rare.saturating_add(rare / 4).max(default * 2).max(value.saturating_add(value / 4)).min(MOST);
    (last, default)
}

/// The curve that is shown, for saving it.
pub fn shown(workspace: &Workspace) -> Option<Flagged> {
    let asked = workspace.gap_spec().silence?;
    let (longest, value) = (workspace.gaps().silences.value()?, least_of(asked.threshold));
    let (last, default) = range(longest, value);
    Some(Flagged { lines: vec![(None, longest.to_vec())], chosen: 0, last, default, value })
}

fn curve_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut GapsState, asked: &SilenceSpec) {
    let title = ctx.texts.t("gaps-chart-silences");
    let there = ctx.workspace.gaps().silences.seen();
    let there = there.map(|seen| (Arc::clone(seen.value), seen.outdated));
    if grid::savable(ui, ctx, &title, &ctx.texts.t("gaps-drag"), there.is_some()) {
        state.saving = Some(Kind::Silences);
    }
    let Some((longest, outdated)) = there else {
        ui.allocate_ui(vec2(ui.available_width(), CURVE), |ui| {
            widgets::nothing(ui, &ctx.texts.t("state-looking"), ctx.theme);
        });
        return;
    };
    let now = state.silence.draft.unwrap_or(least_of(asked.threshold));
    let (last, default) = range(&longest, least_of(asked.threshold));
    let lines = [Line { model: None, longest: &longest }];
    let spec = |width, height| FlaggedSpec {
        width,
        height,
        chart: Kind::Silences,
        lines: &lines,
        chosen: 0,
        last,
        default,
        value: now,
    };
    let opacity = if outdated { 0.6 } else { 1.0 };
    let shown = ui
        .scope(|ui| {
            ui.multiply_opacity(opacity);
            let key = (Same(Arc::clone(&longest)), now);
            state.silence.chart.show(ui, ctx, CURVE, key, |width, height| {
                flagged::scene(&spec(width, height), &Worded(ctx.texts))
            })
        })
        .inner;
    let width = shown.scene.width;
    let at = shown.response.interact_pointer_pos().map(|at| shown.place(at).x);
    if let Some(x) = at.filter(|_| shown.response.dragged()) {
        state.silence.draft = Some(flagged::days_at(&spec(width, CURVE), x));
    } else if shown.response.drag_stopped() {
        if let Some(days) = state.silence.draft.take() {
            set(ctx, asked, days);
        }
    } else if let Some(GapsHit::Limit(days)) = shown.clicked() {
        state.menu = shown.menu(Wanted::Gaps(GapsPick::Silent(days)));
    }
    shown.say(CursorIcon::ResizeHorizontal);
}

/// Sets the least days of a silence.
pub fn set(ctx: &mut Ctx<'_>, asked: &SilenceSpec, days: u32) {
    let threshold = with_least(asked.threshold, days);
    ask::ask(ctx, false, |spec| spec.silence = Some(SilenceSpec { threshold, ..asked.clone() }));
}

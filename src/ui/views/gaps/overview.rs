//! All gaps by kind and by source, each cut by why they are there. A part of a bar narrows the list and offers its
//! patients. It counts nothing itself.

use std::sync::Arc;

use egui::{CursorIcon, ScrollArea, Ui};

use crate::base::SourceId;
use crate::compute::gaps::Gaps;
use crate::report::words::Worded;
use crate::scene::gaps::bars::{self as scene, BarsSpec};
use crate::scene::gaps::{Chart as Kind, GapsHit};
use crate::ui::views::coverage::chart::{Chart, Same, Shown};
use crate::ui::views::coverage::grid;
use crate::ui::views::coverage::menu::Wanted;
use crate::ui::{Ctx, theme, widgets};
use crate::workspace::{Command, GapsLook, GapsPick, SourceTally, WatchedBy};

use super::{GapsState, bars};

/// What the page keeps from frame to frame.
#[derive(Debug, Default)]
pub struct OverviewState {
    kinds: Chart<(Same<Gaps>, Option<GapsHit>), GapsHit>,
    sources: Chart<(Same<Vec<SourceTally>>, Option<GapsHit>), GapsHit>,
    hover: Option<GapsHit>,
    /// How many patients have a gap, once that is counted.
    anybody: Option<(Same<Gaps>, usize)>,
}

/// Shows the page.
pub fn overview_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut GapsState) {
    let results = ctx.workspace.gaps();
    let Some(seen) = results.found.seen() else {
        widgets::nothing(ui, &ctx.texts.t("state-looking"), ctx.theme);
        return;
    };
    let (found, outdated) = (Arc::clone(seen.value), seen.outdated);
    let tallies = results.by_source.value().cloned();
    if outdated {
        ui.multiply_opacity(0.6);
    }
    ScrollArea::vertical().id_salt("gaps-overview").auto_shrink(false).show(ui, |ui| {
        kinds_ui(ui, ctx, state, &found);
        ui.add_space(14.0);
        if let Some(tallies) = tallies {
            sources_ui(ui, ctx, state, &tallies);
        }
    });
}

fn kinds_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut GapsState, found: &Arc<Gaps>) {
    let same = Same(Arc::clone(found));
    let known = state.overview.anybody.take().filter(|(of, _)| *of == same).map(|(_, n)| n);
    let anybody = known.unwrap_or_else(|| found.anybody().len());
    state.overview.anybody = Some((same, anybody));
    let whom = [("n", anybody.into()), ("of", found.ids.len().into())];
    let about = ctx.texts.ta("cli-gaps-patients", &whom);
    if grid::savable(ui, ctx, &ctx.texts.t("gaps-chart-kinds"), &about, true) {
        state.saving = Some(Kind::Kinds);
    }
    let hover = state.overview.hover;
    let shown = state.overview.kinds.show(ui, ctx, 40.0, (Same(Arc::clone(found)), hover), |width, _| {
        let all = bars::kinds(found, ctx.texts);
        scene::scene(&BarsSpec { width, chart: Kind::Kinds, bars: &all, hover }, &Worded(ctx.texts))
    });
    if shown.response.hovered() || shown.response.has_focus() {
        state.overview.hover = shown.hit();
    }
    clicked(ctx, state, shown);
    if found.left_out > 0 {
        let said = ctx.texts.ta("gaps-left-out", &[("n", found.left_out.into())]);
        ui.label(theme::muted(said, ctx.theme));
    }
}

fn sources_ui(ui: &mut Ui, ctx: &mut Ctx<'_>, state: &mut GapsState, tallies: &Arc<Vec<SourceTally>>) {
    let Some(store) = ctx.workspace.store().cloned() else { return };
    let about = ctx.texts.t("gaps-sources-about");
    if grid::savable(ui, ctx, &ctx.texts.t("gaps-chart-sources"), &about, true) {
        state.saving = Some(Kind::Sources);
    }
    let hover = state.overview.hover;
    let shown = state.overview.sources.show(ui, ctx, 40.0, (Same(Arc::clone(tallies)), hover), |width, _| {
        let all = bars::sources(&store, tallies);
        scene::scene(&BarsSpec { width, chart: Kind::Sources, bars: &all, hover }, &Worded(ctx.texts))
    });
    if shown.response.hovered() || shown.response.has_focus() {
        state.overview.hover = shown.hit();
    }
    clicked(ctx, state, shown);
}

/// Lists the gaps of the mark that was clicked, and offers their patients.
fn clicked(ctx: &mut Ctx<'_>, state: &mut GapsState, shown: Shown<GapsHit>) {
    if let Some(hit) = shown.clicked() {
        let look = ctx.workspace.gaps_look().widened();
        let by = |at: usize, known| Some(WatchedBy { source: SourceId(at as u16), known });
        let (look, pick) = match hit {
            GapsHit::Kind(kind) => (GapsLook { kind: Some(kind), ..look }, None),
            GapsHit::Cell(kind, why) => {
                (GapsLook { kind: Some(kind), why: Some(why), ..look }, Some(GapsPick::Cell(kind, why)))
            }
            GapsHit::Source(at) => (GapsLook { source: by(at, true), ..look }, None),
            GapsHit::Watched(at, why) => {
                let pick = GapsPick::Watched(SourceId(at as u16), why);
                (GapsLook { source: by(at, true), why: Some(why), ..look }, Some(pick))
            }
            GapsHit::NotSaid(at) => {
                (GapsLook { source: by(at, false), ..look }, Some(GapsPick::Unknown(SourceId(at as u16))))
            }
            GapsHit::Why(why) => (GapsLook { why: Some(why), ..look }, None),
            _ => (look, None),
        };
        ctx.send(Command::LookAtGaps(look));
        if let Some(pick) = pick {
            state.menu = shown.menu(Wanted::Gaps(pick));
        }
    }
    shown.say(CursorIcon::PointingHand);
}

//! The charts of the coverage screen as something that can be saved: the picture with its caption, and its table.
//! It lays nothing out itself and writes nothing.

use std::sync::Arc;

use crate::i18n::Texts;
use crate::report::coverage::words::title_key;
use crate::report::coverage::{Caption, Figures, Look, captioned, csv, scene};
use crate::scene::Theme;
use crate::scene::coverage::Chart;
use crate::ui::caption::of_whom;
use crate::ui::export::Offer;
use crate::workspace::Workspace;

use super::{CoverageState, before};

/// The size of a saved chart, in logical pixels.
const SIZE: (f32, f32) = (1000.0, 620.0);

/// The chart that was asked for, or the set plot; nothing before it has been counted.
pub fn offer(state: &CoverageState, workspace: &Workspace, theme: &Theme, texts: &Texts) -> Option<Offer> {
    let chart = state.saving.unwrap_or(Chart::Sets);
    let store = workspace.store();
    let results = &workspace.results().coverage;
    let combined = results.combined.value();
    let lost = results.lost.value();
    let look = workspace.coverage_look();
    let question = workspace.question();
    let counted = workspace.counts().and_then(|counts| counts.said.as_ref().ok());
    let combinations = counted.map(|before| (before::combinations(before), before.population));
    let figures = Figures {
        sources: store.map_or(&[], |store| &store.head().sources),
        patterns: combined.map(|combined| &*combined.patterns),
        bars: results.bars.value().map(|bars| &**bars),
        mode: look.mode,
        unit: look.unit,
        drop_off: combined.map(|combined| &combined.drop_off),
        drift: lost.map(|lost| &lost.drift),
        heat: lost.and_then(|lost| lost.heats.get(state.lost.attribute)),
        funnel: combined.map(|combined| (&*combined.funnel, &question.denominator)),
        flow: results.linked.value().map(|linked| &linked.flow),
        estimates: combinations.as_ref().map(|(combinations, all)| (combinations.as_slice(), *all)),
    };
    let picture = scene(chart, &figures, &Look { width: SIZE.0, height: SIZE.1, theme, texts })?;
    let caption = caption(chart, workspace, texts);
    let table = csv(chart, &figures, texts);
    Some(Offer { name: chart.id().to_owned(), scene: Arc::new(captioned(&picture, &caption)), table })
}

/// What stands over and under a chart.
fn caption(chart: Chart, workspace: &Workspace, texts: &Texts) -> Caption {
    let title = texts.t(title_key(chart));
    let of_nobody = || Caption { title: title.clone(), ..Caption::default() };
    if chart == Chart::Estimate {
        return of_nobody();
    }
    of_whom(title.clone(), workspace, texts).unwrap_or_else(of_nobody)
}

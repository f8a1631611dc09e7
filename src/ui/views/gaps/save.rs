//! The charts of the gaps screen as something that can be saved: the picture with its caption, and its table.
//! It lays nothing out itself and writes nothing.

use std::sync::Arc;

use crate::compute::gaps::say;
use crate::i18n::Texts;
use crate::report::coverage::{Caption, Look, captioned};
use crate::report::gaps::words::title_key;
use crate::report::gaps::{Figures, csv, scene};
use crate::scene::Theme;
use crate::scene::gaps::Chart;
use crate::ui::caption::of_whom;
use crate::ui::export::Offer;
use crate::workspace::{GapsPage, Workspace, least_of};

use super::{GapsState, bars, follow_up, silence, supply, waiting, words};

/// The width of a saved chart, in logical pixels.
const WIDTH: f32 = 900.0;

/// The charts of a page, the first one first.
fn charts(page: GapsPage) -> &'static [Chart] {
    match page {
        GapsPage::Overview => &[Chart::Kinds, Chart::Sources],
        GapsPage::Silence => &[Chart::Waiting, Chart::Silences],
        GapsPage::Supply => &[Chart::Grace, Chart::Supply],
        GapsPage::FollowUp => &[Chart::Visits],
        GapsPage::Path | GapsPage::Outages => &[Chart::Kinds],
    }
}

/// The chart that was asked for, or the first one of the page; nothing before anything was found.
pub fn offer(state: &GapsState, workspace: &Workspace, theme: &Theme, texts: &Texts) -> Option<Offer> {
    let there = charts(workspace.gaps_look().page);
    let chart = state.saving.filter(|chart| there.contains(chart)).or(there.first().copied())?;
    let (figures, about) = figures(chart, workspace, texts)?;
    let picture = scene(chart, &figures, &Look { width: WIDTH, height: 300.0, theme, texts })?;
    let caption = caption(chart, &about, workspace, texts)?;
    let table = csv(chart, &figures);
    Some(Offer { name: chart.id().to_owned(), scene: Arc::new(captioned(&picture, &caption)), table })
}

/// What a chart is made of, and what it is about.
fn figures(chart: Chart, workspace: &Workspace, texts: &Texts) -> Option<(Figures, String)> {
    let (results, spec, store) = (workspace.gaps(), workspace.gap_spec(), workspace.store()?);
    let days = |days: u32| texts.ta("findings-days", &[("n", texts.count(u64::from(days)).into())]);
    let mut of = Figures::default();
    let about = match chart {
        Chart::Kinds => {
            of.kinds = bars::kinds(results.found.value()?, texts);
            String::new()
        }
        Chart::Sources => {
            of.sources = bars::sources(store, results.by_source.value()?);
            String::new()
        }
        Chart::Waiting => {
            let times = waiting::shown(workspace, texts)?;
            let about = words::between(&times.from, &times.to, texts);
            of.times = Some(times);
            about
        }
        Chart::Silences => {
            of.silences = silence::shown(workspace);
            days(least_of(spec.silence?.threshold))
        }
        Chart::Grace => {
            of.grace = supply::shown(workspace);
            let asked = spec.dispensing?;
            format!("{} · {}", texts.say(&say::model(asked.model)), days(asked.grace))
        }
        Chart::Supply => {
            let asked = spec.dispensing?;
            of.supply = Some((supply::bars(results.found.value()?, asked.grace), asked.model));
            days(asked.grace)
        }
        Chart::Visits => {
            of.visits = follow_up::bars(results.found.value()?, texts);
            spec.schedules.iter().map(|schedule| schedule.title.as_str()).collect::<Vec<_>>().join(", ")
        }
    };
    Some((of, about))
}

/// What stands over and under a chart.
fn caption(chart: Chart, about: &str, workspace: &Workspace, texts: &Texts) -> Option<Caption> {
    let title = texts.t(title_key(chart));
    let title = if about.is_empty() { title } else { format!("{title} · {about}") };
    of_whom(title, workspace, texts)
}

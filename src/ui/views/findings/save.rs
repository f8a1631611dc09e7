//! The charts of the findings screen as something that can be saved: the picture with its caption, and its table.
//! It lays nothing out itself and writes nothing.

use std::sync::Arc;

use crate::i18n::Texts;
use crate::report::coverage::{Caption, Look, captioned};
use crate::report::findings::words::title_key;
use crate::report::findings::{Figures, csv, scene};
use crate::scene::Theme;
use crate::scene::findings::Chart;
use crate::ui::caption::of_whom;
use crate::ui::export::Offer;
use crate::workspace::{FindingId, Workspace};

use super::card::Subject;
use super::{FindingsState, context, rules, threshold};

/// The width of a saved chart, in logical pixels.
const WIDTH: f32 = 900.0;

/// The chart that was asked for, or what each rule says; nothing before anything was judged.
pub fn offer(state: &FindingsState, workspace: &Workspace, theme: &Theme, texts: &Texts) -> Option<Offer> {
    let chart = state.saving.unwrap_or(Chart::Tallies);
    let (figures, about) = figures(chart, workspace, texts)?;
    let picture = scene(chart, &figures, &Look { width: WIDTH, height: 300.0, theme, texts })?;
    let caption = caption(chart, &about, workspace, texts)?;
    let table = csv(chart, &figures);
    Some(Offer { name: chart.id().to_owned(), scene: Arc::new(captioned(&picture, &caption)), table })
}

/// What a chart is made of, and what it is about.
fn figures(chart: Chart, workspace: &Workspace, texts: &Texts) -> Option<(Figures, String)> {
    let results = &workspace.results().findings;
    let (rulebook, checked) = (results.rulebook.value()?, results.checked.value()?);
    let pack = rulebook.pack();
    let mut figures = Figures::default();
    if chart == Chart::Tallies {
        figures.tallies = rules::all_tallies(rulebook, checked, texts.lang().code());
        return Some((figures, format!("{} {}", pack.id, pack.version)));
    }
    if chart == Chart::Curve {
        let (threshold, id) = threshold::shown(workspace)?;
        figures.threshold = Some(threshold);
        return Some((figures, id));
    }
    let (checked, finding) = workspace.picked_finding()?;
    let rule = pack.rules.get(usize::from(finding.rule))?;
    let of = Subject { store: workspace.store()?, pack, checked, finding, rule };
    let (_, card) = results.card.keyed().filter(|((_, id), _)| *id == FindingId::of(finding))?;
    let card = card.as_ref().as_ref()?;
    if chart == Chart::Intervals {
        let intervals = context::intervals_of(&of, card)?;
        let about = intervals.agent.clone();
        figures.intervals = Some(intervals);
        return Some((figures, about));
    }
    let (days, found) = context::days_of(of.store, card, finding);
    figures.labs = Some((context::lab_tracks(of.store, card, texts), days, found));
    Some((figures, rule.id.clone()))
}

/// What stands over and under a chart.
fn caption(chart: Chart, about: &str, workspace: &Workspace, texts: &Texts) -> Option<Caption> {
    let whole = of_whom(format!("{} · {about}", texts.t(title_key(chart))), workspace, texts)?;
    Some(match chart {
        // One journey, not a group: no head-count, and no filter made it.
        Chart::Labs => Caption { heads: String::new(), chain: Vec::new(), ..whole },
        _ => whole,
    })
}

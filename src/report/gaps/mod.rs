//! The charts of the gaps screen as files: SVG, PNG and CSV of the same results.
//! It computes nothing and writes no file; a chart whose result is not there is refused.

mod table;
#[cfg(test)]
mod test;
pub mod words;

use crate::compute::gaps::times::Transition;
use crate::model::gap::SupplyModel;
use crate::scene::Scene;
use crate::scene::gaps::bars::{Bar, BarsSpec};
use crate::scene::gaps::flagged::{FlaggedSpec, Line};
use crate::scene::gaps::steps::{StepBar, StepsSpec};
use crate::scene::gaps::supply::{ModelBar, SupplySpec};
use crate::scene::gaps::waiting::WaitingSpec;
use crate::scene::gaps::{bars, flagged, steps, supply, waiting};

use super::ReportError;
use super::coverage::{Caption, Format, Look};
use super::export::exported;
use super::words::Worded;

pub use crate::scene::gaps::Chart;

/// The height of a saved chart of times, in logical pixels.
const TALL: f32 = 420.0;
/// The height of a saved curve, in logical pixels.
const HEIGHT: f32 = 260.0;

/// Times from one phase to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Times {
    /// What the one phase is called.
    pub from: String,
    /// What the other is called.
    pub to: String,
    /// The times.
    pub times: Transition,
    /// Where the threshold stands, in days.
    pub threshold: Option<u32>,
}

/// What a number of days flags.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flagged {
    /// By line: the model of supply, where there is one for each, and the longest of each patient, in days, descending.
    pub lines: Vec<(Option<SupplyModel>, Vec<u32>)>,
    /// The line that counts, by its place.
    pub chosen: usize,
    /// The last day in sight.
    pub last: u32,
    /// The days unless somebody changes them.
    pub default: u32,
    /// Where they stand.
    pub value: u32,
}

/// The results that charts are made of; those of charts nobody wants may be missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// Gaps by kind.
    pub kinds: Vec<Bar>,
    /// Gaps by source.
    pub sources: Vec<Bar>,
    /// Times between phases.
    pub times: Option<Times>,
    /// What a least silence flags.
    pub silences: Option<Flagged>,
    /// What days of grace flag.
    pub grace: Option<Flagged>,
    /// The models of supply, and the one that counts.
    pub supply: Option<(Vec<ModelBar>, SupplyModel)>,
    /// Visits of follow-up schedules.
    pub visits: Vec<StepBar>,
}

/// A chart as a picture, the same as on screen; `None` where its result is missing.
pub fn scene(chart: Chart, of: &Figures, look: &Look) -> Option<Scene> {
    let (words, width) = (&Worded(look.texts), look.width);
    let rows = |bars: &[Bar]| {
        let spec = BarsSpec { width, chart, bars, hover: None };
        (!bars.is_empty()).then(|| bars::scene(&spec, words))
    };
    match chart {
        Chart::Kinds => rows(&of.kinds),
        Chart::Sources => rows(&of.sources),
        Chart::Waiting => {
            let Times { from, to, times, threshold } = of.times.as_ref()?;
            let spec = WaitingSpec {
                width,
                height: TALL,
                from,
                to,
                times,
                threshold: *threshold,
                stood: *threshold,
            };
            Some(waiting::scene(&spec, words))
        }
        Chart::Silences => Some(curve(chart, of.silences.as_ref()?, look)),
        Chart::Grace => Some(curve(chart, of.grace.as_ref()?, look)),
        Chart::Supply => {
            let (models, chosen) = of.supply.as_ref()?;
            Some(supply::scene(&SupplySpec { width, models, chosen: *chosen, hover: None }, words))
        }
        Chart::Visits if of.visits.is_empty() => None,
        Chart::Visits => Some(steps::scene(&StepsSpec { width, steps: &of.visits, hover: None }, words)),
    }
}

fn curve(chart: Chart, of: &Flagged, look: &Look) -> Scene {
    let lines: Vec<Line> = of.lines.iter().map(|(model, longest)| Line { model: *model, longest }).collect();
    let Flagged { chosen, last, default, value, .. } = *of;
    let (width, height) = (look.width, HEIGHT);
    let spec = FlaggedSpec { width, height, chart, lines: &lines, chosen, last, default, value };
    flagged::scene(&spec, &Worded(look.texts))
}

/// A chart's numbers; `None` where its result is missing.
pub fn csv(chart: Chart, of: &Figures) -> Option<String> {
    match chart {
        Chart::Kinds => (!of.kinds.is_empty()).then(|| table::bars(&of.kinds, "kind")),
        Chart::Sources => (!of.sources.is_empty()).then(|| table::bars(&of.sources, "source")),
        Chart::Waiting => of.times.as_ref().map(table::times),
        Chart::Silences => of.silences.as_ref().map(table::flagged),
        Chart::Grace => of.grace.as_ref().map(table::flagged),
        Chart::Supply => of.supply.as_ref().map(|(models, _)| table::supply(models)),
        Chart::Visits => (!of.visits.is_empty()).then(|| table::visits(&of.visits)),
    }
}

/// A chart as the bytes of a file, with its caption; the caption of a table is not in it.
pub fn export(
    chart: Chart,
    format: Format,
    of: &Figures,
    caption: &Caption,
    look: &Look,
) -> Result<Vec<u8>, ReportError> {
    exported(format, (|| scene(chart, of, look), || csv(chart, of)), caption, look.theme)
}

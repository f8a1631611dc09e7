//! The charts of the findings screen as files: SVG, PNG and CSV of the same results.
//! It computes nothing and writes no file; a chart whose result is not there is refused.

mod table;
#[cfg(test)]
mod test;
pub mod words;

use crate::model::rule::Unit;
use crate::scene::Scene;
use crate::scene::findings::curve::CurveSpec;
use crate::scene::findings::intervals::IntervalsSpec;
use crate::scene::findings::labs::{LabTrack, LabsSpec};
use crate::scene::findings::tallies::{TalliesSpec, Tally};
use crate::scene::findings::{curve, intervals, labs, tallies};

use super::ReportError;
use super::coverage::{Caption, Format, Look};
use super::export::exported;
use super::words::Worded;

pub use crate::scene::findings::Chart;

/// The height of a saved chart of one rule or agent, in logical pixels.
const HEIGHT: f32 = 260.0;

/// What a threshold flags.
#[derive(Clone, Debug, PartialEq)]
pub struct Threshold {
    /// Values, ascending, each with the patients that it flags.
    pub points: Vec<(f64, usize)>,
    /// What it counts.
    pub unit: Unit,
    /// The value it has unless somebody changes it.
    pub default: f64,
    /// The value it stands at, and the patients that this flags.
    pub value: (f64, usize),
}

/// How far apart an agent is given at a site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Intervals {
    /// The agent's name.
    pub agent: String,
    /// How many intervals of each number of days; the last counts longer ones too.
    pub days: Vec<u32>,
    /// The interval that was found, in days.
    pub found: Option<usize>,
    /// The intervals that schedules support nearest to it, in days.
    pub schedules: Vec<usize>,
}

/// The results that charts are made of; those of charts nobody wants may be missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// What each rule came to.
    pub tallies: Vec<Tally>,
    /// The threshold of a rule.
    pub threshold: Option<Threshold>,
    /// The intervals of an agent.
    pub intervals: Option<Intervals>,
    /// Measured values, the first and the last day in sight, and the days of the finding.
    pub labs: Option<Labs>,
}

/// Measured values, the first and the last day in sight, and the days of the finding.
type Labs = (Vec<LabTrack>, (f64, f64), Vec<f64>);

/// A chart as a picture, the same as on screen; `None` where its result is missing.
pub fn scene(chart: Chart, of: &Figures, look: &Look) -> Option<Scene> {
    let (words, width) = (&Worded(look.texts), look.width);
    Some(match chart {
        Chart::Tallies if of.tallies.is_empty() => return None,
        Chart::Tallies => tallies::scene(&TalliesSpec { width, rules: &of.tallies, hover: None }, words),
        Chart::Curve => {
            let Threshold { points, unit, default, value } = of.threshold.as_ref()?;
            let (unit, default, value) = (*unit, *default, *value);
            curve::scene(&CurveSpec { width, height: HEIGHT, points, unit, default, value }, words)
        }
        Chart::Intervals => {
            let Intervals { agent, days, found, schedules } = of.intervals.as_ref()?;
            let spec = IntervalsSpec { width, height: HEIGHT, agent, days, found: *found, schedules };
            intervals::scene(&spec, words)
        }
        Chart::Labs => {
            let (tracks, days, found) = of.labs.as_ref()?;
            labs::scene(&LabsSpec { width, tracks, days: *days, found }, words)
        }
    })
}

/// A chart's numbers; `None` where its result is missing.
pub fn csv(chart: Chart, of: &Figures) -> Option<String> {
    Some(match chart {
        Chart::Tallies if of.tallies.is_empty() => return None,
        Chart::Tallies => table::tallies(&of.tallies),
        Chart::Curve => table::threshold(of.threshold.as_ref()?),
        Chart::Intervals => table::intervals(of.intervals.as_ref()?),
        Chart::Labs => table::labs(&of.labs.as_ref()?.0),
    })
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

//! The charts of the coverage screen as files: SVG, PNG and CSV of the same results.
//! It computes nothing and writes no file; a chart whose result is not there is refused.

pub mod caption;
#[cfg(test)]
mod test;
pub mod words;

use crate::compute::coverage::{Bars, Drift, DropOff, Funnel, Heat, LinkageFlow, Patterns};
use crate::i18n::Texts;
use crate::model::{Denominator, SetMode, SetUnit, Source};
use crate::scene::coverage::estimate::{Combined, EstimateSpec};
use crate::scene::coverage::{best, costs, drift, drop_off, estimate, flow, funnel, heat, sets};
use crate::scene::{Scene, Theme};

use super::export::exported;
use super::words::Worded;
use super::{ReportError, table};

pub use crate::scene::coverage::Chart;
pub use caption::{Caption, captioned};

/// The results that charts are made of; those of charts nobody wants may be missing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures<'a> {
    /// The sources of the extract.
    pub sources: &'a [Source],
    /// Which sets have whom: every chart of sets needs it.
    pub patterns: Option<&'a Patterns>,
    /// The bars of the set plot.
    pub bars: Option<&'a Bars>,
    /// What an intersection is.
    pub mode: SetMode,
    /// What bars measure.
    pub unit: SetUnit,
    /// What is left in an order, and what each set costs.
    pub drop_off: Option<&'a DropOff>,
    /// Those who are kept against those who are not.
    pub drift: Option<&'a Drift>,
    /// Drop-off by subgroup.
    pub heat: Option<&'a Heat>,
    /// The funnel, and what its shares are of.
    pub funnel: Option<(&'a Funnel, &'a Denominator)>,
    /// The flow of the linkage.
    pub flow: Option<&'a LinkageFlow>,
    /// What can be said before linkage, and all people there are.
    pub estimates: Option<(&'a [Combined], u64)>,
}

/// The forms a chart leaves in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Format {
    /// Vector graphics.
    Svg,
    /// Pixels, so many to a logical one.
    Png {
        /// Pixels in a logical pixel.
        scale: f32,
    },
    /// The numbers, as RFC 4180 has them.
    Csv,
}

/// How a chart is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// Width, in logical pixels.
    pub width: f32,
    /// Height there is, in logical pixels; a picture may come out higher.
    pub height: f32,
    /// Its colours.
    pub theme: &'a Theme,
    /// Its language.
    pub texts: &'a Texts,
}

/// A chart as a picture, the same as on screen; `None` where its result is missing.
pub fn scene(chart: Chart, of: &Figures, look: &Look) -> Option<Scene> {
    let words = &Worded(look.texts);
    let (width, height) = (look.width, look.height);
    let (unit, hover, sources) = (of.unit, None, of.sources);
    Some(match chart {
        Chart::Funnel => {
            let (funnel, denominator) = of.funnel?;
            let spec = funnel::FunnelSpec { width, height, sources, denominator, hover };
            funnel::scene(funnel, &spec, words)
        }
        Chart::Sets => {
            let spec = sets::SetsSpec { width, height, mode: of.mode, unit, hover, drag: None };
            sets::scene(of.patterns?, of.bars?, &spec, words)
        }
        Chart::DropOff => {
            let spec = drop_off::DropOffSpec { width, height, unit, hover, drag: None };
            drop_off::scene(of.patterns?, of.drop_off?, &spec, words)
        }
        Chart::Costs => {
            let spec = costs::CostsSpec { width, height, hover };
            costs::scene(of.patterns?, of.drop_off?, &spec, words)
        }
        Chart::BestSubsets => {
            let spec = best::BestSpec { width, height, unit, hover };
            best::scene(of.patterns?, of.drop_off?, &spec, words)
        }
        Chart::Drift => {
            let spec = drift::DriftSpec { width, height, sources, hover };
            drift::scene(of.drift?, &spec, words)
        }
        Chart::Heat => {
            let sets = &of.patterns?.sets;
            let spec = heat::HeatSpec { width, height, sets, sources, hover };
            heat::scene(of.heat?, &spec, words)
        }
        Chart::Flow => {
            let spec = flow::FlowSpec { width, height, sources, hover };
            flow::scene(of.flow?, &spec, words)
        }
        Chart::Estimate => {
            let (combinations, population) = of.estimates?;
            let spec = EstimateSpec { width, height, population, hover };
            estimate::scene(combinations, &spec, words)
        }
    })
}

/// A chart's numbers; `None` where its result is missing.
pub fn csv(chart: Chart, of: &Figures, texts: &Texts) -> Option<String> {
    let words = &Worded(texts);
    Some(match chart {
        Chart::Funnel => {
            let (funnel, denominator) = of.funnel?;
            table::funnel_csv(funnel, of.sources, denominator)
        }
        Chart::Sets => table::sets_csv(of.patterns?, of.bars?),
        Chart::DropOff => table::drop_off_csv(of.patterns?, of.drop_off?),
        Chart::Costs => table::costs_csv(of.patterns?, of.drop_off?),
        Chart::BestSubsets => table::best_csv(of.patterns?, of.drop_off?),
        Chart::Drift => table::drift_csv(of.drift?, of.sources, words),
        Chart::Heat => table::heat_csv(of.heat?, of.patterns?, of.sources, words),
        Chart::Flow => table::flow_csv(of.flow?, of.sources),
        Chart::Estimate => table::estimate_csv(of.estimates?.0),
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
    exported(format, (|| scene(chart, of, look), || csv(chart, of, look.texts)), caption, look.theme)
}

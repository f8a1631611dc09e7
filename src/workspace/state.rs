//! Where each view looks, which undo does not cover; what it does cover is the project of the model.
//! It holds no data and no results.

use crate::base::{SourceId, Span, Time, time::DAY};
use crate::model::{SetMode, SetSort, SetUnit};

/// The pages of the coverage screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CoveragePage {
    /// What is left when sources are combined.
    #[default]
    Combined,
    /// Who is lost, and whether they are the same people.
    Lost,
    /// How well sources are linked.
    Linkage,
    /// What can be told from counts alone.
    Before,
}

impl CoveragePage {
    /// All of them, in the order of the tabs.
    pub const ALL: [Self; 4] = [Self::Combined, Self::Lost, Self::Linkage, Self::Before];
}

/// Which two groups of patients are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Compared {
    /// Those in every set against everybody else.
    #[default]
    Complete,
    /// Those in a set against those who are not, by its place.
    Set(usize),
    /// Those left after a step of the drop-off against those it loses, by its place in the order.
    Step(usize),
}

/// How the coverage screen is looked at; undo does not cover it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CoverageLook {
    /// The page.
    pub page: CoveragePage,
    /// Whom a bar of the set plot stands for.
    pub mode: SetMode,
    /// What it measures.
    pub unit: SetUnit,
    /// The order of the bars.
    pub sort: SetSort,
    /// The most bars that there is room for.
    pub most: usize,
    /// Which groups are compared.
    pub compared: Compared,
}

/// What the population takes its colours from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Colours {
    /// The phases of its events.
    #[default]
    Phases,
    /// What rules found.
    Findings,
    /// Why something is missing.
    Gaps,
}

impl Colours {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Phases, Self::Findings, Self::Gaps];
}

/// What of the population is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Camera {
    /// The span of the axis; all of it when absent.
    pub time: Option<Span>,
    /// The height of a row in logical pixels; as low as lets all rows be in sight when absent.
    pub row_height: Option<f64>,
    /// How far the rows are scrolled, in logical pixels.
    pub scroll: f64,
}

/// The shortest span a view zooms to: a day.
pub const SHORTEST: i64 = DAY;

/// What of one patient is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PatientView {
    /// The span of the axis; the whole journey when absent.
    pub time: Option<Span>,
    /// Sources whose lanes are folded away.
    pub hidden: Vec<SourceId>,
    /// The stack of same-time events that is opened.
    pub opened: Option<(SourceId, Time)>,
    /// The event picked, by its row in the store.
    pub event: Option<usize>,
    /// Whether events that the filters leave out are shown too.
    pub all_events: bool,
}

/// A span scaled around a fixed point of it (0 is its start, 1 its end), never shorter than [`SHORTEST`].
pub fn zoomed(span: Span, factor: f64, at: f64) -> Span {
    let width = (span.to.0 - span.from.0) as f64;
    let new = (width * factor).clamp(SHORTEST as f64, 400.0 * 366.0 * DAY as f64);
    let fixed = span.from.0 as f64 + width * at;
    let from = fixed - new * at;
    Span { from: Time(from as i64), to: Time((from + new) as i64) }
}

/// A span moved by a share of its own width.
pub fn panned(span: Span, share: f64) -> Span {
    let by = ((span.to.0 - span.from.0) as f64 * share) as i64;
    Span { from: Time(span.from.0.saturating_add(by)), to: Time(span.to.0.saturating_add(by)) }
}

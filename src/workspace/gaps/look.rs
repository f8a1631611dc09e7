//! How the gaps screen is looked at: the page, what narrows the list, its order, and the gap that is picked.
//! It finds nothing; undo does not cover it.

use crate::base::{CodeId, PatientId, PhaseId, SourceId, Span};
use crate::compute::gaps::Gaps;
use crate::model::{Explanation, Gap, GapKind};

/// The pages of the gaps screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum GapsPage {
    /// All kinds and sources.
    #[default]
    Overview,
    /// Silence between events.
    Silence,
    /// Refills.
    Supply,
    /// Care paths and the steps that are missing.
    Path,
    /// Follow-up schedules.
    FollowUp,
    /// Outages of sources.
    Outages,
}

impl GapsPage {
    /// All of them, in the order of the tabs.
    pub const ALL: [Self; 6] =
        [Self::Overview, Self::Silence, Self::Supply, Self::Path, Self::FollowUp, Self::Outages];

    /// The kind that a page is about.
    pub fn kind(self) -> Option<GapKind> {
        match self {
            Self::Silence => Some(GapKind::Silence),
            Self::Supply => Some(GapKind::Dispensing),
            Self::Path => Some(GapKind::MissingStep),
            Self::FollowUp => Some(GapKind::FollowUp),
            Self::Overview | Self::Outages => None,
        }
    }
}

/// What gaps are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum GapsSort {
    /// How long they are, the longest first.
    Days,
    /// The patient.
    Patient,
    /// The kind.
    Kind,
    /// The first day.
    From,
    /// The last day.
    To,
    /// The phase.
    Phase,
    /// The explanation: what somebody watched first.
    #[default]
    Why,
    /// The sources that watched.
    Sources,
}

/// Gaps by what is known of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WatchedBy {
    /// The source.
    pub source: SourceId,
    /// Those during which it watched; else those of which nobody said whether it did.
    pub known: bool,
}

/// A gap by what it is of, which outlives a change of the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GapId {
    patient: PatientId,
    kind: GapKind,
    span: Span,
    source: Option<SourceId>,
    code: Option<CodeId>,
    step: Option<(u16, u16)>,
}

impl GapId {
    /// That of a gap.
    pub fn of(gap: &Gap) -> Self {
        let Gap { patient, kind, span, source, code, step, .. } = *gap;
        Self { patient, kind, span, source, code, step }
    }

    /// The place of the gap among those that were found, which are by patient.
    pub fn place(&self, found: &Gaps) -> Option<usize> {
        let first = found.list.partition_point(|gap| gap.patient < self.patient);
        let mut near = found.list[first..].iter().take_while(|gap| gap.patient == self.patient);
        near.position(|gap| Self::of(gap) == *self).map(|at| first + at)
    }
}

/// How the gaps are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GapsLook {
    /// The page.
    pub page: GapsPage,
    /// Those of one kind.
    pub kind: Option<GapKind>,
    /// Those with one explanation.
    pub why: Option<Explanation>,
    /// Those of one source.
    pub source: Option<WatchedBy>,
    /// Those of one phase.
    pub phase: Option<PhaseId>,
    /// Their order.
    pub sort: GapsSort,
    /// Whether it runs the other way.
    pub reversed: bool,
    /// The one that is looked at.
    pub picked: Option<GapId>,
    /// The transition whose times are shown; the most frequent one when absent.
    pub transition: Option<(PhaseId, PhaseId)>,
}

impl GapsLook {
    /// The same at another page, with the gaps of its kind.
    pub fn at_page(self, page: GapsPage) -> Self {
        Self { page, kind: page.kind(), why: None, source: None, phase: None, ..self }
    }

    /// The same with all gaps.
    pub fn widened(self) -> Self {
        Self { kind: None, why: None, source: None, phase: None, ..self }
    }

    /// Whether anything narrows the list.
    pub fn is_narrowed(&self) -> bool {
        self.kind.is_some() || self.why.is_some() || self.source.is_some() || self.phase.is_some()
    }

    /// Whether a gap is listed.
    pub fn lists(&self, gap: &Gap) -> bool {
        let of_source = |by: WatchedBy| {
            let bits = if by.known { gap.watched } else { gap.unknown };
            bits >> by.source.index() & 1 == 1
        };
        self.kind.is_none_or(|kind| kind == gap.kind)
            && self.why.is_none_or(|why| why == gap.explanation)
            && self.source.is_none_or(of_source)
            && self.phase.is_none_or(|phase| Some(phase) == gap.phase)
    }

    /// Whether it lists the same gaps in the same order.
    pub(super) fn lists_as(&self, other: &Self) -> bool {
        let of = |look: &Self| (look.kind, look.why, look.source, look.phase, look.sort, look.reversed);
        of(self) == of(other)
    }
}

//! Gaps: stretches of a journey in which something was to be expected and is not there, each with one explanation.
//! It says what is asked and what an answer is made of; finding them is computed elsewhere.

use serde::{Deserialize, Serialize};

use crate::base::{CodeId, PatientId, PhaseId, SourceId, Span};

use super::{CarePath, Schedule};

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum GapKind {
    /// Anything at all: nothing was recorded for long.
    Silence,
    /// A refill: the supply of a medicine ran out.
    Dispensing,
    /// A step of a care path.
    MissingStep,
    /// A visit of a follow-up schedule.
    FollowUp,
}

impl GapKind {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Silence, Self::Dispensing, Self::MissingStep, Self::FollowUp];

    /// Its name in files and on the command line.
    pub fn name(self) -> &'static str {
        ["silence", "dispensing", "missingStep", "followUp"][self as usize]
    }
}

/// Why it is missing: exactly one for each gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Explanation {
    /// A source that could have seen it watched, and nothing came.
    Clinical,
    /// Nobody watched.
    Coverage,
    /// The supply went on elsewhere.
    Route,
    /// The dates are too coarse to tell that there is a gap.
    Precision,
    /// Who would have watched was out of order.
    Outage,
    /// Nobody said whether anybody watched, or what is needed to tell is missing.
    CannotTell,
}

impl Explanation {
    /// All of them, in order.
    pub const ALL: [Self; 6] =
        [Self::Clinical, Self::Coverage, Self::Route, Self::Precision, Self::Outage, Self::CannotTell];

    /// Its name in files and on the command line.
    pub fn name(self) -> &'static str {
        ["clinical", "coverage", "route", "precision", "outage", "cannotTell"][self as usize]
    }
}

/// A gap of a patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Whose.
    pub patient: PatientId,
    /// What is missing.
    pub kind: GapKind,
    /// The time without it: from where it was due to where it came, or to the end of the time it was due in.
    pub span: Span,
    /// The phase before it, or of the step that is missing.
    pub phase: Option<PhaseId>,
    /// For a dispensing gap, the medicine as it was handed out last; for a silence, what was recorded last.
    pub code: Option<CodeId>,
    /// For a missing step, the place of the care path and of the step; for a follow-up, of the schedule and visit.
    pub step: Option<(u16, u16)>,
    /// For a gap in one source, the source.
    pub source: Option<SourceId>,
    /// Why.
    pub explanation: Explanation,
    /// The sources that watched during all of it, one bit each.
    pub watched: u64,
    /// The sources of which nobody said whether they watched, one bit each.
    pub unknown: u64,
    /// What the explanation rests on.
    pub evidence: Vec<Evidence>,
}

/// A reason for an explanation. Events are rows of the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The event before.
    Before(u32),
    /// The event after.
    After(u32),
    /// It is longer than so many days.
    LongerThan(u32),
    /// The patient's own rhythm: of so many intervals, the quantile that was asked for, in days.
    OwnRhythm(u32, u32),
    /// So many days had been handed out last.
    Supply(u32),
    /// The days of supply are missing, none, or more than is believed.
    SupplyUnclear(u32),
    /// The same medicine came from another source: the event.
    Elsewhere(u32),
    /// A stay in hospital, the event, of so many days of the gap.
    Admission(u32, u32),
    /// An event whose date is known to the month or year alone, and may fill it.
    CoarseDate(u32),
    /// An event that came too late to count.
    Late(u32),
    /// An outage of a source took so many days of it.
    OutOfOrder(SourceId, u32),
    /// A source did not cover so many days of it.
    NotCovered(SourceId, u32),
}

/// What gaps are looked for. A kind that is absent, or has nothing to look for, is not looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct GapSpec {
    /// Silence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub silence: Option<SilenceSpec>,
    /// Refills.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dispensing: Option<DispensingSpec>,
    /// Care paths whose steps may be missing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<CarePath>,
    /// Follow-up schedules whose visits may be missing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub schedules: Vec<Schedule>,
}

/// When nothing recorded is a silence.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SilenceSpec {
    /// Whose silence.
    pub by: SilenceBy,
    /// How long it must be.
    pub threshold: Threshold,
    /// How many sources must have watched for it to be clinical.
    pub least_watching: u8,
    /// Whether the time from the last event to the end of observation counts too.
    #[serde(default)]
    pub to_end: bool,
}

/// Whose silence is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SilenceBy {
    /// Of all sources together.
    #[default]
    Journey,
    /// Of each source by itself.
    Source,
}

/// How long is too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Threshold {
    /// More than so many days.
    Days(u32),
    /// More than a quantile, in thousandths, of the intervals after events of the same phase in the whole selection,
    /// and more than `least` days.
    #[serde(rename_all = "camelCase")]
    Cohort {
        /// The quantile.
        per_mille: u16,
        /// Never fewer days.
        least: u32,
    },
    /// More than a quantile, in thousandths, of the patient's own intervals, and more than `least` days.
    #[serde(rename_all = "camelCase")]
    Own {
        /// The quantile.
        per_mille: u16,
        /// Never fewer days.
        least: u32,
    },
}

/// When a refill is missing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DispensingSpec {
    /// How many characters of an ATC code make one medicine: 7 for the substance, 5 for the group, and so on.
    pub level: u8,
    /// Days without supply that are let pass.
    pub grace: u32,
    /// How supply is counted.
    pub model: SupplyModel,
    /// Whether the time from the last refill to the end of observation counts too.
    #[serde(default)]
    pub to_end: bool,
}

/// How long what was handed out lasts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SupplyModel {
    /// Each lasts from the day it is handed out; what overlaps is lost.
    Plain,
    /// What is left when the next is handed out is used after it.
    #[default]
    Stockpile,
    /// As before, and days in hospital use nothing up.
    Hospital,
    /// Only what was handed out last counts.
    LastSupply,
}

impl SupplyModel {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Plain, Self::Stockpile, Self::Hospital, Self::LastSupply];

    /// Its name in files and on the command line.
    pub fn name(self) -> &'static str {
        ["plain", "stockpile", "hospital", "lastSupply"][self as usize]
    }
}

impl GapSpec {
    /// What is looked for unless somebody says otherwise: silences of all sources together, and refills.
    pub fn usual() -> Self {
        Self {
            silence: Some(SilenceSpec::default()),
            dispensing: Some(DispensingSpec::default()),
            ..Self::default()
        }
    }
}

impl SilenceSpec {
    /// Rule F02: longer than the 95th percentile of the patient's own rhythm and than 18 months, while two sources
    /// watched.
    pub fn f02() -> Self {
        Self {
            by: SilenceBy::Journey,
            threshold: Threshold::Own { per_mille: 950, least: 548 },
            least_watching: 2,
            to_end: false,
        }
    }
}

impl Default for SilenceSpec {
    fn default() -> Self {
        Self { by: SilenceBy::Journey, threshold: Threshold::Days(180), least_watching: 1, to_end: false }
    }
}

/// Rules G01 and G02: sixty days of grace, supply carried over.
impl Default for DispensingSpec {
    fn default() -> Self {
        Self { level: 7, grace: 60, model: SupplyModel::Stockpile, to_end: false }
    }
}

//! The question that aggregated journeys answer: at which level events count as the same, what is simplified and in
//! which order, and what treatment pathways are. It computes nothing, and names things by their ids in the extract.

use serde::{Deserialize, Serialize};

use super::EventTest;

/// How single journeys become sequences that can be added up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct JourneyQuestion {
    /// What makes two events the same.
    pub level: Level,
    /// What becomes of events at equal time.
    pub ties: Ties,
    /// What is simplified, from first to last. Taking one out of the list undoes it.
    pub steps: Vec<Simplification>,
}

/// What makes two events the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Level {
    /// Their phase.
    #[default]
    Phase,
    /// Their source.
    Source,
    /// The first characters of their code.
    Group(u32),
    /// Their code.
    Code,
    /// The first of these categories that they pass; events that pass none are left out.
    Categories(Vec<Category>),
}

/// A category of the user's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Category {
    /// What it is called.
    pub name: String,
    /// Which events are in it.
    pub test: EventTest,
}

/// What becomes of events at equal time. They have no order, so that only [`Ties::Row`] gives them one, for comparison
/// with tools that do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Ties {
    /// Events at the same moment are one set.
    #[default]
    Moment,
    /// Events on the same day are one set.
    Day,
    /// Each event by itself, in the order of files and rows.
    Row,
}

/// One reversible simplification. Names are those of the level, or what an earlier simplification made.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Simplification {
    /// Leaves these out.
    Hide(Vec<String>),
    /// Leaves all but these out.
    Only(Vec<String>),
    /// Counts several as one.
    Merge {
        /// Which ones.
        names: Vec<String>,
        /// As what.
        into: String,
    },
    /// Steps in a row that are the same become one.
    Coalesce,
    /// Keeps the first of each.
    Firsts,
    /// Intervals of the same thing with at most so many days between them become one era, at the start of the first.
    Eras {
        /// The most days between the end of one and the start of the next.
        gap_days: u32,
    },
    /// Puts a marker into each journey, so many days from its day 0.
    Marker {
        /// What it is called.
        name: String,
        /// The days; negative ones lie before day 0.
        days: i32,
    },
    /// Steps in a row that match become one step, or none.
    Replace {
        /// What is looked for: one name a step.
        find: Vec<String>,
        /// What stands there instead; nothing where absent.
        with: Option<String>,
    },
    /// Keeps the first steps of each journey.
    KeepFirst(u32),
    /// Keeps what starts in these days from day 0: from the first up to, and without, the second.
    Window(Option<i32>, Option<i32>),
}

/// A row of a cohort table: somebody was in a cohort from one day to another, both in days since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CohortRow {
    /// The cohort.
    pub cohort: u32,
    /// Who.
    pub subject: i64,
    /// The first day.
    pub start: i64,
    /// The last day.
    pub end: i64,
}

/// What a cohort is in a study of treatment pathways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CohortRole {
    /// Whose pathways are looked at, and when.
    Target,
    /// A treatment.
    Event,
    /// What a pathway may end with.
    Exit,
}

/// A cohort of a study of treatment pathways.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PathwayCohort {
    /// Its number in the cohort table.
    pub cohort_id: u32,
    /// What it is called.
    pub cohort_name: String,
    /// What it is.
    #[serde(rename = "type")]
    pub role: CohortRole,
}

/// An end of a target's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Anchor {
    /// Its first day.
    StartDate,
    /// Its last day.
    EndDate,
}

/// What becomes of an overlap that is too short for a combination.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OverlapMethod {
    /// The earlier treatment ends where the later one starts.
    #[default]
    Truncate,
    /// Both keep their days.
    Keep,
}

/// Which treatments of a pathway are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FilterTreatments {
    /// The first of each.
    #[default]
    First,
    /// Those that differ from the one before.
    Changes,
    /// All.
    All,
}

/// What becomes of pathways of too few people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CensorType {
    /// They count as the fewest that may be shown.
    #[default]
    MinCellCount,
    /// They are left out.
    Remove,
    /// Each counts as their mean.
    Mean,
}

/// A study of treatment pathways, with the names and defaults of OHDSI TreatmentPatterns.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PathwayQuestion {
    /// The cohorts.
    pub cohorts: Vec<PathwayCohort>,
    /// The number of the analysis, as it stands in the tables.
    pub analysis_id: u32,
    /// The version 2 way of saying which treatments count: those that start, or end, in the target's time and end no
    /// later than it. It goes before the four that follow.
    pub include_treatments: Option<Anchor>,
    /// Version 2: days from the target's start to where its time begins.
    pub index_date_offset: i64,
    /// Where the target's time begins.
    pub start_anchor: Anchor,
    /// Days from there.
    pub window_start: i64,
    /// Where the target's time ends.
    pub end_anchor: Anchor,
    /// Days from there.
    pub window_end: i64,
    /// The fewest days that a row of the table must last.
    pub min_era_duration: i64,
    /// Treatments that are told apart by how long they last.
    pub split_event_cohorts: Vec<u32>,
    /// For each of these, the days from which on it is a therapy.
    pub split_time: Vec<i64>,
    /// The most days between two eras of a treatment that are one.
    pub era_collapse_size: i64,
    /// The fewest days that two treatments overlap as a combination.
    pub combination_window: i64,
    /// The fewest days that is left of a treatment before or after a combination.
    pub min_post_combination_duration: i64,
    /// What becomes of shorter overlaps.
    pub overlap_method: OverlapMethod,
    /// Which treatments are kept.
    pub filter_treatments: FilterTreatments,
    /// The most treatments of a pathway.
    pub max_path_length: usize,
    /// Whether all targets of a person make one pathway.
    pub concat_targets: bool,
    /// The fewest people that are shown.
    pub min_cell_count: u64,
    /// What becomes of pathways of fewer.
    pub censor_type: CensorType,
    /// Whether people without a treatment are a pathway, `None`.
    pub none_paths: bool,
}

impl Default for PathwayQuestion {
    fn default() -> Self {
        Self {
            cohorts: Vec::new(),
            analysis_id: 1,
            include_treatments: None,
            index_date_offset: 0,
            start_anchor: Anchor::StartDate,
            window_start: 0,
            end_anchor: Anchor::EndDate,
            window_end: 0,
            min_era_duration: 0,
            split_event_cohorts: Vec::new(),
            split_time: Vec::new(),
            era_collapse_size: 30,
            combination_window: 30,
            min_post_combination_duration: 30,
            overlap_method: OverlapMethod::default(),
            filter_treatments: FilterTreatments::default(),
            max_path_length: 5,
            concat_targets: true,
            min_cell_count: 5,
            censor_type: CensorType::default(),
            none_paths: false,
        }
    }
}

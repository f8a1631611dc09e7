//! Treatment pathways with the semantics of OHDSI TreatmentPatterns (darwin-eu/TreatmentPatterns, versions 2.7 and 3):
//! treatments in a target's time, eras, combinations, first or changed ones, and who went through which.
//! It reads and writes no table.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::{Cancel, Cancelled, PatientId, Time};
use crate::model::journeys::{
    Anchor, CensorType, CohortRole, CohortRow, FilterTreatments, OverlapMethod, PathwayCohort,
    PathwayQuestion,
};
use crate::store::Store;

use super::super::{Anchors, Selection};

/// A step of the attrition: what is left, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attrition {
    /// Rows that are left.
    pub records: u64,
    /// People who are left.
    pub subjects: u64,
    /// The number of the reason.
    pub reason_id: u32,
    /// The reason, in the words of TreatmentPatterns.
    pub reason: String,
}

/// A treatment of a pathway.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Treatment {
    /// Whose.
    pub subject: i64,
    /// Which of the person's targets; 1 where they are one pathway.
    pub target: u32,
    /// The first day.
    pub start: i64,
    /// The last day.
    pub end: i64,
    /// Its cohorts, ascending.
    pub cohorts: Vec<u32>,
}

/// Pathways of one target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pathways {
    /// What was left after each step.
    pub attrition: Vec<Attrition>,
    /// The treatments of all pathways, by person and time.
    pub history: Vec<Treatment>,
    /// Pathways and how many people went through each, the most frequent first; `-` switches, `+` combines.
    pub pathways: Vec<(String, u64)>,
    /// The number and the name of the target.
    pub target: (u32, String),
    /// How many pathways were of too few people to be shown.
    pub censored: u64,
    /// The names of cohorts by number, those that were split among them.
    pub names: FxHashMap<u32, String>,
}

/// Somebody's treatments while they are put together.
struct Path {
    subject: i64,
    target: u32,
    treatments: Vec<Draft>,
    exits: Vec<Draft>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Draft {
    start: i64,
    end: i64,
    cohorts: Vec<u32>,
}

impl Draft {
    fn days(&self) -> i64 {
        self.end - self.start
    }

    /// The two together: every cohort once, ascending.
    fn with(&self, other: &Self) -> Vec<u32> {
        let mut cohorts = [self.cohorts.as_slice(), &other.cohorts].concat();
        cohorts.sort_unstable();
        cohorts.dedup();
        cohorts
    }
}

/// The pathways of each target of the question. The order of rows does not matter.
pub fn pathways(
    rows: &[CohortRow],
    question: &PathwayQuestion,
    cancel: &Cancel,
) -> Result<Vec<Pathways>, Cancelled> {
    let targets = question.cohorts.iter().filter(|cohort| cohort.role == CohortRole::Target);
    targets.map(|target| cancel.check().map(|()| of_target(rows, question, target, cancel))?).collect()
}

fn of_target(
    rows: &[CohortRow],
    question: &PathwayQuestion,
    target: &PathwayCohort,
    cancel: &Cancel,
) -> Result<Pathways, Cancelled> {
    let mut rows = rows.to_vec();
    rows.par_sort_unstable_by_key(|row| (row.subject, row.start, row.end, row.cohort));
    let ids: Vec<String> = question.cohorts.iter().map(|cohort| cohort.cohort_id.to_string()).collect();
    let mut attrition = Vec::new();
    let mut note = |records: usize, subjects: usize, reason_id: u32, reason: String| {
        attrition.push(Attrition { records: records as u64, subjects: subjects as u64, reason_id, reason });
    };
    let subjects = |rows: &[CohortRow]| rows.chunk_by(|a, b| a.subject == b.subject).count();
    note(
        rows.len(),
        subjects(&rows),
        1,
        format!("Qualifying records for cohort definitions: {}", ids.join(", ")),
    );
    let of_target = rows.iter().filter(|row| row.cohort == target.cohort_id).map(|row| row.subject);
    let people: FxHashSet<i64> = of_target.collect();
    rows.retain(|row| people.contains(&row.subject) && row.end - row.start >= question.min_era_duration);
    note(
        rows.len(),
        subjects(&rows),
        2,
        format!("Removing records < minEraDuration ({})", question.min_era_duration),
    );

    let (mut paths, without) = in_time(&rows, question, target.cohort_id);
    let (records, with) = left(&paths, true);
    match question.include_treatments {
        Some(_) => {
            let offset = question.index_date_offset;
            let reason =
                format!("Removing events where index date < target index date + indexDateOffset ({offset})");
            note(records + without.0, with + without.1, 3, reason);
        }
        None => {
            let name = |anchor| if anchor == Anchor::StartDate { "startDate" } else { "endDate" };
            let (from, to) = (name(question.start_anchor), name(question.end_anchor));
            let reason = format!(
                "Removing events outside window ({from}: {} | {to}: {})",
                question.window_start, question.window_end
            );
            note(records, with, 3, reason);
        }
    }
    let names = split(&mut paths, question);
    let (records, with) = left(&paths, false);
    note(records, with, 4, "splitEventCohorts".into());
    paths.par_iter_mut().for_each(|path| collapse(&mut path.treatments, question.era_collapse_size));
    let (records, with) = left(&paths, false);
    note(records, with, 5, format!("Collapsing eras, eraCollapse ({})", question.era_collapse_size));
    for iteration in 1.. {
        cancel.check()?;
        let changed: Vec<bool> =
            paths.par_iter_mut().map(|path| combine(&mut path.treatments, question)).collect();
        if !changed.contains(&true) {
            break;
        }
        let (records, with) = left(&paths, false);
        let reason = format!(
            "Iteration {iteration}: minPostCombinationDuration ({}), combinatinoWindow ({})",
            question.min_post_combination_duration, question.combination_window
        );
        note(records, with, 6, reason);
    }
    let (records, with) = left(&paths, false);
    note(records, with, 7, "After Combination".into());
    paths.par_iter_mut().for_each(|path| filter(&mut path.treatments, question.filter_treatments));
    let (records, with) = left(&paths, false);
    note(records, with, 8, format!("filterTreatments ({:?})", question.filter_treatments));
    for path in &mut paths {
        path.treatments.append(&mut path.exits);
        path.treatments.sort_unstable();
        path.treatments.truncate(question.max_path_length);
    }
    let (records, with) = left(&paths, false);
    if question.include_treatments.is_none() {
        note(records, with, 10, format!("Max path length ({})", question.max_path_length));
    }
    note(records, with, 9, "treatment construction done".into());
    let none = people.len().saturating_sub(with);
    let (pathways, censored) = count(&paths, &names, question, none as u64);
    let history = history(paths);
    let target = (target.cohort_id, target.cohort_name.clone());
    Ok(Pathways { attrition, history, pathways, target, censored, names })
}

/// Treatments that are left, and people; with exits or without.
fn left(paths: &[Path], exits: bool) -> (usize, usize) {
    let of = |path: &Path| path.treatments.len() + if exits { path.exits.len() } else { 0 };
    let mut people: Vec<i64> = paths.iter().filter(|path| of(path) > 0).map(|path| path.subject).collect();
    people.dedup();
    (paths.iter().map(of).sum(), people.len())
}

/// Treatments in the time of the target; and the targets, and people, without any.
fn in_time(rows: &[CohortRow], question: &PathwayQuestion, target: u32) -> (Vec<Path>, (usize, usize)) {
    let role: FxHashMap<u32, CohortRole> =
        question.cohorts.iter().map(|cohort| (cohort.cohort_id, cohort.role)).collect();
    let (mut paths, mut without): (Vec<Path>, (usize, usize)) = (Vec::new(), (0, 0));
    for person in rows.chunk_by(|a, b| a.subject == b.subject) {
        let first = paths.len();
        let (mut empty, mut any) = (0, false);
        for (at, span) in person.iter().filter(|row| row.cohort == target).enumerate() {
            let mut path = Path {
                subject: span.subject,
                target: at as u32 + 1,
                treatments: Vec::new(),
                exits: Vec::new(),
            };
            for row in person.iter().filter(|row| row.cohort != target) {
                let Some(row) = within(row, span, question) else { continue };
                let draft = Draft { start: row.start, end: row.end, cohorts: vec![row.cohort] };
                match role.get(&row.cohort) {
                    Some(CohortRole::Event) => path.treatments.push(draft),
                    Some(CohortRole::Exit) => path.exits.push(draft),
                    _ => {}
                }
            }
            if path.treatments.is_empty() && path.exits.is_empty() {
                empty += 1;
                continue;
            }
            any = true;
            match paths.get_mut(first) {
                Some(one) if question.concat_targets => {
                    one.treatments.append(&mut path.treatments);
                    one.exits.append(&mut path.exits);
                }
                _ => {
                    paths.push(Path { target: if question.concat_targets { 1 } else { path.target }, ..path })
                }
            }
        }
        without = (without.0 + empty, without.1 + usize::from(!any && empty > 0));
    }
    (paths, without)
}

/// A treatment, if it counts in the time of a target.
fn within(row: &CohortRow, target: &CohortRow, question: &PathwayQuestion) -> Option<CohortRow> {
    let day = |anchor| if anchor == Anchor::StartDate { target.start } else { target.end };
    match question.include_treatments {
        Some(Anchor::StartDate) => {
            let from = target.start + question.index_date_offset;
            (from <= row.start && row.start <= target.end && row.end <= target.end).then_some(*row)
        }
        Some(Anchor::EndDate) => {
            let from = target.start + question.index_date_offset;
            (from <= row.end && row.end <= target.end)
                .then_some(CohortRow { start: row.start.max(from), ..*row })
        }
        None => {
            let from = day(question.start_anchor) + question.window_start;
            let to = day(question.end_anchor) + question.window_end;
            (from..=to).contains(&row.start).then_some(*row)
        }
    }
}

/// Tells acute treatments from therapies, and gives the names of all cohorts.
fn split(paths: &mut [Path], question: &PathwayQuestion) -> FxHashMap<u32, String> {
    let mut names: FxHashMap<u32, String> =
        question.cohorts.iter().map(|cohort| (cohort.cohort_id, cohort.cohort_name.clone())).collect();
    let mut free = names.keys().copied().max().unwrap_or(0);
    for (&cohort, &days) in question.split_event_cohorts.iter().zip(&question.split_time) {
        let name = names.get(&cohort).cloned().unwrap_or_default();
        let (acute, therapy) = (free + 1, free + 2);
        free += 2;
        names.insert(acute, format!("{name} (acute)"));
        names.insert(therapy, format!("{name} (therapy)"));
        for draft in paths.iter_mut().flat_map(|path| &mut path.treatments) {
            if draft.cohorts == [cohort] {
                draft.cohorts = vec![if draft.days() < days { acute } else { therapy }];
            }
        }
    }
    names
}

/// Eras of a treatment with at most so many days between them are one.
fn collapse(treatments: &mut Vec<Draft>, most: i64) {
    treatments.sort_unstable_by(|a, b| (&a.cohorts, a.start, a.end).cmp(&(&b.cohorts, b.start, b.end)));
    treatments.dedup_by(|later, first| {
        let one = later.cohorts == first.cohorts && later.start - first.end <= most;
        if one {
            first.end = first.end.max(later.end);
        }
        one
    });
    treatments.sort_unstable();
}

/// Settles the first overlap of a person, as one iteration of TreatmentPatterns does; false where there is none.
fn combine(all: &mut Vec<Draft>, question: &PathwayQuestion) -> bool {
    let least = question.combination_window;
    let keep = question.overlap_method == OverlapMethod::Keep;
    all.sort_unstable();
    let overlap = |at: usize| all[at - 1].end - all[at].start;
    let found = (1..all.len()).find(|&at| overlap(at) > 0 && (!keep || overlap(at) >= least));
    let Some(at) = found else { return false };
    let (first, second, days) = (all[at - 1].clone(), all[at].clone(), overlap(at));
    let together = second.with(&first);
    all[at - 1].end = second.start;
    if days < least && days != second.days() && days != first.days() {
        // Too short for a combination: the earlier one ends where the later one starts.
    } else if first.end < second.end {
        // Where a third treatment has the very days of the second, what is left of the second stays a combination.
        let twin =
            all.get(at + 1).is_some_and(|third| (third.start, third.end) == (second.start, second.end));
        let cohorts = if twin { together.clone() } else { second.cohorts };
        all[at] = Draft { start: first.end, end: second.end, cohorts };
        all.push(Draft { start: second.start, end: first.end, cohorts: together });
    } else {
        all[at].cohorts = together;
        all.push(Draft { start: second.end, end: first.end, cohorts: first.cohorts });
    }
    all.retain(|draft| draft.days() >= question.min_post_combination_duration.max(1));
    true
}

fn filter(treatments: &mut Vec<Draft>, which: FilterTreatments) {
    treatments.sort_unstable();
    match which {
        FilterTreatments::All => {}
        FilterTreatments::First => {
            let mut seen: Vec<Vec<u32>> = Vec::new();
            treatments.retain(|draft| {
                let new = !seen.contains(&draft.cohorts);
                if new {
                    seen.push(draft.cohorts.clone());
                }
                new
            });
        }
        FilterTreatments::Changes => treatments.dedup_by(|later, first| {
            let same = later.cohorts == first.cohorts;
            if same {
                first.end = first.end.max(later.end);
            }
            same
        }),
    }
}

/// What a combination is called: the names of its cohorts, ascending, with `+` between them.
pub fn title(cohorts: &[u32], names: &FxHashMap<u32, String>) -> String {
    let mut all: Vec<&str> =
        cohorts.iter().filter_map(|cohort| names.get(cohort).map(String::as_str)).collect();
    all.sort_unstable();
    all.join("+")
}

fn count(
    paths: &[Path],
    names: &FxHashMap<u32, String>,
    question: &PathwayQuestion,
    none: u64,
) -> (Vec<(String, u64)>, u64) {
    let mut of: FxHashMap<String, u64> = FxHashMap::default();
    for path in paths.iter().filter(|path| !path.treatments.is_empty()) {
        let titles: Vec<String> = path.treatments.iter().map(|draft| title(&draft.cohorts, names)).collect();
        *of.entry(titles.join("-")).or_default() += 1;
    }
    if question.none_paths && none > 0 {
        of.insert("None".into(), none);
    }
    let mut pathways: Vec<(String, u64)> = of.into_iter().collect();
    pathways.sort_unstable();
    let least = question.min_cell_count;
    let (rare, people) =
        pathways.iter().filter(|(_, n)| *n < least).fold((0, 0), |(k, sum), (_, n)| (k + 1, sum + n));
    match question.censor_type {
        CensorType::Remove => pathways.retain(|(_, n)| *n >= least),
        CensorType::MinCellCount => pathways.iter_mut().for_each(|(_, n)| *n = (*n).max(least)),
        CensorType::Mean if rare > 0 => {
            let mean = people.div_ceil(rare);
            pathways.iter_mut().filter(|(_, n)| *n < least).for_each(|(_, n)| *n = mean);
        }
        CensorType::Mean => {}
    }
    pathways.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    (pathways, rare)
}

fn history(paths: Vec<Path>) -> Vec<Treatment> {
    let treatments = |path: Path| {
        let (subject, target) = (path.subject, path.target);
        let treatment = move |draft: Draft| {
            let Draft { start, end, cohorts } = draft;
            Treatment { subject, target, start, end, cohorts }
        };
        path.treatments.into_iter().map(treatment)
    };
    paths.into_iter().flat_map(treatments).collect()
}

/// Events of a selection as a cohort table: each name is a treatment, from the day it starts to the day it ends, and
/// everybody's time from day 0 to the last event is the target. Gives the table and the cohorts.
pub fn from_events(
    store: &Store,
    selection: &Selection,
    anchors: &Anchors,
    name_of: &(dyn Fn(usize) -> Option<u32> + Sync),
    names: &[String],
) -> (Vec<CohortRow>, Vec<PathwayCohort>) {
    let target = names.len() as u32 + 1;
    let ids: Vec<PatientId> = selection.patients.iter().collect();
    let of = |patient: &PatientId| {
        let mut rows = Vec::new();
        let (events, subject) = (store.events(), i64::from(patient.0));
        let admitted = store.events_of(*patient).filter(|&at| selection.mask.admits(events, at));
        let Some(zero) = anchors.of(*patient) else { return rows };
        for at in admitted {
            let (start, end) = (Time(events.start[at]).days(), Time(events.last(at)).days());
            let Some(name) = name_of(at) else { continue };
            rows.push(CohortRow { cohort: name + 1, subject, start, end });
        }
        let first = rows.iter().map(|row| row.start).min().unwrap_or(0);
        let start = if anchors.axis == super::super::Axis::Calendar { first } else { Time(zero).days() };
        let end = rows.iter().map(|row| row.end).max().unwrap_or(start).max(start);
        rows.push(CohortRow { cohort: target, subject, start, end });
        rows
    };
    let rows = ids.par_iter().flat_map_iter(of).collect();
    let mut cohorts: Vec<PathwayCohort> = names
        .iter()
        .enumerate()
        .map(|(at, name)| PathwayCohort {
            cohort_id: at as u32 + 1,
            cohort_name: name.clone(),
            role: CohortRole::Event,
        })
        .collect();
    cohorts.push(PathwayCohort {
        cohort_id: target,
        cohort_name: "selection".into(),
        role: CohortRole::Target,
    });
    (rows, cohorts)
}

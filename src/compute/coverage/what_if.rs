//! What if: another question or another filter chain, evaluated beside the present one.
//! It proposes the obvious changes and puts numbers to them; it applies none.

use crate::base::{Cancel, Cancelled, Clock, PatientSet, Span, Time, civil, time::DAY};
use crate::compute::{Anchors, Selection, select};
use crate::model::{CoverageQuestion, Filter, SetSpec};
use crate::store::Store;

use super::covariate::{self, Covariate};
use super::drift::{self, Profile};
use super::observed;
use super::patterns::{Micros, Patterns, patterns};
use super::units::specs;
use crate::compute::watch::ALWAYS;

/// What a question and a filter chain come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alternative {
    /// Patients with a record in every set.
    pub patients: u64,
    /// Time under observation by every set at once.
    pub micros: Micros,
    /// The largest absolute difference between them and the population, small numbers left out.
    pub worst_smd: Option<f64>,
    /// The attribute it is of.
    pub worst_attribute: Option<String>,
    /// Half the width of a 95 % Wilson interval for a proportion of one half among them.
    pub half_width: Option<f64>,
}

/// A change of the present state.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A set is left out, by its place in the question.
    LeaveOut(usize),
    /// Sets become one, by their places in the question.
    Group {
        /// What the group is called.
        title: String,
        /// The sets.
        sets: Vec<usize>,
    },
    /// The window begins a year later, or ends a year earlier.
    Shorten(Span),
    /// A link of the filter chain is taken out, by its place.
    WithoutFilter(usize),
}

/// A change, and the state it leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// What is changed.
    pub change: Change,
    /// The question then.
    pub question: CoverageQuestion,
    /// The filter chain then.
    pub chain: Vec<Filter>,
}

/// The changes that come to mind: each set left out, the descriptor's groups of sources as one each, the window a year
/// shorter at either end, each link of the chain taken out. Titles of groups are in `language`.
pub fn propose(
    store: &Store,
    present: &Patterns,
    question: &CoverageQuestion,
    chain: &[Filter],
    language: &str,
) -> Vec<Proposal> {
    let sets = specs(store, question);
    let with_sets = |change, sets: Vec<SetSpec>| Proposal {
        change,
        question: CoverageQuestion { sets, ..question.clone() },
        chain: chain.to_vec(),
    };
    let mut proposals = Vec::new();
    for at in (0..sets.len()).filter(|_| sets.len() > 1) {
        let others = sets.iter().enumerate().filter(|(other, _)| *other != at);
        proposals.push(with_sets(Change::LeaveOut(at), others.map(|(_, set)| set.clone()).collect()));
    }
    for (title, places) in groups(store, &sets, language) {
        let grouped = group(&sets, &places, &title);
        proposals.push(with_sets(Change::Group { title, sets: places }, grouped));
    }
    let window = question.window.map_or(present.frame, |window| match present.frame {
        Some(frame) => window.intersection(frame),
        None => Some(window),
    });
    for window in window.or_else(|| observed::seen(store)).into_iter().flat_map(|w| shorter(store, w)) {
        let question =
            CoverageQuestion { sets: question.sets.clone(), window: Some(window), ..question.clone() };
        proposals.push(Proposal { change: Change::Shorten(window), question, chain: chain.to_vec() });
    }
    for at in 0..chain.len() {
        let mut chain = chain.to_vec();
        chain.remove(at);
        proposals.push(Proposal { change: Change::WithoutFilter(at), question: question.clone(), chain });
    }
    proposals
}

/// The descriptor's groups of sources, by title, with the places of the sets that are one of its sources each; those
/// of which the question has at least two.
pub fn groups(store: &Store, sets: &[SetSpec], language: &str) -> Vec<(String, Vec<usize>)> {
    let groups = store.head().source_groups.iter().map(|group| {
        let within = |set: &SetSpec| match set.members.as_slice() {
            [member] => group.any_of.contains(&member.source),
            _ => false,
        };
        let title = group.title.as_ref().map_or(group.id.as_str(), |title| title.in_language(language));
        (title.to_owned(), (0..sets.len()).filter(|&at| within(&sets[at])).collect::<Vec<_>>())
    });
    groups.filter(|(_, places)| places.len() > 1).collect()
}

/// The sets with some of them as one, in the place of the first of these.
pub fn group(sets: &[SetSpec], places: &[usize], title: &str) -> Vec<SetSpec> {
    let mut grouped = SetSpec { title: Some(title.to_owned()), members: Vec::new() };
    for set in places.iter().filter_map(|&at| sets.get(at)) {
        for member in &set.members {
            if !grouped.members.contains(member) {
                grouped.members.push(member.clone());
            }
        }
    }
    let first = places.iter().min().copied();
    let mut all = Vec::with_capacity(sets.len());
    for (at, set) in sets.iter().enumerate() {
        if Some(at) == first {
            all.push(grouped.clone());
        } else if !places.contains(&at) {
            all.push(set.clone());
        }
    }
    all
}

/// A year later at the start, and a year earlier at the end, where anything is left.
fn shorter(store: &Store, window: Span) -> Vec<Span> {
    let shift = |time: Time, years: i64| match store.head().clock {
        Clock::Relative => Time(time.0.saturating_add(years * 365 * DAY)),
        Clock::Calendar => {
            let (year, month, day) = time.date();
            let day = day.min(civil::days_in_month(year + years, month));
            Time(Time::from_date(year + years, month, day).0 + time.0.rem_euclid(DAY))
        }
    };
    // An open end has no year to give.
    let later = (window.from > ALWAYS.from).then(|| Span { from: shift(window.from, 1), to: window.to });
    let earlier = (window.to < ALWAYS.to).then(|| Span { from: window.from, to: shift(window.to, -1) });
    later.into_iter().chain(earlier).filter(|span| span.from < span.to).collect()
}

/// What the present state comes to, and what each proposal does. `selection` and `present` are those of the question
/// and the chain, and `index` holds everybody's index event.
pub fn evaluate(
    store: &Store,
    index: &Anchors,
    (selection, present, chain): (&Selection, &Patterns, &[Filter]),
    proposals: &[Proposal],
    cancel: &Cancel,
) -> Result<(Alternative, Vec<Alternative>), Cancelled> {
    let covariates = covariate::all(store, index);
    let population = Profile::of(&covariates, &store.head().population, cancel)?;
    let against = Against { covariates: &covariates, population: &population, cancel };
    let all = each_set(present);
    let now = against.alternative(present, &all)?;
    let one = |proposal: &Proposal| match &proposal.change {
        Change::LeaveOut(at) if all.len() == present.sets.len() && *at < all.len() => {
            let mut clauses = all.clone();
            clauses.remove(*at);
            against.alternative(present, &clauses)
        }
        Change::Group { sets, .. } if sets.iter().all(|&at| at < all.len()) => {
            let others = (0..all.len()).filter(|at| !sets.contains(at)).map(|at| all[at]);
            let group = sets.iter().fold(0, |mask, &at| mask | all[at]);
            against.alternative(present, &others.chain([group]).collect::<Vec<_>>())
        }
        _ => {
            let selected = (proposal.chain != chain).then(|| select::select(store, &proposal.chain, cancel));
            let selected = selected.transpose()?;
            let then = patterns(store, selected.as_ref().unwrap_or(selection), &proposal.question, cancel)?;
            against.alternative(&then, &each_set(&then))
        }
    };
    Ok((now, proposals.iter().map(one).collect::<Result<_, Cancelled>>()?))
}

/// One clause a set.
fn each_set(patterns: &Patterns) -> Vec<u64> {
    (0..patterns.sets.len()).map(|set| 1 << set).collect()
}

/// What alternatives are held against.
struct Against<'a> {
    covariates: &'a [Covariate<'a>],
    population: &'a Profile,
    cancel: &'a Cancel,
}

impl Against<'_> {
    /// Counts those with a record in any set of each clause: sets that are left out or put together need no new pass.
    fn alternative(&self, patterns: &Patterns, clauses: &[u64]) -> Result<Alternative, Cancelled> {
        let within = |pattern: u64| clauses.iter().all(|clause| pattern & clause != 0);
        let each = patterns.each().filter(|(_, pattern)| within(*pattern));
        let kept = PatientSet::from_sorted(each.map(|(patient, _)| patient));
        let profile = Profile::of(self.covariates, &kept, self.cancel)?;
        let drift = drift::compare(self.covariates, &profile, self.population);
        let worst = drift.worst();
        Ok(Alternative {
            patients: kept.len() as u64,
            micros: patterns.time.iter().filter(|(mask, _)| within(*mask)).map(|(_, micros)| *micros).sum(),
            worst_smd: worst.and_then(|row| row.smd),
            worst_attribute: worst.map(|row| row.attribute.clone()),
            half_width: half_width(kept.len() as u64),
        })
    }
}

/// Half the width of a 95 % Wilson interval for a proportion that is observed as one half of `n`: there the formula of
/// Wilson (1927) comes down to `z / (2 sqrt(n + z^2))`. `None` for nobody.
pub fn half_width(n: u64) -> Option<f64> {
    const Z: f64 = 1.959_963_984_540_054;
    (n > 0).then(|| Z / (2.0 * (n as f64 + Z * Z).sqrt()))
}

//! Changes of the coverage question: sets joined, taken apart, moved and left out, and the window moved.
//! Each makes a new question of an old one; what it counts to is computed elsewhere.

use crate::base::Span;
use crate::compute::coverage::link_quality::CLAIMED;
use crate::compute::coverage::specs;
use crate::compute::coverage::what_if::{group, groups};
use crate::model::{CoverageQuestion, Denominator, Member, SetSpec};
use crate::store::Store;

/// A change of the question, as a user makes it.
#[derive(Clone, Debug, PartialEq)]
pub enum QuestionEdit {
    /// Puts all members of a set into another; any of them is enough then.
    Join {
        /// The place of the set that goes.
        from: usize,
        /// The place of the set that takes its members.
        onto: usize,
    },
    /// Moves a set before the one at a place, or to the end.
    Move {
        /// Its place.
        from: usize,
        /// The place it comes before, counted without it.
        to: usize,
    },
    /// Makes a set of each member of a set.
    TakeApart(usize),
    /// Makes a set of each care site of a source that is a set by itself.
    BySite {
        /// The place of the set.
        at: usize,
        /// The sites.
        sites: Vec<String>,
    },
    /// Takes a set out.
    LeaveOut(usize),
    /// Makes every source a set by itself.
    EverySource,
    /// Makes the source groups of the extract sets, titled in a language, and every other source one by itself.
    SourceGroups(&'static str),
    /// Chooses the time that is asked about.
    Window(Option<Span>),
    /// Chooses what shares are shares of.
    Measure(Denominator),
    /// Chooses the phase whose claims are held against other sources, by its id.
    Claim(String),
    /// Puts another question whole.
    Ask(CoverageQuestion),
}

impl QuestionEdit {
    /// Whether edits of this kind that follow each other are one gesture, and so one step to undo.
    pub(super) fn is_gesture(&self) -> bool {
        matches!(self, Self::Window(Some(_)))
    }

    /// What undo calls it. Steps of one gesture have a label that no other edit has.
    pub(super) fn label(&self) -> &'static str {
        if matches!(self, Self::Window(_)) { "window" } else { "question" }
    }

    /// The question after the change. What makes no sense changes nothing.
    pub fn apply(&self, question: &CoverageQuestion, store: &Store) -> CoverageQuestion {
        let mut new = question.clone();
        let mut all = specs(store, question);
        match self {
            Self::Join { from, onto } => join(&mut all, *from, *onto),
            Self::Move { from, to } if *from < all.len() => {
                let set = all.remove(*from);
                all.insert((*to).min(all.len()), set);
            }
            Self::TakeApart(at) => take_apart(&mut all, *at),
            Self::BySite { at, sites } => by_site(&mut all, *at, sites),
            Self::LeaveOut(at) if *at < all.len() && all.len() > 1 => drop(all.remove(*at)),
            Self::EverySource => all = every_source(store),
            Self::SourceGroups(language) => all = source_groups(store, language),
            Self::Window(window) => new.window = *window,
            Self::Measure(denominator) => new.denominator = denominator.clone(),
            Self::Claim(phase) => new.claimed = (phase != CLAIMED).then(|| phase.clone()),
            Self::Ask(other) => return other.clone(),
            Self::Move { .. } | Self::LeaveOut(_) => {}
        }
        new.sets = if all == every_source(store) { Vec::new() } else { all };
        new
    }
}

/// Every source by itself.
fn every_source(store: &Store) -> Vec<SetSpec> {
    specs(store, &CoverageQuestion::default())
}

fn source_groups(store: &Store, language: &str) -> Vec<SetSpec> {
    let mut all = every_source(store);
    // A group takes its sources out of reach of those after it, so that this comes to an end.
    while let Some((title, places)) = groups(store, &all, language).into_iter().next() {
        all = group(&all, &places, &title);
    }
    all
}

fn join(all: &mut Vec<SetSpec>, from: usize, onto: usize) {
    if from == onto || from >= all.len() || onto >= all.len() {
        return;
    }
    let set = all.remove(from);
    let onto = if onto > from { onto - 1 } else { onto };
    let members = set.members.into_iter().filter(|member| !all[onto].members.contains(member));
    let members: Vec<_> = members.collect();
    all[onto].members.extend(members);
    // A title would speak for members that it did not have when it was given.
    all[onto].title = None;
}

fn take_apart(all: &mut Vec<SetSpec>, at: usize) {
    if all.get(at).is_none_or(|set| set.members.len() < 2) {
        return;
    }
    let set = all.remove(at);
    let single = set.members.into_iter().map(|member| SetSpec { title: None, members: vec![member] });
    all.splice(at..at, single);
}

fn by_site(all: &mut Vec<SetSpec>, at: usize, sites: &[String]) {
    let Some([Member { source, site: None }]) = all.get(at).map(|set| set.members.as_slice()) else { return };
    if sites.len() < 2 {
        return;
    }
    let source = source.clone();
    let of_site = |site: &String| SetSpec {
        title: None,
        members: vec![Member { source: source.clone(), site: Some(site.clone()) }],
    };
    all.splice(at..=at, sites.iter().map(of_site));
}

#[cfg(test)]
mod test {
    use super::*;

    fn named(names: &[&str]) -> Vec<SetSpec> {
        names
            .iter()
            .map(|name| SetSpec {
                title: None,
                members: name
                    .split('+')
                    .map(|source| Member { source: source.to_owned(), site: None })
                    .collect(),
            })
            .collect()
    }

    #[test]
    fn sets_are_joined_and_taken_apart_again() {
        let mut all = named(&["a", "b", "c"]);
        join(&mut all, 0, 2);
        assert_eq!(all, named(&["b", "c+a"]));
        join(&mut all, 1, 0);
        assert_eq!(all, named(&["b+c+a"]));
        take_apart(&mut all, 0);
        assert_eq!(all, named(&["b", "c", "a"]));
    }

    #[test]
    fn what_makes_no_sense_changes_nothing() {
        let before = named(&["a", "b"]);
        for (from, onto) in [(0, 0), (2, 0), (0, 2)] {
            let mut all = before.clone();
            join(&mut all, from, onto);
            assert_eq!(all, before);
        }
        let mut all = before.clone();
        take_apart(&mut all, 0);
        take_apart(&mut all, 9);
        assert_eq!(all, before);
    }
}

//! What a mark of the coverage screen stands for, as links of the filter chain, so that every mark opens its patients.
//! It finds no patients itself; running the chain does.

use crate::base::SourceId;
use crate::compute::GroupTitle;
use crate::compute::coverage::specs;
use crate::model::{AttributeTest, CoverageQuestion, EventTest, Filter, SetMode, SetSpec};
use crate::store::Store;

/// A mark of the coverage screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// An intersection of sets.
    Bar {
        /// Whom it stands for.
        mode: SetMode,
        /// The sets, one bit each.
        mask: u64,
    },
    /// Those left after a step of the drop-off, by its place.
    Left(usize),
    /// Those whom a step of the drop-off loses.
    LostAt(usize),
    /// Those with a record of a source.
    Record(SourceId),
    /// Those with a record of a source in the window that is asked about.
    RecordInWindow(SourceId),
    /// Those of a level of an attribute, with a record in a set where one is named.
    Level {
        /// The attribute's id.
        attribute: String,
        /// The level.
        level: GroupTitle,
        /// The set, by its place.
        set: Option<usize>,
    },
}

impl Mark {
    /// The links that leave the patients of the mark; nothing where links cannot say it.
    pub fn filters(&self, question: &CoverageQuestion, store: &Store) -> Option<Vec<Filter>> {
        let sets = specs(store, question);
        let mut filters: Vec<Filter> = question.window.map(Filter::Period).into_iter().collect();
        match self {
            Self::Bar { mode, mask } => filters.extend(of_bar(&sets, *mode, *mask)?),
            Self::Left(step) => filters.extend(all_up_to(&sets, *step)?),
            Self::LostAt(step) => {
                if let Some(before) = step.checked_sub(1) {
                    filters.extend(all_up_to(&sets, before)?);
                }
                filters.push(Filter::HasNot(any_member(sets.get(*step)?)?));
            }
            Self::Record(source) => return Some(vec![Filter::Has(of_source(*source, store)?)]),
            Self::RecordInWindow(source) => filters.push(Filter::Has(of_source(*source, store)?)),
            Self::Level { attribute, level, set } => {
                let test_of = of_level(level)?;
                store.attribute_by_id(attribute)?;
                if let Some(set) = set {
                    filters.push(Filter::Has(any_member(sets.get(*set)?)?));
                } else {
                    filters.clear();
                }
                filters.push(Filter::Attribute { attribute: attribute.clone(), test: test_of });
            }
        }
        Some(filters)
    }
}

fn of_source(source: SourceId, store: &Store) -> Option<EventTest> {
    let id = store.head().sources.get(source.index())?.id.clone();
    Some(EventTest { sources: vec![id], ..EventTest::default() })
}

/// A record of any member. Whole sources beside care sites of others are more than one test can say.
fn any_member(set: &SetSpec) -> Option<EventTest> {
    let mut sources: Vec<String> = set.members.iter().map(|member| member.source.clone()).collect();
    sources.dedup();
    let sites: Vec<String> = set.members.iter().filter_map(|member| member.site.clone()).collect();
    let plain = sites.is_empty() || (sites.len() == set.members.len() && sources.len() == 1);
    plain.then(|| EventTest { sources, sites, ..EventTest::default() })
}

/// One test for a record in any of the sets.
fn any_of<'a>(sets: impl Iterator<Item = &'a SetSpec>) -> Option<EventTest> {
    let mut members: Vec<_> = sets.flat_map(|set| set.members.clone()).collect();
    members.sort();
    members.dedup();
    any_member(&SetSpec { title: None, members })
}

fn of_bar(sets: &[SetSpec], mode: SetMode, mask: u64) -> Option<Vec<Filter>> {
    let inside = |wanted: bool| {
        sets.iter().enumerate().filter(move |(at, _)| (mask >> at & 1 == 1) == wanted).map(|(_, set)| set)
    };
    if mode == SetMode::Union {
        return Some(vec![Filter::Has(any_of(inside(true))?)]);
    }
    let mut filters: Vec<Filter> =
        inside(true).map(|set| any_member(set).map(Filter::Has)).collect::<Option<_>>()?;
    if mode == SetMode::Exclusive && inside(false).next().is_some() {
        filters.push(Filter::HasNot(any_of(inside(false))?));
    }
    Some(filters)
}

fn all_up_to(sets: &[SetSpec], step: usize) -> Option<Vec<Filter>> {
    sets.get(..=step)?.iter().map(|set| any_member(set).map(Filter::Has)).collect()
}

fn of_level(level: &GroupTitle) -> Option<AttributeTest> {
    match level {
        GroupTitle::Category(name) => Some(AttributeTest::OneOf(vec![name.clone()])),
        GroupTitle::Missing => Some(AttributeTest::OneOf(vec![String::new()])),
        GroupTitle::Between(least, most) => Some(AttributeTest::Between(*least, *most)),
        GroupTitle::Year(year) => Some(AttributeTest::Between(*year as f64, *year as f64)),
        GroupTitle::All | GroupTitle::Rest(_) | GroupTitle::Pattern(_) => None,
    }
}

#[cfg(test)]
mod test {
    use super::*;
    use crate::model::Member;

    fn named(names: &[&str]) -> Vec<SetSpec> {
        let member = |text: &str| match text.split_once('@') {
            Some((source, site)) => Member { source: source.into(), site: Some(site.into()) },
            None => Member { source: text.into(), site: None },
        };
        names
            .iter()
            .map(|name| SetSpec { title: None, members: name.split('+').map(member).collect() })
            .collect()
    }

    fn has(sources: &[&str]) -> EventTest {
        EventTest { sources: sources.iter().map(|&s| s.to_owned()).collect(), ..EventTest::default() }
    }

    #[test]
    fn a_bar_says_who_is_in_and_who_is_not() {
        let sets = named(&["a", "b+c", "d"]);
        let filters = of_bar(&sets, SetMode::Exclusive, 0b010).unwrap();
        assert_eq!(filters, [Filter::Has(has(&["b", "c"])), Filter::HasNot(has(&["a", "d"]))]);
        let filters = of_bar(&sets, SetMode::Inclusive, 0b101).unwrap();
        assert_eq!(filters, [Filter::Has(has(&["a"])), Filter::Has(has(&["d"]))]);
        assert_eq!(of_bar(&sets, SetMode::Union, 0b011).unwrap(), [Filter::Has(has(&["a", "b", "c"]))]);
        assert_eq!(of_bar(&sets, SetMode::Exclusive, 0b111).unwrap().len(), 3, "nobody is left to be not");
    }

    #[test]
    fn what_one_test_cannot_say_is_said_to_be_so() {
        assert!(any_member(&named(&["a+b@x"])[0]).is_none());
        let sites = any_member(&named(&["a@x+a@y"])[0]).unwrap();
        assert_eq!(
            (sites.sources, sites.sites),
            (vec!["a".to_owned()], vec!["x".to_owned(), "y".to_owned()])
        );
    }
}

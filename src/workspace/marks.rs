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
    /// Those of a level of an attribute, with a record in all of some sets.
    Level {
        /// The attribute's id.
        attribute: String,
        /// The level.
        level: GroupTitle,
        /// The sets, one bit each.
        sets: u64,
    },
}

impl Mark {
    /// The links that leave the patients of the mark; nothing where links cannot say it.
    pub fn filters(&self, question: &CoverageQuestion, store: &Store) -> Option<Vec<Filter>> {
        let all = Sets { sets: specs(store, question), undated: undated(store) };
        let mut filters: Vec<Filter> = question.window.map(Filter::Period).into_iter().collect();
        match self {
            Self::Bar { mode, mask } => filters.extend(all.of_bar(*mode, *mask)?),
            Self::Left(step) => filters.extend(all.up_to(*step)?),
            Self::LostAt(step) => {
                if let Some(before) = step.checked_sub(1) {
                    filters.extend(all.up_to(before)?);
                }
                filters.push(Filter::HasNot(all.any_member(all.sets.get(*step)?)?));
            }
            Self::Record(source) => return Some(vec![Filter::Has(all.of_source(*source, store)?)]),
            Self::RecordInWindow(source) => filters.push(Filter::Has(all.of_source(*source, store)?)),
            Self::Level { attribute, level, sets } => {
                let test = of_level(level)?;
                store.attribute_by_id(attribute)?;
                if *sets == 0 {
                    filters.clear();
                } else {
                    filters.extend(all.of_bar(SetMode::Inclusive, *sets)?);
                }
                filters.push(Filter::Attribute { attribute: attribute.clone(), test });
            }
        }
        Some(filters)
    }
}

/// Sources without any dated record, which name people: no link of the chain, which asks for events, finds those.
fn undated(store: &Store) -> Vec<String> {
    let (undated, sources) = (store.undated_sources(), &store.head().sources);
    let named = sources.iter().enumerate().filter(|(at, _)| undated >> at & 1 == 1);
    named.map(|(_, source)| source.id.clone()).collect()
}

/// The sets of the question.
struct Sets {
    sets: Vec<SetSpec>,
    undated: Vec<String>,
}

impl Sets {
    fn of_source(&self, source: SourceId, store: &Store) -> Option<EventTest> {
        let id = &store.head().sources.get(source.index())?.id;
        self.any_member(&SetSpec::of_source(id))
    }

    /// A record of any member. Whole sources beside care sites of others are more than one test can say.
    fn any_member(&self, set: &SetSpec) -> Option<EventTest> {
        let mut sources: Vec<String> = set.members.iter().map(|member| member.source.clone()).collect();
        sources.dedup();
        let sites: Vec<String> = set.members.iter().filter_map(|member| member.site.clone()).collect();
        let plain = sites.is_empty() || (sites.len() == set.members.len() && sources.len() == 1);
        let dated = !sources.iter().any(|source| self.undated.contains(source));
        (plain && dated).then(|| EventTest { sources, sites, ..EventTest::default() })
    }

    /// One test for a record in any of the sets.
    fn any_of<'a>(&self, sets: impl Iterator<Item = &'a SetSpec>) -> Option<EventTest> {
        let mut members: Vec<_> = sets.flat_map(|set| set.members.clone()).collect();
        members.sort();
        members.dedup();
        self.any_member(&SetSpec { title: None, members })
    }

    fn of_bar(&self, mode: SetMode, mask: u64) -> Option<Vec<Filter>> {
        let inside = |wanted: bool| {
            let each = self.sets.iter().enumerate();
            each.filter(move |(at, _)| (mask >> at & 1 == 1) == wanted).map(|(_, set)| set)
        };
        if mode == SetMode::Union {
            return Some(vec![Filter::Has(self.any_of(inside(true))?)]);
        }
        let mut filters: Vec<Filter> =
            inside(true).map(|set| self.any_member(set).map(Filter::Has)).collect::<Option<_>>()?;
        if mode == SetMode::Exclusive && inside(false).next().is_some() {
            filters.push(Filter::HasNot(self.any_of(inside(false))?));
        }
        Some(filters)
    }

    fn up_to(&self, step: usize) -> Option<Vec<Filter>> {
        self.sets.get(..=step)?.iter().map(|set| self.any_member(set).map(Filter::Has)).collect()
    }
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

    fn named(names: &[&str]) -> Sets {
        let member = |text: &str| match text.split_once('@') {
            Some((source, site)) => Member { source: source.into(), site: Some(site.into()) },
            None => Member { source: text.into(), site: None },
        };
        let sets = names
            .iter()
            .map(|name| SetSpec { title: None, members: name.split('+').map(member).collect() })
            .collect();
        Sets { sets, undated: vec!["register".into()] }
    }

    fn has(sources: &[&str]) -> EventTest {
        EventTest { sources: sources.iter().map(|&s| s.to_owned()).collect(), ..EventTest::default() }
    }

    #[test]
    fn a_bar_says_who_is_in_and_who_is_not() {
        let sets = named(&["a", "b+c", "d"]);
        let filters = sets.of_bar(SetMode::Exclusive, 0b010).unwrap();
        assert_eq!(filters, [Filter::Has(has(&["b", "c"])), Filter::HasNot(has(&["a", "d"]))]);
        let filters = sets.of_bar(SetMode::Inclusive, 0b101).unwrap();
        assert_eq!(filters, [Filter::Has(has(&["a"])), Filter::Has(has(&["d"]))]);
        assert_eq!(sets.of_bar(SetMode::Union, 0b011).unwrap(), [Filter::Has(has(&["a", "b", "c"]))]);
        assert_eq!(sets.of_bar(SetMode::Exclusive, 0b111).unwrap().len(), 3, "nobody is left to be not");
    }

    #[test]
    fn what_one_test_cannot_say_is_said_to_be_so() {
        let of_first = |names: &[&str]| named(names).any_member(&named(names).sets[0]);
        assert!(of_first(&["a+b@x"]).is_none());
        assert!(of_first(&["a+register"]).is_none(), "whom it names has no event to be found by");
        let sites = of_first(&["a@x+a@y"]).unwrap();
        assert_eq!(
            (sites.sources, sites.sites),
            (vec!["a".to_owned()], vec!["x".to_owned(), "y".to_owned()])
        );
    }
}

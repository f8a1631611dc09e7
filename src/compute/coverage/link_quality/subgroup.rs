//! Subgroups of patients whose linkage is held against each other: attributes of categories, ten-year age bands, the
//! year of the index event, and the care site. It counts nobody.

use std::borrow::Cow;

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, Clock, PatientId, SourceId, Time};
use crate::compute::align;
use crate::compute::coverage::{AGE_AT_INDEX, YEAR_OF_INDEX};
use crate::compute::extent::NO_DATE;
use crate::compute::{EventMask, coverage::funnel::each_bit};
use crate::model::Align;
use crate::store::{AttributeValues, MISSING, Store};

/// Attributes with more levels than this tell people apart rather than group them.
const MOST_LEVELS: usize = 100;

/// The care site of the index event.
pub const SITE: &str = "site";

/// Patients by level.
#[derive(Clone, Debug, PartialEq)]
pub struct Subgroup<'a> {
    /// The attribute's id, or [`AGE_AT_INDEX`] (in ten-year bands), [`YEAR_OF_INDEX`] or the care site.
    pub id: String,
    /// What the levels are called.
    pub levels: Vec<String>,
    /// By patient: the place of the level, or [`MISSING`].
    pub of: Cow<'a, [u32]>,
}

/// All subgroups that the extract allows; those of time only where it has a calendar. A patient without an index
/// event is of the year of the first event with a believable date.
pub fn subgroups<'a>(store: &'a Store, cancel: &Cancel) -> Result<Vec<Subgroup<'a>>, Cancelled> {
    let mut all: Vec<Subgroup<'a>> = store
        .head()
        .attributes
        .iter()
        .filter_map(|attribute| match &attribute.values {
            AttributeValues::Category { names, of } if (1..=MOST_LEVELS).contains(&names.len()) => {
                Some(Subgroup { id: attribute.id.clone(), levels: names.clone(), of: Cow::Borrowed(of) })
            }
            _ => None,
        })
        .collect();
    if store.head().clock == Clock::Calendar {
        let index = index_times(store, cancel)?;
        let years: Vec<Option<i64>> = index.iter().map(|time| time.map(|time| time.date().0)).collect();
        all.extend(age_bands(store, &years));
        all.extend(numbered(YEAR_OF_INDEX, &years, |year| year.to_string()));
    }
    if !store.head().sites.is_empty() {
        all.push(sites(store));
    }
    Ok(all)
}

/// By patient: the day of the index event, or of the first event with a believable date.
pub(super) fn index_times(store: &Store, cancel: &Cancel) -> Result<Vec<Option<Time>>, Cancelled> {
    let anchors = align::align(store, &Align::Index, cancel)?;
    let events = store.events();
    let first = |id: u32| {
        let patient = PatientId(id);
        let seen = || store.events_of(patient).find(|&at| events.flaws[at] & NO_DATE == 0);
        anchors.of(patient).map(Time).or_else(|| seen().map(|at| Time(events.start[at])))
    };
    Ok((0..store.patient_count() as u32).into_par_iter().with_min_len(4096).map(first).collect())
}

fn age_bands<'a>(store: &Store, years: &[Option<i64>]) -> Option<Subgroup<'a>> {
    let (year, date) = (store.attribute_by_id("birthYear"), store.attribute_by_id("birthDate"));
    let born = |patient: PatientId| {
        let year = year.and_then(|year| year.number(patient)).map(|year| year as i64);
        year.or_else(|| date.and_then(|date| date.date(patient)).map(|(time, _)| time.date().0))
    };
    let band = |(id, year): (usize, &Option<i64>)| {
        let age = (*year)? - born(PatientId(id as u32))?;
        (0..130).contains(&age).then_some(age / 10)
    };
    let bands: Vec<Option<i64>> = years.iter().enumerate().map(band).collect();
    numbered(AGE_AT_INDEX, &bands, |band| format!("{}–{}", band * 10, band * 10 + 9))
}

/// A subgroup whose levels are numbers in order; `None` if nobody has one, or there are too many.
fn numbered<'a>(id: &str, of: &[Option<i64>], name: impl Fn(i64) -> String) -> Option<Subgroup<'a>> {
    let mut levels: Vec<i64> = of.iter().flatten().copied().collect();
    levels.sort_unstable();
    levels.dedup();
    if !(1..=MOST_LEVELS).contains(&levels.len()) {
        return None;
    }
    let place = |number: &Option<i64>| {
        number.and_then(|number| levels.binary_search(&number).ok()).map_or(MISSING, |at| at as u32)
    };
    let of = of.iter().map(place).collect();
    Some(Subgroup { id: id.to_owned(), levels: levels.into_iter().map(name).collect(), of: Cow::Owned(of) })
}

/// The site of the first index event that names one, or else of the first event of the population's sources.
fn sites<'a>(store: &Store) -> Subgroup<'a> {
    let (head, events) = (store.head(), store.events());
    let all = EventMask::all(store);
    let mask = match &head.index {
        Align::Event(test, _) => all.and_test(store, test),
        Align::Index | Align::Calendar => all,
    };
    let of_population = head.population_sources.iter().fold(0u64, |bits, source| bits | 1 << source.0);
    let site = |id: u32| {
        let range = store.events_of(PatientId(id));
        let with_site = |at: usize| events.site.get(at).map(u32::from);
        let index = range.clone().filter(|&at| mask.admits(events, at)).find_map(with_site);
        let named = || range.filter(|&at| of_population >> events.source[at] & 1 == 1).find_map(with_site);
        index.or_else(named).unwrap_or(MISSING)
    };
    let of = (0..store.patient_count() as u32).into_par_iter().with_min_len(4096).map(site).collect();
    Subgroup { id: SITE.to_owned(), levels: head.sites.clone(), of: Cow::Owned(of) }
}

/// By patient: the sources that name the patient, one bit each; nothing outside the population.
pub(super) fn linked_masks(store: &Store) -> Vec<u64> {
    let head = store.head();
    let mut masks = vec![0u64; store.patient_count()];
    let every = if head.sources.len() < 64 { (1u64 << head.sources.len()) - 1 } else { u64::MAX };
    each_bit(every, |source| {
        let linked = &store.linkage_of(SourceId(source as u16)).linked & &head.population;
        linked.iter().for_each(|patient| masks[patient.index()] |= 1 << source);
    });
    masks
}

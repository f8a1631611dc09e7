//! What patients are compared by: their attributes, and their age and the year at the index event.
//! It reads values one by one; sums and levels are made elsewhere.

use crate::base::{Clock, PatientId, PatientSet, Time, time::DAY};
use crate::compute::{Anchors, GroupTitle, arrange};
use crate::store::{AttributeValues, MISSING, Store};

/// Beside the attributes: the age in years on the day of the index event.
pub const AGE_AT_INDEX: &str = "ageAtIndex";
/// Beside the attributes: the calendar year of the index event.
pub const YEAR_OF_INDEX: &str = "yearOfIndex";

/// An age beyond it comes of a date that means nothing.
const OLDEST: f64 = 130.0;
const YEAR: f64 = 365.25 * DAY as f64;

/// What patients are compared by.
pub(super) struct Covariate<'a> {
    /// The attribute's id, or [`AGE_AT_INDEX`] or [`YEAR_OF_INDEX`].
    pub id: &'a str,
    pub values: Values<'a>,
}

/// The values, by patient.
pub(super) enum Values<'a> {
    /// Texts, as the store keeps them.
    Category { names: &'a [String], of: &'a [u32] },
    /// Numbers; missing ones are NaN.
    Number(Reader<'a>),
    /// Years with their fraction; missing ones are NaN.
    Year(Reader<'a>),
}

/// Reads a number of a patient; NaN where there is none.
pub(super) type Reader<'a> = Box<dyn Fn(PatientId) -> f64 + Sync + Send + 'a>;

/// All there are: the attributes in their order, then age and year. `index` is everybody's index event.
pub(super) fn all<'a>(store: &'a Store, index: &'a Anchors) -> Vec<Covariate<'a>> {
    let attributes = store.head().attributes.iter().map(|attribute| {
        let values = match &attribute.values {
            AttributeValues::Category { names, of } => Values::Category { names, of },
            AttributeValues::Number(numbers) => Values::Number(Box::new(|p| numbers[p.index()])),
            AttributeValues::Date(dates) => {
                Values::Year(Box::new(|p| dates[p.index()].map_or(f64::NAN, |(time, _)| year(time))))
            }
        };
        Covariate { id: &attribute.id, values }
    });
    let mut all: Vec<Covariate<'a>> = attributes.collect();
    if store.head().clock == Clock::Calendar {
        all.extend(age(store, index).map(|age| Covariate { id: AGE_AT_INDEX, values: Values::Number(age) }));
        let of = move |p| index.of(p).map_or(f64::NAN, |at| Time(at).date().0 as f64);
        all.push(Covariate { id: YEAR_OF_INDEX, values: Values::Year(Box::new(of)) });
    }
    all
}

/// The ids of all there are.
pub fn ids(store: &Store) -> Vec<String> {
    let index = Anchors::new(crate::compute::Axis::Days, Vec::new());
    all(store, &index).iter().map(|covariate| covariate.id.to_owned()).collect()
}

/// The age at the index event: from the date of birth, else as the difference of the years.
fn age<'a>(store: &'a Store, index: &'a Anchors) -> Option<Reader<'a>> {
    let sane = |age: f64| if (0.0..=OLDEST).contains(&age) { age } else { f64::NAN };
    if let Some(AttributeValues::Date(born)) = store.attribute_by_id("birthDate").map(|a| &a.values) {
        return Some(Box::new(move |p| match (index.of(p), born[p.index()]) {
            (Some(at), Some((born, _))) => sane((at.saturating_sub(born.0)) as f64 / YEAR),
            _ => f64::NAN,
        }));
    }
    let Some(AttributeValues::Number(born)) = store.attribute_by_id("birthYear").map(|a| &a.values) else {
        return None;
    };
    Some(Box::new(move |p| {
        index.of(p).map_or(f64::NAN, |at| sane(Time(at).date().0 as f64 - born[p.index()]))
    }))
}

/// The year of a moment, with the part of it that has passed.
fn year(time: Time) -> f64 {
    let (year, _, _) = time.date();
    let first = Time::from_date(year, 1, 1).0;
    let next = Time::from_date(year + 1, 1, 1).0;
    year as f64 + (time.0 - first) as f64 / (next - first) as f64
}

impl Covariate<'_> {
    /// The place of each patient's level, and the levels; the last level is "missing".
    pub(super) fn levels(&self, patients: &[PatientId]) -> (Vec<usize>, Vec<GroupTitle>) {
        let known = |read: &Reader<'_>| -> Vec<Option<f64>> {
            patients.iter().map(|&p| Some(read(p)).filter(|number| !number.is_nan())).collect()
        };
        let (places, mut titles) = match &self.values {
            Values::Category { names, of } => {
                let place = |p: &PatientId| match of[p.index()] {
                    MISSING => names.len(),
                    at => at as usize,
                };
                let titles = names.iter().cloned().map(GroupTitle::Category);
                (patients.iter().map(place).collect(), titles.collect())
            }
            Values::Number(read) => arrange::bins(&known(read)),
            Values::Year(read) => {
                let years: Vec<Option<i64>> =
                    known(read).into_iter().map(|year| year.map(|year| year.floor() as i64)).collect();
                let mut all: Vec<i64> = years.iter().flatten().copied().collect();
                all.sort_unstable();
                all.dedup();
                let place = |y: Option<i64>| y.map_or(all.len(), |y| all.partition_point(|&other| other < y));
                let places = years.into_iter().map(place).collect();
                (places, all.into_iter().map(GroupTitle::Year).collect::<Vec<_>>())
            }
        };
        titles.push(GroupTitle::Missing);
        (places, titles)
    }
}

/// Of some patients those of a level of a covariate. What the "rest" of the levels is, follows from those that are
/// `listed` beside it.
pub fn of_level(
    store: &Store,
    index: &Anchors,
    patients: &[PatientId],
    (id, level): (&str, &GroupTitle),
    listed: &[GroupTitle],
) -> PatientSet {
    let all = all(store, index);
    let Some(covariate) = all.iter().find(|covariate| covariate.id == id) else { return PatientSet::new() };
    let (places, titles) = covariate.levels(patients);
    let wanted: Vec<bool> = titles
        .iter()
        .map(|title| match level {
            GroupTitle::Rest(_) => !listed.contains(title),
            level => title == level,
        })
        .collect();
    let inside = patients.iter().zip(places).filter(|(_, place)| wanted[*place]);
    PatientSet::from_sorted(inside.map(|(patient, _)| *patient))
}

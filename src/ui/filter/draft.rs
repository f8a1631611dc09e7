//! A filter while it is being made: what is ticked and typed so far, and whether that is a filter yet.
//! It draws nothing; the form does.

use crate::base::civil::days_in_month;
use crate::base::{Clock, Precision, Span, Time};
use crate::model::{AttributeTest, CodeRef, EventTest, Filter};
use crate::store::{AttributeValues, Store};

use super::words::{OPEN_END, OPEN_START};

/// The kinds of filters there is a form for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Events of sources.
    #[default]
    Sources,
    /// Events of phases.
    Phases,
    /// Events with codes.
    Codes,
    /// Patients by an attribute.
    Attribute,
    /// Events in a span of time.
    Period,
    /// Patients with an event.
    Has,
    /// Patients without an event.
    HasNot,
    /// Patients by how many events they have.
    EventCount,
}

impl Kind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Sources,
        Self::Phases,
        Self::Codes,
        Self::Attribute,
        Self::Period,
        Self::Has,
        Self::HasNot,
        Self::EventCount,
    ];

    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Sources => "kind-of-filter-sources",
            Self::Phases => "kind-of-filter-phases",
            Self::Codes => "kind-of-filter-codes",
            Self::Attribute => "kind-of-filter-attribute",
            Self::Period => "kind-of-filter-period",
            Self::Has => "kind-of-filter-has",
            Self::HasNot => "kind-of-filter-has-not",
            Self::EventCount => "kind-of-filter-event-count",
        }
    }

    /// The key of what it does.
    pub fn about_key(self) -> &'static str {
        match self {
            Self::Sources | Self::Phases | Self::Codes | Self::Period => "about-filter-events",
            Self::Attribute => "about-filter-attribute",
            Self::Has => "about-filter-has",
            Self::HasNot => "about-filter-has-not",
            Self::EventCount => "about-filter-event-count",
        }
    }
}

/// A filter while it is being made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// The link it will replace; a new one is added when absent.
    pub replaces: Option<usize>,
    /// Its kind.
    pub kind: Kind,
    /// Ticked sources, phases and codes.
    pub test: EventTest,
    /// The attribute chosen, and its ticked values.
    pub attribute: String,
    /// Ticked values; an empty text stands for a missing one.
    pub values: Vec<String>,
    /// What is typed in the two fields of a range.
    pub range: [String; 2],
    /// What is typed in the two fields of a period.
    pub period: [String; 2],
    /// What is typed in the two fields of a number of events.
    pub count: [String; 2],
    /// What is searched among the codes.
    pub search: String,
}

impl Draft {
    /// A draft that replaces a link; nothing for a filter that has no form.
    pub fn of(at: usize, filter: &Filter, store: &Store) -> Option<Self> {
        let mut draft = Self { replaces: Some(at), ..Self::default() };
        match filter.clone() {
            Filter::Sources(sources) => (draft.kind, draft.test.sources) = (Kind::Sources, sources),
            Filter::Phases(phases) => (draft.kind, draft.test.phases) = (Kind::Phases, phases),
            Filter::Codes(codes) => (draft.kind, draft.test.codes) = (Kind::Codes, codes),
            Filter::Period(span) => {
                (draft.kind, draft.period) = (Kind::Period, written(span, store.head().clock));
            }
            Filter::Has(test) => (draft.kind, draft.test) = (Kind::Has, test),
            Filter::HasNot(test) => (draft.kind, draft.test) = (Kind::HasNot, test),
            Filter::EventCount { least, most } => {
                let number = |n: u64, none: u64| if n == none { String::new() } else { n.to_string() };
                (draft.kind, draft.count) = (Kind::EventCount, [number(least, 0), number(most, u64::MAX)]);
            }
            Filter::Attribute { attribute, test } => {
                (draft.kind, draft.attribute) = (Kind::Attribute, attribute);
                match test {
                    AttributeTest::OneOf(values) => draft.values = values,
                    AttributeTest::Between(least, most) => {
                        let number = |n: f64| if n.is_finite() { n.to_string() } else { String::new() };
                        draft.range = [number(least), number(most)];
                    }
                }
            }
            Filter::Patients { .. } => return None,
        }
        Some(draft)
    }

    /// The filter, or the key of what is missing or wrong.
    pub fn filter(&self, store: &Store) -> Result<Filter, &'static str> {
        let filled = |is_empty: bool| if is_empty { Err("filter-pick-one") } else { Ok(()) };
        let test = &self.test;
        match self.kind {
            Kind::Sources => filled(test.sources.is_empty()).map(|()| Filter::Sources(test.sources.clone())),
            Kind::Phases => filled(test.phases.is_empty()).map(|()| Filter::Phases(test.phases.clone())),
            Kind::Codes => filled(test.codes.is_empty()).map(|()| Filter::Codes(test.codes.clone())),
            Kind::Has => filled(*test == EventTest::default()).map(|()| Filter::Has(test.clone())),
            Kind::HasNot => filled(*test == EventTest::default()).map(|()| Filter::HasNot(test.clone())),
            Kind::Attribute => self.attribute(store),
            Kind::Period => self.period(store.head().clock).map(Filter::Period),
            Kind::EventCount => self.event_count(),
        }
    }

    fn attribute(&self, store: &Store) -> Result<Filter, &'static str> {
        let found = store.attribute_by_id(&self.attribute).ok_or("filter-pick-attribute")?;
        let test = match found.values {
            AttributeValues::Category { .. } if self.values.is_empty() => return Err("filter-pick-one"),
            AttributeValues::Category { .. } => AttributeTest::OneOf(self.values.clone()),
            // Numbers and dates are asked for by range; a missing one is ticked instead.
            _ if !self.values.is_empty() => AttributeTest::OneOf(self.values.clone()),
            _ => {
                let number = |text: &str, none: f64| match text.trim() {
                    "" => Ok(none),
                    text => text.replace(',', ".").parse::<f64>().map_err(|_| "filter-not-a-number"),
                };
                let least = number(&self.range[0], f64::NEG_INFINITY)?;
                let most = number(&self.range[1], f64::INFINITY)?;
                if least.is_infinite() && most.is_infinite() {
                    return Err("filter-one-end");
                }
                if least > most {
                    return Err("filter-wrong-order");
                }
                AttributeTest::Between(least, most)
            }
        };
        Ok(Filter::Attribute { attribute: self.attribute.clone(), test })
    }

    fn period(&self, clock: Clock) -> Result<Span, &'static str> {
        typed(&self.period, clock)?.ok_or("filter-one-end")
    }

    fn event_count(&self) -> Result<Filter, &'static str> {
        let number = |text: &str, none: u64| match text.trim() {
            "" => Ok(none),
            text => text.parse::<u64>().map_err(|_| "filter-not-a-count"),
        };
        let (least, most) = (number(&self.count[0], 0)?, number(&self.count[1], u64::MAX)?);
        match (least, most) {
            (0, u64::MAX) => Err("filter-one-end"),
            (least, most) if least > most => Err("filter-wrong-order"),
            (least, most) => Ok(Filter::EventCount { least, most }),
        }
    }

    /// Ticks a code, or takes the tick away.
    pub fn toggle_code(&mut self, code: CodeRef) {
        toggle(&mut self.test.codes, code);
    }
}

/// Puts an item in a list, or takes it out.
pub fn toggle<T: PartialEq>(list: &mut Vec<T>, item: T) {
    match list.iter().position(|other| *other == item) {
        Some(at) => drop(list.remove(at)),
        None => list.push(item),
    }
}

/// A day as it is typed: `2019`, `2019-05` or `2019-05-03`, all of the span it names; without a calendar a number of days.
fn moment(text: &str, clock: Clock) -> Option<Span> {
    if clock == Clock::Relative {
        let days: i64 = text.replace('\u{2212}', "-").parse().ok()?;
        return Some(Time::from_days(days).span(Precision::Day));
    }
    let mut parts = text.split('-');
    let year = parts.next().filter(|part| part.len() == 4)?.parse::<i64>().ok()?;
    let Some(month) = parts.next() else { return Some(Time::from_date(year, 1, 1).span(Precision::Year)) };
    let month = month.parse::<u32>().ok().filter(|month| (1..=12).contains(month))?;
    let Some(day) = parts.next() else { return Some(Time::from_date(year, month, 1).span(Precision::Month)) };
    let day = day.parse::<u32>().ok().filter(|day| (1..=days_in_month(year, month)).contains(day))?;
    parts.next().is_none().then(|| Time::from_date(year, month, day).span(Precision::Day))
}

/// The period that is typed in two fields, an empty one an open end; none where both are empty. The error is the key
/// of what is wrong.
pub fn typed(fields: &[String; 2], clock: Clock) -> Result<Option<Span>, &'static str> {
    let wrong = if clock == Clock::Calendar { "filter-not-a-date" } else { "filter-not-a-day" };
    let parse = |text: &str| match text.trim() {
        "" => Ok(None),
        text => moment(text, clock).map(Some).ok_or(wrong),
    };
    let (from, to) = (parse(&fields[0])?, parse(&fields[1])?);
    if from.is_none() && to.is_none() {
        return Ok(None);
    }
    let span =
        Span { from: from.map_or(OPEN_START, |span| span.from), to: to.map_or(OPEN_END, |span| span.to) };
    if span.from < span.to { Ok(Some(span)) } else { Err("filter-wrong-order") }
}

/// A period as it is typed.
pub fn written(span: Span, clock: Clock) -> [String; 2] {
    let day = |time: Time| match clock {
        Clock::Relative => time.days().to_string(),
        Clock::Calendar => {
            let (year, month, day) = time.date();
            format!("{year:04}-{month:02}-{day:02}")
        }
    };
    let from = if span.from <= OPEN_START { String::new() } else { day(span.from) };
    let to = if span.to >= OPEN_END { String::new() } else { day(Time(span.to.0 - 1)) };
    [from, to]
}

#[cfg(test)]
mod test {
    use super::*;

    #[track_caller]
    fn check(from: &str, to: &str, clock: Clock, expect: Result<[&str; 2], &'static str>) {
        let draft = Draft { period: [from.into(), to.into()], ..Draft::default() };
        let got = draft.period(clock).map(|span| written(span, clock));
        assert_eq!(got, expect.map(|ends| ends.map(String::from)), "{from} to {to}");
    }

    #[test]
    fn periods_are_read_as_precisely_as_they_are_typed() {
        let calendar = Clock::Calendar;
        check("2018", "2021", calendar, Ok(["2018-01-01", "2021-12-31"]));
        check("2020-02", "2020-02", calendar, Ok(["2020-02-01", "2020-02-29"]));
        check(" 2019-05-03 ", "", calendar, Ok(["2019-05-03", ""]));
        check("", "2019-05-03", calendar, Ok(["", "2019-05-03"]));
        check("", "", calendar, Err("filter-one-end"));
        check("2021", "2020", calendar, Err("filter-wrong-order"));
        for wrong in ["2019-13", "2019-02-29", "19-05-03", "2019-05-03-1", "03-05-2019", "yesterday"] {
            check(wrong, "", calendar, Err("filter-not-a-date"));
        }
    }

    #[test]
    fn periods_without_a_calendar_are_days() {
        check("-30", "90", Clock::Relative, Ok(["-30", "90"]));
        check("−30", "", Clock::Relative, Ok(["-30", ""]));
        check("2019-05-03", "", Clock::Relative, Err("filter-not-a-day"));
    }

    #[test]
    fn numbers_of_events_have_at_least_one_end() {
        let count = |least: &str, most: &str| {
            Draft { count: [least.into(), most.into()], ..Draft::default() }.event_count()
        };
        assert_eq!(count("5", ""), Ok(Filter::EventCount { least: 5, most: u64::MAX }));
        assert_eq!(count("", "7"), Ok(Filter::EventCount { least: 0, most: 7 }));
        assert_eq!(count("", ""), Err("filter-one-end"));
        assert_eq!(count("9", "7"), Err("filter-wrong-order"));
        assert_eq!(count("many", ""), Err("filter-not-a-count"));
    }
}

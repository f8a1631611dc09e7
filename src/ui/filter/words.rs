//! A filter in words, for chips and tooltips.
//! It names what the extract calls things; a name the extract does not have is shown as it is.

use crate::base::{Precision, Span, Time};
use crate::i18n::Texts;
use crate::model::{AttributeTest, EventTest, Filter};
use crate::store::Store;
use crate::ui::names;

/// How many names a chip lists before it says how many more there are.
const MOST_NAMES: usize = 3;

/// A moment before all others: an open beginning of a period.
pub const OPEN_START: Time = Time(i64::MIN / 2);
/// A moment after all others: an open end of a period.
pub const OPEN_END: Time = Time(i64::MAX / 2);

/// A filter in words.
pub fn words(filter: &Filter, store: &Store, texts: &Texts) -> String {
    match filter {
        Filter::Sources(ids) => {
            let names = names::some(ids.iter().map(|id| names::source_by_id(id, store)), MOST_NAMES);
            texts.ta("filter-sources", &[("values", names.into())])
        }
        Filter::Phases(ids) => {
            let names = names::some(ids.iter().map(|id| names::phase_by_id(id, store, texts)), MOST_NAMES);
            texts.ta("filter-phases", &[("values", names.into())])
        }
        Filter::Codes(codes) => {
            let names = codes.iter().map(|code| names::code_by_ref(code, store, texts));
            texts.ta("filter-codes", &[("values", names::some(names, MOST_NAMES).into())])
        }
        Filter::Period(span) => period_words(*span, store, texts),
        Filter::Attribute { attribute, test } => attribute_words(attribute, test, texts),
        Filter::Has(test) => texts.ta("filter-has", &[("what", test_words(test, store, texts).into())]),
        Filter::HasNot(test) => {
            texts.ta("filter-has-not", &[("what", test_words(test, store, texts).into())])
        }
        Filter::EventCount { least, most } => count_words(*least, *most, texts),
        Filter::Patients { label, .. } => texts.ta("filter-patients", &[("label", label.as_str().into())]),
    }
}

/// A test of an event in words: codes, then phases, sources and care sites.
pub fn test_words(test: &EventTest, store: &Store, texts: &Texts) -> String {
    let lists = [
        names::some(test.codes.iter().map(|code| names::code_by_ref(code, store, texts)), MOST_NAMES),
        names::some(test.phases.iter().map(|id| names::phase_by_id(id, store, texts)), MOST_NAMES),
        names::some(test.sources.iter().map(|id| names::source_by_id(id, store)), MOST_NAMES),
        names::some(test.sites.iter().cloned(), MOST_NAMES),
    ];
    let filled: Vec<String> = lists.into_iter().filter(|list| !list.is_empty()).collect();
    if filled.is_empty() { texts.t("word-event").to_lowercase() } else { filled.join(" · ") }
}

/// A period in words, with its open ends.
pub fn period_words(span: Span, store: &Store, texts: &Texts) -> String {
    let clock = store.head().clock;
    let from = texts.moment(span.from, Precision::Day, clock);
    let to = texts.moment(Time(span.to.0.saturating_sub(1)), Precision::Day, clock);
    match (span.from <= OPEN_START, span.to >= OPEN_END) {
        (true, true) => texts.t("filter-period-all"),
        (true, false) => texts.ta("filter-period-until", &[("to", to.into())]),
        (false, true) => texts.ta("filter-period-since", &[("from", from.into())]),
        (false, false) if from == to => from,
        (false, false) => texts.ta("filter-period", &[("from", from.into()), ("to", to.into())]),
    }
}

fn attribute_words(attribute: &str, test: &AttributeTest, texts: &Texts) -> String {
    let name = names::attribute(attribute, texts);
    match test {
        AttributeTest::OneOf(values) => {
            let value =
                |text: &String| if text.is_empty() { texts.t("filter-missing") } else { text.clone() };
            let values = names::some(values.iter().map(value), MOST_NAMES);
            texts.ta("filter-attribute", &[("attribute", name.into()), ("values", values.into())])
        }
        AttributeTest::Between(least, most) => {
            // Years are numbers here too, so that no sign stands between thousands.
            let number = |number: f64| {
                if number.fract() == 0.0 { format!("{number:.0}") } else { texts.number(number, 2) }
            };
            let (least_text, most_text) = (number(*least), number(*most));
            let name = ("attribute", name.into());
            match (least.is_finite(), most.is_finite()) {
                (true, false) => texts.ta("filter-attribute-least", &[name, ("least", least_text.into())]),
                (false, true) => texts.ta("filter-attribute-most", &[name, ("most", most_text.into())]),
                _ => texts.ta(
                    "filter-attribute-between",
                    &[name, ("least", least_text.into()), ("most", most_text.into())],
                ),
            }
        }
    }
}

fn count_words(least: u64, most: u64, texts: &Texts) -> String {
    match (least, most) {
        (0, most) if most < u64::MAX => texts.ta("filter-event-most", &[("most", most.into())]),
        (least, u64::MAX) => texts.ta("filter-event-least", &[("least", least.into())]),
        (least, most) => texts.ta("filter-event-count", &[("least", least.into()), ("most", most.into())]),
    }
}

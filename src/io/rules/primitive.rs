//! Reads what a rule does: the word of the primitive, and the keys that belong to it.
//! Keys that belong to another primitive are unknown, as misspelt ones are.

use crate::base::Say;
use crate::base::civil::days_in_month;
use crate::model::rule::{
    Anchor, By, Edge, Field, HeapBin, Key, LinkRule, Pick, Primitive, Relation, Selector, Series, Side,
};

use super::cursor::{Map, Value, Wrong};
use super::select::{Names, limit, selector};

const PICKS: [(Pick, &str); 3] = [(Pick::Each, "each"), (Pick::First, "first"), (Pick::Last, "last")];
const EDGES: [(Edge, &str); 2] = [(Edge::Start, "start"), (Edge::End, "end")];
const RELATIONS: [(Relation, &str); 3] =
    [(Relation::Before, "before"), (Relation::After, "after"), (Relation::Apart, "apart")];
const BYS: [(By, &str); 3] = [(By::Agent, "agent"), (By::Code, "code"), (By::Patient, "patient")];
const SIDES: [(Side, &str); 3] =
    [(Side::Short, "short"), (Side::ShortOfCycle, "short_of_cycle"), (Side::LongOfCycle, "long_of_cycle")];

/// What a rule does.
pub(super) fn primitive(map: &Map<'_>, names: &Names<'_>) -> Result<Primitive, Wrong> {
    let word = map.need("primitive")?;
    let select = |key: &str| selector(&map.need(key)?, names);
    let all_or = |key: &str| map.get(key).map_or(Ok(Selector::default()), |value| selector(&value, names));
    let number = |key: &str| limit(&map.need(key)?, names);
    let truth = |key: &str| map.get(key).map_or(Ok(false), |value| value.truth());
    let pick = || map.get("pick").map_or(Ok(Pick::Each), |value| value.word(&PICKS));
    let by = || map.get("by").map_or(Ok(By::Agent), |value| value.word(&BYS));
    Ok(match word.text()? {
        "compare_dates" => Primitive::CompareDates {
            select: all_or("select")?,
            pick: pick()?,
            edge: map.get("edge").map_or(Ok(Edge::Start), |value| value.word(&EDGES))?,
            with: anchor(&map.need("with")?, names)?,
            fails: map.need("fails")?.word(&RELATIONS)?,
            limit: number("limit")?,
        },
        "deaths" => Primitive::Deaths {
            contact: select("contact")?,
            alive: map.get("alive").map(|value| alive(&value)).transpose()?,
            limit: number("limit")?,
        },
        "interval_between" => Primitive::IntervalBetween {
            select: select("select")?,
            by: by()?,
            side: map.need("side")?.word(&SIDES)?,
            limit: number("limit")?,
        },
        "order" => {
            Primitive::Order { first: select("first")?, then: select("then")?, limit: number("limit")? }
        }
        "absent" => Primitive::Absent {
            trigger: select("trigger")?,
            pick: pick()?,
            expect: select("expect")?,
            before: number("before")?,
            after: number("after")?,
        },
        "count" => Primitive::Count {
            select: select("select")?,
            distinct: truth("distinct")?,
            per_day: truth("per_day")?,
            limit: number("limit")?,
        },
        "overlap" => Primitive::Overlap { a: select("a")?, b: select("b")?, limit: number("limit")? },
        "coexist" => Primitive::Coexist {
            a: select("a")?,
            pick: pick()?,
            b: select("b")?,
            before: number("before")?,
            after: number("after")?,
        },
        "duplicate" => {
            let keys = map.need("keys")?.words(&Key::ALL)?;
            Primitive::Duplicate { select: all_or("select")?, keys }
        }
        "match_across" => {
            Primitive::MatchAcross { a: select("a")?, b: select("b")?, by: by()?, window: number("window")? }
        }
        "gap_in_supply" => Primitive::GapInSupply {
            select: all_or("select")?,
            stockpile: truth("stockpile")?,
            hospital: truth("hospital")?,
            silence: map.get("silence").map(|value| value.count()).transpose()?,
            limit: number("limit")?,
        },
        "heap" => Primitive::Heap {
            select: all_or("select")?,
            bins: map.need("bins")?.words(&HeapBin::ALL)?,
            limit: number("limit")?,
        },
        "rate_change" => {
            Primitive::RateChange { series: map.need("series")?.word(&Series::ALL)?, limit: number("limit")? }
        }
        "regimen_fit" => Primitive::RegimenFit { select: select("select")?, limit: number("limit")? },
        "attribute" => Primitive::Attribute { cases: cases(map, names)?, limit: number("limit")? },
        "linkage" => Primitive::Linkage { rule: map.need("linkage")?.word(&LinkRule::ALL)? },
        other => {
            let known = "absent, attribute, coexist, compare_dates, count, deaths, duplicate, gap_in_supply, heap, \
                         interval_between, linkage, match_across, order, overlap, rate_change, regimen_fit";
            return Err(
                word.wrong(Say::new("rules-unknown-word").with_name("word", other).with("known", known))
            );
        }
    })
}

fn anchor(value: &Value<'_>, names: &Names<'_>) -> Result<Anchor, Wrong> {
    if value.is_text() {
        let words = [(0, "birth"), (1, "death"), (2, "cut"), (3, "own_start")];
        return Ok(match value.word(&words)? {
            0 => Anchor::Birth,
            1 => Anchor::Death,
            2 => Anchor::Cut,
            _ => Anchor::OwnStart,
        });
    }
    let map = value.map()?;
    let anchor = if let Some(first) = map.get("first") {
        Anchor::First(selector(&first, names)?)
    } else if let Some(last) = map.get("last") {
        Anchor::Last(selector(&last, names)?)
    } else if let Some(previous) = map.get("previous") {
        Anchor::Previous(selector(&previous, names)?)
    } else {
        Anchor::Next(selector(&map.need("next")?, names)?)
    };
    map.done()?;
    Ok(anchor)
}

fn alive(value: &Value<'_>) -> Result<(String, Vec<String>), Wrong> {
    let map = value.map()?;
    let attribute = map.need("attribute")?.text()?.to_owned();
    let values = map.need("values")?.texts()?;
    map.done()?;
    Ok((attribute, values.into_iter().map(|value| value.to_lowercase()).collect()))
}

/// One field with the events it is looked at in, or several.
fn cases(map: &Map<'_>, names: &Names<'_>) -> Result<Vec<(Selector, Field)>, Wrong> {
    let case = |map: &Map<'_>| {
        let select = map.get("select").map_or(Ok(Selector::default()), |value| selector(&value, names))?;
        Ok::<_, Wrong>((select, field(&map.need("field")?)?))
    };
    let Some(cases) = map.get("cases") else { return Ok(vec![case(map)?]) };
    let read = |value: &Value<'_>| {
        let map = value.map()?;
        let read = case(&map)?;
        map.done()?;
        Ok(read)
    };
    cases.list()?.iter().map(read).collect()
}

fn field(value: &Value<'_>) -> Result<Field, Wrong> {
    let map = value.map()?;
    let field = if let Some(dates) = map.get("sentinel_dates") {
        Field::SentinelDates(dates.list()?.iter().map(date).collect::<Result<_, _>>()?)
    } else if let Some(attribute) = map.get("attribute") {
        let lower = |key: &str| -> Result<Vec<String>, Wrong> {
            Ok(map.need(key)?.texts()?.into_iter().map(|value| value.to_lowercase()).collect())
        };
        let (allowed, refused) = (lower("allowed")?, lower("refused")?);
        Field::Attribute { attribute: attribute.text()?.to_owned(), allowed, refused }
    } else if let Some(fact) = map.get("fact") {
        Field::Fact(fact.word(&[("sex", "sex"), ("birth", "birth")])?.to_owned())
    } else {
        map.need("days_supply")?.truth()?;
        Field::DaysSupply
    };
    map.done()?;
    Ok(field)
}

/// A calendar date.
fn date(value: &Value<'_>) -> Result<(i32, u8, u8), Wrong> {
    let text = value.text()?;
    let parts: Option<Vec<i32>> = text.split('-').map(|part| part.parse().ok()).collect();
    let date = parts.as_deref().and_then(|parts| match parts {
        &[year, month @ 1..=12, day] => {
            let most = days_in_month(i64::from(year), month as u32) as i32;
            (1..=most).contains(&day).then_some((year, month as u8, day as u8))
        }
        _ => None,
    });
    date.ok_or_else(|| value.wrong(Say::new("rules-bad-date").with_name("date", text)))
}

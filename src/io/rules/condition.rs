//! Reads conditions: tables with one key that says which, composed with `all`, `any` and `not`.
//! It does not judge them.

use crate::base::Say;
use crate::model::rule::{Clause, Condition};

use super::cursor::{Value, Wrong};
use super::select::{Names, classes, limit, selector};

/// How deep conditions may stand in one another.
const DEEPEST: usize = 16;

/// A list of conditions; none where the key is missing.
pub(super) fn conditions(value: Option<Value<'_>>, names: &Names<'_>) -> Result<Vec<Condition>, Wrong> {
    let Some(value) = value else { return Ok(Vec::new()) };
    value.list()?.iter().map(|each| condition(each, names, 0)).collect()
}

/// A list of conditions with what to say; none where the key is missing.
pub(super) fn clauses(value: Option<Value<'_>>, names: &Names<'_>) -> Result<Vec<Clause>, Wrong> {
    let Some(value) = value else { return Ok(Vec::new()) };
    let clause = |value: &Value<'_>| {
        let map = value.map()?;
        let when = condition(&map.need("when")?, names, 0)?;
        let say = map.need("say")?.text_in_languages()?;
        map.done()?;
        Ok(Clause { when, say })
    };
    value.list()?.iter().map(clause).collect()
}

/// One condition.
pub(super) fn condition(value: &Value<'_>, names: &Names<'_>, depth: usize) -> Result<Condition, Wrong> {
    let map = value.map()?;
    let entries = map.entries();
    let [(word, inner)] = entries.as_slice() else {
        return Err(value.wrong(Say::new("rules-one-condition")));
    };
    if depth > DEEPEST {
        return Err(value.wrong(Say::new("rules-too-deep")));
    }
    let several = |inner: &Value<'_>| {
        inner.list()?.iter().map(|each| condition(each, names, depth + 1)).collect::<Result<Vec<_>, _>>()
    };
    let set = |condition: Condition| {
        let is = inner.truth()?;
        Ok(if is { condition } else { Condition::Not(Box::new(condition)) })
    };
    match word.as_str() {
        "all" => several(inner).map(Condition::All),
        "any" => several(inner).map(Condition::Any),
        "not" => condition(inner, names, depth + 1).map(|not| Condition::Not(Box::new(not))),
        "above" => limit(inner, names).map(Condition::Above),
        "billing" => set(Condition::Billing),
        "known_to_the_day" => set(Condition::KnownToTheDay),
        "is" => selector(inner, names).map(Condition::Is),
        "has" => selector(inner, names).map(Condition::Has),
        "same_elsewhere" => selector(inner, names).map(Condition::SameElsewhere),
        "admitted" => selector(inner, names).map(Condition::Admitted),
        "class" => inner.words(&classes()).map(Condition::Class),
        "regimen_fits" => limit(inner, names).map(|tolerance| Condition::RegimenFits { tolerance }),
        "below_least" => limit(inner, names).map(Condition::BelowLeast),
        "site_does" => limit(inner, names).map(Condition::SiteDoes),
        "dose_sum_at_most" => limit(inner, names).map(Condition::DoseSumAtMost),
        "two_sources_within" => limit(inner, names).map(Condition::TwoSourcesWithin),
        "near" => {
            let map = inner.map()?;
            let select = selector(&map.need("select")?, names)?;
            let before = limit(&map.need("before")?, names)?;
            let after = limit(&map.need("after")?, names)?;
            map.done()?;
            Ok(Condition::Near { select, before, after })
        }
        _ => {
            let known = "above, admitted, all, any, below_least, billing, class, dose_sum_at_most, has, is, \
                         known_to_the_day, near, not, regimen_fits, same_elsewhere, site_does, two_sources_within";
            Err(inner.wrong(Say::new("rules-unknown-key").with_name("key", word).with("known", known)))
        }
    }
}

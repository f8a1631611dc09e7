//! Reads code sets and selectors, and the numbers of rules.
//! Whether anything in an extract passes them, only an extract can tell.

use crate::base::Say;
use crate::model::rule::{AgentClass, CodePattern, CodeSet, Limit, Param, Selector};
use crate::model::{Kind, Perspective};

use super::cursor::{Map, Value, Wrong};

/// What a rule may name.
pub(super) struct Names<'a> {
    /// Ids of code sets.
    pub sets: &'a [&'a str],
    /// Its parameters.
    pub params: &'a [Param],
}

const KINDS: [(usize, &str); 11] = [
    (0, "registry"),
    (1, "gp"),
    (2, "pharmacy"),
    (3, "hospital-pharmacy"),
    (4, "outpatient-pharmacy"),
    (5, "hospital"),
    (6, "lab"),
    (7, "radiotherapy"),
    (8, "claims"),
    (9, "aftercare"),
    (10, "other"),
];

/// The kinds of sources, in the order of their words.
pub(super) fn kind(at: usize) -> Kind {
    match at {
        0 => Kind::Registry,
        1 => Kind::Gp,
        2 => Kind::Pharmacy,
        3 => Kind::HospitalPharmacy,
        4 => Kind::OutpatientPharmacy,
        5 => Kind::Hospital,
        6 => Kind::Lab,
        7 => Kind::Radiotherapy,
        8 => Kind::Claims,
        9 => Kind::Aftercare,
        _ => Kind::Other,
    }
}

pub(super) fn classes() -> [(AgentClass, &'static str); 5] {
    AgentClass::ALL.map(|class| (class, class.id()))
}

/// The code sets of a pack. A pattern is a system, a colon and a code; a star at the end of either stands for anything.
pub(super) fn sets(map: &Map<'_>) -> Result<Vec<CodeSet>, Wrong> {
    map.entries()
        .into_iter()
        .map(|(id, value)| {
            let codes = value.list()?.iter().map(pattern).collect::<Result<_, _>>()?;
            Ok(CodeSet { id, codes })
        })
        .collect()
}

fn pattern(value: &Value<'_>) -> Result<CodePattern, Wrong> {
    let text = value.text()?;
    let (system, code) = text
        .rsplit_once(':')
        .filter(|(system, code)| !system.is_empty() && !code.is_empty())
        .ok_or_else(|| value.wrong(Say::new("rules-bad-pattern").with_name("pattern", text)))?;
    let star = |part: &str| (part.trim_end_matches('*').to_owned(), part.ends_with('*'));
    let ((system, system_prefix), (code, code_prefix)) = (star(system), star(code));
    Ok(CodePattern { system, system_prefix, code, code_prefix })
}

/// A selector.
pub(super) fn selector(value: &Value<'_>, names: &Names<'_>) -> Result<Selector, Wrong> {
    let map = value.map()?;
    let texts = |key: &str| map.get(key).map_or(Ok(Vec::new()), |value| value.texts());
    let kinds = |key: &str| {
        let words = map.get(key).map_or(Ok(Vec::new()), |value| value.words(&KINDS))?;
        Ok::<_, Wrong>(words.into_iter().map(kind).collect())
    };
    let sets = |key: &str| {
        let Some(value) = map.get(key) else { return Ok(Vec::new()) };
        for each in value.list()? {
            let id = each.text()?;
            if !names.sets.contains(&id) {
                let known = names.sets.join(", ");
                return Err(
                    each.wrong(Say::new("rules-unknown-set").with_name("name", id).with("known", known))
                );
            }
        }
        value.texts()
    };
    let perspectives = [(Perspective::Clinical, "clinical"), (Perspective::Billing, "billing")];
    let selector = Selector {
        phases: texts("phases")?,
        not_phases: texts("not_phases")?,
        kinds: kinds("kinds")?,
        not_kinds: kinds("not_kinds")?,
        sources: texts("sources")?,
        perspective: map.get("perspective").map(|value| value.word(&perspectives)).transpose()?,
        sets: sets("sets")?,
        not_sets: sets("not_sets")?,
        agents: map.get("agents").map_or(Ok(Vec::new()), |value| value.words(&classes()))?,
        flawed: map.get("flawed").map_or(Ok(false), |value| value.truth())?,
    };
    map.done()?;
    Ok(selector)
}

/// A number, or the name of a parameter.
pub(super) fn limit(value: &Value<'_>, names: &Names<'_>) -> Result<Limit, Wrong> {
    if !value.is_text() {
        return value.number().map(Limit::Fixed);
    }
    let name = value.text()?;
    let at = names.params.iter().position(|param| param.id == name);
    at.map(Limit::Param).ok_or_else(|| {
        let known = names.params.iter().map(|param| param.id.as_str()).collect::<Vec<_>>().join(", ");
        value.wrong(Say::new("rules-unknown-param").with_name("name", name).with("known", known))
    })
}

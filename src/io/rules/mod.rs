//! Reads rule packs: TOML files of rules, code sets, agents and regimens, the shipped one and those of users.
//! It sees that a pack is whole and that its names lead somewhere; whether its rules hold, `compute::rules` tells.

mod agents;
mod condition;
mod cursor;
mod primitive;
mod proof;
mod rule;
mod select;
#[cfg(test)]
mod test;

use std::io::Read as _;
use std::path::Path;

use toml::de::DeTable;

use crate::base::{Say, Trouble};
use crate::model::rule::Pack;

use cursor::{Map, Value, Wrong};

const ONCOLOGY: &str = include_str!("../../../assets/rules/oncology.toml");
const AGENTS: &str = include_str!("../../../assets/rules/agents.toml");

/// What the shipped pack is called in messages.
pub const SHIPPED: &str = "assets/rules/oncology.toml";
/// What the shipped table of agents is called in messages.
pub const SHIPPED_AGENTS: &str = "assets/rules/agents.toml";

/// A pack is written by hand: a file that is larger than this is something else.
const MOST_BYTES: u64 = 16 << 20;

/// The pack that comes with the program, with its table of agents and regimens.
pub fn shipped() -> Result<Pack, Vec<Trouble>> {
    let agents = parse(SHIPPED_AGENTS, AGENTS, &Pack::default())?;
    parse(SHIPPED, ONCOLOGY, &agents).map(|pack| merge(agents, pack))
}

/// The pack at `path` together with what comes with the program: sets, agents, regimens and rules of the file stand
/// in place of shipped ones with the same id.
pub fn with_shipped(path: &Path) -> Result<Pack, Vec<Trouble>> {
    let shipped = shipped()?;
    let pack = read(path, &shipped)?;
    Ok(merge(shipped, pack))
}

/// Reads the pack at `path`. It may name sets and agents of `known`, which are not copied into it.
pub fn read(path: &Path, known: &Pack) -> Result<Pack, Vec<Trouble>> {
    let shown = path.display().to_string();
    let unreadable = |error: std::io::Error| {
        vec![Trouble::new(shown.clone(), Say::new("rules-file").with("error", error))]
    };
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(vec![Trouble::new(shown, Say::new("rules-too-large"))]);
    }
    let text =
        String::from_utf8(bytes).map_err(|_| vec![Trouble::new(&shown, Say::new("rules-not-utf8"))])?;
    parse(&shown, text.strip_prefix('\u{feff}').unwrap_or(&text), known)
}

/// Reads a pack from its text; `path` is what messages call it. Every rule that is wrong is named, each with the first
/// thing that is wrong with it.
pub fn parse(path: &str, text: &str, known: &Pack) -> Result<Pack, Vec<Trouble>> {
    let place = Place { path, text };
    let table = DeTable::parse(text).map_err(|error| vec![place.syntax(&error)])?;
    let mut troubles = Vec::new();
    let root = Map::new("", 0, table.get_ref());
    let pack = file(&root, known, text, &mut troubles);
    let pack =
        pack.and_then(|pack| root.done().map(|()| pack)).map_err(|wrong| troubles.push(("", wrong).into()));
    match pack {
        Ok(pack) if troubles.is_empty() => Ok(pack),
        _ => Err(troubles.into_iter().map(|wrong| place.trouble(wrong)).collect()),
    }
}

/// A pack with the parts of another, which stand in place of its own where ids agree.
pub fn merge(base: Pack, over: Pack) -> Pack {
    fn put<T>(all: &mut Vec<T>, more: Vec<T>, id: impl Fn(&T) -> &str) {
        for one in more {
            match all.iter().position(|old| id(old) == id(&one)) {
                Some(at) => all[at] = one,
                None => all.push(one),
            }
        }
    }
    let mut pack = Pack { id: over.id, version: over.version, title: over.title, ..base };
    put(&mut pack.sets, over.sets, |set| &set.id);
    put(&mut pack.agents, over.agents, |agent| &agent.id);
    put(&mut pack.regimens, over.regimens, |regimen| &regimen.id);
    put(&mut pack.rules, over.rules, |rule| &rule.id);
    pack
}

/// Something wrong with the rule of this id; without one, with the file.
struct InRule {
    rule: String,
    wrong: Wrong,
}

impl From<(&str, Wrong)> for InRule {
    fn from((rule, wrong): (&str, Wrong)) -> Self {
        Self { rule: rule.to_owned(), wrong }
    }
}

/// Reads the whole file; what is wrong with single rules goes into `troubles`.
fn file(root: &Map<'_>, known: &Pack, text: &str, troubles: &mut Vec<InRule>) -> Result<Pack, Wrong> {
    let head = root.need("pack")?.map()?;
    let mut pack = Pack {
        id: head.need("id")?.text()?.to_owned(),
        version: head.need("version")?.text()?.to_owned(),
        title: head.get("title").map(|title| title.text_in_languages()).transpose()?,
        ..Pack::default()
    };
    head.done()?;
    if let Some(sets) = root.get("sets") {
        pack.sets = select::sets(&sets.map()?)?;
    }
    for agent in list(root, "agent")? {
        pack.agents.push(agents::agent(&agent.map()?)?);
    }
    once(&pack.agents, |agent| &agent.id, root)?;
    let agents = |id: &str| known.agents.iter().chain(&pack.agents).any(|agent| agent.id == id);
    let regimens: Vec<_> = list(root, "regimen")?
        .iter()
        .map(|regimen| agents::regimen(&regimen.map()?, &agents))
        .collect::<Result<_, _>>()?;
    pack.regimens = regimens;
    once(&pack.regimens, |regimen| &regimen.id, root)?;
    let sets: Vec<&str> = known.sets.iter().chain(&pack.sets).map(|set| set.id.as_str()).collect();
    let mut rules: Vec<crate::model::rule::Rule> = Vec::new();
    for each in list(root, "rule")? {
        let mut id = String::new();
        let read = each.map().and_then(|map| rule::rule(&map, &sets, text, &mut id));
        match read {
            Ok(rule) if rules.iter().any(|old| old.id == rule.id) => {
                let say = Say::new("rules-twice").with_name("name", &rule.id);
                troubles.push((id.as_str(), Wrong { at: each.at, key: "id".into(), say }).into());
            }
            Ok(rule) => rules.push(rule),
            Err(wrong) => troubles.push((id.as_str(), wrong).into()),
        }
    }
    pack.rules = rules;
    Ok(pack)
}

/// The tables of an array, if it is there.
fn list<'a>(root: &Map<'a>, key: &str) -> Result<Vec<Value<'a>>, Wrong> {
    root.get(key).map_or(Ok(Vec::new()), |value| value.list())
}

fn once<T>(all: &[T], id: impl Fn(&T) -> &String, root: &Map<'_>) -> Result<(), Wrong> {
    let twice = all.iter().enumerate().find(|(at, one)| all[..*at].iter().any(|old| id(old) == id(one)));
    twice.map_or(Ok(()), |(_, one)| {
        Err(Wrong {
            at: root.at,
            key: id(one).clone(),
            say: Say::new("rules-twice").with_name("name", id(one)),
        })
    })
}

/// Where a pack stands, to tell lines by.
struct Place<'a> {
    path: &'a str,
    text: &'a str,
}

impl Place<'_> {
    fn syntax(&self, error: &toml::de::Error) -> Trouble {
        let line = error.span().map_or(1, |span| cursor::line(self.text, span.start));
        // The parser tells in several lines what one line holds.
        let message = error.message().lines().collect::<Vec<_>>().join("; ");
        Trouble::new(format!("{}:{line}", self.path), Say::new("rules-syntax").with("error", message))
    }

    fn trouble(&self, InRule { rule, wrong }: InRule) -> Trouble {
        let line = cursor::line(self.text, wrong.at);
        // The rule is named by its id, so that its place among the rules need not be.
        let key = match wrong.key.strip_prefix("rule[").and_then(|rest| rest.split_once(']')) {
            Some((_, key)) => key.trim_start_matches('.').to_owned(),
            None => wrong.key,
        };
        let names = [rule, key].into_iter().filter(|name| !name.is_empty());
        let place = [format!("{}:{line}", self.path)].into_iter().chain(names).collect::<Vec<_>>().join(": ");
        Trouble::new(place, wrong.say)
    }
}

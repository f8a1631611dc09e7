//! The rules there are, shipped and brought by users, and what of them a project sets otherwise.
//! It judges nothing.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::base::Trouble;
use crate::compute::rules::{Compiled, compile};
use crate::io::rules as packs;
use crate::model::rule::Pack;
use crate::model::{Project, RuleSetting};
use crate::store::Store;

/// The rules there are.
#[derive(Debug)]
pub struct Rulebook {
    /// The shipped pack with those of users over it, against the open store.
    pub compiled: Compiled,
    /// What is wrong with files of users, which then count for nothing.
    pub troubles: Vec<Trouble>,
}

impl Rulebook {
    /// The pack.
    pub fn pack(&self) -> &Arc<Pack> {
        self.compiled.pack()
    }

    pub(super) fn read(store: &Store, files: &[PathBuf]) -> Option<Self> {
        let mut troubles = Vec::new();
        let shipped = packs::shipped().unwrap_or_else(|wrong| {
            troubles.extend(wrong);
            Pack::default()
        });
        let mut pack = shipped.clone();
        for file in files {
            match packs::read(file, &pack) {
                Ok(over) => pack = packs::merge(pack, over),
                Err(wrong) => troubles.extend(wrong),
            }
        }
        let compiled = compile(Arc::new(pack), store).or_else(|wrong| {
            troubles.push(wrong);
            compile(Arc::new(shipped), store)
        });
        Some(Self { compiled: compiled.ok()?, troubles })
    }
}

/// What the rules follow from. A change of the files, even to the same ones, reads them again.
#[derive(Clone, Debug)]
pub struct RulebookKey {
    pub(super) generation: u64,
    pub(super) files: Arc<Vec<PathBuf>>,
}

impl PartialEq for RulebookKey {
    fn eq(&self, other: &Self) -> bool {
        self.generation == other.generation && Arc::ptr_eq(&self.files, &other.files)
    }
}

/// The parameters that differ from the pack's; whether a rule is left out changes nothing of what it finds.
pub(super) fn parameters(project: &Project) -> impl Iterator<Item = (&String, &BTreeMap<String, f64>)> {
    let set = project.rules.iter().map(|(id, rule)| (id, &rule.parameters));
    set.filter(|(_, parameters)| !parameters.is_empty())
}

/// The parameters that are set, by places; those of rules that the pack does not have are kept for when it does.
pub(super) fn values(pack: &Pack, settings: &BTreeMap<String, RuleSetting>) -> Vec<(u16, usize, f64)> {
    let mut all = Vec::new();
    for (at, rule) in pack.rules.iter().enumerate() {
        let Some(setting) = settings.get(&rule.id) else { continue };
        for (place, param) in rule.params.iter().enumerate() {
            if let Some(value) = setting.parameters.get(&param.id) {
                all.push((at as u16, place, value.clamp(param.least, param.most)));
            }
        }
    }
    all
}

/// The rules of which something else is set.
pub(super) fn changed(pack: &Pack, old: &Project, new: &Project) -> Vec<u16> {
    let of = |project: &Project, id: &str| {
        project.rules.get(id).map(|rule| rule.parameters.clone()).unwrap_or_default()
    };
    let places = pack.rules.iter().enumerate().filter(|(_, rule)| of(old, &rule.id) != of(new, &rule.id));
    places.map(|(at, _)| at as u16).collect()
}

/// Rules that are left out, by their places.
pub(super) fn off(pack: &Pack, project: &Project) -> Vec<u16> {
    let is_off = |id: &str| project.rules.get(id).is_some_and(|setting| setting.off);
    let places = pack.rules.iter().enumerate().filter(|(_, rule)| is_off(&rule.id));
    places.map(|(at, _)| at as u16).collect()
}

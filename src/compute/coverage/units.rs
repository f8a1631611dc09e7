//! The question's sets found in a store, and the units they are made of: whole sources and sites of sources.
//! What is counted for each patient is counted by unit; the sets follow from the units by table.

use crate::base::SourceId;
use crate::compute::EventMask;
use crate::model::{CoverageQuestion, SetSpec};
use crate::store::Store;

use super::patterns::ResolvedSet;

/// Sets and the units that they are made of, 64 of each at most. Bit n of a mask of units is source n as a whole;
/// the bits after the last source are sites.
#[derive(Debug)]
pub(super) struct Units {
    pub sets: Vec<ResolvedSet>,
    /// Sets that there was no room for.
    pub left_out: usize,
    /// The units of each set.
    of_set: Vec<u64>,
    /// The units of each source.
    pub of_source: Vec<u64>,
    /// The site units of each source, if any.
    pub sites_of_source: Vec<u64>,
    /// The units of each site, for each source of which any site is asked for.
    of_site: Vec<Vec<u64>>,
    /// All units in use.
    pub used: u64,
    /// Those of them that are whole sources.
    pub whole: u64,
    /// The sets that each byte of a mask of units stands for.
    sets_of: Vec<[u64; 256]>,
}

impl Units {
    pub(super) fn resolve(store: &Store, question: &CoverageQuestion) -> Self {
        let count = store.head().sources.len();
        let mut units = Self {
            sets: Vec::new(),
            left_out: 0,
            of_set: Vec::new(),
            of_source: vec![0; count],
            sites_of_source: vec![0; count],
            of_site: vec![Vec::new(); count],
            used: 0,
            whole: 0,
            sets_of: Vec::new(),
        };
        // Site units that are there already, by source and sites, so that two sets share one.
        let mut known: Vec<(SourceId, Vec<u16>, u64)> = Vec::new();
        for spec in specs(store, question) {
            let set = resolve_set(store, &spec);
            match place(&set, count, &mut known) {
                Some(bits) if units.sets.len() < 64 => {
                    units.sets.push(set);
                    units.of_set.push(bits);
                    units.used |= bits;
                }
                _ => units.left_out += 1,
            }
        }
        units.index(&known, store.head().sites.len());
        units
    }

    fn index(&mut self, known: &[(SourceId, Vec<u16>, u64)], all_sites: usize) {
        self.whole = self.used & 1u64.unbounded_shl(self.of_source.len() as u32).wrapping_sub(1);
        for (source, sites, bit) in known {
            self.sites_of_source[source.index()] |= bit & self.used;
            let of_site = &mut self.of_site[source.index()];
            of_site.resize(all_sites, 0);
            for &site in sites {
                of_site[usize::from(site)] |= bit & self.used;
            }
        }
        for (source, bits) in self.of_source.iter_mut().enumerate() {
            *bits = self.used & (1 << source) | self.sites_of_source[source];
        }
        let sets = self.of_set.iter().enumerate();
        self.sets_of = vec![[0; 256]; 8];
        for (set, units) in sets {
            for (at, table) in self.sets_of.iter_mut().enumerate() {
                let byte = units >> (8 * at) & 255;
                for (value, entry) in table.iter_mut().enumerate() {
                    *entry |= u64::from(value as u64 & byte != 0) << set;
                }
            }
        }
    }

    /// The sets that have any of these units.
    pub(super) fn sets_of(&self, units: u64) -> u64 {
        let bytes = units.to_le_bytes();
        self.sets_of.iter().zip(bytes).fold(0, |sets, (table, byte)| sets | table[usize::from(byte)])
    }

    /// The units of an event's site.
    pub(super) fn of_site(&self, source: usize, site: Option<u16>) -> u64 {
        site.and_then(|site| self.of_site[source].get(usize::from(site))).copied().unwrap_or(0)
    }

    /// Whether any set asks for a site.
    pub(super) fn any_site(&self) -> bool {
        self.sites_of_source.iter().any(|&units| units != 0)
    }

    /// The units of the sources that an event mask admits.
    pub(super) fn admitted(&self, mask: &EventMask) -> u64 {
        let admitted = self.of_source.iter().enumerate().filter(|(n, _)| mask.sources >> n & 1 == 1);
        admitted.fold(0, |all, (_, bits)| all | bits)
    }

    /// For each set the sum over its units.
    pub(super) fn sums(&self, by_unit: &[u64; 64]) -> Vec<u64> {
        let sum = |units: &u64| (0..64).filter(|n| units >> n & 1 == 1).map(|n| by_unit[n]).sum();
        self.of_set.iter().map(sum).collect()
    }
}

/// The units of a set; `None` if they do not fit. Those of sites are added to the ones that are `known`.
fn place(set: &ResolvedSet, sources: usize, known: &mut Vec<(SourceId, Vec<u16>, u64)>) -> Option<u64> {
    let mut bits = 0;
    let mut new = Vec::new();
    for (source, sites) in by_source(set) {
        if sites.is_empty() {
            bits |= 1 << source.0;
            continue;
        }
        let there = known.iter().chain(&new).find(|(s, these, _)| *s == source && *these == sites);
        if let Some((_, _, bit)) = there {
            bits |= bit;
            continue;
        }
        let at = sources + known.len() + new.len();
        let bit = (at < 64).then(|| 1u64 << at)?;
        bits |= bit;
        new.push((source, sites, bit));
    }
    known.extend(new);
    Some(bits)
}

/// The sets of a question; every source by itself where it names none.
pub fn specs(store: &Store, question: &CoverageQuestion) -> Vec<SetSpec> {
    if question.sets.is_empty() {
        store.head().sources.iter().map(|source| SetSpec::of_source(&source.id)).collect()
    } else {
        question.sets.clone()
    }
}

/// A set's members by source: no sites stand for the whole source.
fn by_source(set: &ResolvedSet) -> Vec<(SourceId, Vec<u16>)> {
    let mut all: Vec<(SourceId, Vec<u16>)> = Vec::new();
    for chunk in set.members.chunk_by(|a, b| a.0 == b.0) {
        // Members are sorted, and a whole source comes before its sites, which it holds.
        let whole = chunk.iter().any(|(_, site)| site.is_none());
        let sites = if whole { Vec::new() } else { chunk.iter().filter_map(|(_, site)| *site).collect() };
        all.push((chunk[0].0, sites));
    }
    all
}

fn resolve_set(store: &Store, spec: &SetSpec) -> ResolvedSet {
    let head = store.head();
    let mut titles = Vec::new();
    let mut members = Vec::new();
    for member in &spec.members {
        let Some(source) = store.source_by_id(&member.source) else { continue };
        let title = &head.sources[source.index()].title;
        match &member.site {
            None => {
                members.push((source, None));
                titles.push(title.clone());
            }
            Some(name) => {
                // Sites are sorted.
                let Ok(site) = head.sites.binary_search(name) else { continue };
                members.push((source, Some(site as u16)));
                titles.push(format!("{title} {name}"));
            }
        }
    }
    members.sort_unstable();
    members.dedup();
    ResolvedSet { title: spec.title.clone().unwrap_or_else(|| titles.join(" / ")), members }
}

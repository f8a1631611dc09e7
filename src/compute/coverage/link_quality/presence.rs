//! Who has a key, and who is linked, by source, care site and year of the index event.
//! It is a table to look at: where a site or a year stands out, the exchange of keys failed there.

use crate::base::{Cancel, Cancelled, SourceId};
use crate::compute::coverage::YEAR_OF_INDEX;
use crate::compute::coverage::funnel::each_bit;
use crate::store::{MISSING, Store};

use super::subgroup::{SITE, linked_masks};
use super::subgroups;

/// Keys and links of one source, at one site, in one year; all of the population.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    /// The source.
    pub source: SourceId,
    /// The care site of the index event; `None` where it is not known.
    pub site: Option<String>,
    /// The year of the index event; `None` where it is not known.
    pub year: Option<String>,
    /// Patients of that site and year.
    pub of: u64,
    /// Of those, patients with a usable key in a domain of the source.
    pub keyed: u64,
    /// Of those, patients whom the source names.
    pub linked: u64,
}

/// The table, by source, site and year; sites and years without patients are left out.
pub fn presence(store: &Store, cancel: &Cancel) -> Result<Vec<Presence>, Cancelled> {
    let head = store.head();
    let sources = head.sources.len();
    let subgroups = subgroups(store, cancel)?;
    let find = |id: &str| subgroups.iter().find(|subgroup| subgroup.id == id);
    let (site, year) = (find(SITE), find(YEAR_OF_INDEX));
    let levels = |subgroup: Option<&super::Subgroup<'_>>| subgroup.map_or(0, |s| s.levels.len());
    let (sites, years) = (levels(site) + 1, levels(year) + 1);
    // The last place of either is for those who have none.
    let mut of = vec![0u64; sites * years];
    let mut counts = vec![[0u64; 2]; sources * sites * years];
    let masks = linked_masks(store);
    let mut keyed = vec![0u64; store.patient_count()];
    for (source, linkage) in head.linkage.sources.iter().enumerate() {
        linkage.keyed.iter().for_each(|patient| keyed[patient.index()] |= 1 << source);
    }
    cancel.check()?;
    for patient in head.population.iter() {
        let at = patient.index();
        let place = |subgroup: Option<&super::Subgroup<'_>>, none: usize| {
            subgroup
                .map(|subgroup| subgroup.of[at])
                .filter(|of| *of != MISSING)
                .map_or(none, |of| of as usize)
        };
        let cell = place(site, sites - 1) * years + place(year, years - 1);
        of[cell] += 1;
        each_bit(keyed[at], |source| counts[source * sites * years + cell][0] += 1);
        each_bit(masks[at], |source| counts[source * sites * years + cell][1] += 1);
    }
    let row = |(at, [keyed, linked]): (usize, &[u64; 2])| {
        let (source, cell) = (at / (sites * years), at % (sites * years));
        let name = |subgroup: Option<&super::Subgroup<'_>>, level: usize| {
            subgroup.and_then(|subgroup| subgroup.levels.get(level).cloned())
        };
        (of[cell] > 0).then(|| Presence {
            source: SourceId(source as u16),
            site: name(site, cell / years),
            year: name(year, cell % years),
            of: of[cell],
            keyed: *keyed,
            linked: *linked,
        })
    };
    Ok(counts.iter().enumerate().filter_map(row).collect())
}

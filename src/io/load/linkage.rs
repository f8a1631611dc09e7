//! Who is linked to which source, from all that was read: keys by source, and what became of them.
//! It settles no key; that was done before.

use rayon::prelude::*;

use crate::base::{PatientId, PatientSet};
use crate::model::report::Reason;
use crate::store::build::DROPPED;
use crate::store::{Crosswalk, Linkage, SourceLinkage, Unlinked};

use super::crosswalk::{NOT_LINKED, Ties};
use super::facts::Facts;
use super::merge::{People, domain_of, reason};
use super::plan::{Plan, RolePlan};
use super::report::Tallied;
use super::worker::{Aside, Worker};

/// The reasons that are about keys.
pub(super) const KEY_REASONS: [Reason; 3] =
    [Reason::KeyNotInCrosswalk, Reason::AmbiguousKey, Reason::KeyDomainNotLinked];

/// The linkage of an extract with so many patients.
pub(super) fn linkage(
    plan: &Plan,
    workers: &[Worker<'_>],
    people: &People,
    tallied: &Tallied,
    facts: Facts,
) -> Linkage {
    let named_by = named_by(plan, workers, people);
    let keyed = keyed(plan, people);
    let mut by_patient = vec![0u64; people.keys.len()];
    for (masks, settled) in named_by.iter().zip(&people.settled) {
        for (mask, person) in masks.iter().zip(&settled.persons).filter(|(mask, _)| **mask != 0) {
            let patient = people.patient_of.get(*person as usize).copied().unwrap_or(DROPPED);
            if let Some(of_patient) = by_patient.get_mut(patient as usize) {
                *of_patient |= mask;
            }
        }
    }
    let source = |source: usize| {
        let mut linkage = counts(plan, source, &named_by, people, tallied);
        let linked = by_patient.iter().enumerate().filter(|(_, mask)| **mask >> source & 1 == 1);
        linkage.linked = PatientSet::from_sorted(linked.map(|(patient, _)| PatientId(patient as u32)));
        for domain in domains_of(plan, source) {
            linkage.keyed |= &keyed[domain];
        }
        linkage
    };
    let sources = (0..plan.sources.len()).into_par_iter().map(source).collect();
    let crosswalks = people.ties.iter().map(|ties| crosswalk(plan, people, ties)).collect();
    let (given, conflicts) = facts.finish();
    Linkage { sources, crosswalks, given, conflicts }
}

/// By domain and key: the sources that name it, one bit each.
fn named_by(plan: &Plan, workers: &[Worker<'_>], people: &People) -> Vec<Vec<u64>> {
    let source = |resource: usize| plan.tables.get(resource)?.as_ref()?.source;
    let bits: Vec<u64> =
        plan.files.iter().map(|file| source(file.resource).map_or(0, |source| 1 << source)).collect();
    let only: Vec<Option<u64>> = (0..plan.domains.len()).map(|domain| only_source(plan, domain)).collect();
    let of_rows: Vec<Vec<Vec<u64>>> = workers
        .par_iter()
        .map(|worker| {
            let of_bucket = |(bucket, only): (&super::worker::Bucket, &Option<u64>)| {
                let mut masks = vec![only.unwrap_or(0); bucket.keys.len()];
                if only.is_none() {
                    for row in bucket.rows.iter() {
                        masks[row.patient as usize] |= bits[usize::from(row.file)];
                    }
                }
                masks
            };
            worker.buckets.iter().zip(&only).map(of_bucket).collect()
        })
        .collect();
    let mut all: Vec<Vec<u64>> =
        people.settled.iter().map(|settled| vec![0; settled.persons.len()]).collect();
    for (((worker, of_rows), numbers), others) in
        workers.iter().zip(&of_rows).zip(&people.numbers).zip(&people.others)
    {
        for ((all, masks), numbers) in all.iter_mut().zip(of_rows).zip(numbers) {
            masks.iter().zip(numbers).for_each(|(mask, number)| all[*number as usize] |= mask);
        }
        for (resource, found) in worker.found.iter().enumerate() {
            let (Some(domain), Some(source)) = (domain_of(plan, resource), source(resource)) else {
                continue;
            };
            let named = found.named.iter().map(|(key, _)| numbers[domain][*key as usize]);
            let aside = found.aside.iter().map(|aside| match aside {
                Aside::Known(key) => numbers[domain][*key as usize],
                Aside::Other(key) => others[domain][*key as usize],
            });
            named.chain(aside).for_each(|number| all[domain][number as usize] |= 1 << source);
        }
    }
    all
}

/// The bit of the source that names every key met in a domain, if there is but one and it names a key by an event, a
/// patient or an enrolment: rows of events may give attributes without any of them.
fn only_source(plan: &Plan, domain: usize) -> Option<u64> {
    let tables = plan.tables.iter().enumerate().filter(|(at, _)| domain_of(plan, *at) == Some(domain));
    let mut only = None;
    for table in tables.filter_map(|(_, table)| table.as_ref()) {
        let bare = |plan: &RolePlan| matches!(plan, RolePlan::Events(plan) if !plan.attributes.is_empty());
        let source = table.source.filter(|_| !bare(&table.role))?;
        if only.is_some_and(|only| only != source) {
            return None;
        }
        only = Some(source);
    }
    only.map(|source| 1 << source)
}

/// By domain: the patients whom a key leads to, and to nobody else.
fn keyed(plan: &Plan, people: &People) -> Vec<PatientSet> {
    let of_domain = |domain: usize| {
        let mut there = vec![false; people.keys.len()];
        for person in people.settled[domain].persons.iter().filter(|person| **person < NOT_LINKED) {
            let patient = people.patient_of.get(*person as usize).copied().unwrap_or(DROPPED);
            if let Some(there) = there.get_mut(patient as usize) {
                *there = true;
            }
        }
        let there = there.iter().enumerate().filter(|(_, there)| **there);
        PatientSet::from_sorted(there.map(|(patient, _)| PatientId(patient as u32)))
    };
    (0..plan.domains.len()).into_par_iter().map(of_domain).collect()
}

fn domains_of(plan: &Plan, source: usize) -> Vec<usize> {
    let of_source = |(resource, table): (usize, &Option<super::plan::Table>)| {
        (table.as_ref()?.source == Some(source)).then(|| domain_of(plan, resource)).flatten()
    };
    let mut domains: Vec<usize> = plan.tables.iter().enumerate().filter_map(of_source).collect();
    domains.sort_unstable();
    domains.dedup();
    domains
}

/// What is counted of one source; its sets are filled in by the caller.
fn counts(
    plan: &Plan,
    source: usize,
    named_by: &[Vec<u64>],
    people: &People,
    tallied: &Tallied,
) -> SourceLinkage {
    let mut linkage = SourceLinkage::default();
    let mut unlinked = KEY_REASONS.map(|reason| Unlinked { reason, records: 0, keys: 0 });
    for (masks, settled) in named_by.iter().zip(&people.settled) {
        for (_, person) in masks.iter().zip(&settled.persons).filter(|(mask, _)| **mask >> source & 1 == 1) {
            linkage.keys += 1;
            if let Some(why) = reason(*person) {
                unlinked.iter_mut().filter(|u| u.reason == why).for_each(|u| u.keys += 1);
            }
        }
    }
    for (table, tally) in plan.tables.iter().zip(&tallied.tables) {
        let Some(table) = table.as_ref().filter(|table| table.source == Some(source)) else { continue };
        match table.role {
            RolePlan::Crosswalk(_) | RolePlan::Codes(_) => continue,
            RolePlan::Patients(_) | RolePlan::Coverage(_) => {
                linkage.rows += tally.rows;
                continue;
            }
            RolePlan::Events(_) => linkage.rows += tally.rows,
        }
        linkage.records += tally.events;
        for (why, count) in tally.set_aside.counts() {
            linkage.records += count;
            match unlinked.iter_mut().find(|unlinked| unlinked.reason == why) {
                Some(unlinked) => unlinked.records += count,
                None if why == Reason::NoPatientKey => linkage.keyless += count,
                None => linkage.unreadable += count,
            }
        }
    }
    linkage.unlinked = unlinked.into_iter().filter(|unlinked| unlinked.keys > 0).collect();
    linkage
}

fn crosswalk(plan: &Plan, people: &People, ties: &Ties) -> Crosswalk {
    let name = |domain: usize| plan.domains.get(domain).cloned().unwrap_or_default();
    let patients = |keys: &[u32]| -> PatientSet {
        let persons = &people.settled[ties.to].persons;
        let person = keys.iter().filter_map(|key| persons.get(*key as usize));
        let patient = person.filter_map(|person| people.patient_of.get(*person as usize));
        patient.filter(|patient| **patient != DROPPED).map(|patient| PatientId(*patient)).collect()
    };
    Crosswalk {
        from: name(ties.from),
        to: name(ties.to),
        pairs: ties.pairs,
        from_keys: ties.from_keys,
        one_to_many: ties.one_to_many,
        to_keys: ties.to_keys,
        many_to_one: ties.doubled.len() as u64,
        shared: patients(&ties.shared),
        doubled: patients(&ties.doubled),
    }
}

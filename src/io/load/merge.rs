//! Puts what all threads collected together: keys to patients, codes to one table, rows to parts for the store.
//! The outcome is the same however the work was shared out.

use rustc_hash::FxHashSet;

use crate::base::{Cancel, PatientId, PatientSet, Say, SourceId};
use crate::model::report::{Reason, WarningKind};
use crate::model::{CodeRef, LoadReport, Source, Window};
use crate::store::build::{DROPPED, Part, assemble};
use crate::store::{CodeTable, Coverage, FileEntry, Head, Keys, Store};

use super::LoadError;
use super::codes::code_table;
use super::crosswalk::{AMBIGUOUS, Links, NOT_FOUND, NOT_LINKED, Person, Settled, Ties, settle, ties};
use super::facts::Facts;
use super::keys::{DomainKeys, KeyDict};
use super::plan::{Plan, RolePlan};
use super::report::{self, Tallied};
use super::tally::At;
use super::worker::Worker;

/// Keys of all domains settled: from each thread's numbers to patients.
pub(super) struct People {
    pub keys: Keys,
    /// By thread and domain: the patient of each of the thread's keys, or [`DROPPED`].
    pub patients: Vec<Vec<Vec<u32>>>,
    /// By thread and domain: the domain's number of each of the thread's keys.
    pub numbers: Vec<Vec<Vec<u32>>>,
    /// The same for the keys that are no patients by that alone.
    pub others: Vec<Vec<Vec<u32>>>,
    /// By domain: what became of each of its keys.
    pub settled: Vec<Settled>,
    /// By person: the patient, or [`DROPPED`].
    pub patient_of: Vec<u32>,
    /// How crosswalks tie the keys of the domains.
    pub ties: Vec<Ties>,
}

/// Builds the store and the report.
pub(super) fn merge(
    plan: &Plan,
    mut workers: Vec<Worker<'_>>,
    generation: u64,
    cancel: &Cancel,
) -> Result<(Store, LoadReport), LoadError> {
    let people = people(plan, &workers);
    cancel.check()?;
    let mut tallied = report::tally(plan, &mut workers);
    set_aside(plan, &workers, &people, &mut tallied);
    warn_of_crosswalks(plan, &people, &mut tallied);
    cancel.check()?;

    let (codes, code_maps) = code_table(plan, &workers, &mut tallied);
    let of_workers: Vec<_> = workers.iter().map(|worker| worker.units.texts()).collect();
    let (units, unit_maps) = texts(&of_workers, Say::new("failure-many-units"))?;
    let of_workers: Vec<_> = workers.iter().map(|worker| worker.sites.texts()).collect();
    let (sites, site_maps) = texts(&of_workers, Say::new("failure-many-sites"))?;
    let patients = people.keys.len();
    let mut facts = Facts::new(plan.clock);
    let attributes =
        super::attributes::merge(plan, &workers, &people.patients, patients, &mut tallied, &mut facts);
    let linkage = super::linkage::linkage(plan, &workers, &people, &tallied, facts);
    cancel.check()?;
    let head = Head {
        title: plan.title.clone(),
        clock: plan.clock,
        as_of: plan.as_of,
        as_of_declared: plan.as_of.is_some(),
        index: index(plan, &codes),
        sources: sources(plan, &workers),
        source_groups: plan.source_groups.clone(),
        phases: plan.phases.clone(),
        codes,
        files: files(plan),
        sites,
        units,
        attributes,
        population: named_population(plan, &workers, &people),
        population_sources: plan.population.iter().map(|place| SourceId(*place as u16)).collect(),
        coverage: coverage(plan, &workers, &people, patients),
        linkage,
        keys: people.keys,
    };
    let parts = parts(workers, people.patients, &code_maps, &unit_maps, &site_maps);
    let store = assemble(head, parts, generation, cancel)?;
    let report = report::finish(plan, tallied, &store);
    Ok((store, report))
}

fn people(plan: &Plan, workers: &[Worker<'_>]) -> People {
    let domains: Vec<DomainKeys> = (0..plan.domains.len())
        .map(|domain| {
            let dicts = workers.iter().flat_map(|worker| dicts(worker, domain));
            DomainKeys::merge(dicts)
        })
        .collect();
    let others: Vec<Vec<Vec<u32>>> = workers
        .iter()
        .map(|worker| worker.linked.iter().zip(&domains).map(|(dict, keys)| keys.numbers(dict)).collect())
        .collect();
    let links = links(plan, workers, &others);
    let ties = ties(plan.base, domains.len(), &links);
    let settled: Vec<Settled> =
        (0..domains.len()).map(|domain| settle(domain, plan.base, &domains, &links)).collect();
    let numbers: Vec<Vec<Vec<u32>>> = workers
        .iter()
        .map(|worker| {
            worker.buckets.iter().zip(&domains).map(|(bucket, keys)| keys.numbers(&bucket.keys)).collect()
        })
        .collect();
    let empty = DomainKeys::default();
    let base = domains.get(plan.base).unwrap_or(&empty);
    let mut used = vec![false; base.len()];
    for of_worker in &numbers {
        for (numbers, settled) in of_worker.iter().zip(&settled) {
            for number in numbers {
                if let Some(used) =
                    settled.persons.get(*number as usize).and_then(|p| used.get_mut(*p as usize))
                {
                    *used = true;
                }
            }
        }
    }
    let (keys, patient_of) = number_patients(base, &used);
    let patient = |person: Person| patient_of.get(person as usize).copied().unwrap_or(DROPPED);
    let patients = numbers
        .iter()
        .map(|of_worker| {
            let domain = |(numbers, settled): (&Vec<u32>, &Settled)| {
                let person =
                    |number: &u32| settled.persons.get(*number as usize).copied().unwrap_or(NOT_FOUND);
                numbers.iter().map(|number| patient(person(number))).collect()
            };
            of_worker.iter().zip(&settled).map(domain).collect()
        })
        .collect();
    People { keys, patients, numbers, others, settled, patient_of, ties }
}

fn dicts<'a>(worker: &'a Worker<'_>, domain: usize) -> impl Iterator<Item = &'a KeyDict> + Clone {
    worker.buckets.get(domain).map(|bucket| &bucket.keys).into_iter().chain(worker.linked.get(domain))
}

/// Crosswalk rows with both sides as numbers of their domains, in the descriptor's order.
fn links(plan: &Plan, workers: &[Worker<'_>], others: &[Vec<Vec<u32>>]) -> Vec<Links> {
    let mut all = Vec::new();
    for (resource, table) in plan.tables.iter().enumerate() {
        let Some(RolePlan::Crosswalk(crosswalk)) = table.as_ref().map(|table| &table.role) else { continue };
        let mut links = Links { from: crosswalk.from_domain, to: crosswalk.to_domain, pairs: Vec::new() };
        for (worker, maps) in workers.iter().zip(others) {
            let (from, to) = (&maps[links.from], &maps[links.to]);
            let found = worker.found.get(resource).map_or(&[][..], |found| &found.links);
            links.pairs.extend(found.iter().map(|(a, b)| (from[*a as usize], to[*b as usize])));
        }
        all.push(links);
    }
    all
}

/// The keys of those persons who are patients, ascending, and each person's patient number.
fn number_patients(base: &DomainKeys, used: &[bool]) -> (Keys, Vec<u32>) {
    let mut patient_of = vec![DROPPED; used.len()];
    let persons: Vec<u32> = (0..used.len() as u32).filter(|person| used[*person as usize]).collect();
    if persons.iter().all(|person| base.is_int(*person)) {
        for (patient, person) in persons.iter().enumerate() {
            patient_of[*person as usize] = patient as u32;
        }
        let ints = persons.iter().filter_map(|person| base.ints.get(*person as usize).copied());
        return (Keys::from_ints(ints.collect()), patient_of);
    }
    let mut texts: Vec<(String, u32)> = persons.iter().map(|person| (base.text(*person), *person)).collect();
    texts.sort_unstable();
    for (patient, (_, person)) in texts.iter().enumerate() {
        patient_of[*person as usize] = patient as u32;
    }
    (Keys::from_texts(texts.iter().map(|(text, _)| text.as_str())), patient_of)
}

/// Why a key leads to nobody, if it does.
pub(super) fn reason(person: Person) -> Option<Reason> {
    match person {
        NOT_FOUND => Some(Reason::KeyNotInCrosswalk),
        AMBIGUOUS => Some(Reason::AmbiguousKey),
        NOT_LINKED => Some(Reason::KeyDomainNotLinked),
        _ => None,
    }
}

/// Counts the rows whose key is nobody, and how many different keys they are about.
fn set_aside(plan: &Plan, workers: &[Worker<'_>], people: &People, tallied: &mut Tallied) {
    let mut distinct: Vec<FxHashSet<(Reason, u32)>> =
        plan.tables.iter().map(|_| FxHashSet::default()).collect();
    for (worker, numbers) in workers.iter().zip(&people.numbers) {
        for (domain, bucket) in worker.buckets.iter().enumerate() {
            let (numbers, settled) = (&numbers[domain], &people.settled[domain]);
            let reasons: Vec<Option<Reason>> = numbers
                .iter()
                .map(|number| settled.persons.get(*number as usize).copied().and_then(reason))
                .collect();
            if reasons.iter().all(Option::is_none) {
                continue;
            }
            let mut drop = |key: u32, at: At, resource: usize, event: bool| {
                let Some(reason) = reasons.get(key as usize).copied().flatten() else { return };
                let Some(tally) = tallied.tables.get_mut(resource) else { return };
                tally.set_aside.add(reason, at);
                tally.events -= u64::from(event);
                distinct[resource].insert((reason, numbers[key as usize]));
            };
            for row in bucket.rows.iter() {
                let resource = plan.files.get(usize::from(row.file)).map_or(0, |file| file.resource);
                drop(row.patient, (row.file, row.row), resource, true);
            }
            for (resource, found) in worker.found.iter().enumerate() {
                if domain_of(plan, resource) == Some(domain) {
                    found.named.iter().for_each(|(key, at)| drop(*key, *at, resource, false));
                }
            }
        }
    }
    for (keys, tally) in distinct.iter().zip(&mut tallied.tables) {
        for reason in super::linkage::KEY_REASONS {
            let count = keys.iter().filter(|(of, _)| *of == reason).count() as u64;
            if count > 0 {
                tally.set_aside.set_distinct(reason, count);
            }
        }
    }
}

/// The key domain of a table that names patients.
pub(super) fn domain_of(plan: &Plan, resource: usize) -> Option<usize> {
    match &plan.tables.get(resource)?.as_ref()?.role {
        RolePlan::Events(events) => Some(events.domain),
        RolePlan::Patients(patients) => Some(patients.domain),
        RolePlan::Coverage(coverage) => Some(coverage.domain),
        _ => None,
    }
}

fn warn_of_crosswalks(plan: &Plan, people: &People, tallied: &mut Tallied) {
    for (domain, settled) in plan.domains.iter().zip(&people.settled) {
        tallied.warn(WarningKind::CrosswalkOneToMany, domain, settled.one_to_many);
        tallied.warn(WarningKind::CrosswalkManyToOne, domain, settled.many_to_one);
    }
}

/// Texts of all threads as one sorted list, and each thread's numbers in it.
fn texts(of_workers: &[Vec<&str>], too_many: Say) -> Result<(Vec<String>, Vec<Vec<u16>>), LoadError> {
    let mut all: Vec<&str> = of_workers.iter().flatten().copied().collect();
    all.sort_unstable();
    all.dedup();
    if all.len() > usize::from(u16::MAX) {
        return Err(LoadError::Descriptor {
            path: "datapackage.json".into(),
            at: "$.resources".into(),
            why: too_many,
        });
    }
    let place = |text: &&str| all.binary_search(text).map_or(0, |at| at as u16);
    let maps = of_workers.iter().map(|texts| texts.iter().map(place).collect()).collect();
    Ok((all.iter().map(|text| (*text).to_owned()).collect(), maps))
}

/// The default day 0, its code sought in every system where the descriptor names none.
fn index(plan: &Plan, codes: &CodeTable) -> crate::model::Align {
    let mut index = plan.index.clone();
    if let crate::model::Align::Event(test, _) = &mut index {
        let found: Vec<CodeRef> = test
            .codes
            .iter()
            .flat_map(|wanted| {
                let matches = |code: &&crate::store::Code| {
                    code.code == wanted.code && (wanted.system.is_empty() || code.system == wanted.system)
                };
                codes.iter().filter(matches).map(crate::store::Code::to_ref).collect::<Vec<_>>()
            })
            .collect();
        if !found.is_empty() {
            test.codes = found;
        }
    }
    index
}

fn files(plan: &Plan) -> Vec<FileEntry> {
    let entry = |file: &super::plan::FilePlan| {
        let source = plan.tables.get(file.resource).and_then(Option::as_ref).and_then(|table| table.source);
        FileEntry {
            path: file.path.clone(),
            resource: file.resource as u32,
            source: SourceId(source.unwrap_or(0) as u16),
        }
    };
    plan.files.iter().map(entry).collect()
}

/// The sources with the windows that coverage tables without patients give them.
fn sources(plan: &Plan, workers: &[Worker<'_>]) -> Vec<Source> {
    let mut sources = plan.sources.clone();
    for (resource, table) in plan.tables.iter().enumerate() {
        let Some(source) = table.as_ref().and_then(|t| t.source).and_then(|place| sources.get_mut(place))
        else {
            continue;
        };
        let spans =
            workers.iter().filter_map(|worker| worker.found.get(resource)).flat_map(|found| &found.windows);
        source.windows.extend(spans.map(|span| Window { span: *span, note: None }));
        source.windows.sort_by_key(|window| (window.span.from, window.span.to));
        source.windows.dedup();
    }
    sources
}

/// The patients whom tables of the population's sources name beside events.
fn named_population(plan: &Plan, workers: &[Worker<'_>], people: &People) -> PatientSet {
    let mut named = Vec::new();
    for (resource, table) in plan.tables.iter().enumerate() {
        let source = table.as_ref().and_then(|table| table.source);
        let (Some(domain), true) =
            (domain_of(plan, resource), source.is_some_and(|s| plan.population.contains(&s)))
        else {
            continue;
        };
        for (worker, patients) in workers.iter().zip(&people.patients) {
            let found = worker.found.get(resource).map_or(&[][..], |found| &found.named);
            named.extend(
                found.iter().map(|(key, _)| patients[domain][*key as usize]).filter(|p| *p != DROPPED),
            );
        }
    }
    named.sort_unstable();
    named.dedup();
    PatientSet::from_sorted(named.into_iter().map(PatientId))
}

fn coverage(plan: &Plan, workers: &[Worker<'_>], people: &People, patients: usize) -> Vec<Coverage> {
    let mut rows: Vec<Option<Vec<_>>> = vec![None; plan.sources.len()];
    for (resource, table) in plan.tables.iter().enumerate() {
        let Some(table) = table else { continue };
        let (RolePlan::Coverage(coverage), Some(source)) = (&table.role, table.source) else { continue };
        if coverage.patient.is_none() {
            continue;
        }
        let of_source = rows[source].get_or_insert_default();
        for (worker, patients) in workers.iter().zip(&people.patients) {
            let spans = worker.found.get(resource).map_or(&[][..], |found| &found.spans);
            let known = spans.iter().map(|(key, span)| (patients[coverage.domain][*key as usize], *span));
            of_source.extend(known.filter(|(p, _)| *p != DROPPED).map(|(p, span)| (PatientId(p), span)));
        }
    }
    let tables = rows.into_iter().enumerate().filter_map(|(source, rows)| Some((source, rows?)));
    tables.map(|(source, rows)| Coverage::from_rows(SourceId(source as u16), patients, rows)).collect()
}

fn parts(
    workers: Vec<Worker<'_>>,
    patients: Vec<Vec<Vec<u32>>>,
    codes: &[Vec<u32>],
    units: &[Vec<u16>],
    sites: &[Vec<u16>],
) -> Vec<Part> {
    let mut parts = Vec::new();
    let maps = patients.into_iter().zip(codes).zip(units).zip(sites);
    for (worker, (((patients, codes), units), sites)) in workers.into_iter().zip(maps) {
        for (bucket, patients) in worker.buckets.into_iter().zip(patients) {
            if !bucket.rows.is_empty() {
                let (codes, units, sites) = (codes.clone(), units.clone(), sites.clone());
                parts.push(Part { rows: bucket.rows, side: bucket.side, patients, codes, units, sites });
            }
        }
    }
    parts
}

//! How sources were linked, in the form it is kept in: counts as JSON, sets of patients as one column of bytes.
//! It is a copy for the disk, like the rest of the head.

use serde::{Deserialize, Serialize};

use crate::base::{PatientSet, SourceId};
use crate::model::report::Reason;
use crate::store::{Conflict, Crosswalk, Fact, Given, Linkage, SourceLinkage, Unlinked};

/// What is not a set of patients. The sets follow one another in the order of what stands here.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct LinkageMeta {
    /// Rows, records, unreadable ones, ones without a key, and keys; then keys that lead to nobody.
    sources: Vec<SourceMeta>,
    /// Domains, then pairs, keys of either side and those that lead to, or come from, several.
    crosswalks: Vec<(String, String, [u64; 5])>,
    /// Fact and source.
    given: Vec<(u8, u16)>,
    /// Fact and sources.
    conflicts: Vec<(u8, u16, u16)>,
    /// How many bytes each set takes.
    sets: Vec<usize>,
}

/// Counts of one source, and its keys that lead to nobody: reason, records, keys.
type SourceMeta = ([u64; 5], Vec<(Reason, u64, u64)>);

/// The linkage taken apart: what is no set, and the bytes of the sets.
pub(super) fn pack(linkage: &Linkage) -> (LinkageMeta, Vec<u8>) {
    let mut meta = LinkageMeta::default();
    let mut bytes = Vec::new();
    let mut keep = |set: &PatientSet| {
        let set = set.to_bytes();
        meta.sets.push(set.len());
        bytes.extend(set);
    };
    for source in &linkage.sources {
        let unlinked = source.unlinked.iter().map(|u| (u.reason, u.records, u.keys)).collect();
        let counts = [source.rows, source.records, source.unreadable, source.keyless, source.keys];
        meta.sources.push((counts, unlinked));
        keep(&source.keyed);
        keep(&source.linked);
    }
    for walk in &linkage.crosswalks {
        let counts = [walk.pairs, walk.from_keys, walk.one_to_many, walk.to_keys, walk.many_to_one];
        meta.crosswalks.push((walk.from.clone(), walk.to.clone(), counts));
        keep(&walk.shared);
        keep(&walk.doubled);
    }
    for given in &linkage.given {
        meta.given.push((given.fact as u8, given.source.0));
        keep(&given.patients);
    }
    for conflict in &linkage.conflicts {
        meta.conflicts.push((conflict.fact as u8, conflict.a.0, conflict.b.0));
        keep(&conflict.patients);
    }
    (meta, bytes)
}

/// The linkage again; `None` if its parts do not fit together.
pub(super) fn unpack(meta: LinkageMeta, bytes: &[u8]) -> Option<Linkage> {
    let mut rest = bytes;
    let mut sets = meta.sets.into_iter();
    let mut next = || {
        let (set, others) = rest.split_at_checked(sets.next()?)?;
        rest = others;
        PatientSet::from_bytes(set)
    };
    let mut linkage = Linkage::default();
    for ([rows, records, unreadable, keyless, keys], unlinked) in meta.sources {
        let (keyed, linked) = (next()?, next()?);
        let unlinked =
            unlinked.into_iter().map(|(reason, records, keys)| Unlinked { reason, records, keys }).collect();
        linkage.sources.push(SourceLinkage {
            keyed,
            linked,
            rows,
            records,
            unreadable,
            keyless,
            keys,
            unlinked,
        });
    }
    for (from, to, [pairs, from_keys, one_to_many, to_keys, many_to_one]) in meta.crosswalks {
        let (shared, doubled) = (next()?, next()?);
        linkage.crosswalks.push(Crosswalk {
            from,
            to,
            pairs,
            from_keys,
            one_to_many,
            to_keys,
            many_to_one,
            shared,
            doubled,
        });
    }
    for (what, source) in meta.given {
        linkage.given.push(Given { fact: fact(what)?, source: SourceId(source), patients: next()? });
    }
    for (what, a, b) in meta.conflicts {
        let (a, b) = (SourceId(a), SourceId(b));
        linkage.conflicts.push(Conflict { fact: fact(what)?, a, b, patients: next()? });
    }
    Some(linkage)
}

fn fact(what: u8) -> Option<Fact> {
    Fact::ALL.into_iter().find(|fact| *fact as u8 == what)
}

//! L01: keys that lead to several others, and keys that several others lead to, in each crosswalk.
//! Such keys are reported, never resolved.

use crate::store::{Crosswalk, Store};

use super::{About, Detail, Finding};

/// The share above which a mix-up of key domains, or matching of households, is the first suspicion (GUILD).
const MOST: f64 = 0.001;

pub(super) fn multiple(store: &Store) -> Finding {
    let details = store.head().linkage.crosswalks.iter().flat_map(both);
    Finding::of("L01", "link-l01", MOST, details.collect())
}

fn both(walk: &Crosswalk) -> [Detail; 2] {
    let ends = || (walk.from.clone(), walk.to.clone());
    let ((from, to), (far, near)) = (ends(), ends());
    let one = About::OneToMany { from, to };
    let many = About::ManyToOne { from: far, to: near };
    [
        Detail {
            patients: Some(walk.shared.clone()),
            ..Detail::share(one, walk.one_to_many, walk.from_keys, MOST)
        },
        Detail {
            patients: Some(walk.doubled.clone()),
            ..Detail::share(many, walk.many_to_one, walk.to_keys, MOST)
        },
    ]
}

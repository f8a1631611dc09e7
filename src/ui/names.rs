//! What things of an extract are called on screen, in the chosen language.
//! It takes names from the descriptor first and from the program's own texts where it gives none.

use crate::base::SourceId;
use crate::i18n::Texts;
use crate::model::{CodeRef, Kind, Perspective, SortKey};
pub use crate::report::words::{attribute_name as attribute, phase_title as phase};
use crate::store::{Code, Store};

/// A phase's name by its id.
pub fn phase_by_id(id: &str, store: &Store, texts: &Texts) -> String {
    let found = store.head().phases.iter().find(|phase| phase.id == id);
    found.map_or_else(|| id.to_owned(), |found| phase(found, texts))
}

/// A source's title by its id.
pub fn source_by_id(id: &str, store: &Store) -> String {
    let found = store.head().sources.iter().find(|source| source.id == id);
    found.map_or_else(|| id.to_owned(), |source| source.title.clone())
}

/// A source's title.
pub fn source(id: SourceId, store: &Store) -> &str {
    store.head().sources.get(id.index()).map_or("", |source| source.title.as_str())
}

/// A code with what it is called: `L01BA04 Pemetrexed`.
pub fn code(code: &Code, texts: &Texts) -> String {
    let name = code.name(texts.lang().code());
    if name == code.code { name.to_owned() } else { format!("{} {name}", code.code) }
}

/// What a code that a filter names is called.
pub fn code_by_ref(wanted: &CodeRef, store: &Store, texts: &Texts) -> String {
    let codes = &store.head().codes;
    match codes.find_ref(wanted) {
        Some(id) => codes.get(id).name(texts.lang().code()).to_owned(),
        None => wanted.code.clone(),
    }
}

/// A kind of source.
pub fn kind(kind: &Kind, texts: &Texts) -> String {
    let key = match kind {
        Kind::Registry => "kind-registry",
        Kind::Gp => "kind-gp",
        Kind::Pharmacy => "kind-pharmacy",
        Kind::HospitalPharmacy => "kind-hospital-pharmacy",
        Kind::OutpatientPharmacy => "kind-outpatient-pharmacy",
        Kind::Hospital => "kind-hospital",
        Kind::Lab => "kind-lab",
        Kind::Radiotherapy => "kind-radiotherapy",
        Kind::Claims => "kind-claims",
        Kind::Aftercare => "kind-aftercare",
        Kind::Other => "kind-other",
        Kind::Unknown(text) => return text.clone(),
    };
    texts.t(key)
}

/// Why a source's records were made.
pub fn perspective(perspective: Option<Perspective>, texts: &Texts) -> String {
    texts.t(match perspective {
        Some(Perspective::Clinical) => "perspective-clinical",
        Some(Perspective::Billing) => "perspective-billing",
        None => "perspective-unknown",
    })
}

/// What rows are sorted by.
pub fn sort_key(key: &SortKey, store: &Store, texts: &Texts) -> String {
    match key {
        SortKey::Start => texts.t("sort-start"),
        SortKey::Duration => texts.t("sort-duration"),
        SortKey::Events => texts.t("sort-events"),
        SortKey::TimeTo(id) => {
            texts.ta("sort-time-to", &[("phase", phase_by_id(id, store, texts).to_lowercase().into())])
        }
        SortKey::Attribute(id) => attribute(id, texts),
    }
}

/// Some of the names, and how many more there are: `GP, lab, registry +2`.
pub fn some(names: impl IntoIterator<Item = String>, most: usize) -> String {
    let names: Vec<String> = names.into_iter().collect();
    let shown = names.iter().take(most).cloned().collect::<Vec<_>>().join(", ");
    if names.len() > most { format!("{shown} +{}", names.len() - most) } else { shown }
}

//! Finds codes by what they are or are called, for every place where a code is picked.
//! It searches the extract's own codes and no dictionary beyond.

use std::cmp::Reverse;

use crate::base::CodeId;
use crate::store::Store;

/// A code that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The code.
    pub code: CodeId,
    /// Patients who have it.
    pub patients: usize,
}

/// Codes whose text or label holds `text`, whatever its case: exact codes first, then beginnings, then the rest,
/// each from the most to the least frequent. At most `most` of them, and how many there are in all.
pub fn codes(store: &Store, text: &str, most: usize) -> (Vec<Found>, usize) {
    let text = text.trim().to_lowercase();
    let mut found: Vec<(u8, Found)> = Vec::new();
    for (at, code) in store.head().codes.iter().enumerate() {
        let names = [Some(&code.code), code.label.as_ref(), code.label_nl.as_ref()];
        let rank = names.into_iter().flatten().filter_map(|name| rank(&name.to_lowercase(), &text)).min();
        if let Some(rank) = rank {
            let code = CodeId(at as u32);
            found.push((rank, Found { code, patients: store.patients_of_code(code).len() }));
        }
    }
    let all = found.len();
    found.sort_by_key(|(rank, found)| (*rank, Reverse(found.patients), found.code));
    (found.into_iter().take(most).map(|(_, found)| found).collect(), all)
}

fn rank(name: &str, text: &str) -> Option<u8> {
    if name == text {
        Some(0)
    } else if name.starts_with(text) {
        Some(1)
    } else {
        name.contains(text).then_some(2)
    }
}

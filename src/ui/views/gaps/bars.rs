//! Gaps by kind and by source as pictures want them. It counts nothing; the counts are those of a result.
//! Names are those of the extract, in the reader's language.

use crate::compute::gaps::{Gaps, say};
use crate::i18n::Texts;
use crate::model::{Explanation, GapKind};
use crate::scene::gaps::bars::{Bar, Of};
use crate::store::Store;
use crate::workspace::SourceTally;

/// A bar a kind.
pub fn kinds(found: &Gaps, texts: &Texts) -> Vec<Bar> {
    let bar = |kind: GapKind| Bar {
        of: Of::Kind(kind),
        title: texts.say(&say::kind(kind)),
        counts: found.counts[kind as usize],
        not_said: 0,
        patients: Explanation::ALL.map(|why| found.patients[kind as usize][why as usize].len()),
    };
    GapKind::ALL.map(bar).into()
}

/// A bar a source.
pub fn sources(store: &Store, tallies: &[SourceTally]) -> Vec<Bar> {
    let all = store.head().sources.iter().zip(tallies).enumerate();
    let bar = |(at, (source, (counts, not_said))): (usize, (&crate::model::Source, &SourceTally))| Bar {
        of: Of::Source(at),
        title: source.title.clone(),
        counts: *counts,
        not_said: *not_said,
        patients: [0; 6],
    };
    all.map(bar).collect()
}

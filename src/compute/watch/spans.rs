//! Lists of spans in order and without overlaps, and what two of them share.
//! They are about time alone, and know nothing of sources.

use crate::base::Span;

/// In order, those that touch or overlap joined, empty ones left out.
pub(super) fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|span| span.from < span.to);
    spans.sort_unstable_by_key(|span| (span.from, span.to));
    let mut all: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match all.last_mut() {
            Some(last) if span.from <= last.to => last.to = last.to.max(span.to),
            _ => all.push(span),
        }
    }
    all
}

/// What two lists share.
pub(super) fn meet(a: &[Span], b: &[Span]) -> Vec<Span> {
    let mut all = Vec::new();
    for &one in a {
        let first = b.partition_point(|other| other.to <= one.from);
        let near = b[first..].iter().take_while(|other| other.from < one.to);
        all.extend(near.filter_map(|other| one.intersection(*other)));
    }
    all
}

/// What is in the first list and not in the second.
pub(super) fn minus(a: &[Span], b: &[Span]) -> Vec<Span> {
    let mut all = Vec::new();
    for &one in a {
        let mut from = one.from;
        for cut in meet(&[one], b) {
            if cut.from > from {
                all.push(Span { from, to: cut.from });
            }
            from = cut.to;
        }
        if from < one.to {
            all.push(Span { from, to: one.to });
        }
    }
    all
}

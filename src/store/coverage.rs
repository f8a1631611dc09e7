//! Enrolment: for sources that declare it, the spans in which each patient could have been seen.
//! Declared windows of whole sources are with the source; putting the two together is computed elsewhere.

use crate::base::{PatientId, SourceId, Span};

/// The enrolment table of one source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage {
    /// The source.
    pub source: SourceId,
    /// Where each patient's spans start; one more entry than there are patients.
    pub offsets: Vec<u32>,
    /// All spans, in order of patient and time, overlapping ones joined.
    pub spans: Vec<Span>,
}

impl Coverage {
    /// Builds the table from (patient, span) rows in any order; spans that touch or overlap are joined.
    pub fn from_rows(source: SourceId, patients: usize, mut rows: Vec<(PatientId, Span)>) -> Self {
        rows.sort_by_key(|(patient, span)| (*patient, span.from, span.to));
        let (mut offsets, mut spans): (Vec<u32>, Vec<Span>) = (Vec::with_capacity(patients + 1), Vec::new());
        let mut rows = rows.into_iter().peekable();
        for id in 0..patients as u32 {
            let first = spans.len();
            offsets.push(first as u32);
            while let Some((_, span)) = rows.next_if(|(patient, _)| patient.0 == id) {
                match spans.get_mut(first..).and_then(<[Span]>::last_mut) {
                    Some(last) if span.from <= last.to => last.to = last.to.max(span.to),
                    _ => spans.push(span),
                }
            }
        }
        offsets.push(spans.len() as u32);
        Self { source, offsets, spans }
    }

    /// Whether it has a place for every patient and belongs to one of the sources.
    pub(super) fn is_whole(&self, patients: usize, sources: usize) -> bool {
        self.source.index() < sources
            && self.offsets.len() == patients + 1
            && self.offsets.first() == Some(&0)
            && self.offsets.windows(2).all(|pair| pair[0] <= pair[1])
            && self.offsets.last().is_some_and(|&end| end as usize == self.spans.len())
    }

    /// The spans in which a patient was enrolled, in order of time.
    pub fn of(&self, patient: PatientId) -> &[Span] {
        let at = patient.index();
        match (self.offsets.get(at), self.offsets.get(at + 1)) {
            (Some(&from), Some(&to)) => &self.spans[from as usize..to as usize],
            _ => &[],
        }
    }
}

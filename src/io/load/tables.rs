//! Rows of the tables beside events: patients, enrolment, crosswalks, code dictionaries, and attributes anywhere.
//! It collects; conflicts between rows are settled when all is read.

use crate::base::{Span, Time};
use crate::io::cell::{Cells, ColumnPlan};
use crate::model::report::Reason;

use super::plan::{
    AttributeCell, AttributeFrom, CodesPlan, CoveragePlan, CrosswalkPlan, MomentPlan, PatientsPlan,
};
use super::rows::{intern, key};
use super::tally::At;
use super::worker::{Known, Labelled, Value, Worker};

impl Worker<'_> {
    pub(super) fn patients(
        &mut self,
        plan: &PatientsPlan,
        columns: &[ColumnPlan],
        cells: &impl Cells,
        resource: usize,
        at: At,
    ) {
        let key = key(&plan.patient, columns, cells, &mut self.buffers.key);
        let Some(number) = intern(&mut self.buckets[plan.domain].keys, key) else {
            self.found[resource].set_aside.add(Reason::NoPatientKey, at);
            return;
        };
        self.found[resource].named.push((number, at));
        self.attributes(&plan.attributes, columns, cells, (resource, plan.domain, number), at);
    }

    /// Keeps what a row says of its patient; the first row counts, and others that differ are noted.
    pub(super) fn attributes(
        &mut self,
        attributes: &[AttributeCell],
        columns: &[ColumnPlan],
        cells: &impl Cells,
        (resource, domain, number): (usize, usize, u32),
        at: At,
    ) {
        for AttributeCell { attribute, given, from } in attributes {
            let value = match from {
                AttributeFrom::Text(text) => {
                    let text = text.read(columns, cells, &mut self.buffers.other);
                    Ok(text.map(|text| Value::Text(self.texts.intern(text))))
                }
                AttributeFrom::Number(number) => number.read(columns, cells).map(|n| n.map(Value::Number)),
                AttributeFrom::Moment(moment) => moment
                    .read(columns, cells)
                    .map(|s| s.map(|stamp| Value::Date(stamp.time.0, stamp.precision))),
            };
            match value {
                Ok(None) => {}
                Ok(Some(value)) => {
                    let known = &mut self.buckets[domain].attributes[*given];
                    if known.len() <= number as usize {
                        known.resize(number as usize + 1, None);
                    }
                    let new = Known { at, value, conflict: false };
                    let slot = &mut known[number as usize];
                    *slot = Some(slot.map_or(new, |old| old.beside(new)));
                }
                Err(_) => {
                    let unreadable = &mut self.found[resource].unreadable;
                    if unreadable.len() <= *attribute {
                        unreadable.resize(attribute + 1, 0);
                    }
                    unreadable[*attribute] += 1;
                }
            }
        }
    }

    pub(super) fn coverage(
        &mut self,
        plan: &CoveragePlan,
        columns: &[ColumnPlan],
        cells: &impl Cells,
        resource: usize,
        at: At,
    ) {
        let Some(span) = span(plan, columns, cells) else {
            self.found[resource].set_aside.add(Reason::WindowUnreadable, at);
            return;
        };
        let Some(patient) = &plan.patient else {
            self.found[resource].windows.push(span);
            return;
        };
        let key = key(patient, columns, cells, &mut self.buffers.key);
        let Some(number) = intern(&mut self.buckets[plan.domain].keys, key) else {
            self.found[resource].set_aside.add(Reason::NoPatientKey, at);
            return;
        };
        let found = &mut self.found[resource];
        found.named.push((number, at));
        found.spans.push((number, span));
    }

    pub(super) fn crosswalk(
        &mut self,
        plan: &CrosswalkPlan,
        columns: &[ColumnPlan],
        cells: &impl Cells,
        resource: usize,
        at: At,
    ) {
        let from = key(&plan.from, columns, cells, &mut self.buffers.key);
        let to = key(&plan.to, columns, cells, &mut self.buffers.other);
        let (Some(from), Some(to)) = (from, to) else {
            self.found[resource].set_aside.add(Reason::NoPatientKey, at);
            return;
        };
        let link = (self.linked[plan.from_domain].intern(from), self.linked[plan.to_domain].intern(to));
        self.found[resource].links.push(link);
    }

    pub(super) fn code_row(
        &mut self,
        plan: &CodesPlan,
        columns: &[ColumnPlan],
        cells: &impl Cells,
        resource: usize,
        at: At,
    ) {
        let buffers = &mut self.buffers;
        let Some(code) = plan.code.read(columns, cells, &mut buffers.code) else {
            self.found[resource].set_aside.add(Reason::CodeMissing, at);
            return;
        };
        let label = plan.label.as_ref().and_then(|label| label.read(columns, cells, &mut buffers.label));
        let label_nl =
            plan.label_nl.as_ref().and_then(|label| label.read(columns, cells, &mut buffers.other));
        let (label, label_nl) = (label.map(str::to_owned), label_nl.map(str::to_owned));
        self.found[resource].labels.push(Labelled { at, code: code.to_owned(), label, label_nl });
    }
}

impl Known {
    /// Of two values of one patient: the one that stands first, with a note if they differ.
    pub fn beside(self, other: Self) -> Self {
        let conflict = self.conflict || other.conflict || self.value != other.value;
        let first = if other.at < self.at { other } else { self };
        Self { conflict, ..first }
    }
}

/// The span of an enrolment row: both ends included, an empty one open. Nothing where an end cannot be
/// read, where both are empty, or where it ends before it starts.
fn span(plan: &CoveragePlan, columns: &[ColumnPlan], cells: &impl Cells) -> Option<Span> {
    let read = |moment: &Option<MomentPlan>| match moment {
        None => Some(None),
        Some(moment) => moment.read(columns, cells).ok(),
    };
    let (from, to) = (read(&plan.from)?, read(&plan.to)?);
    if from.is_none() && to.is_none() {
        return None;
    }
    let span = Span {
        from: from.map_or(Time(i64::MIN), |stamp| stamp.time),
        to: to.map_or(Time(i64::MAX), |stamp| stamp.time.span(stamp.precision).to),
    };
    (span.from < span.to).then_some(span)
}

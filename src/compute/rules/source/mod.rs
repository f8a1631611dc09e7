//! Rules about sources and about the linkage of an extract: where dates heap up, how rates change, how keys lead.
//! They look at everybody, whatever the selection, and name no patient but where linkage does.

mod heap;
mod linkage;
mod series;

use crate::base::{Cancel, Cancelled, PatientSet, Say, SourceId, Span};
use crate::model::rule::{Primitive, Verdict};

use super::judge::Found;
use super::view::Ground;
use super::{Finding, Why};

/// One thing about a source or an extract, with its measure.
#[derive(Clone, Debug)]
struct Judged {
    source: Option<SourceId>,
    span: Option<Span>,
    /// `None` where it cannot be judged.
    measure: Option<f64>,
    /// The verdict, where the measure alone does not say it.
    verdict: Option<Verdict>,
    say: Say,
    /// The patients it is about, where it is about some.
    patients: Option<PatientSet>,
}

/// Judges all rules about sources and extracts that were asked for.
pub(super) fn judge(
    ground: &Ground<'_>,
    values: &[Vec<f64>],
    asked: &dyn Fn(usize) -> bool,
    most_findings: usize,
    cancel: &Cancel,
    found: &mut Found,
) -> Result<(), Cancelled> {
    let pack = ground.compiled.pack();
    let mut linked = None;
    for (at, rule) in pack.rules.iter().enumerate().filter(|(at, _)| asked(*at)) {
        let limit = rule.primitive.limit().map_or(0.0, |limit| rule.value(limit, &values[at]));
        let judged = match &ground.compiled.rules[at].primitive {
            Primitive::Heap { select, bins, .. } => heap::heaps(ground, *select, bins, cancel)?,
            Primitive::RateChange { series, .. } => series::changes(ground, *series, cancel)?,
            Primitive::Linkage { rule } => linkage::findings(ground, *rule, &mut linked, cancel)?,
            _ => continue,
        };
        if judged.is_empty() {
            found.tally(at, Verdict::NotApplicable, 1);
        }
        for one in judged {
            let verdict = one.verdict.unwrap_or(match one.measure {
                None => Verdict::CannotJudge,
                Some(measure) if measure > limit => Verdict::Violation,
                Some(_) => Verdict::Ok,
            });
            found.tally(at, verdict, 1);
            if verdict != Verdict::Violation {
                continue;
            }
            found.severity(at, rule.severity);
            if let Some(patients) = &one.patients {
                found.violators(at, patients);
            }
            if found.is_full(at, most_findings) {
                found.leave_out(at);
                continue;
            }
            found.list(Finding {
                rule: at as u16,
                patient: None,
                source: one.source,
                span: one.span,
                verdict,
                severity: rule.severity,
                events: Vec::new(),
                measure: one.measure.map(|measure| measure as f32),
                why: Why::Said(one.say),
            });
        }
    }
    Ok(())
}

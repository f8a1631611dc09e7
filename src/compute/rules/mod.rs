//! Follows rule packs over a store: verdicts with their tallies, findings with what they are about, and the numbers
//! that thresholds judge. It writes nothing and says nothing in words: texts are the pack's, or keys with arguments.

pub mod card;
mod compile;
mod curve;
mod days;
mod habits;
mod interval;
mod judge;
mod price;
pub mod proof;
pub mod regimen;
mod source;
mod view;

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, EventIdx, PatientId, PatientSet, Progress, Say, SourceId, Span};
use crate::model::Outage;
use crate::model::Text;
use crate::model::rule::{Pack, Severity, Verdict};
use crate::store::Store;

pub use card::{AgentCard, Card, Elsewhere, card, with_interval};
pub use compile::{Compiled, compile};
pub use curve::{Price, price};
pub use habits::{Habit, Habits, LONGEST, NO_SITE};

pub use price::prices;

use judge::Found;
use view::{Ground, View};

/// Patients that one worker judges in a row.
const PATIENTS_EACH: usize = 1024;
/// Chunks of patients that are judged before their findings are put together, so that memory stays bounded.
const CHUNKS_AT_ONCE: usize = 64;

/// What is asked of a check.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckSpec {
    /// Whom to judge; everybody when absent. Rules about sources look at everybody all the same.
    pub patients: Option<PatientSet>,
    /// Which rules, by place; all when absent.
    pub rules: Option<Vec<u16>>,
    /// Parameters that differ from their default: the rule's place, the parameter's place, the value.
    pub values: Vec<(u16, usize, f64)>,
    /// Outages that a steward confirmed: in them nobody watched.
    pub outages: Vec<Outage>,
    /// The most findings to keep of each rule; tallies count all.
    pub most_findings: usize,
    /// Whether what cannot be judged is listed too.
    pub unjudged: bool,
}

impl Default for CheckSpec {
    fn default() -> Self {
        Self {
            patients: None,
            rules: None,
            values: Vec::new(),
            outages: Vec::new(),
            most_findings: 100_000,
            unjudged: false,
        }
    }
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checked {
    /// The generation of the store.
    pub generation: u64,
    /// One for each rule of the pack, in its order.
    pub rules: Vec<RuleTally>,
    /// By rule, then by patient and time; findings about sources come in the order of sources.
    pub findings: Vec<Finding>,
    /// The intervals between administration days, by agent and site.
    pub habits: Habits,
    /// The outages that it took as confirmed.
    pub outages: Vec<Outage>,
}

/// What a rule came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleTally {
    /// Whether it was asked for.
    pub checked: bool,
    /// How many things it judged, by verdict, in the order of [`Verdict::ALL`].
    pub verdicts: [u64; 5],
    /// The severity of the worst violation.
    pub worst: Option<Severity>,
    /// The patients with a violation.
    pub patients: PatientSet,
    /// Findings that were not kept.
    pub left_out: u64,
    /// What the measure was held against.
    pub limit: Option<f64>,
    /// By measure, descending: the largest measure of each patient, as far as a slider can reach it.
    pub(crate) measures: Vec<(f32, PatientId)>,
}

impl RuleTally {
    /// How many things got a verdict.
    pub fn of(&self, verdict: Verdict) -> u64 {
        self.verdicts[verdict as usize]
    }

    /// What a rate is of: violations, explained ones and what is fine.
    pub fn denominator(&self) -> u64 {
        self.of(Verdict::Violation) + self.of(Verdict::Explained) + self.of(Verdict::Ok)
    }
}

/// Something that a rule found.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule's place in the pack.
    pub rule: u16,
    /// Whom it is about; `None` for sources and extracts.
    pub patient: Option<PatientId>,
    /// The source it is about, where it is about one.
    pub source: Option<SourceId>,
    /// The time it is about: from its first event to its last, or a period of a source.
    pub span: Option<Span>,
    /// The verdict: violation, explained or cannot judge.
    pub verdict: Verdict,
    /// How bad it is, all considered.
    pub severity: Severity,
    /// The events it is about, in order of time.
    pub events: Vec<EventIdx>,
    /// The number that the threshold judges: the least it can be.
    pub measure: Option<f32>,
    /// Why the verdict is what it is.
    pub why: Why,
}

/// Why a verdict is what it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// The measure is above the limit.
    Above,
    /// The clause at this place of the rule's `plausible_if`.
    Plausible(u8),
    /// The clause at this place of the rule's `cannot_judge_if`.
    Unjudged(u8),
    /// Dates are known too coarsely.
    Coarse,
    /// No source could have seen it.
    NoWitness,
    /// A message of its own.
    Said(Say),
}

/// A reason to tell: a message, or a text of the pack.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason<'a> {
    /// A message by its key.
    Say(Say),
    /// A text of the pack.
    Text(&'a Text),
}

impl Finding {
    /// The reason to tell, with the pack that it was found by.
    pub fn reason<'a>(&'a self, pack: &'a Pack) -> Reason<'a> {
        let rule = pack.rules.get(usize::from(self.rule));
        let clause = |at: u8, plausible: bool| {
            let clauses = if plausible { &rule?.plausible_if } else { &rule?.cannot_judge_if };
            clauses.get(usize::from(at)).map(|clause| Reason::Text(&clause.say))
        };
        let found = match &self.why {
            Why::Above => None,
            Why::Plausible(at) => clause(*at, true),
            Why::Unjudged(at) => clause(*at, false),
            Why::Coarse => Some(Reason::Say(Say::new("finding-coarse"))),
            Why::NoWitness => Some(Reason::Say(Say::new("finding-no-witness"))),
            Why::Said(say) => Some(Reason::Say(say.clone())),
        };
        found.unwrap_or_else(|| match (self.measure, rule) {
            (Some(measure), Some(rule)) => {
                let unit = rule.slider().and_then(|at| rule.params.get(at)).map(|param| param.unit);
                Reason::Say(judge::measured(f64::from(measure), unit, rule.primitive.id()))
            }
            _ => Reason::Say(Say::new("finding-above")),
        })
    }
}

/// The values of all parameters of all rules, with those that a spec changes.
fn values(pack: &Pack, spec: &CheckSpec) -> Vec<Vec<f64>> {
    let defaults = pack.rules.iter().map(|rule| rule.params.iter().map(|param| param.default).collect());
    let mut values: Vec<Vec<f64>> = defaults.collect();
    for (rule, param, value) in &spec.values {
        if let Some(place) = values.get_mut(usize::from(*rule)).and_then(|params| params.get_mut(*param)) {
            *place = *value;
        }
    }
    values
}

/// Judges a store by a pack. The result does not depend on the number of threads. Counts patients as rows of `progress`.
pub fn check(
    store: &Store,
    compiled: &Compiled,
    spec: &CheckSpec,
    cancel: &Cancel,
    progress: &Progress,
) -> Result<Checked, Cancelled> {
    let pack = compiled.pack();
    let asked = |rule: usize| spec.rules.as_ref().is_none_or(|rules| rules.contains(&(rule as u16)));
    let values = values(pack, spec);
    let ground = Ground::new(store, compiled, &spec.outages);
    let habits = habits::count(&ground, cancel)?;
    let judge = judge::Judge::new(&ground, &values, &habits, &asked, spec, cancel)?;
    let everybody: Vec<PatientId> = match &spec.patients {
        Some(patients) => patients.iter().filter(|patient| patient.index() < store.patient_count()).collect(),
        None => (0..store.patient_count() as u32).map(PatientId).collect(),
    };
    progress.expect_rows(everybody.len() as u64);

    let mut all = Found::new(pack.rules.len());
    for wave in everybody.chunks(PATIENTS_EACH * CHUNKS_AT_ONCE) {
        let found: Vec<Found> = wave
            .par_chunks(PATIENTS_EACH)
            .map(|ids| {
                cancel.check()?;
                let mut found = Found::new(pack.rules.len());
                let mut bits = Vec::new();
                for id in ids {
                    judge.patient(&View::new(&ground, *id, &mut bits), &mut found);
                }
                progress.add_rows(ids.len() as u64);
                Ok(found)
            })
            .collect::<Result<_, Cancelled>>()?;
        for found in found {
            all.add(found, spec.most_findings);
        }
    }
    source::judge(&ground, &values, &asked, spec.most_findings, cancel, &mut all)?;
    let limits = pack.rules.iter().zip(&values);
    let limits = limits.map(|(rule, values)| rule.primitive.limit().map(|limit| rule.value(limit, values)));
    let checked = all.finish(store.generation(), habits, limits.collect(), &asked);
    Ok(Checked { outages: spec.outages.clone(), ..checked })
}

//! Judges one patient by all rules about patients: measures what each rule looks at, and turns measures into verdicts.
//! How a rule measures is in the modules below it, one a family of primitives.

mod condition;
mod count;
mod dates;
mod found;
mod interval;
mod match_across;
mod supply;
mod witness;

use crate::base::{Cancel, Cancelled, EventIdx, Say, Span, Time, time::DAY};
use crate::model::rule::{Limit, Primitive, Rule, Scope, Severity, Unit as ParamUnit, Verdict};

use super::compile::{CompiledRule, NO_AGENT};
use super::habits::Habits;
use super::view::{Ground, View};
use super::{CheckSpec, Finding, Why};

pub(super) use condition::given;
pub(super) use found::Found;
pub(super) use interval::supported;
use witness::Witnesses;

/// One thing that a rule judges, with its measure: what it is at least and at most, whatever its dates stand for.
pub(super) struct Unit<'u> {
    pub least: f64,
    pub most: f64,
    /// Its rows, in order of time; none where it is about attributes alone.
    pub rows: &'u [u32],
    /// Rows that it is held against, for whoever reads the finding.
    pub beside: &'u [u32],
    /// The agent, where it is about one.
    pub agent: u16,
    /// The interval that it is about, in days.
    pub gap: Option<f64>,
    /// What its measure is held against, where that is not the rule's own limit.
    pub limit: Option<f64>,
    /// A message of its own for a violation.
    pub say: Option<Say>,
}

impl<'u> Unit<'u> {
    /// A thing with a measure.
    pub fn new((least, most): (f64, f64), rows: &'u [u32]) -> Self {
        Self { least, most, rows, beside: &[], agent: NO_AGENT, gap: None, limit: None, say: None }
    }
}

/// What all patients are judged by.
pub(super) struct Judge<'a> {
    ground: &'a Ground<'a>,
    values: &'a [Vec<f64>],
    habits: &'a Habits,
    /// The rules that were asked for.
    rules: Vec<usize>,
    spec: &'a CheckSpec,
    /// By rule: which sources can witness what it expects.
    witnesses: Vec<Witnesses>,
}

/// A rule about one patient, with where its verdicts go.
pub(super) struct Bench<'a, 'f> {
    pub judge: &'a Judge<'a>,
    pub view: &'a View<'a>,
    pub at: usize,
    pub rule: &'a Rule,
    pub compiled: &'a CompiledRule,
    pub found: &'f mut Found,
    /// What measures are held against, and the least that a slider could make of it.
    limit: f64,
    floor: f64,
}

impl<'a> Judge<'a> {
    pub fn new(
        ground: &'a Ground<'a>,
        values: &'a [Vec<f64>],
        habits: &'a Habits,
        asked: &dyn Fn(usize) -> bool,
        spec: &'a CheckSpec,
        cancel: &Cancel,
    ) -> Result<Self, Cancelled> {
        let pack = ground.compiled.pack();
        let about_patients = |scope| matches!(scope, Scope::Event | Scope::Pair | Scope::Patient);
        let rules: Vec<usize> =
            (0..pack.rules.len()).filter(|at| asked(*at) && about_patients(pack.rules[*at].scope)).collect();
        let witnesses = witness::all(ground, &rules, cancel)?;
        Ok(Self { ground, values, habits, rules, spec, witnesses })
    }

    /// Judges a patient by every rule.
    pub fn patient(&self, view: &View<'_>, found: &mut Found) {
        let pack = self.ground.compiled.pack();
        for &at in &self.rules {
            let (rule, compiled) = (&pack.rules[at], &self.ground.compiled.rules[at]);
            let limit = rule.primitive.limit().map_or(0.0, |limit| rule.value(limit, &self.values[at]));
            let least =
                rule.slider().and_then(|param| rule.params.get(param)).map_or(limit, |param| param.least);
            let floor = limit.min(least);
            let mut bench = Bench { judge: self, view, at, rule, compiled, found, limit, floor };
            bench.run();
        }
    }
}

impl Bench<'_, '_> {
    fn run(&mut self) {
        match &self.compiled.primitive {
            Primitive::CompareDates { select, pick, edge, with, fails, .. } => {
                dates::compare(self, *select, *pick, *edge, with, *fails);
            }
            Primitive::Deaths { contact, alive, .. } => dates::deaths(self, *contact, alive.as_ref()),
            Primitive::Order { first, then, .. } => dates::order(self, *first, *then),
            Primitive::IntervalBetween { select, by, side, .. } => {
                interval::between(self, *select, *by, *side);
            }
            Primitive::RegimenFit { select, .. } => interval::regimen_fit(self, *select),
            Primitive::Absent { trigger, pick, expect, before, after } => {
                witness::absent(self, *trigger, *pick, *expect, (*before, *after));
            }
            Primitive::Count { select, distinct, per_day, .. } => {
                count::count(self, *select, *distinct, *per_day);
            }
            Primitive::Overlap { a, b, .. } => supply::overlap(self, *a, *b),
            Primitive::Coexist { a, pick, b, before, after } => {
                count::coexist(self, (*a, *pick), *b, (*before, *after));
            }
            Primitive::Duplicate { select, keys } => count::duplicate(self, *select, keys),
            Primitive::MatchAcross { a, b, by, window } => {
                match_across::match_across(self, *a, *b, *by, *window);
            }
            Primitive::Attribute { cases, .. } => count::attribute(self, cases),
            Primitive::GapInSupply { .. } => supply::gap(self),
            Primitive::Heap { .. } | Primitive::RateChange { .. } | Primitive::Linkage { .. } => {}
        }
    }

    /// A number of the rule.
    pub fn number(&self, limit: Limit) -> f64 {
        self.rule.value(limit, &self.judge.values[self.at])
    }

    /// Counts a verdict that needs no listing.
    pub fn tally(&mut self, verdict: Verdict, times: u64) {
        self.found.tally(self.at, verdict, times);
    }

    /// A patient without anything to judge.
    pub fn nothing(&mut self) {
        if self.rule.scope == Scope::Patient {
            self.tally(Verdict::NotApplicable, 1);
        }
    }

    /// Judges one thing.
    pub fn unit(&mut self, unit: &Unit<'_>) {
        let (limit, floor) = unit.limit.map_or((self.limit, self.floor), |limit| (limit, limit));
        if !self.compiled.applies.iter().all(|when| condition::holds(self, unit, when)) {
            return self.tally(Verdict::NotApplicable, 1);
        }
        if unit.most <= floor {
            return self.tally(Verdict::Ok, 1);
        }
        if unit.least <= floor {
            let verdict = if unit.most <= limit { Verdict::Ok } else { Verdict::CannotJudge };
            self.settle(unit, verdict, Why::Coarse);
            return;
        }
        let cannot = self.compiled.cannot.iter().position(|when| condition::holds(self, unit, when));
        let plausible = match cannot {
            None => self.compiled.plausible.iter().position(|when| condition::holds(self, unit, when)),
            Some(_) => None,
        };
        if cannot.is_none() && plausible.is_none() && unit.limit.is_none() {
            self.found.measure(self.at, unit.least, self.view.patient);
        }
        let (verdict, why) = if unit.most <= limit {
            (Verdict::Ok, Why::Above)
        } else if unit.least <= limit {
            (Verdict::CannotJudge, Why::Coarse)
        } else if let Some(at) = cannot {
            (Verdict::CannotJudge, Why::Unjudged(at as u8))
        } else if let Some(at) = plausible {
            (Verdict::Explained, Why::Plausible(at as u8))
        } else {
            (Verdict::Violation, unit.say.clone().map_or(Why::Above, Why::Said))
        };
        self.settle(unit, verdict, why);
    }

    /// Counts a verdict on a thing, and lists it where it is to be listed.
    pub fn settle(&mut self, unit: &Unit<'_>, verdict: Verdict, why: Why) {
        self.tally(verdict, 1);
        let listed = match verdict {
            Verdict::Violation | Verdict::Explained => true,
            Verdict::CannotJudge => self.judge.spec.unjudged,
            Verdict::Ok | Verdict::NotApplicable => false,
        };
        if !listed {
            return;
        }
        let severity = self.severity(unit);
        if verdict == Verdict::Violation {
            self.found.violator(self.at, self.view.patient);
            self.found.severity(self.at, severity);
        }
        if self.found.is_full(self.at, self.judge.spec.most_findings) {
            self.found.leave_out(self.at);
            return;
        }
        let finding = Finding {
            rule: self.at as u16,
            patient: Some(self.view.patient),
            source: None,
            span: self.span(unit),
            verdict,
            severity,
            events: rows(unit),
            measure: unit.least.is_finite().then_some(unit.least as f32),
            why,
        };
        self.found.list(finding);
    }

    fn span(&self, unit: &Unit<'_>) -> Option<Span> {
        let starts = &self.judge.ground.store.events().start;
        let from = unit.rows.iter().map(|row| starts[*row as usize]).min()?;
        let to = unit.rows.iter().map(|row| starts[*row as usize]).max()?;
        Some(Span { from: Time(from), to: Time(to.saturating_add(DAY)) })
    }

    /// How bad a violation is: by the steps of the rule, and a step milder where all it rests on was made to be paid.
    fn severity(&self, unit: &Unit<'_>) -> Severity {
        let mut steps = self.compiled.escalate.iter().filter(|(when, _)| condition::holds(self, unit, when));
        let severity = steps.next_back().map_or(self.rule.severity, |(_, to)| *to);
        if condition::billing(self, unit) { severity.milder() } else { severity }
    }
}

/// What a measure is, in words to come.
pub(super) fn measured(measure: f64, unit: Option<ParamUnit>, primitive: &str) -> Say {
    let rounded = (measure * 100.0).round() / 100.0;
    match (primitive, unit) {
        ("compare_dates" | "order" | "deaths", _) => Say::new("finding-days-apart").with("days", rounded),
        ("interval_between", Some(ParamUnit::Day)) => Say::new("finding-days-short").with("days", rounded),
        ("interval_between", _) => Say::new("finding-cycles").with("n", rounded),
        ("overlap", _) => Say::new("finding-days-overlap").with("days", rounded),
        ("gap_in_supply", _) => Say::new("finding-days-without").with("days", rounded),
        ("count", _) => Say::new("finding-count").with("n", rounded),
        (_, Some(ParamUnit::Share)) => Say::new("finding-share").with("n", (measure * 1000.0).round() / 10.0),
        (_, Some(ParamUnit::Factor)) => Say::new("finding-factor").with("n", rounded),
        ("duplicate", _) => Say::new("finding-duplicate"),
        ("match_across", _) => Say::new("finding-twin"),
        ("absent", _) => Say::new("finding-missing"),
        ("coexist", _) => Say::new("finding-together"),
        _ => Say::new("finding-above"),
    }
}

/// The rows of a thing and those beside it, in order of time.
fn rows(unit: &Unit<'_>) -> Vec<EventIdx> {
    let mut events: Vec<EventIdx> = unit.rows.iter().chain(unit.beside).map(|row| EventIdx(*row)).collect();
    events.sort_unstable();
    events.dedup();
    events
}

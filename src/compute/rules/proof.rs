//! Runs the tests that rules carry: makes a small store of the journeys, judges it, and says where verdicts differ.
//! It knows nothing of how rules judge.

use std::sync::Arc;

use crate::base::{
    Cancel, Clock, PatientId, Precision, Progress, SourceId, Span, Time, time::DAY, time::SECOND,
};
use crate::model::report::Flaw;
use crate::model::rule::{Pack, Proof, ProofEvent, ProofPatient, Severity, Verdict};
use crate::model::{Kind, Perspective, Phase, Source, Window};
use crate::store::build::{Meta, Part, Row, Side, assemble};
use crate::store::{
    Attribute, AttributeValues, Code, CodeTable, FileEntry, Head, Keys, LONG, MISSING, POINT, Store,
};

use super::{CheckSpec, check, compile};

/// The kinds that tests may name, which are also the ids of their sources; claims are made to be paid.
const KINDS: [(&str, Kind); 11] = [
    ("registry", Kind::Registry),
    ("gp", Kind::Gp),
    ("pharmacy", Kind::Pharmacy),
    ("hospital-pharmacy", Kind::HospitalPharmacy),
    ("outpatient-pharmacy", Kind::OutpatientPharmacy),
    ("hospital", Kind::Hospital),
    ("lab", Kind::Lab),
    ("radiotherapy", Kind::Radiotherapy),
    ("claims", Kind::Claims),
    ("aftercare", Kind::Aftercare),
    ("other", Kind::Other),
];

/// The first day that sources of tests cover.
pub const FIRST: (i64, u32, u32) = (2000, 1, 1);
/// The day that extracts of tests were cut, the last that sources cover.
pub const CUT: (i64, u32, u32) = (2024, 12, 31);

/// What a test came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Proved {
    /// The rule's place in the pack.
    pub rule: usize,
    /// The test's place in the rule.
    pub test: usize,
    /// What came out: how often each verdict, in the order of [`Verdict::ALL`].
    pub verdicts: [u64; 5],
    /// The worst violation's severity.
    pub severity: Option<Severity>,
    /// What is not known to the test: a source or phase that there is none of.
    pub unknown: Option<String>,
}

impl Proved {
    /// Whether it came out as it must.
    pub fn holds(&self, pack: &Pack) -> bool {
        let expect = &pack.rules[self.rule].tests[self.test].expect;
        let same = |(want, got): (&Option<u64>, &u64)| want.is_none_or(|want| want == *got);
        self.unknown.is_none()
            && expect.verdicts.iter().zip(&self.verdicts).all(same)
            && (expect.severity.is_none() || expect.severity == self.severity)
    }
}

/// Runs every test of every rule, in their order.
pub fn prove(pack: &Arc<Pack>) -> Vec<Proved> {
    let tests = pack
        .rules
        .iter()
        .enumerate()
        .flat_map(|(rule, all)| (0..all.tests.len()).map(move |test| (rule, test)));
    tests.map(|(rule, test)| one(pack, rule, test)).collect()
}

fn one(pack: &Arc<Pack>, rule: usize, test: usize) -> Proved {
    let proof = &pack.rules[rule].tests[test];
    let mut proved = Proved { rule, test, verdicts: [0; 5], severity: None, unknown: unknown(proof) };
    if proved.unknown.is_some() {
        return proved;
    }
    let cancel = Cancel::default();
    let checked = store(proof, &cancel).and_then(|store| {
        let compiled = compile(Arc::clone(pack), &store).ok()?;
        let spec = CheckSpec { rules: Some(vec![rule as u16]), ..CheckSpec::default() };
        check(&store, &compiled, &spec, &cancel, &Progress::default()).ok()
    });
    if let Some(checked) = checked {
        proved.verdicts = checked.rules[rule].verdicts;
        let violations = checked.findings.iter().filter(|finding| finding.verdict == Verdict::Violation);
        proved.severity = violations.map(|finding| finding.severity).max();
    }
    proved
}

/// A name in a test that there is nothing for.
fn unknown(proof: &Proof) -> Option<String> {
    let phases = Phase::defaults();
    let kind = |id: &str| KINDS.iter().any(|(known, _)| *known == id);
    let mut events = proof.patients.iter().flat_map(|patient| &patient.events);
    let event = events.find_map(|event| {
        let phase = phases.iter().any(|phase| phase.id == event.phase);
        match (kind(&event.source), phase) {
            (false, _) => Some(event.source.clone()),
            (true, false) => Some(event.phase.clone()),
            (true, true) => None,
        }
    });
    event.or_else(|| proof.no_window.iter().find(|id| !kind(id)).cloned())
}

/// The store of a test: a source for each kind, covering [`FIRST`] to [`CUT`]; `None` only if it is cancelled.
pub fn store(proof: &Proof, cancel: &Cancel) -> Option<Store> {
    let window = Span {
        from: Time::from_date(FIRST.0, FIRST.1, FIRST.2),
        to: Time(Time::from_date(CUT.0, CUT.1, CUT.2).0 + DAY),
    };
    let sources = KINDS.iter().map(|(id, kind)| Source {
        id: (*id).to_owned(),
        title: (*id).to_owned(),
        holder: None,
        kind: kind.clone(),
        perspective: Some(if *kind == Kind::Claims { Perspective::Billing } else { Perspective::Clinical }),
        windows: if proof.no_window.iter().any(|open| open == id) {
            Vec::new()
        } else {
            vec![Window { span: window, note: None }]
        },
    });
    let events = || proof.patients.iter().flat_map(|patient| &patient.events);
    let mut codes: Vec<(&str, &str)> =
        events().map(|event| (event.system.as_str(), event.code.as_str())).collect();
    codes.sort_unstable();
    codes.dedup();
    let mut sites: Vec<String> = events().filter_map(|event| event.site.clone()).collect();
    sites.sort_unstable();
    sites.dedup();
    let part = part(proof, &codes, &sites);
    let code = |(system, code): &(&str, &str)| Code {
        system: (*system).to_owned(),
        code: (*code).to_owned(),
        ..Code::default()
    };
    let head = Head {
        clock: Clock::Calendar,
        as_of: Some(Time::from_date(CUT.0, CUT.1, CUT.2)),
        as_of_declared: true,
        sources: sources.collect(),
        phases: Phase::defaults(),
        codes: CodeTable::new(codes.iter().map(code).collect()),
        files: (0..KINDS.len())
            .map(|at| FileEntry {
                path: KINDS[at].0.to_owned(),
                resource: at as u32,
                source: SourceId(at as u16),
            })
            .collect(),
        sites,
        keys: Keys::from_ints((0..proof.patients.len() as i64).collect()),
        attributes: attributes(&proof.patients),
        ..Head::default()
    };
    assemble(head, vec![part], 1, cancel).ok()
}

fn attributes(patients: &[ProofPatient]) -> Vec<Attribute> {
    let dates = |id: &str, of: &dyn Fn(&ProofPatient) -> Option<(Time, Precision)>| Attribute {
        id: id.to_owned(),
        values: AttributeValues::Date(patients.iter().map(of).collect()),
    };
    let mut all =
        vec![dates("birthDate", &|patient| patient.birth), dates("death", &|patient| patient.death)];
    let mut ids: Vec<&String> =
        patients.iter().flat_map(|patient| patient.attributes.iter().map(|(id, _)| id)).collect();
    ids.sort_unstable();
    ids.dedup();
    for id in ids {
        let value = |patient: &ProofPatient| {
            patient.attributes.iter().find(|(name, _)| name == id).map(|(_, value)| value.clone())
        };
        let mut names: Vec<String> = patients.iter().filter_map(value).collect();
        names.sort_unstable();
        names.dedup();
        let place = |patient: &ProofPatient| {
            let found = value(patient).and_then(|value| names.binary_search(&value).ok());
            found.map_or(MISSING, |at| at as u32)
        };
        let of = patients.iter().map(place).collect();
        all.push(Attribute { id: id.clone(), values: AttributeValues::Category { names, of } });
    }
    all
}

fn part(proof: &Proof, codes: &[(&str, &str)], sites: &[String]) -> Part {
    let mut part = Part {
        patients: (0..proof.patients.len() as u32).collect(),
        codes: (0..codes.len() as u32).collect(),
        sites: (0..sites.len() as u16).collect(),
        ..Part::default()
    };
    for (id, patient) in proof.patients.iter().enumerate() {
        for event in &patient.events {
            let place = codes.binary_search(&(event.system.as_str(), event.code.as_str()));
            let code = place.unwrap_or_default() as u32;
            let row = row(event, PatientId(id as u32), code, part.rows.len() as u32, &mut part.side);
            let at = part.rows.len() as u32;
            let site = event.site.as_ref().and_then(|site| sites.binary_search(site).ok());
            part.side.site.extend(site.map(|site| (at, site as u16)));
            part.side.dose.extend(event.dose.map(|dose| (at, dose)));
            part.side.value.extend(event.value.map(|value| (at, value)));
            part.side.quantity.extend(event.quantity.map(|quantity| (at, quantity)));
            part.side.days_supply.extend(event.supply.map(|days| (at, days as f32)));
            part.rows.push(row);
        }
    }
    part
}

fn row(event: &ProofEvent, patient: PatientId, code: u32, at: u32, side: &mut Side) -> Row {
    let (start, precision) = event.start;
    let phase = Phase::defaults().iter().position(|phase| phase.id == event.phase).unwrap_or_default();
    let mut meta =
        Meta::new(phase as u8, precision, event.end.map_or(Precision::Day, |(_, precision)| precision));
    let (year, month, day) = start.date();
    if year < 1850 {
        meta.flag(Flaw::Before1850);
    }
    if start.0 >= Time::from_date(CUT.0, CUT.1, CUT.2).0 + DAY {
        meta.flag(Flaw::AfterAsOf);
    }
    if (month, day) == (1, 1) && matches!(year, 1900 | 1960 | 1970) || matches!(year, 1800 | 9999) {
        meta.flag(Flaw::SentinelDate);
    }
    let duration = match event.end.map(|(end, _)| end.0 - start.0) {
        None => POINT,
        Some(lasts) if lasts >= 0 && lasts % SECOND == 0 && lasts / SECOND < i64::from(LONG) => {
            (lasts / SECOND) as u32
        }
        Some(lasts) => {
            side.long_end.push((at, start.0 + lasts));
            LONG
        }
    };
    let file = KINDS.iter().position(|(id, _)| *id == event.source).unwrap_or_default() as u16;
    Row { start: start.0, patient: patient.0, duration, code, row: at + 2, file, meta }
}

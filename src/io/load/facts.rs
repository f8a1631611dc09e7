//! Sex, birth and death as each source gives them: for whom, and where sources say different things.
//! Values stay here; only sets of patients leave.

use std::collections::BTreeMap;

use crate::base::{Clock, PatientId, PatientSet, SourceId, Time};
use crate::store::{Conflict, Fact, Given};

use super::worker::{Known, Value};

/// What sources say, collected attribute by attribute.
pub(super) struct Facts {
    clock: Clock,
    said: Vec<Said>,
}

/// What one source says in one attribute.
struct Said {
    fact: Fact,
    source: SourceId,
    /// By patient: the least and the most that the value can mean.
    values: Vec<Option<(i64, i64)>>,
    /// Patients of whom the source's own rows differ.
    differ: PatientSet,
}

impl Facts {
    /// Nothing said yet.
    pub fn new(clock: Clock) -> Self {
        Self { clock, said: Vec::new() }
    }

    /// Takes up what a source says in an attribute, if that is a fact; texts by numbers that all sources share.
    pub fn note(&mut self, attribute: &str, source: usize, known: &[Option<Known>]) {
        let fact = match attribute {
            "sex" => Fact::Sex,
            "birthYear" | "birthDate" => Fact::Birth,
            "death" => Fact::Death,
            _ => return,
        };
        let values: Vec<Option<(i64, i64)>> =
            known.iter().map(|known| known.and_then(|known| self.meaning(fact, known.value))).collect();
        if values.iter().all(Option::is_none) {
            return;
        }
        let differ = known.iter().enumerate().filter(|(_, known)| known.is_some_and(|known| known.conflict));
        let differ = PatientSet::from_sorted(differ.map(|(patient, _)| PatientId(patient as u32)));
        self.said.push(Said { fact, source: SourceId(source as u16), values, differ });
    }

    /// The least and the most that a value can mean.
    fn meaning(&self, fact: Fact, value: Value) -> Option<(i64, i64)> {
        match (fact, value) {
            (Fact::Sex, Value::Text(text)) => Some((i64::from(text), i64::from(text))),
            (Fact::Birth, Value::Number(year)) => Some((year.floor() as i64, year.floor() as i64)),
            // Without a calendar a birth has no year.
            (Fact::Birth, Value::Date(micros, _)) if self.clock == Clock::Calendar => {
                let year = Time(micros).date().0;
                Some((year, year))
            }
            (Fact::Death, Value::Date(micros, precision)) if self.clock == Clock::Calendar => {
                let span = Time(micros).span(precision);
                Some((span.from.0, span.to.0 - 1))
            }
            (Fact::Death, Value::Date(micros, _)) => Some((micros, micros)),
            _ => None,
        }
    }

    /// Who is given what, and who differently.
    pub fn finish(self) -> (Vec<Given>, Vec<Conflict>) {
        let mut given: BTreeMap<(Fact, SourceId), PatientSet> = BTreeMap::new();
        let mut conflicts: BTreeMap<(Fact, SourceId, SourceId), PatientSet> = BTreeMap::new();
        for (at, said) in self.said.iter().enumerate() {
            let known = said.values.iter().enumerate().filter(|(_, value)| value.is_some());
            let known = PatientSet::from_sorted(known.map(|(patient, _)| PatientId(patient as u32)));
            *given.entry((said.fact, said.source)).or_default() |= &known;
            *conflicts.entry((said.fact, said.source, said.source)).or_default() |= &said.differ;
            for other in self.said[..at].iter().filter(|other| other.fact == said.fact) {
                let (a, b) = (said.source.min(other.source), said.source.max(other.source));
                *conflicts.entry((said.fact, a, b)).or_default() |= &differ(&said.values, &other.values);
            }
        }
        let given = given.into_iter().map(|((fact, source), patients)| Given { fact, source, patients });
        let conflicts = conflicts
            .into_iter()
            .filter(|(_, patients)| !patients.is_empty())
            .map(|((fact, a, b), patients)| Conflict { fact, a, b, patients });
        (given.collect(), conflicts.collect())
    }
}

/// The patients whose two values cannot mean the same.
fn differ(one: &[Option<(i64, i64)>], other: &[Option<(i64, i64)>]) -> PatientSet {
    let both = one.iter().zip(other).enumerate();
    let apart = both.filter(|(_, values)| match values {
        (Some(a), Some(b)) => a.1 < b.0 || b.1 < a.0,
        _ => false,
    });
    PatientSet::from_sorted(apart.map(|(patient, _)| PatientId(patient as u32)))
}

//! How long the shipped pack takes over 200,000 patients and 10 million events, how long a threshold drag takes on what
//! it found, and how long a context card takes. Budgets on two cores: 5 s, 50 ms, 50 ms. Run it with
//! `cargo bench --bench rules`.
#![expect(clippy::print_stdout, reason = "figures on standard output are what it is for")]

mod measure;
mod random;

use std::sync::Arc;
use std::time::Instant;

use periplus::base::time::DAY;
use periplus::base::{Cancel, Clock, Precision, Progress, SourceId, Span, Time};
use periplus::compute::rules::{CheckSpec, card, check, compile};
use periplus::io::rules::shipped;
use periplus::model::{Kind, Perspective, Phase, Source, Window};
use periplus::store::build::{Meta, Part, Row, assemble};
use periplus::store::{Attribute, AttributeValues, Code, CodeTable, FileEntry, Head, Keys, POINT, Store};

use measure::percentile;
use random::Random;

const PATIENTS: u32 = 200_000;
const EVENTS_EACH: u32 = 50;
const FIRST: i64 = 16_436;
const DAYS: u64 = 3_600;

/// The sources: kind, phase, and the codes that they draw from, as places in [`CODES`].
const SOURCES: [(Kind, u8, std::ops::Range<usize>); 8] = [
    (Kind::Registry, 2, 0..2),
    (Kind::Gp, 0, 2..6),
    (Kind::Pharmacy, 1, 6..12),
    (Kind::HospitalPharmacy, 3, 12..20),
    (Kind::Hospital, 4, 0..2),
    (Kind::Lab, 5, 20..24),
    (Kind::Claims, 4, 24..26),
    (Kind::Aftercare, 6, 26..28),
];

/// Codes in the order of the table: by system and code.
const CODES: [(&str, &str); 28] = [
    ("a:icd-10", "C34"),
    ("a:icd-10", "C56"),
    ("b:icpc-1", "A98"),
    ("b:icpc-1", "R84"),
    ("b:icpc-1", "X11"),
    ("b:icpc-1", "Y77"),
    ("c:atc", "A02BC01"),
    ("c:atc", "C07AB02"),
    ("c:atc", "C10AA01"),
    ("c:atc", "L02BA01"),
    ("c:atc", "L02BG04"),
    ("c:atc", "N02BE01"),
    ("d:atc", "L01BA04"),
    ("d:atc", "L01BC05"),
    ("d:atc", "L01CD01"),
    ("d:atc", "L01CD02"),
    ("d:atc", "L01FF02"),
    ("d:atc", "L01FG01"),
    ("d:atc", "L01XA02"),
    ("d:atc", "L03AA13"),
    ("e:lab", "HB"),
    ("e:lab", "KREAT"),
    ("e:lab", "NEUTRO"),
    ("e:lab", "TROMBO"),
    ("f:declaratie", "OPNAME"),
    ("f:declaratie", "POLI"),
    ("g:nazorg", "NZ_CONTROLE"),
    ("g:nazorg", "NZ_GESPREK"),
];

/// A patient has a diagnosis, cycles of an agent three weeks apart with delays, and records of all sources in between.
fn store() -> Option<Store> {
    let mut random = Random(7);
    let mut part = Part {
        patients: (0..PATIENTS).collect(),
        codes: (0..CODES.len() as u32).collect(),
        ..Part::default()
    };
    for patient in 0..PATIENTS {
        let diagnosis = FIRST + random.below(DAYS - 800) as i64;
        let agent = 12 + random.below(7) as u32;
        let mut put = |day: i64, source: usize, code: u32, supply: Option<f32>, value: Option<f64>| {
            let meta = Meta::new(SOURCES[source].1, Precision::Day, Precision::Day);
            let row = part.rows.len() as u32;
            part.side.days_supply.extend(supply.map(|days| (row, days)));
            part.side.value.extend(value.map(|value| (row, value)));
            let file = source as u16;
            part.rows.push(Row { start: day * DAY, patient, duration: POINT, code, row, file, meta });
        };
        put(diagnosis, 0, (patient % 2) as _, None, None);
        let mut day = diagnosis + 30;
        for _ in 0..12 {
            put(day, 3, agent, None, None);
            day += 21 + (random.below(5) as i64 / 4) * 7;
        }
        for _ in 13..EVENTS_EACH {
            let source = [1, 2, 2, 4, 5, 5, 6, 7][random.below(8) as usize];
            let codes = SOURCES[source].2.clone();
            let code = codes.start + random.below(codes.len() as u64) as usize;
            let day = FIRST + random.below(DAYS) as i64;
            put(day, source, code as u32, (source == 2).then_some(30.0), (source == 5).then_some(2.5));
        }
    }
    let window = Span { from: Time::from_days(FIRST), to: Time::from_days(FIRST + DAYS as i64) };
    let source = |at: usize| Source {
        id: format!("s{at}"),
        title: format!("s{at}"),
        holder: None,
        kind: SOURCES[at].0.clone(),
        perspective: Some(if at == 6 { Perspective::Billing } else { Perspective::Clinical }),
        windows: vec![Window { span: window, note: None }],
    };
    let file =
        |at: usize| FileEntry { path: format!("{at}"), resource: at as u32, source: SourceId(at as u16) };
    let code = |(system, code): (&str, &str)| Code {
        // The letter keeps the table's order; the system follows it.
        system: system[2..].to_owned(),
        code: code.to_owned(),
        ..Code::default()
    };
    let mut codes: Vec<Code> = CODES.map(code).to_vec();
    let order: Vec<usize> = {
        let mut places: Vec<usize> = (0..codes.len()).collect();
        places
            .sort_by(|a, b| (&codes[*a].system, &codes[*a].code).cmp(&(&codes[*b].system, &codes[*b].code)));
        places
    };
    for (to, from) in order.iter().enumerate() {
        part.codes[*from] = to as u32;
    }
    codes.sort_by(|a, b| (&a.system, &a.code).cmp(&(&b.system, &b.code)));
    let death =
        |_| (random.below(3) == 0).then(|| (Time::from_days(FIRST + DAYS as i64 - 400), Precision::Day));
    let head = Head {
        clock: Clock::Calendar,
        as_of: Some(Time::from_days(FIRST + DAYS as i64 - 1)),
        as_of_declared: true,
        sources: (0..SOURCES.len()).map(source).collect(),
        files: (0..SOURCES.len()).map(file).collect(),
        phases: Phase::defaults(),
        codes: CodeTable::new(codes),
        keys: Keys::from_ints((0..i64::from(PATIENTS)).collect()),
        attributes: vec![
            Attribute {
                id: "birthYear".into(),
                values: AttributeValues::Number(vec![1950.0; PATIENTS as usize]),
            },
            Attribute {
                id: "death".into(),
                values: AttributeValues::Date((0..PATIENTS).map(death).collect()),
            },
        ],
        ..Head::default()
    };
    assemble(head, vec![part], 1, &Cancel::default()).ok()
}

fn main() {
    let (Some(store), Ok(pack)) = (store(), shipped()) else { return };
    println!("{} patients, {} events", store.patient_count(), store.event_count());
    let Ok(compiled) = compile(Arc::new(pack), &store) else { return };
    let (cancel, spec) = (Cancel::default(), CheckSpec::default());
    let mut last = None;
    for _ in 0..3 {
        let start = Instant::now();
        last = check(&store, &compiled, &spec, &cancel, &Progress::default()).ok();
        println!("whole pack: {:.2} s", start.elapsed().as_secs_f64());
    }
    let Some(checked) = last else { return };
    for (at, rule) in compiled.pack().rules.iter().enumerate() {
        let spec = CheckSpec { rules: Some(vec![at as u16]), ..spec.clone() };
        let start = Instant::now();
        if let Ok(alone) = check(&store, &compiled, &spec, &cancel, &Progress::default()) {
            let seconds = start.elapsed().as_secs_f64();
            if seconds > 0.3 {
                println!("  {} alone: {seconds:.2} s, {:?}", rule.id, alone.rules[at].verdicts);
            }
        }
    }
    let mut drags = Vec::new();
    for (rule, tally) in compiled.pack().rules.iter().zip(&checked.rules) {
        let Some(param) = rule.slider().and_then(|at| rule.params.get(at)) else { continue };
        let start = Instant::now();
        let curve = tally.curve(param.least, param.most, 200);
        let patients = tally.who(f64::midpoint(param.least, param.most));
        drags.push(start.elapsed().as_secs_f64() * 1e3);
        assert!(curve.len() == 200 && patients.len() <= store.patient_count());
    }
    println!(
        "threshold drag: median {:.3} ms, worst {:.3} ms",
        percentile(&drags, 0.5),
        percentile(&drags, 1.0)
    );
    let mut cards = Vec::new();
    for finding in checked.findings.iter().step_by(checked.findings.len() / 1_000 + 1) {
        let start = Instant::now();
        let card = card(&store, &compiled, &checked, finding);
        cards.push(start.elapsed().as_secs_f64() * 1e3);
        assert_eq!(card.is_some(), finding.patient.is_some());
    }
    println!(
        "context card: median {:.3} ms, worst {:.3} ms",
        percentile(&cards, 0.5),
        percentile(&cards, 1.0)
    );
}

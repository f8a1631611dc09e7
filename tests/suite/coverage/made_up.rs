//! Small stores with windows, enrolment, sites, births and deaths, made up from a seed.
//! What must be counted in them is counted elsewhere.

use periplus::base::{Cancel, Clock, PatientId, Precision, SourceId, Span, Time, time::DAY};
use periplus::model::descriptor::SourceGroup;
use periplus::model::{CoverageQuestion, Kind, Member, Phase, SetSpec, Source, Window};
use periplus::store::build::{Meta, Part, Row, assemble};
use periplus::store::{
    Attribute, AttributeValues, Code, CodeTable, Coverage, FileEntry, Head, Keys, MISSING, POINT, Store,
};

/// All of time is cut in quarters of a day.
pub const QUARTER: i64 = DAY / 4;
/// Time has so many quarters.
pub const QUARTERS: i64 = 160;
pub const SITES: u16 = 3;

/// A generator with a fixed stream (xorshift64).
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    pub fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    fn span(&mut self) -> Span {
        let from = self.below(QUARTERS as u64 - 1) as i64;
        let to = from + 1 + self.below((QUARTERS - from) as u64) as i64;
        Span { from: Time(from * QUARTER), to: Time(to * QUARTER) }
    }

    fn shuffle<T>(&mut self, all: &mut [T]) {
        (1..all.len()).rev().for_each(|at| all.swap(at, self.below(at as u64 + 1) as usize));
    }
}

pub fn id(source: u64) -> String {
    format!("s{source}")
}

/// A store of so many sources and patients.
pub fn store(random: &mut Random, sources: u64, patients: u32) -> Store {
    let head = head(random, sources, patients);
    let mut part = Part {
        patients: (0..patients).collect(),
        codes: vec![0],
        sites: (0..SITES).collect(),
        ..Part::default()
    };
    for patient in 0..patients {
        for source in 0..sources as u16 {
            // Some sources know few patients, others most.
            if random.below(10) < 3 + u64::from(source) {
                continue;
            }
            for _ in 0..=random.below(3) {
                let at = part.rows.len() as u32;
                let lasts = if random.one_in(3) { random.below(20) as u32 * 21_600 } else { POINT };
                let start = random.below(QUARTERS as u64) as i64 * QUARTER;
                let precision =
                    [Precision::Second, Precision::Day, Precision::Month][random.below(3) as usize];
                let meta = Meta::new(random.below(3) as u8, precision, Precision::Second);
                part.rows.push(Row { start, patient, duration: lasts, code: 0, row: at, file: source, meta });
                if !random.one_in(4) {
                    part.side.site.push((at, random.below(u64::from(SITES)) as u16));
                }
            }
        }
    }
    assemble(head, vec![part], 1, &Cancel::default()).expect("nobody cancels")
}

fn head(random: &mut Random, sources: u64, patients: u32) -> Head {
    let source = |random: &mut Random, n: u64| {
        let windows = (0..random.below(3)).map(|_| Window { span: random.span(), note: None }).collect();
        Source { id: id(n), title: id(n), holder: None, kind: Kind::Other, perspective: None, windows }
    };
    let mut coverage = Vec::new();
    for n in 0..sources {
        if random.one_in(3) {
            let rows = (0..patients).flat_map(|p| vec![p; random.below(3) as usize]).collect::<Vec<_>>();
            let rows = rows.into_iter().map(|p| (PatientId(p), random.span())).collect();
            coverage.push(Coverage::from_rows(SourceId(n as u16), patients as usize, rows));
        }
    }
    let mut date = |often: u64| {
        let day = |random: &mut Random| {
            Time((random.below(QUARTERS as u64) as i64 * QUARTER).div_euclid(DAY) * DAY)
        };
        let all = (0..patients).map(|_| random.one_in(often).then(|| (day(random), Precision::Day)));
        AttributeValues::Date(all.collect())
    };
    let (birth, death) = (date(4), date(3));
    let of = (0..patients).map(|_| [0, 1, 2, MISSING][random.below(4) as usize]).collect();
    let names = ["east", "north", "west"].map(String::from).to_vec();
    let attribute = |id: &str, values| Attribute { id: id.into(), values };
    Head {
        clock: Clock::Calendar,
        as_of: random.one_in(2).then(|| Time::from_days(random.below(QUARTERS as u64 / 4) as i64 + 1)),
        sources: (0..sources).map(|n| source(random, n)).collect(),
        source_groups: vec![SourceGroup {
            id: "both".into(),
            title: Some("Either".into()),
            any_of: vec![id(0), id(1)],
            other: serde_json::Map::default(),
        }],
        phases: Phase::defaults(),
        codes: CodeTable::new(vec![Code::default()]),
        files: (0..sources as u16)
            .map(|n| FileEntry { path: format!("{n}.csv"), resource: u32::from(n), source: SourceId(n) })
            .collect(),
        sites: (0..SITES).map(|n| format!("site {n}")).collect(),
        keys: Keys::from_ints((0..i64::from(patients)).collect()),
        attributes: vec![
            attribute("region", AttributeValues::Category { names, of }),
            attribute("birthDate", birth),
            attribute("death", death),
        ],
        coverage,
        ..Head::default()
    }
}

/// A question of sources, sites and groups of them, in some order, mostly with a window.
pub fn question(random: &mut Random, sources: u64) -> CoverageQuestion {
    if random.one_in(4) {
        return CoverageQuestion {
            window: random.one_in(2).then(|| random.span()),
            ..CoverageQuestion::default()
        };
    }
    let member = |random: &mut Random| Member {
        source: id(random.below(sources)),
        site: random.one_in(3).then(|| format!("site {}", random.below(u64::from(SITES)))),
    };
    let mut sets: Vec<SetSpec> = (0..=random.below(sources))
        .map(|_| SetSpec { title: None, members: (0..=random.below(2)).map(|_| member(random)).collect() })
        .collect();
    random.shuffle(&mut sets);
    let window = (!random.one_in(3)).then(|| random.span());
    CoverageQuestion { sets, window, ..CoverageQuestion::default() }
}

//! Ten million events of 100,000 patients over ten years, as a store: nine phases, one of which lasts for weeks.

use periplus::base::time::DAY;
use periplus::base::{Cancel, Precision, SourceId};
use periplus::model::{Kind, Phase, Source};
use periplus::store::build::{Meta, Part, Row, assemble};
use periplus::store::{Code, CodeTable, FileEntry, Head, Keys, POINT, Store};

use super::random::Random;

const PATIENTS: u32 = 100_000;
const EVENTS_EACH: u32 = 100;

/// Days the events are spread over.
pub const DAYS: i64 = 3_650;

/// The store; `None` only if making it were cancelled, which nobody does here.
pub fn store() -> Option<Store> {
    let mut random = Random(7);
    let mut part = Part { patients: (0..PATIENTS).collect(), codes: vec![0], ..Part::default() };
    for patient in 0..PATIENTS {
        for _ in 0..EVENTS_EACH {
            let phase = random.below(9) as u8;
            let lasts = if phase == 1 { (30 + random.below(60)) as u32 * 86_400 } else { POINT };
            let start = random.below(DAYS as u64) as i64 * DAY;
            let meta = Meta::new(phase, Precision::Day, Precision::Day);
            let row = part.rows.len() as u32;
            part.rows.push(Row { start, patient, duration: lasts, code: 0, row, file: 0, meta });
        }
    }
    let source = Source {
        id: "s".into(),
        title: "s".into(),
        holder: None,
        kind: Kind::Other,
        perspective: None,
        windows: Vec::new(),
    };
    let head = Head {
        sources: vec![source],
        files: vec![FileEntry { path: "f".into(), resource: 0, source: SourceId(0) }],
        phases: Phase::defaults(),
        codes: CodeTable::new(vec![Code::default()]),
        keys: Keys::from_ints((0..i64::from(PATIENTS)).collect()),
        ..Head::default()
    };
    assemble(head, vec![part], 1, &Cancel::default()).ok()
}

//! What goes wrong for a source as a whole: dates heaped on one day, months that hardly deliver, rows twice.
//! It touches the rows of every patient a little, leaves planted ones alone, and lists what it did.

use super::super::calendar::{AS_OF, Day, day, month_start};
use super::super::holders::{File, Form, Record};
use super::super::rng::Rng;
use super::super::truth::{Rule, Wide};
use super::{Case, fault, near, open};

/// The year in which the aftercare often wrote the first of the month, and the one in which it seldom did.
const HEAPED: (Day, Day) = (day(2019, 1, 1), day(2019, 12, 31));
const HARDLY_HEAPED: (Day, Day) = (day(2021, 1, 1), day(2021, 12, 31));
/// The months in which aftercare stood still, and a summer in which some of it was on leave.
const STANDSTILL: (Day, Day) = (day(2020, 4, 1), day(2020, 5, 31));
const LEAVE: (Day, Day) = (day(2022, 8, 1), day(2022, 8, 31));
/// The last months of the insurer, of which most claims were still to come.
const LATE: (Day, Day) = (day(2023, 10, 1), day(2023, 12, 31));
/// From here on nobody is diagnosed any more.
const CLOSED: (Day, Day) = (day(2023, 1, 1), AS_OF);

/// What is wrong with sources as a whole, and what only looks it.
pub(in super::super) const WIDE: [Wide; 25] = [
    (fault(Rule::T10), &["nazorg"], Some(HEAPED)),
    (near(Rule::T10), &["nazorg"], Some(HARDLY_HEAPED)),
    // In these years a weekend moves what it holds to the first of January or July.
    (open(Rule::T10), &[], Some((day(2018, 1, 1), day(2018, 12, 31)))),
    (open(Rule::T10), &[], Some((day(2024, 1, 1), day(2024, 12, 31)))),
    (fault(Rule::B01), &["nazorg"], Some(STANDSTILL)),
    (near(Rule::B01), &["nazorg"], Some(LEAVE)),
    // Who looks only at the source's own window sees the end of inclusion as an outage.
    (open(Rule::B01), &["nkr"], Some(CLOSED)),
    (open(Rule::B01), &["verzekeraar"], Some(LATE)),
    (fault(Rule::B02), &["verzekeraar"], Some(LATE)),
    (near(Rule::B02), &["apotheek"], Some((day(2024, 10, 1), AS_OF))),
    // After the last diagnosis there is less and less of what treats: not late, but done.
    (open(Rule::B02), &["nkr", "lbz", "ziekenhuisapotheek", "poliapotheek", "lab", "nazorg"], None),
    (fault(Rule::B03), &["apotheek"], Some((day(2014, 1, 1), day(2014, 6, 29)))),
    (fault(Rule::B03), &["huisarts"], Some((day(2014, 1, 1), day(2014, 6, 29)))),
    (near(Rule::B03), &["nkr"], Some((day(2015, 1, 1), day(2015, 6, 29)))),
    // Some of their patients were in care before the window opened.
    (open(Rule::B03), &["ziekenhuisapotheek", "poliapotheek", "lbz", "verzekeraar", "nazorg"], None),
    (fault(Rule::B07), &["verzekeraar"], None),
    (near(Rule::B07), &["nazorg"], None),
    (fault(Rule::L01), &["lbz", "ziekenhuisapotheek", "lab"], None),
    // One pharmacy key in a thousand is shared, which is just about the limit.
    (open(Rule::L01), &["apotheek", "poliapotheek"], None),
    (near(Rule::L01), &["huisarts"], None),
    (near(Rule::L01), &["verzekeraar"], None),
    (fault(Rule::L05), &[], None),
    (near(Rule::L06), &["nkr", "lbz"], None),
    (near(Rule::L06), &["nkr", "apotheek"], None),
    (near(Rule::L06), &["lbz", "verzekeraar"], None),
];

fn within((from, to): (Day, Day), on: Day) -> bool {
    (from..=to).contains(&on)
}

/// Heaps, loses and repeats rows of a patient.
pub(super) fn disturb(case: &mut Case, rng: &mut Rng) {
    case.records.retain(|record| !record.marks.is_empty() || !is_lost(record, rng));
    let mut twice = Vec::new();
    for record in &mut case.records {
        let heaped = match record.file {
            File::Aftercare if within(HEAPED, record.day) => 0.3,
            File::Aftercare if within(HARDLY_HEAPED, record.day) => 0.03,
            _ => 0.0,
        };
        let repeated = match record.file {
            File::ClaimsEarly if record.form != Form::Medicine => 0.05,
            File::Aftercare => 0.003,
            _ => 0.0,
        };
        if !record.marks.is_empty() {
            continue;
        }
        if heaped > 0.0 && rng.chance(heaped) {
            let on = month_start(record.day);
            (record.day, record.end) = (on, on);
        }
        if repeated > 0.0 && rng.chance(repeated) {
            twice.push(record.clone());
        }
    }
    case.records.extend(twice);
}

/// Whether a row never arrived.
fn is_lost(record: &Record, rng: &mut Rng) -> bool {
    let share = match record.file {
        File::Aftercare if within(STANDSTILL, record.day) => 0.85,
        File::Aftercare if within(LEAVE, record.day) => 0.2,
        File::ClaimsLate if within(LATE, record.day) => 0.7,
        _ => return false,
    };
    rng.chance(share)
}

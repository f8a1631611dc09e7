//! What was handed out, how long it lasts under four models of supply, and when it was lacking.
//! It explains no lack: whether anybody watched, or the supply went on elsewhere, is asked next door.

use crate::base::{PatientId, Precision, Span, Time, time::DAY};
use crate::compute::EventMask;
use crate::compute::extent::NO_DATE;
use crate::model::gap::SupplyModel;
use crate::model::{Kind, Perspective};
use crate::store::Store;

/// Of a supply whose days are missing, the days it is taken to last at most; more than these are not believed (G05).
pub const LONGEST: u32 = 180;

/// The medicines of a store: codes that are told apart up to a level of the ATC.
#[derive(Clone, Debug, PartialEq)]
pub struct Medicines {
    /// By code: the medicine.
    of_code: Vec<u32>,
    /// By medicine: the system, and the code up to the level.
    names: Vec<(String, String)>,
    /// Sources that hand out medicines, one bit each.
    pub pharmacies: u64,
}

/// Something handed out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fill {
    /// The event, by its row.
    pub event: u32,
    /// The start of its day, in µs.
    pub start: i64,
    /// The days it lasts, as it says.
    pub days: Option<u32>,
    /// How much later than its start it may have been, in µs: 0 where the day is known.
    pub slack: i64,
}

/// What one source handed out of one medicine to one patient, in order of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// The medicine.
    pub medicine: u32,
    /// The source.
    pub source: u8,
    /// What was handed out.
    pub fills: Vec<Fill>,
}

/// Time without supply between two fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lack {
    /// From where the supply had run out, in µs.
    pub from: i64,
    /// To the next fill, in µs.
    pub to: i64,
    /// How long it is, in µs; under [`SupplyModel::Hospital`] without the days in hospital.
    pub lacking: i64,
    /// The place of the fill before.
    pub before: usize,
}

impl Medicines {
    /// Tells the medicines of a store apart: by so many characters of an ATC code, and by the whole code in any other
    /// system.
    pub fn of(store: &Store, level: u8) -> Self {
        let codes = &store.head().codes;
        let key = |code: &crate::store::Code| {
            let atc = code.system.to_ascii_lowercase().contains("atc");
            let upto = if atc { usize::from(level.max(1)) } else { usize::MAX };
            (code.system.clone(), code.code.chars().take(upto).collect::<String>())
        };
        let keys: Vec<(String, String)> = codes.iter().map(key).collect();
        let mut names = keys.clone();
        names.sort_unstable();
        names.dedup();
        let of_code = keys.iter().map(|key| names.binary_search(key).unwrap_or_default() as u32).collect();
        let pharmacy = |kind: &Kind| matches!(kind, Kind::Pharmacy | Kind::OutpatientPharmacy);
        let sources = store.head().sources.iter().enumerate();
        let pharmacies =
            sources.filter(|(_, source)| pharmacy(&source.kind)).fold(0, |bits, (at, _)| bits | 1 << at);
        Self { of_code, names, pharmacies }
    }

    /// The medicine of a code.
    pub fn of_code(&self, code: u32) -> u32 {
        self.of_code[code as usize]
    }

    /// The system of a medicine, and its code up to the level.
    pub fn name(&self, medicine: u32) -> (&str, &str) {
        let (system, code) = &self.names[medicine as usize];
        (system, code)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Whether an event hands something out: it says for how many days, or comes from a pharmacy.
    pub fn is_fill(&self, store: &Store, event: usize) -> bool {
        let events = store.events();
        self.pharmacies >> events.source[event] & 1 == 1 || events.days_supply.get(event).is_some()
    }
}

/// What was handed out to a patient, as far as the mask admits it, by medicine and source. Dates that are no dates of
/// events do not count.
pub fn chains(store: &Store, medicines: &Medicines, patient: PatientId, mask: &EventMask) -> Vec<Chain> {
    let events = store.events();
    let mut all: Vec<(u32, u8, Fill)> = store
        .events_of(patient)
        .filter(|&at| {
            medicines.is_fill(store, at) && events.flaws[at] & NO_DATE == 0 && mask.admits(events, at)
        })
        .map(|at| (medicines.of_code(events.code[at]), events.source[at], fill(store, at)))
        .collect();
    all.sort_by_key(|(medicine, source, fill)| (*medicine, *source, fill.start, fill.event));
    let parts = all.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
    let chain = |part: &[(u32, u8, Fill)]| Chain {
        medicine: part[0].0,
        source: part[0].1,
        fills: part.iter().map(|(_, _, fill)| *fill).collect(),
    };
    parts.map(chain).collect()
}

fn fill(store: &Store, at: usize) -> Fill {
    let events = store.events();
    let start = Time(events.start[at]);
    let days = events.days_supply.get(at).filter(|days| days.is_finite() && *days >= 0.0);
    let slack = match Precision::from_bits(events.precision[at] & 7) {
        coarse @ (Precision::Year | Precision::Month) => {
            let span = start.span(coarse);
            span.to.0 - span.from.0 - DAY
        }
        _ => 0,
    };
    Fill {
        event: at as u32,
        start: start.days().saturating_mul(DAY),
        days: days.map(|days| days.round() as u32),
        slack,
    }
}

impl Fill {
    /// How long it is taken to last, in µs: as it says, or the longest that is believed where it says nothing.
    pub fn lasts(&self) -> i64 {
        i64::from(self.days.filter(|days| *days > 0).unwrap_or(LONGEST)) * DAY
    }

    /// Whether its days are missing, none, or more than is believed (G05).
    pub fn is_unclear(&self) -> bool {
        self.days.is_none_or(|days| days == 0 || days > LONGEST)
    }
}

/// A patient's stays in hospital of a night or more, joined, in order of time: events of the phase `hospital` with a
/// duration, but not those made to be paid.
pub fn stays(store: &Store, patient: PatientId) -> Vec<(Span, u32)> {
    let Some(phase) = store.phase_by_id("hospital") else { return Vec::new() };
    let events = store.events();
    let paid = |at: usize| {
        store.head().sources[usize::from(events.source[at])].perspective == Some(Perspective::Billing)
    };
    let nights = store.events_of(patient).filter(|&at| {
        events.phase[at] == phase && events.last(at).saturating_sub(events.start[at]) >= DAY && !paid(at)
    });
    let mut stays: Vec<(Span, u32)> = Vec::new();
    for at in nights {
        let from = Time(events.start[at]).days().saturating_mul(DAY);
        let to = Time(events.last(at)).days().saturating_mul(DAY);
        match stays.last_mut() {
            Some((last, _)) if from <= last.to.0 => last.to = last.to.max(Time(to)),
            _ => stays.push((Span { from: Time(from), to: Time(to) }, at as u32)),
        }
    }
    stays
}

/// When a supply that begins at `from` and lasts `lasts` µs runs out, if none of it is used in hospital.
fn outlast(from: i64, lasts: i64, stays: &[(Span, u32)]) -> i64 {
    let mut end = from.saturating_add(lasts);
    for (stay, _) in stays {
        if stay.from.0 >= end {
            break;
        }
        end = end.saturating_add((stay.to.0 - stay.from.0.max(from)).max(0));
    }
    end
}

/// How much of a stretch is spent in hospital, in µs.
pub fn in_hospital(from: i64, to: i64, stays: &[(Span, u32)]) -> i64 {
    let span = Span { from: Time(from), to: Time(to) };
    stays.iter().filter_map(|(stay, _)| stay.intersection(span)).map(|part| part.to.0 - part.from.0).sum()
}

/// When the supply of some fills runs out, after each of them, in µs.
pub fn run_outs(fills: &[Fill], stays: &[(Span, u32)], model: SupplyModel) -> Vec<i64> {
    let mut end = i64::MIN;
    let after = |fill: &Fill| {
        let (start, lasts) = (fill.start, fill.lasts());
        end = match model {
            SupplyModel::Plain => end.max(start.saturating_add(lasts)),
            SupplyModel::Stockpile => end.max(start).saturating_add(lasts),
            SupplyModel::Hospital => outlast(end.max(start), lasts, stays),
            SupplyModel::LastSupply => start.saturating_add(lasts),
        };
        end
    };
    fills.iter().map(after).collect()
}

/// The stretches of more than `grace` µs without supply between fills, and, with an end of observation, after the last.
pub fn lacks(
    fills: &[Fill],
    stays: &[(Span, u32)],
    model: SupplyModel,
    grace: i64,
    until: Option<i64>,
) -> Vec<Lack> {
    let ends = run_outs(fills, stays, model);
    let next = |at: usize| fills.get(at + 1).map(|fill| fill.start).or(until);
    let lack = |(before, &from): (usize, &i64)| {
        let to = next(before).filter(|to| *to > from)?;
        let spared = if model == SupplyModel::Hospital { in_hospital(from, to, stays) } else { 0 };
        let lacking = to - from - spared;
        (lacking > grace).then_some(Lack { from, to, lacking, before })
    };
    ends.iter().enumerate().filter_map(lack).collect()
}

/// How well a medicine was supplied from the first to the last fill (G03): the proportion of days covered with supply
/// carried over, and the medication possession ratio, which counts every day handed out. `None` where no time passes.
pub fn adherence(fills: &[Fill], stays: &[(Span, u32)], model: SupplyModel) -> Option<(f64, f64)> {
    let (first, last) = (fills.first()?, fills.last()?);
    let time = last.start - first.start;
    if time <= 0 {
        return None;
    }
    let lacking: i64 = lacks(fills, stays, model, 0, None).iter().map(|lack| lack.lacking).sum();
    let handed: i64 = fills[..fills.len() - 1].iter().map(Fill::lasts).sum();
    Some((1.0 - lacking as f64 / time as f64, handed as f64 / time as f64))
}

#[cfg(test)]
mod test {
    use proptest::prelude::*;

    use super::*;

    fn fills(rows: &[(i64, u32)]) -> Vec<Fill> {
        let mut fills: Vec<Fill> = rows
            .iter()
            .map(|&(day, days)| Fill { event: 0, start: day * DAY, days: Some(days), slack: 0 })
            .collect();
        fills.sort_by_key(|fill| fill.start);
        fills
    }

    fn stay(from: i64, to: i64) -> (Span, u32) {
        (Span { from: Time::from_days(from), to: Time::from_days(to) }, 0)
    }

    /// Takes a tablet a day, day by day; gives the days without one between the first and the last fill.
    fn by_day(rows: &[Fill], stays: &[(Span, u32)], model: SupplyModel) -> Vec<i64> {
        let (mut stock, mut lacking) = (0_i64, Vec::new());
        let days = |fill: &Fill| i64::from(fill.days.unwrap_or(0));
        let (first, last) = (rows[0].start / DAY, rows[rows.len() - 1].start / DAY);
        for day in first..last {
            let here: Vec<&Fill> = rows.iter().filter(|fill| fill.start / DAY == day).collect();
            for fill in here {
                stock = match model {
                    SupplyModel::Plain => stock.max(days(fill)),
                    SupplyModel::Stockpile | SupplyModel::Hospital => stock + days(fill),
                    SupplyModel::LastSupply => days(fill),
                };
            }
            let inside = stays.iter().any(|(stay, _)| stay.contains(Time::from_days(day)));
            if model == SupplyModel::Hospital && inside {
                continue;
            }
            if stock == 0 {
                lacking.push(day);
            } else {
                stock -= 1;
            }
        }
        lacking
    }

    proptest! {
        #[test]
        fn lacks_are_the_days_without_a_tablet(
            rows in prop::collection::vec((0_i64..300, 1_u32..60), 1..12),
            hospital in prop::collection::vec((0_i64..300, 1_i64..20), 0..4),
        ) {
            let rows = fills(&rows);
            let mut stays: Vec<(Span, u32)> = Vec::new();
            let mut sorted = hospital;
            sorted.sort_unstable();
            for (from, length) in sorted {
                if stays.last().is_none_or(|(last, _)| last.to.days() < from) {
                    stays.push(stay(from, from + length));
                }
            }
            for model in SupplyModel::ALL {
                let found = lacks(&rows, &stays, model, 0, None);
                let days: Vec<i64> = found
                    .iter()
                    .flat_map(|lack| lack.from / DAY..lack.to / DAY)
                    .filter(|day| {
                        let inside = stays.iter().any(|(stay, _)| stay.contains(Time::from_days(*day)));
                        model != SupplyModel::Hospital || !inside
                    })
                    .collect();
                prop_assert_eq!(&days, &by_day(&rows, &stays, model), "{:?}", model);
                prop_assert_eq!(found.iter().map(|lack| lack.lacking).sum::<i64>(), days.len() as i64 * DAY);
            }
            let total = |model| lacks(&rows, &stays, model, 0, None).iter().map(|l| l.lacking).sum::<i64>();
            prop_assert!(total(SupplyModel::Hospital) <= total(SupplyModel::Stockpile));
            prop_assert!(total(SupplyModel::Stockpile) <= total(SupplyModel::Plain));
            prop_assert!(total(SupplyModel::Plain) <= total(SupplyModel::LastSupply));
        }
    }

    #[test]
    fn supply_carried_over_and_days_in_hospital_shorten_a_gap() {
        // Two boxes of thirty days on day 0 and 10, the next on day 100; ten days in hospital.
        let rows = fills(&[(0, 30), (10, 30), (100, 30)]);
        let stays = [stay(20, 30)];
        let gap = |model| {
            let found = lacks(&rows, &stays, model, 0, None);
            (found[0].from / DAY, found[0].lacking / DAY)
        };
        assert_eq!(gap(SupplyModel::Plain), (40, 60));
        assert_eq!(gap(SupplyModel::LastSupply), (40, 60));
        assert_eq!(gap(SupplyModel::Stockpile), (60, 40));
        assert_eq!(gap(SupplyModel::Hospital), (70, 30));
        assert_eq!(lacks(&rows, &stays, SupplyModel::Stockpile, 40 * DAY, None), []);
        assert_eq!(adherence(&rows, &stays, SupplyModel::Stockpile), Some((0.6, 0.6)));
    }
}

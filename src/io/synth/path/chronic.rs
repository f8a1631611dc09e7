//! Medicines for other illnesses, dispensed at regular times, with pauses and changes of pharmacy.
//! Medicines for the tumour are dispensed in `treatment` and `chemo`.

use super::super::calendar::{Day, FIRST_RECORD, workday};
use super::super::holders::File;
use super::super::rng::Rng;
use super::{Act, Patient, Route, Stretch, What};

/// Share of patients, choices of medicine, days a supply lasts.
const CONDITIONS: [(f64, &[&str], i32); 6] = [
    (0.38, &["C07AB02", "C08CA01", "C09AA02", "C09AA03", "C03AA03"], 90),
    (0.30, &["C10AA01", "C10AA05"], 90),
    (0.14, &["A10BA02"], 90),
    (0.22, &["A02BC01", "A02BC02"], 90),
    (0.15, &["R03BB04", "R03AC02"], 60),
    (0.06, &["H03AA01"], 90),
];

/// How often a refill is followed by a pause.
const PAUSE: f64 = 0.006;
/// How many medicines change pharmacy, where both pharmacies deliver records.
const ROUTE_CHANGE: f64 = 0.2;

/// All chronic medicines, and an ordinary painkiller now and then for those who use none.
pub(super) fn medicines(patient: &mut Patient, rng: &mut Rng) {
    let mut any = false;
    for (share, choices, supply) in CONDITIONS {
        if rng.chance(share) {
            let atc = rng.pick(choices);
            one(patient, rng, atc, supply);
            any = true;
        }
    }
    if !any {
        let mut day = FIRST_RECORD + rng.between(0, 300);
        while day <= patient.last {
            let quantity = 30.0;
            let supply = 10;
            patient.push(Act {
                supply,
                ..Act::new(What::Dispensed(Route::Community), workday(day), "N02BE01").with(quantity)
            });
            day += rng.between(200, 400);
        }
    }
}

fn one(patient: &mut Patient, rng: &mut Rng, atc: &'static str, supply: i32) {
    let mut day = (patient.incidence - rng.between(200, 4000)).max(FIRST_RECORD + rng.between(0, supply));
    let away = (patient.member.community && patient.member.outpatient && rng.chance(ROUTE_CHANGE))
        .then(|| patient.incidence + rng.between(60, 500))
        .filter(|from| File::Outpatient.sees(*from))
        .map(|from| (from, from + supply * rng.between(2, 5)));
    let (mut last_before, mut first_away): (Day, Option<Day>) = (day, None);
    while day <= patient.last {
        let on = workday(day);
        let is_away = away.is_some_and(|(from, to)| on >= from && on < to);
        let route = if is_away { Route::Outpatient } else { Route::Community };
        patient.push(Act {
            supply,
            ..Act::new(What::Dispensed(route), on, atc).with(f64::from(supply) * rng.pick(&[1.0, 1.0, 2.0]))
        });
        if is_away {
            first_away.get_or_insert(last_before);
        } else if let Some(from) = first_away.take() {
            patient.route_changes.push(Stretch { code: atc, from, to: on });
        }
        last_before = on;
        day += supply + rng.between(-6, 5);
        let is_planned = away.is_some_and(|(from, to)| day + 200 >= from && day < to + 200);
        if !is_planned && rng.chance(PAUSE) {
            let back = day + rng.between(75, 190);
            if workday(back) <= patient.last {
                patient.pauses.push(Stretch { code: atc, from: on, to: workday(back) });
            }
            day = back;
        }
    }
}

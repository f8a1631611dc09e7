//! What surrounds the treatment: contacts with the general practitioner, visits to the clinic, aftercare, and the last
//! weeks of life. Treatment itself and chronic medicines have their own modules.

use super::super::calendar::{Day, FIRST_RECORD, date, workday};
use super::super::codes::{CA125, CREATININE, HAEMOGLOBIN};
use super::super::rng::Rng;
use super::{Act, Patient, Route, Tumour, What};

/// ICPC complaints that lead to the diagnosis.
const LUNG_COMPLAINTS: [&str; 5] = ["R05", "R02", "R24", "T08", "R81"];
const OVARY_COMPLAINTS: [&str; 4] = ["D06", "D08", "D12", "T08"];
/// Ordinary reasons to see a general practitioner.
const ORDINARY: [&str; 7] = ["K86", "T90", "L03", "S74", "R74", "U71", "P06"];

/// Complaints before the diagnosis, the letter after it, and what would have happened anyway.
pub(super) fn before_and_beside(patient: &mut Patient, rng: &mut Rng) {
    let lung = patient.tumour == Tumour::Lung;
    let complaints: &[&'static str] = if lung { &LUNG_COMPLAINTS } else { &OVARY_COMPLAINTS };
    let mut day = patient.incidence - rng.between(40, 190);
    while day < patient.incidence - 6 {
        let code = rng.pick(complaints);
        patient.push(Act::new(What::Contact, workday(day), code));
        day += rng.between(12, 70);
    }
    if lung && rng.chance(0.7) {
        patient.push(Act::new(What::Contact, workday(patient.incidence - rng.between(8, 30)), "RX_THORAX"));
    }
    let letter = workday(patient.incidence + rng.between(3, 20));
    patient.push(Act::new(What::Contact, letter, if lung { "R84" } else { "X77" }));
    let mut day = FIRST_RECORD + rng.between(0, 330);
    while day <= patient.last {
        let is_flu_season = matches!(date(day).1, 10 | 11);
        let code = if is_flu_season && rng.chance(0.7) { "A44" } else { rng.pick(&ORDINARY) };
        patient.push(Act::new(What::Contact, workday(day), code));
        day += rng.between(150, 390);
    }
}

/// Visits to the clinic by phase of the illness, and aftercare by tumour.
pub(super) fn follow_up(patient: &mut Patient, rng: &mut Rng) {
    let icd = patient.icd();
    let mut day = patient.incidence - rng.between(1, 14);
    patient.push(Act::new(What::Clinic, workday(day), icd));
    day = patient.incidence + rng.between(3, 12);
    while day <= patient.last {
        let on = workday(day);
        patient.push(Act::new(What::Clinic, on, icd));
        clinic_blood(patient, rng, on);
        let since = day - patient.incidence;
        let step = if since < 400 {
            120
        } else if since < 1500 {
            200
        } else {
            350
        };
        day += step + rng.between(-14, 25);
    }
    aftercare(patient, rng);
}

fn clinic_blood(patient: &mut Patient, rng: &mut Rng, day: Day) {
    if !rng.chance(0.5) {
        return;
    }
    let haemoglobin = rng.normal(if patient.male { 8.6 } else { 7.9 }, 0.6).max(4.5);
    let creatinine = rng.normal(80.0, 14.0).max(40.0);
    patient.push(Act::new(What::Result(HAEMOGLOBIN), day, "").with(haemoglobin));
    patient.push(Act::new(What::Result(CREATININE), day, "").with(creatinine));
    if patient.tumour == Tumour::Ovary {
        let near_death = patient.death.is_some_and(|death| death - day < 300);
        let mean = if day < patient.incidence + 60 || near_death { 420.0 } else { 22.0 };
        let value = rng.exponential(mean).max(4.0);
        patient.push(Act::new(What::Result(CA125), day, "").with(value));
    }
}

/// Lung: each three months for a year, then half-yearly. Ovary: each three months for two years, then
/// half-yearly. Both for five years.
fn aftercare(patient: &mut Patient, rng: &mut Rng) {
    if patient.stage == 4 && rng.chance(0.6) {
        return;
    }
    let dense = if patient.tumour == Tumour::Lung { 365 } else { 730 };
    let from = patient.incidence + rng.between(170, 260);
    let mut day = from;
    while day <= patient.last && day < from + 5 * 365 {
        let code = rng.weighted(&[(6, "NZ_CONTROLE"), (2, "NZ_VERPLEEGKUNDIG"), (1, "NZ_PSYCHOSOCIAAL")]);
        let distress = f64::from(rng.between(0, 9));
        patient.push(Act::new(What::Visit, workday(day), code).with(distress));
        let step = if day - from < dense { 91 } else { 182 };
        day += step + rng.between(-10, 14);
    }
}

/// Illness on the way, and the weeks before death.
pub(super) fn last_weeks(patient: &mut Patient, rng: &mut Rng) {
    if rng.chance(0.3) {
        let from = patient.incidence + rng.between(20, 900);
        let code = rng.pick(&["J18", "I26", "I48", "J44", "N39"]);
        patient.push(Act::new(What::Stay, from, code).until(from + rng.between(2, 12)));
    }
    let Some(death) = patient.death else { return };
    if rng.chance(0.45) {
        let from = death - rng.between(6, 30);
        if from > patient.incidence {
            let icd = patient.icd();
            patient.push(Act::new(What::Stay, from, icd).until((from + rng.between(2, 10)).min(death)));
        }
    }
    for _ in 0..rng.between(0, 4) {
        let day = death - rng.between(1, 45);
        patient.push(Act::new(What::Contact, day, "A96_PALLIATIEF"));
    }
    if rng.chance(0.6) {
        let on = death - rng.between(3, 60);
        let atc = rng.pick(&["N02AA01", "N02AA05", "N02AB03"]);
        let route = What::Dispensed(Route::Community);
        patient.push(Act { supply: 15, ..Act::new(route, on, atc).with(30.0) });
    }
}

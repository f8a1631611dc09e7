//! Systemic treatment cycle by cycle: blood counts, delays when they are low, infusions, supportive care.
//! Which regimen a patient gets is decided in `treatment`.

use super::super::calendar::{Day, workday};
use super::super::codes::{CREATININE, HAEMOGLOBIN, NEUTROPHILS, PLATELETS};
use super::super::regimen::{Dose, Regimen};
use super::super::rng::Rng;
use super::{Act, Patient, Route, What};

/// A patient under treatment: the marrow remembers earlier cycles.
pub(super) struct Course<'a> {
    pub patient: &'a mut Patient,
    pub rng: &'a mut Rng,
    neutrophils: f64,
    platelets: f64,
    haemoglobin: f64,
    creatinine: f64,
    growth_factor: bool,
}

impl<'a> Course<'a> {
    /// With the blood counts a patient starts from.
    pub fn new(patient: &'a mut Patient, rng: &'a mut Rng) -> Self {
        let haemoglobin = rng.normal(if patient.male { 8.9 } else { 8.1 }, 0.6);
        let neutrophils = rng.normal(4.8, 1.1).max(2.1);
        let platelets = rng.normal(290.0, 55.0).max(140.0);
        let creatinine = rng.normal(if patient.male { 84.0 } else { 70.0 }, 13.0).max(42.0);
        Self { patient, rng, neutrophils, platelets, haemoglobin, creatinine, growth_factor: false }
    }

    /// One blood draw; `share` is what is left of the marrow's output.
    pub fn blood(&mut self, day: Day, share: f64, whole: bool) {
        let noise = self.rng.real(0.92, 1.08);
        let results = [
            (NEUTROPHILS, (self.neutrophils * share * noise).max(0.1)),
            (PLATELETS, (self.platelets * (0.35 + 0.65 * share) * noise).max(9.0)),
            (HAEMOGLOBIN, (self.haemoglobin * (0.85 + 0.15 * share)).max(4.0)),
            (CREATININE, self.creatinine * self.rng.real(0.93, 1.09)),
        ];
        for (test, value) in results.into_iter().take(if whole { 4 } else { 2 }) {
            self.patient.push(Act::new(What::Result(test), day, "").with(value));
        }
    }

    /// Up to `cycles` cycles from `start` on; gives the day after which the next treatment may start.
    /// Stops early by chance, and in the last weeks of life.
    pub fn give(&mut self, regimen: &Regimen, cycles: i32, start: Day, kind: &'static str) -> Day {
        let mut day = workday(start);
        for cycle in 0..cycles {
            if day + 12 > self.patient.last || (cycle > 1 && self.rng.chance(0.06)) {
                break;
            }
            let is_low = cycle > 0 && self.rng.chance(if self.growth_factor { 0.03 } else { regimen.marrow });
            if is_low {
                let left = self.rng.real(0.12, 0.28);
                self.blood(day, left, true);
                day += 7;
            }
            let left = self.rng.real(0.55, 1.0);
            let drawn = day - i32::from(self.rng.chance(0.4));
            self.blood(drawn, left, true);
            self.infuse(regimen, day, kind);
            if regimen.emetic {
                self.support(day);
            }
            if regimen.marrow > 0.05 {
                self.nadir(regimen, day);
            }
            day += regimen.cycle;
        }
        day
    }

    fn infuse(&mut self, regimen: &Regimen, start: Day, kind: &'static str) {
        let mut days = [None; 8];
        for drug in regimen.drugs {
            let full = match drug.dose {
                Dose::Flat(mg) => mg,
                Dose::Square(mg) => mg * self.patient.surface,
                Dose::Kilo(mg) => mg * self.patient.weight,
            };
            for offset in drug.days {
                let on = start + offset;
                if on > self.patient.last {
                    continue;
                }
                let cycle = if drug.days.len() == 1 { regimen.cycle } else { 0 };
                let infusion = Act { cycle, ..Act::new(What::Infusion, on, drug.atc) };
                self.patient.push(infusion.with((full / 10.0).round() * 10.0));
                if let Some(slot) = days.iter_mut().find(|slot| slot.is_none_or(|day| day == on)) {
                    *slot = Some(on);
                }
            }
        }
        let icd = self.patient.icd();
        for on in days.into_iter().flatten() {
            self.patient.push(Act::new(What::DayCare, on, icd));
            self.patient.first_systemic.get_or_insert((on, kind));
        }
    }

    fn support(&mut self, day: Day) {
        let ondansetron =
            Act { supply: 5, ..Act::new(What::Dispensed(Route::Outpatient), day, "A04AA01").with(10.0) };
        self.patient.push(ondansetron);
        if self.growth_factor {
            let on = day + 1;
            let filgrastim =
                Act { supply: 21, ..Act::new(What::Dispensed(Route::Outpatient), on, "L03AA13").with(1.0) };
            self.patient.push(filgrastim);
        }
    }

    fn nadir(&mut self, regimen: &Regimen, day: Day) {
        let left = self.rng.real(0.08, 0.45);
        if self.rng.chance(0.3) {
            let on = workday(day + self.rng.between(8, 12).min(regimen.cycle - 3));
            self.blood(on, left, false);
        }
        let feverish = self.rng.chance(regimen.marrow * if self.growth_factor { 0.08 } else { 0.3 });
        if feverish {
            let from = day + self.rng.between(7, 11);
            let to = from + self.rng.between(3, 8);
            self.blood(from, left.min(0.1), true);
            self.patient.push(Act::new(What::Stay, from, "D70").until(to));
            self.growth_factor = true;
        }
    }
}

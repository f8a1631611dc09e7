//! Which treatment a patient gets, by tumour, stage and year: operations, radiotherapy, regimens, tablets.
//! The choices follow Dutch practice in outline; they are no guideline.

use super::super::calendar::{Day, day, workday, year};
use super::super::regimen as r;
use super::super::rng::Rng;
use super::chemo::Course;
use super::{Act, Patient, Route, Tumour, What};

/// The registry's kinds of systemic treatment.
const CHEMO: &str = "CHEMO";
const IMMUNO: &str = "IMMUNO";
const TARGETED: &str = "DOELGERICHT";

/// Treats a patient from diagnosis on.
pub(super) fn treat(patient: &mut Patient, rng: &mut Rng) {
    let start = patient.incidence + rng.between(10, 44);
    let old = year(patient.incidence) - year(patient.birth) > 82;
    if rng.chance(if old { 0.7 } else { 0.1 }) {
        return;
    }
    let lung = patient.tumour == Tumour::Lung;
    let stage = patient.stage;
    let mut course = Course::new(patient, rng);
    match (lung, stage) {
        (true, _) if course.patient.morphology == "8041/3" => course.small_cell(start),
        (true, 1 | 2) => course.early_lung(start),
        (true, 3) => course.regional_lung(start),
        (true, _) => course.distant_lung(start),
        (false, 1) => course.early_ovary(start),
        (false, _) => course.late_ovary(start),
    }
}

impl Course<'_> {
    /// An operation with its stay; gives the day of discharge.
    fn operate(&mut self, start: Day, code: &'static str) -> Day {
        let on = workday(start);
        let home = on + self.rng.between(3, 11);
        self.blood(on - 1, 1.0, true);
        self.patient.push(Act::new(What::Operation, on, code).until(home));
        if home <= self.patient.last {
            self.patient.first_operation.get_or_insert((on, code));
        }
        home
    }

    /// Radiotherapy on workdays; gives the day of the last fraction.
    fn radiate(&mut self, start: Day, fractions: i32, code: &'static str) -> Day {
        let first = workday(start);
        let weekday = (first + 3).rem_euclid(7);
        let last = first + fractions - 1 + 2 * ((weekday + fractions - 1) / 5);
        if last > self.patient.last {
            return first;
        }
        self.patient.push(Act::new(What::Radiation, first, code).until(last).with(f64::from(fractions)));
        self.patient.first_radiation.get_or_insert((first, code));
        last
    }

    /// Tablets each 30 days for about `mean` days; gives the day of the last supply's end.
    fn tablets(&mut self, start: Day, atc: &'static str, mean: f64) -> Day {
        let until = start + 30 + self.rng.exponential(mean) as Day;
        let mut on = start;
        let mut handed = 0;
        while on < until && on + 10 <= self.patient.last {
            let supply = if handed < 3 { 30 } else { 60 };
            let box_of = if atc == "L01EB04" { f64::from(supply) } else { f64::from(supply) * 2.0 };
            let route = What::Dispensed(Route::Outpatient);
            self.patient.push(Act { supply, ..Act::new(route, workday(on), atc).with(box_of) });
            self.patient.first_systemic.get_or_insert((workday(on), TARGETED));
            on = workday(on) + supply + self.rng.between(-4, 4);
            handed += 1;
        }
        on
    }

    fn early_lung(&mut self, start: Day) {
        let second = self.patient.stage == 2;
        if self.rng.chance(if second { 0.75 } else { 0.6 }) {
            let code = self.rng.pick(&["LOBECTOMIE", "LOBECTOMIE", "WIGRESECTIE"]);
            let home = self.operate(start, code);
            if second && self.rng.chance(0.55) {
                let from = home + self.rng.between(28, 45);
                self.give(&r::CIS_VINO, 4, from, CHEMO);
            }
        } else {
            let fractions = self.rng.pick(&[3, 5, 8]);
            self.radiate(start, fractions, "STEREOTACTISCH");
        }
        if self.rng.chance(0.2) {
            let again = start + self.rng.between(300, 900);
            self.distant_lung(again);
        }
    }

    fn regional_lung(&mut self, start: Day) {
        if self.rng.chance(0.25) {
            let end = self.give(&r::CARBO_PACLI, 4, start, CHEMO);
            self.radiate(end, 24, "RADIOTHERAPIE");
            return;
        }
        let start = workday(start);
        self.give(&r::CHEMORADIATION, 6, start, CHEMO);
        let end = self.radiate(start, 30, "RADIOTHERAPIE");
        if end > day(2018, 9, 1) && self.rng.chance(0.6) {
            let from = end + self.rng.between(14, 40);
            if from > day(2020, 9, 1) {
                self.give(&r::DURVALUMAB_28, 13, from, IMMUNO);
            } else {
                self.give(&r::DURVALUMAB_14, 26, from, IMMUNO);
            }
        } else if self.rng.chance(0.4) {
            let again = end + self.rng.between(150, 500);
            self.distant_lung(again);
        }
    }

    fn distant_lung(&mut self, start: Day) {
        if self.rng.chance(0.25) {
            self.radiate(start, 5, "PALLIATIEVE_RT");
        }
        let start = start + self.rng.between(3, 10);
        let adeno = self.patient.morphology == "8140/3";
        let end = if adeno && self.rng.chance(0.16) {
            let (atc, mean) = if self.rng.chance(0.25) {
                ("L01ED03", 500.0)
            } else if start > day(2018, 6, 1) {
                ("L01EB04", 540.0)
            } else {
                (self.rng.pick(&["L01EB02", "L01EB01"]), 330.0)
            };
            self.tablets(workday(start), atc, mean)
        } else if start > day(2017, 3, 1) && self.rng.chance(0.3) {
            self.pembrolizumab(start)
        } else if adeno && start > day(2018, 9, 1) && self.rng.chance(0.7) {
            let end = self.give(&r::CARBO_PEM_PEMBRO, 4, start, CHEMO);
            self.give(&r::PEM_PEMBRO, 12, end, CHEMO)
        } else if adeno {
            let end = self.give(&r::CARBO_PEM, 4, start, CHEMO);
            if self.rng.chance(0.4) { self.give(&r::PEM, 10, end, CHEMO) } else { end }
        } else {
            let regimen = if self.rng.chance(0.5) { &r::CARBO_PACLI } else { &r::CARBO_GEM };
            self.give(regimen, 4, start, CHEMO)
        };
        if self.rng.chance(0.25) {
            let again = end + self.rng.between(30, 150);
            self.give(&r::DOCETAXEL, 5, again, CHEMO);
        }
    }

    fn pembrolizumab(&mut self, start: Day) -> Day {
        if start > day(2020, 4, 1) && self.rng.chance(0.6) {
            return self.give(&r::PEMBRO_42, 12, start, IMMUNO);
        }
        let end = self.give(&r::PEMBRO_21, 8, start, IMMUNO);
        if end > day(2020, 4, 1) { self.give(&r::PEMBRO_42, 9, end, IMMUNO) } else { end }
    }

    fn small_cell(&mut self, start: Day) {
        let end = self.give(&r::CARBO_ETOPO, 4, start, CHEMO);
        if self.patient.stage < 4 {
            self.radiate(end + 7, 30, "RADIOTHERAPIE");
        } else if self.rng.chance(0.3) {
            self.radiate(end + 14, 10, "PALLIATIEVE_RT");
        }
    }

    fn early_ovary(&mut self, start: Day) {
        let home = self.operate(start, "STADIERING");
        if self.rng.chance(0.55) {
            let from = home + self.rng.between(28, 42);
            self.give(&r::CARBO_PACLI, 6, from, CHEMO);
        }
    }

    fn late_ovary(&mut self, start: Day) {
        let primary = self.rng.chance(if self.patient.stage == 4 { 0.25 } else { 0.5 });
        let (before, after) = if primary { (0, 6) } else { (3, 3) };
        let mut from = start;
        if before > 0 {
            from = self.give(&r::CARBO_PACLI, before, start, CHEMO) + 10;
        }
        let home = self.operate(from, if primary { "DEBULKING_PRIMAIR" } else { "DEBULKING_INTERVAL" });
        let from = home + self.rng.between(32, 45);
        let end = if self.patient.stage > 2 && self.rng.chance(0.25) {
            let end = self.give(&r::CARBO_PACLI_BEVA, after, from, CHEMO);
            self.give(&r::BEVA, 12, end, IMMUNO)
        } else if self.rng.chance(0.22) {
            self.give(&r::CARBO_WEEKLY_PACLI, after, from, CHEMO)
        } else {
            self.give(&r::CARBO_PACLI, after, from, CHEMO)
        };
        if end > day(2019, 6, 1) && self.rng.chance(0.25) {
            self.tablets(workday(end + 28), "L01XK01", 400.0);
        }
        if self.rng.chance(0.55) {
            let again = end + self.rng.between(200, 800);
            self.give(&r::CARBO_PLD, 6, again, CHEMO);
        }
    }
}

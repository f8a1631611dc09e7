//! Calendars of systemic treatment: which agent on which days of a cycle, in which dose.
//! They follow published schedules in outline only and are no advice to anybody.

/// How a dose is reckoned, in milligrams.
#[derive(Clone, Copy)]
pub(super) enum Dose {
    /// The same for everybody.
    Flat(f64),
    /// For each square metre of body surface.
    Square(f64),
    /// For each kilogram of body weight.
    Kilo(f64),
}

/// An agent within a regimen.
pub(super) struct Drug {
    /// Its ATC code.
    pub atc: &'static str,
    /// Days of the cycle it is given on, day 0 being the first.
    pub days: &'static [i32],
    /// The dose on each of those days.
    pub dose: Dose,
}

/// A regimen.
pub(super) struct Regimen {
    /// Days from one cycle to the next.
    pub cycle: i32,
    /// What is given.
    pub drugs: &'static [Drug],
    /// How hard it strikes the bone marrow: the share of cycles with low neutrophils on the next day 1.
    pub marrow: f64,
    /// Whether antiemetics are handed out with it.
    pub emetic: bool,
}

const fn drug(atc: &'static str, days: &'static [i32], dose: Dose) -> Drug {
    Drug { atc, days, dose }
}

const CARBOPLATIN: Drug = drug("L01XA02", &[0], Dose::Square(270.0));
const PEMETREXED: Drug = drug("L01BA04", &[0], Dose::Square(500.0));
const PEMBROLIZUMAB: Drug = drug("L01FF02", &[0], Dose::Flat(200.0));
const PACLITAXEL: Drug = drug("L01CD01", &[0], Dose::Square(175.0));
const BEVACIZUMAB: Drug = drug("L01FG01", &[0], Dose::Kilo(15.0));

/// Carboplatin and pemetrexed.
pub(super) const CARBO_PEM: Regimen =
    Regimen { cycle: 21, drugs: &[CARBOPLATIN, PEMETREXED], marrow: 0.14, emetic: true };
/// Carboplatin, pemetrexed and pembrolizumab.
pub(super) const CARBO_PEM_PEMBRO: Regimen =
    Regimen { cycle: 21, drugs: &[CARBOPLATIN, PEMETREXED, PEMBROLIZUMAB], marrow: 0.14, emetic: true };
/// Pemetrexed as maintenance.
pub(super) const PEM: Regimen = Regimen { cycle: 21, drugs: &[PEMETREXED], marrow: 0.06, emetic: true };
/// Pemetrexed and pembrolizumab as maintenance.
pub(super) const PEM_PEMBRO: Regimen =
    Regimen { cycle: 21, drugs: &[PEMETREXED, PEMBROLIZUMAB], marrow: 0.06, emetic: true };
/// Pembrolizumab each three weeks.
pub(super) const PEMBRO_21: Regimen =
    Regimen { cycle: 21, drugs: &[PEMBROLIZUMAB], marrow: 0.0, emetic: false };
/// Pembrolizumab each six weeks, in the double dose.
pub(super) const PEMBRO_42: Regimen =
    Regimen { cycle: 42, drugs: &[drug("L01FF02", &[0], Dose::Flat(400.0))], marrow: 0.0, emetic: false };
/// Durvalumab each two weeks, by weight.
pub(super) const DURVALUMAB_14: Regimen =
    Regimen { cycle: 14, drugs: &[drug("L01FF03", &[0], Dose::Kilo(10.0))], marrow: 0.0, emetic: false };
/// Durvalumab each four weeks, in a fixed dose.
pub(super) const DURVALUMAB_28: Regimen =
    Regimen { cycle: 28, drugs: &[drug("L01FF03", &[0], Dose::Flat(1500.0))], marrow: 0.0, emetic: false };
/// Carboplatin and paclitaxel each three weeks.
pub(super) const CARBO_PACLI: Regimen =
    Regimen { cycle: 21, drugs: &[CARBOPLATIN, PACLITAXEL], marrow: 0.16, emetic: true };
/// Carboplatin, paclitaxel and bevacizumab.
pub(super) const CARBO_PACLI_BEVA: Regimen =
    Regimen { cycle: 21, drugs: &[CARBOPLATIN, PACLITAXEL, BEVACIZUMAB], marrow: 0.16, emetic: true };
/// Bevacizumab as maintenance.
pub(super) const BEVA: Regimen = Regimen { cycle: 21, drugs: &[BEVACIZUMAB], marrow: 0.0, emetic: false };
/// Carboplatin each three weeks with paclitaxel each week.
pub(super) const CARBO_WEEKLY_PACLI: Regimen = Regimen {
    cycle: 21,
    drugs: &[CARBOPLATIN, drug("L01CD01", &[0, 7, 14], Dose::Square(80.0))],
    marrow: 0.18,
    emetic: true,
};
/// Both each week in a low dose, beside radiotherapy.
pub(super) const CHEMORADIATION: Regimen = Regimen {
    cycle: 7,
    drugs: &[drug("L01XA02", &[0], Dose::Square(110.0)), drug("L01CD01", &[0], Dose::Square(45.0))],
    marrow: 0.04,
    emetic: false,
};
/// Cisplatin and vinorelbine.
pub(super) const CIS_VINO: Regimen = Regimen {
    cycle: 21,
    drugs: &[drug("L01XA01", &[0], Dose::Square(75.0)), drug("L01CA04", &[0, 7], Dose::Square(25.0))],
    marrow: 0.2,
    emetic: true,
};
/// Carboplatin and etoposide on three days.
pub(super) const CARBO_ETOPO: Regimen = Regimen {
    cycle: 21,
    drugs: &[CARBOPLATIN, drug("L01CB01", &[0, 1, 2], Dose::Square(100.0))],
    marrow: 0.25,
    emetic: true,
};
/// Docetaxel.
pub(super) const DOCETAXEL: Regimen =
    Regimen { cycle: 21, drugs: &[drug("L01CD02", &[0], Dose::Square(75.0))], marrow: 0.22, emetic: true };
/// Carboplatin and pegylated liposomal doxorubicin.
pub(super) const CARBO_PLD: Regimen = Regimen {
    cycle: 28,
    drugs: &[CARBOPLATIN, drug("L01DB01", &[0], Dose::Square(30.0))],
    marrow: 0.14,
    emetic: true,
};
/// Carboplatin and gemcitabine.
pub(super) const CARBO_GEM: Regimen = Regimen {
    cycle: 21,
    drugs: &[CARBOPLATIN, drug("L01BC05", &[0, 7], Dose::Square(1000.0))],
    marrow: 0.22,
    emetic: true,
};

/// Agents that no published schedule gives on neighbouring days (the table of the rule catalogue).
pub(super) const NEVER_DAILY: [&str; 5] = ["L01BA04", "L01FF02", "L01FF03", "L01FG01", "L01CD02"];

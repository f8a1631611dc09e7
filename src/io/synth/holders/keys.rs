//! Pseudonyms in five key domains, and what goes wrong with them: lost, double, shared or blank keys.
//! The crosswalks that lead from one domain to another are written by `files`.

use super::super::calendar::{Day, FIRST_INCIDENCE};
use super::super::rng::{Rng, scramble};
use super::File;

/// A domain of pseudonyms.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Domain {
    /// The registry's and the aftercare's.
    Population,
    /// General practitioners'.
    Gp,
    /// Pharmacies'.
    Pharmacy,
    /// Hospitals'.
    Hospital,
    /// The insurer's.
    Insurer,
}

impl Domain {
    /// Its id in the descriptor.
    pub fn id(self) -> &'static str {
        match self {
            Self::Population => "nkr-sleutel",
            Self::Gp => "huisarts-sleutel",
            Self::Pharmacy => "apotheek-sleutel",
            Self::Hospital => "ziekenhuis-sleutel",
            Self::Insurer => "verzekeraar-sleutel",
        }
    }

    /// The domain a file's rows are keyed in.
    pub fn of(file: File) -> Self {
        match file {
            File::Registry | File::Aftercare => Self::Population,
            File::GpNorth | File::GpWest | File::LinkGp => Self::Gp,
            File::Community | File::Outpatient | File::LinkPharmacy => Self::Pharmacy,
            File::HospitalPharmacy | File::Hospital | File::Lab | File::LinkHospital => Self::Hospital,
            File::ClaimsEarly | File::ClaimsLate | File::Enrolment | File::LinkInsurer => Self::Insurer,
        }
    }

    /// The pseudonym of patient `number`; `second` for the few who have two in this domain.
    pub fn key(self, seed: u64, number: u32, second: bool) -> String {
        let number = u64::from(number) * 2 + u64::from(second);
        let salt = seed.wrapping_mul(8).wrapping_add(self as u64);
        match self {
            Self::Population => format!("K{:07}", number / 2 + 1),
            Self::Gp => format!("H{:010X}", scramble(number, salt, 40)),
            // Beyond 2^53: a reader that goes through floating point merges patients.
            Self::Pharmacy => format!("{}", (1 << 62) + scramble(number, salt, 61)),
            Self::Hospital => format!("{:010x}", scramble(number, salt, 40)),
            Self::Insurer => {
                let key = scramble(number, salt, 36);
                format!("V{:04X}-{:05X}", key >> 20, key & 0xf_ffff)
            }
        }
    }
}

/// How the pseudonyms of one patient fare.
#[derive(Clone, Copy)]
pub(in super::super) struct Links {
    lost: [bool; 5],
    /// The pharmacy's key stands for the next patient too (1:n).
    pub shared_pharmacy: bool,
    /// From this day on hospitals use a second key, and both lead to the patient (n:1).
    pub second_hospital: Option<Day>,
    /// The aftercare left the key blank.
    pub blank: bool,
}

impl Links {
    /// Draws the troubles of patient `number`; the first 40 have none of the rarest kind, so that a tiny
    /// cohort still links.
    pub fn draw(number: u32, rng: &mut Rng) -> Self {
        let mut lost = [false; 5];
        for (slot, share) in lost.iter_mut().zip([0.0, 0.02, 0.015, 0.01, 0.03]) {
            *slot = rng.chance(share);
        }
        let shared_pharmacy = rng.chance(0.0012) && number > 40;
        let second_hospital = rng.chance(0.004).then(|| FIRST_INCIDENCE + rng.between(200, 2500));
        Self { lost, shared_pharmacy, second_hospital, blank: rng.chance(0.06) }
    }

    /// Gives the hospitals a key that links.
    pub fn mend_hospital(&mut self) {
        self.lost[Domain::Hospital as usize] = false;
        self.second_hospital = None;
    }

    /// Whether the crosswalk lost the key of this domain.
    pub fn lost(&self, domain: Domain) -> bool {
        self.lost[domain as usize]
    }

    /// Whether rows of `file` lead to this patient, perhaps by two keys, and to nobody else.
    pub fn visible(&self, file: File) -> bool {
        let domain = Domain::of(file);
        self.clean(file) || (domain == Domain::Hospital && !self.lost(domain))
    }

    /// Whether each row of `file` leads to this patient by one key, and to nobody else.
    pub fn clean(&self, file: File) -> bool {
        let domain = Domain::of(file);
        !self.lost(domain)
            && match domain {
                Domain::Population => file != File::Aftercare || !self.blank,
                Domain::Pharmacy => !self.shared_pharmacy,
                Domain::Hospital => self.second_hospital.is_none(),
                Domain::Gp | Domain::Insurer => true,
            }
    }
}

//! The nine sources: who delivers, for whom, in which window, and under which pseudonyms.
//! What a holder writes down of a care path is in `record` and `registry`.

pub(super) mod keys;
pub(super) mod record;
pub(super) mod registry;

use super::calendar::{AS_OF, Day, day};
use super::rng::Rng;
use keys::Links;

pub(super) use record::{Form, Record};
pub(super) use registry::Registry;

/// A file of patient rows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum File {
    /// The cancer registry.
    Registry,
    /// General practitioners in the north and east.
    GpNorth,
    /// General practitioners in the west.
    GpWest,
    /// Community pharmacies.
    Community,
    /// The outpatient pharmacies of hospitals.
    Outpatient,
    /// Infusions by hospital pharmacies.
    HospitalPharmacy,
    /// Stays and visits in hospitals.
    Hospital,
    /// Laboratory results.
    Lab,
    /// Claims up to 2019.
    ClaimsEarly,
    /// Claims from 2020 on.
    ClaimsLate,
    /// Who was insured when.
    Enrolment,
    /// Aftercare.
    Aftercare,
    /// Crosswalk of the general practitioners.
    LinkGp,
    /// Crosswalk of both kinds of pharmacy.
    LinkPharmacy,
    /// Crosswalk of what comes from hospitals.
    LinkHospital,
    /// Crosswalk of the insurer.
    LinkInsurer,
}

impl File {
    /// The id of its source in the descriptor.
    pub fn source(self) -> &'static str {
        match self {
            Self::Registry => "nkr",
            Self::GpNorth | Self::GpWest | Self::LinkGp => "huisarts",
            Self::Community | Self::LinkPharmacy => "apotheek",
            Self::Outpatient => "poliapotheek",
            Self::HospitalPharmacy => "ziekenhuisapotheek",
            Self::Hospital | Self::LinkHospital => "lbz",
            Self::Lab => "lab",
            Self::ClaimsEarly | Self::ClaimsLate | Self::Enrolment | Self::LinkInsurer => "verzekeraar",
            Self::Aftercare => "nazorg",
        }
    }

    /// The declared window, both ends included; the laboratory declares none.
    pub fn window(self) -> Option<(Day, Day)> {
        const WINDOWS: [(Day, Day); 8] = [
            (day(2015, 1, 1), AS_OF),
            (day(2014, 1, 1), day(2023, 6, 30)),
            (day(2016, 1, 1), day(2022, 12, 31)),
            (day(2014, 1, 1), AS_OF),
            (day(2017, 7, 1), AS_OF),
            (day(2016, 1, 1), day(2024, 9, 30)),
            (day(2015, 1, 1), day(2024, 11, 30)),
            (day(2015, 1, 1), day(2023, 12, 31)),
        ];
        match self {
            Self::ClaimsEarly | Self::ClaimsLate | Self::Enrolment => Some(WINDOWS[7]),
            Self::Aftercare => Some((day(2017, 1, 1), AS_OF)),
            Self::Lab | Self::LinkGp | Self::LinkPharmacy | Self::LinkHospital | Self::LinkInsurer => None,
            other => Some(WINDOWS[other as usize]),
        }
    }

    /// Whether the source could have seen something on `on`, as far as it declares.
    pub fn sees(self, on: Day) -> bool {
        self.window().is_none_or(|(from, to)| on >= from && on <= to)
    }
}

/// A hospital.
pub(super) struct Site {
    /// Its code.
    pub code: &'static str,
    /// The region it lies in.
    pub region: &'static str,
    weight: u32,
    pharmacy: bool,
    lab: bool,
    outpatient: bool,
    aftercare: bool,
}

const fn site(
    code: &'static str,
    region: &'static str,
    weight: u32,
    [pharmacy, lab, outpatient, aftercare]: [bool; 4],
) -> Site {
    Site { code, region, weight, pharmacy, lab, outpatient, aftercare }
}

/// The hospitals, and which of their departments deliver: pharmacy, laboratory, outpatient pharmacy, aftercare.
pub(super) const SITES: [Site; 8] = [
    site("Z01", "Noord", 15, [true, true, true, true]),
    site("Z02", "Noord", 8, [false, true, false, false]),
    site("Z03", "Oost", 14, [true, true, true, false]),
    site("Z04", "Oost", 8, [false, false, false, true]),
    site("Z05", "West", 17, [true, true, false, true]),
    site("Z06", "West", 12, [false, false, true, false]),
    site("Z07", "Midden", 14, [false, true, true, true]),
    site("Z08", "Zuid", 12, [false, false, false, false]),
];

/// The two months in which the laboratory of one hospital delivered nothing.
pub(super) const OUTAGE: (usize, Day, Day) = (2, day(2019, 3, 1), day(2019, 4, 30));

/// Who has records of a patient.
pub(super) struct Member {
    /// The hospital that treats the patient.
    pub site: usize,
    /// Whether that hospital delivers stays and visits for this patient.
    pub hospital: bool,
    /// Whether its pharmacy delivers infusions.
    pub hospital_pharmacy: bool,
    /// Whether its laboratory delivers.
    pub lab: bool,
    /// Whether its outpatient pharmacy delivers.
    pub outpatient: bool,
    /// Whether its aftercare delivers.
    pub aftercare: bool,
    /// Whether the community pharmacy delivers.
    pub community: bool,
    /// The network of the general practitioner, where it delivers.
    pub gp: Option<File>,
    /// Times of enrolment with the insurer; empty for those insured elsewhere.
    pub enrolment: Vec<(Day, Day)>,
    /// How the pseudonyms of this patient fare.
    pub links: Links,
}

impl Member {
    /// Draws who has records of patient `number`.
    pub fn draw(number: u32, rng: &mut Rng) -> Self {
        let sites: [(u32, usize); 8] = std::array::from_fn(|at| (SITES[at].weight, at));
        let site = rng.weighted(&sites);
        let at = &SITES[site];
        let network = match at.region {
            "Noord" | "Oost" => Some(File::GpNorth),
            "Zuid" => None,
            _ => Some(File::GpWest),
        };
        let enrolment = if rng.chance(0.42) { enrolment(rng) } else { Vec::new() };
        let mut member = Self {
            site,
            hospital: rng.chance(0.97),
            hospital_pharmacy: at.pharmacy && rng.chance(0.95),
            lab: at.lab && rng.chance(0.9),
            outpatient: at.outpatient && rng.chance(0.9),
            aftercare: at.aftercare && rng.chance(0.85),
            community: rng.chance(0.62),
            gp: network.filter(|_| rng.chance(0.55)),
            enrolment,
            links: Links::draw(number, rng),
        };
        member.steady();
        member
    }

    /// Sees to it that one source with regular records and a window up to the last year links: a patient
    /// whom only occasional sources know would fall silent for years without anything having been planted.
    fn steady(&mut self) {
        if !self.community || !self.links.clean(File::Community) {
            self.hospital = true;
            self.links.mend_hospital();
        }
    }

    /// Whether the patient was insured with the insurer on `on`.
    pub fn enrolled(&self, on: Day) -> bool {
        self.enrolment.iter().any(|(from, to)| on >= *from && on <= *to)
    }

    /// The stretch between two enrolments.
    pub fn enrolment_gap(&self) -> Option<(Day, Day)> {
        match self.enrolment.as_slice() {
            [(_, from), (to, _)] => Some((*from, *to)),
            _ => None,
        }
    }
}

fn enrolment(rng: &mut Rng) -> Vec<(Day, Day)> {
    let (first, last) = (day(2015, 1, 1), day(2023, 12, 31));
    if rng.chance(0.25) {
        let from = first + rng.between(500, 1400);
        let to = from + rng.between(580, 900);
        return vec![(first, from), (to, last)];
    }
    let first = if rng.chance(0.15) { first + 365 * rng.between(1, 4) } else { first };
    let last = if rng.chance(0.15) { last - 365 * rng.between(1, 2) } else { last };
    vec![(first, last)]
}

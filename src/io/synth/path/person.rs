//! Who a synthetic patient is: age, sex, tumour, stage, hospital, and how long they live.
//! The shares are plausible for Dutch oncology and are not measured on anybody.

use super::super::calendar::{AS_OF, FIRST_INCIDENCE, LAST_INCIDENCE};
use super::super::holders::Member;
use super::super::rng::Rng;
use super::{Patient, Tumour};

/// Stages 1 to 4 by weight.
const LUNG_STAGES: [(u32, u8); 4] = [(22, 1), (9, 2), (22, 3), (47, 4)];
const OVARY_STAGES: [(u32, u8); 4] = [(22, 1), (8, 2), (46, 3), (24, 4)];
/// ICD-O: adenocarcinoma, squamous, small cell, not small cell without more.
const LUNG_MORPHOLOGY: [(u32, &str); 4] = [(48, "8140/3"), (25, "8070/3"), (14, "8041/3"), (13, "8046/3")];
/// ICD-O: serous high grade, endometrioid, clear cell, mucinous.
const OVARY_MORPHOLOGY: [(u32, &str); 4] = [(70, "8461/3"), (13, "8380/3"), (9, "8310/3"), (8, "8480/3")];
/// Mean survival in days from incidence, by stage.
const LUNG_SURVIVAL: [f64; 4] = [3400.0, 1900.0, 950.0, 420.0];
const OVARY_SURVIVAL: [f64; 4] = [9000.0, 4500.0, 1900.0, 1100.0];

/// Draws a patient to whom nothing has happened yet.
pub(super) fn draw(number: u32, rng: &mut Rng) -> Patient {
    let tumour = if rng.chance(0.72) { Tumour::Lung } else { Tumour::Ovary };
    let lung = tumour == Tumour::Lung;
    let male = lung && rng.chance(0.53);
    let incidence = rng.between(FIRST_INCIDENCE, LAST_INCIDENCE);
    let age = if lung { rng.normal(68.0, 9.0) } else { rng.normal(64.0, 11.5) }.clamp(33.0, 93.0);
    let stage = rng.weighted(if lung { &LUNG_STAGES } else { &OVARY_STAGES });
    let morphology = rng.weighted(if lung { &LUNG_MORPHOLOGY } else { &OVARY_MORPHOLOGY });
    let mean = if lung { LUNG_SURVIVAL } else { OVARY_SURVIVAL }[usize::from(stage) - 1];
    let dies = incidence + 6 + rng.exponential(mean).min(20_000.0) as i32;
    let weight = rng.normal(if male { 81.0 } else { 69.0 }, 11.0);
    let height = rng.normal(if male { 1.78 } else { 1.66 }, 0.07);
    Patient {
        number,
        male,
        birth: incidence - (age * 365.25) as i32,
        tumour,
        stage,
        morphology,
        size: rng.normal(1.4 + f64::from(stage) * 1.1, 0.9).clamp(0.4, 14.0),
        incidence,
        death: (dies <= AS_OF).then_some(dies),
        last: dies.min(AS_OF),
        // Near enough to the formula of Mosteller around the middle, and without a root.
        surface: (0.0112 * weight + 0.58 * height).clamp(1.3, 2.4),
        weight: weight.clamp(42.0, 130.0),
        member: Member::draw(number, rng),
        acts: Vec::with_capacity(128),
        first_operation: None,
        first_systemic: None,
        first_radiation: None,
        pauses: Vec::new(),
        route_changes: Vec::new(),
        gaps: Vec::new(),
    }
}

//! Plants at most one fault or near miss in the records of a patient, disturbs whole sources, and marks what rules must
//! find in the outcome. Only rows whose pseudonym leads to this patient alone are used, so that a reader can see what was planted.

mod arising;
mod care;
mod dates;
mod disturb;
mod identity;
mod silence;
mod supply;
mod therapy;

pub(super) use disturb::WIDE;

use super::holders::{File, Form, Record, Registry};
use super::path::Patient;
use super::rng::Rng;
use super::truth::{Mark, Rule, Sort};

/// A patient with all that holders wrote down.
pub(super) struct Case {
    /// The patient.
    pub patient: Patient,
    /// The registry's row.
    pub registry: Registry,
    /// The other rows.
    pub records: Vec<Record>,
}

/// Changes a case, or leaves it as it is and says `false` where it does not lend itself.
type Make = fn(&mut Case, Mark, &mut Rng) -> bool;

const fn fault(rule: Rule) -> Mark {
    Mark { rule, sort: Sort::Fault }
}

const fn near(rule: Rule) -> Mark {
    Mark { rule, sort: Sort::Near }
}

const fn open(rule: Rule) -> Mark {
    Mark { rule, sort: Sort::Open }
}

/// What can be planted, the rarest chances first, with the share of patients in which it is tried. The
/// shares are set so that each ends up in three to seven of a thousand patients.
const PLANTS: [(f64, Mark, Make); 20] = [
    (0.05, fault(Rule::C04), care::same_agent_in_claims),
    (0.07, near(Rule::C04), care::later_agent_in_claims),
    (0.05, fault(Rule::C01), care::too_close),
    (0.03, near(Rule::C01), care::close_but_fine),
    (0.05, near(Rule::F02), silence::outside_coverage),
    (0.013, fault(Rule::F02), silence::inside_coverage),
    (0.017, near(Rule::T02), dates::claimed_after_death),
    (0.009, fault(Rule::T02), dates::after_death),
    (0.012, fault(Rule::T03), dates::end_before_start),
    (0.014, near(Rule::T03), dates::same_day_stay),
    (0.022, near(Rule::T08), dates::on_the_last_day),
    (0.022, fault(Rule::T08), dates::after_the_cut),
    (0.009, near(Rule::P01), care::month_of_treatment),
    (0.008, fault(Rule::P01), care::treated_before_incidence),
    (0.014, near(Rule::T06), care::unusual_for_the_sex),
    (0.006, fault(Rule::T06), care::wrong_sex),
    (0.018, near(Rule::T01), dates::in_the_year_of_birth),
    (0.005, fault(Rule::T01), dates::a_century_early),
    (0.01, near(Rule::T09), dates::new_year),
    (0.006, fault(Rule::T09), dates::sentinel),
];

/// The same for what was thought of later. It is drawn from numbers of its own, so that nothing else of a cohort
/// changes where a line is added here.
const LATER: [(f64, Mark, Make); 15] = [
    (0.3, near(Rule::G02), supply::stock_in_the_cupboard),
    (0.4, near(Rule::G01), supply::bridged),
    (0.3, fault(Rule::G06), supply::in_hospital),
    (0.2, near(Rule::G06), supply::in_hospital_before),
    (0.4, fault(Rule::C16), therapy::cycle_before_death),
    (0.05, fault(Rule::C09), therapy::growth_factor_same_day),
    (0.08, near(Rule::C09), therapy::growth_factor_after),
    (0.07, fault(Rule::C02), therapy::cycle_too_soon),
    (0.07, near(Rule::C02), therapy::cycle_a_little_early),
    (0.03, fault(Rule::C03), therapy::cycle_far_off),
    (0.03, near(Rule::C03), therapy::cycle_a_week_late),
    (0.015, fault(Rule::T05), identity::another_death),
    (0.015, near(Rule::T05), identity::same_death),
    (0.008, fault(Rule::P03), identity::diagnosed_earlier),
    (0.008, near(Rule::P03), identity::diagnosed_two_weeks_earlier),
];

/// Plants something in a case, or nothing; disturbs sources; marks what there is to find.
pub(super) fn plant(case: &mut Case, rng: &mut Rng, later: &mut Rng) {
    if !try_all(&PLANTS, case, rng) {
        try_all(&LATER, case, later);
    }
    disturb::disturb(case, later);
    arising::mark(case);
}

fn try_all(plants: &[(f64, Mark, Make)], case: &mut Case, rng: &mut Rng) -> bool {
    plants.iter().any(|(share, mark, make)| rng.chance(*share) && make(case, *mark, rng))
}

impl Case {
    /// Whether rows of `file` lead to this patient, perhaps by two keys, and to nobody else.
    fn visible(&self, file: File) -> bool {
        self.patient.member.links.visible(file)
    }

    /// Whether rows of `file` lead to this patient by one key, and to nobody else.
    fn clean(&self, file: File) -> bool {
        self.patient.member.links.clean(file)
    }

    /// The place of a random row that leads here and that `suits`.
    fn pick(&self, rng: &mut Rng, suits: impl Fn(&Record) -> bool) -> Option<usize> {
        let suitable: Vec<usize> = self
            .records
            .iter()
            .enumerate()
            .filter(|(_, record)| self.clean(record.file) && suits(record))
            .map(|(at, _)| at)
            .collect();
        (!suitable.is_empty()).then(|| rng.pick(&suitable))
    }

    /// Adds a marked row.
    fn add(&mut self, mut record: Record, mark: Mark) -> bool {
        record.marks.push(mark);
        self.records.push(record);
        true
    }

    /// A copy of an everyday row that leads here: a contact, a visit, or an ordinary painkiller.
    fn everyday(&self, rng: &mut Rng, files: &[File]) -> Option<Record> {
        let at = self.pick(rng, |record| files.contains(&record.file) && is_everyday(record))?;
        let mut record = self.records[at].clone();
        if record.file == File::Community {
            (record.code, record.supply, record.value) = ("N02BE01", 10, 30.0);
        }
        Some(record)
    }
}

/// Whether a row is about no treatment of the tumour, and about one day.
fn is_everyday(record: &Record) -> bool {
    match record.file {
        File::GpNorth | File::GpWest | File::Community | File::Aftercare => true,
        File::Hospital => record.form == Form::Clinic,
        _ => false,
    }
}

//! Marks what the rules must find in the finished rows of a patient, planted or arisen by itself: deaths,
//! diagnoses, cycles, growth factor, the end of life, supplies, and treatment without a witness.
//! Rules that nothing arises for by chance are marked where they are planted.

use super::super::calendar::{Day, date, month_start, year};
use super::super::codes::DEATH;
use super::super::holders::{File, Form, Record};
use super::super::truth::{Mark, Rule, Sort};
use super::therapy::is_cytotoxic;
use super::{Case, fault, near, open};

/// A row by its place, or the registry's.
type Found = Vec<(Option<usize>, Mark)>;

/// Marks all of it.
pub(super) fn mark(case: &mut Case) {
    let mut found = Found::new();
    deaths(case, &mut found);
    diagnosis(case, &mut found);
    cycles(case, &mut found);
    growth_factor(case, &mut found);
    last_days(case, &mut found);
    supplies(case, &mut found);
    routes(case, &mut found);
    witnesses(case, &mut found);
    for (at, mark) in found {
        let marks = match at {
            Some(at) => &mut case.records[at].marks,
            None => &mut case.registry.marks,
        };
        if !marks.contains(&mark) {
            marks.push(mark);
        }
    }
}

/// The rows that lead here, of files that `suits`, by day.
fn seen(case: &Case, suits: impl Fn(&Record) -> bool) -> Vec<usize> {
    let mut rows: Vec<usize> = (0..case.records.len())
        .filter(|&at| case.visible(case.records[at].file) && suits(&case.records[at]))
        .collect();
    rows.sort_by_key(|&at| case.records[at].day);
    rows
}

fn is_claim(record: &Record) -> bool {
    matches!(record.file, File::ClaimsEarly | File::ClaimsLate)
}

/// T05: another date of death, or something clinical more than thirty days after death.
fn deaths(case: &Case, found: &mut Found) {
    let Some(death) = case.registry.death else { return };
    for at in seen(case, |record| !is_claim(record)) {
        let record = &case.records[at];
        let is_fault = if record.code == DEATH { record.day != death } else { record.day > death + 30 };
        if is_fault {
            found.push((Some(at), fault(Rule::T05)));
        }
    }
}

/// P03: the hospital's first mention of the tumour more than two weeks from the registry's incidence.
fn diagnosis(case: &Case, found: &mut Found) {
    let rows = seen(case, |record| record.file == File::Hospital && record.code == case.patient.icd());
    let birth = year(case.patient.birth);
    let is_flawed = |at: usize| {
        let (year, month, day) = date(case.records[at].day);
        year < birth || ([1900, 1960, 1970].contains(&year) && (month, day) == (1, 1))
    };
    found.extend(rows.iter().filter(|&&at| is_flawed(at)).map(|&at| (Some(at), open(Rule::P03))));
    let Some(&first) = rows.iter().find(|&&at| !is_flawed(at)) else { return };
    let incidence = case.registry.incidence;
    let (from, to) = if case.registry.month_only {
        let start = month_start(incidence);
        (start, month_start(start + 31) - 1)
    } else {
        (incidence, incidence)
    };
    let on = case.records[first].day;
    if (from - on).max(on - to) > 14 {
        found.push((Some(first), fault(Rule::P03)));
    }
}

/// C02 and C03: infusions of an agent given once a cycle, less than three quarters or more than one and a half
/// cycles apart. Beyond 120 days it is another line; an operation in between is a reason.
fn cycles(case: &Case, found: &mut Found) {
    let mut rows = seen(case, |record| record.file == File::HospitalPharmacy);
    rows.sort_by_key(|&at| (case.records[at].code, case.records[at].day));
    for pair in rows.windows(2) {
        let (first, next) = (&case.records[pair[0]], &case.records[pair[1]]);
        let gap = next.day - first.day;
        if first.code != next.code || first.cycle == 0 || gap == 0 {
            continue;
        }
        let is_split = |record: &Record| record.marks.contains(&near(Rule::C01));
        if f64::from(gap) < 0.75 * f64::from(first.cycle) {
            let supported = first.code == "L01CD01" && gap >= 7;
            let sort = if is_split(first) || is_split(next) || supported { Sort::Open } else { Sort::Fault };
            found.push((Some(pair[1]), Mark { rule: Rule::C02, sort }));
        } else if f64::from(gap) > 1.5 * f64::from(first.cycle) {
            let sort =
                if gap > 120 || operated(case, first.day, next.day) { Sort::Open } else { Sort::Fault };
            found.push((Some(pair[1]), Mark { rule: Rule::C03, sort }));
        }
    }
    // A claim that stands for an infusion of its own.
    for at in seen(case, |record| record.form == Form::Medicine && record.marks.contains(&near(Rule::C04))) {
        found.push((Some(at), open(Rule::C02)));
    }
}

/// Whether the patient was operated between two days.
fn operated(case: &Case, from: Day, to: Day) -> bool {
    let stays = seen(case, |record| record.form == Form::Operation);
    stays
        .iter()
        .map(|&at| case.records[at].day)
        .chain(case.registry.operation.map(|dated| dated.0))
        .any(|on| on > from && on < to)
}

/// C09: growth factor on the day of a cytotoxic; less than two weeks before the next is left open.
fn growth_factor(case: &Case, found: &mut Found) {
    let given = seen(case, |record| {
        is_cytotoxic(record.code) && (record.file == File::HospitalPharmacy || is_claim(record))
    });
    for at in seen(case, |record| record.code == "L03AA13") {
        let on = case.records[at].day;
        let infused = |&row: &usize| !is_claim(&case.records[row]) && case.records[row].day == on;
        let soon = |&row: &usize| (0..14).contains(&(case.records[row].day - on));
        if given.iter().any(infused) {
            found.push((Some(at), fault(Rule::C09)));
        } else if given.iter().any(soon) && !case.records[at].marks.contains(&near(Rule::C09)) {
            found.push((Some(at), open(Rule::C09)));
        }
    }
}

/// C16: the last infusion of a cytotoxic in the last two weeks of life; an antibody, a tablet or a claim then is
/// left open, and up to three weeks it is a near miss.
fn last_days(case: &Case, found: &mut Found) {
    let Some(death) = case.registry.death else { return };
    let rows = seen(case, |record| record.code.starts_with("L01") && record.day <= death);
    let infused =
        |at: usize| case.records[at].file == File::HospitalPharmacy && is_cytotoxic(case.records[at].code);
    let days = |at: usize| death - case.records[at].day;
    if let Some(&last) = rows.iter().rev().find(|&&at| infused(at)) {
        match days(last) {
            0..=14 => return found.push((Some(last), fault(Rule::C16))),
            15..=21 => found.push((Some(last), near(Rule::C16))),
            _ => {}
        }
    }
    if let Some(&last) = rows.iter().rev().find(|&&at| !infused(at) && days(at) <= 14) {
        found.push((Some(last), open(Rule::C16)));
    }
}

/// G01 and G02: more than sixty days without supply of a medicine that is handed out by the month, each supply by
/// itself, or with what was left of earlier ones. Marked on the row before the gap.
fn supplies(case: &Case, found: &mut Found) {
    let mut rows =
        seen(case, |record| matches!(record.file, File::Community | File::Outpatient) && record.supply >= 28);
    rows.sort_by_key(|&at| (case.records[at].code, case.records[at].day));
    let mut left = 0;
    for (at, pair) in rows.windows(2).enumerate() {
        let (first, next) = (&case.records[pair[0]], &case.records[pair[1]]);
        let is_new = at == 0 || case.records[rows[at - 1]].code != first.code;
        left = if is_new { first.day } else { left.max(first.day) } + first.supply;
        if first.code != next.code || next.day - first.day - first.supply <= 60 {
            continue;
        }
        let stays = in_hospital(case, first.day + first.supply, next.day);
        let sort = |gap: Day| match () {
            () if gap <= 60 => Sort::Near,
            () if gap - stays <= 60 => Sort::Open,
            () => Sort::Fault,
        };
        found
            .push((Some(pair[0]), Mark { rule: Rule::G01, sort: sort(next.day - first.day - first.supply) }));
        found.push((Some(pair[0]), Mark { rule: Rule::G02, sort: sort(next.day - left) }));
    }
}

/// Days in hospital between two days.
fn in_hospital(case: &Case, from: Day, to: Day) -> Day {
    let stays = seen(case, |record| matches!(record.form, Form::Stay | Form::Operation));
    let days = stays.iter().map(|&at| (case.records[at].day, case.records[at].end));
    days.map(|(first, last)| (last.min(to) - first.max(from)).max(0)).sum()
}

/// G07: a gap in the community pharmacy during which the other one supplied; near: the other one supplied something
/// else.
fn routes(case: &Case, found: &mut Found) {
    let community = seen(case, |record| record.file == File::Community);
    let outpatient = seen(case, |record| record.file == File::Outpatient);
    let row = |code: &str, on: Day| {
        community.iter().copied().find(|&at| case.records[at].code == code && case.records[at].day == on)
    };
    for change in &case.patient.route_changes {
        let Some(at) = row(change.code, change.from) else { continue };
        if change.to - change.from - case.records[at].supply > 60 && case.visible(File::Outpatient) {
            found.push((Some(at), fault(Rule::G07)));
        }
    }
    for pause in &case.patient.pauses {
        let Some(at) = row(pause.code, pause.from) else { continue };
        if outpatient.iter().any(|&at| (pause.from..pause.to).contains(&case.records[at].day)) {
            found.push((Some(at), near(Rule::G07)));
        }
    }
}

/// L03: the registry knows of chemotherapy and nobody has an agent, though the insurer or the outpatient pharmacy
/// knew the patient on that day; near: neither did.
fn witnesses(case: &Case, found: &mut Found) {
    let Some((on, "CHEMO")) = case.registry.systemic else { return };
    if !seen(case, |record| record.code.starts_with("L01")).is_empty() {
        return;
    }
    let insurer =
        case.patient.member.enrolled(on) && File::ClaimsLate.sees(on) && !seen(case, is_claim).is_empty();
    let outpatient =
        File::Outpatient.sees(on) && !seen(case, |record| record.file == File::Outpatient).is_empty();
    found.push((None, if insurer || outpatient { fault(Rule::L03) } else { near(Rule::L03) }));
}

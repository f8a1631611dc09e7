//! Refills that did not come: each lack of supply of a patient with why it is there, and how long they get under each
//! model of supply. Which fills there are, and how long they last, is told in `supply`.

use crate::base::{CodeId, SourceId, Span, Time, time::DAY};
use crate::compute::EventMask;
use crate::compute::extent::NO_DATE;
use crate::compute::watch::Watched;
use crate::model::gap::{DispensingSpec, SupplyModel};
use crate::model::{Evidence, Explanation, Gap, GapKind};
use crate::store::Store;

use super::explain;
use super::supply::{self, Chain, Lack, Medicines};

/// How far before a lack another source may have handed out what still lasts in it.
const BEFORE: i64 = supply::LONGEST as i64 * DAY;

/// What is looked for, against one store.
pub struct Asked<'a> {
    /// The question.
    pub spec: &'a DispensingSpec,
    /// The medicines at its level.
    pub medicines: &'a Medicines,
    /// The events looked at.
    pub mask: &'a EventMask,
}

/// What was found of one patient.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The gaps, in order of medicine, source and time.
    pub gaps: Vec<Gap>,
    /// By model of supply: the longest lack between refills, in days rounded up.
    pub longest: [u32; 4],
    /// By medicine: the proportion of days covered by each model of supply, and the possession ratio, all sources
    /// together.
    pub adherence: Vec<(u32, [f64; 4], f64)>,
}

/// Looks at one patient.
pub fn of_patient(store: &Store, watched: &Watched<'_>, asked: &Asked<'_>) -> Found {
    let patient = watched.patient();
    let chains = supply::chains(store, asked.medicines, patient, asked.mask);
    let mut found = Found::default();
    if chains.is_empty() {
        return found;
    }
    let stays = supply::stays(store, patient);
    let grace = i64::from(asked.spec.grace) * DAY;
    let until = asked.spec.to_end.then(|| watched.alive().to.0);
    for chain in &chains {
        for (model, longest) in SupplyModel::ALL.into_iter().zip(&mut found.longest) {
            let lacks = supply::lacks(&chain.fills, &stays, model, 0, None);
            let most = lacks.iter().map(|lack| lack.lacking).max().unwrap_or(0);
            *longest = (*longest).max(u32::try_from((most + DAY - 1) / DAY).unwrap_or(u32::MAX));
        }
        for lack in supply::lacks(&chain.fills, &stays, asked.spec.model, grace, until) {
            found.gaps.push(gap(store, watched, asked, chain, lack, &stays));
        }
    }
    for same in chains.chunk_by(|a, b| a.medicine == b.medicine) {
        let mut fills: Vec<supply::Fill> =
            same.iter().flat_map(|chain| chain.fills.iter().copied()).collect();
        fills.sort_by_key(|fill| (fill.start, fill.event));
        let by_model = SupplyModel::ALL.map(|model| supply::adherence(&fills, &stays, model));
        if let [Some(plain), Some(stockpile), Some(hospital), Some(last)] = by_model {
            let pdc = [plain.0, stockpile.0, hospital.0, last.0];
            found.adherence.push((same[0].medicine, pdc, plain.1));
        }
    }
    found
}

fn gap(
    store: &Store,
    watched: &Watched<'_>,
    asked: &Asked<'_>,
    chain: &Chain,
    lack: Lack,
    stays: &[(Span, u32)],
) -> Gap {
    let grace = i64::from(asked.spec.grace) * DAY;
    let span = Span { from: Time(lack.from), to: Time(lack.to) };
    let before = &chain.fills[lack.before];
    let after = chain.fills.get(lack.before + 1);
    let events = store.events();
    let own = 1u64 << chain.source;
    let (watching, mut unknown) = watched.witnesses(span, own | asked.medicines.pharmacies);
    let mut evidence = vec![Evidence::Before(before.event)];
    evidence.extend(after.map(|fill| Evidence::After(fill.event)));
    evidence.extend(before.days.map(Evidence::Supply));
    evidence.push(Evidence::LongerThan(asked.spec.grace));
    let (bridge, bridged) = bridge(store, asked, chain, lack, stays);
    let may_be = lack.lacking - before.slack;
    let coarse = [Some(before), after].into_iter().flatten().find(|fill| fill.slack > 0);
    let mut seen = (span, watching & own);
    let explanation = if let Some(coarse) = coarse.filter(|_| may_be <= grace) {
        evidence.push(Evidence::CoarseDate(coarse.event));
        Explanation::Precision
    } else if bridged {
        evidence.extend(bridge);
        Explanation::Route
    } else if before.is_unclear() {
        evidence.push(Evidence::SupplyUnclear(before.event));
        Explanation::CannotTell
    } else {
        // The longest of the pieces that is long enough by itself says most; a watched one says all.
        let pieces = explain::pieces(watched, span, own, 1, grace);
        let clinical = pieces.iter().find(|piece| piece.explanation == Explanation::Clinical);
        let longest = || pieces.iter().rev().max_by_key(|piece| explain::days(piece.span));
        match clinical.or_else(longest) {
            Some(piece) => {
                evidence.extend(&piece.evidence);
                unknown |= piece.unknown;
                seen = (
                    if piece.explanation == Explanation::Clinical { piece.span } else { span },
                    piece.watched,
                );
                piece.explanation
            }
            None => Explanation::CannotTell,
        }
    };
    Gap {
        patient: watched.patient(),
        kind: GapKind::Dispensing,
        span: seen.0,
        phase: Some(crate::base::PhaseId(events.phase[before.event as usize])),
        code: Some(CodeId(events.code[before.event as usize])),
        step: None,
        source: Some(SourceId(u16::from(chain.source))),
        explanation,
        watched: seen.1,
        unknown,
        evidence,
    }
}

/// Whether what other sources handed out or gave, and stays in hospital, leave no stretch of a lack longer than the
/// grace (G06, G07); with what they were.
fn bridge(
    store: &Store,
    asked: &Asked<'_>,
    chain: &Chain,
    lack: Lack,
    stays: &[(Span, u32)],
) -> (Vec<Evidence>, bool) {
    let grace = i64::from(asked.spec.grace) * DAY;
    let events = store.events();
    let first = chain.fills[lack.before].event as usize;
    let patient = store.patient_of(first);
    let elsewhere = store.events_of(patient).filter(|&at| {
        events.source[at] != chain.source
            && asked.medicines.of_code(events.code[at]) == chain.medicine
            && events.flaws[at] & NO_DATE == 0
            && events.start[at] < lack.to
            && events.start[at] >= lack.from.saturating_sub(BEFORE)
            && asked.mask.admits(events, at)
    });
    // What is given on the spot is as good as a supply for the days of grace.
    let lasts = |at: usize| match events.days_supply.get(at).filter(|days| *days > 0.0) {
        Some(days) => (f64::from(days).round() as i64).saturating_mul(DAY),
        None => grace,
    };
    let mut all: Vec<(i64, i64, bool, u32)> = elsewhere
        .map(|at| (Time(events.start[at]).days().saturating_mul(DAY), lasts(at), true, at as u32))
        .collect();
    let inside = stays.iter().filter(|(stay, _)| stay.from.0 < lack.to && stay.to.0 > lack.from);
    all.extend(inside.map(|(stay, event)| (stay.from.0, stay.to.0 - stay.from.0, false, *event)));
    all.sort_unstable();
    let (mut evidence, mut upto) = (Vec::new(), lack.from);
    for (start, lasts, supply, event) in all {
        let from = if supply { start.max(upto) } else { start };
        let end = from.saturating_add(lasts);
        if end <= lack.from {
            continue;
        }
        if start.saturating_sub(upto) > grace {
            return (evidence, false);
        }
        upto = upto.max(end);
        // A change of route is told by its first event, stays each by itself.
        if !supply {
            let span = Span { from: Time(start.max(lack.from)), to: Time(end.min(lack.to)) };
            evidence.push(Evidence::Admission(event, explain::days(span)));
        } else if !evidence.iter().any(|known| matches!(known, Evidence::Elsewhere(_))) {
            evidence.push(Evidence::Elsewhere(event));
        }
    }
    let bridged = !evidence.is_empty() && lack.to.saturating_sub(upto) <= grace;
    (evidence, bridged)
}

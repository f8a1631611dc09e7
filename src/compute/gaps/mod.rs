//! Gaps of a selection: silences, refills, steps and visits that are missing, each with one explanation.
//! It proposes nothing and excludes nobody; what leaving patients out would cost is told beside.

pub mod dispensing;
pub mod explain;
pub mod learn;
pub mod measure;
pub mod outcomes;
pub mod path;
pub mod price;
pub mod say;
pub mod silence;
pub mod supply;
#[cfg(test)]
mod test;
pub mod times;
pub mod who;

use rayon::prelude::*;

use crate::base::{Cancel, Cancelled, PatientId, PatientSet, Progress, Span, time::DAY};
use crate::model::{Gap, GapKind, GapSpec};
use crate::store::Store;

use super::{Selection, Watch};
use dispensing::Asked;
use path::{Compiled, StepCount};
use price::Held;
use silence::Limit;
use supply::Medicines;

/// Patients that one worker looks at in a row.
const PATIENTS_EACH: usize = 512;
/// Patients between two looks at how long the list has become.
const BATCH: usize = 32 * PATIENTS_EACH;
/// The list is cut after the patient with whom it gets so long; counts go on.
pub const MOST_LISTED: usize = 1_000_000;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gaps {
    /// The store's generation.
    pub generation: u64,
    /// What was asked.
    pub spec: GapSpec,
    /// Whom it was asked of, ascending.
    pub ids: Vec<PatientId>,
    /// The gaps, by patient, kind and time.
    pub list: Vec<Gap>,
    /// Gaps that are counted and not listed.
    pub left_out: u64,
    /// How many gaps there are, by kind and explanation.
    pub counts: [[u64; 6]; 4],
    /// Who has any, by kind and explanation.
    pub patients: [[PatientSet; 6]; 4],
    /// How each step of each care path fared.
    pub paths: Vec<Vec<StepCount>>,
    /// How each visit of each follow-up schedule fared.
    pub schedules: Vec<Vec<StepCount>>,
    /// How well each medicine was supplied, the most frequent first.
    pub medicines: Vec<MedicineRow>,
    /// The same of all medicines together, by model of supply.
    pub supplied: [Supplied; 4],
    /// By model of supply: the longest lack between refills of each patient who has any, in days, descending.
    pub longest: [Vec<u32>; 4],
    /// By patient, in the order of `ids`: the days on which any source watched.
    pub watched_days: Vec<u32>,
}

/// How well a medicine was supplied (G03), to patients with two fills or more.
#[derive(Clone, Debug, PartialEq)]
pub struct MedicineRow {
    /// The system of its code.
    pub system: String,
    /// Its code, up to the level that was asked for.
    pub code: String,
    /// Patients.
    pub patients: u64,
    /// The mean proportion of days covered.
    pub pdc: f64,
    /// Patients with a proportion of days covered below 0.8.
    pub below: u64,
    /// The mean medication possession ratio.
    pub mpr: f64,
    /// Patients with a ratio above 1.2: more was handed out than could be used.
    pub above: u64,
}

/// How well all medicines were supplied by a model of supply, to patients with two fills or more of them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Supplied {
    /// Pairs of a patient and a medicine.
    pub pairs: u64,
    /// The mean proportion of days covered.
    pub pdc: f64,
    /// Pairs with a proportion below 0.8.
    pub below: u64,
    /// The mean medication possession ratio, which is the same by every model.
    pub mpr: f64,
    /// Pairs with a ratio above 1.2.
    pub above: u64,
}

/// Below it a proportion of days covered is low, and above it a possession ratio is high (G03).
pub const LOW_PDC: f64 = 0.8;
/// See [`LOW_PDC`].
pub const HIGH_MPR: f64 = 1.2;

/// What a look needs, made once.
struct Job<'a> {
    store: &'a Store,
    watch: &'a Watch<'a>,
    selection: &'a Selection,
    spec: &'a GapSpec,
    silence: Option<(Limit, u64)>,
    medicines: Option<Medicines>,
    paths: Vec<Compiled>,
    schedules: Vec<Compiled>,
    everything: u64,
}

/// What was found of some patients.
#[derive(Default)]
struct Part {
    list: Vec<Gap>,
    counts: [[u64; 6]; 4],
    patients: [[Vec<PatientId>; 6]; 4],
    paths: Vec<Vec<StepCount>>,
    schedules: Vec<Vec<StepCount>>,
    adherence: Vec<Sums>,
    longest: [Vec<u32>; 4],
    watched_days: Vec<u32>,
}

/// What is added up of a medicine.
#[derive(Clone, Copy, Default)]
struct Sums {
    patients: u64,
    /// By model of supply.
    pdc: [f64; 4],
    /// By model of supply.
    below: [u64; 4],
    mpr: f64,
    above: u64,
}

/// Looks for everything that the question asks for, among the selection's patients and events. The watch must be of
/// the same store. Linear in events; the same for any number of threads.
pub fn find(
    store: &Store,
    selection: &Selection,
    spec: &GapSpec,
    watch: &Watch<'_>,
    cancel: &Cancel,
    progress: &Progress,
) -> Result<Gaps, Cancelled> {
    let ids: Vec<PatientId> = selection.patients.iter().collect();
    progress.expect_rows(ids.len() as u64);
    let mask = &selection.mask;
    let silence = match &spec.silence {
        Some(asked) => {
            let limit = Limit::of(store, watch, &ids, mask, asked, cancel)?;
            Some((limit, silence::witnesses(store)))
        }
        None => None,
    };
    let job = Job {
        store,
        watch,
        selection,
        spec,
        silence,
        medicines: spec.dispensing.as_ref().map(|asked| Medicines::of(store, asked.level)),
        paths: compiled(
            spec.paths
                .iter()
                .enumerate()
                .map(|(place, path)| Compiled::of(store, mask, GapKind::MissingStep, place, path)),
        ),
        schedules: compiled(spec.schedules.iter().enumerate().map(|(place, schedule)| {
            Compiled::of(store, mask, GapKind::FollowUp, place, &schedule.as_path())
        })),
        everything: silence::everything(store),
    };
    let mut sums = vec![Sums::default(); job.medicines.as_ref().map_or(0, Medicines::len)];
    let mut bits = vec![vec![0u8; store.patient_count().div_ceil(8)]; 24];
    let mut found = Gaps {
        generation: store.generation(),
        spec: spec.clone(),
        paths: job.paths.iter().map(|path| vec![StepCount::default(); path.len()]).collect(),
        schedules: job.schedules.iter().map(|path| vec![StepCount::default(); path.len()]).collect(),
        watched_days: Vec::with_capacity(ids.len()),
        ..Gaps::default()
    };
    for batch in ids.chunks(BATCH) {
        let listed = found.list.len() < MOST_LISTED;
        let parts: Vec<Part> = batch
            .par_chunks(PATIENTS_EACH)
            .map(|ids| {
                cancel.check()?;
                let part = job.look(ids, listed);
                progress.add_rows(ids.len() as u64);
                Ok(part)
            })
            .collect::<Result<_, Cancelled>>()?;
        parts.into_iter().for_each(|part| found.take(part, &mut sums, &mut bits));
    }
    for (at, bits) in bits.iter().enumerate() {
        found.patients[at / 6][at % 6] = PatientSet::from_bits(bits);
    }
    found.longest.iter_mut().for_each(|all| all.sort_unstable_by_key(|days| std::cmp::Reverse(*days)));
    if let Some(medicines) = &job.medicines {
        let model = spec.dispensing.as_ref().map_or(0, |asked| asked.model as usize);
        found.medicines = rows(medicines, &sums, model);
        found.supplied = std::array::from_fn(|model| supplied(&sums, model));
    }
    found.ids = ids;
    Ok(found)
}

fn compiled(paths: impl Iterator<Item = Compiled>) -> Vec<Compiled> {
    paths.collect()
}

impl Job<'_> {
    fn look(&self, ids: &[PatientId], listed: bool) -> Part {
        let none = |paths: &[Compiled]| paths.iter().map(|p| vec![StepCount::default(); p.len()]).collect();
        let mut part = Part {
            paths: none(&self.paths),
            schedules: none(&self.schedules),
            adherence: vec![Sums::default(); self.medicines.as_ref().map_or(0, Medicines::len)],
            ..Part::default()
        };
        for &patient in ids {
            let mut gaps = self.of_patient(patient, &mut part);
            gaps.sort_by_key(|gap| (gap.kind, gap.span.from, gap.span.to, gap.source, gap.code, gap.step));
            for gap in &gaps {
                let (kind, why) = (gap.kind as usize, gap.explanation as usize);
                part.counts[kind][why] += 1;
                if part.patients[kind][why].last() != Some(&patient) {
                    part.patients[kind][why].push(patient);
                }
            }
            if listed {
                part.list.append(&mut gaps);
            }
        }
        part
    }

    fn of_patient(&self, patient: PatientId, part: &mut Part) -> Vec<Gap> {
        let (store, mask) = (self.store, &self.selection.mask);
        let watched = self.watch.of(patient);
        part.watched_days.push(price::watched_days(store, &watched, self.everything));
        let mut gaps = match (&self.spec.silence, &self.silence) {
            (Some(spec), Some((limit, witnesses))) => {
                silence::of_patient(store, &watched, mask, spec, (limit, *witnesses))
            }
            _ => Vec::new(),
        };
        if let (Some(spec), Some(medicines)) = (&self.spec.dispensing, &self.medicines) {
            let mut found = dispensing::of_patient(store, &watched, &Asked { spec, medicines, mask });
            gaps.append(&mut found.gaps);
            for (all, days) in part.longest.iter_mut().zip(found.longest) {
                all.extend((days > 0).then_some(days));
            }
            for (medicine, pdc, mpr) in found.adherence {
                part.adherence[medicine as usize].add(pdc, mpr);
            }
        }
        for (path, counts) in self.paths.iter().zip(&mut part.paths) {
            gaps.append(&mut path.of_patient(store, &watched, counts));
        }
        for (path, counts) in self.schedules.iter().zip(&mut part.schedules) {
            gaps.append(&mut path.of_patient(store, &watched, counts));
        }
        gaps
    }
}

impl Sums {
    fn add(&mut self, pdc: [f64; 4], mpr: f64) {
        self.patients += 1;
        self.pdc.iter_mut().zip(pdc).for_each(|(all, pdc)| *all += pdc);
        self.mpr += mpr;
        self.below.iter_mut().zip(pdc).for_each(|(all, pdc)| *all += u64::from(pdc < LOW_PDC));
        self.above += u64::from(mpr > HIGH_MPR);
    }
}

impl StepCount {
    fn take(&mut self, more: &Self) {
        self.taken += more.taken;
        self.not_due += more.not_due;
        self.skipped += more.skipped;
        self.missing.iter_mut().zip(more.missing).for_each(|(all, more)| *all += more);
    }
}

impl Gaps {
    /// Adds what was found of the next patients. Parts come in the order of patients, so that sums of fractions are
    /// the same each time.
    fn take(&mut self, mut part: Part, sums: &mut [Sums], bits: &mut [Vec<u8>]) {
        if self.list.len() < MOST_LISTED {
            self.list.append(&mut part.list);
        }
        for (kind, counts) in part.counts.iter().enumerate() {
            for (why, count) in counts.iter().enumerate() {
                self.counts[kind][why] += count;
                for patient in &part.patients[kind][why] {
                    bits[kind * 6 + why][patient.index() / 8] |= 1 << (patient.index() % 8);
                }
            }
        }
        for (all, more) in [(&mut self.paths, &part.paths), (&mut self.schedules, &part.schedules)] {
            let each = all.iter_mut().flatten().zip(more.iter().flatten());
            each.for_each(|(all, more)| all.take(more));
        }
        for (all, more) in sums.iter_mut().zip(&part.adherence) {
            all.patients += more.patients;
            all.pdc.iter_mut().zip(more.pdc).for_each(|(all, more)| *all += more);
            all.below.iter_mut().zip(more.below).for_each(|(all, more)| *all += more);
            all.mpr += more.mpr;
            all.above += more.above;
        }
        self.longest.iter_mut().zip(&mut part.longest).for_each(|(all, more)| all.append(more));
        self.watched_days.append(&mut part.watched_days);
        self.left_out = self.total() - self.list.len() as u64;
    }

    /// How many gaps there are.
    pub fn total(&self) -> u64 {
        self.counts.iter().flatten().sum()
    }

    /// Who has any gap.
    pub fn anybody(&self) -> PatientSet {
        self.patients.iter().flatten().fold(PatientSet::new(), |mut all, some| {
            all |= some;
            all
        })
    }

    /// How many patients have a lack of more than `grace` days between refills under a model of supply (G02).
    pub fn flagged(&self, model: crate::model::gap::SupplyModel, grace: u32) -> usize {
        self.longest[model as usize].partition_point(|&days| days > grace)
    }

    /// How many listed gaps each source watched, and of how many nobody said whether it did, by explanation; by source.
    pub fn by_source(&self, sources: usize) -> Vec<([u64; 6], u64)> {
        let mut all = vec![([0; 6], 0); sources];
        for gap in &self.list {
            for (at, (watched, unknown)) in all.iter_mut().enumerate() {
                watched[gap.explanation as usize] += gap.watched >> at & 1;
                *unknown += gap.unknown >> at & 1;
            }
        }
        all
    }

    /// What leaving out everybody with a gap that passes would cost.
    pub fn price(&self, passes: impl Fn(&Gap) -> bool) -> Held {
        price::held(self, passes)
    }
}

/// All medicines together by a model.
fn supplied(sums: &[Sums], model: usize) -> Supplied {
    let pairs: u64 = sums.iter().map(|sums| sums.patients).sum();
    let mean = |of: &dyn Fn(&Sums) -> f64| sums.iter().map(of).sum::<f64>() / pairs.max(1) as f64;
    Supplied {
        pairs,
        pdc: mean(&|sums| sums.pdc[model]),
        below: sums.iter().map(|sums| sums.below[model]).sum(),
        mpr: mean(&|sums| sums.mpr),
        above: sums.iter().map(|sums| sums.above).sum(),
    }
}

fn rows(medicines: &Medicines, sums: &[Sums], model: usize) -> Vec<MedicineRow> {
    let row = |(at, sums): (usize, &Sums)| {
        let (system, code) = medicines.name(at as u32);
        let mean = |sum: f64| sum / sums.patients as f64;
        (sums.patients > 0).then(|| MedicineRow {
            system: system.to_owned(),
            code: code.to_owned(),
            patients: sums.patients,
            pdc: mean(sums.pdc[model]),
            below: sums.below[model],
            mpr: mean(sums.mpr),
            above: sums.above,
        })
    };
    let mut rows: Vec<MedicineRow> = sums.iter().enumerate().filter_map(row).collect();
    rows.sort_by(|a, b| {
        b.patients.cmp(&a.patients).then_with(|| (&a.system, &a.code).cmp(&(&b.system, &b.code)))
    });
    rows
}

/// The days of a span, as a person counts them.
pub fn days(span: Span) -> f64 {
    span.to.0.saturating_sub(span.from.0) as f64 / DAY as f64
}

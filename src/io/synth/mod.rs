//! Writes a synthetic linked cohort with known truth: Dutch oncology, lung and ovary, nine sources.
//! It resembles nobody, reads nothing, and is no model of any treatment's effect.

mod calendar;
mod codes;
mod descriptor;
mod faults;
mod files;
mod holders;
mod lab;
mod layout;
mod path;
mod regimen;
mod rng;
mod table;
mod truth;

#[cfg(test)]
mod test;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::base::{Cancel, Cancelled, Progress, Say, Trouble};
use faults::Case;
use files::Files;
use holders::keys::Domain;
use holders::{File, OUTAGE, Registry};
use rng::Rng;
use truth::{Listed, Truth};

/// What to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SynthSpec {
    /// How many patients.
    pub patients: u32,
    /// The seed: the same one gives the same bytes, and each patient depends on it and on their own
    /// number alone.
    pub seed: u64,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SynthSummary {
    /// Patients in the population.
    pub patients: u32,
    /// Rows in all tables, headers and dictionaries left out.
    pub rows: u64,
    /// Bytes on disk.
    pub bytes: u64,
    /// For each rule: its id, planted faults, planted near misses.
    pub planted: Vec<(&'static str, u64, u64)>,
}

/// Why nothing was written. What is said of each is in its [`SynthError::trouble`].
#[derive(Debug, Error)]
#[error("{}", self.trouble())]
pub enum SynthError {
    /// The folder holds one of the files already.
    Exists(PathBuf),
    /// A file could not be written.
    Io {
        /// The file, below the folder.
        path: String,
        /// What the system said.
        error: io::Error,
    },
    /// The laboratory's file could not be written.
    Parquet {
        /// What the writer said.
        #[from]
        error: parquet::errors::ParquetError,
    },
    /// It was asked to stop; what it had written is gone again.
    Cancelled(#[from] Cancelled),
}

impl SynthError {
    /// Where it is, what is wrong there, and what would mend it.
    pub fn trouble(&self) -> Trouble {
        match self {
            Self::Exists(path) => Trouble::new(path.display().to_string(), Say::new("cli-synth-exists")),
            Self::Io { path, error } => {
                Trouble::new(path, Say::new("cli-synth-unwritten").with("error", error))
            }
            Self::Parquet { error } => {
                Trouble::new(layout::LAB_PATH, Say::new("cli-synth-unwritten").with("error", error))
            }
            Self::Cancelled(_) => Trouble::cancelled(),
        }
    }

    fn writing(path: &str) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |error| Self::Io { path, error }
    }
}

const DESCRIPTOR: &str = "datapackage.json";
const TRUTH: &str = "truth.json";

/// Writes a cohort into `out`, which is made where it is missing. Counts patients as rows of `progress`.
/// Memory does not grow with the number of patients.
pub fn synth(
    out: &Path,
    spec: &SynthSpec,
    cancel: &Cancel,
    progress: &Progress,
) -> Result<SynthSummary, SynthError> {
    let paths = paths();
    if let Some(path) = paths.iter().map(|path| out.join(path)).find(|path| path.exists()) {
        return Err(SynthError::Exists(path));
    }
    fs::create_dir_all(out).map_err(SynthError::writing(""))?;
    progress.expect_rows(u64::from(spec.patients));
    let written = write(out, spec, cancel, progress);
    if written.is_err() {
        remove(out, &paths);
    }
    written
}

/// Every file, below the folder.
fn paths() -> Vec<String> {
    let tables = layout::LAYOUTS.iter().map(|layout| layout.path.to_owned());
    let dictionaries = codes::DICTIONARIES.iter().map(|each| layout::dictionary_path(each.system));
    tables.chain(dictionaries).chain([layout::LAB_PATH, TRUTH, DESCRIPTOR].map(str::to_owned)).collect()
}

/// Takes half-written files away; what cannot be removed stays, without a descriptor that would open it.
fn remove(out: &Path, paths: &[String]) {
    for path in paths.iter().map(|path| out.join(path)) {
        let _ = fs::remove_file(&path);
        if let Some(folder) = path.parent().filter(|folder| *folder != out) {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn write(
    out: &Path,
    spec: &SynthSpec,
    cancel: &Cancel,
    progress: &Progress,
) -> Result<SynthSummary, SynthError> {
    let mut truth = Truth::new(out).map_err(SynthError::writing(TRUTH))?;
    let mut files = Files::create(out, spec.seed, spec.patients)?;
    for number in 0..spec.patients {
        cancel.check()?;
        patient(number, spec.seed, &mut files, &mut truth)?;
        progress.add_rows(1);
    }
    for wide in faults::WIDE {
        truth.plant_wide(wide).map_err(SynthError::writing(TRUTH))?;
    }
    let (rows, planted) = (files.rows(), truth.counts());
    files.finish()?;
    truth.write(&out.join(TRUTH), spec.seed, spec.patients).map_err(SynthError::writing(TRUTH))?;
    let descriptor = descriptor::text(spec);
    fs::write(out.join(DESCRIPTOR), descriptor).map_err(SynthError::writing(DESCRIPTOR))?;
    let sizes = paths().into_iter().map(|path| fs::metadata(out.join(path)).map_or(0, |data| data.len()));
    Ok(SynthSummary { patients: spec.patients, rows, bytes: sizes.sum(), planted })
}

/// Sets the random numbers of what was added to the generator later apart from those it always drew.
const LATER: u64 = 0x6c61_7465_7221;

/// Lives one patient, has the holders record it, plants what is to be planted, and writes it all down.
fn patient(number: u32, seed: u64, files: &mut Files, truth: &mut Truth) -> Result<(), SynthError> {
    let mut rng = Rng::for_patient(seed, number);
    let patient = path::live(number, &mut rng);
    let (records, outage) = holders::record::record(&patient, &mut rng);
    let registry = Registry::of(&patient, &mut rng);
    let mut case = Case { patient, registry, records };
    faults::plant(&mut case, &mut rng, &mut Rng::for_patient(seed ^ LATER, number));
    files.write(&mut case, truth)?;
    list(&case, seed, outage, truth).map_err(SynthError::writing(TRUTH))
}

/// Lists the gaps and changes of route that a reader can see.
fn list(
    case: &Case,
    seed: u64,
    outage: Option<(calendar::Day, calendar::Day)>,
    truth: &mut Truth,
) -> io::Result<()> {
    let member = &case.patient.member;
    let key = Domain::Population.key(seed, case.patient.number, false);
    let community = member.community && member.links.clean(File::Community);
    let claims = File::ClaimsEarly;
    if community {
        let source = File::Community.source();
        for pause in &case.patient.pauses {
            truth.list(Listed::GapClinical, &key, source, pause.code, (pause.from, pause.to))?;
        }
        for change in &case.patient.route_changes {
            truth.list(Listed::RouteChange, &key, source, change.code, (change.from, change.to))?;
        }
    }
    if let Some(gap) = member.enrolment_gap().filter(|_| member.links.clean(claims)) {
        truth.list(Listed::GapCoverage, &key, claims.source(), "", gap)?;
    }
    for gap in &case.patient.gaps {
        truth.list_gap(&key, gap)?;
    }
    if outage.is_some() && member.lab && member.links.clean(File::Lab) {
        truth.list(Listed::GapCoverage, &key, File::Lab.source(), "", (OUTAGE.1 - 1, OUTAGE.2 + 1))?;
    }
    Ok(())
}

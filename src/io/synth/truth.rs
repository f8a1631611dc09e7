//! `truth.json`: what was planted, by patient and record, written in bounded memory.
//! Each list grows in a temporary file of its own, and all are joined at the end.

use std::fs::File as Disk;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::Path;

use super::calendar::{Day, date};

/// The rules that something is planted for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Rule {
    /// Event before birth.
    T01,
    /// Event after death.
    T02,
    /// End before start.
    T03,
    /// Event that does not go with the sex.
    T06,
    /// Date after the extract was cut.
    T08,
    /// Sentinel date.
    T09,
    /// Treatment before incidence.
    P01,
    /// Administration days too close.
    C01,
    /// The same agent in two sources.
    C04,
    /// Silence inside coverage.
    F02,
}

/// The rules with their ids, in the order of [`Rule`].
pub(super) const RULES: [&str; 10] = ["T01", "T02", "T03", "T06", "T08", "T09", "P01", "C01", "C04", "F02"];

/// Something planted: a fault that the rule must find, or a near miss that it must not call a violation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Mark {
    /// The rule.
    pub rule: Rule,
    /// Whether it only looks like a fault.
    pub near: bool,
}

/// Stretches of time that are listed beside the rules.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    /// A pause in a medicine while its source could see.
    GapClinical,
    /// Time a source could not see.
    GapCoverage,
    /// A medicine that another pharmacy handed out for a while.
    RouteChange,
}

const LISTED: [&str; 3] = ["gapsClinical", "gapsCoverage", "routeChanges"];

/// A list that grows in a temporary file.
struct Spill {
    file: BufWriter<Disk>,
    count: u64,
}

impl Spill {
    fn new(folder: &Path) -> io::Result<Self> {
        Ok(Self { file: BufWriter::new(tempfile::tempfile_in(folder)?), count: 0 })
    }

    fn push(&mut self, entry: &str) -> io::Result<()> {
        self.count += 1;
        writeln!(self.file, "{entry}")
    }

    /// Copies the list as the items of a JSON array.
    fn write_into(self, out: &mut impl Write) -> io::Result<()> {
        let mut file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        for (at, line) in BufReader::new(file).lines().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            write!(out, "{comma}\n{}", line?)?;
        }
        Ok(())
    }
}

/// The lists of one cohort.
pub(super) struct Truth {
    planted: Vec<[Spill; 2]>,
    listed: [Spill; 3],
}

impl Truth {
    /// Empty lists, growing in `folder`.
    pub fn new(folder: &Path) -> io::Result<Self> {
        let planted = RULES
            .iter()
            .map(|_| Ok([Spill::new(folder)?, Spill::new(folder)?]))
            .collect::<io::Result<_>>()?;
        Ok(Self { planted, listed: [Spill::new(folder)?, Spill::new(folder)?, Spill::new(folder)?] })
    }

    /// Something planted in a row. All texts are made here and need no escaping.
    pub fn plant(&mut self, mark: Mark, patient: &str, source: &str, file: &str, row: u64) -> io::Result<()> {
        self.planted[mark.rule as usize][usize::from(mark.near)]
            .push(&format!(r#"{{"patient":"{patient}","source":"{source}","file":"{file}","row":{row}}}"#))
    }

    /// A stretch of time of a patient in a source (for a change of route, of the source left), for a
    /// medicine where it is about one.
    pub fn list(
        &mut self,
        what: Listed,
        patient: &str,
        source: &str,
        code: &str,
        (from, to): (Day, Day),
    ) -> io::Result<()> {
        let code = if code.is_empty() { String::new() } else { format!(r#""code":"{code}","#) };
        let (from, to) = (iso(from), iso(to));
        self.listed[what as usize].push(&format!(
            r#"{{"patient":"{patient}","source":"{source}",{code}"from":"{from}","to":"{to}"}}"#
        ))
    }

    /// Faults and near misses of each rule.
    pub fn counts(&self) -> Vec<(&'static str, u64, u64)> {
        RULES.iter().zip(&self.planted).map(|(id, [faults, near])| (*id, faults.count, near.count)).collect()
    }

    /// Writes the whole file.
    pub fn write(self, path: &Path, seed: u64, patients: u32) -> io::Result<()> {
        let mut out = BufWriter::new(Disk::create(path)?);
        write!(out, "{{\"version\":1,\"seed\":{seed},\"patients\":{patients},\"planted\":{{")?;
        for (at, (id, [faults, near])) in RULES.iter().zip(self.planted).enumerate() {
            let comma = if at == 0 { "" } else { "," };
            write!(out, "{comma}\n\"{id}\":{{\"faults\":[")?;
            faults.write_into(&mut out)?;
            write!(out, "],\"nearMisses\":[")?;
            near.write_into(&mut out)?;
            write!(out, "]}}")?;
        }
        for (name, list) in LISTED.iter().zip(self.listed) {
            write!(out, ",\n\"{name}\":[")?;
            list.write_into(&mut out)?;
            write!(out, "]")?;
        }
        writeln!(out, "}}}}")?;
        out.flush()
    }
}

/// A day as an ISO date.
pub(super) fn iso(day: Day) -> String {
    let (year, month, day) = date(day);
    format!("{year:04}-{month:02}-{day:02}")
}

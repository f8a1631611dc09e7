//! `truth.json`: what was planted, by patient and record, written in bounded memory.
//! Each list grows in a temporary file of its own, and all are joined at the end.

use std::fs::File as Disk;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::Path;

use super::calendar::{Day, date};
use super::path::{Gap, Stretch};

/// The rules that something is planted for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Rule {
    /// Event before birth.
    T01,
    /// Event after death.
    T02,
    /// End before start.
    T03,
    /// Two dates of death, or life after it.
    T05,
    /// Event that does not go with the sex.
    T06,
    /// Date after the extract was cut.
    T08,
    /// Sentinel date.
    T09,
    /// Dates heaped on one day of the month.
    T10,
    /// Treatment before incidence.
    P01,
    /// First diagnosis of registry and hospital apart.
    P03,
    /// Administration days too close.
    C01,
    /// Cycles too close.
    C02,
    /// Cycles far apart.
    C03,
    /// The same agent in two sources.
    C04,
    /// Growth factor too close to chemotherapy.
    C09,
    /// Chemotherapy in the last days of life.
    C16,
    /// Silence inside coverage.
    F02,
    /// Gap between supplies, each by itself.
    G01,
    /// Gap between supplies, with what was left of earlier ones.
    G02,
    /// Gap while in hospital.
    G06,
    /// Gap while another pharmacy supplied.
    G07,
    /// A month far from the others.
    B01,
    /// The last months thin.
    B02,
    /// First records piled up where a window opens.
    B03,
    /// Rows twice.
    B07,
    /// Keys that lead to several, or that several lead to.
    L01,
    /// Treatment that a witness should have seen.
    L03,
    /// Hardly anybody left after linking.
    L05,
    /// Two sources that hardly overlap.
    L06,
}

/// The rules with their ids, in the order of [`Rule`].
pub(super) const RULES: [&str; 29] = [
    "T01", "T02", "T03", "T05", "T06", "T08", "T09", "T10", "P01", "P03", "C01", "C02", "C03", "C04", "C09",
    "C16", "F02", "G01", "G02", "G06", "G07", "B01", "B02", "B03", "B07", "L01", "L03", "L05", "L06",
];

/// What the rule should say of something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    /// It must find it.
    Fault,
    /// It must not call it a violation.
    Near,
    /// The catalogue leaves it open, and neither answer is wrong.
    Open,
}

/// Something that a rule looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Mark {
    /// The rule.
    pub rule: Rule,
    /// What it should say.
    pub sort: Sort,
}

/// A mark on sources as a whole, with the days from and to which it holds, where it has any.
pub(super) type Wide = (Mark, &'static [&'static str], Option<(Day, Day)>);

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

const LISTED: [&str; 4] = ["gapsClinical", "gapsCoverage", "routeChanges", "gaps"];

/// The lists of a rule, in the order of [`Sort`].
const SORTS: [&str; 3] = ["faults", "nearMisses", "open"];

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
    planted: Vec<[Spill; 3]>,
    listed: [Spill; 4],
}

impl Truth {
    /// Empty lists, growing in `folder`.
    pub fn new(folder: &Path) -> io::Result<Self> {
        let planted = RULES
            .iter()
            .map(|_| Ok([Spill::new(folder)?, Spill::new(folder)?, Spill::new(folder)?]))
            .collect::<io::Result<_>>()?;
        Ok(Self {
            planted,
            listed: [Spill::new(folder)?, Spill::new(folder)?, Spill::new(folder)?, Spill::new(folder)?],
        })
    }

    /// Something planted in a row. All texts are made here and need no escaping.
    pub fn plant(&mut self, mark: Mark, patient: &str, source: &str, file: &str, row: u64) -> io::Result<()> {
        self.planted[mark.rule as usize][mark.sort as usize]
            .push(&format!(r#"{{"patient":"{patient}","source":"{source}","file":"{file}","row":{row}}}"#))
    }

    /// Something that holds for sources as a whole.
    pub fn plant_wide(&mut self, (mark, sources, period): Wide) -> io::Result<()> {
        let sources: Vec<String> = sources.iter().map(|source| format!("\"{source}\"")).collect();
        let period = period
            .map_or(String::new(), |(from, to)| format!(r#","from":"{}","to":"{}""#, iso(from), iso(to)));
        self.planted[mark.rule as usize][mark.sort as usize]
            .push(&format!(r#"{{"sources":[{}]{period}}}"#, sources.join(",")))
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

    /// A gap with its kind and explanation.
    pub fn list_gap(&mut self, patient: &str, gap: &Gap) -> io::Result<()> {
        let Gap { kind, explanation, source, stretch: Stretch { code, from, to } } = gap;
        let optional = |name: &str, text: &str| match text {
            "" => String::new(),
            text => format!(r#""{name}":"{text}","#),
        };
        let (source, code) = (optional("source", source), optional("code", code));
        let (from, to) = (iso(*from), iso(*to));
        self.listed[3].push(&format!(
            r#"{{"patient":"{patient}","kind":"{kind}","explanation":"{explanation}",{source}{code}"from":"{from}","to":"{to}"}}"#
        ))
    }

    /// Faults and near misses of each rule.
    pub fn counts(&self) -> Vec<(&'static str, u64, u64)> {
        RULES
            .iter()
            .zip(&self.planted)
            .map(|(id, [faults, near, _])| (*id, faults.count, near.count))
            .collect()
    }

    /// Writes the whole file.
    pub fn write(self, path: &Path, seed: u64, patients: u32) -> io::Result<()> {
        let mut out = BufWriter::new(Disk::create(path)?);
        write!(out, "{{\"version\":1,\"seed\":{seed},\"patients\":{patients},\"planted\":{{")?;
        for (at, (id, lists)) in RULES.iter().zip(self.planted).enumerate() {
            let comma = if at == 0 { "" } else { "," };
            write!(out, "{comma}\n\"{id}\":{{")?;
            for (at, (name, list)) in SORTS.iter().zip(lists).enumerate() {
                let comma = if at == 0 { "" } else { "," };
                write!(out, "{comma}\"{name}\":[")?;
                list.write_into(&mut out)?;
                write!(out, "]")?;
            }
            write!(out, "}}")?;
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

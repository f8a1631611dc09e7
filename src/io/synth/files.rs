//! Fills the tables row by row and tells the truth which row each planted thing ended in.
//! How a table looks on disk is in `layout` and `table`.

use std::fs;
use std::path::Path;

use super::SynthError;
use super::calendar::year;
use super::codes::{DICTIONARIES, icpc_label};
use super::faults::Case;
use super::holders::keys::Domain;
use super::holders::{File, Form, Record, SITES};
use super::lab::LabFile;
use super::layout::{DICTIONARY, LAB_PATH, LAYOUTS, dictionary_path, path_of};
use super::path::{Patient, Tumour};
use super::table::{Style, Table};
use super::truth::Truth;

/// What some aftercare nurses write, line breaks and quotes included.
const REMARKS: [&str; 3] = [
    "Gaat goed.\nVolgende keer bellen.",
    "Vraagt \"lotgenotencontact\", folder gegeven",
    "Moe; slaapt slecht",
];

/// All files being written.
pub(super) struct Files {
    seed: u64,
    patients: u32,
    tables: Vec<Table>,
    lab: LabFile,
}

impl Files {
    /// Creates every file with patient rows, and writes the dictionaries.
    pub fn create(out: &Path, seed: u64, patients: u32) -> Result<Self, SynthError> {
        let at = |path: &str| {
            let whole = out.join(path);
            let folder = whole.parent().map_or(Ok(()), fs::create_dir_all);
            folder.map(|()| whole).map_err(SynthError::writing(path))
        };
        let mut tables = Vec::with_capacity(LAYOUTS.len());
        for layout in &LAYOUTS {
            let header = layout.columns.iter().map(|column| column.0);
            let table = Table::create(&at(layout.path)?, layout.style, header);
            tables.push(table.map_err(SynthError::writing(layout.path))?);
        }
        let lab = LabFile::create(&at(LAB_PATH)?)?;
        for dictionary in &DICTIONARIES {
            let path = dictionary_path(dictionary.system);
            let write = || {
                let mut table = Table::create(&out.join(&path), Style::PLAIN, DICTIONARY)?;
                for (code, english, dutch, parent) in dictionary.codes {
                    for text in [code, english, dutch, parent] {
                        table.text(text);
                    }
                    table.end()?;
                }
                table.finish()
            };
            at(&path)?;
            write().map_err(SynthError::writing(&path))?;
        }
        Ok(Self { seed, patients, tables, lab })
    }

    fn table(&mut self, file: File) -> &mut Table {
        // The laboratory has no text table, and stands before those that come after it.
        let at = file as usize - usize::from(file > File::Lab);
        &mut self.tables[at]
    }

    /// Writes all rows of a patient, and tells `truth` where the planted ones went.
    pub fn write(&mut self, case: &mut Case, truth: &mut Truth) -> Result<(), SynthError> {
        let patient = &case.patient;
        let pseudonym = Domain::Population.key(self.seed, patient.number, false);
        let row = self.registry(case, &pseudonym).map_err(SynthError::writing(path_of(File::Registry)))?;
        let mut planted = |marks: &[_], file: File, row| {
            marks.iter().try_for_each(|mark| {
                truth
                    .plant(*mark, &pseudonym, file.source(), path_of(file), row)
                    .map_err(SynthError::writing("truth.json"))
            })
        };
        planted(&case.registry.marks, File::Registry, row)?;
        case.records.sort_by_key(|record| (record.file, record.posted, record.day));
        for record in &case.records {
            let row = if record.file == File::Lab {
                let key = Domain::Hospital.key(self.seed, patient.number, record.second_key);
                self.lab.push(record, key, patient.male, patient.member.site)?
            } else {
                self.record(patient, record).map_err(SynthError::writing(path_of(record.file)))?
            };
            planted(&record.marks, record.file, row)?;
        }
        self.enrolment(patient).map_err(SynthError::writing(path_of(File::Enrolment)))?;
        self.links(patient).map_err(SynthError::writing("koppeling"))
    }

    fn registry(&mut self, case: &Case, pseudonym: &str) -> std::io::Result<u64> {
        let (patient, registry) = (&case.patient, &case.registry);
        let site = &SITES[patient.member.site];
        let table = self.table(File::Registry);
        table.text(pseudonym);
        table.text(if patient.male { "M" } else { "V" });
        table.number(year(patient.birth) as f64, 0);
        table.text(site.region);
        table.text(site.code);
        table.text(if patient.tumour == Tumour::Lung { "C34" } else { "C56" });
        if registry.month_only {
            table.month(registry.incidence);
        } else {
            table.date(registry.incidence);
        }
        table.text(["I", "II", "III", "IV"][usize::from(patient.stage) - 1]);
        table.text(patient.morphology);
        table.number(patient.size, 1);
        for dated in [registry.operation, registry.systemic, registry.radiation] {
            if let Some((on, code)) = dated {
                table.date(on);
                table.text(code);
            } else {
                table.blank();
                table.blank();
            }
        }
        match registry.death {
            Some(on) => table.date(on),
            None => table.blank(),
        }
        table.end()
    }

    fn record(&mut self, patient: &Patient, record: &Record) -> std::io::Result<u64> {
        let key = Domain::of(record.file).key(self.seed, patient.number, record.second_key);
        let site = SITES[patient.member.site].code;
        let is_blank = record.file == File::Aftercare && patient.member.links.blank;
        let table = self.table(record.file);
        let number = table.rows() + 1;
        match record.file {
            File::HospitalPharmacy => table.text(&format!("T{number:07}")),
            File::ClaimsEarly => table.text(&format!("A{number:07}")),
            File::ClaimsLate => table.text(&format!("B{number:07}")),
            _ => {}
        }
        table.text(if is_blank { "" } else { &key });
        match record.file {
            File::Hospital => hospital(table, record),
            File::HospitalPharmacy => {
                table.moment(record.day, record.minute);
                table.text(record.code);
                table.number(record.value, 0);
            }
            File::ClaimsEarly | File::ClaimsLate => {
                table.date(record.day);
                let is_medicine = record.form == Form::Medicine;
                table.text(if is_medicine { "" } else { record.code });
                table.text(if is_medicine { record.code } else { "" });
                table.number(record.value, 2);
            }
            File::Aftercare => {
                table.date(record.day);
                table.text(record.code);
                table.number(record.value, 0);
                let remark = number % 23;
                table.text(REMARKS.get(remark as usize).copied().unwrap_or(""));
            }
            File::Community | File::Outpatient => dispensed(table, record),
            _ => {
                table.date(record.day);
                table.text(record.code);
                if record.file == File::GpWest {
                    table.text(icpc_label(record.code));
                }
            }
        }
        if matches!(record.file, File::Hospital | File::HospitalPharmacy | File::Outpatient) {
            table.text(site);
        }
        table.end()
    }

    fn enrolment(&mut self, patient: &Patient) -> std::io::Result<()> {
        let key = Domain::Insurer.key(self.seed, patient.number, false);
        let table = self.table(File::Enrolment);
        for (from, to) in &patient.member.enrolment {
            table.text(&key);
            table.date(*from);
            table.date(*to);
            table.end()?;
        }
        Ok(())
    }

    /// The crosswalks' rows: one for each key in use, unless it was lost.
    fn links(&mut self, patient: &Patient) -> std::io::Result<()> {
        let member = &patient.member;
        let links = member.links;
        let is_used = [
            (File::LinkGp, member.gp.is_some()),
            (File::LinkPharmacy, member.community || member.outpatient),
            (File::LinkHospital, member.hospital || member.hospital_pharmacy || member.lab),
            (File::LinkInsurer, !member.enrolment.is_empty()),
        ];
        for (file, is_used) in is_used {
            let domain = Domain::of(file);
            if !is_used || links.lost(domain) {
                continue;
            }
            let key = domain.key(self.seed, patient.number, false);
            let mut row = |from: &str, number: u32| {
                let to = Domain::Population.key(self.seed, number, false);
                let table = &mut self.tables[file as usize - 1];
                table.text(from);
                table.text(&to);
                table.end().map(|_| ())
            };
            row(&key, patient.number)?;
            if file == File::LinkPharmacy && links.shared_pharmacy && patient.number + 1 < self.patients {
                row(&key, patient.number + 1)?;
            }
            if file == File::LinkHospital && links.second_hospital.is_some() {
                row(&domain.key(self.seed, patient.number, true), patient.number)?;
            }
        }
        Ok(())
    }

    /// Rows written so far, headers left out.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(Table::rows).sum::<u64>() + self.lab.rows()
    }

    /// Writes out what is left.
    pub fn finish(self) -> Result<(), SynthError> {
        for (layout, table) in LAYOUTS.iter().zip(self.tables) {
            table.finish().map_err(SynthError::writing(layout.path))?;
        }
        Ok(self.lab.finish()?)
    }
}

fn hospital(table: &mut Table, record: &Record) {
    table.text(match record.form {
        Form::DayCare => "D",
        Form::Clinic => "P",
        Form::Radiation => "R",
        _ => "K",
    });
    table.date(record.day);
    // Who went home the same day was never discharged.
    if matches!(record.form, Form::Stay | Form::Operation) {
        table.date(record.end);
    } else {
        table.blank();
    }
    table.text(record.code);
    table.text(record.procedure);
    if record.procedure.is_empty() {
        table.blank();
    } else {
        table.date(record.day);
    }
    if record.form == Form::Radiation {
        table.date(record.end);
    } else {
        table.blank();
    }
    match record.form {
        Form::Stay | Form::Operation => table.number(f64::from((record.end - record.day).max(0)) + 0.5, 1),
        Form::DayCare => table.number(0.5, 1),
        _ => table.blank(),
    }
}

fn dispensed(table: &mut Table, record: &Record) {
    table.date(record.day);
    table.text(record.code);
    if record.file == File::Outpatient {
        table.text(if record.code.starts_with("L01") { "ONCO" } else { "OVERIG" });
    }
    table.number(record.value, 0);
    table.number(f64::from(record.supply), 0);
}
